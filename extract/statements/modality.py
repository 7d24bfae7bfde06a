"""Says how a sentence means what it states: decided, proposed, planned, or reported as so."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import load


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    words = load("modality")
    proposed, decided, planned = (re.compile(words[name]) for name in ("proposed", "decided", "planned"))
    return proposed, decided, planned, frozenset(words["ahead"])


def modality_of(sentence: str, role: str | None, predicate: str) -> str:
    """Return `decided`, `proposed`, `planned` or `reported`; `role` is what the section of the sentence is for.

    >>> modality_of("Det anbefales, at planen forankres i TMC.", "case", "ownedBy")
    'proposed'
    """
    proposed, decided, planned, ahead = _patterns()
    if role == "decision":
        return "planned" if predicate in ahead else "decided"
    if role == "recommendation" or proposed.search(sentence):
        return "proposed"
    if predicate in ahead:
        return "planned"
    sentence = re.split(load("modality")["turn"], sentence, maxsplit=1)[0]
    if decided.search(sentence):
        return "decided"
    return "planned" if planned.search(sentence) else "reported"

"""Says what kind of money a sum is, and whether it comes every year: set aside, granted or spent, once or yearly."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import load
from ..model import Span
from .stated import Stated
from .view import View


@cache
def _yearly() -> re.Pattern[str]:
    return re.compile(load("money")["yearly"])


def money_qualifiers(view: View, stated: Stated) -> tuple[tuple[str, str], ...]:
    """Return the kind of a sum (`set_aside`, `appropriation`, `expense`) and its period (`yearly`, `once`).

    Empty for what is no sum; the kind is left out where the rule does not tell it.
    """
    if stated.predicate != "costs":
        return ()
    sentence = stated.evidence[0].of(view.text)
    said = (kind for kind, pattern in load("money")["said"].items() if re.search(pattern, sentence))
    kind = load("money")["kinds"].get(stated.rule) or next(said, None)
    return (*((("moneyKind", kind),) if kind else ()), ("period", _period(view, stated, stated.evidence[0])))


def _period(view: View, stated: Stated, sentence: Span) -> str:
    """The period of the sum itself: what stands right before or behind it, and not behind the next sum."""
    signed = view.signed(sentence)
    for number, mention in enumerate(signed.mentions):
        if mention.node == stated.object:
            before, _, after = signed.words.partition(f"⟦A{number}⟧")
            before, after = re.split(r"⟦A\d+⟧", before)[-1], re.split(r"⟦A\d+⟧", after)[0]
            if _yearly().search(before[-20:]) or _yearly().search(after[:20]):
                return "yearly"
    return "once"

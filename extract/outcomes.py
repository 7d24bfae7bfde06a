"""Tells the outcome of a decision from its words."""

from __future__ import annotations

import re
from functools import cache

from .lexicon import load

OTHER = "other"


@cache
def _patterns() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (entry["name"], tuple(re.compile(p) for p in entry["patterns"])) for entry in load("outcomes")["outcome"]
    )


def outcome_of(text: str) -> str:
    """Return the outcome of a decision, strongest first, `other` where no words of one are found.

    >>> outcome_of("Godkendt, idet tidsplanen rettes.")
    'adopted_with_remark'
    """
    return next((name for name, patterns in _patterns() if any(p.search(text) for p in patterns)), OTHER)

"""Tells the outcome of a decision from its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .lexicon import load

OTHER = "other"


@cache
def _patterns() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (entry["name"], tuple(re.compile(p) for p in entry["patterns"])) for entry in load("outcomes")["outcome"]
    )


@cache
def _exceptions() -> tuple[tuple[str, tuple[re.Pattern[str], ...], re.Pattern[str] | None], ...]:
    return tuple(
        (
            entry["name"],
            tuple(re.compile(p) for p in entry["patterns"]),
            re.compile(entry["recommended"]) if "recommended" in entry else None,
        )
        for entry in load("outcomes")["exception"]
    )


@cache
def _part() -> re.Pattern[str]:
    return re.compile(load("outcomes")["part"])


@cache
def _count() -> re.Pattern[str]:
    return re.compile(load("outcomes")["count"])


def _all(pattern: re.Pattern[str], texts: Sequence[str]) -> bool:
    return bool(texts) and all(pattern.search(text) for text in texts)


def _is_in_parts(text: str) -> bool:
    """Whether a decision is given part by part ("Ad 1", "Ad 2") and the parts came to different ends."""
    begins = [m.start() for m in _part().finditer(text)]
    if len(begins) < 2:
        return False
    parts = [text[a:b] for a, b in zip(begins, [*begins[1:], len(text)], strict=True)]
    ends = {outcome_of(part) for part in parts} - {OTHER}
    return "rejected" in ends and len(ends) > 1


def outcome_of(text: str, recommended: Sequence[str] = ()) -> str:
    """Return the outcome of a decision, strongest first, `other` where no words of one are found.

    `recommended` are the points that it was to decide on: who approves a recommendation to discuss has discussed.

    >>> outcome_of("Godkendt, idet tidsplanen rettes.")
    'adopted_with_remark'
    """
    text = _count().sub("", text)
    if _is_in_parts(text):
        return OTHER
    for name, patterns, ahead in _exceptions():
        if any(p.search(text) for p in patterns) and (ahead is None or _all(ahead, recommended)):
            return name
    return next((name for name, patterns in _patterns() if any(p.search(text) for p in patterns)), OTHER)


@cache
def _decided() -> re.Pattern[str]:
    return re.compile(load("outcomes")["reads_as_decision"])


def reads_as_decision(line: str) -> bool:
    """Whether a line begins as decisions do, so that it is one also where no heading says so.

    >>> reads_as_decision("Godkendt."), reads_as_decision("Formanden indstiller,")
    (True, False)
    """
    return bool(_decided().match(line))


@cache
def _decided_below_heading() -> re.Pattern[str]:
    return re.compile(load("outcomes")["reads_as_headed_decision"])


def reads_as_headed_decision(line: str) -> bool:
    """Whether a line below the heading of a decision begins as one, in words that elsewhere may mean something else.

    >>> reads_as_headed_decision("Sagen udsættes."), reads_as_headed_decision("Sagen drejer sig om en bro.")
    (True, False)
    """
    return bool(_decided_below_heading().match(line))


@cache
def _vote() -> re.Pattern[str]:
    return re.compile(load("outcomes")["reads_as_vote"])


def reads_as_vote(line: str) -> bool:
    """Whether a sentence says who voted how.

    >>> reads_as_vote("Imod stemte: A (2)"), reads_as_vote("Valget holdes i maj.")
    (True, False)
    """
    return bool(_vote().match(line))


def decides(line: str) -> bool:
    """Whether the words of an outcome stand in a line.

    >>> decides("Formanden orienterede om budgettet."), decides("Mødet begynder klokken ti.")
    (True, False)
    """
    return outcome_of(line) != OTHER

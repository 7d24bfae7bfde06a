"""Reads votes from the words of a decision: how many, which parties and where voters by name stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .lexicon import load
from .model import Span

CHOICES = ("for", "against", "abstained")


@dataclass(frozen=True, slots=True)
class Vote:
    """What one choice got: `count` as printed (None where no number is), parties as printed, where voters stand."""

    choice: str  # for, against, abstained
    count: int | None
    parties: tuple[str, ...]
    voters: Span  # offsets in the text that was given
    said: Span


@dataclass(frozen=True, slots=True)
class _Words:
    cues: tuple[tuple[str, bool, re.Pattern[str]], ...]  # choice, whether voters follow, pattern
    counted: re.Pattern[str]
    own: re.Pattern[str]
    letter: re.Pattern[str]
    party: re.Pattern[str]
    ends: re.Pattern[str]
    numbers: dict[str, int]


@cache
def _words() -> _Words:
    lists = load("votes")
    numbers = {word: n for n, word in enumerate(lists["counts"]["words"])} | {"én": 1}
    number = rf"(?:\d{{1,2}}|{'|'.join(numbers)})(?!\w)"
    return _Words(
        cues=tuple(
            (entry["choice"], behind, re.compile(pattern))
            for entry in lists["cue"]
            for key, behind in (("label", True), ("verb", False))
            for pattern in entry[key]
        ),
        counted=re.compile(lists["counts"]["pattern"].replace("{number}", number)),
        own=re.compile(lists["counts"]["own"]),
        letter=re.compile(lists["parties"]["letter"]),
        party=re.compile(lists["parties"]["name"]),
        ends=re.compile(lists["ends"]),
        numbers=numbers,
    )


def find_votes(text: str) -> tuple[Vote, ...]:
    """Return the votes that the words of a decision tell of, in their order; none where they tell of none.

    >>> [(v.choice, v.count, v.parties) for v in find_votes("Godkendt med 11 stemmer (A og V) mod 4 (Ø).")]
    [('for', 11, ('A', 'V')), ('against', 4, ('Ø',))]
    """
    found = sorted(_counted(text), key=lambda vote: vote.said)
    taken = [vote.said for vote in found]
    for vote in sorted(_cued(text), key=lambda vote: vote.said):
        if not any(s.start < vote.said.end and vote.said.start < s.end for s in taken):
            found.append(vote)
            taken.append(vote.said)
    return tuple(sorted(found, key=lambda vote: vote.said))


def _counted(text: str) -> Iterator[Vote]:
    for match in _words().counted.finditer(text):
        for choice in CHOICES:
            if match[choice]:
                who = Span(*match.span(f"{choice}_who")) if match[f"{choice}_who"] else Span(match.end(), match.end())
                yield Vote(choice, _number(match[choice]), _parties(who.of(text)), who, Span(*match.span()))


def _cued(text: str) -> Iterator[Vote]:
    for choice, behind, pattern in _words().cues:
        for match in pattern.finditer(text):
            who = _behind(text, match.end()) if behind else _before(text, match.start())
            counted = _words().own.search(who.of(text))
            count = int(counted["count"] or counted["count2"]) if counted else None
            parties = _parties(who.of(text))
            said = Span(min(match.start(), who.start), max(match.end(), who.end))
            if count is not None or parties or re.search(r"[A-ZÆØÅ]\w+\s+[A-ZÆØÅ]\w", who.of(text)):
                yield Vote(choice, count, parties, who, said)


def _behind(text: str, start: int) -> Span:
    end = _words().ends.search(text, start)
    return Span(start, end.start() if end else len(text))


def _before(text: str, end: int) -> Span:
    start = max((match.end() for match in _words().ends.finditer(text, 0, end)), default=0)
    earlier = [m.end() for _, _, p in _words().cues for m in p.finditer(text, start, end)]
    return Span(max([start, *earlier]), end)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _words().numbers[word.casefold()]


def _parties(words: str) -> tuple[str, ...]:
    """The parties of a row as printed; a letter in brackets behind a name is that person's party, and none here."""
    bare = re.sub(r"(?<=\w\w)\s*\([A-ZÆØÅ]{1,3}\)", " ", words)
    found = [(m.start(), m["letter"]) for m in _words().letter.finditer(bare)]
    found += [(m.start(), m["party"]) for m in _words().party.finditer(bare)]
    return tuple(dict.fromkeys(party for _, party in sorted(found)))

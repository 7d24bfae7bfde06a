"""Reads what a decision did with each point of its recommendation, where it says so point by point."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .lexicon import load
from .model import Span
from .outcomes import OTHER, outcome_of


@dataclass(frozen=True, slots=True)
class Part:
    """What became of one point: its number, the outcome, and the words that say so, as offsets in the text given."""

    number: int
    outcome: str
    said: Span


@cache
def _part() -> re.Pattern[str]:
    return re.compile(load("outcomes")["part_of"])


@cache
def _rest() -> re.Pattern[str]:
    return re.compile(load("outcomes")["rest"])


def find_parts(text: str, points: int) -> tuple[Part, ...]:
    """Return the outcome of each of so many points that a decision speaks of on its own, in their order.

    A point that is not named has the outcome of "the rest" where the decision speaks of that, else none. A number
    that no point has (an item of the agenda, say) makes no part.

    >>> [(p.number, p.outcome) for p in find_parts("Indstillingens punkt 1 vedtaget, punkt 2 sendt tilbage.", 2)]
    [(1, 'adopted'), (2, 'referred')]
    """
    marks = [(match, numbers) for match in _part().finditer(text) if (numbers := _numbers(match, points))]
    rest = _rest().search(text)
    begins = sorted([match.start() for match, _ in marks] + ([rest.start()] if rest else []))
    found: dict[int, Part] = {}
    for match, numbers in marks:
        said = _until(text, match.start(), begins)
        for part in _told(text, match.end(), said, numbers):
            found.setdefault(part.number, part)
    if marks and rest:
        unnamed = [n for n in range(1, points + 1) if n not in found]
        for part in _told(text, rest.start(), _until(text, rest.start(), begins), unnamed):
            found.setdefault(part.number, part)
    return tuple(found[number] for number in sorted(found))


def _until(text: str, start: int, begins: list[int]) -> Span:
    end = next((at for at in begins if at > start), len(text))
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip():  # within a line: it says no more than that line does
        end = min(end, text.find("\n", start) if "\n" in text[start:] else end)
    words = text[start:end].rstrip(" ,;\n\t")
    return Span(start, start + len(words))


def _told(text: str, begin: int, said: Span, numbers: list[int]) -> Iterator[Part]:
    outcome = outcome_of(text[begin : said.end])
    for number in numbers if outcome != OTHER else []:
        yield Part(number, outcome, said)


def _numbers(match: re.Match[str], points: int) -> list[int]:
    """The points that a mark names: "punkt 1 og 3", "at 1-3", "ad a"; none where one is not there."""
    if match["letter"]:
        named = [ord(match["letter"].casefold()) - ord("a") + 1]
    else:
        first, *more = (int(n) for n in re.findall(r"\d+", match["numbers"]))
        ranged = more and re.search(r"\d\s*(?:-|–|til)\s*\d", match["numbers"])
        named = list(range(first, more[-1] + 1)) if ranged else [first, *more]
    return named if named and all(1 <= number <= points for number in named) else []

"""Cuts the text of a block into sentences: a full stop behind a day or an abbreviation ends none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..lexicon import alternatives, load
from ..model import Span

# A possible end: signs and blanks behind them, or the end of a line. Which of them is one the text about it tells.
_END = re.compile(r"(?<![.!?])[.!?]+[”\"’')\]]*(?=\s)|\r?\n")
_NEXT = re.compile(r"\s*[”\"'(\[]*(?P<first>\S)")


@cache
def _abbreviated() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a full stop that ends no sentence stands behind, and what one that may end one does."""
    lists = load("sentences")
    never = [a for a in lists["abbreviations"] if a not in lists["closing"]]
    begin = r"(?<![^\W\d_])"
    return (
        re.compile(rf"(?:(?i:{begin}(?:{alternatives(never)}))|(?<![\w.])(?<!\d[-–/])\d{{1,2}}|{begin}[A-ZÆØÅ])\Z"),
        re.compile(rf"(?i:{begin}(?:{alternatives(lists['closing'])}))\Z"),
    )


def sentences(text: str, block: Span) -> Iterator[Span]:
    """Yield the sentences of a block in order, without the blanks about them.

    A line's end is a sentence's end too, unless the next line goes on in small letters.
    """
    start = block.start
    for match in _END.finditer(text, block.start, block.end):
        if match.start() >= start and _ends(text, block, match):
            yield from _trimmed(text, start, match.end())
            start = match.end()
    yield from _trimmed(text, start, block.end)


def _ends(text: str, block: Span, match: re.Match[str]) -> bool:
    after = _NEXT.match(text, match.end(), block.end)
    if after is None:
        return True
    first = after["first"]
    if match.group().strip() == "":
        return not first.islower()
    if first.islower():
        return False
    before = text[max(block.start, match.start() - 12) : match.start()]
    never, sometimes = _abbreviated()
    if never.search(before):
        return False
    return not (sometimes.search(before) and not first.isupper())


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    if words.strip():
        yield Span(begin, begin + len(words.strip()))

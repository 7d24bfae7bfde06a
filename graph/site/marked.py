"""The text of a source in parts and paragraphs, with what is named in it, ready for a template."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extract.model import Pages, page_at

from ..profile_records import Passage, Ref

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_HEADING = 160  # characters that a heading has at most; a longer first paragraph is text


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that names a thing."""

    start: int
    end: int
    thing: Ref


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text that has a place of its own: an item. Of a closed one only `shown` is told."""

    start: int
    end: int
    anchor: str
    closed: bool = False
    shown: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, the places in the text that begin with them, and what they name: the innermost thing first."""

    text: str
    places: tuple[int, ...]
    things: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `start` is where it begins in the text, `page` where a new page of the file begins with it."""

    start: int
    pieces: tuple[Piece, ...]
    page: int | None
    rank: Literal["", "item", "section"]  # of a heading


@dataclass(frozen=True, slots=True)
class TextPart:
    """What stands before the first item or between items (no `anchor`), or an item."""

    anchor: str
    closed: bool
    paragraphs: tuple[Paragraph, ...]


def marked(
    text: str,
    marks: Iterable[Mark],
    places: Iterable[int],
    stretches: Iterable[Stretch],
    *,
    sections: Collection[int] = (),
    pages: Pages = (),
) -> list[TextPart]:
    """Return a text in parts, with `marks` on what is named and `places` that can be pointed to.

    Of marks that lie in or across each other, each letter belongs to the shortest that covers it; the parts of a
    text are disjoint stretches, of which the first of two that overlap is taken. `sections` are where headings of
    sections stand.
    """
    ordered = sorted(set(marks), key=lambda m: (m.start, m.end, m.thing))
    cutter = _Cutter(text, ordered, sorted(set(places)), sections, pages)
    found = []
    at = 0
    for stretch in sorted(stretches, key=lambda s: (s.start, -s.end, s.anchor)):
        if stretch.start < at:
            continue
        if before := cutter.paragraphs(at, stretch.start, heading=False):
            found.append(TextPart("", False, before))
        found.append(_part(cutter, text, stretch))
        at = stretch.end
    if rest := cutter.paragraphs(at, len(text), heading=False):
        found.append(TextPart("", False, rest))
    return found


def _part(cutter: _Cutter, text: str, stretch: Stretch) -> TextPart:
    if not stretch.closed:
        return TextPart(stretch.anchor, False, cutter.paragraphs(stretch.start, stretch.end, heading=True))
    # What minutes keep closed is not shown because a file happened to hold it: the heading, and what was decided.
    head = next(_paragraphs(text, stretch.start, stretch.end), (stretch.start, stretch.start))
    shown = [p for begin, end in stretch.shown for p in cutter.paragraphs(max(begin, head[1]), end, heading=False)]
    return TextPart(stretch.anchor, True, (*cutter.paragraphs(*head, heading=True), *shown))


class _Cutter:
    """Cuts stretches of one text into paragraphs and pieces; pages are told once, in reading order."""

    def __init__(
        self, text: str, marks: Sequence[Mark], places: Sequence[int], sections: Collection[int], pages: Pages
    ) -> None:
        self._text = text
        self._marks = marks
        self._starts = [mark.start for mark in marks]
        self._longest = max((mark.end - mark.start for mark in marks), default=0)
        self._places = places
        self._sections = frozenset(sections)
        self._pages = pages
        self._page: int | None = None

    def paragraphs(self, start: int, end: int, *, heading: bool) -> tuple[Paragraph, ...]:
        found = []
        for n, (begin, finish) in enumerate(_paragraphs(self._text, start, end)):
            short = finish - begin <= _HEADING
            rank: Literal["", "item", "section"] = "section" if short and begin in self._sections else ""
            rank = "item" if short and heading and n == 0 else rank
            found.append(Paragraph(begin, tuple(self._pieces(begin, finish)), self._new_page(begin), rank))
        return tuple(found)

    def _new_page(self, offset: int) -> int | None:
        page = page_at(self._pages, offset)
        if page == self._page:
            return None
        self._page = page
        return page

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        first = bisect_left(self._starts, start - self._longest)
        inside = [m for m in self._marks[first : bisect_left(self._starts, end)] if m.end > start]
        here = self._places[bisect_left(self._places, start) : bisect_left(self._places, end)]
        cuts = {start, end, *here}
        for mark in inside:
            cuts |= {max(start, mark.start), min(end, mark.end)}
        ordered = sorted(cuts)
        for begin, finish in pairwise(ordered):
            over = [m for m in inside if m.start <= begin and finish <= m.end]
            shortest = min((m.end - m.start for m in over), default=0)
            things = tuple(m.thing for m in over if m.end - m.start == shortest)
            yield Piece(self._text[begin:finish], (begin,) if begin in here else (), things)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each paragraph of a stretch begins and ends, blank lines parting them."""
    at = start
    for found in [*_BLANK.finditer(text, start, end), None]:
        finish = found.start() if found else end
        words = text[at:finish]
        begin = at + len(words) - len(words.lstrip())
        if stop := len(words.strip()):
            yield begin, begin + stop
        at = found.end() if found else end


def quoted(passage: Passage) -> Iterator[tuple[str, bool]]:
    """Yield the words of a passage's sentence in pieces, with whether each names what is meant."""
    yield passage.before, False
    at = 0
    for start, end in passage.marks:
        yield passage.quote[at:start], False
        yield passage.quote[start:end], True
        at = end
    yield passage.quote[at:], False
    yield passage.after, False

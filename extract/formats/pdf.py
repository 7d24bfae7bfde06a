"""PDF files: paragraphs from printed lines, without the heads and feet that run over the pages.

A PDF knows glyphs and places, no paragraphs. Lines are read with their place and type; what repeats at one
place of the pages is a running head or foot; a line goes on where the next line's first word did not fit.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extract.errors import SourceError
from extract.limits import Limits

from .blocks import Reading, joined
from .paragraphs import paragraphs, shape
from .pdfium import Document
from .printed_lines import Fonts, Line, lines_of

_TAIL = 4096  # bytes at the end in which a whole file says that it ends
_FEWEST_LETTERS = 20  # fewer in the whole file, and its pages are pictures
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"\d+")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d\d(?!\d)")
_OUTER_LINES = 7  # at the top and at the bottom of a page, that can be running heads and feet
_FOOT = 0.1  # of a page's height
_LONGEST_NUMBERING = 16
_SAME_PLACE = 3.0  # points


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """Return what a PDF says. Raises `SourceError`."""
    if b"%%EOF" not in data[-_TAIL:]:
        raise SourceError("damaged")
    document = Document(data)
    try:
        if document.pages > limits.pages:
            raise SourceError("too_many_pages", f"{document.pages} > {limits.pages}")
        if not document.pages:
            raise SourceError("damaged")
        lines = _all_lines(document, limits)
    finally:
        document.close()
    body = _without_running(lines, document.pages)
    if not _has_letters(body):
        raise SourceError("no_text")
    return joined(paragraphs(body), limits)


def _all_lines(document: Document, limits: Limits) -> list[Line]:
    """The lines of all pages. Raises `SourceError("too_long")`."""
    lines: list[Line] = []
    fonts: Fonts = {}
    characters = 0
    for number in range(document.pages):
        of_page = lines_of(document, number, fonts)
        characters += sum(len(line.text) for line in of_page)
        if characters > limits.characters:
            raise SourceError("too_long", str(limits.characters))
        lines += of_page
    return lines


def _has_letters(lines: Iterable[Line]) -> bool:
    letters = 0
    for line in lines:
        letters += len(_LETTER.findall(line.text))
        if letters >= _FEWEST_LETTERS:
            return True
    return False


# --- running heads and feet -----------------------------------------------------------------------


def _without_running(lines: Sequence[Line], pages: int) -> list[Line]:
    """The lines without running heads and feet.

    A head of the first page stays, since it may be the only place that says whose minutes these are.
    """
    if pages < 2:
        return [line for line in lines if not _is_page_number(line)]
    groups: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in _outer(lines):
        groups[shape(line), round(line.base / _SAME_PLACE)].append(line)
    running: set[int] = set()
    kept: set[int] = set()
    for (alike, place), group in groups.items():
        # The place may lie on the border of two: both are looked at.
        same = group + groups.get((alike, place + 1), []) + groups.get((alike, place - 1), [])
        if len({line.page for line in same}) >= max(2, math.ceil(pages / 2)) and _numbers_follow(same):
            running.update(map(id, same))
            if len({line.text for line in same}) == 1:
                kept.update(id(line) for line in same if line.page == 1 and line.base > line.height / 2)
    heads = sorted((line for line in lines if id(line) in kept), key=lambda line: -line.base)
    return [*heads, *(line for line in lines if id(line) not in running)]


def _is_page_number(line: Line) -> bool:
    """Whether a line at the very foot of a single page says that it is the first ("Side 1 af 1")."""
    is_foot = line.base < _FOOT * line.height and len(line.text) <= _LONGEST_NUMBERING
    return is_foot and set(_NUMBER.findall(line.text)) == {"1"}


def _outer(lines: Sequence[Line]) -> Iterator[Line]:
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    for of_page in by_page.values():
        down = sorted(of_page, key=lambda line: -line.base)
        top, bottom = down[:_OUTER_LINES], down[-_OUTER_LINES:]
        yield from (line for line in top if line.base > line.height / 2)
        yield from (line for line in bottom if line.base <= line.height / 2)


def _numbers_follow(lines: Sequence[Line]) -> bool:
    """Whether each number in lines of one shape is the same on every page, or rises with the page.

    A clock may stand anywhere: browsers print the time over each page as they print it.
    """
    numbers = [[int(n) for n in _NUMBER.findall(_CLOCK.sub(" ", line.text))] for line in lines]
    return all(
        len(set(of_place)) == 1 or len({n - line.page for n, line in zip(of_place, lines, strict=True)}) == 1
        for of_place in zip(*numbers, strict=True)
    )

"""Tells by its words whether an item is closed: by its title, a line about its heading, or a heading above several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .blocks import Line
from .families import Family
from .model import Span

ALIKE = 12  # letters by which a title of the contents list is known again, wherever the line ends
NEAR_MARK = 8  # lines below a heading in which a line may say that the item is closed
_LONGEST_MARK = 300  # letters of a line that can still say so: longer ones are text
_GLUED_PART = re.compile(r"(?P<part>[A-ZÆØÅ][A-ZÆØÅ ]{2,40}[A-ZÆØÅ])(?=\d)")


def plain_title(title: str, form: Family) -> tuple[str, bool, int]:
    """Return a title without what says that it is closed or open, whether it is closed, and where it now begins."""
    hinted = form.lines["item.closed_hint"].search(title) is not None
    if hinted and form.match("item.closed", title):
        return title.rstrip(), True, 0
    closed, offset = False, 0
    for key in ("item.closed_marks", "item.open_marks") if hinted else ("item.open_marks",):
        for pattern in form.many[key]:
            match = pattern.search(title)
            if match is None:
                continue
            start, end = match.span("mark" if "mark" in pattern.groupindex else 0)
            if end - start < len(title):
                closed = closed or key == "item.closed_marks"
                if start == 0:
                    title, offset = title[end:], offset + end
                else:
                    title = title[:start]
    return title.rstrip(), closed, offset


def closed_mark(line: Line, form: Family) -> Span | None:
    """Return where a line about a heading says that the item is closed, None where it does not."""
    if len(line.text) > _LONGEST_MARK or not form.lines["item.closed_hint"].search(line.text):
        return None
    if form.match("item.open_line", line.text):
        return None
    for pattern in form.many["item.closed_lines"]:
        if match := pattern.fullmatch(line.text):
            start, end = match.span("mark")
            return Span(line.start + start, line.start + end)
    return None


def says_open_or_closed(line: Line, form: Family) -> bool:
    """Whether a line says of an item that it is open, or that it is closed."""
    return bool(form.match("item.open_line", line.text)) or closed_mark(line, form) is not None


def with_parts_apart(lines: Iterable[Line], form: Family) -> list[Line]:
    """Return the lines, headings of closed or open parts apart from the number that a lost line end glued to them."""
    apart: list[Line] = []
    for line in lines:
        match = _GLUED_PART.match(line.text)
        if match and (form.match("item.closed_part", match["part"]) or form.match("item.open_part", match["part"])):
            cut = line.start + match.end()
            apart += [
                Line(line.start, cut, line.first, match["part"]),
                Line(cut, line.end, cut, line.text[match.end() :]),
            ]
        else:
            apart.append(line)
    return apart


def opened_and_closed(lines: Sequence[Line], starts: Sequence[int], texts: Sequence[int], form: Family) -> list[bool]:
    """Return for each item, by the place of its heading in the lines, whether a heading above it says closed.

    `texts` are the places at which the items' own text begins: what stands before it speaks of the item alone.
    """
    behind, closed = [], False
    above = [max(starts[0] - 1, 0), *texts] if starts else []
    for begin, end in zip(above, starts, strict=False):
        for line in lines[begin:end]:
            if form.match("item.closed_part", line.text):
                closed = True
            elif form.match("item.open_part", line.text):
                closed = False
        behind.append(closed)
    return behind

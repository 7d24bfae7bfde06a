"""The lines of a text, and what kinds of text they make: paragraphs, bullets, points, rows, inner headings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .model import Block, RecommendationPoint, Section, Span

_MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_NUMERIC_DATE = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})\Z")
_LONG_DATE = re.compile(r"(\d{1,2})\.?\s+([^\W\d_]+)\.?\s+(\d{4})")
BULLET = re.compile(r"(?P<indent>[ \t]*)(?:[-–•·*o▪]|\uf0b7)[ \t]+(?=\S)")
# "25. november" is a day, "1. kvartal" a time, and neither is a point of a list.
AFTER_ORDINAL = "|".join([*_MONTHS, "kvartal", "halvår", "halvdel"])
_NUMBERED = re.compile(
    rf"(?P<indent>[ \t]*)(?:\d{{1,2}}|[a-zA-Z])[.)][ \t]+(?!(?i:{AFTER_ORDINAL})\b)(?=\S)",
)
_ROW = re.compile(r"[^\t]*\t.*|\|.*\|")
_SENTENCE_END = re.compile(r"[.:;,!?]\Z")
_LONGEST_HEADING = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without its ending: `start` and `end` leave surrounding blanks out."""

    start: int
    end: int
    first: int  # where the line begins, blanks included
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing stands on it."""
        return self.start == self.end


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text."""
    return [_line(match) for match in _LINE.finditer(text) if match.group() or match.start() < len(text)]


def _line(match: re.Match[str]) -> Line:
    raw = match.group()
    stripped = raw.strip()
    begin = match.start() + (len(raw) - len(raw.lstrip()) if stripped else 0)
    return Line(begin, begin + len(stripped), match.start(), stripped)


def span_of(line: Line, match: re.Match[str], group: str) -> Span:
    """Return where a group of a pattern that matched a line stands."""
    return Span(line.start + match.start(group), line.start + match.end(group))


def iso_date(text: str) -> str | None:
    """Return the ISO form of the first full date in `text` (24-10-2017, 04. februar 2016), or None."""
    if match := _NUMERIC_DATE.match(text.strip()):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
        year += 2000 if year < 100 else 0
    elif (match := _LONG_DATE.search(text)) and match[2].casefold() in _MONTHS:
        day, month, year = int(match[1]), _MONTHS.index(match[2].casefold()) + 1, int(match[3])
    else:
        return None
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def squash(text: str) -> str:
    """Return a text in lower case with single spaces."""
    return re.sub(r"\s+", " ", text).strip().casefold()


def points_of(
    sections: Sequence[Section], blocks: Sequence[Block], lines: Sequence[Line]
) -> Iterator[RecommendationPoint]:
    """The bullets and numbered points of the recommendation; where there are none, its paragraphs."""
    starts = [line.start for line in lines]
    number = 0
    for section in sections:
        if section.role != "recommendation":
            continue
        inside = [b for b in blocks if section.body.start <= b.span.start < section.body.end]
        listed = [b for b in inside if b.kind in ("bullet", "numbered")]
        for block in listed or inside:
            number += 1
            first = max(0, bisect_right(starts, block.span.start) - 1)
            words = [
                line.text[max(0, block.span.start - line.start) :]
                for line in lines[first : bisect_left(starts, block.span.end)]
                if line.end > block.span.start
            ]
            yield RecommendationPoint(number, " ".join(words), block.span)


def blocks_of(lines: Sequence[Line], headings: set[int], own_titles: set[str]) -> Iterator[Block]:
    """Group lines into paragraphs, and tell bullets, numbered points, rows and inner headings apart."""
    group: list[Line] = []
    for i, line in enumerate(lines):
        marker = _marker(line)
        if line.blank or line.start in headings or squash(line.text) in own_titles:
            yield from _paragraph(group)
            group = []
        elif marker or _ROW.fullmatch(line.text):
            yield from _paragraph(group)
            kind, offset, level = marker or ("row", 0, 0)
            group = []
            yield Block(kind, Span(line.start + offset, line.end), level)
        elif not group and _stands_alone(lines, i):
            yield Block("heading", Span(line.start, line.end))
        else:
            group.append(line)
    yield from _paragraph(group)


def _paragraph(group: Sequence[Line]) -> Iterator[Block]:
    if group:
        yield Block("paragraph", Span(group[0].start, group[-1].end))


def _marker(line: Line) -> tuple[str, int, int] | None:
    indent = line.start - line.first
    if match := BULLET.match(line.text):
        inner = re.match(r"o[ \t]+", line.text[match.end() :])
        return "bullet", match.end() + (inner.end() if inner else 0), indent
    if match := _NUMBERED.match(line.text):
        return "numbered", match.end(), indent
    return None


def _stands_alone(lines: Sequence[Line], i: int) -> bool:
    """Whether a line reads as a heading: short, without full stop, blank lines about it, text to follow."""
    line = lines[i]
    if len(line.text) > _LONGEST_HEADING or _SENTENCE_END.search(line.text) or not line.text[0].isalnum():
        return False
    if line.text[0].islower() or (i + 1 < len(lines) and not lines[i + 1].blank):
        return False
    return any(not later.blank for later in lines[i + 1 :])

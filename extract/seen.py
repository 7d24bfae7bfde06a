"""A document's lines seen through a layout family: without running heads, with the headings and case numbers known."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .blocks import AFTER_ORDINAL, Line, squash
from .families import Family
from .model import Span
from .outcomes import reads_as_decision

NEAR = 5  # lines below a heading in which its case number is looked for
LONG_TITLE = 40  # letters from which a title may run on over the line's end
LONGEST_TITLE = 300
_LONGEST_WORD = 60  # letters of a section's heading
LONGEST_LINE = 1000  # letters from which a line is text and nothing else
_RECOMMENDATION, _WHO_RECOMMENDS = "recommendation", "who recommends"
_SPEAKING = frozenset({"decision", "recommendation", "attendance", "attachments"})  # they may stand below a lost title
_SENTENCE_END = re.compile(r"[.:;!?]\Z")
ORDINAL = re.compile(rf"(?i:{AFTER_ORDINAL})\b")
_NUMBER = re.compile(r"\A\d{1,2}[.)]\s+")  # "3. Baggrund": headings of sections are numbered too
_BULLETED = re.compile(r"(?:[-–•·*▪]|\uf0b7)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that is a heading of the template: what it means, and where its own text begins on it."""

    role: str
    title: Span
    rest: int | None  # where text of the section stands on the line itself
    match: re.Match[str] | None = None
    at: int = 0  # where the matched text begins in the source


@dataclass(frozen=True, slots=True)
class _Read:
    """What a line is by itself: noise, a heading above several items, a heading of a section, a case number."""

    noise: bool
    part: str | None
    mark: Mark | None
    case: re.Match[str] | None


class Readings:
    """The lines of one document, each read once by all families that see the same in it."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, int, int], _Read] = {}

    def of(self, line: Line, form: Family) -> _Read:
        """Return what a line is by itself."""
        key = (form.reading, line.start, line.end)
        if key not in self._read:
            noise, part = _is_noise(line.text, form), _part(line.text, form)
            gone = noise or part is not None or line.blank
            self._read[key] = _Read(
                noise, part, None if gone else _mark(line, form), None if gone else _case(line.text, form)
            )
        return self._read[key]


class SeenText:
    """The lines of a document seen through a family, without running heads and interface words."""

    def __init__(self, lines: Sequence[Line], form: Family, readings: Readings) -> None:
        self.form = form
        self.running = running_lines(lines, form)
        plain = [unbulleted(line) for line in lines]
        read = [readings.of(line, form) for line in plain]
        self._parts = [(line.start, r.part) for line, r in zip(plain, read, strict=True) if r.part]
        self._doors = [
            line.start
            for i, (line, r) in enumerate(zip(plain, read, strict=True))
            if r.part == "closed" and i not in self.running
        ]
        kept = [
            i
            for i, (line, r) in enumerate(zip(plain, read, strict=True))
            if not (line.blank or i in self.running or r.part or r.noise)
        ]
        self.lines = [plain[i] for i in kept]
        self._starts = [line.start for line in self.lines]
        spaced = {line.start for line, before in zip(lines[1:], lines, strict=False) if before.blank}
        self.spaced = [line.start in spaced or line.first in spaced for line in self.lines]
        self.raw = {line.end: line for line in lines}
        self.marks = _settled([read[i].mark for i in kept])
        self.cases = [read[i].case for i in kept]
        self.marks = [None if mark and self._is_of_title(i, mark) else mark for i, mark in enumerate(self.marks)]
        self._marked = [i for i, mark in enumerate(self.marks) if mark]
        self._by_role: dict[str, list[int]] = {}
        for i in self._marked:
            if mark := self.marks[i]:
                self._by_role.setdefault(mark.role, []).append(i)

    def _is_of_title(self, i: int, mark: Mark) -> bool:
        """Whether what looks like the heading of a section is a title: "Høring: …" beside a bare number, or its end.

        A heading does not begin with a small letter, where nothing parts it from an unfinished line above.
        """
        line = self.lines[i].text
        if i and line[:1].islower() and ":" not in line and not self.spaced[i]:
            return mark.role != "decision" and not _SENTENCE_END.search(self.lines[i - 1].text)
        beside = i + 1 if self.form.title == "previous" else i - 1
        if mark.rest is None or mark.role in _SPEAKING or not 0 <= beside < len(self.lines):
            return False
        return any(not match.groupdict().get("title") for match in matches(self.lines[beside].text, self.form))

    def is_closed_part(self, begin: int, end: int, *, before: bool) -> bool:
        """Whether what stands at offset `end` is in a closed part, given whether that at `begin` was."""
        at = bisect_left(self._parts, (end, "")) - 1
        return self._parts[at][1] == "closed" if at >= 0 and self._parts[at][0] >= begin else before

    def has_part(self, begin: int, end: int) -> bool:
        """Return whether the heading of a part, open or closed, stands between two offsets."""
        return any(part in ("open", "closed") and begin <= at < end for at, part in self._parts)

    def closing(self, begin: int, end: int) -> int | None:
        """Return the offset, between two, of the first heading above closed items that is no running head."""
        at = bisect_left(self._doors, begin)
        return self._doors[at] if at < len(self._doors) and self._doors[at] < end else None

    def between(self, span: Span) -> Sequence[Line]:
        """Return the lines that begin in a span."""
        return self.lines[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def cased(self, i: int) -> bool:
        """Whether a line is no title: a case number, a heading of a section, or none at all."""
        return i >= len(self.lines) or bool(self.cases[i] or self.marks[i])

    def roles(self, begin: int, end: int) -> set[str]:
        """Return what the headings of sections from one line up to another mean."""
        return {
            role
            for role, places in self._by_role.items()
            if (at := bisect_left(places, begin)) < len(places) and places[at] < end
        }

    def last_mark(self, before: int, after: int) -> Mark | None:
        """Return the last heading of a section before a line, if it stands behind another."""
        at = bisect_left(self._marked, before) - 1
        return self.marks[self._marked[at]] if at >= 0 and self._marked[at] >= after else None


def unbulleted(line: Line) -> Line:
    """Return a line without its bullet."""
    match = _BULLETED.match(line.text)
    return Line(line.start + match.end(), line.end, line.first, line.text[match.end() :]) if match else line


def _part(text: str, form: Family) -> str | None:
    """What a heading above several items says of them: `closed`, `open`, or what they are for (`other`)."""
    if len(text) > _LONGEST_WORD:
        return None
    return next((part for part in ("closed", "open", "other") if form.match(f"item.{part}_part", text)), None)


def _is_noise(text: str, form: Family) -> bool:
    return len(text) < LONGEST_LINE and any(p.fullmatch(text) for p in form.many["section.noise"])


def running_lines(lines: Sequence[Line], form: Family) -> set[int]:
    """Return the places of running heads and feet: page numbers, and what stands beside them page after page."""
    inside = [i for i, line in enumerate(lines) if not line.blank]
    pages = [
        n
        for n, i in enumerate(inside)
        if len(lines[i].text) < _LONGEST_WORD and form.match("section.page_mark", lines[i].text)
    ]
    if len(pages) < 2:
        return set()
    about = [[n for n in range(max(0, p - 4), min(len(inside), p + 4)) if n != p] for p in pages]
    seen = Counter(key for each in about for key in {_running(lines[inside[n]].text) for n in each})
    often = max(2, len(pages) // 2)
    beside: set[int] = set()
    for page, near in zip(pages, about, strict=True):
        for step in (-1, 1):  # only what touches the page number, or other running lines that do
            n = page + step
            while n in near and _is_running(lines[inside[n]].text, seen, often, form):
                beside.add(inside[n])
                n += step
    return {inside[p] for p in pages} | beside


def _is_running(text: str, seen: Counter[str], often: int, form: Family) -> bool:
    return seen[_running(text)] >= often and not _is_template(text, form) and not reads_as_decision(text)


def _is_template(text: str, form: Family) -> bool:
    """Whether a line is a heading of its own: that stands beside a page number by chance."""
    if (role := form.roles.get(text.rstrip(" :.").casefold())) and not form.lines["head.called"].match(text):
        return bool(role)
    titles = (m.groupdict().get("title") for m in matches(text, form))
    return any(title and not ORDINAL.match(title) for title in titles)


def _running(text: str) -> str:
    return re.sub(r"\d+", "0", squash(text))


def _mark(line: Line, form: Family) -> Mark | None:
    text = line.text
    if len(text) <= LONGEST_TITLE:
        for pattern in form.many["section.decisions"]:
            if match := pattern.fullmatch(text):
                return Mark("decision", Span(line.start, line.end), None, match, line.start)
    if len(text) < LONGEST_LINE and form.match("section.attendance", text):
        return Mark("attendance", Span(line.start, line.end), None)
    if len(text) < LONGEST_LINE and any(p.fullmatch(text) for p in form.many["section.recommendations"]):
        return Mark(_WHO_RECOMMENDS, Span(line.start, line.end), None)
    bare = _NUMBER.sub("", text).rstrip(" :.").casefold()
    if role := form.roles.get(bare):
        return Mark(role, Span(line.start, line.end), None)
    head, colon, rest = text.partition(":")
    if colon and rest.strip() and (role := form.roles.get(head.strip().casefold())) and head[:1].isupper():
        begin = line.start + len(head) + 1 + len(rest) - len(rest.lstrip())
        return Mark(role, Span(line.start, line.start + len(head)), begin)
    return _glued_mark(line, form) if form.glued_heading else None


def _settled(marks: Sequence[Mark | None]) -> list[Mark | None]:
    """Headings that say who recommends open a recommendation, but not within one."""
    settled: list[Mark | None] = []
    role = None
    for mark in marks:
        if mark and mark.role == _WHO_RECOMMENDS:
            settled.append(None if role == _RECOMMENDATION else replace(mark, role=_RECOMMENDATION))
        else:
            settled.append(mark)
        last = settled[-1]
        role = last.role if last else role
    return settled


def _glued_mark(line: Line, form: Family) -> Mark | None:
    """A heading that lost the end of its line: "BeslutningGodkendt."."""
    for at in range(min(len(line.text) - 1, _LONGEST_WORD), 2, -1):
        if line.text[at].isupper() or line.text[at] == "-":
            role = form.roles.get(line.text[:at].strip().casefold())
            if role and not line.text[at - 1].isspace():
                return Mark(role, Span(line.start, line.start + at), line.start + at)
            if not role and line.text[at] == "-" and form.match("section.attendance", line.text[:at].strip()):
                return Mark("attendance", Span(line.start, line.start + at), line.start + at)
    return None


def _case(text: str, form: Family) -> re.Match[str] | None:
    return (form.match("item.case", text) or form.match("item.bare_case", text)) if len(text) < LONGEST_LINE else None


def matches(line: str, form: Family) -> Iterator[re.Match[str]]:
    """Yield how a line reads as the heading of an item: once, or in each way in which its digits may be parted."""
    if len(line) >= LONGEST_LINE:
        return
    for pattern in form.many["item.heads"]:
        if not form.glued_number:
            if match := pattern.fullmatch(line):
                yield match
                return
        else:  # "32026 mødeplan" is number 3, 32 or 320: the chain tells
            digits = re.match(r"\d*", line)
            for length in range(1, min(3, len(digits.group()) if digits else 0) + 1):
                narrow = re.compile(pattern.pattern.replace(r"\d{1,3}", rf"\d{{{length}}}", 1))
                if match := narrow.fullmatch(line):
                    yield match

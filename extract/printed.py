"""Divides minutes by a layout family: finds the chain of item headings that the text bears out, and their parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .blocks import AFTER_ORDINAL, BULLET, Line, blocks_of, iso_date, points_of, squash
from .families import Family
from .heads import Absence, read_head
from .model import (
    AgendaItem,
    Attachment,
    ContentsEntry,
    Minutes,
    PrintedDecision,
    Section,
    Span,
)
from .outcomes import decides, reads_as_decision

_NEAR = 5  # lines below a heading in which its case number is looked for
_LOOK_BACK = 60  # headings that one may follow; more than any contents list holds between two items
_LONG_TITLE = 40  # letters from which a title may run on over the line's end
_LONGEST_TITLE = 300
_ALIKE = 12  # letters by which a title of the contents list is known again, wherever the line ends
_STRONG = 20
_WEAK = 2
_LONGEST_WORD = 60  # letters of a section's heading
_LONGEST_LINE = 1000  # letters from which a line is text and nothing else
_SHORT = 8  # lines that an item without headings may have to be a decision as a whole
_SETTLED = 6  # the item before is at its end
_NEXT, _GAP, _RESTART = 5, -4, -15  # what the number that follows adds to a chain
_NEVER = -1000
_NARROW_GAP = 5
_ORDINAL = re.compile(rf"(?i:{AFTER_ORDINAL})\b")
_BULLETED = re.compile(r"(?:[-–•·*▪]|\uf0b7)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line that may be the heading of an item. `line` is its place, `first` that of the line the item begins with."""

    line: int
    first: int
    number: str | None
    title_line: int
    title_start: int  # in the text of the title's line
    above: re.Match[str] | None

    @property
    def order(self) -> int:
        return int(self.number) if self.number else 0


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents list."""

    number: str
    title: str
    span: Span
    closed: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that is a heading of the template: what it means, and where its own text begins on it."""

    role: str
    title: Span
    rest: int | None  # where text of the section stands on the line itself
    match: re.Match[str] | None = None
    at: int = 0  # where the matched text begins in the source


class _Text:
    """The lines of a document seen through a family, without running heads and interface words."""

    def __init__(self, lines: Sequence[Line], form: Family) -> None:
        self.form = form
        running = running_lines(lines, form)
        self.lines = [
            unbulleted(line)
            for i, line in enumerate(lines)
            if not line.blank and i not in running and not _is_noise(line.text, form)
        ]
        spaced = {line.start for line, before in zip(lines[1:], lines, strict=False) if before.blank}
        self.spaced = [line.start in spaced or line.first in spaced for line in self.lines]
        self.raw = {line.end: line for line in lines}
        self.marks = [_mark(line, form) for line in self.lines]
        self.cases = [_case(line.text, form) for line in self.lines]
        self._marked = [i for i, mark in enumerate(self.marks) if mark]

    def roles(self, begin: int, end: int) -> set[str]:
        """Return what the headings of sections between two lines mean."""
        inside = self._marked[bisect_left(self._marked, begin) : bisect_left(self._marked, end)]
        return {mark.role for i in inside if (mark := self.marks[i])}

    def last_mark(self, before: int, after: int) -> _Mark | None:
        """Return the last heading of a section before a line, if it stands behind another."""
        at = bisect_left(self._marked, before) - 1
        return self.marks[self._marked[at]] if at >= 0 and self._marked[at] >= after else None


def unbulleted(line: Line) -> Line:
    """Return a line without its bullet."""
    match = _BULLETED.match(line.text)
    return Line(line.start + match.end(), line.end, line.first, line.text[match.end() :]) if match else line


def _is_noise(text: str, form: Family) -> bool:
    return len(text) < _LONGEST_LINE and any(p.fullmatch(text) for p in form.many["section.noise"])


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
    titles = (m.groupdict().get("title") for m in _matches(text, form))
    return any(title and not _ORDINAL.match(title) for title in titles)


def _running(text: str) -> str:
    return re.sub(r"\d+", "0", squash(text))


def _mark(line: Line, form: Family) -> _Mark | None:
    text = line.text
    if len(text) <= _LONGEST_TITLE:
        for pattern in form.many["section.decisions"]:
            if match := pattern.fullmatch(text):
                return _Mark("decision", Span(line.start, line.end), None, match, line.start)
    if len(text) < _LONGEST_LINE and form.match("section.attendance", text):
        return _Mark("attendance", Span(line.start, line.end), None)
    bare = text.rstrip(" :.").casefold()
    if role := form.roles.get(bare):
        return _Mark(role, Span(line.start, line.end), None)
    head, colon, rest = text.partition(":")
    if colon and rest.strip() and (role := form.roles.get(head.strip().casefold())) and head[:1].isupper():
        begin = line.start + len(head) + 1 + len(rest) - len(rest.lstrip())
        return _Mark(role, Span(line.start, line.start + len(head)), begin)
    return _glued_mark(line, form) if form.glued_heading else None


def _glued_mark(line: Line, form: Family) -> _Mark | None:
    """A heading that lost the end of its line: "BeslutningGodkendt."."""
    for at in range(min(len(line.text) - 1, _LONGEST_WORD), 2, -1):
        if line.text[at].isupper() or line.text[at] == "-":
            role = form.roles.get(line.text[:at].strip().casefold())
            if role and not line.text[at - 1].isspace():
                return _Mark(role, Span(line.start, line.start + at), line.start + at)
            if not role and line.text[at] == "-" and form.match("section.attendance", line.text[:at].strip()):
                return _Mark("attendance", Span(line.start, line.start + at), line.start + at)
    return None


def _case(text: str, form: Family) -> re.Match[str] | None:
    return (form.match("item.case", text) or form.match("item.bare_case", text)) if len(text) < _LONGEST_LINE else None


# --- the chain of headings ------------------------------------------------------------------------


def divide(lines: Sequence[Line], form: Family) -> Minutes | None:
    """Return the parts of minutes as a family prints them, None where the text is not printed so."""
    if not _may_be_printed_so(lines, form):
        return None
    text = _Text(lines, form)
    headings = list(_headings(text))
    if not headings:
        return None
    text, headings = _unglued(text, headings)
    chain, entries = _chain(text, headings)
    if not chain:
        return None
    ends = [*(h.first for h in chain[1:]), len(text.lines)]
    items: list[AgendaItem] = []
    absences: list[Absence] = []
    behind_doors, last = False, max(0, chain[0].first - 1)
    for heading, end in zip(chain, ends, strict=True):
        item, absence = _item(text, heading, end, entries)
        behind_doors = _is_closed_part(text, last, heading.first, before=behind_doors)
        last = heading.line
        listed_closed = any(e.closed and e.number == item.number for e in entries)
        items.append(replace(item, closed=item.closed or behind_doors or listed_closed))
        absences += absence
    items += _only_listed(items, entries, form)
    head_end = min(
        [chain[0].first, *(i for i, line in enumerate(text.lines) if entries and line.start >= entries[0].span.start)]
    )
    head_line = text.lines[head_end].first if head_end < len(text.lines) else 0
    recommended = [
        line for i in items for s in i.sections if s.role == "recommendation"
        for line in text.lines if s.body.start <= line.start < s.body.end
    ]  # fmt: skip
    header = read_head(
        [line for line in lines if line.first < head_line and len(line.text) < _LONGEST_LINE],
        items,
        recommended,
        absences,
        form,
    )
    if header.date is None and header.body is None:
        return None
    headed = any(
        s.role == "decision" or (s.role == "recommendation" and i.decisions) for i in items for s in i.sections
    )
    named = any(form.lines["head.called"].match(line.text) for line in text.lines[: chain[0].first])
    if not _are_minutes(items) or not (headed or (header.date and header.body and named)):
        return None
    listed = tuple(ContentsEntry(e.title, None, e.span) for e in entries)
    span = Span(listed[0].span.start, listed[-1].span.end) if listed else None
    return Minutes(header, listed, span, tuple(items))


def _may_be_printed_so(lines: Sequence[Line], form: Family) -> bool:
    """Whether any line could be a heading of the family's: most families are ruled out by this alone."""
    plain = [unbulleted(line).text for line in lines if not line.blank]
    if form.needs_above and not any(form.match("item.above", text) for text in plain if len(text) < _LONGEST_LINE):
        return False
    return any(True for text in plain for _ in _matches(text, form))


def _is_closed_part(text: _Text, begin: int, end: int, *, before: bool) -> bool:
    """Whether the items from `end` on are those of the closed part of the meeting."""
    for line in text.lines[begin:end]:
        if text.form.match("item.closed_part", line.text):
            before = True
        elif text.form.match("item.open_part", line.text):
            before = False
    return before


def _are_minutes(items: Sequence[AgendaItem]) -> bool:
    """Whether a template's headings stand in the items: a list of links or news has none."""
    treated = [i for i in items if any(s.role in ("decision", "recommendation") for s in i.sections) or i.decisions]
    return bool(treated) and 3 * len(treated) >= sum(bool(i.sections or i.case_number) for i in items)


def _headings(text: _Text) -> Iterator[_Heading]:
    form = text.form
    for i, line in enumerate(text.lines):
        above = form.match("item.above", text.lines[i - 1].text) if i else None
        if form.needs_above and not above:
            continue
        for match in _matches(line.text, form):
            number = (match["number"].lstrip("0") or "0") if form.numbered else None
            first = i - 1 if above else i
            title = match.groupdict().get("title")
            if title is not None:
                if not _ORDINAL.match(title):
                    yield _Heading(i, first, number, i, match.start("title"), above)
            elif form.title == "previous":
                if i and _may_be_title(text, i - 1):
                    yield _Heading(i, i - 1, number, i - 1, 0, above)
            elif i + 1 < len(text.lines) and _may_be_title(text, i + 1):
                yield _Heading(i, first, number, i + 1, 0, above)
            elif i + 1 < len(text.lines) and (text.marks[i + 1] or text.cases[i + 1]):
                yield _Heading(i, first, number, i, len(line.text), above)  # the text has lost its title


def _matches(line: str, form: Family) -> Iterator[re.Match[str]]:
    if len(line) >= _LONGEST_LINE:
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


def _may_be_title(text: _Text, i: int) -> bool:
    line = text.lines[i].text
    return (
        text.marks[i] is None
        and text.cases[i] is None
        and len(line) <= _LONGEST_TITLE
        and (line[0].isalnum() or line[0] in "\"'„“”»«(")
        and not re.match(r"[\w. -]{2,20}(?:nr|id)\.?\s*:", line)
    )


def _unglued(text: _Text, headings: list[_Heading]) -> tuple[_Text, list[_Heading]]:
    """Part a last line of the contents from the first item's heading, where the line's end between them is lost."""
    firsts = [text.lines[h.line] for h in headings[:1]]
    for first in firsts:
        for i, line in enumerate(text.lines):
            at = len(line.text) - len(first.text)
            if len(first.text) > 8 and at > 0 and line.text.endswith(first.text) and line.text[at - 1] not in " \t":
                cut = line.start + at
                whole = [
                    *text.lines[:i],
                    Line(line.start, cut, line.first, line.text[:at]),
                    Line(cut, line.end, cut, line.text[at:]),
                    *text.lines[i + 1 :],
                ]
                parted = _Text(whole, text.form)
                return parted, list(_headings(parted))
    return text, headings


def _chain(text: _Text, headings: Sequence[_Heading]) -> tuple[list[_Heading], list[_Entry]]:
    """The headings that make the best run of numbers, each borne out by what follows it; and the contents list."""
    entries = _contents(text, headings)
    listed = {e.span.start for e in entries}
    titles = {squash(e.title)[:_LONG_TITLE] for e in entries}
    cased = [_is_cased(text, headings, n) for n in range(len(headings))]
    weights = [_weight(text, headings, n, listed, titles, cased=cased[n]) for n in range(len(headings))]
    best: list[tuple[int, int]] = []
    for n, heading in enumerate(headings):
        options = [(weights[n], -1)] if weights[n] >= _STRONG else []
        for m in range(max(0, n - _LOOK_BACK), n):
            before = headings[m]
            if weights[n] > 0 and best[m][0] > 0 and before.title_line < heading.first:
                options.append((best[m][0] + weights[n] + _step(before, heading, weights[n], cased=cased[n]), m))
        best.append(max(options, key=lambda o: (o[0], -o[1])) if options else (0, -1))
    if not best or max(best)[0] <= 0:
        return [], entries
    at = max(range(len(best)), key=lambda n: (best[n][0], -n))
    chain = []
    while at >= 0:
        chain.append(headings[at])
        at = best[at][1]
    chain.reverse()
    own = {text.lines[h.line].start for h in chain} | {text.lines[h.title_line].start + h.title_start for h in chain}
    return chain, [e for e in entries if e.span.start not in own]


def _step(before: _Heading, after: _Heading, weight: int, *, cased: bool) -> int:
    if after.number is None or before.number is None:
        return 0
    if after.order == before.order + 1:
        return _NEXT
    if after.order > before.order:
        return 0 if after.order - before.order <= _NARROW_GAP else _GAP if weight >= _STRONG else _NEVER
    return _RESTART if after.order == 1 and cased else _NEVER


def _reach(text: _Text, headings: Sequence[_Heading], n: int) -> tuple[int, int]:
    """The lines below a heading, up to the next that could be another item's."""
    heading = headings[n]
    begin = max(heading.line, heading.title_line) + 1
    later = (headings[m] for m in range(n + 1, min(len(headings), n + _LOOK_BACK)))
    end = next((h.first for h in later if h.number != heading.number or h.number is None), len(text.lines))
    return begin, max(end, begin)


def _is_cased(text: _Text, headings: Sequence[_Heading], n: int) -> bool:
    """Whether a case number, or that the item is open or closed, is printed about a heading."""
    heading = headings[n]
    begin, end = _reach(text, headings, n)
    title = text.lines[heading.title_line].text[heading.title_start :]
    return (
        heading.above is not None
        or any(text.cases[i] or _says_open(text, i) for i in range(begin, min(end, begin + _NEAR)))
        or any(p.search(title) for key in ("case_in_title", "closed_marks") for p in text.form.many[f"item.{key}"])
    )


def _weight(
    text: _Text, headings: Sequence[_Heading], n: int, listed: set[int], titles: set[str], *, cased: bool
) -> int:
    """How much speaks for a heading: the case number and template's headings below it, and the contents list."""
    heading = headings[n]
    line = text.lines[heading.title_line]
    title = line.text[heading.title_start :]
    if line.start + heading.title_start in listed or len(title) > _LONGEST_TITLE:
        return 0
    if title[:1].islower() and not heading.above:
        return 0
    begin, end = _reach(text, headings, n)
    weight = _STRONG if cased else 0
    short = squash(title)
    if titles and any(short.startswith(t) or t.startswith(short) for t in titles if min(len(t), len(short)) > 3):
        weight += _STRONG
    last = text.last_mark(heading.first, headings[0].first)
    within = last is not None and last.role in ("recommendation", "attachments")
    roles = text.roles(begin, end) - {"attendance"}
    if roles:
        weight += _WEAK if within and roles <= {"decision", "attachments"} else _STRONG
        weight += _WEAK if begin < end and text.marks[begin] else 0
    elif not within and not re.search(r"[.,;:]\Z", title):
        if any(decides(line.text) for line in text.lines[begin : min(end, begin + _NEAR)]) and last is None:
            weight += _STRONG
        elif not weight and (text.spaced[heading.first] or last is None):
            weight += _WEAK
    if weight and (last is None or last.role in ("decision", "attachments", "attendance")):
        weight += _SETTLED
    return weight


def _says_open(text: _Text, i: int) -> bool:
    line = text.lines[i].text
    return bool(text.form.match("item.closed_line", line) or text.form.match("item.open_line", line))


def _contents(text: _Text, headings: Sequence[_Heading]) -> list[_Entry]:
    """The list of items before the first of them: a run of numbers, or the lines below its heading."""
    form = text.form
    first = next(
        (
            i
            for i in range(len(text.lines))
            if (m := text.marks[i]) and m.role != "attendance" and not _is_head(text, i)
        ),
        len(text.lines),
    )
    first = min([first, *(i for i, c in enumerate(text.cases[:first]) if c and c.groupdict().get("number"))])
    run: list[_Entry] = []
    by_line = {h.line: h for h in headings}
    closed_part = False
    for i in range(first):
        line = text.lines[i]
        closed_part = _is_closed_part(text, i, i + 1, before=closed_part)
        match = form.match("contents.entry", line.text)
        simple = match or re.fullmatch(
            r"(?P<number>\d{1,4})\s*[.:]\s*(?P<title>[^\d\s].*|(?:19|20)\d\d\b.*)", line.text
        )
        start: int
        if simple and not _ORDINAL.match(simple["title"]):
            number, start = simple["number"].lstrip("0") or "0", line.start + simple.start("title")
        elif i in by_line and by_line[i].number and by_line[i].title_line == i:
            number, start = by_line[i].number or "", line.start + by_line[i].title_start
        else:
            continue
        if run and int(number) <= int(run[-1].number):
            break
        title = line.text[start - line.start :]
        mark = match.groupdict().get("mark") if match else None
        run.append(
            _Entry(number, title, Span(start, line.end), closed_part or bool(mark and form.match("item.closed", mark)))
        )
    ends = run[-1].span.end if run else 0
    later = [h for h in headings if text.lines[h.title_line].start > ends]
    again = {(h.number, _alike(text.lines[h.title_line].text[h.title_start :], form)) for h in later}
    if not any((e.number, _alike(e.title, form)) in again for e in run):
        run = []  # these are items themselves
    if run:
        return [_without_page(e, form, run) for e in run]
    if form.lines["contents.heading"].pattern:
        counted = list(_counted(text, first, by_line))
        return counted if len(counted) > 1 else []
    return []


def _alike(title: str, form: Family) -> str:
    """The beginning of a title, without the page that a contents list gives."""
    return squash(re.sub(form.lines["contents.page"].pattern + r"\Z", "", title))[:_ALIKE]


def _is_head(text: _Text, i: int) -> bool:
    """Whether what could be the heading of a section is a line of the head, or opens the list of items."""
    return _opens_list(text, i) or bool(text.form.lines["head.no_section"].match(text.lines[i].text))


def _opens_list(text: _Text, i: int) -> bool:
    return bool(text.form.lines["contents.heading"].pattern and text.form.match("contents.heading", text.lines[i].text))


def _counted(text: _Text, first: int, headings: dict[int, _Heading]) -> Iterator[_Entry]:
    """The lines of a list without numbers, numbered as they stand."""
    number, begun = 0, False
    for i in range(first):
        line = text.lines[i]
        if _opens_list(text, i):
            begun, number = True, 0
        elif i in headings:
            return
        elif begun and text.raw[line.end].text != line.text:  # it has a bullet
            number += 1
            yield _Entry(str(number), line.text, Span(line.start, line.end), False)


def _without_page(entry: _Entry, form: Family, run: Sequence[_Entry]) -> _Entry:
    paged = [p for e in run if (p := re.search(form.lines["contents.page"].pattern + r"\Z", e.title))]
    if 2 * len(paged) < len(run):
        return entry
    pages = [int(p["page"]) for p in paged]
    match = re.search(form.lines["contents.page"].pattern + r"\Z", entry.title)
    if match is None or pages != sorted(pages) or not match.start():
        return entry
    return replace(
        entry, title=entry.title[: match.start()], span=Span(entry.span.start, entry.span.start + match.start())
    )


def _only_listed(items: Sequence[AgendaItem], entries: Sequence[_Entry], form: Family) -> Iterator[AgendaItem]:
    """Items of which nothing but the line in the contents list is printed, as of closed ones."""
    found = {item.number for item in items}
    agree = sum(e.number in found for e in entries)
    if not agree or len(entries) < 2 or 2 * agree < len(found):
        return
    for entry in entries:
        if entry.number not in found:
            title, closed, offset = _plain_title(entry.title, form)
            start = entry.span.start + offset
            yield AgendaItem(
                number=entry.number, title=title, title_span=Span(start, start + len(title)), alternative_title=None,
                case_number=None, case_span=None, closed=closed or entry.closed, sections=(), points=(), decisions=(),
                attachments=(), blocks=(), span=entry.span,
            )  # fmt: skip


# --- items ----------------------------------------------------------------------------------------


def _plain_title(title: str, form: Family) -> tuple[str, bool, int]:
    """A title without what says that the item is closed or open, whether it is closed, and where it now begins."""
    closed, offset = bool(form.match("item.closed", title)), 0
    for key in ("item.closed_marks", "item.open_marks"):
        for pattern in form.many[key]:
            match = pattern.search(title)
            if match and match.end() - match.start() < len(title):
                closed = closed or key == "item.closed_marks"
                if match.start() == 0:
                    title, offset = title[match.end() :], offset + match.end()
                else:
                    title = title[: match.start()]
    return title.rstrip(), closed, offset


def _item(text: _Text, heading: _Heading, end: int, entries: Sequence[_Entry]) -> tuple[AgendaItem, list[Absence]]:
    form = text.form
    begin = max(heading.line, heading.title_line) + 1
    title, stop, begin = _title(text, heading, begin, end, entries)
    start = text.lines[heading.title_line].start + heading.title_start
    case, case_span, kle = _case_of(text, heading, begin, end)
    title, closed, offset = _plain_title(title, form)
    start, stop = start + offset, stop if "\n" in title else start + offset + len(title)
    for pattern in form.many["item.case_in_title"]:
        if case is None and (match := pattern.search(title)) and match.end() - match.start() < len(title):
            case, case_span = match["number"], Span(start + match.start("number"), start + match.end("number"))
            title, start = (
                (title[match.end() :], start + match.end()) if match.start() == 0 else (title[: match.start()], start)
            )
            stop = start + len(title)
    closed = closed or any(
        form.match("item.closed_line", text.lines[i].text) and not form.match("item.open_line", text.lines[i].text)
        for i in range(begin, min(end, begin + 2))
    )  # fmt: skip
    said = [heading.above, next((m for m in _matches(text.lines[heading.line].text, form)), None)]
    for match in said:
        if match and match.groupdict().get("closed"):
            closed = bool(form.match("item.closed", match["closed"]))
    marks = [(i, mark) for i in range(begin, end) if (mark := text.marks[i])]
    sections = tuple(_sections(text, marks, end))
    body = [line for i, line in enumerate(text.lines[begin:end], begin) if text.cases[i] is None or i > begin + _NEAR]
    raw = [text.raw.get(line.end, line) for line in body]
    own = {squash(title)} - {""}
    found = tuple(blocks_of(raw, {text.lines[i].first for i, m in marks} | {s.heading.start for s in sections}, own))
    decisions = tuple(_decisions(text, marks, sections, form)) or tuple(_unheaded(text, begin, end, sections))
    points = tuple(
        p
        for p in points_of(sections, found, raw)
        if not any(d.text_span.start <= p.span.start < d.text_span.end for d in decisions)
    )
    last = text.lines[end - 1].end if end > heading.first else stop
    item = AgendaItem(
        number=heading.number,
        title=" ".join(title.split()),
        title_span=Span(start, stop) if title else Span(text.lines[heading.line].start, text.lines[heading.line].end),
        alternative_title=None,
        case_number=case,
        case_span=case_span,
        closed=closed,
        sections=sections,
        points=points,
        decisions=decisions,
        attachments=tuple(_attachments(sections, raw)),
        blocks=found,
        span=Span(text.lines[heading.first].start, max(last, stop)),
        kle=kle[0] if kle else None,
        kle_span=kle[1] if kle else None,
    )
    return item, list(_absences(text, marks, begin, end, heading.number))


def _title(text: _Text, heading: _Heading, begin: int, end: int, entries: Sequence[_Entry]) -> tuple[str, int, int]:
    """The title, which may run on: as far as the contents list has it, or up to the first line of the template."""
    line = text.lines[heading.title_line]
    title, stop = line.text[heading.title_start :], line.end
    if heading.title_line < heading.line or not title:
        return title, stop, begin
    listed = next((squash(e.title) for e in entries if e.number == heading.number), "")
    longer, at = title, begin
    while at < min(end, begin + 2) and _may_be_title(text, at) and not text.spaced[at]:
        longer, at = longer + "\n" + text.lines[at].text, at + 1
        if listed.startswith(squash(longer)):
            title, stop, begin = longer, text.lines[at - 1].end, at
    run_on = longer if at > begin and at < end and (text.marks[at] or text.cases[at]) else ""
    if run_on and not re.search(r"[.:;]\Z", run_on):
        continued = text.lines[begin].text
        if squash(continued) != squash(title) and (len(title) > _LONG_TITLE or not continued[0].isupper()):
            title, stop, begin = run_on, text.lines[at - 1].end, at
    return title, stop, begin


def _case_of(
    text: _Text, heading: _Heading, begin: int, end: int
) -> tuple[str | None, Span | None, tuple[str, Span] | None]:
    """The case number and the KLE number about a heading: in the line above, or in those right below."""
    found: tuple[str, Span] | None = None
    for match, start in [
        *([(heading.above, text.lines[heading.first].start)] if heading.above else []),
        (next((m for m in _matches(text.lines[heading.line].text, text.form)), None), text.lines[heading.line].start),
    ]:
        if match and match.groupdict().get("case") and found is None:
            found = match["case"], Span(start + match.start("case"), start + match.end("case"))
    kle = None
    for i in range(begin, min(end, begin + _NEAR)):
        line, case = text.lines[i], text.cases[i]
        if found is None and case and case["number"]:
            found = case["number"], Span(line.start + case.start("number"), line.start + case.end("number"))
        if match := text.form.match("item.kle", line.text):
            kle = match["number"], Span(line.start + match.start("number"), line.start + match.end("number"))
        if text.marks[i] and i > begin and found:
            break
    if found and kle is None and (match := text.form.lines["item.kle_in_case"].match(found[0])):
        kle = match["number"], Span(found[1].start, found[1].start + len(match["number"]))
    return found[0] if found else None, found[1] if found else None, kle


def _sections(text: _Text, marks: Sequence[tuple[int, _Mark]], end: int) -> Iterator[Section]:
    bounds = [*(i for i, _ in marks), end][1:]
    for order, ((i, mark), bound) in enumerate(zip(marks, bounds, strict=True), start=1):
        inside = text.lines[i + 1 : bound]
        begin = mark.rest if mark.rest is not None else inside[0].start if inside else text.lines[i].end
        stop = inside[-1].end if inside else text.lines[i].end
        yield Section(_words(mark.title, text.lines[i]), mark.role, mark.title, Span(begin, max(begin, stop)), order)


def _words(span: Span, line: Line) -> str:
    return line.text[span.start - line.start : span.end - line.start]


def _decisions(
    text: _Text, marks: Sequence[tuple[int, _Mark]], sections: Sequence[Section], form: Family
) -> Iterator[PrintedDecision]:
    for (_, mark), section in zip(marks, sections, strict=True):
        if section.role != "decision" or section.body.start == section.body.end:
            continue
        groups = mark.match.groupdict() if mark.match else {}
        body = (groups.get("body") or "").strip(" ,.:") or None
        date = groups.get("date") or groups.get("date2")
        start = mark.at + mark.match.start("body") if mark.match and body else 0
        yield PrintedDecision(
            body=body,
            body_span=Span(start, start + len(body)) if body else None,
            date=iso_date(date) if date else None,
            heading=section.heading,
            text_span=section.body,
        )


def _unheaded(text: _Text, begin: int, end: int, sections: Sequence[Section]) -> Iterator[PrintedDecision]:
    """A decision without a heading of its own: in an item, or in its recommendation, the line that reads as one.

    Of an item in which nothing has a heading, all text is its decision where some line reads so.
    """
    if begin >= end:
        return
    recommended = [s for s in sections if s.role == "recommendation"]
    stop = min([s.heading.start for s in sections], default=text.lines[end - 1].end)
    for span in [s.body for s in recommended] or [Span(text.lines[begin].start, stop)]:
        lines = [
            line
            for i, line in enumerate(text.lines[begin:end], begin)
            if span.start <= line.start and line.end <= span.end and not text.cases[i]
        ]
        plain = [n for n, line in enumerate(lines) if text.raw.get(line.end, line).text == line.text]
        at = next((n for n in plain if reads_as_decision(lines[n].text)), None)
        if not sections and len(lines) <= _SHORT and any(decides(line.text) for line in lines):
            at = 0
        if at is not None:
            heading = recommended[0].heading if recommended else _before(text, begin)
            yield PrintedDecision(None, None, None, heading, Span(lines[at].start, lines[-1].end))
            return


def _before(text: _Text, begin: int) -> Span:
    return Span(text.lines[begin - 1].start, text.lines[begin - 1].end)


def _attachments(sections: Sequence[Section], lines: Sequence[Line]) -> Iterator[Attachment]:
    for section in sections:
        if section.role == "attachments":
            for line in lines:
                if section.body.start <= line.start < section.body.end and re.search(r"[^\W\d_]{3}", line.text):
                    marker = BULLET.match(line.text)
                    begin = line.start + (marker.end() if marker else 0)
                    yield Attachment(line.text[marker.end() if marker else 0 :], Span(begin, line.end))


def _absences(
    text: _Text, marks: Sequence[tuple[int, _Mark]], begin: int, end: int, number: str | None
) -> Iterator[Absence]:
    """The lines of an item that say who was away."""
    at = [i for i, _ in marks]
    for i, mark in marks:
        if mark.role == "attendance":
            bound = next((j for j in at if j > i), end)
            yield Absence(number, tuple(text.lines[i : min(bound, i + 12)]))
    for i in range(begin, end):
        if text.form.lines["head.substitute"].search(text.lines[i].text):
            yield Absence(number, (text.lines[i],))

"""The list of items that stands before the first of them, and the items of which nothing else is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .blocks import squash
from .candidate_headings import Heading
from .families import Family
from .model import AgendaItem, Span
from .openness import ALIKE, plain_title
from .seen import ORDINAL, SeenText


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents list."""

    number: str
    title: str
    span: Span
    closed: bool


def contents_of(text: SeenText, headings: Sequence[Heading]) -> list[Entry]:
    """Return the list of items before the first of them: a run of numbers, or the lines below its heading."""
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
    run: list[Entry] = []
    by_line = {h.line: h for h in headings}
    for i in range(first):
        line = text.lines[i]
        closed_part = text.is_closed_part(0, line.start, before=False)
        match = form.match("contents.entry", line.text)
        simple = match or re.fullmatch(
            r"(?P<number>\d{1,4})\s*[.:]\s*(?P<title>[^\d\s].*|(?:19|20)\d\d\b.*)", line.text
        )
        start: int
        if simple and not ORDINAL.match(simple["title"]):
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
            Entry(
                number,
                title,
                Span(start, line.end),
                closed_part or bool(mark and form.match("item.closed", mark)) or _says_closed(title, form),
            )
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
    """The beginning of a title, without the page that a contents list gives and without what says that it is closed."""
    return squash(plain_title(_unpaged(title, form), form)[0])[:ALIKE]


def _unpaged(title: str, form: Family) -> str:
    return re.sub(form.lines["contents.page"].pattern + r"\Z", "", title)


def _says_closed(title: str, form: Family) -> bool:
    return plain_title(title, form)[1] or plain_title(_unpaged(title, form), form)[1]


def _is_head(text: SeenText, i: int) -> bool:
    """Whether what could be the heading of a section is a line of the head, or opens the list of items."""
    return _opens_list(text, i) or bool(text.form.lines["head.no_section"].match(text.lines[i].text))


def _opens_list(text: SeenText, i: int) -> bool:
    return bool(text.form.lines["contents.heading"].pattern and text.form.match("contents.heading", text.lines[i].text))


def _counted(text: SeenText, first: int, headings: dict[int, Heading]) -> Iterator[Entry]:
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
            yield Entry(str(number), line.text, Span(line.start, line.end), _says_closed(line.text, text.form))


def _without_page(entry: Entry, form: Family, run: Sequence[Entry]) -> Entry:
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


def only_listed(items: Sequence[AgendaItem], entries: Sequence[Entry], form: Family) -> Iterator[AgendaItem]:
    """Yield the items of which nothing but the line in the contents list is printed, as of closed ones."""
    found = {item.number for item in items}
    agree = sum(e.number in found for e in entries)
    if not agree or len(entries) < 2 or 2 * agree < len(found):
        return
    for entry in entries:
        if entry.number not in found:
            title, closed, offset = plain_title(entry.title, form)
            start = entry.span.start + offset
            yield AgendaItem(
                number=entry.number, title=title, title_span=Span(start, start + len(title)), alternative_title=None,
                case_number=None, case_span=None, closed=closed or entry.closed, sections=(), points=(), decisions=(),
                attachments=(), blocks=(), span=entry.span,
            )  # fmt: skip

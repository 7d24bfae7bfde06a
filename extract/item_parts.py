"""The parts of one printed item: title, case number and subject, sections, decisions, attachments, who was away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .blocks import BULLET, Line, blocks_of, iso_date, points_of, squash
from .candidate_headings import Heading, may_be_title
from .contents_list import Entry
from .families import Family
from .heads import Absence
from .model import AgendaItem, Attachment, PrintedDecision, Section, Span
from .openness import NEAR_MARK, closed_mark, plain_title
from .outcomes import decides, reads_as_decision
from .seen import LONG_TITLE, NEAR, Mark, SeenText, matches

_TITLE_LINES = 3  # lines that a title may run on over
_SHORT = 8  # lines that an item without headings may have to be a decision as a whole


def item_of(text: SeenText, heading: Heading, end: int, entry: Entry | None) -> tuple[AgendaItem, list[Absence]]:
    """Return an item, from its heading to the line `end`, and the lines in it that say who was away.

    `entry` is its line in the contents list, where that has one.
    """
    form = text.form
    begin = max(heading.line, heading.title_line) + 1
    title, stop, begin = _title(text, heading, begin, end, entry)
    start = text.lines[heading.title_line].start + heading.title_start
    case, case_span, kle = _case_of(text, heading, begin, end)
    title, closed, offset = plain_title(title, form)
    start, stop = start + offset, stop if "\n" in title else start + offset + len(title)
    if match := form.lines["item.kle_in_title"].search(title):
        number = stop - len(title) + match.start("number")  # counted from the end: a title may run over lines
        kle = kle or (match["number"], Span(number, number + len(match["number"])))
        title, stop = title[: match.start()], stop - len(title) + match.start()
    for pattern in form.many["item.case_in_title"]:
        if case is None and (match := pattern.search(title)) and match.end() - match.start() < len(title):
            case, case_span = match["number"], Span(start + match.start("number"), start + match.end("number"))
            kle = kle or _kle_in(case, case_span, form)
            title, start = (
                (title[match.end() :], start + match.end()) if match.start() == 0 else (title[: match.start()], start)
            )
            stop = start + len(title)
            title, again, offset = plain_title(title, form)
            closed, start, stop = closed or again, start + offset, start + offset + len(title)
    closed = closed or _marked_closed(text, heading, begin, end)
    said = [heading.above, next((m for m in matches(text.lines[heading.line].text, form)), None)]
    for match in said:
        if match and match.groupdict().get("closed"):
            closed = closed or bool(form.match("item.closed", match["closed"]))
        elif match and heading.title_line > heading.line and match.groupdict().get("title"):
            closed = closed or bool(form.match("item.closed", match["title"].strip("() ")))
    marks = [(i, mark) for i in range(begin, end) if (mark := text.marks[i])]
    sections = tuple(_sections(text, marks, end))
    body = [line for i, line in enumerate(text.lines[begin:end], begin) if text.cases[i] is None or i > begin + NEAR]
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


def _marked_closed(text: SeenText, heading: Heading, begin: int, end: int) -> bool:
    """Whether a line about the heading says that the item is closed: before its first section, and not its title."""
    last = next((i for i in range(begin, end) if text.marks[i]), end)
    about = [*range(heading.first, begin), *range(begin, min(last, begin + NEAR_MARK))]
    return any(i != heading.title_line and closed_mark(text.lines[i], text.form) for i in about)


def _title(text: SeenText, heading: Heading, begin: int, end: int, entry: Entry | None) -> tuple[str, int, int]:
    """The title, which may run on: as far as the contents list has it, or up to the first line of the template."""
    line = text.lines[heading.title_line]
    title, stop = line.text[heading.title_start :], line.end
    if not title or text.form.match("item.closed", title):
        return title, stop, begin
    if heading.title_line < heading.line:
        below = text.lines[heading.title_line + 1 : heading.line]
        return "\n".join([title, *(each.text for each in below)]), below[-1].end if below else stop, begin
    listed = squash(entry.title) if entry else ""
    longer, at, runs_on = title, begin, True
    while at < min(end, begin + _TITLE_LINES) and may_be_title(text, at) and not text.spaced[at]:
        before, more = text.lines[at - 1].text if at > begin else title, text.lines[at].text
        runs_on = runs_on and squash(more) != squash(before) and _goes_on(before, more, text)
        longer, at = longer + "\n" + more, at + 1
        if listed.startswith(squash(longer)):
            title, stop, begin = longer, text.lines[at - 1].end, at
    small = text.lines[at - 1].text[0].islower()
    ended = at < end and (text.marks[at] or text.cases[at] or (text.spaced[at] and small))
    if at > begin and runs_on and ended and not re.search(r"[.:;]\Z", longer):
        title, stop, begin = longer, text.lines[at - 1].end, at
    return title, stop, begin


def _goes_on(before: str, line: str, text: SeenText) -> bool:
    """Whether a title goes on with a line: the one before is full or ends in mid-sentence, or this one begins so."""
    small = not line[0].isupper() and not text.form.match("item.no_more", line)
    return small or len(before) > LONG_TITLE or bool(text.form.match("item.goes_on", before))


def _case_of(
    text: SeenText, heading: Heading, begin: int, end: int
) -> tuple[str | None, Span | None, tuple[str, Span] | None]:
    """The case number and the KLE number about a heading: in the line above, or in those right below."""
    found: tuple[str, Span] | None = None
    for match, start in [
        *((above, text.lines[heading.first].start) for above in (heading.above, heading.case_above) if above),
        (next((m for m in matches(text.lines[heading.line].text, text.form)), None), text.lines[heading.line].start),
    ]:
        group = next(
            (
                g
                for g in ("case", "number")
                if match and (g == "case" or match is heading.case_above) and match.groupdict().get(g)
            ),
            None,
        )
        if match and group and found is None:
            found = match[group], Span(start + match.start(group), start + match.end(group))
    kle = None
    for i in range(begin, min(end, begin + NEAR)):
        line, case = text.lines[i], text.cases[i]
        if found is None and case and case["number"]:
            found = case["number"], Span(line.start + case.start("number"), line.start + case.end("number"))
        if match := text.form.match("item.kle", line.text):
            kle = match["number"], Span(line.start + match.start("number"), line.start + match.end("number"))
        if text.marks[i] and i > begin and found:
            break
    if found is None:
        return None, None, kle
    return found[0], found[1], kle or _kle_in(*found, text.form)


def _kle_in(case: str, span: Span, form: Family) -> tuple[str, Span] | None:
    """The KLE number that a case number begins with."""
    match = form.lines["item.kle_in_case"].match(case)
    return (match["number"], Span(span.start, span.start + len(match["number"]))) if match else None


def _sections(text: SeenText, marks: Sequence[tuple[int, Mark]], end: int) -> Iterator[Section]:
    bounds = [*(i for i, _ in marks), end][1:]
    for order, ((i, mark), bound) in enumerate(zip(marks, bounds, strict=True), start=1):
        shut = text.closing(text.lines[i].end, text.lines[bound - 1].end)
        inside = [line for line in text.lines[i + 1 : bound] if shut is None or line.start < shut]
        begin = mark.rest if mark.rest is not None else inside[0].start if inside else text.lines[i].end
        stop = inside[-1].end if inside else text.lines[i].end
        yield Section(_words(mark.title, text.lines[i]), mark.role, mark.title, Span(begin, max(begin, stop)), order)


def _words(span: Span, line: Line) -> str:
    return line.text[span.start - line.start : span.end - line.start]


def _decisions(
    text: SeenText, marks: Sequence[tuple[int, Mark]], sections: Sequence[Section], form: Family
) -> Iterator[PrintedDecision]:
    for (_, mark), section in zip(marks, sections, strict=True):
        if section.role != "decision" or section.body.start == section.body.end:
            continue
        groups = mark.match.groupdict() if mark.match else {}
        body = (groups.get("body") or "").strip(" ,.:") or None
        body = None if body and form.match("section.whoever", body) else body
        date = groups.get("date") or groups.get("date2")
        start = mark.at + mark.match.start("body") if mark.match and body else 0
        yield PrintedDecision(
            body=body,
            body_span=Span(start, start + len(body)) if body else None,
            date=iso_date(date) if date else None,
            heading=section.heading,
            text_span=section.body,
        )


def _unheaded(text: SeenText, begin: int, end: int, sections: Sequence[Section]) -> Iterator[PrintedDecision]:
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


def _before(text: SeenText, begin: int) -> Span:
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
    text: SeenText, marks: Sequence[tuple[int, Mark]], begin: int, end: int, number: str | None
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

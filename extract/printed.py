"""Divides minutes by a layout family: head, contents list and items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .blocks import Line
from .candidate_headings import Heading, headings_of, unglued, with_cases_above
from .contents_list import Entry, only_listed
from .families import Family
from .heads import Absence, read_head
from .item_parts import item_of
from .item_run import best_run
from .model import AgendaItem, ContentsEntry, Minutes, Span
from .seen import LONGEST_LINE, Readings, SeenText, matches, unbulleted


def divide(lines: Sequence[Line], form: Family, readings: Readings) -> Minutes | None:
    """Return the parts of minutes as a family prints them, None where the text is not printed so."""
    if not _may_be_printed_so(lines, form):
        return None
    text = SeenText(lines, form, readings)
    headings = list(headings_of(text))
    if not headings:
        return None
    text, headings = unglued(text, headings, readings)
    chain, entries = best_run(text, headings)
    if not chain:
        return None
    chain = with_cases_above(text, chain)
    ends = [*(h.first for h in chain[1:]), len(text.lines)]
    items: list[AgendaItem] = []
    listed_closed = {entry.number for entry in entries if entry.closed}
    by_number = {entry.number: entry for entry in reversed(entries)}
    absences: list[Absence] = []
    behind_doors, last = False, _end_of_list(text, entries, chain[0])
    for heading, end in zip(chain, ends, strict=True):
        item, absence = item_of(text, heading, end, by_number.get(heading.number or ""))
        begin = text.lines[heading.first].start
        behind_doors, last = text.is_closed_part(last, begin, before=behind_doors), begin
        items.append(replace(item, closed=item.closed or behind_doors or item.number in listed_closed))
        absences += absence
    items += only_listed(items, entries, form)
    head_end = min(
        [chain[0].first, *(i for i, line in enumerate(text.lines) if entries and line.start >= entries[0].span.start)]
    )
    head_line = text.lines[head_end].first if head_end < len(text.lines) else 0
    recommended = [
        line for i in items for s in i.sections if s.role == "recommendation"
        for line in text.between(s.body)
    ]  # fmt: skip
    header = read_head(
        _of_head(lines, text, head_line),
        items,
        recommended,
        absences,
        text.lines[chain[0].line + 1 : ends[min(1, len(ends) - 1)]],
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


def _end_of_list(text: SeenText, entries: Sequence[Entry], first: Heading) -> int:
    """The offset from which a heading of a part speaks of the items themselves.

    A contents list that is in parts may end with one that is empty: that says nothing of the item below it.
    """
    begin = text.lines[first.first].start
    before = [line.start for line in text.lines if entries and line.end < entries[0].span.start]
    if before and text.has_part(before[-1], entries[0].span.start):
        return begin
    return text.lines[first.first - 1].start if first.first else 0


def _of_head(lines: Sequence[Line], text: SeenText, end: int) -> list[Line]:
    """The lines before an offset, running heads behind the rest: they may say who met, and part a list of names."""
    head = [(i in text.running, line) for i, line in enumerate(lines) if line.first < end]
    return [line for run in (False, True) for running, line in head if running == run and len(line.text) < LONGEST_LINE]


def _may_be_printed_so(lines: Sequence[Line], form: Family) -> bool:
    """Whether any line could be a heading of the family's: most families are ruled out by this alone."""
    plain = [unbulleted(line).text for line in lines if not line.blank]
    if form.needs_above and not any(form.match("item.above", text) for text in plain if len(text) < LONGEST_LINE):
        return False
    return any(True for text in plain for _ in matches(text, form))


def _are_minutes(items: Sequence[AgendaItem]) -> bool:
    """Whether a template's headings stand in the items: a list of links or news has none."""
    treated = [i for i in items if any(s.role in ("decision", "recommendation") for s in i.sections) or i.decisions]
    return bool(treated) and 3 * len(treated) >= sum(bool(i.sections or i.case_number) for i in items)

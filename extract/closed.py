"""Holds back what stands below closed items: their number, title, case number and decision are public, the rest is not.

The text is blanked at equal length and divided again, so that offsets stand and what is kept divides itself the same.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .blocks import Line, lines_of, squash
from .closing import ground_of
from .families import GENERAL, PLAIN, Family, family
from .model import AgendaItem, Minutes, PrintedDecision, Source, Span, Withheld
from .openness import NEAR_MARK, closed_mark
from .outcomes import reads_as_decision, reads_as_headed_decision, reads_as_vote
from .seen import running_lines, unbulleted
from .segment import segment
from .typography import reading_text

_LINE_END = re.compile(r"\r\n|\n|\r")
_SIGN = re.compile(r"[^\s]")
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r)")
_SENTENCE_BREAK = re.compile(r"(?<=[^\W\d_][.!?])\s*(?=[A-ZÆØÅ])")
_NEAR = 3  # lines below the title on which the number of the item can stand
_LONG_TITLE = 40  # letters from which a title may run on over the line's end
_SENTENCE_END = re.compile(r"[.!?]\Z")
# Headings that say something themselves: who was there.
_TELLING = frozenset({"attendance"})


def divided(source: Source) -> tuple[Source, Minutes]:
    """Return the parts of a source's reading text, and the source without what stands below its closed items.

    What is held back is blank in the text, and told in `Source.withheld`. Dividing the text again gives the same
    parts. Raises `SourceError` as `segment` does.
    """
    text, reading = source.text, reading_text(source.text)
    minutes = segment(reading.text)
    blanked: dict[tuple[int, str | None], list[Span]] = defaultdict(list)
    while found := [
        (item, reading.stored(span))
        for item in minutes.items
        if item.closed
        for span in _below(reading.text, item, minutes)
    ]:
        for item, span in found:
            blanked[reading.stored(item.title_span).start, item.number].append(span)
        text = _blank(text, (span for _, span in found))
        reading = reading_text(text)
        minutes = segment(reading.text)
    if not blanked:
        return source, minutes
    withheld = [*source.withheld, *_told(source.text, blanked)]
    return replace(
        source,
        text=text,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        withheld=tuple(sorted(withheld, key=lambda each: (each.lines, each.number or ""))),
    ), minutes


def _blank(text: str, spans: Iterable[Span]) -> str:
    parts, at = [], 0
    for span in sorted(spans):
        parts += [text[at : span.start], _SIGN.sub(" ", span.of(text))]
        at = span.end
    return "".join([*parts, text[at:]])


def _told(text: str, blanked: dict[tuple[int, str | None], list[Span]]) -> Iterator[Withheld]:
    lines = lines_of(text)
    for (_, number), found in sorted(blanked.items(), key=lambda pair: pair[1]):
        spans = _merged(found)
        held = [
            n
            for n, line in enumerate(lines, 1)
            if any(_SIGN.search(text, max(line.start, s.start), max(line.start, min(line.end, s.end))) for s in spans)
        ]
        yield Withheld(number, tuple(held), sum(len(_SIGN.findall(span.of(text))) for span in spans))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans without overlap: what was blanked at first may lie within what is blanked later."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


# --- what is kept ---------------------------------------------------------------------------------


def _below(text: str, item: AgendaItem, minutes: Minutes) -> Iterator[Span]:
    """The stretches of a closed item that are to be held back: all that is not kept, and not blank already."""
    form = family(PLAIN if minutes.layout == GENERAL else minutes.layout)
    at = item.span.start
    for keep in [*sorted(_kept(text, item, minutes, form)), Span(item.span.end, item.span.end)]:
        if keep.start > at and _SIGN.search(text, at, keep.start):
            yield Span(at, keep.start)
        at = max(at, keep.end)


def _kept(text: str, item: AgendaItem, minutes: Minutes, form: Family) -> Iterator[Span]:
    every = lines_of(text)
    lines = [line for line in every if line.end > item.span.start and line.start < item.span.end and not line.blank]
    title = _title(text, item, lines, {squash(entry.title) for entry in minutes.contents}, form)
    yield title
    yield from _above(item, lines, title)
    if item.case_span:
        yield _from_line(item.case_span, lines)
    if (ground := ground_of(text, item)) and "§" in ground.of(text):  # the law is public; other words may tell more
        yield ground
    if item.kle_span:
        yield _from_line(item.kle_span, lines)
    yield from (section.heading for section in item.sections if section.role not in {None, *_TELLING})
    headed = {section.heading for section in item.sections if section.role == "decision"}
    spaced = _BLANK_LINE.search(text, item.span.start, item.span.end) is not None
    for decision in item.decisions:
        yield from _decision(text, decision, lines, headed=decision.heading in headed, spaced=spaced)
    if minutes.layout != GENERAL:
        running = {every[i].start for i in running_lines(every, form)}
        yield from (Span(line.start, line.end) for line in lines if line.start in running)
    yield from _marks(lines, title, form)


def _above(item: AgendaItem, lines: list[Line], title: Span) -> Iterator[Span]:
    """The lines of a heading before that of its title: number and mark; of one with a case number, that."""
    for line in lines:
        if line.end <= title.start and not (item.case_span and line.start <= item.case_span.start < line.end):
            yield Span(line.start, line.end)


def _title(text: str, item: AgendaItem, lines: list[Line], listed: set[str], form: Family) -> Span:
    """The line of the item's title up to the end of that, which in a closed item goes on only where it must.

    A title is taken to run over the line's end where the contents list has it so, or where its line is full or the
    next begins in the middle of a sentence.
    """
    own_line = next((line.start for line in lines if line.start <= item.title_span.start < line.end), item.span.start)
    start = min(own_line, item.title_span.start)
    of_title = [line for line in lines if line.end > item.title_span.start and line.start < item.title_span.end]
    end = max([item.title_span.end, *(line.end for line in of_title)])
    if len(of_title) < 2 or squash(item.title) in listed:
        return Span(start, end)
    first, *others = of_title
    if form.match("item.closed", text[item.title_span.start : first.end]):
        return Span(start, first.end)
    runs_on = len(first.text) > _LONG_TITLE or others[0].text[:1].islower()
    if (
        runs_on
        and len(others) == 1
        and not _SENTENCE_END.search(first.text)
        and not _SENTENCE_END.search(others[0].text)
    ):
        return Span(start, end)
    return Span(start, first.end)


def _from_line(span: Span, lines: list[Line]) -> Span:
    """A number with the label before it on its line."""
    line = next((line for line in lines if line.start <= span.start < line.end), None)
    return Span(line.start if line else span.start, span.end)


def _decision(text: str, decision: PrintedDecision, lines: list[Line], *, headed: bool, spaced: bool) -> Iterator[Span]:
    """The words of a decision: the lines that read as one, and those on which such a line runs on.

    What else stands there may be the case: nothing says where a decision ends. Where nothing is `spaced` by blank
    lines, a line too may hold both: of it, the first sentences stay that read as a decision.
    """
    if headed:
        yield decision.heading
    said = decision.text_span
    keep, at, before = False, said.start, ""
    for line in lines:
        if line.end <= said.start or line.start >= said.end:
            continue
        span = Span(max(line.start, said.start), min(line.end, said.end))
        plain = unbulleted(Line(span.start, span.end, span.start, span.of(text)))
        goes_on = headed and keep and len(_LINE_END.findall(text, at, span.start)) < 2
        runs_on = goes_on and (_runs_on(before, plain.text) or reads_as_vote(plain.text))
        keep = _decides(plain.text, headed=headed) or runs_on
        if keep:
            letters = len(plain.text) if spaced else _decided(plain.text, runs_on=runs_on, headed=headed)
            yield Span(span.start, plain.start + letters)
        at, before = span.end, plain.text


def _decides(words: str, *, headed: bool) -> bool:
    return reads_as_decision(words) or (headed and reads_as_headed_decision(words))


def _runs_on(line: str, below: str) -> bool:
    """Whether a sentence goes on in the line below: in the middle of it, or behind a full line without a full stop."""
    return not _SENTENCE_END.search(line) and (below[:1].islower() or len(line) > _LONG_TITLE)


def _decided(line: str, *, runs_on: bool, headed: bool) -> int:
    """How many letters of a line its first sentences take that read as a decision; the first one does."""
    begins = [0, *(match.end() for match in _SENTENCE_BREAK.finditer(line))]
    ends = [*begins[1:], len(line)]
    for n, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        words = line[begin:end]
        if not (runs_on if n == 0 else headed and reads_as_vote(words)) and not _decides(words, headed=headed):
            return begin
    return len(line)


def _marks(lines: list[Line], title: Span, form: Family) -> Iterator[Span]:
    """What tells that the item is closed, its number where that stands below the title, and where a part begins."""
    for line in lines:
        if line.start < title.start and (mark := closed_mark(line, form)):
            yield mark
    below = [line for line in lines if line.start >= title.end]
    for n, line in enumerate(below):
        if form.match("item.closed_part", line.text) or form.match("item.open_part", line.text):
            yield Span(line.start, line.end)
        elif n < NEAR_MARK and (mark := closed_mark(unbulleted(line), form)):
            yield mark
        elif n < _NEAR and form.title == "previous" and _is_number(line.text, form):
            yield Span(line.start, line.end)


def _is_number(text: str, form: Family) -> bool:
    return any(match for pattern in form.many["item.heads"] if (match := pattern.fullmatch(text)))

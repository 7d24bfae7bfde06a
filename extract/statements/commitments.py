"""Reads commitments: what someone undertook to do, for whom and by when, in decisions, lists and the case's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from ..lexicon import load
from ..model import AgendaItem, CommitmentRecord, DecisionRecord, ItemRecord, MeetingRecord, Mention, Node, Span
from .certainty import confidence
from .cues import compiled, kinds_needed, named
from .deadlines import is_to_come
from .tables import Row, rows
from .topics import Topics
from .view import Signed, View

_LONGEST_LABEL = 110


@dataclass(frozen=True, slots=True)
class _Cue:
    rule: str
    weight: int
    sections: frozenset[str]
    needs: str
    pattern: re.Pattern[str]
    kinds: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Promise:
    """What one sentence or row undertakes."""

    by: tuple[Node, ...]
    to: tuple[Node, ...]
    due: Node | None
    span: Span
    rule: str
    confidence: int


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(
            entry["rule"],
            entry["weight"],
            frozenset(entry["sections"]),
            entry.get("needs", ""),
            compiled(pattern),
            kinds_needed(pattern),
        )
        for entry in load("commitments")["cue"]
        for pattern in entry["patterns"]
    )


@cache
def _past() -> re.Pattern[str]:
    return re.compile(load("commitments")["past"]["pattern"])


def find_commitments(
    view: View, item: AgendaItem, record: ItemRecord, topics: Topics, meeting: MeetingRecord
) -> Iterator[CommitmentRecord]:
    """Yield what is undertaken under an item, in order: at most one commitment a sentence or row."""
    decisions = list(zip(item.decisions, record.decisions, strict=True))
    in_rows = {row.span for row in rows(view, item)}
    numbers: dict[tuple[str, ...], int] = {}
    for block in item.blocks:
        section = topics.section(block)
        role = section.role if section and section.role else "text"
        if block.kind == "heading" and role != "decision":
            continue
        decision = next((d for printed, d in decisions if _inside(block.span, printed.text_span)), None)
        promises = (
            _rows(view, item, block.span, meeting)
            if block.span in in_rows
            else _sentences(view, block.span, role, decision, meeting)
        )
        for promise in promises:
            key = decision.node.key if decision else record.node.key
            numbers[key] = numbers.get(key, 0) + 1
            yield _commitment(view, promise, record, decision, meeting, numbers[key])


def _inside(span: Span, whole: Span) -> bool:
    return whole.start <= span.start < whole.end


def _sentences(
    view: View, block: Span, role: str, decision: DecisionRecord | None, meeting: MeetingRecord
) -> Iterator[_Promise]:
    cues = [cue for cue in _cues() if role in cue.sections]
    if not cues:
        return
    own = decision.body if decision else meeting.body
    day = (decision.date if decision else None) or meeting.date
    for sentence in view.sentences(block):
        signed = view.signed(sentence)
        if not _past().match(signed.words):
            found = (_promised(cue, signed, own, day) for cue in cues)
            if promise := next((p for p in found if p), None):
                yield promise


def _promised(cue: _Cue, signed: Signed, own: Node | None, day: str | None) -> _Promise | None:
    """What a cue reads in a sentence. The deciding body's own acts are its decision and no promise of its own."""
    if any(need.isdisjoint(signed.signs) for need in cue.kinds):
        return None
    match = cue.pattern.search(signed.words)
    if match is None:
        return None
    by, to = tuple(named(match, "b", signed)), tuple(named(match, "t", signed))
    if by and by[0] == own:
        return None
    due = _due(signed.mentions, day)
    if (cue.needs == "due" and not due) or (cue.needs == "due-or-to" and not due):
        return None
    return _Promise(by, to, due, signed.span, f"commitment-{cue.rule}", confidence(cue.weight))


def _due(mentions: Sequence[Mention], day: str | None) -> Node | None:
    """The first date of a sentence that is still to come on a day."""
    if day is None:
        return None
    today = date.fromisoformat(day)
    return next((m.node for m in mentions if m.node.kind == "date" and is_to_come(m.node, today)), None)


def _rows(view: View, item: AgendaItem, span: Span, meeting: MeetingRecord) -> Iterator[_Promise]:
    """A row that says who has a thing, or when it comes up, is a promise of that."""
    for row in rows(view, item):
        if row.span == span and ("who" in row.cells or "when" in row.cells):
            by = tuple(m.node for m in _of(view, row, "who", "unit", "person", "body"))
            due = _due(_of(view, row, "when", "date"), meeting.date)
            if by or due:
                to = (meeting.body,) if meeting.body else ()
                sure = confidence(load("commitments")["weights"]["row"])
                yield _Promise(by, to, due, span, "commitment-row", sure)


def _of(view: View, row: Row, role: str, *kinds: str) -> list[Mention]:
    return view.within(row.cells[role], *kinds) if role in row.cells else []


def _commitment(
    view: View,
    promise: _Promise,
    record: ItemRecord,
    decision: DecisionRecord | None,
    meeting: MeetingRecord,
    number: int,
) -> CommitmentRecord:
    text = promise.span.of(view.text)
    key = decision.node.key if decision else record.node.key
    heading = decision.heading if decision else record.title_span
    return CommitmentRecord(
        node=Node("commitment", (*key, str(number))),
        label=_label(text),
        item=record.node,
        decision=decision.node if decision else None,
        promised_by=promise.by,
        promised_to=promise.to,
        due=promise.due,
        observed=(decision.date if decision else None) or meeting.date,
        text=text,
        evidence=(promise.span, heading),
        rule=promise.rule,
        confidence=promise.confidence,
    )


def _label(text: str) -> str:
    """The words of a commitment on one line, cut at a word where they are many."""
    words = re.sub(r"\s+", " ", text.replace("\t", " · ")).strip(" .")
    if len(words) <= _LONGEST_LABEL:
        return words
    return words[:_LONGEST_LABEL].rsplit(" ", 1)[0] + " …"

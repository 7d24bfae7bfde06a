"""Reads the relations that the structure of minutes states outright, each with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from .certainty import threshold
from .deadlines import find_deadlines
from .governing import find_governing
from .lexicon import load
from .lists import find_concerned, find_listed
from .model import AgendaItem, ItemRecord, MeetingRecord, Mention, Minutes, Node, Span, Statement
from .names import NameList
from .relations import Ends, find_relations
from .tables import find_rows
from .topics import Topics
from .view import View

_UNITS_AND_BODIES = ("unit", "body", "steering_group")


@cache
def _cues() -> dict[str, dict[str, re.Pattern[str]]]:
    return {
        part: {name: re.compile(pattern) for name, pattern in patterns.items()}
        for part, patterns in load("statements").items()
        if part not in ("changes", "change_hints", "change_labels")
    }


def find_statements(
    text: str,
    minutes: Minutes,
    meeting: MeetingRecord,
    items: Sequence[ItemRecord],
    mentions: Sequence[Mention],
    names: NameList,
) -> Iterator[Statement]:
    """Yield the statements of a document, in the order of its parts, each once for each place it stands."""
    view = View(text, mentions)
    found: dict[tuple[Node, str, Node, tuple[Span, ...]], Statement] = {}
    for statement in _all(view, minutes, meeting, items, names):
        key = (statement.subject, statement.predicate, statement.object, statement.evidence)
        found.setdefault(key, statement)
    yield from found.values()


def _all(
    view: View, minutes: Minutes, meeting: MeetingRecord, items: Sequence[ItemRecord], names: NameList
) -> Iterator[Statement]:
    observed = meeting.date

    def state(
        subject: Node,
        predicate: str,
        object_: Node,
        evidence: Sequence[Span],
        rule: str,
        confidence: int = 95,
        modality: str = "reported",
    ) -> Statement:
        spans = tuple(sorted(set(evidence)))
        accepted = confidence >= threshold()
        return Statement(subject, predicate, object_, spans, rule, confidence, accepted, modality, observed)

    for attendee in minutes.header.attendees:
        for mention in view.within(attendee.span, "person"):
            yield state(mention.node, "attends", meeting.node, [attendee.span, _head_line(minutes)], "attendee", 99)
    for item, record in zip(minutes.items, items, strict=True):
        for node, span in _recommending(view, item):
            yield state(record.node, "recommendedBy", node, [span, item.title_span], "recommends", 97, "proposed")
        for decision, printed in zip(record.decisions, item.decisions, strict=True):
            if decision.body:
                yield state(
                    decision.node,
                    "decidedBy",
                    decision.body,
                    [printed.heading],
                    "decision-heading",
                    99,
                    "decided",
                )
        topics = Topics(view, item)
        reads = (
            *find_concerned(view, item, record.node, topics),
            *find_listed(topics),
            *find_relations(view, item, Ends(record.node, meeting.node, item.title_span, _head_line(minutes)), topics),
            *find_rows(view, item),
            *find_deadlines(view, item, record.node, topics, meeting.date),
            *find_governing(view, item, names, topics),
        )
        for read in reads:
            yield state(read.subject, read.predicate, read.object, read.evidence, read.rule, read.confidence)


def _head_line(minutes: Minutes) -> Span:
    """The line of the head that names the meeting: from the body's name to the date."""
    header = minutes.header
    if header.body_span and header.date_span and header.body_span.start < header.date_span.end:
        return Span(header.body_span.start, header.date_span.end)
    return header.date_span or header.span


def _recommending(view: View, item: AgendaItem) -> Iterator[tuple[Node, Span]]:
    """Who stands before *indstiller* in the recommendation."""
    for section in item.sections:
        if section.role != "recommendation":
            continue
        for block in (b for b in item.blocks if section.body.start <= b.span.start < section.body.end):
            verb = _cues()["recommendation"]["verb"].search(block.span.of(view.text))
            if not verb:
                continue
            before = Span(block.span.start, block.span.start + verb.start())
            if who := view.within(before, *_UNITS_AND_BODIES):
                yield who[0].node, view.sentence(block.span, who[0].span.start)
                return

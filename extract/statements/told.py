"""Reads all that a document tells, by the rules for structure, lists, tables and sentences, and dates it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..lexicon import load
from ..model import (
    AgendaItem,
    CommitmentRecord,
    ItemRecord,
    MeetingRecord,
    Mention,
    Minutes,
    Node,
    Span,
    Statement,
    StatusRecord,
)
from ..names import NameList
from .attendance import find_absences
from .certainty import threshold
from .commitments import find_commitments
from .deadlines import find_deadlines
from .governing import find_governing
from .lists import find_concerned, find_listed
from .modality import modality_of
from .money import money_qualifiers
from .references import find_references
from .relations import Ends, find_relations
from .standing import find_statuses
from .stated import Stated
from .tables import find_rows
from .topics import Topics
from .treatment import find_treatment
from .view import View


@dataclass(frozen=True, slots=True)
class Told:
    """What a document tells: statements, where projects stand, and what was undertaken, in the order of its parts."""

    statements: tuple[Statement, ...]
    statuses: tuple[StatusRecord, ...]
    commitments: tuple[CommitmentRecord, ...]


def find_told(
    text: str,
    minutes: Minutes,
    meeting: MeetingRecord,
    items: Sequence[ItemRecord],
    mentions: Sequence[Mention],
    names: NameList,
    labels: Mapping[Node, str],
) -> Told:
    """Return what a document tells, each statement once for each place where it stands."""
    view = View(text, mentions)
    found: dict[tuple[Node, str, Node, tuple[Span, ...]], Statement] = {}
    statuses: dict[Node, StatusRecord] = {}
    commitments: list[CommitmentRecord] = []

    def note(statement: Statement) -> None:
        key = (statement.subject, statement.predicate, statement.object, statement.evidence)
        found.setdefault(key, statement)

    for stated in _attending(view, minutes, meeting):
        note(_statement(stated, "reported", meeting.date))
    for stated in find_absences(view, minutes, meeting, items):
        note(_statement(stated, "reported", meeting.date))
    for item, record in zip(minutes.items, items, strict=True):
        topics = Topics(view, item)
        dates = {decision.node: decision.date for decision in record.decisions}
        told = list(_of_item(view, minutes, item, record, meeting, topics, names))
        settled = _Settled.of(record, told)
        for stated in told:
            observed = dates.get(stated.subject) or meeting.date
            statement = _statement(stated, _modality(view, item, stated), observed, money_qualifiers(view, stated))
            note(settled.applied(statement, stated.evidence[0]))
        for status in find_statuses(view, item, topics, meeting, labels):
            statuses.setdefault(status.node, status)
        commitments += find_commitments(view, item, record, topics, meeting)
    return Told(tuple(found.values()), tuple(statuses.values()), tuple(commitments))


def _statement(
    stated: Stated, modality: str, observed: str | None, qualifiers: tuple[tuple[str, str], ...] = ()
) -> Statement:
    return Statement(
        stated.subject,
        stated.predicate,
        stated.object,
        tuple(sorted(set(stated.evidence))),
        stated.rule,
        stated.confidence,
        stated.confidence >= threshold(),
        modality,
        observed,
        qualifiers,
    )


@dataclass(frozen=True, slots=True)
class _Settled:
    """The points of a recommendation that a decision follows, and those that it departs from, by their words."""

    followed: tuple[Span, ...]
    departed: tuple[Span, ...]

    @classmethod
    def of(cls, record: ItemRecord, told: Sequence[Stated]) -> _Settled:
        spans = {point.node: point.span for point in record.points}

        def points(predicate: str) -> tuple[Span, ...]:
            return tuple(spans[s.object] for s in told if s.predicate == predicate and s.object in spans)

        return cls(points("follows"), points("deviatesFrom"))

    def applied(self, statement: Statement, sentence: Span) -> Statement:
        """What a point proposes is decided where the decision follows it, and no fact where it departs from it."""
        if statement.modality != "proposed" or statement.predicate == "recommendedBy":
            return statement
        if any(span.start <= sentence.start < span.end for span in self.departed):
            return replace(statement, accepted=False)
        if any(span.start <= sentence.start < span.end for span in self.followed):
            return replace(statement, modality="decided")
        return statement


def _attending(view: View, minutes: Minutes, meeting: MeetingRecord) -> Iterator[Stated]:
    for attendee in minutes.header.attendees:
        if attendee.absent:
            continue
        for mention in view.within(attendee.span, "person"):
            evidence = (attendee.span, _head_line(minutes))
            yield Stated(mention.node, "attends", meeting.node, evidence, "attendee", 99)


def _of_item(
    view: View,
    minutes: Minutes,
    item: AgendaItem,
    record: ItemRecord,
    meeting: MeetingRecord,
    topics: Topics,
    names: NameList,
) -> Iterator[Stated]:
    """All that an item states, the surest rules first."""
    texts = [printed.text_span for printed in item.decisions]
    ends = Ends(
        record.node,
        meeting.node,
        item.title_span,
        _head_line(minutes),
        tuple(zip(texts, (decision.node for decision in record.decisions), strict=True)),
    )
    yield from _recommended(view, item, record)
    yield from _decided(item, record)
    yield from find_concerned(view, item, record.node, topics)
    yield from find_listed(topics)
    yield from find_relations(view, item, ends, topics)
    yield from find_rows(view, item, topics)
    yield from find_deadlines(view, item, record.node, topics, meeting.date)
    yield from find_governing(view, item, names, topics)
    yield from find_treatment(view, item, record)
    yield from find_references(view, item, record.node, meeting)


def _modality(view: View, item: AgendaItem, stated: Stated) -> str:
    """How the sentence that a statement rests on means it."""
    if stated.predicate in ("recommendedBy", "decidedBy"):
        return "proposed" if stated.predicate == "recommendedBy" else "decided"
    sentence = stated.evidence[0]
    if stated.rule in load("modality")["named"]:
        block = next((b for b in item.blocks if b.span.start <= sentence.start < b.span.end), None)
        whole = view.sentence(block.span, sentence.start) if block else sentence
        if not re.search(load("modality")["founds"], whole.of(view.text)):
            return "reported"
    section = next((s for s in item.sections if s.body.start <= sentence.start < s.body.end), None)
    return modality_of(sentence.of(view.text), section.role if section else None, stated.predicate)


def _decided(item: AgendaItem, record: ItemRecord) -> Iterator[Stated]:
    for decision, printed in zip(record.decisions, item.decisions, strict=True):
        if decision.body:
            evidence = (printed.heading,)
            yield Stated(decision.node, "decidedBy", decision.body, evidence, "decision-heading", 99)


def _head_line(minutes: Minutes) -> Span:
    """The line of the head that names the meeting: from the body's name to the date."""
    header = minutes.header
    if header.body_span and header.date_span and header.body_span.start < header.date_span.end:
        return Span(header.body_span.start, header.date_span.end)
    return header.date_span or header.span


def _recommended(view: View, item: AgendaItem, record: ItemRecord) -> Iterator[Stated]:
    """Who stands before *indstiller* in the recommendation."""
    verb = re.compile(load("statements")["recommendation"]["verb"])
    for section in item.sections:
        if section.role != "recommendation":
            continue
        if who := view.within(section.heading, "unit", "body", "steering_group"):
            yield Stated(
                record.node, "recommendedBy", who[0].node, (section.heading, item.title_span), "recommends", 97
            )
            return
        for block in (b for b in item.blocks if section.body.start <= b.span.start < section.body.end):
            match = verb.search(block.span.of(view.text))
            before = Span(block.span.start, block.span.start + match.start()) if match else None
            if before and (who := view.within(before, "unit", "body", "steering_group")):
                evidence = (view.sentence(block.span, who[0].span.start), item.title_span)
                yield Stated(record.node, "recommendedBy", who[0].node, evidence, "recommends", 97)
                return

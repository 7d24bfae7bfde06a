"""Links one document to the names of the corpus: every mention to its thing, every part to its record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .choices import Choice, selected, with_free
from .entities import Entities
from .headed import headed_choices
from .keys import name_key
from .lines import Lines
from .model import (
    Entity,
    ItemRecord,
    LinkedDocument,
    MeetingRecord,
    Mention,
    Minutes,
    Node,
    Source,
    Span,
    Value,
)
from .models import Proposal
from .named_by_type import document_choices, group_choices, municipality_choices, report_choices, short_unit_choices
from .names import BODIES, PROJECTS, NameList
from .nodes import case_node, document_node, value_node
from .parts import Parts
from .people import full_name, people_choices
from .pipeline import Found
from .proposed import proposed_choices
from .public import held_back
from .register_conflicts import compared
from .slips import slip_choices
from .statements.changes import find_changes
from .statements.told import find_told
from .statements.view import View
from .statements.voting import with_votes
from .typography import in_stored_text, reading_text


@dataclass(frozen=True, slots=True)
class Linked:
    """A document with all its links, and the entities it takes part in with their spellings in it."""

    document: LinkedDocument
    entities: tuple[Entity, ...]


def link(
    source: Source,
    file_names: Sequence[str],
    minutes: Minutes,
    found: Found,
    names: NameList,
    proposals: Sequence[tuple[str, Proposal]] = (),
) -> Linked:
    """Return what the graph is to hold of one document, with offsets in its stored text.

    `minutes`, `found` and `proposals` have theirs in its reading text, as all that reads has.
    `proposals` are what models see in its text, each with the short name of its model and `checked` before;
    they add mentions where no rule has one.
    """
    reading = reading_text(source.text)
    text = reading.text
    place = Parts(names, minutes)
    entities = Entities(names)
    named = list(_name_choices(text, found, names, entities))
    ruled = selected(
        [
            *_value_choices(found.values, minutes, names, entities),
            *_structure_choices(minutes, names, entities),
            *named,
            *municipality_choices(text, names, entities),
            *people_choices(text, minutes, names, entities),
            *document_choices(text, named, names, entities),
            *short_unit_choices(text, named, entities),
            *report_choices(text, minutes, names, entities),
            *group_choices(text, minutes, named, names, entities),
            *headed_choices(text, minutes, named, names, entities),
        ]
    )
    ruled = with_free(ruled, slip_choices(text, named, names, entities))
    mentions = with_free(ruled, proposed_choices(proposals, minutes, names, entities))
    mentions = tuple(m for m in mentions if not _is_rejected(m, text, names))
    ruled = tuple(m for m in ruled if not _is_rejected(m, text, names))
    held = held_back(mentions, names)
    mentions = tuple(m for m in mentions if m.node not in held)
    ruled = tuple(m for m in ruled if m.node not in held)
    for mention in mentions:
        entities.seen(mention, text)
    meeting = place.meeting_record(entities)
    items = tuple(place.item_record(text, item, entities) for item in minutes.items)
    # A statement rests on rules alone: a model can neither add one nor, by making two of one, take one away.
    changes = list(find_changes(text, minutes, ruled, names, meeting.date))
    for change in changes:
        entities.describe(change.node, change.label)
        entities.use(change.node)
    items = with_votes(View(text, ruled), minutes, items)
    told = find_told(text, minutes, meeting, items, ruled, names, entities.labels())
    statements = (
        *told.statements,
        *sorted({statement: None for change in changes for statement in change.statements}, key=lambda s: s.evidence),
    )
    evidence = [record.evidence for group in (statements, told.statuses, told.commitments) for record in group]
    spans = {m.span for m in mentions} | {span for each in evidence for span in each}
    lines = Lines(text)
    unread = lines.without(spans | _read(minutes))
    spans |= _structural(meeting, items)
    document = LinkedDocument(
        content_hash=source.content_hash,
        text_hash=source.text_hash,
        media_type=source.media_type,
        file_names=tuple(sorted(file_names)),
        meeting=meeting,
        items=items,
        mentions=mentions,
        statements=statements,
        statuses=told.statuses,
        commitments=told.commitments,
        lines=lines.count,
        lines_unread=unread,
        layout=minutes.layout,
        layout_confidence=minutes.layout_confidence,
        pages=source.pages,
        held_back=len(held),
        elements=source.elements,
    )
    quoted = sorted({reading.stored(span) for span in spans})
    document = replace(in_stored_text(document, reading), quotes={span: span.of(source.text) for span in quoted})
    return Linked(document, entities.all())


def _is_rejected(mention: Mention, text: str, names: NameList) -> bool:
    """Whether a register says that what stands here names no such thing; attachments stay what they are."""
    if not names.rejected or mention.rule == "attachment":
        return False
    kind = mention.node.kind
    kinds = next((alike for alike in (PROJECTS, BODIES) if kind in alike), (kind,))
    return not names.rejected.isdisjoint((each, compared(mention.span.of(text))) for each in kinds)


def _read(minutes: Minutes) -> set[Span]:
    """What the layout explains: head, contents, titles, headings, recommendations, decisions and attachments."""
    spans = {minutes.header.span, *([minutes.contents_span] if minutes.contents_span else [])}
    for item in minutes.items:
        spans |= {item.title_span, *(section.heading for section in item.sections)}
        spans |= {part.span for group in (item.points, item.attachments) for part in group}
        spans |= {decision.text_span for decision in item.decisions}
        spans |= {item.case_span} if item.case_span else set()
    return spans


def _structural(meeting: MeetingRecord, items: Iterable[ItemRecord]) -> set[Span]:
    spans = {meeting.span}
    for item in items:
        spans |= {
            item.span,
            item.title_span,
            *([item.closed_ground] if item.closed_ground else []),
            *(decision.heading for decision in item.decisions),
            *(p.span for group in (item.sections, item.points, item.decisions) for p in group),
            *(p.span for decision in item.decisions for group in (decision.parts, decision.votes) for p in group),
        }
    return spans


def _value_choices(values: Iterable[Value], minutes: Minutes, names: NameList, entities: Entities) -> Iterator[Choice]:
    for value in values:
        if value.kind == "case":
            node = case_node(names, value.value)
            entities.case(node, value.value)
            yield Choice(Mention(value.span, node, "case-number-in-text", 92))
        else:
            yield Choice(Mention(value.span, value_node(value), f"{value.kind}-grammar", 97))
    for item in minutes.items:
        if item.case_number and item.case_span:
            node = case_node(names, item.case_number)
            entities.case(node, item.case_number)
            yield Choice(Mention(item.case_span, node, "case-number-line", 99))


def _structure_choices(minutes: Minutes, names: NameList, entities: Entities) -> Iterator[Choice]:
    header = minutes.header
    if header.place and header.place_span:
        node = Node("place", (names.municipality.key[0], name_key(header.place)))
        yield Choice(Mention(header.place_span, node, "head", 97))
    for attendee in header.attendees:
        person = full_name(attendee.name, names)
        entities.person(person.node, person.name)
        yield Choice(Mention(attendee.span, person.node, "attendee", 99))
    for presence in minutes.presences:
        for name, span in ((presence.name, presence.span), (presence.other, presence.other_span)):
            if name and span:
                person = full_name(name, names)
                entities.person(person.node, person.name)
                yield Choice(Mention(span, person.node, "person-name", 95))
    for item in minutes.items:
        for attachment in item.attachments:
            node = document_node(names, attachment.title)
            entities.document(node, attachment.title)
            yield Choice(Mention(attachment.span, node, "attachment", 99), nests=True)


# "Trafikplan 2014-2018", "digitaliseringsstrategi for perioden 2014-18": the years are part of the name.
_PERIOD = re.compile(r"\s+(?:for perioden\s+)?(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)?\d\d)(?![\d-])")


def _name_choices(text: str, found: Found, names: NameList, entities: Entities) -> Iterator[Choice]:
    for named in found.names:
        name = names.names[named.name]
        period = _PERIOD.match(text, named.span.end) if name.node.kind in PROJECTS else None
        span = Span(named.span.start, period.end()) if period else named.span
        yield Choice(
            Mention(span, name.node, name.rules[0] if name.rules else "name", name.confidence),
            nests=name.node.kind in ("steering_group", "body"),
        )
        entities.name(name)

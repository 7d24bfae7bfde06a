"""Reads the relations that the structure of minutes states outright, each with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from .certainty import threshold
from .deadlines import find_deadlines
from .lexicon import load
from .model import AgendaItem, Block, ItemRecord, MeetingRecord, Mention, Minutes, Node, Span, Statement
from .names import PROJECTS, NameList
from .project_names import is_project_container, is_project_list
from .relations import find_relations
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
        blocks = _Blocks(item)
        for person, span in _attending(view, blocks):
            yield state(person, "attends", meeting.node, [span], "attended-item", 92)
        for node, span in _recommending(view, item, blocks):
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
            *find_relations(view, item, record.node, topics),
            *find_deadlines(view, item, record.node, topics, meeting.date),
        )
        for read in reads:
            yield state(read.subject, read.predicate, read.object, read.evidence, read.rule, read.confidence)
        for node, span in _concerned(view, item):
            yield state(record.node, "concerns", node, [span, item.title_span], "title-or-list", 92)
        for part, whole, spans in _parts(view, item):
            yield state(part, "partOf", whole, spans, "list-position", 90)
        for node, span in _presented(view, item, blocks, meeting):
            yield state(record.node, "presentedTo", node, [span], "presented-to", 88, "planned")
        for person, predicate, node, span in _memberships(view, blocks):
            yield state(person, predicate, node, [span], "named-with", 90)
    yield from _governed(view, minutes, names, state)


def _head_line(minutes: Minutes) -> Span:
    """The line of the head that names the meeting: from the body's name to the date."""
    header = minutes.header
    if header.body_span and header.date_span and header.body_span.start < header.date_span.end:
        return Span(header.body_span.start, header.date_span.end)
    return header.date_span or header.span


class _Blocks:
    """The blocks of an item, by position."""

    def __init__(self, item: AgendaItem) -> None:
        self.all = item.blocks

    def of_text(self) -> Iterator[Block]:
        """The blocks in which sentences stand."""
        return (block for block in self.all if block.kind != "heading")


def _attending(view: View, blocks: _Blocks) -> Iterator[tuple[Node, Span]]:
    for block in blocks.all:
        for mention in view.within(block.span, "person"):
            if _cues()["people"]["attended"].match(view.text[mention.span.end : block.span.end]):
                yield mention.node, view.sentence(block.span, mention.span.start)


def _recommending(view: View, item: AgendaItem, blocks: _Blocks) -> Iterator[tuple[Node, Span]]:
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


def _concerned(view: View, item: AgendaItem) -> Iterator[tuple[Node, Span]]:
    """The projects that the title names, or headings and bullets of the lists that the item is made of."""
    for mention in view.within(item.title_span, *PROJECTS):
        yield mention.node, item.title_span
    for block, _ in _listed(view, item):
        for mention in view.within(block.span, *PROJECTS)[:1]:
            yield mention.node, block.span


def _listed(view: View, item: AgendaItem) -> Iterator[tuple[Block, Block | None]]:
    """The headings and bullets that list projects, each with the heading above its list."""
    container_section = None
    listing: Block | None = None
    heading: Block | None = None
    for block in item.blocks:
        words = block.span.of(view.text)
        section = next((s for s in item.sections if s.body.start <= block.span.start < s.body.end), None)
        if block.kind in ("heading", "paragraph"):
            others = _cues()["lists"]["others"].search(words)
            listing = block if is_project_list(words) and not others else None
        if block.kind == "heading":
            if is_project_container(words):
                container_section = section
            elif container_section is not None and section == container_section:
                heading = block
                yield block, None
        elif listing is not None and block.kind in ("bullet", "numbered"):
            yield block, heading


def _parts(view: View, item: AgendaItem) -> Iterator[tuple[Node, Node, list[Span]]]:
    """What is listed under a project's heading or in an item about one project is part of it."""
    title = {m.node for m in view.within(item.title_span, *PROJECTS)}
    for block, heading in _listed(view, item):
        parts = view.within(block.span, *PROJECTS)[:1]
        above = view.within(heading.span, *PROJECTS)[:1] if heading else []
        for part in parts:
            if above and above[0].node != part.node and heading:
                yield part.node, above[0].node, [block.span, heading.span]
            elif block.kind == "heading" and len(title) == 1 and part.node not in title:
                yield part.node, next(iter(title)), [block.span, item.title_span]


def _presented(view: View, item: AgendaItem, blocks: _Blocks, meeting: MeetingRecord) -> Iterator[tuple[Node, Span]]:
    """The bodies to which the item is to be taken: right after *forelægges*, *præsenteres for* and the like."""
    cues = _cues()["presented"]
    for block in blocks.of_text():
        words = block.span.of(view.text)
        for verb in cues["verb"].finditer(words):
            after = block.span.start + verb.end()
            following = view.within(Span(after, min(block.span.end, after + 60)), "body")
            if not following or following[0].node == meeting.body:
                continue
            if cues["link"].match(view.text[after : following[0].span.start]):
                yield following[0].node, view.sentence(block.span, following[0].span.start)


def _memberships(view: View, blocks: _Blocks) -> Iterator[tuple[Node, str, Node, Span]]:
    """People named with their unit ("Jane H og Kjeld R, ØDC") or as members of a group."""
    cues = _cues()["people"]
    for block in blocks.all:
        inside = view.within(block.span, "person", *_UNITS_AND_BODIES)
        run: list[Mention] = []
        for left, right in pairwise(inside):
            between = view.text[left.span.end : right.span.start]
            sentence = view.sentence(block.span, left.span.start)
            if left.node.kind == "person":
                run.append(left)
                if right.node.kind == "unit" and cues["then_unit"].match(between):
                    yield from ((m.node, "worksIn", right.node, sentence) for m in run)
                if not (right.node.kind == "person" and cues["between_people"].match(between)):
                    run = []
            elif left.node.kind == "unit" and right.node.kind == "person" and cues["unit_then"].match(between):
                for person in _people_from(view, inside, right, cues["between_people"]):
                    yield person.node, "worksIn", left.node, sentence
            elif left.node.kind in ("body", "steering_group") and right.node.kind == "person":
                chair = cues["chair"].match(view.text[right.span.end : block.span.end])
                consists = cues["consisting"].search(between)
                if (chair and len(between) < 60) or consists:
                    people = [right] if chair else _people_from(view, inside, right, cues["between_people"])
                    for person in people:
                        yield person.node, "memberOf", left.node, sentence


def _people_from(view: View, mentions: Sequence[Mention], first: Mention, link: re.Pattern[str]) -> Iterator[Mention]:
    """A person and those joined to them by commas and *og*."""
    last = first
    yield first
    for mention in mentions[mentions.index(first) + 1 :]:
        if mention.node.kind != "person" or not link.match(view.text[last.span.end : mention.span.start]):
            return
        yield mention
        last = mention


def _governed(view: View, minutes: Minutes, names: NameList, state: object) -> Iterator[Statement]:
    """*Styregruppen for X* governs X: the words that say so name both."""
    about = {name.node: name.about for name in names.names if name.about is not None}
    make = state  # typed where it is defined
    for item in minutes.items:
        for block in item.blocks:
            for mention in view.within(block.span, "steering_group"):
                project = about.get(mention.node)
                if project and any(m.node == project for m in view.within(mention.span, *PROJECTS)):
                    yield make(project, "governedBy", mention.node, [mention.span], "group-for", 97)  # type: ignore[operator]

"""Tells what a graph knows of things, one profile each: for the panel of a network, and for a page of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

import pyoxigraph as ox

from .company import together
from .decided import decided
from .dues import deadlines, sums
from .endings import ended
from .findings import in_order
from .passages import passages, tellings
from .profile_records import (
    Decided,
    Ended,
    Event,
    How,
    Owner,
    Passage,
    Profile,
    Promise,
    Ref,
    Relation,
    Standing,
    Waiting,
)
from .promises import PROJECTS, commitments, in_urgency, kept_on, state_on
from .reader import Link, Reader, Span, beginning
from .vocabulary import DCTERMS, RG, SKOS

_MANY = 25  # from so many things on, whole properties are read in one go
# Below it a statement is told as probable: of rules with this confidence, one in eight is wrong or more.
_SURE = 0.875
# Of several ways that a thing is in an item, the first is told.
_CLOSEST: tuple[How, ...] = (
    "decides", "concerns", "recommends", "case", "promises", "agenda", "holds", "attends", "mentions",
)  # fmt: skip
# What sentences name; all else is a part of minutes.
_NAMED = ("project", "programme", "unit", "body", "steering_group", "person", "organization", "system", "place")
# What a thing has one of, in the order of telling.
_VALUES = {
    "date": RG + "date",
    "start_time": RG + "startTime",
    "place": RG + "place",
    "municipality": RG + "municipality",
    "number": RG + "number",
    "closed": RG + "closed",
    "case_number": RG + "caseNumber",
    "case_title": DCTERMS + "title",
    "catch_all": RG + "catchAll",
    "abbreviation": SKOS + "notation",
    "edtf": RG + "edtf",
    "text": RG + "text",
}


def last_day(store: ox.Store) -> str:
    """Return the day of the last meeting (ISO), which is as far as the graph can tell; empty where none has one."""
    reader = Reader(store)
    return max((reader.first(meeting, RG + "date") for meeting in reader.instances(("meeting",))), default="")


def profiles(store: ox.Store, iris: Collection[str], *, day: str = "") -> dict[str, Profile]:
    """Return the profiles of things by their IRI, in the order of the IRIs; what the graph does not know is not there.

    `day` (ISO) is the day that commitments and deadlines are held against; that of the last meeting where it is not
    given.
    """
    reader = Reader(store, whole=len(iris) >= _MANY)
    profiler = Profiler(reader, day or last_day(store))
    return {iri: profiler.profile(iri) for iri in sorted(set(iris)) if reader.kind(iri)}


class Profiler:
    """Puts profiles together from what a reader reads; what several need is read once."""

    def __init__(self, reader: Reader, day: str) -> None:
        self.day = day
        self._reader = reader
        self.ref = cache(self._ref)
        self.decided = cache(self._decided)
        self.ended = cache(self._ended)
        self.promise = cache(self._promise)
        self._heading = cache(self._read_heading)
        self._waits = cache(self._read_waits)
        self._last_owned = cache(self._read_last_owned)

    def profile(self, iri: str) -> Profile:
        """Return what is known of a thing."""
        reader, kind = self._reader, self._reader.kind(iri)
        relations = tuple(self._relations(iri))
        tied = {relation.other.iri for relation in relations if relation.accepted}
        is_project = kind in PROJECTS
        return Profile(
            iri=iri,
            kind=kind,
            label=reader.label(iri),
            aliases=tuple(reader.objects(iri, SKOS + "altLabel")),
            values=tuple(self._values(iri)),
            places=len(reader.spans(iri, structure=False)),
            history=tuple(self._history(iri, kind)),
            decision=self.decided(iri) if kind == "decision" else None,
            owners=tuple(_owners(relations)) if is_project else (),
            relations=relations,
            waits_for=tuple(self._waiting(iri, forwards=True)) if is_project else (),
            waited_for_by=tuple(self._waiting(iri, forwards=False)) if is_project else (),
            standings=tuple(self._standings(iri)) if is_project else (),
            promises=tuple(self._promises(iri, kind)),
            sums=tuple(sums(reader, iri, self.ref)),
            deadlines=tuple(deadlines(reader, relations, self.day)),
            ended=self.ended(iri),
            together=together(reader, iri, tied, self.ref) if kind in _NAMED else (),
        )

    def day_of(self, item: str) -> str:
        """Return the day of an item's meeting; empty where it has none."""
        return self._reader.first(self._reader.first(item, RG + "meeting"), RG + "date")

    # --- things and places

    def _ref(self, iri: str) -> Ref:
        return Ref(self._reader.label(iri), iri, self._reader.kind(iri))

    def _refs(self, iris: Iterable[str]) -> tuple[Ref, ...]:
        return tuple(sorted(map(self.ref, iris)))

    def _values(self, iri: str) -> Iterator[tuple[str, str]]:
        for name, predicate in _VALUES.items():
            value = self._reader.first(iri, predicate)
            if value:
                yield name, self._reader.label(value) if name in ("place", "municipality") else value

    def _passages(self, spans: Iterable[Span]) -> tuple[Passage, ...]:
        return passages(self._reader, spans)

    def _own_passages(self, iri: str) -> tuple[Passage, ...]:
        """Where a thing of the structure stands: the beginning of its own text, in each source."""
        heading_only = self._reader.kind(iri) == "agenda_item"
        return self._passages(beginning(span, heading_only) for span in self._reader.spans(iri, structure=True))

    # --- relations

    def _relations(self, iri: str) -> Iterator[Relation]:
        links: set[Link] = {link for link in self._reader.links(iri) if link.statement}
        for link in sorted(links, key=lambda one: (one.predicate, one.subject != iri, self.ref(_other(one, iri)))):
            told = tellings(self._reader, link.statement)
            surest = max(told, key=lambda one: (one.confidence, one.rule), default=None)
            yield Relation(
                link.statement,
                link.predicate,
                link.subject == iri,
                self.ref(_other(link, iri)),
                link.accepted,
                told,
                surest.rule if surest and surest.confidence < _SURE else "",
                self._until(link),
                self._is_former(link),
            )

    def _ended(self, iri: str) -> Ended | None:
        return ended(self._reader, iri, self.ref)

    def _until(self, link: Link) -> str:
        """The day on which an end of a relation was no more; what ends it has no end itself."""
        if link.predicate in ("dissolves", "changedFrom", "changedTo"):
            return ""
        ends = (self.ended(iri) for iri in (link.subject, link.object))
        return min((end.date for end in ends if end and end.date), default="")

    def _is_former(self, link: Link) -> bool:
        if link.predicate != "ownedBy" or not link.accepted:
            return False
        told = max((one.observed for one in self._reader.annotations(link.statement)), default="")
        return told < self._last_owned(link.subject)

    def _read_last_owned(self, project: str) -> str:
        """The last day on which an owner of a project was told."""
        links = {
            link for link in self._reader.links(project) if link.predicate == "ownedBy" and link.subject == project
        }
        told = (self._reader.annotations(link.statement) for link in links if link.accepted)
        return max((one.observed for found in told for one in found), default="")

    def _read_waits(self, iri: str, forwards: bool) -> Sequence[str]:
        if forwards:
            return self._reader.objects(iri, RG + "dependsOn")
        return self._reader.subjects(RG + "dependsOn", iri)

    def _waiting(self, iri: str, *, forwards: bool) -> Iterator[Waiting]:
        """The nearest first; each thing once, along a shortest path."""
        paths: dict[str, tuple[str, ...]] = {iri: ()}
        frontier = [iri]
        while frontier:
            reached = []
            for node in frontier:
                for other in self._waits(node, forwards):
                    if other not in paths:
                        paths[other] = (*paths[node], other)
                        reached.append(other)
            frontier = sorted(reached)
        for other, path in paths.items():
            if path:
                yield Waiting(self.ref(other), tuple(map(self.ref, path)))

    # --- history

    def _history(self, iri: str, kind: str) -> list[Event]:
        found: dict[tuple[str, str], tuple[How, tuple[Passage, ...]]] = {}
        for meeting, item, how, where in self._appearances(iri, kind):
            known = found.get((meeting, item))
            if known is None or _CLOSEST.index(how) < _CLOSEST.index(known[0]):
                found[meeting, item] = (how, where)
        events = [self._event(*place, *told) for place, told in found.items()]
        return sorted(events, key=_event_order)

    def _event(self, meeting: str, item: str, how: How, passages: tuple[Passage, ...]) -> Event:
        reader = self._reader
        case = reader.first(item, RG + "case") if item else ""
        decisions = self._decisions(item) if item else ()
        return Event(
            date=reader.first(meeting, RG + "date"),
            meeting=self.ref(meeting),
            item=self.ref(item) if item else None,
            number=reader.first(item, RG + "number") if item else "",
            closed=bool(item) and reader.first(item, RG + "closed") == "true",
            case=self.ref(case) if case else None,
            how=how,
            decisions=decisions,
            passages=passages,
        )

    def _appearances(self, iri: str, kind: str) -> Iterator[tuple[str, str, How, tuple[Passage, ...]]]:
        """Meeting, item (or nothing), how the thing is in it, and where that stands."""
        if kind == "meeting":
            for item in self._reader.subjects(RG + "meeting", iri):
                yield iri, item, "agenda", self._heading(item)
            return
        for item, how in self._items_by_structure(iri, kind):
            yield self._reader.first(item, RG + "meeting"), item, how, self._heading(item)
        if kind in ("agenda_item", "decision", "commitment", "case", "section", "recommendation_point"):
            return
        for relation in self._reader.links(iri):
            yield from self._stated(relation, iri)
        yield from self._named(iri)

    def _items_by_structure(self, iri: str, kind: str) -> Iterator[tuple[str, How]]:
        if kind == "agenda_item":
            yield iri, "agenda"
        elif kind == "case":
            for item in self._reader.subjects(RG + "case", iri):
                yield item, "case"
        elif kind == "decision":
            for item in self._reader.objects(iri, RG + "item"):
                yield item, "decides"
        elif kind == "commitment":
            for item in self._reader.objects(iri, RG + "item"):
                yield item, "promises"

    def _stated(self, link: Link, iri: str) -> Iterator[tuple[str, str, How, tuple[Passage, ...]]]:
        """What statements say of a thing's part in items and meetings."""
        ways: dict[str, How] = {"concerns": "concerns", "recommendedBy": "recommends"}
        if link.predicate in ways and link.object == iri and link.accepted:
            passages = self._passages({s for a in self._reader.annotations(link.statement) for s in a.spans})
            meeting = self._reader.first(link.subject, RG + "meeting")
            yield meeting, link.subject, ways[link.predicate], passages
        elif link.predicate == "attends" and link.subject == iri and link.accepted:
            passages = self._passages({s for a in self._reader.annotations(link.statement) for s in a.spans})
            yield link.object, "", "attends", passages
        elif link.predicate == "heldBy" and link.object == iri:
            yield link.subject, "", "holds", self._own_passages(link.subject)

    def _named(self, iri: str) -> Iterator[tuple[str, str, How, tuple[Passage, ...]]]:
        """The items in whose text a thing is named."""
        found: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for span in self._reader.spans(iri, structure=False):
            place = self._reader.place(span.source)
            if place.meeting and (item := place.item_at(span.start, span.end)):
                found[place.meeting, item.iri].append(span)
        for (meeting, item_iri), spans in found.items():
            yield meeting, item_iri, "mentions", self._passages(spans)

    def _read_heading(self, item: str) -> tuple[Passage, ...]:
        return self._own_passages(item)

    def _decisions(self, item: str) -> tuple[Decided, ...]:
        nodes = [n for n in self._reader.subjects(RG + "item", item) if self._reader.kind(n) == "decision"]
        return tuple(sorted(map(self.decided, nodes), key=lambda d: (d.date, d.iri)))

    def _decided(self, iri: str) -> Decided:
        return decided(self._reader, iri, self.ref)

    # --- where projects stand, and what was promised

    def _standings(self, iri: str) -> list[Standing]:
        reader = self._reader
        found = [
            Standing(
                reader.first(status, RG + "observed"),
                reader.first(status, RG + "state"),
                reader.first(status, RG + "text"),
                self.ref(iri),
                self._passages(reader.spans(status)),
            )
            for status in reader.subjects(RG + "project", iri)
        ]
        return sorted(found, key=lambda one: (one.date, one.state, one.text))

    def _promises(self, iri: str, kind: str) -> list[Promise]:
        """The commitments that a thing gave, got, or is the matter of, as they stood on the day; the pressing first."""
        return in_urgency(
            promise
            for node in sorted(set(commitments(self._reader, iri, kind)))
            if (promise := self.promise(node)) is not None
        )

    def _promise(self, iri: str) -> Promise | None:
        """A commitment as it stood on the day; None where it was given later."""
        reader = self._reader
        since = reader.first(iri, RG + "observed")
        if self.day and since > self.day:
            return None
        due, item = reader.first(iri, RG + "due"), reader.first(iri, RG + "item")
        last = reader.first(due, RG + "lastDay") if due else ""
        kept = kept_on(reader, iri, self.day)
        return Promise(
            iri=iri,
            state=state_on(self.day, due=bool(due), last=last, kept=kept),
            since=since,
            due=reader.label(due) if due else "",
            last_day=last,
            by=self._refs(reader.objects(iri, RG + "promisedBy")),
            to=self._refs(reader.objects(iri, RG + "promisedTo")),
            text=reader.first(iri, RG + "text"),
            item=self.ref(item) if item else None,
            kept=kept,
            passages=self._passages(reader.spans(iri)),
        )


def _owners(relations: Iterable[Relation]) -> list[Owner]:
    """Who was told to own a thing, those of the last telling first."""
    owned = [r for r in relations if r.predicate == "ownedBy" and r.outward and r.accepted]
    owned.sort(key=lambda r: r.other)
    owned.sort(key=lambda r: max((t.date for t in r.tellings), default=""), reverse=True)
    return [Owner(r.other, not r.former, r.tellings, r.unsure) for r in owned]


def _event_order(event: Event) -> tuple[object, ...]:
    return event.date, event.meeting, event.item is not None, in_order(event.number), event.item or event.meeting


def _other(link: Link, iri: str) -> str:
    return link.object if link.subject == iri else link.subject

"""The rows of the decision log and of the commitments, and what they are narrowed down by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from ..findings import in_order
from ..profile import Profiler
from ..profile_records import Decided, Promise, Ref
from ..promises import PROJECTS, commitments, in_urgency, state_on
from ..reader import Reader
from ..vocabulary import RG
from .roles import ACTORS, Part, named_in_items, parts_of

FAR = "9999-12-31"  # a day by which all that is told is known


@dataclass(frozen=True, slots=True)
class Filters:
    """What a table is narrowed down to; the empty string narrows nothing. Things stand by their IRI, days are ISO."""

    municipality: str = ""
    body: str = ""
    outcome: str = ""
    project: str = ""
    unit: str = ""
    role: str = ""
    state: str = ""
    since: str = ""
    until: str = ""
    words: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        """Return the filters that a query holds."""
        return cls(**{field.name: query.get(field.name, "").strip() for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision with where it was made and what it is about."""

    decided: Decided
    meeting: Ref
    item: Ref
    number: str
    case: Ref | None
    projects: tuple[Ref, ...]  # that it is about
    units: tuple[Ref, ...]  # who recommended
    parts: tuple[Part, ...]  # all who and what has to do with it, these among them
    municipality: str  # its IRI

    def actors(self) -> list[Part]:
        """Return who has to do with it."""
        return [part for part in self.parts if part.thing.kind in ACTORS]

    def matters(self) -> list[Part]:
        """Return the projects that have to do with it."""
        return [part for part in self.parts if part.thing.kind in PROJECTS]


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A commitment with what it is about."""

    promise: Promise
    meeting: Ref | None
    number: str
    projects: tuple[Ref, ...]
    municipality: str  # its IRI


def decision_rows(reader: Reader, profiler: Profiler) -> list[DecisionRow]:
    """Return each decision once, under the item of its own day where it is printed under several; the last first."""
    found = []
    named = named_in_items(reader)
    for iri in reader.instances(("decision",)):
        decided = profiler.decided(iri)
        items = reader.objects(iri, RG + "item")
        if not items:
            continue
        own = min(items, key=lambda item: (profiler.day_of(item) != decided.date, profiler.day_of(item), item))
        case, meeting = reader.first(own, RG + "case"), reader.first(own, RG + "meeting")
        found.append(
            DecisionRow(
                decided,
                profiler.ref(meeting),
                profiler.ref(own),
                reader.first(own, RG + "number"),
                profiler.ref(case) if case else None,
                _refs(profiler, (p for item in items for p in reader.objects(item, RG + "concerns"))),
                _refs(profiler, (u for item in items for u in reader.objects(item, RG + "recommendedBy"))),
                parts_of(reader, profiler, iri, items, named),
                reader.first(meeting, RG + "municipality"),
            )
        )
    found.sort(key=lambda row: (in_order(row.number), row.item, row.decided.iri))
    return sorted(found, key=lambda row: row.decided.date, reverse=True)


def promise_rows(reader: Reader, profiler: Profiler) -> list[PromiseRow]:
    """Return all commitments, with all that became known of them later."""
    about: dict[str, set[str]] = defaultdict(set)
    for project in reader.instances(PROJECTS):
        for commitment in commitments(reader, project, reader.kind(project)):
            about[commitment].add(project)
    found = []
    for iri in reader.instances(("commitment",)):
        if promise := profiler.promise(iri):
            meeting = reader.first(promise.item.iri, RG + "meeting") if promise.item else ""
            number = reader.first(promise.item.iri, RG + "number") if promise.item else ""
            projects = _refs(profiler, about[iri])
            whose = reader.first(meeting, RG + "municipality") if meeting else ""
            found.append(PromiseRow(promise, profiler.ref(meeting) if meeting else None, number, projects, whose))
    return found


def on_day(rows: Iterable[PromiseRow], day: str) -> list[PromiseRow]:
    """Return commitments as they stood on a day (ISO), the pressing first; what came later is not known on it."""
    found = {}
    for row in rows:
        promise = row.promise
        if promise.since <= day:
            kept = promise.kept if promise.kept and promise.kept <= day else ""
            state = state_on(day, due=bool(promise.due), last=promise.last_day, kept=kept)
            found[promise.iri] = replace(row, promise=replace(promise, state=state, kept=kept))
    return [found[promise.iri] for promise in in_urgency(row.promise for row in found.values())]


def narrowed_decisions(rows: Iterable[DecisionRow], by: Filters) -> list[DecisionRow]:
    """Return the decisions that pass all filters."""
    return [
        row
        for row in rows
        if by.body in ("", row.decided.body.iri if row.decided.body else None)
        and by.municipality in ("", row.municipality)
        and by.outcome in ("", row.decided.outcome)
        and _takes_part(row, by)
        and by.since <= row.decided.date
        and (not by.until or row.decided.date <= by.until)
        and _says(by.words, f"{row.item.label} {row.decided.text}")
    ]


def narrowed_promises(rows: Iterable[PromiseRow], by: Filters) -> list[PromiseRow]:
    """Return the commitments that pass all filters; `unit` is who promised or was promised something."""
    return [
        row
        for row in rows
        if by.state in ("", row.promise.state)
        and by.municipality in ("", row.municipality)
        and _among(by.project, row.projects)
        and _among(by.unit, (*row.promise.by, *row.promise.to))
        and _says(by.words, f"{row.promise.item.label if row.promise.item else ''} {row.promise.text}")
    ]


def chosen_parts(row: DecisionRow, by: Filters) -> list[Part]:
    """Return the parts of a decision that are asked for by name."""
    return [part for part in row.parts if part.thing.iri in (by.project, by.unit)]


def _takes_part(row: DecisionRow, by: Filters) -> bool:
    """Whether all who are asked for have to do with a decision, one of them in the role that is asked for."""
    named = {iri for iri in (by.project, by.unit) if iri}
    there = chosen_parts(row, by) if named else row.parts
    if named - {part.thing.iri for part in there}:
        return False
    return not by.role or any(by.role in part.roles for part in there)


def _among(wanted: str, things: Iterable[Ref]) -> bool:
    return not wanted or any(thing.iri == wanted for thing in things)


def _says(words: str, text: str) -> bool:
    return all(word in text.casefold() for word in words.casefold().split())


def _refs(profiler: Profiler, iris: Iterable[str]) -> tuple[Ref, ...]:
    return tuple(sorted({profiler.ref(iri) for iri in iris}))

"""Finds whose commitments are whose, and how each stood on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .profile_records import Promise, PromiseState
from .reader import Reader, Span, beginning
from .vocabulary import RG

PROJECTS = ("project", "programme")
_GIVERS = ("unit", "body", "steering_group", "person")
URGENCY: tuple[PromiseState, ...] = ("overdue", "open", "no_deadline", "kept")


def commitments(reader: Reader, iri: str, kind: str) -> Iterator[str]:
    """Yield the commitments that a thing gave, got or is the matter of; one may come twice."""
    if kind == "commitment":
        yield iri
    elif kind in _GIVERS:
        yield from reader.subjects(RG + "promisedBy", iri)
        yield from reader.subjects(RG + "promisedTo", iri)
        yield from _unclaimed(reader, iri)
    elif kind == "decision":
        yield from reader.subjects(RG + "undertakenBy", iri)
    elif kind == "agenda_item":
        yield from _under(reader, iri)
    elif kind in ("case", "meeting"):
        for item in reader.subjects(RG + kind, iri):
            yield from _under(reader, item)
    elif kind in PROJECTS:
        yield from _about(reader, iri)


def _under(reader: Reader, item: str) -> list[str]:
    return [node for node in reader.subjects(RG + "item", item) if reader.kind(node) == "commitment"]


def _about(reader: Reader, project: str) -> Iterator[str]:
    """The commitments whose own words name a project, and those of items that it alone gives the title."""
    concerned = set(reader.subjects(RG + "concerns", project))
    named = _named(reader, project)
    for item_iri in sorted(concerned | named.keys()):
        alone = item_iri in concerned and len(reader.objects(item_iri, RG + "concerns")) == 1
        titled = alone and _in_title(reader, item_iri, project)
        for commitment in _under(reader, item_iri):
            if titled or any(_within(name, span) for span in reader.spans(commitment) for name in named[item_iri]):
                yield commitment


def _unclaimed(reader: Reader, giver: str) -> Iterator[str]:
    """The commitments whose own words name somebody, and that nobody is said to have given."""
    for item, names in sorted(_named(reader, giver).items()):
        for commitment in _under(reader, item):
            nobody = not reader.objects(commitment, RG + "promisedBy")
            if nobody and any(_within(name, span) for span in reader.spans(commitment) for name in names):
                yield commitment


def _named(reader: Reader, iri: str) -> dict[str, list[Span]]:
    """Where a thing is named in each item."""
    named: dict[str, list[Span]] = defaultdict(list)
    for span in reader.spans(iri, structure=False):
        if item := reader.place(span.source).item_at(span.start, span.end):
            named[item.iri].append(span)
    return named


def _in_title(reader: Reader, item: str, project: str) -> bool:
    titles = (beginning(span, heading_only=True) for span in reader.spans(item, structure=True))
    return any(reader.names_within(project, title) for title in titles)


def _within(inner: Span, outer: Span) -> bool:
    return inner.source == outer.source and outer.start <= inner.start and inner.end <= outer.end


def kept_on(reader: Reader, commitment: str, day: str) -> str:
    """Return the day on which a commitment was kept, as far as is known on a day; empty where it is not."""
    days = [
        reader.first(keeping, RG + "date") or reader.first(reader.first(keeping, RG + "meeting"), RG + "date")
        for keeping in reader.objects(commitment, RG + "keptBy")
    ]
    return min((kept for kept in days if kept and kept <= day), default="")


def state_on(day: str, *, due: bool, last: str, kept: str) -> PromiseState:
    """Return how a commitment stands on a day, given whether it has a deadline, its last day, and when it was kept."""
    if kept:
        return "kept"
    if not due:
        return "no_deadline"
    return "overdue" if last and last < day else "open"


def in_urgency(promises: Iterable[Promise]) -> list[Promise]:
    """Return commitments with the overdue first, then the open, those without a deadline, and the kept."""
    return sorted(promises, key=lambda p: (URGENCY.index(p.state), p.last_day, p.since, p.text, p.iri))

"""Tells of one decision: what it was asked, how it fell, and what came before and after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .findings import in_order
from .passages import passages
from .profile_records import Decided, Point, Ref
from .reader import Reader
from .vocabulary import OUTCOME, RG


def decided(reader: Reader, iri: str, ref: Callable[[str], Ref]) -> Decided:
    """Return what is known of a decision."""
    body, day = reader.first(iri, RG + "decidedBy"), reader.first(iri, RG + "date")
    put_off = {reader.first(earlier, RG + "date") for earlier in reader.objects(iri, RG + "resumes")}
    came_back = {
        (reader.first(later, RG + "date"), _outcome(reader, later, "outcome"))
        for later in reader.subjects(RG + "resumes", iri)
    }
    items = reader.objects(iri, RG + "item")
    meetings = {meeting for item in items for meeting in reader.objects(item, RG + "meeting")}
    days = {reader.first(meeting, RG + "date") for meeting in meetings}
    recommended = {unit for item in items for unit in reader.objects(item, RG + "recommendedBy")}
    return Decided(
        iri=iri,
        label=reader.label(iri),
        date=day,
        body=ref(body) if body else None,
        outcome=_outcome(reader, iri, "outcome"),
        text=reader.first(iri, RG + "text"),
        resumes=tuple(sorted(put_off)),
        resumed=tuple(sorted(came_back)),
        deviates=tuple(reader.first(point, RG + "text") for point in reader.objects(iri, RG + "deviatesFrom")),
        passages=passages(reader, reader.spans(iri, structure=True)),
        points=tuple(_points(reader, iri)),
        recommended_by=tuple(sorted(map(ref, recommended))),
        read=not day or day in days,
    )


def _points(reader: Reader, decision: str) -> Iterator[Point]:
    """The points of the recommendation, as printed under the item of the decision's own day where there are several."""
    items = reader.objects(decision, RG + "item")
    if not items:
        return
    day = reader.first(decision, RG + "date")
    own = min(items, key=lambda item: (reader.first(reader.first(item, RG + "meeting"), RG + "date") != day, item))
    points = [n for n in reader.subjects(RG + "item", own) if reader.kind(n) == "recommendation_point"]
    fell = {
        reader.first(part, RG + "onPoint"): _outcome(reader, part, "partOutcome")
        for part in reader.subjects(RG + "ofDecision", decision)
    }
    for point in sorted(points, key=lambda one: (in_order(reader.first(one, RG + "number")), one)):
        yield Point(reader.first(point, RG + "number"), reader.first(point, RG + "text"), fell.get(point, ""))


def _outcome(reader: Reader, iri: str, predicate: str) -> str:
    return reader.first(iri, RG + predicate).removeprefix(OUTCOME)

"""What the page of a meeting is told: its agenda with decisions, and the text of the minutes with mentions marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..reader import Place, Span
from ..vocabulary import RG
from .marked import Mark, Stretch, TextPart, marked
from .site import Site, place_anchor
from .wording import Wording

# Named, but not marked in the text: each would be a stretch of sentences.
_PARTS = ("meeting", "agenda_item", "section", "decision", "recommendation_point", "commitment", "status", "source", "")


def meeting_page(site: Site, _wording: Wording, iri: str) -> tuple[str, dict[str, Any]]:
    """Return the template of a meeting's page, and all that it tells."""
    profile = site.profile(iri)
    attendees = [r for r in profile.relations if r.predicate == "attends" and not r.outward and r.accepted]
    body = site.reader.first(iri, RG + "heldBy")
    return "meeting.html.j2", {
        "title": profile.label,
        "profile": profile,
        "body": site.profiler.ref(body) if body else None,
        "values": [(name, value) for name, value in profile.values if name in ("date", "start_time", "place")],
        "attendees": [relation.other for relation in attendees],
        "anchors": {event.item.iri: site.anchor(event.item.iri) for event in profile.history if event.item},
        "texts": list(_texts(site, iri)),
    }


def _texts(site: Site, meeting: str) -> Iterator[dict[str, Any]]:
    for number, source in enumerate(site.reader.objects(meeting, RG + "source"), start=1):
        text = site.text_of(source)
        yield {
            "file": site.reader.place(source).file,
            "number": number,
            "name": lambda start, number=number: place_anchor(number, start),
            "parts": _parts(site, source, number, text.text, text.pages) if text else None,
        }


def _parts(site: Site, source: str, number: int, text: str, pages: tuple[tuple[int, int], ...]) -> list[TextPart]:
    place = site.reader.place(source)
    marks, places, sections, decided = [], set(), set(), []
    for span, body in site.reader.named_in(source):
        # A sentence is gone to by its beginning, as when two things are told to be named in it.
        places |= {span.start, site.reader.sentence(span).start}
        kind = site.reader.kind(body)
        if kind not in _PARTS:
            marks.append(Mark(span.start, span.end, site.profiler.ref(body)))
        if kind == "section":
            sections.add(span.start)
        if kind == "decision":
            decided.append(span)
    stretches = _stretches(site, place, number, decided)
    return marked(text, marks, places, stretches, sections=sections, pages=pages)


def _stretches(site: Site, place: Place, number: int, decided: list[Span]) -> Iterator[Stretch]:
    for item in place.items:
        shown = tuple((span.start, span.end) for span in decided if item.start <= span.start and span.end <= item.end)
        closed = site.reader.first(item.iri, RG + "closed") == "true"
        yield Stretch(item.start, item.end, f"t{number}-{site.anchor(item.iri)}", closed, shown)

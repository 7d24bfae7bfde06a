"""Gathers from one document the evidence of what is named in it, for the names of the whole corpus."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from .model import Candidate, Evidence, Minutes, Span
from .name_shapes import named_further, own_municipality, people, rows, shaped_names, short_forms
from .offices import offices
from .project_names import Sighting, clean_name, name_lists, parallel_headings, project_names, repeated, siblings


def find_evidence(text: str, minutes: Minutes) -> Evidence:
    """Return the evidence of names in one document: one vote for each kind, name and rule, with its first place."""
    start = minutes.contents_span.end if minutes.contents_span else 0
    body_text = text[start:]
    found: dict[Candidate, Span] = {}
    _note(found, _head_names(minutes))
    known = {candidate.surface for candidate in found if candidate.kind == "person"}
    named = list(_in_full(body_text, people(body_text), known))
    _note(found, _moved(_in_full(body_text, shaped_names(body_text), known), start))
    _note(found, _moved(offices(body_text, named), start))
    for item in minutes.items:
        _note(found, project_names(text, item))
        _note(found, parallel_headings(text, item))
    _note(found, list(siblings(text, minutes.items, tuple(found))))
    _note(found, list(repeated(text, minutes.items, tuple(found))))
    _note(found, _moved(short_forms(body_text), start))
    candidates = tuple(sorted(found))
    return Evidence(
        candidates,
        rows(body_text),
        own_municipality(text),
        tuple(found[c] for c in candidates),
        name_lists(text, minutes.items),
    )


def _note(found: dict[Candidate, Span], sightings: Iterable[Sighting]) -> None:
    """Keep the first place of each candidate."""
    for candidate, span in sightings:
        if candidate not in found or span < found[candidate]:
            found[candidate] = span


def _in_full(text: str, sightings: Iterable[Sighting], attendees: Collection[str]) -> Iterator[Sighting]:
    """The sightings, people whose names a line's end cuts short with the longer name that the text has elsewhere."""
    all_ = list(sightings)
    known = {*attendees, *(candidate.surface for candidate, _ in all_ if candidate.kind == "person")}
    for candidate, span in all_:
        longer = named_further(text, span.end, candidate.surface, known) if candidate.kind == "person" else None
        if longer:
            yield replace(candidate, surface=longer[0]), Span(span.start, longer[1])
        else:
            yield candidate, span


def _moved(sightings: Iterable[Sighting], by: int) -> Iterator[Sighting]:
    for candidate, span in sightings:
        yield candidate, Span(span.start + by, span.end + by)


def _head_names(minutes: Minutes) -> Iterator[Sighting]:
    header = minutes.header
    if header.body and header.body_span:
        yield Candidate("body", header.body, "head", 40), header.body_span
    if header.place and header.place_span:
        yield Candidate("place", header.place, "head", 40), header.place_span
    for attendee in header.attendees:
        yield Candidate("person", attendee.name, "attendee", 40), attendee.span
    for presence in minutes.presences:
        yield Candidate("person", presence.name, "attendee", 40), presence.span
    for item in minutes.items:
        if item.case_number and item.case_span and item.title and not item.closed:
            title = clean_name(item.title, line=True)
            yield Candidate("case", item.case_number, "case-title", 0, title), item.case_span
        for decision in item.decisions:
            if decision.body and not decision.body.isupper():
                yield Candidate("body", decision.body, "decision-heading", 30), decision.heading
        for attachment in item.attachments:
            yield Candidate("document", attachment.title, "attachment", 40), attachment.span

"""Where it says so: spans and annotations as the passages and tellings that profiles carry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .profile_records import Passage, Telling
from .reader import Annotation, Reader, Sentence, Span


def passage(reader: Reader, span: Span) -> Passage:
    """Return a span as the place in a file that it is."""
    place = reader.place(span.source)
    item = place.item_at(span.start, span.end)
    title = item.title if item else ""
    where = (span.source, place.file, span.page, span.start, span.end)
    return Passage(*where, span.quote, place.meeting_label, place.date, title)


def passages(reader: Reader, spans: Iterable[Span]) -> tuple[Passage, ...]:
    """Return spans as passages, by day and place."""
    return tuple(sorted((passage(reader, span) for span in spans), key=_place_order))


def proof(reader: Reader, spans: Iterable[Span], ends: Sequence[str]) -> tuple[Passage, ...]:
    """Return spans in their sentences, the names of `ends` marked; those first that name the most of them."""
    sources = {(reader.place(span.source).file, span.start, span.end, span.quote): span.source for span in spans}
    return tuple(
        _of(sentence, sources[sentence["file"], sentence["start"], sentence["end"], sentence["quote"]])
        for sentence in reader.proving(spans, ends)
    )


def telling(reader: Reader, annotation: Annotation, ends: Sequence[str] = ()) -> Telling:
    """Return what one rule read; `ends` are what it reads of."""
    return Telling(
        annotation.observed,
        annotation.modality,
        annotation.confidence,
        annotation.rule,
        annotation.iri,
        proof(reader, annotation.spans, ends) if ends else passages(reader, annotation.spans),
    )


def tellings(reader: Reader, statement: str) -> tuple[Telling, ...]:
    """Return all that was read of a statement, by day."""
    link = reader.statement(statement)
    ends = (link.subject, link.object)
    found = [telling(reader, annotation, ends) for annotation in reader.annotations(statement)]
    return tuple(sorted(found, key=lambda told: (told.date, told.evidence)))


def _of(sentence: Sentence, source: str) -> Passage:
    return Passage(
        source,
        sentence["file"],
        sentence["page"],
        sentence["start"],
        sentence["end"],
        sentence["quote"],
        sentence["meeting"],
        sentence["date"],
        sentence["item"],
        sentence["before"],
        sentence["after"],
        tuple(sentence["marks"]),
    )


def _place_order(one: Passage) -> tuple[str, str, int, int, str]:
    return one.date, one.file, one.start, one.end, one.source

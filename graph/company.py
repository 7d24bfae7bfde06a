"""Finds what is named together with a thing: in the same sentence, row or bullet, whatever is said of the two."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping

from .profile_records import Passage, Ref, Together
from .reader import Reader, Span, outermost

# Who and what minutes are about; dates, amounts and papers would drown them.
_KINDS = ("project", "programme", "unit", "body", "steering_group", "person", "organization", "system")
_MOST = 30  # things
_SHOWN = 2  # sentences of each


def together(reader: Reader, iri: str, known: Collection[str], ref: Callable[[str], Ref]) -> tuple[Together, ...]:
    """Return the things named in the same sentences as a thing, the most often named first; `known` are left out.

    Of two that are named as often, the one in a sentence that names fewer things says more.
    """
    found: dict[str, dict[Span, int]] = {}
    for span in reader.spans(iri, structure=False):
        sentence = reader.sentence(span)
        beside = {other for other in _beside(reader, sentence, span) if other != iri}
        for other in sorted(beside.difference(known)):
            found.setdefault(other, {}).setdefault(sentence, len(beside))
    ranked = sorted(found, key=lambda other: (-len(found[other]), min(found[other].values()), ref(other)))
    return tuple(
        Together(ref(other), len(found[other]), tuple(_passage(reader, one) for one in _telling(found[other])))
        for other in ranked[:_MOST]
    )


def _telling(sentences: Mapping[Span, int]) -> list[Span]:
    """The sentences that name the fewest, in the order of reading."""
    told = sorted(sentences, key=lambda one: (sentences[one], one.source, one.start))[:_SHOWN]
    return [one for one in sentences if one in told]


def _beside(reader: Reader, sentence: Span, name: Span) -> Iterator[str]:
    """What else a sentence names; not what a longer name has within it, as a steering group has its project."""
    names = reader.names_of(sentence.source, _KINDS)
    for start, end, other in names[bisect_left(names, (sentence.start, 0, "")) :]:
        if start >= sentence.end:
            return
        if end <= sentence.end and (end <= name.start or name.end <= start):
            yield other


def _passage(reader: Reader, sentence: Span) -> Passage:
    """A sentence with all that it names marked: the same for each of them, so that it need be kept once."""
    place = reader.place(sentence.source)
    item = place.item_at(sentence.start, sentence.end)
    marks = [
        (start - sentence.start, end - sentence.start)
        for start, end, _ in reader.names_of(sentence.source, _KINDS)
        if sentence.start <= start and end <= sentence.end
    ]
    return Passage(
        sentence.source,
        place.file,
        sentence.page,
        sentence.start,
        sentence.end,
        sentence.quote,
        place.meeting_label,
        place.date,
        item.title if item else "",
        marks=tuple(outermost(marks)),
    )

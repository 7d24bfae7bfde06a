"""Finds what a thing costs, and what is due of it when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .passages import telling
from .profile_records import Deadline, Passage, Ref, Relation, Sum
from .reader import Reader, Span
from .vocabulary import RG, SCHEMA


def sums(reader: Reader, iri: str, ref: Callable[[str], Ref]) -> list[Sum]:
    """Return the amounts of a thing, and those of items about it whose sentence names it: an item may be about much."""
    about = [iri, *reader.subjects(RG + "concerns", iri)]
    found = [one for node in about for one in _sums_of(reader, node, iri, ref)]
    return sorted(found, key=lambda s: (s.telling.date, s.about, s.amount, s.telling.evidence))


def _sums_of(reader: Reader, node: str, iri: str, ref: Callable[[str], Ref]) -> Iterator[Sum]:
    for link in reader.links(node):
        if link.predicate != "costs" or link.subject != node or not link.accepted:
            continue
        amount = link.object
        for annotation in reader.annotations(link.statement):
            if node != iri and not _named_with(reader, iri, amount, annotation.spans):
                continue
            yield Sum(
                about=ref(node),
                amount=reader.label(amount),
                value=reader.first(amount, SCHEMA + "value"),
                least=reader.first(amount, SCHEMA + "minValue"),
                most=reader.first(amount, SCHEMA + "maxValue"),
                currency=reader.first(amount, SCHEMA + "currency"),
                money_kind=reader.first(annotation.iri, RG + "moneyKind"),
                period=reader.first(annotation.iri, RG + "period"),
                telling=telling(reader, annotation, (node, amount, iri)),
            )


def _named_with(reader: Reader, iri: str, other: str, spans: Iterable[Span]) -> bool:
    """Whether one sentence names both: what a title names need not be what a sum under it is for."""
    sentences = map(reader.sentence, spans)
    return any(reader.names_within(iri, one) and reader.names_within(other, one) for one in sentences)


def deadlines(reader: Reader, relations: Iterable[Relation], day: str) -> list[Deadline]:
    """Return what is due of a thing, given its relations, the first to come first; `day` is the day asked about."""
    found = []
    for relation in relations:
        if relation.predicate == "hasDeadline" and relation.outward and relation.accepted:
            date = relation.other
            last = reader.first(date.iri, RG + "lastDay")
            passed = bool(last) and last < day
            what = _due(reader, date.iri, relation)
            found.append(Deadline(date.label, last, passed, relation.tellings, what, relation.unsure))
    return sorted(found, key=lambda one: (one.last_day or "9999", one.wording, one.what))


def _due(reader: Reader, date: str, relation: Relation) -> str:
    """The sentence that names the date: it says what is due then."""
    said = (passage for told in relation.tellings for passage in told.passages)
    naming = (one for one in said if reader.names_within(date, _span(one)))
    return next((" ".join(f"{one.before}{one.quote}{one.after}".split()) for one in naming), "")


def _span(passage: Passage) -> Span:
    return Span(passage.source, passage.start, passage.end, passage.quote, passage.page)

"""Finds what is no more: bodies, units and projects that a decision dissolved, or that minutes tell were dissolved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from .passages import tellings
from .profile_records import Ended, Ref, Telling
from .reader import Link, Reader
from .vocabulary import RG

_HOW: dict[str, Literal["dissolved", "merged"]] = {"change-dissolved": "dissolved", "change-merged": "merged"}


def ended(reader: Reader, iri: str, ref: Callable[[str], Ref]) -> Ended | None:
    """Return that a thing is no more, as far as is told; None for what goes on, or began again later.

    The day is that of the decision; where none is told, the day that the sentence names, or that of the meeting that
    tells it. What is only proposed has ended nothing.
    """
    links = [link for link in reader.links(iri) if link.object == iri and link.accepted and link.statement]
    found = [*_decided(reader, links, ref), *_told(reader, links)]
    first = min(found, key=lambda one: (one.by is None, one.date, one.wording), default=None)
    begun = [reader.first(link.subject, RG + "date") for link in links if link.predicate == "establishes"]
    return None if first is None or max(begun, default="") > first.date else first


def _decided(reader: Reader, links: list[Link], ref: Callable[[str], Ref]) -> Iterator[Ended]:
    for link in links:
        if link.predicate == "dissolves":
            day = reader.first(link.subject, RG + "date")
            yield Ended(day, "", "dissolved", ref(link.subject), tellings(reader, link.statement))


def _told(reader: Reader, links: list[Link]) -> Iterator[Ended]:
    for link in links:
        if link.predicate != "changedFrom":
            continue
        read = tellings(reader, link.statement)
        told = [one for one in read if one.modality not in ("proposed", "planned") and one.rule in _HOW]
        for one in told[:1]:
            day, wording = _named_day(reader, one)
            yield Ended(day or one.date, wording, _HOW[one.rule], None, tuple(told))


def _named_day(reader: Reader, told: Telling) -> tuple[str, str]:
    """The one date that the sentence names, if it was over when the sentence was said; nothing where it names more."""
    named = {
        date
        for passage in told.passages
        for start, end, date in reader.names_of(passage.source, ("date",))
        if passage.start <= start and end <= passage.end
    }
    if len(named) != 1:
        return "", ""
    date = named.pop()
    last = reader.first(date, RG + "lastDay")
    return (last, reader.label(date)) if last and last <= told.date else ("", "")

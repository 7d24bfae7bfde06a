"""Reads the filters of a log out of a query, and says in the page's own language what cannot be one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from ..errors import QueryError
from ..promises import URGENCY
from ..vocabulary import OUTCOME, labels
from .logs import Filters
from .roles import ROLES
from .site import Site
from .wording import Wording

Log = Literal["decisions", "commitments"]
NAMES: dict[Log, tuple[str, ...]] = {
    "decisions": ("municipality", "body", "outcome", "project", "unit", "role", "since", "until", "words"),
    "commitments": ("municipality", "day", "state", "unit", "project", "words"),
}
_THINGS = ("municipality", "body", "project", "unit")
_DAYS = ("since", "until")


def filters(site: Site, wording: Wording, query: Mapping[str, str], log: Log, *, strict: bool) -> Filters:
    """Return the filters that a query holds for a log.

    Raises `QueryError` for a value that cannot be meant (a day that is none, a word that is no outcome, a thing that
    the graph does not have, a first day behind the last one), and where `strict` for a name that is no filter: a whole
    table that was meant to be a part of it is worse than none.
    """
    if strict and (others := [name for name in query if name not in NAMES[log]]):
        raise QueryError(wording.say("bad_filter", which=others[0], names=", ".join(NAMES[log])))
    by = Filters.of({name: value for name, value in query.items() if name in NAMES[log]})
    for name in _DAYS:
        _day(wording, getattr(by, name))
    if by.since and by.until and by.since > by.until:
        raise QueryError(wording.say("bad_range", since=by.since, until=by.until))
    _code(wording, "outcome", by.outcome, _outcomes())
    _code(wording, "state", by.state, URGENCY)
    _code(wording, "role", by.role, ROLES)
    for name in _THINGS:
        iri = getattr(by, name)
        if iri and not site.reader.kind(iri):
            raise QueryError(wording.say("bad_thing", which=name, value=iri))
    return by


def day_asked(site: Site, wording: Wording, query: Mapping[str, str]) -> str:
    """Return the day that a query names, else that of the last meeting. Raises `QueryError` for what is no day."""
    return _day(wording, query.get("day", "").strip()) or site.day


def _day(wording: Wording, asked: str) -> str:
    if asked:
        try:
            # The short forms of ISO 8601 that Python reads besides would not sort with the days of the graph.
            if date.fromisoformat(asked).isoformat() != asked:
                raise ValueError
        except ValueError:
            raise QueryError(wording.say("bad_day", value=asked)) from None
    return asked


def _code(wording: Wording, name: str, asked: str, known: Iterable[str]) -> None:
    if asked and asked not in known:
        raise QueryError(wording.say("bad_code", which=name, value=asked, known=", ".join(known)))


def _outcomes() -> list[str]:
    return sorted(iri.removeprefix(OUTCOME) for iri in labels("en") if iri.startswith(OUTCOME))

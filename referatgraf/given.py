"""Reads what a caller gives the public API: days in the forms that Python and pandas have, choices, and numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from graph.errors import QueryError

if TYPE_CHECKING:
    import numpy as np

Day: TypeAlias = "str | date | np.datetime64"  # a pandas Timestamp is a datetime, and so a date


def day_of(value: object, name: str = "day") -> str:
    """Return a day as YYYY-MM-DD, of a text that is one, a `date`, a `datetime`, a pandas or a numpy one.

    Raises `QueryError` for what is no day.

    >>> day_of(date(2018, 1, 31)), day_of("2018-01-31")
    ('2018-01-31', '2018-01-31')
    """
    said = _iso(value)
    try:
        if date.fromisoformat(said).isoformat() == said:
            return said
    except ValueError:
        pass
    raise QueryError(f"{name}: {value!r} is no day; write it as YYYY-MM-DD, for instance 2018-01-31, or give a date")


def _iso(value: object) -> str:
    if isinstance(value, datetime):  # of which pandas' missing day is one too
        return "" if value != value else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if type(value).__name__ == "datetime64":  # numpy's, without importing it
        return str(value)[:10]
    return value if isinstance(value, str) else ""


def values_of(given: Mapping[str, object]) -> dict[str, str]:
    """Return the values of a question as its parameters take them: texts, and days as YYYY-MM-DD."""
    dates = (date, datetime)
    return {
        name: day_of(value, name)
        if isinstance(value, dates) or type(value).__name__ == "datetime64"
        else _text(value, name)
        for name, value in given.items()
    }


def _text(value: object, name: str) -> str:
    """A name, code or number as text. A missing one is a mistake, and is not asked for as *None* or *nan*."""
    if value is None or value != value:
        raise QueryError(f"{name}: {value!r} is no value")
    return str(value)


def period(since: object | None, until: object | None) -> tuple[str | None, str | None]:
    """Return two days, each of which may be missing. Raises `QueryError` where the first comes after the second."""
    first = None if since is None else day_of(since, "since")
    last = None if until is None else day_of(until, "until")
    if first and last and first > last:
        raise QueryError(f"since {first} comes after until {last}: nothing lies between")
    return first, last


def choices(given: str | Iterable[str], known: Collection[str], name: str) -> tuple[str, ...]:
    """Return what is chosen, one or several. Raises `QueryError` with the choices for what is none of them."""
    chosen = (given,) if isinstance(given, str) else tuple(given)
    if not chosen:
        raise QueryError(f"{name}: choose at least one of: {', '.join(known)}")
    for one in chosen:
        if one not in known:
            raise QueryError(f"{name}: there is no {one!r}; there are: {', '.join(known)}")
    return chosen


def at_least(least: int, value: int, name: str) -> int:
    """Return a whole number. Raises `QueryError` for what is none, or less than the least."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise QueryError(f"{name}: {value!r} is no whole number from {least} on")
    return value

"""Reckons the first and the last day of a date in EDTF (Library of Congress, 2019): what "by spring" means in days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

# Level 2 codes that stand in the place of a month, with the months they reach over.
_PARTS_OF_YEAR = {
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    24: (12, 12),  # winter, as far as it lies in the year it is named with
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    40: (1, 6),
    41: (7, 12),
}


def days_of(edtf: str) -> tuple[date | None, date | None]:
    """Return the first and the last day of a date or interval; None for an end that is open or cannot be told.

    >>> days_of("2018-33")
    (datetime.date(2018, 1, 1), datetime.date(2018, 3, 31))
    """
    if "/" in edtf:
        begin, _, end = edtf.partition("/")
        return days_of(begin)[0] if begin else None, days_of(end)[1] if end else None
    match = re.fullmatch(r"(?!0000)(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[?~%]?", edtf)
    if not match:
        return None, None
    year, part, day = int(match[1]), match[2], match[3]
    if part is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is not None:
        return _day(year, int(part), int(day))
    first, last = _PARTS_OF_YEAR.get(int(part), (int(part), int(part)))
    if not 1 <= first <= 12:
        return None, None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _day(year: int, month: int, day: int) -> tuple[date | None, date | None]:
    try:
        found = date(year, month, 1) + timedelta(days=day - 1)
    except ValueError:
        return None, None
    return (found, found) if found.month == month else (None, None)

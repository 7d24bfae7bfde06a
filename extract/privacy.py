"""Masks civil registration numbers (CPR) before a text is stored, shown or logged."""

from __future__ import annotations

import re

# Six digits that are a date, and four more. Since 2007 numbers are given out that fail the modulus-11
# check, so a failed checksum never acquits; replacement numbers add 60 to the day. The joint may be
# a hyphen or dash with or without spaces, a single space, or nothing.
_COMPACT = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)(?:[ \t]*[-‐‑–—][ \t]*(?:\r?\n)?|[ \t]?)(\d{4})(?!\d)")
# The date written apart ("01 02 90-1234"): the joint must be there, or any three numbers would do.
_SPACED = re.compile(r"(?<!\d)(\d\d)([ .\-])(\d\d)\2(\d\d)[ \t]?[-‐‑–— ][ \t]?(\d{4})(?!\d)")
_DIGIT = re.compile(r"\d")
MASK = "X"


def mask_registration_numbers(text: str) -> tuple[str, int]:
    """Return the text with every possible registration number's digits masked, and how many there were.

    Each digit becomes one `X`, so that offsets and line structure stand. What has the shape of a number
    but no possible date (day 1–31 or 61–91, month 1–12) stays.
    """
    count = 0

    def mask(match: re.Match[str], day: str, month: str) -> str:
        nonlocal count
        if not _is_date(int(day), int(month)):
            return match.group()
        count += 1
        return _DIGIT.sub(MASK, match.group())

    text = _COMPACT.sub(lambda m: mask(m, m[1], m[2]), text)
    text = _SPACED.sub(lambda m: mask(m, m[1], m[3]), text)
    return text, count


def _is_date(day: int, month: int) -> bool:
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)

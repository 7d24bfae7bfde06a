"""A text as a rule for numbers sees it: every digit, dash and space in its plain form, unseen signs left out."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_DROPPED = frozenset({"Cf", "Cc", "Mn", "Me"})  # soft hyphens, widths of zero, directions, marks over other signs
_STAY = "\t\n\r\f\v"
_LINE_ENDS = "\x85\u2028\u2029"
# Signs that look like others and are of another category than these.
_ALIKE = {
    "\u2212": "-", "\u2043": "-", "\u02d7": "-", "\u207b": "-", "\u00af": "-", "\u00b7": ".", "\u2024": ".",
    "\uff0e": ".", "\u2022": ".", "\u2044": "/", "\u2215": "/", "\uff0f": "/", "\uff3f": "_", "\u2800": " ",
    "\u3164": " ", "\uff20": "@", "\u30fc": "-", "\ufe6b": "@", "\u3002": ".",
}  # fmt: skip
_LOST = "\ufffd"  # stands where a control character was, which may have been in the midst of a number


@dataclass(frozen=True, slots=True)
class View:
    """The plain form of a text, and where each of its characters stands in it; None where that is the same."""

    text: str
    offsets: list[int] | None

    def at(self, offset: int) -> int:
        """Return where a character of the view stands in the text."""
        return offset if self.offsets is None else self.offsets[offset]


@lru_cache(maxsize=4096)
def _raised(sign: str) -> str:
    """The plain digit of one that is raised, lowered or circled; else nothing."""
    digit = None if sign.isascii() or sign.isdecimal() else unicodedata.digit(sign, None)
    return "" if digit is None else str(digit)


def has_raised(text: str) -> bool:
    """Return whether a text has raised, lowered or circled digits."""
    return not text.isascii() and any(map(_raised, set(text)))


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    if sign in _STAY:
        return sign
    if sign in _LINE_ENDS:
        return "\n"
    if sign in _ALIKE:
        return _ALIKE[sign]
    category = unicodedata.category(sign)
    if category in _DROPPED or sign == _LOST:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    return {"Pd": "-", "Zs": " "}.get(category, sign)


def view_of(text: str, *, raised: bool = False) -> View:
    """Return the view of a text.

    With `raised`, digits that are raised, lowered or circled are digits too; else they part numbers from what stands
    behind them, as the marks of footnotes do.

    >>> view_of("31\\xad12\\u2013").text
    '3112-'
    """
    table = {ord(sign): plain for sign in set(text) if (plain := _plain(sign)) != sign}
    if raised:
        table |= {ord(sign): digit for sign in set(text) if (digit := _raised(sign))}
    if not table:
        return View(text, None)
    seen = text.translate(table)
    if len(seen) == len(text):
        return View(seen, None)
    return View(seen, [i for i, sign in enumerate(text) if table.get(ord(sign), sign)])

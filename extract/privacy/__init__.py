"""Masks personal data before a text is stored, shown or logged: each sign by one, so that offsets stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ..model import Masked
from .contacts import ACCOUNT, EMAIL, TELEPHONE, find_contacts
from .registration import find_registration_numbers
from .view import View, has_raised, view_of

__all__ = ["CONTACTS", "REGISTRATION_NUMBER", "RULES", "mask", "mask_registration_numbers", "masked_name", "masking"]

RULES = 3  # of what is masked; a text that older rules have masked is masked again
REGISTRATION_NUMBER = "registration_number"
CONTACTS = (EMAIL, TELEPHONE, ACCOUNT)
DIGIT, LETTER = "X", "x"
_ALL = re.compile(r"[^\W_]")
_NEEDED = re.compile(
    r"\d\D{0,12}\d|[@＠﹫(（\[{]"
)  # a text without two digits near each other and without @ has nothing


def mask(text: str, *, contacts: bool = True) -> tuple[str, tuple[Masked, ...]]:
    """Return a text with what is personal in it masked, and what was masked where, in order.

    Each digit becomes one `X`, each letter of an address one `x`; all else stands. `contacts` says whether e-mail
    addresses, telephone numbers and bank accounts are masked too, other than those of offices.

    >>> mask("Borger 710190-1234 har søgt.")
    ('Borger XXXXXX-XXXX har søgt.', (Masked(kind='registration_number', start=7, end=18),))
    """
    raised = has_raised(text)
    if not raised and not _NEEDED.search(text):
        return text, ()
    found = list(_found(view_of(text), contacts=contacts))
    if raised:
        found += _found(view_of(text, raised=True), contacts=contacts)
    if not found:
        return text, ()
    parts, at, records = [], 0, []
    for begin, stop, kind in _merged(found):
        said = text[begin:stop]
        hidden = _ALL.sub(_mask_of, said) if kind == EMAIL else "".join(map(_without_digit, said))
        if hidden != said:  # what is masked already is found again
            parts += [text[at:begin], hidden]
            records.append(Masked(kind, begin, stop))
            at = stop
    return "".join([*parts, text[at:]]), tuple(records)


def _found(view: View, *, contacts: bool) -> Iterator[tuple[int, int, str]]:
    """The stretches of a text that a view of it shows to be personal, and of what kind."""
    for start, end in find_registration_numbers(view):
        yield view.at(start), view.at(end - 1) + 1, REGISTRATION_NUMBER
    if contacts:
        for kind, start, end in find_contacts(view):
            yield view.at(start), view.at(end - 1) + 1, kind


def _mask_of(sign: re.Match[str]) -> str:
    return DIGIT if sign.group().isdigit() else LETTER


def _without_digit(sign: str) -> str:
    return DIGIT if unicodedata.digit(sign, None) is not None else sign


def _merged(found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The stretches in order, those that overlap as one; a registration number gives its name to what it is in."""
    merged: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(found):
        if merged and start < merged[-1][1]:
            first, last, name = merged[-1]
            named = REGISTRATION_NUMBER if REGISTRATION_NUMBER in (kind, name) else name
            merged[-1] = (first, max(last, end), named)
        else:
            merged.append((start, end, kind))
    return merged


def mask_registration_numbers(text: str) -> tuple[str, int]:
    """Return a text with the digits of its registration numbers masked, and how many there were."""
    masked, records = mask(text, contacts=False)
    return masked, len(records)


def masking(*, contacts: bool) -> str:
    """Return what a text was masked by: the rules, and whether contacts were."""
    return f"{RULES} contacts" if contacts else str(RULES)


def masked_name(name: str) -> str:
    """Return the name or path of a file as it may be stored and shown."""
    return mask(name)[0]

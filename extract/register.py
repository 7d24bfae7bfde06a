"""Reads a register: the decisions about names that a clerk keeps in a spreadsheet and that outlive every rebuild."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import astuple, replace
from datetime import date
from functools import cache
from pathlib import Path

from rapidfuzz import process

from .errors import RegisterError, RegisterFault, SourceError
from .lexicon import load
from .privacy import mask, mask_registration_numbers
from .read import load_bytes
from .register_conflicts import compared, find_conflicts
from .register_csv import BETWEEN_NAMES, Row, fault, read_rows, write_register
from .register_model import STATEMENT, Register, RegisterLine, claim_of

__all__ = ["Register", "RegisterLine", "parse_register", "read_register", "without_contacts", "write_register"]

_TAKES_ONE = frozenset({"rename"})
_TAKES_SOME = frozenset({"merge", "split", "succeeds"})
_TAKES_NONE = frozenset({"reject"})
_NEEDS_TWO_NAMES = frozenset({"split", "succeeds"})
_SETTLES = frozenset({"confirm", "reject"})
_SUCCEEDING = ("unit", "body", "steering_group", "organization")

_DAY, _MONTH, _YEAR = "2017-05-16", "2017-05", "2017"
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
# A Danish spreadsheet shows and saves an ISO day so; it cannot be taken for anything else.
_DANISH_DAY = re.compile(r"(\d\d?)[-./](\d\d?)[-./](\d{4})", re.ASCII)


def read_register(path: Path) -> Register:
    """Return the register that a file holds, or raise `RegisterError` with all that is wrong with it."""
    try:
        data = load_bytes(path)
    except SourceError as error:
        rule = error.reason if error.reason in ("missing", "not_a_file", "too_large") else "unreadable"
        raise RegisterError(_public(path.name), [fault(0, rule, detail=error.detail)]) from None
    return parse_register(data, path.name)


def parse_register(data: bytes, name: str) -> Register:
    """Return the register that the bytes of a file hold; `name` is the file's, for messages.

    Raises `RegisterError`, with every fault and contradiction in the order of lines.
    """
    rows, faults = read_rows(data)
    decided = [row for row in rows if row.cells.get("action")]
    lines = [line for row in decided if (line := _line(row, faults))]
    faults += find_conflicts(lines)
    if faults:
        raise RegisterError(_public(name), faults)
    once = tuple(sorted(_first_of_each(lines)))
    return Register(once, _digest(once), len(rows) - len(decided))


def without_contacts(register: Register) -> Register:
    """Return a register with the addresses and numbers of people in its names and notes masked, as texts have them."""
    lines = (
        replace(
            line,
            name=mask(line.name)[0],
            other=tuple(sorted(mask(other)[0] for other in line.other)),
            note=mask(line.note)[0],
            by=mask(line.by)[0],
        )
        for line in register.lines
    )
    once = tuple(sorted(_first_of_each(lines)))
    return Register(once, _digest(once), register.undecided)


def _public(name: str) -> str:
    """A file's name without a registration number."""
    return mask_registration_numbers(name)[0]


def _first_of_each(lines: Iterable[RegisterLine]) -> Iterable[RegisterLine]:
    kept: dict[RegisterLine, RegisterLine] = {}
    for line in lines:
        kept.setdefault(line, line)
    return kept.values()


def _digest(lines: tuple[RegisterLine, ...]) -> str:
    said = [astuple(line)[1:] for line in lines]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


# --- one line -------------------------------------------------------------------------------------


def _line(row: Row, faults: list[RegisterFault]) -> RegisterLine | None:
    """The record of a row, or None where it has faults, which are added to the list."""
    cells, found = row.cells, list[RegisterFault]()

    def wrong(rule: str, **values: object) -> None:
        found.append(fault(row.number, rule, **values))

    action = _word("actions", cells["action"])
    if not action:
        wrong("unknown_action", value=cells["action"], allowed=_choices("actions"))
    kind = _word("kinds", cells.get("kind", ""))
    if not kind and "kind" in cells:
        wrong("unknown_kind", value=cells["kind"], allowed=_choices("kinds"))
    name = cells.get("name", "")
    if "name" in cells and not compared(name):
        wrong("missing_name")
    other = tuple(sorted({part.strip() for part in cells.get("other", "").split(BETWEEN_NAMES)} - {""}))
    for part in other:
        if not compared(part):
            wrong("empty_other", value=part)
    if action and kind:
        _check_action(action, kind, name, other, wrong)
    begin, end, decided = (_date(cells, column, wrong) for column in ("from", "to", "date"))
    if begin and end and begin[: len(end)] > end[: len(begin)]:  # a year holds all its days
        wrong("from_after_to", start=begin, end=end)
    faults += found
    if found or not (action and kind and name):
        return None
    return RegisterLine(
        row.number, action, kind, name, other, begin, end, cells.get("note", ""), cells.get("by", ""), decided
    )


def check_properties(register: Register, name: str, known: Collection[str]) -> None:
    """Raise `RegisterError` for each line about a statement whose property is none of the `known` ones.

    `extract` knows no vocabulary: whoever reads the register says what its graph has. `name` is the file's.
    """
    faults = []
    for line in register.statements:
        claim = claim_of(line.other[0])
        if claim and claim[0] not in known:
            near = process.extractOne(claim[0], sorted(known))
            faults.append(fault(line.number, "statement_property", value=claim[0], near=near[0] if near else ""))
    if faults:
        raise RegisterError(_public(name), faults)


def _check_action(action: str, kind: str, name: str, other: tuple[str, ...], wrong: Callable[..., None]) -> None:
    """Hold what an action asks for against what the line has."""
    if kind == STATEMENT:
        if action not in _SETTLES:
            wrong("statement_action", action=action)
        if len(other) != 1 or not claim_of(other[0]):
            wrong("statement_form", value=BETWEEN_NAMES.join(other))
        return
    if action in _TAKES_ONE | _TAKES_SOME and not other:
        wrong("missing_other", action=action)
    if action in _TAKES_ONE and len(other) > 1:
        wrong("other_not_one", action=action, found=len(other))
    if action in _TAKES_NONE and other:
        wrong("other_unused", action=action)
    if action == "succeeds" and kind not in _SUCCEEDING:
        wrong("kind_cannot_succeed", kind=kind, allowed=", ".join(_SUCCEEDING))
    for same in other if action in _NEEDS_TWO_NAMES else ():
        if compared(same) and compared(same) == compared(name):
            wrong("same_name", name=name, other=same, action=action)


def _word(table: str, word: str) -> str:
    """The English word that a word of the file stands for, the empty string where it is none."""
    return _words(table).get(word.casefold(), "")


@cache
def _words(table: str) -> dict[str, str]:
    return {word.casefold(): english for english, words in load("register")[table].items() for word in words}


def _choices(table: str) -> str:
    """The words that may be written, all of them: `confirm (godkend), rename (omdøb) …`."""
    words: Iterator[list[str]] = iter(load("register")[table].values())
    return ", ".join(first + (f" ({', '.join(rest)})" if rest else "") for first, *rest in words)


def _date(cells: Mapping[str, str], column: str, wrong: Callable[..., None]) -> str:
    """A date of the line in ISO; the empty string where there is none, or none that exists."""
    text = cells.get(column, "")
    iso = _iso(text, part=column != "date")
    if text and not iso:
        allowed = (_DAY,) if column == "date" else (_DAY, _MONTH, _YEAR)
        wrong("bad_date", value=text, column=column, allowed=", ".join(allowed))
    return iso


def _iso(text: str, *, part: bool) -> str:
    if match := _DANISH_DAY.fullmatch(text):
        year, month, day = match[3], match[2].zfill(2), match[1].zfill(2)
        text = f"{year}-{month}-{day}"
    match = _ISO.fullmatch(text)
    if not match or not (part or match[3]):
        return ""
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return ""
    return text

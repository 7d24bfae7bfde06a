"""Reads and writes the CSV of a register, as spreadsheets leave it: bytes to rows with their line numbers, and back."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .errors import RegisterFault
from .lexicon import load
from .privacy import mask_registration_numbers
from .register_model import RegisterLine

NEEDED = ("action", "kind", "name")
OPTIONAL = ("other", "from", "to", "note", "by", "date")
COLUMNS = (*NEEDED, *OPTIONAL)
BETWEEN_NAMES = "|"
_LONGEST_SHOWN = 80  # characters of a value in a message

# What a spreadsheet would take for a formula when the cell begins with it; apostrophes before it count, so
# that protecting twice and taking off twice meet again.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_PROTECTED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
# XML 1.0 forbids these, and with it half of what graphs are handed on in.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: its number in the file, and its cells by the name of their column."""

    number: int
    cells: Mapping[str, str]


def fault(number: int, rule: str, **values: object) -> RegisterFault:
    """Return a fault of a line in the words that `extract/lexicon/register.toml` has for it."""
    shown = {name: _shown(value) for name, value in values.items()}
    words = load("register")["faults"][rule]
    return RegisterFault(number, rule, words["da"].format(**shown), words["en"].format(**shown))


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def decode(data: bytes) -> str | None:
    """Return the text of a file: UTF-8 with or without its mark, else Windows-1252, else None."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else unicodedata.normalize("NFC", text)
    return None


def read_rows(data: bytes) -> tuple[list[Row], list[RegisterFault]]:
    """Return the rows of a file without blank lines and comments, and everything wrong with its form."""
    text = decode(data)
    if text is None:
        return [], [fault(0, "not_text")]
    faults = list(_unwanted_characters(text))
    masked, count = mask_registration_numbers(_NO_TEXT.sub("\ufffd", text))
    if count:  # from here on nothing, no message either, holds the numbers
        faults += _registration_numbers(text, masked)
    records = list(_records(masked, faults))
    if not records:
        return [], [*faults, fault(0, "no_header", needed=_list(NEEDED), optional=_list(OPTIONAL))]
    columns = _columns(*records[0], faults)
    return list(_rows(records[1:], columns, faults)) if columns else [], faults


def _unwanted_characters(text: str) -> Iterator[RegisterFault]:
    for number, line in enumerate(_lines(text), 1):
        if match := _NO_TEXT.search(line):
            yield fault(number, "control", code=f"U+{ord(match.group()):04X}")


def _registration_numbers(text: str, masked: str) -> Iterator[RegisterFault]:
    for number, (before, after) in enumerate(zip(_lines(text), _lines(masked), strict=True), 1):
        if _NO_TEXT.sub("\ufffd", before) != after:
            yield fault(number, "registration_number", line=after.strip())


def _lines(text: str) -> list[str]:
    """The lines with their ends. `splitlines` would part at characters that a spreadsheet leaves in a cell."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text)


def _records(text: str, faults: list[RegisterFault]) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the number of the line it begins in; a cell may run over several lines."""
    lines, at, separator = _lines(text), 0, ""
    while at < len(lines):
        first, at = at, at + 1
        if not lines[first].strip() or lines[first].startswith("#"):
            continue
        separator = separator or (";" if ";" in lines[first] else ",")
        rest = (lines[i] for i in range(first, len(lines)))  # the reader takes as many as the record needs
        reader = csv.reader(rest, delimiter=separator, strict=True)
        try:
            cells = [_clean(cell) for cell in next(reader)]
        except csv.Error:  # the next line is read as if the mark were closed, so that its faults are seen too
            faults.append(fault(first + 1, "open_quote"))
            continue
        at = first + reader.line_num
        if any(cells) and not cells[0].startswith("#"):  # a spreadsheet quotes comments and fills up blank lines
            yield first + 1, cells


def _clean(cell: str) -> str:
    return " ".join((cell[1:] if _PROTECTED.match(cell) else cell).split())


def _columns(number: int, header: list[str], faults: list[RegisterFault]) -> list[str]:
    """The names of the columns; none where the line holds no names at all, for then nothing after it can be read."""
    names = [name.casefold() for name in header]
    while names and not names[-1]:
        names.pop()
    unnamed = len(header) - len(names)  # a spreadsheet fills up every line to the same width
    if not set(names) & set(COLUMNS):
        faults.append(fault(number, "no_header", needed=_list(NEEDED), optional=_list(OPTIONAL)))
        return []
    for name in sorted(set(names)):
        if name not in COLUMNS:
            faults.append(fault(number, "unknown_column", value=name, allowed=_list(COLUMNS)))
        elif names.count(name) > 1:
            faults.append(fault(number, "column_twice", value=name))
    faults += [fault(number, "missing_column", value=n, needed=_list(NEEDED)) for n in NEEDED if n not in names]
    return [*names, *[""] * unnamed]


def _rows(records: list[tuple[int, list[str]]], columns: list[str], faults: list[RegisterFault]) -> Iterator[Row]:
    named = max(count for count, name in enumerate(columns, 1) if name)
    for number, cells in records:
        if len(cells) not in (named, len(columns)) or any(cells[named:]):
            faults.append(fault(number, "fields", found=len(cells), columns=named))
        else:
            yield Row(number, dict(zip(columns[:named], cells, strict=False)))


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def write_register(lines: Iterable[RegisterLine]) -> str:
    """Return the lines as a table that Danish Excel opens: byte order mark, semicolons, CRLF.

    Encode it as UTF-8. No cell is taken for a formula; reading takes the apostrophe off again. Raises
    `ValueError` for a spelling that holds the bar which parts spellings.
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_protected(cell) for cell in _cells(line)] for line in lines)
    return "\ufeff" + table.getvalue()


def _cells(line: RegisterLine) -> tuple[str, ...]:
    for spelling in line.other:
        if BETWEEN_NAMES in spelling:
            raise ValueError(f"{spelling!r} holds a {BETWEEN_NAMES!r}, which parts spellings in a register")
    other = f" {BETWEEN_NAMES} ".join(line.other)
    dates = (line.valid_from, line.valid_to)
    return (line.action, line.kind, line.name, other, *dates, line.note, line.by, line.date)


def _protected(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell

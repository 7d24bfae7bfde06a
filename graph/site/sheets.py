"""Tables to take away: CSV that a Danish spreadsheet opens as it is, and Excel, both the same bytes every time."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from ..errors import ExportError

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float
Table = tuple[str, Sequence[str], Sequence[Sequence[Cell]]]  # a name, a head and rows

# What a spreadsheet takes for a formula, also behind blanks and in full width. Numbers are left alone.
_FORMULA = re.compile(r"[\s\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_EPOCH = datetime(1980, 1, 1)
_FIRST_DAY = date(1900, 3, 1)  # Excel holds 1900 for a leap year: days before this one are a day off
_LONGEST_CELL = 32_767  # characters that Excel holds
_MOST_ROWS = 1_048_576  # of a sheet, its head among them
_WIDEST = 60


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("-5,2"), harmless("– udsat")
    ("'=1+1", '-5,2', '– udsat')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell.strip()) else cell


def to_csv(head: Sequence[str], rows: Sequence[Sequence[Cell]], *, comma: str = ",") -> bytes:
    """Return a table as CSV: semicolons, UTF-8 with a byte order mark, one header line; `comma` parts decimals."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_written(cell, comma) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _written(cell: Cell, comma: str) -> str:
    return harmless(cell) if isinstance(cell, str) else str(cell).replace(".", comma)


def to_excel(name: str, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a table as an Excel workbook of one sheet (see `to_workbook`)."""
    return to_workbook(name, [(name, head, rows)])


def to_workbook(title: str, tables: Sequence[Table]) -> bytes:
    """Return tables as an Excel workbook, a sheet each, with a filter on its head, which stays in sight.

    Days and numbers are such, and all else is text, never a formula or a link. Raises `ExportError` for a table with
    more rows than a sheet has.
    """
    import xlsxwriter
    from xlsxwriter.utility import xl_range

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": _EPOCH})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        for name, head, rows in tables:
            if len(rows) >= _MOST_ROWS:
                raise ExportError(f"{name}: {len(rows)} rows are more than a sheet holds; export them as .csv")
            sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", name)[:31])
            for column, heading in enumerate(head):
                sheet.write_string(0, column, heading, bold)
            for number, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    _put(sheet, number, column, cell, wrapped, day)
            for column, heading in enumerate(head):
                longest = max([len(heading) + 3, *(len(str(row[column])) for row in rows[:200])])
                sheet.set_column(column, column, min(longest + 1, _WIDEST))
            sheet.freeze_panes(1, 0)
            last = (max(1, len(rows)), max(0, len(head) - 1))
            sheet.autofilter(0, 0, *last)
            sheet.ignore_errors({"number_stored_as_text": xl_range(1, 0, *last)})  # numbers of items are names
    return out.getvalue()


def _put(sheet: Worksheet, row: int, column: int, cell: Cell, wrapped: Format, day: Format) -> None:
    if not isinstance(cell, str):
        sheet.write_number(row, column, cell, wrapped)
    elif found := _as_day(cell):
        sheet.write_datetime(row, column, found, day)
    else:
        sheet.write_string(row, column, cell[:_LONGEST_CELL], wrapped)


def _as_day(cell: str) -> date | None:
    """The day that a whole cell is."""
    if not _DAY.fullmatch(cell):
        return None
    try:
        found = date.fromisoformat(cell)
    except ValueError:
        return None
    return found if found >= _FIRST_DAY else None

"""Tables to take away: CSV that a Danish spreadsheet opens as it is, and Excel, both the same bytes every time."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime

# What a spreadsheet takes for a formula, also behind blanks and in full width. Numbers are left alone.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*")
_EPOCH = datetime(1980, 1, 1)
_LONGEST_CELL = 32_767  # characters that Excel holds
_WIDEST = 60


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("-5,2"), harmless("– udsat")
    ("'=1+1", '-5,2', '– udsat')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell.strip()) else cell


def to_csv(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a table as CSV: semicolons, UTF-8 with a byte order mark, one header line."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def to_excel(name: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a table as an Excel workbook of one sheet, every cell as text, with a filter on its head."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": name, "created": _EPOCH})
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", name)[:31])
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for column, title in enumerate(head):
            sheet.write_string(0, column, title, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell[:_LONGEST_CELL], wrapped)
        for column, title in enumerate(head):
            longest = max([len(title) + 3, *(len(row[column]) for row in rows[:200])])
            sheet.set_column(column, column, min(longest + 1, _WIDEST))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows)), max(0, len(head) - 1))
    return out.getvalue()

"""Reads tables whose columns say who has what and by when: rows of tabs or bars below a row of known headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..lexicon import load
from ..model import AgendaItem, Mention, Span
from ..names import PROJECTS
from .certainty import confidence, signal
from .stated import Stated
from .topics import Topics
from .view import View


@dataclass(frozen=True, slots=True)
class Row:
    """A row below its headings: the span of each cell by what its column holds, and the whole."""

    cells: dict[str, Span]
    span: Span


@cache
def _columns() -> dict[str, str]:
    """What a column holds, by its heading in small letters."""
    return {word.casefold(): role for role, words in load("tables")["columns"].items() for word in words}


def rows(view: View, item: AgendaItem) -> Iterator[Row]:
    """Yield the rows of an item's tables that have a heading of known columns, one of them what the row is about."""
    roles: list[str | None] = []
    for block in item.blocks:
        if block.kind != "row":
            # A line of one cell stands within a table as well as behind it; text ends it.
            roles = roles if block.kind == "heading" else []
            continue
        cells = list(_cells(view.text, block.span))
        named = [_columns().get(_words(view, cell)) for cell in cells]
        if ("what" in named or "step" in named) and sum(role is not None for role in named) >= 2:
            roles = named
        elif roles and len(cells) >= 2:
            found = {role: cell for role, cell in zip(roles, cells, strict=False) if role}
            yield Row(found, block.span)


def _cells(text: str, row: Span) -> Iterator[Span]:
    """The cells of a row, empty ones too: what stands between tabs, else between the first and the last bar."""
    # A block leaves the blanks before its line out, but a row may begin with an empty cell.
    start = max(text.rfind(end, 0, row.start) for end in "\r\n") + 1
    cells = text[start : row.end].split("\t")
    if len(cells) == 1:
        start, cells = row.start + 1, row.of(text)[1:-1].split("|")
    for cell in cells:
        yield Span(start, start + len(cell))
        start += len(cell) + 1


def _words(view: View, cell: Span) -> str:
    return cell.of(view.text).strip(" *_:").casefold()


def find_rows(view: View, item: AgendaItem, topics: Topics) -> Iterator[Stated]:
    """Yield who has a row's project, who leads it and when it is due; what is due of the topic where it is a step."""
    weights = load("tables")["weights"]
    blocks = {block.span: block for block in item.blocks}
    for row in rows(view, item):
        if "step" in row.cells and (topic := topics.of(blocks[row.span])):
            sure = confidence(weights["step"], signal(topic.by))
            for due in _within(view, row, "when", "date"):
                yield Stated(topic.node, "hasDeadline", due.node, (row.span, topic.span), "row-step", sure)
        for project in _within(view, row, "what", *PROJECTS)[:1]:
            for owner in _within(view, row, "who", "unit", "person", "body"):
                yield Stated(project.node, "ownedBy", owner.node, (row.span,), "row-who", confidence(weights["who"]))
            for leader in _within(view, row, "led", "person"):
                yield Stated(project.node, "ledBy", leader.node, (row.span,), "row-led", confidence(weights["led"]))
            for unit in _within(view, row, "led", "unit", "body"):
                yield Stated(project.node, "ownedBy", unit.node, (row.span,), "row-who", confidence(weights["who"]))
            for due in _within(view, row, "when", "date"):
                yield Stated(
                    project.node, "hasDeadline", due.node, (row.span,), "row-when", confidence(weights["when"])
                )


def _within(view: View, row: Row, role: str, *kinds: str) -> list[Mention]:
    return view.within(row.cells[role], *kinds) if role in row.cells else []

"""The lines of a PDF in the order they are read in: columns one after the other, the cells of a row side by side.

A file prints its type in any order. Where two columns of running text stand beside a strip that stays white, the left
one is read first. Where a line stands to the right of the last and no lower, it begins the next cell of a row.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from .blocks import PAGE_BREAK
from .printed_lines import Line, parts_of

_SAME_EDGE = 0.5  # of the type's size
_SAME_BASE = 0.1
_BETWEEN_CELLS = 0.15  # as narrow as browsers print the white between two cells
_SAME_PITCH = 0.06  # of the size: lines of one cell stand at one distance, rows a little wider apart
_NOT_LOWER = 0.4
_FEWEST_PAIRS = 6  # lines beside each other that show two columns of running text
_RUNNING_TEXT = 15  # signs in a line of a column
_RUNNING_SHARE = 0.6  # of the lines of a column
_WIDEST_MISS = 0.1  # of the pairs that may reach into the white between columns
_LONGEST_CELL = 3  # breaks between lines; a cell with more is a part of the page, not of a table
_SHARED_STARTS = 0.8  # of the beginnings on either side that stand level: more, and they are the rows of a table

Join = Callable[[str, str], str]


def arranged(lines: Sequence[Line], pitch: float, join: Join) -> list[Line]:
    """Return lines as they are read.

    `pitch` is the distance of lines in sizes of their type; `join` puts two lines of a cell together.
    """
    found: list[Line] = []
    in_rows: list[Line] = []  # rows may go on over the page, columns not
    for _, group in groupby(lines, key=lambda line: line.page):
        for part in _columns(list(group), pitch):
            if part and part[0].margin is not None:
                found += [*_filled(_rows(in_rows, pitch, join)), *part]
                in_rows = []
            else:
                in_rows += part
    return [*found, *_filled(_rows(in_rows, pitch, join))]


# --- columns --------------------------------------------------------------------------------------


def _columns(lines: list[Line], pitch: float) -> Iterator[list[Line]]:
    """The lines of a page in parts: each column one part with its margin, what stands above and below others."""
    if sum(b.base >= a.base or len(a.cells) > 1 for a, b in pairwise(lines)) == 0:
        yield lines  # one line below the other
        return
    of_line = [parts_of(line) for line in lines]
    pieces = [piece for parts in of_line for piece in parts]
    pairs = _pairs(pieces)
    strip = _white_strip(pairs)
    if strip is None:
        yield lines
        return
    left_of, right_of = strip
    tops = [max(a.top, b.top) for a, b in pairs]
    inside = [piece for piece in pieces if min(tops) - piece.size <= piece.top <= max(tops) + piece.size]
    across = [piece for piece in inside if piece.left < left_of < right_of < piece.right]
    left = [piece for piece in inside if piece.right <= right_of and piece not in across]
    right = [piece for piece in inside if piece.left >= left_of and piece not in left and piece not in across]
    if across or not (_is_running(left) and _is_running(right)) or _are_level(left, right, pitch):
        yield lines
        return
    taken = set(map(id, [*left, *right]))
    others = [
        line for line, parts in zip(lines, of_line, strict=True) if not any(id(piece) in taken for piece in parts)
    ]
    yield [line for line in others if line.base > max(tops)]
    for column in (left, right):
        margin = max(piece.right for piece in column)
        yield [piece._replace(margin=margin) for piece in sorted(column, key=lambda piece: -piece.top)]
    yield [line for line in others if line.base <= max(tops)]


def _pairs(pieces: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Pieces that stand on one line, the left and the right one, where a line has just two."""
    level: dict[int, list[Line]] = {}
    for piece in pieces:
        level.setdefault(round(piece.base), []).append(piece)
    merged: list[list[Line]] = []
    for base in sorted(level):
        if merged and base - round(merged[-1][0].base) <= 1:
            merged[-1] += level[base]
        else:
            merged.append(list(level[base]))
    beside = [sorted(group, key=lambda piece: piece.left) for group in merged if len(group) == 2]
    return [(a, b) for a, b in beside if a.right < b.left]


def _white_strip(pairs: Sequence[tuple[Line, Line]]) -> tuple[float, float] | None:
    """Where the white between two columns begins and ends, None where there is none."""
    pairs = [(a, b) for a, b in pairs if len(a.text) >= _RUNNING_TEXT // 2]
    if len(pairs) < _FEWEST_PAIRS:
        return None
    begins = statistics.mode(round(b.left) for _, b in pairs)
    of_strip = [(a, b) for a, b in pairs if abs(b.left - begins) < b.size]
    left_of = max(a.right for a, _ in of_strip)
    if len(of_strip) < (1 - _WIDEST_MISS) * len(pairs) or len(of_strip) < _FEWEST_PAIRS:
        return None
    right_of = min(b.left for _, b in of_strip)
    return (left_of, right_of) if right_of - left_of > _SAME_EDGE * of_strip[0][0].size else None


def _is_running(column: Sequence[Line]) -> bool:
    long = sum(len(piece.text) >= _RUNNING_TEXT for piece in column)
    return len(column) >= _FEWEST_PAIRS and long >= _RUNNING_SHARE * len(column)


def _are_level(left: Sequence[Line], right: Sequence[Line], pitch: float) -> bool:
    """Whether what begins on one side begins on the other too: then these are the cells of rows."""
    starts = [_starts(column, pitch) for column in (left, right)]
    inner = sum(len(of_column) for of_column in starts)
    shared = sum(any(abs(top - other) < 1 for other in starts[1]) for top in starts[0])
    return inner >= 4 and 2 * shared >= _SHARED_STARTS * inner


def _starts(column: Sequence[Line], pitch: float) -> list[float]:
    """Where a column goes on after more white than between the lines of a paragraph."""
    down = sorted(column, key=lambda piece: -piece.top)
    return [b.top for a, b in pairwise(down) if a.base - b.top > (pitch + 2 * _SAME_PITCH) * a.size]


# --- rows -----------------------------------------------------------------------------------------


def _rows(lines: Iterable[Line], pitch: float, join: Join) -> Iterator[list[Line]]:
    """Rows of cells, each cell put together to one line; a row of one cell is a line as it was printed."""
    cells: list[list[Line]] = []  # of the row so far, or the lines so far that may be the first cell of one
    edges: list[float] = []  # where the cells of the table so far begin
    for line in lines:
        first, *more = parts_of(line)
        if cells and _is_beside(cells[-1], first):
            cells.append([first])
        elif (
            cells
            and _goes_on_in(cells, first, pitch, edges)
            and (not more or len(cells) > 1 or _is_raised(first, more))
        ):
            cells[-1].append(first)
        else:
            yield from _row(cells, edges, join)
            edges = _edges(cells, edges)
            cells = [[first]]
        cells += [[piece] for piece in more]
    yield from _row(cells, edges, join)


def _row(cells: Sequence[Sequence[Line]], edges: Sequence[float], join: Join) -> Iterator[list[Line]]:
    """A row with its cells put together, or lines as they were printed where they are none."""
    is_row = len(cells) > 1 or (cells and (_is_later_cell(cells[0][0], edges) or _is_first_cell(cells[0], edges)))
    if is_row and all(_breaks(cell, _room(cells, n, edges)) < _LONGEST_CELL for n, cell in enumerate(cells)):
        yield [_cell(cell, join) for cell in cells]
    else:
        yield from ([line] for cell in cells for line in cell)


def _edges(cells: Sequence[Sequence[Line]], edges: list[float]) -> list[float]:
    """Where the cells of the table begin, once a row of it is read; nowhere where that was no row."""
    if len(cells) > 1:
        return [cell[0].left for cell in cells] if len(cells) >= len(edges) else edges
    is_of_table = cells and (_is_later_cell(cells[0][0], edges) or _is_first_cell(cells[0], edges))
    return edges if is_of_table else []


def _room(cells: Sequence[Sequence[Line]], n: int, edges: Sequence[float]) -> float:
    """How far to the right a cell may reach: to where the next column begins, else as far as it does."""
    left = cells[n][0].left + cells[n][0].size
    nexts = [edge for edge in [*edges, *(cell[0].left for cell in cells[n + 1 :])] if edge > left]
    return min(nexts) - cells[n][0].size if nexts else max(line.right for line in cells[n])


def _breaks(cell: Sequence[Line], room: float) -> int:
    """How many lines of a cell end though the next word had room: they are lines of their own."""
    return sum(a.right + a.space + b.word < room for a, b in pairwise(cell) if a.page == b.page)


def _is_beside(cell: Sequence[Line], piece: Line) -> bool:
    """Whether a piece begins the next cell: right of all of this one, and no lower than its last line."""
    last = cell[-1]
    if piece.page != last.page:
        return False
    if piece.top <= last.base - _NOT_LOWER * last.size:
        return False
    return piece.left > max(line.right for line in cell) + _BETWEEN_CELLS * piece.size


def _goes_on_in(cells: Sequence[Sequence[Line]], piece: Line, pitch: float, edges: Sequence[float]) -> bool:
    """Whether a piece stands below the last one in the same cell."""
    last = cells[-1][-1]
    if piece.page != last.page:
        is_last_cell = len(cells) > 1 and abs(piece.left - cells[-1][0].left) < _SAME_EDGE * piece.size
        return piece.page == last.page + 1 and is_last_cell
    if abs((last.base - piece.top) / last.size - pitch) > _SAME_PITCH or piece.first_style[0] != last.last_style[0]:
        return False
    cell = cells[-1]
    if len(cells) == 1 and not _is_later_cell(cell[0], edges):
        return abs(piece.left - last.left) < _SAME_EDGE * piece.size
    return piece.left > cell[0].left - _SAME_EDGE * piece.size


def _is_raised(first: Line, more: Sequence[Line]) -> bool:
    """Whether the cells beside a line do not stand on it: then it is the last line of the cell, not its only one."""
    return any(abs(piece.base - first.base) > _SAME_BASE * first.size for piece in more)


def _is_later_cell(piece: Line, edges: Sequence[float]) -> bool:
    """Whether a piece that stands alone is of a table, in another column than the first."""
    return any(abs(piece.left - edge) < _SAME_EDGE * piece.size for edge in edges[1:])


def _is_first_cell(lines: Sequence[Line], edges: Sequence[float]) -> bool:
    """Whether lines that stand alone fill the first column of a table, its others being empty."""
    return (
        len(edges) > 1
        and abs(lines[0].left - edges[0]) < _SAME_EDGE * lines[0].size
        and max(line.right for line in lines) < edges[1]
        and len(lines) > 1
        and all(a.right + a.space + b.word > edges[1] - b.size for a, b in pairwise(lines))
    )


def _cell(lines: Sequence[Line], join: Join) -> Line:
    """The lines of a cell as one."""
    text = lines[0].text
    for above, line in pairwise(lines):
        text = join(text, line.text if line.page == above.page else PAGE_BREAK + line.text)
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    return lines[0]._replace(
        text=text,
        left=left,
        right=right,
        base=lines[-1].base,
        last_style=lines[-1].last_style,
        cells=((left, right, lines[0].base),),
        until=lines[-1].until,
        is_row=len(lines) > 1,
    )


def _filled(rows: Iterable[list[Line]]) -> Iterator[Line]:
    """Rows as lines with tabs, with an empty cell where the widest row of their table has one and they have none."""
    for is_table, group in groupby(rows, key=lambda row: len(row) > 1 or row[0].is_row):
        table = list(group)
        widest = max(table, key=len) if is_table else []
        for row in table:
            yield _line(row, [cell.left for cell in widest]) if is_table else row[0]


def _line(row: Sequence[Line], edges: Sequence[float]) -> Line:
    texts: list[str] = []
    for cell in row:
        place = min(range(len(edges)), key=lambda n: abs(edges[n] - cell.left))
        is_at_edge = abs(edges[place] - cell.left) < _SAME_EDGE * cell.size
        texts += [""] * (place - len(texts) if is_at_edge else 0)
        texts.append(cell.text)
    return row[0]._replace(
        text="\t".join(texts),
        right=max(cell.right for cell in row),
        base=min(cell.base for cell in row),
        top=max(cell.top for cell in row),
        last_style=row[-1].last_style,
        cells=tuple(cell.cells[0] for cell in row),
        until=max(cell.until for cell in row),
        is_row=any(cell.is_row for cell in row),
    )

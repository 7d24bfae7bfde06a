"""Makes pandas frames of answers and records: days are days, numbers are numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from graph.query import Rows
    from graph.reading import Item

_NUMBERS = ("integer", "decimal", "double", "float", "int", "long")


def table_of(rows: Iterable[tuple[object, ...]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as a frame, days as such."""
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(columns))
    if "date" in frame:
        frame["date"] = pd.to_datetime(frame["date"])
    return frame


def frames_of_items(read: Sequence[Item]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the items of a meeting as a frame, and what is named in them as another."""
    items = [
        (i.number, i.title, i.closed, len(i.sections), sum(len(section.marks) for section in i.sections), i.file)
        for i in read
    ]
    mentions = [
        (i.number, i.title, section.heading, m.kind, m.label, m.words, m.confidence, m.rule, i.file)
        for i in read
        for section in i.sections
        for m in section.marks
    ]
    return (
        table_of(items, ("number", "title", "closed", "sections", "mentions", "file")),
        table_of(mentions, ("number", "item", "section", "kind", "label", "words", "confidence", "rule", "file")),
    )


def frame_of(rows: Rows, days: Collection[str] = ()) -> pd.DataFrame:
    """Return rows with days and numbers as such; `days` are columns of days even where they hold none."""
    import pandas as pd

    frame = pd.DataFrame(rows.plain(), columns=list(rows.variables))
    if rows.basis is not None:
        frame.attrs |= {"emptiness": rows.emptiness, "basis": asdict(rows.basis)}
    for i, name in enumerate(rows.variables):
        types = {getattr(getattr(row[i], "datatype", None), "value", "") for row in rows.rows if row[i] is not None}
        if name in days or (types and all(t.endswith("#date") for t in types)):
            frame[name] = pd.to_datetime(frame[name])
        elif types and all(t.rpartition("#")[2] in _NUMBERS for t in types):
            frame[name] = pd.to_numeric(frame[name])
    return frame

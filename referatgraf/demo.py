"""The demonstration: sample minutes to a graph, answers on screen, and a page of the network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from graph.errors import StoreError
from graph.query import Rows, ask_named, question
from graph.store import is_store, open_store

from .build import build
from .messages import message
from .picture import write_page

ABOUT = "NY-NY"
# What is asked, with which values, and the columns that fit on a screen; the samples answer all of it.
ASKED: tuple[tuple[str, dict[str, str], tuple[str, ...]], ...] = (
    ("project_history", {"project": ABOUT}, ("date", "title", "how", "outcome", "quote")),
    ("project_status", {"project": ABOUT}, ("part", "date", "state", "text")),
    ("dependencies", {}, ("project", "relation", "other", "holds_up", "date", "quote")),
    ("deferred_and_returned", {}, ("title", "deferred", "returned", "days", "outcome", "text")),
    ("recommendation_departures", {}, ("date", "title", "recommended", "text")),
    ("commitments", {"date": "2018-02-15"}, ("state", "last_day", "by", "to", "text")),
    ("steering_groups", {}, ("group", "project", "date", "quote")),
)


def samples_folder() -> Path:
    """Return where the sample minutes are: in the installed package, or in a checkout of the project."""
    installed = Path(__file__).parent / "samples"
    return installed if installed.is_dir() else Path(__file__).parents[1] / "samples"


def run(folder: Path, language: str, show: Callable[[Rows], None]) -> Iterator[str]:
    """Build the samples' graph in `folder`, `show` some answers, leave a page, and yield what to print."""
    store, page = folder / "samples.store", folder / "index.html"
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: is a file; choose another place with --output")
    folder.mkdir(parents=True, exist_ok=True)
    if is_store(store):  # the demonstration always starts anew
        shutil.rmtree(store)
    samples = samples_folder()
    report = build([samples], store)
    yield message(
        language, "built", documents=report.documents, added=report.added, removed=report.removed,
        quads=report.quads, store=store,
    )  # fmt: skip
    graph = open_store(store)
    for name, values, columns in ASKED:
        asked = question(name)
        given = "".join(f" --param {key}={value}" for key, value in values.items())
        yield f"\n{asked.danish if language == 'da' else asked.english}"
        yield f"  referatgraf query --store {store} --name {name}{given}"
        show(_only(ask_named(graph, name, values), columns))
    shown = write_page(graph, None, page, language)
    yield message(language, "shown", path=page, nodes=shown.nodes, edges=shown.edges, hidden=shown.hidden)
    yield f"{message(language, 'demo_page')} {page}"


def _only(answer: Rows, columns: Sequence[str]) -> Rows:
    """An answer with some of its columns; rows that these do not tell apart are one."""
    places = [answer.variables.index(name) for name in columns]
    rows = dict.fromkeys(tuple(row[place] for place in places) for row in answer.rows)
    return replace(answer, variables=tuple(columns), rows=tuple(rows))

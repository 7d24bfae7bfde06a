"""The demonstration: sample minutes to a graph, answers on screen, and a page of the network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from graph.errors import StoreError
from graph.query import Rows, ask_named, question
from graph.store import is_store, open_store

from .build import build
from .messages import message
from .picture import write_page

ABOUT = "NY-NY"
# What is asked, and with which values: one question of each kind, all of which the samples answer.
ASKED: tuple[tuple[str, dict[str, str]], ...] = (
    ("project_history", {"project": ABOUT}),
    ("deferred_and_returned", {}),
    ("steering_groups", {}),
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
    for name, values in ASKED:
        asked = question(name)
        given = "".join(f" --param {key}={value}" for key, value in values.items())
        yield f"\n{asked.danish if language == 'da' else asked.english}"
        yield f"  referatgraf query --store {store} --name {name}{given}"
        show(ask_named(graph, name, values))
    shown = write_page(graph, None, page, language)
    yield message(language, "shown", path=page, nodes=shown.nodes, edges=shown.edges, hidden=shown.hidden)
    yield f"{message(language, 'demo_page')} {page}"

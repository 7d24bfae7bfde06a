"""Checks a store: its graph by `graph.check`, its quotations against the very files they were read in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from extract.errors import SourceError
from graph.check import Violation, check
from graph.coverage import Coverage, coverage
from graph.query import Rows, ask
from graph.store import open_store, read_marker
from graph.vocabulary import RG

from .documents import LeftOut, forgotten_of, load_document, masks_contacts
from .masked import files_at


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked and what was found; `moved` names the sources whose files are no longer there.

    Violations are faults of the graph. `coverage` is what the minutes leave open: a graph with gaps may be right.
    """

    violations: tuple[Violation, ...]
    spans: int
    statements: int
    instances: int
    files: int
    moved: tuple[str, ...]
    coverage: Coverage


def verify(store: Path, day: str | None = None) -> Verified:
    """Return what a check of a store finds; `day` as in `graph.coverage`. Raises `graph.errors.StoreError`."""
    graph = open_store(store)
    state = read_marker(store)["state"]
    sources: dict[str, dict[str, Any]] = state["sources"]
    forgotten = forgotten_of(state)
    texts: dict[str, str | None] = {}
    moved: list[str] = []
    for content_hash, entry in sorted(sources.items()):
        kept = load_document(store, content_hash)
        left_out = LeftOut(kept is None or masks_contacts(kept.source), forgotten)
        texts[content_hash] = _from_file(content_hash, entry["paths"], left_out)
        if texts[content_hash] is None:
            moved.extend(sorted(Path(path).name for path in entry["paths"]))
            texts[content_hash] = kept.source.text if kept else None
    violations = check(graph, texts.get)
    return Verified(
        tuple(violations),
        _count(graph, "SELECT (COUNT(*) AS ?n) { ?s oa:exact ?e }"),
        _count(graph, "SELECT (COUNT(*) AS ?n) { ?s a rdf:Statement }"),
        _count(graph, f'SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a ?c . FILTER(STRSTARTS(STR(?c), "{RG}")) }}'),
        len(sources) - len(moved),
        tuple(moved),
        coverage(graph, day),
    )


def _from_file(content_hash: str, paths: list[str], left_out: LeftOut) -> str | None:
    """The text of a source read again from one of its files, None where none has these bytes any more."""
    from extract.closed import divided
    from extract.read import load_bytes

    for path in (file for stored in paths for file in files_at(stored)):
        try:
            source = left_out.read(load_bytes(path))
            if source.content_hash == content_hash:
                return divided(source)[0].text
        except SourceError:
            continue
    return None


def _count(graph: ox.Store, sparql: str) -> int:
    answer = ask(graph, sparql)
    return int(answer.plain()[0]["n"] or 0) if isinstance(answer, Rows) else 0

"""Writes the graph out, in the form that a file's ending asks for: quads, the network, or tables."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from .errors import ExportError, UnknownFormat
from .identifiers import Identifiers
from .vocabulary import PREFIXES

_CARRIED = 10_000_000  # nodes: all
_AROUND = 2  # steps from the thing that a part of the network is about
_Pieces = Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Exported:
    """How much was written, of what: quads; nodes and edges of the network; rows of tables."""

    what: Literal["quads", "network", "rows"]
    count: int
    edges: int = 0


def export(
    store: ox.Store,
    path: Path,
    identifiers: Identifiers | None = None,
    *,
    language: str = "da",
    about: str | None = None,
) -> Exported:
    """Write the graph to a file, in the format of its ending (see `FORMATS`), and return how much that was.

    The record of replaced IRIs is left out, and the same input gives the same bytes; the N-Quads are sorted, and so
    canonical. `language` (`da`, `en`) words tables and the relations of a network; `about`, an IRI, takes of a network
    what is within two steps of it. The file is written aside and moved in place. Raises `UnknownFormat` for another
    ending, or one that has no parts where `about` is given; `NotInGraph` for an IRI that the graph says nothing of;
    `ExportError` where the file cannot be written.
    """
    ending = format_of(path, part=about is not None)
    if ending in _NETWORKS:
        pieces, exported = _network(store, ending, language, about)
    elif ending in _TABLES:
        pieces, exported = _TABLES[ending](store, language)
    else:
        known = identifiers or Identifiers()
        quads = list(canonical_quads(store, known))
        pieces, exported = _QUADS[ending](quads, known), Exported("quads", len(quads))
    try:
        _write_in_place(path, pieces)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror})") from None
    return exported


def format_of(path: Path, *, part: bool = False) -> str:
    """Return the format that a file's ending asks for. Raises `UnknownFormat` with those that there are.

    Only networks are written in part.
    """
    ending = path.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        asked = f"unknown format {ending!r}" if ending else "no format without an ending"
        raise UnknownFormat(f"{path}: {asked}; choose one of {', '.join(FORMATS)}")
    if part and ending not in _NETWORKS:
        raise UnknownFormat(f"{path}: only a network is written in part; choose one of {', '.join(_NETWORKS)}")
    return ending


def _write_in_place(path: Path, pieces: _Pieces) -> None:
    """Write a file aside and move it in place; where that fails, nothing is left and what was there stays."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:  # also where the user stops it in the middle
        Path(name).unlink(missing_ok=True)
        raise


# --- quads ----------------------------------------------------------------------------------------


def canonical_quads(store: ox.Store, identifiers: Identifiers) -> Iterator[ox.Quad]:
    """Yield the quads of the canonical export in their order."""
    redirects = identifiers.redirects_graph
    lines = sorted((str(quad), quad) for quad in store if getattr(quad.graph_name, "value", None) != redirects)
    return (quad for _, quad in lines)


def _nquads(quads: Iterable[ox.Quad], _identifiers: Identifiers) -> _Pieces:
    return (f"{quad} .\n".encode() for quad in quads)


def _trig(quads: Iterable[ox.Quad], _identifiers: Identifiers) -> _Pieces:
    in_order = sorted(quads, key=lambda q: (str(q.graph_name), str(q)))
    return (ox.serialize(in_order, format=ox.RdfFormat.TRIG, prefixes=PREFIXES) or b"",)


def _turtle(quads: Iterable[ox.Quad], _identifiers: Identifiers) -> _Pieces:
    triples = sorted({quad.triple for quad in quads}, key=str)
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"",)


def _jsonld(quads: Iterable[ox.Quad], identifiers: Identifiers) -> _Pieces:
    from .jsonld import jsonld

    return jsonld(quads, PREFIXES | {"id": identifiers.base})


# --- network and tables ---------------------------------------------------------------------------


def _network(store: ox.Store, ending: str, language: str, about: str | None) -> tuple[_Pieces, Exported]:
    import networkx as nx

    from .network import explorable
    from .network_files import gexf, graphml

    network = explorable(store, about, first=0, carried=_CARRIED)
    if about is not None:
        near = nx.single_source_shortest_path_length(network.to_undirected(as_view=True), about, _AROUND)
        network = network.subgraph(near)
    write = {"graphml": graphml, "gexf": gexf}[ending]
    return write(network, language), Exported("network", len(network), network.number_of_edges())


def _csv(store: ox.Store, language: str) -> tuple[_Pieces, Exported]:
    from .site.sheets import to_csv
    from .site.workbook import statement_table

    _, head, rows = statement_table(store, language)
    # A Danish spreadsheet takes 0.97 for text and 12.05 for a day.
    return (to_csv(head, rows, comma="," if language == "da" else "."),), Exported("rows", len(rows))


def _xlsx(store: ox.Store, language: str) -> tuple[_Pieces, Exported]:
    from .site.sheets import to_workbook
    from .site.workbook import workbook

    tables = workbook(store, language)
    return (to_workbook("referatgraf", tables),), Exported("rows", sum(len(rows) for *_, rows in tables))


_QUADS: dict[str, Callable[[list[ox.Quad], Identifiers], _Pieces]] = {
    "nq": _nquads,
    "trig": _trig,
    "ttl": _turtle,
    "jsonld": _jsonld,
}
_NETWORKS = ("graphml", "gexf")
_TABLES: dict[str, Callable[[ox.Store, str], tuple[_Pieces, Exported]]] = {"csv": _csv, "xlsx": _xlsx}
FORMATS = (*_QUADS, *_NETWORKS, *_TABLES)

"""Writes the graph out: canonical N-Quads, TriG by source, Turtle of all together."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from .errors import ExportError
from .identifiers import Identifiers
from .vocabulary import PREFIXES


def export(store: ox.Store, path: Path, identifiers: Identifiers | None = None) -> int:
    """Write the graph to a file, in the format of its suffix (nq, trig, ttl), and return the number of quads.

    The N-Quads are canonical: sorted, the record of replaced IRIs left out, so the same input gives the
    same bytes. The file is written aside and moved in place. Raises `ExportError`.
    """
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in _WRITERS:
        raise ExportError(
            f"{path}: unknown format {suffix or 'without a suffix'!r}; choose one of {', '.join(_WRITERS)}"
        )
    quads = list(canonical_quads(store, identifiers or Identifiers()))
    try:
        _write_in_place(path, _WRITERS[suffix](quads))
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror})") from None
    return len(quads)


def _write_in_place(path: Path, data: bytes) -> None:
    """Write a file aside and move it in place; where that fails, nothing is left and what was there stays."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def canonical_quads(store: ox.Store, identifiers: Identifiers) -> Iterator[ox.Quad]:
    """Yield the quads of the canonical export in their order."""
    redirects = identifiers.redirects_graph
    lines = sorted((str(quad), quad) for quad in store if getattr(quad.graph_name, "value", None) != redirects)
    return (quad for _, quad in lines)


def _nquads(quads: Iterable[ox.Quad]) -> bytes:
    return "".join(f"{quad} .\n" for quad in quads).encode()


def _trig(quads: Iterable[ox.Quad]) -> bytes:
    in_order = sorted(quads, key=lambda q: (str(q.graph_name), str(q)))
    return ox.serialize(in_order, format=ox.RdfFormat.TRIG, prefixes=PREFIXES) or b""


def _turtle(quads: Iterable[ox.Quad]) -> bytes:
    triples = sorted({quad.triple for quad in quads}, key=str)
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""


_WRITERS: dict[str, Callable[[list[ox.Quad]], bytes]] = {"nq": _nquads, "trig": _trig, "ttl": _turtle}

"""The store on disk: a directory whose marker file names the generation that is in force.

A publication builds the next generation aside and then replaces the marker, so that a reader, or a
machine that loses its power, finds either the graph as it was or the graph as it is to be, whole.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .errors import StoreError

MARKER = "referatgraf-store.json"
FORMAT = 1
# Up to here a publication is one SPARQL update; above it the files are loaded in bulk.
LARGEST_UPDATE = 4_000_000  # bytes of N-Quads
# Loaded at a time: each load makes files of its own in the store, so not too little; and holds what it loads
# in memory until they are written, so not too much.
LARGEST_LOAD = 100_000_000  # bytes of N-Quads


def is_store(path: Path) -> bool:
    """Return whether a directory is a store."""
    return (path / MARKER).is_file()


def open_store(path: Path) -> ox.Store:
    """Return the graph in force, for reading. Raises `StoreError`; nothing is ever created."""
    marker = read_marker(path)
    try:
        return _open_generation(path, marker)
    except StoreError:
        # A publication may have replaced the generation after its name was read: then the marker names the next.
        newer = read_marker(path)
        if newer["generation"] == marker["generation"]:
            raise
        return _open_generation(path, newer)


def _open_generation(path: Path, marker: dict[str, Any]) -> ox.Store:
    try:
        return ox.Store.read_only(str(_generation(path, marker)))
    except (OSError, ValueError) as error:
        reason = _first_line(error).replace(f"{path}{os.sep}", "")
        raise StoreError(f"{path}: the graph is damaged ({reason}); build it again in a new place") from None


def read_marker(path: Path) -> dict[str, Any]:
    """Return what the marker of a store says. Raises `StoreError` where the place is no store."""
    marker = path / MARKER
    if not path.exists():
        raise StoreError(f"{path}: no such store{_suggestion(path)}")
    if not marker.is_file():
        raise StoreError(
            f"{path}: is no store (it has no {MARKER}); make one with: referatgraf build PATH --store {path}"
        )
    try:
        found = json.loads(marker.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"{marker}: cannot be read ({_first_line(error)}); build the store again") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise StoreError(f"{path}: was made by another version; build it again in a new place")
    return found


def _suggestion(path: Path) -> str:
    try:
        near = get_close_matches(path.name, [p.name for p in path.parent.iterdir() if is_store(p)], n=1)
    except OSError:
        return ""
    return f"; did you mean {path.parent / near[0]}?" if near else ""


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _generation(path: Path, marker: dict[str, Any]) -> Path:
    return path / "generations" / str(marker["generation"])


# What a first build makes before there is a marker; one that was killed leaves it, and may be begun again.
_BEGUN = ("lock", "documents", "generations", "work-")


def _is_someone_elses(path: Path) -> bool:
    return not path.is_dir() or any(not entry.name.startswith(_BEGUN) for entry in path.iterdir())


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the store for writing. A second writer gets `StoreError` at once."""
    if path.exists() and not is_store(path) and _is_someone_elses(path):
        raise StoreError(f"{path}: is no store and is not empty; choose another place")
    try:
        path.mkdir(parents=True, exist_ok=True)
        lock = (path / "lock").open("a")
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror})") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreError(f"{path}: is being written by another process; try again when it is done") from None
        yield


def publish(
    path: Path,
    files: Sequence[Path],
    dropped: Iterable[str] = (),
    state: dict[str, Any] | None = None,
    *,
    fresh: bool = False,
) -> None:
    """Make the next generation: the one in force less the graphs `dropped`, with the quads of `files`.

    A `fresh` one has the quads of `files` alone and shares no file with the one in force: a graph that is dropped is
    still in the files of the store.
    `state` is kept in the marker, and so is replaced together with the graph. The caller holds the
    store (`writing`). Raises `StoreError` where the disk refuses or the generation in force is damaged; it then
    stays as it is.
    """
    old = read_marker(path) if is_store(path) else None
    # Opened for reading only: others may be reading it, and a generation that is gone must not come back empty.
    in_force = _open_generation(path, old) if old is not None else None
    new = path / "generations" / str((old["generation"] if old else 0) + 1)
    try:
        remove_leftovers(path, old)
        new.parent.mkdir(parents=True, exist_ok=True)
        if in_force is not None and not fresh:
            in_force.backup(str(new))
        store = ox.Store(str(new))
        _replace(store, sorted(dropped), files)
        store.flush()
        del store
        _sync_directory(new.parent)
        _sync_directory(path)
        marker = {"format": FORMAT, "generation": int(new.name), "state": state or {}}
        _write_aside(path, marker)
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        reason = error.strerror or _first_line(error)
        raise StoreError(f"{path}: the disk refused ({reason}); the store is as it was") from None
    _switch(path)
    remove_leftovers(path, marker)


def _replace(store: ox.Store, dropped: Sequence[str], files: Sequence[Path]) -> None:
    """Drop graphs and load files: in one update where they are small, in bulk where they are not."""
    if sum(file.stat().st_size for file in files) <= LARGEST_UPDATE:
        drops = "".join(f"DROP SILENT GRAPH <{graph}> ;\n" for graph in dropped)
        store.update(f"{drops}INSERT DATA {{\n{''.join(_as_data(file) for file in files)}}}")
        return
    for graph in dropped:
        store.remove_graph(ox.NamedNode(graph))
    for group in _in_groups(files, LARGEST_LOAD):
        with tempfile.NamedTemporaryFile(dir=files[0].parent, suffix=".nq") as together:
            for file in group:
                with file.open("rb") as part:
                    shutil.copyfileobj(part, together)
            together.flush()
            store.bulk_load(path=together.name, format=ox.RdfFormat.N_QUADS)
    store.optimize()


def _in_groups(files: Sequence[Path], most: int) -> Iterator[list[Path]]:
    """The files in groups of at most so many bytes, a larger file by itself."""
    group: list[Path] = []
    size = 0
    for file in files:
        if group and size + file.stat().st_size > most:
            yield group
            group, size = [], 0
        group.append(file)
        size += file.stat().st_size
    if group:
        yield group


def _as_data(file: Path) -> str:
    """The quads of a file as they stand in INSERT DATA: each graph's name before its triples."""
    parts: list[str] = []
    graph = None
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            triple, _, name = line.rstrip(" .\n").rpartition(" ")
            if name != graph:
                parts.append("}\n" if graph else "")
                parts.append(f"GRAPH {name} {{\n")
                graph = name
            parts.append(f"{triple} .\n")
    return "".join(parts) + ("}\n" if graph else "")


def _write_aside(path: Path, marker: dict[str, Any]) -> None:
    with (path / f"{MARKER}.new").open("w", encoding="utf-8") as file:
        json.dump(marker, file, ensure_ascii=True, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())


def _switch(path: Path) -> None:
    """Replace the marker by the one written aside, in one step that survives a power cut.

    Where the disk refuses, neither generation is removed: which of the two markers a power cut would leave is unknown.
    """
    try:
        (path / f"{MARKER}.new").replace(path / MARKER)
        _sync_directory(path)
    except OSError as error:
        raise StoreError(
            f"{path}: the disk refused ({error.strerror}); open the store to see which graph holds"
        ) from None


def _sync_directory(path: Path) -> None:
    """Make sure that a directory's entries, and not only its files, outlive a power cut."""
    directory = os.open(path, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def remove_leftovers(path: Path, marker: dict[str, Any] | None) -> None:
    """Remove every generation but the one in force: older ones, and what a killed process left."""
    keep = str(marker["generation"]) if marker else None
    generations = path / "generations"
    for entry in sorted(generations.iterdir()) if generations.is_dir() else []:
        if entry.name != keep:
            shutil.rmtree(entry, ignore_errors=True)

"""Pass one: each file read alone, and what was found in it kept in the store under the hash of its bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from extract.errors import SourceError
from extract.forgotten import Forgotten
from extract.model import Evidence, Minutes, Source
from graph.store import read_marker

from .workers import Progress, spread

NOBODY = Forgotten()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What pass one finds in a document; kept in the store under the hash of the file."""

    source: Source
    minutes: Minutes
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Day:
    date: str | None


@dataclass(frozen=True, slots=True)
class _Head:
    header: _Day


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """The part of a `ReadDocument` that joining needs: the rest is not even decoded."""

    minutes: _Head
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why."""

    file: str
    reason: str
    detail: str


@dataclass
class Ledger:
    """Which sources the store holds: by hash, under which names, read from where."""

    sources: dict[str, dict[str, Any]]
    shards: dict[str, str]

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> Ledger:
        """Return the ledger of a store's state, an empty one where it has none."""
        return cls(dict(state.get("sources", {})), dict(state.get("shards", {})))

    def state(self) -> dict[str, Any]:
        """Return what the store keeps of it."""
        return {"sources": self.sources, "shards": self.shards}

    def add(self, content_hash: str, path: str, masked: int, municipality: str | None) -> None:
        """Note a source with a path it was read from; a municipality that is not said leaves the one known."""
        entry = self.sources.setdefault(content_hash, {"paths": [], "masked": masked, "municipality": None})
        entry["paths"] = sorted({*entry["paths"], path})
        entry["municipality"] = municipality or entry["municipality"]

    def forget_paths(self, paths: Iterable[str]) -> None:
        """Take paths away; a source with none left is no longer in the store."""
        gone = set(paths)
        for content_hash, entry in sorted(self.sources.items()):
            left = [p for p in entry["paths"] if p not in gone]
            if left:
                self.sources[content_hash] = {**entry, "paths": left}
            else:
                del self.sources[content_hash]

    def paths(self) -> dict[str, str]:
        """Return the hash of the source that was read from each path."""
        return {path: h for h, entry in self.sources.items() for path in entry["paths"]}

    def names(self, content_hash: str) -> tuple[str, ...]:
        """Return the base names of a source's files, sorted."""
        return tuple(sorted({Path(path).name for path in self.sources[content_hash]["paths"]}))


def read_all(
    paths: Sequence[Path],
    documents: Path,
    ledger: Ledger,
    municipality: str | None,
    workers: int,
    progress: Progress,
    forgotten: Forgotten = NOBODY,
) -> list[Skipped]:
    """Read the files that `paths` mean into `documents`, note them in the ledger, and return what could not be read.

    A file that has gone from a folder is struck from the ledger; what an earlier build read is not read again.
    Who is `forgotten` is masked in texts and in the names of files before anything is kept.
    """
    from extract.read import find_files

    files = list(find_files(paths))
    known = ledger.paths()
    folders = [Path(forgotten.text(str(path.resolve()))) for path in paths if path.is_dir()]
    present = {kept_path(str(file.resolve()), forgotten) for file in files}
    ledger.forget_paths(p for p in known if p not in present and any(f in Path(p).parents for f in folders))
    skipped = []
    outcomes = spread(partial(_read_one, documents, forgotten), files, workers)
    for n, (file, outcome) in enumerate(zip(files, outcomes, strict=True), start=1):
        progress("read", n, len(files))
        if isinstance(outcome, Skipped):
            skipped.append(outcome)  # what an earlier build read under this name stays
            continue
        content_hash, masked = outcome
        path = kept_path(str(file.resolve()), forgotten)
        if known.get(path) not in (None, content_hash):
            ledger.forget_paths([path])  # the file has new contents
        ledger.add(content_hash, path, masked, municipality)
    return skipped


def kept_path(path: str, forgotten: Forgotten) -> str:
    """Return a path as the ledger keeps it: the name of someone forgotten is masked in it.

    Two files that are alike but for the name stay two, by a folder that only the ledger knows.
    """
    masked = Path(forgotten.text(path))
    return path if str(masked) == path else str(masked.parent / forgotten.digest(path)[:16] / masked.name)


def _read_one(documents: Path, forgotten: Forgotten, file: Path) -> tuple[str, int] | Skipped:
    """Read one file and keep what is found; what was kept of the same bytes is taken as it is."""
    from extract.candidates import find_evidence
    from extract.read import load_bytes, read_source
    from extract.segment import segment

    try:
        data = load_bytes(file)
        content_hash = hashlib.sha256(data).hexdigest()
        kept = documents / f"{content_hash}.json"
        if kept.is_file() and (known := load_kept(kept)) is not None:
            return content_hash, known.source.masked
        source = forgotten.source(read_source(data))
        minutes = segment(source.text)
    except SourceError as error:
        return Skipped(file.name, error.reason, error.detail)
    record = ReadDocument(source, minutes, find_evidence(source.text, minutes))
    _write_aside(kept, msgspec.json.encode(record))
    return content_hash, source.masked


@dataclass(frozen=True, slots=True)
class _Text:
    """The part of a `ReadDocument` that every version of this program keeps alike."""

    source: Source


def divide_again(documents: Path, hashes: Iterable[str]) -> None:
    """Divide the kept texts anew and gather their evidence anew: after the rules have changed.

    The files need not be there any more. A text that the new rules cannot divide keeps what the old ones found.
    """
    for content_hash in sorted(hashes):
        kept = documents / f"{content_hash}.json"
        if (source := load_text(kept)) is not None and (record := _divided(source)) is not None:
            _write_aside(kept, msgspec.json.encode(record))


def copy_masked(source: Path, target: Path, forgotten: Forgotten) -> bool | None:
    """Keep a document elsewhere with those who are forgotten masked: its text, and what was found in it, found anew.

    Returns whether its text has changed, None where the masked text is no minutes any more and is not kept.
    """
    text = load_text(source)
    if text is None:
        return None
    masked = forgotten.source(text)
    if masked == text:
        shutil.copyfile(source, target)
        return False
    record = _divided(masked)
    if record is None:
        return None
    _write_aside(target, msgspec.json.encode(record))
    return True


def load_text(kept: Path) -> Source | None:
    """Return the source that was kept of a document, whatever version did it; None where it cannot be read."""
    try:
        return msgspec.json.decode(kept.read_bytes(), type=_Text).source
    except (OSError, msgspec.MsgspecError):
        return None


def _divided(source: Source) -> ReadDocument | None:
    from extract.candidates import find_evidence
    from extract.segment import segment

    try:
        minutes = segment(source.text)
    except SourceError:
        return None
    return ReadDocument(source, minutes, find_evidence(source.text, minutes))


def load_kept(path: Path) -> ReadDocument | None:
    """Return the record of an earlier pass, None where it was cut short or is of another version."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=ReadDocument)
    except (OSError, msgspec.MsgspecError):
        return None


def _write_aside(path: Path, data: bytes) -> None:
    new = path.with_suffix(f".{os.getpid()}.new")
    new.write_bytes(data)
    new.replace(path)


def load_document(store: Path, content_hash: str) -> ReadDocument | None:
    """Return what a store keeps of a source, None where it keeps nothing."""
    return load_kept(documents_of(store, read_marker(store)["state"]) / f"{content_hash}.json")


def documents_of(store: Path, state: Mapping[str, Any]) -> Path:
    """Return the folder in which a store keeps what it read; the marker names it, so that it changes with the graph."""
    return store / str(state.get("documents", "documents"))


def forgotten_of(state: Mapping[str, Any]) -> Forgotten:
    """Return who a store has forgotten."""
    return msgspec.convert(state["forgotten"], Forgotten) if state.get("forgotten") else NOBODY

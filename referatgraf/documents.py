"""Pass one: each file read alone, and what was found in it kept in the store under the hash of its bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from extract.errors import SourceError
from extract.model import Evidence, Minutes, Source

from .workers import Progress, spread


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What pass one finds in a document; kept in the store under the hash of the file.

    Offsets of `minutes` and `evidence` count in the reading text that the source's stored text has
    (`extract.typography`), since the second pass reads on in it.
    """

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


def printable(name: str) -> str:
    """Return a file's name on one line and in letters that every format can write: other bytes as escapes."""
    return "".join(_escaped(sign) if not sign.isprintable() else sign for sign in name)


def _escaped(sign: str) -> str:
    is_byte = "\udc80" <= sign <= "\udcff"  # how a byte that is no text stands in a name
    return f"\\x{ord(sign) - 0xDC00:02x}" if is_byte else sign.encode("unicode_escape").decode()


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

    def add(self, content_hash: str, path: Path, masked: int, municipality: str | None) -> None:
        """Note a source with a path it was read from; a municipality that is not said leaves the one known."""
        entry = self.sources.setdefault(content_hash, {"paths": [], "masked": masked, "municipality": None})
        entry["paths"] = sorted({*entry["paths"], str(path.resolve())})
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

    def strike(self, content_hash: str) -> tuple[str, ...]:
        """Take a source away, and return the base names it had."""
        names = self.names(content_hash)
        del self.sources[content_hash]
        return names

    def paths(self) -> dict[str, str]:
        """Return the hash of the source that was read from each path."""
        return {path: h for h, entry in self.sources.items() for path in entry["paths"]}

    def names(self, content_hash: str) -> tuple[str, ...]:
        """Return the base names of a source's files, sorted."""
        return tuple(sorted({printable(Path(path).name) for path in self.sources[content_hash]["paths"]}))


def read_all(
    paths: Sequence[Path],
    documents: Path,
    ledger: Ledger,
    municipality: str | None,
    workers: int,
    progress: Progress,
) -> list[Skipped]:
    """Read the files that `paths` mean into `documents`, note them in the ledger, and return what could not be read.

    A file that has gone from a folder is struck from the ledger; what an earlier build read is not read again.
    """
    from extract.read import find_files, place_of

    files = list(find_files(paths))
    known = ledger.paths()
    folders = [path.resolve() for path in paths if path.is_dir()]
    present = {str(place_of(file)) for file in files}
    ledger.forget_paths(p for p in known if p not in present and any(f in Path(p).parents for f in folders))
    skipped = []
    outcomes = spread(partial(_read_one, documents), files, workers)
    for n, (file, outcome) in enumerate(zip(files, outcomes, strict=True), start=1):
        progress("read", n, len(files))
        if isinstance(outcome, Skipped):
            skipped.append(outcome)  # what an earlier build read under this name stays
            continue
        content_hash, masked = outcome
        path = str(place_of(file))
        if known.get(path) not in (None, content_hash):
            ledger.forget_paths([path])  # the file has new contents
        ledger.add(content_hash, file, masked, municipality)
    return skipped


def _read_one(documents: Path, file: Path) -> tuple[str, int] | Skipped:
    """Read one file and keep what is found; what was kept of the same bytes is taken as it is."""
    from extract.candidates import find_evidence
    from extract.limits import LIMITS, processor_time
    from extract.read import load_bytes, read_source
    from extract.segment import segment
    from extract.typography import reading_text

    try:
        data = load_bytes(file)
        content_hash = hashlib.sha256(data).hexdigest()
        kept = documents / f"{content_hash}.json"
        if kept.is_file() and (known := load_kept(kept)) is not None:
            return content_hash, known.source.masked
        source = read_source(data)
        with processor_time(LIMITS.rule_seconds):
            text = reading_text(source.text).text
            minutes = segment(text)
            evidence = find_evidence(text, minutes)
    except SourceError as error:
        return Skipped(printable(file.name), error.reason, error.detail)
    record = ReadDocument(source, minutes, evidence)
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
    from extract.candidates import find_evidence
    from extract.segment import segment
    from extract.typography import reading_text

    for content_hash in sorted(hashes):
        kept = documents / f"{content_hash}.json"
        try:
            source = msgspec.json.decode(kept.read_bytes(), type=_Text).source
            text = reading_text(source.text).text
            minutes = segment(text)
        except (OSError, msgspec.MsgspecError, SourceError):
            continue
        _write_aside(kept, msgspec.json.encode(ReadDocument(source, minutes, find_evidence(text, minutes))))


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
    return load_kept(store / "documents" / f"{content_hash}.json")

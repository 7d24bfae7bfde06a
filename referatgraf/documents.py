"""Pass one: each file read alone, and what was found in it kept in the store under the hash of its bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from extract.errors import SourceError
from extract.forgotten import Forgotten
from extract.model import Evidence, Minutes, Source
from graph.store import read_marker

from .masked import stored_path
from .workers import Progress, spread

NOBODY = Forgotten()
WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is masked in texts and names of files before they are kept, beside registration numbers."""

    contacts: bool = True  # e-mail addresses, telephone numbers, bank accounts
    forgotten: Forgotten = NOBODY

    @property
    def masking(self) -> str:
        """The rules of masking, as a source that was read by them says."""
        from extract.privacy import masking

        return masking(contacts=self.contacts)

    def read(self, data: bytes) -> Source:
        """Return the source that a file's bytes hold, masked. Raises `SourceError`."""
        from extract.read import read_source

        return self.forgotten.source(read_source(data, contacts=self.contacts))

    def path(self, path: Path) -> str:
        """Return a file's path as the ledger keeps it."""
        return self.kept(stored_path(path))

    def kept(self, stored: str) -> str:
        """Return a path of the ledger with those who are forgotten masked.

        Two files that are alike but for the name of someone forgotten stay two, by a folder that only the ledger knows.
        """
        masked = Path(self.forgotten.text(stored))
        if str(masked) == stored:
            return stored
        return str(masked.parent / self.forgotten.digest(stored)[:16] / masked.name)

    def folder(self, path: Path) -> Path:
        """Return a folder as it begins the paths of the ledger."""
        return Path(self.forgotten.text(stored_path(path)))


NOTHING_MORE = LeftOut()


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
    """Which sources the store holds: by hash, under which names, read from where, with how much masked.

    Paths are masked ones (`masked.stored_path`): where something is masked in them, several files may share one.
    """

    sources: dict[str, dict[str, Any]]
    shards: dict[str, str]

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> Ledger:
        """Return the ledger of a store's state, an empty one where it has none."""
        return cls(dict(state.get("sources", {})), dict(state.get("shards", {})))

    def state(self) -> dict[str, Any]:
        """Return what the store keeps of it."""
        return {"sources": self.sources, "shards": self.shards}

    def add(self, content_hash: str, path: str, personal: Mapping[str, int], municipality: str | None) -> None:
        """Note a source with a path it was read from; a municipality that is not said leaves the one known."""
        entry = self.sources.setdefault(content_hash, {"paths": [], "municipality": None})
        entry["paths"] = sorted({*entry["paths"], path})
        entry["municipality"] = municipality or entry["municipality"]
        entry["personal"] = dict(personal)

    def count(self, *kinds: str) -> int:
        """Return how many things of these kinds were masked or held back in all sources."""
        return sum(entry.get("personal", {}).get(kind, 0) for entry in self.sources.values() for kind in kinds)

    def keep_at(self, path: str, hashes: Collection[str]) -> None:
        """Take a path away from all sources but these; a source with none left is no longer in the store."""
        for content_hash, entry in sorted(self.sources.items()):
            if path in entry["paths"] and content_hash not in hashes:
                entry["paths"] = [p for p in entry["paths"] if p != path]
                if not entry["paths"]:
                    del self.sources[content_hash]

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
    left_out: LeftOut = NOTHING_MORE,
) -> list[Skipped]:
    """Read the files that `paths` mean into `documents`, note them in the ledger, and return what could not be read.

    A file that has gone from a folder is struck from the ledger; what an earlier build read is not read again.
    What is `left_out` is masked before anything is kept.
    """
    from extract.read import find_files

    files = list(find_files(paths))
    stored = [left_out.path(file) for file in files]
    known = ledger.paths()
    folders = [left_out.folder(path) for path in paths if path.is_dir()]
    present = set(stored)
    ledger.forget_paths(p for p in known if p not in present and any(f in Path(p).parents for f in folders))
    skipped: list[Skipped] = []
    read: dict[str, set[str]] = {}  # by path the sources read now
    unread: set[str] = set()
    outcomes = spread(partial(_read_one, documents, left_out), files, workers)
    for n, (path, outcome) in enumerate(zip(stored, outcomes, strict=True), start=1):
        progress("read", n, len(files))
        if isinstance(outcome, Skipped):
            skipped.append(outcome)
            unread.add(path)  # what an earlier build read under this name stays
            continue
        content_hash, personal = outcome
        ledger.add(content_hash, path, personal, municipality)
        read.setdefault(path, set()).add(content_hash)
    for path, hashes in sorted(read.items()):
        if path not in unread:
            ledger.keep_at(path, hashes)  # a file with new contents
    return skipped


def _read_one(documents: Path, left_out: LeftOut, file: Path) -> tuple[str, dict[str, int]] | Skipped:
    """Read one file and keep what is found; what was kept of the same bytes is taken as it is."""
    from extract.privacy import masked_name
    from extract.read import load_bytes

    try:
        data = load_bytes(file)
        content_hash = hashlib.sha256(data).hexdigest()
        kept = documents / f"{content_hash}.json"
        if kept.is_file() and (known := load_kept(kept)) and known.source.masking == left_out.masking:
            return content_hash, personal_of(known.source)
        record = _divided(left_out.read(data))
    except SourceError as error:
        return Skipped(
            left_out.forgotten.text(masked_name(printable(file.name))), error.reason, masked_name(error.detail)
        )
    _write_aside(kept, msgspec.json.encode(record))
    return content_hash, personal_of(record.source)


def _divided(source: Source) -> ReadDocument:
    """The parts of a source and the names in them, within the time that a file may take. Raises `SourceError`."""
    from extract.candidates import find_evidence
    from extract.closed import divided
    from extract.limits import LIMITS, processor_time
    from extract.typography import reading_text

    with processor_time(LIMITS.rule_seconds):
        source, minutes = divided(source)
        return ReadDocument(source, minutes, find_evidence(reading_text(source.text).text, minutes))


def personal_of(source: Source) -> dict[str, int]:
    """Return how many things of each kind were masked in a source, and from how many items text was held back."""
    counts = Counter(record.kind for record in source.personal)
    if source.withheld:
        counts[WITHHELD] = len(source.withheld)
    return dict(sorted(counts.items()))


@dataclass(frozen=True, slots=True)
class _Text:
    """The part of a `ReadDocument` that every version of this program keeps alike."""

    source: Source


def divide_again(documents: Path, hashes: Iterable[str], *, contacts: bool = True) -> dict[str, dict[str, int]]:
    """Mask and divide the kept texts anew and gather their evidence anew: after the rules have changed.

    Returns what is now masked in each, as `personal_of`. The files need not be there any more. A text that the new
    rules cannot divide keeps what the old ones found.
    """
    counts = {}
    for content_hash in sorted(hashes):
        kept = documents / f"{content_hash}.json"
        source = load_text(kept)
        if source is None:
            continue
        try:
            record = _divided(_masked_again(source, contacts=contacts))
        except SourceError:
            continue
        _write_aside(kept, msgspec.json.encode(record))
        counts[content_hash] = personal_of(record.source)
    return counts


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
    try:
        record = _divided(masked)
    except SourceError:
        return None
    _write_aside(target, msgspec.json.encode(record))
    return True


def load_text(kept: Path) -> Source | None:
    """Return the source that was kept of a document, whatever version did it; None where it cannot be read."""
    try:
        return msgspec.json.decode(kept.read_bytes(), type=_Text).source
    except (OSError, msgspec.MsgspecError):
        return None


def _masked_again(source: Source, *, contacts: bool) -> Source:
    """A kept source as today's rules mask it. What is masked already stays so until its file is read again."""
    from extract.privacy import mask, masking

    text, found = mask(source.text, contacts=contacts)
    return replace(
        source,
        text=text,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        personal=tuple(sorted({*source.personal, *found}, key=lambda each: (each.start, each.end, each.kind))),
        masking=masking(contacts=contacts or masks_contacts(source)),
    )


def masks_contacts(source: Source) -> bool:
    """Return whether contacts were masked in a source."""
    from extract.privacy import masking

    return source.masking.endswith(masking(contacts=True).partition(" ")[2])


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

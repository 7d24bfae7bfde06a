"""Searches the bytes of a store, and its graph decompressed, for the names of someone who is to be gone from it."""

from __future__ import annotations

import mmap
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from extract.forgotten import words_of
from extract.people import begins_before
from graph.store import open_store

# What may stand between two words of a name: signs, a line break as JSON and N-Quads write it, blanks of two bytes.
_BETWEEN = rb'(?:\\[nrt"/]|[^A-Za-z0-9\x80-\xff]|\xc2[\xa0\xad]|\xe2\x80[\x80-\x8f\xaf]|%20){0,40}'
_BEGIN = rb"(?:(?<![A-Za-z])(?<!\xc3[\x80-\xbf])|(?<=\\[nrt]))"
_END = rb"s?(?![A-Za-z]|\xc3[\x80-\xbf])"
_AROUND = 120  # bytes in which a longer name that holds the one found begins and ends
_ESCAPED = re.compile(r"\\[nrt]")


@dataclass(frozen=True, slots=True)
class Left:
    """Where a name is still to be found, and how often. `place` is a file below the store, or `graph`."""

    place: str
    count: int


@dataclass(frozen=True, slots=True)
class Searched:
    """How much was searched, and what was found."""

    files: int
    bytes: int
    left: tuple[Left, ...]


def search(store: Path, names: Sequence[str], others: Sequence[str] = ()) -> Searched:
    """Search every file below a store, and all quads of its graph, for full names in any case and order of words.

    `others` are longer names that hold one of these and may stand. A given name alone is not searched for: it is
    other people's too. Files are searched as they lie on disk, the graph once more because its files are compressed.
    """
    pattern = _pattern(names)
    allowed = _pattern(others)
    left: list[Left] = []
    files = total = 0
    for path in sorted(p for p in store.rglob("*") if p.is_file()):
        place = path.relative_to(store).as_posix()
        files += 1
        size = path.stat().st_size
        total += size
        count = _count(pattern, allowed, place.encode())
        if size:
            with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                count += _count(pattern, allowed, data)
        left += [Left(place, count)] if count else []
    dump = _Searching(pattern, allowed)
    open_store(store).dump(dump, format=ox.RdfFormat.N_QUADS)  # type: ignore[arg-type]
    dump.end()
    left += [Left("graph", dump.count)] if dump.count else []
    return Searched(files, total + dump.bytes, tuple(left))


class _Searching:
    """A place to write to that searches what comes, and keeps no more of it than a name is long."""

    def __init__(self, pattern: re.Pattern[bytes] | None, allowed: re.Pattern[bytes] | None) -> None:
        self.count = self.bytes = 0
        self._pattern, self._allowed = pattern, allowed
        self._kept = bytearray()

    def write(self, data: bytes) -> int:
        self.bytes += len(data)
        self._kept += data
        if len(self._kept) > 8_000_000:
            cut = self._kept.rfind(b"\n") + 1  # a quad is one line, and no name goes beyond it
            self.count += _count(self._pattern, self._allowed, bytes(self._kept[:cut]))
            del self._kept[:cut]
        return len(data)

    def flush(self) -> None:
        return

    def end(self) -> None:
        self.count += _count(self._pattern, self._allowed, bytes(self._kept))
        self._kept.clear()


def _pattern(names: Iterable[str]) -> re.Pattern[bytes] | None:
    """The pattern of full names in any case, also with the family name first; None where there is none."""
    orders = set()
    for name in names:
        words = words_of(name).split()
        if len(words) > 1:
            orders |= {tuple(words), (words[-1], *words[:-1])}
    if not orders:
        return None
    forms = [_BETWEEN.join(b"".join(map(_letter, word)) for word in words) for words in sorted(orders)]
    return re.compile(_BEGIN + b"(?:" + b"|".join(forms) + b")" + _END)


def _letter(letter: str) -> bytes:
    forms = {letter, letter.upper()}
    forms |= {unicodedata.normalize("NFD", form) for form in forms}
    return b"(?:" + b"|".join(re.escape(form.encode()) for form in sorted(forms)) + b")"


def _count(pattern: re.Pattern[bytes] | None, allowed: re.Pattern[bytes] | None, data: bytes | mmap.mmap) -> int:
    """How often a name stands in bytes, where it is no part of another's: "Jens |Peter Holm", "Peter Holm| Dahl"."""
    if pattern is None:
        return 0
    return sum(not _is_anothers(allowed, data, match.start(), match.end()) for match in pattern.finditer(data))


def _is_anothers(allowed: re.Pattern[bytes] | None, data: bytes | mmap.mmap, start: int, end: int) -> bool:
    first = max(0, start - _AROUND)
    before = _ESCAPED.sub("  ", data[first:start].decode(errors="replace"))
    if begins_before(before, len(before)):
        return True
    return allowed is not None and any(
        first + m.start() <= start and end <= first + m.end() for m in allowed.finditer(data[first : end + _AROUND])
    )

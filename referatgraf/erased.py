"""Searches the bytes of a store, and its graph decompressed, for the names of someone who is to be gone from it.

Nothing of how names are found when texts are masked is used here: bytes are read as text, escapes undone, and a long
name is there if its letters are, whatever stands around and between them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox

from extract.forgotten import is_long
from extract.lettered import letters_of, orders, stream_of
from extract.namesakes import begins_anothers, is_anothers
from graph.store import open_store

_PIECE = 8_000_000  # bytes that are searched at once
_OVER = 4_000  # bytes in which a name that begins in a piece ends, with the longer name that may hold it
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_BLANKS = {"n": "\n", "r": "\r", "t": "\t"}
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_NO_LETTER = re.compile(r"[\W\d_]+")
# What parts words in no text. In a file that is compressed, words that stand in different places come to stand side by
# side with such bytes between them, and are no name.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]+")
_BROKEN = re.compile(r"[\n\r\t](?=[^\w\s])|(?<=[^\w\s])[\n\r\t]")
_STOP = "█"
_COMPRESSED = ".sst"  # files of the database
_AROUND = 30  # characters in which a longer name begins before one found or ends behind it
# A short name is words of its own, or a part of a word that is put together with capitals.
_BETWEEN = r"(?:[^\w█]|_){0,60}"
_BEGIN = r"(?:(?<![^\W\d_])|(?<=[a-zæøåéüö])(?=[A-ZÆØÅ]))"
_END = r"(?i:s?)(?:(?![^\W\d_])|(?<=[a-zæøåéüö])(?=[A-ZÆØÅ]))"


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
    wanted = _Wanted.of(names, others)
    left: list[Left] = []
    files = total = 0
    for path in sorted(p for p in store.rglob("*") if p.is_file()):
        place = path.relative_to(store).as_posix()
        files += 1
        total += path.stat().st_size
        count = wanted.count(place) + _in_file(path, wanted)
        left += [Left(place, count)] if count else []
    dump = _Searching(wanted)
    open_store(store).dump(dump, format=ox.RdfFormat.N_QUADS)  # type: ignore[arg-type]
    dump.end()
    left += [Left("graph", dump.count)] if dump.count else []
    return Searched(files, total + dump.bytes, tuple(left))


def _in_file(path: Path, wanted: _Wanted) -> int:
    """How often the names stand in a file, which is read in pieces that overlap."""
    compressed = path.suffix == _COMPRESSED

    def read(data: bytes) -> str:
        return read_plainly(data, compressed=compressed)

    count = 0
    with path.open("rb") as file:
        kept = b""
        while data := file.read(_PIECE):
            kept += data
            cut = max(0, len(kept) - _OVER)
            cut = kept.rfind(b" ", 0, cut) + 1 or cut  # no escape is cut in two at a blank
            if cut:
                count += wanted.count(read(kept), len(read(kept[:cut])), compressed=compressed)
                kept = kept[cut:]
    return count + wanted.count(read(kept), compressed=compressed)


class _Searching:
    """A place to write to that searches what comes, and keeps no more of it than a piece."""

    def __init__(self, wanted: _Wanted) -> None:
        self.count = self.bytes = 0
        self._wanted = wanted
        self._kept = bytearray()

    def write(self, data: bytes) -> int:
        self.bytes += len(data)
        self._kept += data
        if len(self._kept) > _PIECE:
            cut = self._kept.rfind(b"\n") + 1  # a quad is one line, and no name goes beyond it
            self.count += self._wanted.count(read_plainly(bytes(self._kept[:cut])))
            del self._kept[:cut]
        return len(data)

    def flush(self) -> None:
        return

    def end(self) -> None:
        self.count += self._wanted.count(read_plainly(bytes(self._kept)))
        self._kept.clear()


def read_plainly(data: bytes, *, compressed: bool = False) -> str:
    """Return bytes as text in one way of writing, the escapes of JSON, N-Quads and addresses undone.

    >>> read_plainly(rb"S\\u00f8ren s%C3%B8ren")
    'Søren søren'
    """
    text = _NO_TEXT.sub(_STOP, data.decode(errors="replace"))
    if compressed:
        text = _BROKEN.sub(_STOP, text)
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
    if "%" in text:
        text = _PERCENT.sub(lambda match: unquote(match.group(), errors="replace"), text)
    return unicodedata.normalize("NFKC", text)


def _unescaped(match: re.Match[str]) -> str:
    number = match[1] or match[2]
    if number:
        code = int(number, 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"
    return _BLANKS.get(match[3], match[3])


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The names that are searched for: the long ones by their letters anywhere, the short ones as words."""

    long: frozenset[str]
    short: re.Pattern[str] | None
    others: frozenset[str]  # the letters of longer names that may stand

    @classmethod
    def of(cls, names: Iterable[str], others: Iterable[str]) -> _Wanted:
        forms = {order for name in names for order in orders(name)}
        short = sorted(form for form in forms if not is_long(form))
        return cls(
            frozenset(letters_of(form) for form in forms if is_long(form)),
            _words_pattern(short) if short else None,
            frozenset(letters_of(other) for other in others),
        )

    def count(self, text: str, until: int | None = None, *, compressed: bool = False) -> int:
        """How often the names stand in a text as names of their own, beginning before `until`.

        In a compressed one what stands beside a name may be written elsewhere ("H|anne Juulskov", "Anne Berg| Lund"):
        there only those count of which it is to be seen.
        """
        found = self._long(text) | self._short(text)
        if not found:
            return 0
        allowed = self._allowed(text)
        mine = {place for place in found if not any(a <= place[0] and place[1] <= b for a, b in allowed)}
        if compressed:
            mine = {(a, b) for a, b in mine if _STOP not in text[max(0, a - _AROUND) : b + _AROUND]}
        starts = sorted(start for start, _ in mine if until is None or start < until)
        return len(set(starts))

    def _long(self, text: str) -> set[tuple[int, int]]:
        return {place for place in _places(text, self.long) if not is_anothers(text, *place)}

    def _short(self, text: str) -> set[tuple[int, int]]:
        if self.short is None:
            return set()
        return {
            match.span()
            for match in self.short.finditer(text)
            if not begins_anothers(text, match.start()) and not _is_common_word(text, *match.span())
        }

    def _allowed(self, text: str) -> list[tuple[int, int]]:
        return list(_places(text, self.others))


def _places(text: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where the letters of names stand in a text, with whatever that is no letter between them."""
    low = _NO_LETTER.sub("", text).casefold()  # in one go, because most texts have none
    if not any(name in low for name in names):
        return
    stream, places = stream_of(text)
    for name in sorted(names):
        at = stream.find(name)
        while at >= 0:
            yield places[at].start, places[at + len(name) - 1].end
            at = stream.find(name, at + 1)


def _is_common_word(text: str, start: int, end: int) -> bool:
    """Whether the letters of a short name are one word in small letters, and so may be another: "listen"."""
    alone = text[start:end].isalpha() and text[start:end].islower()
    return alone and text[max(0, start - 1) : start] not in ("/", "@") and text[end : end + 1] != "@"


def _words_pattern(names: Sequence[str]) -> re.Pattern[str]:
    """The pattern of full names as words, in any case."""
    forms = [_BETWEEN.join(map(re.escape, name.split())) for name in names]
    return re.compile(rf"{_BEGIN}(?i:{'|'.join(forms)}){_END}")

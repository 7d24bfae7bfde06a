"""Reads files of minutes into sources: bytes decoded once, hashed, and never edited afterwards."""

from __future__ import annotations

import codecs
import hashlib
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from .errors import SourceError
from .formats.blocks import Reading
from .formats.guarded import read_guarded
from .formats.sniff import MEDIA_TYPES, TEXT, binary_kind, text_kind
from .limits import LIMITS, Limits
from .model import Source
from .privacy import mask, mask_registration_numbers, masking
from .typography import without_forbidden

# The names of files that a folder is searched for; what a file is, its bytes say.
READ = frozenset({".txt", ".pdf", ".docx", ".html", ".htm", ".xhtml", ".xml"})
# Formats that minutes are published in and that are not read yet: in a folder they are named as
# skipped, where any other file (a picture, a README) is passed over.
NOT_READ_YET = frozenset({".doc", ".odt", ".rtf"})

_BYTE_ORDER_MARKS = (  # that of UTF-32 begins as one of UTF-16 does
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Latin-1 stands for Windows-1252 where a file has bytes that this leaves open. Of equals the first is meant.
_ONE_BYTE = ("cp1252", "iso8859-1", "cp850", "mac-roman")
# A Danish letter next to another letter: in the wrong encoding it is a sign, or a letter that Danish has not.
_DANISH = re.compile("(?<=[a-zæøåA-ZÆØÅ])[æøåÆØÅ]|[æøåÆØÅ](?=[a-zæøåA-ZÆØÅ])")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTINUING = bytes(range(0x80, 0xC0))  # within a letter, in UTF-8
_WIDE, _NARROW = 0.7, 0.1  # of the high bytes of UTF-16 so many are zero at least, of the low ones at most
_TEXT_BYTES = bytes([9, 10, 12, 13, *range(32, 256)])
# More control characters than that, and it is no text. Hardly any other file is by chance in UTF-8.
_MOST_CONTROL, _MOST_CONTROL_IN_UTF8 = 0.05, 0.3


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that a user's paths mean, each once, in order of name.

    A folder means the files in it and below it that minutes are read from, and those in a format not
    read yet (so that they can be named). Links to folders are not followed, hidden files not seen.
    A folder that cannot be looked into, and a path that is none, is yielded as it stands: reading says what
    is wrong with it.
    """
    seen: set[Path] = set()
    for path in paths:
        found = sorted(_files_below(path)) if path.is_dir() else [path]
        for file in found:
            key = place_of(file)
            if key not in seen:
                seen.add(key)
                yield file


def place_of(path: Path) -> Path:
    """Return the one path of a file that may have many; of a link that leads round in a circle its own."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _files_below(top: Path) -> Iterator[Path]:
    """The files, and the folders that cannot be looked into."""
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            entries = [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
            below = {entry for entry in entries if entry.is_dir()}
        except OSError:  # no access, or deeper than a path can be long
            yield folder
            continue
        folders += sorted(entry for entry in below if not entry.is_symlink())
        yield from (e for e in entries if e not in below and e.suffix.lower() in READ | NOT_READ_YET)


def load_bytes(path: Path) -> bytes:
    """Return a regular file's bytes, or raise `SourceError` with the reason why not."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            next(path.iterdir(), None)  # one that may not be looked into says so
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            raise SourceError("not_a_file")
        if status.st_size > LIMITS.file_bytes:
            raise SourceError("too_large", f"{status.st_size} > {LIMITS.file_bytes}")
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError("missing") from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise SourceError("unreadable", getattr(error, "strerror", None) or str(error)) from None


def read_source(data: bytes, limits: Limits = LIMITS, *, contacts: bool = True) -> Source:
    """Return the source that a file's bytes hold, with registration numbers and, if wanted, contacts masked.

    What the bytes are is seen from themselves. A text keeps its newlines as they stand; a byte order mark
    is no part of it. Reading the same bytes again gives the same text, which is what makes a stored
    quotation checkable. Raises `SourceError`.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise SourceError("empty")
    kind, encoding = binary_kind(data), ""
    if kind is None:
        if _fewest_characters(data) > limits.characters:
            raise SourceError("too_long", str(limits.characters))
        text, encoding = decode(data)
        if len(text) > limits.characters:
            raise SourceError("too_long", str(limits.characters))
        kind = text_kind(text)
        reading = Reading(text) if kind == TEXT else read_guarded(kind, text.encode(errors="replace"), limits)
    else:
        reading = read_guarded(kind, data, limits)
    text, personal = mask(without_forbidden(reading.text), contacts=contacts)
    return Source(
        content_hash=hashlib.sha256(data).hexdigest(),
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        media_type=MEDIA_TYPES[kind],
        encoding=encoding,
        text=text,
        pages=reading.pages,
        personal=personal,
        masking=masking(contacts=contacts),
        # The names of elements are the file's: what stands in no text may stand there.
        elements=tuple((at, mask_registration_numbers(path)[0]) for at, path in reading.elements),
    )


def _fewest_characters(data: bytes) -> int:
    """How many characters a file holds at least, whatever its encoding: told before any is tried."""
    return len(data) // 4 if data[:4].count(0) or data[:2] in _WIDE_MARKS else len(data.translate(None, _CONTINUING))


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the encoding it was read in.

    Order of trial: byte order mark, UTF-16 without one (every second byte zero), UTF-8, then the encodings of one
    byte a letter that Danish files have had, of which the one that gives most Danish letters within words is taken;
    where none gives any, a detector's guess. Raises `SourceError("not_text")`.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding), encoding.removesuffix("-sig")
    if wide := _utf16_without_mark(data):
        return _decoded(data, wide), wide
    control = _share_of_control(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if control > _MOST_CONTROL:
            raise SourceError("not_text") from None
        return _narrow(data)
    if control > _MOST_CONTROL_IN_UTF8:
        raise SourceError("not_text")
    return text, "utf-8"


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise SourceError("not_text", encoding) from None


def _narrow(data: bytes) -> tuple[str, str]:
    """The text of a file in which each byte is a character, and its encoding."""
    found: list[tuple[int, str, str]] = []
    for encoding in _ONE_BYTE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        found.append((len(_DANISH.findall(text)), text, encoding))
    most = max((count for count, _, _ in found), default=0)
    if most:
        return next((text, encoding) for count, text, encoding in found if count == most)
    best = from_bytes(data).best()
    if best is None:
        raise SourceError("not_text")
    return str(best), best.encoding


def _utf16_without_mark(data: bytes) -> str | None:
    """Danish in UTF-16 has a zero in nearly every second byte: the odd ones when little-endian."""
    sample = data[:4000]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > _WIDE * half and even < _NARROW * half:
        return "utf-16-le"
    if even > _WIDE * half and odd < _NARROW * half:
        return "utf-16-be"
    return None


def _share_of_control(data: bytes) -> float:
    """How much of a file is control characters that lines of text do not need."""
    sample = data[:65536]
    return len(sample.translate(None, _TEXT_BYTES)) / max(1, len(sample))

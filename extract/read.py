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
from .privacy import mask_registration_numbers

# The names of files that a folder is searched for; what a file is, its bytes say.
READ = frozenset({".txt", ".pdf", ".docx", ".html", ".htm", ".xhtml", ".xml"})
# Formats that minutes are published in and that are not read yet: in a folder they are named as
# skipped, where any other file (a picture, a README) is passed over.
NOT_READ_YET = frozenset({".doc", ".odt", ".rtf"})

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# XML 1.0 forbids these, and RDF/XML, GraphML and GEXF with it. One replacement each: offsets stand.
_XML_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DANISH = re.compile("[æøåÆØÅ]")


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that a user's paths mean, each once, in order of name.

    A folder means the files in it and below it that minutes are read from, and those in a format not
    read yet (so that they can be named). Links to folders are not followed, hidden files not seen.
    A path that is no folder is yielded as it stands: reading says what is wrong with it.
    """
    seen: set[Path] = set()
    for path in paths:
        found = sorted(_files_below(path)) if path.is_dir() else [path]
        for file in found:
            key = file.resolve()
            if key not in seen:
                seen.add(key)
                yield file


def _files_below(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _files_below(entry)
        elif entry.suffix.lower() in READ | NOT_READ_YET:
            yield entry


def load_bytes(path: Path) -> bytes:
    """Return a regular file's bytes, or raise `SourceError` with the reason why not."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            raise SourceError("not_a_file")
        if status.st_size > LIMITS.file_bytes:
            raise SourceError("too_large", f"{status.st_size} > {LIMITS.file_bytes}")
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError("missing") from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise SourceError("unreadable", getattr(error, "strerror", None) or str(error)) from None


def read_source(data: bytes, limits: Limits = LIMITS) -> Source:
    """Return the source that a file's bytes hold, with registration numbers masked.

    What the bytes are is seen from themselves. A text keeps its newlines as they stand; a byte order mark
    is no part of it. Reading the same bytes again gives the same text, which is what makes a stored
    quotation checkable. Raises `SourceError`.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise SourceError("empty")
    kind, encoding = binary_kind(data), ""
    if kind is None:
        text, encoding = decode(data)
        if len(text) > limits.characters:
            raise SourceError("too_long", str(limits.characters))
        kind = text_kind(text)
        reading = Reading(text) if kind == TEXT else read_guarded(kind, text.encode(errors="replace"), limits)
    else:
        reading = read_guarded(kind, data, limits)
    text, masked = mask_registration_numbers(_XML_ILLEGAL.sub("\ufffd", reading.text))
    return Source(
        content_hash=hashlib.sha256(data).hexdigest(),
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        media_type=MEDIA_TYPES[kind],
        encoding=encoding,
        text=text,
        masked=masked,
        pages=reading.pages,
        # The names of elements are the file's: what stands in no text may stand there.
        elements=tuple((at, mask_registration_numbers(path)[0]) for at, path in reading.elements),
    )


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the encoding it was read in.

    Order of trial: byte order mark, UTF-16 without one (every second byte zero), UTF-8, Windows-1252
    (of which Latin-1's letters are a part) where it gives Danish letters, then a detector's guess.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding), encoding.removesuffix("-sig")
    if wide := _utf16_without_mark(data):
        return _decoded(data, wide), wide
    if _looks_binary(data):
        raise SourceError("not_text")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
        if _DANISH.search(text):
            return text, "cp1252"
    except UnicodeDecodeError:
        pass
    best = from_bytes(data).best()
    if best is None:
        raise SourceError("not_text")
    return str(best), best.encoding


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise SourceError("not_text", encoding) from None


def _utf16_without_mark(data: bytes) -> str | None:
    """Danish in UTF-16 has a zero in nearly every second byte: the odd ones when little-endian."""
    sample = data[:4000]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2], sample[1::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) == 0:
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) == 0:
        return "utf-16-be"
    return None


def _looks_binary(data: bytes) -> bool:
    """Whether the bytes hold more control characters than any text would."""
    sample = data[:65536]
    control = sum(sample.count(bytes([c])) for c in (*range(9), 11, *range(14, 32)))
    return control > max(2, len(sample) // 200)

"""Makes the text that is read of the text that is stored: letters without typography, and the way back.

The stored text is the file's, character by character, so that a quotation can be held against it. What reads
minutes reads another: in NFC, ligatures as letters, every space a space, every line end a line feed, without soft
hyphens and what nobody sees. All offsets are counted in the reading text until records are handed on, and there
turned into offsets of the stored text, in one place.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from .lexicon import load
from .model import Node, Span

T = TypeVar("T")

# In the stored text for what XML forbids: seen by nobody, legal everywhere, one for one, and not read.
STAND_IN = "\u2060"
_ALIKE = {"unseen": "", "space": " ", "line_end": "\n"}


@dataclass(frozen=True, slots=True)
class ReadingText:
    """A text as it is read, with the places where it is not the stored text character by character.

    Between the runs the two go on side by side. A run is four offsets: where it begins and ends in the reading
    text (at the same place where characters are left out), and where in the stored one. Runs rise.
    """

    text: str
    runs: tuple[tuple[int, int, int, int], ...] = ()

    def stored(self, span: Span) -> Span:
        """Return the stretch of the stored text that a stretch of the reading text is read from.

        It begins and ends with characters that are read: a soft hyphen at its edge is left out, a ligature of
        which it has one letter is whole.
        """
        start = self._begin(span.start)
        return Span(start, self._end(span.end) if span.end > span.start else start)

    def _begin(self, offset: int) -> int:
        run = self._run(offset)
        if run is None:
            return offset
        _, end, stored, stored_end = run
        return stored if offset < end else stored_end + offset - end

    def _end(self, offset: int) -> int:
        run = self._run(offset - 1)
        if run is None:
            return offset
        _, end, _, stored_end = run
        return stored_end if offset <= end else stored_end + offset - end

    def _run(self, offset: int) -> tuple[int, int, int, int] | None:
        """The last run that begins at an offset or before it."""
        found = bisect_right(self.runs, offset, key=lambda run: run[0])
        return self.runs[found - 1] if found else None


def reading_text(stored: str) -> ReadingText:
    """Return what is to be read of a stored text; the very text where nothing in it is typography."""
    composed = unicodedata.is_normalized("NFC", stored)
    if composed and not _marks().search(stored):
        return ReadingText(stored)
    pattern = _marks() if composed and not _combining_mark().search(stored) else _marks_and_clusters()
    parts: list[str] = []
    runs: list[tuple[int, int, int, int]] = []
    at = length = 0
    separator = _separators(stored)
    for match in pattern.finditer(stored):
        start, end = match.span()
        piece = _read_as(match, separator)
        parts += (stored[at:start], piece)
        length += start - at
        if len(piece) != 1 or end - start != 1:
            runs.append((length, length + len(piece), start, end))
        length += len(piece)
        at = end
    parts.append(stored[at:])
    return ReadingText("".join(parts), tuple(runs))


def _read_as(match: re.Match[str], separator: dict[int, str]) -> str:
    kind, found = match.lastgroup, match[0]
    if kind == "separator":
        return separator[match.start()]
    if kind in _ALIKE:
        return _ALIKE[kind]
    spelled = "".join(letters().get(c, c) for c in _unseen().sub("", found))
    return unicodedata.normalize("NFC", spelled)


def letters() -> dict[str, str]:
    """Return the letters that each ligature stands for."""
    return dict(load("typography")["ligatures"])


@cache
def character_class(*names: str) -> str:
    """Return the inside of a pattern's brackets for the characters of some lists of the word list."""
    return "".join(
        "-".join(f"\\U{int(end, 16):08x}" for end in entry.split("-"))
        for name in names
        for entry in load("typography")[name]
    )


def without_forbidden(text: str) -> str:
    """Return a text with `STAND_IN` for each character that XML forbids: as long as before."""
    return _forbidden().sub(STAND_IN, text)


@cache
def _forbidden() -> re.Pattern[str]:
    return re.compile(f"[{character_class('no_xml')}]")


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{character_class('unseen', 'page_break')}]+")


@cache
def _marks() -> re.Pattern[str]:
    return re.compile("|".join(_mark_patterns()))


@cache
def _marks_and_clusters() -> re.Pattern[str]:
    """The same, and letters with their marks apart ("a" and a ring), which a text in NFC does not have."""
    unseen = character_class("unseen", "page_break")
    cluster = rf"(?P<cluster>[^{_combining()}{unseen}\s][{_combining()}{unseen}]*[{_combining()}]|[{_singletons()}])"
    return re.compile("|".join([cluster, *_mark_patterns()]))


def _mark_patterns() -> Iterator[str]:
    yield f"(?P<unseen>{_unseen().pattern})"
    yield f"(?P<space>[{character_class('spaces')}])"
    yield rf"(?P<line_end>\r\n?|[{character_class('line_ends')}])"
    yield f"(?P<separator>[{character_class('line_separators')}])"
    yield f"(?P<ligature>[{''.join(letters())}])"


@cache
def _combining_mark() -> re.Pattern[str]:
    return re.compile(f"[{_combining()}]")


@cache
def _combining() -> str:
    """The marks that letters are put together with, and the parts of Korean syllables."""
    return _ranges(c for c in range(0x300, 0x1E9FF) if unicodedata.category(chr(c))[0] == "M" or 0x1160 <= c < 0x1200)


@cache
def _singletons() -> str:
    """Characters that Unicode keeps beside the one that is meant: the sign for ångström, which is the letter Å."""
    points = (*range(0x300, 0xD800), *range(0xF900, 0xFB50), *range(0x1D15E, 0x1D1C1), *range(0x2F800, 0x2FA1E))
    return _ranges(c for c in points if not unicodedata.is_normalized("NFC", chr(c)))


def _ranges(points: Iterable[int]) -> str:
    """The inside of a pattern's brackets for rising code points."""
    found: list[list[int]] = []
    for point in points:
        if found and point == found[-1][1] + 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in found)


# --- line separators ------------------------------------------------------------------------------

_BLANKS = " \t\xa0"


def _separators(text: str) -> dict[int, str]:
    """What each line separator is read as, by its offset.

    Programs put them where a line ends, where a sentence is broken for the eye, or beside a line end that is there
    already. A file has one hand: where most are followed by a small letter, sentences are what they break.
    """
    found = [match.start() for match in re.finditer(f"[{character_class('line_separators')}]", text)]
    apart = [at for at in found if not _is_beside_line_end(text, at)]
    if not apart:
        return dict.fromkeys(found, "")
    small = sum(_next(text, at)[:1].islower() for at in apart)
    return dict.fromkeys(found, " " if 2 * small > len(apart) else "\n")


def _is_beside_line_end(text: str, at: int) -> bool:
    before = text[max(0, at - 20) : at].rstrip(_BLANKS)
    return before[-1:] in ("", "\r", "\n") or _next(text, at)[:1] in ("", "\r", "\n")


def _next(text: str, at: int) -> str:
    return text[at + 1 : at + 21].lstrip(_BLANKS)


# --- the way back ---------------------------------------------------------------------------------


def in_stored_text(value: T, reading: ReadingText) -> T:
    """Return a record with every span in it, however deep, turned from the reading text to the stored one."""
    return value if not reading.runs else _moved(value, reading)


def _moved(value: Any, reading: ReadingText) -> Any:  # noqa: ANN401 - whatever fields a record has
    if isinstance(value, Span):
        return reading.stored(value)
    if isinstance(value, tuple):
        return tuple(_moved(each, reading) for each in value)
    if isinstance(value, dict):
        return {_moved(key, reading): _moved(each, reading) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type | Node):
        return replace(value, **{f.name: _moved(getattr(value, f.name), reading) for f in fields(value)})
    return value

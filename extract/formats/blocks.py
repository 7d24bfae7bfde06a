"""What every reader hands on: blocks, and the one text that they become."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from extract.errors import SourceError
from extract.limits import Limits
from extract.typography import character_class, letters

PAGE_BREAK = "\f"  # in the text of a block that goes on over pages
_AROUND_TAB = re.compile(r" *\t *")
_EMPTY_SHARE = 5  # one empty block in so many, and the writer parts blocks with them


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or row. `apart`: with an empty line before it.

    `page` is the one it begins on, from 1; 0 in files without pages. A page break in the text leads to the next.
    `place` is the path of the element it is of, where the file is made of fields.
    """

    text: str
    apart: bool = True
    page: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file, and where each of its pages or elements begins: (offset, page), (offset, path), rising."""

    text: str
    pages: tuple[tuple[int, int], ...] = ()
    elements: tuple[tuple[int, str], ...] = ()


def plain(text: str) -> str:
    """Return a text as it is meant to be read: ligatures as letters, no unseen characters, one space for many.

    Page breaks stay.
    """
    text = _AROUND_TAB.sub("\t", _spaces().sub(" ", _spelled(_line_ends().sub("\n", text))))
    return "\n".join(line.strip(" ") for line in text.split("\n")).strip("\n ")


def _spelled(text: str) -> str:
    text = _unseen().sub("", text)
    for ligature, spelled in letters().items():
        text = text.replace(ligature, spelled)
    return unicodedata.normalize("NFC", text)


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{character_class('unseen')}]")


@cache
def _line_ends() -> re.Pattern[str]:
    return re.compile(f"\r\n?|[{character_class('line_ends', 'line_separators')}]")


@cache
def _spaces() -> re.Pattern[str]:
    return re.compile(f"[ {character_class('spaces')}]+")


def parted_by_empty(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks without the empty ones; where many are empty, only these part the others."""
    empty = sum(not block.text.strip() for block in blocks)
    if empty * _EMPTY_SHARE < len(blocks):
        return [block for block in blocks if block.text.strip()]
    parted, apart = [], False
    for block in blocks:
        if block.text.strip():
            parted.append(Block(block.text, apart, block.page))
        apart = not block.text.strip()
    return parted


def joined(blocks: Iterable[Block], limits: Limits) -> Reading:
    """Return the text that blocks make, one line each, and where its pages begin."""
    parts: list[str] = []
    pages: list[tuple[int, int]] = []
    elements: list[tuple[int, str]] = []
    at = 0
    for block in blocks:
        text = plain(block.text if block.page else block.text.replace(PAGE_BREAK, ""))
        if not text.strip():
            continue
        between = ("\n\n" if block.apart else "\n") if parts else ""
        parts.append(between)
        at += len(between)
        if block.place and (not elements or elements[-1][1] != block.place):
            elements.append((at, block.place))
        for n, piece in enumerate(text.split(PAGE_BREAK)):
            if block.page and (not pages or pages[-1][1] != block.page + n):
                pages.append((at, block.page + n))
            parts.append(piece)
            at += len(piece)
        if at > limits.characters:
            raise SourceError("too_long", str(limits.characters))
    return Reading("".join([*parts, "\n"]) if parts else "", tuple(pages), tuple(elements))

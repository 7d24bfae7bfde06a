"""Whose a name is that stands inside of longer words or names: "Hanne Jensen" has the letters of "Anne Jensen"."""

from __future__ import annotations

import re
from functools import cache

from .lettered import letters_of
from .lexicon import load
from .name_shapes import given_names
from .people import begins_before

_LETTERS_BEFORE = re.compile(r"[^\W\d_]+\Z")
_LETTERS_AFTER = re.compile(r"[^\W\d_]*")
_CAPITAL_BEFORE = re.compile(r"[A-ZÆØÅ]*[a-zæøåéüö]*\Z")
_GAP = re.compile(r"[\W\d_]*")
_LOOK = 40  # letters of which words have fewer


def begins_anothers(text: str, start: int) -> bool:
    """Whether a given name stands before a name and makes it another's: "Jens |Peter Holm", "Jens|PeterHolm"."""
    if begins_before(text, start):
        return True
    before = _word_before(text, start)
    return _is_hump(text, start) and before in given_names()


def is_anothers(text: str, start: int, end: int) -> bool:
    """Whether the letters of a long name, which may stand inside of words, are a part of another person's name.

    So they are where a given name stands before, where they begin inside of a word that ends with a blank ("H|anne
    Jensen") or in which they end a longer given name ("h|annejensen"), and where a family name goes on behind them
    ("Anne Lund|gaard"). Other words do not make it another's: "klage|annejensen", "Anne Jensen|sagen".
    """
    return begins_anothers(text, start) or _begins_in_name(text, start, end) or _ends_in_name(text, end)


def _begins_in_name(text: str, start: int, end: int) -> bool:
    before = _word_before(text, start)
    if not before or _is_hump(text, start):
        return False
    first = _LETTERS_AFTER.match(text, start)
    stop = first.end() if first else start
    if stop < end:
        gap = _GAP.match(text, stop)
        if before[0].isupper() or (gap and any(each.isspace() for each in gap.group())):
            return True
    word = letters_of(before)
    whole = word + letters_of(text[start:end])
    return word in _given() or any(len(name) > len(word) and whole.startswith(name) for name in _given())


def _ends_in_name(text: str, end: int) -> bool:
    rest = _LETTERS_AFTER.match(text, end)
    tail = letters_of(rest.group()) if rest and not _is_hump(text, end) else ""
    endings = load("namesakes")["family_endings"]
    return tail in endings or (tail.endswith("s") and tail[:-1] in endings)


def _word_before(text: str, start: int) -> str:
    """The letters right before a place, from the last capital on."""
    run = _LETTERS_BEFORE.search(text, max(0, start - _LOOK), start)
    word = _CAPITAL_BEFORE.search(run.group()) if run else None
    return word.group() if word else ""


def _is_hump(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at].isupper() and text[at - 1].islower()


@cache
def _given() -> frozenset[str]:
    return frozenset(map(letters_of, given_names()))

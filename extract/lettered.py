"""Names and texts by their letters alone: in one way of writing, in every order, and as a stream with places."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .model import Span
from .name_shapes import given_names

# Letters with the marks that belong to them, and what may stand unseen between them (soft hyphen, zero width).
_MARKS = "[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]*"
WORD = re.compile(f"(?:[^\\W\\d_]{_MARKS})+")
_ONE = re.compile(f"[^\\W\\d_]{_MARKS}|█+")
_UNSEEN = re.compile("[^\\w]|[\\d_]")
_STOP = "\0"  # stands for what is masked: no name goes on behind it
_PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ü": "ue", "ö": "oe", "ä": "ae"})


@lru_cache(maxsize=50_000)
def letters_of(name: str) -> str:
    """Return the letters of a name in one way of writing.

    >>> letters_of("Anne-Marie  BERG")
    'annemarieberg'
    """
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", name).casefold())


def words_of(name: str) -> str:
    """Return the words of a name in one way of writing.

    >>> words_of("Anne-Marie  BERG")
    'anne marie berg'
    """
    return " ".join(letters_of(word) for word in WORD.findall(name))


def orders(name: str) -> tuple[str, ...]:
    """Return the orders of a full name, those with family names first among them; () for one word.

    >>> orders("Anne-Mette Bjerg-Hansen")
    ('anne mette bjerg hansen', 'bjerg hansen anne mette', 'hansen anne mette bjerg')

    A given name in the middle begins none: "Peter Holm, Jens" are two people. What addresses have for letters of
    few alphabets is one way more: "soeren", "jose".
    """
    words = words_of(name).split()
    if len(words) < 2:
        return ()
    turned = [words]
    if all(len(word) > 1 for word in words):
        last = len(words) - 1
        turned += [
            words[n:] + words[:n] for n in range(1, last + 1) if n == last or words[n].capitalize() not in given_names()
        ]
    found = [" ".join(each) for each in turned]
    ways = (*found, *(each.translate(_PLAIN) for each in found), *map(_without_marks, found))
    return tuple(dict.fromkeys(ways))


def _without_marks(name: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", name) if not unicodedata.combining(each))


def stream_of(text: str) -> tuple[str, list[Span]]:
    """Return the letters of a text without what stands between them, and the place of each.

    >>> stream_of("A-b")
    ('ab', [Span(start=0, end=1), Span(start=2, end=3)])
    """
    letters: list[str] = []
    places: list[Span] = []
    for match in _ONE.finditer(text):
        some = _STOP if match.group()[0] == "█" else letters_of(match.group())
        letters += some
        places += [Span(*match.span())] * len(some)
    return "".join(letters), places

"""Tells whether a long name can be what an acronym stands for."""

from __future__ import annotations

import re

from .keys import words

# Small words may lend their letter to the acronym or not: "Sundhed og omsorg", "Den digitale …".
_SMALL = frozenset(("og", "i", "på", "for", "af", "til", "den", "det", "de", "med", "om", "under", "vedr"))
# Heads that Danish writes together with the word before them and acronyms count as one more part.
_HEADS = (
    "center",
    "centret",
    "centeret",
    "centrets",
    "centerets",
    "udvalget",
    "udvalgets",
    "udvalg",
    "kommune",
)


def parts(name: str) -> list[tuple[str, bool]]:
    """Return the parts of a long name that an acronym can take letters from, each with whether it must."""
    found: list[tuple[str, bool]] = []
    for word in words(name):
        folded = word.casefold()
        head = next((h for h in _HEADS if folded.endswith(h) and len(folded) > len(h) + 2), None)
        pieces = [folded[: -len(head)], head] if head else [folded]
        found.extend((piece, piece not in _SMALL) for piece in pieces)
    return found


def stands_for(acronym: str, name: str) -> bool:
    """Whether every letter of `acronym` begins a part of `name`, in order, leaving no content word out.

    Each part gives its first one to three letters ("HR", "BYråds"); small words give theirs or none.
    """
    letters = re.sub(r"[^a-zæøå0-9]", "", acronym.casefold())
    pieces = parts(name)
    if len(letters) < 2 or len([must for _, must in pieces if must]) < 2:
        return False
    return _consumes(letters, pieces)


def _consumes(letters: str, pieces: list[tuple[str, bool]]) -> bool:
    if not pieces:
        return not letters
    (piece, must), rest = pieces[0], pieces[1:]
    if not must and _consumes(letters, rest):
        return True
    return any(letters.startswith(start) and _consumes(letters[len(start) :], rest) for start in _starts(piece))


def _starts(piece: str) -> list[str]:
    """What a part can lend: its first letter or two, or the first letters of a compound's two halves.

    The halves of a compound meet at a linking s: *ungdoms|rådgivning*.
    """
    seams = [i for i in range(4, len(piece) - 4) if piece[i - 1] == "s"]
    return [piece[:1], piece[:2], *(piece[0] + piece[i] for i in seams)]


def clipped(acronym: str, name: str) -> bool:
    """Whether `acronym` is the first syllables of a name in two halves: NY-NY, "Nye Rammer - Ny Administration".

    Each part of the acronym must begin the matching part of the name between its dashes, and the last
    must be a whole word there: parts of two letters that begin words are too easily found by chance.
    """
    short = [word.casefold() for word in words(acronym)]
    halves = [half for half in re.split(r"\s+[-–—]\s+", name) if words(half)]
    if len(short) < 2 or len(short) != len(halves):
        return False
    heads = [words(half)[0].casefold() for half in halves]
    return all(head.startswith(part) for part, head in zip(short, heads, strict=True)) and short[-1] == heads[-1]

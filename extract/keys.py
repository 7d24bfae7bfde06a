"""The normal form under which spellings of one Danish name meet: inflection, genitive, hyphens, compounds."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# A word is letters and digits; hyphens, dashes and slashes part words, apostrophes belong to endings.
_WORD = re.compile(r"[^\W_]+(?:['’´`](?:[^\W_]+)?)?")
_ACRONYM = re.compile(r"(?P<letters>[A-ZÆØÅ][A-ZÆØÅ0-9&]{1,5})(?:['’]?s)?")
_DEFINITE = ("ne", "en", "et", "e")
_COMPOUND_HEADS = ("programm", "program", "projekt")
_SHORTEST_ROOT = 4  # below this an ending is as likely part of the word: "Per", "plan"
_CONSONANTS = "bcdfghjklmnpqrstvxz"


def is_acronym(word: str) -> bool:
    """Whether a word is written as an acronym, in the genitive or not: ØDC, ØDCs, KL's, OS2."""
    return bool(_ACRONYM.fullmatch(word))


def acronym_of(word: str) -> str:
    """Return an acronym without its genitive ending."""
    match = _ACRONYM.fullmatch(word)
    return match["letters"] if match else word


@lru_cache(maxsize=200_000)
def word_key(word: str) -> str:
    """Return what the spellings of one word have in common: `monopolbruddets` and `Monopolbrud` meet.

    Genitive and definite endings and the compound heads -program and -projekt are taken off and a doubled
    last consonant made single. Plurals stay apart from singulars: a list of plans is no plan.
    """
    folded = unicodedata.normalize("NFC", word).casefold()
    folded = re.sub(r"['’´`]s?\Z", "", folded)
    if is_acronym(word):
        return acronym_of(word).casefold()
    root = _undouble(_without_definite(_without_s(folded)))
    for head in _COMPOUND_HEADS:
        stem = root.removesuffix(head)
        if stem != root and len(stem) > _SHORTEST_ROOT:
            root = _undouble(_without_definite(_without_s(stem)))
    root = _without_s(root)
    return root.removesuffix("centr") + "center" if root.endswith("centr") else root


def _without_s(word: str) -> str:
    return word[:-1] if len(word) > _SHORTEST_ROOT and word[-1] == "s" and word[-2] not in "sxz" else word


def _without_definite(word: str) -> str:
    for ending in _DEFINITE:
        root = word.removesuffix(ending)
        # "-ne" makes a plural definite ("analyserne", "husene") and only that.
        if root != word and len(root) >= _SHORTEST_ROOT and (ending != "ne" or root[-1] in "re"):
            return root
    return word


def _undouble(word: str) -> str:
    doubled = len(word) > _SHORTEST_ROOT and word[-1] == word[-2] and word[-1] in _CONSONANTS
    return word[:-1] if doubled else word


def words(text: str) -> list[str]:
    """Return the words of a name, without the signs between them."""
    return _WORD.findall(text)


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """Return the key of a whole name: its words' keys, separated by single spaces.

    A leading article and "ny" are no part of what a thing is called.
    """
    keys = [word_key(word) for word in words(name)]
    while len(keys) > 1 and keys[0] in ("den", "det", "de"):
        keys = keys[1:]
    return " ".join(keys)


def fold(text: str) -> str:
    """Return a name in lower case, letters and digits separated by single spaces: exact but for signs."""
    return " ".join(word.casefold() for word in words(unicodedata.normalize("NFC", text)))


def nominative(name: str) -> str:
    """Return a name without the genitive that its place in a sentence gave it."""
    name = re.sub(r"['’]s\Z", "", re.sub(r"\s+", " ", name))
    return name[:-1] if re.search(r"(?:et|en|erne|forum|gård|ce)s\Z", name) else name

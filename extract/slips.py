"""Reads names of one word that a text misspells by a letter, where length and context leave one reading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from .choices import Choice
from .entities import Entities
from .keys import fold
from .model import Mention, Node, Span
from .names import PROJECTS, Name, NameList

_WORD = re.compile(r"(?<![\w-])[A-ZÆØÅa-zæøå][\w]{4,}(?![\w-])")
# Letters from which a word with one wrong can be but one name: alone, and beside the name itself.
_ALONE, _BESIDE = 8, 5
_SHORT_KINDS = ("system", "organization")
_LONG_KINDS = ("system", "organization", *PROJECTS, "unit", "body")
_LONGEST_COMMON = 12  # a Danish compound shorter than this has neighbours that are words of their own


def slip_choices(text: str, named: Sequence[Choice], names: NameList, entities: Entities) -> Iterator[Choice]:
    """Yield the words that are a known name but for one letter: same first letter, no other name as near.

    Systems and organisations are written with a capital and may be short; a short one must be named rightly
    in the same document. Other names must be long compounds.
    """
    known = _single_words(names)
    here = {choice.mention.node for choice in named}
    words: dict[str, list[int]] = defaultdict(list)
    for match in _WORD.finditer(text):
        if match.group()[0].isupper() or match.end() - match.start() >= _LONGEST_COMMON:
            words[match.group()].append(match.start())
    for word in sorted(words):
        name = _meant(word, known, here)
        if name is not None:
            entities.name(name)
            for start in words[word]:
                yield Choice(Mention(Span(start, start + len(word)), name.node, "misspelt", 70))


def _single_words(names: NameList) -> dict[tuple[str, int], list[tuple[str, str, Name]]]:
    """Names of one word by first letter and length: as written and folded."""
    found: dict[tuple[str, int], list[tuple[str, str, Name]]] = defaultdict(list)
    for name in names.names:
        for alias in name.aliases if name.node.kind in _LONG_KINDS else ():
            if alias.surface.isalpha() and len(alias.surface) >= _BESIDE:
                folded = fold(alias.surface)
                found[folded[0], len(folded)].append((alias.surface, folded, name))
    return found


def _meant(word: str, known: dict[tuple[str, int], list[tuple[str, str, Name]]], here: set[Node]) -> Name | None:
    folded = fold(word)
    near: dict[Node, Name] = {}
    for length in (len(folded) - 1, len(folded), len(folded) + 1):
        for surface, name_folded, name in known.get((folded[0], length), ()):
            if name_folded == folded or folded.removesuffix("s") == name_folded:
                return None
            if OSA.distance(folded, name_folded, score_cutoff=1) <= 1 and _may_be(word, surface, name, here):
                near[name.node] = name
    return next(iter(near.values())) if len(near) == 1 else None


def _may_be(word: str, surface: str, name: Name, here: set[Node]) -> bool:
    if name.node.kind in _SHORT_KINDS:
        alike = word[0].isupper() and surface[0].isupper() and not word.isupper()
        return alike and (len(word) >= _ALONE or name.node in here)
    # The ends carry grammar: another ending is another form of the word, not a slip.
    return min(len(word), len(surface)) >= _LONGEST_COMMON and word[-3:].casefold() == surface[-3:].casefold()

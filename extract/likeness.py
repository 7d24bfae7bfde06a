"""Says which names resemble one another though they are not one: what they share, and what keeps them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from rapidfuzz.distance import OSA

from .joins import Apart, is_slip, surfaces_of
from .keys import is_acronym, name_key
from .lexicon import load
from .names import Kept, Name


def near_misses(names: Sequence[Name], apart: Apart) -> Iterator[Kept]:
    """Yield pairs that resemble one another and are not one, each with what they share and what keeps them apart."""
    blocks: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for name in sorted((n for n in names if n.rules != ("language",)), key=lambda n: n.node):
        for block in sorted(_likeness_blocks(name)):
            blocks[name.node.kind, block].append(name)
    pairs = {
        (one.node, other.node): (one, other)
        for _, members in sorted(blocks.items())
        if len(members) <= _COMMON
        for one, other in combinations(members, 2)
        if one.node != other.node
    }
    for _, (one, other) in sorted(pairs.items()):
        shared = resemblance(surfaces_of(one), surfaces_of(other))
        if shared:
            reason = apart.against(surfaces_of(one), surfaces_of(other)) or difference(one, other)
            yield Kept(one.node.kind, one.label, other.label, shared, reason)


_COMMON = 40  # a word that so many names have says nothing of two of them


def _likeness_blocks(name: Name) -> set[str]:
    """What names that may resemble this one have too: a word, a compound's beginning, all letters but one."""
    found: set[str] = set()
    for surface in surfaces_of(name):
        if is_acronym(surface):
            found |= {f"{surface[:n]}_{surface[n + 1 :]}" for n in range(len(surface))} | {f"_{surface}", surface}
            found |= {f"{surface[:n]}_{surface[n:]}" for n in range(len(surface) + 1)}
            found.add("".join(sorted(surface)))  # two letters changed about
        else:
            parts = [w for w in name_key(surface).split(" ") if len(w) > 3]
            found |= {*parts, *(f"{w[:6]}*" for w in parts if len(w) >= 6)}
    return found


def resemblance(one: Sequence[str], other: Sequence[str]) -> str | None:
    """Return what two things' spellings share: close acronyms, a slip, half of their words; None for little."""
    ones, others = [s for s in one if is_acronym(s)], [s for s in other if is_acronym(s)]
    if any(OSA.distance(a, b) <= 1 for a in ones for b in others):
        return "close-acronyms"
    long, other_long = [s for s in one if not is_acronym(s)], [s for s in other if not is_acronym(s)]
    if any(is_slip(name_key(a), name_key(b)) for a in long for b in other_long):
        return "one-slip-apart"
    for a in long:
        for b in other_long:
            x, y = _content(a), _content(b)
            if x & y and len(x & y) * 2 >= min(len(x), len(y)):
                return "same-words"
            if len(x) == len(y) and len(x - y) == 1 and _common_beginning(min(x - y), min(y - x)):
                return "same-beginning"
    return None


def _content(surface: str) -> frozenset[str]:
    """The words of a name that say which one it is: no small words, years, or words for any undertaking."""
    return frozenset(
        w for w in name_key(surface).split(" ") if len(w) > 3 and not w.isdigit() and w not in _generic_keys()
    )


@cache
def _generic_keys() -> frozenset[str]:
    lists = load("projects")
    said = [*lists["heads"]["generic"], *load("names")["body"]["groups"], "budget", "kommune", "implementering"]
    return frozenset(name_key(word) for word in said)


def _common_beginning(a: str, b: str) -> bool:
    """Whether two compounds have their first half in common: borgerkontakt, borgerservice."""
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= 6 and shared * 2 >= min(len(a), len(b))


def difference(one: Name, other: Name) -> str:
    """Return the rule that keeps two names apart where none forbids the join: none speaks for it."""
    ones = [s for s in surfaces_of(one) if is_acronym(s)]
    if ones and any(OSA.distance(a, b) <= 1 for a in ones for b in surfaces_of(other) if is_acronym(b)):
        last = {a[-1] for a in ones} | {b[-1] for b in surfaces_of(other) if is_acronym(b)}
        return "different-class-letter" if len(last) > 1 else "close-acronyms-are-different"
    a, b = name_key(one.label).split(" "), name_key(other.label).split(" ")
    if a[-1] != b[-1]:
        return "different-head"
    return "no-rule-joins-them"

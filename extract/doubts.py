"""Lists what is uncertain about names, so that a person can settle it with one word each, the most valuable first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .joins import Apart, surfaces_of
from .likeness import near_misses
from .model import Node
from .names import Kept, Name, NameList
from .register_conflicts import compared
from .register_model import RegisterLine

# How likely it is, in hundredths, that a likeness is one thing after all: what a person's look is worth.
_WORTH = {"one-slip-apart": 60, "fits-several": 50, "close-acronyms": 40, "same-words": 20, "same-beginning": 10}
# Of a pair of which one is this many times as frequent, the rarer is likely a slip of the pen.
_RARE = 8
_OFTEN = 5  # mentions
_SURE = 95  # hundredths from which a name is not asked about


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """A question: whether a name is a thing (`other` empty), or whether two names are one thing.

    `value` is the number of mentions that the answer settles times the chance in hundredths that it
    changes something.
    """

    value: int
    kind: str
    name: str
    other: str
    reason: str  # of `rules.toml`: what was seen
    against: str  # of `rules.toml`: what kept two names apart; empty for a single name
    mentions: int
    confidence: int  # hundredths


def doubts(names: NameList, apart: Apart, counts: Mapping[Node, int], register: Sequence[RegisterLine]) -> list[Doubt]:
    """Return what is uncertain, the most valuable first; what `register` has settled is left out.

    `counts` has the number of mentions of each thing.
    """
    open_ = [
        *_single(names.names, counts, _SURE),
        *_single(names.uncertain, counts, 100),
        *_pairs(names, apart, counts),
    ]
    settled_names, settled_pairs = _settled(register)
    asked = {
        doubt
        for doubt in open_
        if ({compared(doubt.name), compared(doubt.other)} not in settled_pairs)
        and (doubt.other or (doubt.kind, compared(doubt.name)) not in settled_names)
    }
    return sorted(asked, key=lambda d: (-d.value, d.kind, d.name, d.other))


def _settled(register: Iterable[RegisterLine]) -> tuple[set[tuple[str, str]], list[set[str]]]:
    names: set[tuple[str, str]] = set()
    pairs: list[set[str]] = []
    for line in register:
        if line.action in ("confirm", "reject", "rename", "merge"):
            names.add((line.kind, compared(line.name)))
        pairs += [{compared(line.name), compared(other)} for other in line.other]
    return names, pairs


def _single(names: Iterable[Name], counts: Mapping[Node, int], sure: int) -> Iterator[Doubt]:
    for name in names:
        if name.confidence < sure and name.rules and name.about is None:
            mentions = max(1, counts.get(name.node, 0))
            rule = name.rules[0]
            value = mentions * (100 - name.confidence)
            yield Doubt(value, name.node.kind, name.label, "", rule, "", mentions, name.confidence)


def _pairs(names: NameList, apart: Apart, counts: Mapping[Node, int]) -> Iterator[Doubt]:
    by_label = {(name.node.kind, name.label): name for name in names.names}
    seen: set[tuple[str, str, str]] = set()
    for kept in [*names.kept, *near_misses(names.names, apart)]:
        one, other = by_label.get((kept.kind, kept.one)), by_label.get((kept.kind, kept.other))
        if one is None or kept.against in ("kept-apart-by-a-person", "different-years", "members-of-one-list"):
            continue
        if (kept.kind, kept.one, kept.other) in seen:
            continue
        seen.add((kept.kind, kept.one, kept.other))
        yield _pair(kept, one, other, counts)


def _pair(kept: Kept, one: Name, other: Name | None, counts: Mapping[Node, int]) -> Doubt:
    often = counts.get(one.node, 0)
    seldom = counts.get(other.node, 0) if other else 1
    many, few = max(often, seldom), max(1, min(often, seldom))
    worth = _WORTH.get(kept.rule, _WORTH.get(kept.against, 10)) // (4 if kept.against == "different-head" else 1)
    if kept.rule == "close-acronyms" and other is not None:
        # Two that each have a long name, or are often used, are two; one that is seldom seen is a slip.
        long_names = all(any(" " in s or len(s) > 6 for s in surfaces_of(name)) for name in (one, other))
        worth = 80 if many >= _RARE * few and not long_names else 3 if long_names or few >= _OFTEN else worth
    first, second = (_short(one), _short(other) if other else kept.other)
    if other is not None and seldom > often:
        first, second = second, first
    return Doubt(few * worth, kept.kind, first, second, kept.rule, kept.against, few, 100 - worth)


def _short(name: Name) -> str:
    """What a thing is asked about by: its acronym where that is what resembles another's."""
    return name.notation or name.label

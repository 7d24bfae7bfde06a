"""Puts the spellings of one key together, with the evidence for them, and makes names of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .keys import is_acronym, name_key
from .lexicon import load
from .model import Candidate, Node
from .names import Alias, Join, Name, confidence_of, mode_of
from .project_names import years_of


@dataclass(slots=True)
class Group:
    """Spellings of one kind that share a key, with the evidence for them."""

    kind: str
    key: str
    votes: Counter[str] = field(default_factory=Counter)  # spelling -> votes
    weights: dict[str, int] = field(default_factory=dict)  # rule -> its weight
    documents: int = 1
    cores: dict[str, str] = field(default_factory=dict)  # name less the process or years said with it -> the whole

    def add(self, candidate: Candidate, count: int) -> None:
        """Add a candidate that `count` documents have."""
        self.votes[candidate.surface] += count
        if self.kind == "project" and candidate.about:
            self.cores[candidate.about] = min(candidate.surface, self.cores.get(candidate.about, candidate.surface))
        self.weights[candidate.rule] = max(candidate.weight, self.weights.get(candidate.rule, 0))
        self.documents = max(self.documents, count)

    @property
    def weight(self) -> int:
        """All evidence, in tenths of log-odds."""
        further = int(load("projects")["weights"]["further"])
        return sum(self.weights.values()) + further * (min(self.documents, 3) - 1)

    @property
    def label(self) -> str:
        """The spelling most used among those with a capital; the shortest of equals."""
        best = min(self.votes, key=lambda s: (not s[:1].isupper(), s.isupper(), -self.votes[s], len(s), s))
        return best[:1].upper() + best[1:]


def grouped(votes: Counter[Candidate]) -> dict[str, list[Group]]:
    """Spellings with equal keys together, kind by kind, sorted by key; of different years apart."""
    found: dict[tuple[str, str], list[tuple[Candidate, int]]] = defaultdict(list)
    for candidate, count in sorted(votes.items()):
        named = candidate.about if candidate.kind == "project" and candidate.about else candidate.surface
        found[candidate.kind, named if is_acronym(named) else name_key(named)].append((candidate, count))
    by_kind: dict[str, list[Group]] = defaultdict(list)
    for (kind, key), members in sorted(found.items()):
        years = {years_of(c.surface) for c, _ in members} - {""} if kind == "project" else set()
        for year in sorted({*years, ""}) if len(years) > 1 else ("",):
            of_year = [m for m in members if len(years) <= 1 or years_of(m[0].surface) == year]
            if of_year:
                group = Group(kind, f"{key} {year}".strip() if len(years) > 1 else key)
                for candidate, count in of_year:
                    group.add(_whole(candidate) if len(years) > 1 else candidate, count)
                by_kind[kind].append(group)
    return by_kind


def _whole(candidate: Candidate) -> Candidate:
    """A candidate whose years are part of what it is: several years of one thing are several things."""
    return Candidate(candidate.kind, candidate.surface, candidate.rule, candidate.weight)


def named_group(group: Group, node: Node, *, notation: str | None = None) -> Name:
    """Return the name of a group, with why each of its spellings is its."""
    surfaces = sorted({*group.votes, *group.cores})
    # A common word that stood with a capital in a row of units is one only with the capital: Borgerservice.
    in_row = set(group.weights) == {"row-of-units"} and not is_acronym(group.key)
    joins = {Join(s, "process-or-years", group.cores[s]) for s in group.cores if s not in group.votes}
    joins |= {Join(s, "same-key", group.label) for s in group.votes if s != group.label}
    return Name(
        node,
        group.label,
        tuple(Alias(surface, "capitalised" if in_row else mode_of(surface, group.kind)) for surface in surfaces),
        tuple(sorted(group.weights)),
        confidence_of(group.weight),
        notation,
        joins=tuple(sorted(joins)),
        weight=group.weight,
    )


def unknown_of(members: Sequence[str], known: Iterable[str]) -> list[str]:
    """What in a row is not known, where at least half of it is."""
    names = set(known)
    unknown = [m for m in members if m not in names]
    return unknown if len(unknown) * 2 <= len(members) else []

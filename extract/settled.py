"""Applies what people have decided about single statements, which no rule outweighs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from .model import Node, Statement
from .register_conflicts import compared
from .register_model import RegisterLine, claim_of

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Settled(Generic[T]):
    """The lines of a register about statements, by the things and the predicate of each statement they decide.

    Things may be nodes or IRIs: whatever the labels are given for.
    """

    lines: Mapping[tuple[T, str, T], tuple[RegisterLine, ...]]

    @classmethod
    def of(cls, lines: Iterable[RegisterLine], labels: Mapping[T, Sequence[str]]) -> Settled[T]:
        """Return what lines decide, given each thing's label and, after it, its other spellings.

        A name means the things that have it as their label; where none has, those that have it as a spelling.
        """
        wanted = list(lines)
        found: dict[tuple[T, str, T], set[RegisterLine]] = defaultdict(set)
        called = _called(labels) if wanted else {}
        for line in wanted:
            for predicate, name in filter(None, map(claim_of, line.other)):
                for subject in called.get(compared(line.name), ()):
                    for object_ in called.get(compared(name), ()):
                        found[subject, predicate, object_].add(line)
        return cls({claim: tuple(sorted(each)) for claim, each in found.items()})

    def line(self, subject: T, predicate: str, object_: T, observed: str | None) -> RegisterLine | None:
        """Return the line that decides about a statement of a day, None where none does.

        Lines that spell a name in two ways may disagree; then what is rejected is not accepted.
        """
        lines = [line for line in self.lines.get((subject, predicate, object_), ()) if _holds(line, observed)]
        return min(lines, key=lambda line: (line.action != "reject", line), default=None)


def settle(statements: Iterable[Statement], settled: Settled[Node]) -> Iterator[Statement]:
    """Yield the statements, accepted or not as people have decided, and as the rules have it where nobody has."""
    for statement in statements:
        line = settled.line(statement.subject, statement.predicate, statement.object, statement.observed)
        yield statement if line is None else replace(statement, accepted=line.action == "confirm")


def _called(labels: Mapping[T, Sequence[str]]) -> Mapping[str, set[T]]:
    by_label: dict[str, set[T]] = defaultdict(set)
    by_spelling: dict[str, set[T]] = defaultdict(set)
    for thing, (label, *others) in labels.items():
        by_label[compared(label)].add(thing)
        for spelling in others:
            by_spelling[compared(spelling)].add(thing)
    return {key: things for key, things in {**by_spelling, **by_label}.items() if key}


def _holds(line: RegisterLine, observed: str | None) -> bool:
    """Whether the time of a line has a day; of a day that is not known only a line for all time speaks."""
    if not observed:
        return not (line.valid_from or line.valid_to)
    after = observed[: len(line.valid_from)] >= line.valid_from
    return after and (not line.valid_to or observed[: len(line.valid_to)] <= line.valid_to)

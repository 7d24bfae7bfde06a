"""Finds the lines of a register that cannot both hold, and names them all."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from itertools import product

from .errors import RegisterFault
from .keys import acronym_of, is_acronym, name_key
from .register_csv import fault
from .register_model import STATEMENT, RegisterLine, claim_of

Name = tuple[str, str]  # kind, and what names are compared by


def compared(name: str) -> str:
    """Return what a name is compared by: an acronym to the letter, any other name by its key.

    A key has no capital letters and an acronym has, so the two never meet by chance.
    """
    return acronym_of(name) if is_acronym(name) else name_key(name)


def find_conflicts(lines: Iterable[RegisterLine]) -> Iterator[RegisterFault]:
    """Yield every contradiction between lines, each at the later line and naming all lines that make it."""
    all_in_order = sorted(lines, key=lambda line: line.number)
    yield from _confirmed_and_rejected([line for line in all_in_order if line.kind == STATEMENT])
    in_order = [line for line in all_in_order if line.kind != STATEMENT]
    yield from _rejected_and_used(in_order)
    yield from _split_and_joined(in_order)
    yield from _renamed_twice(in_order)
    yield from _renamed_in_a_ring(in_order)


def _confirmed_and_rejected(lines: list[RegisterLine]) -> Iterator[RegisterFault]:
    """A statement that is confirmed and rejected for one time; for two times it may have held and not hold."""
    by_claim: dict[tuple[str, ...], list[RegisterLine]] = defaultdict(list)
    for line in lines:
        for predicate, object_ in filter(None, map(claim_of, line.other)):
            by_claim[compared(line.name), predicate, compared(object_)].append(line)
    for same in by_claim.values():
        for yes, no in product(*([line for line in same if line.action == a] for a in ("confirm", "reject"))):
            if _overlap(yes, no):
                yield fault(
                    max(yes.number, no.number), "confirmed_and_rejected",
                    name=yes.name, other=yes.other[0], confirmed=yes.number, rejected=no.number,
                )  # fmt: skip


def _overlap(one: RegisterLine, other: RegisterLine) -> bool:
    """Whether the times of two lines have a day in common; a time that is not said is all time."""
    return not (_before(one, other) or _before(other, one))


def _before(one: RegisterLine, other: RegisterLine) -> bool:
    end, start = one.valid_to, other.valid_from
    least = min(len(end), len(start))  # a year holds all its days
    return bool(least) and end[:least] < start[:least]


def _names(line: RegisterLine) -> list[Name]:
    return [(line.kind, compared(name)) for name in (line.name, *line.other)]


def _rejected_and_used(lines: list[RegisterLine]) -> Iterator[RegisterFault]:
    """A name that is no thing of a kind is confirmed, renamed, renamed to, merged or succeeds as one."""
    rejected = {_names(line)[0]: line for line in reversed(lines) if line.action == "reject"}
    for line in lines:
        if line.action in ("reject", "split"):  # that two are not one holds for what is nothing, too
            continue
        # A spelling of a confirmed thing may well be no name of its own.
        names = _names(line)[:1] if line.action == "confirm" else _names(line)
        for name in sorted(set(names) & rejected.keys()):
            no = rejected[name]
            yield fault(
                max(line.number, no.number), "rejected_and_used",
                name=no.name, kind=no.kind, rejected=no.number, action=line.action, used=line.number,
            )  # fmt: skip


def _split_and_joined(lines: list[RegisterLine]) -> Iterator[RegisterFault]:
    """Two things that are split are one by other lines, be it through a chain of them."""
    joins: dict[Name, dict[Name, int]] = defaultdict(dict)
    spellings: dict[frozenset[Name], int] = {}
    for line in lines:
        first, *rest = _names(line)
        for other in rest:
            if line.action in ("merge", "rename"):
                joins[first].setdefault(other, line.number)
                joins[other].setdefault(first, line.number)
            elif line.action == "confirm":
                # No link of a chain: "Anne" may be the short form of two people who are split with reason.
                spellings.setdefault(frozenset((first, other)), line.number)
    for line in lines:
        if line.action != "split":
            continue
        first, *rest = _names(line)
        for other, shown in zip(rest, line.other, strict=True):
            by = _chain(joins, first, other) or [n for n in [spellings.get(frozenset((first, other)))] if n]
            if by:
                yield fault(
                    max(line.number, *by), "split_and_joined",
                    name=line.name, other=shown, kind=line.kind, split=line.number, joined=_numbers(by),
                )  # fmt: skip


def _chain(joins: dict[Name, dict[Name, int]], start: Name, end: Name) -> list[int]:
    """The lines of the shortest chain that makes two names one, none where there is no chain."""
    came: dict[Name, tuple[Name, int]] = {}
    todo = deque([start])
    while todo and end not in came:
        here = todo.popleft()
        for name, number in joins.get(here, {}).items():
            if name != start and name not in came:
                came[name] = (here, number)
                todo.append(name)
    numbers = []
    while end in came:
        end, number = came[end]
        numbers.append(number)
    return numbers


def _renamed_twice(lines: list[RegisterLine]) -> Iterator[RegisterFault]:
    first_of: dict[Name, RegisterLine] = {}
    for line in lines:
        if line.action != "rename":
            continue
        first = first_of.setdefault(_names(line)[0], line)
        if first.other != line.other:
            yield fault(
                line.number, "renamed_twice",
                name=line.name, kind=line.kind, first=first.other[0], first_line=first.number,
                second=line.other[0], second_line=line.number,
            )  # fmt: skip


def _renamed_in_a_ring(lines: list[RegisterLine]) -> Iterator[RegisterFault]:
    """Following the renames of a name leads back to it, so that no name is left to show."""
    renames = {_names(line)[0]: line for line in reversed(lines) if line.action == "rename"}
    seen: set[Name] = set()
    for start in renames:
        path: list[Name] = []
        here = start
        while here in renames and here not in seen:
            seen.add(here)
            path.append(here)
            here = _names(renames[here])[1]
        ring = [renames[name] for name in path[path.index(here) :]] if here in path else []
        if len(ring) > 1:  # to another spelling of itself is no ring
            last = max(ring, key=lambda line: line.number)
            numbers = _numbers(line.number for line in ring)
            yield fault(last.number, "renamed_in_a_ring", name=last.name, kind=last.kind, lines=numbers)


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(set(numbers))))

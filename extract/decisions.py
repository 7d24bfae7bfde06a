"""Applies what people have decided about names, which no evidence of any text outweighs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from .keys import fold, is_acronym, name_key
from .model import Node
from .names import BODIES, PROJECTS, Alias, Join, Name, NameList, PersonName, mode_of
from .register_conflicts import compared
from .register_model import RegisterLine

RULE = "register"
_SURE = 99  # hundredths: a person has said so
# Kinds whose names belong to no one municipality.
_EVERYWHERE = ("organization", "system", "municipality")


@dataclass(frozen=True, slots=True)
class Decided:
    """Names after the register has been applied to them."""

    names: tuple[Name, ...]
    rejected: frozenset[tuple[str, str]]  # kind and key
    without_effect: tuple[RegisterLine, ...]  # lines that reject what no text holds


def kept_apart(register: Iterable[RegisterLine]) -> list[tuple[str, str]]:
    """Return the pairs of names that a register says are not one."""
    return [(line.name, other) for line in register if line.action == "split" for other in line.other]


def apply_register(
    municipality: str, names: Sequence[Name], register: Sequence[RegisterLine], seen: frozenset[str]
) -> Decided:
    """Return the names as the register has them; `seen` holds the keys of all names that the texts hold.

    Names are rejected before others are confirmed, and joined before they are kept apart and renamed, so
    that the order of lines makes no difference.
    """
    found = list(names)
    lines = [line for line in sorted(register) if line.kind != "person"]
    rejected = frozenset((line.kind, compared(line.name)) for line in register if line.action == "reject")
    found = [kept for name in found if (kept := _without_rejected(name, rejected)) is not None]
    steps: dict[str, Callable[[str, list[Name], RegisterLine], list[Name]]] = {
        "confirm": _confirm,
        "merge": _merge,
        "split": partial(_split, seen=seen),
        "rename": _rename,
    }
    for action, step in steps.items():
        for line in lines:
            if line.action == action:
                found = step(municipality, found, line)
    return Decided(
        tuple(found),
        rejected,
        tuple(line for line in sorted(register) if line.action == "reject" and compared(line.name) not in seen),
    )


def _same_kind(one: str, other: str) -> bool:
    return one == other or any(one in kinds and other in kinds for kinds in (PROJECTS, BODIES))


def _without_rejected(name: Name, rejected: frozenset[tuple[str, str]]) -> Name | None:
    """A name without the spellings that are rejected; None where its label is."""
    gone = {key for kind, key in rejected if _same_kind(kind, name.node.kind)}
    if not gone:
        return name
    if compared(name.label) in gone:
        return None
    left = tuple(alias for alias in name.aliases if compared(alias.surface) not in gone)
    return replace(name, aliases=left) if left else None


def _owner(names: Sequence[Name], kind: str, name: str) -> int | None:
    """The place of the thing that a spelling belongs to: where it is the label, else where it is a spelling."""
    key = compared(name)
    of_kind = [(n, each) for n, each in enumerate(names) if _same_kind(kind, each.node.kind)]
    labelled = [n for n, each in of_kind if compared(each.label) == key]
    spelt = [n for n, each in of_kind if any(compared(alias.surface) == key for alias in each.aliases)]
    return next(iter([*labelled, *spelt]), None)


def node_of(municipality: str, kind: str, name: str) -> Node:
    """Return the node of a name that only the register tells."""
    key = name.casefold() if is_acronym(name) else name_key(name)
    return Node(kind, (fold(name),) if kind in _EVERYWHERE else (fold(municipality), key))


def _new(municipality: str, kind: str, name: str) -> Name:
    return Name(
        node_of(municipality, kind, name),
        name,
        (Alias(name, mode_of(name, kind)),),
        (RULE,),
        _SURE,
        name if is_acronym(name) and kind in ("unit", "body") else None,
        joins=(Join(name, RULE, name),),
        weight=100,
    )


def _confirm(municipality: str, names: list[Name], line: RegisterLine) -> list[Name]:
    """A name is a thing of its kind, with these spellings; a thing that goes by one of them is that thing."""
    names, at = _with(municipality, names, line.kind, line.name)
    for other in line.other:
        names = _joined_at(names, line.kind, line.name, other)
        at = _owner(names, line.kind, line.name) or 0
        names[at] = _spelt(names[at], other, line)
    at = _owner(names, line.kind, line.name) or 0
    notation = next((s for s in (line.name, *line.other) if is_acronym(s)), names[at].notation)
    # A project that a person calls a programme is one.
    node = Node(line.kind, names[at].node.key) if line.kind == "programme" else names[at].node
    names[at] = replace(
        names[at],
        node=node,
        label=_shown(names[at], line.name),
        confidence=_SURE,
        rules=tuple(sorted({*names[at].rules, RULE})),
        notation=notation if line.kind in ("unit", "body") else names[at].notation,
    )
    return names


def _shown(name: Name, wanted: str) -> str:
    """The label that a register's name gives: an acronym stays the short form of the long name that it has."""
    long = name.label if not is_acronym(name.label) else None
    return long if long and is_acronym(wanted) else wanted


def _merge(municipality: str, names: list[Name], line: RegisterLine) -> list[Name]:
    names, _ = _with(municipality, names, line.kind, line.name)
    for other in line.other:
        names = _joined_at(names, line.kind, line.name, other)
        at = _owner(names, line.kind, line.name) or 0
        names[at] = replace(_spelt(names[at], other, line), label=_shown(names[at], line.name))
    return names


def _with(municipality: str, names: list[Name], kind: str, name: str) -> tuple[list[Name], int]:
    at = _owner(names, kind, name)
    if at is None:
        return [*names, _new(municipality, kind, name)], len(names)
    return list(names), at


def _joined_at(names: list[Name], kind: str, name: str, other: str) -> list[Name]:
    """The names with that of `other`, where it is another thing's, become part of that of `name`."""
    at, gone = _owner(names, kind, name), _owner(names, kind, other)
    if at is None or gone is None or at == gone:
        return names
    names[at] = names[at].with_aliases(names[gone].aliases, RULE, other)
    return [each for n, each in enumerate(names) if n != gone]


def _spelt(name: Name, surface: str, line: RegisterLine) -> Name:
    return name.with_aliases([Alias(surface, mode_of(surface, line.kind))], RULE, line.name)


def _split(municipality: str, names: list[Name], line: RegisterLine, seen: frozenset[str]) -> list[Name]:
    """What a person keeps apart is two things, though the texts join them."""
    for other in line.other:
        for name in (line.name, other):
            if _owner(names, line.kind, name) is None and compared(name) in seen:
                names = [*names, _new(municipality, line.kind, name)]
        at, other_at = _owner(names, line.kind, line.name), _owner(names, line.kind, other)
        if at is None or at != other_at:
            continue
        apart = tuple(a for a in names[at].aliases if compared(a.surface) == compared(other))
        left = tuple(a for a in names[at].aliases if a not in apart)
        if left and apart:
            label = names[at].label if compared(names[at].label) != compared(other) else line.name
            names[at] = replace(names[at], aliases=left, label=label)
            names = [*names, replace(_new(municipality, line.kind, other), aliases=apart)]
    return names


def _rename(municipality: str, names: list[Name], line: RegisterLine) -> list[Name]:
    at = _owner(names, line.kind, line.name)
    if at is not None and line.other:
        names[at] = replace(_spelt(names[at], line.other[0], line), label=line.other[0])
    return names


# --- people ---------------------------------------------------------------------------------------


def people_by_register(
    municipality: str, people: Sequence[PersonName], register: Sequence[RegisterLine]
) -> tuple[PersonName, ...]:
    """Return the people with the short forms that a register gives them, and those that only it knows."""
    by_node: dict[Node, PersonName] = {person.node: person for person in people}
    lines = [line for line in sorted(register) if line.kind == "person"]
    for node in [person_node(municipality, line.name) for line in lines if line.action == "reject"]:
        by_node.pop(node, None)
    for line in lines:
        if line.action not in ("confirm", "merge"):
            continue
        node = person_node(municipality, line.name)
        person = by_node.get(node) or PersonName(node, line.name, ())
        for other in line.other:
            twin = by_node.pop(person_node(municipality, other), None) if " " in other else None
            person = replace(person, dates=tuple(sorted({*person.dates, *(twin.dates if twin else ())})))
        short = {*person.short, *((other, line.valid_from, line.valid_to) for other in line.other)}
        by_node[node] = replace(person, short=tuple(sorted(short)))
    return tuple(by_node[node] for node in sorted(by_node))


def person_node(municipality: str, name: str) -> Node:
    """Return the node of a person's full name."""
    return Node("person", (fold(municipality), fold(name)))


# --- which thing a line is about ------------------------------------------------------------------


def nodes_named(lists: Iterable[NameList]) -> dict[tuple[str, str], Node]:
    """Return the thing of each kind and spelling (as a register compares it); of several, the first list's."""
    found: dict[tuple[str, str], Node] = {}
    for names in lists:
        for name in names.names:
            for kind in _kinds_like(name.node.kind):
                for surface in (name.label, *(alias.surface for alias in name.aliases)):
                    found.setdefault((kind, compared(surface)), name.node)
        for person in names.people:
            found.setdefault(("person", compared(person.name)), person.node)
    return found


def _kinds_like(kind: str) -> tuple[str, ...]:
    return next((kinds for kinds in (PROJECTS, BODIES) if kind in kinds), (kind,))

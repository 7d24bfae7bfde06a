"""Decides over the whole corpus which people are public: who is so in one document is so in all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .decisions import person_node
from .evidence import EvidenceSum
from .model import Mention, Node
from .names import BODIES, NameList, PersonName
from .people import person_of
from .register_model import RegisterLine


def with_public(
    lists: Mapping[str, NameList], total: EvidenceSum, register: Sequence[RegisterLine]
) -> dict[str, NameList]:
    """Return the lists of names, by municipality, each saying which people are public."""
    votes = total.joined()
    return {
        name: replace(names, public=public_people(names, votes[name].offices, register))
        for name, names in lists.items()
    }


def public_people(
    names: NameList, offices: Mapping[tuple[str, str], set[str]], register: Sequence[RegisterLine]
) -> frozenset[Node]:
    """Return the people who attend, hold an office, are elected, or whom a register names.

    `offices` has for each name and unit the days on which it was read in a public capacity. A short form is whose
    it is in minutes of that day, so that "Anne B, TMC" makes Anne Berg public; where it is nobody's, the node that
    stands for it on that day is. A capacity that rests on an acronym alone counts where that is a unit's or a body's.
    """
    units = {alias.surface for name in names.names if name.node.kind in ("unit", *BODIES) for alias in name.aliases}
    by_given = _by_given_name(names)
    known = {person.name: person.node for person in names.people}
    municipality = names.municipality.key[0]
    found = set()
    for (surface, unit), days in sorted(offices.items()):
        if unit and unit not in units:
            continue
        for form in _nominatives(surface, known):
            near = replace(names, people=by_given.get(form.split(" ")[0], ()))
            found |= {person_of(form, near, day or None).node for day in sorted(days)}
            found.add(person_node(municipality, form))  # as the list of attendees has it
    said = (line for line in register if line.kind == "person" and line.action in ("confirm", "merge"))
    return frozenset(found | {person_node(municipality, line.name) for line in said})


def held_back(mentions: Sequence[Mention], names: NameList) -> frozenset[Node]:
    """Return the people among the mentions of a document that are not public."""
    if names.public is None:
        return frozenset()
    return frozenset(m.node for m in mentions if m.node.kind == "person" and m.node not in names.public)


def _nominatives(surface: str, known: Mapping[str, Node]) -> Iterator[str]:
    """A name as it stands, and without an ending -s where that makes it a known one: "Anne Bergs forslag"."""
    yield surface
    if surface.endswith("s") and surface[:-1] in known:
        yield surface[:-1]


def _by_given_name(names: NameList) -> dict[str, tuple[PersonName, ...]]:
    found: dict[str, list[PersonName]] = {}
    for person in names.people:
        found.setdefault(person.name.split(" ")[0], []).append(person)
    return {given: tuple(people) for given, people in found.items()}

"""Finds people in a document and says whose each name, short form and pair of initials is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .choices import Choice
from .entities import Entities
from .keys import fold
from .model import Mention, Minutes, Node, Span
from .name_shapes import given_names
from .names import NameList, PersonName
from .offices import title_pattern

_PERSON = re.compile(
    rf"(?<![\w-])(?!(?i:{title_pattern()})(?![\w-]))(?P<given>[A-ZÆØÅ][a-zæøåé]+)"
    r"(?P<rest>(?: +(?:[A-ZÆØÅ][a-zæøåé]+(?:-[A-ZÆØÅ][a-zæøåé]+)*|[A-ZÆØÅ](?![\w.])))*)(?P<genitive>s?)(?!\w)"
)
_INITIALS = re.compile(r"(?<![\w/-])[A-ZÆØÅ]{2,3}(?![\w/-])")
_MONTHS_APART = 24  # a short form is a person's whose full name stands in minutes at most so far away


def full_name(name: str, names: NameList) -> PersonName:
    """Return the person of a full name."""
    node = Node("person", (names.municipality.key[0], fold(name)))
    return PersonName(node, name, ())


def people_choices(text: str, minutes: Minutes, names: NameList, entities: Entities) -> Iterator[Choice]:
    """Full names are themselves; given names and initials are whose they can only be, else nobody's but this text's."""
    date = minutes.header.date
    by_register = _short_by_register(names, date)
    full = {person.name for person in names.people}
    for match in _PERSON.finditer(text):
        given, rest = match["given"], match["rest"]
        if given not in given_names() and " ".join((given + rest).split()) not in full:
            if not (match["genitive"] == "" and given.endswith("s") and given[:-1] in given_names() and not rest):
                continue
            given = given[:-1]
        if not rest and re.match(r"\s*\d|\s+(?:uge|måned|dag|år)\b", text[match.end() :]):
            continue
        surface = given + rest
        named = " ".join(surface.split())
        person = by_register.get(named) or person_of(named, names, date)
        entities.person(person.node, person.name)
        end = match.end("rest") if rest else match.end()
        yield Choice(Mention(Span(match.start(), end), person.node, "person-name", 95 if rest else 88))
    initialled: dict[str, list[PersonName]] = {}
    for person in names.people:
        if _near(person, date):
            for initials in sorted(_initials(person.name)):
                initialled.setdefault(initials, []).append(person)
    acronyms = {alias.surface for name in names.names for alias in name.aliases if alias.mode == "exact"}
    for match in _INITIALS.finditer(text):
        said = by_register.get(match.group())
        people = [said] if said else initialled.get(match.group(), [])
        if len(people) == 1 and (said or match.group() not in acronyms):
            entities.person(people[0].node, people[0].name)
            yield Choice(
                Mention(Span(*match.span()), people[0].node, "register" if said else "initials", 99 if said else 82)
            )


def _short_by_register(names: NameList, date: str | None) -> dict[str, PersonName]:
    """The short forms that a register gives one person alone at the date of a meeting."""
    found: dict[str, list[PersonName]] = {}
    for person in names.people:
        for form, first, last in person.short:
            # ISO days, months and years compare by their letters; a year that ends the period is whole.
            if (not first or (date or "") >= first) and (not last or (date or "")[: len(last)] <= last):
                found.setdefault(form, []).append(person)
    return {form: people[0] for form, people in found.items() if len(people) == 1}


def person_of(surface: str, names: NameList, date: str | None) -> PersonName:
    """The person that a name stands for in a document of that date.

    A shorter form ("Lars", "Jane H") is a longer name's where exactly one fits among the minutes of the
    years about; else a node of its own, which for a bare given name is this document's alone.
    """
    known = [p for p in names.people if p.name == surface and not _is_initialled(surface)]
    if known:
        return known[0]
    fits = {p.node: p for p in names.people if p.name != surface and _abbreviates(surface, p.name) and _near(p, date)}
    here = {n: p for n, p in fits.items() if date in p.dates}
    for candidates in (here, fits):
        longest = [p for p in candidates.values() if not _is_initialled(p.name)] or list(candidates.values())
        if len(longest) == 1:
            return longest[0]
        if candidates:
            break
    key = [names.municipality.key[0], fold(surface)]
    return PersonName(Node("person", (*key, date or "undated") if " " not in surface else tuple(key)), surface, ())


def _is_initialled(name: str) -> bool:
    return len(name.split()[-1]) == 1


def _abbreviates(short: str, full: str) -> bool:
    """Whether "Lars" or "Jane H" can be short for a full name: each part begins the part in its place."""
    parts, whole = short.split(), full.split()
    return (
        len(parts) <= len(whole)
        and parts[0] == whole[0]
        and all(any(w.startswith(p) for w in whole[1:]) for p in parts[1:])
        and len(whole) > 1
    )


def _initials(name: str) -> set[str]:
    parts = name.split()
    if len(parts) < 2 or _is_initialled(name):
        return set()
    return {parts[0][0] + parts[1][0], parts[0][0] + parts[-1][0], "".join(p[0] for p in parts)}


def _near(person: PersonName, date: str | None) -> bool:
    if date is None:
        return False
    months = int(date[:4]) * 12 + int(date[5:7])
    return any(abs(int(d[:4]) * 12 + int(d[5:7]) - months) <= _person_window(person) for d in person.dates)


def _person_window(person: PersonName) -> int:
    """Someone seen over years is looked for further off: half the time between first and last sight more."""
    first, last = person.dates[0], person.dates[-1]
    return _MONTHS_APART + ((int(last[:4]) - int(first[:4])) * 12) // 2

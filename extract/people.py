"""Finds people in a document and says whose each name, short form and pair of initials is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .choices import Choice
from .entities import Entities
from .keys import fold
from .lexicon import load
from .model import Mention, Minutes, Node, Span
from .name_shapes import given_names
from .names import NameList, PersonName
from .offices import title_pattern

_PERSON = re.compile(
    rf"(?<![\w-])(?!(?i:{title_pattern()})(?![\w-]))(?P<given>[A-ZÆØÅ][a-zæøåé]+)"
    r"(?P<rest>(?: +(?:[A-ZÆØÅ][a-zæøåé]+(?:-[A-ZÆØÅ][a-zæøåé]+)*|[A-ZÆØÅ](?![\w.])))*)(?P<genitive>s?)(?!\w)"
)
_INITIALS = re.compile(r"(?<![\w/-])[A-ZÆØÅ]{2,3}(?![\w/-])")
_NAME_PARTS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_MORE_OF_NAME = re.compile(r" +[A-ZÆØÅ][a-zæøåé]")
_NO_NAME = re.compile(r"\s*\d|\s+(?:uge|måned|dag|år)\b")  # "Per 1. juni", "Per uge"
_GIVEN_BEFORE = re.compile(r"(?<![\w-])(?P<given>[A-ZÆØÅ][a-zæøåé]+)(?: +|-)\Z")
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
        if not rest and _NO_NAME.match(text, match.end()):
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


def written_as(text: str, minutes: Minutes, names: NameList, person: PersonName) -> frozenset[str]:
    """Return the spellings in a text that stand for a person, or that may: full names, short forms and initials.

    A short form that several people fit is nobody's in the graph; with one of them gone it would be another's, so
    it counts as the person's too.
    """
    date = minutes.header.date
    by_register = _short_by_register(names, date)
    found = set()
    for match in _PERSON.finditer(text):
        surface = " ".join((match["given"] + match["rest"]).split())
        for form in {surface, surface.removesuffix("s")}:
            said = by_register.get(form)
            who = said or person_of(form, names, date)
            may_be = _abbreviates(form, person.name) and _near(person, date) and who.name == form and not said
            if who.node == person.node or may_be:
                found.add(form)
    mine = _initials(person.name) if _near(person, date) else set()
    acronyms = {alias.surface for name in names.names for alias in name.aliases if alias.mode == "exact"}
    for match in _INITIALS.finditer(text):
        said = by_register.get(match.group())
        if (said and said.node == person.node) or (not said and match.group() in mine - acronyms):
            found.add(match.group())
    given = {form for form, who in by_register.items() if who.node == person.node}
    return frozenset(found | {form for form in given if re.search(rf"(?<!\w){re.escape(form)}s?(?!\w)", text)})


def shortened(name: str) -> frozenset[str]:
    """Return what a full name may be cut to in the text that has it: given name alone, or with an initial or a name.

    >>> sorted(shortened("Anne Holm Berg"))
    ['A Berg', 'Anne', 'Anne B', 'Anne Berg', 'Anne H', 'Anne Holm']
    """
    parts = [part.capitalize() if part.islower() or part.isupper() else part for part in _NAME_PARTS.findall(name)]
    if len(parts) < 2:
        return frozenset()
    if parts[0] not in given_names() and parts[-1] in given_names():  # "Berg, Anne"
        parts = [parts[-1], *parts[:-1]]
    given, *rest = parts
    some = {f"{given} {part}" for part in rest} if len(rest) > 1 else set()
    return frozenset({given, f"{given[0]} {rest[-1]}", *some, *(f"{given} {part[0]}" for part in rest)})


def names_more(text: str, end: int) -> bool:
    """Whether what follows a given name makes it more of a name ("Anne Holm"), or no name at all ("Per uge")."""
    word = _LAST_WORD.search(text, max(0, end - 30), end)
    preposition = word is not None and word.group() in load("given_names")["prepositions"]
    return bool(_MORE_OF_NAME.match(text, end)) or (preposition and bool(_NO_NAME.match(text, end)))


def begins_before(text: str, start: int) -> bool:
    """Whether a given name before makes a name another's: "Jens |Peter Holm"."""
    word = _GIVEN_BEFORE.search(text, max(0, start - 30), start)
    return word is not None and word["given"] in given_names()


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

"""Finds people in a document and says whose each name, short form and pair of initials is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .choices import Choice
from .entities import Entities
from .keys import fold
from .lexicon import load
from .model import Mention, Minutes, Node, Span
from .name_shapes import is_given_name, named_further
from .names import NameList, PersonName
from .offices import title_pattern

_PERSON = re.compile(
    rf"(?<![\w-])(?!(?i:{title_pattern()})(?![\w-]))(?P<given>[A-ZÆØÅ][a-zæøåé]+(?:-[A-ZÆØÅ][a-zæøåé]+)*)"
    r"(?P<rest>(?: +(?:[A-ZÆØÅ][a-zæøåé]+(?:-[A-ZÆØÅ][a-zæøåé]+)*|[A-ZÆØÅ](?![\w.])))*)(?P<genitive>s?)(?!\w)"
)
_INITIALS = re.compile(r"(?<![\w/-])[A-ZÆØÅ]{2,3}(?![\w/-])")
_ANY_INITIALS = re.compile(r"(?<![\w/-])[A-ZÆØÅ]{2,6}(?![\w/-])")
_NAME_PARTS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_MORE_OF_NAME = re.compile(r" +[A-ZÆØÅ][a-zæøåé]")
_NO_NAME = re.compile(r"\s*\d|\s+(?:uge|måned|dag|år)\b")  # "Per 1. juni", "Per uge"
_GIVEN_BEFORE = re.compile(r"(?<![\w-])(?P<given>[A-ZÆØÅ][a-zæøåé]+(?:-[A-ZÆØÅ][a-zæøåé]+)*)(?: +|-)\Z")
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
        if not is_given_name(given) and " ".join((given + rest).split()) not in full:
            if not (match["genitive"] == "" and given.endswith("s") and is_given_name(given[:-1]) and not rest):
                continue
            given = given[:-1]
        if not rest and _NO_NAME.match(text, match.end()):
            continue
        surface = given + rest
        named = " ".join(surface.split())
        longer = named_further(text, match.end(), named, full)
        named = longer[0] if longer else named
        person = by_register.get(named) or person_of(named, names, date)
        entities.person(person.node, person.name)
        end = longer[1] if longer else match.end("rest") if rest else match.end()
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
            is_short = _abbreviates(form, person.name) or form in shortened(person.name)
            may_be = is_short and _near(person, date) and who.name == form and not said
            if who.node == person.node or may_be:
                found.add(form)
    mine = short_initials(person.name, names) if _near(person, date) else frozenset()
    for match in _ANY_INITIALS.finditer(text):
        said = by_register.get(match.group())
        if (said and said.node == person.node) or (not said and match.group() in mine):
            found.add(match.group())
    if _near(person, date):
        found.update(" ".join(match.group().split()) for match in _with_initials(person.name).finditer(text))
    given = {form for form, who in by_register.items() if who.node == person.node}
    return frozenset(found | {form for form in given if re.search(rf"(?<!\w){re.escape(form)}s?(?!\w)", text)})


def short_initials(name: str, names: NameList) -> frozenset[str]:
    """Return the initials that may stand for a full name, other than the acronyms of the names."""
    acronyms = {alias.surface for each in names.names for alias in each.aliases if alias.mode == "exact"}
    return frozenset(_any_initials(name) - acronyms)


def shortened(name: str) -> frozenset[str]:
    """Return what a full name may be cut to in the text that has it: given name alone, or with an initial or a name.

    >>> sorted(shortened("Anne Holm Berg"))
    ['A Berg', 'Anne', 'Anne B', 'Anne Berg', 'Anne H', 'Anne Holm']
    >>> sorted(shortened("Anne-Mette Bjerg"))
    ['A Bjerg', 'AM Bjerg', 'Anne-Mette', 'Anne-Mette B', 'Mette Bjerg']
    """
    parts = [part.capitalize() if part.islower() or part.isupper() else part for part in _NAME_PARTS.findall(name)]
    if len(parts) < 2:
        return frozenset()
    if not is_given_name(parts[0]) and is_given_name(parts[-1]):  # "Berg, Anne"
        parts = [parts[-1], *parts[:-1]]
    given, *rest = parts
    halves, pieces = given.split("-"), [piece for part in rest for piece in part.split("-")]
    some = {f"{given} {part}" for part in (*rest, *pieces) if part != " ".join(rest)}
    letters = {given[0], "".join(half[0] for half in halves if half)}
    initialled = {f"{letter} {part}" for letter in letters for part in {rest[-1], pieces[-1]}}
    later = {f"{half} {rest[-1]}" for half in halves[1:]}
    return frozenset({given, *initialled, *some, *later, *(f"{given} {piece[0]}" for piece in pieces if piece)})


def names_more(text: str, end: int) -> bool:
    """Whether what follows a given name makes it more of a name ("Anne Holm"), or no name at all ("Per uge")."""
    word = _LAST_WORD.search(text, max(0, end - 30), end)
    preposition = word is not None and word.group() in load("given_names")["prepositions"]
    return bool(_MORE_OF_NAME.match(text, end)) or (preposition and bool(_NO_NAME.match(text, end)))


def begins_before(text: str, start: int) -> bool:
    """Whether a given name before makes a name another's: "Jens |Peter Holm"."""
    word = _GIVEN_BEFORE.search(text, max(0, start - 30), start)
    return word is not None and is_given_name(word["given"])


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


def _any_initials(name: str) -> set[str]:
    """All initials that may be someone's: of the parts of hyphenated names too, and of the first or last ones alone.

    >>> sorted(_any_initials("Anne-Mette Bjerg-Hansen"))
    ['AB', 'ABH', 'AH', 'AMB', 'AMBH', 'AMH']
    """
    parts = [[piece[0] for piece in part.split("-") if piece] for part in name.split()]
    if len(parts) < 2 or _is_initialled(name) or not all(parts):
        return set()
    given, rest = parts[0], parts[1:]
    pieces = [letter for part in rest for letter in part]
    ends = {rest[0][0], rest[-1][0], pieces[-1], "".join(part[0] for part in rest), "".join(pieces)}
    ends.add("".join(rest[-1]))
    return {start + end for start in (given[0], "".join(given)) for end in ends}


def _with_initials(name: str) -> re.Pattern[str]:
    """The pattern of family names behind the initials of given names: "A. Berg", "A.H. Berg", "A-M Bjerg-Hansen"."""
    given, *rest = name.split()
    first = r"\.?[ -]?".join(re.escape(half[0]) for half in given.split("-") if half)
    middle = "".join(rf"(?:{re.escape(part[0])}\.?\s*|{re.escape(part)}\s+)?" for part in rest[:-1])
    last = re.escape(rest[-1]) if rest and len(rest[-1]) > 1 else "(?!)"
    return re.compile(rf"(?<![\w-])(?:{first}|{re.escape(given[0])})(?:\.\s*|\s+){middle}{last}(?=s?(?!\w))")


def _near(person: PersonName, date: str | None) -> bool:
    if date is None:
        return False
    months = int(date[:4]) * 12 + int(date[5:7])
    return any(abs(int(d[:4]) * 12 + int(d[5:7]) - months) <= _person_window(person) for d in person.dates)


def _person_window(person: PersonName) -> int:
    """Someone seen over years is looked for further off: half the time between first and last sight more."""
    first, last = person.dates[0], person.dates[-1]
    return _MONTHS_APART + ((int(last[:4]) - int(first[:4])) * 12) // 2

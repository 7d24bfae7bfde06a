"""Lists municipalities, organisations and systems: those of the word lists, and those that the texts show."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from .acronyms import stands_for
from .groups import Group, named_group, unknown_of
from .joins import surfaces_of, with_definitions
from .keys import fold, is_acronym, name_key
from .lexicon import load
from .model import Candidate, Node
from .name_shapes import municipality_names
from .names import UNKNOWN, Alias, Name, municipality_node


def without_kind(name: str) -> str:
    """Return the name of a municipality without the word for what it is.

    >>> without_kind("Nørre Strand Kommune")
    'Nørre Strand'
    """
    return re.sub(r"\s+kommune\s*\Z", "", name, flags=re.IGNORECASE)


def own_name(name: str, acronyms: Sequence[str]) -> Name:
    """Return the name of the municipality itself, with the acronyms that can stand for it."""
    label = f"{name} Kommune" if name != UNKNOWN else UNKNOWN
    aliases = [] if name == UNKNOWN else [Alias(label, "key"), Alias(f"{name} Kommunes", "key")]
    aliases += [Alias(name, "exact")] if name != UNKNOWN else []
    aliases += [Alias(a, "exact") for a in acronyms if len(a) >= 3 and stands_for(a, label)]
    return Name(municipality_node(name), label, tuple(aliases), ("language",), 99)


def municipalities() -> Iterator[Name]:
    """Yield the names of all municipalities."""
    for name in municipality_names():
        yield Name(municipality_node(name), f"{name} Kommune", (Alias(f"{name} Kommune", "key"),), ("language",), 99)


def foreign_acronyms() -> set[str]:
    """Return the acronyms of organisations and systems, which are no unit's and no project's."""
    return set(load("organisations")["acronyms"]) | {s for s in load("systems")["exact"] if is_acronym(s)}


def organisations() -> Iterator[Name]:
    """Authorities, associations and companies that any municipality meets: from the word list."""
    organisations = load("organisations")
    for name in [*organisations["acronyms"], *organisations["names"]]:
        mode = "exact" if is_acronym(name) else "key"
        yield Name(Node("organization", (fold(name),)), name, (Alias(name, mode),), ("language",), 97, weight=40)


def partners(groups: Sequence[Group], definitions: Sequence[tuple[str, str]], named: Sequence[Name]) -> list[Name]:
    """Outside organisations that the text shows by how it speaks of them, where nothing else knows the name."""
    known = {name_key(s) for n in named for s in surfaces_of(n)}
    known |= {name_key(s) for s in load("organisations")["not_names"]} | set(map(name_key, municipality_names()))
    first_words = {key.split(" ")[0] for key in known}
    found = [
        named_group(group, Node("organization", (fold(group.label),)))
        for group in groups
        if name_key(group.key) not in known and (is_acronym(group.key) or group.key.split(" ")[0] not in first_words)
    ]
    return with_definitions(found, definitions)


def coined_words(candidates: Iterable[Candidate], own: Name) -> list[str]:
    """Words coined with the municipality's own acronym: the systems that it runs for itself (HTKalle)."""
    short = [s for s in surfaces_of(own) if is_acronym(s)]
    return sorted(
        {
            c.surface
            for c in candidates
            if c.kind in ("coined", "acronym") and any(s in c.surface and len(c.surface) >= len(s) + 3 for s in short)
        }
    )


def systems_of(
    groups: Sequence[Group], rows: Iterable[tuple[str, ...]], coined: Sequence[str], taken: Iterable[str]
) -> list[Name]:
    """Systems of the word list, of a system's shape, coined ones, and what stands in a row with systems."""
    rules: dict[str, str] = dict.fromkeys(load("systems")["exact"], "language")
    rules |= {surface: "system-shape" for group in groups for surface in group.votes if surface not in rules}
    rules |= {word: "own-word" for word in coined if word not in rules}
    names = set(taken) - set(rules)
    for members in sorted(rows):
        if not names.intersection(members):
            rules |= dict.fromkeys(unknown_of(members, list(rules)), "row-of-systems")
    by_key: dict[str, list[str]] = defaultdict(list)
    for surface in sorted(rules):
        by_key[fold(surface)].append(surface)
    return [
        Name(
            Node("system", (key,)),
            min(spellings, key=lambda s: (len(s), s)),
            tuple(sorted(Alias(s, "exact") for s in spellings)),
            tuple(sorted({rules[s] for s in spellings})),
            97,
            weight=40,
        )
        for key, spellings in sorted(by_key.items())
    ]

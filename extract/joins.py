"""Joins names of one kind that are one thing, each join by a rule that can be told, unless a rule forbids it.

What speaks against a join is as explicit as what speaks for it, and always wins.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

from rapidfuzz.distance import OSA

from .acronyms import clipped, stands_for
from .keys import is_acronym, name_key, words
from .lexicon import load
from .model import Node
from .names import Alias, Kept, Name, mode_of
from .project_names import core_name, has_project_head, is_name, years_of

# Letters that a word must have for one of them to be a slip, and for two.
_ONE_SLIP, _TWO_SLIPS = 9, 16


@dataclass(slots=True)
class Apart:
    """What must not be one: pairs that a person keeps apart, and names that stand in one list.

    `lists` holds for each key of a name the lists it stands in.
    """

    pairs: frozenset[frozenset[str]] = frozenset()
    lists: dict[str, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]], lists: Iterable[tuple[str, ...]]) -> Apart:
        """Return what keeps names apart, from pairs of names and lists of keys."""
        where: dict[str, set[int]] = defaultdict(set)
        for number, members in enumerate(sorted(lists)):
            for key in members:
                where[key].add(number)
        return cls(
            frozenset(frozenset((name_key(a), name_key(b))) for a, b in pairs),
            {key: frozenset(numbers) for key, numbers in where.items()},
        )

    def against(self, one: Iterable[str], other: Iterable[str]) -> str | None:
        """Return the rule by which two things, given by their spellings, must not be one; None if none does."""
        ones, others = sorted(one), sorted(other)
        keys, other_keys = {name_key(s) for s in ones}, {name_key(s) for s in others}
        if any(frozenset((a, b)) in self.pairs for a in keys for b in other_keys):
            return "kept-apart-by-a-person"
        years, other_years = _years(ones), _years(others)
        if years and other_years and not years & other_years:
            return "different-years"
        here = frozenset().union(*(self.lists.get(k, frozenset()) for k in keys))
        there = frozenset().union(*(self.lists.get(k, frozenset()) for k in other_keys))
        return "members-of-one-list" if here & there and not keys & other_keys else None


def _years(surfaces: Iterable[str]) -> set[str]:
    return {years for surface in surfaces if (years := years_of(surface))}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load("projects")["joins"][name])


def surfaces_of(name: Name) -> list[str]:
    """Return the spellings of a name, in order."""
    return [alias.surface for alias in name.aliases]


# The surest rule first: what it has joined, a weaker one does not pull elsewhere.
_RULES = (
    "parallel-headings",
    "dash-split",
    "written-together",
    "elliptic-pair",
    "turned-round",
    "strategy-of",
    "new-version",
    "with-head",
    "misspelling",
    "longer-form",
)
Pair = tuple[Name, Name, str]  # what stays, what becomes part of it, and why


def joined(names: Sequence[Name], pairs: Iterable[Pair], apart: Apart) -> tuple[list[Name], list[Kept]]:
    """Return the names with each pair made one, and the pairs that something forbade.

    Joining is around the name that stays: what has been joined to another cannot draw a third along.
    """
    by_node = {name.node: name for name in names}
    into: dict[Node, Node] = {}
    kept: set[Kept] = set()
    for stays, goes, rule in sorted(pairs, key=lambda p: (_RULES.index(p[2]), p[0].node, p[1].node)):
        target = into.get(stays.node, stays.node)
        if goes.node in into or goes.node == target or goes.node in into.values():
            continue
        reason = apart.against(surfaces_of(by_node[target]), surfaces_of(goes))
        if reason:
            kept.add(Kept(stays.node.kind, stays.label, goes.label, rule, reason))
            continue
        whole = by_node[target].with_aliases(goes.aliases, rule, _nearest(by_node[target], goes))
        by_node[target] = whole
        into[goes.node] = target
    return [by_node[name.node] for name in names if name.node not in into], sorted(kept)


def _nearest(stays: Name, goes: Name) -> str:
    """The spelling of a name that another's label is most like: what a reader should compare it with."""
    return min(surfaces_of(stays), key=lambda s: (OSA.distance(s.casefold(), goes.label.casefold()), s))


# --- rules that make one of two projects ----------------------------------------------------------


def project_pairs(projects: Sequence[Name]) -> Iterator[Pair]:
    """Yield the pairs of projects that a rule makes one."""
    yield from _halves(projects)
    yield from _written_together(projects)
    yield from _elliptic(projects)
    yield from _reordered(projects)
    yield from _strategies(projects)
    yield from _new(projects)
    yield from _with_head(projects)
    yield from _longer(projects)
    yield from _misspelt(projects)


def _strategies(projects: Sequence[Name]) -> Iterator[Pair]:
    """The strategy for an undertaking is the undertaking's: "Strategi for tidlig indsats", "tidlig indsats"."""
    owners = _owners(projects)
    for project in projects:
        for surface in surfaces_of(project):
            match = _pattern("strategy_for").fullmatch(surface)
            other = owners.get(name_key(match["name"])) if match and has_project_head(match["name"]) else None
            if other and other.node != project.node:
                yield other, project, "strategy-of"


def _new(projects: Sequence[Name]) -> Iterator[Pair]:
    """A new policy is the policy in its next shape: "Ny trafikplan", "trafikplanen"."""
    owners = _owners(projects)
    for project in projects:
        for surface in surfaces_of(project):
            match = _pattern("new_version").fullmatch(surface)
            other = owners.get(name_key(match["name"])) if match else None
            if other and other.node != project.node:
                yield other, project, "new-version"


def _with_head(projects: Sequence[Name]) -> Iterator[Pair]:
    """A name with and without a head that says only that it is done: "brandingkampagnen", "branding"."""
    heads = [name_key(head) for head in load("projects")["heads"]["optional"]]
    by_letters = {name_key(s).replace(" ", ""): p for p in projects for s in surfaces_of(p)}
    for letters, project in sorted(by_letters.items()):
        for head in heads:
            other = by_letters.get(letters + head)
            if other and other.node != project.node and len(letters) > 5:
                yield other, project, "with-head"


def _longer(projects: Sequence[Name]) -> Iterator[Pair]:
    """A name of three words or more that begins or ends exactly one longer name, and has the head in it."""
    keyed = sorted(
        {(name_key(s), p.node): (s, p) for p in projects for s in surfaces_of(p)}.items(), key=lambda kp: kp[0]
    )
    sides: dict[str, dict[Node, Name]] = defaultdict(dict)
    for (key, node), (_, project) in keyed:
        parts = key.split(" ")
        for n in range(3, len(parts)):
            sides[" ".join(parts[:n])][node] = project
            sides[" ".join(parts[-n:])][node] = project
    for (key, node), (surface, project) in keyed:
        longer = [p for n, p in sorted(sides.get(key, {}).items()) if n != node]
        if len(longer) == 1 and has_project_head(surface):
            yield longer[0], project, "longer-form"


def _owners(projects: Sequence[Name]) -> dict[str, Name]:
    owners: dict[str, Name] = {}
    for project in projects:
        for surface in surfaces_of(project):
            owners.setdefault(name_key(surface), project)
    return owners


def halves(surface: str) -> tuple[str, str] | None:
    """Return the two names of "Name – other name", None where the first is none."""
    parts = re.split(r"\s+[-–—]\s+", surface)
    if len(parts) == 2 and (is_name(parts[0]) or is_acronym(parts[0])):
        return parts[0], parts[1]
    return None


def _halves(projects: Sequence[Name]) -> Iterator[Pair]:
    """A name whose half before or after a dash is itself a project: "UTA – implementering af …"."""
    owners = _owners(projects)
    for project in projects:
        for surface in surfaces_of(project):
            parts = halves(surface)
            whole = next((owners[k] for part in parts or () if (k := name_key(core_name(part))) in owners), None)
            if whole is not None and whole.node != project.node:
                yield whole, project, "dash-split"


def with_first_halves(project: Name, taken: frozenset[str]) -> Name:
    """Return a project with its first half before a dash as a shorter spelling: "Livskraft – hverdagsrehabilitering".

    Not where the second half is but a word for an undertaking ("Det sociale område – Masterplan"): then the
    first half is the field that it is about.
    """
    for surface in surfaces_of(project):
        parts = halves(surface)
        if parts and len(words(parts[0])) > 1 and name_key(parts[0]) not in taken and not _bare_head(parts[1]):
            project = project.with_aliases([Alias(parts[0], "key")], "dash-split", surface)
    return project


def _bare_head(name: str) -> bool:
    return name.casefold() in load("projects")["heads"]["generic"]


def _written_together(projects: Sequence[Name]) -> Iterator[Pair]:
    """Names that differ only in where words are joined: branding-kampagnen, brandingkampagnen."""
    by_letters: dict[str, list[Name]] = defaultdict(list)
    for project in projects:
        for letters in sorted({name_key(s).replace(" ", "") for s in surfaces_of(project)}):
            by_letters[letters].append(project)
    for same in by_letters.values():
        first, *others = sorted(same, key=lambda p: (-p.weight, p.node))
        for other in others:
            yield first, other, "written-together"


def _elliptic(projects: Sequence[Name]) -> Iterator[Pair]:
    """The same compound with and without a pause: "Børne- og kulturhuset", "Børnekulturhuset"."""
    owners = _owners(projects)
    for project in projects:
        for surface in surfaces_of(project):
            match = _pattern("elliptic_pair").fullmatch(surface)
            other = owners.get(name_key(match["first"] + match["second"])) if match else None
            if other and other.node != project.node:
                yield other, project, "elliptic-pair"


def _reordered(projects: Sequence[Name]) -> Iterator[Pair]:
    """ "Det sociale område – Masterplan" and "Masterplan på det sociale område"."""
    owners = _owners(projects)
    for project in projects:
        for surface in surfaces_of(project):
            parts = halves(surface)
            if not parts or not _bare_head(parts[1]):
                continue
            for link in load("projects")["heads"]["links"]:
                other = owners.get(name_key(f"{parts[1]} {link} {parts[0]}"))
                if other and other.node != project.node:
                    yield other, project, "turned-round"


def _misspelt(projects: Sequence[Name]) -> Iterator[Pair]:
    """Long names that differ by a slip of the pen: the better attested stays."""
    keyed = sorted({(name_key(s), p.node): p for p in projects for s in surfaces_of(p)}.items(), key=lambda kp: kp[0])
    blocks: dict[tuple[object, ...], list[tuple[str, Name]]] = defaultdict(list)
    for (key, _), project in keyed:
        for block in _slip_blocks(key):
            blocks[block].append((key, project))
    for _, members in sorted(blocks.items(), key=lambda item: repr(item[0])):
        for (key, project), (other_key, other) in combinations(members, 2):
            if project.node != other.node and is_slip(key, other_key):
                stays, goes = sorted((project, other), key=lambda p: (-p.weight, p.node))
                yield stays, goes, "misspelling"


def _slip_blocks(key: str) -> Iterator[tuple[object, ...]]:
    """What two keys share that differ in one word by a slip: the other words, and that word's beginning or end."""
    parts = key.split(" ")
    for n, part in enumerate(parts):
        if len(part) >= _ONE_SLIP:
            others = (*parts[:n], "", *parts[n + 1 :])
            yield (others, "begins", part[:3])
            yield (others, "ends", part[-4:])


def is_slip(one: str, other: str) -> bool:
    """Whether two keys differ by a slip of the pen: one letter in a long word, two in a very long one."""
    ones, others = one.split(" "), other.split(" ")
    if len(ones) != len(others):
        return False
    unequal = [(a, b) for a, b in zip(ones, others, strict=True) if a != b]
    if len(unequal) != 1:
        return False
    a, b = unequal[0]
    shorter = min(len(a), len(b))
    allowed = 2 if shorter >= _TWO_SLIPS else 1 if shorter >= _ONE_SLIP else 0
    # The ends of words carry the grammar and the head: a slip there may be another word.
    return (
        a[-1] == b[-1] and OSA.distance(a, b, score_cutoff=allowed) <= allowed and not any(c.isdigit() for c in a + b)
    )


# --- short forms ----------------------------------------------------------------------------------


def with_short_forms(
    projects: Sequence[Name], acronyms: Sequence[str], clippings: Sequence[str], apart: Apart
) -> tuple[list[Name], list[Kept]]:
    """Give each project the acronyms and clipped forms that only it can stand for."""
    more: dict[Node, list[tuple[str, str, str]]] = defaultdict(list)
    kept: list[Kept] = []
    rules: tuple[tuple[Sequence[str], Callable[[str, str], bool], str], ...] = (
        (acronyms, stands_for, "acronym-alignment"),
        (clippings, clipped, "clipped-alignment"),
    )
    for forms, fits, rule in rules:
        for form in forms:
            owners = [(p, s) for p in projects if (s := next((s for s in surfaces_of(p) if fits(form, s)), None))]
            if len(owners) == 1 and not apart.against([form], surfaces_of(owners[0][0])):
                more[owners[0][0].node].append((form, rule, owners[0][1]))
            kept.extend(Kept("project", p.label, form, rule, "fits-several") for p, _ in owners if len(owners) > 1)
    found = []
    for project in projects:
        for form, rule, to in sorted(more.get(project.node, ())):
            mode = "exact" if rule == "acronym-alignment" else "key"
            project = project.with_aliases([Alias(form, mode)], rule, to)
        found.append(project)
    return found, kept


def with_definitions(names: Sequence[Name], definitions: Iterable[tuple[str, str]]) -> list[Name]:
    """Give names what a text explains in parentheses: the acronym to the long name, the long name to the acronym."""
    found = list(names)
    for long, short in sorted(definitions):
        for n, name in enumerate(found):
            keys = {name_key(s) for s in surfaces_of(name)}
            if short in surfaces_of(name) and name_key(long) not in keys:
                found[n] = name.with_aliases([Alias(long, mode_of(long, name.node.kind))], "definition", short)
            elif name_key(long) in keys and short not in surfaces_of(name):
                found[n] = name.with_aliases([Alias(short, "exact")], "definition", long)
    return found

"""Joins the evidence of all documents into one list of names a municipality: which spellings are one thing.

Sums of evidence do not depend on the order of documents, and neither does what is decided from them:
every choice between equals is made by the letters of the names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .acronyms import stands_for
from .decisions import apply_register, kept_apart, people_by_register
from .evidence import EvidenceSum, Votes
from .groups import Group, grouped, named_group, unknown_of
from .joins import (
    Apart,
    Pair,
    joined,
    project_pairs,
    surfaces_of,
    with_definitions,
    with_first_halves,
    with_short_forms,
)
from .keys import fold, is_acronym, name_key
from .lexicon import load
from .model import Candidate, Node
from .names import (
    BODIES,
    PROJECTS,
    Alias,
    Kept,
    Name,
    NameList,
    PersonName,
    mode_of,
)
from .outsiders import (
    coined_words,
    foreign_acronyms,
    municipalities,
    organisations,
    own_name,
    partners,
    systems_of,
)
from .register_conflicts import compared
from .register_model import RegisterLine


def resolve(total: EvidenceSum, register: Sequence[RegisterLine] = ()) -> dict[str, NameList]:
    """Return the list of names of each municipality, by its name; `register` is what people have decided."""
    return {name: _resolve(name, votes, register) for name, votes in total.joined().items()}


def _resolve(municipality: str, votes: Votes, register: Sequence[RegisterLine]) -> NameList:
    candidates = votes.candidates
    groups = grouped(candidates)
    acronyms = sorted({c.surface for c in candidates if c.kind == "acronym"})
    definitions = sorted({(c.surface, c.about) for c in candidates if c.kind == "definition"})
    foreign = foreign_acronyms()
    apart = Apart.of(kept_apart(register), votes.lists)
    units, unit_kept = _units(municipality, groups["unit"], [a for a in votes.rows if not foreign.intersection(a)])
    bodies, body_kept = _bodies(municipality, groups["body"])
    taken = foreign | {a.surface for n in (*units, *bodies) for a in n.aliases}
    own = own_name(municipality, [a for a in acronyms if a not in taken])
    systems = systems_of(groups["system"], votes.rows, coined_words(candidates, own), taken)
    taken |= {a.surface for n in (own, *systems) for a in n.aliases}
    sure, unsure = _projects(municipality, groups["project"])
    projects, kept = joined(sure, [*project_pairs(sure), *_parallel(candidates, sure)], apart)
    firsts = frozenset(name_key(s) for p in projects for s in surfaces_of(p))
    projects = [with_first_halves(p, firsts) for p in projects]
    projects, short_kept = with_short_forms(
        projects,
        [a for a in acronyms if a not in taken and len(a) >= 3],
        sorted({c.surface for c in candidates if c.kind == "clipped"}),
        apart,
    )
    projects, later_kept = joined(projects, project_pairs(projects), apart)  # short forms join more
    named = with_definitions([*projects, *units, *bodies, *systems, *organisations()], definitions)
    named += partners(groups["organization"], definitions, named)
    named += _places(municipality, groups["place"])
    seen = _seen(candidates)
    about_bodies = [line for line in register if line.kind in BODIES]
    decided = apply_register(municipality, named, [line for line in register if line.kind not in BODIES], seen)
    projects = [n for n in decided.names if n.node.kind in PROJECTS]
    # What projects are called is decided before the groups about them are named, and only then the groups.
    with_groups = [*decided.names, *_groups_about(municipality, candidates, projects)]
    of_bodies = apply_register(municipality, with_groups, about_bodies, seen)
    names = [own, *of_bodies.names, *municipalities()]
    return NameList(
        own.node,
        own.label,
        tuple(names),
        people_by_register(municipality, _people(municipality, candidates, votes.days), register),
        tuple(sorted({*kept, *short_kept, *later_kept, *unit_kept, *body_kept})),
        _catch_all(candidates),
        decided.rejected | of_bodies.rejected,
        tuple(unsure),
        (*decided.without_effect, *of_bodies.without_effect),
    )


def _seen(candidates: Iterable[Candidate]) -> frozenset[str]:
    """The keys of all that was read as a name of whatever kind."""
    found = {compared(c.surface) for c in candidates}
    return frozenset(found | {compared(c.about) for c in candidates if c.about})


# --- units and bodies -----------------------------------------------------------------------------


def _units(
    municipality: str, groups: Sequence[Group], rows: Sequence[tuple[str, ...]]
) -> tuple[list[Name], list[Kept]]:
    long = [g for g in groups if not is_acronym(g.key)]
    short = {g.key: g for g in groups if is_acronym(g.key)}
    known = {*short, *(surface for g in long for surface in g.votes)}
    for members in sorted(rows):
        for member in unknown_of(members, known):
            group = short.setdefault(member, Group("unit", member))
            group.add(Candidate("unit", member, "row-of-units", 25), 1)
    words_ = [g for key, g in sorted(short.items()) if not is_acronym(key)]
    return _aligned(municipality, "unit", [*long, *words_], [g for k, g in sorted(short.items()) if is_acronym(k)])


def _bodies(municipality: str, groups: Sequence[Group]) -> tuple[list[Name], list[Kept]]:
    systems = set(load("systems")["exact"])
    long = [g for g in groups if not is_acronym(g.key)]
    short = [g for g in groups if is_acronym(g.key) and g.key not in systems]
    fixed = {entry["name"]: entry["short"] for entry in load("names")["body"]["known"]}
    whole = _without_short_heads(long)
    names, kept = _aligned(municipality, "body", whole, short, fixed)
    heads = {g.key: g for g in long if g not in whole}
    return [_with_head(name, heads) for name in names], kept


def _without_short_heads(groups: Sequence[Group]) -> list[Group]:
    """Leave out names that are the last word of exactly one longer name: Lederforum, Strategisk Lederforum."""
    return [g for g in groups if len([h for h in groups if h.key.endswith(f" {g.key}")]) != 1]


def _with_head(name: Name, heads: dict[str, Group]) -> Name:
    more = [
        Alias(surface, mode_of(surface, "body"))
        for key, group in heads.items()
        if any(name_key(surface).endswith(f" {key}") for surface in surfaces_of(name))
        for surface in group.votes
    ]
    return name.with_aliases(more, "short-head") if more else name


def _aligned(
    municipality: str,
    kind: str,
    long: Sequence[Group],
    short: Sequence[Group],
    fixed: Mapping[str, Sequence[str]] | None = None,
) -> tuple[list[Name], list[Kept]]:
    """Join acronyms with the long names of their kind that they can stand for, where only one fits."""
    partner: dict[str, Group] = {}
    kept = []
    for group in short:
        fits = [g for g in long if group.key in (fixed or {}).get(g.label, ())] or [
            g for g in long if any(stands_for(group.key, surface) for surface in g.votes)
        ]
        if len(fits) == 1:
            partner[group.key] = fits[0]
        kept += [Kept(kind, g.label, group.key, "acronym-alignment", "fits-several") for g in fits if len(fits) > 1]
    names = []
    for group in long:
        own = [g for g in short if partner.get(g.key) is group]
        key = own[0].key.casefold() if len(own) == 1 and kind == "unit" else group.key
        name = named_group(group, Node(kind, (fold(municipality), key)), notation=own[0].key if own else None)
        name = name.with_aliases([Alias(g.key, "exact") for g in own], "acronym-alignment") if own else name
        names.append(_with_field(name))
    for group in short:
        if group.key not in partner:
            node = Node(kind, (fold(municipality), group.key.casefold()))
            names.append(named_group(group, node, notation=group.key))
    return names, kept


def _with_field(name: Name) -> Name:
    """A center named by an acronym goes by that too: "HR-Centret", "HR"."""
    fields = {m["field"] for s in surfaces_of(name) if (m := re.match(load("names")["unit"]["center_of"], s))}
    known = set(surfaces_of(name))
    return (
        name.with_aliases([Alias(f, "exact") for f in sorted(fields - known)], "acronym-of-center") if fields else name
    )


# --- projects and what is for them ----------------------------------------------------------------


def _projects(municipality: str, groups: Sequence[Group]) -> tuple[list[Name], list[Name]]:
    """The projects whose evidence suffices, and those that nearly do."""
    threshold = int(load("projects")["threshold"])
    named = [
        (g, named_group(g, Node("programme" if _is_programme(g) else "project", (fold(municipality), g.key))))
        for g in groups
        if not is_acronym(g.key) and not _is_document(g.key)
    ]
    keys = {g.key for g, _ in named if g.weight >= threshold}
    sure = [n for g, n in named if g.weight >= threshold and not _reads_on(g, keys)]
    unsure = [n for g, n in named if threshold // 2 < g.weight < threshold and not _reads_on(g, keys)]
    return sure, unsure


def _is_programme(group: Group) -> bool:
    """Whether the texts call it a programme: "havneprogrammet", "programmet Liv i havnen"."""
    return "named-programme" in group.weights or any(
        re.search(load("projects")["joins"]["programme"], surface) for surface in group.votes
    )


# Rules that read on in a sentence, and so may read too far.
_PROSE_RULES = frozenset(("group-for", "mandate-for", "status-on", "named-kind", "named-programme", "repeated"))


def _reads_on(group: Group, keys: set[str]) -> bool:
    return set(group.weights) <= _PROSE_RULES and bool(_known_beginning(group.key, keys - {group.key}))


def _known_beginning(key: str, keys: Iterable[str]) -> str | None:
    """The longest known name that a phrase begins with: "monopolbruddet mødes i januar"."""
    known, parts = set(keys), key.split(" ")
    return next((k for n in range(len(parts) - 1, 0, -1) if (k := " ".join(parts[:n])) in known), None)


def _is_document(key: str) -> bool:
    return any(name_key(word) == key.split(" ")[0] for word in load("names")["document"]["single"])


def _parallel(candidates: Iterable[Candidate], projects: Sequence[Name]) -> Iterator[Pair]:
    """Projects whose names stand for one another in two rows of headings that are otherwise the same."""
    owners = {name_key(s): p for p in projects for s in surfaces_of(p)}
    for candidate in sorted(c for c in candidates if c.kind == "parallel"):
        for one, other in ((candidate.surface, candidate.about), (candidate.about, candidate.surface)):
            long = owners.get(name_key(other))
            fits = [p for p in projects if p is not long and any(stands_for(one, s) for s in surfaces_of(p))]
            if is_acronym(one) and long is not None and len(fits) == 1:
                yield fits[0], long, "parallel-headings"


def _groups_about(municipality: str, votes: Iterable[Candidate], projects: Sequence[Name]) -> list[Name]:
    """Steering groups and working groups with the name of what they are for."""
    by_key = {name_key(surface): p for p in projects for surface in surfaces_of(p)}
    found: dict[Node, Name] = {}
    for candidate in sorted(c for c in votes if c.kind == "group"):
        word = candidate.surface.split(" ")[0]
        key = name_key(candidate.about)
        topic = by_key.get(key) or by_key.get(_known_beginning(key, by_key) or "")
        about_key = topic.node.key[-1] if topic else name_key(candidate.about)
        label = f"{_definite(word)} for {topic.label if topic else candidate.about}"
        name = group_name(municipality, word, about_key, label, topic.node if topic else None)
        # Where the phrase read too far, the group's spelling ends with the name that it is for.
        whole = topic is None or key in by_key
        spelling = Alias(candidate.surface if whole else label, "key")
        found[name.node] = found.get(name.node, name).with_aliases([spelling], candidate.rule)
    return [found[node] for node in sorted(found)]


def group_name(municipality: str, word: str, about_key: str, label: str, about: Node | None) -> Name:
    """Return the name of a group: a steering group is a kind of its own, other groups are bodies."""
    steering = name_key(word) in {name_key(w) for w in load("names")["body"]["steering"]}
    stem = "styregruppe" if steering else name_key(word)
    node = Node("steering_group" if steering else "body", (fold(municipality), f"{stem} for {about_key}"))
    return Name(node, label, (), (), 95, None, about)


def _definite(word: str) -> str:
    word = word[:1].upper() + word[1:]
    return word if word.endswith("n") else word + "n"


# --- people, places, others -----------------------------------------------------------------------


def _people(municipality: str, votes: Iterable[Candidate], days: Mapping[str, set[str]]) -> tuple[PersonName, ...]:
    """Every name with a family name or an initial is a person; a bare given name is none by itself."""
    surfaces = sorted({c.surface for c in votes if c.kind == "person" and " " in c.surface})
    return tuple(
        PersonName(Node("person", (fold(municipality), fold(name))), name, tuple(sorted(days.get(name, ()))))
        for name in surfaces
    )


def _places(municipality: str, groups: Sequence[Group]) -> list[Name]:
    return [named_group(group, Node("place", (fold(municipality), group.key))) for group in groups]


_UNLIKE = 3  # titles, no two of them alike, that a case gathers before it is said to be a catch-all


def _catch_all(candidates: Iterable[Candidate]) -> frozenset[str]:
    """Case numbers over several items of which no two have a word in common: they say nothing of a topic.

    Two unlike titles are too few: a matter has its status here and its effects there.
    """
    titles: dict[str, list[frozenset[str]]] = defaultdict(list)
    for candidate in sorted(c for c in candidates if c.kind == "case"):
        words = frozenset(w for w in name_key(candidate.about).split(" ") if len(w) > 3)
        if words and all(not words & other for other in titles[candidate.surface]):
            titles[candidate.surface].append(words)
    return frozenset(number for number, unlike in titles.items() if len(unlike) >= _UNLIKE)

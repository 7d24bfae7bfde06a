"""Joins the evidence of all documents into one list of names a municipality: which spellings are one thing.

Sums of evidence do not depend on the order of documents, and neither does what is decided from them:
every choice between equals is made by the letters of the names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .acronyms import clipped, stands_for
from .candidates import is_name, municipality_names
from .keys import fold, is_acronym, name_key, words
from .lexicon import load
from .model import Candidate, Evidence, Node

UNKNOWN = "unknown"
# A single word below this length is a name only where it is capitalised: "Branding", but chefforum.
_SHORTEST_FREE_WORD = {"project": 10, "body": 6, "unit": 6}


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """A spelling of a name and how text is matched with it.

    `key`: word by word in normal form; `exact`: letter by letter (acronyms), with the genitive;
    `capitalised`: as `key`, but only where the text has a capital.
    """

    surface: str
    mode: str


@dataclass(frozen=True, slots=True)
class Name:
    """One thing with all its spellings, and the rules that its being a name rests on."""

    node: Node
    label: str
    aliases: tuple[Alias, ...]
    rules: tuple[str, ...]
    confidence: int
    notation: str | None = None
    about: Node | None = None  # what a group is for


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name as fully as it is known, and the days of the meetings whose minutes have it."""

    node: Node
    name: str
    dates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameList:
    """All names of one municipality."""

    municipality: Node
    municipality_label: str
    names: tuple[Name, ...]
    people: tuple[PersonName, ...]


@dataclass
class EvidenceSum:
    """The evidence of many documents, added up. Adding is associative and commutative."""

    votes: dict[str | None, Counter[Candidate]] = field(default_factory=lambda: defaultdict(Counter))
    lists: dict[str | None, Counter[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(Counter))
    days: dict[str | None, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))

    def add(self, evidence: Evidence, municipality: str | None, date: str | None) -> None:
        """Add one document's evidence, under what it says its municipality is."""
        self.votes[municipality].update(evidence.candidates)
        self.lists[municipality].update(evidence.acronym_lists)
        for candidate in evidence.candidates:
            if candidate.kind == "person" and date:
                self.days[municipality][candidate.surface].add(date)

    def municipality_of(self, stated: str | None) -> str:
        """Return the municipality of a document that states one, or of one that does not.

        A silent document belongs to the one municipality that the others state, where they agree.
        """
        known = sorted(name for name in self.votes if name is not None)
        return stated or (known[0] if len(known) == 1 else UNKNOWN)

    def resolve(self) -> dict[str, NameList]:
        """Return the list of names of each municipality, by its name."""
        joined: dict[str, tuple[Counter[Candidate], Counter[tuple[str, ...]], dict[str, set[str]]]] = {}
        for stated in sorted(self.votes, key=lambda name: name or ""):
            votes, lists, days = joined.setdefault(
                self.municipality_of(stated), (Counter(), Counter(), defaultdict(set))
            )
            votes.update(self.votes[stated])
            lists.update(self.lists[stated])
            for name, dates in self.days[stated].items():
                days[name] |= dates
        return {name: _resolve(name, *parts) for name, parts in sorted(joined.items())}


def municipality_node(name: str) -> Node:
    """Return the node of a municipality."""
    return Node("municipality", (fold(name),))


@dataclass(slots=True)
class _Group:
    """Spellings of one kind that share a key, with the evidence for them."""

    kind: str
    key: str
    votes: Counter[str] = field(default_factory=Counter)  # spelling -> votes
    weights: dict[str, int] = field(default_factory=dict)  # rule -> its weight
    documents: int = 1

    def add(self, candidate: Candidate, count: int) -> None:
        self.votes[candidate.surface] += count
        self.weights[candidate.rule] = max(candidate.weight, self.weights.get(candidate.rule, 0))
        self.documents = max(self.documents, count)

    @property
    def weight(self) -> int:
        further = int(load("projects")["weights"]["further"])
        return sum(self.weights.values()) + further * (min(self.documents, 3) - 1)

    @property
    def label(self) -> str:
        """The spelling most used among those with a capital; the shortest of equals."""
        best = min(self.votes, key=lambda s: (not s[:1].isupper(), s.isupper(), -self.votes[s], len(s), s))
        return best[:1].upper() + best[1:]


def _resolve(
    municipality: str,
    votes: Counter[Candidate],
    lists: Counter[tuple[str, ...]],
    days: dict[str, set[str]],
) -> NameList:
    groups = _grouped(votes)
    acronyms = sorted({c.surface for c in votes if c.kind == "acronym"})
    foreign = _foreign_acronyms()
    node = municipality_node(municipality)
    projects = _projects(municipality, groups["project"])
    units = _units(municipality, groups["unit"], [a for a in lists if not foreign.intersection(a)])
    bodies = _bodies(municipality, groups["body"])
    taken = foreign | {a.surface for n in (*units, *bodies) for a in n.aliases}
    projects = _joined_halves(
        _with_short_forms(
            projects,
            [a for a in acronyms if a not in taken and len(a) >= 3],
            sorted({c.surface for c in votes if c.kind == "clipped"}),
        )
    )
    names = [
        _municipality(municipality, [a for a in acronyms if a not in taken]),
        *projects,
        *units,
        *bodies,
        *_groups_about(municipality, votes, projects),
        *_places(municipality, groups["place"]),
        *_outsiders(),
    ]
    return NameList(node, names[0].label, tuple(names), _people(municipality, votes, days))


def _grouped(votes: Counter[Candidate]) -> dict[str, list[_Group]]:
    """Spellings with equal keys together, kind by kind, sorted by key."""
    found: dict[tuple[str, str], _Group] = {}
    for candidate, count in sorted(votes.items()):
        key = candidate.surface if is_acronym(candidate.surface) else name_key(candidate.surface)
        found.setdefault((candidate.kind, key), _Group(candidate.kind, key)).add(candidate, count)
    by_kind: dict[str, list[_Group]] = defaultdict(list)
    for (kind, _), group in sorted(found.items()):
        by_kind[kind].append(group)
    return by_kind


def confidence_of(weight: int) -> int:
    """Return the confidence, in hundredths, of evidence weighing `weight` tenths of log-odds."""
    steps = ((45, 99), (35, 97), (30, 95), (25, 92), (20, 88), (15, 82), (10, 73), (5, 62))
    return next((hundredths for least, hundredths in steps if weight >= least), 50)


def _named(group: _Group, node: Node, *, notation: str | None = None, more: Iterable[Alias] = ()) -> Name:
    aliases = {Alias(surface, _mode(surface, group.kind)) for surface in group.votes} | set(more)
    return Name(
        node,
        group.label,
        tuple(sorted(aliases)),
        tuple(sorted(group.weights)),
        confidence_of(group.weight),
        notation,
    )


def _mode(surface: str, kind: str) -> str:
    if is_acronym(surface):
        return "exact"
    short = len(words(surface)) == 1 and len(surface) < _SHORTEST_FREE_WORD.get(kind, 10)
    return "capitalised" if short else "key"


# --- units and bodies -----------------------------------------------------------------------------


def _units(municipality: str, groups: Sequence[_Group], lists: Sequence[tuple[str, ...]]) -> list[Name]:
    long = [g for g in groups if not is_acronym(g.key)]
    short = {g.key: g for g in groups if is_acronym(g.key)}
    _spread_by_lists(short, lists)
    return _aligned(municipality, "unit", long, list(short.values()))


def _spread_by_lists(short: dict[str, _Group], lists: Sequence[tuple[str, ...]]) -> None:
    """An acronym that stands in a list with units is one: half of the list at least must be known."""
    for members in sorted(lists):
        unknown = [m for m in members if m not in short]
        if unknown and len(unknown) * 2 <= len(members):
            for member in unknown:
                group = short.setdefault(member, _Group("unit", member))
                group.add(Candidate("unit", member, "list-of-units", 25), 1)


def _bodies(municipality: str, groups: Sequence[_Group]) -> list[Name]:
    systems = set(load("systems")["exact"])
    long = [g for g in groups if not is_acronym(g.key)]
    short = [g for g in groups if is_acronym(g.key) and g.key not in systems]
    fixed = {entry["name"]: entry["short"] for entry in load("names")["body"]["known"]}
    names = _aligned(municipality, "body", _without_short_heads(long), short, fixed)
    heads = {g.key: g for g in long if g not in _without_short_heads(long)}
    return [_with_head(name, heads) for name in names]


def _without_short_heads(groups: Sequence[_Group]) -> list[_Group]:
    """Leave out names that are the last word of exactly one longer name: Lederforum, Strategisk Lederforum."""
    return [g for g in groups if len([h for h in groups if h.key.endswith(f" {g.key}")]) != 1]


def _with_head(name: Name, heads: dict[str, _Group]) -> Name:
    more = [
        Alias(surface, _mode(surface, "body"))
        for key, group in heads.items()
        if any(name_key(alias.surface).endswith(f" {key}") for alias in name.aliases)
        for surface in group.votes
    ]
    return _extended(name, more, "short-head") if more else name


def _aligned(
    municipality: str,
    kind: str,
    long: Sequence[_Group],
    short: Sequence[_Group],
    fixed: dict[str, list[str]] | None = None,
) -> list[Name]:
    """Join acronyms with the long names of their kind that they can stand for, where only one fits."""
    partner: dict[str, _Group] = {}
    for group in short:
        fits = [g for g in long if group.key in (fixed or {}).get(g.label, ())] or [
            g for g in long if any(stands_for(group.key, surface) for surface in g.votes)
        ]
        if len(fits) == 1:
            partner[group.key] = fits[0]
    names = []
    for group in long:
        own = [g for g in short if partner.get(g.key) is group]
        node = Node(
            kind,
            (fold(municipality), own[0].key.casefold() if len(own) == 1 and kind == "unit" else group.key),
        )
        name = _named(group, node, notation=own[0].key if own else None, more=[Alias(g.key, "exact") for g in own])
        names.append(_extended(name, (), "acronym-alignment") if own else name)
    for group in short:
        if group.key not in partner:
            node = Node(kind, (fold(municipality), group.key.casefold()))
            names.append(_named(group, node, notation=group.key))
    return names


def _extended(name: Name, aliases: Iterable[Alias], rule: str) -> Name:
    return Name(
        name.node,
        name.label,
        tuple(sorted({*name.aliases, *aliases})),
        tuple(sorted({*name.rules, rule})),
        name.confidence,
        name.notation,
        name.about,
    )


# --- projects and what is for them ----------------------------------------------------------------


def _projects(municipality: str, groups: Sequence[_Group]) -> list[Name]:
    threshold = int(load("projects")["threshold"])
    accepted = [
        group
        for group in groups
        if group.weight >= threshold and not is_acronym(group.key) and not _is_document(group.key)
    ]
    keys = {group.key for group in accepted}
    return [
        _named(group, Node("project", (fold(municipality), group.key)))
        for group in accepted
        if not (set(group.weights) <= _PROSE_RULES and _known_beginning(group.key, keys - {group.key}))
    ]


# Rules that read on in a sentence, and so may read too far.
_PROSE_RULES = frozenset(("group-for", "mandate-for", "status-on", "named-kind", "repeated"))


def _known_beginning(key: str, keys: set[str]) -> str | None:
    """The longest known name that a phrase begins with: "monopolbruddet mødes i januar"."""
    parts = key.split(" ")
    return next((k for n in range(len(parts) - 1, 0, -1) if (k := " ".join(parts[:n])) in keys), None)


def _joined_halves(projects: Sequence[Name]) -> list[Name]:
    """Join names whose half before or after a dash is itself a project: "UTA – implementering af …".

    Where the first half is no project by itself, it becomes a shorter spelling of the whole.
    """
    owner = {name_key(alias.surface): p for p in projects for alias in p.aliases}
    more: dict[Node, list[Alias]] = defaultdict(list)
    gone: set[Node] = set()
    for project in projects:
        for first, second in _halves(project):
            whole = next((w for w in (owner.get(name_key(first)), owner.get(name_key(second))) if w), None)
            if whole is None and len(words(first)) > 1:
                more[project.node].append(Alias(first, "key"))
            elif whole is not None and whole.node != project.node:
                more[whole.node].extend(project.aliases)
                gone.add(project.node)
    return [_extended(p, more[p.node], "dash-split") if p.node in more else p for p in projects if p.node not in gone]


def _is_document(key: str) -> bool:
    return any(name_key(word) == key.split(" ")[0] for word in load("names")["document"]["single"])


def _halves(project: Name) -> list[tuple[str, str]]:
    found = []
    for alias in project.aliases:
        parts = re.split(r"\s+[-–—]\s+", alias.surface)
        if len(parts) == 2 and (is_name(parts[0]) or is_acronym(parts[0])):
            found.append((parts[0], parts[1]))
    return found


def _with_short_forms(projects: Sequence[Name], acronyms: Sequence[str], clippings: Sequence[str]) -> list[Name]:
    """Give each project the acronyms and clipped forms that only it can stand for."""
    more: dict[Node, list[Alias]] = defaultdict(list)
    rules: dict[Node, str] = {}
    for forms, fits, rule in (
        (acronyms, stands_for, "acronym-alignment"),
        (clippings, clipped, "clipped-alignment"),
    ):
        for form in forms:
            owners = [p for p in projects if any(fits(form, alias.surface) for alias in p.aliases)]
            if len(owners) == 1:
                mode = "exact" if rule == "acronym-alignment" else "key"
                more[owners[0].node].append(Alias(form, mode))
                rules[owners[0].node] = rule
    return [_extended(p, more[p.node], rules[p.node]) if p.node in more else p for p in projects]


def _groups_about(municipality: str, votes: Counter[Candidate], projects: Sequence[Name]) -> list[Name]:
    """Steering groups and working groups with the name of what they are for."""
    by_key = {name_key(alias.surface): p for p in projects for alias in p.aliases}
    found: dict[Node, Name] = {}
    for candidate in sorted(c for c in votes if c.kind == "group"):
        word = candidate.surface.split(" ")[0]
        key = name_key(candidate.about)
        topic = by_key.get(key) or by_key.get(_known_beginning(key, set(by_key)) or "")
        about_key = topic.node.key[-1] if topic else name_key(candidate.about)
        label = f"{_definite(word)} for {topic.label if topic else candidate.about}"
        name = group_name(municipality, word, about_key, label, topic.node if topic else None)
        # Where the phrase read too far, the group's spelling ends with the name that it is for.
        whole = topic is None or name_key(candidate.about) in by_key
        spellings = {Alias(candidate.surface if whole else label, "key")}
        known = found.get(name.node, name)
        found[name.node] = _extended(known, spellings, candidate.rule)
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


def _people(municipality: str, votes: Counter[Candidate], days: dict[str, set[str]]) -> tuple[PersonName, ...]:
    """Every name with a family name or an initial is a person; a bare given name is none by itself."""
    surfaces = sorted({c.surface for c in votes if c.kind == "person" and " " in c.surface})
    return tuple(
        PersonName(Node("person", (fold(municipality), fold(name))), name, tuple(sorted(days.get(name, ()))))
        for name in surfaces
    )


def _places(municipality: str, groups: Sequence[_Group]) -> list[Name]:
    return [_named(group, Node("place", (fold(municipality), group.key))) for group in groups]


def _municipality(name: str, acronyms: Sequence[str]) -> Name:
    label = f"{name} Kommune" if name != UNKNOWN else UNKNOWN
    aliases = [] if name == UNKNOWN else [Alias(label, "key"), Alias(f"{name} Kommunes", "key")]
    aliases += [Alias(a, "exact") for a in acronyms if len(a) >= 3 and stands_for(a, label)]
    return Name(municipality_node(name), label, tuple(aliases), ("language",), 99)


def _foreign_acronyms() -> set[str]:
    return set(load("organisations")["acronyms"]) | {s for s in load("systems")["exact"] if is_acronym(s)}


def _outsiders() -> list[Name]:
    """Municipalities, authorities, companies and systems that any municipality meets: from the word lists."""
    organisations, systems = load("organisations"), load("systems")
    names = [
        Name(municipality_node(n), f"{n} Kommune", (Alias(f"{n} Kommune", "key"),), ("language",), 99)
        for n in municipality_names()
    ]
    names += [
        Name(
            Node("organization", (fold(n),)),
            n,
            (Alias(n, "exact" if is_acronym(n) else "key"),),
            ("language",),
            97,
        )
        for n in [*organisations["acronyms"], *organisations["names"]]
    ]
    by_key: dict[str, list[str]] = defaultdict(list)
    for system in systems["exact"]:
        by_key[fold(system)].append(system)
    names += [
        Name(
            Node("system", (key,)),
            min(spellings, key=lambda s: (len(s), s)),
            tuple(sorted(Alias(s, "exact") for s in spellings)),
            ("language",),
            97,
        )
        for key, spellings in sorted(by_key.items())
    ]
    return names

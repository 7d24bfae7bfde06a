"""The records of the name list: things with their spellings, and why each spelling is theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .keys import fold, is_acronym, words
from .model import Node
from .register_model import RegisterLine

UNKNOWN = "unknown"
# Kinds that are one to whoever looks for a name: a programme is a project that gathers others.
PROJECTS = ("project", "programme")
BODIES = ("body", "steering_group")
# A single word below this length is a name only where it is capitalised: "Branding", but chefforum.
SHORTEST_FREE_WORD = {"project": 10, "programme": 10, "body": 6, "unit": 6, "steering_group": 6}


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """A spelling of a name and how text is matched with it.

    `key`: word by word in normal form; `exact`: letter by letter (acronyms), with the genitive;
    `capitalised`: as `key`, but only where the text has a capital.
    """

    surface: str
    mode: str


@dataclass(frozen=True, slots=True, order=True)
class Join:
    """Why a spelling is a thing's: the rule that joined it, and the spelling that it was joined with."""

    surface: str
    rule: str
    to: str


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """Two names that nearly joined: the rule that spoke for it, and the one that spoke against."""

    kind: str
    one: str
    other: str
    rule: str
    against: str


@dataclass(frozen=True, slots=True)
class Name:
    """One thing with all its spellings, and the rules that its being a name rests on.

    `weight` is the sum of the evidence in tenths of log-odds, `confidence` the same in hundredths.
    """

    node: Node
    label: str
    aliases: tuple[Alias, ...]
    rules: tuple[str, ...]
    confidence: int
    notation: str | None = None
    about: Node | None = None  # what a group is for
    joins: tuple[Join, ...] = ()
    weight: int = 0

    def with_aliases(self, aliases: Iterable[Alias], rule: str, to: str | None = None) -> Name:
        """Return the name with more spellings, joined by `rule` to the spelling `to` (the label if not given)."""
        known = {alias.surface for alias in self.aliases}
        new = sorted({alias for alias in aliases if alias.surface not in known})
        joins = {*self.joins, *(Join(alias.surface, rule, to or self.label) for alias in new)}
        return replace(
            self,
            aliases=tuple(sorted({*self.aliases, *new})),
            rules=tuple(sorted({*self.rules, rule})),
            joins=tuple(sorted(joins)),
        )


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name as fully as it is known, and the days of the meetings whose minutes have it.

    `short` holds short forms that only a register can tell, each with the first and the last day that it
    holds for (empty strings where it is not said).
    """

    node: Node
    name: str
    dates: tuple[str, ...]
    short: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NameList:
    """All names of one municipality, and what was kept apart or left out of it."""

    municipality: Node
    municipality_label: str
    names: tuple[Name, ...]
    people: tuple[PersonName, ...]
    kept: tuple[Kept, ...] = ()
    catch_all: frozenset[str] = frozenset()  # case numbers that head items of no common topic
    rejected: frozenset[tuple[str, str]] = frozenset()  # kind and key of what a register says is no such thing
    uncertain: tuple[Name, ...] = ()  # names whose evidence was too light
    without_effect: tuple[RegisterLine, ...] = ()  # of a register, rejecting what no text holds
    public: frozenset[Node] | None = None  # the people that are made things of; None where all are


def municipality_node(name: str) -> Node:
    """Return the node of a municipality."""
    return Node("municipality", (fold(name),))


def mode_of(surface: str, kind: str) -> str:
    """Return how text is matched with a spelling of a kind: `exact`, `capitalised` or `key`."""
    if is_acronym(surface):
        return "exact"
    short = len(words(surface)) == 1 and len(surface) < SHORTEST_FREE_WORD.get(kind, 10)
    return "capitalised" if short else "key"


def confidence_of(weight: int) -> int:
    """Return the confidence, in hundredths, of evidence weighing `weight` tenths of log-odds."""
    steps = ((45, 99), (35, 97), (30, 95), (25, 92), (20, 88), (15, 82), (10, 73), (5, 62))
    return next((hundredths for least, hundredths in steps if weight >= least), 50)

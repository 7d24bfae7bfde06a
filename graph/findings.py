"""The record of a gap or a clash in a graph, how it is worded, and what finding them asks of the store."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import pyoxigraph as ox

from .query import Rows, ask

_LANGUAGES = ("da", "en")

# What reads the structure of a document has one annotation each, which names the source and the words.
STRUCTURE = """?told oa:hasBody ?node ; rg:rule "structure" ; oa:hasTarget ?span .
  ?span oa:exact ?words ; oa:start ?start ; oa:hasSource ?source . ?source rdfs:label ?file ."""


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words that a finding rests on, the file they stand in and where they begin in its text."""

    file: str
    start: int
    text: str

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Quote:
        """Return the quotation of a row with `file`, `start` and `words`."""
        return cls(row["file"], int(row["start"]), row["words"])

    @property
    def first_line(self) -> Quote:
        """What stands before the first line break: the heading of an item."""
        return Quote(self.file, self.start, self.text.splitlines()[0])


@dataclass(frozen=True, slots=True)
class Finding:
    """A gap or a clash: what kind, at which thing of the graph, on which day, in both languages, with its evidence.

    A meeting that is missing has no node; there `node` is the first thing that refers to it.
    """

    kind: str  # one of `kinds()`
    node: str
    label: str
    date: str  # ISO; empty where the thing has none
    danish: str
    english: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An accepted statement as one annotation tells it."""

    subject: str
    label: str
    object: str
    object_label: str
    observed: str
    quotes: tuple[Quote, ...]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files("graph").joinpath("coverage.toml").read_text(encoding="utf-8"))


def kinds() -> tuple[str, ...]:
    """Return the kinds of findings in the order in which they are told."""
    return tuple(_words())


def name_of(kind: str, language: str, count: int = 2) -> str:
    """Return what so many findings of a kind are called, in a language (`da`, `en`)."""
    return str(_words()[kind]["one" if count == 1 else "name"][language])


def finding(
    kind: str, node: str, label: str, date: str, quotes: Iterable[Quote], **values: str | int | tuple[str, str]
) -> Finding:
    """Return a finding in the words of its kind; a value in two languages is a pair."""
    danish, english = (
        str(_words()[kind]["says"][language]).format(
            date=date, **{name: value[n] if isinstance(value, tuple) else value for name, value in values.items()}
        )
        for n, language in enumerate(_LANGUAGES)
    )
    return Finding(kind, node, label, date, danish, english, tuple(dict.fromkeys(quotes)))


def rows(store: ox.Store, sparql: str) -> list[dict[str, str]]:
    """Return the rows of an answer as plain text, sorted; what is unbound is the empty string."""
    answer = ask(store, sparql)
    if not isinstance(answer, Rows):
        raise TypeError("findings are made of rows")
    plain = [{name: value or "" for name, value in row.items()} for row in answer.plain()]
    return sorted(plain, key=lambda row: tuple(row.values()))


def told(store: ox.Store, predicate: str) -> list[Told]:
    """Return the accepted statements of a predicate, by its local name, once for each annotation."""
    quotes: dict[tuple[str, str, str, str, str, str], list[Quote]] = defaultdict(list)
    for row in rows(
        store,
        f"""SELECT ?subject ?label ?object ?objectLabel ?observed ?told ?file ?start ?words {{
              ?statement rdf:predicate rg:{predicate} ; rg:accepted true ; rdf:subject ?subject ; rdf:object ?object .
              ?subject rdfs:label ?label . ?object rdfs:label ?objectLabel .
              ?told oa:hasBody ?statement ; oa:hasTarget ?span .
              ?span oa:exact ?words ; oa:start ?start ; oa:hasSource ?source . ?source rdfs:label ?file
              OPTIONAL {{ ?told rg:observed ?observed }} }}""",
    ):
        key = (row["subject"], row["label"], row["object"], row["objectLabel"], row["observed"], row["told"])
        quotes[key].append(Quote.of(row))
    return [Told(*key[:5], tuple(sorted(found))) for key, found in sorted(quotes.items())]


def in_order(number: str) -> tuple[int, str]:
    """Return what numbers of items are sorted by: 2 before 10, and 2a after 2."""
    digits = "".join(c for c in number if c in "0123456789")
    return (int(digits or 0), number)

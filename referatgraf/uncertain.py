"""Lists the statements that are read and not accepted, and about which no person has decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from extract.register_csv import BETWEEN_NAMES
from extract.register_model import Register
from extract.settled import Settled
from graph.findings import rows
from graph.vocabulary import RG

_LONGEST = 200  # characters of a quotation


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A statement that waits, with the likeliest of the places it was read in."""

    subject: str
    subject_label: str
    predicate: str  # local name
    object: str
    object_label: str
    confidence: int  # hundredths
    quote: str  # the words of both ends, as one line
    file: str
    observed: str  # the day of the meeting, ISO; empty where the minutes have none
    of_one_meeting: bool  # an item's title may be that of another meeting's, too

    @property
    def claim(self) -> str:
        """What is said of the subject, as a register has it in `other`."""
        return f"{self.predicate}: {self.object_label.replace(BETWEEN_NAMES, '/')}"


def uncertain(store: ox.Store, register: Register) -> list[Uncertain]:
    """Return the statements that are not accepted, the most likely first, without those that a register settles."""
    settled = Settled.of(register.statements, _spellings(store) if register.statements else {})
    found: dict[tuple[str, str, str], Uncertain] = {}
    for each in _read(store):
        if not settled.line(each.subject, each.predicate, each.object, each.observed):
            found.setdefault((each.subject, each.predicate, each.object), each)
    return list(found.values())


def _read(store: ox.Store) -> list[Uncertain]:
    """Every place in which a statement that is not accepted was read, the most likely first."""
    ends: dict[str, dict[str, str]] = {}
    quotes: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in rows(
        store,
        """SELECT ?told ?subject ?subjectLabel ?predicate ?object ?objectLabel ?confidence ?file ?start ?words ?observed
                  (EXISTS { ?subject a rg:AgendaItem } AS ?item) {
             ?statement a rdf:Statement ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
             FILTER NOT EXISTS { ?statement rg:accepted true }
             ?subject rdfs:label ?subjectLabel . ?object rdfs:label ?objectLabel .
             ?told oa:hasBody ?statement ; oa:hasTarget ?span ; rg:confidence ?confidence .
             ?span oa:exact ?words ; oa:start ?start ; oa:hasSource ?source . ?source rdfs:label ?file
             OPTIONAL { ?told rg:observed ?observed } }""",
    ):
        ends[row["told"]] = row
        quotes[row["told"]].append((int(row["start"]), row["words"]))
    found = [
        Uncertain(
            row["subject"],
            row["subjectLabel"],
            row["predicate"].removeprefix(RG),
            row["object"],
            row["objectLabel"],
            round(100 * float(row["confidence"])),
            _quote(words for _, words in sorted(quotes[told])),
            row["file"],
            row["observed"],
            row["item"] == "true",
        )
        for told, row in ends.items()
    ]
    return sorted(found, key=_order)


def _order(statement: Uncertain) -> tuple[int, str, str, str, str, str, str, str]:
    said = (statement.subject_label, statement.predicate, statement.object_label)
    return (-statement.confidence, *said, statement.observed, statement.subject, statement.object, statement.quote)


def _quote(parts: Iterable[str]) -> str:
    words = " … ".join(" ".join(part.split()) for part in parts)
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _spellings(store: ox.Store) -> dict[str, tuple[str, ...]]:
    """The label of each thing and, after it, its other spellings."""
    found: dict[str, list[str]] = {
        row["node"]: [row["label"]] for row in rows(store, "SELECT ?node ?label { ?node rdfs:label ?label }")
    }
    for row in rows(store, "SELECT ?node ?label { ?node skos:altLabel ?label }"):
        found.setdefault(row["node"], []).append(row["label"])
    return {node: tuple(spellings) for node, spellings in found.items()}

"""Reads from a graph what the score compares: mentions, items, statements, and the values of dates and sums."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph.query import Rows, ask
from graph.vocabulary import RG

from .gold import squashed

# The classes of the vocabulary by the annotators' types.
KINDS = {
    "project": ("Project", "Programme"),
    "unit": ("Unit",),
    "body": ("Body", "SteeringGroup"),
    "person": ("Person",),
    "case": ("Case",),
    "organization": ("Organization", "Municipality"),
    "system": ("System",),
    "place": ("Place",),
    "document": ("Document",),
    "amount": ("Amount",),
    "date": ("Date",),
}
_KIND_OF = {f"{RG}{name}": kind for kind, names in KINDS.items() for name in names}


@dataclass(frozen=True, slots=True, order=True)
class FoundMention:
    """A mention in the graph; `entity` is the IRI of the thing."""

    start: int
    end: int
    kind: str
    entity: str
    text: str = ""


@dataclass(slots=True)
class FoundItem:
    """An agenda item in the graph."""

    title: str | None
    case_number: str | None
    closed: bool
    decisions: set[tuple[str, str]] = field(default_factory=set)
    attachments: set[str] = field(default_factory=set)
    recommended_by: set[str] = field(default_factory=set)
    projects: set[str] = field(default_factory=set)


Triple = tuple[str, str, str]
Place = tuple[str, int, int]  # file, start, end


def _rows(store: ox.Store, query: str) -> list[dict[str, str | None]]:
    answer = ask(store, query)
    return answer.plain() if isinstance(answer, Rows) else []


def found_mentions(store: ox.Store) -> dict[str, list[FoundMention]]:
    """Return the mentions of each file (base name), in order."""
    found: dict[str, set[FoundMention]] = defaultdict(set)
    for row in _rows(
        store,
        """SELECT DISTINCT ?file ?start ?end ?entity ?class ?words WHERE {
             ?m oa:hasBody ?entity ; oa:hasTarget ?t . ?entity a ?class .
             ?t oa:hasSource/rg:fileName ?file ; oa:start ?start ; oa:end ?end ; oa:exact ?words }""",
    ):
        kind = _KIND_OF.get(str(row["class"]))
        if kind:
            words = " ".join(str(row["words"]).split())
            mention = FoundMention(int(row["start"] or 0), int(row["end"] or 0), kind, str(row["entity"]), words)
            found[str(row["file"])].add(mention)
    return {file: sorted(mentions) for file, mentions in found.items()}


def found_items(store: ox.Store) -> dict[tuple[str, str], FoundItem]:
    """Return the agenda items by file (base name) and number."""
    by_iri: dict[str, FoundItem] = {}
    found: dict[tuple[str, str], FoundItem] = {}
    for row in _rows(
        store,
        """SELECT DISTINCT ?item ?n ?title ?case ?closed ?file WHERE {
             ?item a rg:AgendaItem ; rg:meeting ?m ; rg:number ?n . ?m rg:date ?date ; rg:source/rg:fileName ?file
             OPTIONAL { ?item dcterms:title ?title } OPTIONAL { ?item rg:case/rg:caseNumber ?case }
             OPTIONAL { ?item rg:closed ?closed } }""",
    ):
        item = by_iri.setdefault(str(row["item"]), FoundItem(row["title"], row["case"], row["closed"] == "true"))
        found[str(row["file"]), str(row["n"])] = item
    for row in _rows(store, "SELECT DISTINCT ?item ?x WHERE { ?item rg:recommendedBy ?x }"):
        if row["item"] in by_iri:
            by_iri[str(row["item"])].recommended_by.add(str(row["x"]))
    for row in _rows(store, "SELECT DISTINCT ?item ?x WHERE { ?item rg:concerns ?x }"):
        if row["item"] in by_iri:
            by_iri[str(row["item"])].projects.add(str(row["x"]))
    for row in _rows(
        store,
        "SELECT DISTINCT ?item ?date ?o WHERE { ?d a rg:Decision ; rg:item ?item ; rg:date ?date ; rg:outcome ?o }",
    ):
        if row["item"] in by_iri:
            outcome = re.split(r"[#/]", str(row["o"]))[-1]
            by_iri[str(row["item"])].decisions.add((str(row["date"])[:10], outcome))
    for row in _rows(store, "SELECT DISTINCT ?item ?t WHERE { ?item rg:attachment/dcterms:title ?t }"):
        if row["item"] in by_iri:
            by_iri[str(row["item"])].attachments.add(squashed(row["t"]))
    return found


def found_statements(store: ox.Store) -> dict[Triple, dict[str, set[Place]]]:
    """Return the accepted statements, each with the places of its evidence by file."""
    found: dict[Triple, dict[str, set[Place]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows(
        store,
        """SELECT DISTINCT ?s ?p ?o ?file ?start ?end WHERE {
             ?a oa:hasBody ?st ; oa:hasTarget ?t . ?st rg:accepted true ;
               rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
             ?t oa:hasSource/rg:fileName ?file ; oa:start ?start ; oa:end ?end }""",
    ):
        file = str(row["file"])
        triple = (str(row["s"]), str(row["p"]).removeprefix(RG), str(row["o"]))
        found[triple][file].add((file, int(row["start"] or 0), int(row["end"] or 0)))
    return found


def found_confidences(store: ox.Store) -> dict[tuple[Triple, str], tuple[float, str]]:
    """Return for every statement and file, accepted or not, its highest confidence there and the rule that gave it."""
    found: dict[tuple[Triple, str], tuple[float, str]] = {}
    for row in _rows(
        store,
        """SELECT DISTINCT ?s ?p ?o ?file ?confidence ?rule WHERE {
             ?st a rdf:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
             ?a oa:hasBody ?st ; rg:confidence ?confidence ; rg:rule ?rule ;
               oa:hasTarget/oa:hasSource/rg:fileName ?file }""",
    ):
        key = ((str(row["s"]), str(row["p"]).removeprefix(RG), str(row["o"])), str(row["file"]))
        found[key] = max(found.get(key, (0.0, "")), (float(row["confidence"] or 0), str(row["rule"])))
    return found


def structural_names(store: ox.Store) -> dict[str, str]:
    """Return what annotators call meetings, items and decisions, by their IRIs."""
    names: dict[str, str] = {}
    for row in _rows(store, "SELECT ?x ?d WHERE { ?x a rg:Meeting ; rg:date ?d }"):
        names[str(row["x"])] = f"meeting:{str(row['d'])[:10]}"
    for row in _rows(store, "SELECT ?x ?d ?n WHERE { ?x a rg:AgendaItem ; rg:meeting/rg:date ?d ; rg:number ?n }"):
        names[str(row["x"])] = f"item:{str(row['d'])[:10]}/{row['n']}"
    for row in _rows(
        store, "SELECT ?x ?d ?n WHERE { ?x a rg:Decision ; rg:item ?i . ?i rg:meeting/rg:date ?d ; rg:number ?n }"
    ):
        names[str(row["x"])] = f"decision:{str(row['d'])[:10]}/{row['n']}"
    return names


def values_of(store: ox.Store) -> dict[str, set[str]]:
    """Return what a date or a sum may be compared by, by its IRI: its months, and its wordings."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in _rows(
        store,
        """SELECT DISTINCT ?x ?v WHERE { ?x a ?c . FILTER(?c IN (rg:Date, rg:Amount))
             ?x rg:edtf|rdfs:label|skos:altLabel ?v }""",
    ):
        found[str(row["x"])] |= {squashed(row["v"]), by_month(str(row["v"]))}
    return found


def labels_of(store: ox.Store) -> dict[str, str]:
    """Return the label of each thing, by its IRI."""
    return {str(row["x"]): str(row["l"]) for row in _rows(store, "SELECT ?x ?l WHERE { ?x rdfs:label ?l }")}


# --- dates ----------------------------------------------------------------------------------------

# The months of EDTF's level 2 codes: seasons, quarters, half-years.
_CODES = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)} | {
    40: (1, 6),
    41: (7, 12),
}


def by_month(value: str) -> str:
    """Return a date in ISO, EDTF or the annotators' short forms (2018-Q1) as first and last month; else its words.

    Deadlines are compared so: *ultimo 2017* is December 2017.
    """
    first, _, last = value.strip().rstrip("?~%").partition("/")
    begin, end = _months(first), _months(last or first)
    return f"{begin[0]}/{end[1]}" if begin and end else squashed(value)


def _months(value: str) -> tuple[str, str] | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value[:7], value[:7]
    if match := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        monday = datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return f"{monday:%Y-%m}", f"{monday + datetime.timedelta(days=6):%Y-%m}"
    match = re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)))?", value)
    if not match:
        return None
    year, quarter, half, part = match.groups()
    if quarter:
        months = (3 * int(quarter) - 2, 3 * int(quarter))
    elif half:
        months = (6 * int(half) - 5, 6 * int(half))
    elif part:
        known = _CODES.get(int(part), (int(part), int(part)) if 1 <= int(part) <= 12 else None)
        if known is None:
            return None
        months = known
    else:
        months = (1, 12)
    return f"{year}-{months[0]:02}", f"{year}-{months[1]:02}"

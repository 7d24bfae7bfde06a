"""A meeting as it was read: its items, the text of each section, and where in it things are named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from .errors import NotInGraph
from .query import Rows, ask
from .vocabulary import CLASSES, RG

_MEETINGS = """
SELECT ?date ?body ?municipality ?items ?closed ?decisions ?file ?meeting WHERE {
  { SELECT ?meeting (COUNT(DISTINCT ?item) AS ?items) (COUNT(DISTINCT ?shut) AS ?closed)
      (COUNT(DISTINCT ?decision) AS ?decisions) WHERE {
    ?meeting a rg:Meeting .
    OPTIONAL { ?item rg:meeting ?meeting . OPTIONAL { ?item rg:closed true . BIND(?item AS ?shut) } }
    # A decision of an earlier meeting may be printed here too.
    OPTIONAL {
      ?decision a rg:Decision ; rg:item ?item .
      FILTER NOT EXISTS { ?decision rg:date ?day . ?meeting rg:date ?other . FILTER(?day != ?other) }
    }
  } GROUP BY ?meeting }
  { SELECT ?meeting (GROUP_CONCAT(?name; separator=", ") AS ?file) WHERE {
    SELECT DISTINCT ?meeting ?name { ?meeting rg:source/rg:fileName ?name } ORDER BY ?name
  } GROUP BY ?meeting }
  OPTIONAL { ?meeting rg:date ?date }
  OPTIONAL { ?meeting rg:heldBy/rdfs:label ?body }
  OPTIONAL { ?meeting rg:municipality/rdfs:label ?municipality }
} ORDER BY ?date ?body ?meeting
"""
_SECTIONS = """
SELECT ?item ?number ?title ?closed ?heading ?text ?end ?source ?file WHERE {
  ?item rg:meeting ?meeting ; rdfs:label ?title .
  OPTIONAL { ?item rg:number ?number } OPTIONAL { ?item rg:closed ?closed }
  ?told oa:hasBody ?item ; oa:hasTarget ?place . ?place oa:hasSource ?source ; oa:start ?first .
  ?source rdfs:label ?file .
  OPTIONAL {
    ?item rg:section ?section . ?section dcterms:title ?heading ; rg:text ?text ; rg:order ?order .
    ?a oa:hasBody ?section ; oa:hasTarget ?t . ?t oa:end ?end ; oa:hasSource ?source .
  }
} ORDER BY ?file ?first ?order
"""
# One source at a time, and the kinds of things apart: in one query, a meeting takes half a minute.
_MENTIONS = """
SELECT DISTINCT ?start ?end ?words ?thing ?confidence ?rule WHERE {
  ?t oa:hasSource ?source ; oa:start ?start ; oa:end ?end ; oa:exact ?words .
  ?a oa:hasTarget ?t ; oa:hasBody ?thing ; rg:rule ?rule .
  FILTER(?rule != "structure")
  OPTIONAL { ?a rg:confidence ?confidence }
} ORDER BY ?start DESC(?end) ?thing ?rule
"""
_THINGS = "SELECT ?thing ?label ?class { ?thing rdfs:label ?label ; a ?class }"
# What minutes tell is no thing that they name.
_NAMED = tuple(kind for kind in CLASSES if kind not in ("commitment", "status", "decision", "recommendation_point"))


class Mention(NamedTuple):
    """A place where a thing is named, `start` to `end` in the text of its source; `kind` as in the vocabulary."""

    start: int
    end: int
    words: str
    kind: str
    label: str
    confidence: float | None
    rule: str


class Section(NamedTuple):
    """A section of an item as printed; `marks` are the mentions in `text`, by their places in it."""

    heading: str
    text: str
    marks: tuple[Mention, ...]


class Item(NamedTuple):
    """An item with its sections, as one source of the meeting has it."""

    number: str
    title: str
    closed: bool
    file: str
    sections: tuple[Section, ...]


def meetings(store: ox.Store) -> Rows:
    """Return each meeting that was read: `date`, `body`, `municipality`, how many `items`, `closed` ones, `decisions`.

    Decisions of earlier meetings that its minutes print again are not counted.
    `file` names its sources, `meeting` is its address.
    """
    return _rows(store, _MEETINGS)


def items(store: ox.Store, meeting: str) -> list[Item]:
    """Return the items of a meeting (its address) in order of printing. Raises `NotInGraph` where there is none."""
    rows = _rows(store, _SECTIONS, meeting=ox.NamedNode(meeting)).plain()
    if not rows:
        raise NotInGraph(f"{meeting}: the graph has no meeting with items of that address")
    things = _things(store)
    mentions = {source: _mentions(store, source, things) for source in sorted({str(row["source"]) for row in rows})}
    found: dict[tuple[str, str], list[Section]] = defaultdict(list)
    heads: dict[tuple[str, str], Item] = {}
    for row in rows:
        key = (str(row["file"]), str(row["item"]))
        heads.setdefault(key, Item(row["number"] or "", row["title"] or "", row["closed"] == "true", key[0], ()))
        if row["text"] is not None:
            found[key].append(_section(row, mentions[str(row["source"])]))
    return [head._replace(sections=tuple(found[key])) for key, head in heads.items()]


def _mentions(store: ox.Store, source: str, things: Mapping[str, tuple[int, str]]) -> list[Mention]:
    """The mentions in a source, in order."""
    kinds, found = list(CLASSES), []
    for row in _rows(store, _MENTIONS, source=ox.NamedNode(source)).plain():
        if str(row["thing"]) in things:
            number, label = things[str(row["thing"])]
            sure = float(row["confidence"]) if row["confidence"] else None
            place = int(row["start"] or 0), int(row["end"] or 0)
            found.append(Mention(*place, str(row["words"]), kinds[number], label, sure, str(row["rule"])))
    return found


def _things(store: ox.Store) -> dict[str, tuple[int, str]]:
    """What can be named, by address: the number of its kind, of several the most particular, and its label."""
    numbers = {RG + CLASSES[kind]: number for number, kind in enumerate(CLASSES) if kind in _NAMED}
    found: dict[str, tuple[int, str]] = {}
    for row in _rows(store, _THINGS).plain():
        number, thing = numbers.get(str(row["class"])), str(row["thing"])
        if number is not None:
            found[thing] = max(found.get(thing, (-1, "")), (number, str(row["label"])))
    return found


def _section(row: dict[str, str | None], mentions: list[Mention]) -> Section:
    """A section with its marks; its span begins with its heading and ends with its text."""
    text = str(row["text"])
    return Section(str(row["heading"] or ""), text, tuple(_inside(text, int(row["end"] or 0) - len(text), mentions)))


def _inside(text: str, first: int, mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions in a text that begins at `first`, by their places in it; of those that overlap, the longest.

    A text that is printed otherwise than it is kept has no marks where its words do not stand.
    """
    taken = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, m.label)):
        start, end = mention.start - first, mention.end - first
        if taken <= start and end <= len(text) and text[start:end] == mention.words:
            taken = end
            yield mention._replace(start=start, end=end)


def _rows(store: ox.Store, sparql: str, **bindings: ox.NamedNode) -> Rows:
    answer = ask(store, sparql, bindings)
    if not isinstance(answer, Rows):
        raise TypeError("a meeting is told in rows")
    return answer

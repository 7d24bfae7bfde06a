"""Projections of the graph as networks (networkx): around one thing, or all projects and what they touch.

An edge is drawn where the graph holds a statement or a structural link, never because two things are
named together. Nodes and edges carry the sentences they rest on.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx
import pyoxigraph as ox

from .vocabulary import CLASSES, OUTCOME, RG, labels, text_of

FIRST_SIGHT = 150  # nodes that a person can take in; the rest are counted
_DRAWN = (
    "project", "programme", "unit", "body", "steering_group", "person", "organization", "system", "place",
    "case", "decision", "agenda_item", "meeting",
)  # fmt: skip
# Structure that is drawn beside the statements. An item's meeting is told in words: as edges, meetings
# would tie everything of a day together.
_STRUCTURE = {"case": "case", "item": "item"}
_MOST_SENTENCES = 12
_LONGEST_SENTENCE = 400
_SENTENCE_BREAK = re.compile(r"(?<=[.!?])\s+(?=\S)|\s*\n\s*")


def around(store: ox.Store, iri: str, *, depth: int = 2, limit: int = FIRST_SIGHT) -> nx.MultiDiGraph:
    """Return the network of a thing and what is within `depth` steps of it, the nearest `limit` nodes.

    Node attributes: `label`, `kind`, `aliases`, `date`, `outcome`, `sentences`, `x`, `y`; edge attributes:
    `predicate`, `label_da`, `label_en`, `sentences`. Graph attributes: `hidden` (nodes left out), `about`.
    A sentence is a dict of `before`, `quote`, `after`, `file`, `meeting`, `date`.
    """
    edges = _edges(store)
    distance = _distances(edges, [iri], depth)
    return _drawn(store, edges, distance, limit, iri)


def projects_network(store: ox.Store, *, limit: int = FIRST_SIGHT) -> nx.MultiDiGraph:
    """Return the network of all projects with their units, people, bodies, cases and decisions, as `around`."""
    edges = _edges(store)
    starts = sorted(_instances(store, ("project", "programme")))
    return _drawn(store, edges, _distances(edges, starts, 2), limit, None)


# --- which nodes ----------------------------------------------------------------------------------


def _edges(store: ox.Store) -> list[tuple[str, str, str, str]]:
    """All edges that may be drawn: subject, predicate's local name, object, the statement or nothing."""
    rows = _rows(
        store,
        "SELECT ?st ?s ?p ?o"
        " { ?st a rdf:Statement ; rg:accepted true ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }",
    )
    found = [(r["s"], r["p"].removeprefix(RG), r["o"], r["st"]) for r in rows]
    for name in _STRUCTURE:
        rows = _rows(store, f"SELECT ?s ?o {{ ?s rg:{name} ?o }}")
        found += [(r["s"], name, r["o"], "") for r in rows]
    drawn = set(_instances(store, _DRAWN))
    return sorted(e for e in found if e[0] in drawn and e[2] in drawn)


def _instances(store: ox.Store, kinds: Sequence[str]) -> list[str]:
    classes = " ".join(f"rg:{CLASSES[kind]}" for kind in kinds)
    return [r["s"] for r in _rows(store, f"SELECT DISTINCT ?s {{ VALUES ?c {{ {classes} }} ?s a ?c }}")]


def _distances(edges: Iterable[tuple[str, str, str, str]], starts: Sequence[str], depth: int) -> dict[str, int]:
    """Steps from the nearest start to each node within reach."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for subject, _, object_, _ in edges:
        neighbours[subject].add(object_)
        neighbours[object_].add(subject)
    distance = dict.fromkeys(starts, 0)
    edge_of_reach = list(starts)
    for step in range(1, depth + 1):
        reached = sorted({n for node in edge_of_reach for n in neighbours[node]} - distance.keys())
        distance.update(dict.fromkeys(reached, step))
        edge_of_reach = reached
    return distance


def _drawn(
    store: ox.Store,
    edges: Sequence[tuple[str, str, str, str]],
    distance: dict[str, int],
    limit: int,
    about: str | None,
) -> nx.MultiDiGraph:
    inside = [e for e in edges if e[0] in distance and e[2] in distance]
    degree: dict[str, int] = defaultdict(int)
    for subject, _, object_, _ in inside:
        degree[subject] += 1
        degree[object_] += 1
    candidates = [n for n in distance if degree[n] or n == about]
    kept = sorted(candidates, key=lambda n: (distance[n], -degree[n], n))[:limit]
    network = nx.MultiDiGraph(hidden=len(candidates) - len(kept), about=about)
    attributes = _node_attributes(store, kept)
    for node in sorted(kept):
        network.add_node(node, **attributes[node])
    sentences = _statement_sentences(store, [e[3] for e in inside if e[3]])
    danish, english = labels("da"), labels("en")
    for subject, predicate, object_, statement in inside:
        if subject in network and object_ in network:
            network.add_edge(
                subject,
                object_,
                key=predicate,
                predicate=predicate,
                label_da=danish[RG + predicate],
                label_en=english[RG + predicate],
                sentences=sentences.get(statement) or _item_sentence(attributes, subject, object_),
            )
    for node, (x, y) in layout(network).items():
        network.nodes[node].update(x=x, y=y)
    return network


# --- what they carry ------------------------------------------------------------------------------


def _node_attributes(store: ox.Store, nodes: Sequence[str]) -> dict[str, dict[str, Any]]:
    values = " ".join(f"<{n}>" for n in nodes)
    kinds = {RG + name: kind for kind, name in CLASSES.items()}
    order = list(CLASSES)
    found: dict[str, dict[str, Any]] = {
        n: {"label": n, "kind": "", "aliases": [], "date": None, "outcome": None, "sentences": []} for n in nodes
    }
    for r in _rows(store, f"SELECT ?n ?c {{ VALUES ?n {{ {values} }} ?n a ?c }}"):
        kind = kinds.get(r["c"])
        if kind and (not found[r["n"]]["kind"] or order.index(kind) > order.index(found[r["n"]]["kind"])):
            found[r["n"]]["kind"] = kind
    for r in _rows(store, f"SELECT ?n ?l {{ VALUES ?n {{ {values} }} ?n rdfs:label ?l }}"):
        found[r["n"]]["label"] = r["l"]
    for r in _rows(store, f"SELECT ?n ?l {{ VALUES ?n {{ {values} }} ?n skos:altLabel ?l }} ORDER BY ?l"):
        found[r["n"]]["aliases"].append(r["l"])
    for r in _rows(
        store,
        f"SELECT ?n ?d {{ VALUES ?n {{ {values} }} {{ ?n rg:date ?d }} UNION {{ ?n rg:meeting/rg:date ?d }} }}",
    ):
        found[r["n"]]["date"] = r["d"]
    for r in _rows(store, f"SELECT ?n ?o ?t {{ VALUES ?n {{ {values} }} ?n rg:outcome ?o ; rg:text ?t }}"):
        found[r["n"]]["outcome"] = r["o"].removeprefix(OUTCOME)
        found[r["n"]]["text"] = r["t"]
    for node, sentences in _mention_sentences(store, nodes).items():
        found[node]["sentences"] = sentences
    return found


def _rows(store: ox.Store, sparql: str) -> list[dict[str, str]]:
    """Rows of a question made here, as plain text; long lists of nodes are no user's query."""
    from .query import with_prefixes

    answer = store.query(with_prefixes(sparql), use_default_graph_as_union=True)
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError("a projection asks for rows")
    names = [v.value for v in answer.variables]
    return sorted(
        ({n: text_of(row[n]) if row[n] is not None else "" for n in names} for row in answer),
        key=lambda r: tuple(r.values()),
    )


_SPAN = """?span oa:hasSource ?source ; oa:start ?start ; oa:end ?end ; oa:exact ?quote . ?source rdfs:label ?file .
  OPTIONAL { ?m rg:source ?source ; rdfs:label ?meeting ; rg:date ?date }"""


def _mention_sentences(store: ox.Store, nodes: Sequence[str]) -> dict[str, list[dict[str, str]]]:
    values = " ".join(f"<{n}>" for n in nodes)
    rows = _rows(
        store,
        f"""SELECT ?n ?source ?start ?end ?quote ?file ?meeting ?date {{
          VALUES ?n {{ {values} }} ?a oa:hasBody ?n ; oa:hasTarget ?span ; rg:rule ?rule .
          FILTER(?rule != "structure") {_SPAN} }}""",
    )
    passages = _Passages(store)
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    bare: dict[str, list[dict[str, str]]] = defaultdict(list)  # in headings and contents lists: no sentence
    for r in sorted(rows, key=lambda r: (r["date"], r["file"], int(r["start"]))):
        sentence = passages.sentence(r)
        seen = (found if sentence["before"] or sentence["after"] else bare)[r["n"]]
        if len(seen) < _MOST_SENTENCES and not (seen and seen[-1]["key"] == sentence["key"]):
            seen.append(sentence)
    return {node: found[node] or bare[node] for node in {*found, *bare}}


def _statement_sentences(store: ox.Store, statements: Iterable[str]) -> dict[str, list[dict[str, str]]]:
    values = " ".join(f"<{s}>" for s in sorted(set(statements)))
    rows = _rows(
        store,
        f"""SELECT ?st ?source ?start ?end ?quote ?file ?meeting ?date {{
          VALUES ?st {{ {values} }} ?a oa:hasBody ?st ; oa:hasTarget ?span . {_SPAN} }}""",
    )
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for r in sorted(rows, key=lambda r: (r["date"], r["file"], int(r["start"]))):
        if len(found[r["st"]]) < _MOST_SENTENCES:
            found[r["st"]].append(_sentence("", r["quote"], "", r))
    return found


def _item_sentence(attributes: dict[str, dict[str, Any]], subject: str, object_: str) -> list[dict[str, str]]:
    """A structural link rests on the item's heading."""
    item = next((attributes[n] for n in (subject, object_) if attributes[n]["kind"] == "agenda_item"), None)
    if item is None:
        return []
    return [
        {
            "before": "",
            "quote": item["label"],
            "after": "",
            "file": "",
            "meeting": "",
            "date": item["date"] or "",
            "key": "",
        }
    ]


class _Passages:
    """The text of the sections, to show a mention in its sentence."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._of: dict[str, list[tuple[int, int, str]]] = {}

    def sentence(self, row: dict[str, str]) -> dict[str, str]:
        """The sentence a mention stands in; where it stands in no section, the words themselves."""
        start, end = int(row["start"]), int(row["end"])
        for begin, finish, text in self._sections(row["source"]):
            if begin <= start and end <= finish:
                before, after = text[: start - begin], text[end - begin :]
                before = _SENTENCE_BREAK.split(before)[-1][-_LONGEST_SENTENCE:]
                after = _SENTENCE_BREAK.split(after)[0][:_LONGEST_SENTENCE]
                return _sentence(before, row["quote"], after, row)
        return _sentence("", row["quote"], "", row)

    def _sections(self, source: str) -> list[tuple[int, int, str]]:
        if source not in self._of:
            rows = _rows(
                self._store,
                f"""SELECT ?end ?text {{ ?s a rg:Section ; rg:text ?text . ?a oa:hasBody ?s ; oa:hasTarget ?span .
                    ?span oa:hasSource <{source}> ; oa:end ?end . FILTER(?text != "") }}""",
            )
            self._of[source] = sorted((int(r["end"]) - len(r["text"]), int(r["end"]), r["text"]) for r in rows)
        return self._of[source]


def _sentence(before: str, quote: str, after: str, row: dict[str, str]) -> dict[str, str]:
    return {
        "before": before,
        "quote": quote,
        "after": after,
        "file": row["file"],
        "meeting": row["meeting"],
        "date": row["date"],
        "key": f"{row['file']} {before}{quote}{after}",
    }


# --- where they stand -----------------------------------------------------------------------------


def layout(network: nx.MultiDiGraph) -> dict[str, tuple[int, int]]:
    """Return a place for each node, the same every time: springs from a fixed start, part by part.

    Unconnected parts are laid out by themselves and set side by side, the largest first; then labels
    that lie on each other are pushed apart.
    """
    places: dict[str, tuple[float, float]] = {}
    parts = sorted(nx.weakly_connected_components(network), key=lambda part: (-len(part), min(part)))
    left, top, row_height, width = 0.0, 0.0, 0.0, 0.0
    for part in parts:
        inside = nx.Graph(network.subgraph(sorted(part)))
        size = 120 * math.sqrt(len(part))
        start = nx.circular_layout(sorted(part))
        springs = nx.spring_layout(inside, pos=start, k=2.2 / math.sqrt(len(part)), iterations=150, seed=1)
        width = width or max(size * 2, 900.0)
        if left and left + size > width:
            left, top, row_height = 0.0, top + row_height + 160, 0.0
        for node in sorted(part):
            x, y = springs[node]
            places[node] = (left + (float(x) + 1) * size, top + (float(y) + 1) * size * 0.72)
        left += 2 * size + 160
        row_height = max(row_height, 1.44 * size)
    apart = _pushed_apart(places, {n: str(network.nodes[n].get("label", "")) for n in network})
    return {node: (round(x), round(y)) for node, (x, y) in sorted(apart.items())}


def _pushed_apart(places: dict[str, tuple[float, float]], names: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Move nodes whose labels overlap, a little at a time, in a fixed order."""
    now = dict(sorted(places.items()))
    half = {n: (min(len(names[n]), 28) * 3.6 + 12, 24.0) for n in now}
    for _ in range(60):
        moved = False
        order = sorted(now, key=lambda n: (now[n][1], now[n][0], n))
        for i, a in enumerate(order):
            for b in order[i + 1 :]:
                (ax, ay), (bx, by) = now[a], now[b]
                if by - ay > 60:
                    break
                over_x = half[a][0] + half[b][0] - abs(ax - bx)
                over_y = half[a][1] + half[b][1] - abs(ay - by)
                if over_x > 0 and over_y > 0:
                    shift = over_y / 2 + 1
                    now[a], now[b] = (ax, ay - shift), (bx, by + shift)
                    moved = True
        if not moved:
            break
    return now

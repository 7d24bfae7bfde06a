"""Projections of the graph as networks (networkx): around one thing, or all projects and what they touch.

An edge is drawn where the graph holds a statement or a structural link, never because two things are
named together. Nodes and edges carry the sentences they rest on.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import networkx as nx
import pyoxigraph as ox

from .errors import NotInGraph
from .reader import Link, Reader, Sentence
from .vocabulary import RG, labels

__all__ = ["FIRST_SIGHT", "Sentence", "around", "layout", "projects_network"]

FIRST_SIGHT = 150  # nodes that a person can take in; the rest are counted
# Dates, amounts, places and attachments would drown the rest: they are drawn only when asked for themselves.
_AROUND = (
    "project", "programme", "unit", "body", "steering_group", "person", "organization", "system", "case",
    "decision", "agenda_item", "meeting", "change_event",
)  # fmt: skip
# Over all projects, a meeting would tie everything of one day together, and tell nothing.
_OVERVIEW = tuple(kind for kind in _AROUND if kind != "meeting")


def around(store: ox.Store, iri: str, *, depth: int = 2, limit: int = FIRST_SIGHT) -> nx.MultiDiGraph:
    """Return the network of a thing and of what lies within `depth` steps, at most `limit` nodes.

    The nearest are kept, and among these the ones with most evidence. Node attributes: `iri`, `label`,
    `kind`, `aliases`, `date`, `outcome`, `text` (of a decision), `sentences` (where it is named), `x`, `y`.
    Edge attributes: `predicate`, `label_da`, `label_en`, `accepted`, `sentences` (what it rests on). Graph
    attributes: `about` (the IRI), `hidden` (how many nodes the limit leaves out). Raises `NotInGraph` for an IRI
    that the graph says nothing of.
    """
    reader = Reader(store)
    if not reader.kind(iri):
        raise NotInGraph(f"{iri}: the graph says nothing of it; find things by their names instead")
    links, distance = _reach(reader, [iri], depth, _AROUND)
    found = sorted(distance, key=lambda n: (distance[n], -reader.weight(n), n))
    return _network(reader, found, limit, links, about=iri)


def projects_network(store: ox.Store, *, limit: int = FIRST_SIGHT) -> nx.MultiDiGraph:
    """Return the network of all projects with their units, people, bodies, cases and decisions.

    Attributes are those of `around`. The projects with most evidence come first, each with what is
    around it; a project that nothing is known of but its name is not drawn and not counted.
    """
    reader = Reader(store)
    projects = sorted(reader.instances(("project", "programme")), key=lambda n: (-reader.weight(n), n))
    links, _ = _reach(reader, projects, 2, _OVERVIEW)
    neighbours = _neighbours(links)
    found: dict[str, None] = {}
    for project in projects:
        if neighbours[project]:
            distance = _distances(neighbours, [project], 2)
            found |= dict.fromkeys(sorted(distance, key=lambda n: (distance[n], -reader.weight(n), n)))
    return _network(reader, list(found), limit, links, about=None)


# --- which nodes and edges ------------------------------------------------------------------------


def _reach(
    reader: Reader, starts: Sequence[str], depth: int, kinds: Sequence[str]
) -> tuple[list[Link], dict[str, int]]:
    """All links between what lies within `depth` steps of the starts, and how far each thing is."""
    links: set[Link] = set()
    distance = dict.fromkeys(starts, 0)
    frontier = list(starts)
    for step in range(1, depth + 2):  # one more round, for the links among the outermost
        found = {
            link
            for node in frontier
            for link in reader.links(node)
            if all(end in distance or reader.kind(end) in kinds for end in (link.subject, link.object))
        }
        if step > depth:
            links |= {link for link in found if link.subject in distance and link.object in distance}
            break
        links |= found
        reached = sorted({end for link in found for end in (link.subject, link.object)} - distance.keys())
        distance.update(dict.fromkeys(reached, step))
        frontier = reached
    return sorted(links), distance


def _neighbours(links: Iterable[Link]) -> dict[str, set[str]]:
    neighbours: dict[str, set[str]] = defaultdict(set)
    for link in links:
        neighbours[link.subject].add(link.object)
        neighbours[link.object].add(link.subject)
    return neighbours


def _distances(neighbours: Mapping[str, set[str]], starts: Sequence[str], depth: int) -> dict[str, int]:
    """Steps from the nearest start to each thing within reach."""
    distance = dict.fromkeys(starts, 0)
    frontier = list(starts)
    for step in range(1, depth + 1):
        frontier = sorted({n for node in frontier for n in neighbours.get(node, ())} - distance.keys())
        distance.update(dict.fromkeys(frontier, step))
    return distance


def _network(
    reader: Reader, found: Sequence[str], limit: int, links: Sequence[Link], about: str | None
) -> nx.MultiDiGraph:
    kept = sorted(found[:limit])
    network = nx.MultiDiGraph(about=about, hidden=len(found) - len(kept))
    for node in kept:
        network.add_node(node, iri=node, **reader.describe(node))
    danish, english = labels("da"), labels("en")
    for link in links:
        if link.subject in network and link.object in network:
            network.add_edge(
                link.subject,
                link.object,
                key=link.predicate,
                predicate=link.predicate,
                label_da=danish.get(RG + link.predicate, link.predicate),
                label_en=english.get(RG + link.predicate, link.predicate),
                accepted=link.accepted,
                sentences=reader.statement_evidence(link) if link.statement else reader.structural_evidence(link),
            )
    for node, (x, y) in layout(network).items():
        network.nodes[node].update(x=x, y=y)
    return network


# --- where they stand -----------------------------------------------------------------------------

_STEP = 120  # between neighbours, in the units that the page draws at rest
_LABEL_HEIGHT = 58
_BY_DISTANCE = 120  # nodes up to which all distances are weighed (Kamada and Kawai); above, springs


def layout(network: nx.MultiDiGraph) -> dict[str, tuple[int, int]]:
    """Return a place for each node, the same every time; unconnected parts stand side by side.

    Every part starts from a circle in the order of its names, so that no chance is in it.
    """
    parts = sorted(nx.weakly_connected_components(network), key=lambda part: (-len(part), min(part)))
    widths = {n: _label_width(str(network.nodes[n].get("label", ""))) for n in network}
    boxes = [_at_origin(_spread(_part_layout(network, sorted(part)), widths), widths) for part in parts]
    places = {node: place for placed in _packed(boxes) for node, place in placed.items()}
    return {node: (round(x), round(y)) for node, (x, y) in sorted(places.items())}


_Places = dict[str, tuple[float, float]]


def _label_width(label: str) -> float:
    return min(len(label), 22) * 6.6 + 22


def _part_layout(network: nx.MultiDiGraph, part: Sequence[str]) -> _Places:
    inside = nx.Graph()
    inside.add_nodes_from(part)
    inside.add_edges_from(sorted({tuple(sorted(edge)) for edge in network.subgraph(part).edges()}))
    size = _STEP * math.sqrt(len(part)) * 0.62
    if len(part) < 3:
        return {node: (index * _STEP * 1.3, 0.0) for index, node in enumerate(part)}
    circle = nx.circular_layout(inside)
    if len(part) <= _BY_DISTANCE:
        found = nx.kamada_kawai_layout(inside, pos=circle)
    else:
        found = nx.spring_layout(inside, pos=circle, k=1.8 / math.sqrt(len(part)), iterations=120, seed=1)
    return {node: (float(found[node][0]) * size * 1.15, float(found[node][1]) * size) for node in part}


def _spread(places: _Places, widths: Mapping[str, float]) -> _Places:
    """Move nodes whose labels would overlap apart, a little at a time and in a fixed order."""
    now = dict(places)
    for _ in range(80):
        moved = False
        order = sorted(now, key=lambda n: (now[n][1], now[n][0], n))
        for i, upper in enumerate(order):
            for lower in order[i + 1 :]:
                (ax, ay), (bx, by) = now[upper], now[lower]
                over_y = _LABEL_HEIGHT - abs(by - ay)
                over_x = (widths[upper] + widths[lower]) / 2 - abs(bx - ax)
                if over_y <= 0 or over_x <= 0:
                    continue
                moved = True
                if over_x < over_y:
                    shift = math.copysign(over_x / 4 + 0.5, bx - ax)
                    now[upper], now[lower] = (ax - shift, ay), (bx + shift, by)
                else:
                    shift = math.copysign(over_y / 4 + 0.5, by - ay)
                    now[upper], now[lower] = (ax, ay - shift), (bx, by + shift)
        if not moved:
            break
    return now


class _Box(NamedTuple):
    width: float
    height: float
    places: _Places


def _at_origin(places: _Places, widths: Mapping[str, float]) -> _Box:
    left = min(x - widths[n] / 2 for n, (x, _) in places.items())
    right = max(x + widths[n] / 2 for n, (x, _) in places.items())
    top = min(y for _, y in places.values())
    bottom = max(y for _, y in places.values()) + _LABEL_HEIGHT
    return _Box(right - left, bottom - top, {n: (x - left, y - top) for n, (x, y) in places.items()})


def _packed(boxes: Sequence[_Box]) -> Iterator[_Places]:
    """Set boxes on shelves, the first first, in a field about as wide as high."""
    gap = _STEP * 0.7
    area = sum((box.width + gap) * (box.height + gap) for box in boxes)
    field = max([math.sqrt(area) * 1.1, *(box.width for box in boxes)])
    left = top = shelf = 0.0
    for box in boxes:
        if left and left + box.width > field:
            left, top, shelf = 0.0, top + shelf + gap, 0.0
        yield {node: (x + left, y + top) for node, (x, y) in box.places.items()}
        left += box.width + gap
        shelf = max(shelf, box.height)

"""Projections of the graph as networks (networkx): around one thing, or all projects and what they touch.

An edge is drawn where the graph holds a statement or a structural link, never because two things are
named together. Nodes and edges carry the sentences they rest on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import networkx as nx
import pyoxigraph as ox

from .communities import communities
from .errors import NotInGraph
from .layout import layout
from .places import places as places_of_many
from .reader import Link, Reader, Sentence
from .vocabulary import RG, labels

__all__ = ["FIRST_SIGHT", "Sentence", "around", "explorable", "layout", "projects_network"]

FIRST_SIGHT = 150  # nodes that a person can take in; the rest are counted
AT_START = 48  # nodes that all have room for their names, when a page to explore is opened
CARRIED = 5_000  # nodes that such a page holds ready
# Dates, amounts, places and attachments would drown the rest: they are drawn only when asked for themselves.
_AROUND = (
    "project", "programme", "unit", "body", "steering_group", "person", "organization", "system", "case",
    "decision", "agenda_item", "meeting", "change_event",
)  # fmt: skip
# Over all projects, a meeting would tie everything of one day together, and tell nothing.
_OVERVIEW = tuple(kind for kind in _AROUND if kind != "meeting")
# What the overview to explore opens with: who and what, not the papers it stands in.
_LASTING = ("project", "programme", "unit", "body", "steering_group", "person", "organization", "system")
# A decision among what is told makes a relation decided; what is only proposed or planned has not happened yet.
_MODALITIES = ("decided", "reported", "proposed", "planned")


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


def explorable(
    store: ox.Store, about: str | None = None, *, first: int = AT_START, carried: int = CARRIED
) -> nx.MultiDiGraph:
    """Return what a page to explore is made of: all things that the pictures draw, and which are shown at first.

    Graph attributes: `about`, `start` (the nodes shown at first, at most `first`: the thing and what is nearest;
    without one the projects with most evidence and who and what they hang together with), `hidden` (how many things
    are not among the `carried` nearest), `whole` (a place for each, for when all are shown; where `start` is not all
    already). Only the nodes of `start` have a place of their own. Attributes are those of `around`, and
    of nodes `dates` (on which it is read, sorted), `closed` (to the public), `community` (a number, see
    `graph.communities`); of edges `dates`, `statement` (False for what the place in the minutes says), `modality`
    (decided, reported, proposed, planned) and `confidence` (of its surest telling; None of structure). Raises
    `NotInGraph` for an IRI that the graph says nothing of.
    """
    reader = Reader(store, whole=True)
    if about is not None and not reader.kind(about):
        raise NotInGraph(f"{about}: the graph says nothing of it; find things by their names instead")
    kinds = _AROUND if about is None else (*_AROUND, reader.kind(about))
    nodes = reader.instances(dict.fromkeys(kinds))
    links = sorted({link for node in nodes for link in reader.links(node)})
    inside = set(nodes)
    links = [link for link in links if link.subject in inside and link.object in inside]
    start = _overview_start(reader, links, first) if about is None else _start_around(reader, links, about, first)
    distance = _distances(_neighbours(links), start, len(nodes))
    found = sorted(nodes, key=lambda n: (distance.get(n, len(nodes)), -reader.weight(n), n))
    network = _described(reader, found, carried, links, about)
    network.graph["start"] = start
    for link in links:
        if network.has_edge(link.subject, link.object, link.predicate):
            network.edges[link.subject, link.object, link.predicate].update(_told(reader, link, network))
    for node in network:
        network.nodes[node].update(dates=_dates(network, node), closed=reader.first(node, RG + "closed") == "true")
    for node, number in communities(network).items():
        network.nodes[node]["community"] = number
    _place(network, start)
    if len(network) > len(start):
        network.graph["whole"] = places_of_many(network)
    return network


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


def _start_around(reader: Reader, links: Sequence[Link], about: str, first: int) -> list[str]:
    """The thing, what is beside it, and what is one step on; the nearest and the best known first."""
    distance = _distances(_neighbours(links), [about], 2)
    return sorted(distance, key=lambda n: (distance[n], -reader.weight(n), n))[:first]


def _overview_start(reader: Reader, links: Sequence[Link], first: int) -> list[str]:
    """The projects with most evidence, each with the lasting things that it hangs together with.

    Where minutes name few projects, what has most lines, with what is beside it, fills the rest.
    """

    def among(kinds: Sequence[str]) -> dict[str, set[str]]:
        return _neighbours(x for x in links if reader.kind(x.subject) in kinds and reader.kind(x.object) in kinds)

    lasting, every = among(_LASTING), among(_OVERVIEW)
    projects = [n for n in lasting if reader.kind(n) in ("project", "programme")]
    ranked = sorted(projects, key=lambda n: (-reader.weight(n), n))
    order = dict.fromkeys(n for project in ranked for n in (project, *sorted(lasting[project])))
    hubs = sorted(every, key=lambda n: (-len(every[n]), n))
    order |= dict.fromkeys(n for hub in hubs for n in (hub, *sorted(every[hub])) if n not in order)
    return list(order)[:first]


def _network(
    reader: Reader, found: Sequence[str], limit: int, links: Sequence[Link], about: str | None
) -> nx.MultiDiGraph:
    network = _described(reader, found, limit, links, about)
    _place(network, list(network))
    return network


def _described(
    reader: Reader, found: Sequence[str], limit: int, links: Sequence[Link], about: str | None
) -> nx.MultiDiGraph:
    """The first of the things found, with what they carry, and the links between them."""
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
    return network


def _place(network: nx.MultiDiGraph, nodes: Sequence[str]) -> None:
    for node, (x, y) in layout(network, nodes).items():
        network.nodes[node].update(x=x, y=y)


# --- when and how it was told ---------------------------------------------------------------------


def _told(reader: Reader, link: Link, network: nx.MultiDiGraph) -> dict[str, object]:
    tellings = reader.annotations(link.statement) if link.statement else []
    told = {telling.modality for telling in tellings}
    sentences = network.edges[link.subject, link.object, link.predicate]["sentences"]
    dates = {telling.observed for telling in tellings} | {sentence["date"] for sentence in sentences}
    return {
        "statement": bool(link.statement),
        "modality": next((modality for modality in _MODALITIES if modality in told), None),
        "confidence": max((telling.confidence for telling in tellings), default=None),
        "dates": sorted(dates - {""}),
    }


def _dates(network: nx.MultiDiGraph, node: str) -> list[str]:
    """The days on which a thing is read; of what no sentence names, the days of its lines."""
    attributes = network.nodes[node]
    dates = {sentence["date"] for sentence in attributes["sentences"]} | {attributes["date"] or ""}
    if dates == {""}:
        lines = chain(network.in_edges(node, data=True), network.out_edges(node, data=True))
        dates = {day for *_, data in lines for day in data.get("dates", ())}
    return sorted(dates - {""})

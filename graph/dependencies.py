"""Who waits for whom: the relations between projects as a network of their own, and places to draw it at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import networkx as nx
import pyoxigraph as ox

from .tables import relations
from .vocabulary import RG

_SWEEPS = 8  # over the columns, to and fro, while lines are untangled
_Slot = tuple[Any, ...]  # a project, or a place that a long line passes through


def dependencies(store: ox.Store) -> nx.MultiDiGraph:
    """Return the projects with how they hang together, an edge each time that a meeting says so.

    Nodes are addresses with a `label`; an edge's key is the address of its evidence, and its attributes are
    `predicate` (`dependsOn`, `partOf`, `interfacesWith`, `succeeds`, `mergedWith`), `relation` (that in Danish),
    `date`, `modality`, `confidence`, `quote` and `file`.
    """
    network = nx.MultiDiGraph()
    for row in relations(store).plain():
        for node, label in ((row["subject"], row["project"]), (row["object"], row["other"])):
            network.add_node(node, label=label)
        network.add_edge(
            row["subject"],
            row["object"],
            key=row["evidence"],
            predicate=(row["predicate"] or "").removeprefix(RG),
            confidence=float(row["confidence"] or 0),
            **{name: row[name] or "" for name in ("relation", "date", "modality", "quote", "file")},
        )
    return network


def waiting(network: nx.MultiDiGraph) -> nx.DiGraph:
    """Return who waits for whom in a network of `dependencies`: an edge from each project to what it waits for.

    An edge has the `date`, `modality`, `confidence`, `quote` and `file` of the last meeting that said so. In the
    answer, `networkx.ancestors` of a project are all that wait for it, directly or behind others.
    """
    waits = nx.DiGraph()
    told = [(data["date"], key, a, b) for a, b, key, data in network.edges(keys=True, data=True)]
    for _, key, a, b in sorted(told):
        data = network.edges[a, b, key]
        if data["predicate"] == "dependsOn":
            waits.add_node(a, **network.nodes[a])
            waits.add_node(b, **network.nodes[b])
            waits.add_edge(a, b, **data)
    return waits


# --- where they stand -----------------------------------------------------------------------------


def layered(waits: nx.DiGraph) -> nx.DiGraph:
    """Return a copy with places to draw it at: what others wait for stands to the right of those who wait.

    Nodes get `x` (columns, 0 the rightmost) and `y` (rows), edges `via`, the places that a line over more than one
    column passes through so that it crosses no project. Parts without a line between them stand below one another;
    those who wait for each other in a circle stand in one column.
    """
    drawn = nx.DiGraph(waits)
    top = 0.0
    for part in sorted(nx.weakly_connected_components(waits), key=lambda p: (-len(p), min(_name(waits, n) for n in p))):
        inside = waits.subgraph(part)
        places, rows = _places(inside, _columns(inside))
        for slot, (x, y) in places.items():
            if len(slot) == 1:
                drawn.nodes[slot[0]].update(x=x, y=top + y)
        for a, b in inside.edges:
            between = sorted((place for slot, place in places.items() if slot[:2] == (a, b) and len(slot) == 3))
            drawn.edges[a, b]["via"] = [(x, top + y) for x, y in between]
        top += rows
    return drawn


def _name(waits: nx.DiGraph, node: str) -> tuple[str, str]:
    return str(waits.nodes[node].get("label", "")), node


def _columns(part: nx.DiGraph) -> dict[str, int]:
    """How many steps at most lie between a project and one that waits for nothing."""
    circles = nx.condensation(part)
    depth: dict[int, int] = {}
    for circle in reversed(list(nx.topological_sort(circles))):
        depth[circle] = max((depth[after] + 1 for after in circles.successors(circle)), default=0)
    return {node: depth[circle] for node, circle in circles.graph["mapping"].items()}


def _places(part: nx.DiGraph, columns: Mapping[str, int]) -> tuple[dict[_Slot, tuple[int, float]], int]:
    """A column and a row for each project and for what passes through, and how many rows that takes."""
    slots: dict[int, list[_Slot]] = defaultdict(list)
    beside: dict[_Slot, list[_Slot]] = defaultdict(list)
    for node in sorted(part, key=lambda n: _name(part, n)):
        slots[columns[node]].append((node,))
    for a, b in sorted(part.edges, key=lambda edge: (_name(part, edge[0]), _name(part, edge[1]))):
        line: list[_Slot] = [(a,), *((a, b, column) for column in range(columns[a] - 1, columns[b], -1)), (b,)]
        for slot in line[1:-1]:
            slots[slot[2]].append(slot)
        for one, other in pairwise(line):
            beside[one].append(other)
            beside[other].append(one)
    rows = max(len(column) for column in slots.values())
    _untangle(slots, beside)
    return {slot: (-column, y) for column in slots for slot, y in _rows(slots[column], rows).items()}, rows


def _untangle(slots: dict[int, list[_Slot]], beside: Mapping[_Slot, list[_Slot]]) -> None:
    """Order each column by where its neighbours stand in the columns next to it."""
    height = {slot: y for column in slots.values() for slot, y in _rows(column, 0).items()}
    for sweep in range(_SWEEPS):
        for column in sorted(slots, reverse=bool(sweep % 2)):
            slots[column].sort(key=lambda slot: _mean([height[other] for other in beside[slot]], height[slot]))
            height |= _rows(slots[column], 0)


def _rows(column: Iterable[_Slot], rows: int) -> dict[_Slot, float]:
    """The slots of a column one below the other, in the middle of so many rows."""
    column = list(column)
    first = (rows - len(column)) / 2
    return {slot: first + n for n, slot in enumerate(column)}


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise

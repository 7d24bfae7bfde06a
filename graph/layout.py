"""Says where the things of a network stand: neighbours near each other, names clear of one another, no chance in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import networkx as nx
import numpy as np
import numpy.typing as npt

from .places import places as places_of_many

_STEP = 120  # between neighbours, in the units that the page draws at rest
_AT_REST = 0.5  # pixels a unit, when the whole of a picture that opens is looked at
_NAME_ROW = 18  # letters of a row of a name, at most two rows
_LETTER, _ROW, _SIGN = 6.3, 15, 26  # pixels: a letter's width, a row's height, a sign with the room around it
_GAP = 10  # pixels between names
_ASPECT = 1.1  # width to height of the stage between legend and panel
_FULLNESS = 0.75  # how much of the field names and signs may fill
_BY_DISTANCE = 120  # nodes up to which all distances are weighed (Kamada and Kawai); above, springs
_ROUNDS = 400  # of moving names apart
_ALL_PAIRS = 1_200  # nodes up to which every pair of names is held against each other; above, pivots set the places

_Places = dict[str, tuple[float, float]]


def layout(network: nx.MultiDiGraph, nodes: Iterable[str] | None = None) -> dict[str, tuple[int, int]]:
    """Return a place for each node (of `nodes`, or of all), the same every time.

    Unconnected parts stand side by side, and names have room of their own where the whole is seen at once. Every part
    starts from a circle in the order of its names, so that no chance is in it. Of more than a thousand or so nodes,
    names get no room (`graph.places`).
    """
    drawn = network if nodes is None else network.subgraph(nodes)
    if len(drawn) > _ALL_PAIRS:
        return places_of_many(drawn)
    parts = sorted(nx.weakly_connected_components(drawn), key=lambda part: (-len(part), min(part)))
    rooms = {node: _room(str(drawn.nodes[node].get("label", ""))) for node in drawn}
    boxes = [_at_origin(_part_layout(drawn, sorted(part))) for part in parts]
    places = {node: place for placed in _packed(boxes) for node, place in placed.items()}
    return {node: (round(x), round(y)) for node, (x, y) in sorted(_spread(places, rooms).items())}


def _room(label: str) -> tuple[float, float]:
    """Width and height that a sign with its name takes, at most two rows of it."""
    rows = 1 if len(label) <= _NAME_ROW else 2
    width = min(len(label), _NAME_ROW + 3) * _LETTER
    return (max(width, _SIGN) + _GAP) / _AT_REST, (_SIGN + rows * _ROW + _GAP) / _AT_REST


def _part_layout(network: nx.MultiDiGraph, part: Sequence[str]) -> _Places:
    inside = nx.Graph()
    inside.add_nodes_from(part)
    inside.add_edges_from(sorted({tuple(sorted(edge)) for edge in network.subgraph(part).edges()}))
    size = _STEP * math.sqrt(len(part)) * 0.5
    if len(part) < 3:
        return {node: (index * _STEP * 1.3, 0.0) for index, node in enumerate(part)}
    circle = nx.circular_layout(inside)
    if len(part) <= _BY_DISTANCE:
        found = nx.kamada_kawai_layout(inside, pos=circle)
    else:
        found = nx.spring_layout(inside, pos=circle, k=1.8 / math.sqrt(len(part)), iterations=120, seed=1)
    return {node: (float(found[node][0]) * size * 1.15, float(found[node][1]) * size) for node in part}


def _spread(places: _Places, rooms: Mapping[str, tuple[float, float]]) -> _Places:
    """Set the places into a field that all names fit in, and move those that lie on each other apart within it.

    What is left of an overlap in a crowd, the page mends by setting a name beside its sign or above it.
    """
    if len(places) < 2:
        return places
    order = sorted(places)
    at = np.array([places[node] for node in order], dtype=float)
    room = np.array([rooms[node] for node in order])
    field = _field(room)
    reach = np.ptp(at, axis=0)
    at = (at - at.min(axis=0)) * np.where(reach > 0, (field - room.max(axis=0)) / np.maximum(reach, 1), 0)
    at += np.where(reach > 0, room.max(axis=0) / 2, field / 2)
    needed = ((room[:, None, :] + room[None, :, :]) / 2).transpose(2, 0, 1)
    # Two at one place have no direction to part in: the order of names gives one.
    turn = np.sign(np.arange(len(order))[:, None] - np.arange(len(order))[None, :])
    for _ in range(_ROUNDS):
        apart = (at[:, None, :] - at[None, :, :]).transpose(2, 0, 1)
        over = needed - np.abs(apart)
        meet = (over > 0).all(axis=0)
        np.fill_diagonal(meet, False)
        if not meet.any():
            break
        sideways = over[0] < over[1]
        shift = np.where(meet, np.where(apart == 0, turn, np.sign(apart)) * over / 4, 0)
        crowd = np.maximum(1, meet.sum(axis=1) / 2)  # who is pushed from all sides goes no further than from one
        at[:, 0] += np.where(sideways, shift[0], 0).sum(axis=1) / crowd
        at[:, 1] += np.where(sideways, 0, shift[1]).sum(axis=1) / crowd
        at = np.clip(at, room / 2, field - room / 2)
    return {node: (float(x), float(y)) for node, (x, y) in zip(order, at, strict=True)}


def _field(room: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Width and height of a field for all rooms."""
    area = float((room[:, 0] * room[:, 1]).sum()) / _FULLNESS
    field: npt.NDArray[np.float64] = np.array([math.sqrt(area * _ASPECT), math.sqrt(area / _ASPECT)])
    widest: npt.NDArray[np.float64] = np.maximum(field, room.max(axis=0) * 1.2)
    return widest


class _Box(NamedTuple):
    width: float
    height: float
    places: _Places


def _at_origin(places: _Places) -> _Box:
    left, top = min(x for x, _ in places.values()), min(y for _, y in places.values())
    right, bottom = max(x for x, _ in places.values()), max(y for _, y in places.values())
    return _Box(right - left, bottom - top, {n: (x - left, y - top) for n, (x, y) in places.items()})


def _packed(boxes: Sequence[_Box]) -> Iterator[_Places]:
    """Set boxes on shelves, the first first, in a field about as wide as high."""
    gap = _STEP
    area = sum((box.width + gap) * (box.height + gap) for box in boxes)
    field = max([math.sqrt(area) * _ASPECT, *(box.width for box in boxes)])
    left = top = shelf = 0.0
    for box in boxes:
        if left and left + box.width > field:
            left, top, shelf = 0.0, top + shelf + gap, 0.0
        yield {node: (x + left, y + top) for node, (x, y) in box.places.items()}
        left += box.width + gap
        shelf = max(shelf, box.height)

"""Places for the nodes of large networks, in seconds: pivots give the whole its shape, near neighbours the rest.

Pivot MDS (Brandes and Pich, "Eigensolver Methods for Progressive Multidimensional Scaling of Large Data", 2006) sets
the nodes by their distances to a few pivots; then edges pull and the nearest nodes push, as in Fruchterman and
Reingold (1991), with the nearest found by a tree. There is no chance in it: the same network gives the same places.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components
from scipy.spatial import cKDTree

_Floats = npt.NDArray[np.float64]
_Ints = npt.NDArray[np.int64]

STEP = 120.0  # between neighbours, in the units that the page draws at rest
_PIVOTS = 40
_ROUNDS = 60
_NEAREST = 12  # nodes that push each node
_GOLDEN = math.pi * (3 - math.sqrt(5))


def places(network: nx.Graph) -> dict[str, tuple[int, int]]:
    """Return a place for each node, in the units of the page; unconnected parts stand side by side."""
    nodes = sorted(network)
    if not nodes:
        return {}
    numbers = {node: number for number, node in enumerate(nodes)}
    pairs = sorted(
        {(min(a, b), max(a, b)) for a, b in ((numbers[a], numbers[b]) for a, b in network.edges()) if a != b}
    )
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    found = np.zeros((len(nodes), 2))
    parts = _parts(len(nodes), ends)
    boxes = [_part(part, ends, len(nodes)) for part in parts]
    for part, box, corner in zip(parts, boxes, _shelves([np.ptp(box, axis=0) for box in boxes]), strict=True):
        found[part] = box - box.min(axis=0) + corner
    return {node: (round(float(x)), round(float(y))) for node, (x, y) in zip(nodes, found, strict=True)}


def _matrix(count: int, ends: _Ints) -> csr_array:
    both = np.concatenate([ends, ends[:, ::-1]])
    return csr_array((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(count, count))


def _parts(count: int, ends: _Ints) -> list[_Ints]:
    """The connected parts, the largest first."""
    _, labels = connected_components(_matrix(count, ends), directed=False)
    order = np.argsort(labels, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
    return sorted(parts, key=lambda part: (-len(part), int(part[0])))


def _part(part: _Ints, ends: _Ints, count: int) -> _Floats:
    """The places of one connected part."""
    if len(part) == 1:
        return np.zeros((1, 2))
    inside = np.full(count, -1, dtype=np.int64)
    inside[part] = np.arange(len(part))
    own = inside[ends[inside[ends[:, 0]] >= 0]]
    return _relaxed(_by_pivots(_matrix(len(part), own)), own)


def _by_pivots(matrix: csr_array) -> _Floats:
    """Pivot MDS: each pivot is a node farthest from those before it."""
    count = matrix.shape[0]
    distances = []
    nearest = np.full(count, np.inf)
    pivot = int(np.argmax(np.diff(matrix.indptr)))
    for _ in range(min(_PIVOTS, count)):
        distances.append(_distances(matrix, pivot))
        nearest = np.minimum(nearest, distances[-1])
        pivot = int(np.argmax(nearest))
    squared = np.array(distances).T ** 2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    values, vectors = np.linalg.eigh(centred.T @ centred)
    axes = vectors[:, np.argsort(values)[::-1][:2]]
    axes = axes * np.where(axes.sum(axis=0) < 0, -1.0, 1.0)  # an axis may point either way; this one always does
    flat = centred @ axes
    if flat.shape[1] < 2:
        flat = np.hstack([flat, np.zeros((count, 2 - flat.shape[1]))])
    spread = np.abs(flat).max(axis=0)
    field = STEP * math.sqrt(count) * 0.6
    places: _Floats = flat / np.where(spread > 0, spread, 1.0) * field + _spiral(count)
    return places


def _distances(matrix: csr_array, start: int) -> _Floats:
    """Steps from a node to every other of its part."""
    order, before = breadth_first_order(matrix, start, directed=False)
    steps = np.zeros(matrix.shape[0])
    for node in order[1:]:
        steps[node] = steps[before[node]] + 1
    return steps


def _spiral(count: int) -> _Floats:
    """A small offset for each node, no two alike, so that twins do not stand in one point."""
    turns = np.arange(count)
    radius = STEP * 0.5 * np.sqrt((turns + 0.5) / count)
    return np.column_stack([radius * np.cos(turns * _GOLDEN), radius * np.sin(turns * _GOLDEN)])


def _relaxed(at: _Floats, ends: _Ints) -> _Floats:
    """Places after edges have pulled and neighbours pushed, in steps that grow shorter."""
    count = len(at)
    degree = np.bincount(ends.ravel(), minlength=count).astype(float)
    for turn in range(_ROUNDS):
        move = _push(at) + _pull(at, ends, degree)
        length = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)
        longest = STEP * 2 * (1 - turn / _ROUNDS) ** 1.5 + 1
        at = at + move * (np.minimum(length, longest) / length)[:, None]
    return at


def _push(at: _Floats) -> _Floats:
    """How the nearest nodes push each node, within a few steps."""
    wanted = min(_NEAREST + 1, len(at))
    distance, near = cKDTree(at).query(at, k=wanted)
    apart = at[:, None, :] - at[near[:, 1:]]
    distance = np.maximum(distance[:, 1:], 1.0)
    strength = np.where(distance < 4 * STEP, STEP * STEP / distance, 0.0) / distance
    pushed: _Floats = (apart * strength[:, :, None]).sum(axis=1) * 0.25
    return pushed


def _pull(at: _Floats, ends: _Ints, degree: _Floats) -> _Floats:
    """How edges pull their ends; a node of many edges is not dragged by each."""
    apart = at[ends[:, 1]] - at[ends[:, 0]]
    distance = np.maximum(np.hypot(apart[:, 0], apart[:, 1]), 1.0)
    force = apart * (np.minimum(distance / STEP, 6.0) / np.maximum(distance, 1.0) * STEP * 0.3)[:, None]
    pulled = np.zeros_like(at)
    np.add.at(pulled, ends[:, 0], force)
    np.subtract.at(pulled, ends[:, 1], force)
    return pulled / np.sqrt(np.maximum(degree, 1.0))[:, None]


def _shelves(sizes: Sequence[_Floats]) -> list[tuple[float, float]]:
    """Corners for boxes set on shelves, in a field about as wide as high."""
    gap = STEP * 0.9
    area = sum((width + gap) * (height + gap) for width, height in sizes)
    field = max([math.sqrt(area) * 1.15, *(float(width) for width, _ in sizes)])
    corners = []
    left = top = shelf = 0.0
    for width, height in sizes:
        if left and left + width > field:
            left, top, shelf = 0.0, top + shelf + gap, 0.0
        corners.append((left, top))
        left += float(width) + gap
        shelf = max(shelf, float(height))
    return corners

"""Spreads work over processes, with its results in the order of the work, and tells how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[str, int, int], None]  # the step, how many are done, of how many


def silent(_step: str, _done: int, _of: int) -> None:
    """Tell nobody."""
    return


def spread(task: Callable[[T], R], items: Sequence[T], workers: int) -> Iterator[R]:
    """Yield the results of a task over items, in the items' order, from this process or from several."""
    if workers <= 1 or len(items) < 2:
        yield from map(task, items)
        return
    with ProcessPoolExecutor(min(workers, len(items))) as pool:
        yield from pool.map(task, items)

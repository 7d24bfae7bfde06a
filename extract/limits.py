"""How much a file may ask for before it is given up: one place for all limits of reading."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from .errors import SourceError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. Minutes of a whole year stay far below all of these."""

    file_bytes: int = 50_000_000
    characters: int = 10_000_000  # of the text that is read from it
    lines: int = 150_000  # with the empty ones: seventy-five on each of 2,000 pages
    items: int = 3_000
    pages: int = 2_000
    nesting: int = 256  # elements within elements
    inflated_bytes: int = 200_000_000  # what an archive holds when unpacked
    ratio: int = 100  # of unpacked to packed, once more than a megabyte is unpacked
    seconds: int = 25  # of reading
    rule_seconds: int = 12  # of processor time for dividing what was read, and again for linking it
    memory_bytes: int = 1_000_000_000


LIMITS = Limits()


@contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    """Raise `SourceError("too_slow")` in the block once it has used so much processor time, where that can be told.

    It can in the main thread, on systems that have such a clock. How busy the machine is makes no difference.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise SourceError("too_slow", f"{seconds:g}")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

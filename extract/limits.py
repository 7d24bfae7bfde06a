"""How much a file may ask for before it is given up: one place for all limits of reading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. Minutes of a whole year stay far below all of these."""

    file_bytes: int = 50_000_000
    characters: int = 10_000_000  # of the text that is read from it
    pages: int = 2_000
    nesting: int = 256  # elements within elements
    inflated_bytes: int = 200_000_000  # what an archive holds when unpacked
    ratio: int = 100  # of unpacked to packed, once more than a megabyte is unpacked
    seconds: int = 30
    memory_bytes: int = 1_000_000_000


LIMITS = Limits()

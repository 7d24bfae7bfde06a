"""Counts the lines of a text that some rule has understood something of, and those that none has."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from .model import Span

_LINE = re.compile(r"[^\r\n]+")


class Lines:
    """The lines of a text that are not blank."""

    def __init__(self, text: str) -> None:
        self._spans = [Span(*match.span()) for match in _LINE.finditer(text) if match[0].strip()]
        self._ends = [span.end for span in self._spans]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._spans)

    def without(self, spans: Iterable[Span]) -> int:
        """Return how many lines none of the spans touches."""
        touched: set[int] = set()
        for span in spans:
            number = bisect_left(self._ends, span.start + 1)
            while number < len(self._spans) and self._spans[number].start < span.end:
                touched.add(number)
                number += 1
        return len(self._spans) - len(touched)

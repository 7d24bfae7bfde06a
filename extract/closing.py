"""Reads why an item was closed, where the minutes say so: the section of a law, or the interest that is guarded."""

from __future__ import annotations

import re
from functools import cache

from .lexicon import load
from .model import AgendaItem, Span

_NEAR = 400  # letters below the title of a closed item in which its ground may stand


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in load("closing")["patterns"])


def ground_of(text: str, item: AgendaItem) -> Span | None:
    """Return where the ground of closing an item stands: on the line of its title, or right below; None elsewhere."""
    if not item.closed:
        return None
    start = text.rfind("\n", 0, item.title_span.start) + 1
    end = min(item.span.end, item.title_span.end + _NEAR)
    end = max(min([end, *(s.heading.start for s in item.sections)]), text.find("\n", item.title_span.end))
    found = [m for pattern in _patterns() for m in pattern.finditer(text, start, max(start, end))]
    first = min(found, key=lambda m: (m.start(), -m.end()), default=None)
    return Span(*first.span()) if first else None

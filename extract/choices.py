"""Chooses among the possible mentions of a text those that stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .model import Mention, Span
from .names import PROJECTS


@dataclass(frozen=True, slots=True)
class Choice:
    """A possible mention: the longest wins; `nests` says that others may stand inside it."""

    mention: Mention
    nests: bool = False

    @property
    def order(self) -> tuple[int, int, int, str]:
        """The longest first, then the surest, then by place and kind."""
        span = self.mention.span
        return (span.start - span.end, -self.mention.confidence, span.start, self.mention.node.kind)


def selected(choices: Iterable[Choice]) -> tuple[Mention, ...]:
    """The longest mentions, left to right. A document or a group may hold a project inside it, no more."""
    taken: list[Choice] = []
    starts: dict[int, list[Choice]] = {}
    for choice in sorted(choices, key=lambda c: c.order):
        span = choice.mention.span
        cells = range(span.start // 64, span.end // 64 + 1)
        near = {id(c): c for cell in cells for c in starts.get(cell, ())}.values()
        if all(_may_stand(choice, other) for other in near if _overlap(span, other.mention.span)):
            taken.append(choice)
            for cell in cells:
                starts.setdefault(cell, []).append(choice)
    return tuple(sorted(choice.mention for choice in taken))


def with_free(mentions: Sequence[Mention], choices: Iterable[Choice]) -> tuple[Mention, ...]:
    """The mentions, left to right, with those of the choices that stand where no mention does."""
    choices = list(choices)
    if not choices:
        return tuple(mentions)
    covered = {at for mention in mentions for at in range(mention.span.start, mention.span.end)}
    free = [c for c in choices if covered.isdisjoint(range(c.mention.span.start, c.mention.span.end))]
    return tuple(sorted((*mentions, *selected(free))))


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _may_stand(inner: Choice, outer: Choice) -> bool:
    a, b = inner.mention.span, outer.mention.span
    inside = b.start <= a.start and a.end <= b.end
    return inside and a != b and outer.nests and inner.mention.node.kind in PROJECTS

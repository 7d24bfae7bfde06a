"""Adds to the records of decisions what became of each point of the recommendation, and how was voted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..decision_parts import find_parts
from ..model import DecisionRecord, ItemRecord, Minutes, Node, PartRecord, Span, VoteRecord
from ..votes import Vote, find_votes
from .view import View


def with_votes(view: View, minutes: Minutes, items: Sequence[ItemRecord]) -> tuple[ItemRecord, ...]:
    """Return the items, each decision with its parts and votes; who voted by name are those the view has there."""
    return tuple(
        replace(
            record,
            decisions=tuple(
                _detailed(view, decision, printed.text_span, record)
                for decision, printed in zip(record.decisions, item.decisions, strict=True)
            ),
        )
        for item, record in zip(minutes.items, items, strict=True)
    )


def _detailed(view: View, decision: DecisionRecord, span: Span, record: ItemRecord) -> DecisionRecord:
    words = span.of(view.text)
    points = {point.number: point.node for point in record.points}
    parts = tuple(
        PartRecord(
            node=Node("decision_part", (*decision.node.key, str(part.number))),
            label=f"{decision.label}, {part.number}",
            point=points[part.number],
            number=part.number,
            outcome=part.outcome,
            text=part.said.of(words),
            span=_moved(part.said, span.start),
        )
        for part in find_parts(words, len(points))
        if part.number in points
    )
    return replace(decision, parts=parts, votes=tuple(_votes(view, decision, span, parts)))


def _votes(view: View, decision: DecisionRecord, span: Span, parts: Sequence[PartRecord]) -> Iterator[VoteRecord]:
    """One record for each vote that was held: the choices told of one part, or of the decision, belong together."""
    held: dict[Node | None, list[Vote]] = {}
    for vote in find_votes(span.of(view.text)):
        at = span.start + vote.said.start
        point = next((part.point for part in parts if part.span.start <= at < part.span.end), None)
        held.setdefault(point, []).append(vote)
    for number, (point, votes) in enumerate(held.items(), start=1):
        said = Span(span.start + min(v.said.start for v in votes), span.start + max(v.said.end for v in votes))
        words = said.of(view.text)
        said = Span(said.start + len(words) - len(words.lstrip()), said.start + len(words.rstrip()))
        named = [(v.choice, m) for v in votes for m in view.within(_moved(v.voters, span.start), "person")]
        yield VoteRecord(
            node=Node("vote", (*decision.node.key, str(number))),
            label=f"Afstemning: {decision.label}",
            point=point,
            counts=tuple({v.choice: v.count for v in reversed(votes) if v.count is not None}.items()),
            parties=tuple(dict.fromkeys((v.choice, party) for v in votes for party in v.parties)),
            voters=tuple(dict.fromkeys((choice, mention.node) for choice, mention in named)),
            text=said.of(view.text),
            span=said,
        )


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)

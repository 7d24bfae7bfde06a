"""A document's text with its mentions in place, for rules that ask what stands where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Mention, Span
from .sentences import sentences

# The sign by which a mention of each kind stands in a signed sentence.
SIGNS = {
    "project": "P",
    "programme": "P",
    "unit": "U",
    "body": "B",
    "steering_group": "G",
    "person": "H",
    "organization": "O",
    "municipality": "M",
    "system": "S",
    "place": "L",
    "document": "D",
    "date": "T",
    "amount": "A",
    "case": "C",
}


@dataclass(frozen=True, slots=True)
class Signed:
    """A sentence in which each mention stands as a sign (`⟦P0⟧`), so that a name of many words is one.

    `mentions` are those of the signs, by number. Of mentions inside one another the outer one is signed.
    """

    span: Span
    words: str
    mentions: tuple[Mention, ...]

    @property
    def signs(self) -> frozenset[str]:
        """The kinds of mention that it has, by their signs."""
        return frozenset(SIGNS[mention.node.kind] for mention in self.mentions)


class View:
    """A document's text with its mentions in order."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.mentions = mentions
        self._starts = [m.span.start for m in mentions]
        self._sentences: dict[Span, tuple[Span, ...]] = {}
        self._signed: dict[Span, Signed] = {}

    def within(self, span: Span, *kinds: str) -> list[Mention]:
        """The mentions that stand in a span, of these kinds where kinds are given."""
        inside = []
        for number in range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)):
            mention = self.mentions[number]
            if mention.span.end <= span.end and (not kinds or mention.node.kind in kinds):
                inside.append(mention)
        return inside

    def sentences(self, block: Span) -> tuple[Span, ...]:
        """The sentences of a block."""
        if block not in self._sentences:
            self._sentences[block] = tuple(sentences(self.text, block))
        return self._sentences[block]

    def sentence(self, block: Span, at: int) -> Span:
        """The sentence of a block that a place stands in."""
        return next((s for s in self.sentences(block) if s.start <= at < s.end), block)

    def signed(self, span: Span) -> Signed:
        """A sentence with its mentions as signs."""
        if span not in self._signed:
            self._signed[span] = self._sign(span)
        return self._signed[span]

    def _sign(self, span: Span) -> Signed:
        outer: list[Mention] = []
        for mention in sorted(self.within(span), key=lambda m: (m.span.start, -m.span.end)):
            if mention.node.kind in SIGNS and (not outer or mention.span.start >= outer[-1].span.end):
                outer.append(mention)
        parts, at = [], span.start
        for number, mention in enumerate(outer):
            parts += [self.text[at : mention.span.start], f"⟦{SIGNS[mention.node.kind]}{number}⟧"]
            at = mention.span.end
        return Signed(span, "".join([*parts, self.text[at : span.end]]), tuple(outer))

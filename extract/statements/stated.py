"""What a rule reads in a text before it is a statement: two ends, the relation, and the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Node, Span


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation as the text states it. The first span of `evidence` is the sentence, bullet or row that says so.

    `confidence` is in hundredths.
    """

    subject: Node
    predicate: str
    object: Node
    evidence: tuple[Span, ...]
    rule: str
    confidence: int

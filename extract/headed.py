"""Names what a list of each has headings for: "For de enkelte projekter blev besluttet: …", then a word a project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from .choices import Choice
from .entities import Entities
from .keys import name_key
from .lexicon import load
from .model import AgendaItem, Block, Mention, Minutes, Node, Span
from .names import PROJECTS, NameList

_CONFIDENCE = 75  # hundredths: the words alone could name anything, their place says what
_HEADING = re.compile(r"[A-ZÆØÅ][\wæøåÆØÅ-]*(?:\s?/\s?[\wæøåÆØÅ-]+|\s+(?:og\s+)?[\wæøåÆØÅ-]+)?")


@cache
def _each() -> re.Pattern[str]:
    return re.compile(load("topics")["lists"]["each"])


def announced_kind(words: str) -> str | None:
    """Return the kind of thing that a line announces one heading each of ("projekter"), or None."""
    match = _each().search(words) if words.rstrip().endswith(":") else None
    return match["kind"] if match else None


def headed_choices(
    text: str, minutes: Minutes, named: Sequence[Choice], names: NameList, entities: Entities
) -> Iterator[Choice]:
    """Yield a project for each short heading below a line that announces one of each, where no name is known.

    The name holds in its place alone: "Sundhed" is a budget analysis there and a word everywhere else.
    """
    known = [choice.mention.span for choice in named if choice.mention.node.kind in (*PROJECTS, "unit", "body")]
    for item in minutes.items:
        for block, kind in _headings(text, item):
            span = block.span
            if any(span.start < other.end and other.start < span.end for other in known):
                continue
            words = span.of(text)
            node = Node("project", (names.municipality.key[0], name_key(f"{kind} {words}")))
            entities.describe(node, f"{words} ({kind})")
            yield Choice(Mention(Span(span.start, span.end), node, "each-heading", _CONFIDENCE))


def _headings(text: str, item: AgendaItem) -> Iterator[tuple[Block, str]]:
    kind: str | None = None
    section = None
    for block in item.blocks:
        here = next((s.order for s in item.sections if s.body.start <= block.span.start < s.body.end), None)
        if here != section:
            section, kind = here, None
        words = block.span.of(text)
        if announced := announced_kind(words):
            kind = announced
        elif kind and block.kind == "heading" and _HEADING.fullmatch(words):
            yield block, kind

"""Finds the earlier meetings of the same body that an item refers to, by their days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..lexicon import load
from ..model import AgendaItem, MeetingRecord, Node, Span
from .certainty import confidence, signal
from .stated import Stated
from .view import View


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(load("references")["patterns"]))


def find_references(view: View, item: AgendaItem, item_node: Node, meeting: MeetingRecord) -> Iterator[Stated]:
    """Yield the days before the meeting's on which the text says that its body met and treated something."""
    if meeting.date is None or meeting.body is None:
        return
    for block in item.blocks:
        if not view.within(block.span, "date"):
            continue
        for sentence in view.sentences(block.span):
            signed = view.signed(sentence)
            for match in _pattern().finditer(signed.words):
                day = signed.mentions[int(match[match.lastgroup or "number"])].node
                own = {m.node for m in signed.mentions if m.node.kind == "body"} <= {meeting.body}
                if own and re.fullmatch(r"\d{4}-\d\d-\d\d", day.key[0]) and day.key[0] < meeting.date:
                    yield _read(item_node, day, sentence, item.title_span)


def _read(item: Node, day: Node, sentence: Span, title: Span) -> Stated:
    sure = confidence(load("references")["weight"], signal("item"))
    return Stated(item, "refersTo", day, (sentence, title), "earlier-meeting", sure)

"""Holds a decision against its recommendation: which points it follows, from which it departs, and by what words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..keys import word_key, words
from ..lexicon import load
from ..model import AgendaItem, Block, DecisionRecord, ItemRecord, PointRecord, PrintedDecision, Span
from ..outcomes import outcome_of
from .certainty import confidence
from .stated import Stated
from .view import View

_DEFERRED, _REJECTED = "deferred", "rejected"
_LEAST_SHARED = 2  # words that a sentence and a long point share when they are of one thing


@dataclass(frozen=True, slots=True)
class _Words:
    whole: re.Pattern[str]
    agrees: re.Pattern[str]
    departs: re.Pattern[str]
    turns: re.Pattern[str]
    sent_back: re.Pattern[str]
    talk: re.Pattern[str]
    talked: re.Pattern[str]
    to_come: re.Pattern[str]
    choice: re.Pattern[str]
    stop: frozenset[str]


@cache
def _words() -> _Words:
    lists = load("treatment")
    compiled = {name: re.compile(lists[name]) for name in _Words.__dataclass_fields__ if name != "stop"}
    return _Words(**compiled, stop=frozenset(word_key(word) for word in lists["stopwords"]))


def find_treatment(view: View, item: AgendaItem, record: ItemRecord) -> Iterator[Stated]:
    """Yield for each decision of an item the points that it follows and those that it departs from.

    A point on which the decision says nothing is neither followed nor departed from.
    """
    for decision, printed in zip(record.decisions, item.decisions, strict=True):
        if record.points:
            said = _sentences(view, item, printed)
            yield from _treated(view, decision, said, record.points)


def _sentences(view: View, item: AgendaItem, printed: PrintedDecision) -> list[Span]:
    inside = printed.text_span

    def belongs(block: Block) -> bool:
        return inside.start <= block.span.start < inside.end and block.kind != "heading"

    return [sentence for block in item.blocks if belongs(block) for sentence in view.sentences(block.span)]


def _treated(
    view: View, decision: DecisionRecord, said: Sequence[Span], points: Sequence[PointRecord]
) -> Iterator[Stated]:
    departed = {read.object: read for read in _departures(view, decision, said, points)}
    # What speaks of the point itself goes before what settles or has talked of all.
    agreements = sorted(_agreements(view, decision, said, points), key=lambda read: read.rule == "decision-aligned")
    followed = {read.object: read for read in agreements}
    for point in points:
        if point.node in departed:
            yield departed[point.node]
        elif point.node in followed:
            yield followed[point.node]


def _departures(
    view: View, decision: DecisionRecord, said: Sequence[Span], points: Sequence[PointRecord]
) -> Iterator[Stated]:
    for sentence in said:
        text = sentence.of(view.text)
        if outcome_of(text) == _REJECTED:
            # What is said to be rejected is that, where a sentence names it; else all.
            named = [point for point in points if _shared(text, point.text)]
            yield from (_read(decision, "deviatesFrom", point, sentence, "rejected") for point in named or points)
        elif decision.outcome == _DEFERRED and _words().sent_back.search(text):
            own = [point for point in points if not _words().choice.match(point.text)]
            yield from (_read(decision, "deviatesFrom", point, sentence, "sent-back") for point in own)
        elif match := _words().departs.search(text):
            clause = _words().turns.split(text[match.start() :], maxsplit=1)[0]
            meant = [point for point in points if _shared(clause, point.text)]
            yield from (_read(decision, "deviatesFrom", point, sentence, "departs") for point in meant)
            if not meant and len(points) == 1:
                yield _read(decision, "deviatesFrom", points[0], sentence, "only-point")


def _agreements(
    view: View, decision: DecisionRecord, said: Sequence[Span], points: Sequence[PointRecord]
) -> Iterator[Stated]:
    if decision.outcome == _DEFERRED:
        return
    for number, sentence in enumerate(said):
        text = sentence.of(view.text)
        if outcome_of(text) == _REJECTED:
            continue
        if number == 0 and _is_whole(text, decision):
            rule = "whole" if decision.outcome != "adopted_with_remark" else "whole-with-remark"
            yield from (_read(decision, "follows", point, sentence, rule) for point in points)
        for point in points:
            shared = _shared(text, point.text)
            if _words().agrees.search(text) and len(shared) >= _enough(point.text):
                yield _read(decision, "follows", point, sentence, "aligned")
            elif _has_talked(text) and _words().talk.search(point.text) and (shared or number == 0):
                yield _read(decision, "follows", point, sentence, "talked")


def _has_talked(text: str) -> bool:
    """Whether a sentence tells of talk that took place, and not of talk to come."""
    return bool(_words().talked.search(text)) and not _words().to_come.search(text)


def _is_whole(text: str, decision: DecisionRecord) -> bool:
    """Whether a sentence settles all points at once: "Godkendt." and little else, or that with a remark."""
    match = _words().whole.match(text)
    short = len(words(text)) <= int(load("treatment")["whole_words"])
    return bool(match) and (short or decision.outcome == "adopted_with_remark" or decision.outcome == "noted")


def _enough(point: str) -> int:
    return min(_LEAST_SHARED, max(1, len(_telling(point))))


def _shared(text: str, point: str) -> frozenset[str]:
    return _telling(text) & _telling(point)


def _telling(text: str) -> frozenset[str]:
    """The keys of the words that say what a sentence is of."""
    shortest = int(load("treatment")["shortest"])
    keys = {word_key(word) for word in words(text) if len(word) >= shortest or word.isupper() or word.isdigit()}
    return frozenset(keys - _words().stop)


def _read(decision: DecisionRecord, predicate: str, point: PointRecord, sentence: Span, rule: str) -> Stated:
    sure = confidence(load("treatment")["weights"][rule])
    return Stated(decision.node, predicate, point.node, (sentence, point.span), f"decision-{rule}", sure)

"""Finds deadlines: what is due, planned or expected when, in sentences, in the steps of a plan and in rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from .certainty import confidence, signal
from .edtf import days_of
from .lexicon import load
from .model import AgendaItem, Block, Mention, Node, Span
from .relations import Read
from .topics import Topic, Topics
from .view import Signed, View

_CLAUSE_BEFORE, _CLAUSE_AFTER = 110, 28  # characters about a date in which its cue stands
_STEP = re.compile(r"\W{0,6}(?:<i>)?⟦T(\d+)⟧(?:</i>)?\s*(?:[:|\t–-]|$)")


@dataclass(frozen=True, slots=True)
class _Words:
    before: re.Pattern[str]
    after: re.Pattern[str]
    past: re.Pattern[str]
    own_paper: re.Pattern[str]
    plan_headings: re.Pattern[str]
    plan_intros: re.Pattern[str]


@cache
def _words() -> _Words:
    lists = load("deadlines")

    def any_of(name: str, before: str = r"(?<![\w-])", after: str = r"(?![\w-])") -> re.Pattern[str]:
        return re.compile(rf"(?i:{before}(?:{'|'.join(lists[name])}){after})")

    return _Words(
        any_of("before"),
        any_of("after"),
        any_of("past"),
        any_of("own_paper", before=r"\A\W{0,3}"),
        re.compile("|".join(lists["plan_headings"])),
        re.compile("|".join(lists["plan_intros"])),
    )


def find_deadlines(
    view: View, item: AgendaItem, item_node: Node, topics: Topics, meeting_date: str | None
) -> Iterator[Read]:
    """Yield what is due when. The subject is the project that the sentence or its place is about, else the item."""
    if meeting_date is None:
        return
    earliest = date.fromisoformat(meeting_date) - timedelta(days=int(load("deadlines")["window"]["back"]))
    planned = set(_plan_blocks(view, item))
    of_item = Topic(item_node, item.title_span, "item")
    for block in item.blocks:
        if not view.within(block.span, "date"):
            continue
        for sentence in view.sentences(block.span):
            signed = view.signed(sentence)
            if block.span in planned and (step := _STEP.match(signed.words)):
                due = signed.mentions[int(step[1])]
                if _to_come(due.node, earliest):
                    about = topics.of(block) or of_item
                    sure = confidence(load("deadlines")["weights"]["plan-step"], signal(about.by))
                    yield _due(about, due.node, sentence, "plan-step", sure)
                continue
            yield from _in_sentence(view, signed, block, topics, of_item, earliest)


def _plan_blocks(view: View, item: AgendaItem) -> Iterator[Span]:
    """The blocks below a heading or a line that announces a plan, to the next heading."""
    inside = False
    for block in item.blocks:
        words = block.span.of(view.text)
        if block.kind == "heading" and not view.within(block.span, "date"):
            inside = bool(_words().plan_headings.search(words))
        elif _words().plan_intros.search(words):
            inside = True
        elif inside:
            yield block.span


def _to_come(node: Node, earliest: date) -> bool:
    """Whether a date has not passed by the day; one that is no date of the calendar ("inden sommer") has not."""
    last = days_of(node.key[0].replace(" open", "/.."))[1]
    return last is None or last >= earliest


def _in_sentence(
    view: View, signed: Signed, block: Block, topics: Topics, of_item: Topic, earliest: date
) -> Iterator[Read]:
    for sign in re.finditer(r"⟦T(\d+)⟧", signed.words):
        due = signed.mentions[int(sign[1])]
        if not _to_come(due.node, earliest) or not _is_cued(signed.words, sign):
            continue
        about = _about(view, signed, sign, block, topics, of_item)
        sure = confidence(load("deadlines")["weights"]["cued"], signal(about.by))
        yield _due(about, due.node, signed.span, "cued-date", sure)


def _is_cued(words: str, sign: re.Match[str]) -> bool:
    before, after = words[max(0, sign.start() - _CLAUSE_BEFORE) : sign.start()], words[sign.end() :]
    before = before[before.rfind("; ") + 1 :]
    cue = _last(_words().before, before)
    past = _last(_words().past, before)
    if cue is not None and (past is None or cue > past):
        return True
    return bool(_words().after.search(after[:_CLAUSE_AFTER])) and past is None


def _last(pattern: re.Pattern[str], words: str) -> int | None:
    return max((match.start() for match in pattern.finditer(words)), default=None)


def _about(view: View, signed: Signed, sign: re.Match[str], block: Block, topics: Topics, of_item: Topic) -> Topic:
    """What a dated sentence speaks of: the project it names before the date, or its place's topic, or the item."""
    if _words().own_paper.match(signed.words):
        return of_item
    named = _named_before(signed, sign.start())
    if named is not None:
        return Topic(named.node, signed.span, "in-sentence")
    return topics.antecedent(block, signed.span) or topics.of(block) or of_item


def _named_before(signed: Signed, at: int) -> Mention | None:
    numbers = [int(m[1]) for m in re.finditer(r"⟦P(\d+)⟧", signed.words[:at])]
    return signed.mentions[numbers[-1]] if numbers else None


def _due(about: Topic, due: Node, span: Span, rule: str, sure: int) -> Read:
    return Read(about.node, "hasDeadline", due, tuple(dict.fromkeys((span, about.span))), rule, sure)

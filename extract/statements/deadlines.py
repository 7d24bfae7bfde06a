"""Finds deadlines: what is due, planned or expected when, in sentences, in the steps of a plan and in rows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ..edtf import days_of
from ..lexicon import load
from ..model import AgendaItem, Block, Mention, Node, Span
from ..names import PROJECTS
from ..nodes import edtf_of
from .certainty import confidence, signal
from .stated import Stated
from .topics import Topic, Topics
from .view import Signed, View

_CLAUSE_BEFORE, _CLAUSE_AFTER = 110, 28  # characters about a date in which its cue stands
_STEP = re.compile(r"\W{0,6}(?:<i>)?⟦T(\d+)⟧(?:</i>)?\s*(?:[:|\t–-]|$)")
_ONE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SOON_A_PROJECT = re.compile(r"[^⟦⟧.,;:\n]{1,25}⟦P(\d+)⟧")


@dataclass(frozen=True, slots=True)
class _Words:
    firm: re.Pattern[str]
    loose: re.Pattern[str]
    after: re.Pattern[str]
    past: re.Pattern[str]
    void: re.Pattern[str]
    own_paper: re.Pattern[str]
    treated: re.Pattern[str]
    plan_headings: re.Pattern[str]
    plan_intros: re.Pattern[str]
    leads: re.Pattern[str]


@cache
def _words() -> _Words:
    lists = load("deadlines")

    def any_of(name: str, before: str = r"(?<![\w-])", after: str = r"(?![\w-])") -> re.Pattern[str]:
        return re.compile(rf"(?i:{before}(?:{'|'.join(lists[name])}){after})")

    return _Words(
        any_of("firm", after=r"(?![\w-])"),
        any_of("loose"),
        any_of("after"),
        any_of("past"),
        any_of("void"),
        any_of("own_paper", before=r"\A\W{0,3}"),
        any_of("treated"),
        re.compile("|".join(lists["plan_headings"])),
        re.compile("|".join(lists["plan_intros"])),
        re.compile(lists["leads"]),
    )


def find_deadlines(
    view: View, item: AgendaItem, item_node: Node, topics: Topics, meeting_date: str | None
) -> Iterator[Stated]:
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
                if is_to_come(due.node, earliest) and not due.node.key[0].endswith(" open"):
                    about = topics.of(block) or of_item
                    sure = confidence(load("deadlines")["weights"]["plan-step"], signal(about.by))
                    yield _due(about, due.node, sentence, "plan-step", sure)
                continue
            listed = listed_below(view, item, block, sentence)
            for read in _in_sentence(signed, block, topics, of_item, earliest):
                yield from _of_each(read, listed) if listed else (read,)


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


def is_to_come(node: Node, earliest: date) -> bool:
    """Return whether a date has not passed by the day; one that is no date of the calendar ("inden sommer") has not."""
    last = days_of(edtf_of(node))[1]
    return last is None or last >= earliest


def listed_below(view: View, item: AgendaItem, block: Block, sentence: Span) -> list[Mention]:
    """Return the projects at the head of the bullets that a sentence announces, of which it says when or how."""
    if not sentence.of(view.text).endswith(":"):
        return []
    below = itertools.dropwhile(lambda other: other.span.start <= block.span.start, item.blocks)
    bullets = itertools.takewhile(lambda other: other.kind in ("bullet", "numbered"), below)
    return [mention for bullet in bullets for mention in view.within(bullet.span, *PROJECTS)[:1]]


def _of_each(read: Stated, listed: Sequence[Mention]) -> Iterator[Stated]:
    sure = confidence(load("deadlines")["weights"]["list-intro"])
    for mention in listed:
        about = Topic(mention.node, mention.span, "in-sentence")
        yield _due(about, read.object, read.evidence[0], "date-list-intro", sure)


def _in_sentence(signed: Signed, block: Block, topics: Topics, of_item: Topic, earliest: date) -> Iterator[Stated]:
    if _words().void.search(signed.words):
        return
    for sign in re.finditer(r"⟦T(\d+)⟧", signed.words):
        due = signed.mentions[int(sign[1])]
        ahead = _lies_ahead(due.node, earliest)
        cue = _cue(signed.words, sign, ahead=ahead)
        if cue is None or not _is_precise(due.node) or not is_to_come(due.node, earliest):
            continue
        about = _about(signed, sign, block, topics, of_item)
        sure = confidence(load("deadlines")["weights"][cue], signal(about.by))
        yield _due(about, due.node, signed.span, f"date-{cue}", sure)


def _is_precise(node: Node) -> bool:
    """Whether a date can be a deadline in running text: a bare year or an open period is seldom meant as one."""
    return not re.fullmatch(r"\d{4}|.* open", node.key[0])


def _lies_ahead(node: Node, earliest: date) -> bool:
    """Whether a date is one day, and that well behind the meeting's: then no word for what has been is of it."""
    key = node.key[0]
    day = date.fromisoformat(key) if _ONE_DAY.fullmatch(key) else None
    return day is not None and day - earliest > timedelta(days=2 * int(load("deadlines")["window"]["back"]))


def _cue(words: str, sign: re.Match[str], *, ahead: bool) -> str | None:
    """The kind of word that makes a date one to come, the surest first; None where there is none or it is past."""
    before, after = words[max(0, sign.start() - _CLAUSE_BEFORE) : sign.start()], words[sign.end() :]
    before = before[before.rfind("; ") + 1 :]
    past = _last(_words().past, before)
    for name, pattern in (("firm", _words().firm), ("after", None), ("loose", _words().loose)):
        if pattern is None:
            if past is None and _words().after.search(after[:_CLAUSE_AFTER]):
                return name
            continue
        cue = _last(pattern, before)
        if cue is not None and (past is None or cue > past or (ahead and name == "firm")):
            return name
    return None


def _last(pattern: re.Pattern[str], words: str) -> int | None:
    return max((match.start() for match in pattern.finditer(words)), default=None)


def _about(signed: Signed, sign: re.Match[str], block: Block, topics: Topics, of_item: Topic) -> Topic:
    """What a dated sentence speaks of: the project that it names by the date, or its place's topic, or the item."""
    if _words().own_paper.match(signed.words) or _words().treated.search(signed.words):
        return of_item
    named = _named_before(signed, sign.start()) or _named_behind(signed, sign.end())
    if named is not None:
        return Topic(named.node, signed.span, "in-sentence")
    return topics.antecedent(block, signed.span) or topics.of(block) or of_item


def _named_before(signed: Signed, at: int) -> Mention | None:
    """The project named last before a date; where the sentence begins with one and names a place by another, the first.

    In "X er et byggeri i Y og skal stå klar i maj" it is X that shall.
    """
    before = signed.words[:at]
    named = list(re.finditer(r"⟦P(\d+)⟧", before))
    if not named:
        return None
    leads = _words().leads.match(before)
    return signed.mentions[int((named[0] if leads and len(named) > 1 else named[-1])[1])]


def _named_behind(signed: Signed, at: int) -> Mention | None:
    """The project whose the verb behind a date is: "Den 5. maj fremlægges X"."""
    rest = signed.words[at:].lstrip()
    verb = _words().after.match(rest)
    project = _SOON_A_PROJECT.match(rest, verb.end()) if verb else None
    return signed.mentions[int(project[1])] if project else None


def _due(about: Topic, due: Node, span: Span, rule: str, sure: int) -> Stated:
    return Stated(about.node, "hasDeadline", due, tuple(dict.fromkeys((span, about.span))), rule, sure)

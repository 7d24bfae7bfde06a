"""Reads where projects stand: on plan, delayed, waiting, closed, started or changed, when a meeting says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ..lexicon import load
from ..model import AgendaItem, Block, MeetingRecord, Node, Span, StatusRecord
from .certainty import confidence, signal, threshold
from .deadlines import listed_below
from .tables import rows
from .topics import Topic, Topics
from .view import Signed, View

# Sections whose sentences tell how things stand; a recommendation tells how they should be.
_NOT_TOLD_IN = frozenset({"recommendation", "attachments", "law", "hearing"})


@dataclass(frozen=True, slots=True)
class _State:
    name: str
    label: str
    weight: int
    patterns: tuple[re.Pattern[str], ...]


@cache
def _states() -> tuple[_State, ...]:
    return tuple(
        _State(entry["name"], entry["label"], entry["weight"], tuple(re.compile(p) for p in entry["patterns"]))
        for entry in load("status")["state"]
    )


@cache
def _not_so() -> re.Pattern[str]:
    return re.compile(load("status")["not_so"]["pattern"])


def find_statuses(
    view: View, item: AgendaItem, topics: Topics, meeting: MeetingRecord, labels: Mapping[Node, str]
) -> Iterator[StatusRecord]:
    """Yield where projects stand by an item, each project and state once: the first sentence that says so."""
    said: set[tuple[Node, str]] = set()
    for block, sentence in _sentences(view, item, topics):
        signed = view.signed(sentence)
        if topics.of(block) is None and signed.signs.isdisjoint("PG"):
            continue  # nothing whose state it could be
        for state, match in _found(signed.words):
            if listed := listed_below(view, item, block, sentence):
                abouts = [Topic(m.node, view.sentence(m.span, m.span.start), "bullet") for m in listed]
            else:
                about, state = _about_whom(signed, match, state, block, topics)
                abouts = [about] if about else []
            for about in abouts:
                sure = confidence(state.weight, signal(about.by))
                if sure >= threshold() and (about.node, state.name) not in said:
                    said.add((about.node, state.name))
                    yield _record(view, meeting, about, state, sentence, sure, labels)


def _about_whom(
    signed: Signed, match: re.Match[str], state: _State, block: Block, topics: Topics
) -> tuple[Topic | None, _State]:
    """Whose state it is, and which: a steering group's delay is its project's, its end a change of that project."""
    about = _about(signed, match, block, topics)
    if about is None and state.name in ("delayed", "waiting"):
        about = _steered(signed, match, topics) or _worked_on(signed, block, topics)
    if about is None and state.name in ("closed", "changed"):
        return _steered(signed, match, topics), _state("changed")
    return about, state


def _sentences(view: View, item: AgendaItem, topics: Topics) -> Iterator[tuple[Block, Span]]:
    in_rows = {row.span for row in rows(view, item)}
    for block in item.blocks:
        section = topics.section(block)
        told = block.kind != "heading" and not (section and section.role in _NOT_TOLD_IN)
        if told and block.span not in in_rows:
            yield from ((block, sentence) for sentence in view.sentences(block.span))


def _found(words: str) -> Iterator[tuple[_State, re.Match[str]]]:
    """The first state that the words tell, if any."""
    folded = words.lower()
    if not any(hint in folded for hint in load("status")["hints"]) or _not_so().search(words):
        return
    for state in _states():
        for pattern in state.patterns:
            if match := pattern.search(words):
                yield state, match
                return


def _about(signed: Signed, match: re.Match[str], block: Block, topics: Topics) -> Topic | None:
    """Whose state it is: the project named shortly before it, what "projektet" stands for, or the heading's.

    The title's project alone is too far off, and a unit or group before the words has that state itself.
    """
    before = signed.words[max(0, match.start() - int(load("status")["reach"]["characters"])) : match.end()]
    signs = re.findall(r"⟦([A-Z])(\d+)⟧", before)
    if signs and signs[-1][0] == "P" and not re.search(r"\bunder\s+⟦P\d+⟧[^⟦⟧]*\Z", before):
        return Topic(signed.mentions[int(signs[-1][1])].node, signed.span, "in-sentence")
    if signs and signs[-1][0] in "PSGBUOD" and not (signs[-1][0] in "UBO" and _speaks_of_it(signed)):
        return None
    if topics.antecedents(block, signed.span) is not None:
        return None  # "projekterne" are several, and none of them alone
    topic = topics.antecedent(block, signed.span) or topics.of(block)
    return topic if topic and (topic.by != "title" or _speaks_of_it(signed)) else None


def _state(name: str) -> _State:
    return next(state for state in _states() if state.name == name)


def _worked_on(signed: Signed, block: Block, topics: Topics) -> Topic | None:
    """The topic of a sentence that tells how its own bare steering group's work goes."""
    bare = any(mention.node.kind == "steering_group" for mention in signed.mentions)
    return topics.of(block) if bare and _speaks_of_it(signed) else None


def _steered(signed: Signed, match: re.Match[str], topics: Topics) -> Topic | None:
    """The project in the name of the steering group that stands last before the words of the state."""
    signs = re.findall(r"⟦([A-Z])(\d+)⟧", signed.words[: match.end()])
    if not signs or signs[-1][0] != "G":
        return None
    nodes = topics.inside(signed.mentions[int(signs[-1][1])])
    return Topic(nodes[0], signed.span, "in-sentence") if nodes else None


def _speaks_of_it(signed: Signed) -> bool:
    """Whether a sentence is about the item's own project: it begins with that or with a word for it."""
    return bool(re.match(load("topics")["own"], signed.words))


def _record(
    view: View,
    meeting: MeetingRecord,
    about: Topic,
    state: _State,
    sentence: Span,
    sure: int,
    labels: Mapping[Node, str],
) -> StatusRecord:
    node = Node("status", (*about.node.key, *meeting.node.key[1:], state.name))
    name = labels.get(about.node, about.node.key[-1])
    return StatusRecord(
        node=node,
        label=f"{name}: {state.label}" + (f" ({meeting.date})" if meeting.date else ""),
        project=about.node,
        state=state.name,
        observed=meeting.date,
        text=sentence.of(view.text),
        evidence=tuple(dict.fromkeys((sentence, about.span))),
        rule=f"status-{state.name}",
        confidence=sure,
    )

"""Reads relations in sentences, bullets and rows by cue phrases: who owns, leads, waits, takes part, supplies.

The cues stand in `lexicon/relations.toml`. They are tried on sentences in which each mention is a sign, so that
a name of many words is one; an end that the cue does not name is the topic of the place, the item or the decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ..lexicon import load
from ..model import AgendaItem, Block, Node, Span
from .certainty import confidence, signal
from .cues import compiled, hints_in, kinds_needed, named
from .stated import Stated
from .topics import Topic, Topics
from .view import Signed, View

# A sentence that begins with a project, with an article or the kind of thing before its name at most.
_FIRST = re.compile(r"\W{0,3}(?:[\wæøå]+\s+)?⟦P(\d+)⟧(?!\s*(?:,|og\s)\s*⟦P)")


_TOPICS = ("topic", "heading")  # what is unsaid is the project that the place is about


@dataclass(frozen=True, slots=True)
class _Cue:
    """One way of stating a relation. An end that the pattern does not hold is what `other` says."""

    rule: str
    predicate: str
    pattern: re.Pattern[str]
    weight: int
    other: str  # what an end without a sign is: see `_others`
    where: frozenset[str]  # roles of the sections it holds in; empty: all
    needs: tuple[frozenset[str], ...]  # the kinds of mention without one of which each end cannot be
    hints: tuple[str, ...]  # parts of words without one of which it cannot fit; empty: no such words


@dataclass(frozen=True, slots=True)
class _Applicable:
    """The cues that can hold in one kind of place: by number for each hint, and those that have none."""

    cues: tuple[_Cue, ...]
    hinted: tuple[tuple[str, tuple[int, ...]], ...]
    always: tuple[int, ...]


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(
            entry["rule"],
            entry["predicate"],
            compiled(pattern),
            entry["weight"],
            entry.get("other", "topic"),
            frozenset(entry.get("sections", ())),
            kinds_needed(pattern),
            hints_in(compiled(pattern), entry.get("hints", ())),
        )
        for entry in load("relations")["cue"]
        for pattern in entry["patterns"]
    )


@dataclass(frozen=True, slots=True)
class Ends:
    """What a cue may leave unsaid of its place: the item, its meeting and the words that name each of them."""

    item: Node
    meeting: Node
    title: Span
    head: Span
    decisions: tuple[tuple[Span, Node], ...] = ()  # the text of each decision, and it


def find_relations(view: View, item: AgendaItem, ends: Ends, topics: Topics) -> Iterator[Stated]:
    """Yield the relations that the sentences of an item state, in the order in which they stand."""
    for block in item.blocks:
        section = topics.section(block)
        role = section.role if section and section.role else "text"
        for sentence in view.sentences(block.span):
            signed = view.signed(sentence)
            for cue in _fitting(role, signed) if signed.mentions else ():
                for match in cue.pattern.finditer(signed.words):
                    if not _is_denied(cue, match):
                        yield from _read(cue, match, signed, block, topics, ends)


def _fitting(role: str, signed: Signed) -> Iterator[_Cue]:
    """The cues worth trying: a look for plain words is many times faster than a pattern that does not fit."""
    applicable, words = _applicable(role, signed.signs), signed.words.lower()
    hinted = {number for hint, numbers in applicable.hinted if hint in words for number in numbers}
    return (applicable.cues[number] for number in sorted(hinted.union(applicable.always)))


@lru_cache(maxsize=20_000)
def _applicable(role: str, signs: frozenset[str]) -> _Applicable:
    """The cues that can hold in a section of a role, in a sentence with mentions of these kinds."""
    cues = tuple(
        cue
        for cue in _cues()
        if (not cue.where or role in cue.where) and all(not need.isdisjoint(signs) for need in cue.needs)
    )
    hinted: dict[str, list[int]] = {}
    for number, cue in enumerate(cues):
        for hint in cue.hints:
            hinted.setdefault(hint, []).append(number)
    always = tuple(number for number, cue in enumerate(cues) if not cue.hints)
    return _Applicable(cues, tuple((hint, tuple(numbers)) for hint, numbers in hinted.items()), always)


@cache
def _denied() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("relations")["denied"]
    return re.compile(words["inside"]), re.compile(words["behind"])


def _is_denied(cue: _Cue, match: re.Match[str]) -> bool:
    """Whether a sentence says that what a cue reads in it is not so."""
    inside, behind = _denied()
    if inside.search(cue.pattern.pattern):
        return False
    return bool(inside.search(match.group()) or behind.match(match.string, match.end()))


def _read(
    cue: _Cue, match: re.Match[str], signed: Signed, block: Block, topics: Topics, ends: Ends
) -> Iterator[Stated]:
    subjects, objects = named(match, "s", signed), named(match, "o", signed)
    others: Sequence[Topic] = ()
    if not subjects or not objects:
        leading = _leading(signed, match) if cue.other == "topic" else None
        if not subjects and not leading and cue.other in _TOPICS and "⟦P" in signed.words[: match.start()]:
            return  # the sentence has a project of its own to say this of
        others = [leading] if leading else _others(cue, block, signed, topics, ends)
        if not others:
            return
        if not subjects:
            subjects = [other.node for other in others]
        else:
            objects = [other.node for other in others]
    by = others[0].by if others else "in-sentence"
    evidence = tuple(dict.fromkeys((signed.span, *(other.span for other in others))))
    sure = confidence(cue.weight, signal(by))
    for subject in subjects:
        for object_ in objects:
            if subject != object_:
                yield Stated(subject, cue.predicate, object_, evidence, cue.rule, sure)


def _others(cue: _Cue, block: Block, signed: Signed, topics: Topics, ends: Ends) -> Sequence[Topic]:
    """The end that a cue leaves unsaid; several only where the sentence speaks of several ("projekterne")."""
    if cue.other == "item":
        return [Topic(ends.item, ends.title, "item")]
    if cue.other == "meeting":
        return [Topic(ends.meeting, ends.head, "in-sentence")]
    if cue.other == "decision":
        own = (node for span, node in ends.decisions if span.start <= signed.span.start < span.end)
        return [Topic(node, signed.span, "in-sentence") for node in own]
    if cue.other == "steered":
        return _steered(signed, topics)
    if cue.other == "unit":
        return [topics.unit] if topics.unit else []
    topic = topics.of(block)
    if cue.other == "heading":
        return [topic] if topic and topic.by != "title" else []
    several = topics.antecedents(block, signed.span)
    if several is not None:
        return several
    found = topics.antecedent(block, signed.span) or topic
    return [found] if found else []


def _leading(signed: Signed, match: re.Match[str]) -> Topic | None:
    """The project that a sentence begins with, before what the cue fits: it is what the sentence is about."""
    first = _FIRST.match(signed.words)
    if first is None or first.end() > match.start():
        return None
    return Topic(signed.mentions[int(first[1])].node, signed.span, "in-sentence")


def _steered(signed: Signed, topics: Topics) -> Sequence[Topic]:
    """The project that the sentence's own group is for: "Styregruppen for X blev nedlagt …"."""
    groups = [mention for mention in signed.mentions if mention.node.kind == "steering_group"]
    return [Topic(node, signed.span, "in-sentence") for group in groups[:1] for node in topics.inside(group)]

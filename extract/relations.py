"""Reads relations in sentences, bullets and rows by cue phrases: who owns, leads, waits, takes part, supplies.

The cues stand in `lexicon/relations.toml`. They are tried on sentences in which each mention is a sign, so that
a name of many words is one; an end that the cue does not name is the topic of the place, the item or the decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from .certainty import confidence, signal
from .lexicon import alternatives, load
from .model import AgendaItem, Block, Mention, Node, Span
from .topics import Topic, Topics
from .view import Signed, View

_END = re.compile(r"\{(?P<end>[so])\d?:(?P<signs>[A-Z]+)(?P<row>\+?)\}")
_GAP = re.compile(r"\{gap(?::(\d+))?\}")
_SIGN = re.compile(r"⟦[A-Z](\d+)⟧")
_LINK = r"(?:\s*,\s*(?:og\s+|samt\s+)?|\s+og\s+|\s+samt\s+|\s*/\s*|\s+eller\s+)"


@dataclass(frozen=True, slots=True)
class Read:
    """A relation as a sentence states it, with the words it rests on."""

    subject: Node
    predicate: str
    object: Node
    evidence: tuple[Span, ...]
    rule: str
    confidence: int


@dataclass(frozen=True, slots=True)
class _Cue:
    """One way of stating a relation. An end that the pattern does not hold is what `other` says."""

    rule: str
    predicate: str
    pattern: re.Pattern[str]
    weight: int
    other: str  # what an end without a sign is: topic, item
    where: frozenset[str]  # roles of the sections it holds in; empty: all
    blocks: frozenset[str]


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(
            entry["rule"],
            entry["predicate"],
            re.compile(_filled(pattern)),
            entry["weight"],
            entry.get("other", "topic"),
            frozenset(entry.get("sections", ())),
            frozenset(entry.get("blocks", ())),
        )
        for entry in load("relations")["cue"]
        for pattern in entry["patterns"]
    )


@cache
def _hints() -> re.Pattern[str]:
    """The words without one of which no cue can fit: looked for first, for speed."""
    return re.compile(alternatives(load("relations")["hints"]["words"]), re.IGNORECASE)


def _filled(pattern: str) -> str:
    """A cue with its braces as groups: {s:PU} one sign of a kind, {o:U+} a row of them, {gap} some words between."""
    number = iter(range(99))

    def end(match: re.Match[str]) -> str:
        one = f"⟦[{match['signs']}]\\d+⟧(?:s|['’]s)?"
        row = f"{one}(?:{_LINK}{one})*" if match["row"] else one
        return f"(?P<{match['end']}{next(number)}>{row})"

    filled = _END.sub(end, pattern)
    return _GAP.sub(lambda m: rf"[^.;:⟦⟧\n]{{0,{m[1] or 60}}}?", filled)


def find_relations(view: View, item: AgendaItem, item_node: Node, topics: Topics) -> Iterator[Read]:
    """Yield the relations that the sentences of an item state, in the order in which they stand."""
    for block in item.blocks:
        section = topics.section(block)
        role = section.role if section and section.role else "text"
        cues = [c for c in _cues() if _holds(c, role, block.kind)]
        for sentence in view.sentences(block.span):
            if not _hints().search(view.text, sentence.start, sentence.end):
                continue
            signed = view.signed(sentence)
            if not signed.mentions:
                continue
            for cue in cues:
                for match in cue.pattern.finditer(signed.words):
                    yield from _read(cue, match, signed, block, topics, item, item_node)


def _holds(cue: _Cue, role: str, kind: str) -> bool:
    return (not cue.where or role in cue.where) and (not cue.blocks or kind in cue.blocks)


def _read(
    cue: _Cue, match: re.Match[str], signed: Signed, block: Block, topics: Topics, item: AgendaItem, item_node: Node
) -> Iterator[Read]:
    subjects, objects = _ends(match, "s", signed.mentions), _ends(match, "o", signed.mentions)
    evidence = [signed.span]
    by = "in-sentence"
    if not subjects or not objects:
        other = _other(cue, block, signed, topics, item, item_node)
        if other is None:
            return
        if not subjects:
            subjects = [other.node]
        else:
            objects = [other.node]
        evidence.append(other.span)
        by = other.by
    sure = confidence(cue.weight, signal(by))
    for subject in subjects:
        for object_ in objects:
            if subject != object_:
                yield Read(subject, cue.predicate, object_, tuple(dict.fromkeys(evidence)), cue.rule, sure)


def _other(cue: _Cue, block: Block, signed: Signed, topics: Topics, item: AgendaItem, item_node: Node) -> Topic | None:
    """The end that a cue leaves unsaid."""
    if cue.other == "item":
        return Topic(item_node, item.title_span, "item")
    return topics.antecedent(block, signed.span) or topics.of(block)


def _ends(match: re.Match[str], end: str, mentions: Sequence[Mention]) -> list[Node]:
    """The things that the groups of one end hold, in order, each once."""
    said = [value for name, value in match.groupdict().items() if name.startswith(end) and value]
    numbers = [int(number) for value in said for number in _SIGN.findall(value)]
    return list(dict.fromkeys(mentions[number].node for number in numbers))

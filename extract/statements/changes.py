"""Reads how an organisation changes: units and bodies that are renamed, merged, split or dissolved.

The events are those of the W3C's organization ontology (`org:ChangeEvent`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..lexicon import alternatives, load
from ..model import Mention, Minutes, Node, Span, Statement
from ..names import Name, NameList
from .certainty import confidence, threshold
from .modality import modality_of

_ORGANISED = ("unit", "body", "steering_group")
# Mentions stand in the text that patterns are tried on as ⟦number⟧, so that a name of many words is one sign.
_ONE = "⟦\\d+⟧"
_ROW = rf"{_ONE}(?:,\s+{_ONE})*(?:\s+og\s+{_ONE})"
_SENTENCE = re.compile(r"[^.!?\n]+")


@dataclass(frozen=True, slots=True)
class Change:
    """One event as a text tells it: its node and label, and what it is stated to lead from and to."""

    node: Node
    label: str
    statements: tuple[Statement, ...]


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The kinds of change with their patterns; a name in braces may stand in several alternatives."""
    found = []
    for kind, pattern in load("statements")["changes"].items():
        filled = re.sub(
            r"\{(olds?|news?)\}", lambda m: f"(?P<{m[1][:3]}_N>{_ROW if m[1].endswith('s') else _ONE})", pattern
        )
        for number in range(filled.count("_N>")):  # a group's name may stand in a pattern once only
            filled = filled.replace("_N>", f"_{number}>", 1)
        found.append((kind, re.compile(filled)))
    return tuple(found)


def find_changes(
    text: str, minutes: Minutes, mentions: Sequence[Mention], names: NameList, observed: str | None
) -> Iterator[Change]:
    """Yield the changes that a text tells of, each with the sentence that tells it; `observed` is the meeting's day.

    What is only proposed (in a title, in a recommendation, with *foreslås*) is told as such and not accepted: whether
    it came to be, the decision tells.
    """
    organised = [m for m in mentions if m.node.kind in _ORGANISED]
    labels = {name.node: name for name in names.names}
    for sentence in _sentences(text) if organised else ():
        here = [m for m in organised if sentence.start <= m.span.start and m.span.end <= sentence.end]
        signs = _with_signs(text, sentence, here)
        for kind, pattern in _patterns():
            for match in pattern.finditer(signs):
                modality = _modality(text, minutes, sentence)
                yield _change(kind, match, here, labels, names, sentence, modality, observed)


def _modality(text: str, minutes: Minutes, sentence: Span) -> str:
    """How a sentence means a change; a title or a line of the contents list names what is to be decided."""
    contents = minutes.contents_span
    if contents and contents.start <= sentence.start < contents.end:
        return "proposed"
    item = next((i for i in minutes.items if i.span.start <= sentence.start < i.span.end), None)
    if item and sentence.start <= item.title_span.end:
        return "proposed"
    section = next((s for s in item.sections if s.body.start <= sentence.start < s.body.end), None) if item else None
    return modality_of(sentence.of(text), section.role if section else None, "changedFrom")


def _sentences(text: str) -> Iterator[Span]:
    """The sentences in which a word stands that tells of a change, without surrounding blanks."""
    done = 0
    for hint in _hints().finditer(text):
        if hint.start() < done:
            continue
        begin = max(text.rfind(sign, 0, hint.start()) for sign in ".!?\n") + 1
        match = _SENTENCE.match(text, begin)
        if match:
            words = match.group()
            start = begin + len(words) - len(words.lstrip())
            yield Span(start, start + len(words.strip()))
            done = match.end()


@cache
def _hints() -> re.Pattern[str]:
    return re.compile(alternatives(load("statements")["change_hints"]["words"]), re.IGNORECASE)


def _with_signs(text: str, sentence: Span, mentions: Sequence[Mention]) -> str:
    parts, at = [], sentence.start
    for number, mention in enumerate(mentions):
        parts += [text[at : mention.span.start], f"⟦{number}⟧"]
        at = mention.span.end
    return "".join([*parts, text[at : sentence.end]])


def _change(
    kind: str,
    match: re.Match[str],
    mentions: Sequence[Mention],
    labels: dict[Node, Name],
    names: NameList,
    sentence: Span,
    modality: str,
    observed: str | None,
) -> Change:
    def of(side: str) -> list[Node]:
        said = " ".join(value for group, value in match.groupdict().items() if group.startswith(side) and value)
        return sorted({mentions[int(number)].node for number in re.findall(r"\d+", said)})

    def shown(nodes: Sequence[Node]) -> str:
        return " og ".join(labels[node].label if node in labels else node.key[-1] for node in nodes)

    old, new = of("old"), of("new")
    sure = confidence(load("statements")["change_weights"]["proposed" if modality == "proposed" else "told"])
    # One event however often it is told: what it is, and what it leads from and to.
    key = " ".join([kind, *(node.key[-1] for node in old), *(["til"] if new else []), *(n.key[-1] for n in new)])
    event = Node("change_event", (names.municipality.key[0], key))
    label = load("statements")["change_labels"][kind].format(old=shown(old), new=shown(new))
    return Change(
        event,
        label,
        tuple(
            Statement(
                event, predicate, node, (sentence,), f"change-{kind}", sure, sure >= threshold(), modality, observed
            )
            for predicate, nodes in (("changedFrom", old), ("changedTo", new))
            for node in nodes
        ),
    )

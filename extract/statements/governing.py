"""Reads which group steers which project: groups that name what they are for, and those of their place's topic."""

from __future__ import annotations

from collections.abc import Iterator

from ..lexicon import load
from ..model import AgendaItem, Block, Mention
from ..names import PROJECTS, NameList
from .certainty import confidence, signal
from .stated import Stated
from .topics import Topic, Topics
from .view import View


def find_governing(view: View, item: AgendaItem, names: NameList, topics: Topics) -> Iterator[Stated]:
    """Yield that a project is governed by its steering group, once for each place that shows it."""
    weights = load("relations")["governing"]
    about = {name.node: name.about for name in names.names if name.about is not None}
    spoken: set[tuple[object, object]] = set()
    for block in item.blocks:
        for group in view.within(block.span, "steering_group"):
            project = about.get(group.node)
            if project and any(m.node == project for m in view.within(group.span, *PROJECTS)):
                yield Stated(
                    project, "governedBy", group.node, (group.span,), "group-for", confidence(weights["named"])
                )
                continue
            topic = _topic(view, block, topics)
            if topic and (topic.node, group.node) not in spoken and _fits(group, topic):
                spoken.add((topic.node, group.node))
                evidence = tuple(dict.fromkeys((view.sentence(block.span, group.span.start), topic.span)))
                sure = confidence(weights["of-topic"], signal(topic.by))
                yield Stated(topic.node, "governedBy", group.node, evidence, "group-of-topic", sure)


def _topic(view: View, block: Block, topics: Topics) -> Topic | None:
    """What a bare *styregruppen* steers: the topic of its place; where there is none, the one project of its block."""
    if topic := topics.of(block):
        return topic
    inside = {m.node for m in view.within(block.span, *PROJECTS)}
    return Topic(inside.pop(), block.span, "in-sentence") if len(inside) == 1 else None


def _fits(group: Mention, topic: Topic) -> bool:
    """Whether the group was known by this topic when it was found: "styregruppe for havnebruddet" is no other's."""
    return group.node.key[-1].endswith(topic.node.key[-1])

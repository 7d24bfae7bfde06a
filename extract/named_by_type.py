"""Finds documents and groups that minutes name by what they are: *porteføljelisten*, *Styregruppen*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from .choices import Choice
from .entities import Entities
from .keys import name_key
from .lexicon import load
from .model import AgendaItem, Mention, Minutes, Node, Span
from .nodes import capital, document_node
from .names import NameList
from .resolve import group_name

# A genitive right before a document's name: "direktionens".
_OWNER = re.compile(r"(?<![\w-])[A-ZÆØÅa-zæøå][\wæøå]+s\s+\Z")


@cache
def _document_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("names")["document"]
    single = "|".join(sorted(words["single"], key=lambda w: (-len(w), w)))
    about = "|".join(sorted(words["about"], key=lambda w: (-len(w), w)))
    links = "|".join(re.escape(link) for link in words["about_links"])
    return (
        re.compile(rf"(?<![\w-])(?P<word>(?i:{single}))s?(?P<year>\s+20\d\d)?(?!\w)"),
        re.compile(rf"(?<![\w-])(?i:{about})\s+(?:{links})\s+(?P<rest>)"),
    )


def document_choices(text: str, named: Sequence[Choice], names: NameList, entities: Entities) -> Iterator[Choice]:
    """Documents of which there is one ("Direktionens porteføljeliste"), and those about a project."""
    single, about = _document_patterns()
    bodies = {c.mention.span.start for c in named if c.mention.node.kind == "body"}
    projects: dict[int, Mention] = {}
    for mention in sorted(c.mention for c in named if c.mention.node.kind == "project"):
        projects[mention.span.start] = mention  # the longest at a place comes last
    for match in single.finditer(text):
        owner = _OWNER.search(text, max(0, match.start() - 40), match.start())
        begin = owner.start() if owner and owner.start() in bodies else match.start()
        stem = name_key(match["word"]).removeprefix("projekt")
        title = " ".join(filter(None, [stem, (match["year"] or "").strip()]))
        node = document_node(names, title)
        entities.document(node, capital(" ".join(filter(None, [match["word"], (match["year"] or "").strip()]))))
        yield Choice(Mention(Span(begin, match.end()), node, "document-word", 90), nests=True)
    for match in about.finditer(text):
        project = projects.get(match.end()) or next(
            (projects[match.end() + len(a)] for a in ("den ", "det ") if match.end() + len(a) in projects),
            None,
        )
        if project is not None:
            title = " ".join(text[match.start() : project.span.end].split())
            node = document_node(names, name_key(title))
            entities.document(node, capital(title))
            yield Choice(Mention(Span(match.start(), project.span.end), node, "document-about", 85), nests=True)


@cache
def _group_pattern() -> re.Pattern[str]:
    groups = "|".join(sorted(load("names")["body"]["groups"], key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<![\w-])(?P<word>(?i:{groups})n)s?(?![\w-])")


def group_choices(
    text: str, minutes: Minutes, named: Sequence[Choice], names: NameList, entities: Entities
) -> Iterator[Choice]:
    """The definite form alone (*Styregruppen*) is the group of its topic, or else of its item."""
    known = {name.node: name for name in names.names if name.about is not None}
    projects = sorted(c.mention for c in named if c.mention.node.kind == "project")
    by_node = {name.node: name for name in names.names}
    for item in minutes.items:
        for match in _group_pattern().finditer(text, item.span.start, item.span.end):
            node = topic_at(item, match.start(), projects)
            topic = by_node[node] if node else None
            about = topic.node.key[-1] if topic else f"{minutes.header.date} {item.number}"
            label = f"{capital(match['word'])} for {topic.label if topic else item.title}"
            name = group_name(names.municipality.key[0], match["word"], about, label, topic.node if topic else None)
            entities.name(known.get(name.node, name))
            yield Choice(Mention(Span(*match.span()), name.node, "bare-group", 80))


def topic_at(item: AgendaItem, at: int, projects: Sequence[Mention]) -> Node | None:
    """Return the project that a place in an item is about: that of the heading above it, else of the title."""

    def only_project(span: Span) -> Node | None:
        inside = {m.node for m in projects if span.start <= m.span.start < span.end}
        return inside.pop() if len(inside) == 1 else None

    section = max((s.heading.start for s in item.sections if s.heading.start < at), default=0)
    above = [b for b in item.blocks if b.kind == "heading" and section < b.span.start < at]
    topics = (only_project(block.span) for block in reversed(above))
    return next((topic for topic in topics if topic), None) or only_project(item.title_span)

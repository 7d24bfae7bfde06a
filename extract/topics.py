"""Says what each block of an item is about: the project of the heading or bullet above it, else of the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .lexicon import alternatives, load
from .model import AgendaItem, Block, Mention, Node, Section, Span
from .names import PROJECTS
from .project_names import is_project_container, is_project_list
from .view import View

_LISTED = ("bullet", "numbered")
# A bullet that is a name and little more heads the paragraphs below it.
_REST_OF_A_HEADING = 12


@dataclass(frozen=True, slots=True)
class Topic:
    """A project, the words that say that what stands below is about it, and how they say so.

    `by` is `heading`, `bullet` or `title`.
    """

    node: Node
    span: Span
    by: str


class Topics:
    """What the blocks of one item are about."""

    def __init__(self, view: View, item: AgendaItem) -> None:
        self._view = view
        self._item = item
        self.title = _only_project(view, item.title_span, "title")
        self._of_block = dict(self._assigned())
        self._sections = {block.span: section_of(item, block) for block in item.blocks}

    def of(self, block: Block) -> Topic | None:
        """The topic of a block, None where it has none or where it cannot be told."""
        return self._of_block.get(block.span)

    def section(self, block: Block) -> Section | None:
        """The section that a block stands in."""
        return self._sections[block.span]

    def _assigned(self) -> Iterator[tuple[Span, Topic | None]]:
        section: Section | None = None
        heading = bullet = self.title
        container = listing = False
        for block in self._item.blocks:
            here = section_of(self._item, block)
            words = block.span.of(self._view.text)
            if here != section:
                section, heading, bullet, container, listing = here, self.title, None, False, False
            if block.kind == "heading" and _heads(self._view, block):
                if is_project_container(words):
                    container, heading = True, self.title
                else:
                    own = _only_project(self._view, block.span, "heading")
                    # Among headings that name projects, one whose project is not known still is about its own.
                    heading = own or (None if container else self.title)
                bullet, listing = None, False
                yield block.span, heading
                continue
            if block.kind in _LISTED:
                bullet = _headed_by(self._view, block) if listing else None
                yield block.span, bullet or heading
                continue
            if is_project_list(words):
                listing, bullet = True, None
            yield block.span, bullet or heading

    def antecedent(self, block: Block, sentence: Span) -> Topic | None:
        """What *analysen*, *strategien*, *projektet* in a sentence stands for: the last project so called.

        Looked for among the projects named since the heading above, then in the heading; None where the
        sentence has no such word.
        """
        word = _generic().search(self._view.text, sentence.start, sentence.end)
        if word is None:
            return None
        topic = self.of(block)
        stem = _stem(word.group())
        if stem in load("topics")["any_project"]:
            return topic
        floor = topic.span.start if topic and topic.by != "title" else self._item.title_span.start
        before = [m for m in self._view.within(Span(floor, sentence.start), *PROJECTS) if _called(self._view, m, stem)]
        if before:
            last = before[-1]
            return Topic(last.node, self._around(last), "earlier")
        return topic if topic and stem in topic.span.of(self._view.text).casefold() else None

    def _around(self, mention: Mention) -> Span:
        """The sentence, heading or title that a mention stands in."""
        for block in self._item.blocks:
            if block.span.start <= mention.span.start < block.span.end:
                return self._view.sentence(block.span, mention.span.start)
        return self._item.title_span


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives(_stems())})(?![\w-])", re.IGNORECASE)


@cache
def _stems() -> dict[str, str]:
    """The definite words for an undertaking, each with what the names so called have in them."""
    return {form: stem for stem, forms in load("topics")["generic"].items() for form in forms}


def _stem(word: str) -> str:
    return _stems()[word.casefold()]


def _called(view: View, mention: Mention, stem: str) -> bool:
    return stem in mention.span.of(view.text).casefold()


def section_of(item: AgendaItem, block: Block) -> Section | None:
    """Return the section of an item that a block stands in."""
    return next((s for s in item.sections if s.body.start <= block.span.start < s.body.end), None)


def _only_project(view: View, span: Span, by: str) -> Topic | None:
    """The project that a heading or title names, where it names one alone."""
    inside = {m.node for m in view.within(span, *PROJECTS)}
    return Topic(inside.pop(), span, by) if len(inside) == 1 else None


def _heads(view: View, block: Block) -> bool:
    """Whether a short line reads as a heading and not as a remark: one that names who does something heads nothing."""
    return not view.within(block.span, "unit", "person") or bool(view.within(block.span, *PROJECTS))


def _headed_by(view: View, block: Block) -> Topic | None:
    inside = view.within(block.span, *PROJECTS)
    if not inside or inside[0].span.start - block.span.start > _REST_OF_A_HEADING:
        return None
    first = max((m for m in inside if m.span.start == inside[0].span.start), key=lambda m: m.span.end)
    return Topic(first.node, block.span, "bullet")

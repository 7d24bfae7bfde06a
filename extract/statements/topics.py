"""Says what each block of an item is about: the project of the heading or bullet above it, else of the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..headed import announced_kind
from ..lexicon import alternatives, load
from ..model import AgendaItem, Block, Mention, Node, Section, Span
from ..names import PROJECTS
from ..project_names import is_project_container, is_project_list
from .view import View

_LISTED = ("bullet", "numbered")
# A bullet that is a name and little more heads the paragraphs below it.
_REST_OF_A_HEADING = 12
_LABEL_END = re.compile(r"[”\"'*_]*(?:\s*\([^()\n]*\))?(?:\s*[:\t|]|\s+[–-]\s)")


@dataclass(frozen=True, slots=True)
class Topic:
    """A project, the words that say that what stands below is about it, and how they say so.

    `by` is `heading`, `bullet` or `title`.
    """

    node: Node
    span: Span
    by: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading or bullet of a list of projects: its project, and the topic that the list stands under.

    `list_kind` is `container` (headings below "status på projekterne"), `projects` (bullets), `parts` (bullets
    that are said to be parts of something) or `others` (projects that the item's own has to do with).
    """

    topic: Topic
    above: Topic | None
    list_kind: str


class Topics:
    """What the blocks of one item are about, and the lists of projects it holds."""

    def __init__(self, view: View, item: AgendaItem) -> None:
        self._view = view
        self._item = item
        self.title = _of_papers(view, item) or _only_project(view, item.title_span, "title")
        self.unit = _only_unit(view, item)
        self.entries: list[Entry] = []
        self._sections = {block.span: section_of(item, block) for block in item.blocks}
        self._of_block = dict(self._assigned())

    def of(self, block: Block) -> Topic | None:
        """The topic of a block, None where it has none or where it cannot be told."""
        return self._of_block.get(block.span)

    def inside(self, mention: Mention) -> list[Node]:
        """The project that a group's name names."""
        return list(dict.fromkeys(m.node for m in self._view.within(mention.span, *PROJECTS)))[:1]

    def section(self, block: Block) -> Section | None:
        """The section that a block stands in."""
        return self._sections[block.span]

    def _assigned(self) -> Iterator[tuple[Span, Topic | None]]:
        """Each block with its topic, in order; the lists of projects are noted on the way."""
        section: Section | None = None
        heading = bullet = self.title
        container, each, listing = False, False, None
        for block in self._item.blocks:
            if self._sections[block.span] != section:
                section = self._sections[block.span]
                heading, bullet, container, each, listing = self.title, None, False, False, None
            if block.kind == "heading" and _heads(self._view, block):
                container, below = self._below(block, container=container)
                # Below a line that announces one heading each, a short line that names none is a remark.
                heading = below or (heading if each else None)
                bullet, listing = None, self._announced(block, heading)
                yield block.span, heading
            elif block.kind in _LISTED:
                bullet = _headed_by(self._view, block) if listing else None
                if bullet and listing:
                    self.entries.append(Entry(bullet, listing[1], listing[0]))
                yield block.span, bullet or _labelled(self._view, block) or heading
            elif block.kind == "row":
                yield block.span, _labelled(self._view, block) or heading
            else:
                if announced_kind(block.span.of(self._view.text)):
                    container, each, heading, bullet, listing = True, True, None, None, None
                elif announced := self._announced(block, heading):
                    listing, bullet = announced, None
                # Between the bullets of a list of projects stands what is said of each.
                yield block.span, (bullet if listing and listing[0] == "projects" else None) or heading

    def _below(self, block: Block, *, container: bool) -> tuple[bool, Topic | None]:
        """What stands below a heading is about: its own project, or the title's again.

        Among headings that name projects, one whose project is not known is about its own still.
        """
        if is_project_container(block.span.of(self._view.text)):
            return True, self.title
        own = of_heading(self._view, block.span)
        if container and own:
            self.entries.append(Entry(own, self.title, "container"))
        return container, own or (None if container else self.title)

    def _announced(self, block: Block, heading: Topic | None) -> tuple[str, Topic | None] | None:
        """What list of projects a line announces, and what the list stands under."""
        words = block.span.of(self._view.text)
        kind = _kind_of_list(words)
        if kind is None:
            return None
        regime = _regime(self._view, block) if kind == "parts" else None
        return kind, regime or heading

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
        if topic and topic.by == "bullet":
            return topic
        if stem in load("topics")["any_project"]:
            return topic
        floor = topic.span.start if topic and topic.by != "title" else self._item.title_span.start
        before = [m for m in self._view.within(Span(floor, sentence.start), *PROJECTS) if _called(self._view, m, stem)]
        if before:
            last = before[-1]
            return Topic(last.node, self._around(last), "earlier")
        return topic if topic and stem in topic.span.of(self._view.text).casefold() else None

    def antecedents(self, block: Block, sentence: Span) -> list[Topic] | None:
        """What *projekterne* at the head of a sentence stands for: the row of projects in the sentence before.

        None where the sentence does not begin with such a word; where it does it is not of one project alone.
        """
        if not re.match(load("topics")["several"], sentence.of(self._view.text)):
            return None
        before = [s for s in self._view.sentences(block.span) if s.end <= sentence.start][-1:]
        named = {m.node: span for span in before for m in self._view.within(span, *PROJECTS)}
        return [Topic(node, span, "earlier") for node, span in named.items()] if len(named) > 1 else []

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


def _kind_of_list(words: str) -> str | None:
    lists = load("topics")["lists"]
    if re.search(lists["others"], words):
        return "others"
    if is_project_list(words):
        return "projects"
    return "parts" if words.rstrip().endswith(":") and re.search(lists["parts"], words) else None


def _regime(view: View, block: Block) -> Topic | None:
    """The project in whose regime a list of parts is said to stand ("programmer i X regi:")."""
    sentence = view.sentences(block.span)[-1]
    signed = view.signed(sentence)
    match = re.search(load("topics")["lists"]["regime"], signed.words)
    return Topic(signed.mentions[int(match["number"])].node, sentence, "in-sentence") if match else None


def section_of(item: AgendaItem, block: Block) -> Section | None:
    """Return the section of an item that a block stands in."""
    return next((s for s in item.sections if s.body.start <= block.span.start < s.body.end), None)


def _only_project(view: View, span: Span, by: str) -> Topic | None:
    """The project that a heading or title names, where it names one alone."""
    inside = {m.node for m in view.within(span, *PROJECTS)}
    return Topic(inside.pop(), span, by) if len(inside) == 1 else None


def _of_papers(view: View, item: AgendaItem) -> Topic | None:
    """The project that the item's papers name, two of them at least and no other, if its text never names the title's.

    A short title ("Den boligsociale indsats") may stand for an undertaking that all its papers call by another name.
    """
    titled = {m.node for m in view.within(item.title_span, *PROJECTS)}
    named = [m for m in view.within(item.span, *PROJECTS) if m.span.start >= item.title_span.end]
    if any(m.node in titled for m in named):
        return None
    papers = [(a.span, {m.node for m in view.within(a.span, *PROJECTS)}) for a in item.attachments]
    projects = {node for _, nodes in papers for node in nodes}
    naming = [span for span, nodes in papers if nodes]
    return Topic(projects.pop(), naming[0], "title") if len(projects) == 1 and len(naming) > 1 else None


def _only_unit(view: View, item: AgendaItem) -> Topic | None:
    """The unit that the title names, where it names one alone: *teamet*, *centret* in the item is that one."""
    inside = {m.node for m in view.within(item.title_span, "unit")}
    return Topic(inside.pop(), item.title_span, "title") if len(inside) == 1 else None


def of_heading(view: View, span: Span) -> Topic | None:
    """Return the project that a heading names alone and that fills a fair part of it, as a topic."""
    words = span.of(view.text)
    topic = None if re.match(load("topics")["captions"], words) else _only_project(view, span, "heading")
    longest = max((m.span.end - m.span.start for m in view.within(span, *PROJECTS)), default=0)
    return topic if topic and longest * 100 >= load("topics")["share_of_heading"] * len(words) else None


def _heads(view: View, block: Block) -> bool:
    """Whether a short line reads as a heading and not as a remark: one that names who does something heads nothing."""
    return not view.within(block.span, "unit", "person") or bool(view.within(block.span, *PROJECTS))


def _labelled(view: View, block: Block) -> Topic | None:
    """The project that a bullet or row begins with, where a colon, a dash or the cell's end is behind it."""
    for mention in view.within(block.span, *PROJECTS)[:1]:
        before = view.text[block.span.start : mention.span.start]
        if not re.search(r"\w", before) and _LABEL_END.match(view.text, mention.span.end):
            return Topic(mention.node, block.span, "bullet")
    return None


def _headed_by(view: View, block: Block) -> Topic | None:
    inside = view.within(block.span, *PROJECTS)
    if not inside or inside[0].span.start - block.span.start > _REST_OF_A_HEADING:
        return None
    first = max((m for m in inside if m.span.start == inside[0].span.start), key=lambda m: m.span.end)
    return Topic(first.node, block.span, "bullet")

"""Reads what lists of projects state: what is part of what, what has to do with it, and what an item is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..lexicon import load
from ..model import AgendaItem, Node, Span
from ..names import PROJECTS
from .certainty import confidence, signal
from .stated import Stated
from .topics import Entry, Topics, of_heading
from .view import View

_PREDICATES = {"container": "partOf", "projects": "partOf", "parts": "partOf", "others": "interfacesWith"}


def find_listed(topics: Topics) -> Iterator[Stated]:
    """Yield what the lists of an item state of their projects and the project that the list stands under."""
    weights = load("topics")["weights"]
    for entry in topics.entries:
        part, above = entry.topic, entry.above
        if above is None or above.node == part.node:
            continue
        predicate = _PREDICATES[entry.list_kind]
        ends = (above, part) if predicate == "interfacesWith" else (part, above)
        sure = confidence(weights[entry.list_kind], signal(above.by))
        yield Stated(ends[0].node, predicate, ends[1].node, (part.span, above.span), f"list-{entry.list_kind}", sure)


def find_concerned(view: View, item: AgendaItem, item_node: Node, topics: Topics) -> Iterator[Stated]:
    """Yield the projects that an item is about: those of its title and lists, else of its headings or text."""
    weights = load("topics")["weights"]
    named = [(mention.node, item.title_span, "concerns-title") for mention in view.within(item.title_span, *PROJECTS)]
    if topics.title and topics.title.span != item.title_span:
        named = [(topics.title.node, topics.title.span, "concerns-papers")]
    listed = [(e.topic.node, e.topic.span, "concerns-list") for e in topics.entries if _is_of_item(e)]
    found = [*named, *listed]
    if not named:
        found += [(node, span, "concerns-heading") for node, span in _headed(view, item)]
    if not found:
        found += [(node, span, "concerns-text") for node, span in _most_named(view, item)]
    for node, span, rule in found:
        evidence = tuple(dict.fromkeys((span, item.title_span)))
        yield Stated(item_node, "concerns", node, evidence, rule, confidence(weights[rule]))


def _is_of_item(entry: Entry) -> bool:
    """Whether what a list names is the item's own matter: not other projects, nor parts of one it only mentions."""
    return entry.list_kind != "others" and not (entry.above and entry.above.by == "in-sentence")


def _headed(view: View, item: AgendaItem) -> Iterator[tuple[Node, Span]]:
    """The projects of headings that name one alone: what an item without a topic of its own gathers."""
    for block in item.blocks:
        topic = of_heading(view, block.span) if block.kind == "heading" else None
        if topic:
            yield topic.node, topic.span


def _most_named(view: View, item: AgendaItem) -> Iterator[tuple[Node, Span]]:
    """The project that the item names over and over, and at least twice as often as any other."""
    least = int(load("topics")["often"]["least"])
    mentions = view.within(item.span, *PROJECTS)
    counts = Counter(mention.node for mention in mentions)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if ranked and ranked[0][1] >= least and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
        first = next(m for m in mentions if m.node == ranked[0][0])
        for block in item.blocks:
            if block.span.start <= first.span.start < block.span.end:
                yield first.node, view.sentence(block.span, first.span.start)

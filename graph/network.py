"""Projections of the graph as networks (networkx): around one thing, or all projects and what they touch.

An edge is drawn where the graph holds a statement or a structural link, never because two things are
named together. Nodes and edges carry the sentences they rest on.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypedDict

import networkx as nx
import pyoxigraph as ox

from .errors import NotInGraph
from .vocabulary import CLASSES, OA, OUTCOME, RDF, RDFS, RG, SKOS, labels, text_of

FIRST_SIGHT = 150  # nodes that a person can take in; the rest are counted
# Dates, amounts, places and attachments would drown the rest: they are drawn only when asked for themselves.
_AROUND = (
    "project", "programme", "unit", "body", "steering_group", "person", "organization", "system", "case",
    "decision", "agenda_item", "meeting", "change_event",
)  # fmt: skip
# Over all projects, a meeting would tie everything of one day together, and tell nothing.
_OVERVIEW = tuple(kind for kind in _AROUND if kind != "meeting")
# What an item, a decision and a meeting hang on by their place in the minutes, without a statement.
_STRUCTURE = ("attachment", "case", "heldBy", "item", "meeting")
_LONGEST = 400  # characters of a sentence on either side, and of a structural part's beginning
# A capital after the full stop, since "d. 16. maj" is no end.
_SENTENCE_BREAK = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])|\s*\n\s*")


class Sentence(TypedDict):
    """Words of a source: `quote` stands at `start`–`end` of `file`; `before` and `after` complete its sentence.

    `marks` are the parts of the quote that name the thing or the two ends, as offsets in it.
    """

    before: str
    quote: str
    after: str
    marks: list[tuple[int, int]]
    file: str
    start: int
    end: int
    meeting: str
    date: str
    item: str


def around(store: ox.Store, iri: str, *, depth: int = 2, limit: int = FIRST_SIGHT) -> nx.MultiDiGraph:
    """Return the network of a thing and of what lies within `depth` steps, at most `limit` nodes.

    The nearest are kept, and among these the ones with most evidence. Node attributes: `iri`, `label`,
    `kind`, `aliases`, `date`, `outcome`, `text` (of a decision), `sentences` (where it is named), `x`, `y`.
    Edge attributes: `predicate`, `label_da`, `label_en`, `accepted`, `sentences` (what it rests on). Graph
    attributes: `about` (the IRI), `hidden` (how many nodes the limit leaves out). Raises `NotInGraph` for an IRI
    that the graph says nothing of.
    """
    reader = _Reader(store)
    if not reader.kind(iri):
        raise NotInGraph(f"{iri}: the graph says nothing of it; find things by their names instead")
    links, distance = _reach(reader, [iri], depth, _AROUND)
    found = sorted(distance, key=lambda n: (distance[n], -reader.weight(n), n))
    return _network(reader, found, limit, links, about=iri)


def projects_network(store: ox.Store, *, limit: int = FIRST_SIGHT) -> nx.MultiDiGraph:
    """Return the network of all projects with their units, people, bodies, cases and decisions.

    Attributes are those of `around`. The projects with most evidence come first, each with what is
    around it; a project that nothing is known of but its name is not drawn and not counted.
    """
    reader = _Reader(store)
    projects = sorted(reader.instances(("project", "programme")), key=lambda n: (-reader.weight(n), n))
    links, _ = _reach(reader, projects, 2, _OVERVIEW)
    neighbours = _neighbours(links)
    found: dict[str, None] = {}
    for project in projects:
        if neighbours[project]:
            distance = _distances(neighbours, [project], 2)
            found |= dict.fromkeys(sorted(distance, key=lambda n: (distance[n], -reader.weight(n), n)))
    return _network(reader, list(found), limit, links, about=None)


# --- which nodes and edges ------------------------------------------------------------------------


class _Link(NamedTuple):
    subject: str
    predicate: str
    object: str
    statement: str  # its IRI; the empty string for structure
    accepted: bool


def _reach(
    reader: _Reader, starts: Sequence[str], depth: int, kinds: Sequence[str]
) -> tuple[list[_Link], dict[str, int]]:
    """All links between what lies within `depth` steps of the starts, and how far each thing is."""
    links: set[_Link] = set()
    distance = dict.fromkeys(starts, 0)
    frontier = list(starts)
    for step in range(1, depth + 2):  # one more round, for the links among the outermost
        found = {
            link
            for node in frontier
            for link in reader.links(node)
            if all(end in distance or reader.kind(end) in kinds for end in (link.subject, link.object))
        }
        if step > depth:
            links |= {link for link in found if link.subject in distance and link.object in distance}
            break
        links |= found
        reached = sorted({end for link in found for end in (link.subject, link.object)} - distance.keys())
        distance.update(dict.fromkeys(reached, step))
        frontier = reached
    return sorted(links), distance


def _neighbours(links: Iterable[_Link]) -> dict[str, set[str]]:
    neighbours: dict[str, set[str]] = defaultdict(set)
    for link in links:
        neighbours[link.subject].add(link.object)
        neighbours[link.object].add(link.subject)
    return neighbours


def _distances(neighbours: Mapping[str, set[str]], starts: Sequence[str], depth: int) -> dict[str, int]:
    """Steps from the nearest start to each thing within reach."""
    distance = dict.fromkeys(starts, 0)
    frontier = list(starts)
    for step in range(1, depth + 1):
        frontier = sorted({n for node in frontier for n in neighbours.get(node, ())} - distance.keys())
        distance.update(dict.fromkeys(frontier, step))
    return distance


def _network(
    reader: _Reader, found: Sequence[str], limit: int, links: Sequence[_Link], about: str | None
) -> nx.MultiDiGraph:
    kept = sorted(found[:limit])
    network = nx.MultiDiGraph(about=about, hidden=len(found) - len(kept))
    for node in kept:
        network.add_node(node, iri=node, **reader.describe(node))
    danish, english = labels("da"), labels("en")
    for link in links:
        if link.subject in network and link.object in network:
            network.add_edge(
                link.subject,
                link.object,
                key=link.predicate,
                predicate=link.predicate,
                label_da=danish.get(RG + link.predicate, link.predicate),
                label_en=english.get(RG + link.predicate, link.predicate),
                accepted=link.accepted,
                sentences=reader.statement_evidence(link) if link.statement else reader.structural_evidence(link),
            )
    for node, (x, y) in layout(network).items():
        network.nodes[node].update(x=x, y=y)
    return network


# --- what they carry ------------------------------------------------------------------------------


class _Span(NamedTuple):
    source: str
    start: int
    end: int
    quote: str


class _Place(NamedTuple):
    """What a source tells of where its words stand."""

    file: str
    meeting: str
    date: str
    items: list[tuple[int, int, str]]
    sections: list[tuple[int, int, str]]  # where the text under a heading stands, and the text


class _Reader:
    """Reads the store by its indexes, and remembers what is asked for again."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._kinds: dict[str, str] = {}
        self._weights: dict[str, int] = {}
        self._places: dict[str, _Place] = {}

    # terms

    def objects(self, subject: str, predicate: str) -> list[str]:
        """Values of a property, sorted."""
        quads = self._store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None)
        return sorted({text_of(quad.object) for quad in quads})

    def subjects(self, predicate: str, object_: str) -> list[str]:
        """What has a thing as the value of a property, sorted."""
        quads = self._store.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(object_), None)
        return sorted({text_of(quad.subject) for quad in quads})

    def first(self, subject: str, predicate: str) -> str:
        return next(iter(self.objects(subject, predicate)), "")

    def instances(self, kinds: Iterable[str]) -> list[str]:
        return sorted({iri for kind in kinds for iri in self.subjects(RDF + "type", RG + CLASSES[kind])})

    def kind(self, iri: str) -> str:
        """The most particular kind of a thing; the empty string where it has none of ours."""
        if iri not in self._kinds:
            classes = set(self.objects(iri, RDF + "type"))
            of_it = [kind for kind, name in CLASSES.items() if RG + name in classes]
            self._kinds[iri] = of_it[-1] if of_it else ""
        return self._kinds[iri]

    def weight(self, iri: str) -> int:
        """How much evidence a thing has: in how many places it is read."""
        if iri not in self._weights:
            self._weights[iri] = len(self.subjects(OA + "hasBody", iri))
        return self._weights[iri]

    # links

    def links(self, node: str) -> Iterator[_Link]:
        """The statements and the structure that a thing is an end of."""
        for end in ("subject", "object"):
            for statement in self.subjects(RDF + end, node):
                yield _Link(
                    self.first(statement, RDF + "subject"),
                    self.first(statement, RDF + "predicate").removeprefix(RG),
                    self.first(statement, RDF + "object"),
                    statement,
                    self.first(statement, RG + "accepted") == "true",
                )
        for name in _STRUCTURE:
            for object_ in self.objects(node, RG + name):
                yield _Link(node, name, object_, "", True)
            for subject in self.subjects(RG + name, node):
                yield _Link(subject, name, node, "", True)

    # attributes

    def describe(self, node: str) -> dict[str, object]:
        """The attributes of a node."""
        meeting = self.first(node, RG + "meeting")
        return {
            "label": self.first(node, RDFS + "label") or node,
            "kind": self.kind(node),
            "aliases": self.objects(node, SKOS + "altLabel"),
            "date": self.first(node, RG + "date") or (self.first(meeting, RG + "date") if meeting else "") or None,
            "outcome": self.first(node, RG + "outcome").removeprefix(OUTCOME) or None,
            "text": (self.first(node, RG + "text") or None) if self.kind(node) == "decision" else None,
            "sentences": self._mentions(node),
        }

    def _mentions(self, node: str) -> list[Sentence]:
        """Where a thing is named, each sentence once; a name alone (in a heading, a list) where there is no other."""
        spans = self._spans(node, structure=False)
        found: dict[tuple[str, str, str, str], Sentence] = {}
        for span in spans:
            sentence = self._in_its_sentence(span)
            found.setdefault((sentence["file"], sentence["before"], span.quote, sentence["after"]), sentence)
        told = [sentence for sentence in found.values() if sentence["before"] or sentence["after"]]
        return sorted(told or found.values(), key=_reading_order)

    def statement_evidence(self, link: _Link) -> list[Sentence]:
        """The sentences a statement rests on, with the words that name its two ends marked."""
        names = [span for end in (link.subject, link.object) for span in self._spans(end, structure=False)]
        found = []
        for span in self._spans(link.statement):
            inside = {
                (name.start - span.start, name.end - span.start)
                for name in names
                if name.source == span.source and span.start <= name.start and name.end <= span.end
            }
            found.append(self._sentence(span, marks=_outermost(inside)))
        return sorted(found, key=_reading_order)

    def structural_evidence(self, link: _Link) -> list[Sentence]:
        """Where a part's text names what it hangs on; where it does not, the beginning of that text."""
        own = self._spans(link.subject, structure=True)
        named = [
            self._in_its_sentence(name)
            for name in self._spans(link.object, structure=False)
            if any(o.source == name.source and o.start <= name.start and name.end <= o.end for o in own)
        ]
        found = named or [self._sentence(_beginning(span, self.kind(link.subject) == "agenda_item")) for span in own]
        return sorted(found, key=_reading_order)

    def _spans(self, body: str, structure: bool | None = None) -> list[_Span]:
        """The spans of all annotations of a thing or statement: of its own text, of its mentions, or of both."""
        found = set()
        for annotation in self.subjects(OA + "hasBody", body):
            if structure is None or (self.first(annotation, RG + "rule") == "structure") == structure:
                found.update(self.objects(annotation, OA + "hasTarget"))
        return sorted(self._span(target) for target in found)

    def _span(self, target: str) -> _Span:
        return _Span(
            self.first(target, OA + "hasSource"),
            int(self.first(target, OA + "start")),
            int(self.first(target, OA + "end")),
            self.first(target, OA + "exact"),
        )

    # sentences

    def _sentence(
        self, span: _Span, *, before: str = "", after: str = "", marks: Sequence[tuple[int, int]] = ()
    ) -> Sentence:
        place = self._place(span.source)
        inside = (title for start, end, title in place.items if start <= span.start and span.end <= end)
        return Sentence(
            before=before,
            quote=span.quote,
            after=after,
            marks=list(marks),
            file=place.file,
            start=span.start,
            end=span.end,
            meeting=place.meeting,
            date=place.date,
            item=next(inside, ""),
        )

    def _in_its_sentence(self, span: _Span) -> Sentence:
        """A mention in its sentence; where it stands in no section, the words alone."""
        whole = [(0, len(span.quote))]
        for begin, finish, text in self._place(span.source).sections:
            at = span.start - begin
            if begin <= span.start and span.end <= finish and text[at : at + len(span.quote)] == span.quote:
                left, right = _sentence_around(text, at, at + len(span.quote))
                before, after = text[left:at], text[at + len(span.quote) : right]
                return self._sentence(span, before=before, after=after, marks=whole)
        return self._sentence(span, marks=whole)

    def _place(self, source: str) -> _Place:
        if source not in self._places:
            self._places[source] = self._read_place(source)
        return self._places[source]

    def _read_place(self, source: str) -> _Place:
        items, sections, meeting = [], [], next(iter(self.subjects(RG + "source", source)), "")
        for item in self.subjects(RG + "meeting", meeting) if meeting else []:
            title = f"{self.first(item, RG + 'number')}. {self.first(item, RDFS + 'label')}"
            items += [(s.start, s.end, title) for s in self._spans(item, structure=True) if s.source == source]
            for section in self.objects(item, RG + "section"):
                text = self.first(section, RG + "text")
                ends = [s.end for s in self._spans(section, structure=True) if s.source == source]
                sections += [(end - len(text), end, text) for end in ends if text]
        return _Place(
            file=self.first(source, RG + "fileName"),
            meeting=self.first(meeting, RDFS + "label") if meeting else "",
            date=self.first(meeting, RG + "date") if meeting else "",
            items=sorted(items),
            sections=sorted(sections),
        )


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends that a stretch of a text stands in, `_LONGEST` to either side at most."""
    left, right = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    breaks = [(found.start(), found.end()) for found in _SENTENCE_BREAK.finditer(text)]
    return (
        max([left, *(stop for _, stop in breaks if stop <= start)]),
        min([right, *(begin for begin, _ in breaks if begin >= end)]),
    )


def _beginning(span: _Span, heading_only: bool) -> _Span:
    """The first words of a part: of an item its heading, of anything else what can be read at a glance."""
    quote = span.quote.split("\n\n")[0] if heading_only else span.quote
    if len(quote) > _LONGEST:
        quote = quote[:_LONGEST].rsplit(None, 1)[0]
    return _Span(span.source, span.start, span.start + len(quote), quote)


def _outermost(marks: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Marks with the ones that lie in or across another joined to it."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _reading_order(sentence: Sentence) -> tuple[str, str, int, int]:
    return sentence["date"], sentence["file"], sentence["start"], sentence["end"]


# --- where they stand -----------------------------------------------------------------------------

_STEP = 120  # between neighbours, in the units that the page draws at rest
_LABEL_HEIGHT = 58
_BY_DISTANCE = 120  # nodes up to which all distances are weighed (Kamada and Kawai); above, springs


def layout(network: nx.MultiDiGraph) -> dict[str, tuple[int, int]]:
    """Return a place for each node, the same every time; unconnected parts stand side by side.

    Every part starts from a circle in the order of its names, so that no chance is in it.
    """
    parts = sorted(nx.weakly_connected_components(network), key=lambda part: (-len(part), min(part)))
    widths = {n: _label_width(str(network.nodes[n].get("label", ""))) for n in network}
    boxes = [_at_origin(_spread(_part_layout(network, sorted(part)), widths), widths) for part in parts]
    places = {node: place for placed in _packed(boxes) for node, place in placed.items()}
    return {node: (round(x), round(y)) for node, (x, y) in sorted(places.items())}


_Places = dict[str, tuple[float, float]]


def _label_width(label: str) -> float:
    return min(len(label), 22) * 6.6 + 22


def _part_layout(network: nx.MultiDiGraph, part: Sequence[str]) -> _Places:
    inside = nx.Graph()
    inside.add_nodes_from(part)
    inside.add_edges_from(sorted({tuple(sorted(edge)) for edge in network.subgraph(part).edges()}))
    size = _STEP * math.sqrt(len(part)) * 0.62
    if len(part) < 3:
        return {node: (index * _STEP * 1.3, 0.0) for index, node in enumerate(part)}
    circle = nx.circular_layout(inside)
    if len(part) <= _BY_DISTANCE:
        found = nx.kamada_kawai_layout(inside, pos=circle)
    else:
        found = nx.spring_layout(inside, pos=circle, k=1.8 / math.sqrt(len(part)), iterations=120, seed=1)
    return {node: (float(found[node][0]) * size * 1.15, float(found[node][1]) * size) for node in part}


def _spread(places: _Places, widths: Mapping[str, float]) -> _Places:
    """Move nodes whose labels would overlap apart, a little at a time and in a fixed order."""
    now = dict(places)
    for _ in range(80):
        moved = False
        order = sorted(now, key=lambda n: (now[n][1], now[n][0], n))
        for i, upper in enumerate(order):
            for lower in order[i + 1 :]:
                (ax, ay), (bx, by) = now[upper], now[lower]
                over_y = _LABEL_HEIGHT - abs(by - ay)
                over_x = (widths[upper] + widths[lower]) / 2 - abs(bx - ax)
                if over_y <= 0 or over_x <= 0:
                    continue
                moved = True
                if over_x < over_y:
                    shift = math.copysign(over_x / 4 + 0.5, bx - ax)
                    now[upper], now[lower] = (ax - shift, ay), (bx + shift, by)
                else:
                    shift = math.copysign(over_y / 4 + 0.5, by - ay)
                    now[upper], now[lower] = (ax, ay - shift), (bx, by + shift)
        if not moved:
            break
    return now


class _Box(NamedTuple):
    width: float
    height: float
    places: _Places


def _at_origin(places: _Places, widths: Mapping[str, float]) -> _Box:
    left = min(x - widths[n] / 2 for n, (x, _) in places.items())
    right = max(x + widths[n] / 2 for n, (x, _) in places.items())
    top = min(y for _, y in places.values())
    bottom = max(y for _, y in places.values()) + _LABEL_HEIGHT
    return _Box(right - left, bottom - top, {n: (x - left, y - top) for n, (x, y) in places.items()})


def _packed(boxes: Sequence[_Box]) -> Iterator[_Places]:
    """Set boxes on shelves, the first first, in a field about as wide as high."""
    gap = _STEP * 0.7
    area = sum((box.width + gap) * (box.height + gap) for box in boxes)
    field = max([math.sqrt(area) * 1.1, *(box.width for box in boxes)])
    left = top = shelf = 0.0
    for box in boxes:
        if left and left + box.width > field:
            left, top, shelf = 0.0, top + shelf + gap, 0.0
        yield {node: (x + left, y + top) for node, (x, y) in box.places.items()}
        left += box.width + gap
        shelf = max(shelf, box.height)

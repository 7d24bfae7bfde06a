"""Reads things off the store's indexes: their properties, what they are joined to, and where it says so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple, TypedDict

import pyoxigraph as ox

from .vocabulary import CLASSES, OA, OUTCOME, RDF, RDFS, RG, SKOS, text_of

# What an item, a decision and a meeting hang on by their place in the minutes, without a statement.
STRUCTURE = ("attachment", "case", "heldBy", "item", "meeting")
_STRUCTURE_RULE = "structure"
_LONGEST = 400  # characters of a sentence on either side, and of a structural part's beginning
# A capital after the full stop, since "d. 16. maj" is no end.
_SENTENCE_BREAK = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])|\s*\n\s*")
_Table = Mapping[str, Sequence[str]]


class Sentence(TypedDict):
    """Words of a source: `quote` stands at `start`–`end` of `file`; `before` and `after` complete its sentence.

    `marks` are the parts of the quote that name the thing or the two ends, as offsets in it. `page` is that of the
    file, None where it has no pages.
    """

    before: str
    quote: str
    after: str
    marks: list[tuple[int, int]]
    file: str
    page: int | None
    start: int
    end: int
    meeting: str
    date: str
    item: str


class Link(NamedTuple):
    """A line between two things: a statement, or what their place in the minutes says."""

    subject: str
    predicate: str  # its local name
    object: str
    statement: str  # its IRI; the empty string for structure
    accepted: bool


class Span(NamedTuple):
    """A stretch of a source's text."""

    source: str
    start: int
    end: int
    quote: str
    page: int | None


class Annotation(NamedTuple):
    """What one rule read, of a thing or a statement, at some spans. What it does not say is the empty string."""

    iri: str
    rule: str
    confidence: float
    modality: str
    observed: str
    spans: tuple[Span, ...]


class Part(NamedTuple):
    """An agenda item as it stands in a source."""

    start: int
    end: int
    iri: str
    title: str  # with its number


class Place(NamedTuple):
    """What a source tells of where its words stand."""

    file: str
    meeting: str  # its IRI
    meeting_label: str
    date: str
    items: list[Part]
    sections: list[tuple[int, int, str]]  # where the text under a heading stands, and the text

    def item_at(self, start: int, end: int) -> Part | None:
        """Return the item that a stretch of the text lies in."""
        return next((item for item in self.items if item.start <= start and end <= item.end), None)


class Reader:
    """Reads the store by its indexes, and remembers what is asked for again.

    For many things at once, `whole` reads each property of all things in one go when it is first asked for: some
    microseconds a value, and memory for all of it.
    """

    def __init__(self, store: ox.Store, *, whole: bool = False) -> None:
        self._store = store
        self._whole = whole
        self._forwards: dict[str, _Table] = {}
        self._backwards: dict[str, _Table] = {}
        self._kinds: dict[str, str] = {}
        self._weights: dict[str, int] = {}
        self._places: dict[str, Place] = {}
        self._spans: dict[str, Span] = {}
        self._of: dict[tuple[str, bool | None], list[Span]] = {}
        self._named: dict[tuple[str, str], list[Span]] = {}
        self._mentioned: dict[tuple[str, tuple[str, ...]], list[tuple[int, int, str]]] = {}

    # --- terms

    def objects(self, subject: str, predicate: str) -> Sequence[str]:
        """Return the values of a property, sorted."""
        if self._whole:
            return self._forward(predicate).get(subject, ())
        quads = self._store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None)
        return sorted({text_of(quad.object) for quad in quads})

    def subjects(self, predicate: str, object_: str) -> Sequence[str]:
        """Return what has a thing as the value of a property, sorted."""
        if self._whole:
            return self._backward(predicate).get(object_, ())
        quads = self._store.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(object_), None)
        return sorted({text_of(quad.subject) for quad in quads})

    def _forward(self, predicate: str) -> _Table:
        if predicate not in self._forwards:
            found: dict[str, set[str]] = defaultdict(set)
            for quad in self._store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
                found[text_of(quad.subject)].add(text_of(quad.object))
            self._forwards[predicate] = {one: sorted(values) for one, values in found.items()}
        return self._forwards[predicate]

    def _backward(self, predicate: str) -> _Table:
        if predicate not in self._backwards:
            found: dict[str, set[str]] = defaultdict(set)
            for subject, values in self._forward(predicate).items():
                for value in values:
                    found[value].add(subject)
            self._backwards[predicate] = {one: sorted(subjects) for one, subjects in found.items()}
        return self._backwards[predicate]

    def first(self, subject: str, predicate: str) -> str:
        """Return the first value of a property; the empty string where there is none."""
        return next(iter(self.objects(subject, predicate)), "")

    def instances(self, kinds: Iterable[str]) -> list[str]:
        """Return the things of some kinds, sorted."""
        return sorted({iri for kind in kinds for iri in self.subjects(RDF + "type", RG + CLASSES[kind])})

    def kind(self, iri: str) -> str:
        """Return the most particular kind of a thing; the empty string where it has none of ours."""
        if iri not in self._kinds:
            classes = set(self.objects(iri, RDF + "type"))
            of_it = [kind for kind, name in CLASSES.items() if RG + name in classes]
            self._kinds[iri] = of_it[-1] if of_it else ""
        return self._kinds[iri]

    def label(self, iri: str) -> str:
        """Return the label of a thing; of one that has none, its IRI."""
        return self.first(iri, RDFS + "label") or iri

    def weight(self, iri: str) -> int:
        """Return how much evidence a thing has: in how many places it is read."""
        if iri not in self._weights:
            self._weights[iri] = len(self.subjects(OA + "hasBody", iri))
        return self._weights[iri]

    # --- links

    def links(self, node: str) -> Iterator[Link]:
        """Yield the statements and the structure that a thing is an end of."""
        for end in ("subject", "object"):
            for statement in self.subjects(RDF + end, node):
                yield self.statement(statement)
        for name in STRUCTURE:
            for object_ in self.objects(node, RG + name):
                yield Link(node, name, object_, "", True)
            for subject in self.subjects(RG + name, node):
                yield Link(subject, name, node, "", True)

    def statement(self, iri: str) -> Link:
        """Return what a statement says."""
        return Link(
            self.first(iri, RDF + "subject"),
            self.first(iri, RDF + "predicate").removeprefix(RG),
            self.first(iri, RDF + "object"),
            iri,
            self.first(iri, RG + "accepted") == "true",
        )

    # --- what things and statements rest on

    def describe(self, node: str) -> dict[str, object]:
        """Return the attributes of a node: `label`, `kind`, `aliases`, `date`, `outcome`, `text`, `sentences`."""
        meeting = self.first(node, RG + "meeting")
        return {
            "label": self.label(node),
            "kind": self.kind(node),
            "aliases": list(self.objects(node, SKOS + "altLabel")),
            "date": self.first(node, RG + "date") or (self.first(meeting, RG + "date") if meeting else "") or None,
            "outcome": self.first(node, RG + "outcome").removeprefix(OUTCOME) or None,
            "text": (self.first(node, RG + "text") or None) if self.kind(node) == "decision" else None,
            "sentences": self.mentions(node),
        }

    def mentions(self, node: str) -> list[Sentence]:
        """Return where a thing is named, each sentence once; a name alone (in a heading) where there is no other."""
        found: dict[tuple[str, str, str, str], Sentence] = {}
        for span in self.spans(node, structure=False):
            sentence = self._in_its_sentence(span)
            found.setdefault((sentence["file"], sentence["before"], span.quote, sentence["after"]), sentence)
        told = [sentence for sentence in found.values() if sentence["before"] or sentence["after"]]
        return sorted(told or found.values(), key=reading_order)

    def statement_evidence(self, link: Link) -> list[Sentence]:
        """Return the sentences a statement rests on, with the words that name its two ends marked.

        Those that name most of its ends come first: they say the most by themselves.
        """
        return self.proving(self.spans(link.statement), (link.subject, link.object))

    def proving(self, spans: Iterable[Span], ends: Sequence[str]) -> list[Sentence]:
        """Return the sentences that spans stand in, the names of things (`ends`) marked; the most telling first."""
        found = []
        for span in spans:
            inside = [self.names_within(end, span) for end in ends]
            marks = {(name.start - span.start, name.end - span.start) for names in inside for name in names}
            found.append((-sum(map(bool, inside)), self._completed(span, outermost(marks))))
        return [sentence for _, sentence in sorted(found, key=lambda one: (one[0], reading_order(one[1])))]

    def structural_evidence(self, link: Link) -> list[Sentence]:
        """Return where a part's text names what it hangs on; where it does not, the beginning of that text."""
        own = self.spans(link.subject, structure=True)
        named = [
            self._in_its_sentence(name)
            for name in sorted({n for o in own for n in self.names_within(link.object, o)}, key=_span_order)
        ]
        found = named or [self._sentence(beginning(span, self.kind(link.subject) == "agenda_item")) for span in own]
        return sorted(found, key=reading_order)

    def spans(self, body: str, structure: bool | None = None) -> list[Span]:
        """Return the spans of all annotations of a thing or statement, sorted.

        `structure` limits them to its own text (True) or to its mentions (False).
        """
        known = self._of.get((body, structure))
        if known is None:
            found: set[str] = set()
            for annotation in self.subjects(OA + "hasBody", body):
                if structure is None or (self.first(annotation, RG + "rule") == _STRUCTURE_RULE) == structure:
                    found.update(self.objects(annotation, OA + "hasTarget"))
            known = self._of[body, structure] = sorted(map(self._span, found), key=_span_order)
        return known

    def names_within(self, body: str, around: Span) -> list[Span]:
        """Return where a thing is named inside a stretch of a text, in reading order."""
        if (body, "") not in self._named:
            self._named[body, ""] = []
            for span in self.spans(body, structure=False):
                self._named.setdefault((body, span.source), []).append(span)
        names = self._named.get((body, around.source), [])
        first = bisect_left(names, around.start, key=attrgetter("start"))
        last = bisect_left(names, around.end, key=attrgetter("start"))
        return [name for name in names[first:last] if name.end <= around.end]

    def names_of(self, source: str, kinds: Collection[str]) -> list[tuple[int, int, str]]:
        """Return where things of some kinds are named in a source (start, end, IRI), in reading order."""
        if (source, tuple(kinds)) not in self._mentioned:
            self._mentioned[source, tuple(kinds)] = sorted(
                {
                    (span.start, span.end, body)
                    for span, body in self.named_in(source)
                    if self.kind(body) in kinds and span in self.names_within(body, span)
                }
            )
        return self._mentioned[source, tuple(kinds)]

    def annotations(self, body: str) -> list[Annotation]:
        """Return the annotations of a thing or statement, in the order of their addresses."""
        return [
            Annotation(
                iri,
                self.first(iri, RG + "rule"),
                float(self.first(iri, RG + "confidence") or 0),
                self.first(iri, RG + "modality"),
                self.first(iri, RG + "observed"),
                tuple(sorted(map(self._span, self.objects(iri, OA + "hasTarget")), key=_span_order)),
            )
            for iri in self.subjects(OA + "hasBody", body)
        ]

    def named_in(self, source: str) -> list[tuple[Span, str]]:
        """Return all that is read in a source and where, statements and parts of it included, in reading order."""
        found = {
            (self._span(target), body)
            for target in self.subjects(OA + "hasSource", source)
            for annotation in self.subjects(OA + "hasTarget", target)
            for body in self.objects(annotation, OA + "hasBody")
        }
        return sorted(found, key=lambda one: (_span_order(one[0]), one[1]))

    def _span(self, target: str) -> Span:
        if target not in self._spans:
            page = self.first(target, RG + "page")
            self._spans[target] = Span(
                self.first(target, OA + "hasSource"),
                int(self.first(target, OA + "start")),
                int(self.first(target, OA + "end")),
                self.first(target, OA + "exact"),
                int(page) if page else None,
            )
        return self._spans[target]

    # --- sentences

    def _sentence(
        self, span: Span, *, before: str = "", after: str = "", marks: Sequence[tuple[int, int]] = ()
    ) -> Sentence:
        place = self.place(span.source)
        item = place.item_at(span.start, span.end)
        return Sentence(
            before=before,
            quote=span.quote,
            after=after,
            marks=list(marks),
            file=place.file,
            page=span.page,
            start=span.start,
            end=span.end,
            meeting=place.meeting_label,
            date=place.date,
            item=item.title if item else "",
        )

    def _in_its_sentence(self, span: Span) -> Sentence:
        """A mention in its sentence; where it stands in no section, the words alone."""
        return self._completed(span, [(0, len(span.quote))])

    def _completed(self, span: Span, marks: Sequence[tuple[int, int]]) -> Sentence:
        whole = self.sentence(span)
        at = span.start - whole.start
        before, after = whole.quote[:at], whole.quote[at + len(span.quote) :]
        return self._sentence(span, before=before, after=after, marks=marks)

    def sentence(self, span: Span) -> Span:
        """Return the sentence, bullet or row that a span stands in; where it stands in no section, the span itself."""
        for begin, finish, text in self.place(span.source).sections:
            at = span.start - begin
            if begin <= span.start and span.end <= finish and text[at : at + len(span.quote)] == span.quote:
                left, right = _sentence_around(text, at, at + len(span.quote))
                return span._replace(start=begin + left, end=begin + right, quote=text[left:right])
        return span

    def place(self, source: str) -> Place:
        """Return what a source tells of where its words stand: its meeting, its items, its sections."""
        if source not in self._places:
            self._places[source] = self._read_place(source)
        return self._places[source]

    def _read_place(self, source: str) -> Place:
        items, sections, meeting = [], [], next(iter(self.subjects(RG + "source", source)), "")
        for item in self.subjects(RG + "meeting", meeting) if meeting else []:
            number, label = self.first(item, RG + "number"), self.first(item, RDFS + "label")
            title = f"{number}. {label}" if number else label  # some minutes number nothing
            items += [Part(s.start, s.end, item, title) for s in self._own(item, source)]
            for section in self.objects(item, RG + "section"):
                text = self.first(section, RG + "text")
                sections += [(s.end - len(text), s.end, text) for s in self._own(section, source) if text]
        return Place(
            file=self.first(source, RG + "fileName"),
            meeting=meeting,
            meeting_label=self.first(meeting, RDFS + "label") if meeting else "",
            date=self.first(meeting, RG + "date") if meeting else "",
            items=sorted(items),
            sections=sorted(sections),
        )

    def _own(self, part: str, source: str) -> list[Span]:
        return [span for span in self.spans(part, structure=True) if span.source == source]


# --- stretches of text ----------------------------------------------------------------------------


def _span_order(span: Span) -> tuple[str, int, int, str]:
    return span.source, span.start, span.end, span.quote


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends that a stretch of a text stands in, `_LONGEST` to either side at most."""
    left, right = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    breaks = [(found.start(), found.end()) for found in _SENTENCE_BREAK.finditer(text, max(0, left - 2), right + 2)]
    return (
        max([left, *(stop for _, stop in breaks if stop <= start)]),
        min([right, *(begin for begin, _ in breaks if begin >= end)]),
    )


def beginning(span: Span, heading_only: bool) -> Span:
    """Return the first words of a part: of an item its heading, of anything else what can be read at a glance."""
    quote = span.quote.split("\n\n")[0] if heading_only else span.quote
    if len(quote) > _LONGEST:
        quote = quote[:_LONGEST].rsplit(None, 1)[0]
    return span._replace(end=span.start + len(quote), quote=quote)


def outermost(marks: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return marks with the ones that lie in or across another joined to it."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def reading_order(sentence: Sentence) -> tuple[str, str, int, int]:
    """Return what sentences are sorted by: by day, file and place."""
    return sentence["date"], sentence["file"], sentence["start"], sentence["end"]

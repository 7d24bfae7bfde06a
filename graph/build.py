"""Turns records into N-Quads: pure generators, one for each kind of record.

A quad is made as text, because that is thirty times faster than building terms one by one; the two
functions that write literals are the only place where characters are escaped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from extract.edtf import days_of
from extract.model import (
    CommitmentRecord,
    DecisionRecord,
    Entity,
    ItemRecord,
    Link,
    LinkedDocument,
    MeetingRecord,
    Mention,
    Node,
    PartRecord,
    Run,
    Span,
    Statement,
    StatusRecord,
    VoteRecord,
    element_at,
    page_at,
)

from .identifiers import Identifiers
from .vocabulary import DCTERMS, FOAF, OA, OUTCOME, PROV, RDF, RDFS, RG, SCHEMA, SKOS, XSD, classes_of, fits
from .vocabulary import properties_above as above

_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f"}
_TYPE = f"<{RDF}type>"
_LABEL = f"<{RDFS}label>"
_ALTERNATIVE = f"<{SKOS}altLabel>"
_STRUCTURE_RULE = "structure"
_STRUCTURE_CONFIDENCE = 99


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def literal(text: str, datatype: str | None = None) -> str:
    """Return a literal in N-Quads, a string where no datatype is given."""
    quoted = f'"{_ESCAPED.sub(_escape, text)}"'
    return f"{quoted}^^<{datatype}>" if datatype else quoted


def danish(text: str) -> str:
    """Return a literal in Danish."""
    return f'"{_ESCAPED.sub(_escape, text)}"@da'


def _rg(name: str) -> str:
    return f"<{RG}{name}>"


class Writer:
    """Writes records as lines of N-Quads, each ending in a newline, below one base IRI."""

    def __init__(self, identifiers: Identifiers) -> None:
        self.ids = identifiers
        self._joined = f" <{identifiers.joined_graph}> .\n"

    # --- the source's own graph -------------------------------------------------------------------

    def describe_source(self, document: LinkedDocument) -> Iterator[str]:
        """Yield the quads of a source's graph: what it is, and what was read where in it."""
        source = self.ids.source(document.content_hash)
        end = f" <{source}> .\n"
        spans: set[Span] = set()
        me = f"<{source}>"
        for iri in classes_of("source"):
            yield f"{me} {_TYPE} <{iri}>{end}"
        yield f"{me} {_LABEL} {literal(document.file_names[0])}{end}"
        yield f"{me} {_rg('lines')} {literal(str(document.lines), XSD + 'integer')}{end}"
        yield f"{me} {_rg('linesUnread')} {literal(str(document.lines_unread), XSD + 'integer')}{end}"
        if document.held_back:
            yield f"{me} {_rg('peopleHeldBack')} {literal(str(document.held_back), XSD + 'integer')}{end}"
        if document.layout:
            yield f"{me} {_rg('layout')} {literal(document.layout)}{end}"
            yield f'{me} {_rg("layoutConfidence")} "{_decimal(document.layout_confidence)}"^^<{XSD}decimal>{end}'
        for name in document.file_names:
            yield f"{me} {_rg('fileName')} {literal(name)}{end}"
        yield f"{me} {_rg('contentHash')} {literal(document.content_hash)}{end}"
        yield f"{me} {_rg('textHash')} {literal(document.text_hash)}{end}"
        yield f"{me} <{DCTERMS}format> {literal(document.media_type)}{end}"
        yield f'{me} <{DCTERMS}language> "da"{end}'
        for mention in document.mentions:
            yield from self._mention(source, mention, end)
            spans.add(mention.span)
        for statement in fitting(document.statements):
            yield from self._statement_evidence(source, statement, end)
            spans.update(statement.evidence)
        told: tuple[StatusRecord | CommitmentRecord, ...] = (*document.statuses, *document.commitments)
        for record in told:
            yield from self._annotation(
                source, record.evidence, self.ids.node(record.node), record.rule, record.confidence, end
            )
            spans.update(record.evidence)
        for node, span, *more in _structural_spans(document):
            yield from self._annotation(
                source, [span], self.ids.node(node), _STRUCTURE_RULE, _STRUCTURE_CONFIDENCE, end, *more
            )
            spans.add(span)
        for item in document.items:
            yield from self._sections(item, end)
            spans.add(item.title_span)
            if item.closed_ground:
                spans.add(item.closed_ground)
                ground = f"{_rg('closedGround')} {danish(' '.join(document.quotes[item.closed_ground].split()))}"
                yield from self._annotation(
                    source, [item.closed_ground], self.ids.node(item.node), "closed-ground", 93, end, ground
                )
            spans.update(decision.heading for decision in item.decisions)
        for span in sorted(spans):
            yield from _span(source, span, document.quotes[span], end)
            if (page := page_at(document.pages, span.start)) is not None:
                yield f'<{self.ids.span(source, span)}> {_rg("page")} "{page}"^^<{XSD}integer>{end}'
            if (element := element_at(document.elements, span.start)) is not None:
                yield f"<{self.ids.span(source, span)}> {_rg('element')} {literal(element)}{end}"

    def _mention(self, source: str, mention: Mention, end: str) -> Iterator[str]:
        return self._annotation(
            source, [mention.span], self.ids.node(mention.node), mention.rule, mention.confidence, end
        )

    def _annotation(
        self, source: str, spans: Iterable[Span], body: str, rule: str, confidence: int, end: str, *more: str
    ) -> Iterator[str]:
        targets = [self.ids.span(source, span) for span in spans]
        me = f"<{self.ids.annotation(targets, body, rule)}>"
        yield f"{me} {_TYPE} <{OA}Annotation>{end}"
        yield f"{me} <{OA}hasBody> <{body}>{end}"
        for target in targets:
            yield f"{me} <{OA}hasTarget> <{target}>{end}"
        yield f'{me} {_rg("confidence")} "{_decimal(confidence)}"^^<{XSD}decimal>{end}'
        yield f"{me} {_rg('rule')} {literal(rule)}{end}"
        for predicate_and_object in more:
            yield f"{me} {predicate_and_object}{end}"

    def _statement_evidence(self, source: str, statement: Statement, end: str) -> Iterator[str]:
        more = [f"{_rg('modality')} {literal(statement.modality)}"]
        if statement.observed:
            more.append(f"{_rg('observed')} {literal(statement.observed, XSD + 'date')}")
        more += [f"{_rg(name)} {literal(value)}" for name, value in statement.qualifiers]
        return self._annotation(
            source,
            statement.evidence,
            self._statement_iri(statement),
            statement.rule,
            statement.confidence,
            end,
            *more,
        )

    def _sections(self, item: ItemRecord, end: str) -> Iterator[str]:
        owner = f"<{self.ids.node(item.node)}>"
        for section in item.sections:
            me = f"<{self.ids.node(section.node)}>"
            yield f"{owner} {_rg('section')} {me}{end}"
            yield from self._typed(section.node, end)
            yield f"{me} {_LABEL} {danish(section.title)}{end}"
            yield f"{me} <{DCTERMS}title> {danish(section.title)}{end}"
            yield f"{me} {_rg('text')} {danish(section.text)}{end}"
            yield f"{me} {_rg('order')} {literal(str(section.order), XSD + 'integer')}{end}"

    # --- the joined graph -------------------------------------------------------------------------

    def describe_joined(self, document: LinkedDocument, owned: Callable[[Node], bool]) -> Iterator[str]:
        """Yield a document's part of the joined graph.

        Two sources may tell of one meeting, item or decision. What has one value is written from the
        source that owns the node; what adds up (sources, items of a decision) from every one.
        """
        if document.meeting is not None:
            yield from self._meeting(document.meeting, self.ids.source(document.content_hash), owned)
        for item in document.items:
            if owned(item.node):
                yield from self._item(item)
            for decision in item.decisions:
                yield from self._decision(decision, item, owned)
        for statement in fitting(document.statements):
            yield from self._statement(statement)
        for status in document.statuses:
            if owned(status.node):
                yield from self._status(status)
        for commitment in document.commitments:
            if owned(commitment.node):
                yield from self._commitment(commitment)

    def describe_link(self, link: Link, *, accepted: bool = True) -> Iterator[str]:
        """Yield a statement that joins two sources, with its annotation: it stands in neither source's graph."""
        subject, object_ = self.ids.node(link.subject), self.ids.node(link.object)
        statement = self.ids.statement(subject, RG + link.predicate, object_)
        targets = [self.ids.span(self.ids.source(source), span) for source, span in link.evidence]
        me = f"<{self.ids.annotation(targets, statement, link.rule)}>"
        yield f"{me} {_TYPE} <{OA}Annotation>{self._joined}"
        yield f"{me} <{OA}hasBody> <{statement}>{self._joined}"
        for target in targets:
            yield f"{me} <{OA}hasTarget> <{target}>{self._joined}"
        yield f'{me} {_rg("confidence")} "{_decimal(link.confidence)}"^^<{XSD}decimal>{self._joined}'
        yield f"{me} {_rg('rule')} {literal(link.rule)}{self._joined}"
        yield f"{me} {_rg('modality')} {literal('reported')}{self._joined}"
        if link.observed:
            yield f"{me} {_rg('observed')} {literal(link.observed, XSD + 'date')}{self._joined}"
        yield from self._reified(statement, subject, link.predicate, object_, accepted=accepted)

    def _status(self, status: StatusRecord) -> Iterator[str]:
        me = self.ids.node(status.node)
        yield from self._typed(status.node, self._joined)
        yield f"<{me}> {_LABEL} {danish(status.label)}{self._joined}"
        yield from self._linked(me, "project", self.ids.node(status.project))
        yield from self._value(me, "state", literal(status.state))
        if status.observed:
            yield from self._value(me, "observed", literal(status.observed, XSD + "date"))
        yield from self._value(me, "text", danish(status.text))

    def _commitment(self, commitment: CommitmentRecord) -> Iterator[str]:
        me = self.ids.node(commitment.node)
        yield from self._typed(commitment.node, self._joined)
        yield f"<{me}> {_LABEL} {danish(commitment.label)}{self._joined}"
        yield from self._linked(me, "item", self.ids.node(commitment.item))
        if commitment.decision:
            yield from self._linked(me, "undertakenBy", self.ids.node(commitment.decision))
        for name, nodes in (("promisedBy", commitment.promised_by), ("promisedTo", commitment.promised_to)):
            for node in nodes:
                yield from self._linked(me, name, self.ids.node(node))
        if commitment.due:
            yield from self._linked(me, "due", self.ids.node(commitment.due))
        if commitment.observed:
            yield from self._value(me, "observed", literal(commitment.observed, XSD + "date"))
        yield from self._value(me, "text", danish(commitment.text))

    def _meeting(self, meeting: MeetingRecord, source: str, owned: Callable[[Node], bool]) -> Iterator[str]:
        me = self.ids.node(meeting.node)
        yield self._link(me, "source", source)
        if not owned(meeting.node):
            return
        yield from self._typed(meeting.node, self._joined)
        yield f"<{me}> {_LABEL} {danish(meeting.label)}{self._joined}"
        yield self._link(me, "municipality", self.ids.node(meeting.municipality))
        if meeting.body:
            yield from self._linked(me, "heldBy", self.ids.node(meeting.body))
        if meeting.date:
            yield from self._value(me, "date", literal(meeting.date, XSD + "date"))
        if meeting.start_time:
            yield from self._value(me, "startTime", literal(meeting.start_time))
        if meeting.place:
            yield from self._linked(me, "place", self.ids.node(meeting.place))

    def _item(self, item: ItemRecord) -> Iterator[str]:
        me = self.ids.node(item.node)
        yield from self._typed(item.node, self._joined)
        yield f"<{me}> {_LABEL} {danish(item.title or item.label)}{self._joined}"
        if item.title:
            yield f"<{me}> <{DCTERMS}title> {danish(item.title)}{self._joined}"
        if item.alternative_title:
            yield f"<{me}> <{DCTERMS}alternative> {danish(item.alternative_title)}{self._joined}"
        yield from self._linked(me, "meeting", self.ids.node(item.meeting))
        if item.number is not None:
            yield from self._value(me, "number", literal(item.number))
        yield from self._value(me, "closed", literal("true" if item.closed else "false", XSD + "boolean"))
        if item.case:
            yield from self._linked(me, "case", self.ids.node(item.case))
        if item.kle:
            yield from self._linked(me, "kle", self.ids.node(item.kle))
        for attachment in item.attachments:
            yield from self._linked(me, "attachment", self.ids.node(attachment))
        for point in item.points:
            iri = self.ids.node(point.node)
            yield from self._typed(point.node, self._joined)
            yield f"<{iri}> {_LABEL} {danish(f'{item.title or item.label}, {point.number}')}{self._joined}"
            yield from self._linked(iri, "item", me)
            yield from self._value(iri, "number", literal(str(point.number)))
            yield from self._value(iri, "text", danish(point.text))

    def _decision(self, decision: DecisionRecord, item: ItemRecord, owned: Callable[[Node], bool]) -> Iterator[str]:
        me = self.ids.node(decision.node)
        yield self._link(me, "item", self.ids.node(item.node))
        if not owned(decision.node):
            return
        yield from self._typed(decision.node, self._joined)
        yield f"<{me}> {_LABEL} {danish(decision.label)}{self._joined}"
        if decision.date:
            yield from self._value(me, "date", literal(decision.date, XSD + "date"))
        yield from self._linked(me, "outcome", OUTCOME + decision.outcome)
        yield from self._value(me, "text", danish(decision.text))
        for part in decision.parts:
            yield from self._part(part, me)
        for vote in decision.votes:
            yield from self._vote(vote, me)

    def _part(self, part: PartRecord, decision: str) -> Iterator[str]:
        """What became of one point of the recommendation."""
        me = self.ids.node(part.node)
        yield from self._typed(part.node, self._joined)
        yield f"<{me}> {_LABEL} {danish(part.label)}{self._joined}"
        yield from self._linked(me, "ofDecision", decision)
        yield from self._linked(me, "onPoint", self.ids.node(part.point))
        yield from self._linked(me, "partOutcome", OUTCOME + part.outcome)
        yield from self._value(me, "text", danish(part.text))

    def _vote(self, vote: VoteRecord, decision: str) -> Iterator[str]:
        me = self.ids.node(vote.node)
        yield from self._typed(vote.node, self._joined)
        yield f"<{me}> {_LABEL} {danish(vote.label)}{self._joined}"
        yield from self._linked(me, "ofDecision", decision)
        if vote.point:
            yield from self._linked(me, "onPoint", self.ids.node(vote.point))
        for choice, count in vote.counts:
            yield from self._value(me, f"votes{choice.title()}", literal(str(count), XSD + "integer"))
        for choice, party in vote.parties:
            yield from self._value(me, f"party{choice.title()}", literal(party))
        for choice, voter in vote.voters:
            yield from self._linked(me, f"voter{choice.title()}", self.ids.node(voter))
        yield from self._value(me, "text", danish(vote.text))

    def statement_iri(self, subject: Node, predicate: str, object_: Node) -> str:
        """Return the IRI of a statement, given what it joins."""
        return self.ids.statement(self.ids.node(subject), RG + predicate, self.ids.node(object_))

    def _statement_iri(self, statement: Statement) -> str:
        return self.statement_iri(statement.subject, statement.predicate, statement.object)

    def _statement(self, statement: Statement) -> Iterator[str]:
        subject, object_ = self.ids.node(statement.subject), self.ids.node(statement.object)
        yield from self._reified(
            self._statement_iri(statement), subject, statement.predicate, object_, accepted=statement.accepted
        )

    def _reified(self, iri: str, subject: str, predicate: str, object_: str, *, accepted: bool) -> Iterator[str]:
        """The statement as a thing that can have evidence; what is accepted stands as a plain triple too."""
        me = f"<{iri}>"
        yield f"{me} {_TYPE} <{RDF}Statement>{self._joined}"
        yield f"{me} <{RDF}subject> <{subject}>{self._joined}"
        yield f"{me} <{RDF}predicate> {_rg(predicate)}{self._joined}"
        yield f"{me} <{RDF}object> <{object_}>{self._joined}"
        if accepted:
            yield f'{me} {_rg("accepted")} "true"^^<{XSD}boolean>{self._joined}'
            yield from self._linked(subject, predicate, object_)

    def describe_entity(self, entity: Entity) -> Iterator[str]:
        """Yield the quads of a joined thing: classes, label, other spellings and the values of its kind."""
        if entity.node.kind == "kle":
            yield from self._subject(entity)
            return
        me = self.ids.node(entity.node)
        yield from self._typed(entity.node, self._joined)
        label = literal(entity.label) if entity.node.kind == "case" else danish(entity.label)
        yield f"<{me}> {_LABEL} {label}{self._joined}"
        for alias in entity.aliases:
            yield f"<{me}> {_ALTERNATIVE} {danish(alias)}{self._joined}"
        if entity.municipality and entity.municipality != entity.node:
            yield self._link(me, "municipality", self.ids.node(entity.municipality))
        for name, value in entity.values:
            yield f"<{me}> {_entity_value(name, value)}{self._joined}"
            if name == "edtf":
                yield from self._days(me, value)
            if name == "case_number":
                yield f"<{me}> <{DCTERMS}identifier> {literal(value)}{self._joined}"

    def _subject(self, entity: Entity) -> Iterator[str]:
        """A subject of the municipalities' classification, as a concept of a scheme of our own."""
        me, scheme = self.ids.node(entity.node), self.ids.subjects()
        yield f"<{scheme}> {_TYPE} <{SKOS}ConceptScheme>{self._joined}"
        yield f"<{scheme}> <{DCTERMS}title> {danish('KLE-emner')}{self._joined}"
        yield f"<{me}> {_TYPE} <{SKOS}Concept>{self._joined}"
        yield f"<{me}> <{SKOS}inScheme> <{scheme}>{self._joined}"
        yield f"<{me}> <{SKOS}prefLabel> {danish(entity.label)}{self._joined}"
        for _, number in entity.values:
            yield f"<{me}> <{SKOS}notation> {literal(number)}{self._joined}"

    def _days(self, me: str, edtf: str) -> Iterator[str]:
        for name, day in zip(("firstDay", "lastDay"), days_of(edtf), strict=True):
            if day is not None:
                yield from self._value(me, name, literal(day.isoformat(), XSD + "date"))

    def describe_run(self, run: Run) -> Iterator[str]:
        """Yield the record of what made the graph."""
        me = f"<{self.ids.run()}>"
        yield f"{me} {_TYPE} <{PROV}Activity>{self._joined}"
        yield f"{me} {_LABEL} {literal('referatgraf ' + run.version)}{self._joined}"
        yield f"{me} {_rg('version')} {literal(run.version)}{self._joined}"
        yield f"{me} {_rg('rulesHash')} {literal(run.rules_hash)}{self._joined}"
        yield f"{me} {_rg('peopleIncluded')} {literal(run.people)}{self._joined}"
        if run.forgotten:
            yield f"{me} {_rg('peopleForgotten')} {literal(str(run.forgotten), XSD + 'integer')}{self._joined}"
        if run.register_hash:
            yield f"{me} {_rg('registerHash')} {literal(run.register_hash)}{self._joined}"

    # --- quads ------------------------------------------------------------------------------------

    def _typed(self, node: Node, end: str) -> Iterator[str]:
        me = self.ids.node(node)
        for iri in classes_of(node.kind):
            yield f"<{me}> {_TYPE} <{iri}>{end}"

    def _link(self, subject: str, name: str, object_: str) -> str:
        return f"<{subject}> {_rg(name)} <{object_}>{self._joined}"

    def _linked(self, subject: str, name: str, object_: str) -> Iterator[str]:
        """The link, and the standard links above it."""
        yield self._link(subject, name, object_)
        for iri in above(name):
            yield f"<{subject}> <{iri}> <{object_}>{self._joined}"

    def _value(self, subject: str, name: str, value: str) -> Iterator[str]:
        yield f"<{subject}> {_rg(name)} {value}{self._joined}"
        for iri in above(name):
            yield f"<{subject}> <{iri}> {value}{self._joined}"


def fitting(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield the statements that their predicate's domain and range allow."""
    return (s for s in statements if fits(s.subject.kind, s.predicate, s.object.kind))


def misfits(statements: Iterable[Statement]) -> Counter[str]:
    """Return how many statements are dropped, by predicate, because no domain or range allows them."""
    return Counter(s.predicate for s in statements if not fits(s.subject.kind, s.predicate, s.object.kind))


def _structural_spans(document: LinkedDocument) -> Iterator[tuple[Node, Span, *tuple[str, ...]]]:
    """The parts of a document, each with where it stands and what this source, and maybe no other, says of it."""
    if document.meeting is not None:
        yield document.meeting.node, document.meeting.span
    for item in document.items:
        yield item.node, item.span, *([f"{_rg('readTitle')} {danish(item.title)}"] if item.title else [])
        yield from ((section.node, section.span) for section in item.sections)
        yield from ((point.node, point.span) for point in item.points)
        for decision in item.decisions:
            yield decision.node, decision.span, f"{_rg('readOutcome')} <{OUTCOME}{decision.outcome}>"
            yield from ((part.node, part.span) for part in decision.parts)
            yield from ((vote.node, vote.span) for vote in decision.votes)


def _span(source: str, span: Span, quote: str, end: str) -> Iterator[str]:
    me = f"<{Identifiers.span(source, span)}>"
    yield f"{me} {_TYPE} <{OA}SpecificResource>{end}"
    yield f"{me} {_TYPE} <{OA}TextPositionSelector>{end}"
    yield f"{me} {_TYPE} <{OA}TextQuoteSelector>{end}"
    yield f"{me} <{OA}hasSource> <{source}>{end}"
    yield f"{me} <{OA}hasSelector> {me}{end}"
    yield f'{me} <{OA}start> "{span.start}"^^<{XSD}integer>{end}'
    yield f'{me} <{OA}end> "{span.end}"^^<{XSD}integer>{end}'
    yield f"{me} <{OA}exact> {literal(quote)}{end}"


def _decimal(hundredths: int) -> str:
    """Hundredths as the store writes decimals: no trailing zero ("0.9", not "0.90")."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")


_ENTITY_VALUES = {
    "notation": (SKOS + "notation", None),
    "edtf": (RG + "edtf", None),
    "value": (SCHEMA + "value", XSD + "decimal"),
    "minimum": (SCHEMA + "minValue", XSD + "decimal"),
    "maximum": (SCHEMA + "maxValue", XSD + "decimal"),
    "currency": (SCHEMA + "currency", None),
    "case_number": (RG + "caseNumber", None),
    "catch_all": (RG + "catchAll", XSD + "boolean"),
    "title": (DCTERMS + "title", "da"),
    "name": (FOAF + "name", None),
}


def _entity_value(name: str, value: str) -> str:
    predicate, datatype = _ENTITY_VALUES[name]
    return f"<{predicate}> {danish(value) if datatype == 'da' else literal(value, datatype)}"

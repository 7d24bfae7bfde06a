"""Links one document to the names of the corpus: every mention to its thing, every part to its record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from .candidates import given_names
from .keys import fold, name_key
from .lexicon import load
from .model import (
    AgendaItem,
    DecisionRecord,
    Entity,
    ItemRecord,
    LinkedDocument,
    MeetingRecord,
    Mention,
    Minutes,
    Node,
    PointRecord,
    SectionRecord,
    Source,
    Span,
    Value,
)
from .outcomes import outcome_of
from .pipeline import Found
from .resolve import Name, NameList, PersonName, group_name
from .statements import find_statements

_PERSON = re.compile(
    r"(?<![\w-])(?P<given>[A-ZÆØÅ][a-zæøåé]+)"
    r"(?P<rest>(?:[ \t]+(?:[A-ZÆØÅ][a-zæøåé]+|[A-ZÆØÅ](?![\w.])))*)(?P<genitive>s?)(?!\w)"
)
_INITIALS = re.compile(r"(?<![\w/-])[A-ZÆØÅ]{2,3}(?![\w/-])")
_MONTHS_APART = 24  # a short form is a person's whose full name stands in minutes at most so far away


@dataclass(frozen=True, slots=True)
class _Choice:
    """A possible mention: the longest wins; `nests` says that others may stand inside it."""

    mention: Mention
    nests: bool = False

    @property
    def order(self) -> tuple[int, int, int, str]:
        span = self.mention.span
        return (span.start - span.end, -self.mention.confidence, span.start, self.mention.node.kind)


@dataclass(frozen=True, slots=True)
class Linked:
    """A document with all its links, and the entities it takes part in with their spellings in it."""

    document: LinkedDocument
    entities: tuple[Entity, ...]


def link(source: Source, file_names: Sequence[str], minutes: Minutes, found: Found, names: NameList) -> Linked:
    """Return what the graph is to hold of one document."""
    text = source.text
    place = _Place(names, minutes)
    entities = _Entities(names)
    named = list(_name_choices(found, names, entities))
    mentions = _selected(
        [
            *_value_choices(found.values, minutes, names, entities),
            *_structure_choices(minutes, names, entities),
            *named,
            *_people_choices(text, minutes, names, entities),
            *_document_choices(text, named, names, entities),
            *_group_choices(text, minutes, named, names, entities),
        ]
    )
    for mention in mentions:
        entities.seen(mention, text)
    meeting = place.meeting_record(entities)
    items = tuple(place.item_record(text, item, entities) for item in minutes.items)
    statements = tuple(find_statements(text, minutes, meeting, items, mentions, names))
    spans = {m.span for m in mentions} | {s for st in statements for s in st.evidence} | _structural(meeting, items)
    document = LinkedDocument(
        content_hash=source.content_hash,
        text_hash=source.text_hash,
        media_type=source.media_type,
        file_names=tuple(sorted(file_names)),
        meeting=meeting,
        items=items,
        mentions=mentions,
        statements=statements,
        quotes={span: span.of(text) for span in sorted(spans)},
    )
    return Linked(document, entities.all())


def _structural(meeting: MeetingRecord, items: Iterable[ItemRecord]) -> set[Span]:
    spans = {meeting.span}
    for item in items:
        spans |= {
            item.span,
            *(p.span for group in (item.sections, item.points, item.decisions) for p in group),
        }
    return spans


# --- which of the possible mentions stand ---------------------------------------------------------


def _selected(choices: Iterable[_Choice]) -> tuple[Mention, ...]:
    """The longest mentions, left to right. A document or a group may hold a project inside it, no more."""
    taken: list[_Choice] = []
    starts: dict[int, list[_Choice]] = {}
    for choice in sorted(choices, key=lambda c: c.order):
        span = choice.mention.span
        cells = range(span.start // 64, span.end // 64 + 1)
        near = {id(c): c for cell in cells for c in starts.get(cell, ())}.values()
        if all(_may_stand(choice, other) for other in near if _overlap(span, other.mention.span)):
            taken.append(choice)
            for cell in cells:
                starts.setdefault(cell, []).append(choice)
    return tuple(sorted(choice.mention for choice in taken))


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _may_stand(inner: _Choice, outer: _Choice) -> bool:
    a, b = inner.mention.span, outer.mention.span
    inside = b.start <= a.start and a.end <= b.end
    return inside and a != b and outer.nests and inner.mention.node.kind == "project"


# --- values and structure -------------------------------------------------------------------------


def _value_choices(
    values: Iterable[Value], minutes: Minutes, names: NameList, entities: _Entities
) -> Iterator[_Choice]:
    for value in values:
        if value.kind == "case":
            node = case_node(names, value.value)
            entities.case(node, value.value)
            yield _Choice(Mention(value.span, node, "case-number-in-text", 92))
        else:
            yield _Choice(Mention(value.span, value_node(value), f"{value.kind}-grammar", 97))
    for item in minutes.items:
        if item.case_number and item.case_span:
            node = case_node(names, item.case_number)
            entities.case(node, item.case_number)
            yield _Choice(Mention(item.case_span, node, "case-number-line", 99))


def case_node(names: NameList, number: str) -> Node:
    """Return the node of a case number, which is one municipality's."""
    return Node("case", (names.municipality.key[0], number))


def value_node(value: Value) -> Node:
    """Return the node of a date or a sum: one for each value."""
    plain = value.value.replace("/..", " open").replace("..", " to ")
    return Node(value.kind, ("minus " + plain[1:] if plain.startswith("-") else plain,))


def document_node(names: NameList, title: str) -> Node:
    """Return the node of a named document."""
    return Node("document", (names.municipality.key[0], fold(title)))


def _structure_choices(minutes: Minutes, names: NameList, entities: _Entities) -> Iterator[_Choice]:
    header = minutes.header
    if header.place and header.place_span:
        node = Node("place", (names.municipality.key[0], name_key(header.place)))
        yield _Choice(Mention(header.place_span, node, "head", 97))
    for attendee in header.attendees:
        person = _full_name(attendee.name, names)
        entities.person(person.node, person.name)
        yield _Choice(Mention(attendee.span, person.node, "attendee", 99))
    for item in minutes.items:
        for attachment in item.attachments:
            node = document_node(names, attachment.title)
            entities.document(node, attachment.title)
            yield _Choice(Mention(attachment.span, node, "attachment", 99), nests=True)


def _name_choices(found: Found, names: NameList, entities: _Entities) -> Iterator[_Choice]:
    for named in found.names:
        name = names.names[named.name]
        yield _Choice(
            Mention(named.span, name.node, name.rules[0] if name.rules else "name", name.confidence),
            nests=name.node.kind in ("steering_group", "body"),
        )
        entities.name(name)


# --- people ---------------------------------------------------------------------------------------


def _full_name(name: str, names: NameList) -> PersonName:
    node = Node("person", (names.municipality.key[0], fold(name)))
    return PersonName(node, name, ())


def _people_choices(text: str, minutes: Minutes, names: NameList, entities: _Entities) -> Iterator[_Choice]:
    """Full names are themselves; given names and initials are whose they can only be, else nobody's but this text's."""
    date = minutes.header.date
    for match in _PERSON.finditer(text):
        given, rest = match["given"], match["rest"]
        if given not in given_names():
            if not (match["genitive"] == "" and given.endswith("s") and given[:-1] in given_names() and not rest):
                continue
            given = given[:-1]
        if not rest and re.match(r"\s*\d|\s+(?:uge|måned|dag|år)\b", text[match.end() :]):
            continue
        surface = given + rest
        person = _person_of(" ".join(surface.split()), names, date)
        entities.person(person.node, person.name)
        end = match.end("rest") if rest else match.end()
        yield _Choice(Mention(Span(match.start(), end), person.node, "person-name", 95 if rest else 88))
    initialled: dict[str, list[PersonName]] = {}
    for person in names.people:
        if _near(person, date):
            for initials in sorted(_initials(person.name)):
                initialled.setdefault(initials, []).append(person)
    acronyms = {alias.surface for name in names.names for alias in name.aliases if alias.mode == "exact"}
    for match in _INITIALS.finditer(text):
        people = initialled.get(match.group(), [])
        if len(people) == 1 and match.group() not in acronyms:
            entities.person(people[0].node, people[0].name)
            yield _Choice(Mention(Span(*match.span()), people[0].node, "initials", 82))


def _person_of(surface: str, names: NameList, date: str | None) -> PersonName:
    """The person that a name stands for in a document of that date.

    A shorter form ("Lars", "Jane H") is a longer name's where exactly one fits among the minutes of the
    years about; else a node of its own, which for a bare given name is this document's alone.
    """
    known = [p for p in names.people if p.name == surface and not _is_initialled(surface)]
    if known:
        return known[0]
    fits = {p.node: p for p in names.people if p.name != surface and _abbreviates(surface, p.name) and _near(p, date)}
    here = {n: p for n, p in fits.items() if date in p.dates}
    for candidates in (here, fits):
        longest = [p for p in candidates.values() if not _is_initialled(p.name)] or list(candidates.values())
        if len(longest) == 1:
            return longest[0]
        if candidates:
            break
    key = [names.municipality.key[0], fold(surface)]
    return PersonName(Node("person", (*key, date or "undated") if " " not in surface else tuple(key)), surface, ())


def _is_initialled(name: str) -> bool:
    return len(name.split()[-1]) == 1


def _abbreviates(short: str, full: str) -> bool:
    """Whether "Lars" or "Jane H" can be short for a full name: each part begins the part in its place."""
    parts, whole = short.split(), full.split()
    return (
        len(parts) <= len(whole)
        and parts[0] == whole[0]
        and all(any(w.startswith(p) for w in whole[1:]) for p in parts[1:])
        and len(whole) > 1
    )


def _initials(name: str) -> set[str]:
    parts = name.split()
    if len(parts) < 2 or _is_initialled(name):
        return set()
    return {parts[0][0] + parts[1][0], parts[0][0] + parts[-1][0], "".join(p[0] for p in parts)}


def _near(person: PersonName, date: str | None) -> bool:
    if date is None:
        return False
    months = int(date[:4]) * 12 + int(date[5:7])
    return any(abs(int(d[:4]) * 12 + int(d[5:7]) - months) <= _person_window(person) for d in person.dates)


def _person_window(person: PersonName) -> int:
    """Someone seen over years is looked for further off: half the time between first and last sight more."""
    first, last = person.dates[0], person.dates[-1]
    return _MONTHS_APART + ((int(last[:4]) - int(first[:4])) * 12) // 2


# --- documents and groups -------------------------------------------------------------------------


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


def _document_choices(text: str, named: Sequence[_Choice], names: NameList, entities: _Entities) -> Iterator[_Choice]:
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
        entities.document(node, _capital(" ".join(filter(None, [match["word"], (match["year"] or "").strip()]))))
        yield _Choice(Mention(Span(begin, match.end()), node, "document-word", 90), nests=True)
    for match in about.finditer(text):
        project = projects.get(match.end()) or next(
            (projects[match.end() + len(a)] for a in ("den ", "det ") if match.end() + len(a) in projects),
            None,
        )
        if project is not None:
            title = " ".join(text[match.start() : project.span.end].split())
            node = document_node(names, name_key(title))
            entities.document(node, _capital(title))
            yield _Choice(Mention(Span(match.start(), project.span.end), node, "document-about", 85), nests=True)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _group_pattern() -> re.Pattern[str]:
    groups = "|".join(sorted(load("names")["body"]["groups"], key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<![\w-])(?P<word>(?i:{groups})n)s?(?![\w-])")


def _group_choices(
    text: str, minutes: Minutes, named: Sequence[_Choice], names: NameList, entities: _Entities
) -> Iterator[_Choice]:
    """The definite form alone (*Styregruppen*) is the group of its topic, or else of its item."""
    known = {name.node: name for name in names.names if name.about is not None}
    projects = sorted(c.mention for c in named if c.mention.node.kind == "project")
    by_node = {name.node: name for name in names.names}
    for item in minutes.items:
        for match in _group_pattern().finditer(text, item.span.start, item.span.end):
            node = topic_at(item, match.start(), projects)
            topic = by_node[node] if node else None
            about = topic.node.key[-1] if topic else f"{minutes.header.date} {item.number}"
            label = f"{_capital(match['word'])} for {topic.label if topic else item.title}"
            name = group_name(names.municipality.key[0], match["word"], about, label, topic.node if topic else None)
            entities.name(known.get(name.node, name))
            yield _Choice(Mention(Span(*match.span()), name.node, "bare-group", 80))


def topic_at(item: AgendaItem, at: int, projects: Sequence[Mention]) -> Node | None:
    """Return the project that a place in an item is about: that of the heading above it, else of the title."""

    def only_project(span: Span) -> Node | None:
        inside = {m.node for m in projects if span.start <= m.span.start < span.end}
        return inside.pop() if len(inside) == 1 else None

    section = max((s.heading.start for s in item.sections if s.heading.start < at), default=0)
    above = [b for b in item.blocks if b.kind == "heading" and section < b.span.start < at]
    topics = (only_project(block.span) for block in reversed(above))
    return next((topic for topic in topics if topic), None) or only_project(item.title_span)


# --- entities -------------------------------------------------------------------------------------


class _Entities:
    """The things a document mentions, each with its label and the spellings that occur."""

    def __init__(self, names: NameList) -> None:
        self._municipality = names.municipality
        self._labels: dict[Node, str] = {}
        self._values: dict[Node, tuple[tuple[str, str], ...]] = {}
        self._spellings: dict[Node, set[str]] = {}
        self._used: set[Node] = set()
        self._by_node = {name.node: name for name in names.names}
        self._use(names.municipality, names.municipality_label)
        self._used.add(names.municipality)

    def _use(self, node: Node, label: str, *values: tuple[str, str]) -> None:
        self._labels.setdefault(node, label)
        if values:
            self._values.setdefault(node, values)

    def name(self, name: Name) -> None:
        values = [("notation", name.notation)] if name.notation and name.node.kind in ("unit", "body") else []
        self._use(name.node, name.label, *values)
        self._spellings.setdefault(name.node, set()).update(a.surface for a in name.aliases)
        if name.about is not None and name.about in self._by_node:
            about = self._by_node[name.about]
            self._use(about.node, about.label)

    def case(self, node: Node, number: str) -> None:
        self._use(node, number, ("case_number", number))

    def document(self, node: Node, title: str) -> None:
        self._use(node, title, ("title", title))

    def person(self, node: Node, name: str) -> None:
        self._use(node, name, ("name", name))

    def use(self, node: Node) -> None:
        """Count a thing as part of the document though no mention of its own stands in it."""
        self._used.add(node)

    def seen(self, mention: Mention, text: str) -> None:
        """Take a mention's wording as a spelling of its thing."""
        wording = " ".join(mention.span.of(text).split())
        node = mention.node
        self._used.add(node)
        self._spellings.setdefault(node, set()).add(wording)
        if node.kind == "date":
            self._use(node, wording, ("edtf", _edtf_of(node)))
        elif node.kind == "amount":
            self._use(node, wording, *_amount_values(node))
        else:
            self._use(node, wording)

    def all(self) -> tuple[Entity, ...]:
        """Return the entities in order."""
        return tuple(
            Entity(
                node,
                self._labels[node],
                tuple(sorted(self._spellings.get(node, set()) - {self._labels[node]})),
                self._values.get(node, ()),
                self._municipality
                if node.kind not in ("date", "amount", "system", "organization", "municipality")
                else None,
            )
            for node in sorted(self._used)
        )


def _edtf_of(node: Node) -> str:
    return node.key[0].replace(" open", "/..")


def _amount_values(node: Node) -> tuple[tuple[str, str], ...]:
    plain = node.key[0].replace("minus ", "-")
    low, _, high = plain.partition(" to ")
    sums = (("minimum", low), ("maximum", high)) if high else (("value", low),)
    return (*sums, ("currency", "DKK"))


# --- the parts of the document --------------------------------------------------------------------


class _Place:
    """Makes the records of a document's parts: what makes each of them this one thing."""

    def __init__(self, names: NameList, minutes: Minutes) -> None:
        self._names = names
        self._minutes = minutes
        header = minutes.header
        self._municipality = names.municipality.key[0]
        self._body = self._body_node(header.body)
        key = (
            self._municipality,
            self._body.key[-1] if self._body else "unknown",
            header.date or "undated",
            *((header.start_time.replace(":", " "),) if header.start_time else ()),
        )
        self._meeting = Node("meeting", key)

    def _body_node(self, name: str | None) -> Node | None:
        if name is None:
            return None
        key = name_key(name)
        known = next(
            (
                n.node
                for n in self._names.names
                if n.node.kind == "body" and any(name_key(a.surface) == key for a in n.aliases)
            ),
            None,
        )
        return known or Node("body", (self._municipality, key))

    def meeting_record(self, entities: _Entities) -> MeetingRecord:
        header = self._minutes.header
        if self._body:
            entities._use(
                self._body,
                _capital((header.body or "").lower()) if (header.body or "").isupper() else header.body or "",
            )
            entities.use(self._body)
        place = Node("place", (self._municipality, name_key(header.place))) if header.place else None
        label = " ".join(filter(None, [header.body, header.date]))
        return MeetingRecord(
            self._meeting,
            label,
            self._names.municipality,
            self._body,
            header.date,
            header.start_time,
            place,
            header.span,
            header.final,
        )

    def item_record(self, text: str, item: AgendaItem, entities: _Entities) -> ItemRecord:
        node = Node("agenda_item", (*self._meeting.key, item.number))
        case = case_node(self._names, item.case_number) if item.case_number else None
        return ItemRecord(
            node=node,
            meeting=self._meeting,
            number=item.number,
            title=item.title,
            alternative_title=item.alternative_title,
            case=case,
            closed=item.closed,
            span=item.span,
            sections=tuple(
                SectionRecord(
                    Node("section", (*node.key, str(s.order))),
                    s.title,
                    s.body.of(text),
                    s.order,
                    Span(s.heading.start, max(s.heading.end, s.body.end)),
                )
                for s in item.sections
            ),
            points=tuple(
                PointRecord(Node("recommendation_point", (*node.key, str(p.number))), p.number, p.text, p.span)
                for p in item.points
            ),
            decisions=tuple(self._decisions(text, item, entities)),
            attachments=tuple(dict.fromkeys(document_node(self._names, a.title) for a in item.attachments)),
        )

    def _decisions(self, text: str, item: AgendaItem, entities: _Entities) -> Iterator[DecisionRecord]:
        """A decision is known by body, day, case and title, so that it is one wherever it is printed."""
        for printed in item.decisions:
            body = self._body_node(printed.body) or self._body
            date = printed.date or self._minutes.header.date
            title = name_key(item.alternative_title or item.title)
            node = Node(
                "decision",
                (
                    self._municipality,
                    body.key[-1] if body else "unknown",
                    date or "undated",
                    item.case_number or "no case",
                    title,
                ),
            )
            if body:
                entities._use(body, _capital((printed.body or self._minutes.header.body or "").lower()))
                entities.use(body)
            words = printed.text_span.of(text)
            yield DecisionRecord(
                node=node,
                label=f"{item.title} ({date})" if date else item.title,
                body=body,
                date=date,
                outcome=outcome_of(words),
                text=words,
                span=Span(printed.heading.start, printed.text_span.end),
            )

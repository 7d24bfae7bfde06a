"""Makes the records of a document's parts, and says what makes each of them one thing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from .closing import ground_of
from .entities import Entities
from .keys import name_key
from .model import (
    AgendaItem,
    DecisionRecord,
    ItemRecord,
    MeetingRecord,
    Minutes,
    Node,
    PointRecord,
    SectionRecord,
    Span,
)
from .names import NameList
from .nodes import capital, case_node, document_node
from .outcomes import outcome_of


class Parts:
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
            *(() if header.body and header.date else (_matters(minutes),)),
        )
        self._meeting = Node("meeting", key)
        self._places = _places(minutes)

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

    def meeting_record(self, entities: Entities) -> MeetingRecord:
        """Return the record of the meeting, known by municipality, body, day and time."""
        header = self._minutes.header
        if self._body:
            entities.describe(
                self._body,
                capital((header.body or "").lower()) if (header.body or "").isupper() else header.body or "",
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

    def item_record(self, text: str, item: AgendaItem, entities: Entities) -> ItemRecord:
        """Return the record of an item with everything that hangs on it."""
        node = Node("agenda_item", (*self._meeting.key, self._places[item.span]))
        case = case_node(self._names, item.case_number) if item.case_number else None
        return ItemRecord(
            node=node,
            meeting=self._meeting,
            number=item.number,
            title=item.title,
            alternative_title=item.alternative_title,
            case=case,
            closed=item.closed,
            title_span=item.title_span,
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
            kle=self._subject(item, entities),
            label=item.title or f"Punkt {self._places[item.span]}",
            closed_ground=ground_of(text, item),
        )

    @staticmethod
    def _subject(item: AgendaItem, entities: Entities) -> Node | None:
        """The subject of an item in the municipalities' classification, which is the same in all of them."""
        if item.kle is None:
            return None
        node = Node("kle", (item.kle,))
        entities.describe(node, f"KLE {item.kle}", ("notation", item.kle))
        entities.use(node)
        return node

    def _decisions(self, text: str, item: AgendaItem, entities: Entities) -> Iterator[DecisionRecord]:
        """A decision is known by body, day, case and title, so that it is one wherever it is printed."""
        for printed in item.decisions:
            body = self._body_node(printed.body) or self._body
            date = printed.date or self._minutes.header.date
            title = name_key(item.alternative_title or item.title) or f"item {self._places[item.span]}"
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
                entities.describe(body, capital((printed.body or self._minutes.header.body or "").lower()))
                entities.use(body)
            words = printed.text_span.of(text)
            called = item.title or f"Punkt {self._places[item.span]}"
            yield DecisionRecord(
                node=node,
                label=f"{called} ({date})" if date else called,
                body=body,
                date=date,
                outcome=outcome_of(words, tuple(p.text for p in item.points)),
                text=words,
                span=Span(printed.heading.start, printed.text_span.end),
                heading=printed.heading,
            )


def _places(minutes: Minutes) -> dict[Span, str]:
    """What tells the items of a meeting apart: the number, with a count where it comes again or is not printed."""
    seen: Counter[str] = Counter()
    places = {}
    for item in minutes.items:
        number = item.number or "unnumbered"
        seen[number] += 1
        places[item.span] = number if item.number and seen[number] == 1 else f"{number} {seen[number]}"
    return places


def _matters(minutes: Minutes) -> str:
    """What tells meetings apart whose body or day nothing says: what they were about."""
    titles = "\n".join(name_key(item.title) for item in minutes.items)
    return f"about {hashlib.sha256(titles.encode()).hexdigest()[:12]}"

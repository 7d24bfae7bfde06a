"""Says what the minutes of a graph leave open and where they clash. None of it is a fault of the graph.

What is a fault (a quotation that does not stand there, a thing without a name) is `check`'s.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from .clashes import clashes
from .findings import STRUCTURE, Finding, Quote, finding, in_order, kinds, rows, told


@dataclass(frozen=True, slots=True)
class MeetingCount:
    """A meeting with how many items it has, and how many of them no decision of that day or later stands under."""

    node: str
    label: str
    date: str
    items: int
    undecided: int  # open items
    closed: int  # closed items, which minutes tell nothing of


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A source with how many lines it has that are not blank, and of how many no rule understood anything."""

    node: str
    file: str
    lines: int
    unread: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """All that was found, by kind and then by day, with what was counted."""

    day: str  # what lies before it has passed; empty where no meeting has a date
    findings: tuple[Finding, ...]
    meetings: tuple[MeetingCount, ...]
    sources: tuple[SourceCount, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """An agenda item with what finding needs of it."""

    node: str
    title: str
    number: str
    closed: bool
    meeting: str
    meeting_label: str
    date: str
    body: str
    points: int
    decided: bool  # by a decision of that day or a later one; what was deferred before is printed again

    @property
    def order(self) -> tuple[str, str, tuple[int, str], str]:
        """By day, meeting and number."""
        return (self.date, self.meeting, in_order(self.number), self.node)


def coverage(store: ox.Store, day: str | None = None) -> Coverage:
    """Return what a graph lacks and where it clashes.

    `day` (ISO) is the day on which deadlines are held to have passed or not; that of the last meeting where it is
    not given, so that no clock is needed and the answer stays the same.
    """
    items = _items(store)
    days = [row["date"] for row in rows(store, "SELECT ?date { ?m a rg:Meeting ; rg:date ?date }")]
    today = day or max(days, default="")
    found = [
        *_undecided(store, items),
        *_absent(store, items),
        *_unanswered(store, items),
        *_still_deferred(store),
        *clashes(store),
        *_deadlines(store, today),
        *_promises(store, today),
        *_unread(store),
    ]
    found.sort(key=lambda f: kinds().index(f.kind))  # each kind comes in its own order
    return Coverage(today, tuple(found), tuple(_by_meeting(store, items)), tuple(_sources(store)))


# --- items and decisions --------------------------------------------------------------------------


def _items(store: ox.Store) -> list[_Item]:
    decided: dict[str, str] = {}  # the last day on which something was decided under an item
    for row in rows(store, "SELECT ?item ?date { ?d a rg:Decision ; rg:item ?item OPTIONAL { ?d rg:date ?date } }"):
        decided[row["item"]] = max(decided.get(row["item"], ""), row["date"])
    points = Counter(
        row["item"] for row in rows(store, "SELECT ?point ?item { ?point a rg:RecommendationPoint ; rg:item ?item }")
    )
    found = [
        _Item(
            row["item"], row["title"], row["number"], row["closed"] == "true",
            row["meeting"], row["label"], row["date"], row["body"],
            points[row["item"]], row["item"] in decided and decided[row["item"]] >= row["date"],
        )
        for row in rows(
            store,
            """SELECT ?item ?title ?number ?closed ?meeting ?label ?date ?body {
                 ?item a rg:AgendaItem ; rdfs:label ?title ; rg:closed ?closed .
                 ?item rg:meeting ?meeting . ?meeting rdfs:label ?label
                 OPTIONAL { ?item rg:number ?number }
                 OPTIONAL { ?meeting rg:date ?date } OPTIONAL { ?meeting rg:heldBy ?body } }""",
        )
    ]  # fmt: skip
    return sorted(found, key=lambda item: item.order)


def _by_meeting(store: ox.Store, items: Iterable[_Item]) -> Iterator[MeetingCount]:
    of_meeting: dict[str, list[_Item]] = defaultdict(list)
    for item in items:
        of_meeting[item.meeting].append(item)
    for row in rows(
        store, "SELECT ?date ?label ?node { ?node a rg:Meeting ; rdfs:label ?label OPTIONAL { ?node rg:date ?date } }"
    ):
        open_ = [item for item in of_meeting[row["node"]] if not item.decided]
        closed = sum(item.closed for item in open_)
        yield MeetingCount(
            row["node"], row["label"], row["date"], len(of_meeting[row["node"]]), len(open_) - closed, closed
        )


def _undecided(store: ox.Store, items: Iterable[_Item]) -> Iterator[Finding]:
    """The items that nothing was decided under; the closed ones apart, for of them the minutes tell nothing."""
    headings = _headings(store)
    for item in items:
        if not item.decided:
            yield finding(
                "closed_item" if item.closed else "undecided_item",
                item.node, item.title, item.date, sorted(headings.get(item.node, ())),
                number=item.number, meeting=item.meeting_label,
            )  # fmt: skip


def _headings(store: ox.Store) -> Mapping[str, list[Quote]]:
    """The line that each item begins with, in each source."""
    found: dict[str, list[Quote]] = defaultdict(list)
    for row in rows(store, f"SELECT ?node ?file ?start ?words {{ ?node a rg:AgendaItem . {STRUCTURE} }}"):
        found[row["node"]].append(Quote.of(row).first_line)
    return found


def _unanswered(store: ox.Store, items: Iterable[_Item]) -> Iterator[Finding]:
    """The items whose recommendation was followed by no decision."""
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for row in rows(
        store,
        f"SELECT ?item ?file ?start ?words {{ ?node a rg:RecommendationPoint ; rg:item ?item . {STRUCTURE} }}",
    ):
        quotes[row["item"]].append(Quote.of(row))
    for item in items:
        if item.points and not item.decided:
            yield finding(
                "unanswered_recommendation",
                item.node, item.title, item.date, sorted(quotes[item.node]),
                number=item.number, meeting=item.meeting_label, count=item.points,
            )  # fmt: skip


def _still_deferred(store: ox.Store) -> Iterator[Finding]:
    """The deferring decisions that no later one resumes."""
    quotes: dict[tuple[str, str, str], list[Quote]] = defaultdict(list)
    for row in rows(
        store,
        f"""SELECT ?date ?label ?node ?file ?start ?words {{
              ?node a rg:Decision ; rg:outcome outcome:deferred ; rg:date ?date ; rdfs:label ?label . {STRUCTURE}
              FILTER NOT EXISTS {{ ?later rg:resumes ?node }} }}""",
    ):
        quotes[row["date"], row["label"], row["node"]].append(Quote.of(row))
    for (date, label, node), found in sorted(quotes.items()):
        yield finding("still_deferred", node, label, date, sorted(found))


# --- meetings that are not there ------------------------------------------------------------------


def _absent(store: ox.Store, items: Iterable[_Item]) -> Iterator[Finding]:
    """The meetings that decisions and items refer to, by body and day, and that no source tells of."""
    held = {
        (row["body"], row["date"])
        for row in rows(store, "SELECT ?body ?date { ?m a rg:Meeting ; rg:date ?date OPTIONAL { ?m rg:heldBy ?body } }")
    }
    missing: dict[tuple[str, str, str], list[tuple[str, Quote]]] = defaultdict(list)
    for body, label, first, last, node, quotes in (*_deciding(store), *_referring(store, items)):
        # A meeting whose body is not known may be the one.
        if not any(first <= date <= last for whose, date in held if whose in (body, "")):
            missing[first, label, body] += [(node, quote) for quote in quotes]
    for (day, label, _), referring in sorted(missing.items()):
        nodes = sorted({node for node, _ in referring})
        quoted = sorted(quote for _, quote in referring)
        yield finding("absent_meeting", nodes[0], f"{label} {day}", day, quoted, count=len(nodes))


_Referring = tuple[str, str, str, str, str, tuple[Quote, ...]]  # body, its label, first and last day, node, quotes


def _deciding(store: ox.Store) -> Iterator[_Referring]:
    """The body and the day of each decision's own heading."""
    days = {row["d"]: row["date"] for row in rows(store, "SELECT ?d ?date { ?d a rg:Decision ; rg:date ?date }")}
    for each in told(store, "decidedBy"):
        if day := days.get(each.subject):
            yield each.object, each.object_label, day, day, each.subject, each.quotes


def _referring(store: ox.Store, items: Iterable[_Item]) -> Iterator[_Referring]:
    """The earlier meetings of the item's own body that an item refers to by their day."""
    by_node = {item.node: item for item in items if item.body}
    bodies = {
        row["body"]: row["label"] for row in rows(store, "SELECT ?body ?label { ?body a rg:Body ; rdfs:label ?label }")
    }
    days = _days(store)
    for each in told(store, "refersTo"):
        item = by_node.get(each.subject)
        first, last = days.get(each.object, ("", ""))
        if item and first and last:
            yield item.body, bodies.get(item.body, ""), first, last, item.node, each.quotes


def _days(store: ox.Store) -> dict[str, tuple[str, str]]:
    """The first and the last day of each date that has both."""
    return {
        row["node"]: (row["first"], row["last"])
        for row in rows(store, "SELECT ?node ?first ?last { ?node a rg:Date ; rg:firstDay ?first ; rg:lastDay ?last }")
    }


# --- deadlines ------------------------------------------------------------------------------------


def _deadlines(store: ox.Store, today: str) -> Iterator[Finding]:
    """The deadlines that have passed and that no later meeting has a word of."""
    days, words, topics = _days(store), _words(store), _topics(store)
    quotes: dict[tuple[str, str, str, str], list[Quote]] = defaultdict(list)
    for each in told(store, "hasDeadline"):
        last = days.get(each.object, ("", ""))[1]
        about = {each.subject, *topics.get(each.subject, ())}
        if last and last < today and not _spoken_of(about, last, today, words):
            quotes[last, each.label, each.subject, each.object_label] += each.quotes
    for (last, label, node, deadline), found in sorted(quotes.items()):
        yield finding("deadline_passed", node, label, last, sorted(found), deadline=_shown(deadline, last))


def _promises(store: ox.Store, today: str) -> Iterator[Finding]:
    """The commitments that are due, not known to be kept, and of whose matter no later meeting has a word."""
    words, topics = _words(store), _topics(store)
    named = _named_in_promises(store)
    quotes: dict[tuple[str, str, str, str, str], list[Quote]] = defaultdict(list)
    for row in rows(
        store,
        """SELECT ?last ?label ?node ?item ?due ?file ?start ?words {
             ?node a rg:Commitment ; rdfs:label ?label ; rg:item ?item ; rg:due ?date .
             ?date rg:lastDay ?last ; rdfs:label ?due . FILTER NOT EXISTS { ?node rg:keptBy ?kept }
             ?told oa:hasBody ?node ; oa:hasTarget ?span .
             ?span oa:exact ?words ; oa:start ?start ; oa:hasSource ?source . ?source rdfs:label ?file }""",
    ):
        key = (row["last"], row["label"], row["node"], row["item"], row["due"])
        quotes[key].append(Quote.of(row))
    for (last, label, node, item, due), found in sorted(quotes.items()):
        # What an item of many projects promises of one of them is about that one.
        about = named.get(node) or {item, *topics.get(item, ())}
        if last < today and not _spoken_of(about, last, today, words):
            yield finding("promise_passed", node, label, last, sorted(found), deadline=_shown(due, last))


def _spoken_of(about: Iterable[str], after: str, until: str, words: Mapping[str, set[str]]) -> bool:
    return any(after < day <= until for thing in about for day in words.get(thing, ()))


def _shown(wording: str, day: str) -> str:
    return wording if wording == day else f"{wording} ({day})"


def _words(store: ox.Store) -> Mapping[str, set[str]]:
    """The days of the meetings that have something on a project, on a case, or decided under an item."""
    found: dict[str, set[str]] = defaultdict(set)
    for pattern in (
        "?thing a rg:Project . ?told oa:hasBody ?thing ; oa:hasTarget/oa:hasSource ?source ."
        " ?meeting rg:source ?source ; rg:date ?date",
        "?item rg:concerns ?thing ; rg:meeting/rg:date ?date",
        "?status rg:project ?thing ; rg:observed ?date",
        "?item rg:case ?thing ; rg:meeting/rg:date ?date",
        "?thing a rg:AgendaItem . ?decision rg:item ?thing ; rg:date ?date",
    ):
        for row in rows(store, f"SELECT DISTINCT ?thing ?date {{ {pattern} }}"):
            found[row["thing"]].add(row["date"])
    return found


def _topics(store: ox.Store) -> Mapping[str, set[str]]:
    """What each item is about: the projects it concerns, and its case where that gathers no unlike items."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(
        store,
        "SELECT ?item ?topic { { ?item rg:concerns ?topic } UNION"
        " { ?item rg:case ?topic FILTER NOT EXISTS { ?topic rg:catchAll true } } }",
    ):
        found[row["item"]].add(row["topic"])
    return found


def _named_in_promises(store: ox.Store) -> Mapping[str, set[str]]:
    """The projects that stand in the very words of a commitment."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(
        store,
        """SELECT DISTINCT ?node ?project {
             ?node a rg:Commitment . ?told oa:hasBody ?node ; oa:hasTarget ?around .
             ?around oa:hasSource ?source ; oa:start ?first ; oa:end ?last .
             ?span oa:hasSource ?source ; oa:start ?start ; oa:end ?end . FILTER(?first <= ?start && ?end <= ?last)
             ?mention oa:hasTarget ?span ; oa:hasBody ?project . ?project a rg:Project }""",
    ):
        found[row["node"]].add(row["project"])
    return found


# --- lines ----------------------------------------------------------------------------------------


def _sources(store: ox.Store) -> Iterator[SourceCount]:
    for row in rows(
        store,
        "SELECT ?file ?node ?lines ?unread"
        " { ?node a rg:Source ; rdfs:label ?file ; rg:lines ?lines ; rg:linesUnread ?unread }",
    ):
        yield SourceCount(row["node"], row["file"], int(row["lines"]), int(row["unread"]))


def _unread(store: ox.Store) -> Iterator[Finding]:
    for source in _sources(store):
        if source.unread:
            share = round(100 * source.unread / source.lines)
            values = {"unread": source.unread, "lines": source.lines, "share": share}
            yield finding("unread_lines", source.node, source.file, "", (), **values)

"""The records that reading, finding and joining hand on: frozen values, each with its place in the source.

Danish words that English has no fair word for keep a remark here: *referat* is `Minutes`, *punkt* an
`AgendaItem`, *indstilling* a recommendation, *bilag* an attachment, *lukket* closed, *sag* a `Case`.

Offsets are half-open `[start, end)` and count Unicode code points in the text stored for the source.
Nothing of ours is imported here, so that every part of the project may use these records.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from operator import itemgetter


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one source's stored text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """What a thing of the graph is known by: its kind and the key that makes it this one.

    `kind` is the class in snake case (`project`, `steering_group`, `agenda_item`, `date` …). The parts
    of `key` are in normal form (lower case, letters and digits separated by single spaces, or an ISO
    value), the most general first: municipality before name.
    """

    kind: str
    key: tuple[str, ...]


# Where each page of a file begins: (offset, page), both rising. Empty for a file without pages.
Pages = tuple[tuple[int, int], ...]


def page_at(pages: Pages, offset: int) -> int | None:
    """Return the page that an offset is on, None for a file without pages."""
    found = bisect_right(pages, offset, key=itemgetter(0))
    return pages[found - 1][1] if found else None


# Where each part of a file that is made of fields begins: (offset, path of its element), rising; else empty.
Elements = tuple[tuple[int, str], ...]


def element_at(elements: Elements, offset: int) -> str | None:
    """Return the path (XPath) of the element that an offset is in, None for a file that is not made of fields."""
    found = bisect_right(elements, offset, key=itemgetter(0))
    return elements[found - 1][1] if found else None


@dataclass(frozen=True, slots=True, order=True)
class Masked:
    """What was masked where in a source's text, without the value.

    `kind` is `registration_number`, `email`, `telephone` or `bank_account`.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Withheld:
    """Text below a closed item that is not kept: `lines` of the stored text (1 is the first), and its characters."""

    number: str | None  # of the item
    lines: tuple[int, ...]
    characters: int  # blanks left out


@dataclass(frozen=True, slots=True)
class Source:
    """One document as it was read: its bytes under all its names, and the text that offsets count in."""

    content_hash: str  # SHA-256 of the file's bytes, hexadecimal
    text_hash: str  # SHA-256 of the stored text in UTF-8
    media_type: str
    encoding: str
    text: str
    pages: Pages = ()
    personal: tuple[Masked, ...] = ()  # what was masked, each sign by one, in order
    masking: str = ""  # the rules it was masked by, and whether contacts were masked
    withheld: tuple[Withheld, ...] = ()  # of closed items
    elements: Elements = ()

    @property
    def masked(self) -> int:
        """How many civil registration numbers were masked."""
        return sum(record.kind == "registration_number" for record in self.personal)


# --- what segmenting finds in one document --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attendee:
    """Someone the head of the minutes lists as present, or as absent."""

    name: str
    role: str | None
    span: Span
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Presence:
    """What minutes say of someone who was not at all of a meeting, or not with the rest.

    `kind` is absent, late, left, substitute, disqualified, reserved (had a remark written down) or voted. `items`
    are the places, among the items, of those it holds for; none where it holds for the meeting. The first span of
    `evidence` says so. `other` is whom a substitute met for.
    """

    name: str
    kind: str
    span: Span
    evidence: tuple[Span, ...]
    items: tuple[int, ...] = ()
    apology: bool = False  # absent, and excused
    other: str | None = None
    other_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The head of the minutes. What it does not say is None."""

    body: str | None
    body_span: Span | None
    date: str | None  # ISO
    date_span: Span | None
    start_time: str | None  # HH:MM
    place: str | None
    place_span: Span | None
    attendees: tuple[Attendee, ...]
    span: Span
    final: bool = True  # minutes (referat) rather than an agenda (dagsorden)


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the contents list."""

    title: str
    page: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of an item. `role` is what the heading means, None for a heading of the text itself."""

    title: str
    role: str | None  # background, recommendation, decision, case, attachments, finance …
    heading: Span
    body: Span
    order: int


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines that reads as one: `heading`, `paragraph`, `bullet`, `numbered` or `row`.

    The span leaves the bullet or number out. `level` is the depth of indentation, 0 at the margin.
    """

    kind: str
    span: Span
    level: int = 0


@dataclass(frozen=True, slots=True)
class RecommendationPoint:
    """One of the things that a body is recommended to do."""

    number: int
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class PrintedDecision:
    """A decision as printed under an item, with the body and date of its own heading."""

    body: str | None
    body_span: Span | None
    date: str | None  # ISO; None where the heading gives none: then the meeting's
    heading: Span
    text_span: Span


@dataclass(frozen=True, slots=True)
class Attachment:
    """One line under *Bilag*."""

    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One matter of a meeting. `number` is None where none is printed, `title` empty where the text has lost it."""

    number: str | None
    title: str
    title_span: Span
    alternative_title: str | None  # the contents list's spelling, where it differs
    case_number: str | None
    case_span: Span | None
    closed: bool
    sections: tuple[Section, ...]
    points: tuple[RecommendationPoint, ...]
    decisions: tuple[PrintedDecision, ...]
    attachments: tuple[Attachment, ...]
    blocks: tuple[Block, ...]  # all text of the item but its own heading, case number and templates' headings
    span: Span
    kle: str | None = None  # the subject in the municipalities' classification: "27.42.00"
    kle_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """One document, read and divided into its parts."""

    header: Header
    contents: tuple[ContentsEntry, ...]
    contents_span: Span | None
    items: tuple[AgendaItem, ...]
    layout: str = "general"  # the family of layouts by which it was divided
    layout_confidence: int = 0  # in hundredths: by how much it explains more than the next best
    presences: tuple[Presence, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A date, sum or case number in the text: `value` is its normal form, `wording` what stands there.

    It has offsets of its own, since a value may begin or end inside a token.
    """

    kind: str  # date, amount, case
    span: Span
    value: str
    wording: str


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """Evidence of one document that `surface` is the name of a thing of `kind`.

    `weight` is in tenths of log-odds and is counted once a document and rule. `about` is the name of
    what a group is for, and of what a project is about where its name says more ("Implementering af X",
    "X 2014-2018"); the long form's acronym for a definition; else the empty string.
    """

    kind: str
    surface: str
    rule: str
    weight: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one document gives to the names of the whole corpus; sums of these do not depend on order."""

    candidates: tuple[Candidate, ...]
    acronym_lists: tuple[tuple[str, ...], ...]  # acronyms that stand in one list: things of one kind
    municipality: str | None  # what the document says of itself
    places: tuple[Span, ...] = ()  # where each candidate was first read: its line, bullet or word
    name_lists: tuple[tuple[str, ...], ...] = ()  # keys of projects that are members of one list: different things


# --- what finding and joining make of it ----------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A place where the text names a thing, and the rule that saw it. `confidence` is in hundredths."""

    span: Span
    node: Node
    rule: str
    confidence: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A joined thing: one label, its other spellings, and the values that its kind has.

    `values` holds what the vocabulary gives the kind, by name and in this order of names: `notation`
    (unit, body), `edtf` (date), `value`, `minimum`, `maximum`, `currency` (amount; plain decimals),
    `case_number` and, where it gathers unlike items, `catch_all` (case), `title` (document), `name` (person).
    `municipality` is the node of the municipality whose the entity is, None for what belongs to none.
    """

    node: Node
    label: str
    aliases: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    municipality: Node | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """`subject predicate object`, as the text states it.

    `predicate` is the local name of the vocabulary's property (`governedBy`). The spans of `evidence`
    together name both ends; each is one sentence, bullet, row or heading. `confidence` is in hundredths.
    """

    subject: Node
    predicate: str
    object: Node
    evidence: tuple[Span, ...]
    rule: str
    confidence: int
    accepted: bool = True
    modality: str = "reported"  # decided, proposed, reported, planned
    observed: str | None = None  # date of the meeting, ISO
    qualifiers: tuple[tuple[str, str], ...] = ()  # what more is said of it: `moneyKind` and `period` of a sum


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """A meeting as one source tells of it."""

    node: Node
    label: str
    municipality: Node
    body: Node | None
    date: str | None
    start_time: str | None
    place: Node | None
    span: Span
    final: bool


@dataclass(frozen=True, slots=True)
class SectionRecord:
    """A section of an item, with the text under its heading."""

    node: Node
    title: str
    text: str
    order: int
    span: Span


@dataclass(frozen=True, slots=True)
class PointRecord:
    """A point of a recommendation."""

    node: Node
    number: int
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class PartRecord:
    """What a decision did with one point of its recommendation; `outcome` is as a decision's."""

    node: Node
    label: str
    point: Node
    number: int
    outcome: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class VoteRecord:
    """A vote on a decision, or on one point of it. A choice is `for`, `against` or `abstained`.

    `counts` has those that a number is printed of, `parties` parties as printed, `voters` people.
    """

    node: Node
    label: str
    point: Node | None
    counts: tuple[tuple[str, int], ...]
    parties: tuple[tuple[str, str], ...]
    voters: tuple[tuple[str, Node], ...]
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A decision; `outcome` is the local name of a concept of the outcome scheme."""

    node: Node
    label: str
    body: Node | None
    date: str | None
    outcome: str
    text: str
    span: Span
    heading: Span
    parts: tuple[PartRecord, ...] = ()
    votes: tuple[VoteRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusRecord:
    """Where a project stood when a meeting said so.

    `state` is one of `on_plan`, `delayed`, `waiting`, `closed`, `started`, `changed`; `observed` is the day of the
    meeting. The spans of `evidence` together name the project and say how it stands.
    """

    node: Node
    label: str
    project: Node
    state: str
    observed: str | None
    text: str
    evidence: tuple[Span, ...]
    rule: str
    confidence: int


@dataclass(frozen=True, slots=True)
class CommitmentRecord:
    """What someone undertook to do. What the text does not say (who, for whom, by when) is empty or None.

    `decision` is the decision in whose words it stands, None where it stands in the case's text. `observed` is
    the day of that decision, else of the meeting.
    """

    node: Node
    label: str
    item: Node
    decision: Node | None
    promised_by: tuple[Node, ...]
    promised_to: tuple[Node, ...]
    due: Node | None
    observed: str | None
    text: str
    evidence: tuple[Span, ...]
    rule: str
    confidence: int


@dataclass(frozen=True, slots=True)
class Link:
    """A statement whose two ends stand in two sources or in one: each span of `evidence` with its source's hash."""

    subject: Node
    predicate: str
    object: Node
    evidence: tuple[tuple[str, Span], ...]
    rule: str
    confidence: int
    observed: str | None


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An agenda item with everything that hangs on it. `label` is what it is called where no title is printed."""

    node: Node
    meeting: Node
    number: str | None
    title: str
    alternative_title: str | None
    case: Node | None
    closed: bool
    title_span: Span
    span: Span
    sections: tuple[SectionRecord, ...]
    points: tuple[PointRecord, ...]
    decisions: tuple[DecisionRecord, ...]
    attachments: tuple[Node, ...]
    kle: Node | None = None
    label: str = ""
    closed_ground: Span | None = None  # where it says why the item was closed


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """One source after joining: all that the graph holds of it."""

    content_hash: str
    text_hash: str
    media_type: str
    file_names: tuple[str, ...]  # base names, sorted
    meeting: MeetingRecord | None
    items: tuple[ItemRecord, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    statuses: tuple[StatusRecord, ...] = ()
    commitments: tuple[CommitmentRecord, ...] = ()
    lines: int = 0  # lines of the text that are not blank
    lines_unread: int = 0  # of these, lines of which no rule understood anything
    layout: str | None = None
    layout_confidence: int = 0  # in hundredths
    quotes: dict[Span, str] = field(default_factory=dict)  # the words of every span used above
    pages: Pages = ()
    held_back: int = 0  # people whom it names and who are not public, so that the graph has nothing of them
    elements: Elements = ()


@dataclass(frozen=True, slots=True)
class Run:
    """What made a graph: told in the graph, so that a reader can ask for the same again."""

    version: str
    rules_hash: str
    register_hash: str | None
    people: str  # which people are made things of: `public` or `all`
    forgotten: int = 0  # people who were taken out of the texts before they were read

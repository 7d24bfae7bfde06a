"""The records of what is known of one thing: values only, frozen, and plain enough for JSON (`dataclasses.asdict`).

Codes (`adopted`, `decided`, `on_plan`, `dependsOn`) are those of the vocabulary, whose labels word them. Days are ISO.
What is not known is the empty string, or None where a thing could stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

How = Literal["concerns", "recommends", "case", "agenda", "decides", "promises", "holds", "attends", "mentions"]
PromiseState = Literal["overdue", "open", "no_deadline", "kept"]


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A thing, as it is pointed to."""

    label: str
    iri: str
    kind: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Where it says so: `quote` stands at `start`–`end` of the stored text of a source.

    `before` and `after` complete its sentence; `marks` are the parts of the quote that name what is meant, as offsets
    in it.
    """

    source: str  # its IRI
    file: str
    page: int | None
    start: int
    end: int
    quote: str
    meeting: str  # its label
    date: str
    item: str  # number and title
    before: str = ""
    after: str = ""
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """One time that a meeting says something."""

    date: str
    modality: str  # decided, proposed, planned, reported
    confidence: float
    rule: str
    evidence: str  # the annotation's IRI
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a recommendation, and what became of it where the decision says so of it by itself."""

    number: str
    text: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision; `resumes` are the days on which its matter was put off, `resumed` when it came back and how.

    `points` are what it was asked to decide, by whom is `recommended_by`. `read` says whether the minutes of its own
    meeting are in the graph; where they are not, it is known from those of a later one.
    """

    iri: str
    label: str
    date: str
    body: Ref | None
    outcome: str
    text: str
    resumes: tuple[str, ...]
    resumed: tuple[tuple[str, str], ...]  # day and outcome
    deviates: tuple[str, ...]  # the points of the recommendation that it departs from, in their words
    passages: tuple[Passage, ...]
    points: tuple[Point, ...] = ()
    recommended_by: tuple[Ref, ...] = ()
    read: bool = True


@dataclass(frozen=True, slots=True)
class Ended:
    """That a thing is no more: since when, the minutes' own words for that day, and which decision ended it."""

    date: str  # the last day that it can have been
    wording: str  # empty where it is the day of the decision or of the meeting that tells it
    how: Literal["dissolved", "merged"]
    by: Ref | None
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """What is named in the same sentence, row or bullet as a thing: in how many, and the first of them.

    It says nothing of how the two hang together: that is what relations are for.
    """

    other: Ref
    count: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a history: a meeting, maybe one of its items, how the thing is in it, and what was decided there."""

    date: str
    meeting: Ref
    item: Ref | None
    number: str
    closed: bool
    case: Ref | None
    how: How
    decisions: tuple[Decided, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Owner:
    """Who a project is told to be owned by; `now` where that was told as late as any owner was."""

    who: Ref
    now: bool
    tellings: tuple[Telling, ...]
    unsure: str = ""  # as of its relation


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement with the thing at one end: as its subject where `outward`.

    `unsure` is the rule that read it, where it was read of words that are wrong more than once in eight times; `until`
    the day on which one of its ends was no more; `former` an owner after whom another was named.
    """

    statement: str  # its IRI
    predicate: str
    outward: bool
    other: Ref
    accepted: bool
    tellings: tuple[Telling, ...]
    unsure: str = ""
    until: str = ""
    former: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a project waits for, or what waits for it: along `path`, whose last is the thing itself."""

    other: Ref
    path: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a project stood when a meeting said so."""

    date: str
    state: str
    text: str
    project: Ref
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as it stood on the day asked about; `due` in the minutes' words, `kept` the day that it was."""

    iri: str
    state: PromiseState
    since: str
    due: str
    last_day: str
    by: tuple[Ref, ...]
    to: tuple[Ref, ...]
    text: str
    item: Ref | None
    kept: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of a project, or of an item that is about it."""

    about: Ref
    amount: str  # as it is written
    value: str
    least: str
    most: str
    currency: str
    money_kind: str  # set_aside, appropriation, expense
    period: str  # yearly, once
    telling: Telling


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due of a thing; `passed` where its last day lies before the day asked about.

    `what` is the sentence that says what is due then.
    """

    wording: str
    last_day: str
    passed: bool
    tellings: tuple[Telling, ...]
    what: str = ""
    unsure: str = ""  # as of its relation


@dataclass(frozen=True, slots=True)
class Profile:
    """All that the graph knows of one thing, the history by day."""

    iri: str
    kind: str
    label: str
    aliases: tuple[str, ...]
    values: tuple[tuple[str, str], ...]  # date, number, case_number, …, text: what a thing has one of
    places: int  # in how many places it is named
    history: tuple[Event, ...]
    decision: Decided | None  # of a decision itself
    owners: tuple[Owner, ...]
    relations: tuple[Relation, ...]
    waits_for: tuple[Waiting, ...]
    waited_for_by: tuple[Waiting, ...]
    standings: tuple[Standing, ...]
    promises: tuple[Promise, ...]
    sums: tuple[Sum, ...]
    deadlines: tuple[Deadline, ...]
    ended: Ended | None = None
    together: tuple[Together, ...] = ()

    def spellings(self) -> list[str]:
        """Return the aliases that differ by more than capitals from the label and from each other."""
        first = {alias.casefold(): alias for alias in reversed(self.aliases)}
        first.pop(self.label.casefold(), None)
        return [alias for alias in self.aliases if first.get(alias.casefold()) == alias]

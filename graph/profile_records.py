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
    """Where it says so: `quote` stands at `start`–`end` of the stored text of a source."""

    source: str  # its IRI
    file: str
    page: int | None
    start: int
    end: int
    quote: str
    meeting: str  # its label
    date: str
    item: str  # number and title


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
class Decided:
    """A decision; `resumes` are the days on which its matter was put off, `resumed` when it came back and how."""

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


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement with the thing at one end: as its subject where `outward`."""

    statement: str  # its IRI
    predicate: str
    outward: bool
    other: Ref
    accepted: bool
    tellings: tuple[Telling, ...]


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
    """When something is due of a thing; `passed` where its last day lies before the day asked about."""

    wording: str
    last_day: str
    passed: bool
    tellings: tuple[Telling, ...]


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

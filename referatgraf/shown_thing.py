"""What a thing shows of itself in a notebook: who it is, how it stands, what was decided, what it hangs together with.

All that it says it can show: each line opens to the words it rests on. Styles are inline and take the colours of the
notebook (`currentColor`), so that a light and a dark one are read alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from graph.profile_records import Decided, Event, Passage, Profile, Promise, Relation, Telling, Waiting
from graph.site.wording import Wording
from graph.vocabulary import symmetric_properties

from .shown import MOST, QUIET, WIDTH, first_rows, kind_name, word

if TYPE_CHECKING:
    import pandas as pd

_SHORT = 160  # characters of a decision or a status on its line; the whole of it opens below
_AT_FIRST = 6  # decisions and commitments at first sight
_BADGE = "border:1px solid rgba(128,128,128,.6);border-radius:.6em;padding:0 .45em;font-size:.9em;white-space:nowrap"
_LINE = "margin:.2em 0"
_LIST = "margin:.1em 0 .4em"
_BESIDE = "border-left:2px solid rgba(128,128,128,.5)"
_SUMMARY = f"cursor:pointer;font-size:.9em;{QUIET}"
_HEADING = "margin:.8em 0 .1em;font-weight:600"
# Told in a part that is about just that, or by the decisions and meetings of the timeline.
_TOLD_ELSEWHERE = {
    ("hasDeadline", True), ("ownedBy", True), ("costs", True), ("dependsOn", True), ("dependsOn", False),
    ("concerns", False), ("recommendedBy", False), ("attends", True), ("decidedBy", False),
}  # fmt: skip
_OF_ITEMS = ("agenda_item", "decision")


@dataclass(frozen=True, eq=False)
class Entity:
    """A thing of the graph as a notebook shows it.

    `profile` is all that is known of it, as of `day` (see `graph.profile_records`). `history` has what the named
    question for its kind answers: `date`, `title`, `how`, `outcome`, `quote`, `file`.
    `statements` has a row for each statement that it is an end of, and file that tells it: `relation`, `other`, `way`
    (`→` where the thing is its subject), `accepted`, `date`, `quote`, `file`. `mentions` has a row for each sentence
    that names it: `date`, `item`, `quote`, `file`, `start`, `end`.
    """

    iri: str
    label: str
    kind: str
    aliases: tuple[str, ...]
    date: str | None
    outcome: str | None
    text: str | None
    history: pd.DataFrame
    statements: pd.DataFrame
    mentions: pd.DataFrame
    profile: Profile
    day: str
    language: str = "da"

    def __repr__(self) -> str:
        return f"<{kind_name(self.kind, self.language)}: {self.label}>"

    def _repr_html_(self) -> str:
        told = _Told(self.language, self.day)
        parts = [*told.head(self.profile), *told.standing(self.profile), *told.timeline(self.profile)]
        parts += told.relations(self.profile)
        if len(self.mentions):
            summary = escape(word(self.language, "mentions", count=len(self.mentions)))
            table = first_rows(self.mentions, ("date", "item", "quote"), self.language)
            parts.append(f'<details><summary style="{_SUMMARY}">{summary}</summary>{table}</details>')
        return f'<div style="{WIDTH}">{"".join(parts)}</div>'


class _Told:
    """Puts what is known of a thing into HTML, in one language and as of one day."""

    def __init__(self, language: str, day: str) -> None:
        self._language, self._day = language, day
        self._words = Wording(language)

    # --- what it is, and how it stands

    def head(self, profile: Profile) -> Iterator[str]:
        """Name and kind, other names, and what a thing has one of."""
        kind = escape(kind_name(profile.kind, self._language))
        yield (
            f'<p style="margin:0 0 .3em"><strong style="font-size:1.15em">{escape(profile.label)}</strong> '
            f'<span style="{QUIET}">{kind}</span></p>'
        )
        aliases = profile.spellings()
        if aliases:
            yield self._fact("aliases", escape(", ".join(aliases)))
        for name, value in profile.values:
            if name in ("case_title", "date", "number", "abbreviation") and value not in (profile.label, *aliases):
                yield self._fact(f"value_{name}", escape(self._words.day(value) if name == "date" else value))
        if profile.decision is not None:
            yield self._decision(profile.decision, "")

    def standing(self, profile: Profile) -> Iterator[str]:
        """State, owner, whom it waits for, deadlines, commitments and money: what one asks of it first."""
        if profile.standings:
            last = profile.standings[-1]
            state = f"{self._badge(self._words.code('state', last.state))} {self._on(last.date)}"
            before = [f"{self._words.code('state', s.state)} {self._words.day(s.date)}" for s in profile.standings[:-1]]
            more = f" · {word(self._language, 'before')}: {', '.join(before[::-1])}" if before else ""
            quiet = f'<span style="{QUIET}">{escape(more)}</span>'
            yield self._fact("state", f"{state} {escape(_short(last.text))}{quiet}", self._words_of(last.passages))
        for owner in profile.owners:
            name = "owner" if owner.now else "owner_then"
            day = max((telling.date for telling in owner.tellings), default="")
            yield self._fact(name, f"{escape(owner.who.label)} {self._on(day)}", self._quoted(owner.tellings))
        yield from self._waits("waits_for", profile.waits_for, profile.relations, outward=True)
        yield from self._waits("waited_for_by", profile.waited_for_by, profile.relations, outward=False)
        for due in profile.deadlines:
            last_day = f"({self._words.day(due.last_day)})" if due.last_day and due.last_day != due.wording else ""
            passed = self._badge(word(self._language, "passed")) if due.passed else ""
            yield self._fact("deadline", f"{escape(due.wording)} {last_day} {passed}", self._quoted(due.tellings))
        yield from self._promises(profile.promises)
        for one in profile.sums:
            about = f" · {one.about.label}" if one.about.iri != profile.iri else ""
            said = f"{escape(one.amount)} {self._on(one.telling.date)}{escape(about)}"
            yield self._fact("money", said, self._quoted([one.telling]))

    def _waits(
        self, name: str, waiting: Sequence[Waiting], relations: Sequence[Relation], *, outward: bool
    ) -> Iterator[str]:
        told = {r.other.iri: r.tellings for r in relations if r.predicate == "dependsOn" and r.outward == outward}
        lines = []
        for one in waiting:
            behind = ", ".join(ref.label for ref in one.path[:-1])
            way = f' <span style="{QUIET}">{escape(word(self._language, "behind", names=behind))}</span>'
            label = f"{escape(one.other.label)}{way if behind else ''}"
            lines.append(_line(label, self._quoted(told.get(one.other.iri, ()))))
        if lines:
            yield self._listed(word(self._language, name), lines)

    def _promises(self, promises: Sequence[Promise]) -> Iterator[str]:
        for kept in (False, True):
            lines = [self._promise(one) for one in promises if (one.state == "kept") == kept]
            if lines and kept:
                yield self._folded("kept", len(lines), lines)
            elif lines:
                yield self._listed(word(self._language, "promises", day=self._words.day(self._day)), lines[:_AT_FIRST])
                if len(lines) > _AT_FIRST:
                    yield self._folded("more", len(lines) - _AT_FIRST, lines[_AT_FIRST:])

    def _promise(self, one: Promise) -> str:
        state = self._badge(self._words.word("promise_state", one.state))
        who = ", ".join(ref.label for ref in one.by)
        due = f" {word(self._language, 'due', day=self._words.day(one.last_day))}" if one.last_day else ""
        given = word(self._language, "given", day=self._words.day(one.since))
        told = f'<span style="{QUIET}">{escape(" · ".join(filter(None, (who, given))) + due)}</span>'
        return _line(f"{state} {escape(_short(one.text))} {told}", self._words_of(one.passages))

    # --- what happened

    def timeline(self, profile: Profile) -> Iterator[str]:
        """The decisions, the last first; and in how many other items and meetings the thing is."""
        if profile.decision is not None:  # of a decision, its own line says it
            return
        lines, seen = [], set()
        for event in sorted(profile.history, key=lambda one: one.date, reverse=True):
            title = event.item.label if event.item else ""
            for decided in sorted(event.decisions, key=lambda one: one.date, reverse=True):
                if decided.iri not in seen:
                    seen.add(decided.iri)
                    lines.append(self._decision(decided, title))
        if lines:
            yield self._listed(word(self._language, "decisions", count=len(lines)), lines[:_AT_FIRST])
        if len(lines) > _AT_FIRST:
            yield self._folded("earlier", len(lines) - _AT_FIRST, lines[_AT_FIRST:])
        others = self._others([event for event in profile.history if not event.decisions], profile.relations)
        if others:
            yield f'<p style="{_LINE};{QUIET}">{escape(others)}</p>'

    def _decision(self, decided: Decided, title: str) -> str:
        body = f" · {decided.body.label}" if decided.body else ""
        when = f"{self._words.day(decided.date)}{body}"
        told = [f'<span style="{QUIET}">{escape(when)}</span>', self._badge(self._words.outcome(decided.outcome))]
        told += [f"<strong>{escape(title)}</strong>"] if title else []
        for day, outcome in decided.resumed:
            back = word(self._language, "came_back", day=self._words.day(day), outcome=self._words.outcome(outcome))
            told.append(f'<span style="{QUIET}">{escape(back)}</span>')
        text = f'<br><span style="margin-left:1.1em">{escape(_short(decided.text))}</span>' if decided.text else ""
        return _line(" ".join(told) + text, self._words_of(decided.passages))

    def _others(self, events: Sequence[Event], relations: Sequence[Relation]) -> str:
        """In how many further items and meetings it is, and how; of a body, how much it has decided."""
        counts = []
        for how in dict.fromkeys(event.how for event in events):
            days = sorted(event.date for event in events if event.how == how and event.date)
            if days:
                between = f"{self._words.day(days[0])}–{self._words.day(days[-1])}"
                when = between if days[0] != days[-1] else self._words.day(days[0])
                counts.append(word(self._language, f"how_{how}", count=len(days), when=when))
        taken = sum(relation.predicate == "decidedBy" and not relation.outward for relation in relations)
        if taken:
            counts.append(word(self._language, "taken", count=taken))
        return "; ".join(counts) + ("." if counts else "")

    # --- what it hangs together with

    def relations(self, profile: Profile) -> Iterator[str]:
        """The relations in words, as seen from the thing, by what they are called."""
        told = [
            relation
            for relation in profile.relations
            if (relation.predicate, relation.outward) not in _TOLD_ELSEWHERE and relation.other.kind not in _OF_ITEMS
        ]
        called = [(self._called(one), one) for one in told]
        called.sort(key=lambda pair: (pair[0], not pair[1].accepted, pair[1].other))
        for name, group in groupby(called, key=lambda pair: pair[0]):
            lines = [self._relation(relation) for _, relation in group]
            yield self._listed(name, lines[:MOST])
            if len(lines) > MOST:
                yield self._folded("more", len(lines) - MOST, lines[MOST:])

    def _called(self, relation: Relation) -> str:
        both_ways = relation.predicate in symmetric_properties()
        name = self._words.relation(relation.predicate, outward=relation.outward or both_ways)
        return name[:1].upper() + name[1:]

    def _relation(self, relation: Relation) -> str:
        days = [telling.date for telling in relation.tellings if telling.date]
        waits = "" if relation.accepted else self._badge(self._words.say("suggested"))
        kind = f'<span style="{QUIET}">{escape(kind_name(relation.other.kind, self._language))}</span>'
        label = escape(relation.other.label)
        told = f"{label} {kind} {waits} {self._on(max(days, default=''))}"
        return _line(told, self._quoted(relation.tellings))

    # --- pieces

    def _fact(self, name: str, told: str, words: str = "") -> str:
        return _line(f"<strong>{escape(word(self._language, name))}:</strong> {told}", words)

    def _listed(self, name: str, lines: Iterable[str]) -> str:
        return f'<p style="{_HEADING}">{escape(name)}</p><div style="{_LIST}">{"".join(lines)}</div>'

    def _folded(self, name: str, count: int, lines: Iterable[str]) -> str:
        summary = escape(word(self._language, name, count=count))
        return f'<details style="{_LIST}"><summary style="{_SUMMARY}">{summary}</summary>{"".join(lines)}</details>'

    def _badge(self, text: str) -> str:
        return f'<span style="{_BADGE}">{escape(text)}</span>'

    def _on(self, day: str) -> str:
        return f'<span style="{QUIET}">{escape(self._words.day(day))}</span>' if day else ""

    def _quoted(self, tellings: Iterable[Telling]) -> str:
        """The words of the last telling."""
        last = max(tellings, key=lambda telling: (telling.date, telling.evidence), default=None)
        return self._words_of(last.passages) if last else ""

    def _words_of(self, passages: Sequence[Passage]) -> str:
        """The words of one place, and where they stand; empty where there are none."""
        if not passages:
            return ""
        first = passages[0]
        there = [one for one in passages if one.source == first.source]
        quote = " … ".join(dict.fromkeys(" ".join(one.quote.split()) for one in there))
        page = self._words.say("page", page=first.page) if first.page else ""
        where = ", ".join(filter(None, (first.meeting, first.item, page, first.file)))
        return f'»{escape(quote)}« <span style="{QUIET}">– {escape(where)}</span>'


def _line(told: str, words: str) -> str:
    """A line that opens to the words it rests on; one that has none just stands there, as far in."""
    if not words:
        return f'<div style="{_LINE};padding-left:1.1em">{told}</div>'
    return (
        f'<details style="{_LINE}"><summary style="cursor:pointer">{told}</summary>'
        f'<div style="margin:.1em 0 .4em 1.1em;padding-left:.6em;{_BESIDE}">{words}</div></details>'
    )


def _short(text: str) -> str:
    """A text on one line, cut at a blank where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[:_SHORT].rsplit(" ", 1)[0] + " …"

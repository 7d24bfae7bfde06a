"""What the decision log and the page of commitments are told, and their tables to take away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from ..profile_records import Passage, Ref
from ..promises import URGENCY
from .asked import day_asked, filters
from .logs import (
    DecisionRow,
    Filters,
    PromiseRow,
    chosen_parts,
    narrowed_decisions,
    narrowed_promises,
    on_day,
)
from .roles import ACTORS, ROLES, Part, Role
from .sheets import Cell, Table
from .site import Site
from .wording import Wording

# --- decisions ------------------------------------------------------------------------------------


def decision_log(site: Site, wording: Wording, query: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """Return all decisions, of which those that the query leaves out are hidden, and what they can be narrowed by."""
    by, rows = filters(site, wording, query, "decisions", strict=False), site.decisions
    shown = {row.decided.iri for row in narrowed_decisions(rows, by)}
    head, cells = _decision_cells(wording, rows)
    bodies, outcomes = choices(site, wording, (row.decided.body for row in rows)), {row.decided.outcome for row in rows}
    projects = choices(site, wording, (part.thing for row in rows for part in row.matters()))
    actors = choices(site, wording, (part.thing for row in rows for part in row.actors()))
    numbers = {choice.iri: n for n, choice in enumerate((*projects, *actors))}
    roles = {role: wording.say(f"role_{role}") for role in ROLES}
    controls = [
        *_municipality_control(site, wording, by),
        Control("body", wording.say("body"), bodies, by.body),
        Control("outcome", wording.say("outcome"), _codes({one: wording.outcome(one) for one in outcomes}), by.outcome),
        Control("project", wording.say("project"), projects, by.project),
        Control("unit", wording.say("unit"), actors, by.unit, grouped=True),
        Control("role", wording.say("role"), [Choice(role, words) for role, words in roles.items()], by.role),
        Control("since", wording.say("since"), kind="date", chosen=by.since),
        Control("until", wording.say("until"), kind="date", chosen=by.until),
        Control("words", wording.say("words"), kind="search", chosen=by.words),
    ]
    return "decisions.html.j2", {
        "title": wording.say("decisions"),
        "rows": rows,
        "hidden": {row.decided.iri for row in rows} - shown,
        "controls": [control for control in controls if control.kind != "select" or control.choices],
        "chosen": _chosen(wording, controls),
        "numbers": numbers,
        "places": {role: n for n, role in enumerate(ROLES)},
        "roles_told": {row.decided.iri: _roles_told(chosen_parts(row, by), roles) for row in rows},
        "taken": {"name": wording.say("decisions"), "head": head, "rows": cells, "roles": list(roles.values())},
        "table": True,
    }


def decision_table(site: Site, wording: Wording, query: Mapping[str, str]) -> Table:
    """Return the decisions that a query leaves, as a table to take away."""
    rows = narrowed_decisions(site.decisions, filters(site, wording, query, "decisions", strict=True))
    return wording.say("decisions"), *_decision_cells(wording, rows)


def _roles_told(parts: Iterable[Part], roles: Mapping[Role, str]) -> str:
    return "; ".join(f"{part.thing.label}: {', '.join(roles[role] for role in part.roles)}" for part in parts)


def _decision_cells(wording: Wording, rows: Iterable[DecisionRow]) -> tuple[list[str], list[list[Cell]]]:
    head = (
        "date", "body", "item_number", "title", "outcome", "decision_text", "came_back_head", "came_back_as",
        "about_projects", "recommended_by", "also_named", "case", "meeting", "printed_in", "source_file", "page_head",
    )  # fmt: skip
    roles = {role: wording.say(f"role_{role}") for role in ROLES}
    cells: list[list[Cell]] = [
        [
            row.decided.date,
            row.decided.body.label if row.decided.body else "",
            _number(row.number),
            row.item.label,
            wording.outcome(row.decided.outcome),
            row.decided.text,
            ", ".join(when for when, _ in row.decided.resumed),
            ", ".join(wording.outcome(how) for _, how in row.decided.resumed),
            _names(row.projects),
            _names(row.units),
            _roles_told((part for part in row.parts if part.roles[0] not in ("about", "recommends")), roles),
            row.case.label if row.case else "",
            _made_at(wording, row),
            row.meeting.label,
            *_where(row.decided.passages),
        ]
        for row in rows
    ]
    return [wording.say(name) for name in head], cells


def _made_at(wording: Wording, row: DecisionRow) -> str:
    """The meeting that made a decision, which is not always the one whose minutes tell it."""
    decided = row.decided
    if decided.read or not decided.body:
        return row.meeting.label
    return wording.say("unread_meeting", body=decided.body.label, day=wording.day(decided.date))


# --- commitments ----------------------------------------------------------------------------------


def commitment_log(site: Site, wording: Wording, query: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """Return the commitments as they stood on a day, and what they can be narrowed by."""
    by, day = filters(site, wording, query, "commitments", strict=False), day_asked(site, wording, query)
    rows, shown = _as_shown(site, by, day)
    head, cells = _commitment_cells(wording, rows)
    controls = [
        *_municipality_control(site, wording, by),
        Control("day", wording.say("as_of"), kind="date", chosen=day),
        Control("state", wording.say("state"), _codes(_states(wording)), by.state, everything=wording.say("unsettled")),
        Control("unit", wording.say("who"), choices(site, wording, _givers(rows)), by.unit, grouped=True),
        Control(
            "project", wording.say("project"), choices(site, wording, (p for r in rows for p in r.projects)), by.project
        ),
        Control("words", wording.say("words_promises"), kind="search", chosen=by.words),
    ]
    return "commitments.html.j2", {
        "title": wording.say("commitments_title"),
        "rows": rows,
        # What was given later, or was kept later, is in the page for another day to be chosen in it.
        "raw": {row.promise.iri: row.promise for row in site.promises},
        "hidden": {row.promise.iri for row in rows} - {row.promise.iri for row in shown},
        "controls": [control for control in controls if control.kind != "select" or control.choices],
        "chosen": _chosen(wording, controls),
        "states": URGENCY,
        "basis": site.basis,
        "overdue": sum(row.promise.state == "overdue" for row in on_day(site.promises, site.day)),
        "silent": site.silent,
        "at_last": day == site.day,
        "taken": {
            "name": wording.say("commitments"),
            "head": head,
            "rows": cells,
            "kept": head.index(wording.say("kept_head")),
            "states": _states(wording),
        },
        "table": True,
    }


def _states(wording: Wording) -> dict[str, str]:
    return {state: wording.word("promise_state", state) for state in URGENCY}


def _givers(rows: Iterable[PromiseRow]) -> Iterable[Ref]:
    return (ref for row in rows for ref in (*row.promise.by, *row.promise.to))


def commitment_table(site: Site, wording: Wording, query: Mapping[str, str]) -> Table:
    """Return the commitments that a query leaves on its day, as a table to take away."""
    by = filters(site, wording, query, "commitments", strict=True)
    _, shown = _as_shown(site, by, day_asked(site, wording, query))
    return wording.say("commitments"), *_commitment_cells(wording, shown)


def all_commitments(site: Site, wording: Wording) -> Table:
    """Return all commitments as of the last meeting, those that were kept among them, as a table to take away."""
    return wording.say("commitments"), *_commitment_cells(wording, on_day(site.promises, site.day))


def _as_shown(site: Site, by: Filters, day: str) -> tuple[list[PromiseRow], list[PromiseRow]]:
    """All commitments, those known on the day first and as they stood then; and those of them to be shown."""
    known = on_day(site.promises, day)
    there = {row.promise.iri for row in known}
    later = [row for row in site.promises if row.promise.iri not in there]
    shown = narrowed_promises(known, by)
    if not by.state:
        shown = [row for row in shown if row.promise.state != "kept"]
    return [*known, *later], shown


def _commitment_cells(wording: Wording, rows: Iterable[PromiseRow]) -> tuple[list[str], list[list[Cell]]]:
    head = (
        "state", "due", "last_day", "by", "to", "promise", "promised", "item_number", "title", "about_projects",
        "meeting", "kept_head", "source_file", "page_head",
    )  # fmt: skip
    cells: list[list[Cell]] = [
        [
            wording.word("promise_state", row.promise.state),
            row.promise.due,
            row.promise.last_day,
            _names(row.promise.by),
            _names(row.promise.to),
            row.promise.text,
            row.promise.since,
            _number(row.number),
            row.promise.item.label if row.promise.item else "",
            _names(row.projects),
            row.meeting.label if row.meeting else "",
            row.promise.kept,
            *_where(row.promise.passages),
        ]
        for row in rows
    ]
    return [wording.say(name) for name in head], cells


# --- both -----------------------------------------------------------------------------------------


class Choice(NamedTuple):
    """Something that a filter can be set to."""

    iri: str  # or a code
    label: str
    kind: str = ""


class Control(NamedTuple):
    """A filter of a log, as the form shows it."""

    name: str
    label: str
    choices: Sequence[Choice] = ()
    chosen: str = ""
    kind: str = "select"  # or date, search
    grouped: bool = False  # by kind of thing
    everything: str = ""  # what no choice is called, where that is not *all*

    def groups(self) -> list[tuple[str, list[Choice]]]:
        """Return the choices by kind, in the order in which they stand."""
        return [(kind, list(group)) for kind, group in groupby(self.choices, key=lambda choice: choice.kind)]


def choices(site: Site, wording: Wording, refs: Iterable[Ref | None]) -> list[Choice]:
    """Return things to choose from, by kind and label; where several municipalities are here, with whose they are."""
    ordered = sorted({ref for ref in refs if ref}, key=lambda ref: (_rank(ref.kind), ref.label.casefold(), ref.iri))
    told = ((ref, wording.municipality(site.whose(ref.iri))) for ref in ordered)
    return [Choice(ref.iri, f"{ref.label} ({whose})" if whose else ref.label, ref.kind) for ref, whose in told]


def _rank(kind: str) -> int:
    return ACTORS.index(kind) if kind in ACTORS else 0  # programmes stand among projects


def _codes(words: Mapping[str, str]) -> list[Choice]:
    return [Choice(code, words[code]) for code in sorted(words, key=lambda code: words[code])]


def _municipality_control(site: Site, wording: Wording, by: Filters) -> list[Control]:
    if len(site.municipalities) < 2:
        return []
    named = [Choice(ref.iri, wording.municipality(ref.label)) for ref in site.municipalities]
    return [Control("municipality", wording.kind("municipality"), named, by.municipality)]


def _chosen(wording: Wording, controls: Iterable[Control]) -> str:
    """What the filters are set to, in words, for print."""
    told = []
    for control in controls:
        if control.chosen:
            named = {choice.iri: choice.label for choice in control.choices}
            value = wording.day(control.chosen) if control.kind == "date" else control.chosen
            told.append(f"{control.label}: {named.get(control.chosen, value)}")
    return " · ".join(told)


def _names(refs: Iterable[Ref]) -> str:
    return ", ".join(ref.label for ref in refs)


def _number(number: str) -> Cell:
    """The number of an item, which sorts as a number where it is one; 2a stays as it is."""
    return int(number) if re.fullmatch(r"[1-9][0-9]{0,8}", number) else number


def _where(passages: Sequence[Passage]) -> list[Cell]:
    """The file and page of the first place."""
    if not passages:
        return ["", ""]
    return [passages[0].file, passages[0].page or ""]

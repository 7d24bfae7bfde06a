"""What the decision log and the page of commitments are told, and their tables to take away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ..errors import QueryError
from ..profile_records import Passage, Ref
from ..promises import URGENCY
from .logs import DecisionRow, Filters, PromiseRow, narrowed_decisions, narrowed_promises, on_day
from .site import Site
from .wording import Wording

Table = tuple[str, Sequence[str], Sequence[Sequence[str]]]  # a name, a head and rows


# --- decisions ------------------------------------------------------------------------------------


def decision_log(site: Site, wording: Wording, query: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """Return all decisions, of which those that the query leaves out are hidden, and what they can be narrowed by."""
    by, rows = Filters.of(query), site.decisions
    shown = {row.decided.iri for row in narrowed_decisions(rows, by)}
    head, cells = _decision_cells(wording, rows)
    return "decisions.html.j2", {
        "title": wording.say("decisions"),
        "rows": rows,
        "hidden": {row.decided.iri for row in rows} - shown,
        "by": by,
        "bodies": _choices(row.decided.body for row in rows),
        "outcomes": sorted({row.decided.outcome for row in rows}, key=wording.outcome),
        "projects": _choices(ref for row in rows for ref in row.projects),
        "units": _choices(ref for row in rows for ref in row.units),
        "taken": {"name": wording.say("decisions"), "head": head, "rows": cells},
        "script": True,
    }


def decision_table(site: Site, wording: Wording, query: Mapping[str, str]) -> Table:
    """Return the decisions that a query leaves, as a table to take away."""
    rows = narrowed_decisions(site.decisions, Filters.of(query))
    return wording.say("decisions"), *_decision_cells(wording, rows)


def _decision_cells(wording: Wording, rows: Iterable[DecisionRow]) -> tuple[list[str], list[list[str]]]:
    head = (
        "date", "body", "item_number", "title", "outcome", "decision_text", "about_projects", "recommended_by", "case",
        "meeting", "printed_in", "source_file", "page_head",
    )  # fmt: skip
    cells = [
        [
            row.decided.date,
            row.decided.body.label if row.decided.body else "",
            row.number,
            row.item.label,
            wording.outcome(row.decided.outcome),
            row.decided.text,
            _names(row.projects),
            _names(row.units),
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
    by, day = Filters.of(query), _asked_day(site, query)
    rows, shown = _as_shown(site, by, day)
    head, cells = _commitment_cells(wording, rows)
    return "commitments.html.j2", {
        "title": wording.say("commitments_title"),
        "rows": rows,
        # What was given later, or was kept later, is in the page for another day to be chosen in it.
        "raw": {row.promise.iri: row.promise for row in site.promises},
        "hidden": {row.promise.iri for row in rows} - {row.promise.iri for row in shown},
        "by": by,
        "as_of": day,
        "states": URGENCY,
        "projects": _choices(ref for row in rows for ref in row.projects),
        "units": _choices(ref for row in rows for ref in (*row.promise.by, *row.promise.to)),
        "taken": {
            "name": wording.say("commitments"),
            "head": head,
            "rows": cells,
            "kept": head.index(wording.say("kept_head")),
            "states": {state: wording.word("promise_state", state) for state in URGENCY},
        },
        "script": True,
    }


def commitment_table(site: Site, wording: Wording, query: Mapping[str, str]) -> Table:
    """Return the commitments that a query leaves on its day, as a table to take away."""
    _, shown = _as_shown(site, Filters.of(query), _asked_day(site, query))
    return wording.say("commitments"), *_commitment_cells(wording, shown)


def _as_shown(site: Site, by: Filters, day: str) -> tuple[list[PromiseRow], list[PromiseRow]]:
    """All commitments, those known on the day first and as they stood then; and those of them to be shown."""
    known = on_day(site.promises, day)
    there = {row.promise.iri for row in known}
    later = [row for row in site.promises if row.promise.iri not in there]
    shown = narrowed_promises(known, by)
    if not by.state:
        shown = [row for row in shown if row.promise.state != "kept"]
    return [*known, *later], shown


def _commitment_cells(wording: Wording, rows: Iterable[PromiseRow]) -> tuple[list[str], list[list[str]]]:
    head = (
        "state", "due", "last_day", "by", "to", "promise", "promised", "item_number", "title", "about_projects",
        "meeting", "kept_head", "source_file", "page_head",
    )  # fmt: skip
    cells = [
        [
            wording.word("promise_state", row.promise.state),
            row.promise.due,
            row.promise.last_day,
            _names(row.promise.by),
            _names(row.promise.to),
            row.promise.text,
            row.promise.since,
            row.number,
            row.promise.item.label if row.promise.item else "",
            _names(row.projects),
            row.meeting.label if row.meeting else "",
            row.promise.kept,
            *_where(row.promise.passages),
        ]
        for row in rows
    ]
    return [wording.say(name) for name in head], cells


def _asked_day(site: Site, query: Mapping[str, str]) -> str:
    """The day that a query names, else that of the last meeting."""
    asked = query.get("day", "").strip()
    if not asked:
        return site.day
    try:
        return date.fromisoformat(asked).isoformat()
    except ValueError:
        raise QueryError(f"{asked!r} is no day; write it as YYYY-MM-DD, for instance 2018-01-31") from None


# --- both -----------------------------------------------------------------------------------------


def _choices(refs: Iterable[Ref | None]) -> list[Ref]:
    return sorted({ref for ref in refs if ref}, key=lambda ref: (ref.label.casefold(), ref.iri))


def _names(refs: Iterable[Ref]) -> str:
    return ", ".join(ref.label for ref in refs)


def _where(passages: Sequence[Passage]) -> list[str]:
    """The file and page of the first place."""
    if not passages:
        return ["", ""]
    return [passages[0].file, str(passages[0].page or "")]

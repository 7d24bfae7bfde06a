"""Invented minutes printed in ways that no layout file was written for, and what is to be read in them.

`tests/data/printed/*.toml`: `text`; `body`, `date`; `present` and `absent` people; `items` as number, title, case
number, closed, outcome of the meeting's own decision (empty where there is none); `kle`, the subjects of the items; `decisions`, the words of the items' last decisions.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from extract.errors import SourceError
from extract.model import Minutes
from extract.outcomes import outcome_of
from extract.segment import segment

FOLDER = Path(__file__).parent / "data" / "printed"


@cache
def variants() -> dict[str, dict[str, Any]]:
    """The minutes by the name of their file."""
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


def read(text: str, **options: Any) -> Minutes | None:
    """The parts of minutes, None where the text is not known to be minutes."""
    try:
        return segment(text, **options)
    except SourceError:
        return None


def found(minutes: Minutes | None, text: str) -> dict[str, Any]:
    """What was read, in the form in which the files say it."""
    if minutes is None:
        return {
            "body": "",
            "date": "",
            "present": [],
            "absent": [],
            "items": [],
            "kle": [],
            "decisions": [],
            "layout": None,
        }
    date = minutes.header.date
    items = []
    for item in minutes.items:
        own = [d for d in item.decisions if d.date is None or d.date == date]
        outcome = outcome_of(own[-1].text_span.of(text), tuple(p.text for p in item.points)) if own else ""
        items.append([item.number or "", item.title, item.case_number or "", item.closed, outcome])
    people = minutes.header.attendees
    return {
        "body": minutes.header.body or "",
        "date": date or "",
        "present": sorted(a.name for a in people if not a.absent),
        "absent": sorted(a.name for a in people if a.absent),
        "items": items,
        "kle": [item.kle or "" for item in minutes.items],
        "decisions": [i.decisions[-1].text_span.of(text).strip() if i.decisions else "" for i in minutes.items],
        "layout": minutes.layout,
    }


def compared(expected: dict[str, Any], got: dict[str, Any]) -> Counter[str]:
    """Counts of what is right: items, people and the values of the items that were found."""
    counts: Counter[str] = Counter()
    counts["documents"] += 1
    counts["body"] += expected["body"].casefold() == got["body"].casefold()
    counts["date"] += expected["date"] == got["date"]
    left = list(got["items"])
    for item in expected["items"]:
        counts["items_gold"] += 1
        hit = next((i for i in left if i[0] == item[0] and i[1][:12].casefold() == item[1][:12].casefold()), None)
        hit = hit or next((i for i in left if i[1] == item[1]), None)
        if hit is not None:
            left.remove(hit)
            counts["items_right"] += 1
            for name, want, have in zip(("number", "title", "case", "closed", "outcome"), item, hit, strict=True):
                counts[name] += want == have
    counts["items_found"] += len(got["items"])
    for kind in ("present", "absent"):
        counts["people_gold"] += len(expected[kind])
        counts["people_found"] += len(got[kind])
        counts["people_right"] += len(set(expected[kind]) & set(got[kind]))
    return counts


def figures(counts: Counter[str]) -> dict[str, float]:
    """Counts as the figures that minutes of other municipalities are scored by."""
    gold = max(1, counts["items_gold"])
    values = {name: counts[name] / gold for name in ("title", "case", "closed", "outcome")}
    for kind in ("items", "people"):
        values[kind] = 2 * counts[f"{kind}_right"] / max(1, counts[f"{kind}_gold"] + counts[f"{kind}_found"])
    return {
        "dates": counts["date"] / max(1, counts["documents"]),
        "bodies": counts["body"] / max(1, counts["documents"]),
        **{name: round(value, 4) for name, value in sorted(values.items())},
    }

"""What the page of a project, unit, person, case or the like is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from ..profile_records import Decided, Profile, Relation
from .site import Site
from .wording import Wording

# Told in a part of the page that is about just that.
_TOLD_ELSEWHERE = {
    ("hasDeadline", True),
    ("ownedBy", True),
    ("costs", True),
    ("concerns", False),
    ("recommendedBy", False),
    ("attends", True),
    ("decidedBy", False),
}
_ABOUT = ("concerns", "decides", "case")
_AT_SIGHT = 12  # things that it is named with, before the rest is folded away
_OF_ITEMS = ("agenda_item", "decision")  # the history tells of these


def thing_page(site: Site, wording: Wording, iri: str) -> tuple[str, dict[str, Any]]:
    """Return the template of a thing's page, and all that it tells."""
    profile = site.profile(iri)
    days = [event.date for event in profile.history if event.date]
    return "thing.html.j2", {
        "title": profile.label,
        "profile": profile,
        "aliases": profile.spellings(),
        "values": [(name, value) for name, value in profile.values if name not in ("catch_all", "closed", "text")],
        "catch_all": ("catch_all", "true") in profile.values,
        "first": min(days, default=""),
        "last": max(days, default=""),
        "decided": _decided(profile),
        "promises": [
            (name, [one for one in profile.promises if (one.state == "kept") == (name == "kept_promises")])
            for name in ("promises", "kept_promises")
        ],
        "relations": list(_groups(wording, profile.relations)),
        "at_sight": _AT_SIGHT,
        "decided_filter": _decided_filter(site, profile),
    }


def _decided(profile: Profile) -> list[Decided]:
    """What was decided of a thing itself, the last first; not of what only names it."""
    told = [one for event in profile.history if event.how in _ABOUT for one in event.decisions]
    return sorted({one.iri: one for one in told}.values(), key=lambda one: (one.date, one.iri), reverse=True)


def _groups(wording: Wording, relations: Sequence[Relation]) -> Iterator[tuple[str, list[Relation]]]:
    """The relations that no other part of the page tells, by what they are called from here."""
    told = [
        relation
        for relation in relations
        if (relation.predicate, relation.outward) not in _TOLD_ELSEWHERE and relation.other.kind not in _OF_ITEMS
    ]
    told.sort(key=lambda r: (r.predicate, not r.outward))
    # What says the same from both ends is called the same, and stands in one group.
    yield from (
        (called, list(group))
        for called, group in groupby(told, key=lambda r: wording.relation(r.predicate, outward=r.outward))
    )


def _decided_filter(site: Site, profile: Profile) -> str:
    """The filter of the decision log by which the decisions about a thing are found; empty where there are none."""
    if profile.kind in ("project", "programme"):
        found = any(profile.iri == ref.iri for row in site.decisions for ref in row.projects)
        return "project" if found else ""
    if profile.kind in ("body", "steering_group"):
        found = any(row.decided.body and row.decided.body.iri == profile.iri for row in site.decisions)
        if found:
            return "body"
    if profile.kind in ("unit", "body", "steering_group"):
        return "unit" if any(profile.iri == ref.iri for row in site.decisions for ref in row.units) else ""
    return ""

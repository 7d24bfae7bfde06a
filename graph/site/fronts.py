"""What the front page and the lists of things are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..coverage import Coverage
from ..findings import Finding, kinds, name_of
from ..vocabulary import RG, SKOS
from .logs import on_day
from .paths import LISTS
from .site import Site
from .wording import Wording

_LATEST = 12  # meetings on the front page
_MOST_FINDINGS = 200  # of a kind
_MOST_DEFERRED = 8  # on the front page
_MOST_TITLES = 3  # of a case


def front(site: Site, wording: Wording, _query: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """Return what the graph covers: meetings, dates, bodies, gaps; and a way to find things."""
    covered, known = site.covered, site.basis
    meetings = sorted(covered.meetings, key=lambda m: (m.date, m.label, m.node), reverse=True)
    days = [m.date for m in meetings if m.date]
    counts = {name: len(iris) for name, iris in site.lists.items() if iris}
    return "front.html.j2", {
        "title": wording.say("front_title"),
        "lead": _lead(wording, len(meetings), days),
        "missing": known.meetings_known - known.meetings_read,
        "counts": {"decisions": len(site.decisions), "commitments": len(site.promises), **counts},
        "bodies": list(_bodies(site)),
        "meetings": [{"held": m, "path": site.pages[m.node]} for m in meetings[:_LATEST]],
        "more_meetings": len(meetings) > _LATEST,
        "gaps": list(_gaps(site, wording, covered)),
        "sources": [{"source": s, "path": _meeting_of(site, s.node)} for s in covered.sources],
        "deferred": [row for row in site.decisions if row.decided.outcome == "deferred"],
        "most_deferred": _MOST_DEFERRED,
        "overdue": overdue(site),
        "front": True,
    }


def overdue(site: Site) -> int:
    """Return how many commitments had passed their last day on the day of the last meeting."""
    return sum(row.promise.state == "overdue" for row in on_day(site.promises, site.day))


def _lead(wording: Wording, meetings: int, days: Sequence[str]) -> str:
    if not meetings:
        return wording.say("front_none")
    first, last = (wording.day(found(days, default="")) for found in (min, max))
    return wording.many("front_lead", meetings, meetings=meetings, first=first, last=last)


def _meeting_of(site: Site, source: str) -> str | None:
    return site.pages.get(site.reader.place(source).meeting)


def _bodies(site: Site) -> Iterator[dict[str, Any]]:
    """Each body with how many meetings of it are read, and when."""
    held: dict[str, list[str]] = defaultdict(list)
    for meeting in site.reader.instances(("meeting",)):
        for body in site.reader.objects(meeting, RG + "heldBy"):
            held[body].append(site.reader.first(meeting, RG + "date"))
    for body in sorted(held, key=lambda one: (-len(held[one]), site.reader.label(one), one)):
        days = sorted(filter(None, held[body]))
        first, last = (days[0], days[-1]) if days else ("", "")
        yield {"body": site.profiler.ref(body), "meetings": len(held[body]), "first": first, "last": last}


def _gaps(site: Site, wording: Wording, covered: Coverage) -> Iterator[dict[str, Any]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for one in covered.findings:
        found[one.kind].append(one)
    for kind in kinds():
        # How many lines were understood of each file is told by the table of files.
        if found[kind] and kind != "unread_lines":
            lines = [
                {
                    "label": one.label,
                    "says": one.danish if wording.language == "da" else one.english,
                    "date": one.date,
                    "path": site.target(one.node),
                }
                for one in found[kind][:_MOST_FINDINGS]
            ]
            yield {"name": name_of(kind, wording.language, len(found[kind])), "count": len(found[kind]), "lines": lines}


# --- lists ----------------------------------------------------------------------------------------


def thing_list(name: str, site: Site, wording: Wording, _query: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """Return the things of a list, each with what tells it from the others."""
    lines = [_line(site, iri) for iri in site.lists[name]]
    if name == "meetings":
        lines.sort(key=lambda line: (line["date"], line["ref"]), reverse=True)
    several_kinds = len({kind for kind, where in LISTS.items() if where == name}) > 1
    return "list.html.j2", {
        "title": wording.say(name),
        "list_name": name,
        "lines": lines,
        "several_kinds": several_kinds,
        "columns": list(_columns(name, several_kinds=several_kinds, several=len(site.municipalities) > 1)),
        "municipalities": [(ref.iri, wording.municipality(ref.label)) for ref in site.municipalities],
        "table": True,
    }


def _columns(name: str, *, several_kinds: bool, several: bool) -> Iterator[tuple[str, str, str, str]]:
    """The columns of a list: what each is called, how it looks, how it is sorted at first, and where sorting begins."""
    yield "name", "", "" if name == "meetings" else "ascending", ""
    if name == "cases":
        yield "case_about", "", "", ""
    if several:
        yield "municipality_head", "", "", ""
    if several_kinds:
        yield "kind_head", "", "", ""
    if name == "projects":
        yield from (("owner_head", "", "", ""), ("state_head", "", "", ""))
    if name == "meetings":
        yield from (("date", "", "descending", ""), ("items", "number", "", "descending"))
    else:
        yield from (("last_seen", "", "", "descending"), ("places_head", "number", "", "descending"))


def _titles(site: Site, case: str) -> list[str]:
    """What a case is about: the titles of its items, the last first, each once."""
    items = site.reader.subjects(RG + "case", case)
    dated = sorted(((site.profiler.day_of(item), site.reader.label(item)) for item in items), reverse=True)
    return list(dict.fromkeys(label for _, label in dated))[:_MOST_TITLES]


def _line(site: Site, iri: str) -> dict[str, Any]:
    reader, kind = site.reader, site.reader.kind(iri)
    spans = reader.spans(iri, structure=False)
    seen = max((reader.place(source).date for source in {span.source for span in spans}), default="")
    is_project = LISTS[kind] == "projects"
    profile = site.profile(iri) if is_project else None
    return {
        "ref": site.profiler.ref(iri),
        "path": site.pages[iri],
        "notation": reader.first(iri, SKOS + "notation"),
        "titles": _titles(site, iri) if kind == "case" else [],
        "municipality_iri": reader.first(iri, RG + "municipality"),
        "date": reader.first(iri, RG + "date"),
        "places": len(spans),
        "seen": seen,
        "owners": [owner.who for owner in profile.owners if owner.now] if profile else [],
        "state": profile.standings[-1] if profile and profile.standings else None,
        "items": len(reader.subjects(RG + "meeting", iri)) if kind == "meeting" else 0,
    }

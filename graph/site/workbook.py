"""The graph as tables to work on: its statements with their evidence, and a workbook of all that a project office asks.

Rows are in the order a reader wants; columns of the decision log and the commitments are those of the site's pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from ..passages import passage
from ..profile_records import Passage
from ..reader import Annotation, Link, Span
from ..reading import meetings
from ..vocabulary import RDF, SKOS
from .log_pages import all_commitments, decision_table
from .paths import LISTS
from .sheets import Cell, Table
from .site import Site
from .wording import Wording

_MEETINGS = ("date", "body", "municipality", "items", "closed", "decisions", "file")
_COUNTS = ("items", "closed", "decisions")


def workbook(store: ox.Store, language: str) -> list[Table]:
    """Return the sheets: decisions, commitments (as of the last meeting), things, statements, meetings."""
    site, wording = _site(store), Wording(language)
    return [
        decision_table(site, wording, {}),
        all_commitments(site, wording),
        _things(site, wording),
        _statements(site, wording),
        _meetings(site, wording),
    ]


def statement_table(store: ox.Store, language: str) -> Table:
    """Return all that is stated, accepted or not: a row for each time that minutes say it, with the words."""
    return _statements(_site(store), Wording(language))


def _site(store: ox.Store) -> Site:
    return Site(store, lambda _content_hash: None)  # no table shows the whole text of a source


# --- statements -----------------------------------------------------------------------------------


def _statements(site: Site, wording: Wording) -> Table:
    head = (
        "subject", "subject_kind", "relation", "object", "object_kind", "accepted", "confidence", "modality", "date",
        "meeting", "item_head", "source_file", "page_head", "quote", "predicate", "subject_iri", "object_iri",
        "evidence_iri",
    )  # fmt: skip
    rows = [
        _statement_row(site, wording, link, telling, _passages(site, telling.spans))
        for iri in site.reader.subjects(RDF + "type", RDF + "Statement")
        if (link := site.reader.statement(iri)).predicate
        for telling in site.reader.annotations(iri)
    ]
    return wording.say("connections"), [wording.say(name) for name in head], sorted(rows, key=_statement_order)


def _passages(site: Site, spans: Iterable[Span]) -> list[Passage]:
    return sorted((passage(site.reader, span) for span in spans), key=_place)


def _statement_row(
    site: Site, wording: Wording, link: Link, telling: Annotation, passages: Sequence[Passage]
) -> list[Cell]:
    first = passages[0] if passages else None
    return [
        site.reader.label(link.subject),
        wording.kind(site.reader.kind(link.subject)),
        wording.relation(link.predicate, outward=True),
        site.reader.label(link.object),
        wording.kind(site.reader.kind(link.object)),
        wording.say("yes" if link.accepted else "suggestion"),
        telling.confidence,
        wording.code("modality", telling.modality) if telling.modality else "",
        telling.observed,
        first.meeting if first else "",
        first.item if first else "",
        ", ".join(dict.fromkeys(passage.file for passage in passages)),
        (first.page if first else None) or "",
        " … ".join(passage.quote for passage in passages),
        link.predicate,
        link.subject,
        link.object,
        telling.iri,
    ]


def _place(passage: Passage) -> tuple[str, int, int]:
    return passage.file, passage.start, passage.end


def _statement_order(row: Sequence[Cell]) -> tuple[str, ...]:
    subject, _, _, object_ = (str(cell).casefold() for cell in row[:4])
    return subject, str(row[14]), object_, str(row[8]), str(row[17])


# --- things and meetings --------------------------------------------------------------------------


def _things(site: Site, wording: Wording) -> Table:
    head = ("name", "kind_head", "aliases", "owner_head", "state_head", "places_head", "first_seen", "last_seen", "iri")
    lists = [name for name in site.lists if name != "meetings"]
    rows = [_thing_row(site, wording, iri) for name in lists for iri in site.lists[name]]
    return wording.say("things"), [wording.say(name) for name in head], rows


def _thing_row(site: Site, wording: Wording, iri: str) -> list[Cell]:
    reader, kind = site.reader, site.reader.kind(iri)
    spans = reader.spans(iri, structure=False)
    days = sorted(filter(None, (reader.place(source).date for source in {span.source for span in spans})))
    profile = site.profile(iri) if LISTS[kind] == "projects" else None
    owners = [owner.who.label for owner in profile.owners if owner.now] if profile else []
    state = profile.standings[-1].state if profile and profile.standings else ""
    return [
        reader.label(iri),
        wording.kind(kind),
        ", ".join(_other_names(site, iri)),
        ", ".join(owners),
        wording.code("state", state) if state else "",
        len(spans),
        days[0] if days else "",
        days[-1] if days else "",
        iri,
    ]


def _other_names(site: Site, iri: str) -> Iterable[str]:
    return dict.fromkeys((*site.reader.objects(iri, SKOS + "notation"), *site.reader.objects(iri, SKOS + "altLabel")))


def _meetings(site: Site, wording: Wording) -> Table:
    head = ("date", "body", "municipality", "items", "closed_count", "decisions", "source_file")
    return wording.say("meetings"), [wording.say(name) for name in head], list(_meeting_rows(site))


def _meeting_rows(site: Site) -> Iterator[list[Cell]]:
    for told in meetings(site.store).plain():
        yield [int(told[name] or 0) if name in _COUNTS else told[name] or "" for name in _MEETINGS]

"""Reports what was masked where and what was held back, without repeating any of it, and searches the graph again."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from extract.blocks import lines_of
from extract.model import Source, Withheld, page_at
from extract.privacy import CONTACTS, REGISTRATION_NUMBER, mask
from graph.store import open_store, read_marker

from .documents import load_document, masks_contacts
from .masked import masked_iri
from .messages import message

MANY = 3  # registration numbers in one file, from which on someone should look at it


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that was masked: its kind, where it begins and ends in the stored text, its line and page."""

    kind: str
    start: int
    end: int
    line: int
    page: int | None


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What was masked and held back in one document. `masking` are the rules it was masked by."""

    files: tuple[str, ...]
    content_hash: str
    masking: str
    masked: tuple[Place, ...]
    withheld: tuple[Withheld, ...]

    @property
    def many(self) -> bool:
        """Whether it holds so many registration numbers that someone should look at the file itself."""
        return sum(place.kind == REGISTRATION_NUMBER for place in self.masked) >= MANY


@dataclass(frozen=True, slots=True)
class PrivacyReport:
    """What the store masks, document by document, and what a search of its graph still finds."""

    contacts: bool
    documents: tuple[DocumentReport, ...]
    unread: tuple[str, ...]  # files whose text the store does not have
    searched: int  # names and literals of the graph
    found: tuple[str, ...]  # predicates of those that hold what should be masked


def privacy(store: Path) -> PrivacyReport:
    """Return what a store masks and holds back. Raises `graph.errors.StoreError`."""
    graph = open_store(store)
    state: dict[str, Any] = read_marker(store)["state"]
    documents: list[DocumentReport] = []
    unread: list[str] = []
    hidden = contacts = bool(state.get("contacts", True))
    for content_hash, entry in sorted(state["sources"].items(), key=lambda pair: (_names(pair[1]), pair[0])):
        kept = load_document(store, content_hash)
        if kept is None:
            unread += _names(entry)
        else:
            documents.append(_document(_names(entry), kept.source))
    contacts = bool(state.get("contacts", True))
    hidden = contacts and all(
        masks_contacts(kept.source) for h in state["sources"] if (kept := load_document(store, h))
    )
    searched, found = _search(graph, contacts=hidden)
    return PrivacyReport(contacts, tuple(documents), tuple(unread), searched, found)


def _names(entry: dict[str, Any]) -> tuple[str, ...]:
    return tuple(sorted({Path(path).name for path in entry["paths"]}))


def _document(files: tuple[str, ...], source: Source) -> DocumentReport:
    begins = [line.first for line in lines_of(source.text)]
    places = tuple(
        Place(each.kind, each.start, each.end, bisect_right(begins, each.start), page_at(source.pages, each.start))
        for each in source.personal
    )
    return DocumentReport(files, source.content_hash, source.masking, places, source.withheld)


def _search(graph: ox.Store, *, contacts: bool) -> tuple[int, tuple[str, ...]]:
    """How many values of the graph were searched, and the predicates of those that should have been masked."""
    seen: set[str] = set()
    found: set[str] = set()
    for quad in graph:
        for term in (quad.subject, quad.object):
            value = getattr(term, "value", "")
            if value not in seen:
                seen.add(value)
                if _is_left(term, contacts=contacts):
                    found.add(quad.predicate.value)
    return len(seen), tuple(sorted(found))


def _is_left(term: object, *, contacts: bool) -> bool:
    if isinstance(term, ox.NamedNode):
        return masked_iri(term.value) != term.value
    return isinstance(term, ox.Literal) and bool(mask(term.value, contacts=contacts)[1])


# --- as lines -------------------------------------------------------------------------------------


def told(report: PrivacyReport, language: str) -> Iterator[str]:
    """Yield the lines of a report: each document with something in it, then the sums."""
    for document in report.documents:
        if document.masked or document.withheld:
            yield ", ".join(document.files)
            yield from (f"  {line}" for line in _of_document(document, language))
    counts = Counter(place.kind for document in report.documents for place in document.masked)
    items = sum(len(document.withheld) for document in report.documents)
    scanned, of = len(report.documents), len(report.documents) + len(report.unread)
    yield message(language, "privacy_scanned", scanned=scanned, of=of)
    for kind in (REGISTRATION_NUMBER, *CONTACTS):
        yield f"{counts[kind]:5}  {message(language, f'privacy_{kind}')}"
    yield f"{items:5}  {message(language, 'privacy_withheld')}"
    yield message(language, "privacy_contacts_masked" if report.contacts else "privacy_contacts_kept")
    if report.found:
        yield message(language, "privacy_found", predicates=", ".join(report.found))
    else:
        yield message(language, "privacy_none_left", searched=report.searched)


def _of_document(document: DocumentReport, language: str) -> Iterator[str]:
    for kind in (REGISTRATION_NUMBER, *CONTACTS):
        of_kind = [place for place in document.masked if place.kind == kind]
        if of_kind:
            yield f"{len(of_kind)} {message(language, f'privacy_{kind}')}: {'; '.join(_where(of_kind, language))}"
    for held in document.withheld:
        lines = ", ".join(_runs(held.lines))
        number = held.number or "-"
        yield message(language, "privacy_item", number=number, characters=held.characters, lines=lines)
    if document.many:
        yield message(language, "privacy_many")


def _where(places: list[Place], language: str) -> Iterator[str]:
    """The lines of some places, page by page where there are pages."""
    for page, of_page in groupby(places, lambda place: place.page):
        lines = ", ".join(_runs(tuple(sorted({place.line for place in of_page}))))
        yield message(language, "privacy_line" if page is None else "privacy_page_line", lines=lines, page=page)


def _runs(lines: tuple[int, ...]) -> Iterator[str]:
    """Numbers of lines, those that follow each other as one: 4–7, 9."""
    begin = None
    for n, line in enumerate(lines):
        begin = line if begin is None else begin
        if n + 1 == len(lines) or lines[n + 1] != line + 1:
            yield str(begin) if begin == line else f"{begin}–{line}"
            begin = None

"""Makes the name list of a store anew from what the store keeps, for those who ask why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.decisions import kept_apart
from extract.evidence import EvidenceSum, Votes
from extract.joins import Apart
from extract.names import NameList
from extract.public import with_public
from extract.register import Register
from extract.resolve import resolve
from graph.store import read_marker

from .build import stored_register
from .documents import ReadDocument, load_document
from .linking import EVERYONE, PUBLIC


@dataclass(frozen=True, slots=True)
class StoreNames:
    """The names of a store's municipalities, and what they were made of."""

    lists: dict[str, NameList]
    votes: dict[str, Votes]
    documents: tuple[tuple[str, ReadDocument], ...]  # file name and what was found in it, in order of names
    register: Register
    whose: dict[str, str]  # the municipality of each document, by content hash

    def by_municipality(self) -> Iterator[tuple[str, ReadDocument]]:
        """Yield each document with the municipality whose it is."""
        for _, record in self.documents:
            yield self.whose[record.source.content_hash], record

    def apart(self, municipality: str) -> Apart:
        """Return what keeps the names of a municipality apart."""
        return Apart.of(kept_apart(self.register.names), self.votes[municipality].lists)


def names_of(store: Path) -> StoreNames:
    """Return the names of a store. Raises `graph.errors.StoreError`."""
    state = read_marker(store)["state"]
    register = stored_register(state)
    total = EvidenceSum()
    documents = []
    stated_of: dict[str, str | None] = {}
    for content_hash, entry in sorted(state["sources"].items()):
        record = load_document(store, content_hash)
        if record is not None:
            stated = entry["municipality"] or record.evidence.municipality
            total.add(record.evidence, stated, record.minutes.header.date)
            stated_of[content_hash] = stated
            documents.append((min(Path(path).name for path in entry["paths"]), record))
    documents.sort(key=lambda pair: (pair[0], pair[1].source.content_hash))
    lists = resolve(total, register.names)
    if state.get("people", PUBLIC) != EVERYONE:
        lists = with_public(lists, total, register.names)
    whose = {content_hash: total.municipality_of(stated) for content_hash, stated in stated_of.items()}
    return StoreNames(lists, total.joined(), tuple(documents), register, whose)

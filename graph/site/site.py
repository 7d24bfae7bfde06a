"""One graph as a set of pages: which there are, where things stand in them, and each of them on demand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

import msgspec
import networkx as nx
import pyoxigraph as ox

from extract.model import Pages

from ..coverage import Coverage, coverage
from ..identifiers import digest, slug
from ..network import explorable
from ..offline import MOST_QUADS, packed, packed_graph
from ..page_data import shared_beginning
from ..profile import Profiler, last_day
from ..profile_records import Passage, Ref
from ..query import Basis, basis
from ..reader import Reader
from ..vocabulary import DCTERMS, RG, SKOS
from .logs import FAR, DecisionRow, PromiseRow, decision_rows, promise_rows
from .paths import LISTS, page_paths
from .wording import UNKNOWN

# So many quads are read into memory property by property; of larger graphs the store's indexes are asked.
_WHOLE = 1_000_000
_REMEMBERED = 2_000  # profiles
_MANY_NAMES = 10_000  # from which on time is saved rather than size


class SourceText(NamedTuple):
    """The stored text of a source, which offsets count in, and where its pages begin."""

    text: str
    pages: Pages


Texts = Callable[[str], "SourceText | None"]  # by the hash of the file


@dataclass(frozen=True, slots=True)
class Page:
    """A page or a file to take away."""

    body: bytes
    media_type: str


class Site:
    """A graph as pages. `texts` gives the stored text of a source by the hash of its file.

    A `live` site is answered by a server, which can be asked; of one on disk, all is there from the beginning.
    """

    def __init__(self, store: ox.Store, texts: Texts, *, live: bool = False) -> None:
        self.store = store
        self.texts = texts
        self.live = live
        self.reader = Reader(store, whole=len(store) <= _WHOLE)
        self.day = last_day(store)
        self.profiler = Profiler(self.reader, self.day)
        self.profile = lru_cache(_REMEMBERED)(self.profiler.profile)
        self._anchors = lru_cache(_REMEMBERED)(self._read_anchors)

    # --- what there is

    @cached_property
    def pages(self) -> dict[str, str]:
        """The path of the page of each thing that has one."""
        things = {iri: self.reader.kind(iri) for kind in LISTS for iri in self.reader.instances((kind,))}
        return page_paths(things)

    @cached_property
    def thing_at(self) -> dict[str, str]:
        """The thing that each page is about."""
        return {path: iri for iri, path in self.pages.items()}

    @cached_property
    def lists(self) -> dict[str, list[str]]:
        """The things of each list, by label."""
        found: dict[str, list[str]] = defaultdict(list)
        for iri in self.pages:
            found[LISTS[self.reader.kind(iri)]].append(iri)
        return {name: sorted(found[name], key=self._by_label) for name in dict.fromkeys(LISTS.values())}

    def _by_label(self, iri: str) -> tuple[str, str]:
        return self.reader.label(iri).casefold(), iri

    @cached_property
    def decisions(self) -> list[DecisionRow]:
        """All decisions, the last first."""
        return decision_rows(self.reader, self.profiler)

    @cached_property
    def promises(self) -> list[PromiseRow]:
        """All commitments, with all that became known of them."""
        return promise_rows(self.reader, Profiler(self.reader, FAR))

    @cached_property
    def covered(self) -> Coverage:
        """What the minutes cover and leave open."""
        return coverage(self.store)

    @cached_property
    def network(self) -> nx.MultiDiGraph:
        """The one network of the site, in which each thing can be gone to."""
        return explorable(self.store)

    @cached_property
    def packed(self) -> str | None:
        """The graph as the network's page carries it, to be asked there; None where it is too large for a page."""
        return packed_graph(self.store) if len(self.store) <= MOST_QUADS else None

    @cached_property
    def _shared(self) -> int:
        """How much of an IRI the network's links leave out."""
        return len(shared_beginning(self.network))

    def in_network(self, iri: str) -> str:
        """Return the fragment by which the network shows a thing; empty for one that it does not carry."""
        return urlencode({"thing": iri[self._shared :]}) if iri in self.network else ""

    # --- where things stand

    def target(self, iri: str) -> str | None:
        """Return the path to what is told of a thing, from the folder of a language; None where nothing is."""
        if iri in self.pages:
            return self.pages[iri]
        kind = self.reader.kind(iri)
        if kind == "agenda_item":
            meeting = self.reader.first(iri, RG + "meeting")
            return f"{self.pages[meeting]}#{self.anchor(iri)}" if meeting in self.pages else None
        if kind in ("decision", "commitment", "recommendation_point"):
            item = self.reader.first(iri, RG + "item")
            return self.target(item) if item else None
        return None

    def anchor(self, item: str) -> str:
        """Return the name that an item has within the page of its meeting."""
        return self._anchors(self.reader.first(item, RG + "meeting"))[item]

    def _read_anchors(self, meeting: str) -> Mapping[str, str]:
        items = self.reader.subjects(RG + "meeting", meeting)
        wanted = {item: slug(self.reader.first(item, RG + "number")) for item in items}
        times = Counter(wanted.values())
        return {
            item: f"punkt-{number}" if number and times[number] == 1 else f"punkt-{digest(item)}"
            for item, number in wanted.items()
        }

    @cached_property
    def municipalities(self) -> list[Ref]:
        """The municipalities whose meetings are here, by label; where there are several, things say whose they are."""
        found = {self.reader.first(meeting, RG + "municipality") for meeting in self.reader.instances(("meeting",))}
        return sorted(self.profiler.ref(iri) for iri in found if iri)

    def whose(self, iri: str) -> str:
        """Return the municipality of a thing, by its label; empty where there is but one here, or none is known."""
        found = self.reader.first(iri, RG + "municipality") if len(self.municipalities) > 1 else ""
        return self.reader.label(found) if found else ""

    @cached_property
    def silent(self) -> frozenset[str]:
        """The commitments that passed their last day and of whose matter no later meeting has a word."""
        return frozenset(one.node for one in self.covered.findings if one.kind == "promise_passed")

    @cached_property
    def basis(self) -> Basis:
        """How many meetings are read, of those that the graph knows of."""
        return basis(self.store)

    def place(self, passage: Passage) -> str | None:
        """Return the path to where some words stand in the text of their meeting."""
        meeting = self.reader.place(passage.source).meeting
        if meeting not in self.pages:
            return None
        number = self.reader.objects(meeting, RG + "source").index(passage.source) + 1
        return f"{self.pages[meeting]}#{place_anchor(number, passage.start)}"

    def text_of(self, source: str) -> SourceText | None:
        """Return the stored text of a source, None where it is not there."""
        return self.texts(self.reader.first(source, RG + "contentHash"))

    @cached_property
    def packed_names(self) -> str:
        """What people may look for, packed for a page: of each thing label, kind, path, whose, and its other names."""
        names = list(self._names())
        return packed(msgspec.json.encode(names), level=9 if len(names) < _MANY_NAMES else 1)

    def _names(self) -> Iterator[list[str]]:
        for iri in (iri for iris in self.lists.values() for iri in iris):
            label, kind = self.reader.label(iri), self.reader.kind(iri)
            others = [
                name for name in (SKOS + "notation", SKOS + "altLabel") for name in self.reader.objects(iri, name)
            ]
            if kind == "case":
                others.append(self.reader.first(iri, DCTERMS + "title"))
            whose = self.whose(iri)
            yield [
                label,
                kind,
                self.pages[iri],
                whose if whose != UNKNOWN else "",
                *dict.fromkeys(n for n in others if n and n != label),
            ]


def own_words(passages: Sequence[Passage], text: str) -> Passage | None:
    """Return the passage in which a claim is made, of those that it rests on: a heading may be among them.

    That is the one whose words are most nearly the claim's own `text`; without one, the last.
    """
    wanted = " ".join(text.split())

    def shared(passage: Passage) -> int:
        words = " ".join(passage.quote.split())
        return min(len(words), len(wanted)) if wanted and (words in wanted or wanted in words) else 0

    return max(reversed(passages), key=shared, default=None)


def place_anchor(number: int, start: int) -> str:
    """Return the name of a place in the text of a meeting's source, the first of which is number 1."""
    return f"t{number}-{start}"

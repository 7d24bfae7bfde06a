"""Adds up the evidence of all documents: sums that do not depend on the order of documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from .model import Candidate, Evidence
from .names import UNKNOWN
from .offices import OFFICES


@dataclass
class Votes:
    """The evidence of one municipality's documents: for each candidate, how many documents have it."""

    candidates: Counter[Candidate] = field(default_factory=Counter)
    rows: Counter[tuple[str, ...]] = field(default_factory=Counter)  # acronyms that stand in one row
    lists: Counter[tuple[str, ...]] = field(default_factory=Counter)  # keys of names that stand in one list
    days: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # person -> days of meetings
    # person and the unit that being public rests on, if on no more -> days of meetings, "" where undated
    offices: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, evidence: Evidence, date: str | None) -> None:
        """Add one document's evidence."""
        self.candidates.update(evidence.candidates)
        self.rows.update(evidence.acronym_lists)
        self.lists.update(evidence.name_lists)
        for candidate in evidence.candidates:
            if candidate.kind == "person" and date:
                self.days[candidate.surface].add(date)
            if candidate.kind == "person" and candidate.rule in OFFICES:
                self.offices[candidate.surface, candidate.about].add(date or "")

    def update(self, other: Votes) -> None:
        """Add the evidence of other documents."""
        self.candidates.update(other.candidates)
        self.rows.update(other.rows)
        self.lists.update(other.lists)
        for name, days in other.days.items():
            self.days[name] |= days
        for office, days in other.offices.items():
            self.offices[office] |= days


@dataclass
class EvidenceSum:
    """The evidence of many documents, added up. Adding is associative and commutative."""

    votes: dict[str | None, Votes] = field(default_factory=lambda: defaultdict(Votes))

    def add(self, evidence: Evidence, municipality: str | None, date: str | None) -> None:
        """Add one document's evidence, under what it says its municipality is."""
        self.votes[municipality].add(evidence, date)

    def municipality_of(self, stated: str | None) -> str:
        """Return the municipality of a document that states one, or of one that does not.

        A silent document belongs to the one municipality that the others state, where they agree.
        """
        known = sorted(name for name in self.votes if name is not None)
        return stated or (known[0] if len(known) == 1 else UNKNOWN)

    def joined(self) -> dict[str, Votes]:
        """Return the evidence by municipality, in order; that of silent documents with the one they belong to."""
        joined: dict[str, Votes] = {}
        for stated in sorted(self.votes, key=lambda name: name or ""):
            joined.setdefault(self.municipality_of(stated), Votes()).update(self.votes[stated])
        return dict(sorted(joined.items()))

"""Scores a graph against minutes annotated by hand: structure, mentions, linking, relations and their evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median_high
from typing import Any

import pyoxigraph as ox

from graph.store import open_store

from .calibration import Judged
from .found import (
    KINDS,
    FoundItem,
    FoundMention,
    Place,
    Triple,
    by_month,
    found_confidences,
    found_items,
    found_mentions,
    found_statements,
    labels_of,
    structural_names,
    values_of,
)
from .gold import GoldDocument, GoldItem, GoldMention, read_gold, squashed

# Kinds whose things are joined across documents, and so clustered.
LINKED = ("project", "unit", "body", "person", "organization", "system", "place")
_SYMMETRIC = ("interfacesWith", "mergedWith")
_VALUED = ("hasDeadline", "costs")


@dataclass(frozen=True, slots=True)
class Ratio:
    """Right ones among those found and those that should have been: precision, recall and F1, 0 to 1."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what should have been found that was."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def plain(self) -> dict[str, float | int]:
        """Return the figures as JSON has them, rounded to four decimals."""
        return {
            "p": round(self.precision, 4),
            "r": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "tp": self.right,
            "found": self.found,
            "gold": self.gold,
        }


@dataclass(frozen=True, slots=True, order=True)
class Outcome:
    """What became of one mention: `missed` (only annotated), `wrong` (only found) or `right` (same words and kind)."""

    file: str
    start: int
    end: int
    kind: str
    text: str
    state: str


@dataclass(slots=True)
class Scores:
    """All figures of a run, and what they are made of."""

    figures: dict[str, Any]
    mentions: list[Outcome] = field(default_factory=list)
    relations: list[tuple[str, str, str, str]] = field(default_factory=list)  # subject, predicate, object, state
    joined: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)  # one of our things, several of theirs
    parted: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)  # one of their things, several of ours
    judged: list[Judged] = field(default_factory=list)  # every statement of an annotated kind, accepted or not


def score(store: Path, gold: Path) -> Scores:
    """Return the scores of a store's graph. Raises `GoldError` and `graph.errors.StoreError`."""
    return scores(open_store(store), read_gold(gold))


def scores(store: ox.Store, documents: Sequence[GoldDocument]) -> Scores:
    """Return the scores of a graph against annotated documents."""
    mentions, items, labels = found_mentions(store), found_items(store), labels_of(store)
    strict: dict[str, Counter[str]] = defaultdict(Counter)
    relaxed: dict[str, Counter[str]] = defaultdict(Counter)
    votes: Counter[tuple[str, str]] = Counter()
    clusters: list[tuple[str, str]] = []
    result = Scores({})
    for document in documents:
        found = mentions.get(document.file, [])
        pairs = paired(document.mentions, found, strict=True)
        _count(strict, document.mentions, found, pairs)
        result.mentions += _outcomes(document, found, pairs)
        pairs = paired(document.mentions, found, strict=False)
        _count(relaxed, document.mentions, found, pairs)
        for i, j in pairs:
            entity = document.mentions[i].entity
            if entity:
                votes[entity, found[j].entity] += 1
            if document.mentions[i].kind in LINKED:
                clusters.append((str(entity), found[j].entity))
    named = {**structural_names(store), **_best(votes)}
    result.figures = {
        "structure": _structure(documents, items, named),
        "mentions_strict": _by_kind(strict),
        "mentions_relaxed": _by_kind(relaxed),
        "linking_bcubed": _linking(clusters),
        **_relations(documents, store, named, result),
    }
    result.mentions.sort()
    result.joined, result.parted = _confusions(clusters, labels)
    return result


# --- mentions -------------------------------------------------------------------------------------


def paired(gold: Sequence[GoldMention], found: Sequence[FoundMention], *, strict: bool) -> list[tuple[int, int]]:
    """Return one-to-one pairs of places in the two lists, of one kind each.

    Strict pairs have the same span; else the longest overlap, as a share of the longer span, goes first.
    """
    options = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            overlap = min(g.end, f.end) - max(g.start, f.start)
            same = (g.start, g.end) == (f.start, f.end)
            if g.kind == f.kind and (same if strict else overlap > 0):
                share = overlap / max(g.end - g.start, f.end - f.start)
                options.append((-share, i, j))
    pairs: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in sorted(options):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((i, j))
    return pairs


def _count(
    counts: dict[str, Counter[str]],
    gold: Sequence[GoldMention],
    found: Sequence[FoundMention],
    pairs: Sequence[tuple[int, int]],
) -> None:
    for kind in KINDS:
        counts[kind]["right"] += sum(gold[i].kind == kind for i, _ in pairs)
        counts[kind]["found"] += sum(mention.kind == kind for mention in found)
        counts[kind]["gold"] += sum(mention.kind == kind for mention in gold)


def _by_kind(counts: Mapping[str, Counter[str]]) -> dict[str, dict[str, float | int]]:
    total: Counter[str] = Counter()
    for each in counts.values():
        total.update(each)
    ratios = {kind: Ratio(c["right"], c["found"], c["gold"]).plain() for kind, c in counts.items()}
    return {**ratios, "ALL": Ratio(total["right"], total["found"], total["gold"]).plain()}


def _outcomes(document: GoldDocument, found: Sequence[FoundMention], pairs: Sequence[tuple[int, int]]) -> list[Outcome]:
    right, used = {i for i, _ in pairs}, {j for _, j in pairs}
    return [
        *(
            Outcome(
                document.file, m.start, m.end, m.kind, " ".join(m.text.split()), "right" if i in right else "missed"
            )
            for i, m in enumerate(document.mentions)
        ),
        *(
            Outcome(document.file, m.start, m.end, m.kind, m.text, "wrong")
            for j, m in enumerate(found)
            if j not in used
        ),
    ]


# --- linking --------------------------------------------------------------------------------------


def bcubed(pairs: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 of pairs of an annotator's cluster and ours, one a mention.

    Bagga and Baldwin, *Entity-Based Cross-Document Coreferencing*, 1998.
    """
    if not pairs:
        return 0.0, 0.0, 0.0
    both, theirs, ours = Counter(pairs), Counter(g for g, _ in pairs), Counter(s for _, s in pairs)
    precision = sum(n * n / ours[s] for (_, s), n in both.items()) / len(pairs)
    recall = sum(n * n / theirs[g] for (g, _), n in both.items()) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _linking(clusters: Sequence[tuple[str, str]]) -> dict[str, float | int]:
    precision, recall, f1 = bcubed(clusters)
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4), "mentions": len(clusters)}


def _best(votes: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """For each of our things the annotators' one that shares most mentions with it, each at most once."""
    best: dict[str, str] = {}
    taken: set[str] = set()
    for (theirs, ours), _ in sorted(votes.items(), key=lambda pair: (-pair[1], pair[0])):
        if ours not in best and theirs not in taken:
            best[ours] = theirs
            taken.add(theirs)
    return best


def _confusions(
    clusters: Iterable[tuple[str, str]], labels: Mapping[str, str]
) -> tuple[list[tuple[str, tuple[str, ...]]], list[tuple[str, tuple[str, ...]]]]:
    """Our things that hold several of the annotators', and theirs that lie in several of ours."""
    ours: dict[str, set[str]] = defaultdict(set)
    theirs: dict[str, set[str]] = defaultdict(set)
    for gold, found in clusters:
        ours[found].add(gold)
        theirs[gold].add(found)
    joined = [(labels.get(iri, iri), tuple(sorted(golds))) for iri, golds in ours.items() if len(golds) > 1]
    parted = [(gold, tuple(sorted(labels.get(i, i) for i in iris))) for gold, iris in theirs.items() if len(iris) > 1]
    return sorted(joined), sorted(parted)


# --- structure ------------------------------------------------------------------------------------


def _structure(
    documents: Sequence[GoldDocument], items: Mapping[tuple[str, str], FoundItem], named: Mapping[str, str]
) -> dict[str, Any]:
    pairs = [(item, items.get((d.file, item.number))) for d in documents for item in d.items]
    files = {d.file for d in documents}
    both = [(gold, found) for gold, found in pairs if found is not None]
    return {
        "items": Ratio(len(both), sum(file in files for file, _ in items), len(pairs)).plain(),
        "titles": f"{sum(squashed(f.title) == squashed(g.title) for g, f in both)}/{len(pairs)}",
        "case_numbers": f"{sum((f.case_number or None) == g.case_number for g, f in both)}/{len(pairs)}",
        "closed": f"{sum(f.closed == g.closed for g, f in both)}/{len(pairs)}",
        "decisions": _shared((g.decisions, f.decisions if f else set()) for g, f in pairs),
        "attachments": _shared((g.attachments, f.attachments if f else set()) for g, f in pairs),
        "recommended_by": _shared(_things(pairs, named, "recommended_by")),
        "about_projects": _shared(_things(pairs, named, "projects")),
    }


def _things(
    pairs: Iterable[tuple[GoldItem, FoundItem | None]], named: Mapping[str, str], attribute: str
) -> Iterable[tuple[frozenset[str], set[str]]]:
    for gold, found in pairs:
        yield getattr(gold, attribute), {named.get(i, i) for i in getattr(found, attribute)} if found else set()


def _shared(sets: Iterable[tuple[Iterable[Any], Iterable[Any]]]) -> dict[str, float | int]:
    right = found = gold = 0
    for theirs, ours in sets:
        a, b = set(theirs), set(ours)
        right, found, gold = right + len(a & b), found + len(b), gold + len(a)
    return Ratio(right, found, gold).plain()


# --- relations ------------------------------------------------------------------------------------


def _ordered(triple: Triple) -> Triple:
    subject, predicate, object_ = triple
    return (min(subject, object_), predicate, max(subject, object_)) if predicate in _SYMMETRIC else triple


def _wanted(documents: Iterable[GoldDocument]) -> dict[Triple, set[Place]]:
    wanted: dict[Triple, set[Place]] = defaultdict(set)
    for document in documents:
        for r in document.relations:
            value = {"hasDeadline": by_month, "costs": squashed}.get(r.predicate, str)(r.object)
            wanted[_ordered((r.subject, r.predicate, value))].add((document.file, r.start, r.end))
    return wanted


def _as_annotated(
    triple: Triple, named: Mapping[str, str], values: Mapping[str, set[str]], wanted: Mapping[Triple, object]
) -> Triple:
    """A statement in the annotators' names; of a date or sum the wording that they have, if they have one of its."""
    subject, predicate, object_ = triple
    who = named.get(subject, subject)
    if predicate not in _VALUED:
        return _ordered((who, predicate, named.get(object_, object_)))
    options = sorted(values.get(object_, set()) | {squashed(object_), by_month(object_)})
    return (who, predicate, next((v for v in options if (who, predicate, v) in wanted), options[0]))


def _relations(
    documents: Sequence[GoldDocument], store: ox.Store, named: Mapping[str, str], result: Scores
) -> dict[str, Any]:
    wanted, files, values = _wanted(documents), {d.file for d in documents}, values_of(store)
    predicates = sorted({predicate for _, predicate, _ in wanted})
    found: dict[Triple, set[Place]] = defaultdict(set)
    for (subject, predicate, object_), by_file in found_statements(store).items():
        places = {place for file, each in by_file.items() if file in files for place in each}
        if places and predicate in predicates:
            found[_as_annotated((subject, predicate, object_), named, values, wanted)] |= places
    for ((subject, predicate, object_), file), (confidence, rule) in sorted(found_confidences(store).items()):
        if file in files and predicate in predicates:
            triple = _as_annotated((subject, predicate, object_), named, values, wanted)
            result.judged.append(Judged(file, triple, rule, confidence, triple in wanted))
    right = {triple for triple in found if triple in wanted}
    result.relations = sorted(
        (*triple, "right" if triple in right else "wrong" if triple in found else "missed")
        for triple in {*found, *wanted}
    )
    stretches = [s for triple in right if (s := _stretch(wanted[triple], found[triple])) is not None]
    return {
        "relations": Ratio(len(right), len(found), len(wanted)).plain(),
        "relation_evidence": {
            "right_and_placed": f"{len(stretches)}/{len(right)}",
            "length_ratio_median": round(median_high(stretches), 2) if stretches else None,
        },
        "relations_by_predicate": {
            p: Ratio(*(sum(t[1] == p for t in each) for each in (right, found, wanted))).plain() for p in predicates
        },
    }


def _stretch(gold: Iterable[Place], found: Iterable[Place]) -> float | None:
    """How long the evidence is beside the annotator's, where the two overlap; the least of several."""
    return min(
        (
            (f[2] - f[1]) / max(1, g[2] - g[1])
            for g in gold
            for f in found
            if g[0] == f[0] and min(g[2], f[2]) > max(g[1], f[1])
        ),
        default=None,
    )

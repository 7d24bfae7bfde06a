"""Finds where minutes disagree, with each other or with themselves over time, each with the words of both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from .findings import STRUCTURE, Finding, Quote, Told, finding, in_order, rows, told
from .lookup import folded
from .vocabulary import labels


def clashes(store: ox.Store) -> Iterator[Finding]:
    """Yield where two minutes tell one decision, item or meeting differently, and the projects that changed owner.

    The joined graph has each value once, from the source that owns the thing; what every source says stands in
    their own graphs, on the annotations.
    """
    yield from _decisions(store)
    yield from _titles(store)
    yield from _start_times(store)
    yield from _owners(store)


# --- decisions ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class _Version:
    """A decision as one place tells it: the words below its heading, and their outcome."""

    words: Quote
    outcome: str


def _decisions(store: ox.Store) -> Iterator[Finding]:
    """The decisions that two places tell in other words, be it as one node or as two under one item."""
    versions, about = _versions(store), _about(store)
    said: set[frozenset[str]] = set()
    for nodes in _groups(store):
        of_group = sorted({version for node in nodes for version in versions.get(node, ())})
        ways = len({folded(version.words.text) for version in of_group})
        if ways < 2 or any(nodes <= other for other in said):
            continue
        said.add(nodes)
        node = min(nodes)
        date, label = about[node]
        yield finding(
            "decision_told_differently",
            node, label, date, [version.words for version in of_group],
            count=ways, versions=(_by_outcome(of_group, "da"), _by_outcome(of_group, "en")),
        )  # fmt: skip


def _groups(store: ox.Store) -> list[frozenset[str]]:
    """What is one decision: a node by itself, and the nodes of one body and day under one item.

    These are of two sources that spell the item's title in two ways. The largest groups come first of each day.
    """
    under: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    days: dict[frozenset[str], str] = {}
    for row in rows(
        store,
        "SELECT ?item ?date ?body ?node"
        " { ?node a rg:Decision ; rg:item ?item ; rg:date ?date OPTIONAL { ?node rg:decidedBy ?body } }",
    ):
        under[row["item"], row["date"], row["body"]].add(row["node"])
        days[frozenset((row["node"],))] = row["date"]
    days |= {frozenset(nodes): date for (_, date, _), nodes in under.items()}
    return sorted(days, key=lambda nodes: (days[nodes], -len(nodes), sorted(nodes)))


def _versions(store: ox.Store) -> Mapping[str, set[_Version]]:
    """Every place that tells a decision, with the words below its heading."""
    headings = {
        (row["node"], row["source"], row["start"]): row["words"]
        for row in rows(
            store,
            "SELECT ?node ?source ?start ?words { ?statement rdf:predicate rg:decidedBy ; rdf:subject ?node ."
            " ?told oa:hasBody ?statement ; oa:hasTarget ?span ."
            " ?span oa:hasSource ?source ; oa:start ?start ; oa:exact ?words }",
        )
    }
    found: dict[str, set[_Version]] = defaultdict(set)
    for row in rows(
        store,
        f"SELECT ?node ?source ?start ?file ?words ?outcome"
        f" {{ ?node a rg:Decision . {STRUCTURE} OPTIONAL {{ ?told rg:readOutcome ?outcome }} }}",
    ):
        heading = headings.get((row["node"], row["source"], row["start"]), row["words"].splitlines()[0])
        words = row["words"].removeprefix(heading).lstrip()
        start = int(row["start"]) + len(row["words"]) - len(words)
        found[row["node"]].add(_Version(Quote(row["file"], start, words), row["outcome"]))
    return found


def _about(store: ox.Store) -> Mapping[str, tuple[str, str]]:
    return {
        row["node"]: (row["date"], row["label"])
        for row in rows(store, "SELECT ?node ?date ?label { ?node a rg:Decision ; rg:date ?date ; rdfs:label ?label }")
    }


def _by_outcome(versions: Iterable[_Version], language: str) -> str:
    """The outcomes that the files tell: *godkendt (a.txt), udskudt (b.txt)*; the one where they agree on it."""
    called = labels(language)
    files: dict[str, set[str]] = defaultdict(set)
    for version in versions:
        files[called.get(version.outcome, version.outcome)].add(version.words.file)
    return ", ".join(f"{outcome} ({', '.join(sorted(where))})" for outcome, where in sorted(files.items()))


# --- items and meetings ---------------------------------------------------------------------------


def _titles(store: ox.Store) -> Iterator[Finding]:
    """The items that two sources give two titles."""
    titles: dict[tuple[str, str, tuple[int, str], str, str], dict[str, list[Quote]]] = defaultdict(dict)
    for row in rows(
        store,
        f"""SELECT ?date ?meeting ?number ?node ?label ?title ?file ?start ?words {{
              ?node a rg:AgendaItem ; rdfs:label ?label ; rg:number ?number ; rg:meeting ?meeting .
              ?meeting rg:date ?date . {STRUCTURE} ?told rg:readTitle ?title }}""",
    ):
        key = (row["date"], row["meeting"], in_order(row["number"]), row["node"], row["label"])
        titles[key].setdefault(row["title"], []).append(Quote.of(row).first_line)
    for (date, _, _, node, label), by_title in sorted(titles.items()):
        if len({folded(title) for title in by_title}) > 1:
            versions = ", ".join(f"»{title}« ({_files(quotes)})" for title, quotes in sorted(by_title.items()))
            quotes = [quote for each in by_title.values() for quote in each]
            yield finding("item_told_differently", node, label, date, sorted(quotes), versions=versions)


def _files(quotes: Iterable[Quote]) -> str:
    return ", ".join(sorted({quote.file for quote in quotes}))


def _start_times(store: ox.Store) -> Iterator[Finding]:
    """The meetings of one body on one day at two times: two meetings, or one that two sources tell differently."""
    times: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for row in rows(
        store,
        "SELECT ?date ?body ?time ?node ?label { ?node a rg:Meeting ; rdfs:label ?label ; rg:date ?date ;"
        " rg:heldBy ?body OPTIONAL { ?node rg:startTime ?time } }",
    ):
        times[row["date"], row["body"]].append((row["time"], row["node"], row["label"]))
    heads: dict[str, list[Quote]] = defaultdict(list)
    for row in rows(store, f"SELECT ?node ?file ?start ?words {{ ?node a rg:Meeting . {STRUCTURE} }}"):
        heads[row["node"]].append(Quote.of(row))
    for (date, _), meetings in sorted(times.items()):
        if len(meetings) > 1:
            quotes = [quote for _, node, _ in meetings for quote in heads[node]]
            versions = ", ".join(f"{time or '?'} ({_files(heads[node])})" for time, node, _ in meetings)
            _, node, label = meetings[0]
            yield finding("meeting_told_differently", node, label, date, quotes, versions=versions)


# --- owners ---------------------------------------------------------------------------------------


def _owners(store: ox.Store) -> Iterator[Finding]:
    """The projects that a later meeting gives an owner whom the meeting before it did not have.

    People and units are held apart: who answers for a project in a unit is no other owner than the unit.
    """
    people = {row["node"] for row in rows(store, "SELECT ?node { ?node a rg:Person }")}
    owned: dict[tuple[str, str, bool], dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for each in told(store, "ownedBy"):
        if each.observed:
            owned[each.label, each.subject, each.object in people][each.observed].append(each)
    found = [
        _change(before, then, now)
        for by_day in owned.values()
        for (_, before), (_, then) in pairwise(sorted(by_day.items()))
        if (now := {each.object for each in then} - {each.object for each in before})
    ]
    yield from sorted(found, key=lambda f: (f.date, f.label, f.node, f.english))


def _change(before: list[Told], after: list[Told], new: set[str]) -> Finding:
    quotes = [quote for each in (*before, *after) if each in before or each.object in new for quote in each.quotes]
    return finding(
        "owner_changed",
        after[0].subject, after[0].label, after[0].observed, quotes,
        then=_named(before), then_date=before[0].observed, now=_named(after), now_date=after[0].observed,
    )  # fmt: skip


def _named(owners: Iterable[Told]) -> str:
    return ", ".join(sorted({each.object_label for each in owners}))

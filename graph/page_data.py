"""Says what a page is told of a network: plain values for its script, each sentence once.

Things are called by short names (`n0`, `n1`, …) in the order of their IRIs, sentences by their number in one table.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from itertools import takewhile
from typing import Any

import msgspec
import networkx as nx

from .dependencies import layered
from .profile_records import Passage, Profile, Ref, Relation
from .reader import Sentence

_MOST_SENTENCES = 12
_MOST_IN_A_FLOW = 200  # relations; more cannot be followed by eye, and untangling them takes long
# What the page has otherwise: on the thing itself, or as lines.
_SAID_ELSEWHERE = ("kind", "label", "aliases", "places", "relations")
_SENTENCE = ("before", "quote", "after", "marks", "file", "page", "start", "end", "meeting", "date", "item")
_NOT_SHOWN = ("source", "confidence", "rule", "evidence")


class Sentences:
    """A table of sentences in which each stands once."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self._numbers: dict[bytes, int] = {}

    def number(self, sentence: Mapping[str, Any]) -> int:
        """Return the number of a sentence, which is put into the table if it is not there yet."""
        key = msgspec.json.encode(sentence)
        number = self._numbers.setdefault(key, len(self.rows))
        if number == len(self.rows):
            self.rows.append({name: value for name, value in sentence.items() if value not in ("", None)})
        return number


def short_names(network: nx.MultiDiGraph) -> dict[str, str]:
    """Return the name by which the page calls each node."""
    return {node: f"n{number}" for number, node in enumerate(sorted(network))}


def things(
    network: nx.MultiDiGraph, names: Mapping[str, str], profiles: Mapping[str, Profile], table: Sentences
) -> dict[str, dict[str, Any]]:
    """Return what the panel tells of each thing, by its short name.

    `key` is what is the thing's own in its IRI: what a link to a view calls it.
    """
    shared = shared_beginning(names)
    told = {}
    for node, name in names.items():
        attributes = network.nodes[node]
        shown, more = _first_sight(attributes["sentences"])
        thing = {
            "key": node[len(shared) :],
            "label": attributes["label"],
            "kind": attributes["kind"],
            "aliases": attributes.get("aliases"),
            "date": attributes.get("date"),
            "outcome": attributes.get("outcome"),
            "text": attributes.get("text"),
            "sentences": [table.number(sentence) for sentence in shown],
            "more": more,
        }
        told[name] = _with_known(thing, attributes, ("dates", "closed", "community"))
        if node in profiles:
            thing["profile"] = _profile(profiles[node], names, table)
    return told


def relations(
    network: nx.MultiDiGraph, names: Mapping[str, str], table: Sentences, profiles: Mapping[str, Profile]
) -> list[dict[str, Any]]:
    """Return all relations, in the order of their ends and predicates.

    What the profiles of their subjects know of how sure they are, and how long they held, is `unsure` (a rule),
    `until` (a day) and `former`.
    """
    found = []
    known = {
        (subject, relation.predicate, relation.other.iri): relation
        for subject, profile in profiles.items()
        for relation in profile.relations
        if relation.outward
    }
    adjacent = dict(network.adjacency())
    for subject, name in names.items():
        for object_, several in sorted(adjacent[subject].items()):
            for attributes in sorted(several.values(), key=_predicate) if len(several) > 1 else several.values():
                shown, more = _first_sight(attributes["sentences"])
                relation = {
                    "from": name,
                    "to": names[object_],
                    "predicate": attributes["predicate"],
                    "accepted": attributes.get("accepted", True),
                    "sentences": [table.number(sentence) for sentence in shown],
                    "more": more,
                }
                if known:
                    relation |= _lasted(known.get((subject, attributes["predicate"], object_)))
                found.append(_with_known(relation, attributes, ("dates", "modality", "statement")))
    return found


def _predicate(attributes: Mapping[str, Any]) -> str:
    predicate: str = attributes["predicate"]
    return predicate


def _lasted(relation: Relation | None) -> dict[str, Any]:
    told = {name: getattr(relation, name) for name in ("unsure", "until", "former")} if relation else {}
    return {name: value for name, value in told.items() if value}


def predicates(network: nx.MultiDiGraph) -> dict[str, dict[str, Any]]:
    """Return the label of each predicate in both languages, and how many relations have it, the most first."""
    counts: Counter[str] = Counter()
    wording: dict[str, tuple[str, str]] = {}
    for *_, data in network.edges(data=True):
        counts[data["predicate"]] += 1
        wording[data["predicate"]] = (data["label_da"], data["label_en"])
    return {
        name: {"da": wording[name][0], "en": wording[name][1], "count": count}
        for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    }


def lines(relations: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One line for each pair of things, however many relations they have: lines on each other cannot be clicked."""
    pairs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, relation in enumerate(relations):
        one, other = relation["from"], relation["to"]
        pairs[(one, other) if one < other else (other, one)].append(number)
    found = []
    for number, members in enumerate(pairs.values()):
        first = relations[members[0]]
        several = members if len(members) > 1 else ()
        both_ways = any(relations[m]["from"] != first["from"] for m in several)
        found.append(
            {
                "from": first["from"],
                "to": first["to"],
                "id": f"e{number}",
                "relations": members,
                "arrows": "to, from" if both_ways else "to",
                "dashes": not (first["accepted"] or any(relations[m]["accepted"] for m in several)),
            }
        )
    return found


def flows(relations: Sequence[Mapping[str, Any]], labels: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return where the dependencies between things are drawn as a flow: `all` of them, and who `waits` alone.

    `nodes` are (name, column, row), `edges` the number of a relation with the places it goes `via`; columns count from
    the right, downwards from 0; `left_out` is how many relations a flow leaves out, who waits first. `labels` are
    those of the things by their short names.
    """
    return {
        "all": _flow(relations, labels, ("dependsOn", "succeeds", "partOf", "interfacesWith")),
        "waits": _flow(relations, labels, ("dependsOn",)),
    }


def _flow(
    relations: Sequence[Mapping[str, Any]], labels: Mapping[str, str], predicates: Sequence[str]
) -> dict[str, Any]:
    waits = nx.DiGraph()
    found = [n for n, one in enumerate(relations) if one["predicate"] in predicates and one["from"] != one["to"]]
    ranked = sorted(found, key=lambda number: (predicates.index(relations[number]["predicate"]), number))
    for number in ranked[:_MOST_IN_A_FLOW]:
        ends = (relations[number]["from"], relations[number]["to"])
        for end in ends:
            waits.add_node(end, label=labels[end])
        waits.add_edge(*ends, relation=number)
    drawn = layered(waits)
    places = sorted((name, data["x"], data["y"]) for name, data in drawn.nodes(data=True))
    edges = sorted((data["relation"], data["via"]) for *_, data in drawn.edges(data=True))
    return {
        "nodes": places,
        "edges": [{"relation": number, "via": via} for number, via in edges],
        "columns": -min((x for _, x, _ in places), default=0),
        "rows": max((y for *_, y in places), default=0) + 1,
        "left_out": len(found) - len(ranked[:_MOST_IN_A_FLOW]),
    }


def _first_sight(sentences: Sequence[Sentence]) -> tuple[list[Sentence], int]:
    """The sentences to show, from as many sources as may be, and how many are left out."""
    if len(sentences) <= _MOST_SENTENCES:
        return list(sentences), 0
    turn: Counter[str] = Counter()
    ranked = []
    for number, sentence in enumerate(sentences):
        ranked.append((turn[sentence["file"]], number))
        turn[sentence["file"]] += 1
    shown = sorted(number for _, number in sorted(ranked)[:_MOST_SENTENCES])
    return [sentences[number] for number in shown], len(sentences) - len(shown)


def _with_known(told: dict[str, Any], attributes: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Put in what is known of these attributes; what is unknown, false or empty is left out."""
    for name in names:
        value = attributes.get(name)
        if value is not None and value is not False and value != []:
            told[name] = value
    return told


def shared_beginning(names: Iterable[str]) -> str:
    """What all IRIs begin with, up to the last slash or colon in it."""
    ordered = sorted(names)
    if not ordered:
        return ""
    # What the first and the last in order share, all between them share.
    same = takewhile(lambda pair: pair[0] == pair[1], zip(ordered[0], ordered[-1], strict=False))
    shared = "".join(letter for letter, _ in same)
    return shared[: max(shared.rfind("/"), shared.rfind(":")) + 1]


def _profile(profile: Profile, names: Mapping[str, str], table: Sentences) -> dict[str, Any]:
    told: dict[str, Any] = _plain(profile, names, table)
    return {name: value for name, value in told.items() if name not in (*_SAID_ELSEWHERE, "iri")}


def _plain(value: Any, names: Mapping[str, str], table: Sentences) -> Any:  # noqa: ANN401 - any value of a record
    """A record as plain values: things by their short names, passages by their numbers, nothing that is empty."""
    if isinstance(value, Ref):
        return names.get(value.iri) or {"label": value.label, "kind": value.kind}
    if isinstance(value, Passage):
        return table.number({name: getattr(value, name) for name in _SENTENCE} | {"marks": list(value.marks)})
    if is_dataclass(value) and not isinstance(value, type):
        told = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in _NOT_SHOWN}
        if "iri" in told:
            told["iri"] = names.get(told["iri"])
        return {name: _plain(one, names, table) for name, one in told.items() if one not in ("", None, (), False)}
    if isinstance(value, tuple):
        return [_plain(one, names, table) for one in value]
    return value

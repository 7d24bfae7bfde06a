"""Finds the things of a graph by their names, as people write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from .errors import NotInGraph
from .vocabulary import CLASSES, RDF, RDFS, RG, SKOS, text_of

KINDS = (
    "project",
    "unit",
    "body",
    "steering_group",
    "person",
    "organization",
    "system",
    "case",
    "document",
    "place",
)
Subject = ox.NamedNode | ox.BlankNode | ox.Triple
_FOLDED = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "ae", "ö": "o"})


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A thing, and which of its names was matched."""

    rank: int
    label: str
    iri: str
    kind: str
    matched: str


def folded(text: str) -> str:
    """Return a name without case, accents and signs; æ, ø, å as people without them type: ae, o, a."""
    text = unicodedata.normalize("NFC", text).casefold().translate(_FOLDED)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", text))


def find_entity(store: ox.Store, name: str, kinds: tuple[str, ...] = KINDS) -> list[Found]:
    """Return the things that go by a name, best first: exact, then but for case and signs, then as a beginning.

    Raises `NotInGraph` with the nearest names where there is none.
    """
    exact = sorted(_exact(store, name, kinds))
    if exact:
        return exact
    names = _all_names(store, kinds)
    wanted = folded(name)
    ranked = []
    for found in names:
        key = folded(found.matched)
        same = key == wanted or key.replace(" ", "") == wanted.replace(" ", "")  # "NYNY" is NY-NY too
        rank = 1 if same else 2 if wanted and key.startswith(wanted) else 9
        if rank < 9:
            ranked.append(Found(rank, found.label, found.iri, found.kind, found.matched))
    if not ranked:
        raise NotInGraph(_nothing_called(name, names))
    best = min(found.rank for found in ranked)
    one_each = {found.iri: found for found in sorted(ranked, reverse=True) if found.rank == best}
    return sorted(one_each.values())


def _nothing_called(name: str, names: list[Found]) -> str:
    labels = {folded(f.matched): f.label for f in names}
    near = process.extract(folded(name), sorted(labels), scorer=fuzz.WRatio, limit=5, score_cutoff=70)
    suggestions = list(dict.fromkeys(labels[key] for key, _, _ in near))
    return f"{name}: nothing in the graph goes by that name" + (
        f"; did you mean {', '.join(suggestions)}?" if suggestions else ""
    )


def _exact(store: ox.Store, name: str, kinds: tuple[str, ...]) -> list[Found]:
    found = {}
    for predicate in (RDFS + "label", SKOS + "altLabel"):
        for term in (ox.Literal(name, language="da"), ox.Literal(name)):
            for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), term, None):
                kind = _kind(store, quad.subject)
                if kind in kinds:
                    found[text_of(quad.subject)] = Found(
                        0, _label(store, quad.subject), text_of(quad.subject), kind, name
                    )
    return list(found.values())


def _all_names(store: ox.Store, kinds: tuple[str, ...]) -> list[Found]:
    found = []
    for kind in kinds:
        own = ox.NamedNode(RG + CLASSES[kind])
        for typed in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), own, None):
            label = _label(store, typed.subject)
            found.append(Found(9, label, text_of(typed.subject), kind, label))
            for quad in store.quads_for_pattern(typed.subject, ox.NamedNode(SKOS + "altLabel"), None, None):
                found.append(Found(9, label, text_of(typed.subject), kind, text_of(quad.object)))
    return sorted(found)


def _label(store: ox.Store, node: Subject) -> str:
    quad = next(iter(store.quads_for_pattern(node, ox.NamedNode(RDFS + "label"), None, None)), None)
    return text_of(quad.object) if quad else text_of(node)


def _kind(store: ox.Store, node: Subject) -> str | None:
    classes = {text_of(q.object) for q in store.quads_for_pattern(node, ox.NamedNode(RDF + "type"), None, None)}
    # The most particular kind comes last in the list of classes: a steering group is a body too.
    kinds = [kind for kind, name in CLASSES.items() if RG + name in classes]
    return kinds[-1] if kinds else None

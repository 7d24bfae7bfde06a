"""Holds a graph against its shapes, its labels, and every quotation against the text it stands in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources

import pyoxigraph as ox

from .query import Rows, ask
from .vocabulary import CLASSES, OA, RDF, RG

_SHACL = "http://www.w3.org/ns/shacl#"
# Mentions and spans are a hundred times as many as the things that have shapes, and are checked below.
_WITHOUT_SHAPES = frozenset((OA + "Annotation", OA + "SpecificResource"))


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """Something that is not as it must be: which rule, at which node, and what is wrong in both languages."""

    rule: str
    node: str
    danish: str
    english: str


TextOf = Callable[[str], str | None]  # a source's content hash -> its text


def check(store: ox.Store, text_of: TextOf) -> list[Violation]:
    """Return every violation in a graph, sorted; an empty list means that it is as it must be."""
    found = {
        *check_shapes(store),
        *check_labels(store),
        *check_statements(store),
        *check_quotations(store, text_of),
    }
    return sorted(found)


def check_shapes(store: ox.Store) -> Iterator[Violation]:
    """Yield what SHACL finds wrong with the things of the graph (shapes in `shapes.ttl`)."""
    import pyshacl
    import rdflib

    data = rdflib.Graph()
    data.parse(data=_shaped_part(store), format="nt")
    shapes = resources.files("graph").joinpath("shapes.ttl").read_text(encoding="utf-8")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, shacl_graph_format="turtle", advanced=False)
    sh = rdflib.Namespace(_SHACL)
    for result in sorted(report.subjects(rdflib.RDF.type, sh.ValidationResult)):
        messages = {m.language: str(m) for m in report.objects(result, sh.resultMessage)}
        path = str(report.value(result, sh.resultPath) or "")
        yield Violation(
            f"shape:{path.rpartition('#')[2] or path.rpartition('/')[2]}",
            str(report.value(result, sh.focusNode)),
            messages.get("da", ""),
            messages.get("en", ""),
        )


def _shaped_part(store: ox.Store) -> str:
    """The triples of everything but mentions and spans, as N-Triples."""
    rdf_type = ox.NamedNode(RDF + "type")
    left_out = {
        quad.subject
        for iri in _WITHOUT_SHAPES
        for quad in store.quads_for_pattern(None, rdf_type, ox.NamedNode(iri), None)
    }
    return "".join(f"{line} .\n" for line in {str(q.triple) for q in store if q.subject not in left_out})


def check_labels(store: ox.Store) -> Iterator[Violation]:
    """Yield the things of the graph's own classes that have no label, or more than one."""
    for row in _rows(
        store,
        """SELECT ?node (COUNT(DISTINCT ?label) AS ?n) WHERE {
             VALUES ?class { %s } ?node a ?class . OPTIONAL { ?node rdfs:label ?label }
           } GROUP BY ?node HAVING (COUNT(DISTINCT ?label) != 1)""".replace(
            "%s", " ".join(f"<{RG}{name}>" for name in sorted(CLASSES.values()))
        ),
    ):
        yield Violation(
            "label",
            row["node"],
            f"har {row['n']} navne, skal have ét",
            f"has {row['n']} labels, must have one",
        )


def check_statements(store: ox.Store) -> Iterator[Violation]:
    """Yield statements without evidence, accepted ones that are no triple, and evidence of nothing."""
    for row in _rows(
        store,
        "SELECT ?node { ?node a rdf:Statement . FILTER NOT EXISTS { ?a oa:hasBody ?node ; oa:hasTarget ?t } }",
    ):
        yield Violation("evidence", row["node"], "oplysning uden belæg", "statement without evidence")
    for row in _rows(
        store,
        "SELECT ?node { ?node a rdf:Statement ; rg:accepted true ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ."
        " FILTER NOT EXISTS { ?s ?p ?o } }",
    ):
        yield Violation(
            "triple", row["node"], "antaget oplysning mangler som tripel", "accepted statement is no triple"
        )
    for row in _rows(store, "SELECT ?node { ?node a oa:Annotation ; oa:hasBody ?b . FILTER NOT EXISTS { ?b ?p ?o } }"):
        yield Violation("body", row["node"], "belæg for noget, grafen ikke har", "evidence of what the graph has not")
    for row in _rows(
        store, "SELECT ?node { ?node a oa:Annotation . FILTER NOT EXISTS { ?node oa:hasTarget/oa:exact ?q } }"
    ):
        yield Violation("target", row["node"], "belæg uden citat", "evidence without a quotation")


def check_quotations(store: ox.Store, text_of: TextOf) -> Iterator[Violation]:
    """Yield every span whose quotation is not, to the letter, what its source's text has there."""
    hashes = {
        row["source"]: (row["hash"], row["text"])
        for row in _rows(
            store,
            "SELECT ?source ?hash ?text { ?source a rg:Source ; rg:contentHash ?hash ; rg:textHash ?text }",
        )
    }
    texts: dict[str, str | None] = {}
    for source, (content_hash, text_hash) in sorted(hashes.items()):
        text = texts[source] = text_of(content_hash)
        if text is None:
            yield Violation("source", source, "kildens tekst findes ikke", "the source's text is not to be had")
        elif hashlib.sha256(text.encode()).hexdigest() != text_hash:
            yield Violation("source", source, "kildens tekst er en anden", "the source's text is another")
    for row in _rows(
        store,
        "SELECT ?node ?source ?start ?end ?exact"
        " { ?node oa:exact ?exact ; oa:hasSource ?source ; oa:start ?start ; oa:end ?end }",
    ):
        text = texts.get(row["source"])
        if row["source"] not in hashes:
            yield Violation("source", row["node"], "citat uden kilde", "quotation without a source")
        elif text is not None and text[int(row["start"]) : int(row["end"])] != row["exact"]:
            yield Violation("quotation", row["node"], "citatet står ikke dér", "the quotation does not stand there")


def _rows(store: ox.Store, sparql: str) -> list[dict[str, str]]:
    answer = ask(store, sparql)
    if not isinstance(answer, Rows):
        raise TypeError("a check asks for rows")
    return [{name: value or "" for name, value in row.items()} for row in answer.plain()]

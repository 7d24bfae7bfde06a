"""The terms of the graph: namespaces, the classes written out for each kind, and what fits what.

The ontology itself is `vocabulary.ttl`; this module reads it once and imports nothing of ours.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import pyoxigraph as ox

RG = "https://w3id.org/referatgraf/vocab#"
OUTCOME = "https://w3id.org/referatgraf/outcome#"
SCHEMES = "https://w3id.org/referatgraf/"  # what the schemes of concepts begin with: outcome, state, modality
SCHEMA = "https://schema.org/"
OA = "http://www.w3.org/ns/oa#"
ELI_DL = "http://data.europa.eu/eli/eli-draft-legislation-ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
ORG = "http://www.w3.org/ns/org#"
FOAF = "http://xmlns.com/foaf/0.1/"
TIME = "http://www.w3.org/2006/time#"
OWL = "http://www.w3.org/2002/07/owl#"
VANN = "http://purl.org/vocab/vann/"

PREFIXES = {
    "rg": RG,
    "outcome": OUTCOME,
    "schema": SCHEMA,
    "oa": OA,
    "eli-dl": ELI_DL,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "prov": PROV,
    "org": ORG,
    "foaf": FOAF,
    "time": TIME,
}

# The class of each kind of record; the classes above it come from the ontology.
CLASSES = {
    "source": "Source",
    "meeting": "Meeting",
    "agenda_item": "AgendaItem",
    "section": "Section",
    "case": "Case",
    "recommendation_point": "RecommendationPoint",
    "decision": "Decision",
    "project": "Project",
    "programme": "Programme",
    "unit": "Unit",
    "body": "Body",
    "steering_group": "SteeringGroup",
    "change_event": "ChangeEvent",
    "person": "Person",
    "organization": "Organization",
    "municipality": "Municipality",
    "system": "System",
    "place": "Place",
    "document": "Document",
    "amount": "Amount",
    "date": "Date",
    "commitment": "Commitment",
    "status": "Status",
    "decision_part": "DecisionPart",
    "vote": "Vote",
}


@cache
def ontology() -> ox.Store:
    """Return the ontology, loaded in memory."""
    store = ox.Store()
    data = resources.files("graph").joinpath("vocabulary.ttl").read_bytes()
    store.load(data, format=ox.RdfFormat.TURTLE)
    return store


def text_of(term: object) -> str:
    """Return a term's text: an IRI without brackets, a literal without quotes."""
    return str(getattr(term, "value", term))


@cache
def classes_of(kind: str) -> tuple[str, ...]:
    """Return the IRIs of all classes that a thing of a kind is written out as: its own and those above it."""
    sub = ox.NamedNode(RDFS + "subClassOf")
    found, todo = [], [RG + CLASSES[kind]]
    while todo:
        iri = todo.pop(0)
        if iri not in found:
            found.append(iri)
            todo += sorted(text_of(q.object) for q in ontology().quads_for_pattern(ox.NamedNode(iri), sub, None))
    return tuple(found)


@cache
def properties_above(name: str) -> tuple[str, ...]:
    """Return the IRIs of the standard properties that `rg:name` is a subproperty of."""
    sub = ox.NamedNode(RDFS + "subPropertyOf")
    quads = ontology().quads_for_pattern(ox.NamedNode(RG + name), sub, None)
    return tuple(sorted(text_of(q.object) for q in quads))


@cache
def symmetric_properties() -> frozenset[str]:
    """Return the local names of the properties that say the same from either end."""
    kind, symmetric = ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "SymmetricProperty")
    quads = ontology().quads_for_pattern(None, kind, symmetric)
    return frozenset(text_of(q.subject).removeprefix(RG) for q in quads)


@cache
def object_properties() -> tuple[str, ...]:
    """Return the local names of the properties that can join two things, in order."""
    kind, object_property = ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "ObjectProperty")
    quads = ontology().quads_for_pattern(None, kind, object_property)
    return tuple(sorted(text_of(q.subject).removeprefix(RG) for q in quads if text_of(q.subject).startswith(RG)))


@cache
def _included(name: str, term: str) -> frozenset[str]:
    quads = ontology().quads_for_pattern(ox.NamedNode(RG + name), ox.NamedNode(SCHEMA + term), None)
    return frozenset(text_of(q.object) for q in quads)


@cache
def fits(subject_kind: str, predicate: str, object_kind: str) -> bool:
    """Return whether `rg:predicate` may join a thing of the one kind to a thing of the other.

    Its domain and range are `schema:domainIncludes` and `schema:rangeIncludes`: any one of them must hold.
    """
    domain, range_ = _included(predicate, "domainIncludes"), _included(predicate, "rangeIncludes")
    return not domain.isdisjoint(classes_of(subject_kind)) and not range_.isdisjoint(classes_of(object_kind))


@cache
def labels(language: str) -> dict[str, str]:
    """Return the label of every term of the ontology in a language (`da`, `en`), by IRI."""
    quads = ontology().quads_for_pattern(None, ox.NamedNode(RDFS + "label"), None)
    concepts = ontology().quads_for_pattern(None, ox.NamedNode(SKOS + "prefLabel"), None)
    return {
        text_of(q.subject): text_of(q.object)
        for q in (*quads, *concepts)
        if getattr(q.object, "language", None) == language
    }

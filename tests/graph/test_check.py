"""The check finds every kind of fault that is put into a good graph."""

import pyoxigraph as ox
import pytest

from extract.read import read_source
from graph.check import check
from graph.identifiers import Identifiers

RG = "PREFIX rg: <https://w3id.org/referatgraf/vocab#> PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
JOINED = f"<{Identifiers().joined_graph}>"

FAULTS = {
    "quotation": "DELETE { GRAPH ?g { ?s oa:exact ?q } } INSERT { GRAPH ?g { ?s oa:exact 'not there' } } WHERE { { SELECT ?g ?s ?q { GRAPH ?g { ?s oa:exact ?q } } LIMIT 1 } }",
    "quotation moved": "DELETE { GRAPH ?g { ?s oa:start ?n } } INSERT { GRAPH ?g { ?s oa:start 1 } } WHERE { { SELECT ?g ?s ?n { GRAPH ?g { ?s oa:start ?n . FILTER(?n > 9) } } LIMIT 1 } }",
    "evidence": "DELETE { GRAPH ?g { ?a oa:hasBody ?b } } WHERE { GRAPH ?g { ?a oa:hasBody ?b } GRAPH ?j { ?b rg:accepted true } }",
    "triple": "DELETE { GRAPH ?j { ?m rg:decidedBy ?b } } WHERE { GRAPH ?j { ?m rg:decidedBy ?b } }",
    "label missing": "DELETE { GRAPH ?g { ?x rdfs:label ?l } } WHERE { GRAPH ?g { ?x a rg:Person ; rdfs:label ?l } }",
    "label twice": f"INSERT {{ GRAPH {JOINED} {{ ?x rdfs:label 'andet' }} }} WHERE {{ GRAPH ?g {{ ?x a rg:Body }} }}",
    "date that is no day": "DELETE { GRAPH ?g { ?m rg:date ?d } } INSERT { GRAPH ?g { ?m rg:date 'maj' } } WHERE { GRAPH ?g { ?m a rg:Meeting ; rg:date ?d } }",
    "two dates": f"INSERT {{ GRAPH {JOINED} {{ ?m rg:date '1999-01-01'^^<http://www.w3.org/2001/XMLSchema#date> }} }} WHERE {{ GRAPH ?g {{ ?m a rg:Meeting }} }}",
    "outcome": f"DELETE {{ GRAPH ?g {{ ?d rg:outcome ?o }} }} INSERT {{ GRAPH {JOINED} {{ ?d rg:outcome <urn:odd> }} }} WHERE {{ GRAPH ?g {{ ?d rg:outcome ?o }} }}",
    "item without meeting": "DELETE { GRAPH ?g { ?i rg:meeting ?m } } WHERE { GRAPH ?g { ?i rg:meeting ?m } }",
    "case without number": "DELETE { GRAPH ?g { ?c rg:caseNumber ?n } } WHERE { GRAPH ?g { ?c rg:caseNumber ?n } }",
    "state": f"DELETE {{ GRAPH ?g {{ ?s rg:state ?o }} }} INSERT {{ GRAPH {JOINED} {{ ?s rg:state 'odd' }} }} WHERE {{ GRAPH ?g {{ ?s rg:state ?o }} }}",
    "commitment without words": "DELETE { GRAPH ?g { ?c rg:text ?t } } WHERE { GRAPH ?g { ?c a rg:Commitment ; rg:text ?t } }",
    "hash": "DELETE { GRAPH ?g { ?s rg:contentHash ?h } } INSERT { GRAPH ?g { ?s rg:contentHash 'x' } } WHERE { GRAPH ?g { ?s rg:contentHash ?h } }",
    "body": "INSERT DATA { GRAPH <urn:g> { <urn:a> a oa:Annotation ; oa:hasBody <urn:nothing> } }",
}  # fmt: skip


@pytest.fixture(scope="module")
def texts(samples):
    sources = [read_source(p.read_bytes()) for p in samples.glob("*.txt")]
    return {s.content_hash: s.text for s in sources}


@pytest.fixture
def copy(sample_graph):
    store = ox.Store()
    store.extend(sample_graph)
    return store


def test_the_graph_of_the_samples_is_as_it_must_be(sample_graph, texts):
    assert check(sample_graph, texts.get) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault, copy, texts):
    before = len(copy)
    copy.update(RG + FAULTS[fault])
    found = check(copy, texts.get)
    assert found, (fault, before, len(copy))
    assert all(v.danish and v.english and v.node for v in found)


def test_a_source_whose_text_is_gone_is_named(sample_graph):
    assert {v.rule for v in check(sample_graph, lambda _: None)} == {"source"}


def test_the_graph_of_the_real_minutes_is_as_it_must_be(real_store):
    from referatgraf.verify import verify

    verified = verify(real_store)
    assert verified.violations == ()
    assert (verified.files, verified.moved) == (5, ())

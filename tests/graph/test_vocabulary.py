"""The ontology: complete, in two languages, and the only source of terms in use."""

import re

import pyoxigraph as ox
import pytest

from graph.vocabulary import CLASSES, RDFS, RG, SKOS, classes_of, fits, labels, ontology, text_of


def defined() -> set[str]:
    return {text_of(q.subject) for q in ontology()}


def test_every_class_and_property_has_a_label_in_danish_and_english():
    own = {iri for iri in defined() if iri.startswith(RG)}
    assert own - set(labels("da")) == set()
    assert own - set(labels("en")) == set()


def test_every_kind_has_a_class_below_a_standard_one():
    for kind, name in CLASSES.items():
        assert RG + name in defined()
        assert any(not iri.startswith(RG) for iri in classes_of(kind)), kind


def test_every_term_in_use_is_defined(sample_graph):
    used = {text_of(q.predicate) for q in sample_graph} | {
        text_of(q.object) for q in sample_graph if text_of(q.predicate).endswith("#type")
    }
    assert {iri for iri in used if iri.startswith(RG)} - defined() == set()
    outcomes = {text_of(q.object) for q in sample_graph if text_of(q.predicate) == RG + "outcome"}
    assert outcomes
    assert outcomes <= {
        text_of(q.subject) for q in ontology().quads_for_pattern(None, ox.NamedNode(SKOS + "prefLabel"), None)
    }


def test_every_term_in_the_questions_is_defined(root):
    for file in (root / "graph" / "queries").glob("*.rq"):
        text = re.sub(r"(?m)^#.*$", "", file.read_text(encoding="utf-8"))
        for name in re.findall(r"\brg:(\w+)", text):
            assert RG + name in defined(), (file.name, name)


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "allowed"),
    [
        ("project", "governedBy", "steering_group", True),
        ("person", "attends", "meeting", True),
        ("programme", "partOf", "project", True),
        ("person", "governedBy", "body", False),
        ("project", "attends", "meeting", False),
    ],
)
def test_domain_and_range_decide_what_fits(subject, predicate, object_, allowed):
    assert fits(subject, predicate, object_) is allowed


def test_subproperties_are_of_standard_terms():
    for quad in ontology().quads_for_pattern(None, ox.NamedNode(RDFS + "subPropertyOf"), None):
        assert not text_of(quad.object).startswith(RG)

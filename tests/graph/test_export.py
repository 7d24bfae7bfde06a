"""Exports: canonical, and the same to every reader."""

import pyoxigraph as ox
import pytest
import rdflib

from graph.errors import ExportError
from graph.export import export


def test_the_canonical_export_does_not_depend_on_the_order_of_insertion(sample_graph, tmp_path):
    reverse = ox.Store()
    for quad in sorted(sample_graph, key=str, reverse=True):
        reverse.add(quad)
    export(sample_graph, tmp_path / "a.nq")
    export(reverse, tmp_path / "b.nq")
    assert (tmp_path / "a.nq").read_bytes() == (tmp_path / "b.nq").read_bytes()
    lines = (tmp_path / "a.nq").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)


@pytest.mark.parametrize("suffix", ["nq", "trig", "ttl"])
def test_rdflib_reads_the_same_triples(suffix, sample_graph, tmp_path):
    file = tmp_path / f"graph.{suffix}"
    export(sample_graph, file)
    graph = rdflib.Dataset(default_union=True) if suffix != "ttl" else rdflib.Graph()
    graph.parse(file, format={"nq": "nquads", "trig": "trig", "ttl": "turtle"}[suffix])
    triples = len({q.triple for q in sample_graph})
    assert len({(s, p, o) for s, p, o, *_ in (graph.quads() if suffix != "ttl" else graph)}) == triples


def test_an_unknown_format_and_a_place_that_cannot_be_written_are_named(sample_graph, tmp_path):
    for place, words in [("graph.pdf", "nq, trig, ttl"), ("none/graph.nq", "cannot be written")]:
        with pytest.raises(ExportError, match=words):
            export(sample_graph, tmp_path / place)

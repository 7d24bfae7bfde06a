"""Projections: what is drawn, and on what it rests."""

import networkx as nx
import pytest

from graph.lookup import find_entity
from graph.network import around, layout, projects_network
from graph.query import ask


@pytest.fixture(scope="module")
def ny_ny(sample_graph):
    return around(sample_graph, find_entity(sample_graph, "NY-NY")[0].iri)


def test_no_edge_is_drawn_that_the_graph_does_not_hold(ny_ny, sample_graph):
    for subject, object_, data in ny_ny.edges(data=True):
        query = f"ASK {{ <{subject}> rg:{data['predicate']} <{object_}> }}"
        assert ask(sample_graph, query).plain() == [{"answer": "true"}]


def test_every_statement_carries_the_sentences_it_rests_on(ny_ny):
    for _, _, data in ny_ny.edges(data=True):
        assert data["sentences"], data["predicate"]
        assert data["label_da"]
        assert data["label_en"]


def test_a_mention_is_shown_in_its_sentence(ny_ny):
    sentences = ny_ny.nodes[ny_ny.graph["about"]]["sentences"]
    assert any(s["before"] or s["after"] for s in sentences)
    assert all(s["file"] and s["date"] for s in sentences)


def test_nodes_have_kind_label_and_a_place(ny_ny):
    for _, data in ny_ny.nodes(data=True):
        assert data["kind"]
        assert data["label"]
        assert isinstance(data["x"], int)
        assert isinstance(data["y"], int)


def test_what_is_left_out_is_counted(sample_graph):
    whole, part = projects_network(sample_graph), projects_network(sample_graph, limit=10)
    assert part.number_of_nodes() == 10
    assert part.graph["hidden"] == whole.number_of_nodes() + whole.graph["hidden"] - 10


def test_the_picture_is_the_same_every_time(sample_graph):
    first, second = projects_network(sample_graph), projects_network(sample_graph)
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(data=True, keys=True)) == list(second.edges(data=True, keys=True))


def test_labels_do_not_lie_on_each_other_in_a_small_picture():
    network = nx.MultiDiGraph()
    for i in range(24):
        network.add_node(str(i), label="Et navn på en ting")
        network.add_edge(str(i), "0" if i else "1")
    places = layout(network)
    close = [
        (a, b)
        for a in places
        for b in places
        if a < b and abs(places[a][0] - places[b][0]) < 100 and abs(places[a][1] - places[b][1]) < 20
    ]
    assert close == []


def test_the_three_projects_are_one_node_each_on_the_real_minutes(real_graph):
    for names, files in [
        (("NY-NY", "Nye Rammer - Ny Administration", "ny ny"), {"000", "003"}),
        (("monopolbruddet", "Monopolbrudsprogrammet"), {"000", "004"}),
        (("Børnekulturhuset", "børnekulturhus"), {"000", "002"}),
    ]:
        found = {f.iri for name in names for f in find_entity(real_graph, name, ("project", "programme"))}
        assert len(found) == 1, names
        rows = ask(
            real_graph,
            f"SELECT DISTINCT ?f {{ ?a oa:hasBody <{found.pop()}> ; oa:hasTarget/oa:hasSource/rg:fileName ?f }}",
        )
        assert {r["f"][:3] for r in rows.plain()} >= files

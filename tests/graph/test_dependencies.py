"""Who waits for whom as a network: each telling an edge, the last of them what waiting rests on, places without overlap."""

import itertools

import networkx as nx
import pytest

from graph.dependencies import dependencies, layered, waiting


@pytest.fixture(scope="module")
def network(sample_graph):
    return dependencies(sample_graph)


def waits_for(*pairs):
    waits = nx.DiGraph()
    for a, b in pairs:
        waits.add_node(a, label=a)
        waits.add_node(b, label=b)
        waits.add_edge(a, b)
    return waits


def labels(network, nodes):
    return sorted(network.nodes[node]["label"] for node in nodes)


def named(network, label):
    return next(node for node, data in network.nodes(data=True) if data["label"] == label)


def test_every_edge_shows_its_words_its_meeting_and_how_it_is_meant(network):
    assert len(network.edges) > 20
    for _, _, key, data in network.edges(keys=True, data=True):
        assert key.startswith("http")
        assert data["quote"]
        assert data["file"].startswith(data["date"])
        assert data["modality"] in {"besluttet", "foreslået", "planlagt", "oplyst"}
        assert 0.7 <= data["confidence"] <= 1
    assert {data["predicate"] for _, _, data in network.edges(data=True)} == {
        "dependsOn", "partOf", "interfacesWith", "succeeds", "mergedWith",
    }  # fmt: skip


def test_what_three_meetings_say_is_three_edges_and_one_wait_told_last_in_2020(network):
    near, plan = named(network, "Nærheden"), named(network, "Mobilitetsplan")
    assert network.number_of_edges(near, plan) == 3
    assert waiting(network).edges[near, plan]["date"] == "2020-09-28"


def test_four_projects_wait_for_the_mobility_plan_two_of_them_behind_others(network):
    waits = waiting(network)
    plan = named(waits, "Mobilitetsplan")
    assert labels(waits, waits.predecessors(plan)) == ["Børnekulturhuset", "Nærheden"]
    assert labels(waits, nx.ancestors(waits, plan)) == [
        "Børnekulturhuset", "Nærheden", "Udsatte boligområder", "Vækstpolitik",
    ]  # fmt: skip
    assert nx.is_directed_acyclic_graph(waits)


@pytest.mark.parametrize(
    ("pairs", "columns"),
    [
        ([("b", "a")], {"a": 0, "b": -1}),
        ([("c", "b"), ("b", "a"), ("c", "a")], {"a": 0, "b": -1, "c": -2}),
        ([("b", "a"), ("c", "a"), ("d", "c")], {"a": 0, "b": -1, "c": -1, "d": -2}),
        ([("a", "b"), ("b", "a"), ("c", "a")], {"a": 0, "b": 0, "c": -1}),
    ],
    ids=["two", "a long line", "a tree", "a circle"],
)
def test_who_waits_stands_left_of_what_it_waits_for(pairs, columns):
    drawn = layered(waits_for(*pairs))
    assert {node: data["x"] for node, data in drawn.nodes(data=True)} == columns


def test_no_two_projects_share_a_place_and_no_long_line_crosses_one(network):
    drawn = layered(waiting(network))
    places = [(data["x"], data["y"]) for _, data in drawn.nodes(data=True)]
    passed = [place for _, _, data in drawn.edges(data=True) for place in data["via"]]
    assert passed
    assert len({*places, *passed}) == len(places) + len(passed)
    for (x, y), (other_x, other_y) in itertools.combinations(places, 2):
        assert x != other_x or abs(y - other_y) >= 1


def test_places_do_not_depend_on_the_order_of_insertion():
    pairs = [("d", "b"), ("d", "a"), ("b", "a"), ("c", "a"), ("f", "e")]
    first = layered(waits_for(*pairs))
    second = layered(waits_for(*reversed(pairs)))
    assert dict(first.nodes(data=True)) == dict(second.nodes(data=True))
    assert {edge: first.edges[edge]["via"] for edge in first.edges} == {
        edge: second.edges[edge]["via"] for edge in second.edges
    }


def test_nothing_to_draw_is_drawn_as_nothing():
    assert len(layered(nx.DiGraph())) == 0

"""The network to explore: what it carries, what it shows first, when and how each line was told, and what pages make of it."""

from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from graph.communities import communities
from graph.errors import NotInGraph
from graph.layout import layout
from graph.lookup import find_entity
from graph.network import explorable
from graph.page import render_page
from graph.page_data import Sentences, flows, shared_beginning

ID = "https://example.org/id/"


@pytest.fixture(scope="module")
def meeting():
    store = ox.Store()
    store.load(path=str(Path(__file__).parent / "picture.trig"), format=ox.RdfFormat.TRIG)
    return store


@pytest.fixture(scope="module")
def ny_ny(sample_graph):
    return explorable(sample_graph, find_entity(sample_graph, "NY-NY")[0].iri, first=12)


def test_all_things_are_carried_and_the_nearest_are_shown_first(ny_ny):
    start = ny_ny.graph["start"]
    assert start[0] == ny_ny.graph["about"]
    assert len(start) == 12 < len(ny_ny)
    undirected = nx.Graph(ny_ny)
    near = nx.single_source_shortest_path_length(undirected, start[0])
    assert [near[node] for node in start] == sorted(near[node] for node in start)
    assert {"meeting", "person", "case"} <= {data["kind"] for _, data in ny_ny.nodes(data=True)}


def test_only_what_is_shown_first_has_a_place(ny_ny):
    placed = {node for node, data in ny_ny.nodes(data=True) if "x" in data}
    assert placed == set(ny_ny.graph["start"])


def test_what_is_not_carried_is_counted(sample_graph):
    whole, part = explorable(sample_graph), explorable(sample_graph, carried=20)
    assert len(part) == 20
    assert part.graph["hidden"] == len(whole) - 20


def test_the_overview_opens_with_lasting_things_and_no_papers(sample_graph):
    network = explorable(sample_graph, first=20)
    kinds = {network.nodes[node]["kind"] for node in network.graph["start"]}
    assert "project" in kinds
    assert kinds.isdisjoint({"meeting", "agenda_item", "decision", "case"})


def test_where_minutes_name_no_projects_together_the_overview_is_not_empty(meeting):
    store = ox.Store()
    for quad in meeting:
        if "ownedBy" not in str(quad) and "dependsOn" not in str(quad) and "says-" not in str(quad.subject):
            store.add(quad)
    assert explorable(store).graph["start"]
    assert explorable(ox.Store()).graph["start"] == []


def test_a_line_says_when_and_how_it_was_told(ny_ny):
    told = [data for *_, data in ny_ny.edges(data=True) if data["statement"]]
    assert told
    assert {data["modality"] for data in told} <= {"decided", "reported", "proposed", "planned"}
    assert all(data["dates"] == sorted(data["dates"]) and data["dates"] for data in told)
    assert all(data["modality"] is None for *_, data in ny_ny.edges(data=True) if not data["statement"])


def test_everything_has_a_day_to_be_known_from(ny_ny):
    lines = {node for edge in ny_ny.edges() for node in edge}
    assert [node for node in lines if not ny_ny.nodes[node]["dates"]] == []


def test_the_same_store_gives_the_same_network(sample_graph):
    one, other = explorable(sample_graph), explorable(sample_graph)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


def test_an_unknown_thing_is_named(meeting):
    with pytest.raises(NotInGraph, match="nothing"):
        explorable(meeting, ID + "nothing")


# --- communities, places, flows, sentences ---------------------------------------------------------


def pairs(*edges, kind="project"):
    network = nx.MultiDiGraph()
    for a, b in edges:
        network.add_node(a, kind=kind, label=a)
        network.add_node(b, kind=kind, label=b)
        network.add_edge(a, b, predicate="partOf")
    return network


def test_two_circles_with_a_bridge_are_two_communities_and_papers_are_in_none():
    network = pairs(("a", "b"), ("b", "c"), ("c", "a"), ("d", "e"), ("e", "f"), ("f", "d"), ("c", "d"))
    network.add_node("m", kind="meeting", label="m")
    for node in "abcdef":
        network.add_edge(node, "m", predicate="meeting")
    found = communities(network)
    assert {frozenset(n for n in found if found[n] == number) for number in found.values()} == {
        frozenset("abc"),
        frozenset("def"),
    }
    assert "m" not in found


def test_signs_with_their_names_stand_clear_of_each_other():
    network = pairs(*((f"Et navn på {n}", f"Et navn på {n // 2}") for n in range(1, 45)))
    places = layout(network)
    apart = [
        (abs(places[a][0] - places[b][0]), abs(places[a][1] - places[b][1])) for a in places for b in places if a < b
    ]
    assert [one for one in apart if one[0] < 90 and one[1] < 50] == []  # half of what they take
    assert layout(network) == places


def test_only_the_nodes_asked_for_are_placed():
    assert set(layout(pairs(("a", "b"), ("b", "c")), ["a", "b"])) == {"a", "b"}


def test_a_flow_has_the_dependencies_alone_and_says_how_many_it_leaves_out():
    told = [{"from": f"n{n}", "to": f"n{n + 1}", "predicate": "dependsOn" if n % 2 else "partOf"} for n in range(250)]
    told.append({"from": "n0", "to": "n1", "predicate": "ownedBy"})
    found = flows(told, {f"n{n}": f"{n}" for n in range(251)})
    assert found["all"]["left_out"] == 50
    assert len(found["waits"]["edges"]) == 125
    assert all(told[edge["relation"]]["predicate"] == "dependsOn" for edge in found["waits"]["edges"])
    column = {name: x for name, x, _ in found["waits"]["nodes"]}
    assert column["n1"] < column["n2"]  # who waits stands to the left


def test_a_sentence_stands_once_in_the_table():
    table = Sentences()
    one = {"quote": "Broen.", "marks": [(0, 5)], "file": "a"}
    assert [table.number(one), table.number(one | {"marks": []}), table.number(dict(one))] == [0, 1, 0]
    assert len(table.rows) == 2


def test_what_all_addresses_begin_with_ends_at_a_slash():
    assert shared_beginning(["https://a/b/cd", "https://a/b/ce"]) == "https://a/b/"
    assert shared_beginning([]) == ""


def test_a_large_page_needs_no_time_for_what_it_does_not_show(packed):
    network = pairs(*((f"urn:{n}", f"urn:{n + 1}") for n in range(3000)))
    for node in network:
        network.nodes[node].update(aliases=[], sentences=[])
    for *_, data in network.edges(data=True):
        data.update(label_da="del af", label_en="part of", sentences=[])
    network.graph["start"] = ["urn:0", "urn:1"]
    details = packed(render_page(network, title="Mange"))["details"]
    assert len(details["nodes"]) == 3001
    assert len(details["start"]) == 2
    assert details["large"] is False


@pytest.mark.slow
def test_the_page_of_five_real_minutes_is_under_two_megabytes(real_graph):
    from graph.profile import profiles

    network = explorable(real_graph)
    assert len(network.graph["start"]) <= 150
    page = render_page(network, title="Projekter", profiles=profiles(real_graph, list(network)))
    assert len(page.encode()) < 2_000_000
    assert len(render_page(network, title="Projekter", graph=real_graph).encode()) < 5_000_000

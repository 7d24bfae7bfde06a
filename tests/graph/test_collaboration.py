"""Who works with whom: by projects that both have in hand, weighed by how many others have them."""

import pytest

from graph.collaboration import KINDS, collaboration, involvements, named_beside
from graph.reading import items, meetings


def named(network):
    return {
        tuple(sorted((network.nodes[a]["label"], network.nodes[b]["label"]))): data
        for a, b, data in network.edges(data=True)
    }


def test_who_has_a_project_in_hand_is_told_with_the_words(sample_graph):
    rows = involvements(sample_graph).plain()
    assert {row["how"] for row in rows} == {"deltager", "ejer", "indstiller", "leverer", "styrer"}
    assert all(row["quote"] and row["file"] and row["date"] for row in rows)
    assert ("FKC", "deltager", "Børnekulturhuset") in {(row["actor"], row["how"], row["project"]) for row in rows}


def test_who_recommends_a_portfolio_has_not_each_of_its_projects_in_hand(sample_graph):
    told = {(row["actor"], row["project"]) for row in involvements(sample_graph).plain() if row["how"] == "indstiller"}
    assert ("ISC", "Børnekulturhuset") in told
    assert ("Byrådscentret", "Udsatte boligområder") not in told


def test_two_work_together_where_both_have_a_project(sample_graph):
    pairs = named(collaboration(sample_graph))
    shared = pairs["FKC", "ISC"]
    assert shared["projects"] == ["Børnekulturhuset"]
    assert shared["files"]
    others = len(named_of(collaboration(sample_graph), "Børnekulturhuset")) - 1
    assert shared["weight"] == pytest.approx(1 / others)


def named_of(network, project):
    return [node for node, data in network.nodes(data=True) if project in data["projects"]]


def test_being_named_beside_a_project_ties_only_when_asked_for(sample_graph):
    assert ("HR-Centret", "SUOC") not in named(collaboration(sample_graph))
    assert named(collaboration(sample_graph, named=True))["HR-Centret", "SUOC"]["projects"] == ["Opgavefællesskaber"]
    assert {row["how"] for row in named_beside(sample_graph).plain()} == {"nævnt"}


def test_kinds_and_days_narrow_it(sample_graph):
    units = collaboration(sample_graph, kinds=("unit",))
    assert {data["kind"] for _, data in units.nodes(data=True)} == {"unit"}
    assert {data["kind"] for _, data in collaboration(sample_graph).nodes(data=True)} <= set(KINDS)
    early = collaboration(sample_graph, until="2016-12-31")
    late = collaboration(sample_graph, since="2017-01-01")
    assert ("FKC", "ISC") not in named(early)
    assert ("FKC", "ISC") in named(late)
    assert set(named(early)) | set(named(late)) <= set(named(collaboration(sample_graph)))


def test_meetings_are_counted_with_what_was_decided_at_them(sample_graph):
    rows = {row["date"]: row for row in meetings(sample_graph).plain()}
    assert len(rows) == 12
    told = rows["2017-05-16"]
    assert (told["items"], told["closed"], told["decisions"]) == ("7", "1", "5")  # two more are of 8 May, printed again


def test_items_come_in_the_order_of_printing_with_their_sections(sample_graph):
    meeting = next(row for row in meetings(sample_graph).plain() if row["date"] == "2018-01-15")
    read = items(sample_graph, str(meeting["meeting"]))
    assert [item.number for item in read] == ["1", "2", "3", "4"]
    assert [section.heading for section in read[3].sections] == [
        "Baggrund", "Indstilling", "Beslutning Direktionen den 15-01-2018",
    ]  # fmt: skip
    kinds = {mark.kind for item in read for section in item.sections for mark in section.marks}
    assert {"project", "unit", "body", "date"} <= kinds

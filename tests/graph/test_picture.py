"""Projections on one small meeting, written by hand: what is drawn, what is left out, and where it was read."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import NotInGraph
from graph.network import around, projects_network

ID = "https://example.org/id/"


@pytest.fixture(scope="module")
def meeting():
    store = ox.Store()
    store.load(path=str(Path(__file__).parent / "picture.trig"), format=ox.RdfFormat.TRIG)
    return store


def drawn(network):
    return {node.removeprefix(ID) for node in network}


def edge(network, subject, predicate, object_):
    return network.edges[ID + subject, ID + object_, predicate]


def test_each_step_adds_what_hangs_on_the_step_before(meeting):
    near = {"naerheden", "item", "oedc", "banen"}
    assert drawn(around(meeting, ID + "naerheden", depth=0)) == {"naerheden"}
    assert drawn(around(meeting, ID + "naerheden", depth=1)) == near
    assert drawn(around(meeting, ID + "naerheden", depth=2)) == near | {"meeting", "case", "decision"}
    assert drawn(around(meeting, ID + "naerheden", depth=3)) == near | {"meeting", "case", "decision", "committee"}


def test_links_between_the_outermost_are_drawn_too(meeting):
    network = around(meeting, ID + "committee", depth=2)
    assert set(network.edges(keys=True)) == {
        (ID + "meeting", ID + "committee", "heldBy"),
        (ID + "item", ID + "meeting", "meeting"),
    }


def test_two_things_named_in_one_sentence_are_not_joined(meeting):
    assert "svoemmehallen" not in drawn(around(meeting, ID + "naerheden", depth=9))
    assert drawn(around(meeting, ID + "svoemmehallen", depth=9)) == {"svoemmehallen"}


def test_a_statement_that_waits_for_review_is_drawn_as_a_suggestion(meeting):
    network = around(meeting, ID + "naerheden")
    assert edge(network, "naerheden", "dependsOn", "banen")["accepted"] is False
    assert edge(network, "naerheden", "ownedBy", "oedc")["accepted"] is True


def test_a_statement_shows_its_sentence_with_both_ends_marked(meeting):
    (sentence,) = edge(around(meeting, ID + "naerheden"), "naerheden", "ownedBy", "oedc")["sentences"]
    quote = sentence["quote"]
    assert quote == "ØDC ejer Nærheden."
    assert [quote[start:end] for start, end in sentence["marks"]] == ["ØDC", "Nærheden"]
    assert (sentence["file"], sentence["meeting"], sentence["date"]) == ("a.txt", "Udvalget 2016-02-04", "2016-02-04")
    assert sentence["item"] == "1. Nærheden"
    assert sentence["end"] - sentence["start"] == len(quote)


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "quote"),
    [
        ("item", "case", "case", "16/1"),
        ("item", "meeting", "meeting", "Punkt 1: Nærheden"),
        ("decision", "item", "item", "Beslutning\n\nUdsat."),
        ("meeting", "heldBy", "committee", "Udvalget"),
    ],
)
def test_structure_rests_on_the_words_that_name_it_or_begin_it(meeting, subject, predicate, object_, quote):
    network = around(meeting, ID + "naerheden", depth=3)
    assert [s["quote"] for s in edge(network, subject, predicate, object_)["sentences"]] == [quote]


def test_a_mention_is_told_by_its_sentence_and_not_by_the_heading(meeting):
    sentences = around(meeting, ID + "naerheden").nodes[ID + "naerheden"]["sentences"]
    assert [s["before"] + s["quote"] + s["after"] for s in sentences] == [
        "ØDC ejer Nærheden.",
        "Nærheden venter på Banen.",
        "Nærheden og Svømmehallen blev nævnt.",
    ]


def test_a_decision_carries_its_date_outcome_and_words(meeting):
    decision = around(meeting, ID + "naerheden").nodes[ID + "decision"]
    assert (decision["kind"], decision["date"], decision["outcome"], decision["text"]) == (
        "decision",
        "2016-02-04",
        "deferred",
        "Udsat.",
    )


def test_the_nearest_are_kept_and_among_them_those_with_most_evidence(meeting):
    one = around(meeting, ID + "naerheden", limit=2)
    assert drawn(one) == {"naerheden", "banen"}  # the three nearest are read in one place each: by name
    assert one.graph["hidden"] == 5
    assert around(meeting, ID + "naerheden").graph["hidden"] == 0


def test_an_attachment_is_drawn_only_when_it_is_asked_for(meeting):
    assert "plan" not in drawn(around(meeting, ID + "item"))
    assert {"plan", "item"} <= drawn(around(meeting, ID + "plan", depth=1))


def test_the_overview_leaves_out_meetings_and_projects_that_nothing_is_known_of(meeting):
    network = projects_network(meeting)
    assert drawn(network) == {"naerheden", "banen", "oedc", "item", "case", "decision"}
    assert network.graph["about"] is None


@pytest.mark.parametrize("iri", [ID + "nothing", ID + "says-owned"])
def test_a_thing_that_is_not_in_the_graph_is_named(meeting, iri):
    with pytest.raises(NotInGraph, match=iri):
        around(meeting, iri)


def test_an_empty_graph_has_an_empty_picture():
    network = projects_network(ox.Store())
    assert (len(network), network.graph["hidden"]) == (0, 0)

"""A register as SKOS: concepts beside the things, each saying who decided what, and events of the organisation."""

import random

import pyoxigraph as ox
import pytest

from extract.model import Node
from extract.register_model import Register, RegisterLine
from graph.check import check
from graph.concepts import compile_register
from graph.identifiers import Identifiers
from graph.query import ask

IDS = Identifiers("https://example.org/id/")
HARBOUR = Node("unit", ("nørre by", "havnecenter"))
COAST = Node("unit", ("nørre by", "kystcenter"))
BEACH = Node("unit", ("nørre by", "strandcenter"))
PERSON = Node("person", ("nørre by", "bo dal"))


def line(action, name, *other, kind="unit", **more):
    return RegisterLine(1, action, kind, name, tuple(sorted(other)), **more)


def register(*lines):
    return Register(tuple(sorted(lines)), "d" * 64, 0)


def store(*lines, nodes=None, others=None):
    nodes = nodes or {}
    quads = ox.Store()
    text = "".join(compile_register(register(*lines), nodes, IDS, others))
    quads.load(text.encode(), format=ox.RdfFormat.N_QUADS)
    return quads


def column(quads, sparql, name="x"):
    return sorted(row[name] for row in ask(quads, sparql).plain())


def test_an_empty_register_is_a_scheme_with_its_digest():
    quads = store()
    assert column(quads, "SELECT ?x { ?s a skos:ConceptScheme ; rdfs:label ?x }") == [
        "Register of names",
        "Register over navne",
    ]
    assert column(quads, "SELECT ?x { ?s dcterms:identifier ?x }") == ["d" * 64]


def test_a_confirmed_thing_is_a_concept_that_matches_it():
    confirmed = line("confirm", "Havnecentret", "HAC", "Havnecenteret")
    quads = store(confirmed, nodes={confirmed: HARBOUR})
    assert column(quads, "SELECT ?x { ?x a skos:Concept ; skos:inScheme <https://example.org/id/register> }") == [
        "https://example.org/id/register/unit/noerre-by/havnecenter"
    ]
    assert column(quads, "SELECT ?x { ?c skos:exactMatch ?x }") == [IDS.node(HARBOUR)]
    assert column(quads, "SELECT ?x { ?c skos:prefLabel ?x FILTER(LANG(?x) = 'da') }") == ["Havnecentret"]
    assert column(quads, "SELECT ?x { ?c skos:altLabel ?x }") == ["HAC", "Havnecenteret"]


@pytest.mark.parametrize(
    ("lines", "shown", "also"),
    [
        ([line("rename", "Havnen", "Havnecentret")], "Havnecentret", ["Havnen"]),
        ([line("confirm", "Havnen"), line("rename", "Havnen", "Havnecentret")], "Havnecentret", ["Havnen"]),
        ([line("rename", "A", "B"), line("rename", "B", "C")], "C", ["A", "B"]),
        ([line("merge", "Havnen", "Kajen")], "Havnen", ["Kajen"]),
        ([line("merge", "Havnen", "Kajen"), line("merge", "Havnecentret", "Havnen")], "Havnecentret", ["Havnen", "Kajen"]),
        ([line("merge", "Havnen", "Kajen"), line("rename", "Havnen", "Havnecentret")], "Havnecentret", ["Havnen", "Kajen"]),
        ([line("merge", "B", "A"), line("merge", "A", "B")], "A", ["B"]),
    ],
)  # fmt: skip
def test_a_thing_is_shown_by_one_name_and_keeps_the_others(lines, shown, also):
    quads = store(*lines, nodes=dict.fromkeys(lines, HARBOUR))
    assert column(quads, "SELECT ?x { ?c skos:prefLabel ?x }") == [shown]
    assert column(quads, "SELECT ?x { ?c skos:altLabel ?x }") == also
    assert len(column(quads, "SELECT ?x { ?x a skos:Concept }")) == 1


def test_split_things_say_so_on_both_sides():
    split, confirmed = line("split", "Havnecentret", "Kystcentret"), line("confirm", "Kystcentret")
    quads = store(split, confirmed, nodes={split: HARBOUR, confirmed: COAST})
    notes = "SELECT ?x { ?c skos:exactMatch <%s> ; skos:editorialNote ?x FILTER(LANG(?x) = 'da') }"
    assert column(quads, notes % IDS.node(HARBOUR)) == ["Ikke det samme som Kystcentret"]
    assert column(quads, notes % IDS.node(COAST)) == ["Ikke det samme som Havnecentret"]


def test_the_other_side_of_a_split_is_a_concept_though_no_thing_is_known_by_it():
    split = line("split", "Havnecentret", "Kystcentret")
    quads = store(split, nodes={split: HARBOUR})
    assert column(quads, "SELECT ?x { ?c skos:prefLabel ?x }") == ["Havnecentret", "Kystcentret"]
    assert column(quads, "SELECT ?x { ?c skos:exactMatch ?x }") == [IDS.node(HARBOUR)]
    known = store(split, nodes={split: HARBOUR}, others={("unit", "Kystcentret"): COAST})
    assert column(known, "SELECT ?x { ?c skos:exactMatch ?x }") == [IDS.node(HARBOUR), IDS.node(COAST)]


def test_a_rejected_name_is_hidden_and_matches_nothing():
    rejected = line("reject", "Mødet", kind="place", note="ordet for et møde")
    quads = store(rejected, nodes={rejected: HARBOUR})
    assert column(quads, "SELECT ?x { ?c skos:hiddenLabel ?x }") == ["Mødet"]
    assert len(column(quads, "SELECT ?x { ?c skos:editorialNote ?x }")) == 2
    assert column(quads, "SELECT ?x { ?c skos:exactMatch|skos:prefLabel|skos:altLabel ?x }") == []


def test_note_clerk_and_day_of_one_decision_stay_together():
    first = line("confirm", "Havnecentret", note="på møde", by="AB", date="2020-01-02")
    second = line("rename", "Havnen", "Havnecentret", by="CD", date="2021-03-04")
    quads = store(first, second, nodes={first: HARBOUR, second: HARBOUR})
    who = "SELECT ?x ?day { ?c skos:changeNote ?n . ?n dcterms:creator ?x ; dcterms:date ?day } ORDER BY ?x"
    assert ask(quads, who).plain() == [{"x": "AB", "day": "2020-01-02"}, {"x": "CD", "day": "2021-03-04"}]
    assert column(quads, "SELECT ?x { ?c skos:changeNote/rdf:value ?x }") == ["på møde"]


@pytest.mark.parametrize(
    ("begin", "end", "valid"),
    [
        ("2014", "2016-05", ["2014/2016-05"]),
        ("2014-01-01", "", ["2014-01-01/.."]),
        ("", "2016", ["../2016"]),
        ("", "", []),
    ],
)
def test_the_time_a_name_holds_for_is_an_interval(begin, end, valid):
    confirmed = line("confirm", "Havnecentret", valid_from=begin, valid_to=end)
    assert column(store(confirmed, nodes={confirmed: HARBOUR}), "SELECT ?x { ?c dcterms:valid ?x }") == valid


@pytest.mark.parametrize(("date", "datatype"), [("2017-01-01", "date"), ("2017-01", "gYearMonth"), ("2017", "gYear")])
def test_a_unit_that_came_out_of_others_is_an_event(date, datatype):
    event = line("succeeds", "Kystcentret", "Havnecentret", "Strandcentret", valid_from=date, note="ved omlægning")
    confirmed = line("confirm", "Havnecentret", "HAC")
    quads = store(event, confirmed, nodes={event: COAST, confirmed: HARBOUR}, others={("unit", "Strandcentret"): BEACH})
    assert column(quads, "SELECT ?x { ?e a org:ChangeEvent ; org:resultingOrganization ?x }") == [IDS.node(COAST)]
    assert column(quads, "SELECT ?x { ?e org:originalOrganization ?x }") == [IDS.node(HARBOUR), IDS.node(BEACH)]
    assert column(quads, "SELECT ?x { ?e a org:ChangeEvent ; rdfs:label ?x }") == [
        "Kystcentret afløser Havnecentret og Strandcentret"
    ]
    assert column(quads, "SELECT ?x { ?e a org:ChangeEvent ; dcterms:date ?d BIND(DATATYPE(?d) AS ?x) }") == [
        f"http://www.w3.org/2001/XMLSchema#{datatype}"
    ]
    assert column(quads, "SELECT ?x { ?e a org:ChangeEvent ; skos:changeNote/rdf:value ?x }") == ["ved omlægning"]
    assert column(quads, "SELECT ?x { ?c skos:prefLabel ?x }") == ["Havnecentret"]


def test_a_spelling_of_two_things_is_nobodys():
    one, two = line("confirm", "Havnecentret", "HAC"), line("confirm", "Kystcentret", "HAC")
    event = line("succeeds", "Strandcentret", "HAC")
    quads = store(one, two, event, nodes={one: HARBOUR, two: COAST, event: BEACH})
    assert column(quads, "SELECT ?x { ?e org:originalOrganization ?x }") == []


def test_the_lines_are_sorted_once_each_in_the_joined_graph_and_without_blank_nodes():
    lines = [line("confirm", "Havnecentret", "HAC", note="x", by="AB"), line("split", "Havnecentret", "Kystcentret"),
             line("confirm", "Bo Dal", "Bo", kind="person"), line("succeeds", "Kystcentret", "Havnecentret")]  # fmt: skip
    nodes = dict(zip(lines, (HARBOUR, HARBOUR, PERSON, COAST), strict=True))
    made = list(compile_register(register(*lines), nodes, IDS))
    assert made == sorted(set(made))
    assert "_:" not in "".join(made)
    assert all(text.endswith(f" <{IDS.joined_graph}> .\n") for text in made)
    shuffled = random.Random(1).sample(lines, 4)
    assert list(compile_register(Register(tuple(shuffled), "d" * 64, 0), nodes, IDS)) == made


def test_no_address_shows_a_persons_name():
    confirmed, rejected = line("confirm", "Bo Dal", kind="person"), line("reject", "Bo", kind="person")
    quads = store(confirmed, rejected, nodes={confirmed: PERSON})
    assert not [q for q in quads if "bo" in q.subject.value.casefold()]


def test_a_concept_has_one_preferred_label_and_it_is_no_other_label():
    lines = [line("confirm", "A", "B", "A"), line("rename", "B", "C"), line("merge", "C", "D")]
    quads = store(*lines, nodes=dict.fromkeys(lines, HARBOUR))
    assert column(quads, "SELECT ?x { ?c skos:prefLabel ?x ; skos:altLabel|skos:hiddenLabel ?x }") == []
    assert len(column(quads, "SELECT ?x { ?c skos:prefLabel ?x }")) == 1


def test_quotation_marks_and_lines_in_a_name_are_escaped():
    confirmed = line("confirm", 'Huset "Ved\nÅen" \\', note="en\tnote")
    assert column(store(confirmed), "SELECT ?x { ?c skos:prefLabel ?x }") == ['Huset "Ved\nÅen" \\']


def test_the_check_finds_nothing_wrong_with_a_register():
    lines = [line("confirm", "Havnecentret", "HAC", note="x", by="AB", date="2020-01-02", valid_from="2014"),
             line("split", "Havnecentret", "Kystcentret"), line("reject", "Mødet", kind="place"),
             line("succeeds", "Havnecentret", "Strandcentret", valid_from="2017")]  # fmt: skip
    assert check(store(*lines), lambda content_hash: None) == []

"""Asking: named questions, free SPARQL, and what is refused."""

import json

import pytest

from graph.errors import NotInGraph, QueryError
from graph.lookup import find_entity, folded
from graph.query import ask, ask_named, guard, named_questions, to_csv, to_json

VALUES = {
    "project": "NY-NY",
    "unit": "ØDC",
    "person": "Charlotte Markussen",
    "case": "16/26813",
    "outcome": "deferred",
    "about": "monopolbruddet",
    "body": "Direktionen",
    "date": "2017-05-16",
}
# What no minutes are read for yet, so that nothing is known and nothing denied.
NOT_READ = {"same_subject_elsewhere"}


@pytest.mark.parametrize("question", named_questions(), ids=lambda q: q.name)
def test_every_named_question_answers_on_the_samples(question, sample_graph):
    answer = ask_named(sample_graph, question.name, {p.name: VALUES[p.name] for p in question.parameters})
    assert_answered(question, answer, NOT_READ)
    assert question.danish.endswith("?")
    assert question.english.endswith("?")


@pytest.mark.parametrize("question", named_questions(), ids=lambda q: q.name)
def test_every_named_question_answers_on_the_real_minutes(question, real_graph):
    answer = ask_named(real_graph, question.name, {p.name: VALUES[p.name] for p in question.parameters})
    assert_answered(question, answer, NOT_READ)


def assert_answered(question, answer, unread):
    """Each row shows the words it rests on, where they stand, and the address of what read them there."""
    assert answer.emptiness == ("not_extracted" if question.name in unread else None)
    assert bool(answer.rows) is (question.name not in unread)
    for row in answer.plain():
        assert row["quote"], row
        assert row["file"], row
        assert row["evidence"].startswith("http"), row


def test_eighteen_questions_are_there():
    assert len(named_questions()) == 18


def test_a_deferred_item_is_followed_to_where_it_came_back(sample_graph):
    rows = ask_named(sample_graph, "deferred_and_returned").plain()
    by_title = {r["title"]: r for r in rows}
    assert by_title["Status på Den digitale arbejdsplads"]["returned"] == "2017-05-16"
    assert by_title["Opgavefællesskaber"]["returned"] == "2016-06-28"
    assert by_title["Mobilitetsplan"]["returned"] is None


def test_one_decision_printed_in_two_meetings_minutes_is_one(sample_graph):
    rows = ask_named(sample_graph, "decisions_by_outcome", {"outcome": "deferred"}).plain()
    once = [r for r in rows if r["date"] == "2017-05-08" and "digitale" in r["title"]]
    assert len({(r["title"], r["text"]) for r in once}) == 1
    decisions = ask(sample_graph, "SELECT DISTINCT ?d { ?d rg:outcome outcome:deferred ; rg:date ?x ; rg:item ?i . ?i rdfs:label ?t ."
                                  " FILTER(STR(?x) = '2017-05-08' && CONTAINS(?t, 'digitale')) }").rows  # fmt: skip
    assert len(decisions) == 1


@pytest.mark.parametrize("name", ["Nærheden", "naerheden", "NÆRHEDEN", "naer", "Nær-heden"])
def test_a_thing_is_found_however_its_name_is_typed(name, sample_graph):
    assert find_entity(sample_graph, name)[0].label == "Nærheden"


def test_an_unknown_name_is_answered_with_near_ones(sample_graph):
    with pytest.raises(NotInGraph, match="Monopolbruddet"):
        find_entity(sample_graph, "monopolbrydet")


def test_folding_takes_case_accents_and_danish_letters_away():
    assert folded("Ærø–Åbenrå  É") == "aero abenra e"


@pytest.mark.parametrize(
    "query",
    ["SELECT * { SERVICE <http://x> { ?s ?p ?o } }", "select * { service silent <http://x> {} }",
     "ASK { # a\n SERVICE ?x {} }", "INSERT DATA { <urn:a> <urn:b> 1 }", "DROP ALL", "SELECT * " + "{" * 40 + "}" * 40, "ASK {" + " " * 70_000 + "}"],
)  # fmt: skip
def test_what_must_not_be_asked_is_refused(query):
    with pytest.raises(QueryError):
        guard(query)


@pytest.mark.parametrize(
    "query", ["ASK { ?service ?p 'SERVICE' }", "ASK { <urn:SERVICE/x> ?p ?o } # SERVICE", 'ASK { ?s rg:insert "DROP" }']
)
def test_a_word_that_only_looks_forbidden_is_not_refused(query):
    guard(query)


def test_a_broken_query_is_one_line_with_its_place(sample_graph):
    with pytest.raises(QueryError) as refused:
        ask(sample_graph, "SELECT * { ?s a rg:Meeting ")
    assert "1:28" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_value_cannot_become_part_of_the_query(sample_graph):
    before = len(sample_graph)
    for name, parameter in (("decisions_by_outcome", "outcome"), ("commitments", "date"), ("case_path", "case")):
        with pytest.raises((QueryError, NotInGraph)):
            ask_named(sample_graph, name, {parameter: 'x" } DROP ALL #'})
    assert len(sample_graph) == before


def test_parameters_are_asked_for_by_name(sample_graph):
    for name, values in [("project_history", {}), ("project_history", {"projekt": "x"}), ("nothing", {})]:
        with pytest.raises(QueryError):
            ask_named(sample_graph, name, values)


def test_rows_are_written_as_csv_and_json(sample_graph):
    rows = ask_named(sample_graph, "case_path", {"case": "16/12473"})
    assert to_csv(rows).splitlines()[0] == ",".join(rows.variables)
    found = json.loads(to_json(rows))
    assert found["head"]["vars"] == list(rows.variables)
    assert len(found["results"]["bindings"]) == len(rows.rows)


@pytest.mark.parametrize("word", ["deferred", "udskudt", "Deferred"])
def test_a_concept_is_known_by_its_code_and_its_words(word, sample_graph):
    assert ask_named(sample_graph, "decisions_by_outcome", {"outcome": word}).rows


def test_a_word_of_no_concept_is_a_mistake_and_no_answer(sample_graph):
    with pytest.raises(QueryError, match="godkent: outcome is one of: adopted, adopted_with_remark, deferred"):
        ask_named(sample_graph, "decisions_by_outcome", {"outcome": "godkent"})


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("SELECT ?x { ?x foo:bar ?y }", "error at 1:23: unknown prefix"),
        ("SELECT ?x { ?x a }", "error at 1:19"),
        ("SELECT ?x { ?x rg:number ~ }", "error at 1:26"),
    ],
)
def test_a_fault_in_a_query_is_told_by_its_place_alone(sample_graph, sparql, told):
    with pytest.raises(QueryError) as refused:
        ask(sample_graph, sparql)
    assert str(refused.value) == f"the query cannot be read: {told}"

"""Each named question on two invented meetings written by hand: what it must answer, word for word."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import QueryError
from graph.query import ask_named, named_questions
from graph.vocabulary import ontology

ROOT = Path(__file__).parents[2]
FIRST, SECOND = "2021-03-02", "2021-03-16"
VALUES = {
    "project": "molebyggeriet",
    "unit": "PHA",
    "person": "Asta Lindholm",
    "case": "21/77",
    "outcome": "deferred",
    "about": "Molen",
}


@pytest.fixture(scope="module")
def meetings():
    store = ox.Store()
    store.load((Path(__file__).parent / "meetings.trig").read_bytes(), format=ox.RdfFormat.TRIG)
    store.extend(ox.Quad(*quad.triple, ox.NamedNode("https://w3id.org/referatgraf/vocab")) for quad in ontology())
    return store


@pytest.fixture
def answer(meetings):
    def rows(name):
        asked = next(question for question in named_questions() if question.name == name)
        return ask_named(meetings, name, {p.name: VALUES[p.name] for p in asked.parameters}).plain()

    return rows


def columns(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


def test_a_project_has_its_meetings_in_order_with_what_was_decided(answer):
    assert columns(answer("project_history"), "date", "item", "title", "quote") == [
        (FIRST, "1", "Status på Molen", "Status på Molen"),
        (SECOND, "4", "Status på Molen", "Status på Molen"),
    ]
    assert SECOND in answer("project_history")[1]["outcome"]
    assert SECOND not in answer("project_history")[0]["outcome"]


def test_decisions_of_an_outcome_are_found_under_every_item_they_are_printed_under(answer):
    assert columns(answer("decisions_by_outcome"), "date", "body", "meeting", "text") == [
        (FIRST, "Havneudvalget", f"Havneudvalget {FIRST}", "Udskudt."),
        (FIRST, "Havneudvalget", f"Havneudvalget {SECOND}", "Udskudt."),
    ]


def test_a_unit_is_found_by_its_short_name_in_what_it_recommended(answer):
    quote = "Plan- og Havneafdelingen indstiller, at molebyggeriet godkendes."
    assert columns(answer("unit_involvement"), "date", "item", "quote") == [(FIRST, "1", quote)]


def test_a_person_attends_both_meetings_and_is_named_under_one_item(answer):
    rows = answer("person_participation")
    attended = [row for row in rows if row["what"].startswith("Havneudvalget")]
    assert columns(attended, "date", "quote") == [
        (FIRST, "Til stede Asta Lindholm"),
        (SECOND, "Til stede Asta Lindholm"),
    ]
    named = [row for row in rows if row not in attended]
    assert columns(named, "date", "what", "quote") == [(SECOND, "Status på Molen", "Asta Lindholm")]


def test_a_case_goes_through_both_meetings_and_three_printed_decisions(answer):
    assert columns(answer("case_path"), "date", "decided", "text") == [
        (FIRST, FIRST, "Udskudt."),
        (SECOND, FIRST, "Udskudt."),
        (SECOND, SECOND, "Godkendt. Asta Lindholm følger op."),
    ]


def test_what_was_deferred_comes_back_once_though_its_decision_is_printed_twice(answer):
    assert columns(answer("deferred_and_returned"), "title", "case", "deferred", "returned", "text") == [
        ("Status på Molen", "21/77", FIRST, SECOND, "Godkendt. Asta Lindholm følger op.")
    ]


def test_a_steering_group_is_told_with_what_it_governs_and_where_it_is_named(answer):
    assert columns(answer("steering_groups"), "group", "project", "date", "quote") == [
        ("Styregruppen for Molen", "Molen", FIRST, "Styregruppen for Molen")
    ]


def test_evidence_gives_file_place_and_words_of_mentions_and_statements(answer):
    rows = answer("evidence")
    assert ("2021-03-02-havneudvalget.txt", "molebyggeriet") in columns(rows, "file", "quote")
    assert ("2021-03-02-havneudvalget.txt", "Styregruppen for Molen er nedsat.") in columns(rows, "file", "quote")
    assert all(int(row["end"]) - int(row["start"]) == len(row["quote"]) for row in rows)
    assert columns(rows, "date") == sorted(columns(rows, "date"))


def test_evidence_of_a_single_statement_is_asked_for_by_its_address(meetings):
    iri = "https://w3id.org/referatgraf/id/statement/0000000000000006"
    rows = ask_named(meetings, "evidence", {"about": iri}).plain()
    assert columns(rows, "date", "quote") == [(FIRST, "Styregruppen for Molen er nedsat.")]


def test_two_things_of_one_name_are_not_guessed_at(meetings):
    twin = ox.NamedNode("https://w3id.org/referatgraf/id/project/soender-strand/molen")
    both = ox.Store()
    both.extend(meetings)
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    type_ = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    both.add(ox.Quad(twin, type_, ox.NamedNode("https://w3id.org/referatgraf/vocab#Project")))
    both.add(ox.Quad(twin, label, ox.Literal("Molen", language="da")))
    with pytest.raises(QueryError, match=r"several things .*noerre-strand/molen.*soender-strand/molen"):
        ask_named(both, "project_history", {"project": "Molen"})


@pytest.mark.parametrize("question", named_questions(), ids=lambda q: q.name)
def test_every_question_stands_in_the_documentation_with_its_words_and_parameters(question):
    page = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    assert f"## {question.name}\n" in page
    assert question.english in page
    assert all(f"`{parameter.name}`" in page for parameter in question.parameters)

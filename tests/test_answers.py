"""What is told with the answer to a named question: why it is empty, and how many meetings it rests on."""

import json

import pytest

import referatgraf
from referatgraf.cli import app


@pytest.fixture
def query(sample_store, capsys):
    """Ask on the command line; what stands on standard output, and the lines on standard error."""

    def ask(*arguments):
        app(["query", "--store", str(sample_store), *arguments], standalone_mode=False)
        said = capsys.readouterr()
        return said.out, said.err.splitlines()

    return ask


NOTHING_READ = ("--name", "same_subject_elsewhere", "--param", "case=14/31481")
NOTHING_THEN = ("--name", "decisions_by_outcome", "--param", "outcome=referred")


@pytest.mark.parametrize(
    ("language", "unread", "no", "rests_on"),
    [
        ("da", "ikke et nej", "det er et nej", "bygger på 12 af 12 kendte møder"),
        ("en", "not a no", "that is a no", "based on 12 of 12 known meetings"),
    ],
)
def test_an_empty_answer_is_told_in_the_users_language_whether_it_is_a_no(query, language, unread, no, rests_on):
    for question, words in ((NOTHING_READ, unread), (NOTHING_THEN, no)):
        out, (why, basis) = query(*question, "--lang", language)
        assert out == ""
        assert words in why
        assert basis == rests_on


def test_a_full_answer_is_told_only_what_it_rests_on_and_its_table_leaves_addresses_out(query):
    out, said = query("--name", "closed_items", "--lang", "en")
    assert said == ["based on 12 of 12 known meetings"]
    assert "quote" in out
    assert "evidence" not in out
    assert "evidence" in query("--name", "closed_items", "--format", "csv")[0].splitlines()[0]


def test_json_has_what_is_told(query):
    out, _ = query(*NOTHING_READ, "--format", "json")
    found = json.loads(out)
    assert (found["emptiness"], found["basis"]) == ("not_extracted", {"meetings_read": 12, "meetings_known": 12})
    assert json.loads(query(*NOTHING_THEN, "--format", "json")[0])["emptiness"] == "no"


def test_a_query_of_ones_own_keeps_its_columns_and_is_told_nothing_more(query):
    out, said = query("SELECT ?evidence { ?evidence a rg:Meeting } LIMIT 1", "--lang", "en")
    assert "evidence" in out
    assert said == []
    assert query("SELECT ?s { ?s a rg:Nothing }", "--lang", "en") == ("", ["no answers"])


def test_a_day_that_is_none_is_refused(sample_store):
    from graph.errors import QueryError

    with pytest.raises(QueryError, match="YYYY-MM-DD"):
        referatgraf.open(sample_store).ask("commitments", date="i går")


def test_a_notebook_has_it_in_the_attributes_of_the_frame(sample_store):
    graph = referatgraf.open(sample_store)
    basis = {"meetings_read": 12, "meetings_known": 12}
    assert graph.ask("same_subject_elsewhere", case="14/31481").attrs == {"emptiness": "not_extracted", "basis": basis}
    assert graph.ask("closed_items").attrs == {"emptiness": None, "basis": basis}
    assert graph.sparql("SELECT ?m { ?m a rg:Meeting }").attrs == {}

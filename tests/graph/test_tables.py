"""The tables that analyses begin with, on the samples: each row shows its words, and nothing is told twice."""

from collections import Counter

import pytest

from graph import tables
from graph.errors import QueryError


def rows(found, *columns):
    return [tuple(row[column] for column in columns) for row in found.plain()]


@pytest.mark.parametrize("table", ["relations", "statuses", "decisions", "points"])
def test_every_row_shows_the_words_it_rests_on_and_stands_once(table, sample_graph):
    found = getattr(tables, table)(sample_graph).plain()
    assert found
    for row in found:
        assert row["quote"]
        assert row["file"].endswith("-direktionen.txt")
        assert row["evidence"].startswith("http")
    assert max(Counter(tuple(sorted(row.items(), key=str)) for row in found).values()) == 1


def test_relations_tell_how_they_are_meant_and_how_surely(sample_graph):
    told = rows(tables.relations(sample_graph), "project", "relation", "other", "modality")
    assert ("Digitaliseringsstrategien", "afhænger af", "Den digitale arbejdsplads", "besluttet") in told
    assert ("Digitaliseringsstrategien", "afhænger af", "Monopolbruddet", "foreslået") in told
    assert ("Målingen af Social Kapital", "lagt sammen med", "Målingen af Trivsel", "oplyst") in told


def test_a_projects_states_come_in_the_order_of_the_meetings(sample_graph):
    told = rows(tables.statuses(sample_graph), "project", "date", "state")
    assert [row[1:] for row in told if row[0] == "Nærheden"] == [
        ("2017-05-08", "afventer"), ("2018-01-15", "afventer"), ("2020-09-28", "afventer"),
    ]  # fmt: skip
    assert ("Monopolbruddet", "2020-09-28", "afsluttet") in told


def test_a_decision_that_is_printed_twice_is_one_row_with_its_own_date(sample_graph):
    told = rows(tables.decisions(sample_graph), "date", "title", "outcome")
    assert [row[0] for row in told if row[1] == "FLIS datavalidering"] == ["2017-05-08", "2017-05-16"]
    assert ("2018-01-15", "Bookning af mødelokaler", "afvist") in told


def test_a_point_is_followed_departed_from_put_off_passed_over_or_not_decided(sample_graph):
    told = {row[:3]: row[3] for row in rows(tables.points(sample_graph), "date", "title", "point", "treatment")}
    assert told["2018-01-15", "Hvem venter på hvem i porteføljen", "2"] == "følger"
    assert told["2018-01-15", "Hvem venter på hvem i porteføljen", "3"] == "afviger"
    assert told["2017-05-08", "Mobilitetsplan", "1"] == "udskudt"
    assert told["2013-11-11", "Organisering af budgetanalyser", "1"] == "ikke nævnt"
    assert told["2016-02-04", "Opdateret og mere gennemsigtig porteføljeliste", "1"] == "uden beslutning"
    assert set(told.values()) == {"følger", "afviger", "udskudt", "ikke nævnt", "uden beslutning"}


@pytest.mark.parametrize(
    ("day", "matters"),
    [
        ("2017-05-07", []),
        ("2017-06-01", ["udskudt beslutning"]),
        ("2018-03-31", ["udskudt beslutning", "åbent tilsagn"]),
        ("2018-04-01", ["udskudt beslutning", "overskredet tilsagn"]),
    ],
)
def test_what_stands_open_about_a_project_is_what_was_known_on_the_day(day, matters, sample_graph):
    told = rows(tables.open_matters(sample_graph, day), "project", "matter")
    assert [matter for project, matter in told if project == "Mobilitetsplan"] == matters


def test_a_promise_is_about_the_project_it_names_or_the_only_one_of_its_item(sample_graph):
    told = rows(tables.open_matters(sample_graph, "2020-10-05"), "project", "text")
    assert ("Opgavefællesskaber", "Tallene fra SUOC skal med næste gang.") in told
    promised = "Mobilitetsplanen forelægges direktionen inden udgangen af marts 2018."
    assert [project for project, text in told if text == promised] == ["Mobilitetsplan"]


def test_what_came_back_or_was_kept_is_open_no_longer(sample_graph):
    told = rows(tables.open_matters(sample_graph, "2020-10-05"), "project", "matter")
    assert ("Den digitale arbejdsplads", "udskudt beslutning") not in told
    before = rows(tables.open_matters(sample_graph, "2017-05-10"), "project", "matter")
    assert ("Den digitale arbejdsplads", "udskudt beslutning") in before


def test_a_day_that_is_none_is_refused(sample_graph):
    with pytest.raises(QueryError, match="YYYY-MM-DD"):
        tables.open_matters(sample_graph, "i går")

"""What a notebook calls: frames with dates and numbers as such, networks that can be computed with."""

from datetime import date, datetime

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import referatgraf
from graph.errors import QueryError

DAYS = (date(2018, 2, 15), datetime(2018, 2, 15, 9, 30), pd.Timestamp("2018-02-15"), np.datetime64("2018-02-15"))


@pytest.fixture(scope="module")
def graph(sample_store):
    return referatgraf.open(sample_store)


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("relations", "project relation other date modality confidence quote file evidence"),
        ("statuses", "project date state text confidence quote file evidence"),
        ("decisions", "date body title by outcome text quote file evidence"),
        ("points", "date body by item title point recommended treatment decided text confidence quote file evidence"),
    ],
)
def test_a_table_has_its_columns_with_days_and_numbers_as_such(table, columns, graph):
    frame = getattr(graph, table)()
    assert list(frame.columns) == columns.split()
    assert pd.api.types.is_datetime64_any_dtype(frame["date"])
    if "confidence" in frame:
        assert frame["confidence"].dropna().between(0, 1).all()


def test_what_is_open_on_a_day_is_a_table_and_a_day_that_is_none_is_refused(graph):
    frame = graph.open_matters("2018-02-15")
    assert list(frame.columns) == [
        "project",
        "matter",
        "since",
        "last_day",
        "title",
        "text",
        "quote",
        "file",
        "evidence",
    ]
    assert frame.loc[frame["matter"] == "åbent tilsagn", "last_day"].eq("2018-03-31").all()
    with pytest.raises(QueryError, match="YYYY-MM-DD"):
        graph.open_matters("2018")


def test_the_last_day_is_that_of_the_last_meeting(graph):
    assert graph.last_day() == "2020-10-05"


def test_who_waits_for_whom_can_be_taken_from_the_relations_and_drawn(graph):
    network = graph.dependencies()
    assert len(network.edges) == len(graph.relations())
    waits = referatgraf.waiting(network)
    assert nx.is_directed_acyclic_graph(waits)
    assert {(data["x"], data["y"]) for _, data in referatgraf.layered(waits).nodes(data=True)}


def test_minutes_that_tell_none_of_it_make_empty_tables_with_the_same_columns(make_minutes, tmp_path):
    from referatgraf.build import build

    (tmp_path / "a.txt").write_text(make_minutes("Vejr\n\nBaggrund\n\nDet regner."), encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "s")
    graph = referatgraf.open(tmp_path / "s")
    for frame in (
        graph.relations(),
        graph.statuses(),
        graph.decisions(),
        graph.points(),
        graph.open_matters("2018-01-01"),
    ):
        assert frame.empty
        assert "quote" in frame.columns
        assert pd.api.types.is_datetime64_any_dtype(frame["date" if "date" in frame else "since"])
    assert len(referatgraf.layered(referatgraf.waiting(graph.dependencies()))) == 0


@pytest.mark.parametrize("day", DAYS, ids=lambda day: type(day).__name__)
def test_a_day_may_be_given_as_python_and_pandas_have_it(day, graph):
    pd.testing.assert_frame_equal(graph.open_matters(day), graph.open_matters("2018-02-15"))
    pd.testing.assert_frame_equal(graph.ask("commitments", date=day), graph.ask("commitments", date="2018-02-15"))
    assert set(graph.collaboration(until=day)) == set(graph.collaboration(until="2018-02-15"))
    assert graph.check(day).coverage.day == "2018-02-15"


@pytest.mark.parametrize("value", [None, pd.NaT, float("nan"), "2018", "15-02-2018"])
def test_a_day_that_is_missing_or_none_is_told_in_one_line(value, graph):
    for call in (lambda: graph.ask("commitments", date=value), lambda: graph.open_matters(value)):
        with pytest.raises(QueryError, match=r"YYYY-MM-DD|no value") as refused:
            call()
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda g: g.collaboration(kinds=["enhed"]), "kinds: there is no 'enhed'; there are: unit, steering_group, "),
        (lambda g: g.collaboration(kinds=[]), "kinds: choose at least one of"),
        (lambda g: g.collaboration(since="x"), "since: 'x' is no day"),
        (lambda g: g.collaboration(since="2018-01-01", until="2017-01-01"), "since 2018-01-01 comes after until"),
        (lambda g: g.network(depth=-1), "depth: -1 is no whole number from 0 on"),
        (lambda g: g.network("NY-NY", depth="2"), "depth: '2' is no whole number"),
        (lambda g: g.network(limit=0), "limit: 0 is no whole number from 1 on"),
        (lambda g: g.ask("comitments"), r"no question 'comitments'; did you mean commitments\?$"),
        (lambda g: g.ask("nothing"), "there are: case_path, "),
        (lambda g: g.ask("project_history"), "^project_history needs project, for instance project="),
        (lambda g: g.ask("project_history", projekt="NY-NY"), "takes no parameter 'projekt'; it takes: project"),
    ],
)
def test_a_value_that_fits_nothing_is_told_with_the_choices_and_never_an_empty_answer(call, says, graph):
    with pytest.raises(QueryError, match=says) as refused:
        call(graph)
    assert "--" not in str(refused.value)


def test_one_kind_may_be_given_by_itself(graph):
    assert set(graph.collaboration(kinds="unit")) == set(graph.collaboration(kinds=["unit"]))


def test_a_network_is_the_whole_unless_a_limit_is_asked_for(graph):
    whole = graph.network()
    assert whole.graph["hidden"] == 0
    cut = graph.network(limit=50)
    assert len(cut) == 50
    assert len(cut) + cut.graph["hidden"] == len(whole) > 50
    around = graph.network("Direktionen", depth=3)
    assert around.graph["hidden"] == 0
    assert len(around) > 150  # more than a picture shows
    assert len(graph.network("Direktionen", depth=3, limit=100)) == 100

"""What a notebook calls: frames with dates and numbers as such, networks that can be computed with."""

import networkx as nx
import pandas as pd
import pytest

import referatgraf
from graph.errors import QueryError


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

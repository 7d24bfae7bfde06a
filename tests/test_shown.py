"""What a notebook shows: a thing, a meeting, a network; all words escaped, no script but in a frame of its own."""

import html
import re

import pandas as pd
import pytest

import referatgraf
from graph.errors import ExportError, NotInGraph, QueryError
from referatgraf.build import build

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def graph(sample_store):
    return referatgraf.open(sample_store)


@pytest.fixture(scope="module")
def hostile(make_hostile, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "a.txt").write_text(make_hostile, encoding="utf-8")
    return referatgraf.build_graph(folder, folder / "store")


@pytest.fixture(scope="module")
def make_hostile():
    item = f"Status på Vandplanen {HOSTILE}\n\nBaggrund\n\nØDC leder Vandplanen {HOSTILE}. Vandplanen afventer Cykelplanen."
    more = f"Beslutning Direktionen den 16-05-2017\n\nGodkendt {HOSTILE}.\n\nBilag\n\nProjektmandat for Cykelplanen"
    return (
        "\n\nREFERAT Direktionen d. 16-05-2017\n\nMødedato Tirsdag d. 16. maj 2017 kl. 10:00\n\nMødested Lokale 1\n\n"
        f"Punkt 1: {item}\n\n{more}\n\n"
    )


def tags(markup):
    return set(re.findall(r"<\s*([a-z]+)", markup))


def test_a_thing_shows_what_it_is_what_is_said_of_it_and_where(graph):
    thing = graph.entity("mobilitetsplanen")
    assert repr(thing) == "<projekt: Mobilitetsplan>"
    shown = thing._repr_html_()
    for words in ("Mobilitetsplan", "Hvad referaterne siger", "afhænger af", "Børnekulturhuset", "Hvor det nævnes"):
        assert words in shown
    assert list(thing.statements.columns) == ["relation", "other", "way", "accepted", "date", "quote", "file"]
    assert pd.api.types.is_datetime64_any_dtype(thing.statements["date"])
    assert thing.statements["quote"].str.len().gt(0).all()
    waits = thing.statements[thing.statements["relation"].eq("afhænger af")]
    assert set(waits["way"]) == {"←"}
    assert "Nærheden" in set(waits["other"])


@pytest.mark.parametrize(
    ("name", "title", "how"),
    [
        ("NY-NY", "Nye Rammer - Ny Administration: de næste skridt", "handler om"),
        ("ØDC", "Organisering af budgetanalyser", "indstiller"),
        ("Lars Holte", "Direktionen 2015-12-01", "deltog i"),
    ],
)
def test_a_thing_tells_its_history(name, title, how, graph):
    thing = graph.entity(name)
    assert list(thing.history.columns) == ["date", "title", "how", "outcome", "quote", "file"]
    assert (title, how) in set(zip(thing.history["title"], thing.history["how"], strict=True))
    assert "Hvad der er sket" in thing._repr_html_()


def test_a_case_tells_its_path_and_what_has_no_history_has_none(graph):
    assert list(graph.entity("16/14109").history["outcome"])[:2] == ["godkendt med bemærkning", "godkendt"]
    assert graph.entity("KOMBIT").history.empty


def test_a_thing_speaks_english_and_no_third_language(graph):
    assert "What the minutes say" in graph.entity("NY-NY", language="en")._repr_html_()
    with pytest.raises(ValueError, match="choose from da, en"):
        graph.entity("NY-NY", language="sv")


def test_a_thing_that_is_not_there_gets_the_nearest_names(graph):
    with pytest.raises(NotInGraph, match="did you mean Mobilitetsplan"):
        graph.entity("Mobilitetsplam")


def test_what_is_not_shown_is_counted(graph):
    thing = graph.entity("Direktionen")
    assert len(thing.mentions) > 12
    assert f"og {len(thing.mentions) - 12} flere" in thing._repr_html_()


def test_a_meeting_shows_its_text_with_what_is_named_marked(graph):
    meeting = graph.meeting("2018-01-15")
    assert list(meeting.items["number"]) == ["1", "2", "3", "4"]
    assert meeting.body == "Direktionen"
    shown = meeting.item(3)._repr_html_()
    assert re.search(r'<mark style="[^"]*" title="projekt: Mobilitetsplan">mobilitetsplanen</mark>', shown)
    assert "Hvem venter på hvem" in shown
    assert "Bookning" not in shown
    for item in meeting.read:
        for section in item.sections:
            for mark in section.marks:
                assert section.text[mark.start : mark.end] == mark.words


def test_the_text_of_a_meeting_is_all_there_marks_or_not(graph):
    for item in graph.meeting("2017-05-16").read:
        for section in item.sections:
            bare = re.sub(r"<[^>]+>", "", referatgraf.shown.marked(section.text, section.marks))
            assert html.unescape(bare) == section.text


def test_a_meeting_is_asked_for_by_its_day(graph, make_minutes, tmp_path):
    with pytest.raises(NotInGraph, match="there are: 2013-11-11, "):
        graph.meeting("2018-01-16")
    for body in ("Direktionen", "Byrådet"):
        text = make_minutes("Vejret\n\nBaggrund\n\nDet regner.", body=body)
        (tmp_path / f"{body}.txt").write_text(text, encoding="utf-8")
    build([tmp_path], tmp_path / "two", municipality="Prøve Kommune")
    two = referatgraf.open(tmp_path / "two")
    with pytest.raises(QueryError, match="several met: Byrådet, Direktionen"):
        two.meeting("2017-05-16")
    assert two.meeting("2017-05-16", "Byrådet").body == "Byrådet"


def test_what_minutes_say_is_text_and_never_markup(hostile):
    meeting = hostile.meeting("2017-05-16")
    assert HOSTILE in "".join(section.text for item in meeting.read for section in item.sections)
    shown = meeting._repr_html_() + hostile.entity("Vandplanen")._repr_html_()
    assert html.escape(HOSTILE) in shown
    assert tags(shown) <= {"div", "p", "strong", "span", "br", "details", "summary", "table", "tr", "th", "td", "mark"}
    frame = hostile.show("Vandplanen")._repr_html_()
    assert tags(frame) == {"iframe"}
    assert HOSTILE not in frame


def test_a_network_stands_in_a_frame_that_keeps_it_apart_and_can_be_saved(graph, tmp_path):
    inline = graph.show("monopolbruddet", depth=1, height=300)
    frame = inline._repr_html_()
    assert 'sandbox="allow-scripts allow-downloads"' in frame
    assert "allow-same-origin" not in frame
    assert "height:300px" in frame
    assert html.unescape(re.search(r'srcdoc="([^"]*)"', frame)[1]) == inline.html
    assert inline.save(tmp_path / "net.html").read_text(encoding="utf-8") == inline.html
    assert repr(inline).startswith("<network of Monopolbruddet: ")
    with pytest.raises(ExportError, match="cannot be written"):
        inline.save(tmp_path / "no" / "net.html")


def test_all_statements_are_there_accepted_or_not(graph):
    told = graph.statements()
    assert set(told["accepted"]) == {True, False}
    assert told.loc[told["accepted"], "confidence"].min() >= 0.7 > told.loc[~told["accepted"], "confidence"].max()
    assert "afhænger af" in set(told["relation"])


def test_what_is_uncertain_is_a_register_that_can_be_handed_back(graph, sample_store, samples, tmp_path):
    doubts = graph.review()
    doubts.loc[doubts["name"].eq("Målingen af Trivsel") & doubts["other"].eq(""), "action"] = "reject"
    doubts.to_csv(tmp_path / "r.csv", sep=";", index=False, encoding="utf-8-sig")
    again = referatgraf.build_graph(samples, tmp_path / "store", register=tmp_path / "r.csv")
    assert again.report.undecided == len(doubts) - 1
    with pytest.raises(NotInGraph):
        again.entity("Målingen af Trivsel")


def test_samples_are_built_where_they_are_wanted(tmp_path):
    graph = referatgraf.samples(tmp_path / "here.store")
    assert graph.path == tmp_path / "here.store"
    assert graph.report.documents == 12
    assert len(graph.meetings()) == 12

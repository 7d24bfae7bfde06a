"""What a notebook shows: a thing, a meeting, a network; all words escaped, no script but in a frame of its own."""

import html
import re
from datetime import date, datetime

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


def plain(markup):
    """What a reader sees of a piece of HTML, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_a_thing_shows_what_it_is_how_it_stands_and_then_what_was_decided(graph):
    thing = graph.entity("mobilitetsplanen")
    assert repr(thing) == "<projekt: Mobilitetsplan>"
    shown = plain(thing._repr_html_())
    in_order = [
        "Mobilitetsplan projekt",
        "Hvor det står: forsinket 15. januar 2018",
        "Venter på dette Børnekulturhuset",
        "Udsatte boligområder bag Børnekulturhuset",
        "Frist: udgangen af marts 2018 (31. marts 2018) passeret",
        "Ikke indfriede tilsagn pr. 5. oktober 2020 frist passeret",
        "Beslutninger (3) 28. september 2020 · Direktionen",
        "8. maj 2017 · Direktionen udskudt Mobilitetsplan",
        "Hvor det nævnes (7)",
    ]
    places = [shown.find(words) for words in in_order]
    assert -1 not in places, in_order[places.index(-1)]
    assert places == sorted(places)


def test_the_frames_of_a_thing_have_the_words_of_each_statement(graph):
    thing = graph.entity("mobilitetsplanen")
    assert list(thing.statements.columns) == ["relation", "other", "way", "accepted", "date", "quote", "file"]
    assert pd.api.types.is_datetime64_any_dtype(thing.statements["date"])
    assert thing.statements["quote"].str.len().gt(0).all()
    waits = thing.statements[thing.statements["relation"].eq("afhænger af")]
    assert set(waits["way"]) == {"←"}
    assert "Nærheden" in set(waits["other"])


def test_each_line_of_a_thing_opens_to_its_words_and_where_they_stand(graph):
    shown = graph.entity("mobilitetsplanen")._repr_html_()
    opened = dict(re.findall(r"<details[^>]*><summary[^>]*>(.*?)</summary><div[^>]*>(.*?)</div></details>", shown))
    told = {plain(line): plain(words) for line, words in opened.items()}
    assert told["Nærheden"].startswith("»Nærheden … Projektet er sat i bero og afventer mobilitetsplanen.« – ")
    assert told["Nærheden"].endswith("3. Projektportefølje 2020, 2020-09-28-direktionen.txt")
    assert all("»" in words for words in told.values())


@pytest.mark.parametrize(
    ("name", "heading", "other"),
    [
        ("Fremtidens borgerkontakt", "Dele", "Kanalstrategien"),  # not: is part of
        ("Kanalstrategien", "Del af", "Fremtidens borgerkontakt"),
        ("Jane H", "Arbejder i", "ØDC"),
        ("ØDC", "Ansatte", "Jane H"),
    ],
)
def test_relations_are_worded_as_seen_from_the_thing(name, heading, other, graph):
    shown = graph.entity(name)._repr_html_()
    assert not {"→", "←"} & set(shown)
    _, _, after = shown.partition(f">{heading}</p>")
    assert other in plain(after.partition("<p ")[0])


def test_what_is_said_both_ways_has_one_heading(graph):
    for name in ("Nærheden", "NY-NY", "Den digitale arbejdsplads", "Monopolbruddet"):
        assert graph.entity(name)._repr_html_().count(">Har snitflade til</p>") <= 1


def test_other_names_are_told_where_they_differ_in_more_than_capitals(make_minutes, tmp_path):
    item = "Status på Vandplanen\n\nBaggrund\n\nVANDPLANEN afventer Cykelplanen. Vandplanen er forsinket."
    (tmp_path / "a.txt").write_text(make_minutes(f"{item}\n\nBilag\n\nProjektmandat for Cykelplanen"), encoding="utf-8")
    thing = referatgraf.build_graph(tmp_path, tmp_path / "store").entity("Vandplanen")
    names = [name.casefold() for name in thing.profile.spellings()]
    assert thing.label.casefold() not in names
    assert len(names) == len(set(names))
    assert "VANDPLANEN" not in thing._repr_html_().split("<details")[0]


def test_a_person_tells_in_how_many_meetings_and_not_each(graph):
    assert "møder deltaget i: 10 (1. december 2015–5. oktober 2020)." in plain(graph.entity("Lars Holte")._repr_html_())


def test_a_graph_shows_what_it_covers(graph, hostile):
    shown = plain(graph._repr_html_())
    assert "Graf over 12 dokumenter og 12 møder" in shown
    assert "Direktionen, 12 møder, 11. november 2013 – 5. oktober 2020" in shown
    assert "25 projekter, 14 enheder" in shown
    assert 'graph.entity("Børnekulturhuset")' in shown
    assert "ikke læst" not in shown  # all meetings that they know of are
    assert tags(hostile._repr_html_()) <= {"div", "p", "strong", "span"}


def test_a_graph_of_two_municipalities_says_whose_meetings_they_are(make_minutes, tmp_path):
    text = make_minutes("Vejret\n\nBaggrund\n\nDet regner.")
    for name in ("Nordby", "Sydby"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(f"{text}\n{name}.", encoding="utf-8")
        graph = referatgraf.build_graph(tmp_path / name, tmp_path / "s", municipality=name)
    shown = plain(graph._repr_html_())
    assert "Nordby Kommune: Direktionen, 1 møde, 16. maj 2017" in shown
    assert "Sydby Kommune: Direktionen, 1 møde, 16. maj 2017" in shown


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


def test_a_case_tells_its_path_and_what_has_no_history_has_none(graph):
    assert list(graph.entity("16/14109").history["outcome"])[:2] == ["godkendt med bemærkning", "godkendt"]
    assert graph.entity("KOMBIT").history.empty


def test_a_thing_speaks_english_and_no_third_language(graph):
    assert "Where it is named (" in graph.entity("NY-NY", language="en")._repr_html_()
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
    with pytest.raises(QueryError, match="YYYY-MM-DD"):
        graph.meeting("16. maj 2017")
    for day in (date(2017, 5, 16), datetime(2017, 5, 16, 10), pd.Timestamp("2017-05-16")):
        assert graph.meeting(day).date == "2017-05-16"
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
    assert "er tegnet" not in frame.partition("</iframe>")[2]
    with pytest.raises(ExportError, match="cannot be written"):
        inline.save(tmp_path / "no" / "net.html")


def test_a_picture_that_leaves_something_out_says_so_and_an_empty_one_says_why(graph, make_minutes, tmp_path):
    all_of_it = len(graph.network())
    cut = graph.show(limit=20)
    assert f"20 af {all_of_it} ting er tegnet; giv limit={all_of_it}" in plain(cut._repr_html_())
    assert f"20 of {all_of_it} things are drawn" in plain(graph.show(limit=20, language="en")._repr_html_())
    (tmp_path / "a.txt").write_text(make_minutes("Vejr\n\nBaggrund\n\nDet regner."), encoding="utf-8")
    nothing = referatgraf.build_graph(tmp_path, tmp_path / "s").show()
    assert "Der er intet at tegne" in plain(nothing._repr_html_())


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

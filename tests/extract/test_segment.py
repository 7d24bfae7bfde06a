"""Dividing minutes into their parts."""

import pytest

from extract.errors import SourceError
from extract.segment import segment


def of(text, span):
    return text[span.start : span.end]


def test_the_head_is_read_with_names_that_run_over_a_line():
    text = (
        "REFERAT Direktionen d. 16-05-2017\n\nMødedato Tirsdag d. 16. maj 2017 kl. 10:00\n\nMødested Lokale B, 2. sal\n\n"
        "Mødedeltagere Anne Berg, Bo Carl\nDahl, Eva Friis (sekretær)\n\nIndholdsfortegnelse\n\nSag A.....\t3\n\n"
        "Punkt 1: Sag A\n\n17/1\n"
    )
    head = segment(text).header
    assert (head.body, head.date, head.start_time, head.place) == (
        "Direktionen",
        "2017-05-16",
        "10:00",
        "Lokale B, 2. sal",
    )
    assert [(a.name, a.role) for a in head.attendees] == [
        ("Anne Berg", None),
        ("Bo Carl Dahl", None),
        ("Eva Friis", "sekretær"),
    ]
    assert of(text, head.attendees[1].span) == "Bo Carl\nDahl"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_newline_gives_the_same_parts(newline, make_minutes):
    text = make_minutes("Sag\n\n17/12\n\nBaggrund\n\nOrd.\n\nBilag\n\nEt bilag", "Lukket\n\n17/13").replace(
        "\n", newline
    )
    first, second = segment(text).items
    assert (first.title, first.case_number, [s.title for s in first.sections]) == (
        "Sag",
        "17/12",
        ["Baggrund", "Bilag"],
    )
    assert [of(text, a.span) for a in first.attachments] == ["Et bilag"]
    assert (second.closed, first.closed) == (True, False)


def test_the_table_form_of_the_contents_gives_alternative_titles(make_minutes):
    contents = "Indholdsfortegnelse\n\n| | |\n|---|----|\n| Økonomiopfølgning..... | 3 |\n| Lukket..... | 4 |\n\n"
    text = make_minutes("Økonomifølging\n\n12/1", "Lukket\n\n12/2").replace("Punkt 1:", contents + "Punkt 1:")
    first, second = segment(text).items
    assert (first.title, first.alternative_title) == ("Økonomifølging", "Økonomiopfølgning")
    assert second.alternative_title is None


def test_decisions_of_two_meetings_keep_their_own_body_and_date(make_minutes):
    text = make_minutes(
        "Sag\n\n17/1\n\nBeslutning Direktionen den 16-05-2017\n\nGodkendt.\n\nBeslutning Byrådet den 08-05-2017\n\nUdskudt."
    )
    decisions = segment(text).items[0].decisions
    assert [(d.body, d.date, of(text, d.text_span)) for d in decisions] == [
        ("Direktionen", "2017-05-16", "Godkendt."),
        ("Byrådet", "2017-05-08", "Udskudt."),
    ]


def test_the_old_template_has_capitals_and_attachments_before_the_repeated_title(make_minutes):
    text = make_minutes(
        "Lederforum\n\n13/2\n\nBilag\n\nOversigt A\n\nOversigt B\n\nLederforum\n\nSagsfremstilling\n\nTekst.\n\n"
        "INDSTILLING\n\nHR indstiller,\n\n1. At A\n2. At B\n\nBESLUTNING DIREKTIONEN DEN 11-11-2013\n\nGodkendt."
    )
    item = segment(text).items[0]
    assert [s.role for s in item.sections] == ["attachments", "case", "recommendation", "decision"]
    assert [a.title for a in item.attachments] == ["Oversigt A", "Oversigt B"]
    assert [p.text for p in item.points] == ["At A", "At B"]
    assert item.decisions[0].date == "2013-11-11"


def test_a_recommendation_in_one_sentence_is_one_point(make_minutes):
    text = make_minutes("Sag\n\n17/1\n\nIndstilling\n\nØDC indstiller, at direktionen drøfter planen.\n\nBilag\n\nX")
    assert [p.text for p in segment(text).items[0].points] == ["ØDC indstiller, at direktionen drøfter planen."]


def test_a_heading_with_a_colon_is_no_section(make_minutes):
    text = make_minutes("Sag\n\n17/1\n\nSagsfremstilling\n\nBilag:\n\n- et\n- to")
    item = segment(text).items[0]
    assert [s.title for s in item.sections] == ["Sagsfremstilling"]
    assert [b.kind for b in item.blocks] == ["paragraph", "bullet", "bullet"]


@pytest.mark.parametrize(
    "text", ["En indkøbsliste: mælk, smør og brød.", "Nyheder\n\nKommunen har åbnet en ny legeplads.", "x"]
)
def test_what_is_no_minutes_is_refused(text):
    with pytest.raises(SourceError) as refused:
        segment(text)
    assert refused.value.reason == "not_minutes"


def test_every_part_of_the_samples_knows_its_place(samples):
    for file in sorted(samples.glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        for item in segment(text).items:
            assert of(text, item.title_span) == item.title
            assert item.case_span is not None
            assert of(text, item.case_span) == item.case_number
            assert [of(text, a.span) for a in item.attachments] == [a.title for a in item.attachments]
            assert [of(text, s.heading) for s in item.sections] == [s.title for s in item.sections]


def test_who_has_sent_word_or_is_absent_is_marked(make_minutes):
    text = make_minutes("Sag A\n\n17/1").replace(
        "Punkt 1",
        "Mødedeltagere Anne Holm, Bo Dahl, Carl Friis (afbud)\n\nAfbud Bo Dahl\n\nFraværende: Dorte Lund\n\nPunkt 1",
    )
    present = {a.name: not a.absent for a in segment(text).header.attendees}
    assert present == {"Anne Holm": True, "Bo Dahl": False, "Carl Friis": False, "Dorte Lund": False}


@pytest.mark.parametrize("line", ["1. kvartal 2018: Udbud", "2. halvår 2018: Byggeri", "1. juni: Høring"])
def test_a_time_that_begins_with_an_ordinal_is_no_point_of_a_list(line, make_minutes):
    (item,) = segment(make_minutes(f"Sag A\n\n17/1\n\nBaggrund\n\n{line}")).items
    assert item.blocks[-1].kind == "paragraph"


def test_minutes_with_a_head_and_no_item_are_minutes():
    found = segment("REFERAT Direktionen d. 11-11-2013\n\nIndholdsfortegnelse\n\nHer er et overblik.\n")
    assert (found.header.body, found.header.date, found.items) == ("Direktionen", "2013-11-11", ())

"""Who was away, came late, left, met for another or might not take part, read from lists and sentences."""

import pytest

from extract.segment import segment

HEAD = "Udvalg: Kystudvalget\nMødedato: 4. marts 2019\nMedlemmer: Anna Vig (A), Bo Krog (V), Eva Lund (B)\n{}\n\n"
ITEMS = "7. Ny bro\nSagsnr. 19/881\nBeslutning\nGodkendt.\n{}\n8. Regnskab\nSagsnr. 19/12\nBeslutning\nUdsat.\n"


def told(head="", below=""):
    text = HEAD.format(head) + ITEMS.format(below)
    minutes = segment(text)
    assert [item.title for item in minutes.items] == ["Ny bro", "Regnskab"]
    assert all(p.span.of(text) == p.name for p in minutes.presences)
    return [(p.kind, p.name, p.items, p.apology, p.other) for p in minutes.presences]


@pytest.mark.parametrize(
    ("line", "apology"),
    [
        ("Afbud: Ib Dam (C)", True), ("Afbud fra: Ib Dam", True), ("Fraværende: Ib Dam (C)", False),
        ("Fraværende med afbud: Ib Dam", True), ("Fraværende uden afbud: Ib Dam", False), ("Ikke til stede: Ib Dam", False),
        ("Ib Dam havde meldt afbud.", True), ("Afbud\nIb Dam (C)", True),
    ],
)  # fmt: skip
def test_who_was_away_from_the_meeting_with_or_without_apology(line, apology):
    assert told(line) == [("absent", "Ib Dam", (), apology, None)]


@pytest.mark.parametrize(
    ("line", "kind", "items"),
    [
        ("Bo Krog var inhabil og deltog ikke.", "disqualified", (0,)),
        ("Bo Krog (V) erklærede sig inhabil.", "disqualified", (0,)),
        ("Inhabil: Bo Krog", "disqualified", (0,)),
        ("Bo Krog deltog ikke i sagens behandling.", "absent", (0,)),
        ("Bo Krog deltog ikke under punkt 7-8.", "absent", (0, 1)),
        ("Bo Krog forlod mødet kl. 17.20.", "left", (0,)),
        ("Bo Krog deltog til og med punkt 7.", "left", (0,)),
        ("Bo Krog (V) mødte kl. 17.20.", "late", (0,)),
        ("Bo Krog deltog fra punkt 8.", "late", (1,)),
        ("Bo Krog tog forbehold.", "reserved", (0,)),
        ("Bo Krog ønskede ført til protokol, at broen er for dyr.", "reserved", (0,)),
        ("Bo Krog stemte imod.", "voted", (0,)),
    ],
)  # fmt: skip
def test_what_is_said_of_someone_below_an_item(line, kind, items):
    assert told(below=line) == [(kind, "Bo Krog", items, False, None)]


def test_two_in_a_row_are_both_meant_and_who_found_so_is_not():
    assert [p[:2] for p in told(below="Anna Vig og Bo Krog var inhabile.")] == [
        ("disqualified", "Anna Vig"), ("disqualified", "Bo Krog"),
    ]  # fmt: skip
    assert [p[:2] for p in told(below="Anna Vig fandt, at Bo Krog var inhabil.")] == [("disqualified", "Bo Krog")]


@pytest.mark.parametrize(
    "line",
    [
        "Bo Krog var ikke inhabil.", "Ingen var inhabile.", "Bo Krog mødte en borger ved broen.",
        "Punktet var fraværende i planen.", "Broen deltog ikke.", "Bo Krog spurgte til broen.",
    ],
)  # fmt: skip
def test_what_says_nothing_of_presence_gives_none(line):
    assert told(below=line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Mona Ask var indkaldt som suppleant for Per Lind (C).", "Mona Ask mødte i stedet for Per Lind.",
        "For Per Lind mødte Mona Ask.", "Afbud: Per Lind, i stedet mødte Mona Ask",
    ],
)  # fmt: skip
def test_who_met_for_whom(line):
    found = [p for p in told(line) if p[0] == "substitute"]
    assert found == [("substitute", "Mona Ask", (), False, "Per Lind")]
    people = {a.name: a.absent for a in segment(HEAD.format(line) + ITEMS).header.attendees}
    assert (people["Mona Ask"], people["Per Lind"]) == (False, True)


def test_it_is_read_under_the_general_layout_too(make_minutes):
    text = make_minutes("Ny bro\n\n17/1\n\nBeslutning\n\nGodkendt.\n\nBodil Krog var inhabil.")
    minutes = segment(text)
    assert minutes.layout == "general"
    assert [(p.kind, p.name, p.items) for p in minutes.presences] == [("disqualified", "Bodil Krog", (0,))]

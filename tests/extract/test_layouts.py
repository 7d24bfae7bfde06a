"""Layout families: each reads its own example, and little minutes of every way of printing them."""

import json
import subprocess
import sys

import pytest

from extract.errors import LexiconError, SourceError
from extract.families import family, family_names, family_of
from extract.lexicon import load_layout
from extract.outcomes import outcome_of
from extract.segment import segment

EXAMPLES = [(name, n) for name in family_names() for n in range(len(family(name).examples))]
HEAD = "Udvalg: Kystudvalget\nMødedato: 4. marts 2019\n\n"


def read(text):
    """The items as a family's file states them: number, title, case number, the last decision's words."""
    return [
        [
            item.number or "",
            item.title,
            item.case_number or "",
            " ".join(item.decisions[-1].text_span.of(text).split()) if item.decisions else "",
        ]
        for item in segment(text).items
    ]


def item(text, number=0):
    return segment(text).items[number]


def people(text):
    return {a.name: not a.absent for a in segment(text).header.attendees}


def test_every_family_has_an_example():
    assert [name for name in family_names() if not family(name).examples] == []


@pytest.mark.parametrize(("name", "n"), EXAMPLES)
def test_a_family_reads_its_own_example(name, n):
    example = family(name).examples[n]
    assert read(example["text"]) == example["items"]
    assert segment(example["text"]).layout == name


@pytest.mark.parametrize(("name", "n"), EXAMPLES)
def test_every_part_of_an_example_knows_its_place(name, n):
    text = family(name).examples[n]["text"]
    minutes = segment(text)
    for item in minutes.items:
        assert item.title_span.of(text) == item.title
        assert item.case_span is None or item.case_span.of(text) == item.case_number
        assert [s.heading.of(text) for s in item.sections] == [s.title for s in item.sections]
        assert all(d.body_span is None or d.body_span.of(text) == d.body for d in item.decisions)
    assert all(a.span.of(text) == a.name for a in minutes.header.attendees)


@pytest.mark.parametrize(
    "heading",
    [
        "Punkt 7: Ny bro", "Punkt nr. 7 - Ny bro", "7. Ny bro", "7: Ny bro", "Nr.7 - Ny bro", "Pkt. 7 Ny bro",
        "Pkt. 7\n\nNy bro", "Ny bro\nSag nr. 7", "7Ny bro", "7\n\nNy bro", "• 7\n  Ny bro", "Punkt Titel\n7 Ny bro",
        "Åbent punkt\n7 Ny bro", "Nr. 7 Åbent punkt\nNy bro", "Sagsnr. 19/881\n7. Ny bro",
    ],
)  # fmt: skip
def test_a_heading_is_read_however_it_is_printed(heading):
    assert [i[:2] for i in read(f"{HEAD}{heading}\n\nBeslutning\n\nGodkendt.\n")] == [["7", "Ny bro"]]


@pytest.mark.parametrize(
    "number",
    [
        "19/881", "EMN-2019-000881", "2019-881", "2019/000881", "81.00.00-P19-20-19", "81.00.00P19-0020", "81.00.00G01",
        "1-31-72-123-19", "19-000881", "511002",
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["7. Ny bro\nSagsnr.: {}", "7. Ny bro (sagsnr. {})", "Sagsnr. {}\n7. Ny bro"])
def test_a_case_number_is_read_in_every_form_below_in_and_above_the_title(number, where):
    found = item(f"{HEAD}{where.format(number)}\n\nBeslutning\n\nGodkendt.\n")
    assert (found.number, found.title, found.case_number) == ("7", "Ny bro", number)


def test_a_year_and_a_short_number_are_a_case_behind_its_label_only():
    found = item(f"{HEAD}7. Ny bro 2010-12\nSagsnr.: 2010-1\n\nBeslutning\n\nGodkendt.\n")
    assert (found.title, found.case_number) == ("Ny bro 2010-12", "2010-1")


def test_a_subject_behind_a_title_is_no_part_of_it():
    text = f"{HEAD}7. Gadelys (KLE 05.01.35)\n\nBeslutning\n\nGodkendt.\n"
    found = item(text)
    assert (found.title, found.title_span.of(text), found.kle) == ("Gadelys", "Gadelys", "05.01.35")
    assert found.kle_span.of(text) == "05.01.35"


def test_a_label_without_a_number_gives_no_case():
    assert item(f"{HEAD}7. Ny bro\nSagsnr.:\n\nBeslutning\nGodkendt.\n").case_number is None


@pytest.mark.parametrize(
    ("line", "subject"),
    [("Sagsnr.: 81.00.00-P19-20-19", "81.00.00"), ("KLE: 81.00.00 P19", "81.00.00"), ("Sagsnr.: 19/881", None)],
)
def test_a_number_of_the_municipalities_classification_gives_the_subject(line, subject):
    text = f"{HEAD}7. Ny bro\n{line}\n\nBeslutning\nGodkendt.\n"
    found = item(text)
    assert found.kle == subject
    assert found.kle_span is None or found.kle_span.of(text) == subject


@pytest.mark.parametrize(
    "heading",
    [
        "Beslutning", "Beslutninger", "BESLUTNING:", "Referat", "Kystudvalgets beslutning", "Indstilling og beslutning",
        "Kystudvalgets beslutning den 04.03.2019 Punkt 7", "Beslutning i Kystudvalget den 04-03-2019",
        "BESLUTNING: Kystudvalget den 04-03-2019", "Kystudvalget, den 4. marts 2019:",
        "Kystudvalget, 04-03-2019, pkt. 7", "KYSTUDVALGETS BESLUTNING DEN 4. MARTS 2019",
    ],
)  # fmt: skip
def test_a_decision_is_read_below_every_heading(heading):
    assert read(f"{HEAD}7. Ny bro\nSagsnr. 19/881\n\n{heading}\n\nGodkendt.\n")[0][3] == "Godkendt."


def test_a_decision_may_stand_behind_its_heading_or_be_glued_to_it():
    assert read(f"{HEAD}7. Ny bro\nBeslutning: Godkendt.\n")[0][3] == "Godkendt."
    assert read(f"{HEAD}7 : Ny bro\nBeslutningGodkendt.\n")[0][3] == "Godkendt."


def test_a_decision_before_the_case_text_ends_where_that_begins():
    text = (
        f"{HEAD}7. Ny bro\nBeslutning\nGodkendt.\nSagsfremstilling\nBroen er slidt.\n8. Regnskab\nBeslutning\nUdsat.\n"
    )
    assert [i[3] for i in read(text)] == ["Godkendt.", "Udsat."]


def test_who_was_away_is_no_part_of_a_decision():
    text = f"{HEAD}7. Ny bro\nBeslutning\nGodkendt.\nFraværende: Bo Krog (V).\n"
    assert read(text)[0][3] == "Godkendt."
    assert people(text) == {"Bo Krog": False}


def test_a_decision_without_a_heading_is_read_in_short_minutes():
    text = (
        "Kystrådet\nReferat\nMandag den 4. marts 2019\n\n1. Dagsorden\nDagsordenen blev godkendt.\n\n"
        "2. Orientering\nTaget til efterretning.\n"
    )
    assert [i[3] for i in read(text)] == ["Dagsordenen blev godkendt.", "Taget til efterretning."]


def test_decisions_of_several_bodies_below_one_heading_keep_body_and_day():
    text = (
        f"{HEAD}7. Ny bro\nIndstilling og beslutning\nHavnekontoret indstiller, at\n· broen skiftes\n"
        "Havneudvalget, den 4. februar 2019:\nAnbefales.\nKystudvalget, den 4. marts 2019:\nGodkendt.\n"
    )
    found = item(text)
    assert [(d.body, d.date) for d in found.decisions] == [
        ("Havneudvalget", "2019-02-04"),
        ("Kystudvalget", "2019-03-04"),
    ]
    assert [p.text for p in found.points] == ["broen skiftes"]


def test_points_of_a_recommendation_are_no_items():
    text = f"{HEAD}1. Ny bro\nIndstilling\nAt\n1. Broen skiftes\n2. Udgiften deles\nBeslutning\nGodkendt.\n2. Regnskab\nBeslutning\nUdsat.\n"
    assert [i[:2] for i in read(text)] == [["1", "Ny bro"], ["2", "Regnskab"]]


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Køb af areal - Lukket punkt", "Køb af areal"), ("Lukket: Køb af areal", "Køb af areal"),
        ("Køb af areal (lukket)", "Køb af areal"), ("Lukket punkt", "Lukket punkt"),
    ],
)  # fmt: skip
def test_a_closed_item_is_known_and_its_title_is_as_printed(title, plain):
    text = f"{HEAD}7. Ny bro\nBeslutning\nGodkendt.\n8. {title}\nBeslutning\nGodkendt.\n"
    assert [(i.title, i.closed) for i in segment(text).items] == [("Ny bro", False), (plain, True)]


def test_an_item_that_only_the_contents_list_has_is_an_item():
    text = f"{HEAD}7. Ny bro\n8. Køb af areal - Lukket punkt\n\n7. Ny bro\nBeslutning\nGodkendt.\n"
    assert [(i.number, i.title, i.closed) for i in segment(text).items] == [
        ("7", "Ny bro", False),
        ("8", "Køb af areal", True),
    ]


def test_items_below_closed_matters_are_closed():
    text = f"{HEAD}Åbne sager:\n1. Ny bro ..... 2\nLukkede sager:\n101. Køb af areal ..... 3\n\n1. Ny bro\nBeslutning\nGodkendt.\n"
    assert [(i.number, i.closed) for i in segment(text).items] == [("1", False), ("101", True)]


def test_numbers_may_have_gaps_and_begin_again():
    text = HEAD + "".join(
        f"{n}. Sag {c}\nSagsnr. 19/{c}\nBeslutning\nGodkendt.\n"
        for n, c in [(3, "11"), (6, "12"), (1, "13"), (2, "14")]
    )
    assert [i[0] for i in read(text)] == ["3", "6", "1", "2"]


def test_a_title_that_the_text_has_lost_stays_absent():
    text = f"{HEAD}Punkt 7\nSagsnr. 19/881\nBeslutning\nGodkendt.\nPunkt 8\nBeslutning\nUdsat.\n"
    assert read(text) == [["7", "", "19/881", "Godkendt."], ["8", "", "", "Udsat."]]


def test_a_title_runs_over_two_lines_where_the_contents_list_or_what_follows_says_so():
    text = f"{HEAD}7. En bro over havnen og\nå 3\n8. Regnskab 4\n7. En bro over havnen og\nå\nBeslutning\nUdsat.\n8. Regnskab\nBeslutning\nUdsat.\n"
    assert [i[1] for i in read(text)] == ["En bro over havnen og å", "Regnskab"]


def test_running_heads_are_no_part_of_items():
    pages = "".join(
        f"Kystudvalget\nReferat 4. marts 2019\nSide {n}\n{n}. Sag {n}\nBeslutning\nUdsat.\n" for n in range(1, 5)
    )
    assert read(pages) == [[str(n), f"Sag {n}", "", "Udsat."] for n in range(1, 5)]


@pytest.mark.parametrize(
    ("head", "present", "absent"),
    [
        ("Medlemmer\nAnna Vig (A)\nBo Krog (V)\nAfbud\nEva Lund (B)\n", {"Anna Vig", "Bo Krog"}, {"Eva Lund"}),
        ("Deltagere: Anna Vig (A), Bo Krog (V) og Eva Lund.\n", {"Anna Vig", "Bo Krog", "Eva Lund"}, set()),
        ("Til stede: Anna Vig, A, Bo Krog, V\nFraværende: Eva Lund\n", {"Anna Vig", "Bo Krog"}, {"Eva Lund"}),
        ("Deltagere\n- Anna Vig, formand\n- Bo Krog\n", {"Anna Vig", "Bo Krog"}, set()),
        ("Medlemmer\nAnna Vig (A)    Bo Krog (V)\nEva Lund (B)    Ib Dam (C)\n", {"Anna Vig", "Bo Krog", "Eva Lund", "Ib Dam"}, set()),
        ("Navn | Til stede | Fraværende\nAnna Vig (A) | x |\nBo Krog (V) | | x\n", {"Anna Vig"}, {"Bo Krog"}),
        ("Medlemmer: Anna Vig (A)\nEva Lund (B) var indkaldt som stedfortræder for Bo Krog (V).\n", {"Anna Vig", "Eva Lund"}, {"Bo Krog"}),
        ("Mødedeltagere:\n\nPunkt\tTitel\n", set(), set()),
        ("Medlemmer: Anna Vig\nAfbud\nBo Krog, V - Eva Lund stedfortræder\n", {"Anna Vig", "Eva Lund"}, {"Bo Krog"}),
        ("Til stede: Alle undtagen Anna Vig (A) og Bo Krog (V).\n", set(), {"Anna Vig", "Bo Krog"}),
        ("Tilstede var: Alle medlemmer på nær Anna Vig, Eva Lund og Bo Krog\n", set(), {"Anna Vig", "Eva Lund", "Bo Krog"}),
        ("Medlemmer\nAnna Vig (A), Afbud\nBo Krog (V)      Afbud\nEva Lund (B) Fraværende\nIb Dam (C), inhabil under punkt 7\n", {"Ib Dam"}, {"Anna Vig", "Bo Krog", "Eva Lund"}),
        ("Medlemmer: Anna Vig (A) Bo Krog (V) Ib Dam (C)\nAfbud: Ib Dam\n", {"Anna Vig", "Bo Krog"}, {"Ib Dam"}),
        ("Medlemmer\tAnna Vig (A), formand Bo Krog (V) Ib Dam (C)\nEndvidere deltog\tPlandirektør Eva Lund\n", {"Anna Vig", "Bo Krog", "Ib Dam", "Eva Lund"}, set()),
        ("Medlemmer: Anna Vig (A)\nAfbud: Bo Krog (V), for hvem Eva Lund (V) mødte\n", {"Anna Vig", "Eva Lund"}, {"Bo Krog"}),
        ("Deltagere: Anna Vig (A), Bo Krog (V) (afbud)\nStedfortræder for Bo Krog: Eva Lund (V)\n", {"Anna Vig", "Eva Lund"}, {"Bo Krog"}),
        ("Deltagere: Anna Vig (A)\n\nSom stedfortræder for Bo Krog deltog Niels Chr. Lund (V).\n", {"Anna Vig", "Niels Chr. Lund"}, {"Bo Krog"}),
    ],
)  # fmt: skip
def test_people_are_read_from_lists_columns_tables_and_sentences(head, present, absent):
    found = people(f"{HEAD}{head}\n7. Ny bro\nBeslutning\nGodkendt.\n")
    assert {name for name, there in found.items() if there} == present
    assert {name for name, there in found.items() if not there} == absent


def test_a_reported_absence_from_a_list_of_members_says_where_it_stands():
    text = f"{HEAD}Medlemmer: Alle undtagen Bo Krog (V)\n7. Ny bro\nBeslutning\nGodkendt.\n"
    absent = next(p for p in segment(text).presences if p.name == "Bo Krog")
    assert (absent.kind, absent.apology) == ("absent", False)
    assert [span.of(text) for span in absent.evidence] == ["Alle undtagen", "Bo Krog"]


@pytest.mark.parametrize(
    ("head", "body", "date", "time"),
    [
        ("Kystudvalgets møde den 4. marts 2019\nLokale 3 kl. 16.00\n", "Kystudvalget", "2019-03-04", "16:00"),
        ("Kystudvalget - referat 04-03-2019\n", "Kystudvalget", "2019-03-04", None),
        ("UDVALG\n\nUdvalget for Kyst og Hav\n\nSTARTTIDSPUNKT\n\n04-03-2019 08:30:00\n", "Udvalget for Kyst og Hav", "2019-03-04", "08:30"),
        ("Kystudvalget\nDato: Mandag, Marts 4, 2019 - 17:30\n", "Kystudvalget", "2019-03-04", "17:30"),
        ("Referat\nKystudvalget\nmandag den 4. marts 2019, kl. 13:00\n", "Kystudvalget", "2019-03-04", "13:00"),
        ("Nørby Kommune\n\nReferat af Kystudvalgets ordinære møde mandag den 4. marts 2019 kl. 17.00\n", "Kystudvalget", "2019-03-04", "17:00"),
        ("Referat: 4. marts 2019 kl. 08:00\n", None, "2019-03-04", "08:00"),
    ],
)  # fmt: skip
def test_the_head_says_who_met_and_when(head, body, date, time):
    header = segment(f"{head}\n7. Ny bro\nBeslutning\nGodkendt.\n").header
    assert (header.body, header.date, header.start_time) == (body, date, time)


@pytest.mark.parametrize(
    "text",
    [
        "Nyheder\n\n1. Legepladsen åbner\nKommunen åbner den 4. marts 2019 en legeplads.\n\n2. Borgermøde\nKom den 5. april.\n",
        "Dagsordener og referater\nByrådet\nReferat 4. marts 2019\nReferat 1. april 2019\nBeslutning\nFind referat\n",
        "Byrådet\n1. Kontakt\n2. Ledige job\n3. Presse\n4. marts 2019\n",
    ],
)
def test_pages_that_only_look_like_minutes_give_nothing(text):
    with pytest.raises(SourceError) as refused:
        segment(text)
    assert refused.value.reason == "not_minutes"


def test_the_choice_says_how_sure_it_is(make_minutes):
    minutes = segment(make_minutes("Sag A\n\n17/1\n\nBeslutning\n\nGodkendt."))
    assert (minutes.layout, minutes.layout_confidence) == ("general", 99)


@pytest.mark.parametrize(
    ("text", "recommended", "outcome"),
    [
        ("Tilbagesendes med et ændret forslag, som blev vedtaget.", (), "adopted"),
        ("Tilbagesendes til forvaltningen.", (), "referred"),
        ("Fremsendes til Havneudvalget.", (), "referred"),
        ("Indstillingen godkendt.", ("At planen drøftes.",), "discussed"),
        ("Indstillingen godkendt.", ("At planen drøftes.", "At planen godkendes."), "adopted"),
        ("Indstillingen godkendt.", (), "adopted"),
        ("Anbefales.", (), "adopted"),
        ("Anbefales, dog med mindre areal.", (), "adopted_with_remark"),
        ("Indstilles til godkendelse.", (), "adopted"),
        ("Godkendt med 11 stemmer mod 4.", (), "adopted"),
        ("Punkt 4 blev taget af dagsordenen. Resten godkendt.", (), "adopted_with_remark"),
        ("Rådet besluttede ikke at følge indstillingen.", (), "other"),
        ("Ad 1\nFaldet.\nAd 2\nGodkendt.", (), "other"),
        ("Ad 1\nGodkendt.\nAd 2\nGodkendt.", (), "adopted"),
        ("Forslaget blev ikke godkendt.", (), "rejected"),
        ("Et flertal kunne tiltræde indstillingen. Ib Dam kunne ikke tiltræde.", (), "adopted"),
        ("Udvalget besluttede at udsætte sagen.", (), "deferred"),
        ("Hjælp til udsatte unge godkendt.", (), "adopted"),
        ("Punktet blev drøftet. Sagen genoptages i maj.", (), "discussed"),
        ("Intet.", (), "other"),
    ],
)
def test_an_outcome_is_read_from_the_whole_sentence_and_the_recommendation(text, recommended, outcome):
    assert outcome_of(text, recommended) == outcome


def test_a_subject_is_one_concept_whichever_item_has_it(tmp_path):
    from graph.export import export
    from graph.store import open_store
    from referatgraf.build import build

    for n, body in enumerate(("Kystudvalget", "Havneudvalget")):
        text = f"Udvalg: {body}\nMødedato: 4. marts 2019\n\n7. Ny bro\nSagsnr.: 81.00.00-P19-{n}-19\nBeslutning\nGodkendt.\n"
        (tmp_path / f"{n}.txt").write_text(text, encoding="utf-8")
    build([tmp_path / "0.txt", tmp_path / "1.txt"], tmp_path / "a.store")
    export(open_store(tmp_path / "a.store"), tmp_path / "a.nq")
    lines = (tmp_path / "a.nq").read_text(encoding="utf-8").splitlines()
    subject = "<https://w3id.org/referatgraf/id/kle/81-00-00>"
    assert sum(f"vocab#kle> {subject}" in line for line in lines) == 2
    assert sum(line.startswith(subject) and 'notation> "81.00.00"' in line for line in lines) == 1
    assert any(line.startswith(subject) and "inScheme> <https://w3id.org/referatgraf/id/kle>" in line for line in lines)


def scored(shared, files, folder):
    """The figures of files of other municipalities that are built together, as the scoring tool tells them."""
    from graph.export import export
    from graph.store import open_store
    from referatgraf.build import build

    gold = folder / "gold"
    gold.mkdir(parents=True)
    for file in files:
        facts = shared / "corpus-other" / "gold" / f"{file.stem}.json"
        gold.joinpath(facts.name).write_bytes(facts.read_bytes())
    build(files, folder / "other.store")
    export(open_store(folder / "other.store"), folder / "other.nq")
    tool = [sys.executable, shared / "tools" / "score_layouts.py", folder / "other.nq", "--gold", gold, "--json"]
    done = subprocess.run([str(word) for word in tool], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["summary"]


def files_of_others(shared):
    folder = shared / "corpus-other"
    return sorted(path for path in folder.iterdir() if path.suffix in (".html", ".pdf", ".txt"))


@pytest.mark.slow
def test_the_figures_on_minutes_of_other_municipalities_hold(shared, tmp_path):
    summary = scored(shared, files_of_others(shared), tmp_path)
    assert (summary["dates"], summary["bodies"]) == (16, 16)
    assert (summary["items"]["f1"], summary["people"]["f1"]) == (1.0, 1.0)
    assert (summary["title"], summary["case_number"], summary["closed"]) == (1.0, 1.0, 1.0)
    assert summary["outcome"] >= 0.97  # an approved recommendation to discuss is read as discussed


@pytest.mark.slow
def test_each_file_of_another_municipality_is_read_by_itself(shared, tmp_path):
    """The same minutes may lie there as text and as PDF: together one could hide what the other lacks."""
    files = files_of_others(shared)
    assert {path.suffix for path in files} == {".html", ".pdf", ".txt"}
    for file in files:
        summary = scored(shared, [file], tmp_path / file.name)
        assert (summary["dates"], summary["bodies"]) == (1, 1), file.name
        assert (summary["items"]["f1"], summary["title"], summary["case_number"]) == (1.0, 1.0, 1.0), file.name
        assert summary["closed"] == 1.0, file.name
        assert summary["people"]["tp"] == summary["people"]["found"] == summary["people"]["gold"], file.name
        assert summary["outcome"] >= 0.85, file.name


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ({"item": {"heads": ["(?P<number>\\d+"]}}, "item.heads is no regular expression: missing ), unterminated subpattern at …(?P<number>\\d+…"),
        ({"item": {"head": ["x"]}}, "item.head is no key of a layout; item.heads?"),
        ({"itme": {"heads": ["x"]}}, "itme is no key of a layout; item?"),
        ({"item": {"heads": "x"}}, "item.heads is to be a list of texts"),
        ({"item": {"numbered": "no"}}, "item.numbered is to be true or false"),
        ({"item": {"title": "below"}}, "item.title is 'below', none of same, next, previous"),
        ({"section": {"words": {"desicion": ["Afgjort"]}}}, "section.words.desicion is no key of a layout; section.words.decision?"),
        ({"section": {"words": {"decision": "Afgjort"}}}, "section.words.decision is to be a list of texts"),
        ({"shapes": {"case": "["}}, "item.case is no regular expression: "),
        ({"example": [{"text": ""}]}, "example.items is missing"),
        ({"item": "x"}, "item is to be a table: [item]"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_layout_file_is_told_in_one_line_with_file_and_key(own, told):
    with pytest.raises(LexiconError) as refused:
        family_of("mine", own, load_layout("common"))
    assert str(refused.value).startswith(f"extract/layouts/mine.toml: {told}")
    assert "\n" not in str(refused.value)


def test_a_file_that_says_nothing_of_its_own_is_a_family_by_its_name():
    assert family_of("mine", {}, load_layout("common")).name == "mine"

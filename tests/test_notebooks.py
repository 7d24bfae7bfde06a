"""The notebooks run from start to end, say what is so of the samples, and are saved without output."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from referatgraf.build import build

ROOT = Path(__file__).parents[1]
NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
# What each notebook says of the samples in words, and how many figures it shows.
SAYS = {
    "01_read_one_meeting": (
        [
            "**Direktionen 2017-05-16**: 7 punkter, heraf 1 lukket, og 5 beslutninger.",
            "**40** omtaler er holdt op mod teksten; **0** afviger.",
        ],
        1,
    ),
    "02_ask_the_graph": (
        [
            "**Børnekulturhuset** er nævnt 20 gange; 25 projekter er kendt.",
            "Svaret bygger på **12 af 12** kendte møder",
            "6 punkter er udskudt, 1 af dem er ikke kommet igen.",
        ],
        1,
    ),
    "03_dependencies": (
        [
            "**Mobilitetsplan** er det, flest venter på, 4 i alt: "
            "Børnekulturhuset, Nærheden, Udsatte boligområder, Vækstpolitik.",
            "Ingen ringe",
            "**Nye Rammer - Ny Administration** ligger på",
            "Kritiske projekter: **Børnekulturhuset, Fremtidens borgerkontakt, Kanalstrategien, Mobilitetsplan, ",
            "**Mobilitetsplan** bremser mest: 4 venter på det.",
            "At tage op: **",
        ],
        4,
    ),
    "04_who_works_with_whom": (
        [
            "**Charlotte Markussen** har siddet med oftest: 10 af 11 møder.",
            "13 enheder, 29 samarbejder, 3 grupper.",
            "**BAC** ligger mest midt imellem: 20 % af de korteste veje.",
            "Broer: **BAC – Den digitale taskforce**; **HR-Centret – SUOC**.",
            "Brobyggere: **BAC, HR-Centret**.",
        ],
        3,
    ),
    "05_how_decisions_fall": (
        [
            "6 punkter blev udskudt, 5 kom tilbage",
            "Åbne: **Mobilitetsplan**.",
            "28 indstillede sager: **23 (82 %) blev afgjort samme dag**.",
            "Pr. **2020-10-05**: overskredet",
        ],
        6,
    ),
    "06_how_well_it_reads": (
        [
            "Målt på **3 af 12** referater",
            "(168 i facit). Oplysninger: præcision **",
            "oplysninger er bedømt. I gennemsnit ligger sikkerheden **0,08** fra sandheden",
            "* 12 af 12 kendte møder er læst, 2013-11-11 til 2020-10-05.",
        ],
        4,
    ),
    "07_your_own_minutes": (
        [
            "**14** referater er læst, **1** sprunget over",
            "»Målingen af Trivsel« er afvist",
        ],
        1,
    ),
}
# Of what only one is, no figure is drawn: there is nothing to compare it with.
FIGURES_ON_REAL = {name: figures for name, (_, figures) in SAYS.items()} | {"03_dependencies": 3}
# It builds a store of its own, of a folder; the others are given one.
BUILDS = "07_your_own_minutes"


class Shown(NamedTuple):
    """What a notebook says in words, how many figures it shows, and the folder in which it leaves its lists."""

    said: str
    figures: int
    folder: Path


def run(name, store, folder, gold=None):
    """Run a notebook on a store (None: on what it takes by itself), in a folder."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    with pytest.MonkeyPatch.context() as patched:
        for variable, value in (("REFERATGRAF_STORE", store), ("REFERATGRAF_GOLD", gold)):
            patched.setenv(variable, str(value)) if value else patched.delenv(variable, raising=False)
        patched.delenv("MPLBACKEND", raising=False)  # figures are shown in the notebook, as a reader sees them
        patched.setenv("IPYTHONDIR", str(folder))
        patched.setenv("PYTHONPATH", str(ROOT))
        resources = {"metadata": {"path": str(folder)}}
        NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    complaints = [output["text"] for output in outputs if output.get("name") == "stderr"]
    assert complaints == [], "a reader sees warnings"
    shown = [output.get("data", {}) for output in outputs]
    said = "\n".join(data["text/markdown"] for data in shown if "text/markdown" in data)
    return Shown(said, sum("image/png" in data for data in shown), folder)


@pytest.fixture(scope="module")
def on_the_samples(sample_store, tmp_path_factory):
    """A notebook as the samples show it; each is run once."""
    return cache(lambda name: run(name, None if name == BUILDS else sample_store, tmp_path_factory.mktemp(name)))


def rows_of(file):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def test_every_notebook_is_listed_here():
    assert sorted(SAYS) == NAMES


def test_notebooks_are_saved_without_output(root):
    for name in NAMES:
        cells = nbformat.read(root / "notebooks" / f"{name}.ipynb", as_version=4).cells
        assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells if cell.cell_type == "code")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_and_says_what_is_so_of_the_samples(name, on_the_samples):
    shown, (claims, figures) = on_the_samples(name), SAYS[name]
    assert [claim for claim in claims if claim not in shown.said] == []
    assert shown.figures == figures


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_who_waits_for_whom_ends_in_a_list_for_the_next_meeting_in_which_each_line_has_its_words(on_the_samples):
    rows = rows_of(on_the_samples("03_dependencies").folder / "til_naeste_moede.csv")
    assert [row["rører"] for row in rows if row["projekt"] == "Mobilitetsplan" and row["hvordan"] == "venter på det"] == [
        "Børnekulturhuset", "Nærheden",
    ]  # fmt: skip
    plan = rows[0]
    assert plan["tilstand"].startswith("forsinket (2018-01-15): ")
    assert "udskudt beslutning (2017-05-08)" in plan["åbent"]
    assert "overskredet tilsagn (2018-01-15)" in plan["åbent"]
    assert {row["projekt"] for row in rows}.isdisjoint({"Monopolbruddet", "Henvendelsesanalysen"})  # these are closed
    for row in rows:
        assert row["ordene"]
        assert row["fil"] == f"{row['oplyst']}-direktionen.txt"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_where_hardly_anyone_waits_the_list_has_what_stands_still_and_whom_that_touches(real_store, tmp_path):
    shown = run("03_dependencies", real_store, tmp_path)
    assert "Det siges kun 1 gang." in shown.said
    assert "Ingen venter på noget, der er forsinket, afventer eller står åbent." in shown.said
    rows = rows_of(tmp_path / "til_naeste_moede.csv")
    assert len({row["projekt"] for row in rows}) > 5
    assert {row["hvordan"] for row in rows} >= {"det er en del af", "har snitflade til det"}
    assert all(row["ordene"] and row["fil"] and (row["tilstand"] != "ikke oplyst" or row["åbent"]) for row in rows)
    assert shown.figures == FIGURES_ON_REAL["03_dependencies"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_decisions_over_time_end_in_a_list_to_follow_up_as_of_a_day(on_the_samples):
    rows = rows_of(on_the_samples("05_how_decisions_fall").folder / "opfoelgning.csv")
    found = [(row["tilstand"], row["hvad"], row["siden"]) for row in rows]
    assert found == sorted(found, key=lambda row: row[2])
    assert set(found) >= {
        ("udskudt", "Mobilitetsplan", "2017-05-08"),
        ("overskredet", "ØDC fremlægger et udkast inden udgangen af januar 2018.", "2017-10-24"),
        ("overskredet", "Mobilitetsplanen forelægges direktionen inden udgangen af marts 2018.", "2018-01-15"),
    }


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_one_meeting_ends_in_a_mail_with_each_item_and_what_was_decided(on_the_samples):
    mail = (on_the_samples("01_read_one_meeting").folder / "mail.txt").read_text(encoding="utf-8")
    assert "2. Lukket\n   Ingen beslutning i referatet." in mail
    assert "4. KITOS - overblik over kommunens kontrakter\n   Godkendt (indstillet af ØDC): Godkendt." in mail
    assert "nan" not in mail


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_questions_end_in_what_was_put_off_and_has_not_come_back(on_the_samples):
    rows = rows_of(on_the_samples("02_ask_the_graph").folder / "udskudt.csv")
    assert [(row["punkt"], row["sag"], row["senest udskudt"]) for row in rows] == [
        ("Mobilitetsplan", "17/2210", "2017-05-08"),
    ]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_who_works_with_whom_ends_in_a_question_for_each_unit(on_the_samples):
    rows = {row["enhed"]: row for row in rows_of(on_the_samples("04_who_works_with_whom").folder / "koordinering.csv")}
    assert rows["HR-Centret"]["brobygger"] == "ja"
    assert "Opgavefællesskaber" in rows["HR-Centret"]["projekter"]
    assert rows["SUOC"]["spørgsmål"] == "Er HR-Centret den eneste, I skal koordinere med?"
    assert all(row["spørgsmål"] for row in rows.values())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_how_well_it_reads_ends_in_a_declaration_and_questions_that_can_be_handed_back(on_the_samples, tmp_path):
    from extract.register import read_register

    folder = on_the_samples("06_how_well_it_reads").folder
    assert "at noget ikke står her, betyder ikke, at det ikke er sådan" in (folder / "varedeklaration.md").read_text(
        encoding="utf-8"
    )
    register = read_register(folder / "tvivl.csv")
    assert register.undecided == 10


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_ones_own_minutes_end_in_a_report_that_names_what_was_left_out(on_the_samples):
    rows = {row["fil"]: row for row in rows_of(on_the_samples(BUILDS).folder / "laeserapport.csv")}
    assert rows["2017-12-05-afbrudt.pdf"]["bemærkning"].startswith("ikke læst: ")
    assert rows["2017-11-07-direktionen.html"]["punkter"] == "1"
    assert rows["2017-11-14-direktionen.txt"]["dato"] == "2017-11-14"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "name", [name for name in NAMES if name != "03_dependencies"]
)  # its list has a test of its own
def test_a_notebook_runs_on_the_real_minutes(name, real_store, shared, tmp_path):
    shown = run(name, real_store, tmp_path, gold=shared / "gold")
    assert shown.figures == FIGURES_ON_REAL[name]
    if name == BUILDS:  # given a store, it tells of that one
        assert "bygges ikke om her" in shown.said
        assert {row["fil"] for row in rows_of(tmp_path / "laeserapport.csv")} == {
            file.name for file in (shared / "corpus").iterdir() if file.suffix == ".txt"
        }


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_how_well_it_reads_says_so_where_nobody_has_annotated_these_minutes(make_minutes, tmp_path):
    (tmp_path / "a.txt").write_text(
        make_minutes("Status på Vandplanen\n\nBaggrund\n\nDer er snitflade mellem Vandplanen og Cykelplanen."),
        encoding="utf-8",
    )
    build([tmp_path / "a.txt"], tmp_path / "store")
    assert (
        "**Der er intet facit til disse referater.**" in run("06_how_well_it_reads", tmp_path / "store", tmp_path).said
    )


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("name", "sentence", "decision"),
    [
        ("03_dependencies", "Der er snitflade mellem Vandplanen og Cykelplanen.", ""),
        ("05_how_decisions_fall", "Det regner.", "Beslutning Direktionen den 16-05-2017\n\nGodkendt."),
    ],
)
def test_a_notebook_runs_on_minutes_that_tell_little_and_says_so_where_they_tell_nothing(
    name, sentence, decision, make_minutes, tmp_path
):
    (tmp_path / "lidt.txt").write_text(
        make_minutes(
            f"Status på Vandplanen\n\nBaggrund\n\n{sentence}\n\n{decision}\n\nBilag\n\nProjektmandat for Cykelplanen"
        ),
        encoding="utf-8",
    )
    # Minutes that do not say when they were taken.
    undated = make_minutes("Cykelplanen\n\nBeslutning\n\nUdskudt.", date="", long="")
    (tmp_path / "uden dag.txt").write_text(undated, encoding="utf-8")
    build([tmp_path / "lidt.txt", tmp_path / "uden dag.txt"], tmp_path / "little")
    run(name, tmp_path / "little", tmp_path)
    (tmp_path / "intet.txt").write_text(make_minutes("Vejret\n\nBaggrund\n\nDet regner."), encoding="utf-8")
    build([tmp_path / "intet.txt"], tmp_path / "nothing")
    with pytest.raises(CellExecutionError, match=r"referaterne siger ikke|der er ingen beslutninger"):
        run(name, tmp_path / "nothing", tmp_path)

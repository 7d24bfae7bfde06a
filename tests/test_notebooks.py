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
    "01_ask_the_graph": ([], 1),
    "02_dependencies": (
        [
            "**Mobilitetsplan** er det, flest venter på, 4 i alt: "
            "Børnekulturhuset, Nærheden, Udsatte boligområder, Vækstpolitik.",
            "Ingen ringe",
            "**Nye Rammer - Ny Administration** ligger på",
            "**Mobilitetsplan** bremser mest: 4 venter på det.",
        ],
        3,
    ),
    "03_decisions_over_time": (
        ["6 punkter blev udskudt, 5 kom tilbage", "Åbne: **Mobilitetsplan**.", "Pr. **2018-02-15**: overskredet"],
        5,
    ),
}


class Shown(NamedTuple):
    """What a notebook says in words, how many figures it shows, and the folder in which it leaves its lists."""

    said: str
    figures: int
    folder: Path


def run(name, store, folder):
    """Run a notebook on a store, in a folder."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("REFERATGRAF_STORE", str(store))
        patched.delenv("MPLBACKEND", raising=False)  # figures are shown in the notebook, as a reader sees them
        patched.setenv("IPYTHONDIR", str(folder))
        patched.setenv("PYTHONPATH", str(ROOT))
        resources = {"metadata": {"path": str(folder)}}
        NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
    shown = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    said = "\n".join(data["text/markdown"] for data in shown if "text/markdown" in data)
    return Shown(said, sum("image/png" in data for data in shown), folder)


@pytest.fixture(scope="module")
def on_the_samples(sample_store, tmp_path_factory):
    """A notebook as the samples show it; each is run once."""
    return cache(lambda name: run(name, sample_store, tmp_path_factory.mktemp(name)))


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
    rows = rows_of(on_the_samples("02_dependencies").folder / "til_naeste_moede.csv")
    assert [row["venter på det"] for row in rows if row["bremser"] == "Mobilitetsplan"] == [
        "Børnekulturhuset", "Nærheden",
    ]  # fmt: skip
    plan = rows[0]
    assert plan["tilstand"].startswith("forsinket (2018-01-15): ")
    assert "udskudt beslutning (2017-05-08)" in plan["åbent"]
    assert "overskredet tilsagn (2018-01-15)" in plan["åbent"]
    assert {row["bremser"] for row in rows}.isdisjoint({"Monopolbruddet", "Henvendelsesanalysen"})  # these are closed
    for row in rows:
        assert row["ordene"]
        assert row["fil"] == f"{row['oplyst']}-direktionen.txt"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_decisions_over_time_end_in_a_list_to_follow_up_as_of_a_day(on_the_samples):
    rows = rows_of(on_the_samples("03_decisions_over_time").folder / "opfoelgning.csv")
    found = [(row["tilstand"], row["hvad"], row["siden"]) for row in rows]
    assert found == sorted(found, key=lambda row: row[2])
    assert set(found) >= {
        ("udskudt", "Mobilitetsplan", "2017-05-08"),
        ("overskredet", "ØDC fremlægger et udkast inden udgangen af januar 2018.", "2017-10-24"),
        ("åben", "Mobilitetsplanen forelægges direktionen inden udgangen af marts 2018.", "2018-01-15"),
    }
    assert max(row[2] for row in found) <= "2018-02-15"  # what came after is not known on that day


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", NAMES[1:])
def test_a_notebook_runs_on_the_real_minutes(name, real_store, tmp_path):
    assert run(name, real_store, tmp_path).figures == SAYS[name][1]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("name", "sentence", "decision"),
    [
        ("02_dependencies", "Der er snitflade mellem Vandplanen og Cykelplanen.", ""),
        ("03_decisions_over_time", "Det regner.", "Beslutning Direktionen den 16-05-2017\n\nGodkendt."),
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
    build([tmp_path / "lidt.txt"], tmp_path / "little")
    run(name, tmp_path / "little", tmp_path)
    (tmp_path / "intet.txt").write_text(make_minutes("Vejret\n\nBaggrund\n\nDet regner."), encoding="utf-8")
    build([tmp_path / "intet.txt"], tmp_path / "nothing")
    with pytest.raises(CellExecutionError, match=r"referaterne siger ikke|der er ingen beslutninger"):
        run(name, tmp_path / "nothing", tmp_path)

"""What `check` says of minutes that are built: gaps and clashes beside faults, in two languages and as JSON."""

import json

import pytest
from typer.testing import CliRunner

from graph.errors import QueryError
from referatgraf.build import build
from referatgraf.cli import app

ITEM = "Broen\n\n17/1\n\nIndstilling\n\nVejafdelingen indstiller, at broen males."


@pytest.fixture
def check(make_minutes, tmp_path):
    """Build documents, each given by its items and its head, and run `check` on them."""

    def run(*documents, arguments=()):
        folder = tmp_path / "m"
        folder.mkdir(exist_ok=True)
        for n, (items, head) in enumerate(documents):
            (folder / f"{n}.txt").write_text(make_minutes(*items, **head), encoding="utf-8")
        build([folder], tmp_path / "s")
        return CliRunner().invoke(app, ["check", "--store", str(tmp_path / "s"), "--lang", "en", *arguments])

    return run


def decided(words, title="Broen"):
    return f"{ITEM.replace('Broen', title, 1)}\n\nBeslutning Direktionen den 16-05-2017\n\n{words}"


def findings(done):
    assert done.exit_code == 0, done.output
    return {(f["kind"], f["label"]) for f in json.loads(done.stdout)["coverage"]["findings"]}


def test_gaps_are_told_after_how_many_there_are_and_leave_the_exit_code_alone(check):
    done = check(([ITEM, decided("Udskudt.", "Havnen")], {}))
    assert done.exit_code == 0
    first, *rest = done.stdout.splitlines()
    assert first == "What the minutes leave open (deadlines and promises as of 2017-05-16): 1 meeting, 2 items"
    assert "    1  item without a decision" in rest
    assert "    1  deferred decision that has not come back" in rest
    assert rest.index("    1  item without a decision") < rest.index("items without a decision: 1")
    assert "  Direktionen 2017-05-16: 1 of 2 items without a decision, 0 closed" in rest
    assert "      0.txt »Punkt 1: Broen«" in rest


def test_the_same_in_danish_and_nothing_where_quiet_is_wanted(check):
    document = ([ITEM], {})
    danish = check(document, arguments=["--lang", "da"])
    assert "    1  punkt uden beslutning" in danish.stdout.splitlines()
    assert check(document, arguments=["--quiet"]).stdout == ""


def test_two_editions_of_one_meeting_that_disagree_are_both_quoted(check):
    done = check(([decided("Udskudt.")], {}), ([decided("Godkendt.")], {}), arguments=["--json"])
    assert ("decision_told_differently", "Broen (2017-05-16)") in findings(done)
    (clash,) = (f for f in json.loads(done.stdout)["coverage"]["findings"] if f["kind"] == "decision_told_differently")
    assert {(q["file"], q["text"]) for q in clash["quotes"]} == {("0.txt", "Udskudt."), ("1.txt", "Godkendt.")}
    assert "deferred (0.txt)" in clash["english"]


def test_two_editions_that_spell_the_title_in_two_ways_are_held_together(check):
    done = check(([decided("Udskudt.")], {}), ([decided("Godkendt.", "Broen i nord")], {}), arguments=["--json"])
    kinds = {kind for kind, _ in findings(done)}
    assert {"decision_told_differently", "item_told_differently"} <= kinds


def test_a_decision_that_is_printed_again_in_the_same_words_is_no_clash(check):
    later = {"date": "23-05-2017", "long": "23. maj 2017"}
    done = check(([decided("Udskudt.")], {}), ([decided("Udskudt.")], later), arguments=["--json"])
    assert "decision_told_differently" not in {kind for kind, _ in findings(done)}


def test_the_day_can_be_set_and_must_be_one(check):
    assert "as of 2020-01-02" in check(([ITEM], {}), arguments=["--date", "2020-01-02"]).stdout
    wrong = check(([ITEM], {}), arguments=["--date", "2020-02-30"])
    assert isinstance(wrong.exception, QueryError)  # which the command line ends with 2, in one line
    assert "write it as 2020-10-05" in str(wrong.exception)

"""Why a name is what it is, and a review that one word settles; on invented minutes and on real ones."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from extract.register import parse_register, read_register
from graph.errors import NotInGraph
from graph.export import export
from graph.identifiers import Identifiers
from graph.store import open_store
from referatgraf.build import build
from referatgraf.cli import app
from referatgraf.review import review
from referatgraf.why import why

MINUTES = (
    "Oversigt\n\n17/1\n\nBaggrund\n\nTeknik- og Miljøcentret og Byplancentret er med. TMC indstiller, BPC anbefaler.\n\n"
    "TMB indstiller også.\n\nSagsfremstilling\n\nKort status på projekterne\n\nFremtidens havn\n\nFølger planen.\n\n"
    "Fremtidens havneliv\n\nEr forsinket."
)


@pytest.fixture
def folder(tmp_path, make_minutes):
    folder = tmp_path / "m"
    folder.mkdir()
    (folder / "a.txt").write_text(make_minutes(MINUTES), encoding="utf-8")
    return folder


def bytes_of(store, tmp_path):
    export(open_store(store), tmp_path / "g.nq", Identifiers())
    return (tmp_path / "g.nq").read_bytes()


def test_a_name_is_explained_by_rules_lines_and_what_was_kept_apart(folder, tmp_path):
    build([folder], tmp_path / "s")
    (found,) = why(tmp_path / "s", "TMC")
    assert (found.label, found.notation, found.kind) == ("Teknik- og Miljøcentret", "TMC", "unit")
    short = next(s for s in found.spellings if s.surface == "TMC")
    assert (short.rule, short.to) == ("acronym-alignment", "Teknik- og Miljøcentret")
    assert "TMC indstiller, BPC anbefaler." in {g.quote for g in short.grounds}
    assert {(k.rule, k.against) for k in found.nearly} == {("close-acronyms", "different-class-letter")}


def test_a_notebook_can_ask_why(folder, tmp_path):
    import referatgraf

    build([folder], tmp_path / "s")
    assert referatgraf.open(tmp_path / "s").why("TMC")[0].label == "Teknik- og Miljøcentret"


def test_an_unknown_name_is_answered_with_near_ones(folder, tmp_path):
    build([folder], tmp_path / "s")
    with pytest.raises(NotInGraph, match="Fremtidens havn"):
        why(tmp_path / "s", "Fremtidens hovn")


def test_one_word_settles_a_question_and_it_stays_settled(folder, tmp_path):
    """Uncertain, one word filled in, built again: no longer asked, and the graph is as decided."""
    store = tmp_path / "s"
    build([folder], store)
    asked = review(store, "en")
    assert ("TMC", "TMB") in {(d.name, d.other) for d in asked.doubts}
    rows = list(csv.DictReader(io.StringIO(asked.table.removeprefix("\ufeff")), delimiter=";"))
    for row in rows:
        if (row["name"], row["other"]) == ("TMC", "TMB"):
            row["action"] = "flet"
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    (tmp_path / "back.csv").write_text(out.getvalue(), encoding="utf-8")
    report = build([folder], store, register=read_register(tmp_path / "back.csv"))
    assert report.undecided == len(rows) - 1
    (found,) = why(store, "TMB")
    assert found.label == "Teknik- og Miljøcentret"
    assert {"TMC", "TMB", "Teknik- og Miljøcentret"} <= {s.surface for s in found.spellings}
    assert ("TMC", "TMB") not in {(d.name, d.other) for d in review(store, "en").doubts}
    build([folder], store)  # a later build without the option keeps what was decided
    assert why(store, "TMB")[0].label == "Teknik- og Miljøcentret"
    build([folder], store, register=parse_register(b"action;kind;name\n", ""))
    assert why(store, "TMB")[0].label == "TMB"


@pytest.mark.parametrize(
    ("line", "label", "holds"),
    [
        ("reject;project;Fremtidens havn;", None, None),
        ("rename;project;Fremtidens havn;Havnen 2030", "Havnen 2030", "Fremtidens havn"),
        ("merge;project;Fremtidens havn;Fremtidens havneliv", "Fremtidens havn", "Fremtidens havneliv"),
        ("confirm;project;Fremtidens havn;Havneprojektet", "Fremtidens havn", "Havneprojektet"),
        ("merge;unit;TMC;TMB", "Teknik- og Miljøcentret", "TMB"),  # an acronym does not take the long name's place
        ("split;unit;TMC;Teknik- og Miljøcentret", "TMC", "TMC"),
        ("rename;unit;BPC;Planafdelingen", "Planafdelingen", "BPC"),
    ],
)
def test_each_action_of_the_register_does_what_it_says(line, label, holds, folder, tmp_path):
    store = tmp_path / "s"
    build([folder], store, register=parse_register(f"action;kind;name;other\n{line}\n".encode(), "r.csv"))
    if label is None:
        with pytest.raises(NotInGraph):
            why(store, "Fremtidens havn")
        return
    (found,) = why(store, holds)
    assert found.label == label
    assert holds in {s.surface for s in found.spellings}


def test_a_project_that_the_register_calls_a_programme_is_one(folder, tmp_path):
    register = parse_register(b"action;kind;name\nconfirm;programme;Fremtidens havn\n", "r.csv")
    build([folder], tmp_path / "s", register=register)
    assert why(tmp_path / "s", "Fremtidens havn")[0].kind == "programme"


def test_a_rejected_person_or_document_is_mentioned_nowhere(make_minutes, tmp_path):
    text = make_minutes("Sag\n\n17/1\n\nBaggrund\n\nLars Lund læste borgerrådgiverens beretning 2016.")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    count = "SELECT ?m { ?m <http://www.w3.org/ns/oa#hasBody> ?x . ?x a <https://w3id.org/referatgraf/vocab#%s> }"
    lines = b"action;kind;name\nreject;person;Lars Lund\nreject;document;borgerr\xc3\xa5dgiverens beretning 2016\n"
    for register, found in ((None, [1, 1]), (parse_register(lines, "r.csv"), [0, 0])):
        build([tmp_path / "a.txt"], tmp_path / "s", register=register, people="all")
        graph = open_store(tmp_path / "s")
        rows = [len(list(graph.query(count % k, use_default_graph_as_union=True))) for k in ("Person", "Document")]
        assert rows == found


def test_a_line_about_a_name_that_is_gone_is_reported(folder, tmp_path):
    register = parse_register(b"action;kind;name\nconfirm;unit;Havnecentret\nreject;project;Broen\n", "r.csv")
    report = build([folder], tmp_path / "s", register=register)
    assert [line.name for line in report.without_effect] == ["Havnecentret", "Broen"]


def test_register_lines_and_files_in_any_order_are_the_same_bytes(folder, make_minutes, tmp_path):
    (folder / "b.txt").write_text(make_minutes("Sag\n\n17/2\n\nBaggrund\n\nTMC er med.", date="17-05-2017"), "utf-8")
    lines = [b"merge;unit;TMC;TMB\n", b"rename;project;Fremtidens havn;Havnen 2030\n"]
    exports = set()
    for n, ordered in enumerate((lines, lines[::-1])):
        register = parse_register(b"action;kind;name;other\n" + b"".join(ordered), "r.csv")
        files = sorted(folder.iterdir(), reverse=bool(n))
        for file in files if n else [folder]:
            build([file], tmp_path / f"s{n}", register=register)
        exports.add(bytes_of(tmp_path / f"s{n}", tmp_path))
    assert len(exports) == 1


def test_short_forms_of_the_register_hold_for_their_time(make_minutes, tmp_path):
    for year in (2013, 2020):
        text = make_minutes("Sag\n\n17/1\n\nBaggrund\n\nJL følger op.", date=f"16-05-{year}", long=f"16. maj {year}")
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    register = parse_register(b"action;kind;name;other;from;to\nconfirm;person;Jan Lund;JL;2012;2015\n", "r.csv")
    build([tmp_path / "2013.txt", tmp_path / "2020.txt"], tmp_path / "s", register=register)
    rows = open_store(tmp_path / "s").query(
        "PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX rg: <https://w3id.org/referatgraf/vocab#> SELECT ?f WHERE {"
        ' ?m oa:hasBody/a rg:Person ; oa:hasTarget ?t . ?t oa:exact "JL" ; oa:hasSource/rg:fileName ?f }',
        use_default_graph_as_union=True,
    )
    # The head of the file is no attendee's, so that only the register can tell whose initials these are.
    assert [row["f"].value for row in rows] == ["2013.txt"]


@pytest.mark.parametrize("name", ["NY-NY", "TITS", "ØDC", "BYC"])
def test_why_on_the_real_minutes(name, real_store):
    found = why(real_store, name)[0]
    assert any(s.grounds for s in found.spellings)
    if name == "BYC":
        assert ("close-acronyms", "close-acronyms-are-different") in {(k.rule, k.against) for k in found.nearly}


def test_the_commands_speak_both_languages_and_json(folder, tmp_path):
    store = str(tmp_path / "s")
    build([folder], tmp_path / "s")
    danish = CliRunner().invoke(app, ["why", "TMC", "--store", store, "--lang", "da"])
    assert "Næsten det samme" in danish.output
    data = json.loads(CliRunner().invoke(app, ["why", "TMC", "--store", store, "--json"]).output)
    assert data[0]["label"] == "Teknik- og Miljøcentret"
    table = CliRunner().invoke(app, ["review", "--store", store, "--output", str(tmp_path / "t.csv"), "--lang", "en"])
    assert table.exit_code == 0
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbfaction;kind;name;other")


def test_a_faulty_register_stops_the_build_with_every_fault_named(folder, tmp_path):
    (tmp_path / "r.csv").write_text("action;kind;name\nbless;unit;A\nconfirm;ting;B\n", encoding="utf-8")
    call = ["build", str(folder), "--store", str(tmp_path / "s"), "--register", str(tmp_path / "r.csv"), "--lang", "en"]
    stopped = CliRunner().invoke(app, call)
    assert stopped.exit_code == 2
    assert "r.csv:2:" in stopped.output
    assert "r.csv:3:" in stopped.output
    assert not (tmp_path / "s").exists()

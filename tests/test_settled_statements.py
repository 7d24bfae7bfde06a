"""A statement that nobody is sure of is asked about, settled with one word, and stays settled whatever rules say."""

import csv
import io
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from extract.register import parse_register, read_register
from graph.export import export
from graph.identifiers import Identifiers
from graph.query import ask
from graph.store import open_store
from referatgraf.build import build
from referatgraf.cli import app
from referatgraf.review import review
from referatgraf.verify import verify

ITEMS = (
    "Broen | del 2\n\n17/1\n\nIndstilling\n\nTeknik- og Miljøcentret (TMC) indstiller, at broen males.\n\n"
    "Beslutning Direktionen den 16-05-2017\n\nUdskudt.",
    "Havnen\n\n17/2\n\nIndstilling\n\nTMC indstiller, at der graves.\n\n"
    "Beslutning Direktionen den 16-05-2017\n\nGodkendt.",
)
AGAIN = "Broen | del 2\n\n17/1\n\nBeslutning Direktionen den 23-05-2017\n\nGodkendt."


@pytest.fixture
def folder(tmp_path, make_minutes):
    folder = tmp_path / "m"
    folder.mkdir()
    (folder / "a.txt").write_text(make_minutes(*ITEMS), encoding="utf-8")
    (folder / "b.txt").write_text(make_minutes(AGAIN, date="23-05-2017", long="23. maj 2017"), encoding="utf-8")
    return folder


@pytest.fixture
def unsure(monkeypatch):
    """Rules that are unsure who recommends, and of the second item less so."""
    from extract import link as module

    link = module.link

    def unsurely(*arguments):
        linked = link(*arguments)
        statements = tuple(
            replace(s, accepted=False, confidence=60 + int(s.subject.key[-1])) if s.predicate == "recommendedBy" else s
            for s in linked.document.statements
        )
        return replace(linked, document=replace(linked.document, statements=statements))

    monkeypatch.setattr(module, "link", unsurely)


def recommended(store):
    rows = ask(open_store(store), "SELECT ?title { ?item rg:recommendedBy ?unit ; rdfs:label ?title } ORDER BY ?title")
    return [row["title"] for row in rows.plain()]


def accepted(store, predicate):
    pattern = f"?s rdf:predicate rg:{predicate} ; rg:accepted true"
    return [row["s"] for row in ask(open_store(store), f"SELECT ?s {{ {pattern} }}").plain()]


def register(*lines):
    return parse_register("\n".join(["action;kind;name;other;from;to;note;by;date", *lines]).encode(), "r.csv")


def rows_of(table):
    return list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff")), delimiter=";"))


def answered(table, path, **answers):
    """The table with words filled in, by the subject of a statement, as a spreadsheet saves it."""
    rows = rows_of(table)
    for row in rows:
        if row["kind"] == "statement":
            row["action"] = answers.get(row["name"].split()[0].lower(), row["action"])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return read_register(path)


def test_what_is_not_accepted_is_asked_about_the_most_likely_first(folder, tmp_path, unsure):
    build([folder], tmp_path / "s")
    assert recommended(tmp_path / "s") == []
    asked = review(tmp_path / "s", "en")
    assert [(s.subject_label, s.claim, s.confidence) for s in asked.statements] == [
        ("Havnen", "recommendedBy: Teknik- og Miljøcentret", 62),
        ("Broen | del 2", "recommendedBy: Teknik- og Miljøcentret", 61),
    ]
    first = next(row for row in rows_of(asked.table) if row["kind"] == "statement")
    assert (first["action"], first["name"], first["from"], first["to"]) == ("", "Havnen", "2017-05-16", "2017-05-16")
    for part in ("recommended by", "0.62", "a.txt", "meeting 2017-05-16", "Havnen … TMC indstiller, at der graves."):
        assert part in first["note"]


def test_one_word_settles_a_statement_for_this_build_and_every_later_one(folder, tmp_path, unsure):
    store = tmp_path / "s"
    build([folder], store)
    table = review(store, "da").table
    report = build([folder], store, register=answered(table, tmp_path / "r.csv", broen="confirm", havnen="afvis"))
    for _ in range(2):  # the second time without the option
        assert recommended(store) == ["Broen | del 2"]
        assert len(accepted(store, "recommendedBy")) == 1
        assert review(store, "da").statements == ()
        assert verify(store).violations == ()
        assert report.without_effect == ()
        report = build([folder], store)
    kept = [row["action"] for row in rows_of(review(store, "da").table) if row["kind"] == "statement"]
    assert kept == ["confirm", "reject"]
    build([folder], store, register=register())
    assert recommended(store) == []


def test_a_row_without_a_word_has_no_effect(folder, tmp_path, unsure):
    build([folder], tmp_path / "s")
    before = exported(tmp_path / "s", tmp_path)
    report = build([folder], tmp_path / "s", register=answered(review(tmp_path / "s", "da").table, tmp_path / "r.csv"))
    assert report.undecided == len(rows_of(review(tmp_path / "s", "da").table))
    assert exported(tmp_path / "s", tmp_path) == before


@pytest.mark.parametrize("name", ["Havnen", "havn"])
def test_what_rules_are_sure_of_can_be_rejected(name, folder, tmp_path):
    build([folder], tmp_path / "s")
    assert recommended(tmp_path / "s") == ["Broen | del 2", "Havnen"]
    report = build([folder], tmp_path / "s", register=register(f"reject;statement;{name};recommendedBy: TMC;;;;;"))
    assert recommended(tmp_path / "s") == ["Broen | del 2"]
    assert report.without_effect == ()
    assert [s.claim for s in review(tmp_path / "s", "da").statements] == []
    assert verify(tmp_path / "s").violations == ()


def test_what_follows_over_meetings_can_be_rejected_too(folder, tmp_path):
    build([folder], tmp_path / "s")
    assert len(accepted(tmp_path / "s", "resumes")) == 1
    line = "reject;statement;Broen / del 2 (2017-05-23);resumes: Broen / del 2 (2017-05-16);;;;;"
    assert build([folder], tmp_path / "s", register=register(line)).without_effect == ()
    assert accepted(tmp_path / "s", "resumes") == []
    assert not ask(open_store(tmp_path / "s"), "ASK { ?d rg:resumes ?e }").boolean


def test_a_line_of_another_time_leaves_an_item_of_the_same_title_alone(folder, tmp_path):
    line = "reject;statement;Havnen;recommendedBy: TMC;2018;;;;"
    report = build([folder], tmp_path / "s", register=register(line))
    assert recommended(tmp_path / "s") == ["Broen | del 2", "Havnen"]
    assert [each.other for each in report.without_effect] == [("recommendedBy: TMC",)]


def test_who_settled_a_statement_and_when_stands_on_it(folder, tmp_path):
    line = "confirm;statement;Havnen;recommendedBy: TMC;;;ringet op;AB;2020-01-02"
    build([folder], tmp_path / "s", register=register(line))
    (row,) = ask(
        open_store(tmp_path / "s"),
        "SELECT ?did ?note ?who ?when { ?s a rdf:Statement ; rdf:predicate rg:recommendedBy ; skos:changeNote ?n ."
        " ?n dcterms:type ?did ; rdf:value ?note ; dcterms:creator ?who ; dcterms:date ?when }",
    ).plain()
    assert row == {"did": "confirm", "note": "ringet op", "who": "AB", "when": "2020-01-02"}
    assert not ask(open_store(tmp_path / "s"), 'ASK { ?c a skos:Concept ; skos:prefLabel "Havnen"@da }').boolean


def exported(store, tmp_path):
    export(open_store(store), tmp_path / "g.nq", Identifiers())
    return (tmp_path / "g.nq").read_bytes()


def test_lines_and_files_in_any_order_are_the_same_bytes(folder, tmp_path, unsure):
    lines = ["confirm;statement;Havnen;recommendedBy: TMC;;;;;", "reject;statement;Broen;recommendedBy: TMC;;;;;"]
    build([folder], tmp_path / "s1", register=register(*lines))
    for file in sorted(folder.iterdir(), reverse=True):
        build([file], tmp_path / "s2", register=register(*lines[::-1]))
    assert exported(tmp_path / "s1", tmp_path) == exported(tmp_path / "s2", tmp_path)


def test_the_command_names_a_line_that_nothing_says(folder, tmp_path):
    (tmp_path / "r.csv").write_text("action;kind;name;other\nconfirm;statement;Havnen;ownedBy: TMC\n", encoding="utf-8")
    call = ["build", str(folder), "--store", str(tmp_path / "s"), "--register", str(tmp_path / "r.csv")]
    done = CliRunner().invoke(app, [*call, "--lang", "en"])
    assert done.exit_code == 0
    assert "'confirm Havnen ownedBy: TMC' no longer applies: no minutes say so" in done.output
    danish = CliRunner().invoke(app, [*call, "--lang", "da"])
    assert "»confirm Havnen ownedBy: TMC« gælder ingenting længere: intet referat siger det" in danish.output

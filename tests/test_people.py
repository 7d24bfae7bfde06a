"""Who of those a text names is made a thing of the graph."""

import pytest

from graph.export import export
from graph.identifiers import Identifiers
from graph.query import ask
from graph.store import open_store
from referatgraf.build import build

CITIZEN = (
    "Støj\n\n17/1\n\nSagsfremstilling\n\nAnne Berg har klaget over støj fra havnen. TMC indstiller, at klagen følges.\n"
)
PERSON = "SELECT ?name WHERE { ?p a rg:Person ; rdfs:label ?name } ORDER BY ?name"


def names(store):
    return [row["name"] for row in ask(open_store(store), PERSON).plain()]


@pytest.fixture
def write(make_minutes, tmp_path):
    def written(name, *items, **head):
        path = tmp_path / name
        path.write_text(make_minutes(*items, **head), encoding="utf-8")
        return path

    return written


def test_a_citizen_is_held_back_and_counted_without_a_name(write, tmp_path):
    report = build([write("a.txt", CITIZEN)], tmp_path / "s")
    assert names(tmp_path / "s") == []
    assert report.held_back == {"a.txt": 1}
    counted = "SELECT ?n WHERE { ?s rg:peopleHeldBack ?n }"
    assert [row["n"] for row in ask(open_store(tmp_path / "s"), counted).plain()] == ["1"]


def test_the_user_may_ask_for_all_and_the_store_remembers(write, tmp_path):
    first = write("a.txt", CITIZEN)
    assert build([first], tmp_path / "s", people="all").held_back == {}
    build([first], tmp_path / "s")
    assert names(tmp_path / "s") == ["Anne Berg"]
    said = "SELECT ?w WHERE { ?run rg:peopleIncluded ?w }"
    assert [row["w"] for row in ask(open_store(tmp_path / "s"), said).plain()] == ["all"]
    build([first], tmp_path / "s", people="public")
    assert names(tmp_path / "s") == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_who_attends_one_meeting_is_public_in_all(order, write, tmp_path):
    other = write(
        "b.txt", "Havnen\n\nBeslutning\n\nAnne Berg deltog under punktet.\n", date="16-06-2017", long="16. juni 2017"
    )
    files = [write("a.txt", CITIZEN), other]
    for n in order:
        report = build([files[n]], tmp_path / "s")
    assert names(tmp_path / "s") == ["Anne Berg"]
    assert report.held_back == {}
    mentions = "SELECT ?m WHERE { ?m oa:hasBody ?p . ?p a rg:Person }"
    assert len(list(ask(open_store(tmp_path / "s"), mentions).plain())) == 2
    build(files, tmp_path / "once")
    for store in ("s", "once"):
        export(open_store(tmp_path / store), tmp_path / f"{store}.nq", Identifiers())
    assert (tmp_path / "s.nq").read_bytes() == (tmp_path / "once.nq").read_bytes()


def test_an_acronym_makes_public_only_where_it_is_a_unit(write, tmp_path):
    unit = "Havnen\n\nSagsfremstilling\n\nTMC indstiller, at planen godkendes. Spørgsmål til Anne Berg, TMC.\n"
    other = "Havnen\n\nSagsfremstilling\n\nSpørgsmål til Erik Dahl, QXZ.\n"
    build([write("a.txt", unit, other)], tmp_path / "s")
    assert names(tmp_path / "s") == ["Anne Berg"]


def test_a_short_form_with_its_unit_makes_the_full_name_public(write, tmp_path):
    item = "Havnen\n\nSagsfremstilling\n\nTMC indstiller, at planen godkendes. Spørgsmål til Anne B, TMC. Svar fra Anne Berg.\n"
    build([write("a.txt", item)], tmp_path / "s")
    assert names(tmp_path / "s") == ["Anne Berg"]


def test_a_register_makes_public_whom_it_names(write, tmp_path):
    from extract.register import parse_register

    register = parse_register(b"action;kind;name\nconfirm;person;Anne Berg\n", "r.csv")
    build([write("a.txt", CITIZEN)], tmp_path / "s", register=register)
    assert names(tmp_path / "s") == ["Anne Berg"]

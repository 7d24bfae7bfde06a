"""Forgetting a person: gone from every file of the store, and not back with the next build."""

import json
import random
import re
import shutil
import signal
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from extract.register import parse_register
from graph.errors import NotInGraph, StoreError
from graph.export import export
from graph.identifiers import Identifiers
from graph.query import ask
from graph.store import open_store
from referatgraf.build import build, forgotten_in
from referatgraf.cli import app
from referatgraf.erased import search
from referatgraf.forget import find_person, forget
from referatgraf.verify import verify

HEAD = """

REFERAT Direktionen d. {day}-2017

Mødedato Tirsdag d. 16. {month} 2017 kl. 10:00

Mødested Lokale 1

Mødedeltagere Anne Holm Berg, Erik Dahl, Eva
Lund Kvist

Punkt 1: Havneplanen

17/100

Sagsfremstilling

TMC indstiller, at havneplanen godkendes. Anne Berg er tovholder. Anne Bergs notat er vedlagt.
Klager: Peter Krog, som bor ved havnen. AHB og ED vender tilbage med et svar.

Beslutning Direktionen den 16-{digits}-2017

Godkendt. Erik Lund (A) stemte imod. Anne Holm Berg følger op på sagen inden 1. september 2017.

Punkt 2: Skolerne

17/101

Sagsfremstilling

Anne orienterede om skolerne. Erik deltager på mødet i juni.
"""
REGISTER = "action;kind;name;other;note;by\nconfirm;person;Anne Holm Berg;AHB | Skibet;Anne Berg har svaret;Erik Dahl\n"
REGISTER += "confirm;person;Erik Dahl;ED;;Anne Holm Berg\n"


GIVEN = ["Anne", "Bodil", "Carla", "Dagmar", "Else", "Frida", "Gerda", "Hanne", "Inger", "Jytte"]
FAMILY = ["Ager", "Bakke", "Ceder", "Dam", "Eng", "Fjord", "Gran", "Hede", "Iversø", "Juulskov"]
PEOPLE = ["Erik", "Erik Dahl", "Erik Lund", "Eva Lund Kvist"]  # who stays when Anne Holm Berg is forgotten


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Minutes and a store of them, each twice: the second to put the first back from."""
    home = tmp_path_factory.mktemp("forget")
    folder = home / "referater"
    folder.mkdir()
    (folder / "maj.txt").write_text(HEAD.format(day="16-05", month="maj", digits="05"), encoding="utf-8")
    june = HEAD.format(day="16-06", month="juni", digits="06").replace("Anne Holm Berg, Erik", "Erik")
    (folder / "Anne_Holm_Berg juni.txt").write_text(june, encoding="utf-8")
    july = HEAD.format(day="16-07", month="juli", digits="07").replace("Anne Holm Berg", "Erik Dahl")
    (folder / "juli.txt").write_text(july.replace("Anne Berg", "ED"), encoding="utf-8")
    build([folder], home / "s", register=register())
    shutil.copytree(home, home.with_name("kept"))
    return home


@pytest.fixture
def files(made):
    shutil.rmtree(made)
    shutil.copytree(made.with_name("kept"), made)
    return made / "referater"


@pytest.fixture
def store(files):
    return files.parent / "s"


def register():
    return parse_register(REGISTER.encode(), "r.csv")


def exported(store, tmp_path):
    export(open_store(store), tmp_path / "graph.nq", Identifiers())
    return (tmp_path / "graph.nq").read_bytes()


def people(store):
    answer = ask(open_store(store), "SELECT DISTINCT ?n { ?p a rg:Person ; rdfs:label ?n } ORDER BY ?n")
    return [row["n"] for row in answer.plain()]


def raw(store):
    return b"".join(path.read_bytes() for path in sorted(store.rglob("*")) if path.is_file())


def test_a_forgotten_person_is_nowhere_and_others_stay(store, tmp_path):
    assert "Anne Holm Berg" in people(store)
    assert search(store, ["Anne Holm Berg", "Anne Berg"]).left
    done = forget(store, "Anne Holm Berg")
    assert (done.documents, done.files, done.register_lines, done.left) == (3, 1, 1, ())
    assert done.quads > 10
    assert people(store) == PEOPLE
    graph = exported(store, tmp_path)
    for form in ("Anne", "Berg", "AHB", "Skibet"):
        assert form.encode() not in raw(store) + graph, form
    assert not re.search(rb"\banne\b", raw(store) + graph)
    assert b"Klager: Peter Krog" in raw(store)
    assert verify(store).violations == ()


@pytest.mark.parametrize("gone", [True, False])
def test_the_next_build_does_not_bring_the_person_back(gone, store, files, tmp_path):
    forget(store, "Anne Holm Berg")
    before = exported(store, tmp_path)
    given = [files / "juli.txt"] if gone else [files]
    if gone:
        (files / "maj.txt").unlink()
    build(given, store, register=register())
    assert exported(store, tmp_path) == before
    assert people(store) == PEOPLE


def test_forgetting_is_as_if_the_minutes_had_never_had_the_name(store, files, tmp_path):
    forget(store, "Anne Holm Berg")
    forget(store, "Peter Krog")
    fresh = tmp_path / "fresh"
    for file in sorted(files.iterdir(), reverse=True):
        build([file], fresh, register=register(), forgotten=forgotten_in(store) if not fresh.exists() else None)
    assert exported(store, tmp_path) == exported(fresh, tmp_path)
    assert not search(fresh, ["Anne Holm Berg", "Peter Krog"]).left


@pytest.mark.slow
def test_the_order_of_forgetting_makes_no_difference(files, tmp_path):
    for store, names in (("one", ["Anne Holm Berg", "Peter Krog"]), ("two", ["Peter Krog", "Anne Holm Berg"])):
        build([files], tmp_path / store)
        for name in names:
            forget(tmp_path / store, name)
    assert exported(tmp_path / "one", tmp_path) == exported(tmp_path / "two", tmp_path)


def test_someone_whom_the_graph_holds_back_can_be_forgotten(store, tmp_path):
    assert "Peter Krog" not in people(store)
    done = forget(store, "peter krog")
    assert (done.documents, done.quads, done.left) == (3, 0, ())
    assert b"Krog" not in raw(store) + exported(store, tmp_path)


def test_new_minutes_with_the_name_are_masked_too(store, files, tmp_path):
    forget(store, "Anne Holm Berg")
    text = HEAD.format(day="16-08", month="august", digits="08")
    (files / "august.txt").write_text(text, encoding="utf-8")
    build([files], store)
    assert people(store) == PEOPLE
    assert not search(store, ["Anne Holm Berg", "Anne Berg"]).left


def test_a_person_of_whom_only_a_given_name_is_known(make_minutes, tmp_path):
    items = ["Havnen\n\nSagsfremstilling\n\nMaterialet eftersendes af Stine. Stines notat er vedlagt.\n"]
    (tmp_path / "a.txt").write_text(make_minutes(*items), encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "s")
    assert people(tmp_path / "s") == ["Stine"]
    forget(tmp_path / "s", "Stine")
    assert b"Stine" not in raw(tmp_path / "s")
    build([tmp_path / "a.txt"], tmp_path / "s")
    assert people(tmp_path / "s") == []


def test_a_short_form_is_not_given_to_someone_else(make_minutes, tmp_path):
    who = "\n\nSagsfremstilling\n\nCenterchef Anne Berg og centerchef Anne Dahl deltog under punktet.\n"
    (tmp_path / "a.txt").write_text(make_minutes("Havnen" + who), encoding="utf-8")
    later = make_minutes(
        "Havnen\n\nSagsfremstilling\n\nAnne følger op på sagen.\n", date="16-06-2017", long="16. juni 2017"
    )
    (tmp_path / "b.txt").write_text(later, encoding="utf-8")
    build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "s")
    forget(tmp_path / "s", "Anne Berg")
    mentions = "SELECT ?e { ?m oa:hasBody ?p ; oa:hasTarget/oa:exact ?e . ?p a rg:Person } ORDER BY ?e"
    assert [row["e"] for row in ask(open_store(tmp_path / "s"), mentions).plain()] == ["Anne Dahl"]


def test_several_people_or_nobody_is_one_line_that_says_what_to_do(store):
    with pytest.raises(NotInGraph, match=r"no text of .* has that name"):
        forget(store, "Ole Ukendt")
    with pytest.raises(
        NotInGraph, match=r"several people; write one of: Erik Dahl, Erik Lund, Erik \(2017-05-16\) http"
    ):
        forget(store, "Erik")
    assert find_person(store, "Eva").name == "Eva Lund Kvist"


def test_the_command_asks_first_tells_what_it_did_and_what_it_cannot_reach(store):
    run = CliRunner()
    refused = run.invoke(app, ["forget", "Anne Holm Berg", "--store", str(store)])
    assert isinstance(refused.exception, StoreError)
    assert "--yes" in str(refused.exception)
    done = run.invoke(app, ["forget", "Anne Holm Berg", "--store", str(store), "--yes", "--json", "--lang", "en"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["left"] == []
    assert "Out of reach" in done.stderr


def test_what_is_left_is_named_with_what_to_do(store):
    (store / "notes.txt").write_text("husk Anne Holm Berg", encoding="utf-8")
    done = CliRunner().invoke(app, ["forget", "Anne Holm Berg", "--store", str(store), "--yes", "--lang", "en"])
    assert done.exit_code == 1
    assert "notes.txt: the name still stands there 1 times" in done.stderr


def test_a_long_name_is_gone_from_inside_of_words_too(make_minutes, tmp_path):
    item = (
        "Klage\n\nSagsfremstilling\n\nSofie Kvist Madsen klager, se https://x.invalid/minsofiekvistmadsen, "
        "@klagesofiekvistmadsen og Sofie Kvist Madsensagen. Deltager: Kvist Madsen, Sofie.\n\nBilag\n\n"
        "KlageSofieKvistMadsen.pdf\n"
    )
    (tmp_path / "BrevFraSofieKvistMadsen.txt").write_text(make_minutes(item), encoding="utf-8")
    build([tmp_path / "BrevFraSofieKvistMadsen.txt"], tmp_path / "s", people="all")
    done = forget(tmp_path / "s", "Sofie Kvist Madsen")
    assert (done.documents, done.files, done.left) == (1, 1, ())
    everything = (raw(tmp_path / "s") + exported(tmp_path / "s", tmp_path)).lower()
    assert b"sofie" not in everything
    assert b"madsen" not in everything


LEFT = [
    "minsofiekvistmadsen",
    "BrevFraSofieKvistMadsen",
    "Kvist Madsen, Sofie",
    "s\\u006ffie\\nkvist\\tmadsen",
    "%53ofie%20Kvist%20Madsen",
    "Sofie 1 Kvist 2 Madsensagen",
]
STAY = [
    "Jens Sofie Kvist Madsen",
    "Sofie Kvist",
    "█████ Kvist Madsen",
    "Sofie Kvist Madsen Holm",
    "Sofie Kvist Madsenlund",
]


def test_the_proof_finds_what_stands_anywhere_and_no_others(store):
    search_ = lambda: search(store, ["Sofie Kvist Madsen"], ["Sofie Kvist Madsen Holm"]).left  # noqa: E731
    for text in STAY:
        (store / "notes.txt").write_text(text, encoding="utf-8")
        assert search_() == (), text
    for text in LEFT:
        (store / "notes.txt").write_text(text, encoding="utf-8")
        assert [left.place for left in search_()] == ["notes.txt"], text


def test_what_a_compressed_file_only_seems_to_hold_is_no_name(store):
    seeming = [
        b"\x00H\x1f\x05\x00anne Juulskov er med, som der staar i planen for havnen\x00",
        b"Anne \xf0\x12\x05Juulskov",
    ]
    for data in seeming:
        (store / "000001.sst").write_bytes(data)
        assert search(store, ["Anne Juulskov"]).left == ()
    clear = b"i planen for havnen staar der, at Anne Juulskov er med og at sagen er slut nu"
    (store / "000001.sst").write_bytes(clear)
    assert [left.place for left in search(store, ["Anne Juulskov"]).left] == ["000001.sst"]


def test_short_forms_of_hyphenated_names_go_in_texts_without_the_full_name(make_minutes, tmp_path):
    first = make_minutes("Havnen\n\nBeslutning\n\nAnne-Mette Bjerg-Hansen deltog under punktet.\n")
    later = "Havnen\n\nBeslutning\n\nA. Bjerg-Hansen, Anne-Mette, Anne-Mette B, A-M Bjerg-Hansen, ABH og AMBH svarer. "
    later += "Bjerg-Hansen, Anne-Mette. Mette Lund og TMC svarer.\n"
    (tmp_path / "a.txt").write_text(first, encoding="utf-8")
    (tmp_path / "b.txt").write_text(make_minutes(later, date="16-06-2017", long="16. juni 2017"), encoding="utf-8")
    build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "s")
    done = forget(tmp_path / "s", "Anne-Mette Bjerg-Hansen")
    assert (done.documents, done.left) == (2, ())
    assert not re.search(rb"Anne|Bjerg|ABH|AMBH", raw(tmp_path / "s") + exported(tmp_path / "s", tmp_path))
    assert b"Mette Lund og TMC svarer" in raw(tmp_path / "s")


def test_a_register_keeps_the_lines_of_others_and_no_short_form(files, tmp_path):
    lines = "action;kind;name;other;note;by\nconfirm;person;Anne Holm Berg;Anni | AHB;;\n"
    lines += "confirm;person;Erik Dahl;Anne Holm Berg Dahl;Anni siger det;AHB\n"
    build([files], tmp_path / "s", register=parse_register(lines.encode(), "r.csv"))
    done = forget(tmp_path / "s", "Anne Holm Berg")
    assert (done.register_lines, done.left) == (1, ())
    kept = json.loads((tmp_path / "s" / "referatgraf-store.json").read_text(encoding="utf-8"))["state"]["register"]
    assert "Erik Dahl;Anne Holm Berg Dahl" in kept
    assert "████ siger det" in kept
    assert not re.search("Anni|AHB", kept)


def test_a_longer_name_over_two_lines_is_someone_else(make_minutes, tmp_path):
    item = "Havnen\n\nBeslutning\n\nAnne Berg Lund deltog. Anne Berg deltog. Tovholder for sagen er Anne Berg\nLund.\n"
    (tmp_path / "a.txt").write_text(make_minutes(item), encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "s")
    done = forget(tmp_path / "s", "Anne Berg")
    assert (done.documents, done.left, done.others) == (1, (), ("Anne Berg Lund",))
    assert b"Anne Berg\\nLund" in raw(tmp_path / "s")


def test_people_forgotten_in_several_stores_are_left_out_of_a_new_one(store, files, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(store, other)
    forget(store, "Anne Holm Berg")
    forget(other, "Peter Krog")
    new = tmp_path / "new"
    given = ["--forgotten", str(store), "--forgotten", str(other), "--quiet"]
    assert CliRunner().invoke(app, ["build", str(files), "--store", str(new), *given]).exit_code == 0
    assert not search(new, ["Anne Holm Berg", "Anne Berg", "Peter Krog"]).left
    forget(new, "Erik Dahl")
    build([files], new)
    assert not search(new, ["Anne Holm Berg", "Anne Berg", "Peter Krog", "Erik Dahl"]).left


def test_a_genitive_is_no_person_of_its_own(make_minutes, tmp_path):
    item = "Havnen\n\nSagsfremstilling\n\nAnne Berg og Anne Lund deltog. Anne Bergs notat er vedlagt.\n"
    (tmp_path / "a.txt").write_text(make_minutes(item), encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "s")
    with pytest.raises(NotInGraph, match=r"write one of: Anne Berg, Anne Lund$"):
        find_person(tmp_path / "s", "Anne")


KILLED = """
import importlib, os, sys
from pathlib import Path

store, place, name = sys.argv[1:]
module = importlib.import_module(place)
whole = getattr(module, name)

def killed(*args, **kwargs):
    whole(*args, **kwargs)
    os.kill(os.getpid(), 9)

setattr(module, name, killed)
from referatgraf.forget import forget
forget(Path(store), "Anne Holm Berg")
"""
# Each step of forgetting after which it may be killed, and whether the new store is in force by then.
STEPS = [
    ("referatgraf.forget", "find_person", False),
    ("referatgraf.forget", "_copy", False),
    ("referatgraf.build", "link_all", False),
    ("graph.store", "_replace", False),
    ("graph.store", "_write_aside", False),
    ("graph.store", "_switch", True),
    ("graph.store", "publish", True),
    ("referatgraf.forget", "remove_leftovers", True),
]


@pytest.mark.slow
@pytest.mark.parametrize(("place", "name", "new"), STEPS)
def test_killed_at_any_step_the_store_is_the_old_one_or_the_new_one(place, name, new, store, files, tmp_path):
    before = exported(store, tmp_path)
    done = subprocess.run([sys.executable, "-c", KILLED, str(store), place, name], check=False)
    assert done.returncode == -signal.SIGKILL
    after = exported(store, tmp_path)
    assert (after != before) is new
    assert ("Anne Holm Berg" in people(store)) is not new
    if not new:
        forget(store, "Anne Holm Berg")
    build([files], store)
    assert people(store) == PEOPLE
    assert b"Anne Holm" not in raw(store)


MANY = """Havnen

17/1

Sagsfremstilling

Centerchef {0} og {1} deltog under punktet. {2}s klage er sendt til {3}. Tovholder: {4}

- {5} (A) stemte imod
- {6}, som bor ved havnen

Beslutning

{7} følger op på sagen inden 1. juni 2017. Svar sendes til {8}.
"""


@pytest.mark.slow
def test_a_hundred_people_are_forgotten_without_a_byte_left(make_minutes, tmp_path):
    names = [f"{given} {family}" for given in GIVEN for family in FAMILY]
    assert len(set(names)) == 100
    for n in range(0, 100, 10):
        some = names[n : n + 10]
        text = make_minutes(MANY.format(*some), date=f"{10 + n // 10}-05-2017", long=f"{10 + n // 10}. maj 2017")
        (tmp_path / f"{some[9]} {n}.txt").write_text(text, encoding="utf-8")
    files = sorted(tmp_path.glob("*.txt"))
    store = tmp_path / "s"
    build(files, store, people="all")
    for name in random.Random(5).sample(names, 100):
        done = forget(store, name)
        assert (done.left, done.dropped) == ((), 0), name
        assert done.documents + done.files > 0, name
    assert not search(store, names).left
    graph = exported(store, tmp_path)
    assert not [name for name in names if name.encode() in graph]
    build(files, store)
    assert exported(store, tmp_path) == graph
    build(files, tmp_path / "fresh", people="all", forgotten=forgotten_in(store))
    assert exported(tmp_path / "fresh", tmp_path) == graph

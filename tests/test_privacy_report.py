"""The report of what was masked, the switch for contacts, and names of files that hold a number."""

import json

import pytest

from extract.register import parse_register
from referatgraf.build import build
from referatgraf.cli import main
from referatgraf.documents import load_document
from referatgraf.masked import files_at, masked_iri, stored_path
from referatgraf.privacy import privacy, told
from referatgraf.verify import verify

TEXT = """REFERAT Direktionen d. 12-09-2018
Mødedato 12. september 2018 kl. 11:00

Punkt 1: Budget

Sagsfremstilling
Borgeren 710190-1234 skriver fra anne@eksempel.dk.
Ring på tlf. 20 10 12 34.

Punkt 2: Lukket

Sagsfremstilling
Naboen er enke.

Beslutning
Godkendt.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "m"


def text_of(store):
    (document,) = privacy(store).documents
    return load_document(store, document.content_hash).source.text


def test_a_report_tells_kind_line_and_closed_item_and_repeats_nothing(folder, tmp_path, capsys):
    report = build([folder], tmp_path / "s")
    assert (report.masked, report.contacts, report.withheld) == (1, 2, 1)
    (document,) = privacy(tmp_path / "s").documents
    assert [(p.kind, p.line, TEXT[p.start : p.end]) for p in document.masked] == [
        ("registration_number", 7, "710190-1234"), ("email", 7, "anne@eksempel.dk"), ("telephone", 8, "20 10 12 34"),
    ]  # fmt: skip
    assert [(w.number, w.lines, w.characters) for w in document.withheld] == [("2", (13,), 13)]
    for language in ("da", "en"):
        said = "\n".join(told(privacy(tmp_path / "s"), language))
        assert "a.txt" in said
        assert not [word for word in ("710190", "1234", "anne", "eksempel", "20 10", "enke") if word in said]
    with pytest.raises(SystemExit) as done:
        main(["privacy", "--store", str(tmp_path / "s"), "--json"])
    assert done.value.code == 0
    assert json.loads(capsys.readouterr().out)["documents"][0]["withheld"][0]["lines"] == [13]


def test_many_numbers_in_one_file_are_pointed_out(folder, tmp_path):
    (folder / "a.txt").write_text(TEXT.replace("tlf.", "tlf. 720190-1234 730190-1234"), encoding="utf-8")
    build([folder], tmp_path / "s")
    assert privacy(tmp_path / "s").documents[0].many


def test_contacts_are_kept_where_that_is_asked_and_masked_again_where_it_is_not(folder, tmp_path):
    store = tmp_path / "s"
    build([folder], store, contacts=False)
    assert "anne@eksempel.dk" in text_of(store)
    assert "710190" not in text_of(store)
    build([folder], store)  # what was asked holds
    assert "tlf. 20 10 12 34" in text_of(store)
    assert not verify(store).violations
    (folder / "b.txt").write_text(TEXT.replace("12-09", "13-09"), encoding="utf-8")
    build([folder / "b.txt"], store, contacts=True)  # also of files that are not read now
    assert all(len(document.masked) == 3 for document in privacy(store).documents)
    assert privacy(store).found == ()
    assert not verify(store).violations
    build([folder], store, contacts=False)
    assert [len(document.masked) for document in privacy(store).documents] == [1, 1]
    assert not verify(store).violations


def test_what_is_masked_later_is_not_left_in_the_files_of_the_store(folder, tmp_path):
    store = tmp_path / "s"
    build([folder], store, contacts=False)
    assert b"anne@eksempel" in b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())
    build([folder], store, contacts=True)
    assert b"anne@eksempel" not in b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())


NOTE = "ring tlf. 60708090 eller bodahl@gmail.com"
REGISTER = f"action;kind;name;other;note;by\nconfirm;unit;Teknik- og Miljøcenter;;{NOTE};clerk@gmail.com\n"


def bytes_in(store):
    return b"".join(path.read_bytes() for path in sorted(store.rglob("*")) if path.is_file())


def test_a_register_is_kept_as_texts_are_without_the_contacts_in_its_notes(folder, tmp_path):
    store, register = tmp_path / "s", parse_register(REGISTER.encode(), "r.csv")
    build([folder], store, register=register, contacts=False)
    assert b"bodahl@gmail.com" in bytes_in(store)
    build([folder], store, contacts=True)  # also one that was given before
    for word in (b"bodahl", b"60708090", b"clerk@"):
        assert word not in bytes_in(store)
    assert privacy(store).found == ()
    other = tmp_path / "t"
    build([folder], other, register=register)
    assert b"tlf. XXXXXXXX eller" in bytes_in(other)
    assert privacy(other).found == ()


def test_a_message_repeats_nothing_personal_of_what_was_asked(folder, tmp_path, capsys):
    build([folder], tmp_path / "s")
    with pytest.raises(SystemExit) as done:
        main(["why", "tlf. 20304050 sofie@gmail.com 71-01-90 1234", "--store", str(tmp_path / "s")])
    assert done.value.code != 0
    said = capsys.readouterr()
    assert "XXXXXXXX xxxxx@xxxxx.xxx XX-XX-XX XXXX" in said.err
    for word in ("20304050", "sofie", "71-01", "1234"):
        assert word not in said.out + said.err


def test_files_whose_names_are_alike_once_masked_stay_two(folder, tmp_path):
    store = tmp_path / "s"
    for n, day in [(1, "12-09"), (2, "13-09"), (3, "14-09")]:
        (folder / f"sag 71019{n}-1234.txt").write_text(TEXT.replace("12-09", day), encoding="utf-8")
    (folder / "a.txt").unlink()
    assert build([folder], store).documents == 3
    result = verify(store)
    assert (result.violations, result.moved, result.files) == ((), (), 3)
    (folder / "sag 710192-1234.txt").unlink()
    report = build([folder], store)
    assert (report.documents, report.removed) == (2, 1)
    (folder / "sag 710193-1234.txt").write_text(TEXT.replace("12-09", "15-09"), encoding="utf-8")
    report = build([folder], store)
    assert (report.documents, report.added, report.removed) == (2, 1, 1)


def test_a_stored_path_leads_back_to_its_files(tmp_path):
    below = tmp_path / "arkiv 710190-1234"
    below.mkdir()
    for name in ("711290-1234.txt", "721290-1234.txt", "a.txt"):
        (below / name).write_text("x")
    assert files_at(stored_path(below / "a.txt")) == [below / "a.txt"]
    assert files_at(stored_path(below / "711290-1234.txt")) == [below / "711290-1234.txt", below / "721290-1234.txt"]
    assert files_at(str(tmp_path / "none" / "x.txt")) == []


def test_the_day_and_the_case_in_an_address_are_no_number_together():
    address = "https://example.org/id/decision/by/direktion/2017-05-08/17-1639/flis"
    assert masked_iri(address) == address
    assert masked_iri("https://example.org/id/case/710190-1234") == "https://example.org/id/case/XXXXXX-XXXX"

"""Planted registration numbers, addresses and telephone numbers come out nowhere: not of the store, an answer, an error."""

import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from canaries import WRITINGS, leaked, numbers
from canary_files import EITHER, FORMS, LEFT_OUT, READ, files

from graph.export import FORMATS as EXPORTS
from graph.store import open_store
from referatgraf.cli import main

CONTACTS = ["kvist.kanarie@privat.dk", "20 47 11 93", "DK50 0040 0440 1162 43", "4321 konto 0098765432"]
SENTENCES = "Ring til Kvist på tlf. {1}, skriv til {0}, betal til {2} eller til reg.nr. {3}."
# What the quick run looks at; the long one looks at all.
FEW = {
    ("txt", "body"), ("txt", "name of the file"), ("html", "split over elements"), ("html", "comment"),
    ("xhtml", "closed item"), ("docx", "text box"), ("docx", "tracked deletion"), ("pdf", "body"),
    ("xml", "split over elements"), ("xml", "closed item"),
}  # fmt: skip


@dataclass
class Said:
    """All that a program wrote, by what it was asked."""

    texts: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, data: bytes | str) -> None:
        self.texts[f"{len(self.texts)} {name}"] = data if isinstance(data, str) else data.decode(errors="replace")


def quick(capsys):
    """Runs a command in this process."""

    def run(*arguments):
        with pytest.raises(SystemExit) as done:
            main([str(each) for each in arguments])
        out = capsys.readouterr()
        return done.value.code, out.out + out.err

    return run


def real(root):
    """Runs a command in a process of its own, as people do."""

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-m", "referatgraf", *map(str, arguments)], cwd=root, capture_output=True, timeout=600, check=False
        )  # fmt: skip
        return done.returncode, (done.stdout + done.stderr).decode(errors="replace")

    return run


def planted(folder, chosen):
    """The files in a folder, and what was planted in them."""
    made = list(files(chosen=chosen))
    for file in made:
        for name in file.names:
            (folder / name).write_bytes(file.data)
    (folder / "contacts.txt").write_text(
        "REFERAT Direktionen d. 01-03-1999\n\nPunkt 1: Kvist\n\nSagsfremstilling\n" + SENTENCES.format(*CONTACTS) + "\n"
    )
    return made


def errors(store, folder, canary):
    """Calls that go wrong, or that repeat what they were given."""
    register = folder / "register.csv"
    register.write_text(f"action;kind;name;other\nconfirm;project;{canary};\nnonsense;{canary};x;\n")
    (folder / "gold").mkdir(exist_ok=True)
    (folder / "gold" / "2017-01-01.json").write_text(json.dumps({"file": canary, "meeting": canary}))
    at = ("--store", store)
    return [
        ("query", f"SELECT {canary}", *at), ("query", f"SELECT ('{canary}' AS ?x) {{}}", *at),
        ("query", f"SELECT ('{canary}' AS ?x) {{}}", *at, "--format", "csv"),
        ("query", f"SELECT ('{canary}' AS ?x) {{}}", *at, "--format", "json"),
        ("query", f"CONSTRUCT {{ <urn:a> <urn:b> '{canary}' }} {{}}", *at, "--format", "turtle"),
        ("query", "--name", canary, *at), ("query", "--name", "project_history", "--param", canary, *at),
        ("query", "--name", "project_history", "--param", f"project={canary}", *at),
        ("query", "--name", "project_history", "--param", f"{canary}=x", *at),
        ("query", "--format", canary, "SELECT *", *at), (canary,), ("query", f"--{canary}"), ("build", folder / f"{canary}.txt", *at),
        ("why", canary, *at), ("why", canary, "--json", *at), ("show", "--about", canary, *at, "--output", folder / "x.html"),
        ("check", "--date", canary, *at), ("export", "--output", folder / f"x.{canary}", *at),
        ("export", "--output", folder / canary / "x.nq", *at), ("review", "--output", folder / canary / "x.csv", *at),
        ("privacy", "--store", folder / canary), ("build", folder / "contacts.txt", *at, "--register", register),
        ("build", folder / "contacts.txt", *at, "--model", canary), ("build", folder / "contacts.txt", *at, "--lang", canary),
        ("score", "--gold", folder / "gold", *at), ("score", "--gold", folder / canary, *at),
        ("build", folder / "contacts.txt", *at, "--register", folder / f"{canary}.csv"),
    ]  # fmt: skip


def unpacked(path):
    """The bytes of a file; of a workbook, those of its parts."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return b"\n".join(book.read(name) for name in book.namelist())


def everything(run, folder, tmp_path, made, some):
    """All that the program says and leaves behind when it reads the folder, is asked, and is asked wrongly."""
    said, store = Said(), tmp_path / "kanarie.store"

    def ask(*arguments, ends=(0,)):
        code, text = run(*arguments)
        said.add(" ".join(map(str, arguments[:1])), text)
        assert code in ends, text
        return text

    ask("build", folder, "--store", store, "--json", "--municipality", f"Nyby {made[0].canaries[0].written}")
    ask("build", folder, "--store", store)
    for command in (
        ("privacy",), ("privacy", "--json"), ("check", "--json"), ("review",), ("why", "Direktionen"), ("why", "Direktionen", "--json"),
        ("query", "SELECT * { ?s ?p ?o }", "--format", "csv"), ("query", "SELECT ?t { ?s rg:text ?t }"),
        ("query", "SELECT * { ?s ?p ?o FILTER(isLiteral(?o)) } LIMIT 500", "--format", "json"), ("query", "--name", "person_participation", "--param", "person=Anne Berg"),
        *(("export", "--output", tmp_path / f"graf.{form}") for form in EXPORTS), ("show", "--output", tmp_path / "side.html"),
    ):  # fmt: skip
        ask(*command, "--store", store)
    failed = 0
    for canary in some:
        for call in errors(store, tmp_path, canary):
            code, text = run(*call)
            said.add(f"{call[0]} that fails", text)
            failed += code != 0
            assert "Traceback" not in text, text
    assert failed >= 18 * len(some)
    for path in sorted(p for p in [*store.rglob("*"), *tmp_path.glob("graf.*"), tmp_path / "side.html"] if p.is_file()):
        said.add(path.name, unpacked(path))
    said.add("what the store holds unpacked", ox.serialize(open_store(store), format=ox.RdfFormat.N_QUADS))
    return said, store


def check(run, tmp_path, chosen, some):
    folder = tmp_path / "referater"
    folder.mkdir()
    made = planted(folder, chosen)
    said, store = everything(run, folder, tmp_path, made, some)
    every = {c.number for file in made for c in file.canaries} | set(
        next(zip(*[iter(numbers(seed=2))] * 30, strict=False))
    )
    for name, text in said.texts.items():
        assert leaked(text, every) == set(), name
        assert [each for each in (*CONTACTS, "kanarie@", "0098765432", "20471193") if each in text] == [], name
    # The numbers would have been found: what stands about them was read, where the place is one that is read.
    texts = {
        record["source"]["content_hash"]: record["source"]
        for path in (store / "documents").glob("*.json") if (record := json.loads(path.read_text()))
    }  # fmt: skip
    together = {source["text"]: len(source["personal"]) for source in texts.values()}
    for file in made:
        of_file = [text for text in together if any(c.word in text for c in file.canaries)]
        where = f"{file.form}: {file.place}"
        if file.fate == READ:
            (text,) = of_file
            assert [c.written for c in file.canaries if c.word not in text] == [], where
            assert together[text] >= len(WRITINGS), where
        elif file.fate == LEFT_OUT:
            assert of_file == [], where
        else:
            assert file.fate == EITHER
    assert len(texts) == len(made) + 1
    assert "xxxxx.xxxxxxx@xxxxxx.xx" in "".join(together)


def test_no_planted_number_comes_out_of_store_answers_or_errors(capsys, tmp_path):
    some = [written(number) for written, number in zip(list(WRITINGS.values())[1:2], numbers(seed=2), strict=False)]
    check(quick(capsys), tmp_path, lambda *each: each in FEW, some)


@pytest.mark.slow
def test_no_planted_number_comes_out_in_any_writing_place_and_format(root, tmp_path):
    assert len(WRITINGS) == 22
    assert {"txt", "html", "docx", "pdf", "xml"} <= set(FORMS)
    assert all(len(form.places) == 15 for form in FORMS.values())
    some = [written(number) for written, number in zip(list(WRITINGS.values())[:2], numbers(seed=2), strict=False)]
    check(real(root), tmp_path, lambda *_each: True, some)


def test_the_search_for_planted_numbers_finds_them_in_every_writing():
    for number, written in zip(numbers(seed=3), WRITINGS.values(), strict=False):
        assert leaked(f"Borger {written(number)} har søgt.", {number}) == {number}

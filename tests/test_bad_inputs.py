"""Hostile and broken files: each is answered with a reason, costs no other, and leaves the others' graph as it is."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from extract.candidates import find_evidence
from extract.errors import SourceError
from extract.limits import LIMITS
from extract.read import find_files, load_bytes, read_source
from extract.segment import segment
from extract.typography import reading_text
from referatgraf.cli import main

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "benchmarks")]
from bad import FOLDER, READ, RECIPES, flipped, good, named, write  # noqa: E402 - the folders are put on the path above
from bad_inputs import MEGABYTES, SECONDS, answered  # noqa: E402 - likewise

NAMED = named()


def answer(path):
    """The reason for which a file is refused, or that it is read."""
    try:
        text = reading_text(read_source(load_bytes(path)).text).text
        find_evidence(text, segment(text))
    except SourceError as error:
        return error.reason
    return READ


def test_the_manifest_holds_sixty_files_of_different_names_and_every_recipe():
    assert len({bad.name for bad in NAMED}) == len(NAMED) >= 60
    assert {bad.recipe for bad in NAMED} | {"file"} == {*RECIPES, "special"}
    assert all(bad.reasons for bad in NAMED)


def test_what_lies_beside_the_manifest_is_used_by_it():
    used = {bad.options["name"] for bad in NAMED if bad.recipe == "file"}
    assert used == {p.name for p in FOLDER.iterdir()} - {"manifest.toml", "README.md"}


@pytest.mark.parametrize("bad", [b for b in NAMED if not b.slow], ids=lambda bad: ascii(bad.name)[:40])
def test_a_bad_file_is_refused_for_its_reason(bad, tmp_path):
    write(bad, tmp_path)
    (path,) = (p for p in tmp_path.iterdir() if not p.name.startswith("."))
    assert answer(path) in bad.reasons


def test_a_pdf_without_pages_is_not_locked_because_the_one_before_it_was(tmp_path):
    by_name = {bad.name: bad for bad in NAMED}
    for name, reasons in (("locked.pdf", {"encrypted"}), ("no-pages.pdf", {"damaged", "no_text"})):
        write(by_name[name], tmp_path)
        assert answer(tmp_path / name) in reasons


def test_good_files_with_some_bytes_changed_are_read_or_refused(tmp_path):
    for name, data in flipped(good(), 40):
        (tmp_path / name).write_bytes(data)
        assert answer(tmp_path / name)


@pytest.mark.slow
def test_three_hundred_bad_files_are_refused_within_their_limits_and_leave_the_other_documents_graph(tmp_path):
    found = answered(tmp_path, good())
    assert len(found.refused) >= 300
    assert found.wrong() == []
    assert found.unchanged
    assert found.code == 3
    assert found.lines == len(found.refused)
    assert max(found.seconds.values()) < SECONDS
    assert found.megabytes < MEGABYTES


# --- names and folders ------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, samples):
    found = tmp_path / "m"
    found.mkdir()
    (found / "good.txt").write_bytes((samples / "2017-05-16-direktionen.txt").read_bytes())
    return found


def built(folder, capsys):
    """Exit code of a build, and what it says on standard error."""
    code = ended("build", folder, "--store", folder.parent / "s", "--quiet", "--lang", "en")
    return code, capsys.readouterr().err


def ended(*arguments):
    with pytest.raises(SystemExit) as end:
        main([str(argument) for argument in arguments])
    return end.value.code


@pytest.mark.parametrize(
    "name", [b"ugyldig-\xe6.txt", b"to\nlinjer.txt", b"\x1b[31mr\xc3\xb8d.txt", b"\xe2\x80\xaetxt.exe.txt"]
)
def test_a_name_of_any_bytes_is_one_line_of_printable_letters(name, folder, capsys):
    Path(os.fsdecode(bytes(folder) + b"/" + name)).write_bytes(b"x")
    code, said = built(folder, capsys)
    assert code == 3
    assert len(said.splitlines()) == 1
    assert said.strip().isprintable()
    assert ".txt" in said


def test_minutes_with_a_name_that_is_no_text_are_read(folder, capsys):
    Path(os.fsdecode(bytes(folder) + b"/\xe6.txt")).write_bytes((folder / "good.txt").read_bytes() + b"\n")
    assert built(folder, capsys) == (0, "")
    assert ended("check", "--store", folder.parent / "s", "--quiet") == 0
    assert ended("export", "--store", folder.parent / "s", "--output", folder.parent / "o.ttl") == 0


def test_links_in_a_circle_and_deep_folders_end(folder, capsys):
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "round").symlink_to(folder)
    deep = folder
    for _ in range(60):
        deep = deep / ("d" * 100)
        try:
            deep.mkdir()
        except OSError:
            break
    code, said = built(folder, capsys)
    assert (code, len(said.splitlines())) == (3, 1)
    assert "loop.txt" in said


def test_a_folder_deeper_than_names_can_say_is_one_line(folder, capsys):
    here = os.open(folder, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=here)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("x.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here))
    os.close(here)
    code, said = built(folder, capsys)
    assert code == 3
    assert len(said.splitlines()) == 1


def test_a_folder_that_may_not_be_read_is_named(folder, capsys, monkeypatch):
    closed = folder / "lukket"
    closed.mkdir()
    iterdir = Path.iterdir

    def refusing(path):
        if path == closed:
            raise PermissionError(13, "Permission denied")
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refusing)
    assert list(find_files([folder])) == [folder / "good.txt", closed]
    code, said = built(folder, capsys)
    assert (code, len(said.splitlines())) == (3, 1)


def test_the_page_of_limits_says_every_figure(root):
    page = (root / "docs" / "limits.md").read_text(encoding="utf-8").replace(",", "")
    missing = [f.name for f in fields(LIMITS) if not re.search(rf"\b{getattr(LIMITS, f.name)}\b", page)]
    assert missing == []

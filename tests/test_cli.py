"""The command line: answers to standard output, messages to standard error, mistakes in one line."""

import json
import os
import subprocess
import sys

import pytest


@pytest.fixture
def run(tmp_path, root):
    def command(*arguments, lang="en_GB.UTF-8", stdin=None):
        return subprocess.run(
            [sys.executable, "-m", "referatgraf", *map(str, arguments)], cwd=tmp_path, capture_output=True, text=True,
            input=stdin, env={**os.environ, "LC_ALL": lang, "PYTHONPATH": str(root)}, timeout=120,
        )  # fmt: skip

    return command


def test_the_demonstration_answers_and_leaves_a_page(run, tmp_path):
    done = run("demo")
    assert done.returncode == 0
    shown = (
        "Kanalstrategien", "Mobilitetsplan", "overskredet", "indfriet", "afventer", "ansætter en koordinator", "Styregruppen",
    )  # fmt: skip
    assert [words for words in shown if words not in " ".join(done.stdout.split())] == []
    last = done.stdout.strip().splitlines()[-1].split()[-1]
    assert (tmp_path / last).read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_whole_way_by_command(run, samples, tmp_path):
    assert run("build", samples, "--store", "s", "--json").returncode == 0
    asked = run("query", "--name", "project_history", "--param", "project=ny-ny", "--store", "s", "--format", "json")
    assert len(json.loads(asked.stdout)["results"]["bindings"]) >= 3
    assert (
        "2015-12-01"
        in run("query", "SELECT ?d { ?m a rg:Meeting ; rg:date ?d }", "--store", "s", "--format", "csv").stdout
    )
    assert (
        "rg:Meeting"
        in run(
            "query",
            "-",
            "--store",
            "s",
            stdin="DESCRIBE ?m { ?m a rg:Meeting }",
        ).stdout
    )
    assert run("export", "--output", "g.nq", "--store", "s").returncode == 0
    assert run("check", "--store", "s").returncode == 0
    shown = run("show", "--about", "monopolbruddet", "--output", "m.html", "--store", "s")
    assert shown.stdout.strip() == "m.html"
    assert (tmp_path / "m.html").is_file()


@pytest.mark.parametrize("command", ["build", "query", "show", "export", "check", "demo"])
def test_every_command_has_help_with_an_example(run, command):
    shown = run(command, "-h")
    assert shown.returncode == 0
    assert f"Example: referatgraf {command}" in shown.stdout


def test_without_a_question_the_questions_are_listed_in_the_users_language(run):
    assert "Hvilke punkter er blevet udskudt" in run("query", lang="da_DK.UTF-8").stdout
    assert "Which items have been deferred" in run("query").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["query", "ASK {}", "--store", "none"], 2, "no such store"),
        (["query", "SELECT * {", "--store", "STORE"], 2, "cannot be read"),
        (["query", "--name", "nothing", "--store", "STORE"], 2, "project_history"),
        (["query", "--name", "project_history", "--store", "STORE"], 2, "--param project="),
        (["query", "--name", "comitments", "--store", "STORE"], 2, "did you mean commitments?"),
        (["query", "--name", "project_history", "--param", "NY", "--store", "STORE"], 2, "NAME=VALUE"),
        (["query", "SELECT * { SERVICE <http://x> {} }", "--store", "STORE"], 2, "SERVICE"),
        (["query", "ASK {}", "--store", "SAMPLES"], 2, "is no store"),
        (["show", "--about", "monopolbrydet", "--store", "STORE"], 1, "Monopolbruddet"),
        (["show", "--output", "none/a.html", "--store", "STORE"], 1, "cannot be written"),
        (["export", "--output", "g.docx", "--store", "STORE"], 2, "nq, trig, ttl, jsonld, graphml, gexf, csv, xlsx"),
        (["export", "--output", "g", "--store", "STORE"], 2, "jsonld"),
        (["export", "--output", "g.csv", "--about", "NY-NY", "--store", "STORE"], 2, "graphml, gexf"),
        (["export", "--output", "g.gexf", "--about", "monopolbrydet", "--store", "STORE"], 1, "Monopolbruddet"),
        (["export", "--output", "none/g.xlsx", "--store", "STORE"], 1, "cannot be written"),
        (["check", "--store", "none"], 2, "no such store"),
        (["build", "none.txt", "--store", "new"], 2, "none.txt"),
        (["build", "SAMPLES", "--store", "SAMPLES"], 2, "is no store"),
        (["build", "--store", "new"], 2, "paths"),
        (["check", "--lang", "sv"], 2, "da, en"),
    ],
)
def test_a_mistake_is_answered_in_words_with_the_right_code_and_no_traceback(
    arguments, code, words, run, sample_store, samples, tmp_path
):
    places = {"STORE": sample_store, "SAMPLES": samples}
    done = run(*(places.get(a, a) for a in arguments))
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "none").exists()
    assert not (tmp_path / "new").exists()


def test_skipped_files_are_named_one_line_each_and_the_code_says_so(run, samples, tmp_path):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "empty.txt").write_bytes(b"")
    (tmp_path / "bad" / "noise.txt").write_bytes(bytes(range(256)) * 9)
    done = run("build", samples, "bad", "gone.txt", "--store", "s", lang="da_DK.UTF-8")
    assert done.returncode == 3
    assert [line.split(":")[1].strip() for line in done.stderr.splitlines() if line.startswith("sprunget")] == [
        "empty.txt", "noise.txt", "gone.txt",
    ]  # fmt: skip
    assert run("check", "--store", "s").returncode == 0


def test_a_changed_quotation_is_a_violation(run, samples, tmp_path, make_minutes):
    import pyoxigraph as ox

    from graph.store import read_marker

    assert run("build", samples, "--store", "s").returncode == 0
    generation = tmp_path / "s" / "generations" / str(read_marker(tmp_path / "s")["generation"])
    store = ox.Store(str(generation))
    store.update("PREFIX oa: <http://www.w3.org/ns/oa#> DELETE { GRAPH ?g { ?s oa:exact ?q } } INSERT { GRAPH ?g { ?s oa:exact 'x' } }"
                 " WHERE { { SELECT ?g ?s ?q { GRAPH ?g { ?s oa:exact ?q } } LIMIT 1 } }")  # fmt: skip
    store.flush()
    del store
    done = run("check", "--store", "s")
    assert done.returncode == 4
    assert "quotation" in done.stdout


def test_help_starts_without_loading_what_is_heavy(root):
    code = "import sys, referatgraf.cli; print([m for m in ('spacy', 'pyvis', 'pandas', 'rdflib', 'networkx', 'pyshacl') if m in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )

"""The documents say what is so: commands and options exist, links lead somewhere, modules stand where they should."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from graph.query import named_questions
from referatgraf.cli import app

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("samples/*.md")])
PACKAGES = ("extract", "graph", "referatgraf")

SET_UP = "pip install --target .tools uv && .tools/bin/uv run"
DEMO = f"{SET_UP} referatgraf demo"
TEST = (
    f"apt-get update && apt-get install -y --no-install-recommends chromium libatomic1 && {SET_UP} "
    "--extra test pytest -n auto"
)

FENCE = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
# Where a machine or its user shows through, and where packages are fetched from.
MACHINE = re.compile(r"/(?:home|Users|root|work|tmp|mnt)/\w|[A-Z]:\\Users|file://|localhost:\d")
INDEX = re.compile(r"https?://[^\s\"')]*(?:pypi|pythonhosted|artifactory|nexus|/simple\b)|--(?:extra-)?index-url", re.I)

documents = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def commands_in(text: str) -> list[list[str]]:
    """Every call of referatgraf in a text, as words without the program's name."""
    lines = [line for block in FENCE.findall(text) for line in block.splitlines()]
    lines += CODE.findall(FENCE.sub("", text))
    calls = [match[1] for line in lines if (match := re.search(r"(?:^|\buv run )referatgraf (.+)$", line))]
    return [shlex.split(call, comments=True) for call in calls]


def options_of(command: typer.core.TyperCommand) -> set[str]:
    return {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}


def faults(call: list[str]) -> list[str]:
    """What a call names that the command line does not have."""
    commands = get_command(app).commands
    name, *arguments = call
    if name not in commands:
        return [f"no command {name}"]
    known = options_of(commands[name]) | {"-h", "--help"}
    return [f"{name} has no {word}" for word in arguments if word.startswith("-") and word not in known]


def anchors(text: str) -> set[str]:
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in HEADING.findall(text)}


def broken_links(document: Path) -> list[str]:
    broken = []
    for link in LINK.findall(FENCE.sub("", text_of(document))):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        if not target.exists() or (anchor and anchor not in anchors(text_of(target))):
            broken.append(link)
    return broken


def test_the_readme_has_the_two_commands_that_do_everything():
    lines = text_of(ROOT / "README.md").splitlines()
    assert DEMO in lines
    assert TEST in lines


def test_the_continuous_integration_runs_the_command_of_the_readme():
    script = text_of(ROOT / ".ci" / "run")
    for part in TEST.split(" && "):
        assert part.removeprefix("apt-get ") in script, part
    assert "export REQUIRE_BROWSER=1" in script
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True)


@documents
def test_every_command_and_option_in_a_document_exists(document):
    found = [fault for call in commands_in(text_of(document)) for fault in faults(call)]
    assert found == []


def test_the_readme_shows_every_command():
    shown = {call[0] for call in commands_in(text_of(ROOT / "README.md"))}
    assert shown == set(get_command(app).commands)


def test_a_command_or_option_that_does_not_exist_is_seen():
    calls = commands_in("`referatgraf plot`\n```\nx/uv run referatgraf build a --stor b\n```\n")
    assert sorted(fault for call in calls for fault in faults(call)) == ["build has no --stor", "no command plot"]


def test_the_readme_asks_only_questions_that_exist_with_their_parameters():
    known = {question.name: {p.name for p in question.parameters} for question in named_questions()}
    for call in commands_in(text_of(ROOT / "README.md")):
        if "--name" in call:
            given = {call[i + 1].partition("=")[0] for i, word in enumerate(call) if word == "--param"}
            assert known[call[call.index("--name") + 1]] == given, call


@documents
def test_links_lead_to_files_and_headings_that_exist(document):
    assert broken_links(document) == []


def test_a_broken_link_is_seen(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# One two\n[a](#one-two) [b](#three) [c](none.md) [d](page.md) [e](https://x.example/)\n")
    assert broken_links(page) == ["#three", "none.md"]


@documents
def test_no_document_shows_a_machine_or_a_package_index(document):
    text = text_of(document)
    assert MACHINE.findall(text) + INDEX.findall(text) == []


@pytest.mark.parametrize("name", ["pyproject.toml", ".ci/run", ".gitignore"])
def test_no_setting_shows_a_machine_or_a_package_index(name):
    text = text_of(ROOT / name)
    assert MACHINE.findall(text) + INDEX.findall(text) == []


# The packages, and what in them has so many modules of one step that they stand in a package of their own.
INNER = ("extract/statements", "extract/formats", "extract/privacy", "graph/site", "graph/explorer/script")
PLACES = [*(ROOT / package for package in PACKAGES), *(ROOT / name for name in INNER)]


def test_every_module_stands_in_the_architecture():
    text = text_of(ROOT / "docs" / "architecture.md")
    named = {word.removesuffix(".py") for code in CODE.findall(text) for word in re.split(r"[/, ]", code)}
    modules = {path.stem for place in PLACES for path in place.glob("*.py") if not path.stem.startswith("__")}
    modules |= {path.stem for path in (ROOT / "graph/explorer/script").glob("*.js")}
    assert modules - named == set()


def test_every_module_of_the_architecture_exists():
    rows = re.findall(r"^\| (`[^|]*) \|", text_of(ROOT / "docs" / "architecture.md"), re.MULTILINE)
    named = [name for row in rows for name in CODE.findall(row)]
    missing = [
        name
        for name in named
        if not any((place / f"{name}{ending}").exists() for place in PLACES for ending in ("", ".py", ".js"))
    ]
    assert named
    assert missing == []


def test_the_licence_is_whole():
    licence = text_of(ROOT / "LICENSE")
    for part in ("Apache License", "Version 2.0, January 2004", "9. Accepting Warranty", "END OF TERMS AND CONDITIONS"):
        assert part in licence

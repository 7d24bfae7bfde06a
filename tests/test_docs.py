"""The pages of docs/ are run: their commands and queries on the samples, and what they say comes out does."""

import contextlib
import doctest
import importlib.util
import io
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from referatgraf.cli import main

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
# A block that runs has <!-- run --> above it, or <!-- run: exit N --> where it ends with another code than 0.
BLOCK = re.compile(
    r"^<!-- run(?:: exit (?P<code>\d))? -->\n```(?P<kind>\w+)\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL
)
MARK = re.compile(r"^<!-- run", re.MULTILINE)
PAGES = sorted(path for path in DOCS.rglob("*.md") if MARK.search(path.read_text(encoding="utf-8")))


class Block(NamedTuple):
    """A block of a page: what it is written in, its text, and the exit code of its last command."""

    kind: str
    text: str
    code: int


def blocks(page):
    return [Block(m["kind"], m["text"], int(m["code"] or 0)) for m in BLOCK.finditer(page)]


def squeezed(text):
    return " ".join(text.split())


class Server:
    """What `referatgraf serve … &` starts: at a free port, while the page names the usual one."""

    def __init__(self):
        self.started = []
        self.address = {}

    def start(self, command):
        """Start it, and return what it says when it is ready."""
        asked = shlex.split(command)[1:]
        at = asked.index("--port") + 1
        named, asked[at] = f"http://127.0.0.1:{asked[at]}", "0"
        process = subprocess.Popen(
            [sys.executable, "-m", "referatgraf", *asked, "--quiet"], stdout=subprocess.PIPE, text=True
        )
        self.started.append(process)
        self.address[named] = process.stdout.readline().strip().rstrip("/")
        return named if self.address[named].startswith("http://127.0.0.1:") else "it did not start"

    def found(self, line):
        """Return a command with the addresses that it names in the page as they are."""
        for named, there in self.address.items():
            line = line.replace(named, there)
        return line

    def stop(self):
        for process in self.started:
            process.terminate()
            process.wait(timeout=30)
            process.stdout.close()


def called(line, server):
    """Run one line of a console: ours in this process, another in a shell; its exit code and all that it says."""
    if line.startswith("referatgraf serve ") and line.endswith(" &"):
        return 0, server.start(line.removesuffix(" &"))
    line = server.found(line)
    command, _, target = line.partition(" > ") if line.startswith("referatgraf ") else (line, "", "")
    if not line.startswith("referatgraf "):
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr
    out, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said), pytest.raises(SystemExit) as ended:
        main(shlex.split(command)[1:])
    if target:
        Path(target.strip()).write_text(out.getvalue(), encoding="utf-8")
    return int(ended.value.code or 0), out.getvalue() + said.getvalue()


def run_console(block, server=None):
    """Run the commands of a block; each line below them is to be in what they say, but for white."""
    commands = [line[2:] for line in block.text.splitlines() if line.startswith("$ ")]
    wanted = [line for line in block.text.splitlines() if line.strip() and not line.startswith("$ ")]
    said, code = "", 0
    for command in commands:
        assert code == 0, f"a command before the last failed: {said[-500:]}"
        code, more = called(command, server or Server())
        said += more
    assert code == block.code, said[-1500:]
    missing = [line for line in wanted if squeezed(line) not in squeezed(said)]
    assert missing == [], said[:3000]


def run_python(block, names, page):
    example = doctest.DocTestParser().get_doctest(block.text, names, page, page, 0)
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    heard = []
    runner.run(example, out=heard.append, clear_globs=False)
    names.update(example.globs)
    assert runner.failures == 0, "".join(heard)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_what_a_page_shows_is_so(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "samples", "samples")
    names, server = {}, Server()
    try:
        for block in blocks(page.read_text(encoding="utf-8")):
            if block.kind == "console":
                run_console(block, server)
            else:
                run_python(block, names, page.name)
    finally:
        server.stop()


def test_every_marked_block_is_one_that_can_be_run():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert len(blocks(text)) == len(MARK.findall(text)), page.name
        assert {block.kind for block in blocks(text)} <= {"console", "pycon"}, page.name


def test_the_tutorial_and_each_way_of_doing_run():
    names = {str(page.relative_to(DOCS)) for page in PAGES}
    assert names >= {"tutorial.md", *(f"how-to/{page.name}" for page in (DOCS / "how-to").glob("*.md"))}
    assert names >= {"site.md", "privacy.md", "forget.md", "layouts.md"}


def test_a_line_that_does_not_come_out_and_a_wrong_exit_code_are_seen(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run_console(Block("console", "$ echo one\none\n", 0))
    run_console(Block("console", "$ referatgraf query --store none --name steering_groups\nnone\n", 2))
    with pytest.raises(AssertionError):
        run_console(Block("console", "$ echo one\ntwo\n", 0))
    with pytest.raises(AssertionError):
        run_console(Block("console", "$ false\n", 0))
    with pytest.raises(AssertionError):
        run_python(Block("pycon", ">>> 1 + 1\n3\n", 0), {}, "page")


# --- pages made from the code ---------------------------------------------------------------------


def generator():
    spec = importlib.util.spec_from_file_location("generate_reference", DOCS / "reference" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_made_from_the_code_are_up_to_date():
    for name, text in generator().pages().items():
        there = (DOCS / "reference" / name).read_text(encoding="utf-8")
        assert there == text, f"docs/reference/{name} is stale: run python docs/reference/generate.py"


def test_the_reference_has_every_command_option_term_and_public_name():
    import referatgraf
    from graph.vocabulary import CLASSES, object_properties

    pages = generator().pages()
    for command in ("build", "query", "show", "export", "check", "review", "why", "score", "demo"):
        assert f"\n## {command}\n" in pages["command-line.md"]
    assert "`--register`" in pages["command-line.md"]
    for name in (*CLASSES.values(), *object_properties()):
        assert f"| `rg:{name}` |" in pages["vocabulary.md"], name
    for name in (*referatgraf.__all__, *(name for name in vars(referatgraf.Graph) if not name.startswith("_"))):
        assert f" {name}\n" in pages["python.md"], name


def test_every_page_is_in_the_index():
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    linked = {(DOCS / link.partition("#")[0]).resolve() for link in re.findall(r"\]\(([^)\s]+)\)", index)}
    pages = {path.resolve() for path in DOCS.rglob("*.md") if path.parent.name != "decisions"} - {DOCS / "README.md"}
    assert sorted(path.name for path in pages - linked) == []

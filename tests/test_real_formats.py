"""The real minutes as PDF (printed by Chromium), Word file and web page: to the last thing what the text gives.

What a format has no place for cannot come from it: a browser prints a tab within a paragraph as one space, and where
every line is a paragraph no blank line parts them. So each is held against a text that says as much as it does.
"""

import html
import io
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from graph.query import ask
from graph.store import open_store
from referatgraf.build import build
from referatgraf.verify import verify

sys.path.insert(0, str(Path(__file__).parent))
from formats import as_docx, as_html
from test_formats import QUESTIONS, found

pytestmark = pytest.mark.slow
ASKED = {
    **QUESTIONS,
    "mentions": "SELECT ?label (COUNT(?place) AS ?n) { ?place oa:hasBody ?thing . ?thing rdfs:label ?label } GROUP BY ?label",
}
PAGE = '<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>Referat</title></head><body>{}</body></html>'


def groups(text):
    return re.split(r"\n\s*\n", text.strip())


def preformatted(text):
    return PAGE.format(f'<pre style="white-space: pre-wrap">{html.escape(text)}</pre>')


def with_breaks(text):
    return PAGE.format("\n".join(f"<p>{html.escape(group)}</p>".replace("\n", "<br>") for group in groups(text)))


def by_line(text):
    return PAGE.format("\n".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip()))


def natural(text):
    return re.sub(r"<nav>.*?</nav>|<button>.*?</button>", "", as_html(text))


def word_by_line(text):
    return word(line for line in text.splitlines())


def word_by_group(text):
    return word(groups(text))


def word(paragraphs):
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_it_is(text):
    return text


def spaced(text):
    return text.replace("\t", " ")


def lines_apart(text):
    return "\n\n".join(line for line in text.splitlines() if line.strip()) + "\n"


def spaced_apart(text):
    return lines_apart(spaced(text))


# How it is written, and the text that says as much.
PAGES = {
    "pre": (preformatted, as_it_is),
    "breaks": (with_breaks, as_it_is),
    "natural": (natural, as_it_is),
    "lines": (by_line, lines_apart),
}
FILES = {"lines": (word_by_line, as_it_is), "groups": (word_by_group, as_it_is), "natural": (as_docx, as_it_is)}
PRINTS = {
    "pre": (preformatted, as_it_is),
    "breaks": (with_breaks, spaced),
    "natural": (natural, as_it_is),
    "lines": (by_line, spaced_apart),
}


@pytest.fixture(scope="module")
def corpus(shared):
    return {path.stem[:3]: path.read_text(encoding="utf-8") for path in sorted((shared / "corpus").glob("*.txt"))}


@pytest.fixture(scope="module")
def given(corpus, tmp_path_factory):
    """What a text with a change gives, by question: built once for each change."""
    known = {}

    def answers(change):
        if change not in known:
            known[change] = built(
                {f"{name}.txt": change(text).encode() for name, text in corpus.items()}, tmp_path_factory
            )
        return known[change][1]

    return answers


def built(files, tmp_path_factory):
    """The store that files give, and its answers by question."""
    folder = tmp_path_factory.mktemp("written")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    store = folder / "s.store"
    assert build([folder], store).skipped == ()
    return store, {question: Counter(found(store, query)) for question, query in ASKED.items()}


@pytest.fixture(scope="module")
def chromium():
    program = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if program is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("no Chromium, and REQUIRE_BROWSER=1")
        pytest.skip("no Chromium to print with; install it, or name it in CHROMIUM")
    return program


def printed(program, page, folder):
    (folder / "page.html").write_text(page, encoding="utf-8")
    command = [program, "--no-sandbox", "--headless", "--disable-gpu", f"--print-to-pdf={folder / 'page.pdf'}"]
    subprocess.run([*command, (folder / "page.html").as_uri()], check=True, capture_output=True, timeout=120)
    return (folder / "page.pdf").read_bytes()


def same(answers, wanted):
    differ = {q: (answers[q] - wanted[q], wanted[q] - answers[q]) for q in ASKED if answers[q] != wanted[q]}
    assert differ == {}
    assert sum(wanted["things"].values()) > 1_000


@pytest.mark.parametrize("form", PAGES)
def test_web_pages_give_what_the_text_gives(form, corpus, given, tmp_path_factory):
    write, change = PAGES[form]
    files = {f"{name}.html": write(text).encode() for name, text in corpus.items()}
    same(built(files, tmp_path_factory)[1], given(change))


@pytest.mark.parametrize("form", FILES)
def test_word_files_give_what_the_text_gives(form, corpus, given, tmp_path_factory):
    write, change = FILES[form]
    same(built({f"{name}.docx": write(text) for name, text in corpus.items()}, tmp_path_factory)[1], given(change))


@pytest.mark.browser
@pytest.mark.parametrize("form", PRINTS)
def test_prints_give_what_the_text_gives_and_name_the_page(form, corpus, given, chromium, tmp_path_factory):
    write, change = PRINTS[form]
    folder = tmp_path_factory.mktemp("printed")
    files = {f"{name}.pdf": printed(chromium, write(text), folder) for name, text in corpus.items()}
    store, answers = built(files, tmp_path_factory)
    same(answers, given(change))
    verified = verify(store)
    assert (verified.violations, verified.moved) == ((), ())
    without = "SELECT ?s { ?s oa:exact ?e FILTER NOT EXISTS { ?s rg:page ?page } } LIMIT 1"
    assert ask(open_store(store), without).plain() == []


def test_a_line_a_paragraph_loses_no_more_than_the_white_between_lines(given):
    """Held against the text with its blank lines: one relation more, of a line that is a heading once it stands apart."""
    plain, apart = given(as_it_is), given(lines_apart)
    for question in ("items", "decisions", "points", "attachments", "things", "other names"):
        assert apart[question] == plain[question]
    assert plain["statements"] - apart["statements"] == Counter()
    assert [("concerns" in one) for one in (apart["statements"] - plain["statements"])] == [True]

"""No text of the repository repeats what stands in the real minutes: facts may be shared, wording may not."""

import html
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

LONGEST_SHARED_RUN = 8  # words; names, titles and the headings of a layout fit in it, a sentence does not
WORD = re.compile(r"\w+")
MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)

Run = tuple[str, ...]


def words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def runs(text: str, length: int) -> Iterator[Run]:
    found = words(text)
    return zip(*(found[start:] for start in range(length)), strict=False)


def shared_runs(text: str, known: set[Run], length: int = LONGEST_SHARED_RUN + 1) -> list[str]:
    return [" ".join(run) for run in runs(text, length) if run in known]


def repository_texts(root: Path) -> dict[str, str]:
    """Every text file that git tracks or would add, by its path."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("this is no git checkout, so there is no list of the repository's files")
    texts = {}
    for name in sorted(filter(None, listing.stdout.decode("utf-8").split("\0"))):
        path = root / name
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            texts[name] = content.decode("utf-8", errors="replace")
    return texts


@pytest.fixture(scope="module")
def known(shared: Path) -> set[Run]:
    """The nine-word runs of the real minutes, plain text and web pages alike."""
    found: set[Run] = set()
    for path in sorted(shared.glob("corpus*/*")):
        if path.suffix in {".txt", ".html"}:
            text = path.read_bytes().decode("utf-8", errors="replace")
            plain = html.unescape(MARKUP.sub(" ", text)) if path.suffix == ".html" else text
            found.update(runs(plain, LONGEST_SHARED_RUN + 1))
    return found


def test_no_text_repeats_nine_words_of_the_real_minutes(root, known):
    copied = {name: found for name, text in repository_texts(root).items() if (found := shared_runs(text, known))}
    assert copied == {}


def test_a_copied_sentence_is_seen_whatever_its_case_and_line_breaks():
    sentence = "Ni ord i samme rækkefølge er for mange at låne."
    known = set(runs(sentence, 9))
    assert shared_runs("Før. NI ORD i samme\nrækkefølge - er for mange at gentage.", known) == [
        "ni ord i samme rækkefølge er for mange at"
    ]


def test_eight_words_in_a_row_are_no_copy():
    known = set(runs("Otte ord i samme rækkefølge kan være en titel", 9))
    assert shared_runs("Otte ord i samme rækkefølge kan være et navn", known) == []


def test_the_real_minutes_would_be_caught_if_one_were_added(shared, known):
    some = sorted(shared.glob("corpus/*.txt"))[0].read_text(encoding="utf-8")
    assert len(shared_runs(some, known)) == len(words(some)) - LONGEST_SHARED_RUN

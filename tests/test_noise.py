"""Two characters in a hundred wrong: names stay together, and what the noise left whole is still read."""

import random
import string

from extract.read import read_source
from extract.segment import segment
from referatgraf.build import build
from referatgraf.score import score

LETTERS = string.ascii_lowercase + "æøå"


def noisy(text, share=0.02, seed=1):
    draw = random.Random(seed)
    return "".join(draw.choice(LETTERS) if draw.random() < share else c for c in text)


def parts(text):
    """The places of all that structure says, each a line of its own."""
    found = set()
    for item in segment(text).items:
        found.add(("title", item.title_span))
        found |= {("case", item.case_span)} if item.case_span else set()
        found |= {("decision", d.heading) for d in item.decisions} | {("section", s.heading) for s in item.sections}
        found |= {("attachment", a.span) for a in item.attachments}
    return found


def line_around(text, span):
    end = text.find("\n", span.end)
    return text[max(0, text.rfind("\n", 0, span.start)) : end + 1 if end >= 0 else len(text)]


def test_what_the_noise_left_whole_is_still_read(shared):
    whole = read = 0
    for path in sorted((shared / "corpus").glob("*.txt")):
        text = path.read_bytes().decode()
        changed = read_source(noisy(text).encode()).text
        still = parts(changed)
        for part in parts(text):
            if line_around(text, part[1]) == line_around(changed, part[1]):
                whole += 1
                read += part in still
    assert whole > 150
    assert read / whole >= 0.95


def test_noise_costs_the_joining_of_names_little(shared, real_store, tmp_path):
    folder = tmp_path / "m"
    folder.mkdir()
    for path in sorted((shared / "corpus").glob("*.txt")):
        (folder / path.name).write_bytes(noisy(path.read_bytes().decode()).encode())
    report = build([folder], tmp_path / "s")
    assert report.skipped == ()
    clean, with_noise = (
        score(s, shared / "gold").figures["linking_bcubed"]["f1"] for s in (real_store, tmp_path / "s")
    )
    assert clean - with_noise < 0.05

"""Minutes printed in ways that no layout file was written for: each is read to the last item."""

import sys
from collections import Counter
from pathlib import Path

import pytest

from extract.families import family_names

sys.path.insert(0, str(Path(__file__).parents[1]))
from printed_minutes import compared, figures, found, read, variants


@pytest.mark.parametrize("name", variants())
def test_minutes_in_a_mixed_way_of_printing_are_read(name):
    expected = variants()[name]
    got = found(read(expected["text"]), expected["text"])
    assert got["items"] == expected["items"]
    assert (got["body"].casefold(), got["date"]) == (expected["body"].casefold(), expected["date"])
    assert (got["present"], got["absent"]) == (sorted(expected["present"]), sorted(expected["absent"]))
    if "kle" in expected:
        assert got["kle"] == expected["kle"]
    if "decisions" in expected:
        assert got["decisions"] == expected["decisions"]


@pytest.mark.parametrize("name", variants())
def test_every_part_knows_its_place(name):
    text = variants()[name]["text"]
    minutes = read(text)
    for item in minutes.items:
        assert item.case_span is None or item.case_span.of(text) == item.case_number
        assert item.kle_span is None or item.kle_span.of(text) == item.kle
        assert not item.title or " ".join(item.title_span.of(text).split()) == item.title
        assert [s.heading.of(text) for s in item.sections] == [s.title for s in item.sections]
    assert all(" ".join(a.span.of(text).split()) == a.name for a in minutes.header.attendees)
    assert all(p.span.of(text) == p.name for p in minutes.presences)


def test_the_general_layout_alone_reads_few_of_them():
    """What the families are for: without them most of these minutes are not divided at all."""
    counts: Counter[str] = Counter()
    for expected in variants().values():
        counts += compared(expected, found(read(expected["text"], families=()), expected["text"]))
    assert 0.0 < figures(counts)["items"] < 0.5
    assert len(family_names()) > 10

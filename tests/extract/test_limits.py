"""What a file may cost: one that wants more is given up with its reason, and the next is read."""

from dataclasses import replace

import pytest

from extract.errors import SourceError
from extract.formats import guarded
from extract.formats.guarded import read_guarded
from extract.formats.sniff import HTML
from extract.limits import LIMITS

PAGE = b"<html><p>Sagen</p></html>"


def refused(data, **limits):
    with pytest.raises(SourceError) as error:
        read_guarded(HTML, data, replace(LIMITS, **limits))
    assert read_guarded(HTML, PAGE).text == "Sagen\n"
    return error.value.reason, error.value.detail


def test_a_file_that_takes_too_long_is_given_up():
    assert refused(PAGE * 400_000, seconds=1) == ("too_slow", "1")


def test_a_file_that_takes_too_much_memory_is_given_up():
    assert refused(b"<html>" + b"<p>x" * 2_000_000, memory_bytes=400_000_000) == ("too_heavy", "400 MB")


def test_a_text_that_is_too_long_and_one_that_is_too_deep_are_given_up():
    assert refused(b"<html>" + b"x" * 2_000, characters=1_000) == ("too_long", "1000")
    assert refused(b"<html>" + b"<div>" * 20 + b"x", nesting=10) == ("too_deep", "10")


def test_a_reader_that_dies_takes_its_file_and_no_other():
    read_guarded(HTML, PAGE)
    guarded._kept[0].process.kill()
    assert read_guarded(HTML, PAGE).text == "Sagen\n"  # what an earlier file did is not this one's fault


def test_readers_are_renewed_after_some_files(monkeypatch):
    read_guarded(HTML, PAGE)
    first = guarded._kept[0].process.pid
    monkeypatch.setattr(guarded, "_FILES_A_CHILD", 1)
    read_guarded(HTML, PAGE)
    assert guarded._kept[0].process.pid != first

"""The text that is read, and the way back from it to the text that is stored."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Attendee, Node, Span
from extract.typography import in_stored_text, reading_text, without_forbidden

SIGNS = "abÅ .\n\r\t\xad\xa0\u2028\u2029\x85ﬁﬃ\u0301\u030aaao\u212b\u2060\x0c\ufeff-1"


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("kom\xadmunen", "kommunen"),
        ("ﬁre oﬃcielle", "fire officielle"),
        ("A\u030aret, \u212bret", "Året, Året"),
        ("10\xa0mio.\u202fkr.", "10 mio. kr."),
        ("et\r\nto\rtre\nfire\x85fem\u2029seks", "et\nto\ntre\nfire\nfem\nseks"),
        ("\x0cSide \u200bto\ufeff", "Side to"),
        ("Hunden\u2028gik", "Hunden gik"),
        ("Sted\u2028Rådhuset\u2028\u2028Dato", "Sted\nRådhuset\n\nDato"),
        ("Sted\u2028\nRådhuset", "Sted\nRådhuset"),
    ],
)
def test_a_text_is_read_without_its_typography(stored, read):
    assert reading_text(stored).text == read


@pytest.mark.parametrize(
    ("stored", "words", "quoted"),
    [
        ("I kom\xadmunen\xad er", "kommunen", "kom\xadmunen"),
        ("Den ﬁne ø", "ine", "ﬁne"),
        ("Den ﬁne ø", "ne", "ne"),
        ("i A\u030aret 1", "Året", "A\u030aret"),
        ("a\r\nb\r\nc", "b\nc", "b\r\nc"),
        ("\x0c\xadOrd\xad\xad", "Ord", "Ord"),
    ],
)
def test_a_quotation_is_what_stands_in_the_file(stored, words, quoted):
    reading = reading_text(stored)
    start = reading.text.index(words)
    assert reading.stored(Span(start, start + len(words))).of(stored) == quoted


@given(st.text(SIGNS, max_size=60))
def test_every_character_that_is_read_leads_to_characters_that_read_so(stored):
    reading = reading_text(stored)
    ends = []
    for n, sign in enumerate(reading.text):
        span = reading.stored(Span(n, n + 1))
        ends.append(span)
        assert span.end > span.start
        if sign not in " \n":  # what a line separator is read as lies in the whole text
            assert sign in reading_text(span.of(stored)).text
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(ends))
    whole = reading.stored(Span(0, len(reading.text)))
    assert 0 <= whole.start <= whole.end <= len(stored)


@given(st.text(SIGNS.replace("\u2028", ""), max_size=60))
def test_what_is_read_once_is_read_the_same_again(stored):
    once = reading_text(stored).text
    assert reading_text(once).text == once


@given(st.text(max_size=40))
def test_any_text_is_read_in_one_form_and_no_longer_holds_what_xml_forbids(text):
    stored = without_forbidden(text)
    assert len(stored) == len(text)
    assert all(
        c in "\t\n\r" or (c >= " " and c not in "\x7f\ufffe\uffff" and not "\ud800" <= c <= "\udfff") for c in stored
    )
    assert unicodedata.is_normalized("NFC", reading_text("Pa\u030a " + stored).text[:3])


def test_a_text_without_typography_is_read_as_it_stands():
    text = "Økonomiudvalget – “citat”\n\t1. På åen\n"
    assert reading_text(text).text is text
    assert reading_text(text).runs == ()


def test_spans_are_turned_however_deep_they_stand():
    reading = reading_text("\xadAnna")
    record = (Attendee("Anna", None, Span(0, 4)), {Span(0, 1): Node("x", ("1",))})
    assert in_stored_text(record, reading) == (Attendee("Anna", None, Span(1, 5)), {Span(1, 2): Node("x", ("1",))})

"""Lines that some rule has understood, and those that none has."""

import pytest

from extract.lines import Lines
from extract.model import Span

TEXT = "første\n\n  anden linje \r\ntredje\r\r\n \t\nfjerde"


def at(*words):
    return [Span(TEXT.index(word), TEXT.index(word) + len(word)) for word in words]


def test_lines_are_counted_without_the_blank_ones_whatever_ends_them():
    assert Lines(TEXT).count == 4
    assert [Lines(text).count for text in ("", " \n\t\n", "en", "en\n", "en\rto", "en\n\n\nto")] == [0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize(
    ("words", "unread"),
    [
        ([], 4),
        (["anden"], 3),
        (["anden", "linje"], 3),
        (["første", "fjerde"], 2),
        (["e\n\n  anden"], 2),  # from one line into the next
        ([TEXT], 0),
        (["\n\n"], 4),  # between lines
    ],
)
def test_a_line_is_read_where_a_span_touches_it(words, unread):
    assert Lines(TEXT).without(at(*words)) == unread


def test_the_place_before_a_line_and_the_place_behind_it_do_not_touch_it():
    begin = TEXT.index("tredje")
    assert Lines(TEXT).without([Span(begin - 2, begin), Span(begin + 6, begin + 8)]) == 4
    assert Lines(TEXT).without([Span(begin + 5, begin + 6)]) == 3


def test_a_document_says_how_many_of_its_lines_nothing_was_read_in(read_item):
    known = read_item("Havnen\n\n17/1\n\nBaggrund\n\nTMC indstiller.").document
    more = read_item("Havnen\n\n17/1\n\nBaggrund\n\nTMC indstiller.\n\nVejret var godt.\nDet regnede ikke.").document
    assert (more.lines - known.lines, more.lines_unread - known.lines_unread) == (2, 2)

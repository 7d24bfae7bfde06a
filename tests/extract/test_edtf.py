"""The first and the last day of a date in EDTF."""

import pytest

from extract.edtf import days_of


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2016-02-29", "2016-02-29", "2016-02-29"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017-02", "2017-02-01", "2017-02-28"),
        ("2017-12", "2017-12-01", "2017-12-31"),
        ("2017", "2017-01-01", "2017-12-31"),
        # Seasons. Winter as far as it lies in the year that it is named with.
        ("2017-21", "2017-03-01", "2017-05-31"),
        ("2017-22", "2017-06-01", "2017-08-31"),
        ("2017-23", "2017-09-01", "2017-11-30"),
        ("2017-24", "2017-12-01", "2017-12-31"),
        # Quarters and half-years.
        ("2017-33", "2017-01-01", "2017-03-31"),
        ("2017-34", "2017-04-01", "2017-06-30"),
        ("2017-35", "2017-07-01", "2017-09-30"),
        ("2017-36", "2017-10-01", "2017-12-31"),
        ("2017-40", "2017-01-01", "2017-06-30"),
        ("2017-41", "2017-07-01", "2017-12-31"),
        # Intervals: from the first day of the one to the last of the other.
        ("2017-04-21/2017-04-30", "2017-04-21", "2017-04-30"),
        ("2016-09/2017-03", "2016-09-01", "2017-03-31"),
        ("2017-33/2017-34", "2017-01-01", "2017-06-30"),
        ("2020/2021", "2020-01-01", "2021-12-31"),
        # What is uncertain or approximate is reckoned all the same.
        ("2017-05?", "2017-05-01", "2017-05-31"),
        ("2017~", "2017-01-01", "2017-12-31"),
    ],
)
def test_a_date_reaches_from_its_first_day_to_its_last(edtf, first, last):
    assert [day.isoformat() for day in days_of(edtf)] == [first, last]


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2017-05-09/..", "2017-05-09", None),
        ("2017-05-09/", "2017-05-09", None),
        ("../2017-05", None, "2017-05-31"),
        ("/2017-05", None, "2017-05-31"),
        ("2017-05/inden jul", "2017-05-01", None),
    ],
)
def test_an_open_end_has_no_day(edtf, first, last):
    assert tuple(day and day.isoformat() for day in days_of(edtf)) == (first, last)


@pytest.mark.parametrize(
    "edtf",
    ["", "/", "../..", "inden jul", "2017-13", "2017-00", "2017-20", "2017-25", "2017-37", "2017-99", "17-05", "2017-5",
     "2017-02-30", "2017-13-01", "2017-05-00", "2017-21-01", "0000", "2017-05-09T10:00", "2017-W14", " 2017"],
)  # fmt: skip
def test_what_is_no_date_has_neither(edtf):
    assert days_of(edtf) == (None, None)

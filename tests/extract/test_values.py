"""Dates, sums and case numbers in sentences: marked where they are to be found, unmarked where not."""

from datetime import date

import pytest

from extract.components.amounts import find_amounts
from extract.components.case_numbers import find_case_numbers
from extract.components.dates import find_dates, nearest_year

MEETING = date(2016, 2, 4)


@pytest.mark.parametrize(
    ("marked", "values"),
    [
        ("Mødet er [04-02-2016] eller [5.3.16].", ["2016-02-04", "2016-03-05"]),
        ("Torsdag d. [04. februar 2016] kl. 09:00", ["2016-02-04"]),
        ("[4.-5. februar 2016] og [04/05-02-2016]", ["2016-02-04/2016-02-05", "2016-02-04/2016-02-05"]),
        ("færdig [ultimo april], senest [primo 2018]", ["2016-04-21/2016-04-30", "2018-01-01/2018-01-31"]),
        ("[medio juni 2017] og [udgangen af 2015]", ["2017-06-11/2017-06-20", "2015-12-01/2015-12-31"]),
        ("i [1. halvår 2016], [2. kvartal] og [1. og 2. kvartal 2017]", ["2016-40", "2016-34", "2017-33/2017-34"]),
        ("i [uge 6] og [foråret 2016]", ["2016-02-08/2016-02-14", "2016-21"]),
        ("I [december] drøftede man, og i [maj] afgøres det.", ["2015-12", "2016-05"]),
        ("Den blev drøftet i [april] og skal være klar i [april].", ["2015-04", "2016-04"]),
        ("Udvalget får forelagt planen i [april]. Den blev forelagt det første gang i [april].", ["2016-04", "2015-04"]),
        ("[september 2016 - marts 2017], [jun.-aug. 2017], [august/september]",
         ["2016-09/2017-03", "2017-06/2017-08", "2016-08/2016-09"]),
        ("Skolen åbner [2020/21] og [inden sommerferien].", ["2020/2021", "../2016-06-30"]),
        ("[9. nov. og frem]", ["2016-11-09/.."]),
        ("klar i [Q2 2017], i [Q3] og i [3. kvt. 2016]", ["2017-34", "2016-35", "2016-35"]),
        ("fra [1. september] til [15. oktober 2018], i [februar] og [september 2018]",
         ["2018-09-01", "2018-10-15", "2018-02", "2018-09"]),
        ("[Dec. 17]\t[Marts.- april]\n[november 17]\ti [maj] 12 møder",
         ["2017-12", "2016-03/2016-04", "2017-11", "2016-05"]),
        ("senest [5/3], [1/6 2018], [1/6-18]", ["2016-03-05", "2018-06-01", "2018-06-01"]),
        ("mellem jul og nytår ved Jan Holm", []),
        ("i [2014] og til [2017]", ["2014", "2017"]),
        ("§ 17.4 udvalget, 3/4 stilling, kl. 9.00, 0-18 års, 8. 4720 Præstø, 15/26452", []),
        ("IT-strategi 2016, strategi 2014-2018 og Byrådshøjskole 2014", []),
        ("", []),
    ],
)  # fmt: skip
def test_dates_are_found_where_marked_with_their_edtf(marked, values, unmark):
    text, expected = unmark(marked)
    found = list(find_dates(text, MEETING))
    assert [text[v.span.start : v.span.end] for v in found] == expected
    assert [v.value for v in found] == values


def test_a_month_without_a_year_is_the_one_nearest_to_the_meeting():
    assert [nearest_year(m, 15, MEETING, 4) for m in (10, 12, 2, 9)] == [2015, 2015, 2016, 2016]


@pytest.mark.parametrize(
    ("marked", "values"),
    [
        ("Det koster [500.000 kr.] og [1,5 mio. kr.] om året.", ["500000", "1500000"]),
        ("mellem [0,5 – 1,0 mio. kr.] til puljen", ["500000..1000000"]),
        ("et krav på [-0,25 mio. kr.]", ["-250000"]),
        ("Analysen har frigivet [90.000 kr], og der udestår stadig [268.000].", ["90000", "268000"]),
        ("100-135 ledere, 37 timer, 473 m², 20 %", []),
    ],
)
def test_sums_are_found_where_marked_with_their_value(marked, values, unmark):
    text, expected = unmark(marked)
    found = list(find_amounts(text))
    assert [text[v.span.start : v.span.end] for v in found] == expected
    assert [v.value for v in found] == values


@pytest.mark.parametrize(
    "marked", ["Sagsnr. [15/26452]", "jf. sag [16/118] og sagsnr. [16/119]", "Skoleåret 15/16 begynder i august.", ""]
)
def test_case_numbers_are_found_only_where_marked(marked, unmark):
    text, expected = unmark(marked)
    assert [v.value for v in find_case_numbers(text)] == expected

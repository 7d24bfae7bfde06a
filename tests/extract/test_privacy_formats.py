"""Registration numbers that the elements, cells and lines of a file tear apart are one number once it is read."""

import re
import sys
from pathlib import Path

import pytest

from extract.read import read_source

sys.path.insert(0, str(Path(__file__).parents[1]))
from formats import Printed, as_docx, pdf_of

PAGE = "<html><body><h1>REFERAT</h1><p>Punkt et</p>{}<p>Slut</p></body></html>"


def kinds_and_digits(data):
    source = read_source(data)
    return {each.kind for each in source.personal}, re.findall(r"\d", source.text)


@pytest.mark.parametrize(
    "part",
    [
        "<p>Borger 7101<br>90-1234</p>",
        "<p>Borger 710190-12<br>34</p>",
        "<p>Borger 710190&amp;nbsp;1234</p>",
        "<p>Borger 710190&amp;ndash;1234</p>",
        "<table><tr><td>71</td><td>01</td><td>90</td><td>1234</td></tr></table>",
        "<table><tr><td>Født 71-01-90</td><td>1234</td></tr></table>",
        "<table><tr>" + "".join(f"<td>{digit}</td>" for digit in "7101901234") + "</tr></table>",
        "<table><tr><th>CPR-nr.</th><th>Navn</th></tr><tr><td>71 01 90 12 34</td><td>Jens</td></tr></table>",
        "<p>CPR-nr. <b>7101</b> <i>9012</i> 34</p>",
    ],
)
def test_a_number_over_elements_of_a_page_is_masked(part):
    assert kinds_and_digits(PAGE.format(part).encode()) == ({"registration_number"}, [])


def test_a_number_over_cells_of_a_word_file_is_masked():
    kinds, digits = kinds_and_digits(as_docx("REFERAT\n\nNavn\tNummer\tSidste\nJens\tFødt 71-01-90\t1234"))
    assert (kinds, digits) == ({"registration_number"}, [])


def test_a_number_that_a_narrow_column_of_a_printed_table_breaks_is_masked():
    rows = [("Navn", "Nummer", "Vej"), ("Jens", "710190-", "Bygaden"), ("Sol", "1234", "Nord")]
    page = [Printed(cell, 60 + 150 * n, 700 - 12 * line) for line, row in enumerate(rows) for n, cell in enumerate(row)]
    kinds, digits = kinds_and_digits(pdf_of([[Printed("REFERAT", 60, 740), *page]]))
    assert (kinds, digits) == ({"registration_number"}, [])


def test_a_number_over_lines_of_a_printed_page_is_masked():
    page = [Printed("Borgeren med cpr 710190-12", 60, 700), Printed("34 har søgt.", 60, 688)]
    assert kinds_and_digits(pdf_of([page])) == ({"registration_number"}, [])

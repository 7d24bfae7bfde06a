"""Reading PDF: lines to paragraphs, words at line ends, running heads and feet, pages, and files that are none."""

import sys
import zlib
from pathlib import Path

import pytest

from extract.errors import SourceError
from extract.limits import LIMITS
from extract.model import page_at
from extract.read import read_source

sys.path.insert(0, str(Path(__file__).parents[1]))
from formats import Printed, as_pdf, pdf_of

LINE = "Direktionen har drøftet hvordan arbejdet med projektet kan komme i gang efter"  # as wide as a page's text


def lines(*texts, left=60, pitch=12, top=760):
    return [Printed(text, left, top - pitch * n) for n, text in enumerate(texts)]


def read(*pages):
    return read_source(pdf_of(list(pages)))


def refusal(data):
    with pytest.raises(SourceError) as refused:
        read_source(data)
    return refused.value.reason


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ([LINE, "sommeren."], f"{LINE} sommeren."),
        (["Kort linje med to ord", "Ny linje"], "Kort linje med to ord\nNy linje"),
        ([LINE[:-5] + "sam-", "arbejdet."], LINE[:-5] + "samarbejdet."),
        ([LINE[:-5] + "NY-NY-", "NY er til."], LINE[:-5] + "NY-NY-NY er til."),
        ([LINE[:-8] + "kultur-", "og fritid."], LINE[:-8] + "kultur- og fritid."),
        ([LINE[:-5] + "it-", "systemet. Et it-systemet."], LINE[:-5] + "it-systemet. Et it-systemet."),
        ([LINE, "1. godkender sagen"], f"{LINE}\n1. godkender sagen"),
        ([LINE[:-5] + "den", "23. juni 2017."], LINE[:-5] + "den 23. juni 2017."),
        ([LINE[:-2] + "i", "1. og 2. kvartal."], LINE[:-2] + "i 1. og 2. kvartal."),
        ([LINE, "– det koster mere."], f"{LINE} – det koster mere."),
        ([LINE[:-9] + "udvalg -", "undersøgelse"], LINE[:-9] + "udvalg - undersøgelse"),
        ([LINE, "v. Lars Holte"], f"{LINE} v. Lars Holte"),
        (["a) " + LINE[3:], "b) efter"], "a) " + LINE[3:] + "\nb) efter"),
        (["- " + LINE[2:], "- sommeren"], "- " + LINE[2:] + "\n- sommeren"),
    ],
)
def test_lines_become_paragraphs(printed, text):
    assert read([*lines(LINE), *lines(*printed, top=700)]).text == f"{LINE}\n\n{text}\n"


def test_a_hyphen_at_the_end_of_a_line_is_the_words_own_where_a_long_file_breaks_no_words():
    page = [*lines(*[LINE] * 55), *lines(LINE[:-9] + "apple-", "produkter.", top=90)]
    assert "apple-produkter." in read(page).text


def test_white_between_paragraphs_and_between_cells_is_kept():
    page = [
        *lines(LINE, "efter sommeren."),
        *lines("Projekt", "NY-NY", top=700),
        *lines("Ejer", "ØDC", left=300, top=700),
    ]
    order = [page[0], page[1], page[2], page[4], page[3], page[5]]
    assert read(order).text == f"{LINE} efter sommeren.\n\nProjekt\tEjer\nNY-NY\tØDC\n"


LEFT = ["Udvalget har set på den nye bro", "ved havnen og de planer der er", "lagt for den siden sidste sommer."] * 4
RIGHT = ["Broen skal stå færdig næste år", "og kommer til at koste mere end", "det der var regnet med i foråret."] * 4


@pytest.mark.parametrize("by_column", [True, False])
def test_columns_are_read_one_after_the_other(by_column):
    left = [Printed(text, 60, 700 - 12 * n) for n, text in enumerate(LEFT)]
    right = [Printed(text, 320, 700 - 12 * n) for n, text in enumerate(RIGHT)]
    body = [*left, *right] if by_column else [one for pair in zip(left, right, strict=True) for one in pair]
    text = read([Printed("Referat fra Kystudvalget", 60, 740), *body, Printed("Mødet sluttede", 60, 540)]).text
    assert text.split() == ["Referat", "fra", "Kystudvalget", *" ".join([*LEFT, *RIGHT]).split(), "Mødet", "sluttede"]
    assert "\t" not in text


def table(rows, lefts=(60, 130, 360), row_pitch=16):
    """Rows of cells, each a list of lines, in the order of the cells; cells stand in the middle of their row."""
    base, printed = 700.0, []
    for row in rows:
        tallest = max(map(len, row))
        for left, cell in zip(lefts, row, strict=True):
            down = base - 6 * (tallest - len(cell))
            printed += [Printed(text, left, down - 12 * n) for n, text in enumerate(cell)]
        base -= 12 * (tallest - 1) + row_pitch
    return printed


def test_cells_of_several_lines_stand_side_by_side_in_their_row():
    rows = [
        [["Nr."], ["Sag"], ["Ansvarlig"]],
        [["7"], ["Ny bro ved havnen og den", "plads der hører til broen"], ["Teknik og"]],
        [["8"], ["Svømmehal"], ["Kultur, Fritid og", "Idræt samt Teknik", "og Miljø"]],
        [["9"], ["Budget"], ["Økonomi"]],
    ]
    # The lines of a paragraph show how close lines of one cell stand.
    text = read([*lines(LINE, "sommeren og videre.", LINE, "vinteren."), *table(rows)]).text
    assert text.splitlines()[-4:] == [
        "Nr.\tSag\tAnsvarlig",
        "7\tNy bro ved havnen og den plads der hører til broen\tTeknik og",
        "8\tSvømmehal\tKultur, Fritid og Idræt samt Teknik og Miljø",
        "9\tBudget\tØkonomi",
    ]


def test_a_block_of_short_lines_beside_another_is_no_cell():
    there = lines("Til stede", "Anne Berg", "Bo Dahl", "Carl Friis", "Dorte Gram", "Erik Holm")
    text = read([*there, *lines("Afbud", "Finn Iversen", left=320)]).text
    assert text == "Til stede\nAnne Berg\nBo Dahl\nCarl Friis\nDorte Gram\nErik Holm\n\nAfbud\nFinn Iversen\n"


def test_a_paragraph_goes_on_over_the_page_and_both_parts_know_their_page():
    source = read(lines(LINE, LINE), lines("sommeren er slut. " + LINE[:40]))
    assert source.text.count("\n") == 1
    assert [page_at(source.pages, source.text.index(word)) for word in ("Direktionen", "sommeren", "slut")] == [1, 2, 2]


def test_a_line_alone_at_the_foot_of_a_page_is_no_paragraph_that_goes_on():
    assert read(lines(LINE), lines("Sagsfremstilling")).text == f"{LINE}\nSagsfremstilling\n".replace("\n", "\n\n", 1)


def test_running_heads_and_feet_are_taken_out():
    text = "\n\n".join(f"Punkt {n}: Sag {'abcdefghijkl'[n]}\n\n{LINE} sommeren og {LINE}" for n in range(1, 12))
    plain, framed = (
        read_source(as_pdf(text, **frame)) for frame in ({}, {"head": "Referat af møde", "foot": "Side # af 2"})
    )
    assert len(plain.pages) == 2
    assert framed.text == "Referat af møde\n\n" + plain.text
    assert framed.media_type == "application/pdf"


def test_a_clock_in_the_running_head_may_go_on():
    pages = [[Printed(f"28-11-2026, kl. 13:{minute}", 60, 800), *lines(f"{LINE} {word}")]
             for minute, word in ((35, "vinteren."), (35, "foråret."), (36, "sommeren."))]  # fmt: skip
    assert "13:3" not in read(*pages).text


def test_headings_at_the_top_of_each_page_are_no_running_heads():
    pages = [lines(f"Punkt {n}: Lukket", "", LINE) for n in (4, 7, 9)]
    assert [line for line in read(*pages).text.splitlines() if line.startswith("Punkt")] == [
        "Punkt 4: Lukket", "Punkt 7: Lukket", "Punkt 9: Lukket",
    ]  # fmt: skip


def test_a_file_without_pages_has_none():
    assert (read_source(b"Sagen").pages, page_at((), 3)) == ((), None)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.97])
def test_a_pdf_that_is_cut_short_is_damaged(share):
    data = as_pdf(f"{LINE}\n\n{LINE}")
    assert refusal(data[: int(len(data) * share)]) == "damaged"


def test_pictures_of_pages_and_a_locked_file_are_named():
    assert refusal(pdf_of([[], []])) == "no_text"
    assert refusal(pdf_of([lines("Side 1"), lines("Side 2")])) == "no_text"
    locked = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
        b" /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    )
    assert refusal(pdf_of([lines(LINE)], locked)) == "encrypted"


def test_a_pdf_is_known_by_its_content():
    assert read_source(b"\n\n" + pdf_of([lines(LINE)])).text == LINE + "\n"
    assert refusal(b"%PDF-1.4 and nothing more %%EOF") == "damaged"


def test_registration_numbers_in_a_pdf_are_masked():
    source = read(lines(LINE[:-11] + "010190-", "1234 om."))
    assert (source.masked, "1234" in source.text) == (1, False)


@pytest.mark.parametrize(("name", "pages"), [("R04", 15), ("R07", 5)])
def test_real_pdf_files_have_the_words_of_their_text(shared, name, pages):
    source = read_source((shared / "corpus-other" / f"{name}.pdf").read_bytes())
    words = set((shared / "corpus-other" / f"{name}.txt").read_text(encoding="utf-8").split())
    assert source.pages[-1][1] == pages
    assert len(words - set(source.text.split())) < 0.03 * len(words)


def packed(content, filters=b"/FlateDecode"):
    """A PDF whose one page has the given stream for its content."""
    stream = b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(content), filters, content)
    data = pdf_of([[Printed("x", 60, 700)]])
    start, end = data.index(b"<< /Length"), data.index(b"endstream") + len(b"endstream")
    return data[:start] + stream + data[end:]


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        lambda: packed(zlib.compress(zlib.compress(b" " * 1_000_000_000, 9), 9), b"[/FlateDecode /FlateDecode]"),
        lambda: packed(zlib.compress(b"BT /F1 10 Tf 10 10 Td " + b"(a) Tj " * 2_000_000 + b" ET", 9)),
    ],
)
def test_a_bomb_costs_itself(content):
    assert refusal(content()) == "too_heavy"
    assert read(lines(LINE)).text == LINE + "\n"


def test_too_many_pages_are_refused():
    assert refusal(pdf_of([[]] * (LIMITS.pages + 1))) == "too_many_pages"


def test_a_sign_that_a_font_calls_a_tab_is_no_cell():
    row = [Printed("Projekt\tnavn", 60, 760), Printed("Ejer", 300, 760)]
    assert read([*row, *lines("Skolen\tNY", top=740), *lines(LINE, top=700)]).text.startswith("Projekt navn\tEjer\n")

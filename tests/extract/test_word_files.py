"""Reading Word files: order, lists, tables, what is not shown, and archives that mean harm."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from extract.errors import SourceError
from extract.read import read_source


@pytest.fixture
def document():
    return docx.Document()


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def text_of(document):
    return read_source(saved(document)).text


def archive(parts, of=None):
    """The bytes of an archive with the given parts, in the place of those of a Word file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        if of:
            with zipfile.ZipFile(io.BytesIO(of)) as old:
                for name in old.namelist():
                    if name not in parts:
                        new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return file.getvalue()


def with_body(body, document):
    xml = f'<?xml version="1.0"?><w:document {nsdecls("w")}><w:body>{body}</w:body></w:document>'
    return archive({"word/document.xml": xml}, saved(document))


def refusal(data):
    with pytest.raises(SourceError) as refused:
        read_source(data)
    return refused.value.reason


def test_paragraphs_headings_and_tables_stand_in_their_order(document):
    document.add_heading("Budget", 1)
    document.add_paragraph("Før tabellen.\nNy linje\tog tabulator")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Projekt", "Ejer", "NY-NY", "ØDC"], strict=True):
        cell.text = text
    document.add_paragraph("Efter tabellen.")
    source = read_source(saved(document))
    assert source.text == (
        "Budget\n\nFør tabellen.\nNy linje\tog tabulator\n\nProjekt\tEjer\nNY-NY\tØDC\n\nEfter tabellen.\n"
    )
    assert source.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_lists_have_the_bullets_and_numbers_that_word_prints(document):
    for text, style in [("løn", "List Bullet"), ("ferie", "List Bullet"), ("et", "List Number"), ("to", "List Number")]:
        document.add_paragraph(text, style=style)
    assert text_of(document) == "- løn\n- ferie\n1. et\n2. to\n"


def test_a_number_is_printed_by_its_pattern(document):
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">'
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Punkt %1:"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
        "</w:abstractNum>"
    ))  # fmt: skip
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text, level in [("Budget", 0), ("løn", 1), ("ferie", 1), ("Skoler", 0), ("byggeri", 1)]:
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    assert text_of(document) == "Punkt 3: Budget\n3.a) løn\n3.b) ferie\nPunkt 4: Skoler\n4.a) byggeri\n"


def test_empty_paragraphs_part_the_others_where_there_are_many(document):
    for line in ["Mødedeltagere A", "B", "", "Sagen", "", "Slut"]:
        document.add_paragraph(line)
    assert text_of(document) == "Mødedeltagere A\nB\n\nSagen\n\nSlut\n"


def test_a_table_that_lays_out_the_page_is_read_as_paragraphs(document):
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Punkt 1: Budget"
    cell.add_paragraph("Sagen er kort.")
    assert text_of(document) == "Punkt 1: Budget\n\nSagen er kort.\n"


def test_what_is_taken_out_or_hidden_is_not_read(document):
    body = (
        "<w:p><w:r><w:t>Budgettet </w:t></w:r><w:del><w:r><w:delText>forkastes</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>vedtages</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>hemmeligt</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:softHyphen/><w:t>.</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>I et felt</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert read_source(with_body(body, document)).text == "Budgettet vedtages.\n\nI et felt\n"


def test_running_heads_are_no_text(document):
    document.sections[0].header.paragraphs[0].text = "Side 1 af 3"
    document.add_paragraph("Sagen")
    assert text_of(document) == "Sagen\n"


def test_the_name_of_the_main_part_is_taken_from_the_relations(document):
    document.add_paragraph("Sagen")
    data = saved(document)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        main, relations = old.read("word/document.xml"), old.read("_rels/.rels").decode()
    data = archive({"word/other.xml": main, "word/document.xml": b"<x/>",
                    "_rels/.rels": relations.replace("word/document.xml", "word/other.xml")}, data)  # fmt: skip
    assert read_source(data).text == "Sagen\n"


def test_a_bomb_is_given_up_before_it_is_unpacked(document):
    assert refusal(with_body("<w:p><w:r><w:t>" + "a" * 30_000_000 + "</w:t></w:r></w:p>", document)) == "expands"


def test_a_bomb_that_lies_about_its_size_is_given_up(document):
    data = bytearray(with_body("<w:p><w:r><w:t>" + "a" * 30_000_000 + "</w:t></w:r></w:p>", document))
    name = b"word/document.xml"
    directory = data.rindex(name) - 46
    assert data[directory : directory + 4] == b"PK\x01\x02"
    data[directory + 24 : directory + 28] = (1_000).to_bytes(4, "little")
    assert refusal(bytes(data)) in {"expands", "damaged"}


def test_entities_are_not_opened(document, tmp_path):
    (tmp_path / "secret").write_text("hemmeligt")
    for entity in (f'SYSTEM "{(tmp_path / "secret").as_uri()}"', '"bombe"'):
        xml = (
            f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e {entity}>]>'
            f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
        )
        assert refusal(archive({"word/document.xml": xml}, saved(document))) == "damaged"


def test_bottomless_files_are_given_up(document):
    assert refusal(with_body("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000, document)) == "too_deep"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_is_cut_short_is_damaged(document, share):
    document.add_paragraph("Sagen")
    data = saved(document)
    assert refusal(data[: int(len(data) * share)]) == "damaged"


def test_a_file_without_text_is_empty_and_an_archive_of_something_else_is_named(document):
    assert refusal(saved(document)) == "empty"
    assert refusal(archive({"xl/workbook.xml": "<x/>"})) == "unsupported"
    assert refusal(archive({"word/other.xml": "<x/>"})) == "damaged"


def test_words_namespace_of_the_strict_edition_is_read(document):
    xml = with_body("<w:p><w:r><w:t>Sagen</w:t></w:r></w:p>", document)
    with zipfile.ZipFile(io.BytesIO(xml)) as old:
        main = old.read("word/document.xml").decode()
    strict = main.replace(qn("w:x")[1:-2], "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert "purl.oclc" in strict
    assert read_source(archive({"word/document.xml": strict}, xml)).text == "Sagen\n"

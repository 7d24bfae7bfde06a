"""Reading files: encodings, folders, and what is no minutes."""

import os

import pytest

from extract.errors import SourceError
from extract.read import find_files, load_bytes, read_source
from extract.typography import STAND_IN, reading_text

TEXT = "REFERAT Økonomiudvalget d. 04-02-2016\r\n\r\nÆblegrød på åen – “citat”\r\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_gives_the_same_text(encoding):
    assert read_source(TEXT.encode(encoding)).text == TEXT


def test_latin_1_gives_the_same_text():
    text = TEXT.replace("–", "-").replace("“", '"').replace("”", '"')
    assert read_source(text.encode("latin-1")).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b" \r\n\t ", "empty"), (bytes(range(256)) * 40, "not_text"), (b"\x00\x01\x02" * 99, "not_text")],
)
def test_what_is_no_text_is_refused_with_its_reason(data, reason):
    with pytest.raises(SourceError) as refused:
        read_source(data)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (b"{\\rtf1 Referat}", "unsupported", ".rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported", ".doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted", ""),
        (b"PK\x03\x04" + b"cut", "damaged", ""),
    ],
)
def test_formats_are_known_by_their_first_bytes(data, reason, detail):
    with pytest.raises(SourceError) as refused:
        read_source(data)
    assert (refused.value.reason, refused.value.detail) == (reason, detail)


def test_a_missing_file_a_folder_and_a_pipe_are_refused_with_their_reasons(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for name, reason in [("none", "missing"), (".", "not_a_file"), ("pipe", "not_a_file")]:
        with pytest.raises(SourceError) as refused:
            load_bytes(tmp_path / name)
        assert refused.value.reason == reason


def test_folders_are_walked_and_links_to_folders_are_not_followed(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "one.txt").write_text("x")
    (tmp_path / "a" / "two.PDF").write_text("x")
    (tmp_path / "a" / ".hidden.txt").write_text("x")
    (tmp_path / "a" / "picture.png").write_text("x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert [f.name for f in find_files([tmp_path / "a"])] == ["one.txt", "two.PDF"]


def test_control_characters_that_xml_forbids_are_replaced_one_for_one():
    stored = read_source("Før\x0bef\x00ter æ".encode()).text
    assert stored == f"Før{STAND_IN}ef{STAND_IN}ter æ"
    assert reading_text(stored).text == "Førefter æ"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp850", "mac-roman"])
@pytest.mark.parametrize("text", ["på", "ÅRSBERETNING", "Kære Børge, så må du gå", "RØDE SØER", "Ærø § 4"])
def test_an_encoding_of_one_byte_is_known_by_danish_letters_within_words(encoding, text):
    assert read_source(text.encode(encoding)).text == text


def test_a_text_that_is_cut_within_a_letter_of_two_bytes_is_no_text_of_another_encoding():
    with pytest.raises(SourceError) as refused:
        read_source("Økonomiudvalget".encode("utf-16")[:-1])
    assert (refused.value.reason, refused.value.detail) == ("not_text", "utf-16")


def test_utf_32_is_not_taken_for_utf_16():
    assert read_source(TEXT.encode("utf-32")).text == TEXT


@pytest.mark.parametrize("between", ["\xad", "\u200b", "\x00", "\u2060"])
def test_registration_numbers_with_unseen_characters_in_them_are_masked(between):
    source = read_source(f"Borger 6101{between}90-{between}1234 har søgt.".encode())
    assert source.masked == 1
    assert not any(c.isdigit() for c in source.text)
    assert len(source.text) == len(f"Borger 6101{between}90-{between}1234 har søgt.")

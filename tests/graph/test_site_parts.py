"""The parts that pages are made of: names of files, marked text, tables to take away, words in two languages."""

import csv
import io
import tomllib
import zipfile
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from graph.profile_records import Ref
from graph.site.marked import Mark, Stretch, marked
from graph.site.paths import LISTS, page_paths, to_root
from graph.site.sheets import harmless, to_csv, to_excel
from graph.site.wording import Wording

BASE = "https://w3id.org/referatgraf/id/"


def thing(name: str, kind: str = "project") -> Ref:
    return Ref(name, f"urn:{name}", kind)


# --- paths


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=300).map(BASE.__add__), st.sampled_from(sorted(LISTS))))
def test_every_thing_has_a_file_of_its_own_wherever_its_iri_would_lead(things):
    paths = page_paths(things)
    assert paths.keys() == things.keys()
    assert len({path.casefold() for path in paths.values()}) == len(things)
    for path in paths.values():
        folder, name = path.split("/")
        assert set(folder + name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
        assert name.endswith(".html")
        assert name.count(".") == 1
        assert len(name) <= 150


def test_a_path_does_not_depend_on_what_else_there_is_but_for_twins():
    iri = f"{BASE}project/vejle/ny-bro"
    assert page_paths({iri: "project"})[iri] == "project/vejle-ny-bro.html"
    both = page_paths({iri: "project", f"{BASE}project/vejle-ny/bro": "project"})
    assert len(set(both.values())) == 2
    assert all(path.startswith("project/vejle-ny-bro-") for path in both.values())


def test_what_has_no_page_has_no_path():
    assert page_paths({"urn:d": "decision"}) == {}
    assert [to_root(path) for path in ("index.html", "project/a.html")] == ["", "../"]


# --- marked text

TEXT = "Punkt 1: Broen\n\nStyregruppen for Broen mødes.\n\nPunkt 2: Lukket\n\nHemmeligt om Broen.\n\nGodkendt."


def test_an_inner_name_is_marked_inside_an_outer_one():
    group, bridge = Mark(16, 38, thing("Styregruppen for Broen", "steering_group")), Mark(33, 38, thing("Broen"))
    [part] = marked(TEXT, [group, bridge], [], [Stretch(0, 45, "a")])[:1]
    pieces = [(piece.text, [t.label for t in piece.things]) for piece in part.paragraphs[1].pieces]
    assert pieces == [
        ("Styregruppen for ", ["Styregruppen for Broen"]),
        ("Broen", ["Broen"]),
        (" mødes.", []),
    ]


def test_of_a_closed_item_only_its_heading_and_its_decision_are_told():
    secret, decided = TEXT.index("Hemmeligt"), TEXT.index("Godkendt")
    parts = marked(
        TEXT,
        [Mark(secret + 13, secret + 18, thing("Broen"))],
        [secret],
        [Stretch(TEXT.index("Punkt 2"), len(TEXT), "b", closed=True, shown=((decided, len(TEXT)),))],
    )
    told = [piece.text for p in parts[-1].paragraphs for piece in p.pieces]
    assert told == ["Punkt 2: Lukket", "Godkendt."]


def test_a_page_is_told_where_it_begins():
    parts = marked(TEXT, [], [], [], pages=((0, 1), (TEXT.index("Punkt 2"), 2)))
    assert [paragraph.page for paragraph in parts[0].paragraphs] == [1, None, 2, None, None]


@settings(deadline=None)
@given(st.data())
def test_no_letter_is_lost_or_told_twice_and_the_shortest_name_has_it(data):
    blanks = data.draw(st.lists(st.sampled_from(["", " ", "\n", "\n\n"]), min_size=1, max_size=30))
    text = "".join(f"{chr(0x4E00 + n)}{blank}" for n, blank in enumerate(blanks))  # each letter once
    place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = [s for s in data.draw(st.lists(place, max_size=6)) if s[0] < s[1]]
    stretches = [Stretch(*s, str(n)) for n, s in enumerate(data.draw(st.lists(place, max_size=3)))]
    marks = [Mark(*span, thing(str(n))) for n, span in enumerate(spans)]
    places = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=5))
    parts = marked(text, marks, places, stretches)
    pieces = [piece for part in parts for paragraph in part.paragraphs for piece in paragraph.pieces]
    letters = [(letter, piece) for piece in pieces for letter in piece.text if not letter.isspace()]
    assert [letter for letter, _ in letters] == [letter for letter in text if not letter.isspace()]
    for letter, piece in letters:
        at = text.index(letter)
        over = [m for m in marks if m.start <= at < m.end]
        shortest = min((m.end - m.start for m in over), default=0)
        assert set(piece.things) == {m.thing for m in over if m.end - m.start == shortest}
    told = {place for piece in pieces for place in piece.places}
    assert told >= {place for place in places if not text[place].isspace()}


# --- tables


@pytest.mark.parametrize("cell", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "  =1", "\r=1", "＝1", "＠a", "\u200b=1"])
def test_no_cell_is_a_formula(cell):
    assert harmless(cell) == f"'{cell}"
    [_, [read]] = csv.reader(io.StringIO(to_csv(["a"], [[cell]]).decode("utf-8-sig"), newline=""), delimiter=";")
    assert read == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+4,5", "-1.000,25", "udskudt", "", "2017-05-16"])
def test_numbers_and_words_stay_as_they_are(cell):
    assert harmless(cell) == cell


def test_csv_is_what_a_danish_spreadsheet_opens():
    data = to_csv(["Dato", "Ord"], [["2017-05-16", 'Godkendt; med "bemærkning"\nog mere']])
    assert data.startswith(b"\xef\xbb\xbfDato;Ord\r\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1] == ["2017-05-16", 'Godkendt; med "bemærkning"\nog mere']


def sheet_texts(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = {name for name in book.namelist() if "worksheets/" in name or "sharedStrings" in name}
        trees = [etree.fromstring(book.read(name)) for name in sorted(names)]
        assert not [e for tree in trees for e in tree.iter("{*}f")], "a formula"
    return [text.text or "" for tree in trees for text in tree.iter("{*}t")]


def test_excel_holds_the_same_cells_as_text_and_the_same_bytes():
    rows = [["=1+1", "http://a.b/"], ["-5", "linje\nto"]]
    data = to_excel("Beslutninger/alle", ["A", "B"], rows)
    assert data == to_excel("Beslutninger/alle", ["A", "B"], rows)
    assert sheet_texts(data) == ["A", "B", "=1+1", "http://a.b/", "-5", "linje\nto"]
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert {info.date_time[0] for info in book.infolist()} == {1980}


def test_days_and_numbers_are_days_and_numbers_in_excel_and_all_else_is_text():
    read = [["2017-05-16", 12, "12"], ["2017", "2a", "2017-5-16"], ["2017-02-30", "007", ""], ["1899-12-31", "", ""]]
    with zipfile.ZipFile(io.BytesIO(to_excel("A", ["Dag", "Punkt", "Ord"], read))) as book:
        sheet, styles = (etree.fromstring(book.read(f"xl/{name}.xml")) for name in ("worksheets/sheet1", "styles"))
    formats = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter("{*}numFmt")}
    of_style = [formats.get(style.get("numFmtId")) for style in styles.find("{*}cellXfs")]
    first, *others = list(sheet.iter("{*}row"))[1:]
    day, number, words = first
    assert (day.findtext("{*}v"), of_style[int(day.get("s"))]) == ("42871", "yyyy-mm-dd")  # days since 1899-12-30
    assert (number.findtext("{*}v"), number.get("t")) == ("12", None)
    assert words.get("t") == "s"
    assert {cell.get("t") for row in others for cell in row} == {"s"}


def test_a_table_without_rows_is_a_table():
    assert to_csv(["A"], []) == b"\xef\xbb\xbfA\r\n"
    assert sheet_texts(to_excel("A", ["A"], [])) == ["A"]


# --- words


def test_both_languages_say_the_same_things_with_the_same_values():
    words = tomllib.loads(resources.files("graph.site").joinpath("words.toml").read_text(encoding="utf-8"))

    def fields(value):
        return {part.split("}")[0] for part in str(value).split("{")[1:]} if isinstance(value, str) else None

    def shape(table):
        return {k: shape(v) if isinstance(v, dict) else fields(v) for k, v in table.items()}

    assert shape(words["da"]) == shape(words["en"])


def test_days_and_codes_are_words():
    danish, english = Wording("da"), Wording("en")
    assert (danish.day("2017-05-16"), english.day("2017-05-16")) == ("16. maj 2017", "16 May 2017")
    assert (danish.outcome("deferred"), english.outcome("deferred")) == ("udskudt", "deferred")
    assert danish.code("state", "waiting") != "waiting"
    assert danish.relation("partOf", outward=False) == "dele"
    assert danish.relation("noSuch", outward=False) == "noSuch"

"""The register: what a clerk may write, what is said of every fault, and that saving it in a spreadsheet is harmless."""

import pytest

from extract.errors import RegisterError
from extract.lexicon import load
from extract.register import (
    Register,
    RegisterLine,
    check_properties,
    parse_register,
    read_register,
    write_register,
)

HEADER = "action;kind;name;other;from;to;note;by;date"
TABLE = f"""{HEADER}
confirm;unit;Havnecentret;HAC | Havnecenteret;2014;2016-05;nævnt på møde;AB;2020-01-02
rename;project;Åplanen;Ny Åplan;;;;;
merge;system;Fagsys;Fagsystemet;;;;;
split;body;ABU;ABV;;;;;
reject;place;Møde;;;;;;
succeeds;unit;Kystcentret;Havnecentret | Strandcentret;2017-01-01;;;;
"""


def parse(text: str, *, encoding: str = "utf-8") -> Register:
    return parse_register(text.encode(encoding), "navne.csv")


def lines(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


def faults(text: str | bytes) -> list[tuple[int, str]]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(RegisterError) as raised:
        parse_register(data, "navne.csv")
    return [(fault.line, fault.rule) for fault in raised.value.faults]


def message(text: str) -> str:
    with pytest.raises(RegisterError) as raised:
        parse_register(text.encode(), "navne.csv")
    return str(raised.value)


def test_a_line_says_what_its_columns_say():
    register = parse(TABLE)
    assert register.lines[0] == RegisterLine(
        2, "confirm", "unit", "Havnecentret", ("HAC", "Havnecenteret"), "2014", "2016-05", "nævnt på møde", "AB",
        "2020-01-02",
    )  # fmt: skip
    assert [line.action for line in register.lines] == ["confirm", "merge", "reject", "rename", "split", "succeeds"]
    assert register.lines[0].number == 2
    assert register.undecided == 0


SAVED = {
    "utf-8": TABLE.encode(),
    "byte order mark": TABLE.encode("utf-8-sig"),
    "windows-1252": TABLE.encode("cp1252"),
    "crlf": TABLE.replace("\n", "\r\n").encode(),
    "lone carriage returns": TABLE.replace("\n", "\r").encode(),
    "commas": TABLE.replace(";", ",").encode(),
    "no last newline": TABLE.rstrip("\n").encode(),
    "other order of lines": "\n".join([HEADER, *reversed(TABLE.splitlines()[1:])]).encode(),
    "a line twice": (TABLE + TABLE.splitlines()[1]).encode(),
    "blank lines and comments": TABLE.replace("\n", '\n\n# et "notat; uden ende\n;;;;;;;;\n"# og; et til";;;;;;;;\n').encode(),
    "quoted fields": "\n".join(
        ";".join(f'"{cell}"' for cell in line.split(";")) for line in TABLE.splitlines()
    ).encode(),
    "Danish words and capitals": TABLE.replace("confirm;unit", "GODKEND;Enhed").replace("rename", "Omdøb").replace(
        "merge", "flet").replace("split;body", "adskil;organ").replace("reject;place", "Afvis;sted").replace(
        "succeeds", "afløser").replace("project", "projekt").encode(),
    "Danish days": TABLE.replace("2020-01-02", "02-01-2020").replace("2017-01-01", "1.1.2017").encode(),
    "decomposed letters": TABLE.replace("Å", "A\u030a").replace("å", "a\u030a").encode(),
    "spaces and spellings in another order": TABLE.replace("HAC | Havnecenteret", " Havnecenteret|HAC|HAC ").encode(),
    "columns in another order": "\n".join(";".join(reversed(line.split(";"))) for line in TABLE.splitlines()).encode(),
    "empty columns at the end": TABLE.replace("\n", ";;\n").encode(),
}  # fmt: skip


@pytest.mark.parametrize("how", SAVED)
def test_how_the_file_is_saved_makes_no_difference(how):
    assert parse_register(SAVED[how], "navne.csv") == parse(TABLE)


@pytest.mark.parametrize(
    "change", [("Havnecentret;", "Havnecenter;"), ("AB", "CD"), ("2014", "2015"), ("møde;", "mødet;")]
)
def test_what_the_file_says_makes_a_difference(change):
    assert parse(TABLE.replace(*change)).digest != parse(TABLE).digest


def test_optional_columns_may_be_left_out():
    (line,) = parse("kind,action,name\nunit,confirm,Havnecentret\n").lines
    assert line == RegisterLine(2, "confirm", "unit", "Havnecentret")


def test_a_cell_may_run_over_lines_and_the_numbers_after_it_are_right():
    text = lines('confirm;unit;Havnecentret;;;;"en\n\n# note\nog ""mere""";;', "confirm;unit;;;;;;;")
    assert faults(text) == [(6, "missing_name")]
    assert (
        parse(text.replace(";;;;;;;\n", "x;Havnen;;;;;;\n").rsplit("confirm", 1)[0]).lines[0].note
        == 'en # note og "mere"'
    )


def test_undecided_lines_are_passed_over_and_counted():
    register = parse(lines(";project;Broen;;;;;;", ";hvad;;;;;;;", "confirm;project;Vejen;;;;;;"))
    assert [line.name for line in register.lines] == ["Vejen"]
    assert register.undecided == 2
    assert register.digest == parse(lines("confirm;project;Vejen;;;;;;")).digest


def test_a_header_alone_is_an_empty_register():
    assert parse(HEADER) == Register((), parse(HEADER).digest, 0)


@pytest.mark.parametrize(
    ("row", "rule", "says"),
    [
        ("bekræft;unit;A B;;;;;;", "unknown_action", "'bekræft'; choose from confirm (godkend), rename (omdøb)"),
        ("confirm;ting;A B;;;;;;", "unknown_kind", "'ting'; choose from project (projekt)"),
        ("merge;statement;A B;ownedBy: C D;;;;;", "statement_action", "'merge'; choose from confirm (godkend), reject"),
        ("confirm;statement;A B;;;;;;", "statement_form", "write one as ownedBy: Havnecentret"),
        ("confirm;statement;A B;C D;;;;;", "statement_form", "'C D' in 'other' is not one statement"),
        ("reject;statement;A B;ownedBy: C | ownedBy: D;;;;;", "statement_form", "'ownedBy: C|ownedBy: D'"),
        ("reject;statement;;ownedBy: C;;;;;", "missing_name", "no name"),
        ("confirm;;A B;;;;;;", "unknown_kind", "''; choose"),
        ("confirm;unit;;;;;;;", "missing_name", "no name"),
        ("confirm;unit;–;;;;;;", "missing_name", "letters or digits"),
        ("rename;unit;A B;;;;;;", "missing_other", "'rename' needs a name in 'other'"),
        ("merge;unit;A B; | ;;;;;", "missing_other", "'merge'"),
        ("split;unit;A B;;;;;;", "missing_other", "'split'"),
        ("succeeds;unit;A B;;;;;;", "missing_other", "'succeeds'"),
        ("merge;unit;A B;C D|-;;;;;", "empty_other", "'-' in 'other'"),
        ("rename;unit;A B;C|D;;;;;", "other_not_one", "here are 2"),
        ("reject;unit;A B;C;;;;;", "other_unused", "leave it empty"),
        ("succeeds;project;A B;C;2014;;;;", "kind_cannot_succeed", "choose from unit, body"),
        ("split;project;Broplan;Broplanen;;;;;", "same_name", "'Broplan' and 'Broplanen' are the same name"),
        ("confirm;unit;A B;;i går;;;;", "bad_date", "'i går' in 'from' is no date; write 2017-05-16, 2017-05, 2017"),
        ("confirm;unit;A B;;2017-02-30;;;;", "bad_date", "'2017-02-30'"),
        ("confirm;unit;A B;;;2017-13;;;", "bad_date", "in 'to'"),
        ("confirm;unit;A B;;;;;;2017", "bad_date", "'2017' in 'date' is no date; write 2017-05-16"),
        ("confirm;unit;A B;;2017;2016-12;;;", "from_after_to", "2017 is after 'to' 2016-12"),
        ("confirm;unit;A B", "fields", "3 fields, there are 9 columns"),
        ("confirm;unit;A B;;;;en; to;;", "fields", "10 fields"),
        ('confirm;unit;"A B;;;;;;', "open_quote", "quotation mark"),
        ('confirm;unit;"A" B;;;;;;', "open_quote", "quotation mark"),
        ("confirm;unit;A\x07B;;;;;;", "control", "U+0007"),
        ("confirm;unit;Bo 010203-1234;;;;;;", "registration_number", "Bo XXXXXX-XXXX"),
    ],
)  # fmt: skip
def test_every_fault_says_where_it_is_and_what_is_allowed(row, rule, says):
    text = lines("confirm;unit;Havnecentret;;;;;;", "", row, "confirm;unit;Kystcentret;;;;;;")
    assert faults(text) == [(4, rule)]
    assert message(text).startswith("navne.csv:4: ")
    assert says in message(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(0, "no_header")]),
        ("# kun en note\n", [(0, "no_header")]),
        ("confirm;unit;Havnecentret\n", [(1, "no_header")]),
        ("\naction;kind;navn\nconfirm;unit;A\n", [(2, "missing_column"), (2, "unknown_column")]),
        ("action;kind;name;kind\n", [(1, "column_twice")]),
        ("action;kind;name;;note\nconfirm;unit;A;;n\n", [(1, "unknown_column")]),
        ("kind;name\nunit;A\n", [(1, "missing_column")]),
        (b"action;kind;name\nconfirm;unit;\x81\n", [(0, "not_text")]),
        (HEADER.encode("utf-16"), [(0, "not_text")]),
    ],
)
def test_a_file_that_is_no_register_is_refused(text, found):
    assert faults(text) == found


def test_all_faults_are_told_at_once_in_the_order_of_lines():
    text = lines(
        "gem;ting;;;;;;;", 'confirm;unit;"A;;;;;;', "confirm;unit;B", "confirm;unit;B;;x;y;;;", "reject;unit;C D;;;;;;",
        "confirm;unit;C D;;;;;;",
    )  # fmt: skip
    assert faults(text) == [
        (2, "missing_name"), (2, "unknown_action"), (2, "unknown_kind"), (3, "open_quote"), (4, "fields"),
        (5, "bad_date"), (5, "bad_date"), (7, "rejected_and_used"),
    ]  # fmt: skip
    assert len(message(text).splitlines()) == 8


def test_a_registration_number_is_in_no_message():
    text = "akt;010203-1234\n" + lines("gem 010203-1234;unit;010203 1234;0102031234;010203-1234;;;;")
    assert "1234" not in message(text)
    with pytest.raises(RegisterError) as raised:
        parse_register(b"", "010203-1234.csv")
    assert "1234" not in raised.value.text("da")


CONTRADICTIONS = {
    "confirmed and rejected": (["confirm;unit;Åcentret;;;;;;", "reject;unit;åcenter;;;;;;"], "rejected_and_used"),
    "rejected and confirmed": (["afvis;unit;ABC;;;;;;", "confirm;unit;ABC;;;;;;"], "rejected_and_used"),
    "renamed to what is rejected": (["rename;unit;A B;C D;;;;;", "reject;unit;C D;;;;;;"], "rejected_and_used"),
    "merged with what is rejected": (["reject;unit;C D;;;;;;", "merge;unit;A B;C D;;;;;"], "rejected_and_used"),
    "merged and split": (["merge;unit;A B;C D;;;;;", "split;unit;A B;C D;;;;;"], "split_and_joined"),
    "in the other order": (["split;unit;C D;A B;;;;;", "merge;unit;A B;C D;;;;;"], "split_and_joined"),
    "renamed and split": (["rename;unit;A B;C D;;;;;", "split;unit;C D;A B;;;;;"], "split_and_joined"),
    "a spelling of it and split": (["confirm;person;Bo Dal;BD;;;;;", "split;person;BD;Bo Dal;;;;;"], "split_and_joined"),
    "two names for one": (["rename;unit;A B;C D;;;;;", "rename;unit;A B;E F;;;;;"], "renamed_twice"),
    "a statement twice": (["confirm;statement;A B;ownedBy: Åcentret;;;;;", "reject;statement;A B;ownedBy: åcenter;;;;;"], "confirmed_and_rejected"),
    "a statement in one time": (["reject;statement;A B;ownedBy: C;;2017;;;", "confirm;statement;A B;ownedBy: C;2017-05;;;;"], "confirmed_and_rejected"),
    "renamed in a ring": (["rename;unit;A B;C D;;;;;", "rename;unit;C D;A B;;;;;"], "renamed_in_a_ring"),
}  # fmt: skip


@pytest.mark.parametrize("what", CONTRADICTIONS)
def test_a_contradiction_names_both_lines(what):
    rows, rule = CONTRADICTIONS[what]
    assert faults(lines(*rows)) == [(3, rule)]
    assert "line 2" in message(lines(*rows)) or "lines 2, 3" in message(lines(*rows))
    assert "3" in message(lines(*rows)).split(": ", 1)[1]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)])
def test_a_split_is_held_against_a_chain_of_merges(order):
    rows = ["merge;unit;A B;C D;;;;;", "merge;unit;E F;C D;;;;;", "rename;unit;E F;G H;;;;;", "split;unit;G H;A B;;;;;"]
    text = lines(*(rows[i] for i in order))
    assert faults(text) == [(5, "split_and_joined")]
    split = order.index(3) + 2
    assert f"line {split} and one thing by line {', '.join(str(n) for n in range(2, 6) if n != split)}" in message(text)


@pytest.mark.parametrize(
    "rows",
    [
        ["confirm;unit;A B;;;;;;", "reject;project;A B;;;;;;"],
        ["merge;unit;A B;C D;;;;;", "split;project;A B;C D;;;;;"],
        ["merge;unit;A B;C D;;;;;", "merge;unit;E F;G H;;;;;", "split;unit;C D;E F;;;;;"],
        ["confirm;unit;ABC;;;;;;", "reject;unit;Abc;;;;;;"],
        ["split;unit;BAC;BYC;;;;;", "confirm;unit;BAC;;;;;;", "confirm;unit;BYC;;;;;;"],
        ["confirm;person;Bo Dal;Bo;;;;;", "confirm;person;Bo Eng;Bo;;;;;", "split;person;Bo Dal;Bo Eng;;;;;"],
        ["rename;unit;A B;C D;;;;;", "rename;unit;C D;E F;;;;;"],
        ["rename;unit;broplan;Broplanen;;;;;", "rename;unit;A B;C D;;;;;", "rename;unit;A B;C D;;;igen;;"],
        ["reject;unit;A B;;;;;;", "split;unit;A B;C D;;;;;"],
        ["reject;statement;A B;ownedBy: C;;;;;", "confirm;statement;A B;ownedBy: D;;;;;"],
        ["reject;statement;A B;ownedBy: C;;;;;", "confirm;statement;A B;ledBy: C;;;;;"],
        ["reject;statement;A B;ownedBy: C;;2017;;;", "confirm;statement;A B;ownedBy: C;2018-01;;;;"],
        ["reject;unit;A B;;;;;;", "confirm;statement;A B;ownedBy: C;;;;;"],
    ],
)
def test_what_only_looks_like_a_contradiction_passes(rows):
    assert len(parse(lines(*rows)).lines) == len(rows)


def test_a_written_register_is_read_again_as_it_was():
    register = parse(TABLE)
    text = write_register(register.lines)
    assert text.startswith("\ufeffaction;kind;")
    assert text.count("\r\n") == text.count("\n") == len(register.lines) + 1
    assert parse(text) == register


FORMULAS = ["=1+1", "+45 12", "-5 %", "@navn", "=HYPERLINK(\"x\";\"y\")", "'=1", "''@a", "＝1"]  # fmt: skip


@pytest.mark.parametrize("name", FORMULAS)
def test_no_cell_is_taken_for_a_formula_and_all_come_back(name):
    line = RegisterLine(2, "confirm", "document", name, (name + " to",), note=name, by=name)
    text = write_register([line])
    cells = [cell for row in text.splitlines()[1:] for cell in row.split(";")]
    assert all(cell.lstrip('"')[:1] not in tuple("=+-@\t") or not cell for cell in cells[:3])
    assert parse(text).lines == (line,)


def test_a_leading_tab_does_not_reach_the_spreadsheet_bare():
    text = write_register([RegisterLine(2, "confirm", "unit", "\t=1")])
    assert ";'\t=1;" in text
    assert parse(text).lines[0].name == "=1"


def test_undecided_lines_can_be_written_for_review():
    register = parse(write_register([RegisterLine(0, "", "project", "Broen", note="set 3 gange")]))
    assert (register.lines, register.undecided) == ((), 1)


def test_a_spelling_with_a_bar_in_it_cannot_be_written():
    with pytest.raises(ValueError, match="parts spellings"):
        write_register([RegisterLine(2, "confirm", "unit", "A", ("B|C",))])


def test_a_file_is_read_and_one_that_cannot_be_is_named(tmp_path):
    path = tmp_path / "navne.csv"
    path.write_bytes(TABLE.encode("cp1252"))
    assert read_register(path) == parse(TABLE)
    with pytest.raises(RegisterError, match=r"intet\.csv: there is no such file"):
        read_register(tmp_path / "intet.csv")
    with pytest.raises(RegisterError, match="that is no file"):
        read_register(tmp_path)


def test_faults_are_told_in_danish_as_well():
    with pytest.raises(RegisterError) as raised:
        parse(lines("confirm;ting;A B;;;;;;"))
    assert raised.value.text("da").startswith("navne.csv:2: ukendt slags 'ting'; vælg mellem project (projekt), ")


def test_every_fault_has_words_in_both_languages_with_the_same_values():
    import string

    for rule, words in load("register")["faults"].items():
        values = [{name for _, name, _, _ in string.Formatter().parse(words[k]) if name} for k in ("da", "en")]
        assert values[0] == values[1], rule


def test_a_large_register_is_read_in_moments():
    many = lines(*(f"confirm;document;Notat {n};;;;;;" for n in range(20_000)))
    assert len(parse(many).lines) == 20_000


def test_the_register_of_the_repository_has_no_faults(root):
    for path in sorted((root / "registers").glob("*.csv")):
        assert read_register(path).lines


def test_the_example_of_the_page_is_a_register(root):
    page = (root / "docs" / "register.md").read_text(encoding="utf-8")
    register = parse(page.split("```")[1].lstrip("\n"))
    assert {line.action for line in register.lines} == set(load("register")["actions"])
    assert register.undecided == 1


def test_the_page_has_every_action_kind_and_their_words(root):
    page = (root / "docs" / "register.md").read_text(encoding="utf-8")
    for table in ("actions", "kinds"):
        for words in load("register")[table].values():
            assert [word for word in words if word not in page] == []


def test_a_statement_of_a_property_that_the_graph_does_not_have_is_a_fault_of_its_line():
    register = parse_register(b"action;kind;name;other\nconfirm;statement;Havnen;hasDedline: maj 2018\n", "r.csv")
    with pytest.raises(RegisterError, match=r"r\.csv:2: 'hasDedline' is no property .* did you mean hasDeadline"):
        check_properties(register, "r.csv", ["hasDeadline", "ownedBy"])
    check_properties(register, "r.csv", ["hasDedline"])

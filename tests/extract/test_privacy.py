"""What is personal is masked in whatever way it is written, and what only looks like it stays."""

import cProfile
import random
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.privacy import mask, mask_registration_numbers, masking

sys.path.insert(0, str(Path(__file__).parents[1]))
import canaries

WRITINGS = {**canaries.WRITINGS, **canaries.OVER_LINES}


# --- registration numbers -------------------------------------------------------------------------


@pytest.mark.parametrize("writing", WRITINGS)
def test_registration_numbers_are_masked_in_every_writing_at_the_same_length(writing):
    numbers = canaries.numbers(seed=len(writing))
    for number in (next(numbers) for _ in range(100)):
        text = f"Borger {WRITINGS[writing](number)} har søgt."
        masked, count = mask_registration_numbers(text)
        assert count == 1, text
        assert len(masked) == len(text)
        assert not canaries.leaked(masked, {number}), text
        assert all(a == b or (a.isdecimal() and b == "X") for a, b in zip(text, masked, strict=True))
        assert masked.startswith("Borger ")
        assert masked.endswith(" har søgt.")


def test_a_failed_checksum_never_acquits():
    # 0101 of a year: of numbers given out since 2007 most fail the check of modulus 11.
    text = " og ".join(f"6101{year:02}-{last:04}" for year in range(20) for last in range(0, 9999, 501))
    assert mask_registration_numbers(text)[1] == 400


@pytest.mark.parametrize("day", ["61", "75", "91", "01", "31"])
def test_days_of_people_and_of_replacement_numbers_are_both_dates(day):
    assert mask_registration_numbers(f"{day}1299-1234")[1] == 1


@pytest.mark.parametrize(
    "text",
    [
        "10 10 711299-1234",  # what stands before it looks like its beginning
        "711299-1234 711299-1234",
        "711299-1234, 721299-1234 og 731299-1234",
        "1.711299-1234.2",
        "x711299-1234x",
        "711299-1234-711298-1234",
        "cpr-nummer: 9999991234",  # no date, and called by its name
        "CPR nr.: 71 12 99 12 34",
        "cprnr=7112991234",
        "personnummer (711299) 1234",
    ],
)
def test_nothing_of_a_registration_number_is_left_whatever_stands_about_it(text):
    masked, count = mask_registration_numbers(text)
    assert count >= 1
    assert not re.search(r"\d{4}", masked)


TORN = [  # where a line, a cell or a joint of whatever kind comes between the digits
    "710190-12\n34", "cpr 710190-12\n34", "7101\n901234", "7101-\n90-1234", "71-\n01-90-1234", "710190-1\n234",
    "CPR-nr.:\n7101901\n234", "CPR-nr.\n710190\n12 34", "7101\n90-1234", "Jens\t710190-\tBygaden\nSol\t1234\tNord",
    "Jens\t710190-12\tBygaden\nSol\t34\tNord", "710190-\n\n1234",
    "71-01-90 1234", "71/01/90 1234", "71/01-90 1234", "71 01 90 12 34", "71 01 90 - 12 34", "71. 01. 90 - 1234",
    "71/01-1990-1234", "71011990 1234", "710119901234", "19900171-1234", "71\t01\t90\t1234", "71 | 01 | 90 | 1234",
    "Født 71-01-90\t1234", "Født 71-01-90 | 1234", "7 1 0 1 9 0 1 2 3 4", "7\t1\t0\t1\t9\t0\t1\t2\t3\t4",
    "710190   1234", "710190\t\t\t1234", "710190--1234", "710190.-1234", "710190:1234", "710190;1234", "710190,1234",
    "710190+1234", "710190=1234", "710190'1234", "710190\\1234", "710190_-_1234", "7101 901234", "7-1-0-1-9-0-1-2-3-4",
    "0710190-1234", "710190-1234710190-1234", "710190&nbsp;1234", "710190&ndash;1234", "710190 – - 1234", "710190…1234", "710190-123 4", "?cpr=710190+1234",
    "cpr-nummeret er 710190-12 34", "CPR-nr. (ti cifre): 7101 9012 34", "CPR nummer på ansøger 71 0190 1234",
    "CPR: 71 01 90 / 12 34", "CPR-nr.\tNavn\n71 01 90 12 34\tJens", "⁷¹⁰¹⁹⁰-¹²³⁴", "₇₁₀₁₉₀₁₂₃₄", "⑦①⓪①⑨⓪-①②③④", "710190-1234²",
]  # fmt: skip


@pytest.mark.parametrize("text", TORN)
def test_a_registration_number_is_masked_however_it_is_torn(text):
    masked, count = mask_registration_numbers(f"Borger {text} har søgt.")
    assert count >= 1
    assert not re.search(r"[\d⁰-₉①-⑨⓪]", masked.replace("²", "").replace("Borger 0X", ""))
    assert [len(line) for line in masked.split("\n")] == [len(line) for line in f"Borger {text} har søgt.".split("\n")]


# Each of these stays where it stands alone, and none where a word says that it is a person's.
@pytest.mark.parametrize(
    "text",
    [
        "14.05.15\n2630 Nyby", "14.05.15\n1234. Salg", "31.12.15 2630 Nyby", "01.01.17-2018", "150317-1630", "15.03.17 - 2018",
        "120500\t1300", "12-10-2016 1234", "2012 222359",
    ],
)  # fmt: skip
@pytest.mark.parametrize("word", ["cpr", "Personnummer:", "født den", "CPR-nummeret er"])
def test_a_word_overrides_whatever_acquits(word, text):
    assert mask_registration_numbers(f"{word} {text}")[1] == 1
    assert mask_registration_numbers(text) == (text, 0)


@pytest.mark.parametrize(
    "text",
    [
        "født den 311290 1230",
        "den 311290 1230",
        "14.05.15-5123",
        "sag 010190-1234",
        "Dato: 140515-5123",
        "12.10.45 1234",
    ],
)
def test_what_may_be_someone_alive_is_masked_beside_other_words_too(text):
    assert mask_registration_numbers(text)[1] == 1


@pytest.mark.parametrize(
    "part",
    ["1 ", "12 ", "101215-", "101215\n12 ", "cpr 12", "10.12.15 1234 ", "101215-\t", "1-", "Sagsnr. 12.10.15-1234, "],
)
def test_work_grows_as_the_text_does(part):
    def calls(count):
        profile = cProfile.Profile()
        profile.runcall(mask_registration_numbers, part * count)
        return sum(entry.callcount for entry in profile.getstats())

    assert calls(2000) < 2.5 * calls(1000) + 1000


@given(
    before=st.text(max_size=12), after=st.text(max_size=12), writing=st.sampled_from(sorted(WRITINGS)),
    seed=st.integers(0, 10_000),
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_a_registration_number_is_masked_between_any_two_texts(before, after, writing, seed):
    number = next(canaries.numbers(seed))
    text = f"{before} sag: {WRITINGS[writing](number)} .{after}"
    masked, count = mask_registration_numbers(text)
    assert count >= 1
    assert len(masked) == len(text)
    assert not canaries.leaked(masked, {number})


@given(st.text(alphabet=st.sampled_from("0123456789 -./\n\xad\u200bXa@"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_masking_again_changes_nothing_and_keeps_length_and_lines(text):
    masked, records = mask(text)
    assert mask(masked) == (masked, ())
    assert [len(line) for line in masked.split("\n")] == [len(line) for line in text.split("\n")]
    assert list(records) == sorted(records, key=lambda each: (each.start, each.end))
    for record in records:
        assert re.search("[Xx]", masked[record.start : record.end])


# --- what only looks like one ---------------------------------------------------------------------


def lookalikes(seed: int, count: int) -> list[str]:
    """Numbers of minutes that are no registration numbers, drawn from all kinds in turn."""
    chance = random.Random(seed)

    def n(low, high, width=0):
        return f"{chance.randint(low, high):0{width}}"

    def day(sep="-", year=4):
        return sep.join([n(1, 28, 2), n(1, 12, 2), n(2007, 2026) if year == 4 else n(7, 26, 2)])

    kinds = [
        lambda: f"Sagsnr. {n(7, 26, 2)}/{n(1, 99999)}",
        lambda: f"Sagsnr.: EMN-{n(2007, 2026)}-{n(1, 999999, 6)}",
        lambda: f"Sag {n(2007, 2026)}-{n(1, 999999, 6)}",
        lambda: f"J.nr. {n(0, 99, 2)}.{n(1, 99, 2)}.{n(0, 99, 2)}-{chance.choice('GPKA')}{n(1, 99, 2)}-{n(1, 99)}-{n(7, 26, 2)}",
        lambda: f"KLE {n(0, 99, 2)}.{n(1, 99, 2)}.{n(0, 99, 2)}",
        lambda: f"1-{n(1, 99, 2)}-{n(1, 99, 2)}-{n(1, 9999)}-{n(7, 26, 2)}",
        lambda: f"matr.nr. {n(1, 99)}{chance.choice('abcdx')}, Høje Taastrup By",
        lambda: f"EAN 57980{n(0, 99999999, 8)}",
        lambda: f"EAN-nr. 5798 00{n(0, 99, 2)} {n(0, 9999, 4)} {n(0, 9)}",
        lambda: f"CVR-nr. {n(10000000, 49999999)}",
        lambda: f"CVR {n(10, 49)} {n(0, 99, 2)} {n(0, 99, 2)} {n(0, 99, 2)}",
        lambda: f"P-nr. {n(1000000000, 1029999999)}",
        lambda: f"den {day()} kl. {n(8, 20, 2)}:{n(0, 59, 2)}",
        lambda: f"d. {day('', 2)} {n(8, 20, 2)}{chance.choice(['00', '15', '30', '45'])}",
        lambda: f"perioden {day('.', 2)}-{day('.', 2)}",
        lambda: f"{day('.')} {n(100000, 999999)}/{n(7, 26, 2)}",
        lambda: f"godkendt {day('', 2)} {n(1000, 9999)}/{n(7, 26, 2)}",
        lambda: f"{n(1, 99)}.{n(0, 999, 3)}.{n(0, 999, 3)} kr. i {n(2007, 2026)}",
        lambda: f"{n(2007, 2014)}, {n(2015, 2020)} og {n(2021, 2026)}: {n(1000, 9999)} borgere",
        lambda: f"lov nr. {n(100, 1999)} af {day('/')}",
        lambda: f"dokument {n(100000, 999999)}-{n(7, 26, 2)}, side {n(1, 99)}",
        lambda: f"BFE-nr. {n(1000000, 9999999)}",
        lambda: f"udbud {n(2007, 2026)}/S {n(1, 250, 3)}-{n(100000, 699999)}",
        lambda: f"https://eksempel.dk/read/000{n(1000000, 9999999)}be7e658feb7",
        lambda: f"seminar {n(1, 14, 2)}/{n(15, 28, 2)}-{n(1, 12, 2)}-{n(2007, 2026)}",
        lambda: f"ISBN 978-87-{n(100, 999)}-{n(1000, 9999)}-{n(0, 9)}",
    ]  # fmt: skip
    return [kinds[i % len(kinds)]() for i in range(count)]


def test_at_least_95_of_100_lookalikes_stay_as_they_are():
    texts = lookalikes(seed=5, count=300)
    changed = [text for text in texts if mask(text)[0] != text]
    assert len(changed) <= 15, changed


@pytest.mark.parametrize(
    "text",
    ["15/26452", "d. 24-10-2017 kl. 11:00", "01.04.17-31.08.17", "990190-1234", "1234567890123", "den 120516 1250",
     "Temamøde 20.09.2012 222359/12", "Sagsnr. 27.03.00-2016", "sha256 7112991234abcdef", "Seminar 04/05-02-2019", "den 04-05-02-2019", "2012 222359",
     # a day, and what follows it
     "Dato: 14.05.15\n2630 Nyby", "Den 14.05.15\n\n1234 borgere", "14.05.15\n1234. Salg", "14.05.15\n2015/1234", "31.12.15 2630 Nyby",
     "Sagsnr. 110515\n2630 Nyby", "01.01.17-2018", "15.03.17 - 2018", "01-01-17-2020", "15.03.17-1630", "150317-1630",
     "Referat_120515_1400.pdf", "20161012-1230", "201610121230", "20161012_1234", "https://nyby.dk/2015/05/12/1234", "12-10-2016 1234 borgere", "Mødet den 14.05.15. 1234 borgere",
     "kl. 10.15-12.10 1234 borgere", "perioden 010117-2018", "12.01.17 09.02.17 09.03.17 13.04.17", "12 01 17 09 02 17", "10 12 15 13\n12 11 10 14",
     "12-01-17 09-02-17 1000", "Plan 2012-2013 (2012-12-04)", "2012 2013 2014", "2010-2011-2012", "2010-10-1234",
     "1999-05-01;2003-12-31",
     # cases, documents, subjects, places of work
     "Sagsnr. 01.02.05-1234", "Sag 09.02.15-1234-2015", "KLE 05.01.08 2012", "KLE 82.01.08 2012", "Emne 08.12.04 1234", "Sagsnr. 12-01-15-1234",
     "Sagsnr. 150612/4512", "dok.nr. 120515-2016", "Dok.nr.: 120512/2013", "Sag-id 1012151234", "Sagsnr. 01.02.05-1234 og 01.02.06-1235",
     "P-enhed (p-nr.) 1012345678", "P-numre 1012345678 og 1012345679", "Produktionsenheder: 1012345678, 1012345679",
     # sums and counts
     "120500\t1300", "| 2016 | 120500 | 1300 |", "120512 1300 kr.", "10 11 12 13 14", "12 10 15 20 22 24", "1 0 1 2 1 5 3 2 1 4 0 1 0 2 1"],
)  # fmt: skip
def test_what_only_looks_like_a_registration_number_stays(text):
    assert mask_registration_numbers(text) == (text, 0)


# --- contacts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("Skriv til [anne.berg@eksempel.dk].", "email"),
        ("Skriv til [a-b_c+d@post.eksempel.co.uk] i dag", "email"),
        ("Skriv til [anne(at)eksempel.dk]", "email"),
        ("tlf. [20 10 12 34]", "telephone"),
        ("Tlf.: [20101234]", "telephone"),
        ("mobil [2010 1234]", "telephone"),
        ("telefonnummer [+45 20-10-12-34]", "telephone"),
        ("ring [20 10 12 34] i aften", "telephone"),
        ("([+45 20101234])", "telephone"),
        ("tlf. [+46 70 123 45 67]", "telephone"),
        ("reg.nr. [4321 konto 0012345678]", "bank_account"),
        ("Reg. nr.: [4321, kontonr. 0012345678]", "bank_account"),
        ("kontonummer [4321-0012345678]", "bank_account"),
        ("IBAN [DK50 0040 0440 1162 43]", "bank_account"),
        ("[DK5000400440116243]", "bank_account"),
        *(
            (f"[{address}]", "email")
            for address in (
                "hr.hansen@gmail.com",
                "it.berg@gmail.com",
                "anne.park@gmail.com",
                "park.jens@yahoo.dk",
                "natur_elsker@gmail.com",
                "plan-b@gmail.com",
                "kontakt.anne.berg@gmail.com",
                "mail@anneberg.dk",
                "info@hotmail.com",
                "anne.park@nyby.dk",
                "a.b(at)gmail(dot)com",
                "anne.berg @ gmail.com",
                '"Anne Berg"@gmail.com',
            )
        ),
        ("Telefonnummer er [20304050]", "telephone"),
        ("telefon privat [20304050]", "telephone"),
        ("telefon (privat): [20304050]", "telephone"),
        ("T: [20304050]", "telephone"),
        ("ring [20304050]", "telephone"),
        ("[20-30-40-50]", "telephone"),
        ("[+48 600 123 456]", "telephone"),
        ("tlf_[20304050].pdf", "telephone"),
        ("Anne Berg, kommunen, tlf. [20 30 40 50]", "telephone"),
        ("Anne, kommunen, tlf. [20 30 40 50]", "telephone"),
        ("Borger mod Nyby Kommune, tlf. [20 30 40 50]", "telephone"),
        ("Anne Berg\nByggesag\nNyby Kommune\nTlf. [20 30 40 50]", "telephone"),
        ("Kontaktperson: Anne Berg, Jobcentret, tlf. [20 30 40 50]", "telephone"),
        ("Danske Bank, reg. nr. [1234, kt. nr. 0001234567]", "bank_account"),
        ("kontonummeret er [12340001234567]", "bank_account"),
        ("[1234-0001234567]", "bank_account"),
        ("konto [4321-0012345678]", "bank_account"),
        ("Reg. nr.: [1234\nKonto nr.: 1234567]", "bank_account"),
        ("IBAN: [DK 50 0040 0440 1162 43]", "bank_account"),
        ("[dk5000400440116243]", "bank_account"),
        ("[DK50-0040-0440-1162-43]", "bank_account"),
        ("IBAN [DE89 3704 0044 0532 0130 00]", "bank_account"),
    ],
)
def test_addresses_and_numbers_of_people_are_masked_unless_they_are_to_be_kept(marked, kind):
    text = re.sub(r"[\[\]]", "", marked)
    masked, (record,) = mask(text)
    assert text[record.start : record.end] == marked[marked.index("[") + 1 : marked.index("]")]
    assert record.kind == kind
    assert len(masked) == len(text)
    assert not re.search(r"\d", masked)
    assert mask(text, contacts=False) == (text, ())


def test_a_second_number_behind_one_word_is_masked_too():
    assert mask("tlf. 20 10 12 34 / 40 10 12 34")[0] == "tlf. XX XX XX XX / XX XX XX XX"


@pytest.mark.parametrize(
    "text",
    [
        "post@nyby.dk", "Skriv til kommunen@nyby.dk", "nyby@nyby.dk", "teknik-miljoe@nyby.dk", "hoering@ministerium.dk",
        "Nyby Kommune, tlf. 43 59 10 00", "Omstillingen: 43 59 10 00", "Borgerservice har tlf. 43591000",
        "CVR 29 19 12 34", "antal 20 22 25 30", "20 22 25 30 35", "20 22 25 30 %", "telefon 12345678 kr.",
        "konto 5.52.45", "kontonr. 3011", "konto 120 og 130", "reg.nr. 4321", "i 2016 2017 blev", "@home", "Ring til Anne",
        "29.12.2017 og 30.12.2017", "20-22-25",
        "Elever 24 22 25 21", "Svar i pct.: 45 30 15 10", "uge 20 21 22 23", "30 31 32 33",
        "Jobcentret tlf.: 43 59 10 00", "Biblioteket, tlf. 43 59 10 00", "Teknik- og Miljøcenter, tlf. 43 59 10 00",
        "Skolens telefon 43 59 10 00", "Vagttelefonen 43 59 10 00", "Vagttelefonen: 43591000", "Lægevagten 43 59 10 00",
        "Nyby-Havn Kommune\nTlf. 43 59 10 00", "Rådhuset, Bygaden 2, tlf. 43 59 10 00", "Rådhuset, Bygaden 2, 1234 Nyby, tlf. 43 59 10 00",
        "Henvendelse til Jobcentret på tlf. 43 59 10 00", "Teknik og Miljø, Nyby Kommune, tlf. 43 59 10 00",
        "tmf@nyby.dk", "kommunalbestyrelsen@nyby.dk", "nybyskole@nyby.dk", "plejehjem@nyby.dk",
        "Bevilling: konto 5270000123", "reg. 2016 1200500", "Reg. 2020 2021 2022",
    ],
)  # fmt: skip
def test_offices_and_other_numbers_stay(text):
    assert mask(text) == (text, ())


def test_an_address_of_the_web_holds_no_address_of_someone():
    assert mask("https://nyby.dk/?til=anne.berg%40gmail.com")[0] == "https://nyby.dk/?til=xxxx.xxxx%XXxxxxx.xxx"


def test_a_text_says_by_which_rules_it_was_masked():
    assert masking(contacts=True) != masking(contacts=False)


def test_of_real_minutes_nothing_is_masked_that_is_not_personal(shared):
    # None of these holds a number or an address of anyone; dates, case numbers and sums they are full of.
    for path in sorted([*shared.glob("corpus/*.txt"), *shared.glob("corpus-other/*.txt")]):
        assert mask(path.read_text(encoding="utf-8"))[1] == (), path.name

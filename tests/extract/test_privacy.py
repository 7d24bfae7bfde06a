"""What is personal is masked in whatever way it is written, and what only looks like it stays."""

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
     "Temamøde 20.09.2012 222359/12", "Sagsnr. 27.03.00-2016", "sha256 7112991234abcdef", "Seminar 04/05-02-2019", "den 04-05-02-2019", "2012 222359"],
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
        "29.12.2017 og 30.12.2017", "20-22-25-30",
    ],
)  # fmt: skip
def test_offices_and_other_numbers_stay(text):
    assert mask(text) == (text, ())


def test_a_text_says_by_which_rules_it_was_masked():
    assert masking(contacts=True) != masking(contacts=False)


def test_of_real_minutes_nothing_is_masked_that_is_not_personal(shared):
    # None of these holds a number or an address of anyone; dates, case numbers and sums they are full of.
    for path in sorted([*shared.glob("corpus/*.txt"), *shared.glob("corpus-other/*.txt")]):
        assert mask(path.read_text(encoding="utf-8"))[1] == (), path.name

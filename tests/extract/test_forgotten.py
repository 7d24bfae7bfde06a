"""What is masked of a forgotten person: marked letters go, everything else stays."""

import re

import pytest

from extract.forgotten import IN_REGISTER, MASK, Forgotten
from extract.lettered import orders
from extract.register import parse_register

KEY = "00" * 32
ANNE = Forgotten(KEY).with_person(["Anne Holm Berg", "Anne Berg", "Berg Anne"], {"h": ["AB", "Annie"]})


@pytest.mark.parametrize(
    "marked",
    [
        "Brev fra [Anne Berg] om støj.",
        "[Anne Bergs] ansøgning og [ANNE BERG]",
        "[anne].[berg]@solby.invalid",
        "Deltagere: Erik Dahl, [Anne\n   Berg], Eva Lund",
        "| [Berg], [Anne] | [ANNE] [BERG] |",
        "[An\u00adne Berg] og [Anne Be]-\n[rg]",
        "[Anne Holm Berg] kom. [Anne] gik, og [Anne H] med; [A]. [Berg] blev.",
        "[Anne Berg] og [Annes] mand; Anne Lund er en anden, og Jens Anne Berg også.",
        "brev_[anne]_[berg]_2017.pdf",
        "BrevFra[AnneBerg].pdf, @[anneberg], https://x.invalid/[anneberg]",
        "anneberg, Annebergvej, Bergen, Anne Bergmann",
        "Anne og Berg hver for sig",
    ],
)
def test_names_are_masked_where_marked(marked):
    text = re.sub(r"[\[\]]", "", marked)
    expected = re.sub(r"\[([^\]]*)\]", lambda m: re.sub(r"[^\W\d_]", MASK, m[1]), marked)
    masked = ANNE.text(text)
    assert masked == expected
    assert len(masked) == len(text)
    assert ANNE.text(masked) == masked


def test_forms_of_one_text_are_masked_in_that_text_alone():
    assert ANNE.text("AB og Annie svarer; ABC ikke.", "h") == "██ og █████ svarer; ABC ikke."
    assert ANNE.text("AB og Annie svarer.", "other") == "AB og Annie svarer."


def test_longer_names_of_others_stay():
    forgotten = Forgotten(KEY).with_person(["Anne Berg"], {}, ["Anne Berg Lund"])
    assert forgotten.text("Anne Berg Lund og Anne Berg") == "Anne Berg Lund og ████ ████"


def test_words_that_only_have_the_letters_stay():
    forgotten = Forgotten(KEY).with_person(["Lis Ten"], {})
    assert forgotten.text("På listen står Lis Ten.") == "På listen står ███ ███."


def test_the_order_of_forgetting_makes_no_difference():
    text = "Anne Berg, Erik Dahl, Anne og Erik; Jens Erik Dahl"
    both = ANNE.with_person(["Erik Dahl"], {})
    other = Forgotten(KEY).with_person(["Erik Dahl"], {}).with_person(["Anne Berg"], {})
    assert both.text(text) == other.text(text) == ANNE.text(other.text(text))


def test_what_is_kept_does_not_hold_the_name():
    assert not re.search("anne|berg", repr(ANNE), re.IGNORECASE)
    assert ANNE.people != Forgotten("11" * 32).with_person(["Anne Holm Berg", "Anne Berg", "Berg Anne"], {}).people


SOFIE = Forgotten(KEY).with_person(orders("Sofie Kvist Madsen"), {})
HYPHENS = Forgotten(KEY).with_person(orders("Anne-Mette Bjerg-Hansen"), {})
LONG = Forgotten(KEY).with_person(orders("Anne Jensen"), {}).with_person(orders("Mathilde Lund"), {})


@pytest.mark.parametrize(
    ("forgotten", "marked"),
    [
        (SOFIE, "Klage[SofieKvistMadsen].pdf, @klage[sofiekvistmadsen], https://x.invalid/min[sofiekvistmadsen]"),
        (SOFIE, "[Sofie Kvist Madsen]sagen, KLAGE[SOFIEKVISTMADSEN], klage[sofie]_[kvist]_[madsen]2.pdf"),
        (SOFIE, "[Kvist Madsen], [Sofie]; [Madsen], [Sofie Kvist]; [Sofie] 2 [Kvist] 3 [Madsen]"),
        (HYPHENS, "Deltager: [Bjerg]-[Hansen], [Anne]-[Mette]. [Bjerg Hansen Anne Mette]"),
        (
            HYPHENS,
            "[Anne]-[Mette Bjerg]-[Hansen]: [A]-[M Bjerg]-[Hansen], [A]. [Bjerg]-[Hansen], [Anne]-[Mette B], Mette",
        ),
        (LONG, "Hanne Jensen, hannejensen, HANNE JENSEN og [Anne Jensen]; klage[annejensen].pdf"),
        (
            LONG,
            "Mathilde Lundgaard og Mathilde Lundgaards mand; [Mathilde Lund]sagen, KarenMathildeLund, Karen-Mathilde Lund",
        ),
    ],
)
def test_long_names_are_found_inside_of_words_and_in_every_order(forgotten, marked):
    text = re.sub(r"[\[\]]", "", marked)
    assert forgotten.text(text) == re.sub(r"\[([^\]]*)\]", lambda m: re.sub(r"[^\W\d_]", MASK, m[1]), marked)


def test_an_address_that_writes_letters_by_numbers_is_masked_whole():
    soeren = Forgotten(KEY).with_person(orders("Søren Kvist Madsen"), {})
    masked = soeren.text(
        "Se https://x.invalid/s%C3%B8ren-kvist-madsen og /soerenkvistmadsen og https://x.invalid/%C3%B8l"
    )
    assert not re.search("ren|kvist|madsen", masked)
    assert masked.endswith("https://x.invalid/%C3%B8l")


def test_people_of_several_stores_keep_the_keys_of_their_digests():
    other = Forgotten("11" * 32).with_person(["Erik Dahl"], {})
    both = ANNE.and_those(other).and_those(other)
    assert both.text("Erik Dahl og Anne Berg") == "████ ████ og ████ ████"
    assert len(both.people) == 2
    assert Forgotten().and_those(ANNE) == ANNE


def test_a_register_keeps_lines_of_others_and_is_masked_in_its_notes():
    csv = "action;kind;name;other;note;by\nconfirm;person;Peter Holm;Fie Madsen Holm;Fie siger det;SKM\n"
    csv += "confirm;person;Sofie Kvist Madsen;Fie;;\n"
    forgotten = Forgotten(KEY).with_person(
        ["Sofie Kvist Madsen", "Fie Madsen"], {IN_REGISTER: ["Fie", "SKM"]}, ["Fie Madsen Holm"]
    )
    lines = forgotten.register(parse_register(csv.encode(), "r.csv")).lines
    assert [(line.name, line.other, line.note, line.by) for line in lines] == [
        ("Peter Holm", ("Fie Madsen Holm",), "███ siger det", "███")
    ]

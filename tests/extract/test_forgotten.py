"""What is masked of a forgotten person: marked letters go, everything else stays."""

import re

import pytest

from extract.forgotten import MASK, Forgotten

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

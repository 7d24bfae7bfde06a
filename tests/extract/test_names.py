"""Keys, acronyms and the joining of names."""

import pytest

from extract.acronyms import clipped, stands_for
from extract.candidates import find_evidence
from extract.evidence import EvidenceSum
from extract.keys import name_key
from extract.outcomes import outcome_of
from extract.project_names import clean_name, is_name
from extract.resolve import resolve
from extract.segment import segment


@pytest.mark.parametrize(
    "spellings",
    [
        ("trafikplanen", "Trafikplan", "trafikplanens"),
        ("havnebruddets", "Havnebrud", "Havnebrudsprogrammet", "havnebrudsprojektet"),
        ("klimapolitikken", "Klimapolitik"),
        ("indsatsen", "indsats", "Indsatser"[:-2]),
        ("NY-BY", "Ny-By's", "NY BY"),
        ("direktionens", "Direktionen", "direktion"),
        ("Teknikcentret", "teknikcenteret", "Teknikcenter"),
        ("Den grønne by", "grønne by"),
    ],
)
def test_spellings_of_one_name_share_their_key(spellings):
    assert len({name_key(s) for s in spellings}) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [("borgerkontakt", "borgerservice"), ("BAC", "BYC"), ("analyse", "analyser"), ("Strategi 2017", "Strategi 2018")],
)
def test_different_names_keep_different_keys(a, b):
    assert name_key(a) != name_key(b)


@pytest.mark.parametrize(
    ("acronym", "name", "fits"),
    [
        ("TMC", "Teknik- og Miljøcentret", True),
        ("KFU", "Kultur- og Fritidsudvalget", True),
        ("VKC", "Vækst- og kulturcenteret", True),
        ("BURC", "Børne- og ungdomsrådgivningscentret", True),
        ("BAC", "Byrådscentret", False),
        ("KFU", "Kultur- og Socialudvalget", False),
        ("DGA", "Den grønne arbejdsplads", True),
        ("X", "Xylofoncentret", False),
    ],
)
def test_an_acronym_stands_for_a_name_where_each_letter_begins_a_part(acronym, name, fits):
    assert stands_for(acronym, name) is fits


def test_a_clipped_name_takes_the_beginnings_of_both_halves():
    assert clipped("NY-BY", "Nyt liv - By i vækst")
    assert not clipped("NY-BY", "Nyt liv - Havn i vækst")


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Status på Fremtidens havn (fortsat fra 2013)", "Fremtidens havn"),
        ("Den grønne plads. Beslutningen kom senere", "Den grønne plads"),
        ("havnebruddet mødes første gang i januar", "havnebruddet"),
        ("UDKAST Projektmandat for Havnen 11-11-2013", "Havnen"),
    ],
)
def test_a_name_is_cleaned_of_its_frame_and_of_what_follows(phrase, name):
    assert clean_name(phrase) == name


@pytest.mark.parametrize(
    "phrase", ["projekterne", "Øvrige sager", "porteføljeliste", "12.00-13.00: Frokost", "Evaluering af"]
)
def test_words_for_many_things_are_no_names(phrase):
    assert not is_name(clean_name(phrase))


def evidence_of(text):
    return find_evidence(text, segment(text))


def names_of(*texts):
    total = EvidenceSum()
    for text in texts:
        total.add(evidence_of(text), None, "2017-05-16")
    return next(iter(resolve(total).values()))


def aliases(names, kind):
    return {
        n.label: {a.surface for a in n.aliases} for n in names.names if n.node.kind == kind and n.rules != ("language",)
    }


def test_headings_under_a_status_heading_are_projects(make_minutes):
    text = make_minutes(
        "Oversigt\n\n17/1\n\nSagsfremstilling\n\nKort status på projekterne\n\nFremtidens havn\n\nFølger planen.\n\n"
        "Den store udstilling\n\nEr forsinket."
    )
    assert {"Fremtidens havn", "Den store udstilling"} <= set(aliases(names_of(text), "project"))


def test_an_acronym_is_joined_with_its_long_name_across_documents(make_minutes):
    first = make_minutes("Sag\n\n17/1\n\nBaggrund\n\nTeknik- og Miljøcentret har skrevet planen.")
    second = make_minutes("Sag\n\n17/1\n\nIndstilling\n\nTMC indstiller, at planen godkendes.", date="17-05-2017")
    assert aliases(names_of(first, second), "unit") == {"Teknik- og Miljøcentret": {"TMC", "Teknik- og Miljøcentret"}}


def test_acronyms_in_a_list_with_units_are_units_and_lookalikes_stay_apart(make_minutes):
    text = make_minutes("Sag\n\n17/1\n\nBaggrund\n\nBYC, BAC, DB og TMC er med.")
    assert set(aliases(names_of(text), "unit")) == {"BYC", "BAC", "DB", "TMC"}


def test_a_clipped_name_is_joined_with_the_programme_it_clips(make_minutes):
    text = make_minutes("Status på Nyt liv - By i vækst\n\n17/1\n\nBaggrund\n\nNY-BY, Ny-By og NY BY er ét. Nyt liv - By i vækst går godt."
                        "\n\nMere om Nyt liv - By i vækst.\n\nOg Nyt liv - By i vækst.")  # fmt: skip
    assert {"NY-BY", "Ny-By", "NY BY"} <= aliases(names_of(text), "project")["Nyt liv - By i vækst"]


def test_the_names_of_a_corpus_do_not_depend_on_its_order(samples):
    texts = [p.read_text(encoding="utf-8") for p in sorted(samples.glob("*.txt"))]
    assert names_of(*texts) == names_of(*reversed(texts))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Godkendt.", "adopted"),
        ("Godkendt, idet planen rettes.", "adopted_with_remark"),
        ("Godkendt med den bemærkning, at det haster.", "adopted_with_remark"),
        ("Udvalget drøftede sagen og besluttede at gå videre.", "adopted"),
        ("Udskudt.", "deferred"),
        ("Det skal undersøges nærmere. Herefter forelægges sagen igen.", "deferred"),
        ("Ikke godkendt.", "rejected"),
        ("Taget til efterretning.", "noted"),
        ("Sagen blev drøftet.", "discussed"),
        ("Oversendes til Økonomiudvalget.", "referred"),
        ("Bilaget er vedlagt.", "other"),
    ],
)
def test_the_outcome_is_read_from_the_whole_decision(text, outcome):
    assert outcome_of(text) == outcome

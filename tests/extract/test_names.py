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
    "phrase",
    [
        "projekterne",
        "Øvrige sager",
        "porteføljeliste",
        "12.00-13.00: Frokost",
        "Evaluering af",
        "Godkender havneplanen",
    ],
)
def test_words_for_many_things_are_no_names(phrase):
    assert not is_name(clean_name(phrase))


def evidence_of(text):
    return find_evidence(text, segment(text))


def names_of(*texts, municipality=None):
    total = EvidenceSum()
    for text in texts:
        total.add(evidence_of(text), municipality, "2017-05-16")
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


# --- joins, and what forbids them -----------------------------------------------------------------


def project(names, spelling):
    return next(n for n in names.names if n.node.kind == "project" and spelling in {a.surface for a in n.aliases})


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("Havnebruddet – en ny bydel", "Havnebruddet", "dash-split"),
        ("Tidlig og fælles indsats", "Strategi for tidlig og fælles indsats", "strategy-of"),
        ("Cykelpolitik", "Ny cykelpolitik", "new-version"),
        ("Det grønne område – Masterplan", "Masterplan på det grønne område", "turned-round"),
        ("Brandingkampagne", "branding-kampagnen", "written-together"),
        ("Digitaliseringsstrategien", "Digitaliserinsstrategien", "misspelling"),
        ("Havne- og kulturplanen", "Havnekulturplanen", "elliptic-pair"),
    ],
)
def test_two_names_are_joined_by_a_rule_that_can_be_told(one, other, rule, make_minutes):
    text = make_minutes(
        f"Oversigt\n\n17/1\n\nSagsfremstilling\n\nKort status på projekterne\n\n{one}\n\nFølger planen.\n\n"
        f"{other}\n\nEr forsinket."
    )
    names = names_of(text)
    assert project(names, one) is project(names, other)
    assert rule in {join.rule for join in project(names, one).joins}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fremtidens havnekontakt", "Fremtidens havneservice"),
        ("Trivselsmåling 2014", "Trivselsmåling 2017"),
        ("Analyse af havnen", "Strategi for havnen"),
        ("Strategi for velfærd", "Velfærd i hverdagen"),
        ("Klimaplanen", "Klinikplanen"),
    ],
)
def test_two_names_that_resemble_stay_two(one, other, make_minutes):
    text = make_minutes(
        f"Oversigt\n\n17/1\n\nSagsfremstilling\n\nKort status på projekterne\n\n{one}\n\nFølger planen.\n\n"
        f"{other}\n\nEr forsinket."
    )
    names = names_of(text)
    assert project(names, one) is not project(names, other)


def test_members_of_one_list_are_never_joined(make_minutes):
    listed = "Oversigt\n\n17/1\n\nSagsfremstilling\n\nStatusnotaterne omfatter:\n\n- Cykelpolitik\n- Ny cykelpolitik\n- Havnen i vækst"
    names = names_of(make_minutes(listed))
    assert project(names, "Cykelpolitik") is not project(names, "Ny cykelpolitik")
    assert ("new-version", "members-of-one-list") in {(k.rule, k.against) for k in names.kept}


def test_two_headings_at_one_place_of_two_like_rows_are_one_topic(make_minutes):
    text = make_minutes(
        "Øvrige sager\n\n17/1\n\nBaggrund\n\nOrientering om TFI\n\nVedlagt.\n\nLokaler\n\nVedlagt.\n\n"
        "Beslutning Direktionen den 16-05-2017\n\nOrientering om tidlig og fælles indsats\n\nDrøftet.\n\nLokaler\n\nDrøftet.",
        "Oversigt\n\n17/2\n\nBaggrund\n\nProjekter fx Tidlig fremme – indsatsen, Havnens liv og andre.",
    )
    joined = project(names_of(text), "tidlig og fælles indsats")
    assert "TFI" in {a.surface for a in joined.aliases}


def test_a_word_coined_with_the_municipalitys_acronym_is_its_system(make_minutes):
    text = make_minutes(
        "Sag\n\n17/1\n\nBaggrund\n\nHøje-Taastrup Kommune, kort HTK, lægger planen på HTKportal. HTKs plan er HTK-rettet."
    )
    found = {
        n.label
        for n in names_of(text, municipality="Høje-Taastrup").names
        if n.node.kind == "system" and n.rules != ("language",)
    }
    assert found == {"HTKportal"}


def test_tasks_in_a_row_each_with_its_unit_are_projects(make_minutes):
    text = make_minutes(
        "Sag\n\n17/1\n\nBaggrund\n\nTeamet hjælper med fx cykelplan (TMC), Liv i havnen (PLC) og ny skole (ISC)."
    )
    found = aliases(names_of(text), "project")
    assert {"Cykelplan", "Liv i havnen", "Ny skole"} <= set(found)


def test_a_case_number_over_unlike_items_is_a_catch_all(make_minutes):
    text = make_minutes("Havnens drift\n\n17/1\n\nBaggrund\n\nA.", "Valg af formand\n\n17/1\n\nBaggrund\n\nB.",
                        "Kommende temaer\n\n17/1\n\nBaggrund\n\nB.",
                        "Status på skolen\n\n17/2\n\nBaggrund\n\nC.", "Opfølgning på skolen\n\n17/2\n\nBaggrund\n\nD.")  # fmt: skip
    assert names_of(text).catch_all == {"17/1"}


def test_every_rule_that_evidence_names_is_explained(samples):
    from extract.lexicon import load

    texts = [p.read_text(encoding="utf-8") for p in sorted(samples.glob("*.txt"))]
    said = {c.rule for t in texts for c in evidence_of(t).candidates}
    names = names_of(*texts)
    rules = load("rules")
    assert said - set(rules["evidence"]) - set(rules["joins"]) == set()
    assert {j.rule for n in names.names for j in n.joins} - set(rules["joins"]) == set()
    assert {k.against for k in names.kept} - set(rules["against"]) == set()


@pytest.mark.parametrize(
    ("marked", "rules"),
    [
        ("Vi bruger SafetyNet og [SaftyNet] nu.", ["misspelt"]),  # long enough to be known alone
        ("Vi bruger Emply, og [Emplay] er god.", ["misspelt"]),  # short: known beside the name itself
        ("Vi bruger Emplay.", []),
        ("Sagen er en empli.", []),
    ],
)
def test_a_name_with_one_letter_wrong_is_read_where_only_one_is_meant(marked, rules, unmark, make_minutes):
    from extract.link import link
    from extract.pipeline import Pipeline
    from extract.read import read_source

    sentence, slips = unmark(marked)
    source = read_source(make_minutes(f"Sag\n\n17/1\n\nBaggrund\n\n{sentence}").encode())
    names, pipeline = names_of(source.text), Pipeline()
    pipeline.load_names(names.names)
    linked = link(source, ["a.txt"], segment(source.text), pipeline.find(source.text, "2017-05-16"), names)
    found = [m for m in linked.document.mentions if m.rule == "misspelt"]
    assert ([m.rule for m in found], [m.span.of(source.text) for m in found]) == (rules, slips)

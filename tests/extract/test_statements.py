"""What minutes state by their structure and in their sentences, and what they do not."""

import pytest

CASE = "Havnestrategien\n\n17/1\n\nIndstilling\n\nTMC og ØDC indstiller noget.\n\nSagsfremstilling\n\n"
DECISION = CASE.replace("Sagsfremstilling", "Beslutning Direktionen den 16-05-2017")


def test_who_stands_before_the_verb_recommends(stated):
    found = stated("Havnen\n\n17/1\n\nIndstilling\n\nTMC indstiller, at direktionen godkender planen for ISC.")
    assert found["agenda_item", "recommendedBy", "TMC"][-1].startswith("TMC indstiller")
    assert ("agenda_item", "recommendedBy", "ISC") not in found


def test_a_steering_group_governs_what_it_is_for(stated):
    found = stated("Sag\n\n17/1\n\nBaggrund\n\nStyregruppen for havnebruddet er nedsat.")
    assert ("Havnebruddet", "governedBy", "Styregruppen for Havnebruddet") in found


@pytest.mark.parametrize(
    ("text", "governed"),
    [
        ("Styregruppen mødes i juni.", {("Havnestrategien", "Styregruppen for Havnestrategien")}),
        ("Cykelpolitikken\n\nStyregruppen mødes.", {("Cykelpolitikken", "Styregruppen for Cykelpolitikken")}),
        (
            "Cykelpolitikken\n\nStyregruppen for Vandpolitikken mødes.",
            {("Vandpolitikken", "Styregruppen for Vandpolitikken")},
        ),
        ("Styregrupperne mødes. En styregruppe er god.", set()),
    ],
)
def test_a_bare_steering_group_governs_the_topic_of_its_place_and_a_named_one_its_own(text, governed, stated):
    assert {(s, o) for s, p, o in stated(CASE + text) if p == "governedBy"} == governed


def test_a_bare_steering_group_in_a_place_without_a_topic_governs_nothing(stated):
    found = stated("Orientering\n\n17/1\n\nBaggrund\n\nStyregruppen mødes om Cykelpolitikken og Vandpolitikken.")
    assert not any(predicate == "governedBy" for _, predicate, _ in found)


def test_headings_under_a_status_heading_are_parts_of_the_programme_in_the_title(stated):
    found = stated(
        "Status på Nyt liv - By i vækst\n\n17/1\n\nSagsfremstilling\n\nStatus på projekterne\n\nFremtidens havn\n\nGår godt. "
        "Nyt liv - By i vækst ligeså.\n\nNyt liv - By i vækst er et program.\n\nNyt liv - By i vækst fylder."
    )
    assert ("Fremtidens havn", "partOf", "Nyt liv - By i vækst") in found
    assert ("agenda_item", "concerns", "Fremtidens havn") in found


def test_a_list_of_other_projects_is_neither_part_nor_subject_of_the_item(stated):
    found = stated(
        "Status på havnebruddet\n\n17/1\n\nSagsfremstilling\n\nDer er andre projekter, der er vigtige, eksempelvis:\n\n"
        "- Den store udstilling\n- Lys i byen"
    )
    assert not any(predicate == "partOf" for _, predicate, _ in found)
    assert ("agenda_item", "concerns", "Den store udstilling") not in found


def test_people_work_in_the_unit_they_are_named_with(stated):
    found = stated("Sag\n\n17/1\n\nBaggrund\n\nØvrige deltagere: Anne B og Bent C, TMC. Lars Dal deltog under punktet.")
    assert {s for s, p, o in found if p == "worksIn" and o == "TMC"} == {"Anne B", "Bent C"}
    assert ("Lars Dal", "attends", "meeting") in found


def test_an_item_is_presented_to_the_body_after_the_verb_its_own_when_it_comes_back(stated):
    found = stated("Sag\n\n17/1\n\nBaggrund\n\nSagen forelægges Chefforum i maj. Den forelægges direktionen igen.")
    assert {o for _, p, o in found if p == "presentedTo"} == {"Chefforum", "Direktionen"}
    found = stated("Sag\n\n17/1\n\nIndstilling\n\nTMC indstiller, at sagen forelægges Chefforum.")
    assert not any(p == "presentedTo" for _, p, _ in found)


def test_common_mention_is_no_relation(stated):
    found = stated("Sag\n\n17/1\n\nBaggrund\n\nTMC, Anne Berg og havnebruddet blev nævnt i Chefforum.")
    assert {predicate for _, predicate, _ in found} <= {"decidedBy"}


def test_short_headings_below_a_line_that_announces_one_each_are_projects_in_their_place(stated):
    found = stated(
        "Organisering af havneprogrammet\n\n17/1\n\nBaggrund\n\nHavneprogrammet fylder. Havneprogrammet er stort.\n\n"
        "BESLUTNING DIREKTIONEN DEN 16-05-2017\n\nFor de enkelte projekter blev følgende besluttet:\n\nKajen\n\n"
        "TMC er tovholder.\n\nAlt går i sit eget tempo\n\nBGC er tovholder.\n\nLys/lyd\n\nSUC (tovholder) og TMC"
    )
    owners = {(s, o) for s, p, o in found if p == "ownedBy"}
    assert owners == {("Kajen (projekter)", "TMC"), ("Kajen (projekter)", "BGC"), ("Lys/lyd (projekter)", "SUC")}
    assert ("TMC", "participatesIn", "Lys/lyd (projekter)") in found
    assert ("Kajen (projekter)", "partOf", "Havneprogrammet") in found


def test_an_item_whose_papers_all_name_one_project_is_about_that(stated):
    papers = "Bilag\n\nProgramkommissorium for Den grønne havn\n\nStatusnotat for Den grønne havn"
    found = stated(f"Den nye indsats\n\n17/1\n\nBaggrund\n\nTMC er tovholder.\n\n{papers}")
    assert ("agenda_item", "concerns", "Den grønne havn") in found
    assert ("Den grønne havn", "ownedBy", "TMC") in found


# --- what sentences say ---------------------------------------------------------------------------

OF_STRUCTURE = {"recommendedBy", "decidedBy", "concerns", "governedBy"}


@pytest.fixture
def said(stated):
    """What an item says besides its structure."""

    def read(text):
        return {triple for triple in stated(text) if triple[1] not in OF_STRUCTURE}

    return read


@pytest.mark.parametrize(
    ("sentence", "triple"),
    [
        ("Cykelpolitikken afventer Vandpolitikken.", ("Cykelpolitikken", "dependsOn", "Vandpolitikken")),
        ("TMC er tovholder for Cykelpolitikken.", ("Cykelpolitikken", "ownedBy", "TMC")),
        ("Cykelpolitikken er en del af Byparkprogrammet.", ("Cykelpolitikken", "partOf", "Byparkprogrammet")),
        ("Cykelpolitikken lægges sammen med Vandpolitikken.", ("Cykelpolitikken", "mergedWith", "Vandpolitikken")),
        ("Der afsættes 5 mio. kr. til havnen.", ("agenda_item", "costs", "5 mio. kr.")),
        ("Anne Berg, TMC, gennemgik sagen.", ("Anne Berg", "worksIn", "TMC")),
        # What a sentence leaves unsaid is the topic of its place.
        ("Projektledelsen forankres i TMC.", ("Havnestrategien", "ownedBy", "TMC")),
        ("Sagerne oprettes i SBSYS.", ("Havnestrategien", "usesSystem", "SBSYS")),
    ],
)
def test_a_sentence_states_a_relation(sentence, triple, said):
    assert said(CASE + sentence) == {triple}


@pytest.mark.parametrize(
    "sentence",
    [
        "Cykelpolitikken afventer ikke Vandpolitikken.",
        "TMC er ikke tovholder for Cykelpolitikken.",
        "Cykelpolitikken er ikke en del af Byparkprogrammet.",
        "Cykelpolitikken er aldrig blevet forankret i TMC.",
        "TMC deltager ikke i Cykelpolitikken.",
        "Cykelpolitikken forankres i TMC ikke mere.",
        "Cykelpolitikken kommer før Vandpolitikken.",
    ],
)
def test_what_is_denied_or_only_named_side_by_side_is_no_relation(sentence, said):
    assert said(CASE + sentence) == set()


def test_not_only_is_no_denial(said):
    assert said(f"{CASE}Cykelpolitikken, der ikke kun er for børn, får betydning for Vandpolitikken.") == {
        ("Cykelpolitikken", "interfacesWith", "Vandpolitikken")
    }


def test_a_row_of_names_is_stated_of_each(said):
    assert said(f"{CASE}Cykelpolitikken (TMC og ØDC) begynder i byen.") == {
        ("Cykelpolitikken", "ownedBy", "TMC"),
        ("Cykelpolitikken", "ownedBy", "ØDC"),
    }


def test_a_decision_dissolves_a_group_and_one_that_is_kept_it_does_not(said):
    group = "Styregruppen for Vandpolitikken"
    found = said(f"{DECISION}{group} nedlægges.")
    assert ("decision", "dissolves", group) in found
    assert {predicate for _, predicate, _ in found} == {"dissolves", "changedFrom"}
    assert said(f"{DECISION}{group} nedlægges ikke.") == set()
    assert {p for _, p, _ in said(f"{CASE}{group} nedlægges.")} == {"changedFrom"}  # a case's text decides nothing


def test_a_relation_rests_on_its_sentence_and_on_what_names_the_end_that_it_leaves_unsaid(stated):
    found = stated(f"{CASE}Cykelpolitikken\n\nDet går. Projektledelsen forankres i TMC.")
    assert found["Cykelpolitikken", "ownedBy", "TMC"] == ["Cykelpolitikken", "Projektledelsen forankres i TMC."]


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Direktionen godkendte på mødet den 2. maj 2017 en plan.", {"2017-05-02"}),
        ("Der henvises til mødet den 2. maj 2017.", {"2017-05-02"}),
        ("Byrådet godkendte den 2. maj 2017 en plan.", set()),  # another body's meeting
        ("Der henvises til mødet den 20. juni 2017.", set()),  # still to come
        ("Der henvises til mødet den 16. maj 2017.", set()),  # this one
        ("Der henvises til mødet i maj 2017.", set()),  # no day
        ("Vejen blev bygget den 2. maj 2017.", set()),
    ],
)
def test_an_item_refers_to_earlier_meetings_of_its_own_body(sentence, days, stated):
    assert {o for _, p, o in stated(CASE + sentence) if p == "refersTo"} == days


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        (f"{CASE}Cykelpolitikken er forankret i TMC.", "reported"),
        (f"{CASE}Cykelpolitikken skal forankres i TMC.", "planned"),
        (f"{CASE}Det foreslås, at Cykelpolitikken forankres i TMC.", "proposed"),
        (f"{DECISION}Cykelpolitikken forankres i TMC.", "decided"),
    ],
)
def test_a_statement_says_how_it_is_meant_and_when(text, modality, read_item):
    (found,) = [s for s in read_item(text).document.statements if s.predicate == "ownedBy"]
    assert (found.modality, found.observed) == (modality, "2017-05-16")


@pytest.mark.parametrize(
    ("sentence", "told", "not_told"),
    [
        (
            "Havneplanen afventer molestrategien, og kystpolitikken forudsætter havneplanen.",
            [("Havneplanen", "dependsOn", "Molestrategien"), ("Kystpolitikken", "dependsOn", "Havneplanen")],
            [("Havneplanen", "dependsOn", "Kystpolitikken")],
        ),
        (
            "Havneplanen har snitflader til molestrategien.",
            [("Havneplanen", "interfacesWith", "Molestrategien")],
            [("Byprogrammet", "interfacesWith", "Molestrategien")],
        ),
        ("Havneplanen også afventer molestrategien.", [("Havneplanen", "dependsOn", "Molestrategien")], []),
    ],
)
def test_each_clause_has_its_own_subject(sentence, told, not_told, stated):
    names = "Havneplanen, molestrategien og kystpolitikken er i gang."
    found = stated(f"Status på byprogrammet\n\n17/1\n\nBaggrund\n\n{names}\n\n{sentence}")
    assert [triple for triple in told if triple not in found] == []
    assert [triple for triple in not_told if triple in found] == []

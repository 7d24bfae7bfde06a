"""Where projects stand, and whose state a sentence does not tell."""

import pytest

CASE = "Havnestrategien\n\n17/1\n\nIndstilling\n\nTMC indstiller noget.\n\nSagsfremstilling\n\n"
STATUS = "Status på projekterne\n\n17/1\n\nSagsfremstilling\n\nKort status på projekterne\n\n"


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("Cykelpolitikken følger tidsplanen.", "on_plan"),
        ("Cykelpolitikken er desværre forsinket.", "delayed"),
        ("Cykelpolitikken kan ikke overholde fristen.", "delayed"),
        ("Der er forsinkelse på Cykelpolitikken.", "delayed"),
        ("Tidsplanen for Cykelpolitikken skrider.", "delayed"),
        ("Cykelpolitikken afventer svar fra staten.", "waiting"),
        ("Cykelpolitikken blev afsluttet i marts.", "closed"),
        ("Cykelpolitikken er udvidet med flere byer.", "changed"),
        ("Cykelpolitikken er sat i gang.", "started"),
        # The group's end is a change of what it steered.
        ("Styregruppen for Cykelpolitikken er nedlagt.", "changed"),
        # Of several projects the last before the words.
        ("Vandpolitikken er god, siger TMC, men Cykelpolitikken er forsinket.", "delayed"),
        # The group's delay is a delay of what it steers.
        ("Styregruppen for Cykelpolitikken er forsinket.", "delayed"),
        # Of two states the first in the list, which is the one that somebody must act on.
        ("Cykelpolitikken er igangsat, men forsinket, for den er rykket.", "delayed"),
    ],
)
def test_a_sentence_tells_where_a_project_stands(sentence, state, standing):
    assert standing(CASE + sentence) == {("Cykelpolitikken", state)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Cykelpolitikken er ikke forsinket.",
        "Cykelpolitikken er hverken forsinket eller lukket.",
        "Cykelpolitikken er aldrig blevet igangsat.",
        "Cykelpolitikken er endnu ikke påbegyndt.",
        "Cykelpolitikken er uden forsinkelse.",
        "Cykelpolitikken følger ikke tidsplanen.",
        "Cykelpolitikken afventer ikke noget.",
    ],
)
def test_what_is_denied_is_no_state(sentence, standing):
    assert standing(CASE + sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Hvis Cykelpolitikken er forsinket, laves en ny plan.",
        "Når Cykelpolitikken er afsluttet, begynder arbejdet.",
        "Cykelpolitikken forventes afsluttet i juni.",
        "Cykelpolitikken skal afsluttes i år.",
        "Cykelpolitikken bliver afsluttet i 2018.",
    ],
)
def test_what_may_be_is_no_state(sentence, standing):
    assert standing(CASE + sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "I Cykelpolitikken er TMC forsinket.",
        "Opgaver under Cykelpolitikken er forsinket.",
        "TMC er forsinket.",
        "Det er godt i gang.",
        "Cykelpolitikken er udvidet med 3 medarbejdere.",
    ],
)
def test_the_state_of_something_else_is_not_the_projects(sentence, standing):
    assert standing(CASE + sentence) == set()


def test_the_titles_project_stands_as_a_sentence_says_that_begins_with_a_word_for_it(standing):
    assert standing(f"{CASE}Arbejdet følger planen.") == {("Havnestrategien", "on_plan")}
    assert standing(f"{CASE}Strategien er godt i gang.") == {("Havnestrategien", "on_plan")}


def test_what_stands_below_a_projects_heading_is_its_state(standing):
    found = standing(f"{STATUS}Cykelpolitikken\n\nFølger planen. Afventer svar.\n\nVandpolitikken\n\nEr nu lukket.")
    assert found == {
        ("Cykelpolitikken", "on_plan"),
        ("Cykelpolitikken", "waiting"),
        ("Vandpolitikken", "closed"),
    }


def test_a_bare_group_below_a_projects_heading_has_its_own_state_unless_its_work_is_meant(standing):
    assert standing(f"{CASE}Cykelpolitikken\n\nArbejdet i styregruppen er forsinket.") == {
        ("Cykelpolitikken", "delayed")
    }
    assert standing(f"{CASE}Cykelpolitikken\n\nStyregruppen er forsinket.") == set()


def test_a_state_told_twice_is_one_with_the_first_sentence(read_item):
    one = read_item(f"{STATUS}Cykelpolitikken\n\nEr sat i gang. Cykelpolitikken blev igangsat.")
    (status,) = one.document.statuses
    assert (status.text, status.observed) == ("Er sat i gang.", "2017-05-16")
    assert one.quoted(status.evidence) == ["Er sat i gang.", "Cykelpolitikken"]


def test_a_recommendation_tells_no_state_and_a_decision_does(standing):
    assert standing("Havnen\n\n17/1\n\nIndstilling\n\nTMC indstiller, at Cykelpolitikken er sat i bero.") == set()
    decided = "Havnen\n\n17/1\n\nBeslutning Direktionen den 16-05-2017\n\nCykelpolitikken er sat i bero."
    assert standing(decided) == {("Cykelpolitikken", "waiting")}

"""What a place in an item is about, what its lists of projects state, and what an item concerns."""

import pytest

CASE = "Havnestrategien\n\n17/1\n\nIndstilling\n\nTMC og ØDC indstiller noget.\n\nSagsfremstilling\n\n"
STATUS = CASE + "Kort status på projekterne\n\n"


@pytest.fixture
def owned(stated):
    """Whose *projektet er forankret i* a unit is: project and unit."""

    def read(*items):
        return {(s, o) for s, p, o in stated(*items) if p == "ownedBy"}

    return read


@pytest.fixture
def listed(stated):
    """What is part of what, and what has to do with what."""

    def read(*items):
        return {triple for triple in stated(*items) if triple[1] in ("partOf", "interfacesWith")}

    return read


@pytest.fixture
def concerned(stated):
    """The projects that an item is about."""

    def read(*items):
        return {o for _, p, o in stated(*items) if p == "concerns"}

    return read


@pytest.mark.parametrize(
    ("text", "project"),
    [
        ("Projektet er forankret i TMC.", "Havnestrategien"),
        ("Cykelpolitikken\n\nProjektet er forankret i TMC.", "Cykelpolitikken"),
        ("Cykelpolitikken\n\nØkonomi\n\nProjektet er forankret i TMC.", "Havnestrategien"),
        ("Følgende projekter er i gang:\n\n- Cykelpolitikken\n\nProjektet er forankret i TMC.", "Cykelpolitikken"),
        ("- Cykelpolitikken: Projektet er forankret i TMC.", "Cykelpolitikken"),
        ("Cykelpolitikken\n\nDet går.\n\nVurdering\n\nProjektet er forankret i TMC.", "Havnestrategien"),
    ],
)
def test_the_project_is_the_one_of_the_nearest_heading_above(text, project, owned):
    assert owned(CASE + text) == {(project, "TMC")}


@pytest.mark.parametrize(
    "text",
    [
        "Boks 1: Cykelpolitikken\n\nProjektet er forankret i TMC.",
        "Figur 2. Cykelpolitikken\n\nProjektet er forankret i TMC.",
        "Alt det, som man ellers kan sige om Cykelpolitikken i byen\n\nProjektet er forankret i TMC.",
    ],
)
def test_a_caption_or_a_long_line_heads_nothing(text, owned):
    assert ("Cykelpolitikken", "TMC") not in owned(CASE + text)


def test_among_headings_of_projects_an_unknown_one_is_not_the_titles(owned):
    found = owned(STATUS + "Cykelpolitikken\n\nProjektet er forankret i TMC.\n\nAndet\n\nProjektet er forankret i ØDC.")
    assert ("Cykelpolitikken", "TMC") in found
    assert not {("Havnestrategien", "ØDC"), ("Cykelpolitikken", "ØDC")} & found


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("Cykelpolitikken og Vandpolitikken er i gang.", {("Cykelpolitikken", "TMC"), ("Vandpolitikken", "TMC")}),
        ("Cykelpolitikken er i gang.", set()),  # of one they are not said, nor of the title's
        ("Det går godt.", set()),
    ],
)
def test_the_projects_are_the_row_of_the_sentence_before(before, found, owned):
    assert owned(f"{CASE}{before} Projekterne er forankret i TMC.") == found


def test_the_policy_is_the_last_project_so_called(due):
    text = "Cykelpolitikken er i gang, og Vandpolitikken er ny. Byparkprogrammet kører. Politikken er klar i juni."
    assert due(CASE + text) == {("Vandpolitikken", "2017-06")}


def test_a_heading_ends_the_search_for_what_the_policy_stands_for(due):
    text = "Cykelpolitikken er i gang.\n\nByparkprogrammet\n\nPolitikken er klar i juni."
    assert due(CASE + text) == {("Byparkprogrammet", "2017-06")}


def test_a_unit_in_the_title_is_the_team_of_the_item(stated):
    found = stated("Status på ØDC\n\n17/1\n\nIndstilling\n\nØDC indstiller.\n\nBaggrund\n\nTeamet støtter Havneplanen.")
    assert ("ØDC", "participatesIn", "Havneplanen") in found


PAPERS = (
    "Den grønne indsats\n\n17/1\n\nBilag\n\nProjektmandat for Cykelpolitikken\n\nStatusnotat for {}\n\nBaggrund\n\n{}"
)


@pytest.mark.parametrize(
    ("paper", "text", "project"),
    [
        ("Cykelpolitikken", "Det går godt.", "Cykelpolitikken"),
        ("Vandpolitikken", "Det går godt.", "Den grønne indsats"),  # the papers name two
        ("byen", "Det går godt.", "Den grønne indsats"),  # or one of them does
        ("Cykelpolitikken", "Den grønne indsats går godt.", "Den grønne indsats"),  # the text names the title's
    ],
)
def test_the_item_is_about_what_its_papers_name_where_nothing_else_names_the_titles(paper, text, project, concerned):
    assert concerned(PAPERS.format(paper, text)) == {project}


# --- lists ----------------------------------------------------------------------------------------

BULLETS = "\n\n- Cykelpolitikken\n- Vandpolitikken"
BOTH = ("Cykelpolitikken", "Vandpolitikken")


@pytest.mark.parametrize(
    "line",
    [
        "Følgende projekter er i gang:",
        "Strategien har to indsatsområder:",
        "Der arbejdes med disse delprojekter:",
    ],
)
def test_what_a_line_announces_as_parts_is_part_of_the_topic(line, listed):
    assert listed(CASE + line + BULLETS) == {(part, "partOf", "Havnestrategien") for part in BOTH}


@pytest.mark.parametrize("line", ["Der er øvrige projekter, som er vigtige:", "Strategien har snitflader til disse:"])
def test_a_list_of_others_has_to_do_with_the_topic(line, listed, concerned):
    assert listed(CASE + line + BULLETS) == {("Havnestrategien", "interfacesWith", other) for other in BOTH}
    assert concerned(CASE + line + BULLETS) == {"Havnestrategien"}


def test_a_list_stands_under_what_its_line_names(listed):
    line = "Der er også programmer i Byparkprogrammets regi. Projekter under Byparkprogrammet:"
    assert listed(CASE + line + BULLETS) == {(part, "partOf", "Byparkprogrammet") for part in BOTH}


@pytest.mark.parametrize(
    "text",
    [
        "Disse har været på ferie:" + BULLETS,
        "Strategien har to indsatsområder." + BULLETS,
        "Strategien har to indsatsområder:\n\n- Det er vigtigt at huske på Cykelpolitikken",
        "Strategien har to indsatsområder:\n\n- Land\n\nDeltagere\n\n- Cykelpolitikken",
    ],
)
def test_bullets_that_no_line_announces_are_no_parts(text, listed):
    assert listed(CASE + text) == set()


def test_a_list_of_projects_ends_with_its_section(listed):
    text = f"{STATUS}Cykelpolitikken\n\nDet går.\n\nVurdering\n\nVandpolitikken\n\nDet går."
    assert listed(text) == {("Cykelpolitikken", "partOf", "Havnestrategien")}


def test_bullets_of_an_item_without_a_project_are_parts_of_nothing(listed, concerned):
    text = "Porteføljen\n\n17/1\n\nSagsfremstilling\n\nFølgende projekter er i gang:" + BULLETS
    assert listed(text) == set()
    assert concerned(text) == set(BOTH)


# --- what an item is about ------------------------------------------------------------------------

PLAIN = "Orientering\n\n17/1\n\nSagsfremstilling\n\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{CASE}Cykelpolitikken er i gang.", {"Havnestrategien"}),
        (f"{PLAIN}Cykelpolitikken er i gang.", set()),
        (f"{PLAIN}Cykelpolitikken er i gang. Cykelpolitikken er ny. Cykelpolitikken er god.", {"Cykelpolitikken"}),
        # Named often, and another nearly as often.
        (f"{PLAIN}{'Cykelpolitikken er i gang. ' * 3}{'Vandpolitikken er ny. ' * 2}", set()),
        (f"{PLAIN}{'Cykelpolitikken er i gang. ' * 4}{'Vandpolitikken er ny. ' * 2}", {"Cykelpolitikken"}),
        (f"{PLAIN}Cykelpolitikken\n\nDen er i gang.", {"Cykelpolitikken"}),
    ],
)
def test_an_item_is_about_the_project_of_its_title_else_of_its_headings_else_the_one_it_names_often(
    text, found, concerned
):
    assert concerned(text) == found


@pytest.mark.parametrize(
    "bullet",
    ["- Cykelpolitikken: Projektet er forankret i TMC.", "- Cykelpolitikken – projektet er forankret i TMC."],
)
def test_a_bullet_that_begins_with_a_project_and_a_sign_is_about_it(bullet, owned):
    assert owned(f"{CASE}{bullet}\n- Havnen er dyb.") == {("Cykelpolitikken", "TMC")}


def test_a_sentence_that_begins_with_a_project_is_about_it(stated):
    found = stated(f"{CASE}Cykelpolitikken gennemføres i et samarbejde mellem TMC og ØDC.")
    assert {(s, o) for s, p, o in found if p == "participatesIn"} == {
        ("TMC", "Cykelpolitikken"),
        ("ØDC", "Cykelpolitikken"),
    }

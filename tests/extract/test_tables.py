"""Who has what and by when, by the columns of a table, and tables that do not say."""

import pytest

CASE = "Porteføljen\n\n17/1\n\nIndstilling\n\nTMC og ØDC indstiller noget.\n\nSagsfremstilling\n\n"


@pytest.fixture
def told(stated):
    """Who has a project and when it is due, as rows say."""

    def read(table):
        found = stated(CASE + table)
        return {triple for triple in found if triple[1] in ("ownedBy", "hasDeadline")}

    return read


@pytest.mark.parametrize(
    "table",
    [
        "Projekt\tAnsvarlig\tFrist\nHavneplanen\tTMC\t1. juni 2017",
        "Frist\tAnsvarlig\tProjekt\n1. juni 2017\tTMC\tHavneplanen",
        "Nr.\tProjekt\tBemærkning\tAnsvarlig\tFrist\n1\tHavneplanen\tIngen\tTMC\t1. juni 2017",
        "| Projekt | Ansvarlig | Frist |\n|---|---|---|\n| Havneplanen | TMC | 1. juni 2017 |",
        "Projekt\tAnsvarlig\tFrist\tBemærkning\nHavneplanen\tTMC\t1. juni 2017",  # a row may end early
        "PROJEKT:\tTovholder\tHvornår\nHavneplanen\tTMC\t1. juni 2017",
    ],
)
def test_columns_say_who_has_a_project_and_when_it_is_due(table, told):
    assert told(table) == {("Havneplanen", "ownedBy", "TMC"), ("Havneplanen", "hasDeadline", "2017-06-01")}


@pytest.mark.parametrize(
    "row", ["Havneplanen\t\tTMC", "| Havneplanen | | TMC |", "| Havneplanen || TMC |", "Havneplanen\tSnart\tTMC"]
)
def test_an_empty_cell_keeps_its_column(row, told):
    heading = "| Projekt | Frist | Ansvarlig |" if row.startswith("|") else "Projekt\tFrist\tAnsvarlig"
    assert told(f"{heading}\n{row}") == {("Havneplanen", "ownedBy", "TMC")}


def test_a_row_that_begins_with_an_empty_cell_is_about_nothing(told):
    assert told("Nr.\tProjekt\tAnsvarlig\n\tHavneplanen\tTMC") == {("Havneplanen", "ownedBy", "TMC")}
    assert told("Projekt\tBemærkning\tAnsvarlig\n\tHavneplanen\tTMC") == set()


@pytest.mark.parametrize(
    "table",
    [
        "Navn\tAnsvarlig\nHavneplanen\tTMC",  # what the row is about is not said
        "Projekt\tBeskrivelse\nHavneplanen\tTMC",  # nor who
        "Havneplanen\tTMC",
        "Projekt\tAnsvarlig\n\nEn anden tabel følger nedenfor.\n\nHavneplanen\tTMC",  # text ends a table
    ],
)
def test_a_table_without_known_headings_says_nothing(table, told):
    assert told(table) == set()


def test_a_heading_within_a_table_does_not_end_it(told):
    assert told("Projekt\tAnsvarlig\n\nHavnen\n\nHavneplanen\tTMC") == {("Havneplanen", "ownedBy", "TMC")}


def test_a_statement_of_a_table_rests_on_its_row_alone(stated):
    found = stated(f"{CASE}Projekt\tAnsvarlig\nHavneplanen\tTMC\nCykelplanen\tØDC")
    assert found["Cykelplanen", "ownedBy", "ØDC"] == ["Cykelplanen\tØDC"]
    assert ("Havneplanen", "ownedBy", "ØDC") not in found


def test_who_leads_a_project_is_no_owner(stated):
    found = stated(
        f"{CASE}Projekt\tEjer\tProjektleder\tSlutdato\nHavneplanen\tTMC\tAnne Holm\t1. juni 2017\n\nAnne Holm, TMC."
    )
    told = {triple for triple in found if triple[0] == "Havneplanen"}
    assert {("Havneplanen", "ownedBy", "TMC"), ("Havneplanen", "hasDeadline", "2017-06-01")} <= told
    assert ("Havneplanen", "ledBy", "Anne Holm") in told
    assert ("Havneplanen", "ownedBy", "Anne Holm") not in told


def test_the_steps_of_a_plan_are_due_of_the_topic(stated):
    plan = "Havneplanen\n\n17/1\n\nSagsfremstilling\n\nMilepæl\tTidspunkt\nHøring\tMaj 2017\nUdbud\tUltimo 2017"
    found = stated(plan)
    assert {o for s, p, o in found if (s, p) == ("Havneplanen", "hasDeadline")} == {"2017-05", "2017-12-01/2017-12-31"}


def test_a_column_of_projects_names_them(stated):
    found = stated(f"{CASE}Projekt\tAnsvarlig\nLys i byen\tTMC\nBørn ved vandet\tØDC")
    assert {(s, o) for s, p, o in found if p == "ownedBy"} == {("Lys i byen", "TMC"), ("Børn ved vandet", "ØDC")}

"""What is due when, and what a date is not a deadline of. The meeting is on 16 May 2017."""

import pytest

CASE = "Havnestrategien\n\n17/1\n\nSagsfremstilling\n\n"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Cykelpolitikken skal være færdig senest den 1. september 2017.", ("Cykelpolitikken", "2017-09-01")),
        ("Cykelpolitikken forventes klar ultimo 2017.", ("Cykelpolitikken", "2017-12-01/2017-12-31")),
        ("Cykelpolitikken lanceres i 3. kvartal 2017.", ("Cykelpolitikken", "2017-35")),
        ("Cykelpolitikken skal være klar inden sommerferien.", ("Cykelpolitikken", "until 2017-06-30")),
        ("Cykelpolitikken sendes i høring i juni.", ("Cykelpolitikken", "2017-06")),
        # What has been stands before what is to come.
        ("Cykelpolitikken blev drøftet og skal være klar den 1. juni.", ("Cykelpolitikken", "2017-06-01")),
        ("Cykelpolitikken skal være klar, blev det sagt, inden den 1. juni.", ("Cykelpolitikken", "2017-06-01")),
        # Two weeks before the meeting is still meant as to come.
        ("Cykelpolitikken skal være klar den 2. maj 2017.", ("Cykelpolitikken", "2017-05-02")),
        # Of several projects the last before the date.
        ("Byparkprogrammet venter på Cykelpolitikken, der er klar den 1. juni.", ("Cykelpolitikken", "2017-06-01")),
        # A day well ahead is one to come though a word for what has been stands nearer.
        ("Cykelpolitikken ventes vedtaget den 30. august 2017.", ("Cykelpolitikken", "2017-08-30")),
        # The first of two is the subject of what both verbs say.
        ("Cykelpolitikken er født i Havnestrategien og skal være klar i juni 2017.", ("Cykelpolitikken", "2017-06")),
        # The verb behind a date has its project behind it.
        ("Den 5. juni 2017 fremlægges Cykelpolitikken.", ("Cykelpolitikken", "2017-06-05")),
        # What names no project is of its place, the item's own paper of the item.
        ("Udkastet skal være klar den 1. juni 2017.", ("Havnestrategien", "2017-06-01")),
        ("Strategien skal være klar den 1. juni 2017.", ("Havnestrategien", "2017-06-01")),
        ("Oplægget om Cykelpolitikken forelægges den 1. juni 2017.", ("agenda_item", "2017-06-01")),
    ],
)
def test_a_sentence_says_what_is_due(sentence, found, due):
    assert due(CASE + sentence) == {found}


@pytest.mark.parametrize(
    "sentence",
    [
        "Cykelpolitikken blev vedtaget den 3. marts 2017.",
        "Cykelpolitikken blev sat til at være klar i en plan, der blev godkendt den 3. marts 2017.",
        "Cykelpolitikken skal være klar den 1. maj 2017.",  # passed by more than two weeks
        # The word for it stands too far off.
        "Cykelpolitikken er klar, og det er en stor glæde for alle dem, der bor her i byen, eller ude på landet, eller ved vandet langs hele kysten fra den 1. juni 2017.",
        "Cykelpolitikken evalueres hvert år i juni.",
        "Cykelpolitikken evalueres to gange årligt, næste gang den 1. juni 2017.",
        "Oprindeligt skulle Cykelpolitikken være klar den 1. juni 2017.",
        "Cykelpolitikken skal være klar den 1. juni 2017 eller om et år.",
        "Cykelpolitikken er fra 2018.",
        "Cykelpolitikken skal være klar i 2018.",  # a year alone is too wide to be meant as one
        "Cykelpolitikken gælder fra den 1. juni 2017.",
        "Cykelpolitikken skal være klar til tiden.",
    ],
)
def test_a_date_that_nothing_is_due_by_is_no_deadline(sentence, due):
    assert due(CASE + sentence) == set()


def test_the_steps_of_a_plan_begin_with_their_dates(due):
    plan = "Tidsplan\n\n1. juni 2017: Udkast\n\n- 1. august 2017: Høring\n\n1. april 2017: Start"
    assert due(CASE + plan) == {("Havnestrategien", "2017-06-01"), ("Havnestrategien", "2017-08-01")}


@pytest.mark.parametrize("heading", ["Historik", "Tidsplan for 1. juni 2017"])
def test_lines_with_dates_below_another_heading_are_no_plan(heading, due):
    assert due(f"{CASE}{heading}\n\n1. juni 2017: Udkast") == set()


def test_a_plan_ends_at_the_next_heading(due):
    assert due(f"{CASE}Tidsplan\n\n1. juni 2017: Udkast\n\nDeltagere\n\n1. august 2017: Anne Berg") == {
        ("Havnestrategien", "2017-06-01")
    }


def test_a_date_above_a_list_is_for_each_project_of_the_list(due):
    intro = (
        "Følgende skal være færdigt senest den 1. juni 2017:\n\n- Cykelpolitikken\n- Byparkprogrammet\n\nVandpolitikken"
    )
    assert due(CASE + intro) == {("Cykelpolitikken", "2017-06-01"), ("Byparkprogrammet", "2017-06-01")}


def test_a_deadline_rests_on_its_sentence_and_on_what_says_whose_it_is(stated):
    found = stated(f"{CASE}Cykelpolitikken\n\nHøringen slutter. Udkastet skal være klar den 1. juni 2017.")
    quoted = found["Cykelpolitikken", "hasDeadline", "2017-06-01"]
    assert quoted == ["Cykelpolitikken", "Udkastet skal være klar den 1. juni 2017."]

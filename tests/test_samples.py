"""The sample minutes: short, without numbers that identify people, and with an answer to every named question."""

import re

import pytest

from graph.query import ask_named, named_questions
from graph.store import open_store
from referatgraf.build import build

# What each named question is asked about; a new question fails here until it has something to answer.
ASKED = {
    "project_history": {"project": "NY-NY"},
    "decisions_by_outcome": {"outcome": "deferred"},
    "unit_involvement": {"unit": "ØDC"},
    "person_participation": {"person": "Charlotte Markussen"},
    "case_path": {"case": "14/31481"},
    "deferred_and_returned": {},
    "steering_groups": {},
    "evidence": {"about": "Nærheden"},
    "commitments": {"date": "2018-01-01"},
    "running_projects": {},
    "dependencies": {},
    "project_money": {},
    "who_sat": {"body": "Direktionen", "date": "2017-05-16"},
    "unit_changes": {},
    "closed_items": {},
    "recommendation_departures": {},
    "same_subject_elsewhere": {"case": "14/31481"},
    "project_status": {"project": "NY-NY"},
}
# Subjects are not read yet: the answer says so, and denies nothing.
NOT_READ = {"same_subject_elsewhere"}


@pytest.fixture(scope="module")
def sample_files(samples):
    return sorted(samples.glob("*.txt"))


@pytest.fixture(scope="module")
def graph(samples, tmp_path_factory):
    store = tmp_path_factory.mktemp("samples") / "samples.store"
    report = build([samples], store)
    assert report.documents == len(list(samples.glob("*.txt")))
    return open_store(store)


def answers(graph, name, **values):
    return ask_named(graph, name, values).plain()


def test_there_are_eight_to_twelve_short_minutes(sample_files):
    assert 8 <= len(sample_files) <= 12
    lengths = {path.name: path.read_text("utf-8").count("\n") for path in sample_files}
    assert {name: lines for name, lines in lengths.items() if not 40 <= lines <= 160} == {}


def test_the_samples_hold_nothing_that_looks_like_a_civil_registration_number(sample_files):
    assert [p.name for p in sample_files if re.search(r"\b\d{6}[- ]?\d{4}\b", p.read_text("utf-8"))] == []


def test_the_samples_show_both_forms_of_contents_list_and_both_templates(sample_files):
    everything = "\n".join(path.read_text("utf-8") for path in sample_files)
    marks = (".....\t3", "..... | 3 |", "BESLUTNING DIREKTIONEN DEN", "Beslutning Direktionen den", "(sekretær)")
    assert [mark for mark in marks if mark not in everything] == []


def test_every_named_question_is_asked_here():
    assert {question.name for question in named_questions()} == set(ASKED)


@pytest.mark.parametrize("name", sorted(ASKED))
def test_every_named_question_finds_an_answer_in_the_samples(name, graph):
    asked = ask_named(graph, name, ASKED[name])
    assert asked.emptiness == ("not_extracted" if name in NOT_READ else None)


@pytest.mark.parametrize(
    ("project", "names"),
    [
        ("NY-NY", ["NY NY", "Nye Rammer - Ny Administration"]),
        ("monopolbruddet", ["Monopolbrudsprogrammet"]),
        ("Børnekulturhuset", ["Børnekulturhuset"]),
    ],
)
def test_a_project_is_one_thing_under_all_its_names_and_over_several_years(project, names, graph):
    history = answers(graph, "project_history", project=project)
    assert len({row["date"][:4] for row in history}) >= 3
    for other in names:
        assert answers(graph, "project_history", project=other) == history


def test_one_deferred_item_comes_back_and_is_approved_and_one_never_returns(graph):
    returned = {row["title"]: row["returned"] for row in answers(graph, "deferred_and_returned")}
    assert returned["Status på Den digitale arbejdsplads"] == "2017-05-16"
    assert returned["Mobilitetsplan"] is None


def test_a_decision_printed_in_two_minutes_is_one_decision_with_its_own_date(graph):
    deferred = answers(graph, "decisions_by_outcome", outcome="deferred")
    places = {row["meeting"] for row in deferred if row["title"] == "FLIS datavalidering"}
    assert places == {"Direktionen 2017-05-08", "Direktionen 2017-05-16"}
    assert {row["date"] for row in deferred if row["title"] == "FLIS datavalidering"} == {"2017-05-08"}


def test_the_steering_group_that_is_dissolved_in_2020_is_known_with_its_project(graph):
    groups = answers(graph, "steering_groups")
    assert any(row["date"] == "2020-10-05" and "onopolbrud" in (row["project"] or "") for row in groups)


def test_projects_wait_for_a_plan_that_was_put_off_and_is_itself_delayed(graph):
    waiting = answers(graph, "dependencies")
    assert {row["project"] for row in waiting if row["other"] == "Mobilitetsplan"} == {"Nærheden", "Børnekulturhuset"}
    plan = next(row for row in waiting if row["other"] == "Mobilitetsplan")
    assert (plan["holds_up"], plan["pending"]) == ("4", "Mobilitetsplan (2017-05-08)")
    assert [row["state"] for row in answers(graph, "project_status", project="Mobilitetsplan")] == ["forsinket"]
    assert {row["modality"] for row in waiting} == {"besluttet", "foreslået", "planlagt", "oplyst"}


def test_four_points_are_not_followed_and_the_others_of_their_items_are(graph):
    departed = [(row["date"], row["point"]) for row in answers(graph, "recommendation_departures")]
    assert departed == [("2016-10-04", "2"), ("2017-10-24", "4"), ("2018-01-15", "3"), ("2018-01-15", "1")]


def test_one_promise_is_kept_one_is_overdue_and_one_still_open_in_february_2018(graph):
    promises = answers(graph, "commitments", date="2018-02-15")
    told = {(row["state"], row["last_day"], row["kept"]) for row in promises if row["promised"] > "2017"}
    assert told >= {
        ("indfriet", "2017-05-31", "2017-05-16"), ("overskredet", "2018-01-31", None), ("åben", "2018-03-31", None),
    }  # fmt: skip

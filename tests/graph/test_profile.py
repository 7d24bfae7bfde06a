"""Profiles: what they tell of a thing is what the named questions answer, whichever way it is read."""

import json
from dataclasses import asdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.profile import last_day, profiles
from graph.query import ask, ask_named

PICTURE = Path(__file__).parent / "picture.trig"
ID = "https://example.org/id/"


@pytest.fixture(scope="module")
def everything(sample_graph):
    rows = ask(sample_graph, "SELECT DISTINCT ?thing { ?thing rdfs:label ?any ; a ?class }").plain()
    return profiles(sample_graph, [row["thing"] for row in rows])


@pytest.fixture(scope="module")
def projects(everything):
    return [p for p in everything.values() if p.kind in ("project", "programme")]


@pytest.fixture(scope="module")
def picture():
    store = ox.Store()
    store.load(path=str(PICTURE), format=ox.RdfFormat.TRIG)
    return profiles(store, [ID + name for name in ("naerheden", "banen", "oedc", "meeting", "case", "decision")])


def test_the_history_of_a_project_is_what_the_question_answers(sample_graph, projects):
    words = {"concerns": "handler om", "mentions": "nævner"}
    for project in projects:
        asked = {
            (row["date"], row["item"], row["title"], row["how"])
            for row in ask_named(sample_graph, "project_history", {"project": project.iri}).plain()
        }
        assert {(e.date, e.number, e.item.label, words[e.how]) for e in project.history if e.item} == asked


def test_owners_now_are_those_that_the_question_names(sample_graph, projects):
    seen = 0
    for project in projects:
        rows = ask_named(sample_graph, "project_status", {"project": project.iri}).plain()
        now = ", ".join(sorted(o.who.label for o in project.owners if o.now))
        for row in rows:
            if row["part"] == project.label:
                assert (row["owner_now"] or "") == now
                seen += bool(now)
    assert seen


@pytest.mark.parametrize("day", ["2017-01-01", "2019-12-31", "2030-01-01"])
def test_commitments_stand_as_the_question_says_on_every_day(sample_graph, day):
    words = {"overdue": "overskredet", "open": "åben", "no_deadline": "uden frist", "kept": "indfriet"}
    nodes = [r["x"] for r in ask(sample_graph, "SELECT ?x { ?x a rg:Commitment }").plain()]
    told = [p for profile in profiles(sample_graph, nodes, day=day).values() for p in profile.promises]
    asked = ask_named(sample_graph, "commitments", {"date": day}).plain()
    assert sorted((words[p.state], p.since, p.text, p.last_day, p.kept) for p in told) == sorted(
        (r["state"], r["promised"], r["text"], r["last_day"] or "", r["kept"] or "") for r in asked
    )


def test_one_at_a_time_and_all_at_once_say_the_same(sample_graph, everything):
    some = sorted(everything)[:: max(1, len(everything) // 12)]
    for iri in some:
        assert profiles(sample_graph, [iri]) == {iri: everything[iri]}


def test_every_telling_and_decision_shows_where_it_says_so(everything):
    for profile in everything.values():
        for relation in profile.relations:
            assert relation.tellings
            assert all(telling.passages for telling in relation.tellings)
        for event in profile.history:
            assert event.passages
            assert all(decision.passages and decision.text for decision in event.decisions)


def test_a_profile_is_plain_enough_for_json(everything):
    for profile in everything.values():
        assert json.loads(json.dumps(asdict(profile)))["label"] == profile.label


def test_a_matter_that_was_put_off_says_when_it_came_back(everything):
    put_off = {d.iri: d for p in everything.values() for e in p.history for d in e.decisions if d.resumed}
    for row in (d for d in put_off.values()):
        day, outcome = row.resumed[0]
        assert row.outcome == "deferred"
        assert day > row.date
        assert outcome
    assert put_off


def test_a_suggestion_is_told_as_one_and_nobody_waits_for_it(picture):
    naerheden = picture[ID + "naerheden"]
    [suggested] = [r for r in naerheden.relations if r.predicate == "dependsOn"]
    assert not suggested.accepted
    assert suggested.outward
    assert naerheden.waits_for == ()
    assert [(o.who.label, o.now) for o in naerheden.owners] == [("ØDC", True)]
    [back] = [r for r in picture[ID + "banen"].relations if r.predicate == "dependsOn"]
    assert not back.outward


def test_a_body_knows_its_meetings_a_meeting_its_items_and_a_case_its_path(picture):
    meeting, case, decision = (picture[ID + name] for name in ("meeting", "case", "decision"))
    assert [(e.how, e.number) for e in meeting.history] == [("agenda", "1")]
    assert [(e.how, [d.outcome for d in e.decisions]) for e in case.history] == [("case", ["deferred"])]
    assert decision.decision.text == "Udsat."
    assert [e.item.label for e in decision.history] == ["Nærheden"]


def test_who_waits_for_whom_goes_behind_those_who_wait():
    store = ox.Store()
    store.update(
        "PREFIX rg: <https://w3id.org/referatgraf/vocab#> PREFIX : <https://example.org/id/>"
        " PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> INSERT DATA { GRAPH :g {"
        ' :a a rg:Project ; rdfs:label "A" ; rg:dependsOn :b . :b a rg:Project ; rdfs:label "B" ; rg:dependsOn :c , :a .'
        ' :c a rg:Project ; rdfs:label "C" } }'
    )
    found = profiles(store, [ID + "a", ID + "c"])
    assert [[ref.label for ref in w.path] for w in found[ID + "a"].waits_for] == [["B"], ["B", "C"]]
    assert [[ref.label for ref in w.path] for w in found[ID + "c"].waited_for_by] == [["B"], ["B", "A"]]


def test_what_the_graph_does_not_know_has_no_profile(sample_graph):
    assert profiles(sample_graph, ["https://example.org/nothing"]) == {}


def test_the_last_day_is_that_of_the_last_meeting(sample_graph):
    days = ask(sample_graph, "SELECT (MAX(?d) AS ?day) { ?m a rg:Meeting ; rg:date ?d }").plain()
    assert last_day(sample_graph) == days[0]["day"]
    assert last_day(ox.Store()) == ""

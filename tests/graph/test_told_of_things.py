"""What profiles, the panel and the pages of a site tell of a thing, on minutes made for it."""

from __future__ import annotations

import json
import tomllib
from importlib import resources

import pyoxigraph as ox
import pytest
from lxml import html

from extract.lexicon import load
from extract.statements.certainty import confidence
from graph.network import explorable
from graph.page import render_page
from graph.profile import profiles
from graph.query import ask
from graph.shared_words import shared_words
from graph.site.render import render
from graph.site.site import Site
from graph.store import open_store
from referatgraf.build import build

SPRING = """Status på projekter

17/1

Sagsfremstilling

Projektet Havnebyen er i gang. Arbejdet med Havnebyen foregår sammen med BAC og KMD.

Styregruppen for Havnebyen holder møde i maj. Projektet Molen er også i gang. Molen afventer Havnebyen.

Projektlederroller i tværgående strategiske projekter fx Havnebyen varetages af Team Udvikling.

Indstilling

BAC indstiller at direktionen

1) godkender tidsplanen for Havnebyen.

Beslutning Direktionen den 16-05-2017

Godkendt."""
AUTUMN = """Organisering af Havnebyen

17/2

Sagsfremstilling

Styregruppen for Molen blev nedlagt i august, og dens opgaver er lagt ind i BAC. Molen forventes åbnet inden sommeren 2017.

Økonomi

Der er afsat 500.000 kr. til indkøb af robotter. Der er afsat 2 mio. kr. til Havnebyen.

Beslutning Direktionen den 28-09-2017

Udskudt.

Beslutning Direktionen den 24-10-2017

Direktionen godkendte, at styregruppen for Havnebyen nedlægges. Der blev bestilt et notat, der beskriver hvordan BAC bruger data. BAC kan igangsætte arbejdet."""


@pytest.fixture(scope="module")
def store(tmp_path_factory, make_minutes):
    folder = tmp_path_factory.mktemp("told")
    (folder / "a.txt").write_text(make_minutes(SPRING), encoding="utf-8")
    autumn = make_minutes(AUTUMN, date="24-10-2017", long="24. oktober 2017")
    (folder / "b.txt").write_text(autumn, encoding="utf-8")
    build([folder / "a.txt", folder / "b.txt"], folder / "a.store", register=None)
    return in_memory(open_store(folder / "a.store"))


def in_memory(read):
    copy = ox.Store()
    copy.extend(read)
    return copy


@pytest.fixture(scope="module")
def told(store):
    rows = ask(store, "SELECT DISTINCT ?x ?label { ?x a ?class ; rdfs:label ?label }").plain()
    names = {row["x"]: row["label"] for row in rows if row["x"].startswith("https://w3id.org/referatgraf/id/")}
    return {(profile.kind, names[iri]): profile for iri, profile in profiles(store, names).items()}


@pytest.fixture(scope="module")
def markup(store):
    network = explorable(store)
    return render_page(network, title="Havnebyen", profiles=profiles(store, list(network)))


@pytest.fixture(scope="module")
def page_of(store, told):
    site = Site(store, lambda _hash: None)
    return lambda *key: " ".join(
        html.document_fromstring(render(site, site.pages[told[key].iri]).body).xpath("string(//main)").split()
    )


def the(relations, predicate):
    [one] = [relation for relation in relations if relation.predicate == predicate]
    return one


# --- what has ended -------------------------------------------------------------------------------


def test_what_a_decision_dissolved_has_ended_on_its_day_and_so_have_its_lines(told):
    group = told["steering_group", "Styregruppen for Havnebyen"]
    assert (group.ended.how, group.ended.date, group.ended.by.kind) == ("dissolved", "2017-10-24", "decision")
    assert "nedlægges" in group.ended.tellings[0].passages[0].quote
    governed = the(told["project", "Havnebyen"].relations, "governedBy")
    assert governed.until == "2017-10-24"
    assert {telling.modality for telling in governed.tellings} == {"reported"}
    assert the(group.relations, "dissolves").until == ""
    assert told["project", "Havnebyen"].ended is None


def test_what_a_sentence_tells_was_dissolved_ended_on_the_day_that_it_names(told):
    ended = told["steering_group", "Styregruppen for Molen"].ended
    assert (ended.date, ended.wording, ended.by) == ("2017-08-31", "august", None)


def test_what_is_founded_again_later_has_not_ended(told, store):
    group = told["steering_group", "Styregruppen for Havnebyen"]
    again = "PREFIX rg: <https://w3id.org/referatgraf/vocab#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>"
    store.update(
        f'{again} INSERT DATA {{ GRAPH <urn:again> {{ <urn:d> rg:date "2018-01-01" . <urn:s> rdf:subject <urn:d> ;'
        f" rdf:predicate rg:establishes ; rdf:object <{group.iri}> ; rg:accepted true }} }}"
    )
    try:
        assert profiles(store, [group.iri])[group.iri].ended is None
    finally:
        store.update("DROP GRAPH <urn:again>")


# --- what is named together, decided, due, paid and promised ----------------------------------------


def test_what_is_named_in_the_same_sentence_is_told_with_it_and_apart_from_relations(told):
    harbour = told["project", "Havnebyen"]
    beside = {one.other.label: one for one in harbour.together}
    assert {"BAC", "KMD"} <= beside.keys()
    assert beside["KMD"].count == 1
    [said] = beside["KMD"].passages
    assert said.quote == "Arbejdet med Havnebyen foregår sammen med BAC og KMD."
    assert "KMD" in [said.quote[a:b] for a, b in said.marks]
    tied = {relation.other.label for relation in harbour.relations if relation.accepted}
    assert tied.isdisjoint(beside)
    assert "Molen" in tied
    # A group is no company to the project that its own name holds.
    assert "Havnebyen" not in {one.other.label for one in told["steering_group", "Styregruppen for Havnebyen"].together}


def test_a_decision_says_what_it_was_asked_and_whether_its_meeting_was_read(told):
    [event] = told["project", "Molen"].history[:1]
    [decided] = event.decisions
    assert [point.text for point in decided.points] == ["godkender tidsplanen for Havnebyen."]
    assert [unit.label for unit in decided.recommended_by] == ["BAC"]
    assert decided.read
    put_off, made = told["project", "Havnebyen"].history[-1].decisions
    assert (put_off.date, put_off.read, made.read) == ("2017-09-28", False, True)


def test_an_amount_for_something_else_is_not_the_projects(told):
    assert [one.amount for one in told["project", "Havnebyen"].sums] == ["2 mio. kr."]
    items = [profile for (kind, _), profile in told.items() if kind == "agenda_item"]
    assert "500.000 kr." in {one.amount for profile in items for one in profile.sums}


def test_promises_that_nobody_is_said_to_have_given_are_told_where_they_name_somebody(told):
    unit = told["unit", "BAC"]
    [unclaimed] = [one for one in unit.promises if not one.by]
    assert "notat" in unclaimed.text
    assert not [one for one in unit.promises if "kan igangsætte" in one.text]


def test_what_was_read_of_words_that_do_not_say_it_outright_is_only_probable(told):
    owned = the(told["project", "Molen"].relations, "ownedBy")
    assert owned.unsure == "takes-over"
    assert not the(told["project", "Molen"].relations, "dependsOn").unsure
    assert told["project", "Molen"].owners[0].unsure == "takes-over"


def test_every_rule_that_is_only_probable_has_words(sample_graph):
    nodes = [row["x"] for row in ask(sample_graph, "SELECT DISTINCT ?x { ?x a rg:Project }").plain()]
    rules = {relation.unsure for one in profiles(sample_graph, nodes).values() for relation in one.relations} - {""}
    cues = (cue for cues in load("relations").values() if isinstance(cues, list) for cue in cues)
    rules |= {cue["rule"] for cue in cues if confidence(cue["weight"]) < 87}
    assert len(rules) > 10
    for language in ("da", "en"):
        assert rules <= shared_words(language)["rule"].keys()


def test_the_sentence_that_names_both_ends_comes_first(told):
    for profile in told.values():
        for relation in profile.relations:
            for telling in relation.tellings:
                named = [len(passage.marks) > 0 for passage in telling.passages]
                assert named == sorted(named, reverse=True)


# --- the words of both ----------------------------------------------------------------------------


def test_both_languages_have_the_same_words():
    danish, english = shared_words("da"), shared_words("en")
    assert danish.keys() == english.keys()
    for name, words in danish.items():
        if isinstance(words, dict):
            assert words.keys() == english[name].keys(), name


def test_no_word_has_two_owners():
    folder = resources.files("graph")
    site = tomllib.loads((folder / "site" / "words.toml").read_text(encoding="utf-8"))
    page = json.loads((folder / "explorer" / "words.json").read_text(encoding="utf-8"))
    for language in ("da", "en"):
        shared = shared_words(language).keys()
        assert (shared & site[language].keys()) <= {
            "outcome",
            "state",
            "modality",
        }  # heads of tables there, of codes here
        assert shared.isdisjoint(page[language])


def test_a_page_of_the_site_tells_it_in_the_words_of_the_panel(page_of):
    group = page_of("steering_group", "Styregruppen for Havnebyen")
    assert "Nedlagt 24. oktober 2017 ved beslutningen Organisering af Havnebyen (24. oktober 2017)" in group
    project = page_of("project", "Havnebyen")
    for told in (
        "Styregruppen for Havnebyen Styregruppe til 24. oktober 2017", "Nævnt sammen med", "KMD Organisation1 sted",
        "Arbejdet med Havnebyen foregår sammen med BAC og KMD.", "Referatet fra det møde er ikke læst", "venter på dette",
        "Genoptaget 24. oktober 2017",
    ):  # fmt: skip
        assert told in project, told
    assert "2017-10-24" not in project
    assert "formentlig: opgaverne siges at være lagt ind der" in page_of("project", "Molen")
    unit = page_of("unit", "BAC")
    assert "Af: ikke sagt hvem" in unit
    assert "ejer Molen" in unit


def test_a_decision_of_a_meeting_that_was_not_read_is_told_as_one(store):
    site = Site(store, lambda _hash: None)
    table = render(site, "decisions.csv").body.decode("utf-8-sig").splitlines()
    [row] = [line for line in table if "Udskudt." in line]
    assert "Direktionen 28. september 2017 (referatet er ikke læst)" in row
    assert "Direktionen 2017-10-24" in row


# --- the panel ------------------------------------------------------------------------------------


@pytest.fixture
def opened(shown, markup):
    def go_to(name):
        tab = shown(markup)
        tab.fill("#search", name)
        tab.keyboard.press("Enter")
        return tab

    return go_to


@pytest.mark.browser
def test_the_panel_says_since_when_something_is_no_more(opened):
    tab = opened("Styregruppen for Havnebyen")
    assert "Nedlagt 24. oktober 2017 ved beslutningen" in tab.inner_text("#panel")
    assert tab.get_attribute("#panel-title svg *", "fill") == "#ffffff"  # a hollow sign: it is over
    assert "til 24. oktober 2017" in tab.inner_text("#panel li:has(a:text-is('Havnebyen'))")
    tab.select_option("#since", "2017-05-16")
    assert "styret af" not in tab.inner_text("#panel")


@pytest.mark.browser
def test_the_name_in_a_connection_goes_to_the_thing_and_its_source_to_the_line(opened):
    tab = opened("Havnebyen")
    assert "venter på dette" in tab.inner_text("#panel").casefold()
    row = "#panel li:has(.connection):has(a:text-is('Molen'))"
    tab.click(f"{row} .connection")
    assert "Molen afventer Havnebyen." in tab.inner_text("#panel blockquote >> nth=0")
    tab = opened("Havnebyen")
    tab.click(f"{row} a")
    assert tab.inner_text("#panel-title").strip() == "Molen"
    assert "formentlig: opgaverne siges at være lagt ind der" in tab.inner_text("#panel")


@pytest.mark.browser
def test_what_is_named_with_a_thing_opens_its_sentence_in_the_panel(opened):
    tab = opened("Havnebyen")
    tab.click("#panel .beside:has-text('KMD') summary")
    assert "Arbejdet med Havnebyen foregår sammen med BAC og KMD." in tab.inner_text("#panel .beside:has-text('KMD')")
    tab.evaluate("() => document.querySelectorAll('#panel details').forEach((one) => { one.open = true; })")
    assert "godkender tidsplanen for Havnebyen." in tab.inner_text("#panel")
    assert "Referatet fra det møde er ikke læst" in tab.inner_text("#panel")


@pytest.mark.browser
def test_the_overview_says_who_promised(opened):
    tab = opened("Havnebyen")
    tab.click("#overview")
    tab.click("#panel summary:has-text('Åbne tilsagn')")
    assert "ikke sagt hvem" in tab.inner_text("#panel")

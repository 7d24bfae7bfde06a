"""The page answers by itself: the same rows as on the command line, slow and broken queries stopped, files taken home."""

import csv
import io
import json

import pytest

from graph.network import projects_network
from graph.offline import MOST_ROWS, packed, packed_engine, packed_graph, questions_for_page
from graph.page import render_page
from graph.query import ask_named, named_questions, to_csv

pytestmark = pytest.mark.browser
DONE = "#ask-status:not([data-said=ask_loading]):not([data-said=ask_running])"


@pytest.fixture(scope="module")
def page(browser, sample_graph, tmp_path_factory):
    """A page of the samples that can be asked, and what it asked for or complained of."""
    file = tmp_path_factory.mktemp("page") / "ask.html"
    file.write_text(
        render_page(projects_network(sample_graph), title="Projekter", graph=sample_graph), encoding="utf-8"
    )
    tab, faults = browser.new_page(viewport={"width": 1280, "height": 800}), []
    tab.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    tab.on("pageerror", lambda e: faults.append(str(e)))
    tab.on("request", lambda r: faults.append(r.url) if not r.url.startswith((file.as_uri(), "blob:")) else None)
    tab.goto(file.as_uri())
    tab.wait_for_selector("body[data-ready]")
    tab.click("#ask-open")
    yield tab
    tab.close()
    assert faults == []


def rows_in_page(tab) -> list[list[str]]:
    with tab.expect_download() as download:
        tab.click("#ask-csv")
    text = download.value.path().read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def ask_own(tab, query: str) -> str:
    if not tab.is_visible("#ask-sparql"):
        tab.click("#ask details:has(#ask-own) summary")
    tab.fill("#ask-sparql", query)
    tab.click("#ask-own button")
    tab.wait_for_selector(DONE, timeout=60_000)
    return tab.get_attribute("#ask-status", "data-said")


@pytest.mark.parametrize("question", named_questions(), ids=lambda q: q.name)
def test_a_named_question_has_the_same_rows_as_on_the_command_line(page, sample_graph, question):
    values = {p.name: p.example for p in question.parameters}
    expected = ask_named(sample_graph, question.name, values)
    page.select_option("#ask-question", question.name)
    for parameter in question.parameters:
        if parameter.kind == "concept":
            continue  # the example is chosen already
        page.fill(f"#ask-{parameter.name}", parameter.example)
    page.click("#ask-form button[type=submit]")
    page.wait_for_selector(DONE, timeout=60_000)
    if not expected.rows:
        assert page.get_attribute("#ask-status", "data-said") == f"ask_{expected.emptiness}"
        return
    told = [[value.removeprefix("'") for value in row] for row in rows_in_page(page)]
    assert told == list(csv.reader(io.StringIO(to_csv(expected), newline="")))


def test_a_slow_query_is_stopped_and_the_next_one_answered(page):
    assert ask_own(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }") == "ask_slow"
    assert ask_own(page, "SELECT ?p { ?p a rg:Project }") == "ask_rows"


def test_a_query_can_be_stopped_by_hand(page):
    page.fill("#ask-sparql", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    page.click("#ask-own button")
    page.click("#ask-stop")
    page.wait_for_selector("#ask-status[data-said=ask_stopped]")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT (", "ask_fault"),
        ("SELECT * {" + "{" * 9000 + "}" * 9000 + "}", "ask_broken"),
        ("ASK { ?p a rg:Project }", "ask_one"),
        ("DESCRIBE ?b { ?b a rg:Body }", "ask_rows"),
        ("SELECT * { ?s ?p ?o }", "ask_cut"),
        ("SELECT * { ?s a rg:Nothing }", "ask_none"),
        ("#" + "x" * 70_000, "ask_long"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "ask_fault"),
    ],
)
def test_what_is_asked_in_sparql_is_answered_in_words(page, query, said):
    assert ask_own(page, query) == said
    if said == "ask_cut":
        assert page.locator("#ask-rows tbody tr").count() == MOST_ROWS


def test_a_thing_in_an_answer_leads_to_it_in_the_network(page):
    assert ask_own(page, "SELECT ?p { ?p a rg:Project }") == "ask_rows"
    name = page.inner_text("#ask-rows tbody button >> nth=0").strip()
    page.click("#ask-rows tbody button >> nth=0")
    assert page.inner_text("#panel-title").strip() == name
    page.click("#ask-open")


def test_an_unknown_name_is_said(page):
    page.select_option("#ask-question", "project_history")
    page.fill("#ask-project", "Findes Slet Ikke")
    page.click("#ask-form button[type=submit]")
    page.wait_for_selector("#ask-status[data-said=ask_unknown]")
    assert "Findes Slet Ikke" in page.inner_text("#ask-status")


def test_questions_are_short_in_groups_and_worded_in_full_below(page):
    titles = page.locator("#ask-question option").all_text_contents()
    assert len(titles) == len(named_questions())
    assert max(map(len, titles)) < 60
    assert page.locator("#ask-question optgroup").count() > 2
    for question in named_questions():
        page.select_option("#ask-question", question.name)
        assert page.inner_text("#ask-wording") == question.danish
        assert "_" not in question.danish


def test_outcomes_are_chosen_by_their_words(page):
    page.select_option("#ask-question", "decisions_by_outcome")
    assert "godkendt" in page.locator("#ask-outcome option").all_text_contents()


def test_what_is_chosen_in_the_network_is_what_is_asked_about(page):
    page.click("#ask-open")
    unit = page.evaluate(
        "() => { const g = window.referatgraf; const id = g.page.start.find((one) => g.thing(one).kind === 'unit'); g.choose(id); return g.name(id); }"
    )
    page.click("#ask-open")
    assert page.input_value("#ask-question") == "unit_involvement"
    assert page.input_value("#ask-unit") == unit
    page.click("#ask-form button[type=submit]")
    page.wait_for_selector(DONE, timeout=60_000)
    assert page.locator("#ask-rows tbody tr").count() > 0


def test_names_in_an_answer_lead_to_things_and_relations_to_lines(page):
    page.select_option("#ask-question", "dependencies")
    page.click("#ask-form button[type=submit]")
    page.wait_for_selector(DONE, timeout=60_000)
    heads = page.locator("#ask-rows th").all_text_contents()
    assert heads[:3] == ["Projekt", "Forhold", "Det andet"]
    row = page.locator("#ask-rows tbody tr").first.locator("td")
    ends = {row.nth(0).inner_text(), row.nth(2).inner_text()}
    row.nth(1).locator("button").click()
    assert page.evaluate(
        "() => { const g = window.referatgraf; const line = g.data.lines.find(({ id }) => id === g.state.chosen.line); return [g.name(line.from), g.name(line.to)]; }"
    ) in (sorted(ends), sorted(ends, reverse=True))
    page.click("#ask-open")
    name = page.inner_text("#ask-rows tbody tr >> nth=0 >> td >> nth=0")
    page.click("#ask-rows tbody tr >> nth=0 >> td button >> nth=0")
    assert page.inner_text("#panel-title").strip() == name
    page.click("#ask-open")


def test_own_queries_are_kept_whatever_is_asked(page):
    mine = "SELECT ?mine { ?mine a rg:Project }"
    assert ask_own(page, mine) == "ask_rows"
    mine_at = page.input_value("#ask-drafts")
    page.select_option("#ask-question", "running_projects")
    page.click("#ask-form button[type=submit]")
    page.wait_for_selector(DONE, timeout=60_000)
    assert page.input_value("#ask-sparql") == mine
    page.select_option("#ask-drafts", "asked")
    assert "?projectNode" in page.input_value("#ask-sparql")
    page.select_option("#ask-drafts", mine_at)
    assert page.input_value("#ask-sparql") == mine


@pytest.mark.parametrize("number", range(4))
def test_every_example_is_answered(page, number):
    for language in ("en", "da"):
        page.click("#language")
        if not page.is_visible("#ask-sparql"):
            page.click("#ask details:has(#ask-own) summary")
        page.select_option("#ask-drafts", f"example:{number}")
        page.click("#ask-own button[type=submit]")
        page.wait_for_selector(DONE, timeout=60_000)
        assert page.get_attribute("#ask-status", "data-said") in ("ask_rows", "ask_one"), language


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT ?p {\n ?p a rg:Project ) }", "Linje 2, tegn 18: »)« kan ikke stå her"),
        ("SELECT ?p {\n ?p a rg:Project", "»{« på linje 1, tegn 11 bliver ikke lukket"),
        ("SELECT ?p { ?p a foo:Project }", "Linje 1, tegn 18: præfikset »foo:« er ikke kendt"),
        ("SELECT ?p { ?p rg:date }", "Linje 1, tegn 24: »}« kan ikke stå her"),
        ("HENT ?p { ?p a rg:Project }", "her står »HENT« først"),
        ('SELECT ?p { ?p rdfs:label "NY }', 'Anførselstegnet " på linje 1, tegn 27'),
        ("PREFIX a: <urn:a>\nDELETE WHERE { ?a ?b ?c }", "Forespørgslen kan ikke læses"),
        ("DELETE WHERE { ?a ?b ?c }", "Her kan der kun spørges"),
        ("SELECT * { SERVICE <https://x.invalid/> { ?a ?b ?c } }", "SERVICE kan ikke bruges"),
    ],
)
def test_a_fault_is_told_in_danish_with_its_place(page, query, told):
    assert ask_own(page, query) == "ask_fault"
    said = page.inner_text("#ask-status")
    assert told in said
    assert "expected" not in said


def test_an_answer_is_printed_with_its_question(page):
    import pypdfium2

    page.select_option("#ask-question", "running_projects")
    page.click("#ask-form button[type=submit]")
    page.wait_for_selector(DONE, timeout=60_000)
    sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    text = " ".join(sheets[0].get_textpage().get_text_range().split())
    assert len(sheets) == 1
    assert "Hvilke projekter og programmer er i gang" in text
    assert page.inner_text("#ask-rows tbody td >> nth=0") in text


def test_stop_stands_beside_what_runs(page):
    page.fill("#ask-sparql", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    page.click("#ask-own button[type=submit]")
    page.wait_for_selector("#ask-own #ask-stop:visible")
    page.click("#ask-stop")
    page.wait_for_selector("#ask-status[data-said=ask_stopped]")


def test_what_is_packed_is_the_same_each_time(sample_graph):
    assert packed(b"a" * 1000) == packed(b"a" * 1000)
    assert packed_graph(sample_graph) == packed_graph(sample_graph)
    assert len("".join(packed_engine())) < 2_000_000
    assert json.dumps(questions_for_page()) == json.dumps(questions_for_page())

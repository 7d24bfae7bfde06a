"""What is wrong, put right: the dialog's lines in both languages are such as the register reads, and mend a build."""

import csv
import io
from itertools import pairwise

import pytest

from extract.register import parse_register
from graph.network import explorable
from graph.page import render_page
from graph.profile import profiles

pytestmark = pytest.mark.browser
HEAD = "action;kind;name;other;from;to;note;by;date"


@pytest.fixture(scope="module")
def markup(sample_graph):
    network = explorable(sample_graph)
    return render_page(network, title="Projekter", profiles=profiles(sample_graph, list(network)))


def choices(tab) -> list[str]:
    return [one.strip() for one in tab.locator("dialog .choice").all_text_contents()]


def lines_offered(tab) -> list[list[str]]:
    """The lines of every choice, with something written where the dialog asks for it."""
    found = []
    for choice in tab.locator("dialog input[type=radio]").all():
        choice.check()
        if tab.locator("dialog input#mend-other").count():
            assert not tab.is_visible("#mend-line")
            tab.fill("#mend-other", 'Et andet navn; "nyt" | øst')
        found.append(tab.input_value("#mend-line").split("\n") if tab.is_visible("#mend-line") else [])
    return found


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_register_reads_every_line_of_a_thing_of_every_kind(shown, markup, language):
    tab = shown(markup)
    if language == "en":
        tab.click("#language")
    kinds = tab.evaluate("() => window.referatgraf.page.kinds.map(({ kind }) => kind)")
    read = 0
    for kind in kinds:
        tab.evaluate("(kind) => { const g = window.referatgraf; g.choose(Object.keys(g.page.nodes).filter((id) => g.thing(id).kind === kind).sort((a, b) => g.thing(b).aliases.length - g.thing(a).aliases.length)[0]); }", kind)  # fmt: skip
        tab.click("[data-act=mend]")
        tab.fill("#mend-note", "læst; forkert")
        tab.fill("#mend-by", "AB")
        for lines in lines_offered(tab):
            if not lines:
                continue
            register = parse_register("\n".join([HEAD, *lines]).encode(), "register.csv")
            assert len(register.lines) == len(lines)
            assert {(line.note, line.by) for line in register.lines} == {("læst; forkert", "AB")}
            read += len(lines)
        tab.keyboard.press("Escape")
        tab.wait_for_selector("dialog", state="detached")
        assert tab.evaluate("() => window.referatgraf.state.chosen !== null")
    assert read > 3 * len(kinds)


def test_the_lines_are_danish_on_a_danish_page(shown, markup):
    tab = shown(markup)
    tab.fill("#search", "ny-ny")
    tab.keyboard.press("Enter")
    tab.click("[data-act=mend]")
    actions = {next(csv.reader(io.StringIO(line), delimiter=";"))[0] for lines in lines_offered(tab) for line in lines}
    assert {"omdøb", "afvis", "godkend", "flet"} <= actions
    assert not actions & {"rename", "reject", "confirm", "merge", "split"}


def test_a_connection_is_rejected_by_the_name_of_its_ends(shown, markup):
    tab = shown(markup)
    one = tab.evaluate(
        """() => { const { page, name, data, chooseEdge } = window.referatgraf;
        const number = page.relations.findIndex(({ statement, predicate }) => statement && predicate === "ownedBy");
        const { from, to } = page.relations[number];
        chooseEdge(data.lines.find(({ relations }) => relations.includes(number)).id);
        return [name(from), name(to)]; }"""
    )
    tab.click("[data-act=mend]")
    tab.locator("dialog input[type=radio]").first.check()
    tab.select_option("#mend-other", label=f"{one[0]} ejet af {one[1]}")
    (line,) = parse_register(f"{HEAD}\n{tab.input_value('#mend-line')}".encode(), "r.csv").lines
    assert (line.action, line.kind, line.name, line.other) == ("reject", "statement", one[0], (f"ownedBy: {one[1]}",))


def test_the_button_stands_above_what_is_told(shown, markup):
    tab = shown(markup)
    tab.fill("#search", "ny-ny")
    tab.keyboard.press("Enter")
    places = [tab.locator(one).first.bounding_box()["y"] for one in ("#panel-title", "[data-act=mend]", "#panel h3")]
    assert all(a < b for a, b in pairwise(places))


def test_it_says_where_the_line_goes_and_gives_a_message_for_whoever_builds(shown, markup):
    tab = shown(markup)
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.evaluate(
        "() => { const g = window.referatgraf; g.choose(g.page.start.find((id) => g.thing(id).kind === 'project')); }"
    )
    tab.click("[data-act=mend]")
    tab.fill("#mend-other", "Et bedre navn")
    told = tab.inner_text("dialog")
    assert "den, der bygger grafen" in told
    line = tab.input_value("#mend-line")
    tab.click("dialog .acts button >> nth=1")
    tab.wait_for_function("() => document.getElementById('said').textContent !== ''")
    message = tab.evaluate("() => navigator.clipboard.readText()")
    assert line in message
    assert HEAD in message
    assert "--register" in message
    tab.click("dialog summary")
    assert HEAD in tab.inner_text("dialog")


def test_a_narrow_screen_has_room_for_the_dialog(shown, markup):
    tab = shown(markup, width=360, height=740)
    tab.evaluate("() => { const g = window.referatgraf; g.choose(g.page.start[0]); }")
    tab.click("[data-act=mend]")
    box = tab.locator("dialog").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= 360

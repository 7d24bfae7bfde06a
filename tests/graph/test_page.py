"""The page: self-contained, safe with any text, and usable by mouse, keyboard and screen reader."""

import json
import re

import networkx as nx
import pytest

from graph.lookup import find_entity
from graph.network import around, projects_network
from graph.page import STYLE, render_page
from graph.vocabulary import CLASSES

HOSTILE = [
    "<img src=x onerror=\"document.title='hit'\">", "</script><script>document.title='hit'</script>", "javascript:document.title='hit'",
    '"><svg onload="document.title=\'hit\'">', "{{ 7*7 }}", "<a href='http://evil.example/'>href</a>", "\u2028\u202e'\"`${1}\\", "<!--<script>",
]  # fmt: skip


def hostile_network(text: str) -> nx.MultiDiGraph:
    sentence = {
        "before": text,
        "quote": text,
        "after": text,
        "file": text,
        "meeting": text,
        "date": "2020-01-02",
        "key": text,
    }
    network = nx.MultiDiGraph(hidden=3, about=f"urn:{text}")
    for i, kind in enumerate(STYLE):
        node = f"urn:{text}" if not i else f"urn:{i}{text}"
        network.add_node(node, label=text, kind=kind, aliases=[text], date="2020-01-02", outcome="adopted", text=text,
                         sentences=[sentence], x=i * 90, y=i * 40)  # fmt: skip
        network.add_edge(f"urn:{text}", node, predicate=text, label_da=text, label_en=text, sentences=[sentence])
    return network


@pytest.fixture(scope="module")
def page(sample_graph):
    network = around(sample_graph, find_entity(sample_graph, "NY-NY")[0].iri)
    return render_page(network, title="NY-NY")


def test_the_page_names_no_file_or_host_to_load_from(page):
    markup = re.sub(r"<script[\s\S]*?</script>|<style[\s\S]*?</style>", "", page)
    assert not re.search(r"(?:src|href)\s*=|url\(|@import", markup)
    assert "default-src 'none'" in markup
    assert not re.search(r"script-src[^;]*unsafe", markup)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_the_markup(text, packed):
    markup = render_page(hostile_network(text), title=text)
    assert {n["label"] for n in packed(markup)["details"]["nodes"].values()} == {text}
    assert len(re.findall(r"<script>", markup)) == 2  # the library and the page's own
    assert "<img" not in re.sub(r"<script[\s\S]*?</script>", "", markup)


def test_every_kind_that_can_be_drawn_has_a_look_of_its_own_and_a_name(root):
    words = json.loads((root / "graph/explorer/words.json").read_text(encoding="utf-8"))
    assert set(STYLE) <= set(CLASSES)
    assert (
        len({(color, shape) for color, shape, _ in STYLE.values()}) >= len(STYLE) - 1
    )  # a programme is a large project
    assert all(set(STYLE) == set(words[language]["kind"]) for language in ("da", "en"))


def keys(value):
    return {k: keys(v) for k, v in value.items()} if isinstance(value, dict) else None


def test_both_languages_have_the_same_words(root):
    words = json.loads((root / "graph/explorer/words.json").read_text(encoding="utf-8"))
    assert keys(words["da"]) == keys(words["en"])


# --- in a browser ---------------------------------------------------------------------------------


class Opened:
    """A page in the browser, with what it complained of and asked for."""

    def __init__(self, browser, tmp_path, markup, width=1280):
        file = tmp_path / "page.html"
        file.write_text(markup, encoding="utf-8")
        self.complaints, self.requests = [], []
        self.tab = browser.new_page(viewport={"width": width, "height": 800})
        self.tab.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.tab.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.tab.on("request", lambda r: self.requests.append(r.url))
        self.tab.on("dialog", lambda d: self.complaints.append("dialog"))
        self.tab.goto(file.as_uri())
        self.tab.wait_for_selector("body[data-ready]")

    def text(self, selector):
        return self.tab.inner_text(selector)


@pytest.fixture
def opened(browser, tmp_path):
    tabs = []

    def open_page(markup, **options):
        tabs.append(Opened(browser, tmp_path, markup, **options))
        return tabs[-1]

    yield open_page
    for shown in tabs:
        shown.tab.close()


@pytest.mark.browser
def test_the_page_asks_for_nothing_and_complains_of_nothing(page, opened):
    shown = opened(page)
    shown.tab.wait_for_timeout(300)
    assert len(shown.requests) == 1
    assert shown.complaints == []


@pytest.mark.browser
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_never_runs(text, opened):
    shown = opened(render_page(hostile_network(text), title="x"))
    shown.tab.evaluate("() => { const g = window.referatgraf; g.chooseEdge('e1'); }")
    shown.tab.fill("#search", text[:20])
    shown.tab.hover("#network canvas", position={"x": 200, "y": 560})  # below the suggestions
    shown.tab.wait_for_timeout(150)
    assert shown.tab.title() == "x – referatgraf"
    assert shown.complaints == []
    assert len(shown.requests) == 1
    assert text.strip()[:8] in shown.tab.evaluate("() => document.getElementById('panel').textContent")


@pytest.mark.browser
def test_search_finds_a_name_without_its_danish_letters_by_keyboard_alone(sample_graph, opened):
    shown = opened(render_page(projects_network(sample_graph), title="Projekter"))
    shown.tab.keyboard.type("naer")  # the search box has the focus
    assert "Nærheden" in shown.text("#suggestions li[aria-selected=true]")
    shown.tab.keyboard.press("Enter")
    assert "Nærheden" in shown.text("#panel-title")
    assert shown.tab.evaluate("() => document.querySelectorAll('#panel blockquote').length") > 0


@pytest.mark.browser
def test_an_alias_finds_its_thing(page, opened):
    shown = opened(page)
    shown.tab.fill("#search", "ny ny")
    shown.tab.keyboard.press("Enter")
    assert "ny administration" in shown.text("#panel-title").casefold()


@pytest.mark.browser
def test_a_line_shows_the_sentences_it_rests_on_with_date_and_file(page, opened):
    shown = opened(page)
    shown.tab.click("#panel .connection")
    panel = shown.text("#panel")
    assert re.search(r"\d{1,2}\. \w+ 20\d\d", panel)
    assert ".txt" in panel
    assert shown.tab.evaluate("() => document.querySelector('#panel mark').textContent.length") > 0


@pytest.mark.browser
def test_a_kind_can_be_switched_off_and_on(page, opened):
    shown = opened(page)
    before = shown.tab.evaluate("() => window.referatgraf.sight().nodes.size")
    shown.tab.uncheck("#kinds input[value=agenda_item]")
    assert shown.tab.evaluate("() => window.referatgraf.sight().nodes.size") < before
    shown.tab.click("#whole")
    assert shown.tab.evaluate("() => window.referatgraf.sight().nodes.size") == before


@pytest.mark.browser
def test_the_language_is_switched_in_the_page(page, opened):
    shown = opened(page)
    shown.tab.click("#language")
    assert "connections" in shown.text("#summary")
    assert shown.tab.get_attribute("html", "lang") == "en"


@pytest.mark.browser
def test_the_network_stands_still(page, opened):
    shown = opened(page)
    first = shown.tab.evaluate("() => window.referatgraf.view.positions()")
    shown.tab.wait_for_timeout(700)
    assert shown.tab.evaluate("() => window.referatgraf.view.positions()") == first


@pytest.mark.browser
def test_a_narrow_screen_needs_no_sideways_scrolling(page, opened):
    shown = opened(page, width=390)
    assert shown.tab.evaluate("() => document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_every_control_has_a_name(page, opened):
    shown = opened(page)
    nameless = shown.tab.evaluate(
        "() => [...document.querySelectorAll('button, input')].filter(e => !(e.textContent.trim() || e.labels?.length)).length"
    )
    assert nameless == 0

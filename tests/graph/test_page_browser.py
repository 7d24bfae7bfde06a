"""The page in a browser: read by mouse and by keyboard alone, under its policy, however hostile the text."""

import hashlib
import re
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from graph.network import around
from graph.page import render_page

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
NAERHEDEN = "https://example.org/id/naerheden"


@pytest.fixture(scope="module")
def markup():
    store = ox.Store()
    store.load(path=str(HERE / "picture.trig"), format=ox.RdfFormat.TRIG)
    return render_page(around(store, NAERHEDEN), title="Nærheden", source_note="Fra et møde.")


def one_line(**changed) -> nx.MultiDiGraph:
    """A network of two things and one relation, with a sentence that has letters outside the first plane."""
    sentence = {
        "before": "", "quote": "🏊🏊 Anna leder Broen.", "after": "", "marks": [(3, 7), (14, 19)], "file": "a.txt",
        "start": 0, "end": 20, "meeting": "Rådet 2020-01-02", "date": "2020-01-02", "item": "1. Broen",
    }  # fmt: skip
    node = {"aliases": [], "date": None, "outcome": None, "text": None, "sentences": [sentence | changed]}
    network = nx.MultiDiGraph(hidden=0, about=None)
    network.add_node("urn:a", label="Anna", kind="person", x=0, y=0, **node)
    network.add_node("urn:b", label="Broen", kind="project", x=300, y=120, **node)
    for predicate in ("ledBy", "ownedBy"):
        network.add_edge(
            "urn:b", "urn:a", key=predicate, predicate=predicate, label_da=predicate, label_en=predicate,
            accepted=True, sentences=[sentence | changed],
        )  # fmt: skip
    return network


def click_line(tab, start="n0", end="n1"):
    """Click the middle of a line on the canvas, where a reader would."""
    place = tab.evaluate(
        """([a, b]) => { const { view } = window.referatgraf; const [p, q] = [view.toDOM(a), view.toDOM(b)];
        return { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 }; }""",
        [start, end],
    )
    tab.click("#network canvas", position=place)


def test_a_click_on_a_line_shows_its_sentences_with_the_names_marked(shown):
    tab = shown(render_page(one_line(), title="Broen"))
    click_line(tab)
    assert tab.locator("#panel blockquote").first.inner_text().startswith("🏊🏊 Anna leder Broen.")
    assert tab.locator("#panel blockquote").first.locator("mark").all_inner_texts() == ["Anna", "Broen"]
    assert "2. januar 2020" in tab.inner_text("#panel blockquote footer")
    assert "a.txt" in tab.inner_text("#panel blockquote footer")


def test_two_relations_of_the_same_two_things_are_one_line_that_tells_both(shown, packed):
    page = render_page(one_line(), title="Broen")
    tab = shown(page)
    assert len(packed(page)["lines"]) == 1
    click_line(tab)
    relations = tab.locator("#panel h3.relation").all_inner_texts()
    assert [re.sub(r"\s+", " ", r) for r in relations] == ["Broen ledBy Anna", "Broen ownedBy Anna"]


def test_the_overview_lists_everything_for_who_cannot_see_the_canvas(shown, packed, markup):
    tab = shown(markup)
    tab.keyboard.press("Escape")
    tab.click("#overview")
    tab.evaluate("() => document.querySelectorAll('#panel details').forEach((one) => { one.open = true; })")
    assert tab.locator("#panel details.of-kind button").count() == len(packed(markup)["nodes"])


def test_a_thing_and_its_line_are_reached_and_left_by_keyboard_alone(shown, markup):
    tab = shown(markup)
    tab.keyboard.type("baNEN")
    tab.keyboard.press("Enter")
    assert tab.inner_text("#panel-title").strip() == "Banen"
    tab.focus("#panel .connection")
    tab.keyboard.press("Enter")
    assert tab.evaluate("() => document.activeElement.id") == "panel-title"
    assert "Nærheden venter på Banen." in tab.inner_text("#panel blockquote")
    tab.keyboard.press("Escape")
    assert tab.inner_text("#panel-title").strip() == "Banen"
    tab.keyboard.press("Escape")
    assert tab.inner_text("#panel-title") == "Hvad ved referaterne?"
    assert tab.evaluate("() => parseFloat(getComputedStyle(document.activeElement).outlineWidth)") > 0


@pytest.mark.parametrize("typed", ["naer", "nær", "NÆR", "Naerh", "bydel"])
def test_search_forgives_case_and_danish_letters_and_knows_other_names(shown, markup, typed):
    tab = shown(markup)
    tab.keyboard.type(typed)
    assert tab.locator("#suggestions li span").first.inner_text() == "Nærheden"


def test_a_name_that_is_not_there_is_said_not_to_be(shown, markup):
    tab = shown(markup)
    tab.keyboard.type("zzz")
    assert tab.inner_text("#suggestions") == "Intet hedder sådan"
    tab.keyboard.press("Enter")
    assert tab.inner_text("#panel-title").strip() == "Nærheden"


def test_a_suggestion_is_dashed_and_the_legend_says_so(shown, packed, markup):
    tab = shown(markup)
    assert [line["dashes"] for line in packed(markup)["lines"]].count(True) == 1
    dashes = tab.evaluate(
        "() => window.referatgraf.look.line(window.referatgraf.data.lines.find((one) => one.dashes).id).dash"
    )
    assert dashes
    assert tab.is_visible("#key-suggested")
    assert "(forslag)" in tab.inner_text("#panel")
    assert not shown(render_page(one_line(), title="Broen")).is_visible("#key-suggested")


def test_what_is_filtered_away_is_counted_as_not_shown(shown, markup):
    tab = shown(markup)
    tab.uncheck("#kinds input[value=case]")
    assert tab.inner_text("#summary") == "6 ting, 5 forbindelser – 1 ting mere er ikke vist her"


def test_choosing_a_thing_of_a_hidden_kind_shows_the_kind_again(shown, markup):
    tab = shown(markup)
    tab.uncheck("#kinds input[value=unit]")
    tab.fill("#search", "ØDC")
    tab.keyboard.press("Enter")
    assert tab.is_checked("#kinds input[value=unit]")


def test_names_are_drawn_at_the_same_size_from_any_distance(shown, markup):
    tab = shown(markup)
    sizes = tab.evaluate(
        """() => { const network = window.referatgraf.view.network; const seen = [];
        const real = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (...given) {
          seen.push(Math.round(10 * parseFloat(this.font.match(/([\\d.]+)px/)[1]) * network.getScale()));
          real.apply(this, given); };
        for (const scale of [0.4, 1, 2]) { network.moveTo({ scale }); network.redraw(); }
        return seen; }"""
    )
    assert set(sizes) == {120}


def test_the_page_speaks_english_where_that_is_asked_for(shown):
    tab = shown(render_page(one_line(), title="Broen", language="en"))
    assert tab.inner_text("#summary") == "2 things, 2 connections"
    assert tab.get_attribute("html", "lang") == "en"


def test_a_language_that_the_page_does_not_have_is_refused():
    with pytest.raises(ValueError, match="xx: the page speaks da, en"):
        render_page(one_line(), title="Broen", language="xx")


@pytest.mark.parametrize("width", [1280, 390])
def test_everything_fits_and_has_a_name_at_any_width(shown, markup, width):
    tab = shown(markup, width=width)
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= width
    nameless = tab.evaluate(
        """() => [...document.querySelectorAll('button, input, section')].filter((e) => !(e.textContent.trim()
        || e.labels?.length || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby'))).length"""
    )
    assert nameless == 0
    assert tab.evaluate("() => new Set([...document.querySelectorAll('[id]')].map((e) => e.id)).size") == tab.evaluate(
        "() => document.querySelectorAll('[id]').length"
    )
    assert tab.locator("h1").count() == 1


def test_the_source_note_is_text(shown):
    tab = shown(render_page(one_line(), title="Broen", source_note="<b onclick=1>Rådet</b>"))
    assert "<b onclick=1>Rådet</b>" in tab.inner_text("body > footer")


@pytest.mark.parametrize("field", ["before", "quote", "after", "file", "meeting", "date", "item"])
def test_no_field_of_a_sentence_can_bring_markup(shown, field):
    text = "</script><img src=x onerror=document.title='hit'>"
    tab = shown(render_page(one_line(**{field: text, "marks": []}), title="Broen"))
    click_line(tab)
    assert text in tab.locator("#panel blockquote").first.text_content()
    assert tab.title() == "Broen – referatgraf"


def test_the_policy_stops_a_script_or_a_style_that_is_not_the_pages_own(browser, tmp_path, markup):
    file = tmp_path / "changed.html"
    extra = "<script>document.title='hit'</script><style>h1{color:#f00}</style><img src=https://example.org/x.png>"
    file.write_text(markup.replace("</body>", extra + "</body>"), encoding="utf-8")
    tab = browser.new_page()
    refused = []
    tab.on("console", lambda m: refused.append(m.text) if "Content Security Policy" in m.text else None)
    tab.goto(file.as_uri())
    tab.wait_for_selector("body[data-ready]")
    assert tab.title() == "Nærheden – referatgraf"
    assert tab.evaluate("() => getComputedStyle(document.querySelector('h1')).color") != "rgb(255, 0, 0)"
    assert len(refused) == 3
    tab.close()


def test_the_policy_names_hashes_and_nothing_looser(markup):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', markup)[1]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'sha256-")


def test_the_vendored_script_is_the_one_that_was_released(root):
    vendor = root / "graph/explorer/vendor"
    digest = hashlib.sha256((vendor / "vis-network.min.js").read_bytes()).hexdigest()
    assert digest in (vendor / "README.txt").read_text(encoding="utf-8")


def test_the_same_network_gives_the_same_page():
    assert render_page(one_line(), title="Broen") == render_page(one_line(), title="Broen")

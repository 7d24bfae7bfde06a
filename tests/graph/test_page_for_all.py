"""The page for all: by keyboard alone, read aloud, on a narrow screen, on paper; axe-core finds nothing serious."""

import re

import pyoxigraph as ox
import pytest

from graph.network import explorable
from graph.page import render_page
from graph.profile import profiles

pytestmark = pytest.mark.browser
# What the page offers, with the link that it is opened by; the rest is come to by hand.
SIGHTS = {
    "the overview": "", "a thing": "", "a line": "", "the flow": "#view=flow", "the table": "#view=table",
    "what is new": "", "a path": "", "then": "", "putting right": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def markup(sample_graph):
    from graph.lookup import find_entity

    network = explorable(sample_graph, find_entity(sample_graph, "NY-NY")[0].iri)
    return render_page(network, title="NY-NY", profiles=profiles(sample_graph, list(network)))


@pytest.fixture
def audited(shown, root):
    """What axe-core finds in a page that is serious or worse, each with where it is."""
    script = (root / "tests/vendor/axe.min.js").read_text(encoding="utf-8")

    def audit(tab):
        tab.evaluate(script)
        found = tab.evaluate("() => window.axe.run(document, { resultTypes: ['violations'] })")
        return [
            (one["id"], [node["html"][:200] for node in one["nodes"]])
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
        ]

    return audit


def see(tab, sight):
    """Bring the page to one of its sights."""
    if sight in ("what is new", "then"):
        tab.evaluate(
            "(field) => { const g = window.referatgraf; const days = [...new Set(Object.values(g.page.nodes).flatMap((one) => one.dates || []))].sort(); g.set({ [field]: days[0], chosen: null }); }",
            "since" if sight == "what is new" else "until",
        )
    elif sight == "a line":
        tab.click("#panel .connection")
    elif sight == "a path":
        tab.evaluate("() => { const g = window.referatgraf; const [a, b] = g.page.start; g.set({ path: [a, b] }); }")
    elif sight == "the overview":
        tab.click("#overview")
        if tab.is_visible("#more"):
            tab.click("#more")
        tab.check("#communities")
    elif sight == "putting right":
        tab.click("[data-act=mend]")
        return
    for details in tab.locator("#panel details").all()[:30]:
        details.evaluate("(one) => { one.open = true; }")


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_axe_finds_nothing_serious(shown, audited, markup, sight, language):
    tab = shown(markup, hash=SIGHTS[sight])
    if language == "en":
        tab.click("#language")
    see(tab, sight)
    assert audited(tab) == []
    if language == "da" and sight != "putting right":
        tab.fill("#search", "ny")
        assert audited(tab) == []


@pytest.mark.parametrize("sight", SIGHTS)
def test_no_sideways_scrolling_at_360_pixels(shown, markup, sight):
    tab = shown(markup, hash=SIGHTS[sight], width=360, height=740)
    see(tab, sight)
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= 360


def test_a_narrow_screen_is_used_with_a_finger(shown, markup):
    tab = shown(markup, width=360, height=740)
    tab.fill("#search", "monopolbrudet")
    tab.locator("#suggestions li").first.click()
    assert "Monopolbrud" in tab.inner_text("#panel-title")
    small = tab.evaluate(
        """() => [...document.querySelectorAll("header button, #tools button, .zoom button")]
        .filter((one) => one.offsetParent && (one.offsetHeight < 24 || one.offsetWidth < 24)).length"""
    )
    assert small == 0  # WCAG 2.2, target size


def printed(tab):
    """The text of the one page that it prints on, without breaks."""
    import pypdfium2

    sheets = pypdfium2.PdfDocument(tab.pdf(prefer_css_page_size=True))
    assert len(sheets) == 1
    assert sorted(round(side) for side in sheets[0].get_size()) == [595, 842]  # A4 in points
    return " ".join(sheets[0].get_textpage().get_text_range().split())


@pytest.mark.parametrize("hash", ["", "#view=table", "#view=flow"])
def test_it_prints_on_one_page_that_says_what_and_when(shown, markup, hash):
    tab = shown(markup, hash=hash)
    text = printed(tab)
    assert text.startswith("NY-NY Som det var kendt ")
    assert "Kilde: referater af møder fra" in text


def test_a_sheet_has_the_whole_map_and_whole_parts_of_what_is_told(shown, markup):
    tab = shown(markup)
    tab.evaluate("() => { window.referatgraf.view.zoom(4); }")
    tab.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    signs = tab.locator("#paper svg[role=img] g > title").count()
    assert signs == tab.evaluate("() => window.referatgraf.sight().nodes.size")
    figure, drawn = (tab.locator(one).bounding_box() for one in ("#paper .figure", "#paper .figure svg"))
    assert drawn["width"] <= figure["width"] + 1
    assert drawn["height"] <= figure["height"] + 1
    told = "() => { const one = document.querySelector('#paper .told'); return [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight]; }"
    assert max(tab.evaluate(told)) <= 1
    parts = tab.locator("#paper .part p, #paper .part li").all_text_contents()
    assert len(parts) > 8
    text = printed(tab)
    # Each is there to its last word; a PDF may part words otherwise.
    dense = text.replace(" ", "").replace("\u00ad", "")
    missing = [part for part in parts if "".join(part.split())[-12:] not in dense]
    assert missing == []


def test_what_a_sheet_has_no_room_for_is_named_on_it(shown, markup):
    tab = shown(markup)
    heads = [one.split(" (")[0].strip() for one in tab.locator("#panel-body > h3").all_text_contents()]
    text = printed(tab)
    assert all(head in text for head in heads)


def test_everything_is_reached_by_tab_and_the_focus_is_seen(shown, markup):
    tab = shown(markup)
    reached = []
    for _ in range(90):
        where = tab.evaluate(
            """() => { const one = document.activeElement; const style = getComputedStyle(one); if (one === document.body) return null;
            const named = one.textContent.trim() || one.getAttribute('aria-label') || one.labels?.length;
            return [one.id || one.dataset.view || one.closest('[id]').id, Boolean(named) && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0]; }"""
        )
        if where is None:
            break
        reached.append(where)
        tab.keyboard.press("Tab")
    names = [name for name, _ in reached]
    for name in (
        "search",
        "copy-link",
        "language",
        "network",
        "flow",
        "table",
        "until",
        "since",
        "communities",
        "kinds",
        "closer",
        "whole",
    ):
        assert name in names, name
    assert all(seen for _, seen in reached)


def test_the_table_has_the_same_things_and_relations_as_the_network(shown, markup):
    tab = shown(markup, hash="#view=table")
    sight = tab.evaluate("() => { const { nodes } = window.referatgraf.sight(); return nodes.size; }")
    tables = tab.locator("#table table")
    assert tables.count() == 2
    assert tables.first.locator("tbody tr").count() == sight
    counted = re.search(r", (\d+) forbindelser", tab.inner_text("#summary"))[1]
    assert tables.nth(1).locator("tbody tr").count() == int(counted)
    tab.uncheck("#kinds input[value=project]")
    assert tables.first.locator("tbody tr").count() < sight
    tables.nth(1).locator("tbody tr button").nth(1).click()
    assert tab.locator("#panel blockquote").count() > 0


def test_what_happens_is_said_to_a_screen_reader(shown, markup):
    tab = shown(markup)
    tab.focus("#network")
    tab.keyboard.press("ArrowLeft")
    assert tab.inner_text("#panel-title").strip().split()[0] in tab.text_content("#said")
    assert tab.get_attribute("#until", "aria-valuetext")
    assert tab.get_attribute("#summary", "role") == "status"


def test_a_network_of_nothing_is_still_a_page(shown):
    tab = shown(render_page(explorable(ox.Store()), title="Tomt"))
    assert tab.inner_text("#summary").startswith("0 ting")

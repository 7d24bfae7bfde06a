"""Finding one's way in the page: Back and Forward, small screens, more brought in, and nothing changed silently."""

import html

import networkx as nx
import pyoxigraph as ox
import pytest

from graph.page import render_page

pytestmark = pytest.mark.browser
DAYS = ("2021-02-01", "2021-06-07")
SHOWN = "() => [...window.referatgraf.sight().nodes].map(window.referatgraf.name)"


def iri(label):
    return f"urn:x/{label.replace(' ', '-')}"


def market() -> nx.MultiDiGraph:
    """A square with its projects, of which three are shown at first; stalls that wait for each other in a row."""
    network = nx.MultiDiGraph(hidden=0, about=None, start=["urn:x/Torvet", "urn:x/Boden-0", "urn:x/Boden-1"])

    def add(label, kind, day, **more):
        said = {"before": "", "quote": f"{label} er nævnt.", "after": "", "marks": [], "file": "a.txt", "start": 0, "end": 5,
                "meeting": f"Rådet {day}", "date": day, "item": "1. Torvet"}  # fmt: skip
        network.add_node(iri(label), label=label, kind=kind, aliases=[], date=None, outcome=None, text=None,
                         dates=[day], sentences=[said], **more)  # fmt: skip

    def tie(subject, predicate, object_):
        network.add_edge(iri(subject), iri(object_), key=predicate, predicate=predicate, label_da=predicate, label_en=predicate,
                         accepted=True, statement=True, modality="decided", dates=[DAYS[0]], sentences=network.nodes[iri(subject)]["sentences"])  # fmt: skip

    add("Torvet", "project", DAYS[0], community=0, x=0, y=0)
    for number in range(8):
        place = {"x": 300 * number + 300, "y": 60} if number < 2 else {}
        add(f"Boden {number}", "project", DAYS[0], community=0, **place)
        tie(f"Boden {number}", "dependsOn", f"Boden {number - 1}" if number else "Torvet")
    add("Springvandet", "project", DAYS[1], community=0)
    tie("Springvandet", "partOf", "Torvet")
    for number in range(50):
        add(f"Anna {number:02}", "person", DAYS[number % 2], community=1)
        tie("Torvet", "ledBy", f"Anna {number:02}")
    return network


@pytest.fixture(scope="module")
def markup():
    return render_page(market(), title="Projekter")


def pick(tab, typed):
    tab.fill("#search", typed)
    tab.keyboard.press("Enter")


def title(tab):
    return tab.inner_text("#panel-title").strip()


INSIDE = """(selector) => { const { top, bottom, left, right, height } = document.querySelector(selector).getBoundingClientRect();
        return height > 0 && top >= 0 && left >= 0 && bottom <= innerHeight + 1 && right <= innerWidth + 1; }"""


def inside(tab, selector):
    """Whether an element is wholly on the screen."""
    return tab.evaluate(INSIDE, selector)


def in_the_middle(tab, label):
    """Whether a thing stands near the middle of the picture."""
    return tab.evaluate(
        """(label) => { const { view, find } = window.referatgraf; const { x, y } = view.toDOM(find(label)[0].id);
        const box = document.getElementById("network"); return Math.abs(x - box.clientWidth / 2) < 40 && Math.abs(y - box.clientHeight / 2) < 40; }""",
        label,
    )


# --- search ---------------------------------------------------------------------------------------


def test_a_second_search_right_after_the_first_writes_over_it(shown, markup):
    tab = shown(markup)
    tab.keyboard.type("torv")
    tab.keyboard.press("Enter")
    tab.keyboard.type("spring")
    assert tab.input_value("#search") == "spring"
    tab.keyboard.press("Enter")
    assert title(tab) == "Springvandet"
    tab.click("#search")
    tab.keyboard.type("torv")
    assert tab.input_value("#search") == "torv"


def test_a_choice_puts_away_what_is_asked_and_shows_the_network(shown):
    tab = shown(render_page(market(), title="Projekter", graph=ox.Store()))
    tab.click("#ask-open")
    pressed = lambda: tab.evaluate("() => getComputedStyle(document.getElementById('ask-open')).backgroundColor")  # noqa: E731
    assert pressed() == "rgb(31, 41, 51)" or tab.locator("#ask-open:hover").count()
    pick(tab, "boden 7")
    assert not tab.is_visible("#ask")
    assert tab.is_visible("#network")
    assert tab.get_attribute("[data-view=network]", "aria-pressed") == "true"
    assert title(tab) == "Boden 7"
    assert in_the_middle(tab, "Boden 7")
    tab.go_back()
    assert tab.is_visible("#ask")


# --- the address ----------------------------------------------------------------------------------


def test_back_and_forward_go_through_what_was_looked_at(shown, markup):
    tab = shown(markup)
    pick(tab, "torvet")
    pick(tab, "boden 1")
    tab.click("#panel .connection >> nth=0")
    tab.click("[data-view=table]")
    tab.click("#language")
    tab.go_back()
    assert tab.is_visible("#network")
    assert tab.get_attribute("html", "lang") == "en"  # the reader's own, not a step
    tab.go_back()
    assert title(tab) == "Boden 1"
    tab.go_back()
    assert title(tab) == "Torvet"
    tab.go_forward()
    assert title(tab) == "Boden 1"
    tab.go_back()
    tab.go_back()
    assert tab.evaluate("() => location.hash") == ""
    assert tab.evaluate("() => window.referatgraf.state.chosen") is None


def test_the_slider_and_the_filters_are_no_steps_of_their_own_but_stand_in_the_address(shown, markup):
    tab = shown(markup)
    pick(tab, "torvet")
    before = tab.evaluate("() => history.length")
    tab.focus("#until")
    tab.keyboard.press("Home")
    tab.uncheck("#kinds input[value=person]")
    tab.wait_for_function(
        "() => location.hash.includes('until=2021-02-01') && location.hash.includes('kinds-off=person')"
    )
    assert tab.evaluate("() => history.length") == before
    tab.reload()
    tab.wait_for_selector("body[data-ready]")
    assert title(tab) == "Torvet"
    assert not tab.is_checked("#kinds input[value=person]")


def test_a_link_to_what_few_things_are_left_names_those(shown, markup):
    tab = shown(markup)
    for name in ("torvet", "boden 0"):
        pick(tab, name)
        tab.click("[data-act=hide]")
    link = tab.evaluate("() => window.referatgraf.linkHere().split('#')[1]")
    assert "only=Boden" in link
    assert shown(markup, hash=f"#{link}").evaluate(SHOWN) == ["Boden 1"]


def test_in_the_frame_of_a_notebook_the_history_around_is_left_alone(browser, tmp_path, markup):
    file = tmp_path / "notebook.html"
    file.write_text(
        f'<!doctype html><iframe sandbox="allow-scripts" width="900" height="600" srcdoc="{html.escape(markup)}"></iframe>',
        encoding="utf-8",
    )
    tab, faults = browser.new_page(), []
    tab.on("pageerror", lambda e: faults.append(str(e)))
    tab.goto(file.as_uri())
    inner = tab.frame_locator("iframe")
    inner.locator("body[data-ready]").wait_for()
    before = tab.evaluate("() => history.length")
    inner.locator("#search").fill("torvet")
    inner.locator("#search").press("Enter")
    inner.locator("[data-view=table]").click()
    assert inner.locator("#panel-title").inner_text().strip() == "Torvet"
    assert tab.evaluate("() => history.length") == before
    tab.close()
    assert faults == []


# --- small screens --------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(360, 740), (700, 450)])
def test_on_a_small_screen_map_and_answer_are_both_seen(shown, markup, width, height):
    tab = shown(markup, width=width, height=height)
    assert tab.evaluate("() => document.activeElement.id") == "search"
    assert not tab.is_visible("#kinds")
    pick(tab, "boden 1")
    assert inside(tab, "#network")
    assert inside(tab, "#panel-title")
    assert in_the_middle(tab, "Boden 1")
    assert tab.evaluate("() => document.scrollingElement.scrollHeight <= innerHeight")
    lower = tab.evaluate(
        "() => document.getElementById('network').clientHeight * document.getElementById('network').clientWidth"
    )
    tab.click("#taller")
    assert (
        tab.evaluate(
            "() => document.getElementById('network').clientHeight * document.getElementById('network').clientWidth"
        )
        < lower
    )
    tab.click("#more")
    assert tab.is_visible("#kinds")
    assert tab.is_visible("#until")
    tab.keyboard.press("Escape")
    assert not tab.is_visible("#kinds")
    tab.click("#more")
    pick(tab, "torvet")  # a choice folds it away
    assert inside(tab, "#panel-title")


def test_on_a_screen_too_low_for_both_the_wheel_over_the_map_scrolls_the_page(shown, markup):
    tab = shown(markup, width=320, height=256)
    scale = "() => window.referatgraf.view.camera().scale"
    before = tab.evaluate(scale)
    box = tab.locator("#network").bounding_box()
    tab.mouse.move(box["x"] + 150, box["y"] + 60)
    tab.mouse.wheel(0, 120)
    tab.wait_for_function("() => scrollY > 0")
    assert tab.evaluate(scale) == before
    tab.evaluate("() => scrollTo(0, 0)")
    tab.focus("#network")
    tab.mouse.wheel(0, 120)
    tab.wait_for_function("(before) => window.referatgraf.view.camera().scale !== before", arg=before)
    pick(tab, "torvet")
    tab.wait_for_function(INSIDE, arg="#panel-title")


# --- searching again, and what has no name --------------------------------------------------------


def test_a_name_that_was_taken_is_written_over_however_often_one_clicks_and_goes_when_another_is_chosen(shown, markup):
    tab = shown(markup)
    pick(tab, "torvet")
    for _ in range(2):
        tab.click("#search")
        tab.keyboard.type("b")
        assert tab.input_value("#search") == "b"
        pick(tab, "torvet")
    tab.locator("#panel a.mention", has_text="Boden 0").first.click()
    assert title(tab) == "Boden 0"
    assert tab.input_value("#search") == ""


def test_a_list_of_the_overview_is_found_by_its_name(shown):
    network = market()
    network.add_node("urn:x/udsat", label="Torvet udskudt", kind="decision", aliases=[], date=DAYS[0], outcome="deferred",
                     text="Udskudt.", dates=[DAYS[0]], sentences=[])  # fmt: skip
    tab = shown(render_page(network, title="Projekter"))
    tab.fill("#search", "udskudte")
    tab.keyboard.press("Enter")
    assert tab.evaluate("() => document.querySelector('[data-list=postponed]').open")
    assert "Torvet udskudt" in tab.inner_text("[data-list=postponed]")
    assert tab.evaluate("() => document.activeElement.matches('[data-list=postponed] summary')")


def test_what_is_new_is_brought_into_sight(shown, markup):
    tab = shown(markup)
    assert "Springvandet" not in tab.evaluate(SHOWN)
    tab.select_option("#since", DAYS[0])
    assert "Springvandet" in tab.evaluate(SHOWN)
    tab.click("#back")
    assert "Springvandet" not in tab.evaluate(SHOWN)


# --- more and less --------------------------------------------------------------------------------


def test_of_each_kind_it_is_said_how_many_are_shown_and_more_are_brought_in(shown, markup):
    tab = shown(markup)
    count = lambda kind: tab.inner_text(f"[data-count={kind}]")  # noqa: E731
    assert (count("project"), count("person")) == ("3/10", "0/50")
    assert tab.inner_text("#summary").endswith("57 ting mere er ikke vist her")
    tab.uncheck("#kinds input[value=person]")
    tab.click("[data-kind=person]")
    assert count("person") == "40/50"
    assert tab.is_checked("#kinds input[value=person]")
    assert "10 er tilbage" in tab.inner_text("#notice")
    assert tab.locator("#panel details.of-kind:has-text('Person') small").first.inner_text() == "40"
    tab.click("#notice-undo")
    assert count("person") == "0/50"
    tab.click("#bring-all")
    assert len(tab.evaluate(SHOWN)) == 60
    assert tab.is_disabled("[data-kind=person]")
    assert tab.evaluate("() => document.activeElement.id") == "notice-undo"
    assert "hentet frem" in tab.text_content("#said")
    assert not tab.is_visible("#bring-all")
    places = tab.evaluate("() => Object.values(window.referatgraf.view.positions())")
    assert all(abs(a["x"] - b["x"]) >= 130 or abs(a["y"] - b["y"]) >= 58 for a in places for b in places if a is not b)


def test_the_counts_heed_the_slider(shown, markup):
    tab = shown(markup)
    tab.focus("#until")
    tab.keyboard.press("Home")
    assert tab.inner_text("[data-count=project]") == "3/9"
    assert tab.inner_text("[data-count=person]") == "0/25"
    assert tab.inner_text("#summary").endswith("31 ting mere er ikke vist her")


def test_nothing_in_sight_is_said_and_put_back_and_undo_undoes_filters(shown, markup):
    tab = shown(markup)
    tab.uncheck("#kinds input[value=project]")
    assert tab.is_visible("#empty")
    assert "Alt er valgt fra" in tab.inner_text("#empty")
    assert "Alt, der er vist" not in tab.inner_text("#panel")
    tab.click("#unfilter")
    assert len(tab.evaluate(SHOWN)) == 3
    assert not tab.is_visible("#empty")
    tab.click("#back")
    assert not tab.is_checked("#kinds input[value=project]")
    tab.click("#back")
    assert tab.is_checked("#kinds input[value=project]")
    assert tab.is_disabled("#back")


# --- nothing silently -----------------------------------------------------------------------------


def test_what_a_choice_changes_besides_is_said_and_undone(shown, markup):
    tab = shown(markup)
    tab.focus("#until")
    tab.keyboard.press("Home")
    pick(tab, "springvandet")
    assert (
        tab.inner_text("#notice-text")
        == "Springvandet var ikke nævnt 1. februar 2021, så nu vises alt, der er kendt i dag."
    )
    tab.click("#notice-undo")
    assert tab.inner_text("#until-text") == "1. februar 2021"
    assert not tab.is_visible("#notice")
    tab.uncheck("#kinds input[value=person]")
    pick(tab, "anna 00")
    assert "Slået til igen: Person" in tab.inner_text("#notice")


def test_a_new_choice_beside_the_path_closes_it(shown, markup):
    tab = shown(markup)
    pick(tab, "boden 1")
    tab.click("[data-act=path_from]")
    pick(tab, "torvet")
    tab.click("#path-box .mention >> nth=0")
    assert tab.is_visible("#path-title")  # what lies on it does not
    pick(tab, "springvandet")
    assert tab.locator("#path-title").count() == 0
    assert not tab.evaluate(
        "() => Object.keys(window.referatgraf.page.nodes).some((id) => window.referatgraf.look.node(id).dim)"
    )


def test_the_way_back_stays_in_sight_and_what_was_chosen_is_let_go(shown, markup):
    tab = shown(markup, height=420)
    place = tab.evaluate("() => { const g = window.referatgraf; return g.view.toDOM(g.find('Torvet')[0].id); }")
    tab.click("#network canvas", position=place)
    tab.evaluate(
        "() => { for (const one of document.querySelectorAll('#panel details')) one.open = true; const panel = document.getElementById('panel'); panel.scrollTop = panel.scrollHeight; }"
    )
    assert inside(tab, "#overview")
    tab.click("#overview")
    held = "() => { const { body } = window.referatgraf.view.network; return [...Object.values(body.nodes), ...Object.values(body.edges)].filter((one) => one.selected || one.hover).length; }"
    assert tab.evaluate(held) == 0


# --- by keyboard ----------------------------------------------------------------------------------


def test_links_past_the_controls_and_a_slash_for_the_search(shown, markup):
    tab = shown(markup)
    focused = lambda: tab.evaluate("() => document.activeElement.id")  # noqa: E731
    pick(tab, "torvet")
    tab.keyboard.press("Tab")
    assert tab.evaluate("() => document.activeElement.textContent") == "Gå til svaret"
    tab.keyboard.press("Enter")
    assert focused() == "panel-title"
    stops = 0
    while not tab.evaluate("() => document.activeElement.matches('.connection, #panel summary')"):
        tab.keyboard.press("Tab")
        stops += 1
        assert stops < 8
    tab.keyboard.press("/")
    assert focused() == "search"
    assert tab.input_value("#search") == "Torvet"
    for to, there in (("search", "search"), ("panel-title", "panel-title"), ("network", "network")):
        tab.focus(f"#skips [data-to={to}]")
        assert inside(tab, f"#skips [data-to={to}]")
        tab.keyboard.press("Enter")
        assert focused() == there


# --- flow, table, groups, title -------------------------------------------------------------------


def test_the_flow_opens_as_wide_as_there_is_room_for_and_is_zoomed(shown, markup):
    tab = shown(markup)
    tab.click("[data-view=flow]")
    assert tab.locator(".flow-box").count() == 3
    boxes = "() => [...document.querySelectorAll('.flow-box')].map((one) => one.getBoundingClientRect()).map(({ left, right }) => [left, right])"
    stage = tab.locator("#sight").bounding_box()
    assert all(stage["x"] <= left and right <= stage["x"] + stage["width"] for left, right in tab.evaluate(boxes))
    tab.check("#flow-all")
    assert tab.locator(".flow-box").count() == 10
    width = lambda: tab.locator("svg.flow").bounding_box()["width"]  # noqa: E731
    before = width()
    tab.click("#closer")
    assert width() > before
    tab.click("#whole")
    assert all(stage["x"] <= left and right <= stage["x"] + stage["width"] for left, right in tab.evaluate(boxes))


def test_a_table_is_sorted_by_a_column_and_says_days_in_the_readers_language(shown, markup):
    tab = shown(markup, hash="#view=table")
    pick(tab, "springvandet")
    first = tab.locator("#table table").first
    assert first.locator("thead th").first.inner_text().strip() == "Navn"
    assert first.locator("caption").inner_text() == "Ting (4)"
    column = lambda at: first.locator(f"tbody tr td:nth-child({at})").all_inner_texts()  # noqa: E731
    tab.click("[data-sort='things 0']")
    assert column(1) == sorted(column(1))
    assert first.locator("th").first.get_attribute("aria-sort") == "ascending"
    tab.keyboard.press("Enter")
    assert column(1) == sorted(column(1), reverse=True)
    assert first.locator("th").first.get_attribute("aria-sort") == "descending"
    tab.click("[data-sort='things 3']")
    assert column(4) == ["1. februar 2021"] * 3 + ["7. juni 2021"]
    tab.click("#language")
    assert column(4)[-1] == "7 June 2021"


def test_groups_have_a_heading_and_name_what_is_in_sight(shown, markup):
    tab = shown(markup)
    tab.check("#communities")
    panel = tab.inner_text("#panel")
    assert "Grupper" in panel
    assert tab.locator("#panel .groups li").count() == 1  # nobody is in sight
    names = tab.locator("#panel .groups .mention").all_inner_texts()
    assert sorted(names) == ["Boden 0", "Boden 1", "Torvet"]
    tab.click("#panel .groups .mention >> nth=0")
    assert title(tab) == names[0]


def test_a_page_about_everything_is_called_so_in_either_language(shown, markup):
    tab = shown(markup)
    tab.click("#language")
    assert tab.inner_text("h1") == "Projects"
    assert tab.title() == "Projects – referatgraf"
    named = shown(render_page(market(), title="Torvet"))
    named.click("#language")
    assert named.inner_text("h1") == "Torvet"

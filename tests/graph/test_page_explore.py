"""Exploring in the page: found though misspelt, brought in, put away, followed, looked at in time, and linked to."""

from datetime import date, timedelta

import networkx as nx
import pytest

from graph.page import render_page
from graph.profile_records import (
    Deadline,
    Decided,
    Event,
    Owner,
    Passage,
    Profile,
    Promise,
    Ref,
    Standing,
    Sum,
    Telling,
    Waiting,
)

pytestmark = pytest.mark.browser
DAYS = ("2019-03-04", "2019-09-02", "2020-02-03")


def sentence(quote, day, marks=()):
    return {
        "before": "", "quote": quote, "after": "", "marks": list(marks), "file": f"{day}.pdf", "page": 3, "start": 0,
        "end": len(quote), "meeting": f"Rådet {day}", "date": day, "item": "1. Havnen",
    }  # fmt: skip


def iri(label):
    return f"urn:x/{label.replace(' ', '-')}"


def ref(label, kind="project"):
    return Ref(label, iri(label), kind)


def harbour() -> nx.MultiDiGraph:
    """Seven things known on three days, of which three are shown at first."""
    network = nx.MultiDiGraph(
        hidden=0, about="urn:x/Havnen", start=[iri(n) for n in ("Havnen", "Broen", "Kystcentret")]
    )
    things = [
        ("Havnen", "project", DAYS, ["havneprojektet"]), ("Broen", "project", DAYS[:1], []), ("Kystcentret", "unit", DAYS[1:], ["KYC"]),
        ("Anlægscentret", "unit", DAYS[:1], []), ("Dæmningen", "project", DAYS[2:], []), ("Anna Holm", "person", DAYS[2:], []),
        ("Molen", "project", DAYS[1:2], []),
    ]  # fmt: skip
    for number, (label, kind, days, aliases) in enumerate(things):
        network.add_node(
            iri(label), label=label, kind=kind, aliases=aliases, date=None, outcome=None, text=None, dates=list(days),
            sentences=[sentence(f"{label} er nævnt her.", day) for day in days], community=number % 2,
        )  # fmt: skip
    for label, (x, y) in {"Havnen": (0, 0), "Broen": (300, 0), "Kystcentret": (0, 200)}.items():
        network.nodes[iri(label)].update(x=x, y=y)
    relations = [
        ("Havnen", "dependsOn", "Broen", DAYS[0], "decided", True), ("Havnen", "ownedBy", "Anlægscentret", DAYS[0], "reported", True),
        ("Havnen", "ownedBy", "Kystcentret", DAYS[1], "reported", True), ("Broen", "dependsOn", "Dæmningen", DAYS[2], "planned", True),
        ("Dæmningen", "ledBy", "Anna Holm", DAYS[2], "reported", False), ("Molen", "partOf", "Havnen", DAYS[1], "proposed", True),
    ]  # fmt: skip
    for subject, predicate, object_, day, modality, accepted in relations:
        network.add_edge(
            iri(subject), iri(object_), key=predicate, predicate=predicate, label_da=predicate, label_en=predicate,
            accepted=accepted, statement=True, modality=modality, dates=[day], sentences=[sentence(f"{subject} og {object_}.", day)],
        )  # fmt: skip
    return network


def known() -> dict[str, Profile]:
    passage = Passage(
        "urn:s", "2019-09-02.pdf", 3, 0, 5, "Kystcentret ejer Havnen.", "Rådet 2019-09-02", DAYS[1], "1. Havnen"
    )
    told = [Telling(day, "reported", 0.9, "r", "urn:e", (passage,)) for day in DAYS]
    meeting, item = Ref("Rådet 2019-09-02", "urn:m", "meeting"), Ref("Havnens mole", "urn:i", "agenda_item")
    deferred = Decided(
        "urn:d",
        "Havnens mole",
        DAYS[1],
        None,
        "deferred",
        "Molen kommer igen.",
        (),
        ((DAYS[2], "adopted"),),
        (),
        (passage,),
    )
    return {
        "urn:x/Havnen": Profile(
            "urn:x/Havnen", "project", "Havnen", ("havneprojektet",), (), 3,
            (Event(DAYS[1], meeting, item, "1", False, None, "concerns", (deferred,), (passage,)),), None,
            (Owner(ref("Kystcentret", "unit"), True, (told[1],)), Owner(ref("Anlægscentret", "unit"), False, (told[0],))), (),
            (Waiting(ref("Dæmningen"), (ref("Broen"), ref("Dæmningen"))),), (),
            (Standing(DAYS[1], "delayed", "Havnen er sen.", ref("Havnen"), (passage,)),),
            (Promise("urn:p", "overdue", DAYS[1], "foråret", "2019-12-31", (ref("Kystcentret", "unit"),), (), "Der kommer en plan.", None, "", (passage,)),),
            (Sum(ref("Havnen"), "2 mio. kr.", "2000000", "", "", "DKK", "set_aside", "once", told[1]),),
            (Deadline("foråret 2020", "2020-05-31", False, (told[1],)),),
        )
    }  # fmt: skip


@pytest.fixture(scope="module")
def markup():
    return render_page(harbour(), title="Havnen", profiles=known())


def in_sight(tab):
    return set(tab.evaluate("() => [...window.referatgraf.sight().nodes].map(window.referatgraf.name)"))


def pick(tab, typed):
    tab.fill("#search", typed)
    tab.keyboard.press("Enter")


def chosen(tab):
    return tab.inner_text("#panel-title").strip()


# --- find -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [("Dæmnigen", "Dæmningen"), ("anlegscentret", "Anlægscentret"), ("Ana Holm", "Anna Holm"), ("Kystcnetret", "Kystcentret"), ("kyc", "Kystcentret"), ("havneprojekter", "Havnen"), ("havne projekter", "Havnen"), ("havne projketer", "Havnen"), ("kyst centret", "Kystcentret"), ("ana hlm", "Anna Holm")],
)  # fmt: skip
def test_a_misspelt_name_finds_its_thing_though_it_is_not_shown(shown, markup, typed, found):
    tab = shown(markup)
    pick(tab, typed)
    assert chosen(tab) == found
    assert found in in_sight(tab)


def test_what_is_like_no_name_finds_nothing(shown, markup):
    tab = shown(markup)
    tab.fill("#search", "kvadratrod")
    assert tab.inner_text("#suggestions") == "Intet hedder sådan"


# --- grow -----------------------------------------------------------------------------------------


def test_neighbours_are_brought_in_beside_the_thing_and_put_away_again(shown, markup):
    tab = shown(markup)
    assert in_sight(tab) == {"Havnen", "Broen", "Kystcentret"}
    assert "(2 mere)" in tab.inner_text("[data-act=expand]")
    tab.click("[data-act=expand]")
    assert in_sight(tab) == {"Havnen", "Broen", "Kystcentret", "Anlægscentret", "Molen"}
    places = tab.evaluate("() => Object.values(window.referatgraf.view.positions())")
    assert all(abs(a["x"] - b["x"]) >= 130 or abs(a["y"] - b["y"]) >= 58 for a in places for b in places if a is not b)
    assert tab.locator("[data-act=expand]").count() == 0
    tab.click("#back")
    assert in_sight(tab) == {"Havnen", "Broen", "Kystcentret"}
    assert tab.is_disabled("#back")


def test_neighbours_come_in_by_keyboard_and_by_two_clicks(shown, markup):
    tab = shown(markup)
    tab.focus("#network")
    tab.keyboard.press("ArrowRight")
    assert chosen(tab) == "Broen"
    tab.keyboard.press("Enter")
    assert "Dæmningen" in in_sight(tab)
    tab.click("#whole")
    place = tab.evaluate("() => { const g = window.referatgraf; return g.view.toDOM(g.find('Havnen')[0].id); }")
    tab.dblclick("#network canvas", position=place)
    assert chosen(tab) == "Havnen"
    assert {"Anlægscentret", "Molen"} <= in_sight(tab)


def test_at_most_twenty_neighbours_come_at_once_and_the_rest_is_counted(shown):
    network = harbour()
    for number in range(30):
        node = iri(f"Pæl {number:02}")
        network.add_node(
            node,
            label=f"Pæl {number:02}",
            kind="project",
            aliases=[],
            date=None,
            outcome=None,
            dates=[DAYS[0]],
            sentences=[],
        )
        network.add_edge(node, "urn:x/Havnen", key="partOf", predicate="partOf", label_da="del af", label_en="part of", accepted=True,
                         statement=True, modality="reported", dates=[DAYS[0]], sentences=[])  # fmt: skip
    tab = shown(render_page(network, title="Havnen"))
    tab.click("[data-act=expand]")
    assert len(in_sight(tab)) == 23
    assert "(12 mere)" in tab.inner_text("[data-act=expand]")


def test_a_thing_is_hidden_and_the_nearest_shown_alone(shown, markup):
    tab = shown(markup)
    tab.click("[data-act=hide]")
    assert in_sight(tab) == {"Broen", "Kystcentret"}
    pick(tab, "Broen")
    tab.click("[data-act=focus_on]")
    assert in_sight(tab) == {"Broen", "Havnen", "Dæmningen"}


# --- see ------------------------------------------------------------------------------------------


def test_a_relation_is_switched_off_and_its_lines_are_gone(shown, markup):
    tab = shown(markup)
    lines = "() => window.referatgraf.sight().lines.size"
    before = tab.evaluate(lines)
    tab.click("#relations-box summary")
    tab.uncheck("#relations input[value=dependsOn]")
    assert tab.evaluate(lines) == before - 1


def test_the_slider_shows_what_was_known_then_by_keyboard(shown, markup):
    tab = shown(markup)
    tab.focus("#until")
    tab.keyboard.press("Home")
    assert tab.inner_text("#until-text") == "4. marts 2019"
    assert in_sight(tab) == {"Havnen", "Broen"}
    assert tab.locator("#panel .plain").first.inner_text().startswith("Anlægscentret")  # who owned it then
    tab.keyboard.press("ArrowRight")
    assert in_sight(tab) == {"Havnen", "Broen", "Kystcentret"}
    tab.keyboard.press("End")
    assert tab.inner_text("#until-text") == "nu (seneste møde 3. februar 2020)"


def test_decided_proposed_uncertain_and_closed_look_different_and_the_legend_says_how(shown):
    network = harbour()
    network.graph["start"] = sorted(network)
    network.nodes["urn:x/Broen"]["closed"] = True
    tab = shown(render_page(network, title="Havnen", profiles=known()))
    look = """([a, b]) => { const g = window.referatgraf; const id = (label) => Object.keys(g.page.nodes).find((one) => g.name(one) === label);
      const one = g.data.lines.find(({ from, to }) => [id(a), id(b)].includes(from) && [id(a), id(b)].includes(to)); return g.look.line(one.id); }"""
    looks = [
        tab.evaluate(look, ends)
        for ends in (["Havnen", "Broen"], ["Havnen", "Kystcentret"], ["Molen", "Havnen"], ["Dæmningen", "Anna Holm"])
    ]
    assert len({(one["color"], one["width"], str(one["dash"])) for one in looks}) == 4
    keys = tab.locator("#line-keys .line-key").all_inner_texts()
    assert keys == ["besluttet", "står i referatet", "foreslået eller planlagt", "forslag, ikke bekræftet"]
    filled = tab.evaluate(
        "() => Object.fromEntries(Object.keys(window.referatgraf.page.nodes).map((id) => [window.referatgraf.name(id), window.referatgraf.look.node(id).fill]))"
    )
    assert filled["Broen"] == "#ffffff" != filled["Havnen"]
    assert filled["Molen"] not in (filled["Broen"], filled["Havnen"])
    assert "afsluttet" in tab.inner_text("#node-keys")


def test_communities_are_a_ring_and_a_text(shown, markup):
    tab = shown(markup)
    ring = "() => window.referatgraf.look.node('n4').ring"
    assert tab.evaluate(ring) is None
    tab.check("#communities")
    assert tab.evaluate(ring)
    tab.click("#overview")
    assert "Gruppe 1:" in tab.inner_text("#panel")


def test_every_thing_has_its_name_at_rest_and_none_lies_on_another(shown):
    network = nx.MultiDiGraph(hidden=0, about=None)
    for number in range(40):
        network.add_node(
            str(number),
            label=f"Et navn af to ord {number:02}",
            kind="project",
            aliases=[],
            date=None,
            outcome=None,
            sentences=[],
        )
        network.add_edge(
            str(number),
            str(number // 3),
            key="partOf",
            predicate="partOf",
            label_da="del af",
            label_en="part of",
            accepted=True,
            sentences=[],
        )
    from graph.layout import layout

    for node, (x, y) in layout(network).items():
        network.nodes[node].update(x=x, y=y)
    tab = shown(render_page(network, title="Navne"), width=1400, height=900)
    boxes = tab.evaluate("() => window.referatgraf.view.nameBoxes()")
    assert len(boxes) == 40
    apart = [
        a["right"] < b["left"] or b["right"] < a["left"] or a["bottom"] < b["top"] or b["bottom"] < a["top"]
        for a in boxes
        for b in boxes
        if a is not b
    ]
    assert all(apart)


# --- ask ------------------------------------------------------------------------------------------


def test_the_panel_tells_all_that_is_known_of_a_thing(shown, markup):
    tab = shown(markup)
    panel = tab.inner_text("#panel")
    for told in (
        "havneprojektet", "Kystcentret", "nævnt 2. september 2019", "Anlægscentret", "Havnen er sen.", "forsinket", "Venter på",
        "Dæmningen via Broen", "Der kommer en plan.", "passeret 31. december 2019", "2 mio. kr.", "afsat, én gang", "foråret 2020",
        "Havnens mole", "udskudt", "Molen kommer igen.", "Genoptaget 3. februar 2020: godkendt",
    ):  # fmt: skip
        assert told in panel, told
    tab.click("#panel .where summary >> nth=0")
    assert "2019-09-02.pdf" in tab.inner_text("#panel .where >> nth=0")
    assert "side 3" in tab.inner_text("#panel .where >> nth=0")


def test_the_overview_tells_what_was_put_off_and_what_is_promised(shown):
    network, profiles = harbour(), known()
    deferred = profiles["urn:x/Havnen"].history[0].decisions[0]
    network.add_node(
        "urn:d",
        label="Molen (2019-09-02)",
        kind="decision",
        aliases=[],
        date=DAYS[1],
        outcome="deferred",
        text="Molen kommer igen.",
        dates=[DAYS[1]],
        sentences=[],
    )
    profiles["urn:d"] = Profile("urn:d", "decision", "Molen", (), (), 0, (), deferred, (), (), (), (), (), (), (), ())
    tab = shown(render_page(network, title="Havnen", profiles=profiles))
    tab.click("#overview")
    tab.click("#panel summary:has-text('Udskudte')")
    assert "Genoptaget 3. februar 2020: godkendt" in tab.inner_text("#panel")
    tab.click("#panel summary:has-text('Åbne tilsagn')")
    assert "Der kommer en plan." in tab.inner_text("#panel")


def test_the_shortest_path_is_told_in_words_with_a_sentence_for_each_step(shown, markup):
    tab = shown(markup)
    tab.click("[data-act=path_from]")
    assert "Fra: Havnen" in tab.inner_text("#path-box")
    pick(tab, "Anna Holm")
    assert tab.inner_text("#path-title") == "Vejen fra Havnen til Anna Holm"
    steps = [" ".join(one.split()) for one in tab.locator("#path-box .relation").all_inner_texts()]
    assert steps == ["Havnen dependsOn Broen", "Broen dependsOn Dæmningen", "Dæmningen ledBy (forslag) Anna Holm"]
    assert tab.locator("#path-box blockquote").count() == 3
    assert {"Dæmningen", "Anna Holm"} <= in_sight(tab)
    assert (
        tab.evaluate(
            "() => Object.keys(window.referatgraf.page.nodes).filter((id) => window.referatgraf.sight().nodes.has(id) && !window.referatgraf.look.node(id).dim).length"
        )
        == 4
    )
    tab.click("#path-box > button")
    assert tab.locator("#path-title").count() == 0


def test_two_things_without_a_path_are_told_to_have_none(shown, markup):
    tab = shown(markup)
    tab.click("#relations-box summary")
    tab.uncheck("#relations input[value=ledBy]")
    tab.click("[data-act=path_from]")
    pick(tab, "Anna Holm")
    assert "Ingen vej" in tab.inner_text("#path-box")


def test_dependencies_stand_in_the_direction_of_the_flow(shown, markup):
    tab = shown(markup)
    tab.click("[data-view=flow]")
    tab.check("#flow-waits")
    assert [box.locator("title").text_content() for box in tab.locator(".flow-box").all()] == ["Broen", "Havnen"]
    tab.check("#flow-all")
    boxes = {box.locator("title").text_content(): box.bounding_box() for box in tab.locator(".flow-box").all()}
    assert sorted(boxes, key=lambda name: boxes[name]["x"]) == ["Havnen", "Broen", "Dæmningen"]
    tab.locator(".flow-box", has_text="Broen").focus()
    tab.keyboard.press("Enter")
    assert chosen(tab) == "Broen"
    assert tab.evaluate("() => document.activeElement.querySelector('title').textContent") == "Broen"
    tab.uncheck("#flow-waits")
    assert tab.locator(".flow-box").count() == 4


def test_what_is_new_since_a_meeting_is_listed_and_lit(shown, markup):
    tab = shown(markup)
    tab.select_option("#since", DAYS[0])
    assert chosen(tab) == "Nyt siden 4. marts 2019"
    panel = tab.inner_text("#panel-body")
    assert "Kystcentret" in panel
    assert "Anlægscentret" not in panel
    assert (
        tab.evaluate(
            "() => [...window.referatgraf.sight().nodes].filter((id) => window.referatgraf.look.node(id).dim).map(window.referatgraf.name)"
        )
        == []
    )  # Broen is old, but what is new touches it
    tab.click("#overview")
    assert tab.input_value("#since") == ""


# --- take away ------------------------------------------------------------------------------------


def test_a_link_restores_exactly_this_view(shown, markup):
    tab = shown(markup)
    tab.click("[data-act=expand]")
    pick(tab, "Anna Holm")
    tab.click("#relations-box summary")
    tab.uncheck("#relations input[value=ledBy]")
    tab.uncheck("#kinds input[value=unit]")
    tab.check("#communities")
    tab.click("#language")
    tab.click("#closer")
    view = """() => { const { state, view, linkHere } = window.referatgraf;
      return { hash: linkHere().split("#")[1], shown: [...state.shown].sort(), at: view.positions(), chosen: state.chosen, language: state.language,
        off: [...state.kindsOff, ...state.relationsOff], eye: Math.round(view.camera().scale * 100) }; }"""
    before = tab.evaluate(view)
    after = shown(markup, hash="#" + before["hash"]).evaluate(view)
    assert after == before


def test_a_link_of_another_graph_opens_what_is_still_there(shown, markup):
    tab = shown(markup, hash="#thing=Gone&more=Molen%20Gone&view=nothing&until=1999-01-01&kinds-off=x&eye=a,b,c")
    assert in_sight(tab) == {"Havnen", "Broen", "Kystcentret", "Molen"}


def test_a_thousand_things_are_panned_without_placing_names_anew(shown):
    network = nx.MultiDiGraph(hidden=0, about=None)
    first = date(2020, 1, 1)
    for number in range(1000):
        network.add_node(str(number), label=f"Ting {number}", kind="project", aliases=[], date=None, outcome=None, sentences=[], dates=[f"{first + timedelta(number % 9)}"],
                         x=(number % 40) * 90, y=(number // 40) * 90)  # fmt: skip
        network.add_edge(
            str(number),
            str(number // 2),
            key="partOf",
            predicate="partOf",
            label_da="del af",
            label_en="part of",
            accepted=True,
            sentences=[],
        )
    tab = shown(render_page(network, title="Mange"))
    measured = tab.evaluate("""() => { let count = 0; const real = CanvasRenderingContext2D.prototype.measureText;
      CanvasRenderingContext2D.prototype.measureText = function (...given) { count += 1; return real.apply(this, given); };
      const { view } = window.referatgraf; const { x, y, scale } = view.camera(); view.redraw();
      const names = view.named().length; for (let at = 0; at < 5; at += 1) { view.moveTo({ x: x + at, y, scale }); view.network.redraw(); }
      return { count, names, after: view.named().length }; }""")
    assert measured["count"] == 0
    assert measured["names"] == measured["after"] > 0

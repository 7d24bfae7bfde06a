"""The view of many things, by both its painters: the same signs, lines, names and answers as the view of few."""

import math

import networkx as nx
import pytest

import graph.page
from graph.page import STYLE, render_page

pytestmark = pytest.mark.browser
# A browser of tests has no graphics card; this has it believe so, and WebGL is run in software.
CARD = """{ const real = WebGL2RenderingContext.prototype.getParameter;
  WebGL2RenderingContext.prototype.getParameter = function (asked) {
    return asked === 0x9246 ? "a card" : real.call(this, asked); }; }"""
PAINTERS = {"webgl": CARD, "plane": ""}
KINDS = ("project", "unit", "person", "case", "decision", "meeting")
ACROSS = 120  # between neighbours
INK_OF_LINES = "#7b8794"


def lattice(count=36, start=None) -> nx.MultiDiGraph:
    """Things in rows of six, each bound to the next in its row and the one beneath."""
    network = nx.MultiDiGraph(hidden=0, about=None)
    if start is not None:
        network.graph["start"] = [f"urn:x/{n:05}" for n in range(start)]
    wide = 6 if count < 100 else math.isqrt(count)
    for n in range(count):
        network.add_node(
            f"urn:x/{n:05}", label=f"Ting {n}", kind=KINDS[n % len(KINDS)], aliases=[], date=None, outcome=None, text=None,
            sentences=[], dates=["2020-01-01" if n % 2 else "2020-02-01"], community=n % 3, x=n % wide * ACROSS, y=n // wide * ACROSS,
        )  # fmt: skip
    for n in range(count):
        for other in (n + 1, n + wide):
            if other < count and (other == n + wide or other % wide):
                network.add_edge(
                    f"urn:x/{n:05}", f"urn:x/{other:05}", key="partOf", predicate="partOf", label_da="er del af",
                    label_en="is part of", accepted=n % 5 != 0, sentences=[], dates=["2020-01-01"],
                )  # fmt: skip
    return network


@pytest.fixture(params=PAINTERS)
def large(request, shown, monkeypatch):
    monkeypatch.setattr(graph.page, "_MOST_ON_CANVAS", 10)
    tab = shown(render_page(lattice(), title="Mange"), before=PAINTERS[request.param])
    tab.evaluate(AT_REST)
    tab.painter = request.param
    return tab


AT_REST = "() => new Promise((done) => setTimeout(done, 250))"
COLORS = """async (ids) => { const { view } = window.referatgraf; const picture = await createImageBitmap(await view.toImage());
  const paper = new OffscreenCanvas(picture.width, picture.height); const on = paper.getContext("2d", { willReadFrequently: true }); on.drawImage(picture, 0, 0);
  const box = document.getElementById("network"); const pixels = window.devicePixelRatio;
  const margin = { x: (picture.width / pixels - box.clientWidth) / 2, y: (picture.height / pixels - box.clientHeight) / 2 };
  const at = ({ x, y }) => "#" + [...on.getImageData(Math.round((x + margin.x) * pixels), Math.round((y + margin.y) * pixels), 1, 1).data].slice(0, 3).map((part) => part.toString(16).padStart(2, "0")).join("");
  return ids.map((id) => at(typeof id === "string" ? view.toDOM(id) : id)); }"""


def near(color, other, slack=12):
    parts = [[int(one[at : at + 2], 16) for at in (1, 3, 5)] for one in (color, other.lower())]
    return all(abs(a - b) <= slack for a, b in zip(*parts, strict=True))


def place(tab, name):
    """Where a thing stands on the screen."""
    return tab.evaluate(
        """(id) => { const { left, top } = document.getElementById("network").getBoundingClientRect();
        const { x, y } = window.referatgraf.view.toDOM(id); return [left + x, top + y]; }""",
        name,
    )


def chosen(tab):
    return tab.evaluate("() => window.referatgraf.state.chosen")


def test_signs_have_the_colours_of_the_legend(large):
    found = large.evaluate(COLORS, ["n0", "n1", "n2", "n3", "n4", "n5"])
    assert all(near(color, STYLE[kind].color) for color, kind in zip(found, KINDS, strict=True)), found


def test_a_line_is_drawn_between_signs(large):
    middle = large.evaluate(
        "() => { const [a, b] = ['n1', 'n2'].map((id) => window.referatgraf.view.toDOM(id)); return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }; }"
    )
    across = large.evaluate(COLORS, [{"x": middle["x"], "y": middle["y"] + step} for step in (-25, -1, 0, 1, 25)])
    assert across[0] == across[-1] == "#ffffff"
    assert any(near(color, INK_OF_LINES, 70) for color in across[1:-1]), across


def test_a_click_chooses_a_thing_a_line_or_nothing(large):
    x, y = place(large, "n8")
    large.mouse.click(x, y)
    assert chosen(large) == {"node": "n8"}
    assert large.inner_text("#panel-title").strip() == "Ting 8"
    right = place(large, "n9")[0]
    large.mouse.click((x + right) / 2, y)
    ends = large.evaluate(
        "() => { const { line } = window.referatgraf.state.chosen; const one = window.referatgraf.data.lines.find(({ id }) => id === line); return [one.from, one.to].sort(); }"
    )
    assert ends == ["n8", "n9"]
    large.mouse.click((x + right) / 2, y + (place(large, "n14")[1] - y) / 2)
    assert chosen(large) is None


def test_the_chosen_has_a_ring_and_its_lines_are_bold(large):
    large.mouse.click(*place(large, "n8"))
    large.evaluate(AT_REST)
    middle = large.evaluate(
        "() => { const [a, b] = ['n8', 'n14'].map((id) => window.referatgraf.view.toDOM(id)); return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }; }"
    )
    across = large.evaluate(COLORS, [{"x": middle["x"] + step, "y": middle["y"]} for step in (-1, 0, 1)])
    assert any(near(color, "#1f2933", 60) for color in across), across


def test_a_thing_is_dragged_and_the_link_keeps_its_place(large):
    x, y = place(large, "n8")
    large.mouse.move(x, y)
    large.mouse.down()
    large.mouse.move(x + 30, y + 40, steps=4)
    large.mouse.up()
    assert place(large, "n8") == pytest.approx([x + 30, y + 40], abs=1.5)
    assert "00008%40" in large.evaluate("() => window.referatgraf.linkHere()")
    assert chosen(large) is None


def test_the_ground_is_dragged_as_a_picture_and_then_drawn_anew(large):
    large.evaluate(
        """() => { window.shifts = []; const canvas = document.querySelector('#network > canvas');
        new MutationObserver(() => window.shifts.push(canvas.style.transform)).observe(canvas, { attributeFilter: ["style"] }); }"""
    )
    x, y = place(large, "n8")
    ground = place(large, "n14")[1] / 2 + y / 2
    start = ((x + place(large, "n9")[0]) / 2, ground)
    large.mouse.move(*start)
    large.mouse.down()
    large.mouse.move(start[0] + 60, start[1] + 20, steps=3)
    large.mouse.up()
    large.evaluate(AT_REST)
    assert any(shift.startswith("translate(") for shift in large.evaluate("() => window.shifts"))
    assert place(large, "n8") == pytest.approx([x + 60, y + 20], abs=1)
    large.evaluate(AT_REST)
    assert large.evaluate("() => document.querySelector('#network > canvas').style.transform") == ""
    assert near(large.evaluate(COLORS, ["n8"])[0], STYLE[KINDS[8 % 6]].color)


def test_the_wheel_keeps_what_is_under_the_pointer(large):
    before, right = place(large, "n21"), place(large, "n22")
    large.mouse.move(*before)
    large.mouse.wheel(0, -240)
    large.evaluate(AT_REST)
    assert place(large, "n21") == pytest.approx(before, abs=1)
    assert place(large, "n22")[0] - before[0] == pytest.approx((right[0] - before[0]) * math.exp(0.36), rel=0.02)


def test_a_double_click_brings_neighbours_in(shown, monkeypatch):
    monkeypatch.setattr(graph.page, "_MOST_ON_CANVAS", 10)
    tab = shown(render_page(lattice(start=12), title="Mange"))
    tab.evaluate(AT_REST)
    before = tab.evaluate("() => window.referatgraf.state.shown.size")
    tab.mouse.dblclick(*place(tab, "n11"))
    assert tab.evaluate("() => window.referatgraf.state.shown.has('n17')")
    assert tab.evaluate("() => window.referatgraf.state.shown.size") > before


def test_names_stand_apart_and_follow_the_pointer(large):
    boxes = large.evaluate("() => window.referatgraf.view.nameBoxes()")
    assert len(boxes) > 10
    for number, a in enumerate(boxes):
        for b in boxes[number + 1 :]:
            assert a["right"] <= b["left"] or b["right"] <= a["left"] or a["bottom"] <= b["top"] or b["bottom"] <= a["top"]  # fmt: skip


def test_what_is_switched_off_is_not_painted(large):
    large.uncheck("#kinds input[value=unit]")
    large.evaluate(AT_REST)
    assert large.evaluate(COLORS, ["n1"]) == ["#ffffff"]
    assert near(large.evaluate(COLORS, ["n0"])[0], STYLE["project"].color)


def test_communities_and_paths_are_seen(large):
    on_the_ring = """() => { const { view, data } = window.referatgraf; const { x, y } = view.toDOM('n0');
      const { scale } = view.camera(); const { size } = data.nodes.find(({ id }) => id === 'n0');
      return { x: x - 0.9 * (size * scale + 10 * Math.min(scale, 1)), y }; }"""
    spot = large.evaluate(on_the_ring)
    plain = large.evaluate(COLORS, [spot])
    large.check("#communities")
    large.evaluate(AT_REST)
    assert large.evaluate(COLORS, [spot]) != plain
    large.uncheck("#communities")
    large.evaluate("() => window.referatgraf.set({ path: ['n0', 'n2'] })")
    large.evaluate(AT_REST)
    dimmed, lit = large.evaluate(COLORS, ["n18", "n0"])
    assert near(lit, STYLE["project"].color)
    assert not near(dimmed, STYLE["project"].color, 60)


def test_time_hides_what_came_later(large):
    large.evaluate("() => window.referatgraf.set({ until: '2020-01-01' })")
    large.evaluate(AT_REST)
    assert large.evaluate(COLORS, ["n0"]) == ["#ffffff"]
    assert near(large.evaluate(COLORS, ["n1"])[0], STYLE["unit"].color)


def test_a_link_brings_the_same_view_back(large):
    large.evaluate("() => window.referatgraf.view.moveTo({ x: 100, y: 50, scale: 1.5 })")
    large.evaluate(AT_REST)
    link = large.evaluate("() => window.referatgraf.linkHere()").split("#")[1]
    large.evaluate("() => window.referatgraf.view.moveTo({ x: 0, y: 0, scale: 0.5 })")
    large.evaluate("(link) => window.referatgraf.restore(link)", link)
    assert large.evaluate("() => window.referatgraf.view.camera()") == {"x": 100, "y": 50, "scale": 1.5}


def test_arrow_keys_go_from_thing_to_thing(large):
    large.evaluate("() => window.referatgraf.choose('n8')")
    large.focus("#network")
    large.keyboard.press("ArrowRight")
    assert chosen(large) == {"node": "n9"}
    large.keyboard.press("ArrowDown")
    assert chosen(large) == {"node": "n15"}


def test_a_picture_comes_back_after_the_graphics_side_was_lost(shown, monkeypatch):
    monkeypatch.setattr(graph.page, "_MOST_ON_CANVAS", 10)
    tab = shown(render_page(lattice(), title="Mange"), before=CARD)
    tab.evaluate(AT_REST)
    tab.evaluate(
        """() => new Promise((done) => { const gl = document.querySelector("#network > canvas").getContext("webgl2");
        const ext = gl.getExtension("WEBGL_lose_context"); ext.loseContext(); setTimeout(() => { ext.restoreContext(); setTimeout(done, 300); }, 100); })"""
    )
    assert near(tab.evaluate(COLORS, ["n0"])[0], STYLE["project"].color)


def test_a_page_of_few_is_taken_over_when_it_grows(shown):
    tab = shown(render_page(lattice(1024, start=900), title="Mange"))
    assert tab.evaluate("() => 'network' in window.referatgraf.view")  # vis-network's
    tab.evaluate("() => { const g = window.referatgraf; g.set({ shown: new Set(Object.keys(g.page.nodes)) }); }")
    tab.evaluate(AT_REST)
    assert tab.evaluate("() => 'network' in window.referatgraf.view") is False
    assert tab.evaluate("() => document.querySelectorAll('#network canvas').length") == 2
    tab.evaluate("() => window.referatgraf.view.fit()")
    tab.evaluate(AT_REST)
    x, y = place(tab, "n500")
    tab.mouse.click(x, y)
    assert chosen(tab) == {"node": "n500"}


def test_a_page_of_many_leaves_vis_network_out():
    few, many = (render_page(lattice(count), title="Mange") for count in (900, 1100))
    assert len(few) - len(many) > 400_000


def test_all_can_be_brought_into_sight_and_a_link_to_that_is_short(shown):
    network = lattice(1400, start=48)
    network.graph["whole"] = {node: (data["x"] * 2, data["y"]) for node, data in network.nodes(data=True)}
    tab = shown(render_page(network, title="Mange"))
    tab.click("#bring-all")
    tab.evaluate(AT_REST)
    assert tab.evaluate("() => window.referatgraf.sight().nodes.size") == 1400
    assert tab.evaluate("() => 'network' in window.referatgraf.view") is False
    assert place(tab, "n1")[0] - place(tab, "n0")[0] == pytest.approx(
        2 * (place(tab, "n37")[1] - place(tab, "n0")[1]), rel=0.01
    )
    link = tab.evaluate("() => window.referatgraf.linkHere()")
    assert len(link.split("#")[1]) < 200
    again = shown(render_page(network, title="Mange"), hash="#" + link.split("#")[1])
    again.evaluate(AT_REST)
    assert again.evaluate("() => window.referatgraf.sight().nodes.size") == 1400
    assert place(again, "n700") == pytest.approx(place(tab, "n700"), abs=2)


def test_a_driver_that_cannot_run_the_shaders_leaves_a_picture(shown, monkeypatch):
    monkeypatch.setattr(graph.page, "_MOST_ON_CANVAS", 10)
    broken = (
        CARD
        + """{ const real = WebGL2RenderingContext.prototype.getProgramParameter;
      WebGL2RenderingContext.prototype.getProgramParameter = function (program, asked) {
        return asked === this.LINK_STATUS ? false : real.call(this, program, asked); }; }"""
    )
    tab = shown(render_page(lattice(), title="Mange"), before=broken)
    tab.evaluate(AT_REST)
    assert near(tab.evaluate(COLORS, ["n0"])[0], STYLE["project"].color)


def test_what_is_only_suggested_is_dashed_in_every_view(large):
    along = """([from, to]) => { const [a, b] = [from, to].map((id) => window.referatgraf.view.toDOM(id));
      return Array.from({ length: 60 }, (_, at) => 0.3 + 0.4 * at / 60).flatMap((part) => [-1, 0, 1].map((off) => ({ x: a.x + (b.x - a.x) * part, y: a.y + off }))); }"""
    rows = {}
    for ends in (["n20", "n21"], ["n21", "n22"]):  # every fifth is suggested
        found = large.evaluate(COLORS, large.evaluate(along, ends))
        rows[ends[0]] = [any(color != "#ffffff" for color in found[at : at + 3]) for at in range(0, len(found), 3)]
    assert all(rows["n21"])
    assert 10 < sum(rows["n20"]) < 50
    look = "(id) => { const g = window.referatgraf; const one = g.data.lines.find(({ from }) => from === id); return g.look.line(one.id).dash; }"
    assert large.evaluate(look, "n20")
    assert not large.evaluate(look, "n21")


def test_what_hangs_together_with_more_is_larger(large):
    size = "(id) => window.referatgraf.data.nodes.find((one) => one.id === id).size"
    # Of one kind each: at an edge, and in a corner.
    assert large.evaluate(size, "n12") > large.evaluate(size, "n0")
    assert large.evaluate(size, "n11") > large.evaluate(size, "n35")


def test_a_picture_is_what_the_stage_shows(large):
    size = "async () => { const { width, height } = await createImageBitmap(await window.referatgraf.view.toImage()); const box = document.getElementById('network'); return [width - box.clientWidth, height - box.clientHeight]; }"
    assert large.evaluate(size) == [0, 0]


def test_in_a_crowd_few_names_are_written_and_those_of_projects_first(shown):
    network = lattice(2500)
    tab = shown(render_page(network, title="Mange"))
    tab.evaluate(AT_REST)
    named = tab.evaluate("() => window.referatgraf.view.named()")
    assert 5 < len(named) <= 60
    kinds = tab.evaluate("() => window.referatgraf.view.named().map((id) => window.referatgraf.thing(id).kind)")
    assert kinds.count("project") > len(kinds) / 2

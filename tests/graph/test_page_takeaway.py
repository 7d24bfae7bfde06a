"""What is taken home from the page: pictures, a spreadsheet and networks that other programs read, however hostile."""

import csv
import io

import networkx as nx
import pytest
from lxml import etree

from graph.network import explorable, projects_network
from graph.network_files import gexf, graphml
from graph.page import render_page

pytestmark = pytest.mark.browser


def download(tab, form: str):
    if not tab.is_visible(f"#take-{form}"):
        tab.click("#take summary")
    with tab.expect_download() as found:
        tab.click(f"#take-{form}")
    return found.value


def taken(tab, form: str) -> bytes:
    return download(tab, form).path().read_bytes()


def texts(svg) -> str:
    return " ".join("".join(one.itertext()) for one in svg.iterfind(".//{http://www.w3.org/2000/svg}text"))


@pytest.fixture(scope="module")
def open_page(browser, tmp_path_factory):
    tabs = []

    def opened(markup):
        file = tmp_path_factory.mktemp("page") / "page.html"
        file.write_text(markup, encoding="utf-8", errors="surrogatepass")
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        tab.goto(file.as_uri())
        tab.wait_for_selector("body[data-ready]")
        tabs.append(tab)
        return tab

    yield opened
    for tab in tabs:
        tab.close()


@pytest.fixture(scope="module")
def network(sample_graph):
    return projects_network(sample_graph)


@pytest.fixture(scope="module")
def tab(open_page, network):
    return open_page(render_page(network, title="Projekter"))


@pytest.fixture(scope="module")
def hostile(open_page):
    network = nx.MultiDiGraph(hidden=0, about=None)
    text = "=1+1 <b>&\"' \x01;\n🚧"
    said = {"before": "", "quote": text, "after": "", "marks": [], "file": text, "start": 0, "end": 1, "meeting": text,
            "date": "2020-01-02", "item": text}  # fmt: skip
    for number in range(2):
        network.add_node(f"urn:x:{number}", label=text, kind="project", aliases=[text], date=None, outcome=None, text=None,
                         sentences=[said], x=number * 200, y=0)  # fmt: skip
    network.add_edge("urn:x:0", "urn:x:1", key="partOf", predicate="partOf", label_da=text, label_en=text, accepted=False,
                     sentences=[said])  # fmt: skip
    return open_page(render_page(network, title="Projekter"))


def test_a_picture_is_a_png_of_twice_the_pixels_with_room_for_title_and_legend(tab):
    from PIL import Image

    picture = Image.open(io.BytesIO(taken(tab, "png")))
    stage = tab.evaluate(
        "() => [document.getElementById('network').clientWidth, document.getElementById('network').clientHeight]"
    )
    assert picture.format == "PNG"
    assert picture.width >= 2 * stage[0]
    assert picture.height >= 2 * (stage[1] + 60)
    # Something is drawn above the network, where the title stands, and below it, where the legend does.
    for rows in ((0, 100), (picture.height - 120, picture.height)):
        assert picture.convert("L").crop((0, rows[0], picture.width, rows[1])).getextrema()[0] < 120


def test_a_drawing_has_all_signs_names_and_arrowheads(tab, network):
    svg = etree.fromstring(taken(tab, "svg"))
    names = {"s": "http://www.w3.org/2000/svg"}
    signs = svg.xpath("//s:g[s:title]/*[self::s:circle or self::s:polygon]", namespaces=names)
    assert len(signs) == network.number_of_nodes()
    titles = {one.text for one in svg.xpath("//s:g/s:title", namespaces=names)}
    assert titles == {label for _, label in network.nodes(data="label")}
    drawn = tab.evaluate("() => window.referatgraf.sight().lines.size")
    heads = svg.xpath("//s:g[@clip-path]//s:g[s:line and s:polygon]", namespaces=names)
    assert 0.8 * drawn <= len(heads) <= drawn


def test_a_drawing_says_what_it_shows_when_it_was_known_and_where_it_comes_from(open_page, sample_graph):
    tab = open_page(render_page(explorable(sample_graph), title="Projekter", source_note="Prøvedata."))
    svg = etree.fromstring(taken(tab, "svg"))
    told = texts(svg)
    days = tab.evaluate(
        "() => [...new Set(Object.values(window.referatgraf.page.nodes).flatMap((one) => one.dates || []))].sort()"
    )
    year = days[-1][:4]
    assert told.startswith("Projekter Som det var kendt ")
    assert f" {year} · " in told
    assert "Kilde: referater af møder fra" in told
    assert told.endswith("læst af referatgraf. Prøvedata.")
    legend = "".join(svg.xpath("//*[@class='legend']")[0].itertext())
    kinds = {
        tab.evaluate("(kind) => window.referatgraf.page.words.da.kind[kind]", kind["kind"])
        for kind in tab.evaluate(
            "() => { const g = window.referatgraf; return [...new Set([...g.sight().nodes].map((id) => g.thing(id).kind))].map((kind) => ({ kind })); }"
        )
    }
    assert all(kind in legend for kind in kinds)


def test_the_strokes_of_the_legend_are_those_of_the_lines(tab):
    svg = etree.fromstring(taken(tab, "svg"))
    names = {"s": "http://www.w3.org/2000/svg"}

    def strokes(found):
        return {(one.get("stroke"), one.get("stroke-width"), one.get("stroke-dasharray")) for one in found}

    drawn = strokes(svg.xpath("//s:g[@clip-path]//s:line", namespaces=names))
    assert len(drawn) > 1
    assert drawn == strokes(svg.xpath("//s:g[@class='legend']//s:line", namespaces=names))


def test_no_line_strikes_a_name_through(tab):
    svg = etree.fromstring(taken(tab, "svg"))
    order = [etree.QName(one).localname for one in svg.xpath("//*[@clip-path]//*")]
    last_line = max(at for at, tag in enumerate(order) if tag == "line")
    grounds = [at for at, tag in enumerate(order) if tag == "rect"]
    assert grounds
    assert min(grounds) > last_line
    assert all(order[at + 1] == "text" for at in grounds)


def test_files_are_named_after_what_they_hold_in_the_words_of_the_page(open_page, network):
    tab = open_page(render_page(network, title="Projekter"))
    assert download(tab, "csv").suggested_filename == "projekter-forbindelser.csv"
    assert download(tab, "png").suggested_filename == "projekter-udsnit.png"
    tab.click("#language")
    title = tab.inner_text("h1").lower()
    assert download(tab, "csv").suggested_filename == f"{title}-connections.csv"


def test_the_flow_is_taken_where_the_flow_is_seen(open_page, sample_graph):
    tab = open_page(render_page(explorable(sample_graph), title="Projekter"))
    tab.click("[data-view=flow]")
    boxes = tab.locator("#flow .flow-box").count()
    found = download(tab, "svg")
    svg = etree.fromstring(found.path().read_bytes())
    assert found.suggested_filename == "projekter-forlob.svg"
    assert len(svg.xpath("//*[local-name()='rect' and @rx]")) == boxes > 1
    assert "Kilde: referater" in texts(svg)
    assert taken(tab, "png").startswith(b"\x89PNG\r\n")


def test_the_menu_closes_and_says_what_was_saved(tab):
    taken(tab, "gexf")
    assert not tab.is_visible("#take-gexf")
    assert "Gemt: projekter-netvaerk.gexf" in tab.inner_text("#toast")
    assert tab.text_content("#said") == "Gemt: projekter-netvaerk.gexf"
    for leave in (lambda: tab.mouse.click(640, 500), lambda: tab.keyboard.press("Escape")):
        tab.click("#take summary")
        assert tab.is_visible("#take-gexf")
        leave()
        assert not tab.is_visible("#take-gexf")


def test_a_copied_link_of_a_file_says_where_it_works_and_no_button_jumps(tab):
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    before = tab.locator("#copy-link").bounding_box()
    tab.click("#copy-link")
    tab.wait_for_function("() => /kollega/.test(document.getElementById('toast').textContent)")
    assert tab.locator("#copy-link").bounding_box() == before
    tab.click("#toast button >> nth=0")
    tab.wait_for_function("() => document.getElementById('said').textContent === 'Kopieret'")
    assert tab.evaluate("() => navigator.clipboard.readText()").startswith("#")


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_a_network_is_read_by_other_programs(tab, network, form, read):
    found = read(io.BytesIO(taken(tab, form)))
    assert found.number_of_nodes() == network.number_of_nodes()
    assert found.number_of_edges() == network.number_of_edges()
    assert {data["iri"] for _, data in found.nodes(data=True)} == set(network)
    assert {data["label"] for _, data in found.nodes(data=True)} == {label for _, label in network.nodes(data="label")}


@pytest.mark.parametrize(
    ("form", "read", "write"), [("graphml", nx.read_graphml, graphml), ("gexf", nx.read_gexf, gexf)]
)
def test_the_page_says_of_things_and_relations_what_the_export_says(open_page, sample_graph, form, read, write):
    network = explorable(sample_graph)
    seen = read(io.BytesIO(taken(open_page(render_page(network, title="Projekter")), form)))
    exported = read(io.BytesIO(b"".join(write(network, "da"))))

    def told(data, fields):
        plain = {name: str(data.get(name, "")) for name in fields}
        return {name: value.lower() if value in ("True", "False") else value for name, value in plain.items()}

    node_fields = ("label", "kind", "aliases", "date", "outcome", "first_seen", "last_seen")
    line_fields = ("label", "predicate", "accepted", "modality", "first_seen", "last_seen")
    iri = dict(seen.nodes(data="iri"))
    assert len(iri) > 20
    for node, data in seen.nodes(data=True):
        assert told(data, node_fields) == told(exported.nodes[data["iri"]], node_fields), node
    lines = {
        (one, other, *told(data, line_fields).values())
        for one, other, data in exported.subgraph(iri.values()).edges(data=True)
    }
    assert {(iri[a], iri[b], *told(data, line_fields).values()) for a, b, data in seen.edges(data=True)} <= lines
    assert seen.number_of_edges() > 20


def test_a_spreadsheet_has_a_row_for_each_relation(tab, network):
    text = taken(tab, "csv").decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == network.number_of_edges() + 1
    assert all(len(row) == len(rows[0]) for row in rows)
    assert len(set(rows[0])) == len(rows[0])


def test_only_what_is_in_sight_is_taken(tab, network):
    tab.evaluate("() => window.referatgraf.set({ kindsOff: new Set(['decision']) })")
    found = nx.read_graphml(io.BytesIO(taken(tab, "graphml")))
    tab.evaluate("() => window.referatgraf.set({ kindsOff: new Set() })")
    kinds = {kind for _, kind in network.nodes(data="kind")}
    assert "decision" in kinds
    assert {kind for _, kind in found.nodes(data="kind")} == kinds - {"decision"}


@pytest.mark.parametrize("form", ["svg", "graphml", "gexf"])
def test_hostile_text_is_text_in_every_xml(hostile, form):
    tree = etree.fromstring(taken(hostile, form))
    assert not tree.xpath("//*[local-name()='b']")
    assert "\x01" not in etree.tostring(tree, encoding="unicode")


def test_no_cell_is_run_as_a_formula(hostile):
    rows = list(csv.reader(io.StringIO(taken(hostile, "csv").decode("utf-8-sig")), delimiter=";"))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert any(cell.startswith("'=1+1") for cell in rows[1])

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


def taken(tab, form: str) -> bytes:
    if not tab.is_visible(f"#take-{form}"):
        tab.click("#take summary")
    with tab.expect_download() as download:
        tab.click(f"#take-{form}")
    return download.value.path().read_bytes()


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


def test_a_picture_is_a_png(tab):
    assert taken(tab, "png").startswith(b"\x89PNG\r\n")


def test_a_drawing_has_all_signs_and_names(tab, network):
    svg = etree.fromstring(taken(tab, "svg"))
    names = {"s": "http://www.w3.org/2000/svg"}
    assert len(svg.xpath("//s:circle | //s:polygon", namespaces=names)) == network.number_of_nodes()
    titles = {one.text for one in svg.xpath("//s:g/s:title", namespaces=names)}
    assert titles == {label for _, label in network.nodes(data="label")}
    assert len(svg.xpath("//s:text", namespaces=names)) > 20


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

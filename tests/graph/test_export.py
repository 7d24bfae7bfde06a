"""Exports: canonical, the same to every reader, and nothing in them that is not of the minutes."""

import csv
import io
import re
import zipfile
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from lxml import etree

from graph.errors import ExportError, NotInGraph, UnknownFormat
from graph.export import FORMATS, Exported, export
from graph.identifiers import DEFAULT_BASE
from graph.jsonld import jsonld
from graph.lookup import find_entity
from graph.network import explorable
from graph.network_files import LINE_FIELDS, NODE_FIELDS, gexf, graphml
from graph.tables import decisions, statements
from graph.vocabulary import PREFIXES

READ = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


def reversed_store(store):
    found = ox.Store()
    for quad in sorted(store, key=str, reverse=True):
        found.add(quad)
    return found


class Written(NamedTuple):
    folder: Path
    told: dict[str, Exported]

    def __call__(self, ending: str) -> Path:
        return self.folder / f"graph.{ending}"


@pytest.fixture(scope="module")
def network(sample_graph):
    return explorable(sample_graph)


@pytest.fixture(scope="module")
def written(sample_graph, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    told = {ending: export(sample_graph, folder / f"graph.{ending}") for ending in FORMATS}
    return Written(folder, told)


@pytest.mark.parametrize("ending", FORMATS)
def test_no_export_depends_on_the_order_of_insertion(ending, sample_graph, written, tmp_path):
    export(reversed_store(sample_graph), tmp_path / f"other.{ending}")
    assert (tmp_path / f"other.{ending}").read_bytes() == written(ending).read_bytes()


def test_the_canonical_export_is_sorted(written):
    lines = written("nq").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)


@pytest.mark.parametrize("suffix", ["nq", "trig", "ttl"])
def test_rdflib_reads_the_same_triples(suffix, sample_graph, written):
    graph = rdflib.Dataset(default_union=True) if suffix != "ttl" else rdflib.Graph()
    graph.parse(written(suffix), format={"nq": "nquads", "trig": "trig", "ttl": "turtle"}[suffix])
    triples = len({q.triple for q in sample_graph})
    assert len({(s, p, o) for s, p, o, *_ in (graph.quads() if suffix != "ttl" else graph)}) == triples


def test_every_format_says_how_much_was_written(sample_graph, network, written):
    quads, drawn = len(sample_graph), (len(network), network.number_of_edges())
    assert {written.told[ending] for ending in ("nq", "trig", "ttl", "jsonld")} == {Exported("quads", quads)}
    assert {written.told[ending] for ending in READ} == {Exported("network", *drawn)}
    assert written.told["csv"] == Exported("rows", len(statements(sample_graph).rows))
    assert written.told["xlsx"].count > written.told["csv"].count + len(decisions(sample_graph).rows)


@pytest.mark.parametrize("ending", FORMATS)
def test_no_path_of_the_machine_is_in_a_file(ending, written, sample_store):
    data = written(ending).read_bytes()
    if ending == "xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            data = b"".join(book.read(name) for name in book.namelist())
    for part in (str(sample_store), str(sample_store.parent), str(written(ending).parent), "samples/"):
        assert part.encode() not in data


# --- what goes wrong


@pytest.mark.parametrize("name", ["graph.pdf", "graph", "graph.nq.gz"])
def test_an_unknown_ending_is_answered_with_those_that_there_are(name, sample_graph, tmp_path):
    with pytest.raises(UnknownFormat, match="nq, trig, ttl, jsonld, graphml, gexf, csv, xlsx"):
        export(sample_graph, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", FORMATS)
def test_a_place_that_cannot_be_written_is_named(ending, sample_graph, tmp_path):
    with pytest.raises(ExportError, match="cannot be written"):
        export(sample_graph, tmp_path / f"none/graph.{ending}")


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_fails_in_the_middle_leaves_what_was_there_and_no_half_file(fault, sample_graph, tmp_path, monkeypatch):
    def failing(*_):
        yield b'{"@context": '
        raise fault

    monkeypatch.setattr("graph.jsonld.jsonld", failing)
    (tmp_path / "graph.jsonld").write_text("before", encoding="utf-8")
    with pytest.raises((ExportError, KeyboardInterrupt)):
        export(sample_graph, tmp_path / "graph.jsonld")
    assert [file.name for file in tmp_path.iterdir()] == ["graph.jsonld"]
    assert (tmp_path / "graph.jsonld").read_text(encoding="utf-8") == "before"


# --- JSON-LD


def test_json_ld_comes_back_as_the_same_quads(sample_graph, written):
    back = set(ox.parse(path=str(written("jsonld")), format=ox.RdfFormat.JSON_LD))
    assert back == set(ox.parse(path=str(written("nq")), format=ox.RdfFormat.N_QUADS))
    assert len({quad.graph_name for quad in back}) > 2


def test_rdflib_reads_the_same_quads_of_json_ld(written):
    found, expected = rdflib.Dataset(), rdflib.Dataset()
    found.parse(written("jsonld"), format="json-ld")
    expected.parse(written("nq"), format="nquads")
    assert set(found.quads()) == set(expected.quads())


def test_json_ld_is_read_by_people(written):
    text = written("jsonld").read_text(encoding="utf-8")
    for words in ('"rg": "https://w3id.org/referatgraf/vocab#"', '"rg:date": "2018-01-15"', '"@id": "id:project/', "ø"):
        assert words in text
    assert max(map(len, text.splitlines())) < 20_000


def test_terms_of_every_sort_survive_json_ld():
    def iri(name):
        return ox.NamedNode(f"{DEFAULT_BASE}{name}")

    values = [
        ox.Literal("plain"), ox.Literal("2"), ox.Literal("dansk", language="da"), ox.Literal("english", language="en"),
        ox.Literal("0.90", datatype=ox.NamedNode(PREFIXES["xsd"] + "decimal")), iri("a"), iri(""), iri("//b"),
        ox.Literal('"<>\\\n\u2028 æøå', language="da"), ox.NamedNode("urn:x:1"), ox.BlankNode("b"), ox.Literal(""),
    ]  # fmt: skip
    mixed, same = ox.NamedNode(PREFIXES["rg"] + "text"), ox.NamedNode("http://elsewhere.example/price")
    quads = {ox.Quad(iri("s"), mixed, value, graph) for value in values for graph in (iri("g"), ox.DefaultGraph())}
    quads |= {ox.Quad(iri("s"), same, values[4], iri("g")), ox.Quad(iri("t"), same, values[4], ox.NamedNode("urn:g"))}
    text = b"".join(jsonld(quads, PREFIXES | {"id": DEFAULT_BASE}))
    back = set(ox.parse(text, format=ox.RdfFormat.JSON_LD))
    named = {quad for quad in quads if not isinstance(quad.object, ox.BlankNode)}
    assert {quad for quad in back if not isinstance(quad.object, ox.BlankNode)} == named
    assert len(back) == len(quads)
    assert b"".join(jsonld([], {})) == b'{"@context": {\n"@version": 1.1\n},\n"@graph": [\n]}\n'


# --- networks


@pytest.mark.parametrize("ending", READ)
def test_a_network_opens_again_with_all_its_things_relations_and_letters(ending, network, written):
    found = READ[ending](written(ending))
    assert {node: told["label"] for node, told in found.nodes(data=True)} == dict(network.nodes(data="label"))
    edges = {(one, other, told["predicate"]) for one, other, told in found.edges(data=True)}
    assert edges == set(network.edges(keys=True))
    assert any("ø" in told["label"] for _, told in found.nodes(data=True))


@pytest.mark.parametrize("ending", READ)
def test_every_attribute_has_one_type_and_no_value_for_what_is_not_known(ending, written):
    types = {"string": str, "boolean": bool, "integer": int, "double": float}
    found = READ[ending](written(ending))
    for rows, fields in ((found.nodes(data=True), NODE_FIELDS), (found.edges(data=True), LINE_FIELDS)):
        told = [row[-1] for row in rows]
        for name, sort in fields.items():
            assert {type(one[name]) for one in told if name in one} == {types[sort]}, name
    assert not re.search(rb">None<|\"None\"|\"\"", written(ending).read_bytes())
    assert [told for *_, told in found.edges(data=True) if told["statement"]] != []
    assert all("confidence" in told for *_, told in found.edges(data=True) if told["statement"])


def test_gexf_is_what_gephi_expects(written):
    tree = etree.parse(written("gexf")).getroot()
    assert tree.tag == "{http://gexf.net/1.3}gexf"
    assert tree.get("version") == "1.3"
    names = {"g": "http://gexf.net/1.3", "v": "http://gexf.net/1.3/viz"}
    assert {edge.get("kind") for edge in tree.iterfind(".//g:edge", names)} >= {"partOf", "ownedBy"}
    assert len(tree.findall(".//v:position", names)) == len(tree.findall(".//g:node", names))
    for of in ("node", "edge"):
        declared = {a.get("id") for a in tree.iterfind(f".//g:attributes[@class='{of}']/g:attribute", names)}
        assert {v.get("for") for v in tree.iterfind(f".//g:{of}//g:attvalue", names)} <= declared
        assert not declared & {f"{of}-start", f"{of}-end"}  # would make it a network over time


def test_parallel_relations_and_hostile_names_are_kept(tmp_path):
    network = nx.MultiDiGraph()
    text = "=1 <b>&\"' \x01\ud800;\r\n🚧"
    told = {"kind": "project", "aliases": [text, text], "sentences": [], "dates": []}
    network.add_node("urn:x:0", label=text, **told)
    network.add_node('urn:x:"', label=text, **told)
    for predicate in ("partOf", "dependsOn"):
        network.add_edge("urn:x:0", 'urn:x:"', key=predicate, predicate=predicate, label_da=text, label_en="", accepted=False,
                         statement=True, modality=None, confidence=0.5, sentences=[], dates=["2020-01-02"])  # fmt: skip
    for write, read in ((graphml, nx.read_graphml), (gexf, nx.read_gexf)):
        found = read(io.BytesIO(b"".join(write(network, "da"))))
        assert found.number_of_edges() == 2
        assert {told["label"] for _, told in found.nodes(data=True)} == {"=1 <b>&\"' ;\r\n🚧"}
        assert {told["accepted"] for *_, told in found.edges(data=True)} == {False}


def test_a_part_is_what_lies_within_two_steps(sample_graph, network, tmp_path):
    thing = find_entity(sample_graph, "NY-NY")[0].iri
    near = set(nx.ego_graph(network, thing, 2, undirected=True))
    told = export(sample_graph, tmp_path / "a.graphml", about=thing)
    assert set(nx.read_graphml(tmp_path / "a.graphml")) == near
    assert told.count == len(near) < len(network)
    with pytest.raises(NotInGraph):
        export(sample_graph, tmp_path / "b.gexf", about="urn:x:none")
    with pytest.raises(UnknownFormat, match="graphml, gexf"):
        export(sample_graph, tmp_path / "b.nq", about=thing)


def test_what_a_page_takes_home_has_the_same_names():
    script = resources.files("graph.explorer").joinpath("script/takeaway.js").read_text(encoding="utf-8")
    for name, fields in (("NODE_FIELDS", NODE_FIELDS), ("LINE_FIELDS", LINE_FIELDS)):
        assert set(re.findall(r'"(\w+)"', re.search(rf"{name} = \[(.*)\]", script)[1])) <= set(fields)


# --- tables


def csv_rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_holds_each_statement_with_its_words(sample_graph, written):
    rows, expected = csv_rows(written("csv").read_bytes()), statements(sample_graph).plain()
    found = {(r["Fra"], r["Kode"], r["Til"], r["Dato"], r["Her står det"], r["Belæg-adresse"]) for r in rows}
    names = ("subject", "predicate", "object", "date", "quote", "evidence")
    assert found == {tuple(one[name] or "" for name in names) for one in expected}
    assert {row["Står i referatet"] for row in rows} == {"ja", "forslag"}
    assert all(re.fullmatch(r"[01](,\d+)?", row["Sikkerhed"]) for row in rows)
    assert all(row["Fil"] for row in rows)


def test_the_words_of_a_table_are_those_of_the_language(sample_graph, tmp_path):
    export(sample_graph, tmp_path / "a.csv", language="en")
    rows = csv_rows((tmp_path / "a.csv").read_bytes())
    assert {row["Stated in the minutes"] for row in rows} == {"yes", "suggested"}
    assert all(re.fullmatch(r"[01](\.\d+)?", row["Confidence"]) for row in rows)


def test_a_workbook_has_a_sheet_for_each_question_with_days_and_numbers(written):
    names = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(written("xlsx")) as book:
        titles = [s.get("name") for s in etree.fromstring(book.read("xl/workbook.xml")).iterfind(".//s:sheet", names)]
        sheets = [etree.fromstring(book.read(f"xl/worksheets/sheet{n}.xml")) for n in range(1, len(titles) + 1)]
    assert titles == ["Beslutninger", "Tilsagn", "Projekter og andre ting", "Forbindelser", "Møder"]
    for sheet in sheets:
        assert sheet.find(".//s:pane", names).get("state") == "frozen"
        assert sheet.find("s:autoFilter", names) is not None
        assert sheet.find("s:cols", names) is not None
        assert sheet.findall(".//s:f", names) == []
        assert sheet.findall(".//s:hyperlink", names) == []
        rows = sheet.findall(".//s:row", names)
        assert len(rows) > 3
    [first_day] = [c for c in sheets[4].iterfind(".//s:c", names) if c.get("r") == "A2"]
    assert first_day.get("t") != "s"  # a day is a number with a format
    assert first_day.get("s") not in (None, "0")
    [confidence] = [c for c in sheets[3].iterfind(".//s:c", names) if c.get("r") == "G2"]
    assert 0 < float(confidence.find("s:v", names).text) <= 1

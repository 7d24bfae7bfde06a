"""Draws a network as one self-contained page: the only module that knows pyvis.

pyvis makes vis-network's data of the nodes and edges; the template, script and style around it are ours,
since its own page loads scripts from other hosts and writes some fields unescaped.
"""

from __future__ import annotations

import gc
import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import msgspec
import networkx as nx
import pyoxigraph as ox

from .offline import packed, packed_engine, packed_graph, questions_for_page
from .page_data import Sentences, flows, lines, predicates, relations, shared_beginning, short_names, things
from .policy import hash_source
from .profile_records import Profile
from .shared_words import shared_words


class Look(NamedTuple):
    """How a kind is drawn. No two kinds share both colour and shape."""

    color: str
    shape: str
    size: int


# Okabe and Ito's palette, which colour-blind people tell apart, and shapes beside it. In the legend's order.
STYLE = {
    "project": Look("#0072B2", "dot", 17),
    "programme": Look("#0072B2", "hexagon", 20),
    "decision": Look("#E69F00", "star", 14),
    "meeting": Look("#4B5563", "square", 11),
    "agenda_item": Look("#6B7280", "dot", 7),
    "case": Look("#56B4E9", "diamond", 13),
    "unit": Look("#009E73", "square", 13),
    "body": Look("#D55E00", "hexagon", 14),
    "steering_group": Look("#D55E00", "triangle", 14),
    "change_event": Look("#009E73", "star", 13),
    "person": Look("#CC79A7", "triangleDown", 14),
    "organization": Look("#000000", "triangleDown", 13),
    "municipality": Look("#000000", "hexagon", 14),
    "system": Look("#009E73", "diamond", 13),
    "place": Look("#CC79A7", "diamond", 13),
    # Drawn only when asked for themselves.
    "document": Look("#56B4E9", "square", 12),
    "amount": Look("#E69F00", "diamond", 12),
    "date": Look("#E69F00", "square", 12),
    "commitment": Look("#D55E00", "star", 13),
    "status": Look("#56B4E9", "star", 13),
    "recommendation_point": Look("#0072B2", "triangle", 12),
    "section": Look("#6B7280", "diamond", 12),
    "source": Look("#000000", "square", 12),
}
# The page's script, in the order in which its parts need each other; they share one strict scope.
_SCRIPT = (
    "elements", "data", "state", "words", "say", "looks", "labels", "view_vis", "atlas", "painter_gl",
    "painter_plane", "hit", "gestures", "view_large", "view", "neighbourhood", "network", "views", "legend", "summary",
    "find", "search", "path", "time", "mend", "panel_parts", "panel_thing", "panel_line", "groups", "panel_overview",
    "changes", "panel", "table", "flow", "spreadsheet", "takeaway", "picture", "takeaway_menu", "engine",
    "ask_answer", "ask_fault", "ask", "paper", "link", "address", "notice", "keys", "language", "start",
)  # fmt: skip
_STYLES = ("explorer.css", "ask.css", "paper.css")
_VIS_NETWORK = "vendor/vis-network.min.js"
# A canvas carries about so many things; a page that shows more at first leaves vis-network out (`view_large.js`).
_MOST_ON_CANVAS = 1_000
_LARGE = 3_000_000  # bytes of data, from which time is saved rather than size
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": {"enabled": False}, "multiselect": False},
    "nodes": {"borderWidth": 0, "borderWidthSelected": 3},
    "edges": {
        "smooth": False,
        "color": {"color": "#bcc6d1", "highlight": "#1f2933", "hover": "#52606d"},
        "arrows": {"to": {"scaleFactor": 0.4}, "from": {"scaleFactor": 0.4}},
        "width": 1,
        "hoverWidth": 0.5,
        "selectionWidth": 1,
    },
}


def render_page(
    network: nx.MultiDiGraph,
    *,
    title: str,
    language: str = "da",
    source_note: str | None = None,
    profiles: Mapping[str, Profile] | None = None,
    graph: ox.Store | str | None = None,
    home: str | None = None,
) -> str:
    """Return a page that shows a network (as `graph.network` makes it) and makes no request.

    `language` (`da`, `en`) is what the page opens in; it can be switched there. `source_note` says at
    the foot where the minutes come from; `profiles` what the panel tells of things, by their IRIs
    (`graph.profile`). With a `graph`, or what `graph.offline.packed_graph` makes of it, the page can be asked: it
    holds the graph and a SPARQL engine. `home` is the address of the pages that it belongs to. The same
    network gives the same page. Raises `ValueError` for a language that
    `explorer/words.json` does not have.
    """
    import jinja2
    from pyvis.network import Network

    words = _words()
    if language not in words:
        raise ValueError(f"{language}: the page speaks {', '.join(sorted(words))}")
    net = Network(directed=True, height="100%", width="100%")
    net.templateEnv = jinja2.Environment(loader=jinja2.FunctionLoader(_page_file), autoescape=True)
    net.templateEnv.filters["packed"] = _packed
    net.path = "explorer.html.j2"
    large = len(network.graph.get("start", network)) > _MOST_ON_CANVAS
    with _collector_at_rest():
        net.nodes, net.edges, details = _data(network, profiles or {}, large)
    net.set_options(json.dumps(_OPTIONS))
    details |= {"words": words, "language": language}
    net.templateEnv.globals.update(
        page_title=title,
        language=language,
        source_note=source_note,
        home=home,
        details=details,
        vis_options=_OPTIONS,
        asked=_asked(graph) if graph is not None else None,
        **_fixed_parts(large),
    )
    page: str = net.generate_html()
    return page


def _data(
    network: nx.MultiDiGraph, profiles: Mapping[str, Profile], large: bool
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
    """What the page knows: the signs and lines to draw, and the details of all things and relations."""
    names = short_names(network)
    table = Sentences()
    told = relations(network, names, table, profiles)
    lines_of = dict(network.degree())
    signs = [_sign(network.nodes[node], lines_of[node], name) for node, name in names.items()]
    nodes = signs if large else [_for_vis(sign, network.nodes[n]) for n, sign in zip(names, signs, strict=True)]
    edges = lines(told) if large else [_drawn_line(line) for line in lines(told)]
    details = {
        "kinds": _kinds(network),
        "predicates": predicates(network),
        "nodes": things(network, names, profiles, table),
        "relations": told,
        "sentences": table.rows,
        "flows": flows(told, {name: network.nodes[node]["label"] for node, name in names.items()}),
        "told": any("statement" in relation for relation in told),
        "hidden": network.graph.get("hidden", 0),
        "base": shared_beginning(network),
        "large": large,
        "about": names.get(network.graph.get("about")),
        "start": [names[node] for node in network.graph.get("start", sorted(network))],
        "whole": [network.graph["whole"][node] for node in names] if "whole" in network.graph else None,
    }
    return nodes, edges, details


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from looking through a page's data while it is made: none of it is garbage yet."""
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


def _sign(attributes: Mapping[str, Any], lines_of: int, name: str) -> dict[str, Any]:
    """A thing's sign and place: the more lines, the larger, within its kind."""
    size = STYLE[attributes["kind"]].size + round(2 * math.log2(1 + lines_of / 3))
    sign = {"id": name, "size": size}
    if "x" in attributes:
        sign["x"], sign["y"] = attributes["x"], attributes["y"]
    return sign


def _for_vis(sign: Mapping[str, Any], attributes: Mapping[str, Any]) -> dict[str, Any]:
    """A sign as vis-network draws it."""
    from pyvis.node import Node

    look = STYLE[attributes["kind"]]
    rest = {name: value for name, value in sign.items() if name != "id"}
    drawn: dict[str, Any] = Node(sign["id"], look.shape, attributes["label"], color=look.color, **rest).options
    return drawn


def _drawn_line(line: dict[str, Any]) -> dict[str, Any]:
    # Not by `Network.add_edge`, which looks through all nodes for each edge.
    from pyvis.edge import Edge

    options = dict(line)
    drawn: dict[str, Any] = Edge(options.pop("from"), options.pop("to"), True, **options).options
    return drawn


def _kinds(network: nx.MultiDiGraph) -> list[dict[str, str]]:
    drawn = {network.nodes[node]["kind"] for node in network}
    return [{"kind": kind, "color": look.color, "shape": look.shape} for kind, look in STYLE.items() if kind in drawn]


def _asked(graph: ox.Store | str) -> dict[str, Any]:
    """All that the page needs to be asked in SPARQL."""
    script, module = packed_engine()
    return {
        "questions": questions_for_page(),
        "script": script,
        "module": module,
        "graph": graph if isinstance(graph, str) else packed_graph(graph),
        "worker": _page_file("script/ask_worker.js"),
    }


def _packed(value: object) -> str:
    """A value as JSON, compressed, in letters that mean nothing in markup; the page's script unpacks it."""
    data = msgspec.json.encode(value)
    return packed(data, level=9 if len(data) < _LARGE else 1)


# --- what stands beside this file -----------------------------------------------------------------


@cache
def _fixed_parts(large: bool) -> dict[str, Any]:
    drawing = "" if large else _vis_network()
    script, style = _script(), "".join(map(_page_file, _STYLES))
    return {
        "drawing_script": drawing,
        "script": script,
        "style_sheet": style,
        "script_hashes": [hash_source(part) for part in (drawing, script) if part],
        "style_hashes": [hash_source(style), *([] if large else _vis_network_styles())],
    }


@cache
def _words() -> dict[str, Any]:
    """The page's words by language."""
    words, of_asking = (json.loads(_page_file(name)) for name in ("words.json", "ask_words.json"))
    return {language: words[language] | of_asking[language] | shared_words(language) for language in words}


def _script() -> str:
    """The parts of the page's script as one, in a scope of their own."""
    parts = "\n".join(_page_file(f"script/{name}.js") for name in _SCRIPT)
    return f'(async () => {{\n"use strict";\n{parts}}})();\n'


@cache
def _page_file(name: str) -> str:
    return resources.files("graph").joinpath("explorer", name).read_text(encoding="utf-8")


def _vis_network() -> str:
    """The vendored script without the line that would have a browser look for its source map."""
    lines = _page_file(_VIS_NETWORK).splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("//# sourceMappingURL="))


def _vis_network_styles() -> list[str]:
    """The hashes of the style sheets that vis-network itself puts into a page."""
    lines = _page_file("vendor/vis-network.style-hashes").splitlines()
    return [line for line in lines if line and not line.startswith("#")]

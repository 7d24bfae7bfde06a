"""Draws a network as one self-contained page: the only module that knows pyvis.

pyvis makes vis-network's data of the nodes and edges; the template, script and style around it are ours,
since its own page loads scripts from other hosts and writes some fields unescaped.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib import resources
from typing import Any

import networkx as nx

# Okabe and Ito's palette, which colour-blind people tell apart; each colour has a shape of its own too.
STYLE: dict[str, tuple[str, str, int]] = {
    "project": ("#0072B2", "dot", 20),
    "programme": ("#0072B2", "dot", 24),
    "unit": ("#009E73", "square", 14),
    "body": ("#D55E00", "hexagon", 15),
    "steering_group": ("#D55E00", "triangle", 15),
    "person": ("#CC79A7", "triangleDown", 14),
    "organization": ("#7A5195", "triangleDown", 14),
    "system": ("#56B4E9", "square", 12),
    "place": ("#8C6D31", "hexagon", 12),
    "case": ("#56B4E9", "diamond", 13),
    "decision": ("#E69F00", "star", 13),
    "agenda_item": ("#6B7280", "dot", 7),
    "meeting": ("#374151", "diamond", 14),
}
_LONGEST_LABEL = 30
_OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "hideEdgesOnDrag": False, "keyboard": {"enabled": False}, "tooltipDelay": 200},
    "nodes": {"font": {"size": 14, "face": "system-ui, sans-serif", "color": "#1f2933", "strokeWidth": 4,
                       "strokeColor": "#ffffff"}, "borderWidth": 1,
              # Labels are drawn however far out one zooms: a picture without names says nothing.
              "scaling": {"label": {"drawThreshold": 3}}},
    "edges": {"smooth": False, "color": {"color": "#b6c0cc", "highlight": "#1f2933", "hover": "#52606d"},
              "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}}, "width": 1, "hoverWidth": 1,
              "selectionWidth": 2},
}  # fmt: skip


def render_page(network: nx.MultiDiGraph, *, title: str, language: str = "da") -> str:
    """Return a page that shows a network (as `graph.network` makes it) and makes no request.

    `language` (`da`, `en`) is what the page opens in; it can be switched there.
    """
    import jinja2
    from pyvis.network import Network

    net = Network(directed=True, height="100%", width="100%")
    net.templateEnv = jinja2.Environment(loader=jinja2.FunctionLoader(_page_file), autoescape=True)
    net.path = "explorer.html.j2"
    for iri, attributes in network.nodes(data=True):
        color, shape, size = STYLE[attributes["kind"]]
        emphasis = {"borderWidth": 4, "size": size + 8} if iri == network.graph.get("about") else {"size": size}
        net.add_node(
            iri, label=_short(attributes["label"]), color=color, shape=shape, x=attributes["x"], y=attributes["y"],
            kind=attributes["kind"], **emphasis,
        )  # fmt: skip
    for number, (subject, object_, attributes) in enumerate(network.edges(data=True)):
        net.add_edge(subject, object_, id=f"e{number}", predicate=attributes["predicate"])
    net.set_options(json.dumps(_OPTIONS))
    net.templateEnv.globals.update(_page_parts(network, title, language))
    page: str = net.generate_html()
    return page


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1].rstrip() + "…"


def _page_parts(network: nx.MultiDiGraph, title: str, language: str) -> dict[str, Any]:
    scripts = {name: _page_file(name) for name in ("vendor/vis-network.min.js", "explorer.js")}
    return {
        "page_title": title,
        "language": language,
        "vis_network": _without_map(scripts["vendor/vis-network.min.js"]),
        "script": scripts["explorer.js"],
        "style_sheet": _page_file("explorer.css"),
        "script_hashes": [
            _hash(_without_map(scripts["vendor/vis-network.min.js"])),
            _hash(scripts["explorer.js"]),
        ],
        "words": json.loads(_page_file("words.json")),
        "details": _details(network),
        "hidden": network.graph.get("hidden", 0),
        "about": network.graph.get("about"),
        "vis_options": _OPTIONS,
        "styles": {kind: {"color": color, "shape": shape} for kind, (color, shape, _) in STYLE.items()},
        "kinds": list(STYLE),
    }


def _details(network: nx.MultiDiGraph) -> dict[str, Any]:
    """What the panel tells of each node and edge."""
    nodes = {
        iri: {
            "label": a["label"],
            "kind": a["kind"],
            "aliases": a["aliases"],
            "date": a["date"],
            "outcome": a["outcome"],
            "text": a.get("text"),
            "sentences": [_without_key(s) for s in a["sentences"]],
        }
        for iri, a in network.nodes(data=True)
    }
    edges = {
        f"e{number}": {
            "from": subject,
            "to": object_,
            "da": a["label_da"],
            "en": a["label_en"],
            "sentences": [_without_key(s) for s in a["sentences"]],
        }
        for number, (subject, object_, a) in enumerate(network.edges(data=True))
    }
    return {"nodes": nodes, "edges": edges}


def _without_key(sentence: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in sentence.items() if name != "key"}


@cache
def _page_file(name: str) -> str:
    return resources.files("graph").joinpath("page", name).read_text(encoding="utf-8")


def _without_map(script: str) -> str:
    """A script without the line that would have a browser look for its source map."""
    return script.replace("//# sourceMappingURL=vis-network.min.js.map", "")


def _hash(script: str) -> str:
    """The hash by which the page's content security policy lets a script run (CSP level 2)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

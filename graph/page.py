"""Draws a network as one self-contained page: the only module that knows pyvis.

pyvis makes vis-network's data of the nodes and edges; the template, script and style around it are ours,
since its own page loads scripts from other hosts and writes some fields unescaped.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import networkx as nx

from .network import Sentence


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
_MOST_SENTENCES = 12
# The page's script, in the order in which its parts need each other; they share one strict scope.
_SCRIPT = (
    "elements", "data", "state", "words", "looks", "labels", "view_vis", "view", "network", "legend", "summary",
    "search", "panel_thing", "panel_line", "panel_overview", "panel", "language", "start",
)  # fmt: skip
_VIS_NETWORK = "vendor/vis-network.min.js"
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
        "hoverWidth": 1,
        "selectionWidth": 1,
    },
}


def render_page(network: nx.MultiDiGraph, *, title: str, language: str = "da", source_note: str | None = None) -> str:
    """Return a page that shows a network (as `graph.network` makes it) and makes no request.

    `language` (`da`, `en`) is what the page opens in; it can be switched there. `source_note` says at
    the foot where the minutes come from. The same network gives the same page. Raises `ValueError` for
    a language that `explorer/words.json` does not have.
    """
    import jinja2
    from pyvis.network import Network

    words = json.loads(_page_file("words.json"))
    if language not in words:
        raise ValueError(f"{language}: the page speaks {', '.join(sorted(words))}")
    net = Network(directed=True, height="100%", width="100%")
    net.templateEnv = jinja2.Environment(loader=jinja2.FunctionLoader(_page_file), autoescape=True)
    net.path = "explorer.html.j2"
    names = {node: f"n{number}" for number, node in enumerate(sorted(network))}
    for node, name in names.items():
        attributes = network.nodes[node]
        look = STYLE[attributes["kind"]]
        size = look.size + 8 if node == network.graph.get("about") else look.size
        net.add_node(
            name,
            label=attributes["label"],
            kind=attributes["kind"],
            color=look.color,
            shape=look.shape,
            size=size,
            x=attributes["x"],
            y=attributes["y"],
        )
    relations = _relations(network, names)
    for line in _lines(relations):
        net.add_edge(line["from"], line["to"], **{n: v for n, v in line.items() if n not in ("from", "to")})
    net.set_options(json.dumps(_OPTIONS))
    net.templateEnv.globals.update(
        page_title=title,
        language=language,
        source_note=source_note,
        details=_details(network, names, relations, words, language),
        vis_options=_OPTIONS,
        **_fixed_parts(),
    )
    page: str = net.generate_html()
    return page


# --- what the page is told ------------------------------------------------------------------------


def _details(
    network: nx.MultiDiGraph,
    names: dict[str, str],
    relations: Sequence[dict[str, Any]],
    words: dict[str, Any],
    language: str,
) -> dict[str, Any]:
    """All that the script reads besides the nodes and edges of vis-network."""
    counts = Counter(network.nodes[node]["kind"] for node in network)
    return {
        "words": words,
        "language": language,
        "kinds": [
            {"kind": kind, "color": look.color, "shape": look.shape} for kind, look in STYLE.items() if counts[kind]
        ],
        "nodes": {names[node]: _node(network.nodes[node]) for node in sorted(network)},
        "relations": relations,
        "hidden": network.graph.get("hidden", 0),
        "about": names.get(network.graph.get("about")),
    }


def _node(attributes: dict[str, Any]) -> dict[str, Any]:
    sentences, more = _first_sight(attributes["sentences"])
    told = {name: attributes.get(name) for name in ("label", "kind", "aliases", "date", "outcome", "text")}
    return {**told, "sentences": sentences, "more": more}


def _relations(network: nx.MultiDiGraph, names: dict[str, str]) -> list[dict[str, Any]]:
    found = []
    for subject, object_, attributes in sorted(network.edges(data=True), key=lambda e: (e[0], e[1], e[2]["predicate"])):
        sentences, more = _first_sight(attributes["sentences"])
        found.append(
            {
                "from": names[subject],
                "to": names[object_],
                "predicate": attributes["predicate"],
                "da": attributes["label_da"],
                "en": attributes["label_en"],
                "accepted": attributes.get("accepted", True),
                "sentences": sentences,
                "more": more,
            }
        )
    return found


def _lines(relations: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One line for each pair of things, however many relations they have: lines on each other cannot be clicked."""
    pairs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, relation in enumerate(relations):
        pairs[tuple(sorted((relation["from"], relation["to"])))].append(number)
    lines = []
    for number, members in enumerate(pairs.values()):
        first = relations[members[0]]
        both_ways = any(relations[m]["from"] != first["from"] for m in members)
        lines.append(
            {
                "from": first["from"],
                "to": first["to"],
                "id": f"e{number}",
                "relations": members,
                "arrows": "to, from" if both_ways else "to",
                "dashes": not any(relations[m]["accepted"] for m in members),
            }
        )
    return lines


def _first_sight(sentences: Sequence[Sentence]) -> tuple[list[Sentence], int]:
    """The sentences to show, from as many sources as may be, and how many are left out."""
    turn: Counter[str] = Counter()
    ranked = []
    for number, sentence in enumerate(sentences):
        ranked.append((turn[sentence["file"]], number))
        turn[sentence["file"]] += 1
    shown = sorted(number for _, number in sorted(ranked)[:_MOST_SENTENCES])
    return [sentences[number] for number in shown], len(sentences) - len(shown)


# --- what stands beside this file -----------------------------------------------------------------


@cache
def _fixed_parts() -> dict[str, Any]:
    vis_network, script, style = _vis_network(), _script(), _page_file("explorer.css")
    return {
        "vis_network": vis_network,
        "script": script,
        "style_sheet": style,
        "script_hashes": [_hash(vis_network), _hash(script)],
        "style_hashes": [_hash(style), *_vis_network_styles()],
    }


def _script() -> str:
    """The parts of the page's script as one, in a scope of their own."""
    parts = "\n".join(_page_file(f"script/{name}.js") for name in _SCRIPT)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


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


def _hash(text: str) -> str:
    """The hash by which the page's content security policy lets a script or style stand (CSP level 2)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

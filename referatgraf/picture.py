"""Writes a page of the network: finds the thing that is asked for, draws around it, and puts the file down."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graph.errors import ExportError
from graph.lookup import find_entity


@dataclass(frozen=True, slots=True)
class Shown:
    """How much a page shows, and how many nodes it leaves out."""

    nodes: int
    edges: int
    hidden: int


def write_page(graph: ox.Store, about: str | None, output: Path, language: str) -> Shown:
    """Write the page of a thing, or of all projects, and return what it shows.

    Raises `graph.errors.NotInGraph` for an unknown name, `ExportError` where the file cannot be written.
    """
    from graph.network import around, projects_network
    from graph.page import render_page

    if about is None:
        network, title = projects_network(graph), {"da": "Projekter", "en": "Projects"}[language]
    else:
        found = find_entity(graph, about)[0]
        network, title = around(graph, found.iri), found.label
    try:
        output.write_text(render_page(network, title=title, language=language), encoding="utf-8")
    except OSError as error:
        raise ExportError(f"{output}: cannot be written ({error.strerror})") from None
    return Shown(network.number_of_nodes(), network.number_of_edges(), network.graph["hidden"])

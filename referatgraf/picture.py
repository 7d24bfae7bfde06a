"""Writes a page of the network: finds the thing that is asked for, draws around it, and puts the file down."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graph.errors import ExportError
from graph.lookup import find_entity


@dataclass(frozen=True, slots=True)
class Shown:
    """How much a page shows when it is opened, and how many nodes it does not show then."""

    nodes: int
    edges: int
    hidden: int


def write_page(graph: ox.Store, about: str | None, output: Path, language: str) -> Shown:
    """Write the page of a thing, or of all projects, and return what it shows.

    Raises `graph.errors.NotInGraph` for an unknown name, `ExportError` where the file cannot be written.
    """
    from graph.network import explorable
    from graph.offline import MOST_QUADS
    from graph.page import render_page
    from graph.profile import profiles

    found = find_entity(graph, about)[0] if about is not None else None
    title = found.label if found else {"da": "Projekter", "en": "Projects"}[language]
    network = explorable(graph, found.iri if found else None)
    page = render_page(
        network,
        title=title,
        language=language,
        profiles=profiles(graph, list(network)),
        graph=graph if len(graph) <= MOST_QUADS else None,
    )
    try:
        output.write_text(page, encoding="utf-8")
    except OSError as error:
        raise ExportError(f"{output}: cannot be written ({error.strerror})") from None
    start = network.subgraph(network.graph["start"])
    hidden = network.graph["hidden"] + len(network) - len(start)
    return Shown(start.number_of_nodes(), start.number_of_edges(), hidden)

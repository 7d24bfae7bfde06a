"""Finds which lasting things of a network hang together more than with the rest (communities, by Louvain's method)."""

from __future__ import annotations

import networkx as nx

_SEED = 1
# A meeting or an item ties together all that came up on one day, and that is no company.
_PAPERS = ("meeting", "agenda_item", "decision", "case", "document", "amount", "date")


def communities(network: nx.MultiDiGraph) -> dict[str, int]:
    """Return the community of each thing that shares one: 0 for the largest, with the same answer every time.

    Things with no line to another lasting thing are in none.
    """
    simple = nx.Graph()
    for a, b, data in sorted(network.edges(data=True), key=lambda edge: (edge[0], edge[1], edge[2]["predicate"])):
        if a != b and not {network.nodes[a]["kind"], network.nodes[b]["kind"]} & set(_PAPERS):
            before = simple.get_edge_data(a, b, {"weight": 0})["weight"]
            simple.add_edge(a, b, weight=before + (1 if data.get("accepted", True) else 0.5))
    found = nx.community.louvain_communities(simple, weight="weight", seed=_SEED) if simple else []
    ranked = sorted((sorted(members) for members in found), key=lambda members: (-len(members), members))
    return {node: number for number, members in enumerate(ranked) for node in members}

"""Writes a network as GraphML and GEXF, for Gephi, yEd, Cytoscape, R and networkx.

Both hold the same attributes, each of one declared type. What a page takes home has the same names for them, and fewer
(`explorer/script/takeaway.js`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import networkx as nx

from .places import places

_Fields = dict[str, str]
_Row = Mapping[str, Any]

# A node attribute called "start" or "end" would make Gephi read the file as a network that changes over time, and
# readers differ in what they take for a date or a list: days are text, lists are joined.
NODE_FIELDS: _Fields = {
    "label": "string",
    "kind": "string",
    "aliases": "string",
    "date": "string",
    "outcome": "string",
    "iri": "string",
    "first_seen": "string",
    "last_seen": "string",
    "mentions": "integer",
    "closed": "boolean",
    "community": "integer",
}
LINE_FIELDS: _Fields = {
    "label": "string",
    "predicate": "string",
    "accepted": "boolean",
    "modality": "string",
    "first_seen": "string",
    "last_seen": "string",
    "confidence": "double",
    "statement": "boolean",
    "evidence": "integer",
}
_PLACE: _Fields = {"x": "double", "y": "double"}
_GRAPHML_TYPES = {"integer": "int"}
# XML 1.0 (fifth edition) section 2.2 forbids these, in any writing.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'


def graphml(network: nx.MultiDiGraph, language: str) -> Iterator[bytes]:
    """Yield the lines of a network (of `graph.network.explorable`) as GraphML; relations are worded in a language.

    Nodes go by their IRI, and have their place as `x` and `y`. What is not known is not there.
    """
    node_fields = NODE_FIELDS | _PLACE
    yield f'{_DECLARED}<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'.encode()
    for of, fields in (("node", node_fields), ("edge", LINE_FIELDS)):
        for name, sort in fields.items():
            kind = _GRAPHML_TYPES.get(sort, sort)
            yield f'<key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'.encode()
    yield b'<graph edgedefault="directed">\n'
    for row in _nodes(network):
        data = "".join(_data("node", node_fields, row))
        yield f"<node id={_quoted(row['iri'])}>{data}</node>\n".encode()
    for row in _lines(network, language):
        data = "".join(_data("edge", LINE_FIELDS, row))
        ends = f"source={_quoted(row['from'])} target={_quoted(row['to'])}"
        yield f'<edge id="{row["id"]}" {ends}>{data}</edge>\n'.encode()
    yield b"</graph>\n</graphml>\n"


def gexf(network: nx.MultiDiGraph, language: str) -> Iterator[bytes]:
    """Yield the lines of a network as GEXF 1.3, which Gephi reads from 0.9.3 on; as `graphml` otherwise.

    Each line between things has its relation as `kind`, since two of one kind between the same ends would be made one.
    """
    yield (
        f'{_DECLARED}<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
        '<graph defaultedgetype="directed" mode="static">\n'
    ).encode()
    node_fields, line_fields = (_without_label(fields) for fields in (NODE_FIELDS, LINE_FIELDS))
    for of, fields in (("node", node_fields), ("edge", line_fields)):
        declared = "".join(f'<attribute id="{of}-{n}" title="{n}" type="{t}"/>' for n, t in fields.items())
        yield f'<attributes class="{of}">{declared}</attributes>\n'.encode()
    yield b"<nodes>\n"
    for row in _nodes(network):
        # Their y points up, ours down.
        place = f'<viz:position x="{row["x"]}" y="{-row["y"]}" z="0"/>'
        values = _values("node", node_fields, row)
        yield f"<node id={_quoted(row['iri'])} label={_quoted(row['label'])}>{values}{place}</node>\n".encode()
    yield b"</nodes>\n<edges>\n"
    for row in _lines(network, language):
        ends = f"source={_quoted(row['from'])} target={_quoted(row['to'])}"
        named = f"kind={_quoted(row['predicate'])} label={_quoted(row['label'])}"
        yield f'<edge id="{row["id"]}" {ends} {named}>{_values("edge", line_fields, row)}</edge>\n'.encode()
    yield b"</edges>\n</graph>\n</gexf>\n"


# --- what is written ------------------------------------------------------------------------------


def _nodes(network: nx.MultiDiGraph) -> Iterator[dict[str, Any]]:
    found = places(network)
    for node, told in sorted(network.nodes(data=True)):
        x, y = found[node]
        yield {
            **{name: told.get(name) for name in ("label", "kind", "date", "outcome", "closed", "community")},
            "aliases": " | ".join(told["aliases"]),
            "iri": node,
            "mentions": len(told["sentences"]),
            **_seen(told["dates"]),
            "x": x,
            "y": y,
        }


def _lines(network: nx.MultiDiGraph, language: str) -> Iterator[dict[str, Any]]:
    ordered = sorted(network.edges(keys=True, data=True), key=lambda line: line[:3])
    for number, (subject, object_, _, told) in enumerate(ordered):
        yield {
            **{name: told[name] for name in ("predicate", "accepted", "modality", "confidence", "statement")},
            "id": f"r{number}",
            "from": subject,
            "to": object_,
            "label": told[f"label_{language}"],
            "evidence": len(told["sentences"]),
            **_seen(told["dates"]),
        }


def _seen(dates: Sequence[str]) -> dict[str, str | None]:
    return {"first_seen": dates[0] if dates else None, "last_seen": dates[-1] if dates else None}


def _without_label(fields: _Fields) -> _Fields:
    return {name: sort for name, sort in fields.items() if name != "label"}


def _data(of: str, fields: Iterable[str], row: _Row) -> Iterator[str]:
    for name in fields:
        if row[name] not in (None, ""):
            yield f'<data key="{of}-{name}">{_text(row[name])}</data>'


def _values(of: str, fields: Iterable[str], row: _Row) -> str:
    told = (f'<attvalue for="{of}-{n}" value={_quoted(row[n])}/>' for n in fields if row[n] not in (None, ""))
    return f"<attvalues>{''.join(told)}</attvalues>"


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else _ILLEGAL.sub("", str(value))


def _quoted(value: object) -> str:
    return quoteattr(_plain(value))


def _text(value: object) -> str:
    return escape(_plain(value), {"\r": "&#13;"})

"""Writes quads as JSON-LD 1.1 that people can read: a context said once, one line a thing, each graph by its name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from .vocabulary import RDF, XSD, text_of

_TYPE = RDF + "type"
_STRING = XSD + "string"
_Value = str | dict[str, str]


def jsonld(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """Yield the pieces of a JSON-LD document that holds the same quads; the same quads give the same bytes.

    Terms and things are written with the prefixes. What all values of a property have in common (that they are
    things, days, Danish) the context says once, so they stand as plain text. Numbers and truths stay text, with their
    type in the context: as numbers of JSON, `0.90` would come back as `0.9`.
    """
    ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
    names = _Names(prefixes)
    common = _common(ordered)
    context = {"@version": 1.1, **names.prefixes, **{names.of(p): _term(names, p, how) for p, how in common.items()}}
    told = ",\n".join(f"{_json(name)}: {_json(value)}" for name, value in context.items())
    yield f'{{"@context": {{\n{told}\n}},\n"@graph": ['.encode()
    between = "\n"
    for name, of_graph in groupby(ordered, key=lambda quad: quad.graph_name):
        opened = "" if isinstance(name, ox.DefaultGraph) else f'{{"@id": {_json(names.node(name))}, "@graph": ['
        yield f"{between}{opened}".encode()
        between = "\n" if opened else ""
        for subject, lines in groupby(of_graph, key=lambda quad: quad.subject):
            yield f"{between}{_json(_node(names, common, subject, list(lines)))}".encode()
            between = ",\n"
        yield b"\n]}" if opened else b""
    yield b"\n]}\n"


class _Names:
    """Short names of IRIs by prefixes; what cannot be shortened safely stays whole."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = dict(sorted(prefixes.items()))
        self._longest_first = sorted(self.prefixes.items(), key=lambda one: (-len(one[1]), one[0]))
        self.of = cache(self._of)

    def _of(self, iri: str) -> str:
        for prefix, namespace in self._longest_first:
            own = iri.removeprefix(namespace)
            if own != iri and own and not own.startswith("//"):  # prefix://… would be taken for a whole IRI
                return f"{prefix}:{own}"
        return iri

    def node(self, term: object) -> str:
        return str(term) if isinstance(term, ox.BlankNode) else self.of(text_of(term))


def _common(quads: Iterable[ox.Quad]) -> dict[str, tuple[str, str]]:
    """What all values of each property have in common: (`@type` or `@language`, which); others are not there."""
    found: dict[str, set[tuple[str, str]]] = {}
    for quad in quads:
        found.setdefault(quad.predicate.value, set()).add(_how(quad.object))
    plain = {("@type", _STRING)}
    return {p: next(iter(hows)) for p, hows in sorted(found.items()) if len(hows) == 1 and hows != plain and p != _TYPE}


def _how(value: object) -> tuple[str, str]:
    if not isinstance(value, ox.Literal):
        return "@type", "@id"
    return ("@language", value.language) if value.language else ("@type", value.datatype.value)


def _term(names: _Names, predicate: str, how: tuple[str, str]) -> dict[str, str]:
    return {"@id": names.of(predicate), how[0]: names.of(how[1])}


def _node(names: _Names, common: Mapping[str, tuple[str, str]], subject: object, quads: Sequence[ox.Quad]) -> Any:  # noqa: ANN401 - JSON
    """One thing with its properties in one graph, values in their order."""
    node: dict[str, Any] = {"@id": names.node(subject)}
    for predicate, lines in groupby(quads, key=lambda quad: quad.predicate.value):
        values = [line.object for line in lines]
        if predicate == _TYPE:
            told: list[_Value] = [names.node(value) for value in values]
        else:
            told = [_value(names, value, common.get(predicate)) for value in values]
        node["@type" if predicate == _TYPE else names.of(predicate)] = told if len(told) > 1 else told[0]
    return node


def _value(names: _Names, value: object, common: tuple[str, str] | None) -> _Value:
    how = _how(value)
    if not isinstance(value, ox.Literal):
        return names.node(value) if common == how else {"@id": names.node(value)}
    if common == how or (common is None and how == ("@type", _STRING)):
        return value.value
    if how == ("@type", _STRING):
        return {"@value": value.value}
    return {"@value": value.value, how[0]: how[1] if how[0] == "@language" else names.of(how[1])}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

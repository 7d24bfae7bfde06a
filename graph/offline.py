"""Packs the graph, the SPARQL engine and the named questions into a page, so that it answers with no server.

The engine is Oxigraph's WebAssembly build, the same that answers on the command line. Packed means gzip (RFC 1952)
as Base64 (RFC 4648), which a browser unpacks by itself (`DecompressionStream`).
"""

from __future__ import annotations

import base64
import gzip
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import pyoxigraph as ox

from .export import canonical_quads
from .identifiers import Identifiers
from .lookup import KINDS
from .query import LONGEST, Parameter, Question, in_parts, named_questions, with_prefixes
from .vocabulary import CLASSES, PREFIXES, RG, SCHEMES, SKOS, ontology, text_of

# Quads up to which a page is given the graph itself, to be asked in SPARQL; of some hundred thousand, a page is ten
# megabytes and takes seconds to unpack.
MOST_QUADS = 300_000
SECONDS = 10  # that a query in the page may take
MOST_ROWS = 2_000  # that a page shows of an answer
_SCRIPT, _ENGINE = "vendor/oxigraph.js", "vendor/oxigraph.wasm"


def packed(data: bytes, *, level: int = 9) -> str:
    """Return bytes as gzip in Base64, the same text each time; a low level is quick, a high one small."""
    return base64.b64encode(gzip.compress(data, compresslevel=level, mtime=0)).decode()


def packed_graph(store: ox.Store, identifiers: Identifiers | None = None) -> str:
    """Return the graph as its canonical N-Quads, packed."""
    quads = canonical_quads(store, identifiers or Identifiers())
    return packed("".join(f"{quad} .\n" for quad in quads).encode())


@cache
def packed_engine() -> tuple[str, str]:
    """Return the engine, packed: its script, for a worker that is no module, and its WebAssembly module."""
    folder = resources.files("graph").joinpath("explorer")
    script = folder.joinpath(_SCRIPT).read_text(encoding="utf-8")
    return packed(_as_plain_script(script).encode()), packed(folder.joinpath(_ENGINE).read_bytes())


def _as_plain_script(module: str) -> str:
    """An ECMAScript module without what only modules may hold.

    A page that was opened as a file may start a worker from its own text, but not one that is a module: modules are
    fetched across origins, and a file has none.
    """
    script = re.sub(r"(?m)^export (?:\{[^}]*\};?$|default )?", "", module)
    return script.replace("import.meta.url", "self.location.href")


def questions_for_page() -> dict[str, Any]:
    """Return what the page needs to ask: the named questions, the prefixes, and the limits it keeps.

    `questions`: `name`, `group`, a short `title` and the whole wording by language (`da`, `en`), `parameters` (`name`,
    `kind`, `classes`, `options`, `example`), and `query` and `needs`, each in parts: a text, or the name of the
    parameter whose term stands there.
    """
    return {
        "questions": [_question(question) for question in named_questions()],
        "prefixes": PREFIXES,
        "seconds": SECONDS,
        "rows": MOST_ROWS,
        "longest": LONGEST,
    }


def _question(question: Question) -> dict[str, Any]:
    names = [parameter.name for parameter in question.parameters]
    return {
        "name": question.name,
        "group": question.group,
        "title": {"da": question.title_danish, "en": question.title_english},
        "da": question.danish,
        "en": question.english,
        "parameters": [_parameter(parameter) for parameter in question.parameters],
        "query": _parts(_without_comments(question.sparql), names),
        "needs": _parts(f"ASK {{ {question.needs} }}", names) if question.needs else [],
    }


def _parts(sparql: str, names: Sequence[str]) -> list[str | dict[str, str]]:
    return [
        part if isinstance(part, str) else {"parameter": part.name} for part in in_parts(with_prefixes(sparql), names)
    ]


def _without_comments(sparql: str) -> str:
    """The query without the comments before it, which hold its wording."""
    return re.sub(r"\A(?:[ \t]*#[^\n]*\n)+", "", sparql)


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "kind": parameter.kind,
        "classes": [RG + CLASSES[kind] for kind in parameter.kinds or KINDS] if parameter.kind == "entity" else [],
        "options": _concepts(parameter.kinds[0]) if parameter.kind == "concept" else [],
        "example": parameter.example,
    }


def _concepts(scheme: str) -> list[dict[str, str]]:
    """The concepts of a scheme of the vocabulary: address, code, and word in both languages."""
    found = []
    within = ox.NamedNode(f"{SCHEMES}{scheme}")
    for quad in ontology().quads_for_pattern(None, ox.NamedNode(SKOS + "inScheme"), within):
        words = {}
        for label in ontology().quads_for_pattern(quad.subject, ox.NamedNode(SKOS + "prefLabel"), None):
            if isinstance(label.object, ox.Literal) and label.object.language:
                words[label.object.language] = text_of(label.object)
        iri = text_of(quad.subject)
        found.append({"iri": iri, "code": re.split("[#/]", iri)[-1], **words})
    return sorted(found, key=lambda concept: concept["code"])

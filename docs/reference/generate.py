"""Writes the reference pages that the code itself is the source of; run it when a test says that they are stale."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from typer.main import get_command

import referatgraf
from graph.vocabulary import OUTCOME, OWL, PREFIXES, RDF, RDFS, RG, SCHEMA, SCHEMES, SKOS, ontology, text_of
from referatgraf.cli import app

HERE = Path(__file__).parent
GENERATED = "This page is made by `docs/reference/generate.py`; change the code, not the page."


def pages() -> dict[str, str]:
    """Return the text of each generated page by its file name."""
    return {
        "command-line.md": "\n".join(command_line()) + "\n",
        "vocabulary.md": "\n".join(vocabulary()) + "\n",
        "python.md": "\n".join(python()) + "\n",
    }


# --- the command line -----------------------------------------------------------------------------

CODES = (
    ("0", "done"),
    ("1", "it failed; one line says why"),
    ("2", "the call was wrong: a path, an option, a query, a store that is none"),
    ("3", "done, but some files were skipped; each is named with the reason"),
    ("4", "the check found violations"),
)


def command_line() -> Iterator[str]:
    """Yield the lines of the page of commands."""
    yield from ("# The command line", "", GENERATED, "")
    yield "Data goes to standard output, messages to standard error. What a command ends with:"
    yield from ("", "| exit code | means |", "| --- | --- |")
    yield from (f"| {code} | {meaning} |" for code, meaning in CODES)
    commands: dict[str, Any] = get_command(app).commands  # type: ignore[attr-defined]
    for name, command in sorted(commands.items()):
        yield from ("", f"## {name}", "", *_paragraphs(str(command.help)))
        if command.epilog:
            yield from ("", "```", command.epilog.removeprefix("Example: "), "```")
        yield from ("", "| argument or option | what it is for | if not given |", "| --- | --- | --- |")
        yield from (_row(parameter) for parameter in command.params if parameter.name != "help")


def _row(parameter: Any) -> str:  # noqa: ANN401 - typer's own classes
    names = [*parameter.opts, *parameter.secondary_opts]
    shown = f"`{str(parameter.name).upper()}`" if parameter.param_type_name == "argument" else _code(names)
    default = parameter.default
    absent = "must be given" if parameter.required else "" if default in (None, False) else f"`{_value(default)}`"
    return f"| {shown} | {_cell(str(getattr(parameter, 'help', '') or ''))} | {absent} |"


def _value(default: object) -> str:
    return str(getattr(default, "value", default))


def _code(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names, key=len, reverse=True))


# --- the vocabulary -------------------------------------------------------------------------------

_SECTIONS = (
    ("Classes", OWL + "Class"),
    ("Properties that join things", OWL + "ObjectProperty"),
    ("Properties with values", OWL + "DatatypeProperty"),
)


def vocabulary() -> Iterator[str]:
    """Yield the lines of the page of terms."""
    yield from ("# The vocabulary", "", GENERATED, "")
    yield from (
        "The ontology itself is [vocabulary.ttl](../../graph/vocabulary.ttl). Domains and ranges are",
        "`schema:domainIncludes` and `schema:rangeIncludes`: any one of several holds. These prefixes are known to",
        "every query:",
        "",
        "| prefix | namespace |",
        "| --- | --- |",
    )
    yield from (f"| `{prefix}:` | `{iri}` |" for prefix, iri in sorted(PREFIXES.items()))
    for title, kind in _SECTIONS:
        joins = kind != OWL + "Class"
        columns = ("term", "Danish", "English", "of", "to", "standard") if joins else (
            "term", "Danish", "English", "standard", "what it is",
        )  # fmt: skip
        yield from ("", f"## {title}", "", f"| {' | '.join(columns)} |", "|" + " --- |" * len(columns))
        yield from (_term(iri, joins) for iri in _of_type(kind) if iri.startswith(RG))
    yield from _concepts()


def _term(iri: str, joins: bool) -> str:
    names = [_label(iri, RDFS + "label", language) for language in ("da", "en")]
    above = _objects(iri, RDFS + ("subPropertyOf" if joins else "subClassOf"))
    standard = ", ".join(f"`{_short(each)}`" for each in above)
    if not joins:
        return _line(f"`{_short(iri)}`", *names, standard, _label(iri, RDFS + "comment", "en"))
    ends = [", ".join(f"`{_short(each)}`" for each in _objects(iri, SCHEMA + end)) for end in _ENDS]
    return _line(f"`{_short(iri)}`", *names, *ends, standard)


_ENDS = ("domainIncludes", "rangeIncludes")


def _concepts() -> Iterator[str]:
    yield from (
        "",
        "## Codes",
        "",
        "Each scheme is a `skos:ConceptScheme`; a concept's code is what a query compares with.",
    )
    schemes = sorted(
        {scheme for concept in _of_type(SKOS + "Concept") for scheme in _objects(concept, SKOS + "inScheme")}
    )
    for scheme in schemes:
        yield from ("", f"### {scheme.removeprefix(SCHEMES)}", "", "| code | Danish | English |", "| --- | --- | --- |")
        for concept in _of_type(SKOS + "Concept"):
            if scheme in _objects(concept, SKOS + "inScheme"):
                labels = [_label(concept, SKOS + "prefLabel", language) for language in ("da", "en")]
                code = _short(concept) if concept.startswith(OUTCOME) else concept.rpartition("/")[2].rpartition("#")[2]
                yield _line(f"`{code}`", *labels)


def _of_type(kind: str) -> list[str]:
    quads = ontology().quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(kind))
    return sorted(text_of(quad.subject) for quad in quads)


def _objects(iri: str, predicate: str) -> list[str]:
    quads = ontology().quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None)
    return sorted(text_of(quad.object) for quad in quads)


def _label(iri: str, predicate: str, language: str) -> str:
    quads = ontology().quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None)
    return next((text_of(q.object) for q in quads if getattr(q.object, "language", None) == language), "")


def _short(iri: str) -> str:
    for prefix, namespace in sorted(PREFIXES.items(), key=lambda pair: -len(pair[1])):
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


# --- Python ---------------------------------------------------------------------------------------


def python() -> Iterator[str]:
    """Yield the lines of the page of public names."""
    yield from ("# In Python", "", GENERATED, "", "```python", "import referatgraf", "```")
    for name in sorted(set(referatgraf.__all__) - {"Graph"}):
        yield from _member(f"referatgraf.{name}", getattr(referatgraf, name))
    yield from ("", "## Graph", "", *_paragraphs(str(inspect.getdoc(referatgraf.Graph))))
    for name, member in sorted(vars(referatgraf.Graph).items()):
        if not name.startswith("_"):
            yield from _member(f"graph.{name}", member)


def _member(name: str, member: Any) -> Iterator[str]:  # noqa: ANN401 - whatever is public
    parameters = [p for p in inspect.signature(member).parameters.values() if p.name != "self"]
    shown, keyword = [], False
    for parameter in parameters:
        if parameter.kind is parameter.KEYWORD_ONLY and not keyword:
            shown.append("*")
            keyword = True
        given = f"={parameter.default!r}" if parameter.default is not parameter.empty else ""
        shown.append(f"{'**' if parameter.kind is parameter.VAR_KEYWORD else ''}{parameter.name}{given}")
    yield from ("", f"### {name.rpartition('.')[2]}", "", "```python", f"{name}({', '.join(shown)})", "```", "")
    yield from _paragraphs(str(inspect.getdoc(member)))


# --- Markdown -------------------------------------------------------------------------------------


def _paragraphs(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def _line(*cells: str) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


if __name__ == "__main__":
    for file, text in pages().items():
        (HERE / file).write_text(text, encoding="utf-8")

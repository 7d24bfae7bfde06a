"""`query`: SPARQL and the named questions, answered as a table, CSV, JSON or Turtle."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from graph.errors import MissingValue, QueryError

from ..masked import masked_answer
from ..messages import message
from .terminal import DEFAULT_STORE, LanguageOption, StoreOption, Voice, write

if TYPE_CHECKING:
    from graph.query import Rows, Triples

commands = typer.Typer()


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    json = "json"
    turtle = "turtle"


@commands.command(epilog="Example: referatgraf query --name project_history --param project=NY-NY")
def query(
    sparql: Annotated[str | None, typer.Argument(help="A SPARQL query; - reads it from standard input.")] = None,
    name: Annotated[str | None, typer.Option(help="A named question.")] = None,
    param: Annotated[list[str] | None, typer.Option(help="NAME=VALUE for a named question.")] = None,
    store: StoreOption = DEFAULT_STORE,
    form: Annotated[Format, typer.Option("--format", help="How the answer is written.")] = Format.table,
    lang: LanguageOption = None,
) -> None:
    """Ask the graph, in SPARQL or with a named question. Without either, list the named questions."""
    from graph.query import ask, ask_named, named_questions
    from graph.store import open_store

    voice = Voice(lang)
    if sparql is None and name is None:
        for question in named_questions():
            wording = question.danish if voice.language == "da" else question.english
            given = " ".join(f"--param {p.name}={_quoted(p.example)}" for p in question.parameters)
            write(f"{question.name}: {wording}\n    referatgraf query --name {question.name} {given}".rstrip())
        return
    if sparql is not None and name is not None:
        raise QueryError(message(voice.language, "either") + " " + ", ".join(q.name for q in named_questions()))
    values = dict(_parameter(text, voice) for text in param or [])
    graph = open_store(store)
    if name is not None:
        try:
            answer: Rows | Triples = ask_named(graph, name, values)
        except MissingValue as lacking:
            option = f"--param {lacking.parameter}"
            raise QueryError(message(voice.language, "needs", given=option, **vars(lacking))) from None
    else:
        answer = ask(graph, sys.stdin.read() if sparql == "-" else str(sparql))
    _show_answer(answer, form, voice)
    _tell_basis(answer, voice)


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


def _parameter(text: str, voice: Voice) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise QueryError(message(voice.language, "parameter", value=text))
    return name, value


def _show_answer(answer: Rows | Triples, form: Format, voice: Voice) -> None:
    from graph.query import Triples, to_csv, to_json, to_turtle

    answer = masked_answer(answer)
    if isinstance(answer, Triples):
        if form not in (Format.turtle, Format.table):
            raise QueryError(message(voice.language, "rows_triples"))
        write(to_turtle(answer))
    elif form is Format.turtle:
        raise QueryError(message(voice.language, "turtle_rows"))
    elif form is Format.csv:
        sys.stdout.write(to_csv(answer))
    elif form is Format.json:
        write(to_json(answer))
    elif answer.rows:
        print_table(answer)
    elif answer.emptiness is None:
        voice.say("no_rows")


def _tell_basis(answer: Rows | Triples, voice: Voice) -> None:
    """Of a named question: whether an empty answer is a no, and how many of the known meetings it rests on."""
    from graph.query import Triples

    if isinstance(answer, Triples):
        return
    if answer.emptiness is not None:
        voice.say(f"answer_{answer.emptiness}")
    if answer.basis is not None:
        voice.say("answer_basis", read=answer.basis.meetings_read, known=answer.basis.meetings_known)


def _columns(answer: Rows) -> list[str]:
    """The columns of a table: of a named question, without the addresses of its evidence, which would fill it."""
    named = answer.basis is not None
    return [name for name in answer.variables if not (named and name.endswith("evidence"))]


def print_table(answer: Rows) -> None:
    """Print a table as wide as the terminal; piped, as wide as it needs."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    columns = _columns(answer)
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in answer.plain():
        table.add_row(*(Text(_short(row[name])) for name in columns))
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    console.print(table)


def _short(value: str | None, most: int = 160) -> str:
    words = " ".join((value or "").split())
    return words if len(words) <= most else words[: most - 1] + "…"

"""The command line: puts the commands together, runs one, and stops with its exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from extract.errors import ExtractError
from graph.errors import GraphError, QueryError, StoreError, UnknownFormat

from .commands import build, demo, measure, names, people, query, show
from .commands.terminal import DONE, FAILED, WRONG_CALL, write
from .gold import GoldError
from .masked import MaskedStream
from .messages import language_of, message

app = typer.Typer(
    help="From municipal minutes to a knowledge graph in which every statement shows the sentence it was read in.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from .provenance import version

        write(f"referatgraf {version()}")
        raise typer.Exit(DONE)


@app.callback()
def _all_commands(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    pass


# In this order they stand in the help.
for _group in (build, query, names, people, show, measure, demo):
    app.add_typer(_group.commands)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and stop with its exit code; a user's mistake is one line, no traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not isinstance(sys.stderr, MaskedStream):  # for the rest of the process: a traceback comes at its very end
        sys.stderr = MaskedStream(sys.stderr)
    try:
        app(args=None if arguments is None else list(arguments), prog_name="referatgraf")
    except (QueryError, StoreError, UnknownFormat) as error:
        _stop(error, WRONG_CALL)
    except (GraphError, ExtractError, GoldError) as error:
        _stop(error, FAILED)
    except BrokenPipeError:  # the reader of our output has gone: nothing to say to it
        sys.stderr.close()
        sys.exit(FAILED)
    except KeyboardInterrupt:
        print(message(language_of(), "interrupted"), file=sys.stderr)  # noqa: T201
        sys.exit(130)


def _stop(error: Exception, code: int) -> None:
    print(f"referatgraf: {' '.join(str(error).split())}", file=sys.stderr)  # noqa: T201
    sys.exit(code)

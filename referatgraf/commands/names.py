"""`why` and `review`: what names rest on, and what is uncertain."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from graph.errors import ExportError

from .terminal import DEFAULT_STORE, JsonOption, LanguageOption, QuietOption, StoreOption, Voice, write

commands = typer.Typer()


@commands.command(epilog="Example: referatgraf why NY-NY --store taastrup.store")
def why(
    name: Annotated[str, typer.Argument(help="A name as you would write it; a case number.")],
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
    lang: LanguageOption = None,
) -> None:
    """Tell what a name is, which spellings it has, what each rests on, and what spoke against joining it."""
    from ..tell import told
    from ..why import why as ask_why

    voice = Voice(lang)
    found = ask_why(store, name)
    if as_json:
        from dataclasses import asdict

        write(json.dumps([asdict(each) for each in found], ensure_ascii=False))
        return
    for n, each in enumerate(found):
        if n:
            write("")
        for line in told(each, voice.language):
            write(line)


@commands.command(epilog="Example: referatgraf review --output tvivl.csv")
def review(
    store: StoreOption = DEFAULT_STORE,
    output: Annotated[Path | None, typer.Option(help="The table to write; to standard output if not given.")] = None,
    quiet: QuietOption = False,
    lang: LanguageOption = None,
) -> None:
    """Write what is uncertain as a table: one word in each line, and it is a register to build with."""
    from ..review import review as run

    voice = Voice(lang, quiet)
    result = run(store, voice.language)
    if output is None:
        sys.stdout.write(result.table.removeprefix("\ufeff"))
        voice.say("reviewed", count=result.questions)
        return
    try:
        output.write_bytes(result.table.encode())
    except OSError as error:
        raise ExportError(f"{output}: cannot be written ({error.strerror})") from None
    voice.say("reviewed_file", path=output, count=result.questions)

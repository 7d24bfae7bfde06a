"""`privacy` and `forget`: what is held back, and who is taken out."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from graph.errors import StoreError

from ..messages import message
from .terminal import (
    DEFAULT_STORE,
    DONE,
    FAILED,
    VIOLATIONS,
    JsonOption,
    LanguageOption,
    QuietOption,
    StoreOption,
    Voice,
    progress_bars,
    write,
    write_record,
)

commands = typer.Typer()


@commands.command(epilog="Example: referatgraf privacy --store taastrup.store")
def privacy(
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
    lang: LanguageOption = None,
) -> None:
    """Tell what was masked where and what was held back, without repeating it, and search the graph once more."""
    from ..privacy import privacy as run
    from ..privacy import told

    voice = Voice(lang)
    report = run(store)
    if as_json:
        write_record(report)
    else:
        write("\n".join(told(report, voice.language)))
    if report.found:
        raise typer.Exit(VIOLATIONS)


@commands.command(epilog='Example: referatgraf forget "Anne Berg" --store taastrup.store')
def forget(
    name: Annotated[str, typer.Argument(help="The person's name in full, or the address that the graph has for it.")],
    store: StoreOption = DEFAULT_STORE,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="How many processes to use.")] = 1,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
    lang: LanguageOption = None,
) -> None:
    """Take a person out of graph, texts, names and register for good, and search the store for what is left."""
    from dataclasses import asdict

    from ..forget import find_person
    from ..forget import forget as run

    voice = Voice(lang, quiet)
    person = find_person(store, name)
    if not yes:
        if not sys.stdin.isatty():
            raise StoreError(message(voice.language, "forget_yes", person=person.name))
        typer.confirm(message(voice.language, "forget_sure", person=person.name, store=store), abort=True, err=True)
    with progress_bars(voice) as progress:
        result = run(store, name, workers=workers, progress=progress)
    if as_json:
        write_record(result)
    for other in result.others:
        voice.say("forget_other", person=other)
    if result.dropped:
        voice.say("forget_dropped", count=result.dropped)
    for each in result.left:
        print(message(voice.language, "forget_left", place=each.place, count=each.count, store=store), file=sys.stderr)  # noqa: T201
    voice.say("forgotten", person=result.name, **{k: v for k, v in asdict(result).items() if isinstance(v, int)})
    voice.say("forget_reach")
    raise typer.Exit(FAILED if result.left else DONE)

"""`build`: minutes into a store."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.limits import LIMITS
from extract.register_model import STATEMENT

from ..messages import message
from .terminal import (
    DEFAULT_STORE,
    DONE,
    FAILED,
    SKIPPED,
    WRONG_CALL,
    JsonOption,
    LanguageOption,
    QuietOption,
    StoreOption,
    Voice,
    progress_bars,
    write,
)

if TYPE_CHECKING:
    from extract.register import Register

    from ..build import BuildReport

commands = typer.Typer()


class Contacts(StrEnum):
    """What becomes of e-mail addresses, telephone numbers and bank accounts."""

    mask = "mask"
    keep = "keep"


class People(StrEnum):
    """Who is made a thing of."""

    public = "public"
    all = "all"


@commands.command(
    epilog=f"A file may have {LIMITS.file_bytes // 1_000_000} MB, {LIMITS.pages} pages, {LIMITS.characters} characters,"
    f" {LIMITS.items} items, and {LIMITS.seconds} seconds to be read; others are named and skipped."
    " Example: referatgraf build referater/ --store taastrup.store"
)
def build(
    paths: Annotated[list[Path], typer.Argument(help="Files of minutes, or folders of them.")],
    store: StoreOption = DEFAULT_STORE,
    municipality: Annotated[
        str | None, typer.Option(help="Whose minutes these are, where they do not say so themselves.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="How many processes to use.")] = 1,
    base: Annotated[str | None, typer.Option(help="The IRI below which things are named.")] = None,
    register: Annotated[
        Path | None, typer.Option(help="A table of decisions about names (CSV); holds for later builds too.")
    ] = None,
    forgotten: Annotated[
        list[Path] | None,
        typer.Option(help="A store whose forgotten people are to be left out of this one too; may be given again."),
    ] = None,
    no_register: Annotated[
        bool, typer.Option("--no-register", help="Leave out the register that the store keeps.")
    ] = False,
    people: Annotated[
        People | None,
        typer.Option(
            help="Who is made a thing of: public (who attends, holds an office or is elected; at first) or all whom a "
            "text names; holds for later builds too."
        ),
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(help="A model that proposes names that no rule sees: a plug-in, a spaCy pipeline or a path."),
    ] = None,
    contacts: Annotated[
        Contacts | None,
        typer.Option(
            help="E-mail addresses, telephone numbers and bank accounts but those of offices: mask (as long as nothing"
            " else was said) or keep; holds for later builds too."
        ),
    ] = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
    lang: LanguageOption = None,
) -> None:
    """Read minutes and put what they say into a store; what it holds already stays."""
    from ..build import NothingToBuild, forgotten_in
    from ..build import build as run

    voice = Voice(lang, quiet)
    missing = [path for path in paths if not path.exists()]
    decided = _register(register, no_register, voice)
    try:
        with progress_bars(voice) as progress:
            report = run(
                paths,
                store,
                municipality=municipality,
                workers=workers,
                base=base,
                register=decided,
                models=model or (),
                contacts=None if contacts is None else contacts is Contacts.mask,
                people=people,
                forgotten=forgotten_in(*forgotten) if forgotten else None,
                progress=progress,
            )
    except NothingToBuild as nothing:
        voice.skipped(nothing.skipped)
        print(message(voice.language, "nothing"), file=sys.stderr)  # noqa: T201
        raise typer.Exit(WRONG_CALL if len(missing) == len(paths) else FAILED) from None
    _report(report, store, voice, as_json)
    raise typer.Exit(SKIPPED if report.skipped else DONE)


def _register(path: Path | None, without: bool, voice: Voice) -> Register | None:
    """The register to build with: that of a file, an empty one, or None for the one that the store keeps."""
    from extract.errors import RegisterError
    from extract.register import check_properties, parse_register, read_register
    from graph.vocabulary import object_properties

    from ..build import EMPTY_REGISTER

    if path is not None and without:
        raise typer.BadParameter(message(voice.language, "register_or_none"), param_hint="--register")
    if without:
        return parse_register(EMPTY_REGISTER.encode(), "")
    try:
        if path is None:
            return None
        register = read_register(path)
        check_properties(register, path.name, object_properties())
    except RegisterError as error:
        print(error.text(voice.language), file=sys.stderr)  # noqa: T201 - a line for each fault
        raise typer.Exit(WRONG_CALL) from None
    return register


def _report(report: BuildReport, store: Path, voice: Voice, as_json: bool) -> None:
    if as_json:
        from dataclasses import asdict

        write(json.dumps({**asdict(report), "store": str(store)}, ensure_ascii=False))
    voice.skipped(report.skipped)
    if report.masked:
        voice.say("masked", count=report.masked)
    if report.contacts:
        voice.say("contacts_masked", count=report.contacts)
    if report.withheld:
        voice.say("withheld", count=report.withheld)
    if report.dropped:
        voice.say("dropped", count=sum(report.dropped.values()))
    for name, count in report.refused.items():
        voice.say("refused", model=name, count=count)
    if report.held_back:
        voice.say("held_back", count=sum(report.held_back.values()), files=len(report.held_back))
    if report.undecided:
        voice.say("undecided", count=report.undecided)
    for line in report.without_effect:
        name = "statement_without_effect" if line.kind == STATEMENT else "without_effect"
        voice.say(name, action=line.action, kind=line.kind, thing=line.name, other=" | ".join(line.other))
    voice.say(
        "built",
        documents=report.documents,
        added=report.added,
        removed=report.removed,
        quads=report.quads,
        store=store,
    )

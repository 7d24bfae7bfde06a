"""`check` and `score`: whether the graph holds what it promises, and how well it reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from graph.errors import QueryError

from ..messages import message
from .terminal import (
    DEFAULT_STORE,
    VIOLATIONS,
    JsonOption,
    LanguageOption,
    QuietOption,
    StoreOption,
    Voice,
    write,
    write_record,
)

commands = typer.Typer()


@commands.command(epilog="Example: referatgraf check --store taastrup.store")
def check(
    store: StoreOption = DEFAULT_STORE,
    day: Annotated[
        str | None,
        typer.Option(
            "--date", help="The day deadlines are held against (2020-10-05); that of the last meeting if not given."
        ),
    ] = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
    lang: LanguageOption = None,
) -> None:
    """Hold the graph against its shapes, every quotation against its file, and say what the minutes leave open."""
    from ..gaps import told
    from ..verify import verify

    voice = Voice(lang, quiet)
    result = verify(store, _day(day, voice))
    if as_json:
        write_record(result)
    for violation in result.violations if not as_json else ():
        write(
            message(
                voice.language,
                "violation",
                rule=violation.rule,
                node=violation.node,
                message=violation.danish if voice.language == "da" else violation.english,
            )
        )
    if not quiet and not as_json:
        for line in told(result.coverage, voice.language):
            write(line)
    if result.moved:
        voice.say("check_moved", count=len(result.moved))
    if result.violations:
        voice.say("violations", count=len(result.violations))
        raise typer.Exit(VIOLATIONS)
    voice.say(
        "check_ok",
        spans=result.spans,
        statements=result.statements,
        instances=result.instances,
        files=result.files,
    )


def _day(text: str | None, voice: Voice) -> str | None:
    """A day as it was given, or None where none was."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() if text is not None else None
    except ValueError:
        raise QueryError(message(voice.language, "no_day", value=text)) from None


@commands.command(epilog="Example: referatgraf score --gold facit/ --store taastrup.store --against sidst.json")
def score(
    gold: Annotated[Path, typer.Option(help="The folder of minutes annotated by hand, one YYYY-MM-DD.json each.")],
    store: StoreOption = DEFAULT_STORE,
    misses: Annotated[int, typer.Option(min=0, help="Show so many missed and wrong mentions of each kind.")] = 0,
    save: Annotated[Path | None, typer.Option(help="Keep this run in a file, to compare a later one with.")] = None,
    against: Annotated[Path | None, typer.Option(help="A run that --save kept: show what was won and lost.")] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    lang: LanguageOption = None,
) -> None:
    """Score the graph against hand-annotated minutes, and against an earlier run, mention by mention."""
    from ..gains import gains
    from ..gains import save as keep
    from ..score import score as run
    from ..scoreboard import board, calibrated, gained
    from ..scoreboard import misses as missed

    voice = Voice(lang, quiet)
    result = run(store, gold)
    changes = gains(against, result) if against is not None else None
    if save is not None:
        keep(save, result)
        voice.say("score_saved", path=save)
    if as_json:
        from dataclasses import asdict

        from ..calibration import calibration_error, reliability

        calibration = {
            "expected_calibration_error": round(calibration_error(result.judged), 4),
            "reliability": [asdict(each) for each in reliability(result.judged)],
        }
        write(
            json.dumps(
                {**result.figures, "calibration": calibration, **({"gains": asdict(changes)} if changes else {})},
                ensure_ascii=False,
            )
        )
        return
    lines = [*board(result.figures, voice.language), *calibrated(result.judged, voice.language)]
    lines += missed(result, misses, voice.language) if misses else []
    lines += gained(changes, voice.language) if changes else []
    write("\n".join(lines))

"""`demo`: what the program is for, on the samples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .query import print_table
from .terminal import LanguageOption, Voice, write

commands = typer.Typer()


@commands.command(epilog="Example: referatgraf demo")
def demo(
    folder: Annotated[Path, typer.Option("--output", help="Where the store and the page are put.")] = Path(
        "referatgraf-demo"
    ),
    lang: LanguageOption = None,
) -> None:
    """Build a graph of the sample minutes, ask it questions, and leave its network as a page."""
    from ..demo import run

    voice = Voice(lang)
    for line in run(folder, voice.language, print_table):
        write(line)

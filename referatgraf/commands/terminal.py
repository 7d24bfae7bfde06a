"""What all commands share: options, exit codes, a voice on standard error, answers on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.privacy import mask_registration_numbers

from ..messages import LANGUAGES, language_of, message, reason

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from ..documents import Skipped

DONE, FAILED, WRONG_CALL, SKIPPED, VIOLATIONS = 0, 1, 2, 3, 4
DEFAULT_STORE = Path("referatgraf.store")


StoreOption = Annotated[Path, typer.Option("--store", help="The directory that holds the graph.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Write the result as JSON.")]
LanguageOption = Annotated[str | None, typer.Option("--lang", help="da or en; from the locale if not given.")]


class Voice:
    """Says things to the user on standard error, in one language."""

    def __init__(self, language: str | None, quiet: bool = False) -> None:
        if language is not None and language not in LANGUAGES:
            raise typer.BadParameter(f"{language!r} is none of {', '.join(LANGUAGES)}", param_hint="--lang")
        self.language = language or language_of()
        self.quiet = quiet

    def say(self, name: str, **values: object) -> None:
        """Say a message of `messages.toml`, unless quiet was asked for."""
        if not self.quiet:
            print(message(self.language, name, **values), file=sys.stderr)  # noqa: T201

    def skipped(self, skipped: Sequence[Skipped]) -> None:
        """Name each file that was skipped, with the reason; also where quiet was asked for."""
        for item in skipped:
            why = reason(self.language, item.reason, item.detail)
            print(message(self.language, "skipped", file=item.file, reason=why), file=sys.stderr)  # noqa: T201


def write(text: str) -> None:
    """Write an answer; what the caller has put into it is masked like all else."""
    text = mask_registration_numbers(text)[0]
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def write_record(record: DataclassInstance) -> None:
    """Write a record as JSON, for a program that reads the answer."""
    write(json.dumps(asdict(record), ensure_ascii=False))


@contextmanager
def progress_bars(voice: Voice) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on a terminal, nothing where the output is piped or quiet."""
    if voice.quiet or not sys.stderr.isatty():
        yield lambda _step, _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    words = {"read": message(voice.language, "reading"), "link": message(voice.language, "linking")}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, int] = {}

        def advance(step: str, done: int, of: int) -> None:
            task = tasks.setdefault(step, bars.add_task(words[step], total=of) if step not in tasks else tasks[step])
            bars.update(task, completed=done)  # type: ignore[arg-type]

        yield advance

"""The command line: parse, call, print; then stop."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.errors import ExtractError
from extract.limits import LIMITS
from extract.privacy import mask_registration_numbers
from extract.register_model import STATEMENT
from graph.errors import ExportError, GraphError, MissingValue, QueryError, StoreError

from .gold import GoldError
from .masked import MaskedStream, masked_answer
from .messages import LANGUAGES, language_of, message, reason

if TYPE_CHECKING:
    from extract.register import Register
    from graph.query import Rows, Triples

    from .build import BuildReport
    from .documents import Skipped

DONE, FAILED, WRONG_CALL, SKIPPED, VIOLATIONS = 0, 1, 2, 3, 4
DEFAULT_STORE = Path("referatgraf.store")

app = typer.Typer(
    help="From municipal minutes to a knowledge graph in which every statement shows the sentence it was read in.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Contacts(StrEnum):
    """What becomes of e-mail addresses, telephone numbers and bank accounts."""

    mask = "mask"
    keep = "keep"


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    json = "json"
    turtle = "turtle"


class People(StrEnum):
    """Who is made a thing of."""

    public = "public"
    all = "all"


StoreOption = Annotated[Path, typer.Option("--store", help="The directory that holds the graph.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Write the result as JSON.")]
LanguageOption = Annotated[str | None, typer.Option("--lang", help="da or en; from the locale if not given.")]


class _Voice:
    """Says things to the user on standard error, in one language."""

    def __init__(self, language: str | None, quiet: bool = False) -> None:
        if language is not None and language not in LANGUAGES:
            raise typer.BadParameter(f"{language!r} is none of {', '.join(LANGUAGES)}", param_hint="--lang")
        self.language = language or language_of()
        self.quiet = quiet

    def say(self, name: str, **values: object) -> None:
        if not self.quiet:
            print(message(self.language, name, **values), file=sys.stderr)  # noqa: T201

    def skipped(self, skipped: Sequence[Skipped]) -> None:
        for item in skipped:
            why = reason(self.language, item.reason, item.detail)
            print(message(self.language, "skipped", file=item.file, reason=why), file=sys.stderr)  # noqa: T201


def _write(text: str) -> None:
    """Write an answer; what the caller has put into it is masked like all else."""
    text = mask_registration_numbers(text)[0]
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def _version(wanted: bool) -> None:
    if wanted:
        from .provenance import version

        _write(f"referatgraf {version()}")
        raise typer.Exit(DONE)


@app.callback()
def _all_commands(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    pass


# --- build ----------------------------------------------------------------------------------------


@app.command(
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
    from .build import NothingToBuild, forgotten_in
    from .build import build as run

    voice = _Voice(lang, quiet)
    missing = [path for path in paths if not path.exists()]
    decided = _register(register, no_register, voice)
    try:
        with _progress(voice) as progress:
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


def _register(path: Path | None, without: bool, voice: _Voice) -> Register | None:
    """The register to build with: that of a file, an empty one, or None for the one that the store keeps."""
    from extract.errors import RegisterError
    from extract.register import check_properties, parse_register, read_register
    from graph.vocabulary import object_properties

    from .build import EMPTY_REGISTER

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


def _report(report: BuildReport, store: Path, voice: _Voice, as_json: bool) -> None:
    if as_json:
        from dataclasses import asdict

        _write(json.dumps({**asdict(report), "store": str(store)}, ensure_ascii=False))
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


@contextmanager
def _progress(voice: _Voice) -> Iterator[Callable[[str, int, int], None]]:
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


# --- query ----------------------------------------------------------------------------------------


@app.command(epilog="Example: referatgraf query --name project_history --param project=NY-NY")
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

    voice = _Voice(lang)
    if sparql is None and name is None:
        for question in named_questions():
            wording = question.danish if voice.language == "da" else question.english
            given = " ".join(f"--param {p.name}={_quoted(p.example)}" for p in question.parameters)
            _write(f"{question.name}: {wording}\n    referatgraf query --name {question.name} {given}".rstrip())
        return
    if sparql is not None and name is not None:
        raise QueryError(message(voice.language, "either") + " " + ", ".join(q.name for q in named_questions()))
    values = dict(_parameter(text, voice) for text in param or [])
    graph = open_store(store)
    if name is not None:
        try:
            answer: Rows | Triples = ask_named(graph, name, values)
        except MissingValue as lacking:
            given = f"--param {lacking.parameter}"
            raise QueryError(message(voice.language, "needs", given=given, **vars(lacking))) from None
    else:
        answer = ask(graph, sys.stdin.read() if sparql == "-" else str(sparql))
    _show_answer(answer, form, voice)
    _tell_basis(answer, voice)


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


def _parameter(text: str, voice: _Voice) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise QueryError(message(voice.language, "parameter", value=text))
    return name, value


def _show_answer(answer: Rows | Triples, form: Format, voice: _Voice) -> None:
    from graph.query import Triples, to_csv, to_json, to_turtle

    answer = masked_answer(answer)
    if isinstance(answer, Triples):
        if form not in (Format.turtle, Format.table):
            raise QueryError(message(voice.language, "rows_triples"))
        _write(to_turtle(answer))
    elif form is Format.turtle:
        raise QueryError(message(voice.language, "turtle_rows"))
    elif form is Format.csv:
        sys.stdout.write(to_csv(answer))
    elif form is Format.json:
        _write(to_json(answer))
    elif answer.rows:
        _table(answer)
    elif answer.emptiness is None:
        voice.say("no_rows")


def _tell_basis(answer: Rows | Triples, voice: _Voice) -> None:
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


def _table(answer: Rows) -> None:
    """A table as wide as the terminal; piped, as wide as it needs."""
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


# --- why, review ----------------------------------------------------------------------------------


@app.command(epilog="Example: referatgraf why NY-NY --store taastrup.store")
def why(
    name: Annotated[str, typer.Argument(help="A name as you would write it; a case number.")],
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
    lang: LanguageOption = None,
) -> None:
    """Tell what a name is, which spellings it has, what each rests on, and what spoke against joining it."""
    from .tell import told
    from .why import why as ask_why

    voice = _Voice(lang)
    found = ask_why(store, name)
    if as_json:
        from dataclasses import asdict

        _write(json.dumps([asdict(each) for each in found], ensure_ascii=False))
        return
    for n, each in enumerate(found):
        if n:
            _write("")
        for line in told(each, voice.language):
            _write(line)


@app.command(epilog="Example: referatgraf review --output tvivl.csv")
def review(
    store: StoreOption = DEFAULT_STORE,
    output: Annotated[Path | None, typer.Option(help="The table to write; to standard output if not given.")] = None,
    quiet: QuietOption = False,
    lang: LanguageOption = None,
) -> None:
    """Write what is uncertain as a table: one word in each line, and it is a register to build with."""
    from .review import review as run

    voice = _Voice(lang, quiet)
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


# --- privacy --------------------------------------------------------------------------------------


@app.command(epilog="Example: referatgraf privacy --store taastrup.store")
def privacy(
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
    lang: LanguageOption = None,
) -> None:
    """Tell what was masked where and what was held back, without repeating it, and search the graph once more."""
    from .privacy import privacy as run
    from .privacy import told

    voice = _Voice(lang)
    report = run(store)
    if as_json:
        from dataclasses import asdict

        _write(json.dumps(asdict(report), ensure_ascii=False))
    else:
        _write("\n".join(told(report, voice.language)))
    if report.found:
        raise typer.Exit(VIOLATIONS)


@app.command(epilog='Example: referatgraf forget "Anne Berg" --store taastrup.store')
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

    from .forget import find_person
    from .forget import forget as run

    voice = _Voice(lang, quiet)
    person = find_person(store, name)
    if not yes:
        if not sys.stdin.isatty():
            raise StoreError(message(voice.language, "forget_yes", person=person.name))
        typer.confirm(message(voice.language, "forget_sure", person=person.name, store=store), abort=True, err=True)
    with _progress(voice) as progress:
        result = run(store, name, workers=workers, progress=progress)
    if as_json:
        _write(json.dumps(asdict(result), ensure_ascii=False))
    for other in result.others:
        voice.say("forget_other", person=other)
    if result.dropped:
        voice.say("forget_dropped", count=result.dropped)
    for each in result.left:
        print(message(voice.language, "forget_left", place=each.place, count=each.count, store=store), file=sys.stderr)  # noqa: T201
    voice.say("forgotten", person=result.name, **{k: v for k, v in asdict(result).items() if isinstance(v, int)})
    voice.say("forget_reach")
    raise typer.Exit(FAILED if result.left else DONE)


# --- show, export, check --------------------------------------------------------------------------


@app.command(epilog="Example: referatgraf show --about NY-NY --output ny-ny.html")
def show(
    about: Annotated[
        str | None, typer.Option(help="The thing to put in the middle; all projects if not given.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    output: Annotated[Path, typer.Option(help="The page to write.")] = Path("referatgraf.html"),
    site: Annotated[
        Path | None, typer.Option(help="Write the whole graph as pages into this folder instead; open its index.html.")
    ] = None,
    quiet: QuietOption = False,
    lang: LanguageOption = None,
) -> None:
    """Write the network as one page that needs nothing else, or with --site everything as pages: open in a browser."""
    from graph.store import open_store

    from .picture import write_page

    voice = _Voice(lang, quiet)
    if site is not None:
        if about is not None:
            raise typer.BadParameter(message(voice.language, "site_or_about"), param_hint="--site")
        from graph.site.write import write_site

        from .sites import site_of

        files = write_site(site_of(open_store(store), store), site)
        first = site / ("index.html" if voice.language == "da" else "en/index.html")
        _write(str(first))
        voice.say("site_written", path=site, files=files)
        return
    shown = write_page(open_store(store), about, output, voice.language)
    _write(str(output))
    voice.say("shown", path=output, nodes=shown.nodes, edges=shown.edges, hidden=shown.hidden)


@app.command(epilog="Example: referatgraf serve --store taastrup.store --port 8000")
def serve(
    store: StoreOption = DEFAULT_STORE,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen at; 0 takes any free one.")] = 8000,
    allow_host: Annotated[
        list[str] | None, typer.Option(help="A name under which others may ask, where a proxy stands in front.")
    ] = None,
    quiet: QuietOption = False,
    lang: LanguageOption = None,
) -> None:
    """Answer with the pages of a graph, read-only, until interrupted; a new build is seen at once."""
    from .serve import run

    voice = _Voice(lang, quiet)

    def ready(address: str) -> None:
        print(address, flush=True)  # noqa: T201 - a program that starts the server waits for this line
        voice.say("serving", address=address)

    run(store, host, port, [name.lower() for name in allow_host or []], ready)


@app.command(epilog="Example: referatgraf export --output graf.nq")
def export(
    output: Annotated[Path, typer.Option(help="The file to write: .nq, .trig or .ttl.")],
    store: StoreOption = DEFAULT_STORE,
    quiet: QuietOption = False,
    lang: LanguageOption = None,
) -> None:
    """Write the whole graph to a file. The N-Quads of the same minutes are the same bytes everywhere."""
    from graph.export import export as run
    from graph.identifiers import Identifiers
    from graph.store import open_store, read_marker

    voice = _Voice(lang, quiet)
    graph = open_store(store)
    quads = run(graph, output, Identifiers(read_marker(store)["state"]["base"]))
    voice.say("exported", quads=quads, path=output)


@app.command(epilog="Example: referatgraf check --store taastrup.store")
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
    from .gaps import told
    from .verify import verify

    voice = _Voice(lang, quiet)
    result = verify(store, _day(day, voice))
    if as_json:
        from dataclasses import asdict

        _write(json.dumps(asdict(result), ensure_ascii=False))
    for violation in result.violations if not as_json else ():
        _write(
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
            _write(line)
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


def _day(text: str | None, voice: _Voice) -> str | None:
    """A day as it was given, or None where none was."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() if text is not None else None
    except ValueError:
        raise QueryError(message(voice.language, "no_day", value=text)) from None


# --- demo -----------------------------------------------------------------------------------------


@app.command(epilog="Example: referatgraf demo")
def demo(
    folder: Annotated[Path, typer.Option("--output", help="Where the store and the page are put.")] = Path(
        "referatgraf-demo"
    ),
    lang: LanguageOption = None,
) -> None:
    """Build a graph of the sample minutes, ask it questions, and leave its network as a page."""
    from .demo import run

    voice = _Voice(lang)
    for line in run(folder, voice.language, _table):
        _write(line)


@app.command(epilog="Example: referatgraf score --gold facit/ --store taastrup.store --against sidst.json")
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
    from .gains import gains
    from .gains import save as keep
    from .score import score as run
    from .scoreboard import board, calibrated, gained
    from .scoreboard import misses as missed

    voice = _Voice(lang, quiet)
    result = run(store, gold)
    changes = gains(against, result) if against is not None else None
    if save is not None:
        keep(save, result)
        voice.say("score_saved", path=save)
    if as_json:
        from dataclasses import asdict

        from .calibration import calibration_error, reliability

        calibration = {
            "expected_calibration_error": round(calibration_error(result.judged), 4),
            "reliability": [asdict(each) for each in reliability(result.judged)],
        }
        _write(
            json.dumps(
                {**result.figures, "calibration": calibration, **({"gains": asdict(changes)} if changes else {})},
                ensure_ascii=False,
            )
        )
        return
    lines = [*board(result.figures, voice.language), *calibrated(result.judged, voice.language)]
    lines += missed(result, misses, voice.language) if misses else []
    lines += gained(changes, voice.language) if changes else []
    _write("\n".join(lines))


# --- running --------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and stop with its exit code; a user's mistake is one line, no traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not isinstance(sys.stderr, MaskedStream):  # for the rest of the process: a traceback comes at its very end
        sys.stderr = MaskedStream(sys.stderr)
    try:
        app(args=None if arguments is None else list(arguments), prog_name="referatgraf")
    except (QueryError, StoreError) as error:
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

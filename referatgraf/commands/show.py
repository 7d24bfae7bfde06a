"""`show`, `serve` and `export`: the graph as pages, from a server, as files for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from ..messages import message
from .terminal import DEFAULT_STORE, FAILED, WRONG_CALL, LanguageOption, QuietOption, StoreOption, Voice, write

commands = typer.Typer()


@commands.command(epilog="Example: referatgraf show --about NY-NY --output ny-ny.html")
def show(
    about: Annotated[
        str | None, typer.Option(help="The thing to put in the middle; all projects if not given.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    output: Annotated[
        Path | None, typer.Option(help="The page to write; referatgraf.html if not given.", show_default=False)
    ] = None,
    site: Annotated[
        Path | None, typer.Option(help="Write the whole graph as pages into this folder instead; open its index.html.")
    ] = None,
    quiet: QuietOption = False,
    lang: LanguageOption = None,
) -> None:
    """Write the network as one page that needs nothing else, or with --site everything as pages: open in a browser."""
    from graph.store import open_store

    from ..picture import write_page

    voice = Voice(lang, quiet)
    if site is not None:
        if about is not None or output is not None:
            _stop(voice, WRONG_CALL, "site_or_about" if about is not None else "site_or_output")
        _show_site(voice, store, site)
        return
    page = output or Path("referatgraf.html")
    shown = write_page(open_store(store), about, page, voice.language)
    if not quiet:
        write(str(page))
    voice.say("shown", path=page, nodes=shown.nodes, edges=shown.edges, hidden=shown.hidden)


def _show_site(voice: Voice, store: Path, folder: Path) -> None:
    """Write the site and say where it begins."""
    from graph.errors import NotASite
    from graph.site.write import write_site
    from graph.store import open_store

    from ..sites import site_of

    try:
        files = write_site(site_of(open_store(store), store), folder)
    except NotASite:
        _stop(voice, FAILED, "not_a_site", path=folder)
    if not voice.quiet:
        write(str(folder / ("index.html" if voice.language == "da" else "en/index.html")))
    voice.say("site_written", path=folder, files=files)


def _stop(voice: Voice, code: int, name: str, **values: object) -> NoReturn:
    """Say in one line what cannot be done, and stop."""
    print(f"referatgraf: {message(voice.language, name, **values)}", file=sys.stderr)  # noqa: T201
    raise typer.Exit(code)


@commands.command(epilog="Example: referatgraf serve --store taastrup.store --port 8000")
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
    from ..serve import CannotListen, run

    voice = Voice(lang, quiet)

    def ready(address: str) -> None:
        print(address, flush=True)  # noqa: T201 - a program that starts the server waits for this line
        voice.say("serving", address=address)

    try:
        run(store, host, port, [name.lower() for name in allow_host or []], ready)
    except CannotListen as error:
        _stop(voice, WRONG_CALL, f"no_{error.fault}", host=host, port=port, reason=error.reason)


@commands.command(epilog="Example: referatgraf export --output graf.nq")
def export(
    output: Annotated[
        Path,
        typer.Option(
            help="The file to write. Its ending says as what: .nq, .trig, .ttl or .jsonld (the graph), .graphml or"
            " .gexf (the network), .csv (what is stated, with the words), .xlsx (decisions, commitments, things,"
            " statements and meetings)."
        ),
    ],
    about: Annotated[
        str | None, typer.Option(help="Of a network, only what is within two steps of this thing.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    quiet: QuietOption = False,
    lang: LanguageOption = None,
) -> None:
    """Write the whole graph to a file, or its network or tables. The same minutes give the same bytes everywhere."""
    from graph.export import export as run
    from graph.export import format_of
    from graph.identifiers import Identifiers
    from graph.lookup import find_entity
    from graph.store import open_store, read_marker

    voice = Voice(lang, quiet)
    format_of(output, part=about is not None)
    graph = open_store(store)
    thing = find_entity(graph, about)[0].iri if about is not None else None
    base = Identifiers(read_marker(store)["state"]["base"])
    done = run(graph, output, base, language=voice.language, about=thing)
    voice.say(f"exported_{done.what}", count=done.count, edges=done.edges, path=output)

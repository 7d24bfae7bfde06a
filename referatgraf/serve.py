"""Answers with the pages of a graph from a small read-only server, on this machine unless told otherwise.

A server reads a copy of the generation that is in force (links to its files where the disk can, which no later build
removes), and takes the next one when a build has published it.
"""

from __future__ import annotations

import errno
import hashlib
import ipaddress
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.errors import GraphError, NotInGraph, QueryError, StoreError
from graph.lookup import find_entity
from graph.site.render import HTML, NETWORK, error_page, network_page, render, taken_name
from graph.site.site import Page
from graph.site.wording import Wording
from graph.store import MARKER, open_store, read_marker

from .sites import site_of

if TYPE_CHECKING:
    from graph.site.site import Site

_LONGEST_ADDRESS = 4_000  # characters
_REMEMBERED = 256  # pages of one generation
_TRIES = 3  # a build may publish while its generation is copied
_HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",  # the rest stands in each page, by its hashes
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


class CannotListen(StoreError):
    """The address cannot be listened at: `fault` is *host* (no address of this machine) or *port* (not to be had)."""

    def __init__(self, host: str, port: int, error: OSError) -> None:
        self.fault = "host" if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL else "port"
        self.reason = error.strerror
        super().__init__(f"{host}:{port}: cannot be listened at ({error.strerror}); choose another --{self.fault}")


# --- what is served -------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One generation of a store, copied so that no build takes it away, and its pages."""

    generation: int
    folder: Path
    graph: ox.Store
    site: Site


class Served:
    """A store as it is served: always the generation in force. Close it to remove its copies."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._seen: tuple[int, ...] = ()
        self._copies: list[Snapshot] = []
        self._page = lru_cache(_REMEMBERED)(self._render)
        self._around = lru_cache(_REMEMBERED)(self._render_around)
        self.current()

    def current(self) -> Snapshot:
        """Return the generation in force. Raises `StoreError` where there is none to be had."""
        with self._lock:
            seen = self._marker()
            if not self._copies or seen != self._seen:
                if not self._copies or read_marker(self._store)["generation"] != self._copies[-1].generation:
                    self._copies.append(_copied(self._store))
                    self._page.cache_clear()
                    self._around.cache_clear()
                self._seen = seen
                # The one before may still be answered from.
                for old in self._copies[:-2]:
                    shutil.rmtree(old.folder, ignore_errors=True)
                self._copies = self._copies[-2:]
            return self._copies[-1]

    def _marker(self) -> tuple[int, ...]:
        """What changes whenever a build publishes: far cheaper to ask than what the marker says."""
        try:
            found = (self._store / MARKER).stat()
        except OSError:
            return ()
        return found.st_ino, found.st_mtime_ns, found.st_size

    def page(self, address: str, query: Iterable[tuple[str, str]]) -> Page | None:
        """Return the page at an address, None where there is none."""
        return self._page(self.current(), address, tuple(sorted(query)))

    def around(self, about: str, language: str) -> Page | str:
        """Return the network of a thing: the page, or the fragment that leads to it in the network of all things.

        Raises `NotInGraph` for what the graph says nothing of.
        """
        return self._around(self.current(), about, language)

    @staticmethod
    def _render(snapshot: Snapshot, address: str, query: tuple[tuple[str, str], ...]) -> Page | None:
        return render(snapshot.site, address, dict(query))

    @staticmethod
    def _render_around(snapshot: Snapshot, about: str, language: str) -> Page | str:
        iri = about if about.startswith(("http://", "https://")) else find_entity(snapshot.graph, about)[0].iri
        return snapshot.site.in_network(iri) or network_page(snapshot.site, iri, language)

    def close(self) -> None:
        """Remove the copies."""
        with self._lock:
            for copy in self._copies:
                shutil.rmtree(copy.folder, ignore_errors=True)
            self._copies = []


def _copied(store: Path) -> Snapshot:
    """A copy of the generation in force, made again where a build replaced it meanwhile."""
    for attempt in range(1, _TRIES + 1):
        generation = read_marker(store)["generation"]
        folder = Path(tempfile.mkdtemp(prefix="referatgraf-serve-"))
        try:
            open_store(store).backup(str(folder / "graph"))
            graph = ox.Store.read_only(str(folder / "graph"))
        except (OSError, ValueError, StoreError) as error:
            shutil.rmtree(folder, ignore_errors=True)
            if attempt == _TRIES or read_marker(store)["generation"] == generation:
                if isinstance(error, StoreError):
                    raise
                raise StoreError(f"{store}: cannot be copied for reading ({error}); is the disk full?") from None
            continue
        return Snapshot(generation, folder, graph, site_of(graph, store, live=True))
    raise StoreError(f"{store}: is being built again and again; try when that is done")


# --- addresses ------------------------------------------------------------------------------------


def application(store: Path, *, hosts: Collection[str] = (), routes: Iterable[BaseRoute] = ()) -> Starlette:
    """Return the server of a store as an ASGI application. Raises `StoreError` where there is no store.

    It answers to this machine's names, and to `hosts` besides (`*`: to any address that is no name). `routes` come
    before the pages; they find the store as `request.app.state.served`.
    """
    served = Served(store)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        served.close()

    app = Starlette(
        routes=[*routes, Route("/network", _network), Route("/en/network", _network), Route("/{address:path}", _pages)],
        exception_handlers={HTTPException: _told, GraphError: _told, Exception: _told},
        lifespan=lifespan,
    )
    app.add_middleware(Guard, hosts=frozenset(hosts))
    app.state.served = served
    return app


def _pages(request: Request) -> Response:
    """The pages and tables of the site, both languages."""
    address = request.path_params["address"]
    if address in ("", "en/"):
        address += "index.html"
    page = request.app.state.served.page(address, request.query_params.items())
    if page is None:
        raise HTTPException(404)
    return _answer(request, page)


def _network(request: Request) -> Response:
    """The network around a thing (`about`: its IRI or any of its names), or of all projects."""
    about, language = request.query_params.get("about"), _language(request)
    served: Served = request.app.state.served
    everything = f"/{'en/' if language == 'en' else ''}{NETWORK}"
    if about is None:
        return RedirectResponse(everything, status_code=303)
    there = served.around(about, language)
    if isinstance(there, str):
        return RedirectResponse(f"{everything}#{there}", status_code=303)
    return _answer(request, there)


def _answer(request: Request, page: Page) -> Response:
    """A page; where the browser has it already, no more than that."""
    tag = f'"{hashlib.sha256(page.body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Content-Type": page.media_type}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if page.media_type != HTML:
        stem, _, ending = request.url.path.rpartition("/")[2].rpartition(".")
        headers["Content-Disposition"] = f'attachment; filename="{taken_name(_language(request), stem)}.{ending}"'
    return Response(page.body, headers=headers)


# --- what goes wrong ------------------------------------------------------------------------------


def _language(request: Request) -> str:
    return "en" if request.url.path.startswith("/en/") else "da"


def _told(request: Request, error: Exception) -> Response:
    """An error as a page of one line, in the language of the pages asked for."""
    wording = Wording(_language(request))
    if isinstance(error, NotInGraph):
        status, line = 404, str(error)
    elif isinstance(error, QueryError):
        status, line = 400, wording.say("error_400", reason=error)
    elif isinstance(error, StoreError):
        # Where the store lies is nobody's business on the other side.
        print(f"referatgraf: {' '.join(str(error).split())}", file=sys.stderr)  # noqa: T201
        status, line = 503, wording.say("error_503")
    elif isinstance(error, HTTPException) and error.status_code in (404, 405):
        status, line = error.status_code, wording.say(f"error_{error.status_code}", path=request.url.path)
    else:
        print(f"referatgraf: {type(error).__name__} at {request.url.path}", file=sys.stderr)  # noqa: T201
        status, line = 500, wording.say("error_500")
    return _error(wording, status, line)


def _error(wording: Wording, status: int, line: str) -> Response:
    page = error_page(wording.language, wording.say("error_title"), " ".join(line.split()))
    return Response(page, status, media_type="text/html", headers={"Cache-Control": "no-store"})


# --- the door -------------------------------------------------------------------------------------


class Guard:
    """Lets through what only reads and names a host that this server answers to, and puts headers on all answers.

    A page of some other site can make a browser send requests here under that site's own name (DNS rebinding); such a
    name is none of ours.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or say in one line why not."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message.get("headers", ()),
                    *((name.lower().encode(), value.encode()) for name, value in _HEADERS.items()),
                ]
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, sending)

    def _refusal(self, scope: Scope) -> Response | None:
        request = Request(scope)
        wording = Wording(_language(request))
        host = _host(request.headers.get("host", ""))
        if not self._is_ours(host):
            return _error(wording, 421, wording.say("error_421", host=host[:100] or "–"))
        if request.method not in ("GET", "HEAD"):
            return _error(wording, 405, wording.say("error_405"))
        if len(request.url.path) + len(request.url.query) > _LONGEST_ADDRESS:
            return _error(wording, 414, wording.say("error_414"))
        return None

    def _is_ours(self, host: str) -> bool:
        if host in ("localhost", *self._hosts):
            return True
        with suppress(ValueError):
            address = ipaddress.ip_address(host)
            return address.is_loopback or "*" in self._hosts
        return False


def _host(header: str) -> str:
    """The name or address in a Host header, without its port and an IPv6 address' brackets."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower().rstrip(".")


def run(store: Path, host: str, port: int, names: Collection[str], ready: Callable[[str], None]) -> None:
    """Serve a store until it is interrupted. `ready` is told the address when the server can be asked.

    Raises `StoreError` where there is no store, `CannotListen` where the address cannot be had.
    """
    import uvicorn

    anywhere = host in ("0.0.0.0", "::")  # noqa: S104 - asked for by the user
    app = application(store, hosts={host, *names, *(("*",) if anywhere else ())})
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()  # who is told the address may ask at once
    except OSError as error:
        listening.close()
        app.state.served.close()
        raise CannotListen(host, port, error) from None
    bound = listening.getsockname()[1]
    ready(f"http://{f'[{host}]' if ':' in host else host}:{bound}/")
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=100,
        timeout_keep_alive=5,
        h11_max_incomplete_event_size=16_384,
        timeout_graceful_shutdown=3,
        ws="none",
    )
    with listening, suppress(KeyboardInterrupt):  # how a server is stopped
        uvicorn.Server(config).run(sockets=[listening])

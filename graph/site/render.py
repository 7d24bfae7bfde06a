"""Makes the pages of a site: which address means what, what its template is told, and the policy it stands under."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from importlib import resources
from typing import Any
from urllib.parse import urlencode

import jinja2
import networkx as nx

from ..errors import NotInGraph
from ..network import explorable
from ..policy import hash_source
from ..profile_records import Passage, Ref
from .fronts import front, thing_list
from .log_pages import commitment_log, commitment_table, decision_log, decision_table
from .marked import quoted
from .meeting_page import meeting_page
from .paths import LISTS, to_root
from .sheets import to_csv, to_excel
from .site import Page, Site, own_words
from .thing_page import thing_page
from .wording import LANGUAGES, Wording

HTML = "text/html; charset=utf-8"
CSV = "text/csv; charset=utf-8"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NETWORK = "network.html"
_SCRIPT, _OF_TABLES = ("elements", "search", "page"), ("sheet", "tables")  # in the order in which they need each other
# So many characters of packed names (some eight hundred things) stand in every page; of more, in the front page only.
_NAMES_ON_A_PAGE = 24_000
_NAVIGATION = ("home", "decisions", "commitments", "projects", "units", "people", "cases", "meetings", "network")
_FOLDERS = {"da": "", "en": "en/"}
Told = tuple[str, dict[str, Any]]  # a template, and what it is told
_FIXED: dict[str, Callable[[Site, Wording, Mapping[str, str]], Told]] = {
    "index.html": front,
    "decisions.html": decision_log,
    "commitments.html": commitment_log,
    **{f"{name}.html": partial(thing_list, name) for name in dict.fromkeys(LISTS.values())},
}
_TABLES = {"decisions": decision_table, "commitments": commitment_table}


def addresses(site: Site) -> Iterator[str]:
    """Yield the address of every page and file of a site, both languages."""
    for folder in _FOLDERS.values():
        yield from (f"{folder}{path}" for path in (*_FIXED, NETWORK, *site.thing_at))
        yield from (f"{folder}{name}.{ending}" for name in _TABLES for ending in ("csv", "xlsx"))


def render(site: Site, address: str, query: Mapping[str, str] | None = None) -> Page | None:
    """Return the page at an address (`en/decisions.html`), None where there is none.

    `query` narrows the tables and says the day of commitments. Raises `QueryError`, in the page's language, for what
    cannot be a filter (see `asked`).
    """
    language, path = _language_of(address)
    wording, asked = Wording(language), query or {}
    name, _, ending = path.rpartition(".")
    if name in _TABLES and ending in ("csv", "xlsx"):
        title, head, rows = _TABLES[name](site, wording, asked)
        return Page(to_csv(head, rows), CSV) if ending == "csv" else Page(to_excel(title, head, rows), EXCEL)
    if path == NETWORK:
        return _explorer(site, site.network, wording.say("projects"), language, graph=site.packed)
    if path in _FIXED:
        template, told = _FIXED[path](site, wording, asked)
    elif path in site.thing_at:
        iri = site.thing_at[path]
        about = meeting_page if site.reader.kind(iri) == "meeting" else thing_page
        template, told = about(site, wording, iri)
    else:
        return None
    return Page(_filled(site, wording, path, template, told, asked).encode(), HTML)


def network_page(site: Site, iri: str, language: str) -> Page:
    """Return the network around a thing. Raises `NotInGraph` for an IRI that the graph says nothing of."""
    try:
        network = explorable(site.store, iri)
    except ValueError:  # no IRI at all
        raise NotInGraph(f"{iri}: the graph says nothing of it") from None
    return _explorer(site, network, str(network.nodes[iri]["label"]), language)


def taken_name(language: str, table: str) -> str:
    """Return what the file of a table is called when it is taken away, without its ending."""
    return Wording(language).say(f"csv_{table}")


def error_page(language: str, title: str, line: str) -> str:
    """Return a page of one line, for what went wrong."""
    environment = _environment(language)
    return environment.get_template("error.html.j2").render(title=title, line=line, style_sheet=_style())


def _language_of(address: str) -> tuple[str, str]:
    for language in LANGUAGES:
        folder = _FOLDERS[language]
        if folder and address.startswith(folder):
            return language, address.removeprefix(folder)
    return "da", address


def _explorer(site: Site, network: nx.MultiDiGraph, title: str, language: str, *, graph: str | None = None) -> Page:
    from ..page import render_page  # takes long to import

    told = {iri: site.profile(iri) for iri in network if site.reader.kind(iri)}
    page = render_page(network, title=title, language=language, profiles=told, graph=graph, home="index.html")
    return Page(page.encode(), HTML)


# --- templates ------------------------------------------------------------------------------------


def _filled(
    site: Site, wording: Wording, path: str, template: str, told: Mapping[str, Any], query: Mapping[str, str]
) -> str:
    root = to_root(path)
    other = "en" if wording.language == "da" else "da"
    to_other = f"{root}en/{path}" if other == "en" else f"{root}../{path}"
    if query:
        to_other += f"?{urlencode(query)}"

    def href(target: str | None) -> str:
        return f"{root}{target}" if target else ""

    def to(ref: Ref) -> str:
        return href(site.target(ref.iri))

    navigation = [
        {"name": name, "href": href("index.html" if name == "home" else f"{name}.html"), "here": _is_at(path, name)}
        for name in _NAVIGATION
    ]
    return (
        _environment(wording.language)
        .get_template(template)
        .render(
            told,
            root=root,
            href=href,
            to=to,
            place=lambda passage: href(site.place(passage)),
            own_words=own_words,
            whose=lambda iri: wording.municipality(site.whose(iri)),
            stretches=_stretches,
            finding=_finding(site, wording, root),
            names=site.packed_names if told.get("front") or len(site.packed_names) <= _NAMES_ON_A_PAGE else "",
            in_network=lambda iri: href(_in_network(site, iri)),
            narrowed=lambda page, **by: href(_narrowed(site, page, by)),
            navigation=navigation,
            other_language=other,
            to_other=to_other,
            day_known=site.day,
            live=site.live,
            front=bool(told.get("front")),
            **_look(live=site.live, table=bool(told.get("table"))),
        )
    )


def _stretches(passages: Iterable[Passage], source: str) -> str:
    """The stretches of one source's text that a claim rests on, for a link to mark all of them."""
    found = sorted({(one.start, one.end) for one in passages if one.source == source})
    return " ".join(f"{start}-{end}" for start, end in found)


def _finding(site: Site, wording: Wording, root: str) -> dict[str, Any]:
    """What the search for names needs beside the names."""
    return {
        "kinds": {kind: wording.kind(kind) for kind in LISTS},
        "root": root,
        "none": wording.say("found_none"),
        "front": "index.html",
        "counts": [wording.many("found", 1), wording.say("found", count="{count}")],
    }


def _in_network(site: Site, iri: str) -> str:
    """The path to a thing in the network, from the folder of a language."""
    if site.live:  # the server says where, when it is asked
        return f"network?{urlencode({'about': iri})}"
    there = site.in_network(iri)
    return f"{NETWORK}#{there}" if there else NETWORK


def _narrowed(site: Site, page: str, by: Mapping[str, str]) -> str:
    return f"{page}{'?' if site.live else '#'}{urlencode(by)}"


def _is_at(path: str, name: str) -> bool:
    folder = path.partition("/")[0]
    if "/" in path:
        return LISTS.get(folder.replace("-", "_")) == name
    return path == ("index.html" if name == "home" else f"{name}.html")


@cache
def _environment(language: str) -> jinja2.Environment:
    wording = Wording(language)
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: _file(f"templates/{name}")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(
        language=language,
        say=wording.say,
        many=wording.many,
        kind_name=wording.kind,
        day=wording.day,
        outcome=wording.outcome,
        code=wording.code,
        relation=wording.relation,
        word=wording.word,
        rule=wording.rule,
        readable=wording.readable,
        pieces=quoted,
    )
    return environment


@cache
def _look(*, live: bool, table: bool) -> dict[str, Any]:
    """The style and script of a page, and the policy that lets these and nothing else stand."""
    style, code = _style(), _script(table=table)
    forms = "'self'" if live else "'none'"
    return {
        "style_sheet": style,
        "script_code": code,
        "policy": f"default-src 'none'; style-src '{hash_source(style)}'; script-src '{hash_source(code)}'; "
        f"img-src data:; base-uri 'none'; form-action {forms}",
    }


@cache
def _style() -> str:
    return _squeezed(_file("site.css"))


@cache
def _script(*, table: bool) -> str:
    """The parts of the script as one, in a scope of their own; finding names and writing CSV are the network page's."""
    of_page = resources.files("graph").joinpath("explorer", "script")
    shared = ("find", "spreadsheet") if table else ("find",)
    parts = [of_page.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in shared]
    parts += [_file(f"script/{name}.js") for name in (*_SCRIPT, *(_OF_TABLES if table else ()))]
    return f'(() => {{\n"use strict";\n{"".join(parts)}document.body.dataset.ready = "";\n}})();\n'


@cache
def _file(name: str) -> str:
    return resources.files("graph").joinpath("site", name).read_text(encoding="utf-8")


def _squeezed(style: str) -> str:
    """A style sheet without comments and indents: it stands in every page."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)).strip()

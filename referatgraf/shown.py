"""What a notebook shows by itself: a meeting with its text, a network, tables. HTML without script.

What a thing and a graph show stands in `shown_thing` and `shown_graph`. A notebook calls `_repr_html_` and puts what it
gets into its own page, so every word of the minutes is escaped here; only the network, which is a page of its own, has
a script, and stands in a frame that keeps it apart.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import ExportError
from graph.reading import Item, Mention, Section
from graph.vocabulary import CLASSES, RG, labels

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graph.network import Sentence

MOST = 12  # statements and places shown at first sight; the frames have all
WIDTH = "max-width:60em;line-height:1.45;text-align:left"
QUIET = "opacity:.75"  # of the notebook's own colour, be it dark or light
_CELL = "text-align:left;vertical-align:top;padding:.25em .9em .25em 0;border-top:1px solid rgba(128,128,128,.4)"
_MARK = "padding:0 .15em;border-radius:.2em;color:#111827"
# Light shades, on which black keeps its contrast; the kind stands beside the colour, for those who do not see it.
_SHADES = {
    "project": "#cfe3f5",
    "programme": "#cfe3f5",
    "unit": "#cdeee2",
    "body": "#f8dcc9",
    "steering_group": "#f8dcc9",
    "person": "#f1dbe7",
    "date": "#fbeccb",
    "amount": "#fbeccb",
}
_OTHER_SHADE = "#e5e7eb"


@cache
def _words(language: str) -> Mapping[str, Any]:
    words = tomllib.loads(resources.files("referatgraf").joinpath("shown.toml").read_text(encoding="utf-8"))
    if language not in words:
        raise ValueError(f"{language}: choose from {', '.join(sorted(words))}")
    return words[language]  # type: ignore[no-any-return]


def word(language: str, name: str, **values: object) -> str:
    """Return what `shown.toml` says in a language (`da`, `en`). Raises `ValueError` for another language."""
    return str(_words(language)[name]).format(**values)


def kind_name(kind: str, language: str = "da") -> str:
    """Return what a kind is called in a language; the kind itself where the vocabulary has no word for it."""
    return labels(language).get(RG + CLASSES.get(kind, ""), kind)


def names_of_kinds(language: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return what one thing of each kind is called in a language, and what several are."""
    several = _words(language)["several"]
    return {kind: kind_name(kind, language) for kind in several}, several


def statement_rows(about: str, network: nx.MultiDiGraph, language: str) -> Iterator[tuple[object, ...]]:
    """Yield the rows of `Entity.statements` from a network around a thing: one for each file that tells a statement."""
    for subject, object_, data in network.edges(data=True):
        if about not in (subject, object_):
            continue
        other, way = (object_, "→") if subject == about else (subject, "←")
        told: dict[tuple[str, str], list[str]] = {}
        for sentence in data["sentences"]:
            told.setdefault((sentence["date"], sentence["file"]), []).append(" ".join(sentence["quote"].split()))
        for (day, file), quotes in told.items() or [(("", ""), [""])]:
            words = " … ".join(dict.fromkeys(quotes))
            stated = (data[f"label_{language}"], network.nodes[other]["label"], way, data["accepted"])
            yield (*stated, day or None, words, file)


def mention_rows(sentences: Iterable[Sentence]) -> Iterator[tuple[object, ...]]:
    """Yield the rows of `Entity.mentions` from sentences, each whole."""
    for s in sentences:
        whole = f"{s['before']}{s['quote']}{s['after']}"
        yield s["date"] or None, s["item"], whole, s["file"], s["start"], s["end"]


# --- a meeting ------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Meeting:
    """A meeting with its items as they were read; shows its text with what is named in it marked.

    `items` has a row an item: `number`, `title`, `closed`, `sections`, `mentions`, `file`; `mentions` a row for each
    place in the text of a section: `item`, `section`, `kind`, `label`, `words`, `confidence`, `rule`, `file`.
    """

    iri: str
    date: str
    body: str
    read: tuple[Item, ...]
    items: pd.DataFrame
    mentions: pd.DataFrame
    language: str = "da"

    def __repr__(self) -> str:
        return f"<{kind_name('meeting', self.language)}: {self.body} {self.date}, {len(self.read)}>"

    def item(self, number: str | int) -> Meeting:
        """Return the meeting with that item alone (in each source that has it), to show one item's text."""
        kept = tuple(item for item in self.read if item.number == str(number))
        items, mentions = (frame[frame["number"] == str(number)] for frame in (self.items, self.mentions))
        return Meeting(self.iri, self.date, self.body, kept, items, mentions, self.language)

    def _repr_html_(self) -> str:
        kinds = list(dict.fromkeys(m.kind for item in self.read for s in item.sections for m in s.marks))
        legend = " ".join(_marked(kind_name(kind, self.language), kind) for kind in kinds)
        parts = [
            f"<p><strong>{escape(self.body)} {escape(self.date)}</strong></p>",
            f"<p>{legend}</p>" if kinds else "",
        ]
        parts += [self._item(item) for item in self.read]
        return f'<div style="{WIDTH}">{"".join(parts)}</div>'

    def _item(self, item: Item) -> str:
        closed = f" ({escape(word(self.language, 'closed'))})" if item.closed else ""
        title = f"{escape(item.number)} {escape(item.title)}{closed}"
        text = "".join(self._section(section) for section in item.sections)
        quiet = f'<p style="{QUIET}">{escape(item.file)}</p>'
        return f"<details{' open' if len(self.read) == 1 else ''}><summary>{title}</summary>{text}{quiet}</details>"

    def _section(self, section: Section) -> str:
        heading = f"<p><strong>{escape(section.heading)}</strong></p>"
        return f'{heading}<p style="white-space:pre-line">{marked(section.text, section.marks, self.language)}</p>'


def marked(text: str, marks: Sequence[Mention], language: str = "da") -> str:
    """Return a text as HTML with the mentions marked by kind; what they name stands in the title of the mark."""
    parts, at = [], 0
    for mark in marks:
        parts += [escape(text[at : mark.start]), _marked(mark.words, mark.kind, mark.label, language)]
        at = mark.end
    return "".join([*parts, escape(text[at:])])


def _marked(words: str, kind: str, label: str = "", language: str = "da") -> str:
    shade = _SHADES.get(kind, _OTHER_SHADE)
    title = f' title="{escape(kind_name(kind, language))}: {escape(label)}"' if label else ""
    return f'<mark style="background:{shade};{_MARK}"{title}>{escape(words)}</mark>'


# --- a network ------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Inline:
    """A network page that stands in a notebook's cell; `html` is the whole page, `save` puts it into a file.

    The page runs in a frame of its own (`sandbox`, without `allow-same-origin`): it cannot reach the notebook, and
    its styles do not leak into it.
    """

    html: str
    title: str
    nodes: int
    edges: int
    hidden: int
    height: int = 560
    language: str = "da"

    def __repr__(self) -> str:
        return f"<network of {self.title}: {self.nodes} nodes, {self.edges} edges, {self.hidden} not shown>"

    def _repr_html_(self) -> str:
        told = ""
        if not self.nodes:
            told = word(self.language, "nothing_drawn")
        elif self.hidden:
            told = word(self.language, "hidden", drawn=self.nodes, all=self.nodes + self.hidden)
        below = f'<p style="margin:.2em 0;{QUIET}">{escape(told)}</p>' if told else ""
        return (
            f'<iframe title="{escape(self.title)}" sandbox="allow-scripts allow-downloads" '
            f'style="width:100%;height:{self.height}px;border:1px solid rgba(128,128,128,.4)" '
            f'srcdoc="{escape(self.html)}"></iframe>'
            f"{below}"
        )

    def save(self, path: str | Path) -> Path:
        """Write the page to a file and return its path. Raises `graph.errors.ExportError`."""
        file = Path(path)
        try:
            file.write_text(self.html, encoding="utf-8")
        except OSError as error:
            raise ExportError(f"{file}: cannot be written ({error.strerror})") from None
        return file


# --- tables ---------------------------------------------------------------------------------------


def first_rows(frame: pd.DataFrame, columns: Sequence[str], language: str) -> str:
    """Return the first rows of a frame as an HTML table, and how many more there are."""
    names = _words(language)["columns"]
    head = "".join(f'<th style="{_CELL}">{escape(names[name])}</th>' for name in columns)
    body = "".join(
        "<tr>" + "".join(map(_cell, row)) + "</tr>" for row in frame[list(columns)].head(MOST).itertuples(index=False)
    )
    more = f"<p>{escape(word(language, 'more', count=len(frame) - MOST))}</p>" if len(frame) > MOST else ""
    return f'<table style="border-collapse:collapse"><tr>{head}</tr>{body}</table>{more}'


def _cell(value: object) -> str:
    kept = ";white-space:nowrap" if isinstance(value, date) else ""
    return f'<td style="{_CELL}{kept}">{escape(_plain(value))}</td>'


def _plain(value: object) -> str:
    if value is None or value != value:  # pandas' missing values are not equal to themselves
        return ""
    return value.strftime("%Y-%m-%d") if isinstance(value, date) else " ".join(str(value).split())

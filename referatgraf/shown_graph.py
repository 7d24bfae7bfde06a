"""What a graph shows of itself in a notebook: which minutes it rests on, what it knows of, and what to ask next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape

import pyoxigraph as ox

from graph.query import basis
from graph.reader import Reader
from graph.reading import meetings
from graph.site.wording import Wording
from graph.vocabulary import CLASSES

from .shown import QUIET, WIDTH, names_of_kinds, word

# In the order of telling; parts of minutes (sections, points) are no things that one asks for.
_TOLD = (
    "project", "unit", "body", "person", "organization", "system", "case", "document", "place", "meeting",
    "agenda_item", "decision", "commitment",
)  # fmt: skip
_OF = {"programme": "project", "steering_group": "body"}


def graph_html(store: ox.Store, language: str = "da") -> str:
    """Return as HTML what a graph covers: documents, meetings from first to last, things by kind; no script."""
    reader = Reader(store, whole=True)
    parts = [*_covered(reader, store, language), *_known(reader, language), *_next(reader, language)]
    lines = "".join(f'<p style="margin:.2em 0">{part}</p>' for part in parts)
    return f'<div style="{WIDTH}">{lines}</div>'


def _covered(reader: Reader, store: ox.Store, language: str) -> Iterator[str]:
    known = meetings(store).plain()
    documents = len(reader.instances(("source",)))
    yield f"<strong>{escape(word(language, 'graph', documents=documents, meetings=len(known)))}</strong>"
    several = len({row["municipality"] for row in known}) > 1
    for (municipality, body), days in _by_body(known).items():
        whose = f"{municipality or word(language, 'no_municipality')}: " if several else ""
        yield f"{escape(whose + (body or word(language, 'no_body')))}, {escape(_span(days, language))}"
    rests = basis(store)
    if rests.meetings_known > rests.meetings_read:
        missing = rests.meetings_known - rests.meetings_read
        yield f'<span style="{QUIET}">{escape(word(language, "not_read", count=missing))}</span>'


def _by_body(known: Sequence[Mapping[str, str | None]]) -> dict[tuple[str, str], list[str]]:
    """The days of the meetings of each body, the body with most of them first."""
    held: dict[tuple[str, str], list[str]] = {}
    for row in known:
        held.setdefault((row["municipality"] or "", row["body"] or ""), []).append(row["date"] or "")
    return dict(sorted(held.items(), key=lambda pair: (pair[0][0], -len(pair[1]), pair[0][1])))


def _span(days: Sequence[str], language: str) -> str:
    """How many meetings, and from when to when."""
    words = Wording(language)
    dated = sorted(filter(None, days))
    count = word(language, "meetings_one" if len(days) == 1 else "meetings", count=len(days))
    if not dated:
        return count
    ends = [words.day(day) for day in dict.fromkeys((dated[0], dated[-1]))]
    return f"{count}, {' – '.join(ends)}"


def _known(reader: Reader, language: str) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for iri in reader.instances(CLASSES):
        kind = reader.kind(iri)
        counts[_OF.get(kind, kind)] += 1
    one, several = names_of_kinds(language)
    told = [f"{counts[kind]} {(one if counts[kind] == 1 else several)[kind]}" for kind in _TOLD if counts[kind]]
    if told:
        yield f"{escape(word(language, 'knows'))}: {escape(', '.join(told))}."


def _next(reader: Reader, language: str) -> Iterator[str]:
    """What to write next, with the project that is named most."""
    projects = sorted(reader.instances(("project",)), key=lambda iri: (-reader.weight(iri), reader.label(iri)))
    asked = f'graph.entity("{reader.label(projects[0])}"), ' if projects else ""
    calls = f"{asked}graph.questions(), graph.show()"
    yield f'<span style="{QUIET}">{escape(word(language, "ask_on", calls=calls))}</span>'

"""Reads minutes that people have annotated by hand: what a graph is scored against."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any


class GoldError(Exception):
    """Annotations cannot be read; one line says which file and what is missing."""


@dataclass(frozen=True, slots=True, order=True)
class GoldMention:
    """A place where an annotator saw a thing named; `entity` is None for dates and sums."""

    start: int
    end: int
    kind: str
    text: str
    entity: str | None


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """What an annotator read the text to state, with the shortest stretch that states it."""

    subject: str
    predicate: str  # camelCase, as in the vocabulary
    object: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldItem:
    """An agenda item as annotated; `decisions` are pairs of date and outcome."""

    number: str
    title: str
    case_number: str | None
    closed: bool
    decisions: frozenset[tuple[str, str]]
    attachments: frozenset[str]
    recommended_by: frozenset[str]
    projects: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One annotated document."""

    file: str  # base name of the minutes
    date: str
    items: tuple[GoldItem, ...]
    mentions: tuple[GoldMention, ...]
    relations: tuple[GoldRelation, ...]


def squashed(text: str | None) -> str:
    """Return a text without case and with single blanks: how titles are compared."""
    return " ".join((text or "").split()).casefold()


def read_gold(folder: Path) -> tuple[GoldDocument, ...]:
    """Return the annotated documents of a folder, in order of file names (`YYYY-MM-DD.json`).

    Raises `GoldError` where there are none or one is not as it should be.
    """
    paths = sorted(folder.glob("[12]*.json"))
    if not paths:
        raise GoldError(f"{folder}: no annotations here; give the folder that holds the files YYYY-MM-DD.json")
    return tuple(_document(path) for path in paths)


def _document(path: Path) -> GoldDocument:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return GoldDocument(
            PurePath(data["file"]).name,
            data["meeting"]["date"],
            tuple(_item(item) for item in data["items"]),
            tuple(GoldMention(m["start"], m["end"], m["type"], m["text"], m.get("entity")) for m in data["mentions"]),
            tuple(
                GoldRelation(r["subject"], _camel(r["predicate"]), r["object"], r["start"], r["end"])
                for r in data["relations"]
            ),
        )
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: cannot be read ({error})") from None
    except (KeyError, TypeError) as error:
        raise GoldError(f"{path}: is no annotation ({error} is missing or of another kind)") from None


def _item(data: dict[str, Any]) -> GoldItem:
    return GoldItem(
        str(data["number"]),
        data["title"],
        data["case_number"],
        bool(data["closed"]),
        frozenset((d["date"], d["outcome"]) for d in data["decisions"]),
        frozenset(squashed(title) for title in data["attachments"]),
        frozenset(data["recommended_by"]),
        frozenset(data["projects"]),
    )


def _camel(snake: str) -> str:
    first, *rest = snake.split("_")
    return first + "".join(word.capitalize() for word in rest)

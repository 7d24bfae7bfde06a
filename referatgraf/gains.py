"""Compares two scored runs mention by mention: what a change of rules has won and lost."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from .gold import GoldError
from .score import Outcome, Scores

_FORMAT = "referatgraf scores 1"


@dataclass(frozen=True, slots=True)
class Gains:
    """What changed between two runs."""

    won: tuple[Outcome, ...]  # right now, missed before
    lost: tuple[Outcome, ...]  # missed now, right before
    new_wrong: tuple[Outcome, ...]
    no_longer_wrong: tuple[Outcome, ...]
    relations_won: tuple[tuple[str, ...], ...]
    relations_lost: tuple[tuple[str, ...], ...]
    figures: tuple[tuple[str, float, float], ...]  # figure, before, now: those that differ


def save(path: Path, scores: Scores) -> None:
    """Write a run, in one order, so that the same run is the same bytes. Raises `GoldError`."""
    data = {
        "format": _FORMAT,
        "figures": scores.figures,
        "mentions": [list(astuple(outcome)) for outcome in sorted(scores.mentions)],
        "relations": [list(relation) for relation in sorted(scores.relations)],
    }
    try:
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    except OSError as error:
        raise GoldError(f"{path}: cannot be written ({error.strerror})") from None


def gains(path: Path, now: Scores) -> Gains:
    """Return what has changed since the run that `save` wrote. Raises `GoldError` for what is no such file."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != _FORMAT:
            raise GoldError(f"{path}: is of another version; save the earlier run again")
        mentions = [Outcome(*fields) for fields in data["mentions"]]
        relations = {tuple(fields) for fields in data["relations"]}
        figures = dict(_flat(data["figures"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{path}: is no run that score --save wrote ({error})") from None
    before, after = _by_state(mentions), _by_state(now.mentions)
    return Gains(
        tuple(sorted(_as(after["right"] - before["right"], now.mentions, "right"))),
        tuple(sorted(_as(before["right"] - after["right"], mentions, "right"))),
        tuple(sorted(_as(after["wrong"] - before["wrong"], now.mentions, "wrong"))),
        tuple(sorted(_as(before["wrong"] - after["wrong"], mentions, "wrong"))),
        tuple(sorted(r for r in now.relations if r[3] == "right" and r not in relations)),
        tuple(sorted(r for r in relations if r[3] == "right" and r not in set(now.relations))),
        tuple(
            (name, figures[name], value)
            for name, value in _flat(now.figures)
            if name in figures and figures[name] != value
        ),
    )


Place = tuple[str, int, int, str]


def _by_state(outcomes: list[Outcome]) -> dict[str, set[Place]]:
    found: dict[str, set[Place]] = {"right": set(), "wrong": set(), "missed": set()}
    for outcome in outcomes:
        found[outcome.state].add((outcome.file, outcome.start, outcome.end, outcome.kind))
    return found


def _as(places: set[Place], outcomes: list[Outcome], state: str) -> Iterator[Outcome]:
    for outcome in outcomes:
        if outcome.state == state and (outcome.file, outcome.start, outcome.end, outcome.kind) in places:
            yield outcome


def _flat(figures: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    """The figures that say how good it is, by a path of names."""
    for name, value in sorted(figures.items()):
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        elif name == "f1" or name in ("titles", "case_numbers", "closed", "right_and_placed"):
            yield f"{prefix}{name}", _share(value)


def _share(value: object) -> float:
    right, _, of = str(value).partition("/")
    return round(float(right) / float(of), 4) if of and float(of) else float(right)

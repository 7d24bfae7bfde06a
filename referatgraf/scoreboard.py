"""Puts scores, misses and gains into lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .calibration import Judged, calibration_error, reliability
from .gains import Gains
from .messages import message
from .score import Outcome, Scores

_NARROW = 16  # columns of a figure's name


def board(figures: Mapping[str, Any], language: str) -> Iterator[str]:
    """Yield the figures as a table: a heading a group, a line a figure."""
    for group, rows in figures.items():
        yield message(language, f"score_{group}")
        simple = all(not isinstance(value, Mapping) for value in rows.values()) or set(rows) >= {"p", "r", "f1"}
        for name, value in ((group, rows),) if simple else rows.items():
            yield f"  {'' if simple else name:{_NARROW}}  {_figure(value, language)}".rstrip()


def _figure(value: object, language: str) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    if "tp" in value:
        return message(
            language, "score_ratio", **{**value, **{k: _number(value[k], language) for k in ("p", "r", "f1")}}
        )
    return "  ".join(f"{name} {_number(each, language)}" for name, each in value.items())


def _number(value: object, language: str) -> str:
    shown = f"{value:.4f}" if isinstance(value, float) else str(value)
    return shown.replace(".", ",") if language == "da" else shown


def calibrated(judged: Sequence[Judged], language: str) -> Iterator[str]:
    """Yield how well confidence tells truth: the calibration error, then a line for each tenth of the scale."""
    error = _number(calibration_error(judged), language)
    yield message(language, "score_calibration", error=error, count=len(judged))
    for each in reliability(judged):
        low, high = (_number(round(each.low + step, 1), language)[:3] for step in (0, 0.1))
        shown = (_number(round(value, 2), language)[:4] for value in (each.confidence, each.right))
        mean, right = shown
        bar = "█" * round(each.right * _NARROW)
        yield message(language, "score_bin", low=low, high=high, count=each.count, mean=mean, right=right) + f"  {bar}"


def misses(scores: Scores, most: int, language: str) -> Iterator[str]:
    """Yield the mentions missed and found wrongly, the most frequent first, and the things joined or parted wrongly."""
    for state in ("missed", "wrong"):
        words = Counter((o.kind, o.text) for o in scores.mentions if o.state == state)
        yield message(language, f"score_{state}")
        by_kind: Counter[str] = Counter()
        for (kind, text), count in sorted(words.items(), key=lambda pair: (pair[0][0], -pair[1], pair[0][1])):
            by_kind[kind] += 1
            if by_kind[kind] <= most:
                yield f"  {kind:{_NARROW}}  {count} × {text}"
    for title, rows in (("score_joined", scores.joined), ("score_parted", scores.parted)):
        yield message(language, title)
        yield from (f"  {one}: {', '.join(several)}" for one, several in rows)


def gained(gains: Gains, language: str) -> Iterator[str]:
    """Yield what has changed since an earlier run: figures, then mention by mention."""
    for name, before, now in gains.figures:
        yield f"{name}: {_number(before, language)} → {_number(now, language)}"
    for title, outcomes in (
        ("score_won", gains.won),
        ("score_lost", gains.lost),
        ("score_new_wrong", gains.new_wrong),
        ("score_no_longer_wrong", gains.no_longer_wrong),
    ):
        yield message(language, title, count=len(outcomes))
        yield from (f"  {_place(outcome)}" for outcome in outcomes)
    for title, relations in (
        ("score_relations_won", gains.relations_won),
        ("score_relations_lost", gains.relations_lost),
    ):
        yield message(language, title, count=len(relations))
        yield from (f"  {' '.join(relation[:3])}" for relation in relations)


def _place(outcome: Outcome) -> str:
    return f"{outcome.file}:{outcome.start}-{outcome.end} {outcome.kind} {outcome.text}"

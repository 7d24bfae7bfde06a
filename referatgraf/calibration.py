"""Holds confidences against what annotators say: how often statements of a given confidence are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_BINS = 10


@dataclass(frozen=True, slots=True, order=True)
class Judged:
    """A statement of the graph, accepted or not, and whether the annotators have it too. `confidence` is 0 to 1."""

    file: str
    triple: tuple[str, str, str]
    rule: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The statements of one tenth of the scale: how many, their mean confidence, and the share that is right."""

    low: float
    count: int
    confidence: float
    right: float


def reliability(judged: Sequence[Judged]) -> list[Bin]:
    """Return the reliability diagram in numbers: ten bins of equal width, those without a statement left out.

    Niculescu-Mizil and Caruana, *Predicting Good Probabilities with Supervised Learning*, 2005.
    """
    bins: dict[int, list[Judged]] = {}
    for each in judged:
        bins.setdefault(min(_BINS - 1, int(each.confidence * _BINS)), []).append(each)
    return [
        Bin(
            number / _BINS,
            len(inside),
            sum(each.confidence for each in inside) / len(inside),
            sum(each.right for each in inside) / len(inside),
        )
        for number, inside in sorted(bins.items())
    ]


def calibration_error(judged: Sequence[Judged]) -> float:
    """Return the expected calibration error, 0 to 1: the gap between confidence and truth, weighed by the bins' sizes.

    Naeini, Cooper and Hauskrecht, *Obtaining Well Calibrated Probabilities Using Bayesian Binning*, 2015.
    """
    return sum(b.count * abs(b.right - b.confidence) for b in reliability(judged)) / len(judged) if judged else 0.0

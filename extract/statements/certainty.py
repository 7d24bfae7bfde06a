"""Turns weights of evidence into a confidence: sums of tenths of log-odds, put through the logistic function.

The weights stand beside the rules in the word lists and are set from how often each rule is right on annotated
minutes (Good 1950, *Probability and the Weighing of Evidence*; see `docs/decisions/`).
"""

from __future__ import annotations

import math
from functools import cache

from ..lexicon import load

_LEAST, _MOST = 2, 99


def confidence(*weights: int) -> int:
    """Return the confidence, in hundredths, of evidence that weighs the sum of `weights` tenths of log-odds.

    >>> confidence(20), confidence(20, -8)
    (88, 77)
    """
    share = 100 / (1 + math.exp(-sum(weights) / 10))
    return min(_MOST, max(_LEAST, round(share)))


def signal(name: str) -> int:
    """Return what a circumstance adds to the weight of a rule (mostly takes from it)."""
    return int(load("certainty")["signals"][name])


@cache
def threshold() -> int:
    """Return the confidence, in hundredths, from which on a statement is accepted; what is below waits in review."""
    return int(load("certainty")["threshold"])

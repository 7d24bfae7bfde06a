"""How well confidences tell truth, on lists judged by hand."""

import pytest

from referatgraf.calibration import Judged, calibration_error, reliability


def judged(*counts):
    """Statements as (confidence, how many, how many of them are right)."""
    return [
        Judged("a.txt", (f"{confidence}", "p", f"{n}"), "rule", confidence, n < right)
        for confidence, many, right in counts
        for n in range(many)
    ]


@pytest.mark.parametrize(
    ("counts", "error"),
    [
        ([], 0.0),
        ([(0.75, 4, 3)], 0.0),
        ([(0.25, 4, 1), (0.5, 2, 1), (0.9, 10, 9)], 0.0),
        # Sure of what is half wrong: the gap.
        ([(0.9, 10, 5)], 0.4),
        # Unsure of what is right: the gap as well.
        ([(0.6, 10, 10)], 0.4),
        # Gaps do not cancel out, and weigh as many as they are of.
        ([(0.9, 10, 5), (0.6, 10, 10)], 0.4),
        ([(0.9, 10, 5), (0.5, 30, 15)], 0.1),
        ([(1.0, 3, 0)], 1.0),
        ([(0.0, 3, 0)], 0.0),
    ],
)
def test_the_error_is_the_gap_between_confidence_and_truth(counts, error):
    assert calibration_error(judged(*counts)) == pytest.approx(error)


def test_statements_of_one_tenth_are_judged_together():
    found = reliability(judged((0.71, 1, 1), (0.79, 3, 2), (0.8, 2, 2)))
    assert [(b.low, b.count, round(b.confidence, 2), b.right) for b in found] == [
        (0.7, 4, 0.77, 0.75),
        (0.8, 2, 0.8, 1),
    ]


def test_tenths_without_a_statement_are_left_out_and_certainty_is_of_the_last():
    assert [b.low for b in reliability(judged((0.05, 1, 0), (0.95, 1, 1), (1.0, 1, 1)))] == [0.0, 0.9]


def test_the_order_of_statements_changes_nothing():
    some = judged((0.75, 4, 3), (0.3, 7, 2), (0.95, 5, 5))
    assert reliability(some) == reliability(some[::-1])
    assert calibration_error(some) == pytest.approx(calibration_error(some[::-1]))

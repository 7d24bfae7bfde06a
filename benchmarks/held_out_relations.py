"""Measures how relations read where their rules were not judged: on two annotated minutes judged, on the third scored.

For each annotated document two figures beside the plain one. *Judged*: the confidence of each rule is set anew from
how often it is right in the other two documents (its own confidence counts as five cases), and what then lies above
the threshold is scored. *Unseen*: rules that fire in no other text at hand are left out besides, as if nobody had
thought of them. Run from the project's folder:

    python benchmarks/held_out_relations.py
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PRIOR = 5  # cases that a rule's own confidence counts as
sys.path.insert(0, str(ROOT))

from extract.statements.certainty import threshold  # noqa: E402 - the project's folder must be known first
from graph.store import open_store  # noqa: E402
from referatgraf.build import build  # noqa: E402
from referatgraf.calibration import Judged, calibration_error  # noqa: E402
from referatgraf.found import found_confidences  # noqa: E402
from referatgraf.gold import read_gold  # noqa: E402
from referatgraf.score import Ratio, Scores, scores  # noqa: E402


def measured(folder: Path) -> tuple[Scores, dict[str, set[str]]]:
    """Return the scores of the real minutes, and for each rule the files in which it fires."""
    build([SHARED / "corpus"], folder / "real.store")  # a new store has no register
    store = open_store(folder / "real.store")
    fires: dict[str, set[str]] = defaultdict(set)
    for (_, file), (_, rule) in found_confidences(store).items():
        fires[rule].add(file)
    return scores(store, read_gold(SHARED / "gold")), fires


def judged_elsewhere(judged: Sequence[Judged], held: str) -> list[Judged]:
    """Return the statements of the held-out file, with confidences set by how their rules fare in the others."""
    right, count = Counter[str](), Counter[str]()
    for each in judged:
        if each.file != held:
            right[each.rule] += each.right
            count[each.rule] += 1
    return [
        replace(e, confidence=(right[e.rule] + PRIOR * e.confidence) / (count[e.rule] + PRIOR))
        for e in judged
        if e.file == held
    ]


def figures(judged: Sequence[Judged], gold: int) -> str:
    """Return precision, recall and F1 of what is accepted, and the calibration error of all, in one line."""
    accepted = {each.triple: each.right for each in judged if each.confidence * 100 >= threshold()}
    ratio = Ratio(sum(accepted.values()), len(accepted), gold)
    shares = (ratio.precision, ratio.recall, ratio.f1, calibration_error(judged))
    return "  ".join(f"{share:.3f}" for share in shares)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        result, fires = measured(Path(folder))
    print("meeting     what      P      R      F1     calibration error")
    for document in read_gold(SHARED / "gold"):
        gold = len({(r.subject, r.predicate, r.object) for r in document.relations})
        plain = [each for each in result.judged if each.file == document.file]
        judged = judged_elsewhere(result.judged, document.file)
        unseen = [each for each in judged if len(fires[each.rule]) > 1]
        for what, each in (("plain", plain), ("judged", judged), ("unseen", unseen)):
            print(f"{document.date}  {what:8}  {figures(each, gold)}")


if __name__ == "__main__":
    main()

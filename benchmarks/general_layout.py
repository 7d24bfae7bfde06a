"""What layout families are worth, and what they cost: `python benchmarks/general_layout.py FOLDER --score TOOL`.

FOLDER holds minutes of other municipalities and their gold, TOOL scores a graph against it. Printed are the figures with
all families and with the general layout alone, the time that dividing takes with both, and how it grows with the items.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import extract.segment as dividing
from extract.families import family, family_names
from graph.export import export
from graph.store import open_store
from referatgraf.build import NothingToBuild, build

ITEM = "Punkt {n}: Ny bro {n}\n\n19/{n}\n\nIndstilling\nHavnekontoret indstiller, at broen skiftes.\nBeslutning\nGodkendt.\n"
HEAD = "REFERAT Kystudvalget d. 04-03-2019\n\n"


def figures(files: list[Path], gold: Path, tool: Path, folder: Path) -> str:
    """Return the last line of what the tool says of a graph of the files."""
    try:
        build(files, folder / "a.store", workers=1)
    except NothingToBuild as nothing:
        return f"reads none of the documents: {len(nothing.skipped)} are refused, all figures are 0"
    export(open_store(folder / "a.store"), folder / "a.nq")
    command = [sys.executable, str(tool), str(folder / "a.nq"), "--gold", str(gold)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1]


def seconds(text: str, families: tuple[str, ...] | None) -> float:
    """Return how long one text takes to divide."""
    begin = time.process_time()
    dividing.segment(text, families)
    return time.process_time() - begin


def main() -> None:
    """Print the figures with and without families, then the time as ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--score", type=Path, required=True)
    given = parser.parse_args()
    files = sorted(path for path in given.folder.iterdir() if path.suffix in (".html", ".pdf", ".txt"))
    for name in family_names():
        family(name)  # compiled before anything is timed
    with tempfile.TemporaryDirectory() as folder:
        print("all families    ", figures(files, given.folder / "gold", given.score, Path(folder)), flush=True)
    every = dividing.family_names
    dividing.family_names = lambda: ()  # type: ignore[assignment]
    with tempfile.TemporaryDirectory() as folder:
        print("the general one ", figures(files, given.folder / "gold", given.score, Path(folder)), flush=True)
    dividing.family_names = every
    few, many = (HEAD + "".join(ITEM.format(n=n) for n in range(1, count + 1)) for count in (250, 2000))
    print(f"all families over the general layout alone: {seconds(few, None) / seconds(few, ()):.1f} times as long")
    print(f"eight times the items: {seconds(many, None) / seconds(few, None):.1f} times as long")


if __name__ == "__main__":
    main()

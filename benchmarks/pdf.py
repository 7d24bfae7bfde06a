"""Measures the reading of PDF against pdfplumber in one run, and its memory: `uv run --extra test --with pdfplumber
python benchmarks/pdf.py FILE.pdf …`.

Both sides read the same bytes in turn, in this process, and the median of the processor's time counts, so that what else
the machine does is left out. How long the whole way to a source takes (the reading process and its start with it) is
stated beside it. Where a text of the same name lies beside a file, its distinct words that each side has are counted.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

import pdfplumber  # noqa: E402 - the folder of the project is put on the path above

from extract.formats.pdf import read_pdf  # noqa: E402
from extract.limits import LIMITS  # noqa: E402
from extract.read import read_source  # noqa: E402

_ROUNDS = 7
_PAGES = 2_000
_LINES = 50  # a page
_MEMORY = """
import resource, sys
from extract.formats.pdf import read_pdf
from extract.limits import LIMITS
text = read_pdf(sys.stdin.buffer.read(), LIMITS).text
print(len(text), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def ours(data: bytes) -> str:
    """Return the text that we read."""
    return read_pdf(data, LIMITS).text


def theirs(data: bytes) -> str:
    """Return the text that pdfplumber reads."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def seconds(side: object, data: bytes) -> float:
    """Return how long the processor works for a side with a file, once."""
    begin = time.process_time()
    side(data)  # type: ignore[operator]
    return time.process_time() - begin


def whole_way(path: Path) -> float:
    """Return how long it takes by the clock from bytes to a source."""
    begin = time.perf_counter()
    read_source(path.read_bytes())
    return (time.perf_counter() - begin) * 1000


def compare(path: Path) -> None:
    """Print the times of both sides, and the words where there is a text to hold them against."""
    data = path.read_bytes()
    pairs = [(seconds(ours, data), seconds(theirs, data)) for _ in range(_ROUNDS)]
    a, b = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
    print(f"{path.name:30} ours {a:8.1f} ms   pdfplumber {b:8.1f} ms   ratio {b / a:6.1f}   goal 20")
    beside = path.with_suffix(".txt")
    if beside.exists():
        words = set(beside.read_text(encoding="utf-8").split())
        mine, plumbed = (set(side(data).split()) & words for side in (ours, theirs))
        print(f"    words right: ours {len(mine)}, pdfplumber {len(plumbed)} of {len(words)}", end="; ")
        print("only pdfplumber's:", *sorted(plumbed - mine), "- only ours:", *sorted(mine - plumbed))


def memory() -> None:
    """Print the most memory that reading a long file takes, in a process of its own as the reader has."""
    from formats import Printed, pdf_of

    line = "Udvalget har set paa planen for den nye bro ved havnen og de veje der hoerer {}"
    pages = [[Printed(line.format(f"{page}-{n}"), 60, 780 - 14 * n) for n in range(_LINES)] for page in range(_PAGES)]
    done = subprocess.run([sys.executable, "-c", _MEMORY], input=pdf_of(pages), capture_output=True, check=True)
    signs, megabytes = done.stdout.split()
    print(f"{_PAGES} pages, {int(signs)} signs: {int(megabytes)} MB at most   goal 500")


def main() -> None:
    """Measure the files that are named, then memory."""
    for name in sys.argv[1:2]:
        first, next_one = whole_way(Path(name)), whole_way(Path(name))
        print(
            f"the whole way by the clock: {first:.0f} ms with the start of the reading process, then {next_one:.0f} ms"
        )
    for name in sys.argv[1:]:
        compare(Path(name))
    memory()


if __name__ == "__main__":
    main()

"""Writes what the fuzzer begins with: each of the samples in every format, some in other encodings."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
from formats import as_docx, as_html, as_pdf  # noqa: E402 - its folder is put on the path above
from typeset import ENCODINGS, TYPOGRAPHY, in_every_encoding  # noqa: E402 - likewise


def main(folder: Path) -> None:
    """Write the corpus into a folder, which need not be there."""
    folder.mkdir(parents=True, exist_ok=True)
    encodings, dresses = list(ENCODINGS), list(TYPOGRAPHY.values())
    for n, path in enumerate(sorted((ROOT / "samples").glob("2*.txt"))):
        text = path.read_text(encoding="utf-8")
        plain = in_every_encoding(text)
        encoding = encodings[n % len(encodings)]
        files = {
            "txt": text.encode(),
            "set.txt": dresses[n % len(dresses)](text).encode(),
            "coded.txt": ENCODINGS[encoding](plain),
            "html": as_html(text).encode(),
            "docx": as_docx(text),
            "pdf": as_pdf(text),
        }
        for suffix, data in files.items():
            (folder / f"{path.stem}.{suffix}").write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Builds good minutes among hundreds of bad files and tells what each cost: `python benchmarks/bad_inputs.py`
(`--quick` leaves out those that take seconds each).

Three builds, each in a process of its own: the good minutes alone; with every bad file; with those that were refused.
The last must give the same graph as the first. What was read although it was broken is counted apart.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bad import Bad, all_bad, good  # noqa: E402 - its folder is put on the path above

from referatgraf.documents import printable  # noqa: E402 - likewise

SECONDS, MEGABYTES = 30, 1000


@dataclass(frozen=True)
class Answered:
    """What came of the bad files: the reason of each that was refused, what each cost, and whether the graph is the same."""

    files: dict[str, Bad]
    refused: dict[str, str]  # with reason
    seconds: dict[str, float]  # of the processor, from one file to the next; the process that reads has its own limit
    megabytes: int  # the most that any process had
    code: int
    lines: int  # on standard error
    unchanged: bool

    def read(self) -> list[str]:
        """Return the names of those that were read."""
        return sorted(set(self.files) - set(self.refused))

    def wrong(self) -> list[tuple[str, str]]:
        """Return those with another answer than the manifest has."""
        said = {name: self.refused.get(name, "read") for name in self.files}
        return sorted((n, said[n]) for n, bad in self.files.items() if bad.reasons and said[n] not in bad.reasons)


def answered(work: Path, formats: dict[str, bytes], slow: bool = True) -> Answered:
    """Return what came of all bad files, or of all but the slow ones, built among the samples in a folder."""
    bad, samples, refused_folder = work / "bad", ROOT / "samples", work / "refused"
    bad.mkdir()
    files = {printable(each.name): each for each in all_bad(formats, bad, slow)}
    alone = _build([samples], work / "alone")
    everything = _build([samples, bad], work / "everything")
    refused = {each["file"]: each["reason"] for each in everything["skipped"]}
    refused_folder.mkdir()
    for name in refused:
        real = files[name].name
        (bad / real).rename(refused_folder / real)
    again = _build([samples, refused_folder], work / "again")
    return Answered(
        files,
        refused,
        everything["seconds"],
        max(everything["megabytes"], again["megabytes"]),
        again["code"],
        again["lines"],
        alone["graph"] == again["graph"],
    )


def _build(folders: list[Path], store: Path) -> dict:
    done = subprocess.run(
        [sys.executable, __file__, "build", str(store), *map(str, folders)], capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr[-3000:])
    return {**json.loads(done.stdout), "code": done.returncode, "lines": len(done.stderr.splitlines())}


def _build_here(store: Path, folders: list[Path]) -> int:
    """Build in this process, as the command does, and print what it cost."""
    from graph.export import export
    from graph.store import open_store
    from referatgraf import build as building
    from referatgraf.commands.terminal import SKIPPED, Voice

    seconds: dict[str, float] = {}
    names: list[str] = []
    last = time.process_time()

    def progress(step: str, done: int, of: int) -> None:
        nonlocal last
        now = time.process_time()
        seconds[names[done - 1] if step == "read" else f"({step} {done} of {of})"] = round(now - last, 2)
        last = now

    from extract.read import find_files

    names += [printable(file.name) for file in find_files(folders)]
    report = building.build(folders, store, progress=progress)
    Voice("en", quiet=True).skipped(report.skipped)
    export(open_store(store), store.with_suffix(".nq"))
    from extract.formats.guarded import _end_child

    _end_child()
    most = max(_most_of_this_process(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    answer = {
        "skipped": [{"file": each.file, "reason": each.reason} for each in report.skipped],
        "seconds": seconds,
        "megabytes": most // 1024,
        "graph": store.with_suffix(".nq").read_bytes().decode(),
    }
    sys.stdout.write(json.dumps(answer))
    return SKIPPED if report.skipped else 0


def _most_of_this_process() -> int:
    """The most memory that this process has had, in kB. What `getrusage` says is at least what its parent had."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")))


def main() -> None:
    """Print what came of all bad files."""
    with tempfile.TemporaryDirectory() as work:
        found = answered(Path(work), good(), slow="--quick" not in sys.argv)
    broken = [n for n, bad in found.files.items() if bad.recipe == "broken"]
    print(f"{len(found.files)} bad files: {len(found.files) - len(broken)} of the manifest, {len(broken)} broken")
    print(
        f"{len(found.refused)} refused with a reason each, {len(found.read())} read as minutes; exit code {found.code}"
    )
    print(
        f"{found.lines} lines for {len(found.refused)} files; the other documents' graph unchanged: {found.unchanged}"
    )
    slowest = sorted(found.seconds.items(), key=lambda pair: -pair[1])[:8]
    print("slowest: " + ", ".join(f"{name[:40]!r} {seconds:.1f} s" for name, seconds in slowest))
    print(f"most memory of a process: {found.megabytes} MB")
    print("answered otherwise than the manifest says: " + (", ".join(f"{n!r} {r}" for n, r in found.wrong()) or "none"))
    print("broken and read: " + ", ".join(n for n in found.read() if n in broken))


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        raise SystemExit(_build_here(Path(sys.argv[2]), [Path(p) for p in sys.argv[3:]]))
    main()

"""The wiring: files through reading, finding and joining into a store, in two passes over the corpus.

Pass one reads each document alone and keeps what it says of names; pass two links each document to the
names of all. The records of pass one stay in the store, so that a later build need read only what is new.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.register import Register, RegisterLine, parse_register, write_register
from graph.identifiers import DEFAULT_BASE, Identifiers
from graph.store import is_store, publish, read_marker, writing

from .documents import Ledger, Skipped, divide_again, read_all
from .linking import PUBLIC, VOCABULARY_GRAPH, link_all
from .provenance import fingerprints, rules_hash
from .workers import Progress, silent

EMPTY_REGISTER = "action;kind;name\n"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    documents: int
    added: int
    removed: int
    quads: int
    masked: int
    skipped: tuple[Skipped, ...]
    dropped: dict[str, int] = field(default_factory=dict)  # statements that fit no domain or range
    without_effect: tuple[RegisterLine, ...] = ()  # lines of the register about names that no text holds
    undecided: int = 0  # lines of the register that wait for a decision
    refused: dict[str, int] = field(default_factory=dict)  # proposals whose words the text does not have, by model
    held_back: dict[str, int] = field(default_factory=dict)  # people who are not public, by a file's name


class NothingToBuild(Exception):
    """No file could be read, and the store holds none."""

    def __init__(self, skipped: Sequence[Skipped]) -> None:
        super().__init__("nothing to build")
        self.skipped = tuple(skipped)


def build(
    paths: Sequence[Path],
    store: Path,
    *,
    municipality: str | None = None,
    workers: int = 1,
    base: str | None = None,
    register: Register | None = None,
    models: Sequence[str] = (),
    people: str | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Read the minutes that `paths` mean and publish the graph of them and of what the store already holds.

    The graph depends on the documents alone: not on their order, nor on how they were split over builds
    or workers. A file that cannot be read is skipped and named. A file that has gone from a folder built
    again is removed. A `register` is kept and holds for later builds until another is given (an empty one
    takes it away). So is `people`: who is made a thing of, `linking.PUBLIC` people (at first) or `EVERYONE`
    whom a text names. `models` are plug-ins that propose names where no rule sees one; they hold for this build
    alone. Raises `extract.errors.ModelError` before anything is read, `NothingToBuild`, and `graph.errors.StoreError`.
    """
    used = fingerprints(models)  # before anything is read or written: what is not there stops here
    with writing(store):
        old = read_marker(store)["state"] if is_store(store) else {}
        ledger = Ledger.of(old)
        identifiers = Identifiers(base or old.get("base") or DEFAULT_BASE)
        decided = register if register is not None else stored_register(old)
        included = people or str(old.get("people", PUBLIC))
        documents = store / "documents"
        documents.mkdir(exist_ok=True)
        before = set(ledger.sources)
        rules = rules_hash()
        if before and old.get("rules") != rules:
            divide_again(documents, before)
        skipped = read_all(paths, documents, ledger, municipality, workers, progress)
        if not ledger.sources:
            _tidy_empty(store)
            raise NothingToBuild(skipped)
        with tempfile.TemporaryDirectory(dir=store, prefix="work-") as work:
            result = link_all(
                documents, ledger, decided, identifiers, Path(work), workers, tuple(models), used, progress, included
            )
            changed = [h for h in sorted(result.shards) if result.shards[h][1] != ledger.shards.get(h)]
            gone = sorted(before - set(ledger.sources))
            ledger.shards = {h: digest for h, (_, digest) in result.shards.items()}
            publish(
                store,
                [*(result.shards[h][0] for h in changed), result.joined],
                [
                    *(identifiers.source(h) for h in (*changed, *gone)),
                    identifiers.joined_graph,
                    VOCABULARY_GRAPH,
                ],
                {
                    **ledger.state(),
                    "base": identifiers.base,
                    "people": included,
                    "register": _register_text(decided),
                    "rules": rules,
                },
            )
        for content_hash in gone:
            (documents / f"{content_hash}.json").unlink(missing_ok=True)
        return BuildReport(
            documents=len(ledger.sources),
            added=len(set(ledger.sources) - before),
            removed=len(gone),
            quads=result.quads,
            masked=sum(entry["masked"] for entry in ledger.sources.values()),
            skipped=tuple(skipped),
            dropped=dict(sorted(result.dropped.items())),
            without_effect=result.without_effect,
            undecided=decided.undecided,
            refused=dict(sorted(result.refused.items())),
            held_back=_by_file(result.held_back, ledger),
        )


def _by_file(held_back: Mapping[str, int], ledger: Ledger) -> dict[str, int]:
    """How many people are held back of each file, by its first name; files that name none are left out."""
    return dict(sorted((ledger.names(h)[0], count) for h, count in held_back.items() if count))


def _tidy_empty(store: Path) -> None:
    """A store in which nothing was ever built leaves no folder behind."""
    if not is_store(store):
        shutil.rmtree(store / "documents", ignore_errors=True)
        (store / "lock").unlink(missing_ok=True)
        if not any(store.iterdir()):
            store.rmdir()


def stored_register(state: Mapping[str, Any]) -> Register:
    """Return the register that a store keeps, an empty one where it keeps none."""
    return parse_register(str(state.get("register") or EMPTY_REGISTER).encode(), "register.csv")


def _register_text(register: Register) -> str | None:
    """A register as the store keeps it; the number of lines that wait is not kept, they decide nothing."""
    return write_register(register.lines) if register.lines else None

"""The wiring: files through reading, finding and joining into a store, in two passes over the corpus.

Pass one reads each document alone and keeps what it says of names; pass two links each document to the
names of all. The records of pass one stay in the store, so that a later build need read only what is new.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from extract.forgotten import Forgotten
from extract.outsiders import without_kind
from extract.privacy import CONTACTS, REGISTRATION_NUMBER, mask_registration_numbers
from extract.register import Register, RegisterLine, parse_register, without_contacts, write_register
from graph.errors import StoreError
from graph.identifiers import DEFAULT_BASE, Identifiers
from graph.store import is_store, publish, read_marker, writing

from .documents import (
    WITHHELD,
    Ledger,
    LeftOut,
    Skipped,
    divide_again,
    documents_of,
    forgotten_of,
    read_all,
)
from .linking import PUBLIC, VOCABULARY_GRAPH, GivenUp, Linked, link_all
from .provenance import fingerprints, rules_hash
from .workers import Progress, silent

_MADE_HERE = re.compile(r"work-.*|documents(?:-\d+)?")  # folders of a store
EMPTY_REGISTER = "action;kind;name\n"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    documents: int
    added: int
    removed: int
    quads: int
    masked: int  # civil registration numbers
    skipped: tuple[Skipped, ...]
    dropped: dict[str, int] = field(default_factory=dict)  # statements that fit no domain or range
    without_effect: tuple[RegisterLine, ...] = ()  # lines of the register about names that no text holds
    undecided: int = 0  # lines of the register that wait for a decision
    refused: dict[str, int] = field(default_factory=dict)  # proposals whose words the text does not have, by model
    contacts: int = 0  # e-mail addresses, telephone numbers and bank accounts that were masked
    withheld: int = 0  # closed items below which text was held back
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
    contacts: bool | None = None,
    forgotten: Forgotten | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Read the minutes that `paths` mean and publish the graph of them and of what the store already holds.

    The graph depends on the documents alone: not on their order, nor on how they were split over builds
    or workers. A file that cannot be read is skipped and named. A file that has gone from a folder built
    again is removed. A `register` is kept and holds for later builds until another is given (an empty one
    takes it away). So is `people`: who is made a thing of, `linking.PUBLIC` people (at first) or `EVERYONE`
    whom a text names, and `contacts`: whether e-mail addresses, telephone numbers and bank accounts are masked, as they
    are at first. `forgotten` are people to leave out as another store does (`forgotten_in`), for a store
    that is new. `models` are plug-ins that propose names where no rule sees one; they hold for this build
    alone. Raises `extract.errors.ModelError` before anything is read, `NothingToBuild`, and `graph.errors.StoreError`.
    """
    municipality, base = (given and mask_registration_numbers(given)[0] for given in (municipality, base))
    municipality = municipality and without_kind(municipality)  # "Nørre Strand Kommune" is Nørre Strand, as in minutes
    used = fingerprints(models)  # before anything is read or written: what is not there stops here
    with writing(store):
        old = read_marker(store)["state"] if is_store(store) else {}
        ledger = Ledger.of(old)
        settings = Settings.of(old, base, register, people, forgotten, contacts)
        if forgotten not in (None, settings.forgotten):
            raise StoreError(f"{store}: holds minutes already; leave people out of them with: referatgraf forget NAME")
        documents = documents_of(store, old)
        tidy(store, documents)
        documents.mkdir(exist_ok=True)
        before = set(ledger.sources)
        left_out = LeftOut(settings.contacts, settings.forgotten)
        # What is masked now and was not before must not stay in the files of the old graph.
        fresh = settings.contacts and _tells_contacts(stored_register(old))
        if before and (old.get("rules"), bool(old.get("contacts", True))) != (rules_hash(), settings.contacts):
            for content_hash, personal in divide_again(documents, before, contacts=settings.contacts).items():
                fresh = fresh or personal != ledger.sources[content_hash].get("personal")
                ledger.sources[content_hash]["personal"] = personal
        skipped = read_all(paths, documents, ledger, municipality, workers, progress, left_out)
        if not ledger.sources:
            _tidy_empty(store)
            raise NothingToBuild(skipped)
        result = None
        while result is None:
            try:
                result = publish_all(
                    store, documents, ledger, settings, before, models, used, workers, progress, fresh=fresh
                )
            except GivenUp as given_up:
                skipped += _given_up(given_up, ledger, documents)
            if not ledger.sources:
                raise NothingToBuild(skipped)
        for content_hash in before - set(ledger.sources):
            (documents / f"{content_hash}.json").unlink(missing_ok=True)
        return BuildReport(
            documents=len(ledger.sources),
            added=len(set(ledger.sources) - before),
            removed=len(before - set(ledger.sources)),
            quads=result.quads,
            masked=ledger.count(REGISTRATION_NUMBER),
            skipped=tuple(skipped),
            dropped=dict(sorted(result.dropped.items())),
            without_effect=result.without_effect,
            undecided=settings.register.undecided,
            refused=dict(sorted(result.refused.items())),
            contacts=ledger.count(*CONTACTS),
            withheld=ledger.count(WITHHELD),
            held_back=_by_file(result.held_back, ledger),
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """What a store remembers from build to build, beside its documents."""

    identifiers: Identifiers
    register: Register
    people: str
    forgotten: Forgotten
    contacts: bool = True

    @classmethod
    def of(
        cls,
        state: Mapping[str, Any],
        base: str | None = None,
        register: Register | None = None,
        people: str | None = None,
        forgotten: Forgotten | None = None,
        contacts: bool | None = None,
    ) -> Settings:
        """Return the settings of a store's state, with what is given now in their place."""
        known = forgotten_of(state)
        if forgotten is not None and not known.people and not state.get("sources"):
            known = forgotten
        decided = register if register is not None else stored_register(state)
        hidden = contacts if contacts is not None else bool(state.get("contacts", True))
        if hidden:
            decided = without_contacts(decided)
        return cls(
            Identifiers(base or state.get("base") or DEFAULT_BASE),
            known.register(decided),
            people or str(state.get("people", PUBLIC)),
            known,
            hidden,
        )

    def state(self) -> dict[str, Any]:
        """Return what the store keeps of them."""
        forgotten = msgspec.to_builtins(self.forgotten, order="sorted") if self.forgotten.people else None
        return {
            "base": self.identifiers.base,
            "people": self.people,
            "contacts": self.contacts,
            "register": _register_text(self.register),
            **({"forgotten": forgotten} if forgotten else {}),
        }


def publish_all(
    store: Path,
    documents: Path,
    ledger: Ledger,
    settings: Settings,
    before: Collection[str],
    models: Sequence[str] = (),
    used: Sequence[str] = (),
    workers: int = 1,
    progress: Progress = silent,
    *,
    fresh: bool = False,
) -> Linked:
    """Link all documents of a folder and publish the graph of them; the caller holds the store.

    `before` are the sources of the graph in force, of which those that are as they were are taken over, unless the
    new one is to be made `fresh`: of new files alone.
    """
    with tempfile.TemporaryDirectory(dir=store, prefix="work-") as work:
        result = link_all(
            documents,
            ledger,
            settings.register,
            settings.identifiers,
            Path(work),
            workers,
            tuple(models),
            used,
            progress,
            settings.people,
            len(settings.forgotten.people),
        )
        changed = [h for h in sorted(result.shards) if fresh or result.shards[h][1] != ledger.shards.get(h)]
        gone = sorted(set(before) - set(ledger.sources))
        ledger.shards = {h: digest for h, (_, digest) in result.shards.items()}
        name = settings.identifiers
        publish(
            store,
            [*(result.shards[h][0] for h in changed), result.joined],
            [*(name.source(h) for h in (*changed, *gone)), name.joined_graph, VOCABULARY_GRAPH],
            {**ledger.state(), **settings.state(), "rules": rules_hash(), "documents": documents.name},
            fresh=fresh,
        )
        return result


def _given_up(given_up: GivenUp, ledger: Ledger, documents: Path) -> Iterator[Skipped]:
    """Take documents that cannot be linked out of the ledger and the store, and tell of each."""
    for content_hash, (reason, detail) in sorted(given_up.reasons.items()):
        (documents / f"{content_hash}.json").unlink(missing_ok=True)
        for name in ledger.strike(content_hash):
            yield Skipped(name, reason, detail)


def _by_file(held_back: Mapping[str, int], ledger: Ledger) -> dict[str, int]:
    """How many people are held back of each file, by its first name; files that name none are left out."""
    return dict(sorted((ledger.names(h)[0], count) for h, count in held_back.items() if count))


def tidy(store: Path, documents: Path) -> None:
    """Remove what a killed process left in a store; `documents` is the folder in force. The caller holds the store."""
    for entry in sorted(store.iterdir()):
        if entry.is_dir() and entry != documents and _MADE_HERE.fullmatch(entry.name):
            shutil.rmtree(entry, ignore_errors=True)
    for entry in documents.glob("*.new"):
        entry.unlink(missing_ok=True)


def _tidy_empty(store: Path) -> None:
    """A store in which nothing was ever built leaves no folder behind."""
    if not is_store(store):
        shutil.rmtree(store / "documents", ignore_errors=True)
        (store / "lock").unlink(missing_ok=True)
        if not any(store.iterdir()):
            store.rmdir()


def forgotten_in(*stores: Path) -> Forgotten:
    """Return whom stores have forgotten. Raises `graph.errors.StoreError`."""
    everyone = Forgotten()
    for store in stores:
        everyone = everyone.and_those(forgotten_of(read_marker(store)["state"]))
    return everyone


def stored_register(state: Mapping[str, Any]) -> Register:
    """Return the register that a store keeps, an empty one where it keeps none."""
    return parse_register(str(state.get("register") or EMPTY_REGISTER).encode(), "register.csv")


def _tells_contacts(register: Register) -> bool:
    return without_contacts(register).lines != register.lines


def _register_text(register: Register) -> str | None:
    """A register as the store keeps it; the number of lines that wait is not kept, they decide nothing."""
    return write_register(register.lines) if register.lines else None

"""Forgets a person: out of texts, names, register and graph, in files made anew, with proof that nothing is left.

The store keeps keyed digests of the name, so that reading the minutes again does not bring the person back. The old
store holds until the new one is whole: its marker, replaced in one step, names the graph and the folder of texts.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from extract.forgotten import IN_REGISTER, Forgotten, is_long
from extract.lettered import letters_of, orders, words_of
from extract.model import Node
from extract.names import NameList, PersonName
from extract.people import full_name, person_of, short_initials, written_as
from extract.register import Register
from graph.errors import NotInGraph, StoreError
from graph.query import Rows, ask
from graph.store import open_store, read_marker, remove_leftovers, writing

from .build import Settings, publish_all, tidy
from .documents import Ledger, LeftOut, copy_masked, divide_again, documents_of, forgotten_of
from .erased import Left, search
from .linking import GivenUp
from .names import StoreNames, names_of
from .provenance import rules_hash
from .workers import Progress, silent

_TOLD = 5  # people of a given name alone whom a line names


@dataclass(frozen=True, slots=True)
class Person:
    """Someone to forget: the name, all full spellings of it, and who it is in each municipality."""

    name: str
    spellings: tuple[str, ...]
    known: tuple[PersonName, ...]
    others: tuple[str, ...]  # people whose longer names hold it, and who stay


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What forgetting a person did. Nothing of it is kept."""

    name: str
    documents: int  # whose text has changed
    files: int  # whose name has changed
    quads: int  # about the person, in the graph that was
    register_lines: int
    dropped: int  # documents that are no minutes any more without the name
    searched_files: int
    searched_bytes: int
    left: tuple[Left, ...] = ()
    others: tuple[str, ...] = field(default=())


def find_person(store: Path, name: str) -> Person:
    """Return who goes by a name, or by an IRI, in a store: in its names, or in its texts alone.

    Raises `graph.errors.NotInGraph`, in one line, where nobody does or where several people do.
    """
    names = names_of(store)
    state = read_marker(store)["state"]
    iri = Settings.of(state).identifiers.node
    everyone = _nominative([person for each in names.lists.values() for person in (*each.people, *_local(names, each))])
    found = [p for p in everyone if iri(p.node) == name] or _named(everyone, name)
    if len({letters_of(p.name) if " " in p.name else iri(p.node) for p in found}) > 1:
        raise NotInGraph(f"{name}: is the name of several people; write one of: {_choices(found, iri)}")
    if not found and " " in name.strip() and _is_written(names, state, name):
        found = [full_name(name.strip(), next(iter(names.lists.values())))]
    if not found:
        near = process.extract(name, sorted({p.name for p in everyone}), scorer=fuzz.WRatio, limit=3, score_cutoff=75)
        hint = f"; near: {', '.join(label for label, _, _ in near)}" if near else ""
        raise NotInGraph(f"{name}: no text of {store} has that name; write it as the minutes do{hint}")
    spellings = tuple(sorted({spelling for person in found for spelling in _full(person)}))
    known = {name for p in everyone for name in _full(p)} | _of_others(names.register, spellings)
    held = {name for name in known if any(_holds(name, spelling) for spelling in spellings)}
    return Person(found[0].name, spellings, tuple(found), tuple(sorted(held - set(spellings))))


def forget(store: Path, name: str, *, workers: int = 1, progress: Progress = silent) -> Forgetting:
    """Forget a person, rebuild the store in new files, remove the old ones, and search what is there now.

    Raises `graph.errors.NotInGraph` (see `find_person`) and `StoreError`; the store is then as it was.
    """
    with writing(store):
        marker = read_marker(store)
        state = marker["state"]
        old = documents_of(store, state)
        tidy(store, old)
        if state.get("rules") != rules_hash():
            divide_again(old, state["sources"], contacts=Settings.of(state).contacts)
        person = find_person(store, name)
        quads = _count(store, person, Settings.of(state))
        forgotten = _with(forgotten_of(state), person, names_of(store))
        settings = Settings.of(state)
        register = forgotten.register(settings.register)
        lines = len(settings.register.lines) - len(register.lines)
        new = store / f"documents-{marker['generation'] + 1}"
        ledger = Ledger.of(state)
        try:
            changed, dropped = _copy(old, new, ledger, forgotten, progress)
            files = _mask_paths(ledger, forgotten)
            if not ledger.sources:
                raise StoreError(f"{store}: nothing is left without that name; remove the store itself")
            settings = replace(settings, forgotten=forgotten, register=register)
            publish_all(store, new, ledger, settings, (), workers=workers, progress=progress, fresh=True)
        except GivenUp as error:
            raise StoreError(
                f"{store}: {len(error.reasons)} minutes take too long to read anew; build the store again, then forget"
            ) from None
        except OSError as error:
            raise StoreError(f"{store}: the disk refused ({error.strerror}); the store is as it was") from None
        finally:
            if documents_of(store, read_marker(store)["state"]) != new:
                shutil.rmtree(new, ignore_errors=True)
        tidy(store, new)
        remove_leftovers(store, read_marker(store))
        found = search(store, person.spellings, person.others)
    return Forgetting(
        person.name, changed, files, quads, lines, dropped, found.files, found.bytes, found.left, person.others
    )


def _with(forgotten: Forgotten, person: Person, names: StoreNames) -> Forgotten:
    """The forgotten with one more: what is masked in every text, and in each text the forms that stand for it there."""
    here: dict[str, set[str]] = {}
    for municipality, record in names.by_municipality():
        listed = names.lists[municipality]
        for known in person.known:
            if known.node.key[0] == listed.municipality.key[0]:
                forms = written_as(record.source.text, record.minutes, listed, known)
                here.setdefault(record.source.content_hash, set()).update(forms)
    notes = here.setdefault(IN_REGISTER, set())
    for known in person.known:
        for listed in names.lists.values():
            if known.node.key[0] == listed.municipality.key[0]:
                notes |= {form for form, _, _ in known.short} | short_initials(known.name, listed)
    keyed = forgotten if forgotten.key else replace(forgotten, key=secrets.token_hex(32))
    everywhere = {order for spelling in person.spellings for order in orders(spelling)}
    return keyed.with_person(everywhere, here, person.others)


def _full(person: PersonName) -> tuple[str, ...]:
    return (person.name, *(form for form, _, _ in person.short if " " in form))


def _holds(name: str, part: str) -> bool:
    """Whether a name is someone else's that holds another: "Anne Berg Lund", and by its letters "Hanne Jensen"."""
    if words_of(name) in {words_of(part), f"{words_of(part)}s"}:
        return False
    within = letters_of(part) in letters_of(name) and is_long(part)
    probe = Forgotten("00").with_person([part], {})
    return f" {words_of(part)} " in f" {words_of(name)} " or (within and probe.text(name) == name)


def _of_others(register: Register, spellings: Sequence[str]) -> set[str]:
    """The names of people in the lines of a register that are not about the person of those spellings."""
    mine = set(map(words_of, spellings))
    cells = [(line.name, *line.other) for line in register.lines if line.kind == "person"]
    return {cell for row in cells if not mine.intersection(map(words_of, row)) for cell in row if " " in cell}


def _nominative(people: Sequence[PersonName]) -> list[PersonName]:
    """People without those who are others' genitives: "Anne Bergs" where there is an "Anne Berg"."""
    known = {(p.node.key[0], p.name) for p in people}
    return [p for p in people if not (p.name.endswith("s") and (p.node.key[0], p.name[:-1]) in known)]


def _is_short_for(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether "Anne" or "Anne B" can be short for a full name."""
    rest = full[1:]
    begins = bool(short) and bool(rest) and short[0] == full[0]
    return begins and all(part in rest or part in {word[0] for word in rest} for part in short[1:])


def _local(names: StoreNames, listed: NameList) -> list[PersonName]:
    """The people of given names that no full name is known for: each is one document's alone."""
    found = {}
    for municipality, record in names.by_municipality():
        if names.lists[municipality] is listed:
            bare = {c.surface for c in record.evidence.candidates if c.kind == "person" and " " not in c.surface}
            for surface in sorted(bare):
                person = person_of(surface, listed, record.minutes.header.date)
                if " " not in person.name:
                    found[person.node] = replace(person, dates=(record.minutes.header.date or "",))
    return [found[node] for node in sorted(found)]


def _named(everyone: Sequence[PersonName], name: str) -> list[PersonName]:
    """Who goes by a name: by a full one, also if read in the genitive; else by a short form, which many may have."""
    wanted = letters_of(name)
    full = [p for p in everyone if wanted and wanted in map(letters_of, _full(p))]
    if " " in name.strip():
        full = full or [replace(p, name=name.strip()) for p in everyone if letters_of(p.name) == f"{wanted}s"]
        if full:
            return full
    words = name.split()
    short = [p for p in everyone if name in {form for form, _, _ in p.short} or _is_short_for(words, p.name.split())]
    return [*full, *(p for p in short if p not in full)]


def _choices(found: Iterable[PersonName], iri: Callable[[Node], str]) -> str:
    """What to write for each of several people; one of a given name alone is told by minutes and address."""
    full = sorted({p.name for p in found if " " in p.name})
    bare = sorted({(p.name, min(p.dates, default=""), iri(p.node)) for p in found if " " not in p.name})
    told = [f"{name} ({day or 'no date'}) {address}" for name, day, address in bare]
    more = [f"or one of {len(told) - _TOLD} more, whose addresses a query tells"] if len(told) > _TOLD else []
    return ", ".join([*full, *told[:_TOLD], *more])


def _is_written(names: StoreNames, state: dict[str, object], name: str) -> bool:
    """Whether a name that is nobody's of the lists stands in a text, in the name of a file or in the register."""
    probe = Forgotten("00").with_person(orders(name), {})
    texts = [record.source.text for _, record in names.documents]
    paths = [path for entry in state["sources"].values() for path in entry["paths"]]  # type: ignore[attr-defined]
    cells = [cell for line in names.register.lines for cell in (line.name, *line.other, line.note, line.by)]
    return any(probe.text(text) != text for text in (*texts, *paths, *cells))


def _copy(old: Path, new: Path, ledger: Ledger, forgotten: Forgotten, progress: Progress) -> tuple[int, int]:
    """Keep all documents anew with the forgotten masked; return how many have changed, and how many are none now."""
    new.mkdir()
    changed = dropped = 0
    hashes = sorted(ledger.sources)
    for n, content_hash in enumerate(hashes, 1):
        outcome = copy_masked(old / f"{content_hash}.json", new / f"{content_hash}.json", forgotten)
        if outcome is None:
            del ledger.sources[content_hash]
            dropped += 1
        changed += outcome is True
        progress("read", n, len(hashes))
    return changed, dropped


def _mask_paths(ledger: Ledger, forgotten: Forgotten) -> int:
    """Mask the names of files in the ledger; return how many have changed."""
    changed = 0
    for content_hash, entry in sorted(ledger.sources.items()):
        paths = [LeftOut(forgotten=forgotten).kept(path) for path in entry["paths"]]
        changed += sum(new != old for new, old in zip(paths, entry["paths"], strict=True))
        ledger.sources[content_hash] = {**entry, "paths": sorted(paths)}
    return changed


def _count(store: Path, person: Person, settings: Settings) -> int:
    """How many quads of the graph are about a person."""
    graph = open_store(store)
    total = 0
    for known in person.known:
        iri = settings.identifiers.node(known.node)
        answer = ask(graph, f"SELECT (COUNT(*) AS ?n) {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} }}")
        total += int(answer.plain()[0]["n"] or 0) if isinstance(answer, Rows) else 0
    return total

"""The wiring: files through reading, finding and joining into a store, in two passes over the corpus.

Pass one reads each document alone and keeps what it says of names; pass two links each document to the
names of all. The records of pass one stay in the store, so that a later build need read only what is new.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from extract.chains import Chains
from extract.decisions import nodes_named
from extract.errors import SourceError
from extract.model import Entity, Evidence, Link, LinkedDocument, Minutes, Node, Run, Source, Statement
from extract.names import NameList
from extract.register import Register, RegisterLine, parse_register, write_register
from extract.register_conflicts import compared
from extract.settled import Settled, settle
from graph.concepts import compile_register, describe_settled
from graph.identifiers import DEFAULT_BASE, Identifiers
from graph.store import is_store, publish, read_marker, writing

_CHUNK = 8  # documents handed to a worker at a time


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What pass one finds in a document; kept in the store under the hash of the file."""

    source: Source
    minutes: Minutes
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Day:
    date: str | None


@dataclass(frozen=True, slots=True)
class _Head:
    header: _Day


@dataclass(frozen=True, slots=True)
class _Names:
    """The part of a `ReadDocument` that joining needs: the rest is not even decoded."""

    minutes: _Head
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why."""

    file: str
    reason: str
    detail: str


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


class NothingToBuild(Exception):
    """No file could be read, and the store holds none."""

    def __init__(self, skipped: Sequence[Skipped]) -> None:
        super().__init__("nothing to build")
        self.skipped = tuple(skipped)


Progress = Callable[[str, int, int], None]


def _silent(_step: str, _done: int, _of: int) -> None:
    return


def build(
    paths: Sequence[Path],
    store: Path,
    *,
    municipality: str | None = None,
    workers: int = 1,
    base: str | None = None,
    register: Register | None = None,
    models: Sequence[str] = (),
    progress: Progress = _silent,
) -> BuildReport:
    """Read the minutes that `paths` mean and publish the graph of them and of what the store already holds.

    The graph depends on the documents alone: not on their order, nor on how they were split over builds
    or workers. A file that cannot be read is skipped and named. A file that has gone from a folder built
    again is removed. A `register` is kept and holds for later builds until another is given (an empty one
    takes it away). `models` are plug-ins that propose names where no rule sees one; they hold for this build
    alone. Raises `extract.errors.ModelError` before anything is read, `NothingToBuild`, and `graph.errors.StoreError`.
    """
    fingerprints = _fingerprints(models)  # before anything is read or written: what is not there stops here
    with writing(store):
        old = read_marker(store)["state"] if is_store(store) else {}
        ledger = _Ledger.of(old)
        identifiers = Identifiers(base or old.get("base") or DEFAULT_BASE)
        decided = register if register is not None else stored_register(old)
        documents = store / "documents"
        documents.mkdir(exist_ok=True)
        before = set(ledger.sources)
        skipped = _read_all(paths, documents, ledger, municipality, workers, progress)
        if not ledger.sources:
            _tidy_empty(store)
            raise NothingToBuild(skipped)
        with tempfile.TemporaryDirectory(dir=store, prefix="work-") as work:
            result = _link_all(
                documents, ledger, decided, identifiers, Path(work), workers, tuple(models), fingerprints, progress
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
                {**ledger.state(), "base": identifiers.base, "register": _register_text(decided)},
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
        )


T = TypeVar("T")
R = TypeVar("R")
VOCABULARY_GRAPH = "https://w3id.org/referatgraf/vocab"


def _tidy_empty(store: Path) -> None:
    """A store in which nothing was ever built leaves no folder behind."""
    if not is_store(store):
        shutil.rmtree(store / "documents", ignore_errors=True)
        (store / "lock").unlink(missing_ok=True)
        if not any(store.iterdir()):
            store.rmdir()


# --- the ledger of sources ------------------------------------------------------------------------


@dataclass
class _Ledger:
    """Which sources the store holds: by hash, under which names, read from where."""

    sources: dict[str, dict[str, Any]]
    shards: dict[str, str]

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> _Ledger:
        return cls(dict(state.get("sources", {})), dict(state.get("shards", {})))

    def state(self) -> dict[str, Any]:
        return {"sources": self.sources, "shards": self.shards}

    def add(self, content_hash: str, path: Path, masked: int, municipality: str | None) -> None:
        entry = self.sources.setdefault(content_hash, {"paths": [], "masked": masked, "municipality": None})
        entry["paths"] = sorted({*entry["paths"], str(path.resolve())})
        entry["municipality"] = municipality or entry["municipality"]

    def forget_paths(self, paths: Iterable[str]) -> None:
        """Take paths away; a source with none left is no longer in the store."""
        gone = set(paths)
        for content_hash, entry in sorted(self.sources.items()):
            left = [p for p in entry["paths"] if p not in gone]
            if left:
                self.sources[content_hash] = {**entry, "paths": left}
            else:
                del self.sources[content_hash]

    def paths(self) -> dict[str, str]:
        return {path: h for h, entry in self.sources.items() for path in entry["paths"]}

    def names(self, content_hash: str) -> tuple[str, ...]:
        return tuple(sorted({Path(path).name for path in self.sources[content_hash]["paths"]}))


# --- pass one -------------------------------------------------------------------------------------


def _read_all(
    paths: Sequence[Path],
    documents: Path,
    ledger: _Ledger,
    municipality: str | None,
    workers: int,
    progress: Progress,
) -> list[Skipped]:
    from extract.read import find_files

    files = list(find_files(paths))
    known = ledger.paths()
    folders = [path.resolve() for path in paths if path.is_dir()]
    present = {str(file.resolve()) for file in files}
    ledger.forget_paths(p for p in known if p not in present and any(f in Path(p).parents for f in folders))
    skipped = []
    outcomes = _spread(partial(_read_one, documents), files, workers)
    for n, (file, outcome) in enumerate(zip(files, outcomes, strict=True), start=1):
        progress("read", n, len(files))
        if isinstance(outcome, Skipped):
            skipped.append(outcome)  # what an earlier build read under this name stays
            continue
        content_hash, masked = outcome
        path = str(file.resolve())
        if known.get(path) not in (None, content_hash):
            ledger.forget_paths([path])  # the file has new contents
        ledger.add(content_hash, file, masked, municipality)
    return skipped


def _read_one(documents: Path, file: Path) -> tuple[str, int] | Skipped:
    """Read one file and keep what is found; what was kept of the same bytes is taken as it is."""
    from extract.candidates import find_evidence
    from extract.read import load_bytes, read_source
    from extract.segment import segment

    try:
        data = load_bytes(file)
        content_hash = hashlib.sha256(data).hexdigest()
        kept = documents / f"{content_hash}.json"
        if kept.is_file() and (known := _load_kept(kept)) is not None:
            return content_hash, known.source.masked
        source = read_source(data, file.suffix)
        minutes = segment(source.text)
    except SourceError as error:
        return Skipped(file.name, error.reason, error.detail)
    record = ReadDocument(source, minutes, find_evidence(source.text, minutes))
    _write_aside(kept, msgspec.json.encode(record))
    return content_hash, source.masked


def _load_kept(path: Path) -> ReadDocument | None:
    """The record of an earlier pass, None where it was cut short or is of another version."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=ReadDocument)
    except (OSError, msgspec.MsgspecError):
        return None


def _write_aside(path: Path, data: bytes) -> None:
    new = path.with_suffix(f".{os.getpid()}.new")
    new.write_bytes(data)
    new.replace(path)


def load_document(store: Path, content_hash: str) -> ReadDocument | None:
    """Return what a store keeps of a source, None where it keeps nothing."""
    return _load_kept(store / "documents" / f"{content_hash}.json")


# --- pass two -------------------------------------------------------------------------------------


@dataclass
class _Linked:
    """The files of quads that pass two writes: one a source with its digest, and the joined one."""

    shards: dict[str, tuple[Path, str]]
    joined: Path
    quads: int
    dropped: Counter[str]
    without_effect: tuple[RegisterLine, ...]
    refused: Counter[str]


@dataclass(frozen=True, slots=True)
class _Shard:
    """What a worker hands back of one document: small, since the quads are on disk."""

    content_hash: str
    digest: str
    quads: int
    entities: tuple[Entity, ...]
    nodes: tuple[Node, ...]
    final: bool
    dropped: dict[str, int]
    refused: dict[str, int]


def _link_all(
    documents: Path,
    ledger: _Ledger,
    decided: Register,
    identifiers: Identifiers,
    work: Path,
    workers: int,
    models: tuple[str, ...],
    fingerprints: Sequence[str],
    progress: Progress,
) -> _Linked:
    from extract.evidence import EvidenceSum
    from extract.resolve import resolve

    hashes = sorted(ledger.sources)
    evidence = EvidenceSum()
    stated_of: dict[str, str | None] = {}
    for content_hash in hashes:
        kept = documents / f"{content_hash}.json"
        if kept.is_file():
            record = msgspec.json.decode(kept.read_bytes(), type=_Names)
            stated = ledger.sources[content_hash]["municipality"] or record.evidence.municipality
            evidence.add(record.evidence, stated, record.minutes.header.date)
            stated_of[content_hash] = stated
    names_file = work / "names.pickle"
    names = resolve(evidence, decided.names)
    names_file.write_bytes(pickle.dumps(names))
    whose = {h: evidence.municipality_of(stated) for h, stated in stated_of.items()}
    task = partial(_link_some, documents, names_file, identifiers.base, work, models)
    groups = [
        [(h, ledger.names(h), whose[h]) for h in hashes[i : i + _CHUNK] if h in whose]
        for i in range(0, len(hashes), _CHUNK)
    ]
    shards: dict[str, tuple[Path, str]] = {}
    owners: dict[Node, tuple[bool, str]] = {}
    entities = EntitySum()
    quads, dropped, refused = 0, Counter[str](), Counter[str]()
    for group in _spread(task, groups, workers):
        for shard in group:
            shards[shard.content_hash] = (work / f"{shard.content_hash}.nq", shard.digest)
            quads += shard.quads
            dropped.update(shard.dropped)
            refused.update(shard.refused)
            entities.add(shard.entities)
            for node in shard.nodes:
                claim = (not shard.final, shard.content_hash)  # minutes before agenda, then by hash
                owners[node] = min(owners.get(node, claim), claim)
        progress("link", len(shards), len(hashes))
    joined = work / "joined.nq"
    known = {key: node for key, node in nodes_named(names.values()).items() if node in entities}
    run = Run(version(), rules_hash(fingerprints), decided.digest if decided.lines else None)
    concepts = compile_register(decided, _by_line(decided, known), identifiers, _by_name(decided, known))
    catch_all = {Node("case", (n.municipality.key[0], number)) for n in names.values() for number in n.catch_all}
    settled = _settled(decided, hashes, work, owners, entities)
    written, took = _write_joined(
        joined, hashes, work, owners, entities, identifiers, run, concepts, Chains(catch_all), settled
    )
    idle = _without_effect(decided, known, names.values(), took)
    return _Linked(shards, joined, quads + written, dropped, idle, refused)


def _settled(
    register: Register,
    hashes: Sequence[str],
    work: Path,
    owners: Mapping[Node, tuple[bool, str]],
    entities: EntitySum,
) -> Settled[Node]:
    """What a register decides about statements, whose ends it names as the joined graph does."""
    if not register.statements:
        return Settled({})
    labels = {entity.node: (entity.label, *entity.aliases) for entity in entities.all()}
    for document in _linked_documents(hashes, work):
        for node, label in _labelled(document):
            if owners[node][1] == document.content_hash:
                labels[node] = (label,)
    return Settled.of(register.statements, labels)


def _labelled(document: LinkedDocument) -> Iterator[tuple[Node, str]]:
    """The parts of a document that have a label of their own."""
    if document.meeting:
        yield document.meeting.node, document.meeting.label
    for item in document.items:
        yield item.node, item.title
        yield from ((decision.node, decision.label) for decision in item.decisions)
    yield from ((status.node, status.label) for status in document.statuses)
    yield from ((commitment.node, commitment.label) for commitment in document.commitments)


def _without_effect(
    register: Register,
    known: Mapping[tuple[str, str], Node],
    names: Iterable[NameList],
    took: Iterable[RegisterLine],
) -> tuple[RegisterLine, ...]:
    """The lines about names that nothing in the graph has; of those that reject, what no text holds.

    Of the lines about statements, all but those that `took`: that decided about a statement of some text.
    """
    rejecting = [set(each.without_effect) for each in names]
    idle = set.intersection(*rejecting) if rejecting else set()
    idle |= {
        line
        for line in register.names
        if line.action != "reject" and not any((line.kind, compared(n)) in known for n in (line.name, *line.other))
    }
    idle |= set(register.statements) - set(took)
    return tuple(sorted(idle))


def _by_line(register: Register, known: Mapping[tuple[str, str], Node]) -> dict[RegisterLine, Node]:
    """The thing that the name of each line is known as, where it is in the graph."""
    return {line: node for line in register.lines if (node := known.get((line.kind, compared(line.name))))}


def _by_name(register: Register, known: Mapping[tuple[str, str], Node]) -> dict[tuple[str, str], Node]:
    """The thing of each kind and spelling that a line has beside its name."""
    return {
        (line.kind, other): node
        for line in register.lines
        for other in line.other
        if (node := known.get((line.kind, compared(other))))
    }


def stored_register(state: Mapping[str, Any]) -> Register:
    """Return the register that a store keeps, an empty one where it keeps none."""
    return parse_register(str(state.get("register") or EMPTY_REGISTER).encode(), "register.csv")


def _register_text(register: Register) -> str | None:
    """A register as the store keeps it; the number of lines that wait is not kept, they decide nothing."""
    return write_register(register.lines) if register.lines else None


EMPTY_REGISTER = "action;kind;name\n"


# What a process makes once and uses for all its documents: the pipeline costs a fifth of a second.
_kept: dict[str, Any] = {}


def _link_some(
    documents: Path,
    names_file: Path,
    base: str,
    work: Path,
    models: tuple[str, ...],
    group: Sequence[tuple[str, tuple[str, ...], str]],
) -> list[_Shard]:
    """Link a few documents and write their quads; runs in a worker process."""
    from extract.link import link
    from extract.models import checked, load_sources
    from extract.pipeline import Pipeline
    from graph.build import Writer, misfits

    if "pipeline" not in _kept:
        _kept["pipeline"] = Pipeline()
    pipeline: Pipeline = _kept["pipeline"]
    if _kept.get("names_file") != names_file:
        _kept.update(names_file=names_file, names=pickle.loads(names_file.read_bytes()), loaded=None)  # noqa: S301 - written by this run
    if _kept.get("models") != models:
        _kept.update(models=models, sources=load_sources(models))
    writer = Writer(Identifiers(base))
    shards = []
    for content_hash, file_names, municipality in group:
        record = _load_kept(documents / f"{content_hash}.json")
        if record is None:
            continue
        names = _kept["names"][municipality]
        if _kept["loaded"] != municipality:
            pipeline.load_names(names.names)
            _kept["loaded"] = municipality
        text = record.source.text
        found = pipeline.find(text, record.minutes.header.date)
        verified = {model: checked(text, source(text)) for model, source in _kept["sources"].items()}
        proposals = [(model, proposal) for model, each in verified.items() for proposal in each.accepted]
        linked = link(record.source, file_names, record.minutes, found, names, proposals)
        quads = "".join(writer.describe_source(linked.document)).encode()
        (work / f"{content_hash}.nq").write_bytes(quads)
        (work / f"{content_hash}.linked").write_bytes(msgspec.msgpack.encode(_without_mentions(linked.document)))
        shards.append(
            _Shard(
                content_hash,
                hashlib.sha256(quads).hexdigest(),
                quads.count(b"\n"),
                linked.entities,
                tuple(_structural_nodes(linked.document)),
                linked.document.meeting.final if linked.document.meeting else False,
                dict(misfits(linked.document.statements)),
                {model: each.refused for model, each in verified.items() if each.refused},
            )
        )
    return shards


def _without_mentions(document: LinkedDocument) -> LinkedDocument:
    """The document without what only its own graph holds."""
    return LinkedDocument(
        document.content_hash,
        document.text_hash,
        document.media_type,
        document.file_names,
        document.meeting,
        document.items,
        (),
        document.statements,
        document.statuses,
        document.commitments,
    )


def _structural_nodes(document: LinkedDocument) -> Iterator[Node]:
    if document.meeting:
        yield document.meeting.node
    for item in document.items:
        yield item.node
        yield from (decision.node for decision in item.decisions)
    yield from (status.node for status in document.statuses)
    yield from (commitment.node for commitment in document.commitments)


def _write_joined(
    path: Path,
    hashes: Sequence[str],
    work: Path,
    owners: Mapping[Node, tuple[bool, str]],
    entities: EntitySum,
    identifiers: Identifiers,
    run: Run,
    concepts: Iterable[str],
    chains: Chains,
    settled: Settled[Node],
) -> tuple[int, set[RegisterLine]]:
    """Write the joined graph and the vocabulary.

    Returns the number of quads (some stand twice), and the lines of the register that decided about a statement.
    """
    from graph.build import Writer, fitting
    from graph.vocabulary import ontology

    writer = Writer(identifiers)
    lines = 0
    took: dict[RegisterLine, set[str]] = {}  # the statements that each line of the register decides about
    with path.open("w", encoding="utf-8") as file:

        def write(quads: Iterable[str]) -> None:
            nonlocal lines
            for quad in quads:
                file.write(quad)
                lines += 1

        def line_of(statement: Statement | Link) -> RegisterLine | None:
            claim = (statement.subject, statement.predicate, statement.object)
            line = settled.line(*claim, statement.observed)
            if line:
                took.setdefault(line, set()).add(writer.statement_iri(*claim))
            return line

        for document in _linked_documents(hashes, work):
            chains.add(document)
            for statement in fitting(document.statements):
                line_of(statement)
            document = replace(document, statements=tuple(settle(document.statements, settled)))
            owner = document.content_hash
            write(writer.describe_joined(document, lambda node, h=owner: owners[node][1] == h))  # type: ignore[misc]
        for link in chains.links():
            line = line_of(link)
            write(writer.describe_link(link, accepted=line is None or line.action == "confirm"))
        write(describe_settled(took, identifiers))
        for entity in entities.all():
            write(writer.describe_entity(entity))
        write(writer.describe_run(run))
        write(concepts)
        write(sorted(f"{quad.triple} <{VOCABULARY_GRAPH}> .\n" for quad in ontology()))
    return lines, set(took)


def _linked_documents(hashes: Sequence[str], work: Path) -> Iterator[LinkedDocument]:
    """The documents as pass two left them, without their mentions."""
    for content_hash in hashes:
        kept = work / f"{content_hash}.linked"
        if kept.is_file():
            yield msgspec.msgpack.decode(kept.read_bytes(), type=LinkedDocument)


class EntitySum:
    """The things of all documents: for each its label and all its spellings. Adding is commutative."""

    def __init__(self) -> None:
        self._labels: dict[Node, Counter[tuple[str, tuple[tuple[str, str], ...]]]] = {}
        self._spellings: dict[Node, set[str]] = {}
        self._municipality: dict[Node, Node | None] = {}

    def add(self, entities: Iterable[Entity]) -> None:
        """Add the things of one document."""
        for entity in entities:
            self._labels.setdefault(entity.node, Counter())[(entity.label, entity.values)] += 1
            self._spellings.setdefault(entity.node, set()).update((entity.label, *entity.aliases))
            self._municipality[entity.node] = entity.municipality

    def __contains__(self, node: object) -> bool:
        return node in self._labels

    def all(self) -> Iterator[Entity]:
        """Yield each thing once, in order: with the label most used, the first by letters of equals."""
        for node in sorted(self._labels):
            (label, values), _ = min(self._labels[node].items(), key=lambda pair: (-pair[1], pair[0]))
            aliases = tuple(sorted(self._spellings[node] - {label}))
            yield Entity(node, label, aliases, values, self._municipality[node])


def version() -> str:
    """Return the version of this program."""
    return metadata.version("referatgraf")


def _fingerprints(models: Sequence[str]) -> list[str]:
    """What tells the models of a build from others; raises `ModelError` where one is not there."""
    if not models:
        return []
    from extract.models import fingerprint

    return sorted({fingerprint(name) for name in models})


def rules_hash(models: Sequence[str] = ()) -> str:
    """Return a digest of all that decides what is read: the code and word lists of `extract`, and the models used.

    `models` are their fingerprints; without any, the digest is that of the rules alone.
    """
    digest = hashlib.sha256()
    root = resources.files("extract")
    for name, data in sorted(_files(root, "")):
        digest.update(name.encode() + b"\0" + data + b"\0")
    for model in sorted(models):
        digest.update(b"model\0" + model.encode() + b"\0")
    return digest.hexdigest()


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".toml")):
            yield prefix + entry.name, entry.read_bytes()


# --- workers --------------------------------------------------------------------------------------


def _spread(task: Callable[[T], R], items: Sequence[T], workers: int) -> Iterator[R]:
    """The results of a task over items, in the items' order, from this process or from several."""
    if workers <= 1 or len(items) < 2:
        yield from map(task, items)
        return
    with ProcessPoolExecutor(min(workers, len(items))) as pool:
        yield from pool.map(task, items)

"""Pass two: the names of all documents joined, each document linked to them, and the graphs written as N-Quads."""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from extract.chains import Chains
from extract.decisions import nodes_named
from extract.errors import SourceError
from extract.model import Entity, Link, LinkedDocument, Node, Run, Statement
from extract.names import NameList
from extract.register import Register, RegisterLine
from extract.register_conflicts import compared
from extract.settled import Settled, settle
from graph.concepts import compile_register, describe_settled
from graph.identifiers import Identifiers

from .documents import Ledger, NameEvidence, load_kept
from .provenance import rules_hash, version
from .workers import Progress, spread

VOCABULARY_GRAPH = "https://w3id.org/referatgraf/vocab"
PUBLIC, EVERYONE = "public", "all"  # which people are made things of
_CHUNK = 8  # documents handed to a worker at a time


@dataclass
class Linked:
    """The files of quads that pass two writes: one a source with its digest, and the joined one."""

    shards: dict[str, tuple[Path, str]]
    joined: Path
    quads: int
    dropped: Counter[str]
    without_effect: tuple[RegisterLine, ...]
    refused: Counter[str]
    held_back: dict[str, int]  # people of each source who are not public, by content hash


class GivenUp(Exception):
    """Documents that cannot be linked within their limits: by hash, each with reason and detail."""

    def __init__(self, reasons: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(", ".join(sorted(reasons)))
        self.reasons = dict(reasons)


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
    held_back: int


@dataclass(frozen=True, slots=True)
class _Failed:
    """What it hands back of a document that cannot be linked."""

    content_hash: str
    reason: str
    detail: str


def link_all(
    documents: Path,
    ledger: Ledger,
    decided: Register,
    identifiers: Identifiers,
    work: Path,
    workers: int,
    models: tuple[str, ...],
    fingerprints: Sequence[str],
    progress: Progress,
    people: str = PUBLIC,
    forgotten: int = 0,
) -> Linked:
    """Join the names of all documents, link each document to them, and write the graphs below `work`.

    `models` are plug-ins with their `fingerprints`; `workers` processes share the documents among them. `people`
    says who is made a thing of, `PUBLIC` people or `EVERYONE`; `forgotten` is how many were taken out of the texts.
    Raises `GivenUp`: what such documents say of names must not stay in the graph, so that they have to be left out.
    """
    from extract.evidence import EvidenceSum
    from extract.public import with_public
    from extract.resolve import resolve

    hashes = sorted(ledger.sources)
    evidence = EvidenceSum()
    stated_of: dict[str, str | None] = {}
    for content_hash in hashes:
        kept = documents / f"{content_hash}.json"
        if kept.is_file():
            record = msgspec.json.decode(kept.read_bytes(), type=NameEvidence)
            stated = ledger.sources[content_hash]["municipality"] or record.evidence.municipality
            evidence.add(record.evidence, stated, record.minutes.header.date)
            stated_of[content_hash] = stated
    names_file = work / "names.pickle"
    names = resolve(evidence, decided.names)
    if people != EVERYONE:
        names = with_public(names, evidence, decided.names)
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
    given_up: dict[str, tuple[str, str]] = {}
    held_back: dict[str, int] = {}
    for group in spread(task, groups, workers):
        given_up |= {p.content_hash: (p.reason, p.detail) for p in group if isinstance(p, _Failed)}
        for shard in (part for part in group if isinstance(part, _Shard)):
            shards[shard.content_hash] = (work / f"{shard.content_hash}.nq", shard.digest)
            quads += shard.quads
            dropped.update(shard.dropped)
            refused.update(shard.refused)
            held_back[shard.content_hash] = shard.held_back
            entities.add(shard.entities)
            for node in shard.nodes:
                claim = (not shard.final, shard.content_hash)  # minutes before agenda, then by hash
                owners[node] = min(owners.get(node, claim), claim)
        progress("link", len(shards), len(hashes))
    if given_up:
        raise GivenUp(given_up)
    joined = work / "joined.nq"
    known = {key: node for key, node in nodes_named(names.values()).items() if node in entities}
    register_hash = decided.digest if decided.lines else None
    run = Run(version(), rules_hash(fingerprints), register_hash, people, forgotten)
    concepts = compile_register(decided, _by_line(decided, known), identifiers, _by_name(decided, known))
    catch_all = {Node("case", (n.municipality.key[0], number)) for n in names.values() for number in n.catch_all}
    settled = _settled(decided, hashes, work, owners, entities)
    written, took = _write_joined(
        joined, hashes, work, owners, entities, identifiers, run, concepts, Chains(catch_all), settled
    )
    idle = _without_effect(decided, known, names.values(), took)
    return Linked(shards, joined, quads + written, dropped, idle, refused, held_back)


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
        yield item.node, item.title or item.label
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


# What a process makes once and uses for all its documents: the pipeline costs a fifth of a second.
_kept: dict[str, Any] = {}


def _link_some(
    documents: Path,
    names_file: Path,
    base: str,
    work: Path,
    models: tuple[str, ...],
    group: Sequence[tuple[str, tuple[str, ...], str]],
) -> list[_Shard | _Failed]:
    """Link a few documents and write their quads; runs in a worker process."""
    from extract.limits import LIMITS, processor_time
    from extract.link import link
    from extract.models import checked, load_sources
    from extract.pipeline import Pipeline
    from extract.typography import reading_text
    from graph.build import Writer, misfits

    if "pipeline" not in _kept:
        _kept["pipeline"] = Pipeline()
    pipeline: Pipeline = _kept["pipeline"]
    if _kept.get("names_file") != names_file:
        _kept.update(names_file=names_file, names=pickle.loads(names_file.read_bytes()), loaded=None)  # noqa: S301 - written by this run
    if _kept.get("models") != models:
        _kept.update(models=models, sources=load_sources(models))
    writer = Writer(Identifiers(base))
    shards: list[_Shard | _Failed] = []
    for content_hash, file_names, municipality in group:
        record = load_kept(documents / f"{content_hash}.json")
        if record is None:
            continue
        names = _kept["names"][municipality]
        if _kept["loaded"] != municipality:
            pipeline.load_names(names.names)
            _kept["loaded"] = municipality
        try:
            with processor_time(LIMITS.rule_seconds):
                text = reading_text(record.source.text).text
                found = pipeline.find(text, record.minutes.header.date)
                verified = {model: checked(text, source(text)) for model, source in _kept["sources"].items()}
                proposals = [(model, proposal) for model, each in verified.items() for proposal in each.accepted]
                linked = link(record.source, file_names, record.minutes, found, names, proposals)
        except SourceError as error:
            shards.append(_Failed(content_hash, error.reason, error.detail))
            continue
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
                linked.document.held_back,
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

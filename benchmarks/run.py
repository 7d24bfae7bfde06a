"""Measures speed as ratios in one run, on whatever machine this is: `python benchmarks/run.py [--quick]`.

Each comparison runs both sides in turn in this process, several times, and takes the median of each side.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

from documents import document  # noqa: E402 - the folder of this file is put on the path above

Side = Callable[[], object]


def seconds(side: Side) -> float:
    """Return how long a side takes, once."""
    gc.collect()
    begin = time.perf_counter()
    side()
    return time.perf_counter() - begin


def compare(ours: Side, theirs: Side, rounds: int) -> tuple[float, float, float]:
    """Return the median seconds of both sides, run in turn, and theirs over ours."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    a, b = (statistics.median(side) for side in zip(*pairs, strict=True))
    return a, b, b / a


def report(name: str, ours: float, theirs: float, unit: str, goal: str) -> None:
    """Print a comparison in one line."""
    print(f"{name:58} {ours:10.2f} {theirs:10.2f} {unit:8} ratio {theirs / ours:7.1f}   goal {goal}", flush=True)


# --- (a) text to queryable graph ------------------------------------------------------------------


def whole_way(texts: list[str], rounds: int) -> None:
    """Text to a graph that can be asked, with the stock tokenizer and rdflib on the other side."""
    import pyoxigraph as ox
    import rdflib
    import spacy

    from extract import pipeline as ours_pipeline
    from extract.candidates import find_evidence
    from extract.evidence import EvidenceSum
    from extract.link import link
    from extract.read import read_source
    from extract.resolve import resolve
    from extract.segment import segment
    from extract.tokens import blank_danish
    from graph.build import Writer
    from graph.identifiers import Identifiers
    from referatgraf.build import build

    class StockTokenizer:
        """The plain way: a whole document at once, no priming; our keys, so that the same names are found."""

        def __init__(self, nlp: spacy.Language) -> None:
            self._tokenizer = nlp.tokenizer

        def __call__(self, text: str) -> spacy.tokens.Doc:
            return self._tokenizer(text)

    def extracted() -> list[str]:
        pipe = ours_pipeline.Pipeline()
        pipe._nlp = blank_danish()
        for component in ours_pipeline.COMPONENTS:
            pipe._nlp.add_pipe(component)
        pipe._tokenize = StockTokenizer(pipe._nlp)  # type: ignore[assignment]
        total, read = EvidenceSum(), []
        for text in texts:
            source = read_source(text.encode())
            minutes = segment(source.text)
            evidence = find_evidence(source.text, minutes)
            total.add(evidence, evidence.municipality, minutes.header.date)
            read.append((source, minutes))
        names = next(iter(resolve(total).values()))
        pipe.load_names(names.names)
        writer, lines, entities = Writer(Identifiers()), [], {}
        for source, minutes in read:
            linked = link(source, ["x.txt"], minutes, pipe.find(source.text, minutes.header.date), names)
            lines += writer.describe_source(linked.document)
            lines += writer.describe_joined(linked.document, lambda _: True)
            entities.update((e.node, e) for e in linked.entities)
        for entity in entities.values():
            lines += writer.describe_entity(entity)
        return lines

    def theirs(form: str) -> int:
        # The terms come from a fast parser, so that of the graph's side only adding and serialising are rdflib's.
        quads = list(ox.parse("".join(extracted()).encode(), format=ox.RdfFormat.N_QUADS))
        dataset = rdflib.Dataset()
        for quad in quads:
            context = dataset.graph(rdflib.URIRef(quad.graph_name.value))
            context.add((rdflib.URIRef(quad.subject.value), rdflib.URIRef(quad.predicate.value), _term(quad.object)))
        with tempfile.TemporaryDirectory() as folder:
            dataset.serialize(f"{folder}/graph", format=form)
        return len(quads)

    n = len(texts)
    with tempfile.TemporaryDirectory() as folder:
        minutes_folder = Path(folder) / "minutes"
        minutes_folder.mkdir()
        for i, text in enumerate(texts):
            (minutes_folder / f"{i}.txt").write_text(text, encoding="utf-8")

        def ours(workers: int) -> int:
            """The product's own build, whole: files read, records kept, graph published on disk."""
            with tempfile.TemporaryDirectory(dir=folder) as place:
                return build([minutes_folder], Path(place) / "store", workers=workers).quads

        ours(1)  # imports and the like, once
        for workers, form in ((1, "nquads"), (1, "trig"), (2, "nquads"), (2, "trig")):
            a, b, _ = compare(partial(ours, workers), partial(theirs, form), rounds)
            name = f"(a) text to graph, {n} documents, {workers} process{'es' if workers > 1 else ''}, rdflib to {form}"
            report(name, a / n * 1000, b / n * 1000, "ms/doc", ">= 5")


def _term(term: object) -> object:
    """A term of the fast parser as rdflib has it."""
    import pyoxigraph as ox
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:  # type: ignore[attr-defined]
        return rdflib.Literal(term.value, lang=term.language)  # type: ignore[attr-defined]
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))  # type: ignore[attr-defined]


# --- (b) tokenizer --------------------------------------------------------------------------------


def tokenizer(texts: list[str], rounds: int) -> None:
    """First sight of varied documents, and the same documents again."""
    import spacy

    from extract.tokens import PrimedTokenizer, blank_danish

    first: list[tuple[float, float]] = []
    warm: list[tuple[float, float]] = []
    for _ in range(rounds):
        ours, stock = PrimedTokenizer(blank_danish()), spacy.blank("da").tokenizer
        first.append(
            (
                seconds(lambda ours=ours: [ours(t) for t in texts]),
                seconds(lambda stock=stock: [stock(t) for t in texts]),
            )
        )
        warm.append(
            (
                seconds(lambda ours=ours: [ours(t) for t in texts]),
                seconds(lambda stock=stock: [stock(t) for t in texts]),
            )
        )
    for name, pairs, goal in (("first sight", first, ">= 3"), ("warm", warm, ">= 8")):
        a, b = (statistics.median(side) for side in zip(*pairs, strict=True))
        n = len(texts)
        report(f"(b) tokenizer, {name}, {n} documents", a / n * 1000, b / n * 1000, "ms/doc", goal)


# --- (c) questions --------------------------------------------------------------------------------


def questions(store: Path, rounds: int) -> None:
    """The named questions, against rdflib's store in memory with the same triples."""
    import pyoxigraph as ox
    import rdflib

    from graph.query import _bound, ask_named, named_questions, with_prefixes
    from graph.store import open_store

    graph = open_store(store)
    memory = rdflib.Graph()
    memory.parse(data="".join(f"{q.triple} .\n" for q in graph), format="nt")
    values = {
        "project": "Havnebruddet",
        "unit": "ØDC",
        "person": "",
        "case": "",
        "outcome": "deferred",
        "about": "Havnebruddet",
        "body": "",
        "date": "2020-01-01",
    }
    values["body"] = _any_label(graph, "Body")
    values["person"] = _any_label(graph, "Person")
    values["case"] = _any_label(graph, "Case")
    ratios, mine, others = [], [], []
    for question in named_questions():
        given = {p.name: values[p.name] for p in question.parameters}
        if not all(given.values()):
            continue
        bindings = {
            p.name: ox.Literal(given[p.name]) if p.kind == "text" else _found(graph, given[p.name], p.kinds)
            for p in question.parameters
        }
        text = with_prefixes(_bound(question.sparql, bindings))

        def rdflib_side(text: str = text) -> object:
            return list(memory.query(text))

        def our_side(name: str = question.name, given: dict[str, str] = given) -> object:
            return ask_named(graph, name, given)

        a = statistics.median(seconds(our_side) for _ in range(rounds + 2))
        b = _within(rdflib_side, 60)
        mine.append(a)
        others.append(b)
        ratios.append(b / a)
        report(f"    {question.name}", a * 1000, b * 1000, "ms", "")
    a, b = statistics.median(mine), statistics.median(others)
    report("(c) median of the named questions", a * 1000, b * 1000, "ms", ">= 20")
    print(f"    median of the ratios {statistics.median(ratios):.1f}")


def _within(side: Side, limit: float) -> float:
    """Seconds of one run, counted as the limit where it takes longer: rdflib can take minutes."""
    import signal

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(int(limit))
    begin = time.perf_counter()
    try:
        side()
    except TimeoutError:
        return limit
    finally:
        signal.alarm(0)
    return time.perf_counter() - begin


def _any_label(graph: object, kind: str) -> str:
    from graph.query import ask

    rows = ask(graph, f"SELECT ?l {{ ?x a rg:{kind} ; rdfs:label ?l }} ORDER BY ?l LIMIT 1").plain()
    return rows[0]["l"] if rows else ""


def _found(graph: object, name: str, kinds: tuple[str, ...]) -> object:
    import pyoxigraph as ox

    from graph.lookup import KINDS, find_entity

    return ox.NamedNode(find_entity(graph, name, kinds or KINDS)[0].iri)


# --- memory and size ------------------------------------------------------------------------------

_BUILD = """
import resource, sys
from pathlib import Path
from referatgraf.build import build
report = build([Path(sys.argv[1])], Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, report.quads, report.documents)
"""


def memory(sizes: tuple[int, int], folder: Path) -> Path:
    """Peak memory when the number of documents doubles; quads and bytes on disk for a document."""
    peaks = []
    store = folder / "none"
    for size in sizes:
        minutes, store = folder / f"minutes-{size}", folder / f"store-{size}"
        minutes.mkdir()
        for n in range(size):
            (minutes / f"{n:05}.txt").write_text(document(n), encoding="utf-8")
        begin = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", _BUILD, str(minutes), str(store)],
            cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True,
        )  # fmt: skip
        spent = time.perf_counter() - begin
        peak, quads, documents = map(int, done.stdout.split())
        peaks.append(peak)
        disk = sum(p.stat().st_size for p in store.rglob("*") if p.is_file())
        graph = sum(p.stat().st_size for p in (store / "generations").rglob("*") if p.is_file())
        print(
            f"    {documents} documents: peak {peak} MB, {spent / documents * 1000:.0f} ms, {quads / documents:.0f} quads, "
            f"{graph / documents / 1000:.0f} kB of graph and {disk / documents / 1000:.0f} kB on disk a document",
            flush=True,
        )
    print(
        f"{'peak memory when documents double':58} {peaks[0]:10} {peaks[1]:10} MB       ratio {peaks[1] / peaks[0]:7.2f}   goal < 1.5"
    )
    return store


def main() -> None:
    """Run all comparisons."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="smaller numbers of documents")
    options.add_argument("--only", default="abcm", help="which of a, b, c and m(emory)")
    chosen = options.parse_args()
    rounds, texts = (2, 20) if chosen.quick else (5, 100)
    varied = [document(n) for n in range(texts)]
    print(f"{'':58} {'ours':>10} {'plain way':>10}")
    if "b" in chosen.only:
        tokenizer(varied, rounds)
    if "a" in chosen.only:
        whole_way(varied[:40], max(2, rounds // 2))
    with tempfile.TemporaryDirectory() as folder:
        if "c" in chosen.only:
            from referatgraf.build import build

            few = Path(folder) / "few"
            few.mkdir()
            for n in range(10):
                (few / f"{n}.txt").write_text(document(n), encoding="utf-8")
            build([few, Path(__file__).parents[1] / "samples"], Path(folder) / "few.store")
            questions(Path(folder) / "few.store", rounds)
        if "m" in chosen.only:
            memory((50, 100) if chosen.quick else (1000, 2000), Path(folder))


if __name__ == "__main__":
    main()

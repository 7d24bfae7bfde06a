"""Encodings, line ends and typography make no other graph, and every quotation stands in the file as it is."""

from __future__ import annotations

import sys
from collections import defaultdict
from itertools import product
from pathlib import Path

import pyoxigraph as ox
import pytest

from extract.read import decode, read_source
from extract.typography import reading_text
from graph.check import check_quotations
from graph.store import open_store
from graph.vocabulary import OA, RG
from referatgraf.build import build

sys.path.insert(0, str(Path(__file__).parent))
from typeset import ENCODINGS, LINE_ENDS, TYPOGRAPHY, broken, in_every_encoding

NAMES = ("2016-06-28-direktionen.txt", "2017-03-09-direktionen.txt", "2017-05-16-direktionen.txt")
COMBINATIONS = list(product(ENCODINGS, LINE_ENDS, TYPOGRAPHY))
# Each encoding, line end and typography at least once, and no more than that takes.
FEW = [(encoding, list(LINE_ENDS)[n % 3], list(TYPOGRAPHY)[n % 6]) for n, encoding in enumerate(ENCODINGS)]
_LEFT_OUT = {RG + "contentHash", RG + "textHash", RG + "rulesHash", OA + "start", OA + "end"}


@pytest.fixture(scope="module")
def plain_texts(samples):
    return {name: in_every_encoding((samples / name).read_text(encoding="utf-8")) for name in NAMES}


@pytest.fixture
def graph_of(plain_texts, tmp_path, monkeypatch):
    """Builds the texts in a dress, and returns the graph without hashes and offsets; holds every quotation to it."""

    def of(encoding="utf-8", line_end="LF", typography=lambda text: text):
        folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        texts = {}
        for name, text in plain_texts.items():
            dressed = text.replace("\n", LINE_ENDS[line_end])
            try:
                data = ENCODINGS[encoding](typography(dressed))
                texts[data] = None
            except UnicodeEncodeError:  # put in after decoding
                data = ENCODINGS[encoding](dressed)
                texts[data] = typography(dressed)
            (folder / name).write_bytes(data)
        monkeypatch.setattr("extract.read.decode", lambda data: (texts[data] or decode(data)[0], "any"))
        assert build([folder], folder / "store").skipped == ()
        store = open_store(folder / "store")
        stored = {source.content_hash: source.text for source in map(read_source, texts)}
        assert list(check_quotations(store, stored.get)) == []
        return without_places(store)

    return of


def without_places(store: ox.Store) -> set[tuple[str, str, str]]:
    """The triples of a graph with spans by their number in the file, quotations as they are read, annotations by what they say."""
    names = {
        q.subject.value: q.object.value for q in store.quads_for_pattern(None, ox.NamedNode(RG + "fileName"), None)
    }
    places = defaultdict(list)
    for quad in store.quads_for_pattern(None, ox.NamedNode(OA + "exact"), None):
        source, _, place = quad.subject.value.partition("#char=")
        places[source].append(tuple(map(int, place.split(","))))
    called = dict(names)
    for source, spans in places.items():
        for number, (start, end) in enumerate(sorted(spans)):
            called[f"{source}#char={start},{end}"] = f"{names[source]}#{number}"
    said = defaultdict(list)
    triples = set()
    for quad in store:
        subject, predicate, object_ = (getattr(term, "value", str(term)) for term in quad.triple)
        if predicate in _LEFT_OUT:
            continue
        if predicate == OA + "exact":
            object_ = " ".join(reading_text(object_).text.split())
        triple = (called.get(subject, subject), predicate, called.get(object_, object_))
        if "/annotation/" in subject:
            said[subject].append(triple[1:])
        else:
            triples.add(triple)
    return triples | {("annotation", str(sorted(each)), "") for each in said.values()}


def test_a_few_of_the_combinations_give_the_same_graph(graph_of):
    plain = graph_of()
    assert sum(subject == "annotation" for subject, _, _ in plain) > 100
    for encoding, line_end, typography in FEW:
        assert graph_of(encoding, line_end, TYPOGRAPHY[typography]) == plain, (encoding, line_end, typography)
    assert graph_of(typography=broken) == plain


@pytest.mark.slow
def test_all_162_combinations_give_the_same_graph(graph_of):
    plain = graph_of()
    assert len(COMBINATIONS) == 162
    other = [each for each in COMBINATIONS if graph_of(each[0], each[1], TYPOGRAPHY[each[2]]) != plain]
    assert other == []

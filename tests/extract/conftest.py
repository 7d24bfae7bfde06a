"""Fixtures for reading whole little minutes: what they state, what is due, where projects stand, what is promised."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from extract.candidates import find_evidence
from extract.chains import Chains
from extract.evidence import EvidenceSum
from extract.link import link
from extract.model import LinkedDocument, Node
from extract.pipeline import Pipeline
from extract.read import read_source
from extract.resolve import resolve
from extract.segment import segment


@dataclass(frozen=True)
class Read:
    """A document after linking, with the names of its things."""

    text: str
    document: LinkedDocument
    labels: dict[Node, str]
    catch_all: frozenset[Node]

    def name(self, node):
        """A date by its EDTF, another thing by its label, what has none by its kind."""
        return node.key[0] if node.kind == "date" else self.labels.get(node, node.kind)

    def quoted(self, spans):
        return [span.of(self.text) for span in spans]


@pytest.fixture(scope="session")
def pipeline():
    return Pipeline()


@pytest.fixture
def linked(pipeline):
    """The documents of some texts, read together: names are learned from all of them."""

    def read(*texts):
        sources = [read_source(text.encode()) for text in texts]
        divided = [segment(source.text) for source in sources]
        total = EvidenceSum()
        for source, minutes in zip(sources, divided, strict=True):
            total.add(find_evidence(source.text, minutes), None, minutes.header.date)
        names = next(iter(resolve(total).values()))
        pipeline.load_names(names.names)
        catch_all = frozenset(Node("case", (names.municipality.key[0], number)) for number in names.catch_all)
        read = []
        for number, (source, minutes) in enumerate(zip(sources, divided, strict=True)):
            found = pipeline.find(source.text, minutes.header.date)
            linked = link(source, [f"{number}.txt"], minutes, found, names)
            labels = {entity.node: entity.label for entity in linked.entities}
            read.append(Read(source.text, linked.document, labels, catch_all))
        return read

    return read


@pytest.fixture
def read_item(linked, make_minutes):
    """Minutes with one item, or with some."""

    def read(*items, **head):
        (one,) = linked(make_minutes(*items, **head))
        return one

    return read


@pytest.fixture
def stated(read_item):
    """The statements of minutes: subject, predicate, object by their names, and the quotations."""

    def read(*items, **head):
        one = read_item(*items, **head)
        return {
            (one.name(s.subject), s.predicate, one.name(s.object)): one.quoted(s.evidence)
            for s in one.document.statements
        }

    return read


@pytest.fixture
def due(stated):
    """What is due when, in minutes of 16 May 2017 where no other day is given."""

    def read(*items, **head):
        return {(s, o) for s, p, o in stated(*items, **head) if p == "hasDeadline"}

    return read


@pytest.fixture
def standing(read_item):
    """Where projects stand: name and state."""

    def read(*items, **head):
        one = read_item(*items, **head)
        return {(one.name(status.project), status.state) for status in one.document.statuses}

    return read


@pytest.fixture
def promised(read_item):
    """What is undertaken: by whom, for whom, by when, and the words."""

    def read(*items, **head):
        one = read_item(*items, **head)
        return [
            ([one.name(n) for n in c.promised_by], [one.name(n) for n in c.promised_to], c.due and c.due.key[0], c.text)
            for c in one.document.commitments
        ]

    return read


@pytest.fixture
def chained(linked):
    """The links over some minutes: predicate, the days that it leads from and to, and the rule."""

    def read(*texts):
        documents = linked(*texts)
        chains = Chains(documents[0].catch_all)
        for one in documents:
            chains.add(one.document)
        return list(chains.links())

    return read

"""Makes the IRIs of the graph: the only place that does."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

from extract.model import Node, Span

DEFAULT_BASE = "https://w3id.org/referatgraf/id/"
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_OTHER = re.compile(r"[^a-z0-9]+")
_HASH_LENGTH = 16  # hexadecimal digits: 64 bits, enough for a billion statements


def slug(text: str) -> str:
    """Return a part of an IRI for a part of a key: ASCII letters and digits, joined by hyphens.

    >>> slug("høje taastrup")
    'hoeje-taastrup'
    """
    return _OTHER.sub("-", text.casefold().translate(_LETTERS)).strip("-")


def digest(*parts: str) -> str:
    """Return a short name for a combination of parts, the same on every machine."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_HASH_LENGTH]


class Identifiers:
    """The IRIs below one base, without their angle brackets."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        self.base = base
        self.joined_graph = f"{base}graph/joined"
        self.redirects_graph = f"{base}graph/redirects"
        self.node = lru_cache(maxsize=50_000)(self._node)

    def _node(self, node: Node) -> str:
        if node.kind == "person":  # opaque: a person's name is no address
            *place, name = node.key
            return f"{self.base}person/{'/'.join(map(slug, place[:1]))}/{digest(*place[1:], name)}"
        return f"{self.base}{node.kind.replace('_', '-')}/{'/'.join(map(slug, node.key))}"

    def source(self, content_hash: str) -> str:
        """Return the IRI of a source, which is also that of its graph."""
        return f"{self.base}source/{content_hash[:_HASH_LENGTH]}"

    @staticmethod
    def span(source: str, span: Span) -> str:
        """Return the IRI of a stretch of a source's text (RFC 5147)."""
        return f"{source}#char={span.start},{span.end}"

    def statement(self, subject: str, predicate: str, object_: str) -> str:
        """Return the IRI of a statement, given its three IRIs."""
        return f"{self.base}statement/{digest(subject, predicate, object_)}"

    def annotation(self, targets: Iterable[str], body: str, rule: str) -> str:
        """Return the IRI of the annotation that says what a rule read at some spans."""
        return f"{self.base}annotation/{digest(*targets, body, rule)}"

    def subjects(self) -> str:
        """Return the IRI of the scheme that the subjects of items are concepts of; below it lies each subject."""
        return f"{self.base}kle"

    def register(self) -> str:
        """Return the IRI of the register of names, a concept scheme."""
        return f"{self.base}register"

    def concept_of(self, node: Node) -> str:
        """Return the IRI of the register's concept of a thing: the thing's own, below the register's."""
        return f"{self.base}register/{self.node(node).removeprefix(self.base)}"

    def concept_called(self, kind: str, name: str) -> str:
        """Return the IRI of the register's concept of a name that no thing of the graph is known by; opaque."""
        return f"{self.base}register/name/{kind.replace('_', '-')}/{digest(kind, name)}"

    def register_note(self, *said: str) -> str:
        """Return the IRI of what a line of the register notes, given all that the line says."""
        return f"{self.base}register/note/{digest(*said)}"

    def change_event(self, kind: str, name: str, originals: Iterable[str], date: str) -> str:
        """Return the IRI of the event by which a unit came out of others."""
        return f"{self.base}register/event/{digest(kind, name, *originals, date)}"

    def run(self) -> str:
        """Return the IRI of the run record."""
        return f"{self.base}run"

"""Gathers the things that one document mentions, each with its label, values and spellings."""

from __future__ import annotations

from .edtf import days_of
from .model import Entity, Mention, Node
from .names import Name, NameList
from .nodes import edtf_of


class Entities:
    """The things a document mentions, each with its label and the spellings that occur."""

    def __init__(self, names: NameList) -> None:
        self._municipality = names.municipality
        self._catch_all = names.catch_all
        self._labels: dict[Node, str] = {}
        self._values: dict[Node, tuple[tuple[str, str], ...]] = {}
        self._spellings: dict[Node, set[str]] = {}
        self._used: set[Node] = set()
        self._by_node = {name.node: name for name in names.names}
        self.describe(names.municipality, names.municipality_label)
        self._used.add(names.municipality)

    def describe(self, node: Node, label: str, *values: tuple[str, str]) -> None:
        """Say what a thing is called and has, if nothing has said so yet."""
        self._labels.setdefault(node, label)
        if values:
            self._values.setdefault(node, values)

    def name(self, name: Name) -> None:
        """Take a name of the list with its spellings."""
        values = [("notation", name.notation)] if name.notation and name.node.kind in ("unit", "body") else []
        self.describe(name.node, name.label, *values)
        self._spellings.setdefault(name.node, set()).update(a.surface for a in name.aliases)
        if name.about is not None and name.about in self._by_node:
            about = self._by_node[name.about]
            self.describe(about.node, about.label)

    def case(self, node: Node, number: str) -> None:
        """Take a case."""
        gathers = [("catch_all", "true")] if number in self._catch_all else []
        self.describe(node, number, ("case_number", number), *gathers)

    def document(self, node: Node, title: str) -> None:
        """Take a document."""
        self.describe(node, title, ("title", title))

    def person(self, node: Node, name: str) -> None:
        """Take a person."""
        self.describe(node, name, ("name", name))

    def use(self, node: Node) -> None:
        """Count a thing as part of the document though no mention of its own stands in it."""
        self._used.add(node)

    def seen(self, mention: Mention, text: str) -> None:
        """Take a mention's wording as a spelling of its thing."""
        wording = " ".join(mention.span.of(text).split())
        node = mention.node
        self._used.add(node)
        self._spellings.setdefault(node, set()).add(wording)
        if node.kind == "date":
            edtf = edtf_of(node)
            self.describe(node, wording, *([("edtf", edtf)] if any(days_of(edtf)) else []))
        elif node.kind == "amount":
            self.describe(node, wording, *_amount_values(node))
        else:
            self.describe(node, wording)

    def labels(self) -> dict[Node, str]:
        """What each thing described so far is called."""
        return dict(self._labels)

    def all(self) -> tuple[Entity, ...]:
        """Return the entities in order."""
        return tuple(
            Entity(
                node,
                self._labels[node],
                tuple(sorted(self._spellings.get(node, set()) - {self._labels[node]})),
                self._values.get(node, ()),
                self._municipality
                if node.kind not in ("date", "amount", "system", "organization", "municipality", "kle")
                else None,
            )
            for node in sorted(self._used)
        )


def _amount_values(node: Node) -> tuple[tuple[str, str], ...]:
    plain = node.key[0].replace("minus ", "-")
    low, _, high = plain.partition(" to ")
    sums = (("minimum", low), ("maximum", high)) if high else (("value", low),)
    return (*sums, ("currency", "DKK"))

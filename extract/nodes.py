"""Makes the nodes of values, cases and documents: what each of them is known by."""

from __future__ import annotations

from .keys import fold
from .model import Node, Value
from .names import NameList


def case_node(names: NameList, number: str) -> Node:
    """Return the node of a case number, which is one municipality's."""
    return Node("case", (names.municipality.key[0], number))


def value_node(value: Value) -> Node:
    """Return the node of a date or a sum: one for each value."""
    plain = value.value.replace("../", "until ").replace("/..", " open").replace("..", " to ")
    return Node(value.kind, ("minus " + plain[1:] if plain.startswith("-") else plain,))


def edtf_of(node: Node) -> str:
    """Return the EDTF of a date's node; of a date that could not be reckoned its wording."""
    return node.key[0].replace("until ", "../").replace(" open", "/..")


def document_node(names: NameList, title: str) -> Node:
    """Return the node of a named document."""
    return Node("document", (names.municipality.key[0], fold(title)))


def capital(text: str) -> str:
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]

"""Says which thing each proposal of a model names: one of the list where it knows the name, else a new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .choices import Choice
from .entities import Entities
from .keys import fold, name_key
from .model import Mention, Minutes, Node, Span
from .models import Proposal
from .names import Name, NameList
from .nodes import capital, document_node
from .people import person_of
from .register_conflicts import compared

CONFIDENCE = 60  # hundredths; low, since a model shows no words that its guess rests on


def proposed_choices(
    proposals: Sequence[tuple[str, Proposal]],
    minutes: Minutes,
    names: NameList,
    entities: Entities,
) -> Iterator[Choice]:
    """Yield a possible mention for each proposal, given with the short name of its model, in order.

    What a register rejects is not proposed again.
    """
    known = _known(names) if proposals else {}
    for model, proposal in sorted(set(proposals), key=lambda pair: (pair[1], pair[0])):
        kind, wording = proposal.kind, proposal.text
        fits = known.get((kind, name_key(wording)), ())
        if len(fits) > 1:
            continue  # two things are called so: left open
        node = fits[0].node if fits else _node(kind, wording, minutes, names)
        if any((kind, key) in names.rejected for key in (compared(wording), fold(wording), node.key[-1])):
            continue
        if fits:
            entities.name(fits[0])
        else:
            _describe(node, wording, names, entities)
        span = Span(proposal.start, proposal.start + len(wording))
        yield Choice(Mention(span, node, f"model:{model}", CONFIDENCE))


def _known(names: NameList) -> dict[tuple[str, str], tuple[Name, ...]]:
    """The names of the list by kind and key; those of a key that fits several things stand together."""
    found: dict[tuple[str, str], dict[Node, Name]] = {}
    for name in names.names:
        for surface in (name.label, *(alias.surface for alias in name.aliases)):
            found.setdefault((name.node.kind, name_key(surface)), {})[name.node] = name
    return {key: tuple(by_node.values()) for key, by_node in found.items()}


def _node(kind: str, wording: str, minutes: Minutes, names: NameList) -> Node:
    """The node of a name that the list does not have, keyed as the rules key things of its kind."""
    if kind == "person":
        return person_of(_without_genitive(wording, names), names, minutes.header.date).node
    if kind == "document":
        return document_node(names, wording)
    if kind in ("organization", "system"):
        return Node(kind, (fold(wording),))
    return Node(kind, (names.municipality.key[0], name_key(wording)))


def _without_genitive(wording: str, names: NameList) -> str:
    """A person's name without its ending -s, where that makes it a known one ("Aya Holms notat")."""
    plain = " ".join(wording.split())
    known = {person.name for person in names.people}
    return plain[:-1] if plain not in known and plain.endswith("s") and plain[:-1] in known else plain


def _describe(node: Node, wording: str, names: NameList, entities: Entities) -> None:
    """Say what a new thing is called; a known person's label is the full name."""
    label = " ".join(wording.split())
    if node.kind == "person":
        entities.person(node, next((p.name for p in names.people if p.node == node), label))
    elif node.kind == "document":
        entities.document(node, capital(label))
    else:
        entities.describe(node, capital(label))

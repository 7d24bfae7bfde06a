"""Writes what is uncertain as a table in the register's own columns: one word a line settles it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extract.doubts import Doubt, doubts
from extract.model import Node
from extract.register import RegisterLine, write_register
from graph.identifiers import DEFAULT_BASE, Identifiers
from graph.query import Rows, ask
from graph.store import open_store, read_marker

from .messages import message, rule_text
from .names import names_of


@dataclass(frozen=True, slots=True)
class Review:
    """The questions that are open, the most valuable first, and the table that asks them."""

    doubts: tuple[Doubt, ...]
    table: str  # as `extract.register.write_register` makes it


def review(store: Path, language: str) -> Review:
    """Return what is uncertain in a store. What the store's register has decided stands at the table's end.

    So the table can be handed back as the register, and nothing that was decided before is lost. Raises
    `graph.errors.StoreError`.
    """
    names = names_of(store)
    identifiers = Identifiers(read_marker(store)["state"].get("base") or DEFAULT_BASE)
    counts = _mentions(store)
    found: list[Doubt] = []
    for municipality, each in sorted(names.lists.items()):
        of_node: dict[Node, int] = {
            n.node: counts.get(identifiers.node(n.node), 0) for n in (*each.names, *each.uncertain)
        }
        found += doubts(each, names.apart(municipality), of_node, names.register.lines)
    found.sort(key=lambda d: (-d.value, d.kind, d.name, d.other))
    lines = [_line(doubt, language) for doubt in found]
    return Review(tuple(found), write_register([*lines, *names.register.lines]))


def _mentions(store: Path) -> dict[str, int]:
    """How often each thing is mentioned, by its IRI."""
    answer = ask(
        open_store(store),
        "SELECT ?thing (COUNT(?m) AS ?n) WHERE { ?m a oa:Annotation ; oa:hasBody ?thing } GROUP BY ?thing",
    )
    rows = answer.plain() if isinstance(answer, Rows) else []
    return {str(row["thing"]): int(row["n"] or 0) for row in rows}


def _line(doubt: Doubt, language: str) -> RegisterLine:
    table = "likeness" if doubt.other else "evidence"
    note = message(
        language,
        "review_pair" if doubt.other else "review_single",
        mentions=doubt.mentions,
        confidence=f"{doubt.confidence / 100:.2f}".replace(".", "," if language == "da" else "."),
        reason=rule_text(language, table, doubt.reason),
        against=rule_text(language, "against", doubt.against) if doubt.against else "",
    )
    return RegisterLine(0, "", doubt.kind, doubt.name, (doubt.other,) if doubt.other else (), note=note)

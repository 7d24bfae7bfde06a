"""Writes what is uncertain as a table in the register's own columns: one word a line settles it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extract.doubts import Doubt, doubts
from extract.model import Node
from extract.register import RegisterLine, write_register
from extract.register_model import STATEMENT
from graph.identifiers import DEFAULT_BASE, Identifiers
from graph.query import Rows, ask
from graph.store import open_store, read_marker
from graph.vocabulary import RG, labels

from .messages import message, rule_text
from .names import names_of
from .uncertain import Uncertain, uncertain


@dataclass(frozen=True, slots=True)
class Review:
    """The questions that are open, and the table that asks them: names first, then statements."""

    doubts: tuple[Doubt, ...]  # the most valuable first
    statements: tuple[Uncertain, ...]  # the most likely first
    table: str  # as `extract.register.write_register` makes it

    @property
    def questions(self) -> int:
        """How many questions the table asks."""
        return len(self.doubts) + len(self.statements)


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
        found += doubts(each, names.apart(municipality), of_node, names.register.names)
    found.sort(key=lambda d: (-d.value, d.kind, d.name, d.other))
    statements = uncertain(open_store(store), names.register)
    lines = [_line(doubt, language) for doubt in found]
    lines += [_statement_line(statement, language) for statement in statements]
    return Review(tuple(found), tuple(statements), write_register([*lines, *names.register.lines]))


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
        confidence=_decimal(doubt.confidence, language),
        reason=rule_text(language, table, doubt.reason),
        against=rule_text(language, "against", doubt.against) if doubt.against else "",
    )
    return RegisterLine(0, "", doubt.kind, doubt.name, (doubt.other,) if doubt.other else (), note=note)


def _statement_line(statement: Uncertain, language: str) -> RegisterLine:
    note = message(
        language,
        "review_statement",
        predicate=labels(language).get(RG + statement.predicate, statement.predicate),
        confidence=_decimal(statement.confidence, language),
        file=statement.file,
        day=statement.observed,
        quote=statement.quote,
    )
    day = statement.observed if statement.of_one_meeting else ""
    return RegisterLine(0, "", STATEMENT, statement.subject_label, (statement.claim,), day, day, note=note)


def _decimal(hundredths: int, language: str) -> str:
    return f"{hundredths / 100:.2f}".replace(".", "," if language == "da" else ".")

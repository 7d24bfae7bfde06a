"""Turns a register into SKOS: a concept for each name that someone has decided about, linked to the thing it names.

What the concepts say stands beside what was read in minutes and never in its place: who decided what, and when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from extract.model import Node
from extract.register_model import Register, RegisterLine

from .build import danish, literal
from .identifiers import Identifiers
from .vocabulary import DCTERMS, ORG, RDF, RDFS, SKOS, XSD

Name = tuple[str, str]  # kind and spelling, as the register has them

_TYPE = f"<{RDF}type>"
_LABEL = f"<{RDFS}label>"
_MONTH, _DAY = len("2017-05"), len("2017-05-16")
# Of lines that name one thing, the first of these that occurs says how it is shown.
_SHOWING = ("rename", "merge", "confirm", "split")


def compile_register(
    register: Register,
    nodes: Mapping[RegisterLine, Node],
    identifiers: Identifiers,
    others: Mapping[Name, Node] | None = None,
) -> Iterator[str]:
    """Yield the quads of a register, sorted and each once, as lines of N-Quads in the joined graph.

    `nodes` has the thing that the name of a line is known as, `others` that of a kind and spelling in the
    column `other` (for split and succeeds); what neither has is looked for among the register's own spellings.
    A name that no thing is known by keeps a concept of its own, without a link: a gap is better than a guess.
    """
    compiler = _Compiler(register, nodes, identifiers, others or {})
    return iter(sorted(set(compiler.lines())))


def describe_settled(settled: Mapping[RegisterLine, Iterable[str]], identifiers: Identifiers) -> Iterator[str]:
    """Yield, sorted, that a person has decided about a statement: a note on it with what was decided, by whom, when.

    `settled` has the IRIs of the statements that each line of a register decides about.
    """
    end = f" <{identifiers.joined_graph}> .\n"
    quads = {
        quad
        for line, statements in settled.items()
        for each in statements
        for quad in _note(each, line, identifiers, end)
    }
    return iter(sorted(quads))


def _note(me: str, line: RegisterLine, identifiers: Identifiers, end: str) -> Iterator[str]:
    """What a line notes is a node of its own, so that note, clerk and day of one decision stay together."""
    note = identifiers.register_note(*_said(line))
    yield f"<{me}> <{SKOS}changeNote> <{note}>{end}"
    yield f"<{note}> <{DCTERMS}type> {literal(line.action)}{end}"
    if line.note:
        yield f"<{note}> <{RDF}value> {danish(line.note)}{end}"
    if line.by:
        yield f"<{note}> <{DCTERMS}creator> {literal(line.by)}{end}"
    if line.date:
        yield f"<{note}> <{DCTERMS}date> {_dated(line.date)}{end}"


class _Compiler:
    """The register with the thing behind each of its names."""

    def __init__(
        self, register: Register, nodes: Mapping[RegisterLine, Node], ids: Identifiers, others: Mapping[Name, Node]
    ) -> None:
        self.register = register
        self.ids = ids
        self.nodes = nodes
        self._named = {**_spellings(register.names, nodes), **others}
        self._end = f" <{ids.joined_graph}> .\n"

    def lines(self) -> Iterator[str]:
        yield from self._scheme()
        about: dict[str, list[RegisterLine]] = defaultdict(list)
        for line in self.register.names:
            if line.action == "succeeds":
                yield from self._event(line)
                continue
            about[self._concept(line)].append(line)
            if line.action == "split":
                yield from self._split(line, about)
        for concept, lines in about.items():
            yield from self._described(concept, lines)

    def _quad(self, subject: str, predicate: str, value: str) -> str:
        return f"<{subject}> <{predicate}> {value}{self._end}"

    def _scheme(self) -> Iterator[str]:
        me = self.ids.register()
        yield f"<{me}> {_TYPE} <{SKOS}ConceptScheme>{self._end}"
        yield f'<{me}> {_LABEL} "Register over navne"@da{self._end}'
        yield f'<{me}> {_LABEL} "Register of names"@en{self._end}'
        yield self._quad(me, DCTERMS + "identifier", literal(self.register.digest))

    # --- whose name it is -------------------------------------------------------------------------

    def _node(self, line: RegisterLine) -> Node | None:
        return self.nodes.get(line) or self._named.get((line.kind, line.name))

    def _concept(self, line: RegisterLine) -> str:
        node = None if line.action == "reject" else self._node(line)
        return self.ids.concept_of(node) if node else self.ids.concept_called(line.kind, line.name)

    def _concept_called(self, kind: str, name: str) -> str:
        node = self._named.get((kind, name))
        return self.ids.concept_of(node) if node else self.ids.concept_called(kind, name)

    # --- concepts ---------------------------------------------------------------------------------

    def _split(self, line: RegisterLine, about: dict[str, list[RegisterLine]]) -> Iterator[str]:
        """The note on both sides; the other side is a concept too, if only by its name."""
        mine = self._concept(line)
        for other in line.other:
            theirs = self._concept_called(line.kind, other)
            if theirs == mine:
                continue  # two spellings that came out as one thing: there is nothing to hold apart
            about[theirs].append(RegisterLine(line.number, "split", line.kind, other))
            for concept, name in ((mine, other), (theirs, line.name)):
                yield self._quad(concept, SKOS + "editorialNote", danish(f"Ikke det samme som {name}"))
                yield self._quad(concept, SKOS + "editorialNote", literal(f"Not the same as {name}") + "@en")

    def _described(self, me: str, lines: list[RegisterLine]) -> Iterator[str]:
        yield f"<{me}> {_TYPE} <{SKOS}Concept>{self._end}"
        yield self._quad(me, SKOS + "inScheme", f"<{self.ids.register()}>")
        if any(line.action == "reject" for line in lines):
            yield from self._rejected(me, lines)
        else:
            yield from self._shown(me, lines)
        for line in lines:
            if valid := _period(line):
                yield self._quad(me, DCTERMS + "valid", literal(valid))
            yield from self._note(me, line)

    def _rejected(self, me: str, lines: list[RegisterLine]) -> Iterator[str]:
        for line in lines:
            yield self._quad(me, SKOS + "hiddenLabel", danish(line.name))
        yield self._quad(me, SKOS + "editorialNote", danish("Afvist: navnet er intet af denne slags"))
        yield self._quad(me, SKOS + "editorialNote", literal("Rejected: the name is nothing of this kind") + "@en")

    def _shown(self, me: str, lines: list[RegisterLine]) -> Iterator[str]:
        label = _label(lines)
        yield self._quad(me, SKOS + "prefLabel", danish(label))
        for spelling in {name for line in lines for name in _names(line)} - {label}:
            yield self._quad(me, SKOS + "altLabel", danish(spelling))
        nodes = {node for line in lines if (node := self._node(line))}
        for node in nodes:
            yield self._quad(me, SKOS + "exactMatch", f"<{self.ids.node(node)}>")

    def _note(self, me: str, line: RegisterLine) -> Iterator[str]:
        """What a line about a name notes, where it notes anything."""
        if line.note or line.by or line.date:
            yield from _note(me, line, self.ids, self._end)

    # --- events -----------------------------------------------------------------------------------

    def _event(self, line: RegisterLine) -> Iterator[str]:
        me = self.ids.change_event(line.kind, line.name, line.other, line.valid_from)
        yield f"<{me}> {_TYPE} <{ORG}ChangeEvent>{self._end}"
        yield f"<{me}> {_LABEL} {danish(f'{line.name} afløser {_and(line.other)}')}{self._end}"
        if node := self._node(line):
            yield self._quad(me, ORG + "resultingOrganization", f"<{self.ids.node(node)}>")
        for other in line.other:
            if node := self._named.get((line.kind, other)):
                yield self._quad(me, ORG + "originalOrganization", f"<{self.ids.node(node)}>")
        if line.valid_from:
            yield self._quad(me, DCTERMS + "date", _dated(line.valid_from))
        yield from self._note(me, line)


def _spellings(lines: Iterable[RegisterLine], nodes: Mapping[RegisterLine, Node]) -> dict[Name, Node]:
    """The thing of each kind and spelling that the register gives to exactly one."""
    found: dict[Name, set[Node]] = defaultdict(set)
    for line in lines:
        if line.action != "reject" and (node := nodes.get(line)):
            for name in _names(line):
                found[line.kind, name].add(node)
    return {name: next(iter(things)) for name, things in found.items() if len(things) == 1}


def _names(line: RegisterLine) -> tuple[str, ...]:
    """The spellings of the thing that a line is about: of split and succeeds the other names are other things'."""
    return (line.name,) if line.action in ("split", "succeeds", "reject") else (line.name, *line.other)


def _label(lines: list[RegisterLine]) -> str:
    """The name a thing is shown by: what nothing is shown in place of, by the strongest action."""
    shown: dict[str, set[str]] = defaultdict(set)
    replaced: set[str] = set()
    for line in lines:
        new, old = (line.other, (line.name,)) if line.action == "rename" else ((line.name,), line.other)
        shown[line.action].update(new)
        if line.action in ("rename", "merge"):
            replaced.update(set(old) - set(new))
    for names in (*(shown[action] - replaced for action in _SHOWING), *(shown[action] for action in _SHOWING)):
        if names:
            return min(names)
    raise ValueError("a concept of the register has no line that names it")


def _period(line: RegisterLine) -> str:
    """The time a line holds for, as an EDTF interval, open where an end is not said."""
    if line.action == "succeeds" or not (line.valid_from or line.valid_to):
        return ""
    return f"{line.valid_from or '..'}/{line.valid_to or '..'}"


def _dated(date: str) -> str:
    datatype = "date" if len(date) == _DAY else "gYearMonth" if len(date) == _MONTH else "gYear"
    return literal(date, XSD + datatype)


def _said(line: RegisterLine) -> tuple[str, ...]:
    when = (line.valid_from, line.valid_to, line.date)
    return (line.action, line.kind, line.name, "|".join(line.other), *when, line.note, line.by)


def _and(names: tuple[str, ...]) -> str:
    *first, last = names
    return f"{', '.join(first)} og {last}" if first else last

"""Asks the graph: free SPARQL and the named questions of `queries/`."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Literal

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from .errors import MissingValue, QueryError
from .lookup import KINDS, Found, find_entity
from .vocabulary import PREFIXES, SCHEMES, SKOS, XSD, ontology, text_of

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Emptiness = Literal["no", "not_extracted"]

LONGEST = 65_536  # characters of a query
DEEPEST = 32  # brackets within brackets: a few hundred cost the parser seconds
# Brackets and operators, wherever they stand: about 4,000 of them in a chain overflow the parser's stack, which
# ends the process. Counted in the raw text, so that no quotation mark can hide them from the count.
MOST_SIGNS = 2_000
_SIGNS = "([{!|&*+^"
_TOKEN = re.compile(
    r'(?P<skip>#[^\n]*|<[^<>\s]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')|(?P<open>[({\[])|(?P<close>[)}\]])|(?P<word>[?$@]?[\w-]*:?(?:[\w-]|\\.)+)',
    re.DOTALL,
)
_UPDATES = frozenset(("insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy"))
_SHOWN = 5  # things named where a name is not clear
_NO_PREFIX = "Prefix not found"  # in the parser's words
_SERVICE = re.compile("service", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question needs: `kind` says how it is read.

    `entity`: a name is looked up; `concept`: a code or word of a scheme of the vocabulary; `date`: YYYY-MM-DD; `text`.
    """

    name: str
    kind: str
    kinds: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named question with its wording in both languages.

    `needs` is the graph pattern without which the graph cannot answer it at all; it may hold the parameters.
    `title_danish` and `title_english` say in a few words what `danish` and `english` ask; `group` is what it is about.
    """

    name: str
    danish: str
    english: str
    title_danish: str
    title_english: str
    group: str
    parameters: tuple[Parameter, ...]
    needs: str
    sparql: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What answers rest on: of the meetings that the graph knows of, those whose minutes are read."""

    meetings_read: int
    meetings_known: int


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: terms by row and variable, None where unbound.

    An ASK is one row `answer`, and stands in `boolean` too. The answer to a named question says what it rests
    on, and, where it has no rows, why: `no`, or `not_extracted` where the graph has nothing of the kind asked for.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    boolean: bool | None = None
    emptiness: Emptiness | None = None
    basis: Basis | None = None

    def plain(self) -> list[dict[str, str | None]]:
        """Return the rows as plain text by name."""
        return [
            {name: None if term is None else text_of(term) for name, term in zip(self.variables, row, strict=True)}
            for row in self.rows
        ]


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE."""

    triples: tuple[ox.Triple, ...]


# --- asking ---------------------------------------------------------------------------------------


def ask(store: ox.Store, sparql: str, bindings: Mapping[str, Any] | None = None) -> Rows | Triples:
    """Return the answer to a query over the union of all graphs; known prefixes need not be declared.

    `bindings` gives terms to variables. Raises `QueryError` in one line for what is not a valid query,
    asks another server (SERVICE) or would change the graph, and for what fails while it is answered.
    """
    bound = _bound(sparql, bindings or {})
    guard(bound)
    text = with_prefixes(bound)
    try:
        return _answer(store.query(text, use_default_graph_as_union=True))
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the query cannot be read: {_readable(error, text, bound)}") from None
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {_readable(error, text, bound)}") from None


def _answer(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Rows | Triples:
    """The whole answer, read to its end: a fault may show only on the way."""
    if isinstance(answer, ox.QueryBoolean):
        return Rows(("answer",), ((ox.Literal(bool(answer)),),), bool(answer))
    if isinstance(answer, ox.QueryTriples):
        return Triples(tuple(sorted(answer, key=str)))
    names = tuple(variable.value for variable in answer.variables)
    return Rows(names, tuple(tuple(row[name] for name in names) for row in answer))


def guard(sparql: str) -> None:
    """Raise `QueryError` for a query that must not reach the parser or the network."""
    if len(sparql) > LONGEST:
        raise QueryError(f"the query has {len(sparql)} characters; {LONGEST} at most")
    if sum(map(sparql.count, _SIGNS)) > MOST_SIGNS:
        raise QueryError(f"the query has more than {MOST_SIGNS} brackets and operators")
    _refuse_tokens(sparql)
    if _SERVICE.search(sparql):
        _refuse_service(sparql)


def _refuse_tokens(sparql: str) -> None:
    """Refuse what a list of tokens shows: brackets nested too deep, and the words of an update."""
    depth = 0
    for match in _TOKEN.finditer(sparql):
        depth += bool(match["open"]) - bool(match["close"])
        if depth > DEEPEST:
            raise QueryError(f"the query has brackets nested more than {DEEPEST} deep")
        word = (match["word"] or "").casefold()
        if word in _UPDATES:
            raise QueryError(f"the query would change the graph ({word.upper()}); build changes it, query only reads")


def _refuse_service(sparql: str) -> None:
    """Refuse a query whose keyword SERVICE would send requests to another server.

    The store's parser alone knows where a keyword stands: `1SERVICE`, `SERVICESILENT` and `a:b\\# . SERVICE`
    are keywords to it, and `1<2)#>` is no IRI. So the parser is asked, with the letters changed everywhere:
    names, strings and IRIs stay names, strings and IRIs, and a keyword is one no longer.
    """
    renamed = _SERVICE.sub(lambda match: f"{match.group()[:3]}x{match.group()[4:]}", sparql)
    text = with_prefixes(renamed)
    try:
        ox.Store().query(text)
    except (SyntaxError, ValueError) as error:
        raise QueryError(
            "the query asks another server (SERVICE), and only this graph can be asked; or it cannot be read: "
            + _readable(error, text, renamed)
        ) from None
    except (OSError, RuntimeError):  # read, and failed only on the empty store
        return


@dataclass(frozen=True, slots=True)
class Place:
    """Where a query has a variable that is to be given a term."""

    name: str


def in_parts(sparql: str, names: Collection[str]) -> list[str | Place]:
    """Return a query as its text, in order, with a `Place` for each of the named variables, subqueries included.

    Only whole tokens outside strings, IRIs and comments are places, so that no value can become a part of the query.
    """
    parts: list[str | Place] = []
    at = 0
    for match in _TOKEN.finditer(sparql):
        word = match["word"] or ""
        if word[:1] in ("?", "$") and word[1:] in names:
            parts += [sparql[at : match.start()], Place(word[1:])]
            at = match.end()
    return [*parts, sparql[at:]]


def _bound(sparql: str, bindings: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """The query with terms in the place of variables (the store's own way leaves subqueries out).

    Each is written as the store writes it.
    """
    if not bindings:
        return sparql
    return "".join(part if isinstance(part, str) else str(bindings[part.name]) for part in in_parts(sparql, bindings))


def with_prefixes(sparql: str) -> str:
    """Return the query with the known prefixes that it uses and does not declare, on one line before it."""
    declared = set(re.findall(r"(?i)\bprefix\s+([\w-]*):", sparql))
    used = {m["word"].split(":")[0] for m in _TOKEN.finditer(sparql) if m["word"] and ":" in m["word"]}
    missing = sorted((used & set(PREFIXES)) - declared)
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing) + sparql


def _readable(error: Exception, text: str, sparql: str) -> str:
    """The parser's message in one line, with the column in the query as it was written.

    The parser goes on with every sign that it would have taken there: of that only an unknown prefix is told.
    """
    message = " ".join(str(getattr(error, "msg", None) or error).split())
    column = re.search(r"error at (\d+):(\d+)", message)
    if column:
        message = message[: column.end()] + (": unknown prefix" if _NO_PREFIX in message[column.end() :] else "")
    added = len(text) - len(sparql)
    if column and int(column[1]) == 1 and added:
        message = message.replace(column.group(), f"error at 1:{max(1, int(column[2]) - added)}")
    return message


# --- named questions ------------------------------------------------------------------------------


@cache
def named_questions() -> tuple[Question, ...]:
    """Return the named questions, by name."""
    files = [f for f in resources.files("graph").joinpath("queries").iterdir() if f.name.endswith(".rq")]
    return tuple(
        _question(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8"))
        for file in sorted(files, key=lambda f: f.name)
    )


def _question(name: str, text: str) -> Question:
    """A question's comments: its wording in both languages, its title and group, its parameters, what it needs."""
    comments = [line.removeprefix("#").strip() for line in text.splitlines() if line.startswith("#")]
    wording = [line for line in comments if not line.startswith("@")]
    parameters = []
    for line in comments:
        if match := re.fullmatch(r"@param (\w+) (entity|text|date|concept)(?:\(([\w,]+)\))? example (.+)", line):
            parameters.append(
                Parameter(match[1], match[2], tuple((match[3] or "").split(",")) if match[3] else (), match[4])
            )
    said = {word: _said(comments, word) for word in ("title", "group", "needs")}
    titles = [title.strip() for title in said["title"].split("|")]
    return Question(
        name, wording[0], wording[1], titles[0], titles[-1], said["group"], tuple(parameters), said["needs"], text
    )


def _said(comments: Sequence[str], word: str) -> str:
    """What the comments say after `@word`, as one line; several lines of it are one text."""
    return " ".join(line.removeprefix(f"@{word} ") for line in comments if line.startswith(f"@{word} "))


def question(name: str) -> Question:
    """Return a named question, or raise `QueryError` with the nearest names, or where none is near, with all."""
    known = {q.name: q for q in named_questions()}
    if name not in known:
        near = [found for found, *_ in process.extract(name, list(known), scorer=fuzz.ratio, limit=3, score_cutoff=70)]
        there_are = f"did you mean {', '.join(near)}?" if near else f"there are: {', '.join(known)}"
        raise QueryError(f"there is no question {name!r}; {there_are}")
    return known[name]


def ask_named(store: ox.Store, name: str, values: Mapping[str, str] | None = None) -> Rows:
    """Return the answer to a named question, with what it rests on and, where it is empty, why.

    `values` gives its parameters; a parameter that is a thing takes any of its names. Raises `QueryError`
    for a question or parameter that does not exist or is missing, `NotInGraph` for an unknown name.
    """
    asked, values = question(name), dict(values or {})
    wanted = {parameter.name: parameter for parameter in asked.parameters}
    for given in values:
        if given not in wanted:
            raise QueryError(f"{name} takes no parameter {given!r}; it takes: {', '.join(wanted) or 'none'}")
    missing = [p for p in asked.parameters if p.name not in values]
    if missing:
        raise MissingValue(name, missing[0].name, missing[0].example)
    bindings = {n: _term(store, wanted[n], value) for n, value in values.items()}
    answer = ask(store, asked.sparql, bindings)
    if not isinstance(answer, Rows):
        raise QueryError(f"{name} does not answer with rows")
    return replace(answer, emptiness=_emptiness(store, asked, bindings, answer), basis=basis(store))


def _emptiness(store: ox.Store, asked: Question, bindings: Mapping[str, Any], answer: Rows) -> Emptiness | None:
    """Why an answer is empty: the graph has nothing of the kind asked for, or it has and none of it answers."""
    if answer.rows:
        return None
    needed = ask(store, f"ASK {{ {asked.needs} }}", bindings)
    return "no" if isinstance(needed, Rows) and needed.boolean else "not_extracted"


_READ = """SELECT ?meeting ?body ?day {
  ?meeting rg:source ?source OPTIONAL { ?meeting rg:heldBy ?body } OPTIONAL { ?meeting rg:date ?day }
}"""
# Minutes print decisions of earlier meetings, and refer to meetings by their day, or by a month that one fell in.
_TOLD_OF = """SELECT DISTINCT ?body ?first ?last {
  { ?decision rg:decidedBy ?body ; rg:date ?first . BIND(?first AS ?last) }
  UNION { ?item rg:refersTo ?said ; rg:meeting/rg:heldBy ?body . ?said rg:firstDay ?first ; rg:lastDay ?last }
}"""


def basis(store: ox.Store) -> Basis:
    """Return how many meetings are read, and how many the graph knows of by what is read."""
    read = _rows_of(store, _READ)
    held = {(row["body"], row["day"] or "") for row in read}
    meetings = len({row["meeting"] for row in read})
    missing = {
        (body, first)
        for body, first, last in (row.values() for row in _rows_of(store, _TOLD_OF))
        if (body, first) not in held and not _met(held, body, first or "", last or "")
    }
    return Basis(meetings, meetings + len(missing))


def _met(held: Set[tuple[str | None, str]], body: str | None, first: str, last: str) -> bool:
    """Whether a body met between two days; a meeting whose body is not known may be the one."""
    return any(first <= day <= last for whose, day in held if whose in (body, None))


def _rows_of(store: ox.Store, sparql: str) -> list[dict[str, str | None]]:
    answer = ask(store, sparql)
    return answer.plain() if isinstance(answer, Rows) else []


def _term(store: ox.Store, parameter: Parameter, value: str) -> ox.NamedNode | ox.Literal:
    if parameter.kind == "text":
        return ox.Literal(value)
    if parameter.kind == "concept":
        return _concept(parameter, value)
    if parameter.kind == "date":
        return _day(parameter.name, value)
    if re.match(r"https?://", value):
        return ox.NamedNode(value)
    return ox.NamedNode(_only(value, find_entity(store, value, parameter.kinds or KINDS)).iri)


def _day(name: str, value: str) -> ox.Literal:
    """The day that a value says; `date` alone also reads other forms, which a query would not."""
    try:
        if date.fromisoformat(value).isoformat() == value:
            return ox.Literal(value, datatype=ox.NamedNode(XSD + "date"))
    except ValueError:
        pass
    raise QueryError(f"{name}: {value!r} is no day; write it as YYYY-MM-DD, for instance 2018-01-31")


def _concept(parameter: Parameter, value: str) -> ox.NamedNode:
    """The concept that a code ("deferred") or its word in either language ("udskudt") means."""
    scheme = ox.NamedNode(f"{SCHEMES}{parameter.kinds[0]}")
    known: dict[str, ox.NamedNode] = {}
    codes = []
    for quad in ontology().quads_for_pattern(None, ox.NamedNode(SKOS + "inScheme"), scheme):
        concept = quad.subject
        if isinstance(concept, ox.NamedNode):
            codes.append(re.split("[#/]", concept.value)[-1])
            known[codes[-1].casefold()] = concept
            for label in ontology().quads_for_pattern(concept, ox.NamedNode(SKOS + "prefLabel"), None):
                known[text_of(label.object).casefold()] = concept
    if value.casefold() not in known:
        raise QueryError(f"{value}: {parameter.name} is one of: {', '.join(sorted(codes))}")
    return known[value.casefold()]


def _only(name: str, found: Sequence[Found]) -> Found:
    """The thing that a name means: of several, the one of the foremost kind. Two of that kind are not guessed at."""
    of_kind = {kind: [thing for thing in found if thing.kind == kind] for kind in (thing.kind for thing in found)}
    foremost = min(of_kind, key=lambda kind: (KINDS.index(kind) if kind in KINDS else len(KINDS), kind))
    if len(of_kind[foremost]) > 1:
        names = [f"{thing.label} <{thing.iri}>" for thing in of_kind[foremost][:_SHOWN]]
        more = ", …" if len(of_kind[foremost]) > _SHOWN else ""
        raise QueryError(f"{name}: several things go by that name; give one of these in full: {', '.join(names)}{more}")
    return of_kind[foremost][0]


# --- answers as text ------------------------------------------------------------------------------


def to_csv(rows: Rows) -> str:
    """Return rows as CSV (SPARQL 1.1 Query Results CSV): plain values, one header line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.variables)
    writer.writerows(["" if term is None else text_of(term) for term in row] for row in rows.rows)
    return out.getvalue()


def to_json(rows: Rows) -> str:
    """Return rows as SPARQL 1.1 Query Results JSON; the answer to an ASK in its form.

    The answer to a named question has two members more: `emptiness` and `basis`.
    """
    if rows.boolean is not None:
        return json.dumps({"head": {}, "boolean": rows.boolean})
    bindings = [
        {name: _json_term(term) for name, term in zip(rows.variables, row, strict=True) if term is not None}
        for row in rows.rows
    ]
    answer: dict[str, Any] = {"head": {"vars": list(rows.variables)}, "results": {"bindings": bindings}}
    if rows.basis is not None:
        answer |= {"emptiness": rows.emptiness, "basis": asdict(rows.basis)}
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
        found["datatype"] = term.datatype.value
    return found


def to_turtle(answer: Triples) -> str:
    """Return triples as Turtle, sorted."""
    data = ox.serialize(answer.triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    return (data or b"").decode()

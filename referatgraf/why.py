"""Explains a name: what it is, which spellings it has and why, what spoke against, and what nearly joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from extract.likeness import near_misses
from extract.model import Candidate, Span
from extract.names import Kept, Name, NameList, PersonName
from extract.register_conflicts import compared
from extract.typography import ReadingText, reading_text
from graph.errors import NotInGraph
from graph.lookup import folded

from .documents import ReadDocument
from .names import StoreNames, names_of

_LONGEST = 160  # characters of a quoted line


@dataclass(frozen=True, slots=True, order=True)
class Ground:
    """Evidence that a name rests on: the rule with its weight in tenths of log-odds, and the line it was read in."""

    surface: str
    rule: str
    weight: int
    file: str
    start: int  # of the line, in code points of the file's text
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """A spelling of the thing, the rule that joined it (empty for the label) and the spelling it was joined with."""

    surface: str
    rule: str
    to: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that speaks for a name and against it. `confidence` is in hundredths, `weight` in tenths of log-odds."""

    municipality: str
    kind: str
    label: str
    notation: str | None
    accepted: bool
    confidence: int
    weight: int
    spellings: tuple[Spelling, ...]
    nearly: tuple[Kept, ...]
    register: tuple[str, ...]  # the lines of the register about it: action, name, other
    catch_all: bool = False  # a case that gathers items of no common topic


def why(store: Path, name: str) -> list[Explanation]:
    """Return the explanation of each thing that goes by a name, accepted ones first.

    Raises `graph.errors.NotInGraph` with the nearest names where there is none, and `StoreError`.
    """
    names = names_of(store)
    found = [
        explanation for municipality in sorted(names.lists) for explanation in _explained(names, municipality, name)
    ]
    if not found:
        labels = sorted({n.label for each in names.lists.values() for n in each.names if n.rules != ("language",)})
        near = [label for label, _, _ in process.extract(name, labels, scorer=fuzz.WRatio, limit=3, score_cutoff=60)]
        raise NotInGraph(f"{name}: nothing goes by that name" + (f"; near: {', '.join(near)}" if near else ""))
    return sorted(found, key=lambda e: (not e.accepted, e.kind, e.label))


def _explained(names: StoreNames, municipality: str, wanted: str) -> Iterator[Explanation]:
    all_names = names.lists[municipality]
    near = list(near_misses(all_names.names, names.apart(municipality)))
    used = [n for n in all_names.names if n.rules != ("language",) or _is_read(names, n)]
    for accepted, group in ((True, used), (False, list(all_names.uncertain))):
        for name in _matching(group, wanted):
            yield _of_name(names, municipality, name, [*all_names.kept, *near], accepted=accepted)
    for person in all_names.people:
        if _is_called(person, wanted) and (all_names.public is None or person.node in all_names.public):
            yield _of_person(names, municipality, person)
    yield from _of_case(names, municipality, all_names, wanted)


def _is_read(names: StoreNames, name: Name) -> bool:
    surfaces = {alias.surface for alias in name.aliases}
    return any(surface in _reading(record.source.text).text for _, record in names.documents for surface in surfaces)


@cache
def _reading(stored: str) -> ReadingText:
    return reading_text(stored)


def _matching(names: Iterable[Name], wanted: str) -> list[Name]:
    """Names with the very spelling first; only where there is none, those that differ in case and signs."""
    listed = list(names)
    exact = [n for n in listed if any(compared(a.surface) == compared(wanted) for a in n.aliases)]
    return exact or [n for n in listed if any(folded(a.surface) == folded(wanted) for a in n.aliases)]


def _of_name(names: StoreNames, municipality: str, name: Name, kept: Sequence[Kept], *, accepted: bool) -> Explanation:
    why_joined = {join.surface: join for join in name.joins}
    kinds = _kinds_of_evidence(name.node.kind)
    spellings = []
    for alias in name.aliases:
        join = why_joined.get(alias.surface)
        rule = join.rule if join and alias.surface != name.label else ""
        grounds = tuple(_grounds(names.documents, kinds, alias.surface))
        spellings.append(Spelling(alias.surface, rule, join.to if join and rule else "", grounds))
    spellings.sort(key=lambda s: (s.surface != name.label, s.rule, s.surface))
    nearly = tuple(sorted({k for k in kept if k.kind == name.node.kind and name.label in (k.one, k.other)}))
    return Explanation(
        municipality,
        name.node.kind,
        name.label,
        name.notation,
        accepted,
        name.confidence,
        name.weight,
        tuple(spellings),
        nearly,
        tuple(_lines(names, name.node.kind, [a.surface for a in name.aliases])),
    )


def _kinds_of_evidence(kind: str) -> tuple[str, ...]:
    """The kinds under which evidence of a thing may have been noted: short forms have kinds of their own."""
    own = ("body", "group") if kind in ("body", "steering_group") else (kind,)
    return (*own, "acronym", "clipped", "coined", "definition", "parallel")


def _grounds(documents: Iterable[tuple[str, ReadDocument]], kinds: Sequence[str], surface: str) -> Iterator[Ground]:
    for file, record in documents:
        evidence = record.evidence
        for candidate, span in zip(evidence.candidates, evidence.places, strict=True):
            if candidate.kind in kinds and surface in (candidate.surface, _core(candidate)):
                yield _ground(file, record, candidate, span, surface)


def _core(candidate: Candidate) -> str:
    return candidate.about if candidate.kind == "project" else ""


def _ground(file: str, record: ReadDocument, candidate: Candidate, span: Span, surface: str) -> Ground:
    reading = _reading(record.source.text)
    line = _line(reading.text, span)
    quote = " ".join(line.of(reading.text).split())
    shown = quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + "…"
    stored = reading.stored(line)
    return Ground(surface, candidate.rule, candidate.weight, file, stored.start, stored.end, shown)


# A full stop ends a sentence behind a word and before a capital: "d. 16. maj" has none.
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2})[.!?]\s+(?=[A-ZÆØÅ])|\n")


def _line(text: str, span: Span) -> Span:
    """The sentence or line around a place."""
    begin = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    whole = Span(begin, end if end >= 0 else len(text))
    before = [m.end() for m in _SENTENCE_END.finditer(text, whole.start, span.start + 1) if m.end() <= span.start]
    after = _SENTENCE_END.search(text, span.end, whole.end)
    return Span(max(before, default=whole.start), after.start() + 1 if after else whole.end)


def _lines(names: StoreNames, kind: str, surfaces: Iterable[str]) -> Iterator[str]:
    keys = {compared(surface) for surface in surfaces}
    for line in names.register.lines:
        if line.kind == kind and keys & {compared(n) for n in (line.name, *line.other)}:
            yield " ".join((line.action, line.name, *line.other))


def _is_called(person: PersonName, wanted: str) -> bool:
    forms = {person.name, person.name.split(" ")[0], *(form for form, _, _ in person.short)}
    return any(folded(form) == folded(wanted) for form in forms)


def _of_person(names: StoreNames, municipality: str, person: PersonName) -> Explanation:
    grounds = tuple(_grounds(names.documents, ("person",), person.name))
    spellings = [Spelling(person.name, "", "", grounds)]
    spellings += [Spelling(form, "register", person.name, ()) for form, _, _ in person.short]
    weight = sum({g.rule: g.weight for g in grounds}.values())
    forms = [person.name, *(form for form, _, _ in person.short)]
    register = tuple(_lines(names, "person", forms))
    return Explanation(municipality, "person", person.name, None, True, 99, weight, tuple(spellings), (), register)


def _of_case(names: StoreNames, municipality: str, all_names: NameList, wanted: str) -> Iterator[Explanation]:
    grounds = [g for g in _grounds(names.documents, ("case",), wanted) if g.rule == "case-title"]
    if grounds:
        spelling = Spelling(wanted, "", "", tuple(grounds))
        gathers = wanted in all_names.catch_all
        yield Explanation(municipality, "case", wanted, None, True, 99, 0, (spelling,), (), (), gathers)

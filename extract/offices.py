"""Finds people whom a text names in a public capacity: in an office, of a unit, elected, or taking part in a meeting.

It decides about people alone, not about what they did: who is named so in one document is public in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from .lexicon import alternatives, load
from .model import Candidate, Span
from .project_names import Sighting

OFFICES = frozenset({"attendee", "party-member", "office"})  # the rules that make a person public
_WEIGHT = 30  # tenths of log-odds, as for a given name: an office says no more of what the name is
_LOOK = 140  # characters on either side in which what shows an office begins or ends
# Between people of one row: "Anne Berg, Bo Dahl og Eva Holm".
_AND = re.compile(r",?\s+(?:og|samt|eller|&)\s+|,\s+")
_ACRONYM = r"[A-ZÆØÅ][A-ZÆØÅ0-9]{1,5}"
_UNIT_BEFORE = re.compile(rf"(?<![\w-])(?P<unit>{_ACRONYM})\s*(?:\(|/|,|:|[-–]\s|v/|v\.)\s*\Z")
_UNIT_AFTER = re.compile(rf"\s*(?:,|\(|/|[-–]|,?\s+(?:fra|i|ved))\s*(?P<unit>{_ACRONYM})(?![\w-])")


@dataclass(frozen=True, slots=True)
class _Cues:
    """The word list as patterns; those before a name end where it begins, those after it begin where it ends."""

    title_before: re.Pattern[str]
    title_after: re.Pattern[str]
    row_before: re.Pattern[str]
    row_after: re.Pattern[str]
    party_after: re.Pattern[str]
    private_before: re.Pattern[str]
    private_after: re.Pattern[str]
    heading: frozenset[str]


@cache
def title_pattern() -> str:
    """Return the part of a pattern that matches the title of an office, in small letters: "centerchef"."""
    titles = load("offices")["titles"]
    return rf"(?:{alternatives(titles['words'])}|[\w-]*(?:{alternatives(titles['endings'])}))"


@cache
def _cues() -> _Cues:
    words = load("offices")
    title = title_pattern()
    unit = rf"[\w-]*(?:{alternatives(words['units']['endings'])})"
    links = alternatives(words["titles"]["links"])
    # What a title is of: names of units and bodies, in a few words with a capital or such an ending.
    of = rf"(?:\s+(?:{links})\s+(?:(?:[A-ZÆØÅ][\w-]*|{unit}|og|for|[\w-]+-),?\s+){{1,8}}|,?\s+)"
    phrases = alternatives(words["before"]["phrases"])
    party = rf"{alternatives(words['parties']['names'])}"
    label = rf"{alternatives(words['labels']['words'])}"
    # "firmaet Havn ApS", "Grundejerforeningen Havnen": in a few words behind a title or a name.
    endings, forms = alternatives(words["private"]["endings"]), alternatives(words["private"]["forms"])
    private = rf"(?:[\w&.'-]+[ \t\n]+){{0,4}}?(?:(?i:[\w-]*(?:{endings}))s?|(?:{forms}))(?!\w)"
    return _Cues(
        title_before=re.compile(rf"(?<![\w-])(?i:{title}){of}\Z"),
        title_after=re.compile(rf"\s*(?:,\s*|\(|[-–]\s*|\s(?:er|som)\s+)(?i:den\s+|ny\s+)?(?i:{title})(?![\w-])"),
        row_before=re.compile(
            rf"(?:(?<![\w-])(?:(?i:{phrases})\s*|(?i:{label})[*_]*\s*:[*_]*\s*|(?i:{label})[ \t]*\n\s*"
            rf"|(?:{party})\s*(?::|\(|ved)\s*)|\n[ \t]*/[ \t]*)\Z"
        ),
        row_after=re.compile(
            rf"\)?,?\s*(?:(?:(?i:{alternatives(words['after']['phrases'])})|{words['after']['meeting']})(?!\w)"
            rf"|(?:(?i:fra)|,)\s+(?i:{unit})(?!\w))|[ \t]*\n\s*/[ \t]*[A-ZÆØÅ]"
        ),
        party_after=re.compile(
            rf"\s*\((?:[A-ZÆØÅ]{{1,2}}|(?i:{alternatives(words['parties']['without'])})|{party})?\)"
            rf"|,[ \t]*(?:[A-ZÆØÅ](?=[ \t]*(?:$|[,;\n–-]))|(?i:{alternatives(words['parties']['without'])}))",
            re.MULTILINE,
        ),
        private_before=re.compile(rf"(?<![\w-])(?i:{title})(?:\s+(?:{links}|hos)|,)?\s+{private}[^.;:\n]{{0,40}}\Z"),
        private_after=re.compile(
            rf"(?:\s*(?:,\s*|\(|[-–]\s*|\s(?:er|som)\s+)(?i:den\s+|ny\s+)?(?i:{title}))?"
            rf"(?:\s+(?:{links}|hos)\s+|\s*,\s*|\s*\(){private}"
        ),
        heading=frozenset(word.casefold() for role in ("who", "led") for word in load("tables")["columns"][role]),
    )


def offices(text: str, people: Sequence[Sighting]) -> Iterator[Sighting]:
    """Yield the sightings of those `people` of a text who are named in a public capacity, in the text's order.

    `people` are sightings of names in that order. `about` of a candidate is the acronym of the unit that it rests on
    alone, which is a unit only if the names of the corpus have it; else the empty string.
    """
    in_tables = _in_columns(text)
    for row in _rows(text, people):
        before = text[max(0, row[0][1].start - _LOOK) : row[0][1].start]
        after = text[row[-1][1].end : row[-1][1].end + _LOOK]
        of_all = _of_row(before, after)
        for n, (candidate, span) in enumerate(row):
            found = of_all
            if found is None:
                mine = text[span.end : span.end + _LOOK]
                found = _of_one(before if n == 0 else "", mine)
            if found is None and any(span.start >= cell.start and span.end <= cell.end for cell in in_tables):
                found = ""
            if found is not None:
                yield Candidate("person", candidate.surface, "office", _WEIGHT, found), span


def _rows(text: str, people: Sequence[Sighting]) -> Iterator[list[Sighting]]:
    """The people of a text in the rows that they stand in: "Anne Berg, Bo Dahl og Eva Holm" is one."""
    row: list[Sighting] = []
    for sighting in people:
        if row and not _AND.fullmatch(text, row[-1][1].end, sighting[1].start):
            yield row
            row = []
        row.append(sighting)
    if row:
        yield row


def _of_row(before: str, after: str) -> str | None:
    """What shows an office of all in a row: their unit's acronym, or "" for other cues; None where nothing does."""
    if _cues().row_before.search(before) or _cues().row_after.match(after):
        return ""
    found = _UNIT_BEFORE.search(before) or _UNIT_AFTER.match(after)
    return found["unit"] if found else None


def _of_one(before: str, after: str) -> str | None:
    """The same of one person, by a title before the name, or a title, party or unit behind it."""
    cues = _cues()
    if cues.party_after.match(after):
        return ""
    titled = cues.title_before.search(before) or cues.title_after.match(after)
    if titled and not (cues.private_before.search(before) or cues.private_after.match(after)):
        return ""
    found = _UNIT_AFTER.match(after)
    return found["unit"] if found else None


def _in_columns(text: str) -> list[Span]:
    """The cells of tables in columns whose heading says who is responsible or leads."""
    found: list[Span] = []
    columns: list[bool] = []
    at = 0
    for line in text.splitlines(keepends=True):
        mark = "\t" if "\t" in line else "|"
        cells = line.rstrip("\r\n").split(mark)
        if len(cells) < 2:
            columns = []
        elif any(is_who := [cell.strip(" *_:").casefold() in _cues().heading for cell in cells]):
            columns = is_who
        else:
            start = at
            for n, cell in enumerate(cells):
                if n < len(columns) and columns[n]:
                    found.append(Span(start, start + len(cell)))
                start += len(cell) + 1
        at += len(line)
    return found

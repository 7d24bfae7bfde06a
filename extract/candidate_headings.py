"""The lines that may be headings of items, as a layout family says they look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .blocks import Line, squash
from .openness import ALIKE, plain_title
from .seen import LONGEST_TITLE, ORDINAL, Readings, SeenText, matches

_SENTENCE_END = re.compile(r"[.!?]\Z")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may be the heading of an item. `line` is its place, `first` that of the line the item begins with."""

    line: int
    first: int
    number: str | None
    title_line: int
    title_start: int  # in the text of the title's line
    above: re.Match[str] | None
    case_above: re.Match[str] | None = None


def headings_of(text: SeenText) -> Iterator[Heading]:
    """Yield every line that may be the heading of an item, in order; one line may be read in several ways."""
    form = text.form
    listed = _listed_closed(text) if form.needs_above else {}
    for i, line in enumerate(text.lines):
        above = form.match("item.above", text.lines[i - 1].text) if i else None
        if form.needs_above and not above and not listed:
            continue
        for match in matches(line.text, form):
            number = (match["number"].lstrip("0") or "0") if form.numbered else None
            if form.needs_above and not above:
                entry = listed.get(number or "")
                if entry and squash(match.groupdict().get("title") or "").startswith(entry[1]):
                    yield Heading(i, i, number, i, match.start("title"), entry[0])
                continue
            first = i - 1 if above else i
            title = match.groupdict().get("title")
            if title is not None and form.match("item.openness", title) and not text.cased(i + 1):
                # What stands below "Lukket" may be the case as well as the title, but where open items have it there.
                closed = form.match("item.closed", title)
                own = closed and not (_may_be_title_of_closed(text, i + 1) and _open_above_titles(text))
                title = title if own or _is_next(text, i + 1, number) else None
            if title is not None:
                if not ORDINAL.match(title):
                    yield Heading(i, first, number, i, match.start("title"), above)
            elif form.title == "previous":
                if i and may_be_title(text, i - 1):
                    begin = _title_line(text, i - 1)
                    yield Heading(i, begin, number, begin, _title_start(text, begin), above)
            elif match.groupdict().get("closed") and not _may_be_title_of_closed(text, i + 1):
                yield Heading(i, first, number, i, len(line.text), above)
            elif i + 1 < len(text.lines) and may_be_title(text, i + 1):
                yield Heading(i, first, number, i + 1, _title_start(text, i + 1), above)
            elif i + 1 < len(text.lines) and (text.marks[i + 1] or text.cases[i + 1]):
                yield Heading(i, first, number, i, len(line.text), above)  # the text has lost its title


def _open_above_titles(text: SeenText) -> bool:
    """Whether the heading of some item holds that it is open in the place of its title."""
    titles = (m.groupdict().get("title") or "" for line in text.lines for m in matches(line.text, text.form))
    return any(text.form.match("item.openness", t) and not text.form.match("item.closed", t) for t in titles)


def _may_be_title_of_closed(text: SeenText, i: int) -> bool:
    """Whether a line may be the title of a closed item: not where it ends as a sentence does."""
    return i < len(text.lines) and may_be_title(text, i) and not _SENTENCE_END.search(text.lines[i].text)


def _listed_closed(text: SeenText) -> dict[str, tuple[re.Match[str], str]]:
    """The lines of the contents list that call an item closed, by its number, each with how its title begins.

    They stand for the line that else says so right above the item's heading.
    """
    found: dict[str, tuple[re.Match[str], str]] = {}
    for line in text.lines:
        match = text.form.match("contents.entry", line.text) if len(line.text) <= LONGEST_TITLE else None
        if match and text.form.match("item.closed", match["mark"]):
            found.setdefault(
                match["number"].lstrip("0") or "0", (match, squash(plain_title(match["title"], text.form)[0])[:ALIKE])
            )
    return found


def _is_next(text: SeenText, i: int, number: str | None) -> bool:
    """Whether a line is the heading of the item with the number that follows."""
    later = (match["number"].lstrip("0") for match in matches(text.lines[i].text, text.form)) if number else ()
    return any(each == str(int(number or 0) + 1) for each in later)


def may_be_title(text: SeenText, i: int) -> bool:
    """Return whether a line may be an item's title: short, beginning as words do, and no line of the template."""
    line = text.lines[i].text
    return (
        text.marks[i] is None
        and text.cases[i] is None
        and len(line) <= LONGEST_TITLE
        and (line[0].isalnum() or line[0] in "\"'„“”»«(")
        and not text.form.match("item.no_title", line)
    )


def _title_line(text: SeenText, last: int) -> int:
    """The line on which a title begins that ends on another: the one above, where that does not end a sentence."""
    if not last or not text.lines[last].text[0].islower() or text.form.match("item.no_more", text.lines[last].text):
        return last
    before = text.lines[last - 1].text
    starts = may_be_title(text, last - 1) and before[0].isupper() and before[-1] not in ".:;!?"
    return last - 1 if starts else last


def _title_start(text: SeenText, i: int) -> int:
    """Where the title begins on a line of its own: behind what the line calls it ("Emne:")."""
    label = text.form.lines["item.title_label"].match(text.lines[i].text)
    return label.end() if label else 0


def unglued(text: SeenText, headings: list[Heading], readings: Readings) -> tuple[SeenText, list[Heading]]:
    """Return text and headings with the first heading parted from the contents list, where a line's end is lost."""
    firsts = [text.lines[h.line] for h in headings[:1]]
    for first in firsts:
        for i, line in enumerate(text.lines):
            at = len(line.text) - len(first.text)
            if len(first.text) > 8 and at > 0 and line.text.endswith(first.text) and line.text[at - 1] not in " \t":
                cut = line.start + at
                whole = [
                    *text.lines[:i],
                    Line(line.start, cut, line.first, line.text[:at]),
                    Line(cut, line.end, cut, line.text[at:]),
                    *text.lines[i + 1 :],
                ]
                parted = SeenText(whole, text.form, readings)
                return parted, list(headings_of(parted))
    return text, headings


def with_cases_above(text: SeenText, chain: Sequence[Heading]) -> list[Heading]:
    """Return the headings of items with the case number above them, where the first and most others have one there."""
    above = [text.cases[h.first - 1] if h.first and h.above is None else None for h in chain]
    if not above[0] or not above[0]["number"] or 2 * sum(bool(case) for case in above) <= len(chain):
        return list(chain)
    return [replace(h, first=h.first - 1, case_above=case) if case else h for h, case in zip(chain, above, strict=True)]

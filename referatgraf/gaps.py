"""Puts the gaps and clashes of a graph into lines of text: how many of each kind, then each with its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graph.coverage import Coverage
from graph.findings import Finding, Quote, kinds, name_of

from .messages import message

_LONGEST = 160  # characters of a quotation
_MOST = 4  # quotations of one finding


def told(coverage: Coverage, language: str) -> Iterator[str]:
    """Yield the lines that tell what a graph lacks and where it clashes."""
    counts = Counter(finding.kind for finding in coverage.findings)
    items = sum(meeting.items for meeting in coverage.meetings)
    yield message(language, "coverage", day=coverage.day or "-", meetings=len(coverage.meetings), items=items)
    yield from (f"{counts[kind]:5}  {name_of(kind, language, counts[kind])}" for kind in kinds())
    yield from _lines(coverage, language)
    for kind in kinds():
        of_kind = [finding for finding in coverage.findings if finding.kind == kind]
        if of_kind:
            yield ""
            yield f"{name_of(kind, language)}: {len(of_kind)}"
        if kind == "undecided_item" and of_kind:
            yield from _meetings(coverage, language)
        for finding in of_kind:
            yield from _finding(finding, language)


def _lines(coverage: Coverage, language: str) -> Iterator[str]:
    """How much of the text was understood."""
    lines = sum(source.lines for source in coverage.sources)
    unread = sum(source.unread for source in coverage.sources)
    if lines:
        yield message(language, "coverage_lines", lines=lines, unread=unread, share=round(100 * unread / lines))


def _meetings(coverage: Coverage, language: str) -> Iterator[str]:
    for meeting in coverage.meetings:
        if meeting.undecided or meeting.closed:
            yield "  " + message(
                language,
                "coverage_meeting",
                meeting=meeting.label,
                undecided=meeting.undecided,
                items=meeting.items,
                closed=meeting.closed,
            )


def _finding(finding: Finding, language: str) -> Iterator[str]:
    said = finding.danish if language == "da" else finding.english
    yield f"  {finding.label}: {said}"
    yield from (f"      {_quoted(quote)}" for quote in finding.quotes[:_MOST])
    if len(finding.quotes) > _MOST:
        yield f"      … {len(finding.quotes) - _MOST}"


def _quoted(quote: Quote) -> str:
    words = " ".join(quote.text.split())
    return f"{quote.file} »{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}«"

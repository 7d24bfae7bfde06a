"""Coverage-guided fuzzing of all that reads one file alone: `make fuzz`, or see README.md beside this file.

What is held: a file is either refused with a reason or gives minutes whose every span lies in the text. Nothing else
may be raised. The readers of formats run in this very process, so that their code is guided and their faults are seen.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import atheris

with atheris.instrument_imports(include=["extract"]):
    import extract.read
    from extract.candidates import find_evidence
    from extract.errors import SourceError
    from extract.formats import child, docx, html, pdf  # noqa: F401 - loaded here to be guided
    from extract.limits import Limits
    from extract.model import Span
    from extract.segment import segment
    from extract.typography import reading_text

# Small, so that what is refused for its size is within the fuzzer's reach.
LIMITS = Limits(characters=200_000, inflated_bytes=2_000_000, pages=20, nesting=64)


def _read_here(kind: str, data: bytes, limits: Limits) -> child.Reading:
    """As the child process reads, in this one."""
    try:
        return child.read(kind, data, limits)
    except (MemoryError, RecursionError):
        raise SourceError("too_heavy", "") from None


extract.read.read_guarded = _read_here


def test_one_input(data: bytes) -> None:
    """Read a file as a build does, up to the names it gives evidence of."""
    try:
        source = extract.read.read_source(data, LIMITS)
        reading = reading_text(source.text)
        minutes = segment(reading.text)
    except SourceError:
        return
    evidence = find_evidence(reading.text, minutes)
    for span in (*_spans(minutes), *evidence.places):
        assert 0 <= span.start <= span.end <= len(reading.text), span
        stored = reading.stored(span)
        assert 0 <= stored.start <= stored.end <= len(source.text), (span, stored)


def _spans(value: Any) -> Iterator[Span]:  # noqa: ANN401 - whatever fields a record has
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _spans(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()

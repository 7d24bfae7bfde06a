"""The process that does the reading: takes files from its standard input until that ends, and answers each."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from typing import BinaryIO

from extract.errors import SourceError
from extract.limits import Limits

from .blocks import Reading
from .sniff import DOCX, HTML, PDF, XML


@dataclass(frozen=True, slots=True)
class Request:
    """One file to read: what it is, how many bytes follow, what it may cost."""

    kind: str
    size: int
    limits: Limits

    def line(self) -> bytes:
        """Return the request as a line of JSON, which the bytes of the file follow."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def of(cls, line: bytes) -> Request:
        """Return the request that a line holds."""
        said = json.loads(line)
        return cls(said["kind"], said["size"], Limits(**said["limits"]))


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: a reading, or the reason of a `SourceError`."""

    reading: Reading | None = None
    reason: str = ""
    detail: str = ""

    def framed(self) -> bytes:
        """Return the answer as JSON behind its length in eight bytes."""
        reading = self.reading and (self.reading.text, self.reading.pages, self.reading.elements)
        said = json.dumps((reading, self.reason, self.detail), ensure_ascii=False).encode(errors="replace")
        return len(said).to_bytes(8) + said

    @classmethod
    def of(cls, said: bytes) -> Answer:
        """Return the answer that JSON without its length holds."""
        reading, reason, detail = json.loads(said)
        if reading is None:
            return cls(None, reason, detail)
        text, pages, elements = reading
        return cls(Reading(text, tuple(map(tuple, pages)), tuple(map(tuple, elements))), reason, detail)


def serve() -> None:
    """Answer requests: a line of JSON and the bytes, for a length of eight bytes and JSON."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints is no answer
    requests = sys.stdin.buffer
    while line := requests.readline():
        answers.write(_answer(Request.of(line), requests).framed())
        answers.flush()


def _answer(request: Request, requests: BinaryIO) -> Answer:
    data = requests.read(request.size)
    _hold_to(request.limits)
    try:
        return Answer(read(request.kind, data, request.limits))
    except SourceError as error:
        return Answer(None, error.reason, error.detail)
    except (MemoryError, RecursionError):
        return Answer(None, "too_heavy", megabytes(request.limits))
    except Exception as error:
        return Answer(None, "damaged", type(error).__name__)


def megabytes(limits: Limits) -> str:
    """Return the limit of memory as it is shown."""
    return f"{limits.memory_bytes // 1_000_000} MB"


def read(kind: str, data: bytes, limits: Limits) -> Reading:
    """Return the reading of a file of a kind, in this very process. Raises `SourceError`."""
    if kind == HTML:
        from .html import read_html

        return read_html(data.decode(), limits)
    if kind == XML:
        from .xml import read_xml

        return read_xml(data.decode(), limits)
    if kind == DOCX:
        from .docx import read_docx

        return read_docx(data, limits)
    if kind == PDF:
        from .pdf import read_pdf

        return read_pdf(data, limits)
    raise ValueError(f"kind {kind!r} is none of {HTML}, {XML}, {DOCX}, {PDF}")


def _hold_to(limits: Limits) -> None:
    """Let the system hold this process to the limits, where it can."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    _lower(resource.RLIMIT_AS, limits.memory_bytes, hard)
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + limits.seconds + 1, hard)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what is left of a crash would hold the text


def _lower(what: int, soft: int, hard: int) -> None:
    import resource

    unlimited = resource.RLIM_INFINITY
    resource.setrlimit(what, (soft if hard == unlimited else min(soft, hard), hard))

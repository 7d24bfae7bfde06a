"""The process that does the reading: takes files from its standard input until that ends, and answers each."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

import msgspec

from extract.errors import SourceError
from extract.limits import Limits

from .blocks import Reading
from .sniff import DOCX, HTML, PDF


class Request(msgspec.Struct):
    """One file to read: what it is, how many bytes follow, what it may cost."""

    kind: str
    size: int
    limits: Limits


class Answer(msgspec.Struct):
    """What came of it: a reading, or the reason of a `SourceError`."""

    reading: Reading | None = None
    reason: str = ""
    detail: str = ""


def serve() -> None:
    """Answer requests: a line of JSON and the bytes, for a length of eight bytes and JSON."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints is no answer
    requests = sys.stdin.buffer
    while line := requests.readline():
        request = msgspec.json.decode(line, type=Request)
        answer = msgspec.json.encode(_answer(request, requests))
        answers.write(len(answer).to_bytes(8) + answer)
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


def megabytes(limits: Limits) -> str:
    """Return the limit of memory as it is shown."""
    return f"{limits.memory_bytes // 1_000_000} MB"


def read(kind: str, data: bytes, limits: Limits) -> Reading:
    """Return the reading of a file of a kind, in this very process. Raises `SourceError`."""
    if kind == HTML:
        from .html import read_html

        return read_html(data.decode(), limits)
    if kind == DOCX:
        from .docx import read_docx

        return read_docx(data, limits)
    if kind == PDF:
        from .pdf import read_pdf

        return read_pdf(data, limits)
    raise ValueError(f"kind {kind!r} is none of {HTML}, {DOCX}, {PDF}")


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

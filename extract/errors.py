"""What can go wrong with a file of minutes or a register, each something that its user can act on.

ExtractError
├── SourceError     a file cannot be read as minutes; `reason` is one of `REASONS`
├── RegisterError   a register has faults; `faults` holds every one with its line
├── LexiconError    a data file of words is not as it should be
└── ModelError      a statistical model is not there or cannot be loaded
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

REASONS = (
    "missing",
    "unreadable",
    "not_a_file",
    "too_large",
    "empty",
    "not_text",
    "not_minutes",
    "unsupported",
    "encrypted",  # a password is needed
    "damaged",  # cut short, or not what its first bytes say
    "no_text",  # pages of pictures
    "too_many_pages",
    "too_long",
    "too_many_lines",
    "too_many_items",
    "too_deep",
    "expands",
    "too_slow",
    "too_heavy",
)


class ExtractError(Exception):
    """A fault whose message names the thing and says what to do."""


class SourceError(ExtractError):
    """A file cannot be read as minutes. The message for people is made where it is shown."""

    def __init__(self, reason: str, detail: str = "") -> None:
        if reason not in REASONS:
            raise ValueError(f"reason {reason!r} is none of {', '.join(REASONS)}")
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True, order=True)
class RegisterFault:
    """One thing wrong with a register: the line (1 is the first, 0 the file as a whole) and what is wrong with it."""

    line: int
    rule: str  # its name in `extract/lexicon/register.toml`
    danish: str
    english: str


class RegisterError(ExtractError):
    """A register has faults. The message has a line for each of them: file, line number, what is wrong."""

    def __init__(self, name: str, faults: Iterable[RegisterFault]) -> None:
        self.name = name
        self.faults = sorted(set(faults))
        super().__init__(self.text("en"))

    def text(self, language: str) -> str:
        """Return the message in a language (`da`, `en`)."""
        return "\n".join(
            f"{self.name}:{fault.line}: {said}" if fault.line else f"{self.name}: {said}"
            for fault in self.faults
            for said in [fault.danish if language == "da" else fault.english]
        )


class LexiconError(ExtractError):
    """A data file of words is not as it should be."""


class ModelError(ExtractError):
    """A statistical model is not there, or cannot be loaded. One line: what was looked for, and what to do."""

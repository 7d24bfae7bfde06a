"""What can go wrong with a file of minutes, each something that its user can act on.

ExtractError
├── SourceError     a file cannot be read as minutes; `reason` is one of `REASONS`
├── LexiconError    a data file of words is not as it should be
└── ModelError      a statistical model is not there or cannot be loaded
"""

from __future__ import annotations

REASONS = (
    "missing",
    "unreadable",
    "not_a_file",
    "too_large",
    "empty",
    "not_text",
    "not_minutes",
    "unsupported",
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


class LexiconError(ExtractError):
    """A data file of words is not as it should be."""


class ModelError(ExtractError):
    """A statistical model is not there, or cannot be loaded. One line: what was looked for, and what to do."""

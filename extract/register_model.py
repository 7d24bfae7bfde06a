"""The records of a register: what someone has decided about names and statements. Imports nothing of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

STATEMENT = "statement"  # the kind of a line that is about no name, but about what is said of one
_CLAIM = re.compile(r"(?P<predicate>[a-z][A-Za-z]*) ?: ?(?P<object>\S.*)")


@dataclass(frozen=True, slots=True, order=True)
class RegisterLine:
    """One decision about a name or a statement. Lines are equal when they say the same, wherever they stand.

    `action` and `kind` are the English words whatever the file has; the action of a line that waits for a
    decision is the empty string. What is not said is empty too. Days are ISO; `valid_from` and `valid_to`
    may be a year or a month (`2014`, `2014-05`).
    """

    number: int = field(compare=False)  # of the line in the file, from 1
    action: str
    kind: str
    name: str
    other: tuple[str, ...] = ()  # sorted
    valid_from: str = ""
    valid_to: str = ""
    note: str = ""
    by: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """A register without faults: each decision once, in an order that does not depend on the file's."""

    lines: tuple[RegisterLine, ...]
    digest: str  # SHA-256 of what the lines say, hexadecimal
    undecided: int  # how many lines wait for a decision

    @property
    def names(self) -> tuple[RegisterLine, ...]:
        """The lines about names."""
        return tuple(line for line in self.lines if line.kind != STATEMENT)

    @property
    def statements(self) -> tuple[RegisterLine, ...]:
        """The lines about statements."""
        return tuple(line for line in self.lines if line.kind == STATEMENT)


def claim_of(other: str) -> tuple[str, str] | None:
    """Return the predicate and the object's name of a statement as a line has it, None where it is none.

    >>> claim_of("ownedBy: Havnecentret")
    ('ownedBy', 'Havnecentret')
    """
    match = _CLAIM.fullmatch(other)
    return (match["predicate"], match["object"]) if match else None

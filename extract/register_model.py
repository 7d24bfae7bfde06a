"""The records of a register: what someone has decided about names. Imports nothing of ours, as `model` does."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class RegisterLine:
    """One decision about a name. Lines are equal when they say the same, wherever they stand.

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

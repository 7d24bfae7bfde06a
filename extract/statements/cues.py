"""Cue phrases as patterns: how the word lists write them, and which mentions a match of one holds."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..lexicon import load
from ..model import Node
from .view import Signed

_END = re.compile(r"\{(?P<end>[a-z])(?P<further>\d?):(?P<signs>[A-Z]+)(?P<many>[+*]?)\}")
_GAP = re.compile(r"\{gap(?::(\d+))?\}")
_OWN = "{own}"
_SIGN = re.compile(r"⟦([A-Z])(\d+)⟧")
_LINK = r"(?:\s*,\s*(?!og\b)(?:samt\s+)?|\s+og\s+|\s+samt\s+|\s*/\s*|\s+eller\s+)"


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a cue of a word list as a pattern for signed sentences.

    {s:PU} is one sign of these kinds, {o:U+} a row of them, {o:P*} all that follow to the clause's end, each by
    the letter of what it is to the cue; {gap} is some words without another sign; {own} at a sentence's head is a
    definite word for an undertaking (*projektet*, *målingen*).
    """
    numbers = iter(range(99))

    def end(match: re.Match[str]) -> str:
        # A group's name is the end's letter, a number, and the kinds that it holds.
        signs, name = match["signs"], f"{match['end']}{next(numbers)}_{match['signs']}"
        one = f"⟦[{signs}]\\d+⟧(?:s|['’]s)?"
        if match["many"] == "*":
            return f"(?P<{name}>(?:[^.;:\\n]*?{one})+)"
        if match["many"] == "+":
            # "X (BAC), Y (BURC)": what stands in brackets behind a name in a row is said of that name alone.
            bracketed = one + r"(?:\s*\([^()]*\))?"
            return f"(?P<{name}>{bracketed}(?:{_LINK}{bracketed})*)"
        return f"(?P<{name}>{one})"

    filled = _END.sub(end, pattern.replace(_OWN, load("topics")["own_head"]))
    return re.compile(_GAP.sub(lambda m: rf"[^.;:⟦⟧\n]{{0,{m[1] or 60}}}?", filled))


def kinds_needed(pattern: str) -> tuple[frozenset[str], ...]:
    """Return, for each end that a cue cannot do without, the signs that may stand for it.

    An end with a number ({o2:U}) is a further one, which a sentence may lack.
    """
    return tuple(frozenset(match["signs"]) for match in _END.finditer(pattern) if not match["further"])


def hints_in(pattern: re.Pattern[str], hints: Iterable[str]) -> tuple[str, ...]:
    """Return those hints of a cue that are written in one of its patterns, which cannot fit without one of them."""
    written = pattern.pattern.lower()
    return tuple(hint for hint in hints if hint in written)


def named(match: re.Match[str], end: str, signed: Signed) -> list[Node]:
    """Return the things that the groups of one end hold, in order, each once."""
    found: dict[Node, None] = {}
    for name, value in match.groupdict().items():
        if name.startswith(end) and value:
            kinds = name.partition("_")[2]
            numbers = [int(number) for sign, number in _SIGN.findall(value) if sign in kinds]
            found |= {signed.mentions[number].node: None for number in numbers}
    return list(found)

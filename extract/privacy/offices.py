"""Whether the telephone number at a place is an office's: its name stands right before, and no one's before that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..lexicon import alternatives, load

_FAR = 110  # characters before a number that the name of an office and its address may take
_ADDRESS = (
    r"(?:,?[ \t]*\n?[ \t]*[^\W\d_][^\d,\n]{1,30} \d{1,3}[A-Za-z]?)?(?:,?[ \t]*\n?[ \t]*\d{4} [^\W\d_][\w ]{1,20})?"
)
_CAPITAL = "[A-ZÆØÅÉÖÄÜ]"
# A name of someone that stands apart: "Anne Berg, kommunen", or in a line above.
_NAME = re.compile(rf"{_CAPITAL}[\w.'-]*(?: {_CAPITAL}[\w.'-]*){{1,4}}")
_FIRST_NAME = re.compile(rf"(?:^|[,\n])[ \t]*{_CAPITAL}[\w'-]*,[ \t]*\Z")  # "Anne, kommunen"
_APART = re.compile(r"[,:()\n\t|–]|\s-\s")


@dataclass(frozen=True)
class _Patterns:
    office: re.Pattern[str]
    behind: re.Pattern[str]
    person: re.Pattern[str]


@cache
def telephone_word() -> str:
    """Return the part of a pattern that matches a word for a telephone with what may stand between it and a number."""
    phone = load("privacy")["telephone"]
    cue = rf"(?<![^\W_])(?i:(?:{alternatives(phone['cue'])})(?![^\W_])|(?:{alternatives(phone['short'])})[.:])"
    fill = rf"(?:[\s.:()_/-]{{0,4}}(?i:{alternatives(phone['fill'])})(?!\w)){{0,2}}"
    return rf"{cue}{fill}[\s.:()_-]{{0,4}}"


@cache
def _patterns() -> _Patterns:
    phone = load("privacy")["telephone"]
    endings = alternatives(phone["office_endings"])
    return _Patterns(
        office=re.compile(rf"(?<!\w)(?i:{alternatives(phone['office'])}|[\w-]*(?:{endings}))(?!\w)"),
        behind=re.compile(
            rf"{_ADDRESS}[ \t,:()–-]{{0,4}}(?:\r?\n[ \t]*)?(?i:(?:på|har|ved|via)\s+)?(?:{telephone_word()})?\Z"
        ),
        person=re.compile(rf"(?<!\w)(?i:{alternatives(phone['person'])})(?!\w)"),
    )


def is_office_before(text: str, number: int) -> bool:
    """Return whether the name of an office stands before the number at a place, and nobody's name before that."""
    patterns = _patterns()
    begin = max(0, number - _FAR)
    words = list(patterns.office.finditer(text, begin, number))
    if not words or not patterns.behind.match(text, words[-1].end(), number):
        return False
    return not _is_someones(text[begin : words[-1].start()], text[words[-1].start()], patterns)


def _is_someones(before: str, first: str, patterns: _Patterns) -> bool:
    """Whether what stands before an office, whose name begins with a letter, names someone in the same sentence."""
    sentence = re.split(r"[.;!?]\s|\n\s*\n", before)[-1]
    if patterns.person.search(sentence.rsplit("\n", 1)[-1]) or (first.islower() and _FIRST_NAME.search(sentence)):
        return True
    *apart, _ = _APART.split(sentence)  # the last part belongs to the office: "Nyby" of "Nyby Kommune"
    return any(_NAME.fullmatch(part.strip()) and not patterns.office.search(part) for part in apart)

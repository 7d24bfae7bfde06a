"""Civil registration numbers (CPR) in every writing that is found in practice, and what only looks like one.

Six digits that are a date and four more. Since 2007 numbers are given out that fail the check of modulus 11, so a
failed checksum never acquits; replacement numbers add 60 to the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..lexicon import alternatives, load
from .view import View

# Blanks between the date and the last four digits: two, or a line's end with what indents the next line.
_GAP = r"(?:[ \t]*(?:\r?\n|\f|\v)[ \t]*(?:\r?\n[ \t]*)?|[ \t]{0,2})"
_DASH = rf"{_GAP}(?:[-./_|]|%2[DdFfEe]){_GAP}"
_CLOSED = r"[)\]]?"
_LAST = r"[(\[]?(?P<last>\d{4})(?!\d)"
_BEFORE = r"(?<!\d)"
# The start of a match is looked for at every place, so that a number is seen behind another that overlaps it.
_NUMBER = re.compile(
    rf"{_BEFORE}(?=(?P<number>(?P<day>\d\d)(?P<sep>[. ]?)(?P<month>\d\d)"
    rf"(?:[. ]?\d\d{_CLOSED}(?P<joint>{_DASH})|(?P=sep)\d\d{_CLOSED}(?P<gap>%20|{_GAP})){_LAST}))"
)  # "2012 222359" is a year and a number: without a dash the parts of the date are parted alike
# The date parted as dates are ("31-12-99-1234", "31/12-99-1234"), or with its century: then the dash before the last
# four is needed; and each digit by itself, as type is spaced out.
_DATED = re.compile(rf"{_BEFORE}(?=(?P<number>(?P<day>\d\d)[-/_.](?P<month>\d\d)[-/_.]\d\d(?P<joint>{_DASH}){_LAST}))")
_SPACED_OUT = re.compile(
    r"(?<!\d)(?<!\d )(?=(?P<number>(?P<day>\d \d) (?P<month>\d \d) \d \d(?P<joint> ?- ?)(?P<last>\d \d \d \d)(?! ?\d)))"
)
_CENTURY = re.compile(
    rf"{_BEFORE}(?=(?P<number>(?P<day>\d\d)(?P<sep>[-./ ]?)(?P<month>\d\d)(?P=sep)(?:19|20)\d\d(?P<joint>-)"
    r"(?!(?:19|20)\d\d)(?P<last>\d{4})(?!\d)))"
)
_BLANK = re.compile(r"[ \t]{1,2}\Z")
_TIME = re.compile(r"(?:[01]\d|2[0-3])[0-5][05]\Z")
_RUNNING_NUMBER = re.compile(r"/\d\d(?!\d)")
_DAYS = re.compile(r"\d\d[-/.]\d\d[-/.](?:0[1-9]|1[0-2])[-/.](?:19|20)\d\d")  # two days of a month: "04/05-02-2016"
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_TOKEN = re.compile(r"[0-9a-z]+", re.IGNORECASE)
_HASH = re.compile(r"(?=.*[a-f])(?:[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})")
_LOOK_BACK = 40  # characters in which a word that says what the number is may stand
_FIRST_REPLACED, _MONTHS = 61, range(1, 13)


@dataclass(frozen=True)
class _Words:
    """The words before a number that say what it is."""

    number: re.Pattern[str]  # it is a registration number, whatever digits follow, in whatever parts
    named: re.Pattern[str]  # it may be one: nothing acquits it
    production_unit: re.Pattern[str]
    day: re.Pattern[str]
    case: re.Pattern[str]


@cache
def _words() -> _Words:
    data = load("privacy")["registration"]
    ending = r"[\s.:;=(\[-]{0,4}\Z"
    said = rf"(?i:{alternatives(data['said'])})"
    following = rf"(?i:[\s.-]{{0,2}}(?:{alternatives(data['number'])}))?"
    return _Words(
        number=re.compile(rf"{said}{following}[\s.:;=(\[\"'-]{{0,6}}(?P<number>\d(?:[ \t.\-/_]{{0,2}}\d){{9}})"),
        named=re.compile(said),
        production_unit=re.compile(rf"(?<!\w)(?i:{alternatives(data['production_unit'])}){ending}"),
        day=re.compile(rf"(?<!\w)(?i:{alternatives(data['day'])}){ending}"),
        case=re.compile(rf"(?<!\w)(?i:{alternatives(data['case'])}){ending}"),
    )


def find_registration_numbers(view: View) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a view that are registration numbers; they may overlap.

    What has the shape and no possible date (day 1–31 or 61–91, month 1–12) is one only behind a word that says so.
    """
    text = view.text
    for match in _words().number.finditer(text):
        yield match.span("number")
    for pattern in (_NUMBER, _DATED, _CENTURY, _SPACED_OUT):
        for match in pattern.finditer(text):
            if _is_date(match["day"], match["month"]) and not _is_other(text, match):
                yield match.span("number")


def _is_date(day: str, month: str) -> bool:
    return _number(month) in _MONTHS and (1 <= _number(day) <= 31 or _FIRST_REPLACED <= _number(day) <= 91)


def _number(digits: str) -> int:
    return int(digits.replace(" ", ""))


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Whether what stands around a number says that it is something else."""
    start, end = match.span("number")
    words, before = _words(), text[max(0, start - _LOOK_BACK) : start]
    if _number(match["day"]) >= _FIRST_REPLACED:
        return _in_hash(text, start)
    if words.named.search(before):
        return False
    if _DAYS.fullmatch(match["number"]):
        return True
    joint = match["joint"] or match.groupdict().get("gap") or ""
    if _BLANK.match(joint):
        # "den 120516 1250", "godkendt 300409 7328/09"
        is_time = bool(_TIME.match(match["last"]))
        return bool((is_time and words.day.search(before)) or _RUNNING_NUMBER.match(text, end))
    if not joint and match["number"].isdigit() and match["number"].startswith("1"):
        return bool(words.production_unit.search(before)) or _in_hash(text, start)
    if "." in match["number"][:6] and _YEAR.match(match["last"]) and words.case.search(before):
        return True  # a number of the municipalities' classification and a year
    return _in_hash(text, start)


def _in_hash(text: str, start: int) -> bool:
    """Whether a place is inside a long hexadecimal number, as programs give names."""
    begin = start
    while begin and start - begin < 128 and text[begin - 1].isascii() and text[begin - 1].isalnum():
        begin -= 1
    token = _TOKEN.match(text, begin)
    return bool(token and _HASH.fullmatch(token.group().lower()))

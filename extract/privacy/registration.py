"""Civil registration numbers (CPR) in every writing that is found in practice, and what only looks like one.

Six digits that are a date and four more. Since 2007 numbers are given out that fail the check of modulus 11, so a
failed checksum never acquits; replacement numbers add 60 to the day. The seventh digit tells the century: who is born
in 2000 or later has 4–9 there, so a day of a meeting and a clock time would be of someone born a century ago.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..lexicon import alternatives, load
from .digits import Groups, Numeral, groups_of, loose, numerals
from .view import View

_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5][05]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RUNNING_NUMBER = re.compile(r"/\d")
_TOWN = re.compile(r"[ \t]{1,3}[^\W\d_a-zæøå][^\W\d_]")
_TOKEN = re.compile(r"[0-9a-z]+", re.IGNORECASE)
_HASH = re.compile(r"(?=.*[a-f])(?:[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})")
_SECOND_DAY = re.compile(r"[-./]\d\d?(?!\d)")
_SENTENCE_END = re.compile(r"\.\s+")
_LOOK_BACK = 40  # characters in which a word that says what the number is may stand
_FAR_BACK = 90  # characters that a list of numbers behind one word may take
_BEHIND = 4
_FIRST_REPLACED = 61
_MEETINGS = range(7, 30)  # years in which minutes were published on the web, and few alive were born a century before
_BEGUN = re.compile(r"\d[\d ./]*-\d{0,3}\s*\Z")
_CELL = re.compile(r"(?:(?<=\t)|(?<![^\n]))[^\t]*")


@dataclass(frozen=True)
class _Words:
    """The words about a number that say what it is."""

    number: re.Pattern[str]  # it is a registration number, whatever digits follow, in whatever parts
    named: re.Pattern[str]  # it may be one: nothing acquits it
    production_unit: re.Pattern[str]
    day: re.Pattern[str]
    case: re.Pattern[str]
    subject: re.Pattern[str]
    period: re.Pattern[str]
    counted: re.Pattern[str]


@cache
def _words() -> _Words:
    words = load("privacy")
    data = words["registration"]
    said = rf"(?i:{alternatives(data['said'])})"
    born = rf"(?<!\w)(?i:{alternatives(data['born'])})(?!\w)"
    following = rf"(?i:[\s.-]{{0,2}}(?:{alternatives(data['number'])}))?"
    counted = rf"[ \t]?(?i:{alternatives(words['telephone']['counted'])})(?!\w)"
    return _Words(
        number=re.compile(rf"{said}{following}[\s.:;=(\[\"'-]{{0,6}}(?P<number>\d(?:[ \t.\-/_]{{0,2}}\d){{9}})"),
        named=re.compile(rf"{said}|{born}"),
        production_unit=_before(data["production_unit"]),
        day=_before(data["day"]),
        case=_before(data["case"]),
        subject=_before(data["subject"]),
        period=_before(data["period"]),
        counted=re.compile(counted),
    )


def _before(words: list[str]) -> re.Pattern[str]:
    """A pattern for the words right before a number, or before others of its kind that stand before it."""
    others = r"(?:[\d./ -]{4,22}(?:,|;|og|samt|/)\s{0,3}){0,4}"
    return re.compile(rf"(?<![^\W_])(?i:{alternatives(words)})[\s.:;=()\[\]#_-]{{0,5}}{others}\Z")


def find_registration_numbers(view: View) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a view that are registration numbers; they may overlap.

    What has the shape and no possible date (day 1–31 or 61–91, month 1–12) is one only behind a word that says so.
    """
    text = view.text
    for match in _words().number.finditer(text):
        yield match.span("number")
    groups = groups_of(text)
    if len(groups.spans) == 0:
        return
    named = [match.span() for match in _words().named.finditer(text)]
    for numeral in numerals(groups):
        if not _is_other(groups, numeral, named):
            yield numeral.start, numeral.end
    yield from _called(groups, named)
    yield from _in_columns(text)


def _called(groups: Groups, named: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Numbers in whatever parts near a word that names such numbers."""
    begins = [start for start, _ in groups.spans]
    last = -1
    for _, end in named:
        first = bisect_left(begins, end)
        for at in range(max(first, last + 1), bisect_right(begins, end + _LOOK_BACK)):
            last = at
            for numeral in loose(groups, at):
                yield numeral.start, numeral.end


def _is_named(text: str, numeral: Numeral, named: list[tuple[int, int]]) -> bool:
    """Whether a word that names such numbers stands shortly before a number or right behind it."""
    at = bisect_right(named, (numeral.start, len(text)))
    if at and numeral.start - named[at - 1][1] <= _LOOK_BACK:
        return True
    if at == len(named) or named[at][0] - numeral.end > _BEHIND:
        return False
    return not re.search(r"\w", text[numeral.end : named[at][0]])


def _is_other(groups: Groups, numeral: Numeral, named: list[tuple[int, int]]) -> bool:
    """Whether what stands around a number says that it is something else."""
    text = groups.text
    if _in_hash(text, numeral.start):
        return True
    if _is_named(text, numeral, named):
        return False
    begin = _begin_of_reference(text, numeral.start)
    before = text[max(0, begin - _FAR_BACK) : begin]
    dotted = numeral.is_parted and all("." in gap for gap in numeral.between)
    if dotted and _words().subject.search(before):
        return True
    if numeral.day >= _FIRST_REPLACED:
        return False
    return _is_reference(numeral, before) or _is_day(text, numeral, before) or _is_amount(text, numeral)


def _begin_of_reference(text: str, start: int) -> int:
    """Where the reference begins that a number is a part of: no blanks in it, nor letters."""
    begin = start
    while begin and start - begin < _LOOK_BACK and (text[begin - 1].isdigit() or text[begin - 1] in "-./"):
        begin -= 1
    return begin


def _is_reference(numeral: Numeral, before: str) -> bool:
    """Whether a word says that a number is a case's, a document's or a place of work's."""
    words = _words()
    if numeral.shape == (10,) and words.production_unit.search(before):
        return True
    if numeral.shape[0] == 4 and numeral.shape[1:3] != (2, 2) and 19 <= numeral.day <= 20:  # a year and numbers
        return True
    alive = numeral.year >= 30 or numeral.last[0] in "456789"
    as_people_have_it = alive and numeral.shape == (6, 4) and numeral.joint == "-"
    return not as_people_have_it and bool(words.case.search(before))


def _is_day(text: str, numeral: Numeral, before: str) -> bool:
    """Whether the date is a day of a meeting or of a period, and the four digits behind it are something else."""
    blank, is_year = not numeral.joint.strip(), bool(_YEAR.fullmatch(numeral.last))
    if blank and numeral.joint and _RUNNING_NUMBER.match(text, numeral.end):
        return True  # "godkendt 300409 7328/09"
    if is_year and (_words().period.search(before) or (numeral.is_parted and 1 <= numeral.year <= 12)):
        return True  # two days of a month: "04/05-02-2016"
    if is_year and numeral.is_parted and _SECOND_DAY.match(text, numeral.end):
        return True  # "1999-05-01;2003-12-31"
    if numeral.century == 20 and numeral.last[0] in "0123":
        return True  # nobody who was born in 2000 or later has such a number
    if numeral.year not in _MEETINGS or numeral.century == 19:
        return False
    if _CLOCK.fullmatch(numeral.last) and (numeral.joint or numeral.century):
        return True
    if numeral.is_parted:
        ends = bool(re.search(r"[\n\f\v]", numeral.joint))
        follows = (blank and (ends or numeral.century)) or _SENTENCE_END.fullmatch(numeral.joint)
        if is_year or follows or (blank and _is_tail(text, numeral.start)):
            return True
    is_old = numeral.last[0] in "0123"
    return blank and bool(_TOWN.match(text, numeral.end)) and (is_old or bool(_words().day.search(before)))


def _is_tail(text: str, start: int) -> bool:
    """Whether digits stand before a place with only a sign between, as in "10.15-12.10"."""
    return start > 1 and text[start - 1] in ".:-/" and text[start - 2].isdigit()


def _is_amount(text: str, numeral: Numeral) -> bool:
    """Whether two numbers that stand in cells beside each other, or before a unit, are sums."""
    if not numeral.joint.strip(" \t|") and _words().counted.match(text, numeral.end):
        return numeral.joint != ""
    is_cell = "\t" in numeral.joint or "|" in numeral.joint
    round_ones = numeral.year == 0 and numeral.last.endswith("00")
    return numeral.shape == (6, 4) and is_cell and round_ones


def _in_columns(text: str) -> Iterator[tuple[int, int]]:
    """Numbers that a narrow column breaks at their hyphen: the rest stands in the next line's cell below."""
    if "-\t" not in text and not re.search(r"-\d{0,3}\t", text):
        return
    above: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        cells = [(at + cell.start(), cell.group()) for cell in _CELL.finditer(line)] if "\t" in line else []
        yield from _below(above, cells)
        above, at = cells, at + len(line) + 1


def _below(above: list[tuple[int, str]], cells: list[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    for (first, upper), (second, lower) in zip(above, cells, strict=False):
        begun = _BEGUN.search(upper, max(0, len(upper) - _LOOK_BACK))
        rest = re.match(r"\s{0,40}\d{1,4}(?!\d)", lower)
        if not begun or not rest:
            continue
        joined = f"{upper[begun.start() :]}\n{rest.group()}"
        edge = len(upper) - begun.start()
        for numeral in numerals(groups_of(joined)):
            if numeral.start < edge < numeral.end:
                yield first + begun.start() + numeral.start, first + len(upper.rstrip())
                yield second, second + numeral.end - edge - 1


def _in_hash(text: str, start: int) -> bool:
    """Whether a place is inside a long hexadecimal number, as programs give names."""
    begin = start
    while begin and start - begin < 128 and text[begin - 1].isascii() and text[begin - 1].isalnum():
        begin -= 1
    token = _TOKEN.match(text, begin, begin + 300)
    return bool(token and _HASH.fullmatch(token.group().lower()))

"""Groups of digits and what stands between them: the ways in which ten digits of one number come apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_ESCAPED = "%2[0-9A-Fa-f]|&#x?[0-9A-Fa-f]{2,4};"  # of an address, of a web page: their digits are none of the text's
_GROUP = re.compile(rf"{_ESCAPED}|\d+")
# What parts a date: blanks, a cell's or a line's end, up to two signs with blanks about them.
_IN_DATE = re.compile(r"[ \t\r\n\f\v]{0,40}(?:[-./_|]{1,2}[ \t\r\n\f\v]{0,40})?|%2[0DdFfEe]")
# What parts the date from the last four: brackets too; signs that sentences are made of only without blanks.
_ENTITY = "&(?:[a-z]{2,7}|#x?[0-9a-f]{2,4});"
_BEFORE_LAST = re.compile(
    rf"[)\]]?[ \t\r\n\f\v]{{0,40}}(?:(?:[-./_|…] ?|{_ENTITY}){{1,4}}[ \t\r\n\f\v]{{0,40}})?[(\[]?"
    r"|[-:;,+='\\~*#._]{1,3}|%2[0-9A-Fa-f]",
    re.IGNORECASE,
)
_ANY = re.compile(
    rf"(?:[^\w\r\n\f\v]|_|{_ENTITY}|%2[0-9A-Fa-f]){{0,12}}(?:\r?\n|\f|\v)?(?:[^\w]|_){{0,12}}", re.IGNORECASE
)
_LINE_END = re.compile(r"\r\n|[\n\f\v\r]")
_BROKEN = re.compile(r" |[ \t]{0,40}(?:\r?\n|\f|\v)[ \t]{0,40}")
_OF_DATES = frozenset({".", "-", "/"})  # a date goes on
_LONGEST_GAP = 90


@dataclass(frozen=True, slots=True)
class Numeral:
    """Ten digits that may be one number, whose date is parted as `parts` and whose last four begin behind `joint`."""

    start: int
    end: int
    day: int
    month: int
    year: int  # of the century
    century: int  # 0 where it is not written
    last: str
    joint: str
    between: tuple[str, ...]  # what parts the date
    shape: tuple[int, ...]  # how many digits stand together

    @property
    def is_parted(self) -> bool:
        """Whether the date is written as dates are, in three parts."""
        return len(self.between) > 1


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of digits of a text: where each begins and ends, and what stands behind it up to the next."""

    text: str
    spans: list[tuple[int, int]]

    def gap(self, at: int) -> str | None:
        """Return what stands between a group and the next; None where there is none or it is long."""
        if at < 0 or at + 1 >= len(self.spans):
            return None
        start, end = self.spans[at][1], self.spans[at + 1][0]
        return None if end - start > _LONGEST_GAP else self.text[start:end]

    def length(self, at: int) -> int:
        """Return how many digits a group has; 0 where there is none."""
        return self.spans[at][1] - self.spans[at][0] if 0 <= at < len(self.spans) else 0


def groups_of(text: str) -> Groups:
    """Return the groups of digits of a text. A zero before a date, and two numbers in one group, are told apart."""
    spans: list[tuple[int, int]] = []
    for match in _GROUP.finditer(text):
        start, end = match.span()
        if not text[start].isdecimal():
            continue
        if end - start in (7, 11) and text[start] == "0":
            start += 1
        if end - start == 10 and spans and spans[-1][1] - spans[-1][0] == 6 and start - spans[-1][1] == 1:
            spans += [(start, start + 4), (start + 4, end)]  # "010190-1234010190-1234"
        else:
            spans.append((start, end))
    return Groups(text, spans)


# How many digits stand together: of the date, and of the last four.
_DATES = ((6,), (2, 2, 2), (2, 4), (4, 2), (8,), (2, 2, 4), (4, 4), (4, 2, 2))
_LASTS = ((4,), (2, 2))
_SHAPES = {
    (*date, *last): len(date) for date in _DATES for last in _LASTS if sum(date) == 6 or last == (4,)
} | {(10,): 0, (12,): 0, (4, 6): 0}  # fmt: skip
_BEGINNINGS = {shape[:n] for shape in _SHAPES for n in range(1, len(shape) + 1)}
_WHOLE = {10, 12}


def numerals(groups: Groups) -> Iterator[Numeral]:
    """Yield what may be a number with a date in it, in the order of where it begins; they may overlap."""
    for first in range(len(groups.spans)):
        shape: tuple[int, ...] = ()
        gaps: list[str] = []
        for at in range(first, first + 5):
            shape += (groups.length(at),)
            if shape not in _BEGINNINGS:
                break
            if shape in _SHAPES:
                yield from _regular(groups, first, shape, gaps)
            gap = groups.gap(at)
            if gap is None:
                break
            gaps.append(gap)
        if groups.length(first) == 6:
            yield from _broken(groups, first)
    yield from _singles(groups)


def _regular(groups: Groups, first: int, shape: tuple[int, ...], gaps: list[str]) -> Iterator[Numeral]:
    dated = _SHAPES[shape]
    if not dated:
        if len(shape) == 2 and not (_IN_DATE.fullmatch(gaps[0]) and _lines(gaps) <= 1):
            return
        yield from _read(groups, first, shape, "", (), whole=True)
        return
    between, joint, behind = tuple(gaps[: dated - 1]), gaps[dated - 1], gaps[dated:]
    if not all(map(_IN_DATE.fullmatch, between)) or not _BEFORE_LAST.fullmatch(joint) or _lines(gaps) > 1:
        return
    if any(gap.strip(" \t\r\n\f\v") for gap in behind) or (dated == 2 and not joint.strip()):
        return
    if shape == (2, 2, 2, 2, 2) and _is_series(groups, first, gaps):
        return
    yield from _read(groups, first, shape, joint, between)


def _lines(gaps: list[str]) -> int:
    """How many of the gaps end a line. One that ends two counts so, unless a sign says that the number goes on."""
    return sum(
        1 if gap.strip() or (len(gaps) == 1 and len(ends) <= 2) else len(ends)
        for gap in gaps
        if (ends := _LINE_END.findall(gap))
    )


def _is_series(groups: Groups, first: int, gaps: list[str]) -> bool:
    """Whether five pairs of digits are some of more, parts of several dates, or numbers that follow one another."""
    last = first + 4
    blanks = " \r\n\f\v" if any(map(_LINE_END.search, gaps)) else " "
    for other, gap, inner in ((first - 1, first - 1, gaps[0]), (last + 1, last, gaps[-1])):
        beside = groups.gap(gap)
        if beside is None or (groups.length(other) > 2 and beside not in _OF_DATES):
            continue
        if beside in _OF_DATES or beside.strip(blanks) == inner.strip(blanks):
            return True
    values = [int(groups.text[start:end]) for start, end in groups.spans[first : last + 1]]
    return len({b - a for a, b in pairwise(values)}) == 1


def _broken(groups: Groups, first: int) -> Iterator[Numeral]:
    """A number with a sign before its last four that a line's end or a blank breaks: "010190-12⏎34"."""
    two, three = groups.length(first + 1), groups.length(first + 2)
    before, behind = groups.gap(first), groups.gap(first + 1)
    if two + three != 4 or before is None or behind is None:
        return
    if before.strip() and _BEFORE_LAST.fullmatch(before) and _lines([before]) == 0 and _BROKEN.fullmatch(behind):
        yield from _read(groups, first, (6, two, three), before, ())


def _singles(groups: Groups) -> Iterator[Numeral]:
    """Ten digits each by itself, as type is spaced out or forms are filled in; of more than twelve none is a number."""
    count, at = len(groups.spans), 0
    while at < count:
        end, kinds = at, set[str]()
        while end < count and groups.length(end) == 1:
            end += 1
            gap = groups.gap(end - 1)
            if gap is None or not _IN_DATE.fullmatch(gap) or len(kinds | {gap.strip(" ")}) > 2:
                break
            kinds.add(gap.strip(" "))
        for first in range(at, end - 9) if end - at <= 12 else ():
            yield from _read(groups, first, (1,) * 10, "", ())
        at = max(end, at + 1)


def _read(
    groups: Groups, first: int, shape: tuple[int, ...], joint: str, between: tuple[str, ...], *, whole: bool = False
) -> Iterator[Numeral]:
    spans = groups.spans[first : first + len(shape)]
    digits = "".join(groups.text[start:end] for start, end in spans)
    start, end = spans[0][0], spans[-1][1]
    if whole and len(spans) == 2:
        joint = groups.text[spans[0][1] : spans[1][0]]
    for day, month, century, year in _dates(digits[:-4]):
        if is_date(day, month):
            yield Numeral(start, end, day, month, year, century, digits[-4:], joint, between, shape)


def _dates(digits: str) -> Iterator[tuple[int, int, int, int]]:
    """Day, month, century and year that the digits before the last four can say."""
    a, b, c = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if len(digits) == 6:
        yield a, b, 0, c
        return
    d = int(digits[6:8])
    if c in (19, 20):
        yield a, b, c, d
    if a in (19, 20):
        yield d, c, a, b


def is_date(day: int, month: int) -> bool:
    """Return whether these are a day and a month, as people's numbers or replacement numbers (day + 60) have them."""
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)


def loose(groups: Groups, first: int) -> Iterator[Numeral]:
    """Yield what begins at a group and has ten or twelve digits in whatever parts; for places that a word points to."""
    total = 0
    shape: tuple[int, ...] = ()
    for at in range(first, min(first + 12, len(groups.spans))):
        total += groups.length(at)
        shape += (groups.length(at),)
        if total in _WHOLE:
            yield from _read(groups, first, shape, "", ())
        gap = groups.gap(at)
        if total >= 12 or gap is None or not _ANY.fullmatch(gap):
            return

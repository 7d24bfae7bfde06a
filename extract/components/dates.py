"""Dates as Danish minutes write them, to EDTF (Extended Date/Time Format, ISO 8601-2, level 2)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from ..lexicon import load
from ..model import Span, Value


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists as look-ups, and the grammar they make."""

    months: dict[str, int]
    seasons: dict[str, int]
    ordinals: dict[str, int]
    parts: dict[str, str]
    past: re.Pattern[str]
    ahead: re.Pattern[str]
    pattern: re.Pattern[str]
    further: re.Pattern[str]  # what lends a date before it its year: "og 15. oktober 2018"
    back: int
    past_back: int
    starts: frozenset[str]  # the words that a date can begin with


# Where a date may begin: trying the whole grammar at every character would take ten times as long.
_START = re.compile(r"(?<![\w/§-])(?:\d+|[^\W\d_]{3,}|[qQ](?=[1-4]\b))")


def _choice(values: list[str]) -> str:
    return "|".join(re.escape(value) for value in sorted(values, key=lambda v: (-len(v), v)))


@cache
def _words() -> _Words:
    data = load("dates")
    months = {word: int(n) for n, words in data["months"].items() for word in words}
    seasons = {word: int(n) for n, words in data["seasons"].items() for word in words}
    ordinals = {word: int(n) for n, words in data["ordinals"].items() for word in words}
    parts = {word: part for part, words in data["parts"].items() for word in words}
    # Only an abbreviation takes a full stop of its own.
    full = [spellings[0] for spellings in data["months"].values()]
    short = [word for spellings in data["months"].values() for word in spellings[1:]]
    month = rf"(?:(?:{_choice(full)})\b|(?:{_choice(short)})\b\.?)"
    year = r"(?:19|20)\d\d"
    ordinal = rf"(?:{_choice(list(ordinals))})"
    season = rf"(?:{_choice(list(seasons))})\b"
    period = r"(?:kvartal|kvt\.|halvår|halvdel)"
    tail = rf"(?:\s+(?:af\s+)?(?P<{{0}}>{year}))?"
    # The first alternative that fits wins: the longest forms come first.
    alternatives = [
        rf"(?P<loose>{_choice(data['loose'])})",
        # 04/05-02-2016: two days of one month
        rf"(?P<two_a>\d\d)/(?P<two_b>\d\d)-(?P<two_m>\d\d)-(?P<two_y>{year})",
        # 11-11-2013, 28-6-2016, 07-04-17, 09.03.2017, 01.04.17
        rf"(?P<n_d>\d{{1,2}})(?P<n_s>[-.])(?P<n_m>\d{{1,2}})(?P=n_s)(?P<n_y>{year}|\d\d)",
        # 2016-02-04
        rf"(?P<iso>{year}-\d\d-\d\d)",
        # 4.-5. februar 2016, 3. og 4. april 2017
        rf"(?P<r_a>\d{{1,2}})\.\s*(?:-|–|og)\s*(?P<r_b>\d{{1,2}})\.\s*(?P<r_m>{month}){tail.format('r_y')}",
        # 9. nov. og frem
        rf"(?P<f_d>\d{{1,2}})\.\s*(?P<f_m>{month})\s+og\s+frem(?:ad)?",
        # 04. februar 2016, 5. febr.
        rf"(?P<l_d>\d{{1,2}})\.?\s*(?P<l_m>{month}){tail.format('l_y')}",
        # ultimo april, primo 2018, medio marts 2016, udgangen af 2015
        rf"(?P<p_part>{_choice(list(parts))})\s+(?:(?P<p_m>{month}){tail.format('p_my')}|(?P<p_y>{year}))",
        # 1. og 2. kvartal 2016, første halvår af 2016
        rf"(?P<q_a>{ordinal})\s*(?:(?:og|-|–)\s*(?P<q_b>{ordinal})\s*)?(?P<q_p>{period}){tail.format('q_y')}",
        # Q2 2021
        rf"Q(?P<k>[1-4]){tail.format('k_y')}",
        # uge 14, uge 6 2016
        rf"uge\s+(?P<w>\d{{1,2}})(?!\s*[-–]?\s*\d)(?:[,\s]+(?P<w_y>{year}))?",
        # september 2016 - marts 2017, jun.-aug. 2017, august/september, maj – oktober
        rf"(?P<m_a>{month})\.?(?:\s+(?P<m_ay>{year}))?\s*(?:-|–|/)\s*(?P<m_b>{month}){tail.format('m_y')}",
        rf"(?P<s>{season}){tail.format('s_y')}",
        # november 17: two figures are a year where nothing follows that they could count
        rf"(?P<m>{month})(?:\s+(?P<y2>[1-9]\d)(?=\s*(?:[\t\n,;)|]|\Z))|{tail.format('y_m')})",
        # 20/11, 1/5-31/8 2020
        rf"(?P<d_a>\d{{1,2}}/\d{{1,2}})-(?P<d_b>\d{{1,2}}/\d{{1,2}}){tail.format('d_y')}",
        # 1/6 2018, 1/6-18
        rf"(?P<sy_d>[0-3]?\d)/(?P<sy_m>1[0-2]|0?[1-9])(?:\s+(?P<sy_y>{year})|-(?P<sy_z>{year}|[12]\d))",
        r"(?:(?<=[dD]\. )|(?<=den )|(?<=senest )|(?<=inden )|(?<=frist )|(?<=pr\. ))"
        r"(?P<sl_d>\d{1,2})/(?P<sl_m>\d{1,2})(?!\d)|(?<=mødet )(?P<sm_d>\d{1,2})/(?P<sm_m>\d{1,2})(?!\d)",
        # 20.11 as a day before a meeting's name or the sentence's end
        r"(?P<dd>[0-3]?\d)\.(?P<mm>1[0-2]|0[1-9])(?![\d,]|\.\d)(?=[\s.,;)])",
        # 2020/21
        r"(?P<ya>20\d\d)/(?P<yb>\d\d)(?!\d)",
        rf"(?P<year>{year})",
    ]
    pattern = re.compile(
        rf"(?<![\w/§-])(?<!\d\.)(?<!kl\. )(?:{'|'.join(f'(?:{a})' for a in alternatives)})(?![\w])(?!-\d)(?!/\d)",
        re.IGNORECASE,
    )
    past = re.compile(rf"\b(?:{_choice(data['nearest']['past'])})\b", re.IGNORECASE)
    ahead = re.compile(rf"\b(?:{_choice(data['nearest']['ahead'])})\b", re.IGNORECASE)
    phrases = [*months, *seasons, *ordinals, *parts, *data["loose"], "uge"]
    starts = frozenset(["q", *(phrase.split()[0].rstrip(".").casefold() for phrase in phrases)])
    nearest = data["nearest"]
    further = re.compile(
        rf"\s*(?:og|til|eller|samt|,|-|–)\s*(?:(?:den|d\.)\s+)?(?:\d{{1,2}}\.\s*)?(?P<month>{month})\s+(?P<year>{year})(?!\d)",
        re.IGNORECASE,
    )
    back, past_back = nearest["back"], nearest["past_back"]
    return _Words(months, seasons, ordinals, parts, past, ahead, pattern, further, back, past_back, starts)


@Language.component("extract/dates")
def add_dates(doc: Doc) -> Doc:
    """Add the dates of the text to `doc._.values`."""
    doc._.values.extend(find_dates(doc._.source_text, doc._.meeting_date))
    return doc


def find_dates(text: str, meeting: date | None) -> Iterator[Value]:
    """Yield the dates of a text, left to right, with their EDTF.

    A day or month without a year gets the one nearest to the meeting, looking further back where the
    sentence tells of what has been. Where nothing can be told the value is the wording.
    """
    words = _words()
    done = 0
    for start in _START.finditer(text):
        if start.start() < done or not (start[0].isdigit() or start[0].casefold() in words.starts):
            continue
        match = words.pattern.match(text, start.start())
        if match is None:
            continue
        done = match.end()
        wording = match.group()
        if match["year"] and not _is_point_in_time(text, match):
            continue
        lent = _seen_from(text, match, words)
        past = lent is not None or _tells_of_what_has_been(_before(text, match.start()))
        edtf = _edtf(match, words, lent or meeting, past)
        if edtf is not None:
            yield Value("date", Span(*match.span()), edtf, " ".join(wording.split()))


def _seen_from(text: str, match: re.Match[str], words: _Words) -> date | None:
    """The day from which a date without a year is seen that has one with a year behind it.

    In "1. september til 15. oktober 2018" the first is of the other's year, or of the one before.
    """
    if not (match["l_m"] or match["m"]):
        return None
    further = words.further.match(text, match.end())
    if further is None:
        return None
    month = words.months[further["month"].casefold().rstrip(".")]
    # Looked back from as far as a year: no later than the month behind it.
    return date(int(further["year"]), month, 1)


def _before(text: str, at: int) -> str:
    """The clause up to a place, at most a hundred characters of it."""
    return re.split(r"[.!?,]\s|\n\s*\n", text[max(0, at - 100) : at])[-1]


def _tells_of_what_has_been(clause: str) -> bool:
    return bool(_words().past.search(clause)) and not _words().ahead.search(clause)


def _is_point_in_time(text: str, match: re.Match[str]) -> bool:
    """Whether a bare year is a time: not one end of a span of years, nor part of the name before it."""
    after = text[match.end() : match.end() + 3]
    before = text[max(0, match.start() - 16) : match.start()]
    if re.match(r"\s?[-–]\s?\w", after) or re.search(r"\d\s?[-–]\s?\Z", before):
        return False
    if re.search(r"[(\n\t]\Z", before) or not before:
        return True
    word = re.search(r"(\S+)\s+\Z", before)
    return word is not None and word[1].casefold().strip("(,") in load("dates")["years"]["before"]


def _edtf(match: re.Match[str], words: _Words, meeting: date | None, past: bool) -> str | None:
    """The EDTF of a match of the grammar, or None where it is no date after all."""
    g = match.groupdict()

    def month_of(word: str) -> int:
        return words.months[word.casefold().rstrip(".")]

    def year_for(month: int, given: str | None, day: int = 15) -> int | None:
        return int(given) if given else nearest_year(month, day, meeting, words.past_back if past else words.back)

    if g["loose"]:
        return _loose(" ".join(g["loose"].split()).casefold(), meeting)
    if g["iso"]:
        return g["iso"]
    if g["two_y"]:
        return _interval(_day(g["two_y"], g["two_m"], g["two_a"]), _day(g["two_y"], g["two_m"], g["two_b"]))
    if g["n_d"]:
        full = g["n_y"] if len(g["n_y"]) == 4 else f"20{g['n_y']}"
        return _day(full, g["n_m"], g["n_d"])
    if g["r_m"]:
        month = month_of(g["r_m"])
        year = year_for(month, g["r_y"], int(g["r_a"]))
        return _interval(_day(year, month, g["r_a"]), _day(year, month, g["r_b"]))
    if g["f_m"]:
        month = month_of(g["f_m"])
        begin = _day(nearest_year(month, int(g["f_d"]), meeting, 0), month, g["f_d"])  # "og frem" looks ahead
        return f"{begin}/.." if begin else None
    if g["l_m"]:
        month = month_of(g["l_m"])
        return _day(year_for(month, g["l_y"], int(g["l_d"])), month, g["l_d"])
    if g["p_part"]:
        part = words.parts[" ".join(g["p_part"].casefold().split())]
        if g["p_y"]:
            return _part_of_year(int(g["p_y"]), part)
        month = month_of(g["p_m"])
        return _part_of_month(year_for(month, g["p_my"]), month, part)
    if g["q_p"]:
        return _quarters(g, words, meeting)
    if g["k"]:
        year = int(g["k_y"]) if g["k_y"] else (meeting.year if meeting else None)
        return f"{year}-{32 + int(g['k'])}" if year else None
    if g["w"]:
        return _week(int(g["w"]), g["w_y"], meeting)
    if g["m_b"]:
        last = month_of(g["m_b"])
        first = month_of(g["m_a"])
        end = year_for(last, g["m_y"])
        if end is None:
            return None
        opening = int(g["m_ay"]) if g["m_ay"] else end - (first > last)
        return f"{opening}-{first:02}/{end}-{last:02}"
    if g["s"]:
        code = words.seasons[g["s"].casefold()]
        middle = {21: 4, 22: 7, 23: 10, 24: 12}[code]
        year = year_for(middle, g["s_y"])
        return f"{year}-{code}" if year else None
    if g["m"] in ("jul", "Jul", "Jan") and not (g["y_m"] or g["y2"]):
        return None  # Christmas, or a name
    if g["m"]:
        month = month_of(g["m"])
        year = year_for(month, g["y_m"] or (f"20{g['y2']}" if g["y2"] else None))
        return f"{year}-{month:02}" if year else None
    if g["d_a"]:
        (a_d, a_m), (b_d, b_m) = g["d_a"].split("/"), g["d_b"].split("/")
        year = year_for(int(b_m), g["d_y"], int(b_d)) if 1 <= int(b_m) <= 12 else None
        return _interval(_day(year, a_m, a_d), _day(year, b_m, b_d))
    if g["ya"]:
        return f"{g['ya']}/{g['ya'][:2]}{g['yb']}" if int(g["yb"]) == int(g["ya"][2:]) + 1 else None
    if g["year"]:
        return g["year"]
    if g["sy_d"]:
        said = str(g["sy_y"] or g["sy_z"])
        return _day(said if len(said) == len("2018") else f"20{said}", str(g["sy_m"]), g["sy_d"])
    day = g["dd"] or g["sl_d"] or g["sm_d"]
    month = int(g["mm"] or g["sl_m"] or g["sm_m"])
    return _day(year_for(month, None, int(day)), month, day) if 1 <= month <= 12 else None


def nearest_year(month: int, day: int, meeting: date | None, back: int) -> int | None:
    """Return the year in which a month lies from `back` months before the meeting to 12 - `back` after."""
    if meeting is None:
        return None
    behind = (meeting.month - month) % 12
    same_month_later = behind == 0
    if same_month_later or behind <= back:
        return meeting.year if month <= meeting.month else meeting.year - 1
    return meeting.year if month > meeting.month else meeting.year + 1


def _day(year: str | int | None, month: str | int, day: str | int) -> str | None:
    if year is None:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _loose(wording: str, meeting: date | None) -> str | None:
    """The interval up to, or from, the next day of that name after the meeting: "inden jul" ends on the 24th."""
    side, _, day = load("dates")["loose"][wording].partition(" ")
    if meeting is None:
        return None
    this_year = f"{meeting.year}-{day}"
    found = this_year if this_year >= meeting.isoformat() else f"{meeting.year + 1}-{day}"
    return f"../{found}" if side == "before" else f"{found}/.."


def _interval(first: str | None, last: str | None) -> str | None:
    return f"{first}/{last}" if first and last else None


def _part_of_month(year: int | None, month: int, part: str) -> str | None:
    if year is None:
        return None
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = {"start": (1, 10), "middle": (11, 20), "end": (21, last)}[part]
    return f"{year}-{month:02}-{first_day:02}/{year}-{month:02}-{last_day:02}"


def _part_of_year(year: int, part: str) -> str:
    """The first month of the year, the earlier of its two middle months, or its last."""
    month = {"start": 1, "middle": 6, "end": 12}[part]
    return f"{year}-{month:02}-01/{year}-{month:02}-{calendar.monthrange(year, month)[1]}"


def _quarters(g: dict[str, str | None], words: _Words, meeting: date | None) -> str | None:
    first = words.ordinals[str(g["q_a"]).casefold()]
    last = words.ordinals[str(g["q_b"]).casefold()] if g["q_b"] else first
    halves = not str(g["q_p"]).casefold().startswith("kv")
    if max(first, last) > (2 if halves else 4):
        return None
    year = int(g["q_y"]) if g["q_y"] else (meeting.year if meeting else None)
    if year is None:
        return None
    codes = [39 + n if halves else 32 + n for n in (first, last)]
    return f"{year}-{codes[0]}" if first == last else f"{year}-{codes[0]}/{year}-{codes[1]}"


def _week(week: int, year: str | None, meeting: date | None) -> str | None:
    """An ISO week as the interval of its days: EDTF has no weeks."""
    base = int(year) if year else (meeting.year if meeting else None)
    if base is None:
        return None
    if year is None and meeting and week + 26 < meeting.isocalendar().week:
        base += 1
    try:
        monday = date.fromisocalendar(base, week, 1)
    except ValueError:
        return None
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"

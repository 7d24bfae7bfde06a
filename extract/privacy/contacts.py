"""E-mail addresses, telephone numbers and bank accounts; those of offices are public and stay.

Without a word that says what a number is, only shapes that nothing else has are taken: minutes are full of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..lexicon import alternatives, load
from .offices import is_office_before, telephone_word
from .view import View

EMAIL, TELEPHONE, ACCOUNT = "email", "telephone", "bank_account"
_LONGEST_LOCAL = 64  # RFC 5321
_SEP = r"[ .\-]{0,2}"
_EIGHT = rf"\d(?:{_SEP}\d){{7}}(?!{_SEP}\d)"
_PAIRS = r"[2-9]\d(?: \d\d \d\d \d\d|-\d\d-\d\d-\d\d)"
_IBAN = (
    re.compile(r"(?<![A-Za-z0-9])(?P<number>[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?)(?![A-Za-z0-9])"),
    re.compile(r"(?<![A-Za-z0-9])(?P<number>(?i:DK)(?:[ -]?\d){16})(?![ -]?\d|[A-Za-z])"),  # of a Danish bank
)
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class _Patterns:
    email: re.Pattern[str]
    token: re.Pattern[str]
    webmail: frozenset[str]
    cued: re.Pattern[str]
    more: re.Pattern[str]
    shaped: tuple[re.Pattern[str], ...]
    other: re.Pattern[str]
    counted: re.Pattern[str]
    of_bank: re.Pattern[str]
    accounts: tuple[re.Pattern[str], ...]


@cache
def _patterns() -> _Patterns:
    words = load("privacy")
    email, phone = words["email"], words["telephone"]
    countries = "|".join(phone["countries"])
    dot = rf"(?:\.|\s?(?i:{alternatives(email['dot'])})\s?)"
    number = rf"(?:\(?(?:\+|00) ?(?:{countries})\)?{_SEP})?(?:{_EIGHT})"
    foreign = r"(?:\+|00) ?\d{1,3}(?:[ \-]?\d){6,12}(?!\d)"
    return _Patterns(
        email=re.compile(
            rf"(?:(?<![\w.+-])(?P<local>[\w.+%-]{{1,{_LONGEST_LOCAL}}})|(?P<quoted>\"[^\"\n@]{{1,{_LONGEST_LOCAL}}}\"))"
            rf"(?:[ \t]?@[ \t]?|\s?(?i:{alternatives(email['at'])})\s?)"
            rf"(?P<domain>(?:[\w-]{{1,63}}{dot}){{1,8}}[^\W\d_]{{2,24}})(?![\w-])"
        ),
        token=re.compile(
            rf"(?:{alternatives(email['office'])}|\w*(?:{alternatives(email['office_endings'])}))\d?"
        ),
        webmail=frozenset(email["webmail"]),
        cued=re.compile(rf"{telephone_word()}(?P<number>{foreign}|{number})"),
        more=re.compile(rf"\s*(?:{alternatives(phone['between'])})\s*(?P<number>{foreign}|{number})"),
        shaped=(
            re.compile(rf"(?<![\w+])(?P<number>(?:\+|00) ?(?:{countries})\)?{_SEP}{_EIGHT})(?!\w)"),
            re.compile(rf"(?<![\w+])(?P<number>\+(?:{countries})(?:[ \-]?\d){{8,11}})(?![ \-]?\d|\w)"),
            re.compile(rf"(?<![\w,.+\-/])(?<!\d[ \t])(?P<number>{_PAIRS})(?![ \t]?[\d%]|[,.]\d|\w|[-/]\d)"),
        ),
        other=re.compile(rf"(?<!\w)(?i:{alternatives(phone['other'])})[^\w\n]{{0,3}}\Z"),
        counted=re.compile(rf"[ \t]?(?i:{alternatives(phone['counted'])})(?!\w)"),
        of_bank=_of_bank(),
        accounts=_of_accounts(),
    )  # fmt: skip


_BETWEEN = r"[\s.:,;/(-]{0,4}"


def _fill() -> str:
    return rf"(?:{_BETWEEN}(?i:{alternatives(load('privacy')['account']['fill'])})(?!\w))?{_BETWEEN}"


def _of_bank() -> re.Pattern[str]:
    """The pattern of a bank's number and an account's behind it."""
    words = load("privacy")["account"]
    of_account = alternatives([*words["account"], *words["either"]])
    return re.compile(
        rf"(?<!\w)(?i:{alternatives(words['bank'])})(?!\w){_fill()}(?P<number>\d{{4}}[\s.:,;/-]{{0,4}}"
        rf"(?P<said>(?i:(?:og )?(?:{of_account}))(?!\w){_fill()}|(?i:og) )?\d(?:[ .\-]?\d){{5,11}})(?!\d)"
    )


def _of_accounts() -> tuple[re.Pattern[str], ...]:
    """The patterns of an account behind a word for it, and of one whose shape nothing else has."""
    words = load("privacy")["account"]
    sure, either = alternatives(words["account"]), alternatives(words["either"])
    both = r"\d{4}(?: ?[-/ ] ?)\d(?:[ .]?\d){5,9}"
    return (
        re.compile(rf"(?<!\w)(?i:{sure})(?!\w){_fill()}(?P<number>{both}|\d{{10,14}})(?!\d)"),
        re.compile(rf"(?<!\w)(?i:{either})(?!\w){_fill()}(?P<number>\d{{4}} ?[-/ ] ?\d{{6,10}}|\d{{14}})(?!\d)"),
        re.compile(r"(?<![\w.-])(?P<number>\d{4}-\d{10})(?![\w-])"),
    )


def find_contacts(view: View) -> Iterator[tuple[str, int, int]]:
    """Yield the kind and the stretch of each address and number of a view that no office has; they may overlap."""
    text, patterns = view.text, _patterns()
    if "@" in text or "(" in text or "[" in text or "{" in text or "%40" in text:
        for match in patterns.email.finditer(text):
            if not _of_office(match["local"], match["domain"], patterns):
                yield EMAIL, match.start(), match.end()
    for start, end in _accounts(text, patterns):
        yield ACCOUNT, start, end
    for start, end in _telephones(text, patterns):
        yield TELEPHONE, start, end


def _of_office(local: str | None, domain: str, patterns: _Patterns) -> bool:
    """Whether an address is an office's: it is called by what the office does, or as its domain is."""
    labels: Sequence[str] = domain.casefold().split(".")
    if local is None or len(labels) < 2 or labels[-2] in patterns.webmail:
        return False
    plain = local.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return plain in labels[:-1] or all(map(patterns.token.fullmatch, re.split(r"[._-]", plain)))


def _accounts(text: str, patterns: _Patterns) -> Iterator[tuple[int, int]]:
    for match in (match for pattern in _IBAN for match in pattern.finditer(text)):
        if _is_iban(re.sub("[ -]", "", match["number"]).upper()):
            yield match.span("number")
    for match in patterns.of_bank.finditer(text):
        # "reg. 2016 1200500": a year, and no word that says account
        if match["said"] or not _YEAR.match(match["number"]) or match["number"][-10:].isdigit():
            yield match.span("number")
    for pattern in patterns.accounts:
        for match in pattern.finditer(text):
            yield match.span("number")


def _is_iban(number: str) -> bool:
    """ISO 13616: the check is 1 modulo 97; a Danish one is taken with any, since it may be misspelt."""
    if number.startswith("DK") and len(number) == 18 and number[2:].isdigit():
        return True
    if not 15 <= len(number) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1


def _telephones(text: str, patterns: _Patterns) -> Iterator[tuple[int, int]]:
    for match in patterns.cued.finditer(text):
        if patterns.counted.match(text, match.end()) or is_office_before(text, match.start("number")):
            continue
        found: re.Match[str] | None = match
        while found:
            yield found.span("number")
            found = patterns.more.match(text, found.end())
    for pattern in patterns.shaped:
        for match in pattern.finditer(text):
            start = match.start()
            other = patterns.other.search(text, max(0, start - 24), start) or _follow(match["number"])
            counted = patterns.counted.match(text, match.end())
            if not other and not counted and not is_office_before(text, start):
                yield match.span("number")


def _follow(number: str) -> bool:
    """Whether pairs of digits are numbers that follow one another: "uge 20 21 22 23"."""
    pairs = re.findall(r"\d\d", number)
    return number[0] != "+" and [int(pair) for pair in pairs] == [*range(int(pairs[0]), int(pairs[0]) + len(pairs))]

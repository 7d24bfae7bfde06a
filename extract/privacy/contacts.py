"""E-mail addresses, telephone numbers and bank accounts; those of offices are public and stay.

Without a word that says what a number is, only shapes that nothing else has are taken: minutes are full of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..lexicon import alternatives, load
from .view import View

EMAIL, TELEPHONE, ACCOUNT = "email", "telephone", "bank_account"
_LONGEST_LOCAL, _LONGEST_DOMAIN = 64, 253  # RFC 5321
_SEP = r"[ .\-]{0,2}"
_EIGHT = rf"\d(?:{_SEP}\d){{7}}(?!{_SEP}\d)"
_PAIRS = r"[2-9]\d \d\d \d\d \d\d"
_IBAN = re.compile(r"(?<![A-Za-z0-9])(?P<number>[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?)(?![A-Za-z0-9])")


@dataclass(frozen=True)
class _Patterns:
    email: re.Pattern[str]
    office: re.Pattern[str]
    cued: re.Pattern[str]
    more: re.Pattern[str]
    shaped: tuple[re.Pattern[str], ...]
    of_office: re.Pattern[str]
    other: re.Pattern[str]
    counted: re.Pattern[str]
    accounts: tuple[re.Pattern[str], ...]


@cache
def _patterns() -> _Patterns:
    words = load("privacy")
    email, phone, account = words["email"], words["telephone"], words["account"]
    countries = "|".join(phone["countries"])
    counted = rf"[ \t]?(?i:{alternatives(phone['counted'])})(?!\w)"
    cue = rf"(?<!\w)(?i:{alternatives(phone['cue'])})(?!\w)"
    number = rf"(?:\(?(?:\+|00) ?(?:{countries})\)?{_SEP})?(?:{_EIGHT})"
    foreign = r"(?:\+|00) ?\d{1,3}(?:[ \-]?\d){6,12}(?!\d)"
    bank, of_account = alternatives(account["bank"]), alternatives(account["account"])
    between = r"[\s.:,;/(-]{0,4}"
    return _Patterns(
        email=re.compile(
            rf"(?<![\w.+-])(?P<local>[\w.+%-]{{1,{_LONGEST_LOCAL}}})(?:@|\s?(?i:{alternatives(email['at'])})\s?)"
            rf"(?P<domain>(?:[\w-]{{1,63}}\.){{1,8}}[^\W\d_]{{2,24}})(?![\w-])"
        ),
        office=re.compile(
            rf"(?:.*[._-])?(?:{alternatives(email['office'])})(?:[._-].*)?", re.IGNORECASE
        ),
        cued=re.compile(rf"{cue}[\s.:()]{{0,4}}(?P<number>{foreign}|{number})"),
        more=re.compile(rf"\s*(?:{alternatives(phone['between'])})\s*(?P<number>{foreign}|{number})"),
        shaped=(
            re.compile(rf"(?<![\w+])(?P<number>(?:\+|00) ?(?:{countries})\)?{_SEP}{_EIGHT})(?!\w)"),
            re.compile(rf"(?<![\w,.+\-/])(?<!\d[ \t])(?P<number>{_PAIRS})(?![ \t]?[\d%]|[,.]\d|\w|[-/]\d)"),
        ),
        of_office=re.compile(
            rf"(?<!\w)(?i:{alternatives(phone['office'])})(?!\w)[\s,:()–-]{{0,4}}(?:(?i:på|har|ved|via)\s+)?"
            rf"(?:{cue}[\s.:()]{{0,4}})?\Z"
        ),
        other=re.compile(rf"(?<!\w)(?i:{alternatives(phone['other'])})[\s.:]{{0,3}}\Z"),
        counted=re.compile(counted),
        accounts=(
            re.compile(
                rf"(?<!\w)(?i:{bank})(?!\w){between}(?P<number>\d{{4}}[\s.:,;/-]{{0,4}}"
                rf"(?:(?i:(?:og )?(?:{of_account}))(?!\w){between}|(?i:og) )?\d(?:[ .\-]?\d){{5,11}})(?!\d)"
            ),
            re.compile(
                rf"(?<!\w)(?i:{of_account})(?!\w){between}"
                r"(?P<number>\d{4}(?: ?[-/ ] ?)\d(?:[ .]?\d){5,9}|\d{10,14})(?!\d)"
            ),
        ),
    )  # fmt: skip


def find_contacts(view: View) -> Iterator[tuple[str, int, int]]:
    """Yield the kind and the stretch of each address and number of a view that no office has; they may overlap."""
    text, patterns = view.text, _patterns()
    if "@" in text or "(" in text or "[" in text:
        for match in patterns.email.finditer(text):
            if not _of_office(match["local"], match["domain"], patterns):
                yield EMAIL, match.start(), match.end()
    for match in _IBAN.finditer(text):
        if _is_iban(match["number"].replace(" ", "")):
            yield ACCOUNT, *match.span("number")
    for pattern in patterns.accounts:
        for match in pattern.finditer(text):
            yield ACCOUNT, *match.span("number")
    for start, end in _telephones(text, patterns):
        yield TELEPHONE, start, end


def _of_office(local: str, domain: str, patterns: _Patterns) -> bool:
    """Whether an address is an office's: it is called by what the office does, or as its domain is."""
    plain = local.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    labels: Sequence[str] = domain.casefold().split(".")
    return plain in labels[:-1] or bool(patterns.office.fullmatch(plain))


def _is_iban(number: str) -> bool:
    """ISO 13616: the check is 1 modulo 97; a Danish one is taken with any, since it may be misspelt."""
    if number.startswith("DK") and len(number) == 18 and number[2:].isdigit():
        return True
    if not 15 <= len(number) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1


def _telephones(text: str, patterns: _Patterns) -> Iterator[tuple[int, int]]:
    for match in patterns.cued.finditer(text):
        if patterns.counted.match(text, match.end()) or _office_before(text, match.start("number"), patterns):
            continue
        found: re.Match[str] | None = match
        while found:
            yield found.span("number")
            found = patterns.more.match(text, found.end())
    for pattern in patterns.shaped:
        for match in pattern.finditer(text):
            other = patterns.other.search(text, max(0, match.start() - 16), match.start())
            counted = patterns.counted.match(text, match.end())
            if not other and not counted and not _office_before(text, match.start(), patterns):
                yield match.span("number")


def _office_before(text: str, start: int, patterns: _Patterns) -> bool:
    line = text.rfind("\n", 0, start) + 1
    return bool(patterns.of_office.search(text, max(line, start - 60), start))

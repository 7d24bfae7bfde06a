"""Sums of money, with their scale, sign and range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from ..lexicon import load
from ..model import Span, Value


def _choice(values: list[str]) -> str:
    return "|".join(re.escape(value) for value in sorted(values, key=lambda v: (-len(v), v)))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, int]]:
    data = load("amounts")
    scales = {word: int(factor) for factor, words in data["scales"].items() for word in words}
    number = r"[-–]?\d{1,3}(?:\.\d{3})+(?:,\d+)?|[-–]?\d+(?:,\d+)?"
    unit = _choice(data["units"]["kroner"])
    # The unit or a scale must be there: "3 mio. kr.", "500.000 kr.", "0,5 – 1,0 mio. kr."
    money = re.compile(
        rf"(?<![\w.,/-])(?P<low>{number})(?:\s*[-–]\s*(?P<high>{number}))?\s*"
        rf"(?:(?P<scale>{_choice(list(scales))})\s*(?:{unit})?|(?:{unit}))(?!\w)",
        re.IGNORECASE,
    )
    bare = re.compile(r"(?<![\w.,/-])(?P<low>\d{1,3}(?:\.000)+)(?P<high>(?!))?(?P<scale>(?!))?(?![\w.]\d|\w)")
    cues = re.compile(_choice(data["bare"]["cues"]), re.IGNORECASE)
    return money, bare, cues, scales


@Language.component("extract/amounts")
def add_amounts(doc: Doc) -> Doc:
    """Add the sums of money of the text to `doc._.values`."""
    doc._.values.extend(find_amounts(doc._.source_text))
    return doc


def find_amounts(text: str) -> Iterator[Value]:
    """Yield the sums of a text. A value is plain kroner ("500000"), a range of them "450000..500000".

    Bare thousands ("268.000") are money only in a sentence that speaks of it.
    """
    money, bare, cues, scales = _patterns()
    taken: list[Span] = []
    for match in money.finditer(text):
        span = Span(*match.span())
        taken.append(span)
        yield Value("amount", span, _value(match, scales), " ".join(match.group().split()))
    for match in bare.finditer(text):
        if any(span.start <= match.start() < span.end for span in taken):
            continue
        before = re.split(r"\n\s*\n", text[max(0, match.start() - 160) : match.start()])[-1]
        after = re.split(r"\n\s*\n", text[match.end() : match.end() + 60])[0]
        if cues.search(before + after):
            yield Value("amount", Span(*match.span()), _value(match, scales), match.group())


def _value(match: re.Match[str], scales: dict[str, int]) -> str:
    factor = scales[match["scale"].casefold()] if match["scale"] else 1
    low = _plain(match["low"], factor)
    return f"{low}..{_plain(match['high'], factor)}" if match["high"] else low


def _plain(number: str, factor: int) -> str:
    """Danish digits ("1.500,5") times a scale, as a plain decimal without trailing zeros."""
    value = Decimal(number.replace(".", "").replace(",", ".").replace("–", "-")) * factor
    return format(value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize(), "f")

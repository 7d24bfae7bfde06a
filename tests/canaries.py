"""Registration numbers that belong to nobody (replacement numbers: day + 60), in the writings found in practice."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator

FULLWIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _parts(number: str) -> tuple[str, str, str, str]:
    return number[:2], number[2:4], number[4:6], number[6:]


# The name of each writing says where it comes from: text, a line's end, a program, a font.
WRITINGS: dict[str, Callable[[str], str]] = {
    "plain": lambda n: n,
    "hyphen": lambda n: f"{n[:6]}-{n[6:]}",
    "hyphen and space": lambda n: f"{n[:6]}- {n[6:]}",
    "space and hyphen": lambda n: f"{n[:6]} -{n[6:]}",
    "spaced hyphen": lambda n: f"{n[:6]} - {n[6:]}",
    "space": lambda n: f"{n[:6]} {n[6:]}",
    "two spaces": lambda n: f"{n[:6]}  {n[6:]}",
    "slash": lambda n: f"{n[:6]}/{n[6:]}",
    "dot": lambda n: f"{n[:6]}.{n[6:]}",
    "dash": lambda n: f"{n[:6]}–{n[6:]}",
    "hyphen that does not break": lambda n: f"{n[:6]}‑{n[6:]}",
    "minus": lambda n: f"{n[:6]}−{n[6:]}",
    "space that does not break": lambda n: f"{n[:6]}\xa0{n[6:]}",
    "thin space and hyphen": lambda n: f"{n[:6]}\u2009-\u2009{n[6:]}",
    "soft hyphen": lambda n: f"{n[:4]}\xad{n[4:6]}-{n[6:]}",
    "width of zero": lambda n: f"{n[:3]}\u200b{n[3:6]}-{n[6:8]}\u200d{n[8:]}",
    "dotted date": lambda n: "{}.{}.{}-{}".format(*_parts(n)),
    "spaced date": lambda n: "{} {} {} {}".format(*_parts(n)),
    "digits of full width": lambda n: f"{n[:6]}-{n[6:]}".translate(FULLWIDTH),
    "in a reference": lambda n: f"CPR-{n[:6]}-{n[6:]}-A",
    "in a name of a file": lambda n: f"sag_{n}_x",
    "called by its name": lambda n: f"cpr.nr. {n[:2]}{n[2:4]} {n[4:6]} {n[6:]}",
}
# What the text of a line may hold, a name of a file or an attribute of a web page may not.
OVER_LINES: dict[str, Callable[[str], str]] = {
    "tab": lambda n: f"{n[:6]}\t{n[6:]}",
    "line's end": lambda n: f"{n[:6]}-\n{n[6:]}",
    "line's end without hyphen": lambda n: f"{n[:6]}\n{n[6:]}",
    "line's end, indented": lambda n: f"{n[:6]}-\r\n    {n[6:]}",
    "mark of direction": lambda n: f"\u202a{n[:6]}\u202c-{n[6:]}",
    "digits of another script": lambda n: f"{n[:6]}-{n[6:]}".translate(ARABIC),
    "dashed date": lambda n: "{}-{}-{}-{}".format(*_parts(n)),
    "with its century": lambda n: f"{n[:4]}19{n[4:6]}-{n[6:]}" if n[6:8] not in ("19", "20") else n,
    "in brackets": lambda n: f"{n[:6]} ({n[6:]})",
    "dated as Danes date": lambda n: "{}/{}-{}-{}".format(*_parts(n)),
    "cells of a table": lambda n: f"| {n[:6]} | {n[6:]} |",
    "spaced out": lambda n: f"{' '.join(n[:6])} - {' '.join(n[6:])}",
    "underscore": lambda n: f"{n[:6]}_{n[6:]}",
    "in an address": lambda n: f"https://eksempel.dk/sag?id={n[:6]}%2D{n[6:]}&v=1",
}


def numbers(seed: int) -> Iterator[str]:
    """Registration numbers without end, each once, the same for the same seed."""
    chance = random.Random(seed)
    seen: set[str] = set()
    while True:
        number = f"{chance.randint(61, 91):02}{chance.randint(1, 12):02}{chance.randint(0, 99):02}{chance.randint(0, 9999):04}"
        if number not in seen:
            seen.add(number)
            yield number


_UNSEEN = {"Cf", "Mn", "Me"}
_LOOSE = re.compile(r"(?=(\d\d)\W{0,3}(\d\d)\W{0,3}(?:19|20)?(\d\d)(?:\W|_|%2D){0,6}(\d{4}))")
_SPACED_OUT = re.compile(r"(?=" + r"\W{0,3}".join([r"(\d)"] * 10) + ")")
_LOOSE_CENTURY = re.compile(r"(?=(\d\d)\W{0,3}(\d\d)\W{0,3}(\d\d)(?:\W|_|%2D){0,6}(\d{4}))")


def leaked(text: str, planted: set[str]) -> set[str]:
    """Those of the planted numbers that a text holds in whatever writing: looked for more loosely than they are masked."""
    plain = {
        ord(sign): str(unicodedata.decimal(sign)) if sign.isdecimal() else ""
        for sign in set(text)
        if not sign.isascii() and (sign.isdecimal() or unicodedata.category(sign) in _UNSEEN)
    }
    seen = text.translate(plain)
    return {"".join(m.groups()) for p in (_LOOSE, _LOOSE_CENTURY, _SPACED_OUT) for m in p.finditer(seen)} & planted

"""One text in many dresses: encodings, line ends and typography that leave its words as they are."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable

ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with mark": lambda text: text.encode("utf-8-sig"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-le with mark": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-16-be with mark": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "latin-1": lambda text: text.encode("latin-1"),
    "windows-1252": lambda text: text.encode("cp1252"),
    "cp850": lambda text: text.encode("cp850"),
}
LINE_ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}


def hyphened(text: str) -> str:
    """With a soft hyphen in every long word, where a break might be."""
    words = text.split(" ")
    return " ".join(f"{w[:4]}\xad{w[4:]}" if len(w) > 8 and w.isalpha() else w for w in words)


def ligated(text: str) -> str:
    for letters, sign in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ")):
        text = text.replace(letters, sign)
    return text


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def unbroken(text: str) -> str:
    """With every third space a no-break space."""
    parts = text.split(" ")
    return "".join(part + ("\xa0" if n % 3 == 0 else " ") for n, part in enumerate(parts))[:-1]


def separated(text: str) -> str:
    """With a line separator for every third line end, whichever line end the text has."""
    end = next((e for e in ("\r\n", "\r") if e in text), "\n")
    first, *lines = text.split(end)
    return first + "".join(("\u2028" if n % 3 == 1 else end) + line for n, line in enumerate(lines))


def controlled(text: str) -> str:
    """With a control character within every fifth word."""
    signs = "\x00\x01\x07\x08\x0b\x0c\x1b\x1f\x7f"
    words = text.split(" ")
    return " ".join(
        f"{w[:1]}{signs[n % len(signs)]}{w[1:]}" if n % 5 == 0 and len(w) > 2 and w.isalpha() else w
        for n, w in enumerate(words)
    )


TYPOGRAPHY = {
    "soft hyphen": hyphened,
    "ligature": ligated,
    "NFD": decomposed,
    "no-break space": unbroken,
    "line separator": separated,
    "control characters": controlled,
}


def broken(text: str) -> str:
    """With a line separator for some spaces within sentences."""
    words = text.split(" ")
    return words[0] + "".join(
        ("\u2028" if n % 7 == 0 and word[:1].islower() else " ") + word for n, word in enumerate(words[1:])
    )


def in_every_encoding(text: str) -> str:
    """With signs that every one of the encodings holds."""
    return text.translate({0x2013: "-", 0x2022: "*", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2026: "..."})

"""The words that a page and a site share for what is told of a thing, in one language, codes of the vocabulary too."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from .vocabulary import SCHEMES, labels

_SCHEMES = ("outcome", "state", "modality")


@cache
def _all() -> dict[str, Any]:
    return tomllib.loads(resources.files("graph").joinpath("shared_words.toml").read_text(encoding="utf-8"))


@cache
def shared_words(language: str) -> dict[str, Any]:
    """Return the words of a language (`da`, `en`): phrases, and tables of words by their codes.

    >>> shared_words("da")["outcome"]["deferred"], shared_words("en")["inverse"]["partOf"]
    ('udskudt', 'parts')
    """
    terms = labels(language)
    codes = {
        scheme: {
            iri.removeprefix(f"{SCHEMES}{scheme}#"): label
            for iri, label in sorted(terms.items())
            if iri.startswith(f"{SCHEMES}{scheme}#")
        }
        for scheme in _SCHEMES
    }
    words: dict[str, Any] = _all()[language]
    return words | codes

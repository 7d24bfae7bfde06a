"""The words of the pages in one language, and how days and codes are written in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from ..shared_words import shared_words
from ..vocabulary import OUTCOME, RG, SCHEMES, labels

LANGUAGES = ("da", "en")
UNKNOWN = "unknown"  # the label of the municipality of minutes that do not say whose they are
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


@cache
def _all() -> dict[str, Any]:
    return tomllib.loads(resources.files("graph.site").joinpath("words.toml").read_text(encoding="utf-8"))


class Wording:
    """The words of one language (`da`, `en`)."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words: Mapping[str, Any] = shared_words(language) | _all()[language]
        self._labels = labels(language)

    def say(self, name: str, **values: object) -> str:
        """Return a phrase with its values. Raises `KeyError` for one that there is not."""
        return str(self._words[name]).format(**values)

    def many(self, name: str, count: int, **values: object) -> str:
        """Return a phrase about so many, which has a form of its own for one."""
        return self.say(f"{name}_one" if count == 1 else name, count=count, **values)

    def kind(self, kind: str) -> str:
        """Return what a kind of thing is called."""
        return str(self._words["kinds"].get(kind, kind))

    def municipality(self, label: str) -> str:
        """Return what a municipality is called; of minutes that do not say whose they are, that."""
        return self.say("unknown_municipality") if label == UNKNOWN else label

    def day(self, iso: str | None) -> str:
        """Return a day as people write it; what is no whole day stays as it is.

        >>> Wording("da").day("2017-05-16")
        '16. maj 2017'
        """
        parts = (iso or "").split("-")
        if len(parts) != 3 or not all(part.isdecimal() for part in parts):
            return iso or self.say("no_day")
        return self.say("day", day=int(parts[2]), month=self._words["months"][int(parts[1]) - 1], year=parts[0])

    def outcome(self, code: str) -> str:
        """Return the word for an outcome."""
        return self._labels.get(OUTCOME + code, code)

    def code(self, scheme: str, code: str) -> str:
        """Return the word for a code of a scheme of the vocabulary (`state`, `modality`)."""
        return self._labels.get(f"{SCHEMES}{scheme}#{code}", code)

    def word(self, table: str, code: str) -> str:
        """Return the word for a code in a table of the shared words (`how_word`, `promise_state`, `money`).

        >>> Wording("da").word("money", "yearly")
        'årligt'
        """
        return str(self._words[table].get(code, code))

    def rule(self, name: str) -> str:
        """Return what a rule read a relation of, for one that is only probable."""
        return str(self._words["rule"].get(name, self._words["rule"]["other"]))

    def relation(self, predicate: str, *, outward: bool) -> str:
        """Return the word for a relation, seen from its subject (`outward`) or from its object."""
        label = self._labels.get(RG + predicate, predicate)
        return label if outward else str(self._words["inverse"].get(predicate, label))

    def readable(self, text: str) -> str:
        """Return a text with the days in it as people write them.

        >>> Wording("da").readable("Rådet 2017-05-16")
        'Rådet 16. maj 2017'
        """
        return _DAY.sub(lambda found: self.day(found[0]), text)

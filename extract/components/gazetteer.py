"""Finds the learned names in a text: words by their key, acronyms letter by letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from ..names import Alias, Name

_DASH = re.compile(r"\s*[-–—]\s*")
_GENITIVES = ("", "s", "'s", "’s")


@Language.factory("extract/gazetteer")
def create_gazetteer(nlp: Language, name: str) -> Gazetteer:
    """Return an empty gazetteer; `load` gives it its names."""
    return Gazetteer(nlp)


class Gazetteer:
    """Puts the mentions of names into `doc.spans["names"]`; a span's label is the name's number in the list."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._keyed = PhraseMatcher(nlp.vocab, attr="NORM")
        self._capitalised = PhraseMatcher(nlp.vocab, attr="NORM")

    def load(self, names: Iterable[Name], tokenize: Callable[[str], Doc]) -> None:
        """Take a list of names in place of the last one."""
        self.__init__(self._nlp)  # type: ignore[misc] # matchers cannot be emptied
        matchers = {"exact": self._exact, "key": self._keyed, "capitalised": self._capitalised}
        for number, name in enumerate(names):
            for alias in name.aliases:
                matchers[alias.mode].add(str(number), [tokenize(form) for form in forms(alias)])

    def __call__(self, doc: Doc) -> Doc:
        """Find the names of the list in a document."""
        doc.spans["names"] = [
            *(Span(doc, start, end, label) for label, start, end in self._exact(doc)),
            *(Span(doc, start, end, label) for label, start, end in self._keyed(doc)),
            *self._with_capital(doc),
        ]
        return doc

    def _with_capital(self, doc: Doc) -> Iterator[Span]:
        for label, start, end in self._capitalised(doc):
            if doc[start].text[:1].isupper():
                yield Span(doc, start, end, label)


def forms(alias: Alias) -> list[str]:
    """Return the spellings to look for: genitives of an acronym, dashes and hyphens of a name as they vary.

    >>> forms(Alias("NY-NY", "key"))
    ['NY NY', 'NY-NY']
    """
    surface = alias.surface
    if alias.mode == "exact":
        return [surface + ending for ending in _GENITIVES]
    found = {surface}
    if re.search(r"\s[-–—]\s", surface):
        found |= {_DASH.sub(sign, surface) for sign in (" - ", " – ", " ")}
    elif re.fullmatch(r"\w{1,3}[- ]\w{1,3}", surface):
        found |= {re.sub("[- ]", sign, surface) for sign in ("-", " ")}
    elif "-" in surface:
        found.add(re.sub(r"(?<=\w)-(?=\w)", "- ", surface))
    return sorted(found)

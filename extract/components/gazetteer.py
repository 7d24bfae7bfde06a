"""Finds the learned names in a text: words by their key, acronyms letter by letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from ..names import SHORTEST_FREE_WORD, Alias, Name

_DASH = re.compile(r"\s*[-–—]\s*")
# The acronym that begins a compound: "HU-møder", "FLIS-, borger- og …".
_PREFIX = re.compile(r"(?<![\w-])(?P<short>[A-ZÆØÅ][\wæøå]{1,9})(?=-(?:[a-zæøå]|,))")
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
        self._kinds: dict[int, str] = {}
        self._exact_numbers: dict[str, list[int]] = {}

    def load(self, names: Iterable[Name], tokenize: Callable[[str], Doc]) -> None:
        """Take a list of names in place of the last one."""
        self.__init__(self._nlp)  # type: ignore[misc] # matchers cannot be emptied
        matchers = {"exact": self._exact, "key": self._keyed, "capitalised": self._capitalised}
        for number, name in enumerate(names):
            self._kinds[self._nlp.vocab.strings.add(str(number))] = name.node.kind
            for alias in name.aliases:
                if alias.mode == "exact":
                    self._exact_numbers.setdefault(alias.surface, []).append(number)
                matchers[alias.mode].add(str(number), [tokenize(form) for form in forms(alias)])

    def __call__(self, doc: Doc) -> Doc:
        """Find the names of the list in a document."""
        doc.spans["names"] = [
            *(Span(doc, start, end, label) for label, start, end in self._exact(doc)),
            *self._by_key(doc),
            *self._with_capital(doc),
        ]
        return doc

    def _by_key(self, doc: Doc) -> Iterator[Span]:
        """Words of a name's key, less the short common words that a compound's root may be: "branding"."""
        for label, start, end in self._keyed(doc):
            word = doc[start].text if end - start == 1 else ""
            free = self._kinds[label] != "project" or len(word) >= SHORTEST_FREE_WORD["project"]
            if word.isalpha() and not free and not word[:1].isupper():
                continue
            yield Span(doc, start, end, label)

    def in_compounds(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield start, end and number of the names that begin a compound, in code points: these are no tokens."""
        for match in _PREFIX.finditer(text):
            for number in self._exact_numbers.get(match["short"], ()):
                yield match.start(), match.end(), number

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

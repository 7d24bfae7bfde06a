"""Builds the spaCy pipeline and reads what it found: the one place that knows spaCy's attributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

# Importing a component registers it with spaCy.
from .components import amounts, case_numbers, dates, gazetteer  # noqa: F401
from .model import Span, Value
from .names import Name
from .tokens import PrimedTokenizer, blank_danish

COMPONENTS = ("extract/dates", "extract/amounts", "extract/case_numbers", "extract/gazetteer")


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A place where a name of the list stands, by its number in the list."""

    span: Span
    name: int


@dataclass(frozen=True, slots=True)
class Found:
    """What the pipeline finds in one text."""

    values: tuple[Value, ...]
    names: tuple[NamedSpan, ...]


def gazetteer_of(nlp: Language) -> gazetteer.Gazetteer:
    """Return a pipeline's gazetteer."""
    found = nlp.get_pipe("extract/gazetteer")
    if not isinstance(found, gazetteer.Gazetteer):
        raise TypeError("the pipeline has no gazetteer of ours")
    return found


class Pipeline:
    """Finds values and names in texts. Building one takes a fifth of a second; use it for many texts."""

    def __init__(self) -> None:
        if not Doc.has_extension("values"):
            Doc.set_extension("values", default=None)
            Doc.set_extension("meeting_date", default=None)
            # `doc.text` is put together from the tokens at every call; the components need it as it came.
            Doc.set_extension("source_text", default="")
        self._nlp = blank_danish()
        for component in COMPONENTS:
            self._nlp.add_pipe(component)
        self._tokenize = PrimedTokenizer(self._nlp)

    def load_names(self, names: Sequence[Name]) -> None:
        """Look for these names from now on."""
        gazetteer_of(self._nlp).load(names, self._tokenize)

    def find(self, text: str, meeting_date: str | None) -> Found:
        """Return the values and names of a text, in the order in which they stand."""
        doc = self._tokenize(text)
        doc._.values = []
        doc._.source_text = text
        doc._.meeting_date = date.fromisoformat(meeting_date) if meeting_date else None
        for _, component in self._nlp.pipeline:
            doc = component(doc)
        names = [NamedSpan(Span(s.start_char, s.end_char), int(s.label_)) for s in doc.spans["names"]]
        names += [NamedSpan(Span(start, end), n) for start, end, n in gazetteer_of(self._nlp).in_compounds(text)]
        return Found(
            tuple(sorted(doc._.values, key=lambda v: (v.span, v.kind))),
            tuple(sorted(names, key=lambda n: (n.span, n.name))),
        )

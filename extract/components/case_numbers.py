"""Case numbers in running text, such as "Sagsnr. 15/26452"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from ..model import Span, Value

# Two digits for the year, a slash, a running number. In running text the word before it is required:
# "15/16" alone is as often a school year or a time. On an item's own line the segmenter has read it.
_CASE_NUMBER = re.compile(
    r"\b(?i:sagsnr|sagsnummer|sag|sagen|journalnr|j\.nr)\.?:?\s*(?:nr\.?\s*)?(?P<number>\d{2}/\d{2,6})(?![\d/-])"
)


@Language.component("extract/case_numbers")
def add_case_numbers(doc: Doc) -> Doc:
    """Add the case numbers of the text to `doc._.values`."""
    doc._.values.extend(find_case_numbers(doc._.source_text))
    return doc


def find_case_numbers(text: str) -> Iterator[Value]:
    """Yield the case numbers of running text."""
    for match in _CASE_NUMBER.finditer(text):
        yield Value("case", Span(*match.span("number")), match["number"], match["number"])

"""The tokenizer as used here: stock spaCy's tokens, many times faster, with our key as the norm of a word.

spaCy stops caching chunks at the first abbreviation of a document (explosion/spaCy#13950). Showing the
tokenizer every new chunk by itself first fills the cache, and the document is then cut from the cache.
"""

from __future__ import annotations

import re

import spacy
from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc

from .keys import word_key, words

# Chunks remembered before starting over: what ten thousand documents hold, at about 100 bytes each.
MOST_CHUNKS = 500_000
# A tokenizer that takes sign after sign off the ends of a chunk needs the square of its length.
_NO_WORDS = re.compile(r"\S{1000,}")


def token_key(text: str) -> str:
    """Return what a token is matched by: its words' keys, or the token itself where it is a sign."""
    parts = words(text)
    return " ".join(word_key(word) for word in parts) if parts else text


def blank_danish() -> Language:
    """Return an empty Danish pipeline whose tokens have our key as their norm."""
    nlp = spacy.blank("da")
    nlp.vocab.lex_attr_getters[NORM] = token_key  # type: ignore[attr-defined] # missing in spaCy's stubs
    nlp.tokenizer.max_cache_size = MOST_CHUNKS  # type: ignore[union-attr] # likewise
    nlp.max_length = 20_000_000  # the limit guards statistical models, of which there are none here
    return nlp


class PrimedTokenizer:
    """Cuts text into the tokens that stock spaCy gives, from a cache that abbreviations do not stop."""

    def __init__(self, nlp: Language) -> None:
        self._tokenizer = nlp.tokenizer
        self._seen: set[str] = set()

    def __call__(self, text: str) -> Doc:
        """Return the document of a text.

        Where blanks are missing for a long stretch there are no words; unless it is all
        letters, the stretch is made one token of them.
        """
        text = _NO_WORDS.sub(lambda match: match[0] if match[0].isalnum() else "x" * len(match[0]), text)
        new = set(text.split()) - self._seen
        if len(self._seen) + len(new) > MOST_CHUNKS:
            self._seen.clear()
        for chunk in new:
            self._tokenizer(chunk)
        self._seen |= new
        return self._tokenizer(text)

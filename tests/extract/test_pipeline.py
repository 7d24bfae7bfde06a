"""The spaCy pipeline: its tokens, and what it finds."""

import pytest
import spacy

from extract.model import Node
from extract.names import Alias, Name
from extract.pipeline import Pipeline
from extract.tokens import PrimedTokenizer, blank_danish

TRICKY = "Kl. 9.30 kom ca. 20 stk. af ØDC's folk, dvs. d. 04. februar jf. § 17.4 – «NY-NY» (It/ØDC) m.fl. 0,5 mio. kr.\n\n- Ny-Ny's  plan\ti 2016/17."


def tokens(doc):
    return [(t.text, t.idx, t.whitespace_) for t in doc]


@pytest.mark.parametrize("text", [TRICKY, TRICKY[::-1], "", " ", "\r\n\r\n", "a" * 5000, "æøå " * 50])
def test_tokens_are_those_of_stock_spacy(text):
    tokenize, stock = PrimedTokenizer(blank_danish()), spacy.blank("da")
    assert tokens(tokenize(text)) == tokens(stock(text))
    assert tokens(tokenize(text)) == tokens(stock(text))  # from the cache, too


def test_tokens_of_whole_documents_are_those_of_stock_spacy(samples):
    tokenize, stock = PrimedTokenizer(blank_danish()), spacy.blank("da")
    for file in sorted(samples.glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        assert tokens(tokenize(text)) == tokens(stock(text))


def test_tokens_of_the_real_minutes_are_those_of_stock_spacy(shared):
    tokenize, stock = PrimedTokenizer(blank_danish()), spacy.blank("da")
    for file in sorted((shared / "corpus").glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        assert tokens(tokenize(text)) == tokens(stock(text))


@pytest.mark.parametrize(
    ("aliases", "marked"),
    [
        ([("Havnebruddet", "key")], "I [Havnebrudsprogrammet] og [havnebruddets] plan, ikke havnen."),
        ([("TMC", "exact")], "[TMC], [TMCs] og [TMC's] folk, ikke tmc eller TMCX."),
        ([("NY-BY", "key")], "[NY BY], [Ny-By's] og [ny-by]."),
        ([("Fyret", "capitalised")], "[Fyret] er et projekt; fyret er det ikke."),
        ([("Nyt liv - By i vækst", "key")], "[Nyt liv – by i vækst] og [Nyt Liv - By i vækst]."),
    ],
)
def test_names_are_found_in_their_danish_forms_and_nowhere_else(aliases, marked, unmark):
    text, expected = unmark(marked)
    pipeline = Pipeline()
    name = Name(Node("project", ("x",)), "x", tuple(Alias(*a) for a in aliases), ("test",), 90)
    pipeline.load_names([name])
    assert [n.span.of(text) for n in pipeline.find(text, None).names] == expected

"""Where sentences end: each stands in brackets."""

import re
from itertools import pairwise

import pytest

from extract.model import Span
from extract.statements.sentences import sentences


@pytest.mark.parametrize(
    "marked",
    [
        "[Havnen åbner.] [Byen fester!] [Hvem kommer?] [Alle]",
        "[Havnen åbner (i maj).] [”Byen fester.”] [Alle kommer.]",
        # Behind a day, an ordinal or an initial.
        "[Den 5. maj åbner havnen.] [Den 12. Direktionen mødes.]",
        "[Det er 2. Behandling af sagen.] [Anders B. Hansen kommer.]",
        # A number that does not count days ends one.
        "[Det sker i 2017.] [Havnen åbner.]",
        "[Planen er fra 2014-15.] [Havnen åbner.]",
        "[Den er klar 11-05-17.] [Havnen åbner.]",
        # Behind an abbreviation, whatever comes.
        "[Der er råd til bl.a. Havnen, fx. Byen, ifm. Årets fest.]",
        "[Jf. Byrådet er det ca. Halvdelen.]",
        "[Der bruges i alt 5 mio. Kr.] [Det er alt.]",
        # Behind one that may end a sentence, where a word with a capital follows.
        "[Der er skoler, børnehaver osv.] [Byrådet ser på det.]",
        "[Der er skoler osv. og børnehaver.]",
        "[Det koster 5 kr.] [Byrådet betaler.]",
        # Within a word.
        "[Havnen er 2.500 m lang og ligger på havnen.dk.] [Byen er ny.]",
        # The end of a line, unless the next goes on in small letters.
        "[Havnen åbner]\n[Byen fester]",
        "[Havnen åbner, når\nbyen fester.] [Alle kommer.]",
        "[Havnen åbner]\r\n[Byen fester]",
        "[Havnen åbner]\n\n[Byen fester] \n ",
        "[Havnen åbner...] [Byen fester.]",
        "[Hvad så?!] [Byen fester.]",
        # What is no end: small letters go on.
        "[Havnen åbner. og byen fester.]",
        "[»Kommer I?« spurgte byen.]",
        "",
        "  \n ",
    ],
)
def test_sentences_end_where_marked(marked, unmark):
    text, expected = unmark(marked)
    assert [span.of(text) for span in sentences(text, Span(0, len(text)))] == expected


def test_a_sentence_stays_within_its_block():
    text = "Før. Havnen åbner. Byen"
    assert [span.of(text) for span in sentences(text, Span(5, 19))] == ["Havnen åbner."]


@pytest.mark.parametrize("sample", range(3))
def test_nothing_but_blanks_is_left_between_sentences(sample, samples):
    text = sorted(samples.glob("*.txt"))[sample].read_text(encoding="utf-8")
    found = list(sentences(text, Span(0, len(text))))
    gaps = [text[a.end : b.start] for a, b in pairwise(found)]
    assert [gap for gap in gaps if re.search(r"\S", gap)] == []
    assert all(span.of(text) == span.of(text).strip() for span in found)

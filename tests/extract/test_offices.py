"""Who is named in a public capacity: marked people are, all others are held back."""

import pytest

from extract.name_shapes import people
from extract.offices import offices

IN_OFFICE = [
    "Centerchef [Anne Berg] orienterede.",
    "Sagen forelægges af afdelingsleder [Anne Berg].",
    "formand for økonomiudvalget [Anne Berg] åbnede mødet",
    "[Anne Berg], direktør, og Erik Dahl var inviteret.",
    "[Anne Berg] (A) og [Erik Dahl] (V) stemte imod.",
    "[Anne Berg] (uden for parti) tog forbehold.",
    "[Anne Berg], [Erik Dahl] og [Eva Holm] kunne ikke tiltræde indstillingen.",
    "Tovholder: [Anne Berg]",
    "Formand for grundejerforeningen [Anne Berg] deltog under punktet.",
    "Formand for økonomiudvalget [Anne Berg] svarede foreningen.",
    "Direktør [Anne Berg] svarer Grundejerforeningen og firmaet Berg ApS.",
    "[Anne Berg] (A), formand for Grundejerforeningen, stemte imod.",
    "Fraværende: [Anne Berg]",
    "Oplæg v/ [Anne Berg] og [Erik Dahl]",
    "[Anne Berg] deltog under punktet.",
    "[Anne] deltager på direktionsmødet.",
    "Der nedsættes en styregruppe bestående af [Anne Berg] og [Erik Dahl].",
    "[Anne Berg] fra sekretariatet",
    "Venstre ved [Anne Berg] foreslog en ændring.",
    "| Projekt | Ansvarlig |\n|---|---|\n| Havnen | [Anne Berg] |",
    "Opgave\tTovholder\tFrist\nHavnen\t[Anne Berg]\tmaj",
    "[Anne Berg]\n                /[Erik Dahl]\n",
]
PRIVATE = [
    "Anne Berg har søgt om tilladelse til en carport.",
    "Klage fra Anne Berg over støj fra naboen.",
    "Naboerne Anne Berg og Erik Dahl har gjort indsigelse.",
    "Anne Berg, Strandvejen 4, er ejer af grunden.",
    "Anne Berg gennemgik en operation i maj.",
    "Husstanden består af Anne Berg og Erik Dahl.",
    "Læreren Anne Berg underviste elev Erik Dahl.",
    "Anne Berg bor i Solby Kommune.",
    "Formanden svarede på brevet fra Anne Berg.",
    "Ansøgningen er underskrevet af Anne Berg.",
    "Direktør Anne Berg i firmaet Berg ApS søger dispensation.",
    "Direktør Anne Berg, Berg & Søn A/S, søger om tilladelse.",
    "Anne Berg, formand for Grundejerforeningen, mødte op.",
    "Anne Berg, direktør i Berg Byg ApS, har søgt om en carport.",
    "Brev fra formanden for ejerforeningen Anne Berg om parkering.",
    "Anne Berg (formand for Solby Sejlklub) klager.",
    "| Ansøger | Beløb |\n|---|---|\n| Anne Berg | 4.000 |",
]


def _found(text):
    return [span.of(text) for _, span in offices(text, list(people(text)))]


@pytest.mark.parametrize("marked", IN_OFFICE)
def test_people_in_office_are_found_where_marked(marked, unmark):
    text, expected = unmark(marked)
    assert _found(text) == expected


@pytest.mark.parametrize("text", PRIVATE)
def test_people_without_office_are_not(text):
    assert "Anne Berg" in text
    assert _found(text) == []


def test_what_rests_on_an_acronym_alone_says_so():
    text = "Svar fra TMC (Anne Berg og Erik Dahl). Eva Holm, XYZ"
    assert [(c.surface, c.about) for c, _ in offices(text, list(people(text)))] == [
        ("Anne Berg", "TMC"),
        ("Erik Dahl", "TMC"),
        ("Eva Holm", "XYZ"),
    ]

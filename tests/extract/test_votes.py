"""Votes, outcomes of single points, and outcomes whose first words mislead."""

import pytest

from extract.decision_parts import find_parts
from extract.outcomes import outcome_of
from extract.votes import find_votes

A, F, O = "against", "for", "abstained"  # noqa: E741


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("Godkendt med 11 stemmer (A og V) mod 4 (Ø).", [(F, 11, ("A", "V")), (A, 4, ("Ø",))]),
        ("Vedtaget med ni stemmer mod to.", [(F, 9, ()), (A, 2, ())]),
        ("For stemte A og V. Imod stemte Ø. Indstillingen er vedtaget.", [(F, None, ("A", "V")), (A, None, ("Ø",))]),
        ("For forslaget stemte: A og Ø (2).\nImod stemte: C og udenfor parti (3).", [(F, 2, ("A", "Ø")), (A, 3, ("C", "udenfor parti"))]),
        ("Liste H stemte for, mens A og V stemte imod. B undlod at stemme.", [(F, None, ("H",)), (A, None, ("A", "V")), (O, None, ("B",))]),
        ("Socialdemokratiet stemte for. Venstre stemte imod.", [(F, None, ("Socialdemokratiet",)), (A, None, ("Venstre",))]),
        ("Godkendt. Rie Dons (B) stemte imod.", [(A, None, ())]),
        ("Godkendt.", []),
        ("Der var stemning for forslaget.", []),
        ("Udvalget er for sent ude.", []),
    ],
)  # fmt: skip
def test_votes_are_read_by_number_and_party(text, votes):
    assert [(v.choice, v.count, v.parties) for v in find_votes(text)] == votes


@pytest.mark.parametrize(
    ("text", "points", "parts"),
    [
        ("Indstillingens punkt 1 vedtaget, punkt 2 sendt tilbage.", 2, [(1, "adopted"), (2, "referred")]),
        ("Ad 1) Forkastet.\nAd 2) Godkendt.", 2, [(1, "rejected"), (2, "adopted")]),
        ("Ad a. Godkendt. Ad b. Udsat.", 2, [(1, "adopted"), (2, "deferred")]),
        ("Punkt 1 og 3 godkendt. Punkt 2 udsættes.", 3, [(1, "adopted"), (2, "deferred"), (3, "adopted")]),
        ("At 1-2 blev godkendt. Resten afvist.", 4, [(1, "adopted"), (2, "adopted"), (3, "rejected"), (4, "rejected")]),
        ("Punkt 4 blev taget af dagsordenen. Resten godkendt.", 1, []),  # an item of the agenda
        ("Godkendt.", 2, []),
        ("Godkendt. Se punkt 2.", 2, []),
    ],
)
def test_a_decision_may_say_of_each_point_what_became_of_it(text, points, parts):
    assert [(p.number, p.outcome) for p in find_parts(text, points)] == parts


@pytest.mark.parametrize(
    ("text", "recommended", "outcome"),
    [
        ("Tilbagesendes, idet udvalgets ændringsforslag blev vedtaget.", (), "adopted"),
        ("Tilbagesendes til fornyet behandling.", (), "referred"),
        ("Hjemvist til Teknisk Udvalg.", (), "referred"),
        ("Fremsendes til udvalget med anbefaling.", (), "referred"),
        ("Indstillingen tiltrådt.", ("At oplægget drøftes på mødet.",), "discussed"),
        ("Udvalget kan ikke imødekomme ansøgningen.", (), "rejected"),
        ("Ansøgningen imødekommes.", (), "adopted"),
        ("Der meddeles afslag.", (), "rejected"),
        ("Punktet udgår.", (), "deferred"),
        ("Indstillingen blev fulgt.", (), "adopted"),
        ("Godkendt med 3 stemmer for (A, B og C) og 1 imod (V).", (), "adopted"),
        ("Godkendt med 3 stemmer mod 1, dog uden stien.", (), "adopted_with_remark"),
        ("Udvalget tiltræder indstillingen.", (), "adopted"),
        ("Udvalget tiltræder ikke indstillingen.", (), "rejected"),
    ],
)
def test_first_words_do_not_mislead(text, recommended, outcome):
    assert outcome_of(text, recommended) == outcome

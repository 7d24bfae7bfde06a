"""From the files of two invented municipalities to answers: absence, votes, points, closing, one subject in both."""

import pytest

from graph.check import check_shapes
from graph.query import ask, ask_named
from graph.store import open_store
from referatgraf.build import build

NORTH = """Kystudvalget
Referat
Mødedato: 4. marts 2019
Medlemmer: Anna Vig (A), Bo Krog (V), Eva Lund (B)
Afbud: Ib Dam (C)

7. Ny bro ved havnen
Sagsnr. 81.00.00-P19-20-19
Indstilling
Havnekontoret indstiller,
1. at broen skiftes
2. at stien lægges om
Beslutning
Indstillingens punkt 1 vedtaget, punkt 2 sendt tilbage.
For stemte A og B. Imod stemte: V (1).
Bo Krog var inhabil under punkt 8.
8. Køb af areal (lukket, styrelseslovens § 10, stk. 2)
Sagsnr. 19/1200
Beslutning
Godkendt. Eva Lund stemte imod.
"""
SOUTH = """Havneudvalget
Referat
Mødedato: 8. april 2019
Medlemmer: Ulla Bue, Jens Due

Punkt 3: Skift af bolværk

19/4410

KLE 81.00.00

Beslutning

Udskudt til maj.
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    store = folder / "two.store"
    for name, text in (("Nordby", NORTH), ("Sydby", SOUTH)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        build([folder / f"{name}.txt"], store, municipality=name)
    return open_store(store)


def rows(graph, sparql):
    return [tuple(row.values()) for row in ask(graph, sparql).plain()]


def named(graph, name, columns, **values):
    return [tuple(row[c] for c in columns.split()) for row in ask_named(graph, name, values).plain()]


def test_8_who_was_absent_or_disqualified_is_told_beside_who_sat(graph):
    found = named(graph, "who_sat", "person how quote", body="Kystudvalget", date="2019-03-04")
    assert [row[:2] for row in found if row[1] == "deltog i mødet"] == [
        ("Anna Vig", "deltog i mødet"), ("Bo Krog", "deltog i mødet"), ("Eva Lund", "deltog i mødet"),
    ]  # fmt: skip
    assert ("Ib Dam", "meldte afbud til mødet", "Afbud: … Ib Dam") in found
    assert ("Bo Krog", "inhabil under: Køb af areal", "Bo Krog var inhabil under punkt 8.") in found


def test_absent_people_do_not_attend(graph):
    assert rows(graph, 'SELECT ?p { ?a rg:attends ?m ; rdfs:label ?p . FILTER(STR(?p) = "Ib Dam") }') == []


def test_10_a_closed_item_is_told_with_its_ground(graph):
    found = named(graph, "closed_items", "item title ground decision")
    assert [(row[0], row[2], row[3]) for row in found] == [("8", "styrelseslovens § 10, stk. 2", "Godkendt. Eva Lund stemte imod.")]  # fmt: skip


def test_11_the_other_municipalitys_decision_on_the_subject_is_found_from_either_side(graph):
    columns = "municipality date body item title subject outcome"
    assert named(graph, "same_subject_elsewhere", columns, case="81.00.00-P19-20-19") == [
        ("Sydby Kommune", "2019-04-08", "Havneudvalget", "3", "Skift af bolværk", "KLE 81.00.00", "udskudt"),
    ]  # fmt: skip
    assert [row[:2] for row in named(graph, "same_subject_elsewhere", columns, case="19/4410")] == [
        ("Nordby Kommune", "2019-03-04"),
    ]  # fmt: skip


def test_each_point_has_its_outcome_and_the_decision_one_of_its_own(graph):
    found = rows(
        graph,
        """SELECT ?number ?outcome ?whole ?words { ?part rg:ofDecision ?d ; rg:onPoint/rg:number ?number ;
        rg:partOutcome/skos:prefLabel ?outcome ; rg:text ?words . ?d rg:outcome/skos:prefLabel ?whole .
        FILTER(LANG(?outcome) = "da" && LANG(?whole) = "da") } ORDER BY ?number""",
    )
    assert found == [
        ("1", "godkendt", "godkendt", "Indstillingens punkt 1 vedtaget"),
        ("2", "sendt videre", "godkendt", "punkt 2 sendt tilbage."),
    ]


def test_votes_are_told_by_party_and_by_name_with_their_words(graph):
    found = rows(
        graph,
        """SELECT ?quote (GROUP_CONCAT(DISTINCT ?for; separator="+") AS ?pro) ?against ?count ?who {
        ?vote a rg:Vote ; ^oa:hasBody/oa:hasTarget/oa:exact ?quote . OPTIONAL { ?vote rg:partyFor ?for }
        OPTIONAL { ?vote rg:partyAgainst ?against } OPTIONAL { ?vote rg:votesAgainst ?count }
        OPTIONAL { ?vote rg:voterAgainst/rdfs:label ?who } } GROUP BY ?quote ?against ?count ?who ORDER BY ?quote""",
    )
    assert [(q, set((p or "").split("+")), a, n, w) for q, p, a, n, w in found] == [
        ("Eva Lund stemte imod", {""}, None, None, "Eva Lund"),
        ("For stemte A og B. Imod stemte: V (1)", {"A", "B"}, "V", "1", None),
    ]


def test_the_graph_has_the_shape_that_it_must_have(graph):
    assert list(check_shapes(graph)) == []

"""How an organisation changes: renamed, merged, split, dissolved."""

import pytest

from extract.model import Header, Mention, Minutes, Node, Span
from extract.names import NameList
from extract.statements.changes import find_changes

NO_ITEMS = Minutes(Header(None, None, None, None, None, None, None, (), Span(0, 0)), (), None, ())


def read(marked, unmark):
    """The changes in a sentence whose units stand in brackets."""
    text, units = unmark(marked)
    mentions = [
        Mention(Span(text.index(u), text.index(u) + len(u)), Node("unit", ("x", u.casefold())), "test", 90)
        for u in units
    ]
    names = NameList(Node("municipality", ("x",)), "X", (), ())
    return [
        (
            change.label,
            sorted((s.predicate, s.object.key[-1]) for s in change.statements),
            change.statements[0].evidence[0],
        )
        for change in find_changes(text, NO_ITEMS, mentions, names, "2017-05-16")
    ], text


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "[Havnecentret] skifter navn til [Kystcentret].",
            [("changedFrom", "havnecentret"), ("changedTo", "kystcentret")],
        ),
        (
            "[Kystcentret] (tidligere [Havnecentret]) er med.",
            [("changedFrom", "havnecentret"), ("changedTo", "kystcentret")],
        ),
        (
            "Sammenlægningen af [Havnecentret] og [Strandcentret] til [Kystcentret] følger planen.",
            [("changedFrom", "havnecentret"), ("changedFrom", "strandcentret"), ("changedTo", "kystcentret")],
        ),
        ("[Havnecentret] nedlægges.", [("changedFrom", "havnecentret")]),
        (
            "[Kystcentret] opdeles i [Havnecentret] og [Strandcentret].",
            [("changedFrom", "kystcentret"), ("changedTo", "havnecentret"), ("changedTo", "strandcentret")],
        ),
    ],
)
def test_a_change_is_read_with_both_its_sides(sentence, told, unmark):
    ((_, statements, evidence),), text = read(sentence, unmark)
    assert statements == told
    assert evidence.of(text) == text.removesuffix(".")


@pytest.mark.parametrize(
    "sentence",
    ["[Havnecentret] lægger planen frem for [Kystcentret].", "Planen nedlægges ikke. [Havnecentret] er med."],
)
def test_what_changes_no_organisation_is_no_change(sentence, unmark):
    assert read(sentence, unmark)[0] == []


def test_what_a_title_or_a_recommendation_proposes_is_no_change_until_a_decision_tells_it(read_item):
    def told_of(item):
        read = read_item(item)
        return {s.accepted for s in read.document.statements if s.predicate == "changedFrom"}

    proposed = told_of(
        "Nedlæggelse af Styregruppen for havnebruddet\n\n17/1\n\nIndstilling\n\nTMC indstiller, at "
        "Styregruppen for havnebruddet nedlægges.\n\nBESLUTNING DIREKTIONEN DEN 16-05-2017\n\nIkke godkendt."
    )
    assert proposed == {False}
    told = "Styregrupper\n\n17/1\n\nBESLUTNING DIREKTIONEN DEN 16-05-2017\n\nStyregruppen for havnebruddet nedlægges."
    assert told_of(told) == {True}

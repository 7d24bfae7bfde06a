"""How an organisation changes: renamed, merged, split, dissolved."""

import pytest

from extract.model import Mention, Node, Span
from extract.names import NameList
from extract.statements.changes import find_changes


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
        for change in find_changes(text, mentions, names, "2017-05-16")
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

"""What a register decides about statements holds for the named ends, in their time, whatever rules say."""

from dataclasses import replace

import pytest

from extract.model import Node, Span, Statement
from extract.register import parse_register
from extract.settled import Settled, settle

BRIDGE, HARBOUR, UNIT, OTHER = (Node(k, (n,)) for k, n in (("project", "bro"), ("project", "havn"), ("unit", "a"), ("unit", "b")))  # fmt: skip
LABELS = {BRIDGE: ("Åbroen", "broen"), HARBOUR: ("Havnen",), UNIT: ("Anlægscentret", "ANC"), OTHER: ("ABC", "centret")}
SAYS = Statement(BRIDGE, "ownedBy", UNIT, (Span(0, 3),), "cue", 60, False, "reported", "2017-05-16")


def accepted(*rows, statement=SAYS, labels=LABELS):
    register = parse_register("\n".join(["action;kind;name;other;from;to", *rows]).encode(), "r.csv")
    (after,) = settle([statement], Settled.of(register.statements, labels))
    assert replace(after, accepted=statement.accepted) == statement
    return after.accepted


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    ("action", "after"), [("confirm", True), ("reject", False), ("godkend", True), ("afvis", False)]
)
def test_a_decision_outweighs_the_rule(before, action, after):
    assert (
        accepted(f"{action};statement;Åbroen;ownedBy: Anlægscentret;;", statement=replace(SAYS, accepted=before))
        is after
    )


@pytest.mark.parametrize(
    ("row", "settles"),
    [
        ("confirm;oplysning;Åbroen;ownedBy:Anlægscenteret;;", True),  # as names are compared everywhere
        ("confirm;statement;broen;ownedBy: ANC;;", True),  # by other spellings
        ("confirm;statement;Åbroen;ledBy: Anlægscentret;;", False),
        ("confirm;statement;Havnen;ownedBy: Anlægscentret;;", False),
        ("confirm;statement;Åbroen;ownedBy: ABC;;", False),
        ("confirm;statement;Åbroen;ownedBy: Ukendt;;", False),
        ("confirm;statement;Anlægscentret;ownedBy: Åbroen;;", False),
        ("confirm;project;Åbroen;Anlægscentret;;", False),
        ("confirm;statement;Åbroen;ownedBy: Anlægscentret;2017;", True),
        ("confirm;statement;Åbroen;ownedBy: Anlægscentret;2017-05-16;2017-05-16", True),
        ("confirm;statement;Åbroen;ownedBy: Anlægscentret;;2017-05", True),
        ("confirm;statement;Åbroen;ownedBy: Anlægscentret;2017-06;", False),
        ("confirm;statement;Åbroen;ownedBy: Anlægscentret;;2016", False),
        (";statement;Åbroen;ownedBy: Anlægscentret;;", False),
    ],
)
def test_a_line_settles_what_it_names_in_its_time(row, settles):
    assert accepted(row) is settles


def test_a_line_with_a_time_does_not_speak_of_an_unknown_day():
    undated = replace(SAYS, observed=None)
    assert not accepted("confirm;statement;Åbroen;ownedBy: ANC;2017;", statement=undated)
    assert accepted("confirm;statement;Åbroen;ownedBy: ANC;;", statement=undated)


def test_a_name_is_the_thing_that_is_labelled_so_before_one_that_is_only_spelt_so():
    labels = {**LABELS, HARBOUR: ("Broen",)}
    assert not accepted("confirm;statement;Broen;ownedBy: ANC;;", labels=labels)
    assert accepted("confirm;statement;Broen;ownedBy: ANC;;", labels=labels, statement=replace(SAYS, subject=HARBOUR))


def test_of_two_spellings_that_disagree_the_rejection_holds():
    rows = ["confirm;statement;Åbroen;ownedBy: ANC;;", "reject;statement;broen;ownedBy: ANC;;"]
    assert not accepted(*rows, statement=replace(SAYS, accepted=True))
    assert not accepted(*rows[::-1], statement=replace(SAYS, accepted=True))

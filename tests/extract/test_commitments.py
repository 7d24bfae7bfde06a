"""What someone undertakes to do, for whom and by when, and what nobody has undertaken. The meeting is on 16 May 2017."""

import pytest

ITEM = "Havnestrategien\n\n17/1\n\nIndstilling\n\nTMC indstiller, at sagen drøftes.\n\n"
DECISION = f"{ITEM}Beslutning Direktionen den 16-05-2017\n\n"
CASE = f"{ITEM}Sagsfremstilling\n\n"


@pytest.mark.parametrize(
    ("sentence", "by", "to", "when"),
    [
        ("TMC udarbejder et notat inden den 1. juni 2017.", ["TMC"], [], "2017-06-01"),
        ("Direktionen besluttede, at TMC skal undersøge prisen.", ["TMC"], [], None),
        ("Anne Berg sørger for en aftale inden jul.", ["Anne Berg"], [], "until 2017-12-24"),
        ("Planen forelægges Chefforum i juni.", [], ["Chefforum"], "2017-06"),
        ("Chefforum får forelagt planen i juni.", [], ["Chefforum"], "2017-06"),
        ("Chefforum skal have et notat.", [], ["Chefforum"], None),
        ("Der udarbejdes et notat.", [], [], None),
        ("Drøftes på det kommende budgetmøde.", [], [], None),
    ],
)
def test_a_decision_says_what_is_to_be_done(sentence, by, to, when, promised):
    assert promised(DECISION + sentence) == [(by, to, when, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Godkendt.",
        "Direktionen udarbejder et notat.",  # the deciding body's own act is its decision
        "Direktionen orienterede om, hvordan TMC udarbejder et notat.",
        "TMC udarbejdede et notat den 1. maj 2017.",
    ],
)
def test_what_was_done_or_decided_is_no_promise(sentence, promised):
    assert promised(DECISION + sentence) == []


def test_what_another_body_undertakes_in_a_decision_is_a_promise(promised):
    assert [by for by, *_ in promised(f"{DECISION}Chefforum udarbejder et notat.")] == [["Chefforum"]]


def test_a_short_line_of_a_decision_is_a_promise_and_no_heading(promised):
    assert [promise[3] for promise in promised(f"{DECISION}Godkendt.\n\nTMC følger op")] == ["TMC følger op"]


def test_promises_of_one_decision_are_counted(read_item):
    commitments = read_item(f"{DECISION}TMC følger op. ØDC følger op. HR følger op.").document.commitments
    assert [commitment.node.key[-1] for commitment in commitments] == ["1", "2", "3"][: len(commitments)]
    assert len(commitments) > 1


def test_a_sentence_holds_one_promise_at_most(promised):
    assert len(promised(f"{DECISION}TMC udarbejder et notat, der forelægges Chefforum. TMC følger op.")) == 2


def test_a_day_gone_by_is_no_date_to_keep(promised):
    (promise,) = promised(f"{DECISION}TMC følger op på notatet af 1. maj 2017.")
    assert promise[2] is None


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("TMC vil senest den 1. juni 2017 sende et udkast.", [(["TMC"], [], "2017-06-01")]),
        ("Planen skal forelægges for Byrådet den 1. juni 2017.", [([], ["Byrådet"], "2017-06-01")]),
        ("TMC vil sende et udkast.", []),
        ("TMC vil sende et udkast efter mødet den 1. maj 2017.", []),
        ("Planen skal forelægges for Byrådet.", []),
        ("TMC udarbejder et notat inden den 1. juni 2017.", []),
    ],
)
def test_in_the_cases_text_only_what_has_a_day_to_come_is_a_promise(sentence, found, promised):
    assert [promise[:3] for promise in promised(CASE + sentence)] == found


def test_a_row_of_a_list_to_remember_is_promised_to_the_meetings_body(promised):
    table = "Sag/emne\tTidspunkt\tAnsvarlig\nHavneplanen\tJuni 2017\tTMC\nCykelplanen\tMaj 2016\t\nVandplanen\t\tTMC"
    assert [promise[:3] for promise in promised(CASE + table)] == [
        (["TMC"], ["Direktionen"], "2017-06"),
        (["TMC"], ["Direktionen"], None),
    ]


def test_a_table_that_says_only_who_is_promised_too(promised):
    assert [promise[:3] for promise in promised(f"{CASE}Emne\tAnsvarlig\nHavneplanen\tTMC\nCykelplanen\tSenere")] == [
        (["TMC"], ["Direktionen"], None)
    ]


def test_a_promise_knows_its_decision_and_the_day_it_fell(read_item):
    earlier = DECISION.replace("Direktionen den 16-05-2017", "Byrådet den 08-05-2017")
    one = read_item(f"{earlier}TMC udarbejder et notat inden den 12. maj 2017.")
    (commitment,) = one.document.commitments
    (decision,) = one.document.items[0].decisions
    assert (commitment.decision, commitment.observed) == (decision.node, "2017-05-08")
    assert commitment.due.key[0] == "2017-05-12"  # to come on that day
    assert one.quoted(commitment.evidence)[1] == "Beslutning Byrådet den 08-05-2017"


def test_a_long_promise_has_a_label_that_ends_at_a_word(read_item):
    one = read_item(f"{DECISION}TMC udarbejder et notat om {'mange forskellige ting ' * 8}i byen.")
    label = one.document.commitments[0].label
    assert label.endswith(" ting …") or label.endswith(" forskellige …") or label.endswith(" mange …")
    assert len(label) <= 112

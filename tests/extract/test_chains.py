"""Matters followed from meeting to meeting: what resumes a deferred decision, and what keeps a promise."""

from itertools import permutations

import pytest


def item(title, case, decision, when, body="Direktionen"):
    return f"{title}\n\n{case}\n\nIndstilling\n\nTMC indstiller noget.\n\nBeslutning {body} den {when}\n\n{decision}"


@pytest.fixture
def meeting(make_minutes):
    """Minutes of a day in May 2017, with items as title, case number and decision."""

    def make(day, *items, body="Direktionen"):
        when = f"{day:02}-05-2017"
        printed = [i if isinstance(i, str) else item(*i, when, body) for i in items]
        return make_minutes(*printed, body=body, date=when, long=when)

    return make


@pytest.fixture
def resumed(chained):
    """The days that what resumes fell on and what was resumed, and the rule."""

    def read(*texts):
        return [(link.subject.key[2], link.object.key[2], link.rule) for link in chained(*texts)]

    return read


DEFERRED = ("Broen", "17/1", "Udskudt.")


def test_the_next_decision_under_the_item_resumes_a_deferred_one(meeting, resumed):
    printed = item(*DEFERRED, "16-05-2017") + "\n\nBeslutning Byrådet den 23-05-2017\n\nGodkendt."
    assert resumed(meeting(16, printed)) == [("2017-05-23", "2017-05-16", "same-item")]


@pytest.mark.parametrize(
    ("later", "found"),
    [
        (("Broen", "17/1", "Godkendt."), [("2017-05-23", "2017-05-16", "same-case-and-title")]),
        (("BROEN", "17/1", "Godkendt."), [("2017-05-23", "2017-05-16", "same-case-and-title")]),
        (("Vejen til havet", "17/1", "Godkendt."), []),
        (("Broen", "17/2", "Godkendt."), []),
    ],
)
def test_an_item_of_the_same_case_and_title_resumes_a_deferred_one(later, found, meeting, resumed):
    assert resumed(meeting(16, DEFERRED), meeting(23, later)) == found


def test_what_was_not_deferred_is_not_resumed(meeting, resumed):
    assert resumed(meeting(16, ("Broen", "17/1", "Godkendt.")), meeting(23, ("Broen", "17/1", "Godkendt."))) == []


def test_what_fell_before_or_on_the_day_resumes_nothing(meeting, resumed):
    assert resumed(meeting(16, DEFERRED), meeting(9, ("Broen", "17/1", "Godkendt."))) == []
    assert resumed(meeting(16, DEFERRED), meeting(16, ("Broen", "17/1", "Godkendt."), body="Byrådet")) == []


def test_the_first_of_several_later_decisions_resumes_and_each_deferral_has_its_own(meeting, resumed):
    days = [meeting(16, DEFERRED), meeting(23, DEFERRED), meeting(30, ("Broen", "17/1", "Godkendt."))]
    assert resumed(*days) == [
        ("2017-05-23", "2017-05-16", "same-case-and-title"),
        ("2017-05-30", "2017-05-23", "same-case-and-title"),
    ]


def test_a_case_that_gathers_unlike_items_makes_no_matter(meeting, resumed):
    other = ("Vejen til havet", "17/1", "Godkendt."), ("Skolernes ferie", "17/1", "Godkendt.")
    assert resumed(meeting(16, DEFERRED, *other), meeting(23, ("Broen", "17/1", "Godkendt."))) == []


def test_the_link_rests_on_both_headings(meeting, linked, chained):
    texts = meeting(16, DEFERRED), meeting(23, ("Broen", "17/1", "Godkendt."))
    (link,) = chained(*texts)
    read = {one.document.content_hash: one.text for one in linked(*texts)}
    assert [span.of(read[source]) for source, span in link.evidence] == [
        "Beslutning Direktionen den 16-05-2017",
        "Beslutning Direktionen den 23-05-2017",
    ]
    assert link.observed == "2017-05-23"


def test_the_order_of_documents_changes_nothing(meeting, chained):
    texts = [
        meeting(16, ("Broen", "17/1", "Udskudt. Planen forelægges Byrådet i juni.")),
        meeting(23, ("Broen", "17/1", "Godkendt.")),
        meeting(30, ("Broen", "17/1", "Godkendt."), body="Byrådet"),
    ]
    first, *others = [chained(*order) for order in permutations(texts)]
    assert {link.predicate for link in first} == {"resumes", "keptBy"}
    assert all(other == first for other in others)


# --- promises -------------------------------------------------------------------------------------

PROMISE = ("Broen", "17/1", "Planen forelægges Byrådet i juni.")


@pytest.mark.parametrize(
    ("day", "body", "case", "kept"),
    [
        (23, "Byrådet", "17/1", True),
        (23, "Chefforum", "17/1", False),  # another body than the one that was promised something
        (9, "Byrådet", "17/1", False),  # before the promise
        (16, "Byrådet", "17/1", False),  # on its day
        (23, "Byrådet", "17/2", False),
    ],
)
def test_a_later_item_of_the_case_before_the_body_keeps_a_promise(day, body, case, kept, meeting, chained):
    found = chained(meeting(16, PROMISE), meeting(day, ("Planen for broen", case, "Godkendt."), body=body))
    assert [(link.predicate, link.object.key[2]) for link in found] == ([("keptBy", "2017-05-23")] if kept else [])


def test_a_promise_to_nobody_is_not_seen_to_be_kept(meeting, chained):
    promise = ("Broen", "17/1", "TMC udarbejder en plan.")
    later = meeting(23, ("Planen for broen", "17/1", "Godkendt."), body="Byrådet")
    assert chained(meeting(16, promise), later) == []


def test_the_first_of_several_later_items_keeps_a_promise(meeting, chained):
    later = [meeting(day, ("Planen for broen", "17/1", "Godkendt."), body="Byrådet") for day in (30, 23)]
    (link,) = chained(meeting(16, PROMISE), *later)
    assert link.observed == "2017-05-23"


def test_a_case_that_gathers_unlike_items_keeps_no_promise(meeting, chained):
    other = ("Vejen til havet", "17/1", "Godkendt."), ("Skolernes ferie", "17/1", "Godkendt.")
    later = meeting(23, ("Planen for broen", "17/1", "Godkendt."), body="Byrådet")
    assert chained(meeting(16, PROMISE, *other), later) == []


def test_what_keeps_a_promise_rests_on_the_words_of_the_promise_and_the_later_title(meeting, linked, chained):
    texts = meeting(16, PROMISE), meeting(23, ("Planen for broen", "17/1", "Godkendt."), body="Byrådet")
    (link,) = chained(*texts)
    read = {one.document.content_hash: one.text for one in linked(*texts)}
    assert [span.of(read[source]) for source, span in link.evidence] == [PROMISE[2], "Planen for broen"]


@pytest.mark.parametrize(
    ("words", "kept"),
    [("Forelægges direktionen igen i juni.", True), ("TMC udarbejder en plan.", False)],
)
def test_the_return_of_a_deferred_matter_keeps_what_was_said_of_it(words, kept, meeting, linked, chained):
    texts = meeting(16, ("Broen", "17/1", f"Udskudt. {words}")), meeting(23, ("Broen", "17/1", "Godkendt."))
    links = [link for link in chained(*texts) if link.predicate == "keptBy" and link.rule == "resumed"]
    read = {one.document.content_hash: one.text for one in linked(*texts)}
    quoted = [[span.of(read[source]) for source, span in link.evidence] for link in links]
    assert quoted == ([[words, "Beslutning Direktionen den 23-05-2017"]] if kept else [])

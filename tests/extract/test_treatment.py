"""Which points of a recommendation a decision follows and which it departs from, and where it is silent."""

import pytest

PLAN, PARK = "godkender tidsplanen for havnen", "drøfter økonomien i byparken"


@pytest.fixture
def treated(read_item):
    """What a decision does with each point: F follows, D departs, a dot where it says nothing; and the quotations."""

    def read(points, decision):
        below = "\n\n".join(f"- {point}" for point in points)
        one = read_item(
            f"Havnen\n\n17/1\n\nIndstilling\n\nTMC indstiller, at direktionen\n\n{below}\n\n"
            f"Beslutning Direktionen den 16-05-2017\n\n{decision}"
        )
        marks = {"follows": "F", "deviatesFrom": "D"}
        done = {s.object: s for s in one.document.statements if s.predicate in marks}
        numbered = [done.get(point.node) for point in one.document.items[0].points]
        quoted = [one.quoted(s.evidence)[-1] for s in numbered if s]
        return "".join(marks[s.predicate] if s else "." for s in numbered), quoted

    return read


@pytest.mark.parametrize(
    ("decision", "marks"),
    [
        ("Godkendt.", "FF"),
        ("Godkendt, idet tidsplanen rettes.", "FF"),
        ("Indstillingen blev tiltrådt.", "FF"),
        ("Afvist.", "DD"),
        ("Indstillingen blev ikke godkendt.", "DD"),
        # A decision that names a point is about that one.
        ("Direktionen godkendte tidsplanen for havnen.", "F."),
        ("Direktionen drøftede sagen.", ".F"),
        ("Direktionen godkendte ikke tidsplanen.", "D."),
        ("Tidsplanen blev ikke godkendt. Økonomien blev drøftet.", "DF"),
        ("Godkendt, men der skal ikke laves en tidsplan.", "DF"),
        # Sent back is another thing than put off.
        ("Sagen undersøges nærmere og forelægges igen.", "DD"),
        ("Udskudt.", ".."),
        ("TMC følger op.", ".."),
        ("Direktionen så på sagen.", ".."),
        # Many words are more than a yes to all.
        ("Godkendt er nu en række andre ting, som mange har ventet længe på at se her.", ".."),
    ],
)
def test_a_decision_is_held_against_each_point(decision, marks, treated):
    assert treated([PLAN, PARK], decision)[0] == marks


def test_a_departure_from_the_only_point_need_not_name_it(treated):
    decision = "Direktionen valgte en anden vej frem for den foreslåede."
    assert treated(["godkender tidsplanen"], decision)[0] == "D"
    assert treated(["godkender tidsplanen", "godkender økonomien"], decision)[0] == ".."


def test_what_stands_behind_a_turn_is_decided_instead(treated):
    decision = "Direktionen besluttede, at der ikke skal laves en tidsplan, men at økonomien skal med."
    assert treated([PLAN, "godkender økonomien"], decision)[0] == "DF"


def test_of_choices_below_a_point_only_what_is_said_is_sent_back(treated):
    points = ["vælger mellem", "a. en stor bypark", "b. en lille havneplads"]
    assert treated(points, "Sagen undersøges nærmere og forelægges igen.")[0] == "D.."


def test_words_that_every_decision_has_tell_no_point(treated):
    assert treated(["godkender arbejdet med sagen", PARK], "Direktionen godkendte arbejdet med vejen.")[0] == ".."


def test_it_rests_on_the_sentence_that_says_so(treated):
    assert treated([PLAN, PARK], "Tidsplanen blev ikke godkendt. Økonomien blev drøftet.")[1] == [
        "Tidsplanen blev ikke godkendt.",
        "Økonomien blev drøftet.",
    ]
    assert treated([PLAN], "Godkendt. TMC følger op.")[1] == ["Godkendt."]
    # What speaks of the point itself goes before what settles all.
    named = "Direktionen godkendte tidsplanen for havnen."
    assert treated([PLAN, PARK], f"Godkendt. {named}")[1] == [named, "Godkendt."]


def test_a_decision_of_another_meeting_under_the_item_is_held_against_its_points_too(read_item):
    one = read_item(
        f"Havnen\n\n17/1\n\nIndstilling\n\nTMC indstiller, at direktionen\n\n- {PLAN}\n\n"
        "Beslutning Direktionen den 16-05-2017\n\nGodkendt.\n\nBeslutning Byrådet den 08-05-2017\n\nAfvist."
    )
    first, second = one.document.items[0].decisions
    found = {(s.subject, s.predicate) for s in one.document.statements if s.predicate in ("follows", "deviatesFrom")}
    assert found == {(first.node, "follows"), (second.node, "deviatesFrom")}


def test_a_yes_with_a_remark_is_less_sure_than_a_bare_one(read_item):
    def sure(decision):
        head = f"Havnen\n\n17/1\n\nIndstilling\n\nTMC indstiller, at direktionen\n\n- {PLAN}"
        document = read_item(f"{head}\n\nBeslutning Direktionen den 16-05-2017\n\n{decision}").document
        return next(s.confidence for s in document.statements if s.predicate == "follows")

    assert sure("Godkendt.") > sure("Godkendt, idet økonomien rettes.")

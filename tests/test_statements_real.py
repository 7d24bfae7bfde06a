"""What is stated in the real minutes, held against what annotators read in them: the scores do not fall."""

import pytest

from referatgraf.calibration import calibration_error
from referatgraf.gold import read_gold
from referatgraf.score import scores


@pytest.fixture(scope="module")
def result(shared, real_graph):
    return scores(real_graph, read_gold(shared / "gold"))


def test_relations_are_found_and_those_accepted_are_right(result):
    relations = result.figures["relations"]
    assert relations["f1"] >= 0.75
    assert relations["p"] >= 0.88


@pytest.mark.parametrize(
    "predicate", ["hasDeadline", "presentedTo", "governedBy", "partOf", "participatesIn", "ownedBy"]
)
def test_no_common_relation_is_neglected(predicate, result):
    assert result.figures["relations_by_predicate"][predicate]["f1"] >= 0.58


def test_what_is_right_rests_on_the_words_that_say_so_and_on_few_more(result):
    evidence = result.figures["relation_evidence"]
    placed, right = map(int, evidence["right_and_placed"].split("/"))
    assert placed / right >= 0.95
    assert evidence["length_ratio_median"] <= 2


@pytest.mark.parametrize(("part", "least"), [("about_projects", 0.85), ("recommended_by", 0.85), ("decisions", 0.98)])
def test_items_know_what_they_are_about_who_recommends_and_what_was_decided(part, least, result):
    assert result.figures["structure"][part]["f1"] >= least


def test_a_confidence_tells_how_often_it_is_right(result):
    assert len(result.judged) > 150
    assert calibration_error(result.judged) <= 0.08


def test_what_waits_for_review_is_less_often_right_than_what_is_accepted(result):
    def share(judged):
        return sum(each.right for each in judged) / max(1, len(judged))

    waiting = [each for each in result.judged if each.confidence < 0.7]
    accepted = [each for each in result.judged if each.confidence >= 0.7]
    assert share(waiting) < share(accepted)

"""Each way in which the word lists say a thing, held against the sentence that stands beside it."""

import re
from re import _constants as op  # the standard library has no other parser of patterns
from re import _parser as grammar
from time import process_time

import pytest

from extract.lexicon import load
from extract.model import AgendaItem, Block, Mention, Node, Section, Span
from extract.statements.cues import compiled, hints_in, named
from extract.statements.relations import Ends, find_relations
from extract.statements.topics import Topics
from extract.statements.view import SIGNS, Signed, View

LISTS = {"relations": "cue", "commitments": "cue", "status": "state"}
SIGN = re.compile(r"⟦([A-Z])(\d+)⟧")
KINDS = {sign: kind for kind, sign in reversed(SIGNS.items())}

ENTRIES = [(name, entry) for name, key in LISTS.items() for entry in load(name)[key]]
PATTERNS = [(n, e, *pair) for n, e in ENTRIES for pair in zip(e["patterns"], e.get("examples", ()), strict=False)]
RELATIONS = [pytest.param(e, p, x, id=f"{e['rule']}: {x}") for n, e, p, x in PATTERNS if n == "relations"]
WITH_ENDS = [pytest.param(p, x, id=f"{e['rule']}: {x}") for n, e, p, x in PATTERNS if n != "status"]
STATES = [pytest.param(e, p, x, id=x) for n, e, p, x in PATTERNS if n == "status"]
HINTED = [pytest.param(e, id=e["rule"]) for n, e in ENTRIES if e.get("hints")]


def signed(example):
    mentions = [Mention(Span(0, 0), Node(KINDS[s], (number,)), "test", 90) for s, number in SIGN.findall(example)]
    return Signed(Span(0, len(example)), example, tuple(mentions))


@pytest.mark.parametrize("entry", [pytest.param(e, id=e.get("rule") or e["name"]) for _, e in ENTRIES])
def test_each_pattern_has_an_example_beside_it(entry):
    assert len(entry["examples"]) == len(entry["patterns"])
    assert len(set(entry["examples"])) == len(entry["examples"])


@pytest.mark.parametrize(("pattern", "example"), WITH_ENDS)
def test_an_example_has_every_end_that_its_pattern_names(pattern, example):
    match = compiled(pattern).search(example)
    assert match, "the pattern does not fit its example"
    assert [group for group, words in match.groupdict().items() if not words] == []
    ends = [named(match, end, signed(example)) for end in sorted(set(re.findall(r"\{([a-z])\d?:", pattern)))]
    assert all(ends)
    assert len({node for nodes in ends for node in nodes}) == sum(map(len, ends)), "a thing stands at two ends"


@pytest.mark.parametrize("example", [example for *_, example in PATTERNS])
def test_the_signs_of_an_example_are_numbered_as_they_stand(example):
    numbers = [int(number) for _, number in SIGN.findall(example)]
    assert numbers == list(range(len(numbers)))


@pytest.mark.parametrize(("entry", "pattern", "example"), STATES)
def test_an_example_of_a_state_tells_that_state_and_no_earlier_one(entry, pattern, example):
    assert re.search(pattern, example)
    states = [s["name"] for s in load("status")["state"] if any(re.search(p, example) for p in s["patterns"])]
    assert states[0] == entry["name"]
    assert not re.search(load("status")["not_so"]["pattern"], example)
    assert any(hint in example.lower() for hint in load("status")["hints"])


# --- the whole way from a sentence to a statement -------------------------------------------------


def told(example, role):
    """What an example states in a section of a role, below a heading with a project and a title with a unit."""
    text, mentions = "", []

    def add(words, *kinds):
        nonlocal text
        start, text = len(text), text + words
        mentions.extend(Mention(Span(start, len(text)), Node(kind, (words,)), "test", 90) for kind in kinds)

    add("Titlen", "unit")
    add("\n")
    add("Overskriften", "project")
    add("\n")
    start = len(text)
    for number, part in enumerate(re.split(r"(⟦[A-Z]\d+⟧)", example)):
        if sign := SIGN.fullmatch(part):
            # A group's name names what it steers.
            add(f"Navn{number}", KINDS[sign[1]], *(["project"] if sign[1] == "G" else []))
        else:
            add(part)
    title, heading, sentence = Span(0, 6), Span(7, 19), Span(start, len(text))
    section = Section("", role, Span(6, 6), Span(7, len(text)), 0)
    blocks = (Block("heading", heading), Block("paragraph", sentence))
    item = AgendaItem("1", "", title, None, None, None, False, (section,), (), (), (), blocks, Span(0, len(text)))
    view = View(text, mentions)
    ends = Ends(Node("agenda_item", ()), Node("meeting", ()), title, title, ((sentence, Node("decision", ())),))
    return list(find_relations(view, item, ends, Topics(view, item)))


@pytest.mark.parametrize(("entry", "pattern", "example"), RELATIONS)
def test_an_example_is_read_as_what_its_cue_states(entry, pattern, example):
    read = [s for s in told(example, entry.get("sections", ["case"])[0]) if s.rule == entry["rule"]]
    assert {stated.predicate for stated in read} == {entry["predicate"]}


def test_a_cue_of_decisions_reads_nothing_elsewhere():
    assert [s.predicate for s in told("⟦G0⟧ nedlægges.", "decision")] == ["dissolves"]
    assert told("⟦G0⟧ nedlægges.", "case") == []


@pytest.mark.parametrize("between", [", ", " og ", " (x), ", " skal se på "])
def test_a_sentence_with_many_names_is_read_in_a_moment(between):
    patterns = [re.compile(p) if name == "status" else compiled(p) for name, _, p, _ in PATTERNS]
    sentences = [f"Når projektet er {between.join(f'⟦{kind}{n}⟧' for n in range(60))}" for kind in KINDS]
    begun = process_time()
    for pattern in patterns:
        for sentence in sentences:
            pattern.search(sentence)
    assert process_time() - begun < 5  # two to the power of sixty would be for ever


# --- hints ----------------------------------------------------------------------------------------


def ways(parsed):
    """Texts that a pattern fits, such that each of its alternatives stands in one of them at least."""
    parts = [_ways_of(code, value) for code, value in parsed]
    plain = [part[0] for part in parts]
    yield "".join(plain)
    for at, part in enumerate(parts):
        for other in part[1:]:
            yield "".join([*plain[:at], other, *plain[at + 1 :]])


def _ways_of(code, value):
    if code is op.LITERAL:
        return [chr(value)]
    if code is op.SUBPATTERN:
        return list(ways(value[3]))
    if code is op.BRANCH:
        return [way for branch in value[1] for way in ways(branch)]
    if code in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, _, repeated = value
        return [*([] if least else [""]), *(way * max(1, least) for way in ways(repeated))]
    return [" "]  # a sign of some class, or a place: no word of the cue's


@pytest.mark.parametrize("entry", HINTED)
def test_a_hint_stands_in_each_way_of_each_pattern_of_its_cue(entry):
    unused = set(entry["hints"])
    for pattern in map(compiled, entry["patterns"]):
        hints = hints_in(pattern, entry["hints"])
        texts = [text.lower() for text in ways(grammar.parse(pattern.pattern))]
        assert [text for text in texts if not any(hint in text for hint in hints)] == []
        unused -= {hint for hint in hints if any(hint in text for text in texts)}
    assert unused == set()


@pytest.mark.parametrize("entry", HINTED)
def test_a_hint_is_part_of_one_word_in_small_letters(entry):
    # Between two words a line may end.
    assert [hint for hint in entry["hints"] if hint != hint.lower() or re.search(r"\s", hint)] == []


@pytest.mark.parametrize("entry", HINTED)
def test_hints_let_the_examples_of_their_cue_through(entry):
    for pattern, example in zip(entry["patterns"], entry["examples"], strict=True):
        assert any(hint in example.lower() for hint in hints_in(compiled(pattern), entry["hints"]))

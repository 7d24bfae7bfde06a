"""Records to quads: what is written, where, and how literals are escaped."""

from collections import Counter
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Entity, LinkedDocument, MeetingRecord, Mention, Node, Run, Span, Statement
from graph.build import Writer, danish, fitting, literal, misfits
from graph.identifiers import Identifiers, slug
from graph.query import ask

TOWN = Node("municipality", ("nørre by",))
MEETING = Node("meeting", ("nørre by", "råd", "2020-01-02"))
PERSON = Node("person", ("nørre by", "bo dal"))
PROJECT = Node("project", ("nørre by", "havn"))
GROUP = Node("steering_group", ("nørre by", "styregruppe for havn"))
TEXT = 'Rådet 2020: Bo Dal og "Havnen"\nStyregruppen for havnen'


def document(statements=(), mentions=(), content_hash="a" * 64):
    spans = {Span(0, 11), *(m.span for m in mentions), *(s for x in statements for s in x.evidence)}
    return LinkedDocument(
        content_hash, "b" * 64, "text/plain", ("one.txt", "two.txt"),
        MeetingRecord(MEETING, "Råd", TOWN, None, "2020-01-02", "09:00", None, Span(0, 11), True),
        (), tuple(mentions), tuple(statements), quotes={span: span.of(TEXT) for span in spans},
    )  # fmt: skip


def load(*lines):
    store = ox.Store()
    store.load("".join(line for part in lines for line in part).encode(), format=ox.RdfFormat.N_QUADS)
    return store


def test_a_mention_is_an_annotation_with_its_words_and_place():
    mention = Mention(Span(12, 18), PERSON, "attendee", 97)
    store = load(Writer(Identifiers()).describe_source(document(mentions=[mention])))
    rows = ask(store, "SELECT ?q ?s ?e ?c ?r { ?a oa:hasBody ?b ; oa:hasTarget ?t ; rg:confidence ?c ; rg:rule ?r ."
                      " ?t oa:exact ?q ; oa:start ?s ; oa:end ?e . FILTER(?r = 'attendee') }").plain()  # fmt: skip
    assert rows == [{"q": "Bo Dal", "s": "12", "e": "18", "c": "0.97", "r": "attendee"}]


def test_a_mention_costs_thirteen_quads_at_most():
    bare, writer = document(), Writer(Identifiers())
    with_one = document(mentions=[Mention(Span(12, 18), PERSON, "attendee", 97)])
    assert len(list(writer.describe_source(with_one))) - len(list(writer.describe_source(bare))) <= 13


def test_an_accepted_statement_is_a_plain_triple_and_one_that_is_not_waits():
    yes = Statement(PROJECT, "governedBy", GROUP, (Span(31, 54),), "r", 90)
    no = Statement(PERSON, "memberOf", GROUP, (Span(12, 18),), "r", 50, accepted=False)
    store = load(Writer(Identifiers()).describe_joined(document([yes, no]), lambda n: True))
    assert ask(store, "ASK { ?p rg:governedBy ?g }").plain() == [{"answer": "true"}]
    assert ask(store, "ASK { ?p rg:memberOf ?g }").plain() == [{"answer": "false"}]
    assert ask(store, "SELECT (COUNT(*) AS ?n) { ?s a rdf:Statement }").plain() == [{"n": "2"}]


def test_what_fits_no_domain_is_dropped_and_counted():
    wrong = Statement(PERSON, "governedBy", GROUP, (Span(0, 5),), "r", 90)
    assert list(fitting([wrong])) == []
    assert misfits([wrong]) == Counter({"governedBy": 1})


def test_what_another_source_owns_is_not_described_twice():
    writer = Writer(Identifiers())
    first = load(writer.describe_joined(document(), lambda n: False))
    assert ask(first, "SELECT ?s { ?m rg:source ?s }").plain() == [{"s": Identifiers().source("a" * 64)}]
    assert ask(first, "ASK { ?m rg:date ?d }").plain() == [{"answer": "false"}]


def test_quads_stand_in_the_graph_that_the_design_gives_them():
    writer, ids = Writer(Identifiers()), Identifiers()
    mine = load(writer.describe_source(document(mentions=[Mention(Span(12, 18), PERSON, "a", 90)])))
    assert {q.graph_name.value for q in mine} == {ids.source("a" * 64)}
    joined = load(writer.describe_joined(document(), lambda n: True), writer.describe_entity(Entity(PERSON, "Bo Dal", ("Bo",))),
                  writer.describe_run(Run("1", "f", None, "all")))  # fmt: skip
    assert {q.graph_name.value for q in joined} == {ids.joined_graph}


@pytest.mark.parametrize(
    ("entity", "question"),
    [
        (Entity(Node("amount", ("1 to 2",)), "1-2 kr.", (), (("minimum", "1"), ("maximum", "2"), ("currency", "DKK"))),
         "ASK { ?x schema:minValue 1.0 ; schema:maxValue 2.0 ; schema:currency 'DKK' }"),
        (Entity(Node("date", ("2020-01",)), "januar 2020", (), (("edtf", "2020-01"),)),
         "ASK { ?x rg:edtf '2020-01' ; rdfs:label 'januar 2020'@da ; a time:TemporalEntity }"),
        (Entity(Node("case", ("nørre by", "20/1")), "20/1", (), (("case_number", "20/1"),), TOWN),
         "ASK { ?x rg:caseNumber '20/1' ; rg:municipality ?m ; a rg:Case }"),
        (Entity(Node("unit", ("nørre by", "tmc")), "Teknik- og Miljøcentret", ("TMC",), (("notation", "TMC"),), TOWN),
         "ASK { ?x skos:notation 'TMC' ; skos:altLabel 'TMC'@da ; a org:OrganizationalUnit }"),
    ],
)  # fmt: skip
def test_an_entity_has_the_values_of_its_kind(entity, question):
    assert ask(load(Writer(Identifiers()).describe_entity(entity)), question).plain() == [{"answer": "true"}]


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=60))
def test_any_text_survives_as_a_literal(text):
    lines = [f"<urn:a> <urn:b> {literal(text)} <urn:g> .\n", f"<urn:a> <urn:c> {danish(text)} <urn:g> .\n"]
    assert {q.object.value for q in load(lines)} == {text}


def test_iris_are_ascii_and_persons_opaque():
    ids = Identifiers("https://example.org/")
    assert ids.node(PROJECT) == "https://example.org/project/noerre-by/havn"
    assert "bo" not in ids.node(PERSON).rpartition("/")[2]
    assert slug("Ærø & Åby  I/S") == "aeroe-aaby-i-s"
    assert ids.span("urn:s", Span(1, 2)) == "urn:s#char=1,2"


def test_a_place_in_a_file_with_pages_names_its_page():
    with_pages = replace(document(mentions=[Mention(Span(12, 18), PERSON, "attendee", 97)]), pages=((0, 1), (12, 4)))
    question = "SELECT ?start ?page { ?t oa:start ?start ; rg:page ?page } ORDER BY ?start"
    store = load(Writer(Identifiers()).describe_source(with_pages))
    assert ask(store, question).plain() == [{"start": "0", "page": "1"}, {"start": "12", "page": "4"}]
    assert not list(ask(load(Writer(Identifiers()).describe_source(document())), question).plain())


def test_a_place_in_an_export_names_its_element():
    export = replace(
        document(mentions=[Mention(Span(12, 18), PERSON, "attendee", 97)]), elements=((0, "/a"), (12, "/a/b[2]"))
    )
    question = "SELECT ?start ?element { ?t oa:start ?start ; rg:element ?element } ORDER BY ?start"
    store = load(Writer(Identifiers()).describe_source(export))
    assert ask(store, question).plain() == [{"start": "0", "element": "/a"}, {"start": "12", "element": "/a/b[2]"}]

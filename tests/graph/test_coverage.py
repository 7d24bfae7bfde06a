"""Gaps and clashes are found where they are put into a small graph made by hand, and not where the minutes answer them."""

import itertools

import pyoxigraph as ox
import pytest

from extract.read import read_source
from graph.coverage import coverage
from graph.findings import kinds, name_of
from graph.query import ask_named
from graph.vocabulary import PREFIXES

PREFIX = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
HERE = "http://here/"
NUMBERS = itertools.count(1)

# Two meetings of one body, each told by a file of its own, with a decided item in the first.
BASE = """
<s1> a rg:Source ; rdfs:label "maj.txt" ; rg:lines 40 ; rg:linesUnread 0 .
<s2> a rg:Source ; rdfs:label "juni.txt" ; rg:lines 50 ; rg:linesUnread 0 .
<råd> a rg:Body ; rdfs:label "Rådet"@da .
<m1> a rg:Meeting ; rdfs:label "Rådet 2021-05-01" ; rg:heldBy <råd> ; rg:date "2021-05-01"^^xsd:date ; rg:source <s1> .
<m2> a rg:Meeting ; rdfs:label "Rådet 2021-06-01" ; rg:heldBy <råd> ; rg:date "2021-06-01"^^xsd:date ; rg:source <s2> .
"""


def item(name, meeting="m1", number="1", closed="false", more=""):
    return f'<{name}> a rg:AgendaItem ; rdfs:label "{name}"@da ; rg:meeting <{meeting}> ; rg:number "{number}" ; rg:closed {closed} {more} .'


def decision(name, items, date="2021-05-01", outcome="adopted"):
    return f'<{name}> a rg:Decision ; rdfs:label "{name}"@da ; rg:item {items} ; rg:date "{date}"^^xsd:date ; rg:outcome outcome:{outcome} .'


def read(node, words, source="s1", rule="structure", more=""):
    """An annotation with a span of its own."""
    n = next(NUMBERS)
    exact = words.replace("\n", "\\n")
    return f"""<a{n}> a oa:Annotation ; oa:hasBody <{node}> ; oa:hasTarget <x{n}> ; rg:rule "{rule}" {more} .
      <x{n}> oa:exact "{exact}" ; oa:start {n * 1000} ; oa:end {n * 1000 + len(words)} ; oa:hasSource <{source}> ."""


def states(subject, predicate, object_, words, source="s1", observed="2021-05-01", accepted="true"):
    """A statement with its annotation, and the triple where it is accepted."""
    name = f"st-{subject}-{predicate}-{object_}"
    triple = f"<{subject}> rg:{predicate} <{object_}> ." if accepted == "true" else ""
    return f"""<{name}> a rdf:Statement ; rdf:subject <{subject}> ; rdf:predicate rg:{predicate} ; rdf:object <{object_}> .
      {"<" + name + "> rg:accepted true ." if accepted == "true" else ""} {triple}
      {read(name, words, source, "cue", f'; rg:observed "{observed}"^^xsd:date')}"""


def date(name, first, last=None, label=""):
    return f'<{name}> a rg:Date ; rdfs:label "{label or name}" ; rg:firstDay "{first}"^^xsd:date ; rg:lastDay "{last or first}"^^xsd:date .'


def graph(*parts):
    store = ox.Store()
    data = PREFIX + "".join((BASE, *parts))
    store.load(data.encode(), format=ox.RdfFormat.TURTLE, base_iri=HERE, to_graph=ox.NamedNode("urn:g"))
    return store


def found(*parts, kind, day=None):
    findings = [f for f in coverage(graph(*parts), day).findings if f.kind == kind]
    assert all(f.danish and f.english and f.danish != f.english for f in findings)
    return findings


# --- what is missing ------------------------------------------------------------------------------


def test_a_graph_that_answers_everything_has_no_findings():
    parts = [item("broen"), decision("d", "<broen>"), read("broen", "Punkt 1: Broen", more='; rg:readTitle "Broen"')]
    assert coverage(graph(*parts)).findings == ()


def test_an_item_without_a_decision_is_named_and_its_meeting_counts_it():
    parts = [item("broen"), item("havnen", number="2"), item("lukket", number="10", closed="true")]
    parts += [decision("d", "<broen>"), read("havnen", "Punkt 2: Havnen\n\nDer er sejlet.")]
    (open_,) = found(*parts, kind="undecided_item")
    assert (open_.label, open_.date, open_.node) == ("havnen", "2021-05-01", HERE + "havnen")
    assert [(q.file, q.text) for q in open_.quotes] == [("maj.txt", "Punkt 2: Havnen")]
    assert [f.label for f in found(*parts, kind="closed_item")] == ["lukket"]
    counted = [(m.label, m.items, m.undecided, m.closed) for m in coverage(graph(*parts)).meetings]
    assert counted == [("Rådet 2021-05-01", 3, 1, 1), ("Rådet 2021-06-01", 0, 0, 0)]


def test_items_come_in_the_order_of_the_agenda():
    parts = [item(name, number=number) for name, number in (("ti", "10"), ("to", "2"), ("to b", "2b"))]
    assert [f.label for f in found(*(p.replace("to b", "to-b") for p in parts), kind="undecided_item")] == ["to", "to-b", "ti"]  # fmt: skip


def test_a_decision_of_an_earlier_meeting_that_is_printed_again_decides_nothing():
    parts = [item("broen", "m2"), decision("d", "<broen>", "2021-05-01", "deferred")]
    assert [f.label for f in found(*parts, kind="undecided_item")] == ["broen"]
    assert not found(*parts, decision("e", "<broen>", "2021-06-01"), kind="undecided_item")


def test_a_meeting_that_a_decision_was_made_at_and_that_is_not_there_is_named_once():
    parts = [item("broen"), item("havnen", number="2")]
    parts += [decision("d", "<broen>", "2021-04-01"), decision("e", "<havnen>", "2021-04-01"), decision("f", "<broen>")]
    parts += [states(d, "decidedBy", "råd", "Beslutning Rådet den 01-04-2021") for d in "de"]
    parts += [states("f", "decidedBy", "råd", "Beslutning Rådet den 01-05-2021")]
    (absent,) = found(*parts, kind="absent_meeting")
    assert (absent.label, absent.date, absent.danish) == ("Rådet 2021-04-01", "2021-04-01", "henvisninger til mødet: 2")
    assert {q.text for q in absent.quotes} == {"Beslutning Rådet den 01-04-2021"}


@pytest.mark.parametrize(("day", "absent"), [("2021-06-01", []), ("2021-06-02", ["Rådet 2021-06-02"])])
def test_a_day_that_an_item_refers_to_needs_a_meeting_of_the_same_body(day, absent):
    parts = [item("broen"), date("dag", day), states("broen", "refersTo", "dag", "Rådet tog det op.")]
    assert [f.label for f in found(*parts, kind="absent_meeting")] == absent
    other = BASE.replace("<råd>", "<andre>").replace("<m", "<n").replace('"Rådet"', '"Andre"').replace("06-01", "06-02")
    assert [f.label for f in found(*parts, other, kind="absent_meeting")] == absent


def test_a_recommendation_without_a_decision_is_told_with_its_points():
    parts = [item("broen")]
    for n in (2, 10):
        parts += [f'<p{n}> a rg:RecommendationPoint ; rg:item <broen> ; rg:number "{n}" .', read(f"p{n}", f"led {n}")]
    (open_,) = found(*parts, kind="unanswered_recommendation")
    assert [q.text for q in open_.quotes] == ["led 2", "led 10"]
    assert "2 led" in open_.danish
    assert not found(*parts, decision("d", "<broen>"), kind="unanswered_recommendation")


def test_a_deferred_decision_that_nothing_resumes_is_named():
    parts = [item("broen"), decision("d", "<broen>", outcome="deferred"), read("d", "Beslutning\n\nUdskudt.")]
    (open_,) = found(*parts, kind="still_deferred")
    assert (open_.label, open_.date, "2021-05-01" in open_.english) == ("d", "2021-05-01", True)
    assert not found(*parts, "<e> rg:resumes <d> .", kind="still_deferred")


def test_lines_that_no_rule_understood_are_counted_by_source():
    parts = ['<s3> a rg:Source ; rdfs:label "juli.txt" ; rg:lines 200 ; rg:linesUnread 30 .']
    (unread,) = found(*parts, kind="unread_lines")
    assert (unread.label, unread.danish) == ("juli.txt", "30 af 200 linjer (15 %)")
    assert [(s.file, s.lines, s.unread) for s in coverage(graph(*parts)).sources] == [
        ("juli.txt", 200, 30), ("juni.txt", 50, 0), ("maj.txt", 40, 0),
    ]  # fmt: skip


# --- where minutes clash --------------------------------------------------------------------------


def versions(first, second, outcomes=("deferred", "adopted"), nodes=("d", "d")):
    """A decision that two sources print, each under a heading of its own layout."""
    parts = [item("broen"), *(decision(node, "<broen>") for node in dict.fromkeys(nodes))]
    headings = ("BESLUTNING RÅDET DEN 01-05-2021", "Beslutning Rådet den 01-05-2021")
    for node, heading, words, outcome, source in zip(nodes, headings, (first, second), outcomes, ("s1", "s2"), strict=True):  # fmt: skip
        parts += [read(node, f"{heading}\n\n{words}", source, more=f"; rg:readOutcome outcome:{outcome}")]
    return parts


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("Udskudt.", "Godkendt.", True),
        ("Udskudt til august.", "Udskudt.", True),
        ("Udskudt.", "Udskudt.", False),
        ("Udskudt til\naugust", "udskudt til august.", False),
    ],
)
def test_a_decision_told_in_other_words_by_two_sources_is_a_clash(first, second, told):
    clashes = found(*versions(first, second), kind="decision_told_differently")
    assert [sorted((q.file, q.text) for q in f.quotes) for f in clashes] == (
        [[("juni.txt", second), ("maj.txt", first)]] if told else []
    )


def test_a_clash_of_outcomes_says_which_source_has_which():
    (clash,) = found(*versions("Udskudt.", "Godkendt."), kind="decision_told_differently")
    assert "(maj.txt)" in clash.danish.partition("udskudt")[2][:12]
    assert "(juni.txt)" in clash.english.partition("adopted")[2][:13]


def test_two_decisions_of_one_body_and_day_under_one_item_are_one_told_twice():
    (clash,) = found(*versions("Udskudt.", "Godkendt.", nodes=("d", "e")), kind="decision_told_differently")
    assert clash.node == HERE + "d"
    assert not found(*versions("Udskudt.", "Udskudt.", nodes=("d", "e")), kind="decision_told_differently")


def test_one_clash_is_told_once_though_each_of_its_nodes_is_told_twice():
    again = read("d", "Beslutning\n\nNoteret.", "s2", more="; rg:readOutcome outcome:noted")
    (clash,) = found(*versions("Udskudt.", "Godkendt.", nodes=("d", "e")), again, kind="decision_told_differently")
    assert len(clash.quotes) == 3


def test_the_heading_is_what_the_deciding_body_is_read_in_even_over_two_lines():
    def printed(heading, source):
        span = f'<h{source}> oa:exact "{heading}" ; oa:start 7 ; oa:hasSource <{source}> .'
        evidence = f"<e{source}> oa:hasBody <st> ; oa:hasTarget <h{source}> ."
        words = f'<w{source}> oa:exact "{heading}\\nGodkendt." ; oa:start 7 ; oa:hasSource <{source}> .'
        structure = f'<t{source}> oa:hasBody <d> ; rg:rule "structure" ; oa:hasTarget <w{source}> .'
        return span + evidence + words + structure

    parts = [item("broen"), decision("d", "<broen>"), "<st> rdf:predicate rg:decidedBy ; rdf:subject <d> ."]
    parts += [printed("Beslutning\\nRådet", "s1"), printed("BESLUTNING", "s2")]
    assert not found(*parts, kind="decision_told_differently")


@pytest.mark.parametrize(("other", "told"), [("Broen og havnen", True), ("Broen", False), ("BROEN", False)])
def test_an_item_with_two_titles_is_a_clash(other, told):
    parts = [item("broen"), decision("d", "<broen>")]
    for source, title in (("s1", "Broen"), ("s2", other)):
        parts += [read("broen", f"Punkt 1: {title}", source, more=f'; rg:readTitle "{title}"@da')]
    clashes = found(*parts, kind="item_told_differently")
    assert [f.danish for f in clashes] == (
        ["titlen er »Broen« (maj.txt), »Broen og havnen« (juni.txt)"] if told else []
    )


def test_two_times_of_one_day_are_a_clash():
    second = BASE.replace("<m", "<n").replace("<s1>", "<s3>").replace("rg:source", 'rg:startTime "10:00" ; rg:source')
    parts = [second, read("m1", "Rådet 1. maj"), read("n1", "Rådet 1. maj kl. 10", "s2")]
    clashes = found(*parts, kind="meeting_told_differently")
    assert [f.date for f in clashes] == ["2021-05-01", "2021-06-01"]
    assert "? (maj.txt), 10:00 (juni.txt)" in clashes[0].danish
    assert [q.text for q in clashes[0].quotes] == ["Rådet 1. maj", "Rådet 1. maj kl. 10"]
    assert not found(kind="meeting_told_differently")


THINGS = """<bro> a rg:Project ; rdfs:label "Broen"@da . <a> a rg:Unit ; rdfs:label "Anlæg"@da .
<b> a rg:Unit ; rdfs:label "Byg"@da . <p> a rg:Person ; rdfs:label "Ane"@da ."""


def owners(*told):
    return [THINGS, *(states("bro", "ownedBy", who, f"{who} ejer broen", observed=day, **more) for who, day, more in told)]  # fmt: skip


def test_a_project_that_another_unit_owns_later_is_told_with_then_and_now():
    (change,) = found(*owners(("a", "2021-05-01", {}), ("b", "2021-06-01", {"source": "s2"})), kind="owner_changed")
    assert (change.label, change.date) == ("Broen", "2021-06-01")
    assert change.english == "then Anlæg (2021-05-01), now Byg (2021-06-01)"
    assert [q.file for q in change.quotes] == ["maj.txt", "juni.txt"]


@pytest.mark.parametrize(
    "told",
    [
        [("a", "2021-05-01", {}), ("b", "2021-05-01", {})],  # two owners from the first
        [("a", "2021-05-01", {}), ("b", "2021-05-01", {}), ("a", "2021-06-01", {"source": "s2"})],
        [("a", "2021-05-01", {}), ("p", "2021-06-01", {})],  # a unit, and who answers for it there
        [("a", "2021-05-01", {}), ("b", "2021-06-01", {"accepted": "false"})],
    ],
)
def test_owners_that_stay_are_no_clash(told):
    assert not found(*owners(*told), kind="owner_changed")


# --- deadlines ------------------------------------------------------------------------------------

DEADLINE = [THINGS, date("frist", "2021-05-10", "2021-05-20", "medio maj"), states("bro", "hasDeadline", "frist", "Klar medio maj.")]  # fmt: skip


def test_a_deadline_that_passed_without_a_word_is_named():
    (passed,) = found(*DEADLINE, kind="deadline_passed")
    assert (passed.label, passed.date, passed.quotes[0].text) == ("Broen", "2021-05-20", "Klar medio maj.")
    assert "medio maj (2021-05-20)" in passed.danish


@pytest.mark.parametrize(
    "word",
    [
        read("bro", "broen", "s2", "name"),
        item("punkt", "m2", more="; rg:concerns <bro>"),
        '<st> rg:project <bro> ; rg:observed "2021-06-01"^^xsd:date .',
    ],
)
def test_a_later_word_of_the_project_answers_its_deadline(word):
    assert not found(*DEADLINE, word, kind="deadline_passed")


def test_a_word_before_the_deadline_answers_nothing():
    assert found(*DEADLINE, read("bro", "broen", "s1", "name"), kind="deadline_passed")


@pytest.mark.parametrize(("day", "count"), [("2021-05-20", 0), ("2021-05-21", 1), (None, 1)])
def test_a_deadline_passes_on_the_day_that_is_given_and_words_after_it_do_not_count(day, count):
    parts = [*DEADLINE, read("bro", "broen", "s2", "name")] if day else DEADLINE
    assert len(found(*parts, kind="deadline_passed", day=day)) == count


def test_an_items_deadline_is_answered_by_its_case_unless_that_gathers_unlike_items():
    parts = [
        date("frist", "2021-05-10"),
        item("broen", more="; rg:case <sag>"),
        item("igen", "m2", more="; rg:case <sag>"),
    ]
    parts += [states("broen", "hasDeadline", "frist", "Klar den 10. maj.")]
    assert not found(*parts, kind="deadline_passed")
    assert found(*parts, "<sag> rg:catchAll true .", kind="deadline_passed")


def promise(*more):
    words = "Anlæg lover broen medio maj"
    commitment = '<lov> a rg:Commitment ; rdfs:label "Broen klar"@da ; rg:item <punkt> ; rg:due <frist> .'
    parts = [
        THINGS,
        date("frist", "2021-05-10", "2021-05-20", "medio maj"),
        item("punkt", more="; rg:concerns <bro>, <vej>"),
    ]
    return [
        *parts,
        commitment,
        read("lov", words, rule="promise"),
        '<vej> a rg:Project ; rdfs:label "Vejen"@da .',
        *more,
    ]


def test_a_promise_whose_day_passed_without_a_word_is_named():
    (passed,) = found(*promise(), kind="promise_passed")
    assert (passed.label, passed.date, passed.node) == ("Broen klar", "2021-05-20", HERE + "lov")
    assert [q.text for q in passed.quotes] == ["Anlæg lover broen medio maj"]


@pytest.mark.parametrize("word", ["<lov> rg:keptBy <punkt> .", read("vej", "vejen", "s2", "name")])
def test_a_promise_that_is_kept_or_spoken_of_is_not_named(word):
    assert not found(*promise(word), kind="promise_passed")


def test_a_promise_that_names_its_project_is_answered_by_that_project_only():
    inside = """<xi> oa:exact "broen" ; oa:start ?s ; oa:end ?e ; oa:hasSource <s1> . <ai> oa:hasBody <bro> ; oa:hasTarget <xi> ."""
    store = graph(*promise(read("vej", "vejen", "s1", "name"), read("vej", "vejen", "s2", "name")))
    (span,) = store.query(
        PREFIX + 'SELECT ?s { ?x oa:exact "Anlæg lover broen medio maj" ; oa:start ?s }',
        use_default_graph_as_union=True,
    )
    start = int(span["s"].value) + 12
    data = PREFIX + inside.replace("?s", str(start)).replace("?e", str(start + 5))
    store.load(data.encode(), format=ox.RdfFormat.TURTLE, base_iri=HERE, to_graph=ox.NamedNode("urn:g"))
    assert [f.label for f in coverage(store).findings if f.kind == "promise_passed"] == ["Broen klar"]


# --- the whole ------------------------------------------------------------------------------------


def test_every_kind_has_a_name_in_both_languages():
    assert all(name_of(kind, language, count) for kind in kinds() for language in ("da", "en") for count in (1, 2))
    assert name_of("undecided_item", "da", 1) == "punkt uden beslutning"


def test_findings_come_by_kind_and_are_the_same_every_time():
    parts = [item("broen"), item("lukket", number="2", closed="true"), *DEADLINE, *versions("Ja.", "Nej.")[1:]]
    first = coverage(graph(*parts))
    assert first == coverage(graph(*reversed(parts)))
    order = [kinds().index(f.kind) for f in first.findings]
    assert order == sorted(order)
    assert len(set(order)) == 3


def test_an_empty_graph_lacks_nothing():
    assert coverage(ox.Store()).findings == ()


def test_the_samples_lack_what_they_were_written_to_lack(sample_graph):
    covered = coverage(sample_graph)
    assert covered.day == "2020-10-05"
    labels = {kind: [f.label for f in covered.findings if f.kind == kind] for kind in kinds()}
    assert labels["still_deferred"] == ["Mobilitetsplan (2017-05-08)"]
    assert len(labels["closed_item"]) == 2
    assert "Den boligsocial indsats" in labels["undecided_item"]
    assert labels["absent_meeting"] == labels["decision_told_differently"] == labels["meeting_told_differently"] == []


def test_the_real_minutes_refer_to_two_meetings_that_are_not_there(real_graph):
    labels = [f.label for f in coverage(real_graph).findings if f.kind == "absent_meeting"]
    assert {"Direktionen 2017-05-08", "Direktionen 2020-09-28"} <= set(labels)


@pytest.mark.parametrize("graph_of", ["sample_graph", "real_graph"])
def test_every_quotation_of_a_finding_stands_where_it_says(graph_of, request, samples, root):
    covered = coverage(request.getfixturevalue(graph_of))
    folder = samples if graph_of == "sample_graph" else root.parent / "shared" / "corpus"
    quotes = [quote for finding in covered.findings for quote in finding.quotes]
    assert len(quotes) > 10
    for quote in quotes:
        text = read_source((folder / quote.file).read_bytes()).text
        assert text[quote.start : quote.start + len(quote.text)] == quote.text


def test_items_that_the_minutes_do_not_number_are_counted_and_listed(sample_graph):
    store = ox.Store()
    store.extend(sample_graph)
    numbered = coverage(store)
    closed = len(ask_named(store, "closed_items", {}).rows)
    store.update(
        PREFIX + "DELETE { GRAPH ?g { ?i rg:number ?n } } WHERE { GRAPH ?g { ?i a rg:AgendaItem ; rg:number ?n } }"
    )
    found = coverage(store)
    assert closed
    assert len(ask_named(store, "closed_items", {}).rows) == closed
    assert sum(m.items for m in found.meetings) == sum(m.items for m in numbered.meetings) > 0

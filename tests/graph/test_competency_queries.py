"""The competency questions on small graphs written by hand: what each must answer, and when an empty answer is a no."""

import itertools

import pyoxigraph as ox
import pytest

from graph.coverage import coverage
from graph.errors import QueryError
from graph.query import Basis, ask, ask_named, basis, named_questions, to_csv, to_json
from graph.vocabulary import PREFIXES, ontology

PREFIX = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
HERE = "http://here/"
NUMBERS = itertools.count(1)
MARCH, APRIL, MAY = "2021-03-02", "2021-04-06", "2021-05-04"
VALUES = {
    "project": HERE + "molen", "unit": HERE + "havnen", "person": HERE + "asta", "case": HERE + "sag", "outcome": "deferred",
    "about": HERE + "molen", "body": HERE + "rådet", "date": APRIL,
}  # fmt: skip


# --- a few words for making a graph ---------------------------------------------------------------


def day(text):
    return f'"{text}"^^xsd:date'


def thing(name, kind, label="", more=""):
    return f'<{name}> a rg:{kind} ; rdfs:label "{label or name.capitalize()}"@da {more} .'


def meeting(name, date, body="rådet", municipality="nord"):
    return f"""<kilde-{name}> a rg:Source ; rdfs:label "{name}.txt" .
      <{body}> a rg:Body ; rdfs:label "{body.capitalize()}"@da . <{municipality}> a rg:Municipality ; rdfs:label "{municipality.capitalize()}"@da .
      {thing(name, "Meeting", f"{body.capitalize()} {date}", f"; rg:heldBy <{body}> ; rg:date {day(date)} ; rg:source <kilde-{name}> ; rg:municipality <{municipality}>")}"""


def read(node, words, source, more=""):
    """An annotation, with a span for each of the words."""
    n, *spans = (next(NUMBERS) for _ in range(len(words) + 1))
    lines = [
        f'<læst-{n}> a oa:Annotation ; oa:hasBody <{node}> ; rg:rule "regel" ; rg:confidence 0.9 {more} ; '
        f"oa:hasTarget {' , '.join(f'<sted-{s}>' for s in spans)} ."
    ]
    for s, text in zip(spans, words, strict=True):
        lines.append(
            f'<sted-{s}> oa:exact "{text}" ; oa:start {s * 1000} ; oa:end {s * 1000 + len(text)} ; oa:hasSource <kilde-{source}> .'
        )
    return "\n".join(lines)


def item(name, at, number="1", case="", more="", closed="false"):
    """An item whose annotation spans from its first word on, with its case number under it."""
    number_read = f"<{case}> a rg:Case ; rdfs:label \"{case}\" ; rg:caseNumber \"{case}\" ; rg:municipality <nord> . <{name}> rg:case <{case}> ." if case else ""  # fmt: skip
    n = next(NUMBERS)
    within = f'<nr-{n}> oa:hasBody <{case}> ; oa:hasTarget <ved-{n}> ; rg:rule "sag" ; rg:confidence 0.9 . <ved-{n}> oa:exact "{case}" ; oa:start {n * 1000 + 9} ; oa:end {n * 1000 + 12} ; oa:hasSource <kilde-{at}> .' if case else ""  # fmt: skip
    return f"""{thing(name, "AgendaItem", more=f'; rg:meeting <{at}> ; rg:number "{number}" ; rg:closed {closed} {more}')}
      <hel-{n}> a oa:Annotation ; oa:hasBody <{name}> ; oa:hasTarget <alt-{n}> ; rg:rule "structure" ; rg:confidence 0.9 .
      <alt-{n}> oa:exact "Punkt {number}: {name}" ; oa:start {n * 1000} ; oa:end {n * 1000 + 500} ; oa:hasSource <kilde-{at}> .
      {number_read} {within}"""


def decision(name, items, date, outcome="adopted", words="Godkendt.", source=None, body="rådet"):
    under = " , ".join(f"<{i}>" for i in items.split())
    return f"""{thing(name, "Decision", more=f'; rg:item {under} ; rg:date {day(date)} ; rg:outcome outcome:{outcome} ; rg:text "{words}"@da ; rg:decidedBy <{body}>')}
      {read(name, [words], source) if source else ""}"""


def states(subject, predicate, object_, words, source, observed=MARCH, modality="reported", accepted=True):
    """A statement with its annotation, and the triple where it is accepted."""
    name = f"st-{subject}-{predicate}-{object_}"
    more = f'; rg:modality "{modality}" ; rg:observed {day(observed)}'
    told = f"<{name}> rg:accepted true . <{subject}> rg:{predicate} <{object_}> ." if accepted else ""
    return f"""<{name}> a rdf:Statement ; rdf:subject <{subject}> ; rdf:predicate rg:{predicate} ; rdf:object <{object_}> .
      {told} {read(name, [words] if isinstance(words, str) else words, source, more)}"""


def status(name, project, state, observed, words, source):
    return f"""{thing(name, "Status", more=f'; rg:project <{project}> ; rg:state "{state}" ; rg:observed {day(observed)} ; rg:text "{words}"@da')}
      {read(name, [words], source)}"""


def commitment(name, of, promised, due="", more="", source="marts"):
    deadline = f'; rg:due <frist-{name}> . <frist-{name}> a rg:Date ; rdfs:label "inden {due}"@da ; rg:lastDay {day(due)}' if due else ""  # fmt: skip
    return f"""{thing(name, "Commitment", more=f'; rg:item <{of}> ; rg:observed {day(promised)} ; rg:text "{name}"@da {more} {deadline}')}
      {read(name, [f"Vi lover {name}."], source)}"""


def graph(*parts):
    store = ox.Store()
    data = PREFIX + "\n".join(parts)
    store.load(data.encode(), format=ox.RdfFormat.TURTLE, base_iri=HERE, to_graph=ox.NamedNode("urn:g"))
    store.extend(ox.Quad(*quad.triple, ox.NamedNode("urn:vocabulary")) for quad in ontology())
    return store


def answer(name, *parts, **values):
    """The answer to a question on a graph of these parts. Each row must show what it rests on."""
    asked = ask_named(graph(*parts), name, {key: HERE + v if key in ("project", "case", "body") else v for key, v in values.items()})  # fmt: skip
    for row in asked.plain():
        assert row["quote"], row
        assert row["file"], row
        assert row["evidence"].startswith(HERE), row
    return asked


def rows(name, columns, *parts, **values):
    plain = answer(name, *parts, **values).plain()
    return [tuple(row[column] for column in columns.split()) for row in plain]


SPRING = [meeting("marts", MARCH), meeting("april", APRIL), meeting("maj", MAY)]


# --- the twelve -----------------------------------------------------------------------------------


def test_1_a_case_is_followed_over_bodies_and_to_where_it_is_to_go_next():
    parts = [
        *SPRING, meeting("møde", "2021-04-20", "udvalget"), thing("byrådet", "Body"),
        item("bølgen", "marts", "7", "21-77"), item("molen", "april", "4", "21-77"), item("mole", "møde", "1", "21-77"),
        item("andet", "maj", "2", "21-99"),
        decision("d1", "molen", APRIL, words="Drøftet.", outcome="discussed", source="april"),
        decision("d2", "mole", "2021-04-20", words="Anbefales.", source="møde", body="udvalget"),
        states("mole", "presentedTo", "byrådet", "Sagen går til byrådet.", "møde", "2021-04-20"),
    ]  # fmt: skip
    assert rows("case_path", "date item decided body outcome now quote file", *parts, case="21-77") == [
        (MARCH, "7", None, None, None, None, "21-77", "marts.txt"),
        (APRIL, "4", APRIL, "Rådet", "drøftet", None, "Drøftet.", "april.txt"),
        ("2021-04-20", "1", "2021-04-20", "Udvalget", "godkendt", "ja", "Anbefales.", "møde.txt"),
        ("2021-04-20", "1", None, "Byrådet", "forelægges", "ja", "Sagen går til byrådet.", "møde.txt"),
    ]


def test_1_a_case_that_gathers_unlike_matters_stands_nowhere():
    parts = [*SPRING, item("bølgen", "marts", "7", "21-77"), item("tangen", "marts", "8", "21-77"), "<21-77> rg:catchAll true ."]  # fmt: skip
    assert rows("case_path", "item now", *parts, case="21-77") == [("7", None), ("8", None)]


def deferrals():
    return [
        *SPRING, item("kran", "marts", "1", "21-1"), item("kran-igen", "april", "2", "21-1"), item("kran-til", "maj", "3", "21-1"),
        item("bro", "april", "3", "21-2"),
        decision("k1", "kran", MARCH, "deferred", "Udsættes.", "marts"),
        decision("k2", "kran-igen", APRIL, "deferred", "Udsættes atter.", "april"),
        decision("k3", "kran-til", MAY, "adopted", "Kranen købes.", "maj"),
        decision("b1", "bro", APRIL, "deferred", "Udsættes.", "april"),
        read("b1", ["Udsættes."], "maj"),
        states("k2", "resumes", "k1", ["Beslutning 2. marts", "Beslutning 6. april"], "april", APRIL),
        states("k3", "resumes", "k2", ["Beslutning 6. april", "Beslutning 4. maj"], "maj", MAY),
    ]  # fmt: skip


def test_2_a_matter_that_was_put_off_twice_is_one_row_and_an_open_one_is_open():
    columns = "title case times deferred returned days state outcome text quote"
    assert rows("deferred_and_returned", columns, *deferrals()) == [
        ("Kran", "21-1", "2", MARCH, MAY, "63", "kom tilbage", "godkendt", "Kranen købes.", "Udsættes."),
        ("Bro", "21-2", "1", APRIL, None, None, "åben", None, None, "Udsættes."),
    ]


def test_3_only_what_departs_from_the_recommendation_is_told_with_the_point_and_the_decision():
    points = [thing(f"p{n}", "RecommendationPoint", more=f'; rg:item <tag> ; rg:number "{n}" ; rg:text "at taget males {n}"@da') for n in (1, 2)]  # fmt: skip
    followed = [
        *SPRING,
        item("tag", "april", "2"),
        decision("d", "tag", APRIL, "adopted_with_remark", "Kun ét lag."),
        *points,
    ]
    followed.append(states("d", "follows", "p1", "Godkendt.", "april", APRIL))
    departs = states("d", "deviatesFrom", "p2", ["at taget males 2", "Kun ét lag."], "april", APRIL)
    assert rows("recommendation_departures", "date body item title point recommended outcome text quote", *followed, departs) == [
        (APRIL, "Rådet", "2", "Tag", "2", "at taget males 2", "godkendt med bemærkning", "Kun ét lag.", "at taget males 2 … Kun ét lag."),
    ]  # fmt: skip
    assert answer("recommendation_departures", *followed).emptiness == "no"


def promises():
    people = [thing("havnen", "Unit"), item("tag", "marts", "2"), item("svar", "april", "5")]
    return [
        *SPRING, *people,
        commitment("et-notat", "tag", MARCH, "2021-03-31", "; rg:promisedBy <havnen> ; rg:promisedTo <rådet>"),
        commitment("en-plan", "tag", MARCH, "2021-03-31"),
        commitment("et-budget", "tag", MARCH, "2021-12-31"),
        commitment("en-tanke", "tag", MARCH),
        commitment("en-fest", "tag", MAY, "2021-05-05", source="maj"),
        states("en-plan", "keptBy", "svar", ["Vi lover en-plan.", "Svar"], "april", APRIL),
    ]  # fmt: skip


def test_4_promises_are_overdue_open_without_a_deadline_or_kept_on_the_day_asked_about():
    assert rows("commitments", "state text due by to kept title", *promises(), date="2021-05-01") == [
        ("overskredet", "et-notat", "inden 2021-03-31", "Havnen", "Rådet", None, "Tag"),
        ("åben", "et-budget", "inden 2021-12-31", None, None, None, "Tag"),
        ("uden frist", "en-tanke", None, None, None, None, "Tag"),
        ("indfriet", "en-plan", "inden 2021-03-31", None, None, APRIL, "Tag"),
    ]
    assert rows("commitments", "state text", *promises(), date="2021-03-31") == [
        ("åben", "en-plan"), ("åben", "et-notat"), ("åben", "et-budget"), ("uden frist", "en-tanke"),
    ]  # fmt: skip
    assert ("overskredet", "en-plan") in rows("commitments", "state text", *promises(), date="2021-04-01")
    doubted = [*promises(), states("et-notat", "keptBy", "svar", "Svar", "april", APRIL, accepted=False)]
    assert ("overskredet", "et-notat") in rows("commitments", "state text", *doubted, date=MAY)


def portfolio():
    """Molen is delayed and has changed hands, Broen is closed, Fyret is told of only, Havneplanen gathers."""
    return [
        *SPRING, thing("molen", "Project"), thing("broen", "Project"), thing("fyret", "Project"),
        "<havneplanen> a rg:Project , rg:Programme ; rdfs:label \"Havneplanen\"@da .",
        thing("havnen", "Unit"), thing("teknik", "Unit"), thing("gruppen", "SteeringGroup"), thing("kredsen", "SteeringGroup"),
        states("molen", "partOf", "havneplanen", "Havneplanen: molen", "marts"),
        states("molen", "ownedBy", "havnen", "Havnen ejer molen.", "marts"),
        states("molen", "ownedBy", "teknik", "Molen er nu hos Teknik.", "maj", MAY),
        states("molen", "governedBy", "gruppen", "gruppen for molen", "marts"),
        states("molen", "governedBy", "kredsen", "kredsen om molen", "marts"),
        item("mole-punkt", "april", "1"), item("fyr-punkt", "marts", "2"), item("fyr-igen", "april", "3"),
        states("mole-punkt", "concerns", "molen", "Molen", "april", APRIL),
        states("fyr-punkt", "concerns", "fyret", "Fyret i marts", "marts"),
        states("fyr-igen", "concerns", "fyret", "Fyret i april", "april", APRIL),
        decision("ned", "mole-punkt", APRIL, "adopted", "Kredsen nedlægges.", "april"),
        states("ned", "dissolves", "kredsen", "Kredsen nedlægges.", "april", APRIL, "decided"),
        status("s1", "molen", "on_plan", MARCH, "Molen går godt.", "marts"),
        status("s2", "molen", "delayed", MAY, "Molen er sent på den.", "maj"),
        status("s3", "broen", "started", MARCH, "Broen er begyndt.", "marts"),
        status("s4", "broen", "closed", APRIL, "Broen er færdig.", "april"),
        status("s5", "havneplanen", "changed", APRIL, "Havneplanen er lagt om.", "april"),
    ]  # fmt: skip


def test_5_what_is_running_is_told_with_owner_group_and_last_decision_and_what_is_closed_is_not():
    assert rows("running_projects", "project kind state told owner group decided outcome title quote", *portfolio()) == [
        ("Fyret", "projekt", None, APRIL, None, None, None, None, None, "Fyret i april"),
        ("Havneplanen", "program", "ændret", APRIL, None, None, None, None, None, "Havneplanen er lagt om."),
        ("Molen", "projekt", "forsinket", MAY, "Teknik", "Gruppen", APRIL, "godkendt", "Mole-punkt", "Molen er sent på den."),
    ]  # fmt: skip


def test_5_a_group_that_a_change_ended_steers_no_longer_and_a_dissolved_project_does_not_run():
    ended = [*portfolio(), thing("slut", "ChangeEvent"), states("slut", "changedFrom", "gruppen", "Gruppen er nedlagt.", "maj", MAY)]  # fmt: skip
    assert ("Molen", None) in rows("running_projects", "project group", *ended)
    gone = states("ned", "dissolves", "fyret", "Fyret nedlægges.", "april", APRIL, "decided")
    assert "Fyret" not in [name for (name,) in rows("running_projects", "project", *portfolio(), gone)]


def test_6_who_waits_for_whom_is_told_with_how_many_stand_behind_and_what_is_not_decided():
    parts = [
        *SPRING, *(thing(name, "Project") for name in ("molen", "kajen", "fyret", "broen")), item("kaj-punkt", "april", "1"),
        states("molen", "dependsOn", "kajen", "Molen afventer kajen.", "marts"),
        states("fyret", "dependsOn", "molen", "Fyret afventer molen.", "marts", modality="planned"),
        states("broen", "interfacesWith", "fyret", ["Broen", "rører ved fyret"], "april", APRIL),
        states("broen", "dependsOn", "kajen", "Broen afventer måske kajen.", "marts", accepted=False),
        states("kaj-punkt", "concerns", "kajen", "Kajen", "april", APRIL),
        decision("d", "kaj-punkt", APRIL, "deferred", "Udsættes.", "april"),
    ]  # fmt: skip
    assert rows("dependencies", "project relation other holds_up pending date modality quote", *parts) == [
        ("Molen", "afhænger af", "Kajen", "2", f"Kaj-punkt ({APRIL})", MARCH, "oplyst", "Molen afventer kajen."),
        ("Fyret", "afhænger af", "Molen", "1", None, MARCH, "planlagt", "Fyret afventer molen."),
        ("Broen", "har snitflade til", "Fyret", None, None, APRIL, "oplyst", "Broen … rører ved fyret"),
    ]


def test_7_sums_are_told_with_their_meeting_and_what_was_decided_is_added_up_once():
    sums = [f'<{n}-mio> a rg:Amount ; rdfs:label "{n} mio. kr." ; schema:value {n}000000.0 ; schema:currency "DKK" .' for n in (1, 2, 4)]  # fmt: skip
    parts = [
        *SPRING, *sums, thing("molen", "Project"), item("fyr-punkt", "maj", "1"), thing("fyret", "Project"),
        states("molen", "costs", "1-mio", "Der bevilges 1 mio.", "marts", modality="decided"),
        read("st-molen-costs-1-mio", ["Der er bevilget 1 mio."], "april", f'; rg:modality "decided" ; rg:observed {day(APRIL)}'),
        states("molen", "costs", "2-mio", "Der bevilges 2 mio.", "april", APRIL, "decided"),
        states("molen", "costs", "4-mio", "Molen løber op i 4 mio.", "maj", MAY),
        states("fyr-punkt", "costs", "4-mio", "Fyret koster 4 mio.", "maj", MAY, "proposed"),
        states("fyr-punkt", "concerns", "fyret", "Fyret", "maj", MAY),
    ]  # fmt: skip
    columns = "project title about date meeting amount modality decided_in_all latest quote"
    assert rows("project_money", columns, *parts) == [
        (None, "Fyr-punkt", "Fyret", MAY, f"Rådet {MAY}", "4 mio. kr.", "foreslået", None, "ja", "Fyret koster 4 mio."),
        ("Molen", None, None, MARCH, f"Rådet {MARCH}", "1 mio. kr.", "besluttet", "3000000", None, "Der bevilges 1 mio."),
        ("Molen", None, None, APRIL, f"Rådet {APRIL}", "1 mio. kr.", "besluttet", "3000000", None, "Der er bevilget 1 mio."),
        ("Molen", None, None, APRIL, f"Rådet {APRIL}", "2 mio. kr.", "besluttet", "3000000", None, "Der bevilges 2 mio."),
        ("Molen", None, None, MAY, f"Rådet {MAY}", "4 mio. kr.", "oplyst", "3000000", "ja", "Molen løber op i 4 mio."),
    ]  # fmt: skip
    spread = (
        '<1-2> a rg:Amount ; rdfs:label "1-2 kr." ; schema:minValue 1.0 ; schema:maxValue 2.0 ; schema:currency "DKK" .'
    )
    lone = [*SPRING, spread, sums[0], item("x", "maj"), states("x", "costs", "1-2", "Pris.", "maj", MAY), states("x", "costs", "1-mio", "Pris.", "maj", MAY)]  # fmt: skip
    assert rows("project_money", "amount value least most currency", *lone) == [
        ("1-2 kr.", None, "1", "2", "DKK"),
        ("1 mio. kr.", "1000000", None, None, "DKK"),
    ]


def seats():
    return [
        *SPRING, thing("asta", "Person"), thing("bo", "Person"), thing("eva", "Person"), thing("gruppen", "SteeringGroup"),
        states("asta", "attends", "april", ["Rådet 6. april", "Til stede: Asta"], "april", APRIL),
        states("bo", "attends", "marts", "Til stede: Bo", "marts"),
        states("bo", "memberOf", "gruppen", "Bo er i gruppen.", "marts"),
        states("bo", "memberOf", "rådet", "Bo er i rådet.", "marts"),
        states("eva", "memberOf", "gruppen", "Eva er i gruppen.", "maj", MAY),
    ]  # fmt: skip


def test_8_who_sat_is_who_was_present_that_day_and_who_was_told_to_be_a_member_by_then():
    assert rows("who_sat", "person how told groups quote", *seats(), body="rådet", date=APRIL) == [
        ("Asta", "deltog i mødet", APRIL, None, "Rådet 6. april … Til stede: Asta"),
        ("Bo", "medlem", MARCH, "2", "Bo er i rådet."),
    ]
    assert rows("who_sat", "person", *seats(), body="gruppen", date=APRIL) == [("Bo",)]
    assert rows("who_sat", "person", *seats(), body="gruppen", date=MAY) == [("Bo",), ("Eva",)]


def test_8_minutes_that_name_no_one_are_a_no_and_a_meeting_without_minutes_is_not():
    read_only = [*SPRING, thing("asta", "Person")]
    assert answer("who_sat", *read_only, body="rådet", date=APRIL).emptiness == "no"
    assert answer("who_sat", *read_only, body="rådet", date="2021-04-07").emptiness == "not_extracted"


def test_9_a_change_is_told_with_both_sides_and_the_open_cases_of_the_former_unit():
    parts = [
        *SPRING, thing("havnen", "Unit"), thing("teknik", "Unit"), thing("skift", "ChangeEvent", "Havnen bliver til Teknik"),
        "<skift> a org:ChangeEvent ; org:originalOrganization <havnen> ; org:resultingOrganization <teknik> .",
        states("skift", "changedFrom", "havnen", "Havnen hedder nu Teknik.", "maj", MAY),
        item("kran", "marts", "1", "21-1"), item("bro", "marts", "2", "21-2"),
        states("kran", "recommendedBy", "havnen", "Havnen indstiller kranen.", "marts"),
        states("bro", "recommendedBy", "havnen", "Havnen indstiller broen.", "marts"),
        decision("k", "kran", MARCH, "deferred", "Udsættes.", "marts"), decision("b", "bro", MARCH, source="marts"),
    ]  # fmt: skip
    assert rows("unit_changes", "change from to date open_cases quote", *parts) == [
        ("Havnen bliver til Teknik", "Havnen", "Teknik", MAY, "21-1", "Havnen hedder nu Teknik."),
    ]
    back = [item("kran-igen", "maj", "1", "21-1"), decision("l", "kran-igen", MAY), states("l", "resumes", "k", "Igen.", "maj", MAY)]  # fmt: skip
    assert rows("unit_changes", "open_cases", *parts, *back) == [(None,)]


def test_9_what_the_register_says_of_successors_rests_on_the_clerks_note():
    parts = [
        thing("havnen", "Unit"), thing("teknik", "Unit"),
        '<skift> a org:ChangeEvent ; rdfs:label "Teknik afløser Havnen"@da ; org:originalOrganization <havnen> ; org:resultingOrganization <teknik> ;'
        ' dcterms:date "2021"^^xsd:gYear ; skos:changeNote <note> . <note> rdf:value "Efter valget."@da .',
    ]  # fmt: skip
    assert rows("unit_changes", "change from to date quote file evidence", *parts) == [
        ("Teknik afløser Havnen", "Havnen", "Teknik", "2021", "Efter valget.", "registeret", HERE + "note"),
    ]


def closed():
    return [
        *SPRING, item("køb-af-grund", "marts", "3", "21-5", closed="true"), item("løn", "marts", "10", "21-6", closed="true"),
        thing("åbnet", "AgendaItem", "Køb-af-grund", '; rg:meeting <maj> ; rg:number "2" ; rg:closed false ; rg:case <21-5>'),
        thing("andet", "AgendaItem", "Noget andet", '; rg:meeting <maj> ; rg:number "3" ; rg:closed false ; rg:case <21-6>'),
        decision("d", "åbnet", MAY, words="Grunden er købt.", source="maj"),
        decision("e", "andet", MAY, words="Drøftet.", source="maj"),
        # Closed again with the same title and case: its decision is not told by an open item.
        item("løn-igen", "maj", "11", "21-7", closed="true"), thing("løn-lukket", "AgendaItem", "Løn-igen", '; rg:meeting <maj> ; rg:number "12" ; rg:closed true ; rg:case <21-7>'),
        decision("f", "løn-lukket", MAY, words="Lukket.", source="maj"),
        # And open earlier: what was decided before is no publication of it.
        thing("før", "AgendaItem", "Løn-igen", '; rg:meeting <marts> ; rg:number "9" ; rg:closed false ; rg:case <21-7>'), decision("g", "før", MARCH, words="Åbent.", source="marts"),
    ]  # fmt: skip


def test_10_a_closed_item_is_told_with_its_decision_only_where_case_and_title_are_the_same():
    assert rows("closed_items", "date item title case published decision quote", *closed()) == [
        (MARCH, "3", "Køb-af-grund", "21-5", MAY, "Grunden er købt.", "Punkt 3: køb-af-grund"),
        (MARCH, "10", "Løn", "21-6", None, None, "Punkt 10: løn"),
        (MAY, "11", "Løn-igen", "21-7", None, None, "Punkt 11: løn-igen"),
    ]
    assert answer("closed_items", *SPRING, item("åben", "marts")).emptiness == "no"
    assert answer("closed_items", *SPRING).emptiness == "not_extracted"


def subjects():
    return [
        *SPRING, meeting("syd", APRIL, "sydrådet", "sønder"),
        '<emne> a skos:Concept ; skos:prefLabel "Havne"@da , "Harbours"@en .',
        '<1-mio> a rg:Amount ; rdfs:label "1 mio. kr." .',
        item("molen", "marts", "1", "21-77", "; rg:kle <emne>"), item("kaj", "syd", "4", more="; rg:kle <emne> ; rg:costs <1-mio>"),
        item("bil", "syd", "5", more="; rg:kle <andet-emne>"),
        decision("før", "kaj", MARCH, "deferred", "Udsættes.", body="sydrådet"),
        decision("d", "kaj", APRIL, words="Kajen bygges.", source="syd", body="sydrådet"),
        decision("e", "bil", APRIL, words="Bilen købes.", source="syd", body="sydrådet"),
        "<d> rg:resumes <før> .",
    ]  # fmt: skip


def test_11_other_municipalities_decisions_on_a_subject_are_told_once_subjects_are_read():
    columns = "municipality date body item title subject outcome costs deferrals quote"
    assert rows("same_subject_elsewhere", columns, *subjects(), case="21-77") == [
        ("Sønder", APRIL, "Sydrådet", "4", "Kaj", "Havne", "godkendt", "1 mio. kr.", "1", "Kajen bygges."),
    ]


def test_11_without_subjects_or_without_others_nothing_is_denied():
    unread = [part.replace("rg:kle", "rg:concerns") for part in subjects()]
    assert answer("same_subject_elsewhere", *unread, case="21-77").emptiness == "not_extracted"
    alone = [part.replace("<sønder>", "<nord>") for part in subjects()]
    assert answer("same_subject_elsewhere", *alone, case="21-77").emptiness == "not_extracted"
    others = [part.replace("rg:kle <emne> ; rg:costs", "rg:kle <andet-emne> ; rg:costs") for part in subjects()]
    assert answer("same_subject_elsewhere", *others, case="21-77").emptiness == "no"


def test_12_evidence_of_a_decision_has_its_words_rule_and_attachments_and_can_be_asked_for_by_address():
    parts = [
        *SPRING, item("tag", "marts", "2", more="; rg:attachment <tegning>"), decision("d", "tag", MARCH, words="Taget males.", source="marts"),
        thing("tegning", "Document"), read("tegning", ["Tegning af taget"], "marts"), read("tegning", ["tegningen"], "maj"),
    ]  # fmt: skip
    store = graph(*parts)
    found = ask_named(store, "evidence", {"about": HERE + "d"}).plain()
    assert [(row["says"], row["quote"], row["rule"], row["confidence"]) for row in found] == [
        ("nævnes", "Taget males.", "regel", "0.9"),
        ("bilag → Tegning", "Tegning af taget", "regel", "0.9"),
    ]
    (again,) = ask_named(store, "evidence", {"about": found[0]["evidence"]}).plain()
    assert (again["date"], again["quote"], again["evidence"]) == (MARCH, "Taget males.", found[0]["evidence"])


def test_where_a_project_stands_is_told_of_its_parts_too_with_owners_then_and_now():
    columns = "part date state owner_then owner_now quote file"
    told = rows("project_status", columns, *portfolio(), project="havneplanen")
    assert [row for row in told if row[2] == "ejet af"] == [
        ("Molen", MARCH, "ejet af", None, "Teknik", "Havnen ejer molen.", "marts.txt"),
        ("Molen", MAY, "ejet af", None, "Teknik", "Molen er nu hos Teknik.", "maj.txt"),
    ]
    assert [row for row in told if row[2] != "ejet af"] == [
        ("Molen", MARCH, "følger planen", "Havnen", "Teknik", "Molen går godt.", "marts.txt"),
        ("Havneplanen", APRIL, "ændret", None, None, "Havneplanen er lagt om.", "april.txt"),
        ("Molen", MAY, "forsinket", "Teknik", "Teknik", "Molen er sent på den.", "maj.txt"),
    ]
    assert answer("project_status", *portfolio(), project="fyret").emptiness == "no"


# --- what holds for all of them -------------------------------------------------------------------


def departures():
    point = thing("p", "RecommendationPoint", more='; rg:item <tag> ; rg:number "1" ; rg:text "at taget males"@da')
    words = ["at taget males", "Kun ét lag."]
    told = [decision("d", "tag", APRIL, words="Kun ét lag."), states("d", "deviatesFrom", "p", words, "april", APRIL)]
    return [*SPRING, item("tag", "april"), point, *told]


def involvement():
    return [
        *SPRING, thing("havnen", "Unit"), thing("molen", "Project"), thing("kajen", "Project"), item("tag", "april"),
        states("tag", "recommendedBy", "havnen", "Havnen indstiller.", "april", APRIL),
        states("tag", "concerns", "molen", "Molen males.", "april", APRIL),
        states("molen", "dependsOn", "kajen", "Molen afventer kajen.", "april", APRIL),
        states("kajen", "interfacesWith", "molen", "Kajen rører ved molen.", "april", APRIL),
    ]  # fmt: skip


def presented():
    going = states("mole", "presentedTo", "byrådet", "Går til byrådet.", "maj", MAY)
    return [*SPRING, item("mole", "maj", "1", "21-77"), thing("byrådet", "Body"), going]


def ended():
    gone = states("skift", "changedFrom", "gl", "Gl. er væk.", "maj", MAY)
    return [*SPRING, thing("gl", "Unit"), thing("skift", "ChangeEvent"), gone]


ANSWERED = [
    ("case_path", presented(), {"case": "21-77"}),
    ("deferred_and_returned", deferrals(), {}),
    ("recommendation_departures", departures(), {}),
    ("commitments", promises(), {"date": MAY}),
    ("running_projects", portfolio(), {}),
    ("running_projects", involvement(), {}),
    ("closed_items", closed(), {}),
    ("unit_changes", ended(), {}),
    ("same_subject_elsewhere", subjects(), {"case": "21-77"}),
    ("project_status", portfolio(), {"project": "havneplanen"}),
    ("project_history", involvement(), {"project": "molen"}),
    ("unit_involvement", involvement(), {"unit": "havnen"}),
    ("who_sat", seats(), {"body": "gruppen", "date": APRIL}),
]
# With the rows that are left where no statement is accepted: an item is of its case all the same.
STATED = [
    ("case_path", presented(), {"case": "21-77"}, 1),
    ("recommendation_departures", departures(), {}, 0),
    ("dependencies", involvement(), {}, 0),
    ("project_history", involvement(), {"project": "molen"}, 0),
    ("unit_involvement", involvement(), {"unit": "havnen"}, 0),
    ("who_sat", seats(), {"body": "gruppen", "date": APRIL}, 0),
    ("who_sat", seats(), {"body": "rådet", "date": APRIL}, 0),
    ("running_projects", involvement(), {}, 0),
]


def count(store, name, values):
    given = {key: value if key == "date" else HERE + value for key, value in values.items()}
    return len(ask_named(store, name, given).rows)


def term(name):
    prefix, local = name.split(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def quads(store, subject, predicate, object_=None):
    return list(store.quads_for_pattern(subject, predicate and term(predicate), object_, None))


@pytest.mark.parametrize(("name", "parts", "values"), ANSWERED, ids=[name for name, *_ in ANSWERED])
def test_what_is_told_in_two_places_is_one_row(name, parts, values):
    store = graph(*parts)
    once = count(store, name, values)
    under_headings = {quad.subject for quad in quads(store, None, "rg:rule", ox.Literal("sag"))}
    for annotation in {quad.subject for quad in quads(store, None, "oa:hasTarget")} - under_headings:
        again = ox.NamedNode(annotation.value + "-igen")
        store.extend(ox.Quad(again, *list(quad)[1:]) for quad in quads(store, annotation, None))
    assert once
    assert count(store, name, values) == once


@pytest.mark.parametrize(("name", "parts", "values", "left"), STATED, ids=[name for name, *_ in STATED])
def test_a_statement_that_waits_for_review_is_no_answer(name, parts, values, left):
    store = graph(*parts)
    assert count(store, name, values) > left
    for accepted in quads(store, None, "rg:accepted"):
        triple = [
            quads(store, accepted.subject, f"rdf:{part}")[0].object for part in ("subject", "predicate", "object")
        ]
        store.remove(accepted)
        store.remove(ox.Quad(*triple, accepted.graph_name))
    assert count(store, name, values) == left


def test_the_last_decision_is_the_one_that_is_told_and_a_pending_one_has_not_come_back():
    parts = [
        *involvement(), item("igen", "maj", "3"), states("igen", "concerns", "molen", "Molen igen.", "maj", MAY),
        decision("d", "tag", APRIL, "deferred", "Udsættes.", "april"), decision("e", "igen", MAY, "noted", "Til efterretning.", "maj"),
    ]  # fmt: skip
    assert rows("running_projects", "project decided outcome title", *parts) == [
        ("Molen", MAY, "taget til efterretning", "Igen")
    ]
    assert ("Molen", f"Tag ({APRIL})") in rows("dependencies", "other pending", *parts)
    back = states("e", "resumes", "d", "Beslutning", "maj", MAY)
    assert ("Molen", None) in rows("dependencies", "other pending", *parts, back)


# --- empty answers, and what answers rest on ------------------------------------------------------


@pytest.mark.parametrize("question", named_questions(), ids=lambda q: q.name)
def test_every_question_says_what_it_needs_and_an_empty_graph_has_none_of_it(question):
    assert question.needs
    asked = ask_named(graph(), question.name, {p.name: VALUES[p.name] for p in question.parameters})
    assert (asked.rows, asked.emptiness) == ((), "not_extracted")
    assert {"quote", "file", "evidence"} <= set(asked.variables)


@pytest.mark.parametrize("question", named_questions(), ids=lambda q: q.name)
def test_every_line_of_a_question_that_is_meant_for_the_program_is_understood(question):
    meant = [line.split()[1] for line in question.sparql.splitlines() if line.startswith("# @")]
    assert meant.count("@param") == len(question.parameters)
    assert meant.count("@title") == meant.count("@group") == 1
    assert meant.count("@needs") == len(meant) - len(question.parameters) - 2 > 0


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("deferred_and_returned", [*SPRING, item("tag", "marts"), decision("d", "tag", MARCH, source="marts")]),
        ("commitments", [*SPRING, item("tag", "maj"), commitment("en-fest", "tag", MAY, source="maj")]),
        ("running_projects", [*SPRING, item("tag", "maj", more="; rg:concerns <molen>"), thing("molen", "Project"), status("s", "molen", "closed", MAY, "Slut.", "maj")]),
        ("steering_groups", SPRING),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_was_looked_for_and_is_not_there_is_a_no(name, parts):
    asked = answer(name, *parts, **({"date": APRIL} if name == "commitments" else {}))
    assert (asked.rows, asked.emptiness) == ((), "no")


def test_an_answer_with_rows_is_not_empty_and_a_query_of_ones_own_says_nothing_of_it():
    asked = answer("closed_items", *closed())
    assert (asked.emptiness, asked.basis) == (None, Basis(3, 3))
    own = ask(graph(), "SELECT ?s { ?s a rg:Meeting }")
    assert (own.emptiness, own.basis) == (None, None)


def test_an_answer_rests_on_the_meetings_read_of_those_that_decisions_and_references_show():
    parts = [
        *SPRING, item("tag", "marts"), item("dør", "april"),
        decision("d", "tag", "2021-02-02", source="marts"), decision("e", "tag dør", "2021-02-02"), decision("f", "dør", APRIL),
        thing("kendt", "Date", more=f"; rg:firstDay {day(MARCH)} ; rg:lastDay {day(MARCH)}"),
        thing("januar", "Date", more=f"; rg:firstDay {day('2021-01-01')} ; rg:lastDay {day('2021-01-31')}"),
        thing("maj-måned", "Date", more=f"; rg:firstDay {day('2021-05-01')} ; rg:lastDay {day('2021-05-31')}"),
        *(states("dør", "refersTo", when, "Sidste møde", "april", APRIL) for when in ("kendt", "januar", "maj-måned")),
        *(states(d, "decidedBy", "rådet", "Beslutning Rådet", "marts") for d in "def"),
    ]  # fmt: skip
    store = graph(*parts)
    assert basis(store) == Basis(meetings_read=3, meetings_known=5)
    assert len([f for f in coverage(store).findings if f.kind == "absent_meeting"]) == 2


def test_json_says_why_an_answer_is_empty_and_what_it_rests_on_and_csv_is_left_as_it_is():
    asked = answer("closed_items", *SPRING)
    assert '"emptiness": "not_extracted"' in to_json(asked)
    assert '"meetings_read": 3' in to_json(asked)
    assert to_csv(asked) == ",".join(asked.variables) + "\r\n"


@pytest.mark.parametrize("text", ["1. maj 2021", "2021-13-01", "20210501", "2021-W18-6", ""])
def test_a_day_that_is_none_is_refused_in_words(text):
    with pytest.raises(QueryError, match="YYYY-MM-DD"):
        answer("commitments", *promises(), date=text)

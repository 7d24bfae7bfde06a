"""The tables that analyses begin with, one row a relation, status, decision or point, each with what it rests on.

They hold all there is, where a named question holds what answers it. Words are those of the ontology, in Danish.
"""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox

from .errors import QueryError
from .query import Rows, ask
from .vocabulary import XSD

_RELATIONS = """
SELECT ?project ?relation ?other ?date ?modality ?confidence
  (GROUP_CONCAT(DISTINCT STR(?words); separator=" … ") AS ?quote)
  (GROUP_CONCAT(DISTINCT STR(?name); separator=", ") AS ?file) ?evidence ?predicate ?subject ?object
WHERE { SELECT * WHERE {
  VALUES ?predicate { rg:dependsOn rg:partOf rg:interfacesWith rg:succeeds rg:mergedWith }
  ?st rdf:predicate ?predicate ; rdf:subject ?subject ; rdf:object ?object ; rg:accepted true .
  ?predicate rdfs:label ?relation . FILTER(LANG(?relation) = "da")
  ?subject rdfs:label ?project . ?object rdfs:label ?other .
  ?evidence oa:hasBody ?st ; rg:confidence ?confidence ; oa:hasTarget ?span .
  ?span oa:exact ?words ; oa:start ?start ; oa:hasSource/rdfs:label ?name .
  OPTIONAL { ?evidence rg:observed ?date }
  OPTIONAL {
    ?evidence rg:modality ?code .
    ?mode skos:notation ?code ; skos:inScheme <https://w3id.org/referatgraf/modality> ; skos:prefLabel ?modality .
    FILTER(LANG(?modality) = "da")
  }
} ORDER BY ?name ?start }
GROUP BY ?project ?relation ?other ?date ?modality ?confidence ?evidence ?predicate ?subject ?object
ORDER BY ?relation ?project ?other ?date ?evidence
"""

_STATUSES = """
SELECT ?project ?date ?state ?text ?confidence
  (GROUP_CONCAT(DISTINCT STR(?words); separator=" … ") AS ?quote)
  (GROUP_CONCAT(DISTINCT STR(?name); separator=", ") AS ?file) ?evidence ?subject
WHERE { SELECT * WHERE {
  ?status a rg:Status ; rg:project ?subject ; rg:state ?code ; rg:text ?text .
  ?subject rdfs:label ?project .
  ?stateNode skos:notation ?code ; skos:inScheme <https://w3id.org/referatgraf/state> ; skos:prefLabel ?state .
  FILTER(LANG(?state) = "da")
  ?evidence oa:hasBody ?status ; rg:confidence ?confidence ; oa:hasTarget ?span .
  FILTER NOT EXISTS { ?another oa:hasBody ?status . FILTER(STR(?another) < STR(?evidence)) }
  ?span oa:exact ?words ; oa:start ?start ; oa:hasSource/rdfs:label ?name .
  OPTIONAL { ?status rg:observed ?date }
} ORDER BY ?name ?start }
GROUP BY ?status ?project ?date ?state ?text ?confidence ?evidence ?subject
ORDER BY ?date ?project ?evidence
"""

_DECISIONS = """
SELECT ?date ?body (MIN(STR(?heading)) AS ?title) (GROUP_CONCAT(DISTINCT STR(?who); separator=", ") AS ?by)
  ?outcome ?text ?quote ?file ?evidence
WHERE { SELECT * WHERE {
  ?decision a rg:Decision ; rg:outcome ?concept ; rg:text ?text ; rg:item ?itemNode .
  ?concept skos:prefLabel ?outcome . FILTER(LANG(?outcome) = "da")
  ?itemNode rdfs:label ?heading .
  OPTIONAL { ?itemNode rg:recommendedBy/rdfs:label ?who }
  OPTIONAL { ?decision rg:date ?date }
  OPTIONAL { ?decision rg:decidedBy/rdfs:label ?body }
  # One place is enough where the decision is printed in several.
  ?evidence oa:hasBody ?decision ; oa:hasTarget ?span .
  FILTER NOT EXISTS { ?another oa:hasBody ?decision . FILTER(STR(?another) < STR(?evidence)) }
  ?span oa:exact ?quote ; oa:hasSource/rdfs:label ?file .
} ORDER BY ?who }
GROUP BY ?decision ?date ?body ?outcome ?text ?quote ?file ?evidence
ORDER BY ?date ?title ?evidence
"""

_POINTS = """
SELECT ?date ?body (GROUP_CONCAT(DISTINCT STR(?who); separator=", ") AS ?by)
  ?item ?title ?point ?recommended ?treatment ?decided ?text ?confidence
  (GROUP_CONCAT(DISTINCT STR(?words); separator=" … ") AS ?quote)
  (GROUP_CONCAT(DISTINCT STR(?name); separator=", ") AS ?file) ?evidence
WHERE { SELECT * WHERE {
  ?pointNode a rg:RecommendationPoint ; rg:number ?point ; rg:text ?recommended ; rg:item ?itemNode .
  ?itemNode rdfs:label ?title ; rg:meeting ?meeting .
  OPTIONAL { ?itemNode rg:number ?item }
  OPTIONAL { ?meeting rg:date ?date }
  OPTIONAL { ?meeting rg:heldBy/rdfs:label ?body }
  OPTIONAL { ?itemNode rg:recommendedBy/rdfs:label ?who }
  OPTIONAL {
    VALUES (?how ?says) { (rg:follows "følger") (rg:deviatesFrom "afviger") }
    ?st rdf:object ?pointNode ; rdf:predicate ?how ; rdf:subject ?decision ; rg:accepted true .
    ?decision rg:text ?text .
    OPTIONAL { ?decision rg:date ?decided }
  }
  # What the words of no decision follow or depart from was put off, passed over, or not decided at all.
  BIND(COALESCE(?says,
    IF(EXISTS { ?any rg:item ?itemNode ; rg:outcome ?other . FILTER(?other != outcome:deferred) }, "ikke nævnt",
    IF(EXISTS { ?off rg:item ?itemNode ; rg:outcome outcome:deferred }, "udskudt", "uden beslutning"))) AS ?treatment)
  BIND(COALESCE(?st, ?pointNode) AS ?told)
  ?evidence oa:hasBody ?told ; oa:hasTarget ?span .
  FILTER NOT EXISTS { ?another oa:hasBody ?told . FILTER(STR(?another) < STR(?evidence)) }
  OPTIONAL { ?evidence rg:confidence ?sure }
  BIND(IF(BOUND(?st), ?sure, ?unbound) AS ?confidence)
  ?span oa:exact ?words ; oa:start ?start ; oa:hasSource/rdfs:label ?name .
} ORDER BY ?name ?start ?who }
GROUP BY ?pointNode ?date ?body ?item ?title ?point ?recommended ?treatment ?decided ?text ?confidence ?evidence
ORDER BY ?date xsd:integer(?item) xsd:integer(?point) ?decided ?evidence
"""

_OPEN_MATTERS = """
SELECT ?project ?matter ?since ?last_day ?title ?text
  (GROUP_CONCAT(DISTINCT STR(?words); separator=" … ") AS ?quote)
  (GROUP_CONCAT(DISTINCT STR(?name); separator=", ") AS ?file) ?evidence ?subject
WHERE { SELECT * WHERE {
  {
    SELECT DISTINCT ?node ?subject ?itemNode ?since ?text ?last_day ?matter WHERE {
      {
        ?node rg:outcome outcome:deferred ; rg:date ?since ; rg:text ?text ; rg:item ?itemNode .
        FILTER(?since <= ?day)
        FILTER NOT EXISTS { ?later rg:resumes ?node ; rg:date ?resumed . FILTER(?resumed <= ?day) }
        ?itemNode rg:concerns ?subject .
        BIND("udskudt beslutning" AS ?matter)
      } UNION {
        ?node a rg:Commitment ; rg:observed ?since ; rg:text ?text ; rg:item ?itemNode .
        FILTER(?since <= ?day)
        FILTER NOT EXISTS { ?node rg:keptBy/(rg:date|(rg:meeting/rg:date)) ?kept . FILTER(?kept <= ?day) }
        {
          # Two tables that are joined by their source: found one by one, places would take minutes.
          # A promise is about the projects that its own words name, or the heading above them …
          { SELECT ?node ?source ?begin ?finish {
            ?node a rg:Commitment . ?promise oa:hasBody ?node ; oa:hasTarget ?stretch .
            ?stretch oa:hasSource ?source ; oa:start ?begin ; oa:end ?finish
          } }
          { SELECT ?subject ?source ?from ?to {
            ?subject a rg:Project . ?naming oa:hasBody ?subject ; oa:hasTarget ?place .
            ?place oa:hasSource ?source ; oa:start ?from ; oa:end ?to
          } }
          FILTER(?begin <= ?from && ?to <= ?finish)
        } UNION {
          # … and about the only project of its item.
          ?itemNode rg:concerns ?subject .
          FILTER NOT EXISTS { ?itemNode rg:concerns ?second . FILTER(?second != ?subject) }
        }
        OPTIONAL { ?node rg:due/rg:lastDay ?last_day }
        BIND(IF(!BOUND(?last_day), "tilsagn uden frist",
          IF(?last_day < ?day, "overskredet tilsagn", "åbent tilsagn")) AS ?matter)
      }
    }
  }
  ?subject rdfs:label ?project .
  ?itemNode rdfs:label ?title .
  ?evidence oa:hasBody ?node ; oa:hasTarget ?span .
  FILTER NOT EXISTS { ?another oa:hasBody ?node . FILTER(STR(?another) < STR(?evidence)) }
  ?span oa:exact ?words ; oa:start ?start ; oa:hasSource/rdfs:label ?name .
} ORDER BY ?name ?start }
GROUP BY ?node ?project ?matter ?since ?last_day ?title ?text ?evidence ?subject
ORDER BY ?project ?since ?matter ?title ?text ?evidence
"""

_STATEMENTS = """
SELECT ?subject ?predicate ?object ?accepted ?confidence ?rule ?date
  (GROUP_CONCAT(DISTINCT STR(?words); separator=" … ") AS ?quote)
  (GROUP_CONCAT(DISTINCT STR(?name); separator=", ") AS ?file) ?evidence
WHERE { SELECT * WHERE {
  # One pattern of triples, without the class: a BIND among them, or rdf:Statement, costs a hundred times as much.
  ?st rdf:predicate ?property ; rdf:subject ?from ; rdf:object ?to .
  ?from rdfs:label ?subject . ?to rdfs:label ?object .
  ?evidence oa:hasBody ?st ; rg:confidence ?confidence ; rg:rule ?rule ; oa:hasTarget ?span .
  ?span oa:exact ?words ; oa:start ?start ; oa:hasSource ?source . ?source rdfs:label ?name .
  OPTIONAL { ?evidence rg:observed ?date }
  BIND(STRAFTER(STR(?property), "#") AS ?predicate)
  BIND(EXISTS { ?st rg:accepted true } AS ?accepted)
} ORDER BY ?name ?start }
GROUP BY ?subject ?predicate ?object ?accepted ?confidence ?rule ?date ?evidence
ORDER BY ?predicate ?subject ?object ?date ?evidence
"""


def relations(store: ox.Store) -> Rows:
    """Return how projects hang together: a row each time that a meeting says so.

    `project`, `relation` and `other` in words; `predicate`, `subject` and `object` as addresses; `date`, `modality`,
    `confidence`, `quote`, `file` and `evidence` of the telling. What waits for review is not there.
    """
    return _rows(store, _RELATIONS)


def statements(store: ox.Store) -> Rows:
    """Return all that is stated, accepted or not: a row for each annotation that reads it, with `rule`, `confidence`.

    `subject` and `object` are labels, `predicate` is the local name of the property.
    """
    return _rows(store, _STATEMENTS)


def statuses(store: ox.Store) -> Rows:
    """Return where each project stood (`state`, `text`) on each `date` that a meeting said so."""
    return _rows(store, _STATUSES)


def decisions(store: ox.Store) -> Rows:
    """Return each decision once: `date`, `body`, the `title` of its item, who recommended (`by`), `outcome`, `text`."""
    return _rows(store, _DECISIONS)


def points(store: ox.Store) -> Rows:
    """Return each point of a recommendation with its `treatment` by the decision.

    That is *følger*, *afviger*, *ikke nævnt* (the words of the decision do not tell), *udskudt* or *uden beslutning*.
    """
    return _rows(store, _POINTS)


def open_matters(store: ox.Store, day: str) -> Rows:
    """Return what stands open about projects on a day (ISO): decisions put off, and promises that are not kept.

    `matter` is *udskudt beslutning*, *overskredet tilsagn*, *åbent tilsagn* or *tilsagn uden frist*. What came after
    the day is not known on it. Raises `QueryError` for what is no day.
    """
    return _rows(store, _OPEN_MATTERS, day=_day(day))


def _rows(store: ox.Store, sparql: str, **bindings: ox.Literal) -> Rows:
    answer = ask(store, sparql, bindings)
    if not isinstance(answer, Rows):
        raise TypeError("tables are made of rows")
    return answer


def _day(day: str) -> ox.Literal:
    try:
        return ox.Literal(date.fromisoformat(day).isoformat(), datatype=ox.NamedNode(XSD + "date"))
    except ValueError:
        raise QueryError(f"{day!r} is no day; write it as YYYY-MM-DD, for instance 2018-01-31") from None

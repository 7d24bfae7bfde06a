"""Who works on the same things: units, groups, people and organisations by the projects that they have in hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import combinations

import networkx as nx
import pyoxigraph as ox

from .query import Rows, ask

KINDS = ("unit", "steering_group", "body", "organization", "person")
_INVOLVEMENTS = """
SELECT ?actor ?kind ?how ?project ?date ?title
  (GROUP_CONCAT(DISTINCT STR(?words); separator=" … ") AS ?quote)
  (GROUP_CONCAT(DISTINCT STR(?name); separator=", ") AS ?file) ?evidence ?agent ?subject
WHERE { SELECT * WHERE {
  VALUES (?class ?kind) {
    (rg:Unit "unit") (rg:SteeringGroup "steering_group") (rg:Body "body") (rg:Organization "organization")
    (rg:Person "person")
  }
  {
    VALUES (?property ?how) {
      (rg:ownedBy "ejer") (rg:ledBy "leder") (rg:governedBy "styrer") (rg:suppliedBy "leverer")
    }
    ?node rdf:predicate ?property ; rdf:subject ?subject ; rdf:object ?agent ; rg:accepted true .
  } UNION {
    BIND("deltager" AS ?how)
    ?node rdf:predicate rg:participatesIn ; rdf:subject ?agent ; rdf:object ?subject ; rg:accepted true .
  } UNION {
    # Of an item about a whole portfolio, the recommender has not every project of it in hand.
    BIND("indstiller" AS ?how)
    ?node rdf:predicate rg:recommendedBy ; rdf:subject ?itemNode ; rdf:object ?agent ; rg:accepted true .
    ?itemNode rg:concerns ?subject ; rdfs:label ?title ; rg:meeting/rg:date ?day .
    FILTER NOT EXISTS { ?itemNode rg:concerns ?second . FILTER(?second != ?subject) }
  }
  ?agent a ?class ; rdfs:label ?actor .
  FILTER(?class != rg:Body || NOT EXISTS { ?agent a rg:SteeringGroup })
  ?subject a rg:Project ; rdfs:label ?project .
  ?evidence oa:hasBody ?node ; oa:hasTarget ?span .
  ?span oa:exact ?words ; oa:start ?start ; oa:hasSource/rdfs:label ?name .
  OPTIONAL { ?evidence rg:observed ?observed }
  BIND(COALESCE(?observed, ?day) AS ?date)
} ORDER BY ?name ?start }
GROUP BY ?actor ?kind ?how ?project ?date ?title ?evidence ?agent ?subject
ORDER BY ?date ?actor ?project ?how ?evidence
"""


# Named beside a project: two tables joined by their source, which one by one would take minutes.
_NAMED = """
SELECT DISTINCT ?actor ?kind ?how ?project ?date ?title ?quote ?file ?evidence ?agent ?subject WHERE {
  { SELECT ?source ?from ?to ?title ?date ?subject WHERE {
    ?itemNode rg:concerns ?subject ; rdfs:label ?title .
    FILTER NOT EXISTS { ?itemNode rg:concerns ?second . FILTER(?second != ?subject) }
    ?told oa:hasBody ?itemNode ; rg:rule "structure" ; oa:hasTarget ?whole .
    ?whole oa:hasSource ?source ; oa:start ?from ; oa:end ?to .
    OPTIONAL { ?itemNode rg:meeting/rg:date ?date }
  } }
  { SELECT ?source ?begin ?finish ?quote ?evidence ?agent WHERE {
    ?agent a rg:Unit . ?evidence oa:hasBody ?agent ; oa:hasTarget ?span .
    ?span oa:hasSource ?source ; oa:start ?begin ; oa:end ?finish ; oa:exact ?quote .
  } }
  FILTER(?from <= ?begin && ?finish <= ?to)
  BIND("unit" AS ?kind) BIND("nævnt" AS ?how)
  ?agent rdfs:label ?actor . ?subject a rg:Project ; rdfs:label ?project . ?source rdfs:label ?file .
} ORDER BY ?date ?actor ?project ?evidence
"""


def involvements(store: ox.Store) -> Rows:
    """Return who has which project in hand: a row each time that a meeting says so.

    `actor`, its `kind` (of `KINDS`), `how` (*ejer*, *leder*, *styrer*, *deltager*, *leverer*, *indstiller*),
    `project`, `date`, the `title` of the item that an actor recommends, `quote`, `file`, `evidence`, and the addresses
    `agent` and `subject`. Who recommends counts where the item is about that one project.
    """
    return _rows(store, _INVOLVEMENTS)


def named_beside(store: ox.Store) -> Rows:
    """Return which units an item about one project names, with the columns of `involvements` and *nævnt* as `how`.

    That is no statement: who is named in a matter need not have it in hand.
    """
    return _rows(store, _NAMED)


def collaboration(
    store: ox.Store,
    *,
    kinds: Collection[str] = KINDS,
    since: str | None = None,
    until: str | None = None,
    named: bool = False,
) -> nx.Graph:
    """Return who works with whom: an edge between two that have a project in common, between two days (inclusive).

    Nodes are addresses with `label`, `kind` and `projects` (names, sorted). An edge has the `projects` shared, the
    `files` that say so, and a `weight`: each shared project counts 1 over the number of others who have it in hand, so
    that a project of many ties its people less (Newman, *Scientific collaboration networks II*, 2001). `named`
    takes those in that are only `named_beside` a project. A meeting without a day counts where no day is asked for.
    """
    hands: dict[str, set[str]] = defaultdict(set)
    files: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    network = nx.Graph()
    for row in (*involvements(store).plain(), *(named_beside(store).plain() if named else ())):
        day, agent, subject = row["date"], str(row["agent"]), str(row["subject"])
        if row["kind"] in kinds and _between(day, since, until):
            network.add_node(agent, label=row["actor"], kind=row["kind"])
            names[subject] = str(row["project"])
            hands[subject].add(agent)
            files[subject, agent].update(str(row["file"]).split(", "))
    for agent in network:
        network.nodes[agent]["projects"] = sorted(names[project] for project in hands if agent in hands[project])
    for (one, other), shared in sorted(_shared(hands).items()):
        network.add_edge(
            one,
            other,
            projects=sorted(names[project] for project in shared),
            files=sorted(set().union(*(files[project, agent] for project in shared for agent in (one, other)))),
            weight=sum(1 / (len(hands[project]) - 1) for project in sorted(shared)),
        )
    return network


def _between(day: str | None, since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    return day is not None and (since or day) <= day <= (until or day)


def _shared(hands: dict[str, set[str]]) -> dict[tuple[str, str], list[str]]:
    """The projects that each two actors have in common."""
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    pairs: Iterable[tuple[str, str, str]] = (
        (one, other, project) for project in sorted(hands) for one, other in combinations(sorted(hands[project]), 2)
    )
    for one, other, project in pairs:
        shared[one, other].append(project)
    return shared


def _rows(store: ox.Store, sparql: str) -> Rows:
    answer = ask(store, sparql)
    if not isinstance(answer, Rows):
        raise TypeError("involvements are rows")
    return answer

"""The samples as web pages, Word files and PDF give what they give as text: items, decisions, things, statements."""

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from graph.query import ask
from graph.store import open_store
from referatgraf.build import build
from referatgraf.verify import verify

sys.path.insert(0, str(Path(__file__).parent))
from formats import as_docx, as_html, as_pdf, unwrapped

QUESTIONS = {
    "items": """SELECT ?number ?title ?number_of_case ?closed ?day {
        ?i a rg:AgendaItem ; rg:number ?number ; dcterms:title ?title ; rg:closed ?closed ; rg:meeting/rg:date ?day .
        OPTIONAL { ?i rg:case/rg:caseNumber ?number_of_case } }""",
    "decisions": "SELECT ?title ?outcome ?day ?text { ?d rg:item/dcterms:title ?title ; rg:outcome ?outcome ; rg:date ?day ; rg:text ?text }",
    "points": "SELECT ?title ?number ?text { ?p a rg:RecommendationPoint ; rg:item/dcterms:title ?title ; rg:number ?number ; rg:text ?text }",
    "attachments": "SELECT ?title ?label { ?i dcterms:title ?title ; rg:attachment/rdfs:label ?label }",
    "things": "SELECT ?class ?label { ?thing a ?class ; rdfs:label ?label . FILTER NOT EXISTS { ?thing a rg:Source } FILTER NOT EXISTS { ?thing a rg:Section } }",
    "other names": "SELECT ?label ?other { ?thing rdfs:label ?label ; skos:altLabel ?other }",
    "statements": """SELECT ?s ?p ?o ?accepted { ?st rdf:subject/rdfs:label ?s ; rdf:predicate ?p ; rdf:object/rdfs:label ?o .
        OPTIONAL { ?st rg:accepted ?accepted } }""",
}  # fmt: skip
WRITERS = {
    "html": lambda text: as_html(text).encode(),
    "docx": as_docx,
    "pdf": lambda text: as_pdf(text, "Referat af møde", "Side #"),
}


def found(store, query):
    rows = ask(open_store(store), query).plain()
    return sorted(str(sorted((k, re.sub(r"\s+", " ", v or "")) for k, v in row.items())) for row in rows)


@pytest.fixture(scope="module")
def text_store(samples, tmp_path_factory):
    folder = tmp_path_factory.mktemp("text")
    for sample in samples.glob("*.txt"):
        (folder / sample.name).write_text(unwrapped(sample.read_text(encoding="utf-8")), encoding="utf-8")
    build([folder], folder / "s.store")
    return folder / "s.store"


@pytest.fixture(scope="module", params=WRITERS)
def written(request, samples, tmp_path_factory):
    """A store of the samples in a format."""
    folder = tmp_path_factory.mktemp(request.param)
    for sample in sorted(samples.glob("*.txt")):
        data = WRITERS[request.param](unwrapped(sample.read_text(encoding="utf-8")))
        (folder / f"{sample.stem}.{request.param}").write_bytes(data)
    store = folder / "s.store"
    assert build([folder], store).skipped == ()
    return request.param, store


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_format_gives_what_the_text_gives(written, text_store, question):
    ours, theirs = (found(store, QUESTIONS[question]) for store in (written[1], text_store))
    assert (Counter(ours) - Counter(theirs), Counter(theirs) - Counter(ours)) == (Counter(), Counter())


def test_every_quotation_stands_in_the_file_and_that_of_a_pdf_has_its_page(written):
    name, store = written
    verified = verify(store)
    assert (verified.violations, verified.moved) == ((), ())
    rows = ask(
        open_store(store),
        "SELECT ?page (COUNT(*) AS ?n) { ?s oa:exact ?e OPTIONAL { ?s rg:page ?page } } GROUP BY ?page",
    )
    pages = {row["page"] for row in rows.plain()}
    assert ({None, ""} & pages == set() and {"1", "2"} <= pages) if name == "pdf" else pages <= {None, ""}

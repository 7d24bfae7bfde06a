"""The site of the samples: whole, the same every time, and what it shows is what the graph answers."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from graph.errors import ExportError
from graph.query import ask, ask_named
from graph.site.render import addresses, render
from graph.site.site import SourceText
from graph.site.wording import Wording
from graph.site.write import MANIFEST, write_site
from graph.store import open_store
from graph.tables import decisions
from referatgraf.build import build
from referatgraf.cli import main
from referatgraf.sites import site_of


@pytest.fixture(scope="module")
def site(sample_graph, sample_store):
    return site_of(sample_graph, sample_store)


def built(folder: Path):
    """The site of the minutes in a folder."""
    build([folder / "a.txt"], folder / "s")
    return site_of(open_store(folder / "s"), folder / "s")


@pytest.fixture(scope="module")
def written(site, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sites") / "site"
    write_site(site, folder)
    return folder


@pytest.fixture(scope="module")
def pages(written):
    files = [file for file in sorted(written.rglob("*.html")) if file.name != "network.html"]
    return {str(file.relative_to(written)): html.document_fromstring(file.read_bytes()) for file in files}


def rows_of(site, address, query=None):
    text = render(site, address, query).body.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_every_link_leads_somewhere_in_the_folder(pages, written):
    ids = {name: {e.get("id") for e in page.iter() if e.get("id")} for name, page in pages.items()}
    followed = 0
    for name, page in pages.items():
        for link in page.iter("a"):
            target, _, anchor = link.get("href").partition("#")
            file = (written / name).parent / unquote(target) if target else written / name
            assert file.resolve().is_relative_to(written.resolve())
            assert file.is_file(), f"{name}: {link.get('href')}"
            there = str(file.resolve().relative_to(written.resolve()))
            if anchor and "=" not in anchor:
                assert anchor in ids[there], f"{name}: {link.get('href')}"
                followed += 1
    assert followed > 100


def test_names_within_a_page_are_unique(pages):
    for name, page in pages.items():
        ids = [e.get("id") for e in page.iter() if e.get("id")]
        assert len(ids) == len(set(ids)), name


def test_no_page_asks_another_host_or_wants_to_be_found(pages):
    for page in pages.values():
        assert not page.xpath("//*[@src]")
        assert not [a for a in page.iter("a") if re.match(r"(?i)\s*(https?:|//|javascript:|data:)", a.get("href"))]
        assert page.xpath("string(//meta[@name='robots']/@content)") == "noindex, nofollow"
        policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy


def test_each_thing_of_a_kind_with_pages_has_one_in_both_languages(site, written, sample_graph):
    rows = ask(
        sample_graph,
        "SELECT DISTINCT ?x { VALUES ?c { rg:Project rg:Unit rg:Person rg:Case rg:Meeting rg:Body } ?x a ?c }",
    )
    for row in rows.plain():
        for folder in ("", "en"):
            page = html.document_fromstring((written / folder / site.pages[row["x"]]).read_bytes())
            assert page.get("lang") == (folder or "da")
            assert page.findtext(".//h1") == Wording(folder or "da").readable(site.reader.label(row["x"]))


# --- what the pages say


def test_the_front_page_says_what_the_graph_covers(pages, sample_graph):
    days = [r["d"] for r in ask(sample_graph, "SELECT ?d { ?m a rg:Meeting ; rg:date ?d }").plain()]
    lead = " ".join(pages["index.html"].xpath("string(//p[@class='lead'])").split())
    assert f"{len(days)} møder" in lead
    assert min(days)[:4] in lead
    assert max(days)[:4] in lead
    assert "uden beslutning" in pages["index.html"].text_content()


def test_the_decision_log_is_the_table_of_decisions(site, sample_graph):
    asked = sorted((r["date"], r["body"] or "", r["outcome"], r["text"]) for r in decisions(sample_graph).plain())
    told = rows_of(site, "decisions.csv")
    assert sorted((r["Dato"], r["Organ"], r["Udfald"], r["Beslutningens ord"]) for r in told) == asked
    assert [r["Dato"] for r in told] == sorted((r["Dato"] for r in told), reverse=True)


def test_what_was_put_off_says_what_became_of_it(site, pages, sample_graph):
    asked = ask_named(sample_graph, "deferred_and_returned").plain()
    text = " ".join(pages["decisions.html"].text_content().split())
    assert text.count("ikke set igen") == sum(row["state"] == "åben" for row in asked)
    assert text.count("Genoptaget") >= sum(row["state"] == "kom tilbage" for row in asked) > 0


def test_the_decision_log_is_narrowed_by_each_filter(site):
    everything = rows_of(site, "decisions.csv")
    log = site.decisions
    body, project = log[0].decided.body, next(row.projects[0] for row in log if row.projects)
    unit = next(row.units[0] for row in log if row.units)
    day = sorted(row.decided.date for row in log)[len(log) // 2]
    for query, keeps in (
        ({"body": body.iri}, lambda r: r["Organ"] == body.label),
        ({"outcome": "deferred"}, lambda r: r["Udfald"] == "udskudt"),
        ({"project": project.iri}, lambda r: project.label in r["Projekter"].split(", ")),
        ({"unit": unit.iri}, lambda r: unit.label in r["Indstillet af"].split(", ")),
        ({"since": day}, lambda r: r["Dato"] >= day),
        ({"until": day}, lambda r: r["Dato"] <= day),
        ({"since": day, "until": day, "outcome": "adopted"}, lambda r: r["Dato"] == day and r["Udfald"] == "godkendt"),
        ({"words": "udsk"}, lambda r: "udsk" in (r["Sag eller emne"] + " " + r["Beslutningens ord"]).lower()),
        ({"project": "urn:none"}, lambda _: False),
    ):
        assert rows_of(site, "decisions.csv", query) == [r for r in everything if keeps(r)], query


@pytest.mark.parametrize("day", ["2017-01-01", "2018-06-30", "2031-01-01"])
def test_commitments_stand_as_the_question_answers_on_any_day(site, sample_graph, day):
    asked = ask_named(sample_graph, "commitments", {"date": day}).plain()
    words = {"overskredet": "frist passeret", "åben": "åbent", "uden frist": "uden frist"}
    wanted = sorted((words[r["state"]], r["text"], r["last_day"] or "") for r in asked if r["state"] in words)
    told = rows_of(site, "commitments.csv", {"day": day})
    assert sorted((r["Tilstand"], r["Tilsagn"], r["Senest"]) for r in told) == wanted


def test_a_meeting_shows_its_text_to_the_last_word_with_mentions_marked(site, pages):
    for source in site.reader.instances(("source",)):
        meeting = site.reader.place(source).meeting
        page = pages[site.pages[meeting]]
        shown = page.xpath("string(//div[@class='minutes'])")
        if any(event.closed for event in site.profile(meeting).history):
            continue
        words = "".join(site.text_of(source).text.split())
        # What is put between the words: that another thing goes by the same name.
        for also in page.xpath("//div[@class='minutes']//sup"):
            shown = shown.replace(also.text_content(), "", 1)
        assert "".join(shown.split()) == words


def test_marks_are_the_words_that_the_graph_says_they_are(site, pages):
    marked = 0
    for source in site.reader.instances(("source",)):
        meeting = site.reader.place(source).meeting
        page = pages[site.pages[meeting]]
        texts = {mark.text_content() for mark in page.xpath("//div[@class='minutes']//mark")}
        for span, body in site.reader.named_in(source):
            item = site.reader.place(source).item_at(span.start, span.end)
            closed = item and site.reader.first(item.iri, "https://w3id.org/referatgraf/vocab#closed") == "true"
            if site.reader.kind(body) == "person" and not closed:
                assert any(" ".join(span.quote.split()) in " ".join(t.split()) for t in texts), span.quote
                marked += 1
    assert marked > 5


def test_where_it_says_so_begins_with_the_very_words(site, pages):
    checked = 0
    for iri in site.lists["projects"]:
        for relation in site.profile(iri).relations:
            for passage in (p for telling in relation.tellings for p in telling.passages):
                path, _, anchor = site.place(passage).partition("#")
                [spot] = pages[path].xpath(f"//*[@id='{anchor}']")
                after = "".join(spot.xpath("following::text()[position() < 200]"))
                begins = "".join(passage.quote.split())[:12]
                assert "".join(after.split()).startswith(begins), passage
                checked += 1
    assert checked > 20


def test_closed_items_keep_their_text_to_themselves(tmp_path, make_minutes):
    """Whatever the stored text of a closed item holds: reading may have left it there."""
    text = make_minutes(
        "Lukket\n\n17/1\n\nSagsfremstilling\n\nEt fortroligt navn.\n\nBeslutning\n\nGodkendt.",
        "Broen\n\n17/2\n\nSagsfremstilling\n\nEt åbent ord.\n\nBeslutning\n\nUdsat.",
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    inside = built(tmp_path)
    [source] = inside.reader.instances(("source",))
    assert [i.title for i in inside.reader.place(source).items] == ["1. Lukket", "2. Broen"]
    inside.texts = lambda _hash: SourceText(text, ())
    [meeting] = inside.lists["meetings"]
    page = html.document_fromstring(render(inside, inside.pages[meeting]).body).text_content()
    assert "kun overskrift og beslutning vises" in page
    assert "Et åbent ord." in page
    assert "fortroligt" not in page


# --- hostile words


def test_words_of_minutes_are_text_and_never_markup(tmp_path, make_minutes):
    bad = "<img src=x onerror=alert(1)>\"'</script><script>alert(2)</script>{{7*7}}"
    (tmp_path / "a.txt").write_text(
        make_minutes(f"Projekt {bad} Nærheden\n\n17/1\n\nBeslutning\n\n{bad} godkendt."), encoding="utf-8"
    )
    bad_site = built(tmp_path)
    for address in addresses(bad_site):
        if address.endswith(".html") and not address.endswith("network.html"):
            page = html.document_fromstring(render(bad_site, address).body)
            assert not page.xpath("//img"), address
            scripts = [s for s in page.iter("script") if s.get("type") != "application/json"]
            assert all("alert" not in (s.text or "") for s in scripts)
            assert "49" not in page.xpath("string(//main)").replace(bad, "") or "{{7*7}}" in page.text_content()


# --- the folder


def test_a_folder_with_something_else_in_it_is_left_alone(site, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ExportError, match="something else than a site"):
        write_site(site, tmp_path)
    assert [f.name for f in tmp_path.iterdir()] == ["mine.txt"]


def test_written_again_the_bytes_are_the_same_and_what_is_gone_is_removed(
    sample_graph, sample_store, written, tmp_path
):
    before = {file: file.read_bytes() for file in written.rglob("*") if file.is_file()}
    outside = tmp_path / "outside.html"
    outside.write_text("stays")
    stale = written / "project" / "gone.html"
    stale.write_text("gone")
    manifest = written / MANIFEST
    listed = '[\n"project/gone.html",\n"../../outside.html",\n"/etc/hosts",\n'
    manifest.write_text(manifest.read_text().replace("[\n", listed, 1))
    (written / "notes.txt").write_text("of the user")
    write_site(site_of(sample_graph, sample_store), written)
    assert not stale.exists()
    assert outside.exists()
    (written / "notes.txt").unlink()  # and so it was still there
    assert before == {file: file.read_bytes() for file in written.rglob("*") if file.is_file()}


def test_show_site_writes_it_and_says_where(sample_store, tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["show", "--site", str(tmp_path / "w"), "--store", str(sample_store), "--lang", "da"])
    assert stopped.value.code == 0
    said = capsys.readouterr()
    assert said.out.strip() == str(tmp_path / "w" / "index.html")
    assert "filer" in said.err
    assert (tmp_path / "w" / "en" / "index.html").is_file()


def test_a_site_is_about_everything(sample_store, tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["show", "--site", str(tmp_path / "w"), "--about", "NY-NY", "--store", str(sample_store), "--lang", "en"])
    assert stopped.value.code == 2
    assert "not both" in capsys.readouterr().err

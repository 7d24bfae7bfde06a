"""The site of the samples: whole, the same every time, and what it shows is what the graph answers."""

import base64
import csv
import gzip
import io
import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from graph.errors import ExportError, QueryError
from graph.query import ask, ask_named
from graph.site.render import addresses, render
from graph.site.roles import ROLES
from graph.site.site import SourceText
from graph.site.wording import Wording
from graph.site.write import MANIFEST, write_site
from graph.store import open_store
from graph.tables import decisions
from graph.vocabulary import RG, SKOS
from referatgraf.build import build
from referatgraf.cli import main
from referatgraf.messages import message
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


@pytest.mark.parametrize("name", ["network.html", "en/network.html"])
def test_the_network_has_a_way_back_and_can_be_asked(written, name):
    page = html.document_fromstring((written / name).read_bytes())
    (home,) = page.xpath("//a[@id='home']")
    assert ((written / name).parent / home.get("href")).is_file()
    assert page.xpath("//button[@id='ask-open']")
    assert page.xpath("//script[@id='engine-graph']")


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


def told_of(row: dict[str, str]) -> set[str]:
    """Who and what a row of the decision log names."""
    others = [part.rpartition(": ")[0] for part in row["Andre, der er med"].split("; ")]
    return {*row["Projekter"].split(", "), *row["Indstillet af"].split(", "), *others}


def test_the_decision_log_is_narrowed_by_each_filter(site):
    everything = rows_of(site, "decisions.csv")
    log = site.decisions
    body, project = log[0].decided.body, next(row.projects[0] for row in log if row.projects)
    unit = next(row.units[0] for row in log if row.units)
    day = sorted(row.decided.date for row in log)[len(log) // 2]
    for query, keeps in (
        ({"body": body.iri}, lambda r: r["Organ"] == body.label),
        ({"outcome": "deferred"}, lambda r: r["Udfald"] == "udskudt"),
        ({"project": project.iri}, lambda r: project.label in told_of(r)),
        ({"project": project.iri, "role": "about"}, lambda r: project.label in r["Projekter"].split(", ")),
        ({"unit": unit.iri}, lambda r: unit.label in told_of(r)),
        ({"unit": unit.iri, "role": "recommends"}, lambda r: unit.label in r["Indstillet af"].split(", ")),
        ({"role": "in_decision"}, lambda r: "nævnt i beslutningen" in r["Andre, der er med"]),
        ({"since": day}, lambda r: r["Dato"] >= day),
        ({"until": day}, lambda r: r["Dato"] <= day),
        ({"since": day, "until": day, "outcome": "adopted"}, lambda r: r["Dato"] == day and r["Udfald"] == "godkendt"),
        ({"words": "udsk"}, lambda r: "udsk" in (r["Sag eller emne"] + " " + r["Beslutningens ord"]).lower()),
    ):
        wanted = [r for r in everything if keeps(r)]
        assert len(wanted) > 0
        assert rows_of(site, "decisions.csv", query) == wanted, query


def test_who_is_named_in_a_decision_or_its_item_is_found_with_the_role(site):
    """As the graph has it, read again from its own annotations and statements."""
    checked = dict.fromkeys(ROLES, 0)
    for row in site.decisions:
        items = site.reader.objects(row.decided.iri, RG + "item")
        made = [(p.source, p.start, p.end) for p in row.decided.passages]
        for part in row.parts:
            for role in part.roles:
                checked[role] += 1
            spans = site.reader.spans(part.thing.iri, structure=False)
            in_decision = any(s.source == o and b <= s.start and s.end <= e for s in spans for o, b, e in made)
            in_item = any(
                (at := site.reader.place(s.source).item_at(s.start, s.end)) and at.iri in items for s in spans
            )
            if "in_decision" in part.roles:
                assert in_decision, part
            if "in_item" in part.roles:
                assert in_item, part
                assert not in_decision, part
            assert ("about" in part.roles) == (part.thing in row.projects)
            assert ("recommends" in part.roles) == (part.thing in row.units)
        assert {part.thing for part in row.parts} >= {*row.projects, *row.units}
    assert all(checked.values()), checked


@pytest.mark.parametrize(
    ("address", "query", "says"),
    [
        ("decisions.csv", {"since": "nodate"}, "nodate er ingen dag"),
        ("decisions.csv", {"until": "2018-02-30"}, "2018-02-30 er ingen dag"),
        ("decisions.csv", {"since": "20180101"}, "20180101 er ingen dag"),
        ("decisions.html", {"outcome": "bogus"}, "vælg blandt adopted, "),
        ("decisions.xlsx", {"role": "boss"}, "about, recommends"),
        ("decisions.csv", {"project": "urn:none"}, "kender ikke den ting"),
        ("decisions.csv", {"since": "2018-01-02", "until": "2018-01-01"}, "ligger efter"),
        ("decisions.csv", {"outcom": "deferred"}, "outcom er intet filter"),
        ("decisions.csv", {"state": "open"}, "state er intet filter"),
        ("commitments.csv", {"state": "late"}, "vælg blandt overdue"),
        ("commitments.html", {"day": "x"}, "x er ingen dag"),
        ("en/commitments.csv", {"day": "x"}, "x is no day"),
    ],
)
def test_what_cannot_be_a_filter_is_said_in_the_language_of_the_page(site, address, query, says):
    with pytest.raises(QueryError, match=says):
        render(site, address, query)


def test_a_page_leaves_other_names_in_its_address_alone(site):
    plain = render(site, "decisions.html", {}).body
    assert render(site, "decisions.html", {"from": "mail"}).body.count(b"<tr ") == plain.count(b"<tr ")


def test_the_log_takes_along_what_became_of_what_was_put_off(site, sample_graph):
    asked = ask_named(sample_graph, "deferred_and_returned").plain()
    told = [row for row in rows_of(site, "decisions.csv") if row["Udfald"] == "udskudt"]
    assert sum(bool(row["Kom igen"]) for row in told) == sum(row["state"] == "kom tilbage" for row in asked) > 0
    assert all(row["Udfald, da den kom igen"] for row in told if row["Kom igen"])


def test_the_front_page_leads_to_what_was_put_off_and_says_what_became_of_it(site, pages):
    [section] = pages["index.html"].xpath("//section[h2[@id='deferred']]")
    put_off = [row for row in site.decisions if row.decided.outcome == "deferred"]
    rows = section.xpath(".//tbody/tr")
    assert len(rows) == min(8, len(put_off)) > 0
    assert all("Genoptaget" in row.text_content() or "ikke set igen" in row.text_content() for row in rows)
    assert section.xpath("string(.//p[@class='quick']/a/@href)") == "decisions.html#outcome=deferred"


def test_the_two_counts_of_overdue_commitments_are_told_beside_each_other(site, pages):
    told = rows_of(site, "commitments.csv", {"state": "overdue"})
    page = pages["commitments.html"]
    text = " ".join(page.xpath("string(//main)").split())
    silent = sum(one.kind == "promise_passed" for one in site.covered.findings)
    assert 0 < silent < len(told)
    assert f"er fristen passeret for {len(told)}. For {silent} af dem er der ikke et ord" in text
    assert len(page.xpath("//tr[not(@hidden)]//*[@data-silent]")) == silent
    assert f"{site.basis.meetings_read} af {site.basis.meetings_known} møder" in text
    front = " ".join(pages["index.html"].text_content().split())
    assert f"{len(told)} tilsagn, hvis frist er passeret" in front


def test_one_is_told_as_one(tmp_path, make_minutes):
    (tmp_path / "a.txt").write_text(make_minutes("Projekt Nærheden\n\n17/1\n\nBeslutning\n\nUdsat."), encoding="utf-8")
    page = html.document_fromstring(render(built(tmp_path), "index.html").body)
    assert "1 udskudt beslutning, der ikke er kommet igen" in " ".join(page.text_content().split())
    cards = {" ".join(card.text_content().split()) for card in page.xpath("//ul[@class='cards']/li")}
    assert {"1 Beslutning", "1 Sag", "1 Møde"} <= cards


# --- several municipalities


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """A site of two municipalities that have a body and a unit of the same name."""
    folder = tmp_path_factory.mktemp("two")
    text = (
        "\n\nREFERAT Direktionen d. 16-05-2017\n\nMødedato Tirsdag d. 16. maj 2017 kl. 10:00\n\nMødested Lokale 1\n\n"
        "Punkt 1: Projekt Broen\n\n17/1\n\nHavnekontoret indstiller, at broen bygges.\n\nBeslutning\n\nUdsat.\n\n"
    )
    for name in ("Nordby", "Sydby"):
        (folder / f"{name}.txt").write_text(text.replace("broen bygges", f"broen i {name} bygges"), encoding="utf-8")
        build([folder / f"{name}.txt"], folder / "s", municipality=name)
    return site_of(open_store(folder / "s"), folder / "s")


def test_of_two_municipalities_all_say_whose_they_are(two):
    north, south = (
        f"{name} Kommune" if name not in labels else name
        for labels in [{ref.label for ref in two.municipalities}]
        for name in ("Nordby", "Sydby")
    )
    assert [ref.label for ref in two.municipalities] == [north, south]
    for address in ("index.html", "decisions.html", "meetings.html", "projects.html", "units.html"):
        text = html.document_fromstring(render(two, address).body).xpath("string(//main)")
        assert north in text, address
        assert south in text, address
    page = html.document_fromstring(render(two, "decisions.html").body)
    for name in ("body", "unit", "project"):
        offered = page.xpath(f"//select[@name='{name}']//option[@value!='']/text()")
        assert len(offered) == len(set(offered)), offered
    assert len(page.xpath("//select[@name='municipality']/option")) == 3
    asked = {"municipality": two.municipalities[0].iri}
    assert len(rows_of(two, "decisions.csv")) == 2
    assert len(rows_of(two, "decisions.csv", asked)) == 1


def test_of_one_municipality_nothing_says_whose_it_is(pages):
    assert not pages["decisions.html"].xpath("//select[@name='municipality']")
    assert "Kommune" not in pages["projects.html"].xpath("//thead//th/text()")


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


def stretch(page, start, end):
    """What a page shows between two offsets of the stored text."""
    words = ""
    for paragraph in page.xpath("//*[@data-at]"):
        at = int(paragraph.get("data-at"))
        shown = "".join(paragraph.xpath(".//text()[not(ancestor::sup)]"))
        words += shown[max(0, start - at) : max(0, end - at)] + "\n"
    return "".join(words.split())


def test_where_it_says_so_is_all_of_the_very_words(site, pages):
    """A link names where its words begin, and the stretches to be marked, which are the quotation to the last letter."""
    checked = 0
    for name in ("decisions.html", "commitments.html", *(site.pages[iri] for iri in site.lists["projects"])):
        for link in pages[name].xpath("//a[@data-words]"):
            path, _, anchor = link.get("href").rpartition("/")[2].partition("#")
            page = pages[f"meeting/{path}"]
            [spot] = page.xpath(f"//*[@id='{anchor}']")
            ranges = [tuple(map(int, one.split("-"))) for one in link.get("data-words").split()]
            start = int(anchor.partition("-")[2])
            assert start in {begin for begin, _ in ranges}
            after = "".join("".join(spot.xpath("following::text()[position() < 200]")).split())
            shown = [stretch(page, *one) for one in ranges]
            assert all(shown)
            assert after.startswith(next(s for s, (begin, _) in zip(shown, ranges, strict=True) if begin == start)[:12])
            if quoted := link.xpath("ancestor::blockquote/p"):
                words = "".join(quoted[0].text_content().split())  # in their sentence
                assert any(one in words for one in shown)
            checked += 1
    assert checked > 100


def test_the_link_of_a_commitment_leads_to_its_own_words_and_not_to_the_heading_above_it(site, pages):
    split = 0
    rows = pages["commitments.html"].xpath("//tbody/tr")
    told = {row.promise.text.strip().replace("\t", " · "): row.promise for row in site.promises}
    for row in rows:
        promise = told[row.xpath("string(td[@class='words']/text()[1])").strip() or next(iter(told))]
        if len(promise.passages) > 1 and (links := row.xpath(".//a[@class='source']")):
            start = int(links[0].get("href").rpartition("-")[2])
            [own] = [p for p in promise.passages if p.start == start]
            assert "".join(own.quote.split()) in "".join(promise.text.split()) or "".join(
                promise.text.split()
            ) in "".join(own.quote.split())
            split += 1
    assert split > 0


def test_every_page_finds_each_thing_by_each_of_its_names(site, pages):
    packed = {page.xpath("string(//*[@id='names'])") for page in pages.values()}
    [held] = packed
    found = json.loads(gzip.decompress(base64.b64decode(held)))
    assert [one[2] for one in found] == [site.pages[iri] for iris in site.lists.values() for iri in iris]
    for label, kind, path, whose, *others in found:
        iri = site.thing_at[path]
        assert (label, kind, whose) == (site.reader.label(iri), site.reader.kind(iri), "")
        assert set(site.reader.objects(iri, SKOS + "altLabel")) - {label} <= set(others)


def test_names_of_a_graph_of_many_things_stand_on_the_front_page_only(site, monkeypatch):
    monkeypatch.setattr("graph.site.render._NAMES_ON_A_PAGE", 100)
    assert b'id="names"' in render(site, "index.html").body
    assert b'id="names"' not in render(site, "decisions.html").body


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


@pytest.mark.parametrize(
    ("extra", "code", "says"),
    [
        (["--about", "NY-NY", "--lang", "en"], 2, "either --site or --about, not both"),
        (["--output", "x.html", "--lang", "en"], 2, "either --site or --output, not both"),
        (["--output", "x.html", "--lang", "da"], 2, "enten --site eller --output, ikke begge"),
    ],
)
def test_a_site_is_about_everything_and_is_a_folder(sample_store, tmp_path, capsys, extra, code, says):
    with pytest.raises(SystemExit) as stopped:
        main(["show", "--site", str(tmp_path / "w"), "--store", str(sample_store), *extra])
    assert stopped.value.code == code
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1
    assert not (tmp_path / "w").exists()


@pytest.mark.parametrize(("language", "says"), [("da", "her ligger andet end et websted"), ("en", "something else")])
def test_a_folder_of_something_else_is_refused_in_the_users_language(sample_store, tmp_path, capsys, language, says):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(SystemExit) as stopped:
        main(["show", "--site", str(tmp_path), "--store", str(sample_store), "--lang", language])
    assert stopped.value.code == 1
    assert says in capsys.readouterr().err


def test_quiet_says_nothing(sample_store, tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["show", "-q", "--output", str(tmp_path / "x.html"), "--store", str(sample_store)])
    assert stopped.value.code == 0
    assert (tmp_path / "x.html").is_file()
    assert capsys.readouterr() == ("", "")


def test_a_writing_that_was_cut_short_is_taken_up_again(site, written, tmp_path, monkeypatch):
    def breaks(site, address):
        if address == "decisions.html":
            raise KeyboardInterrupt
        return render(site, address)

    monkeypatch.setattr("graph.site.write.render", breaks)
    with pytest.raises(KeyboardInterrupt):
        write_site(site, tmp_path / "w")
    monkeypatch.undo()
    write_site(site, tmp_path / "w")
    names = {str(file.relative_to(written)) for file in written.rglob("*") if file.is_file()}
    assert {str(file.relative_to(tmp_path / "w")) for file in (tmp_path / "w").rglob("*") if file.is_file()} == names


def test_messages_count_one_as_one():
    told = (
        message("da", "held_back", count=1, files=2),
        message("da", "built", documents=1, added=1, removed=0, quads=9, store="s"),
    )
    assert told[0].startswith("1 person i 2 referater er ")
    assert told[1].startswith("1 referat i grafen (1 nye, ")

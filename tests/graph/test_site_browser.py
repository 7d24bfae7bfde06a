"""The site in a browser: for all eyes and hands, at any width, and its tables narrowed and taken away."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from graph.site.write import write_site
from referatgraf.sites import site_of

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"


@pytest.fixture(scope="module")
def site(sample_graph, sample_store):
    return site_of(sample_graph, sample_store)


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("browsed") / "site"
    write_site(site, folder)
    return folder


@pytest.fixture(scope="module")
def kinds_of_pages(site):
    """One page of each sort: of a kind with many, the one with most to show."""
    longest = [max(iris, key=lambda iri: len(site.profile(iri).history)) for iris in site.lists.values() if iris]
    fixed = ["index.html", "decisions.html", "commitments.html", "projects.html", "cases.html", "meetings.html"]
    return fixed + [site.pages[iri] for iri in longest]


@pytest.fixture
def shown(browser, folder):
    """Open a page of the site, and fail afterwards for what the browser complained of or would have fetched."""
    tabs, faults = [], []

    def open_page(address, *, script=True, **viewport):
        context = browser.new_context(
            viewport={"width": 1280, "height": 900} | viewport, java_script_enabled=script, accept_downloads=True
        )
        tab = context.new_page()
        tab.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
        tab.on("pageerror", lambda e: faults.append(str(e)))
        tab.on(
            "request",
            lambda r: faults.append(r.url) if not r.url.startswith((folder.as_uri(), "data:", "blob:")) else None,
        )
        path, _, fragment = address.partition("#")
        tab.goto((folder / path).as_uri() + (f"#{fragment}" if fragment else ""))
        tabs.append(context)
        return tab

    yield open_page
    for context in tabs:
        context.close()
    assert faults == []


def rows(tab) -> list[str]:
    return tab.locator("tbody tr:visible").all_inner_texts()


def choose_another(tab, name):
    """Choose the last of what a filter offers, and return its words."""
    options = tab.locator(f"select[name={name}] option")
    words = options.last.inner_text()
    tab.select_option(f"select[name={name}]", label=words)
    return words


@pytest.mark.parametrize("language", ["", "en/"])
def test_axe_finds_nothing_serious(shown, kinds_of_pages, language):
    for address in kinds_of_pages:
        for width in (1280, 360):
            tab = shown(language + address, width=width)
            tab.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
            tab.evaluate(AXE.read_text(encoding="utf-8"))
            found = tab.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
            told = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
            assert told == [], f"{language}{address} at {width}"
            tab.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_the_window(shown, kinds_of_pages, width):
    for address in kinds_of_pages:
        tab = shown(address, width=width)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, address
        tab.close()


def test_the_languages_lead_to_each_other(shown, kinds_of_pages):
    for address in kinds_of_pages:
        tab = shown(address)
        heading = tab.locator("h1").inner_text()
        tab.click("a.language")
        assert tab.locator("html").get_attribute("lang") == "en"
        tab.click("a.language")
        assert tab.locator("html").get_attribute("lang") == "da"
        assert tab.locator("h1").inner_text() == heading
        tab.close()


def test_a_name_is_found_by_the_keyboard_alone(shown):
    tab = shown("index.html")
    tab.focus("#find")
    tab.keyboard.type("ny ny")
    assert (
        "NY-NY" in tab.locator("#found li").first.inner_text() or "Nye" in tab.locator("#found li").first.inner_text()
    )
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/p*/**")
    assert tab.locator(".kind").inner_text() in ("Projekt", "Program")
    tab.go_back()
    tab.fill("#find", "findes slet ikke")
    assert tab.locator("#found").inner_text() == "Intet hedder sådan"


def test_decisions_are_narrowed_and_the_address_remembers(shown, site):
    tab = shown("decisions.html")
    everything = rows(tab)
    assert len(everything) == len(site.decisions)
    tab.select_option("select[name=outcome]", "deferred")
    some = rows(tab)
    assert 0 < len(some) < len(everything)
    assert all("udskudt" in row for row in some)
    assert f"{len(some)} af {len(everything)}" in tab.locator("[data-count]").inner_text()
    address = tab.url
    again = tab.context.new_page()
    again.goto(address)
    assert rows(again) == some
    again.close()
    tab.click("[data-reset]")
    assert rows(tab) == everything
    project = choose_another(tab, "project")
    assert rows(tab)
    assert all(project in row for row in rows(tab))
    tab.click("[data-reset]")
    day = site.decisions[0].decided.date
    tab.fill("input[name=since]", day)
    assert len(rows(tab)) == sum(row.decided.date >= day for row in site.decisions)
    tab.fill("input[name=words]", "findes slet ikke")
    assert rows(tab) == []
    assert tab.locator("[data-none]").is_visible()


def taken(tab, sort) -> bytes:
    with tab.expect_download() as download:
        tab.click(f"[data-take={sort}]")
    return Path(download.value.path()).read_bytes()


def test_the_rows_shown_are_taken_away_as_csv_and_excel(shown, folder):
    tab = shown("decisions.html")
    assert taken(tab, "csv") == (folder / "decisions.csv").read_bytes()
    tab.select_option("select[name=outcome]", "deferred")
    data = taken(tab, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(table) == len(rows(tab)) + 1
    assert {row[4] for row in table[1:]} == {"udskudt"}
    book = taken(tab, "excel")
    assert book == taken(tab, "excel")
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            etree.fromstring(parts.read(name))
        sheet = etree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    cells = [["".join(c.itertext()) for c in row.iter("{*}c")] for row in sheet.iter("{*}row")]
    assert cells == table


def test_commitments_are_held_against_the_day_that_is_chosen(shown, site):
    from graph.site.logs import on_day

    words = {"overdue": "overskredet", "open": "åbent", "no_deadline": "uden frist"}
    tab = shown("commitments.html")
    for day in (site.day, "2017-01-01", "2018-06-30", "2031-01-01"):
        tab.fill("input[name=day]", day)
        known = [row.promise for row in on_day(site.promises, day) if row.promise.state != "kept"]
        assert tab.locator("tbody tr:visible [data-badge]").all_inner_texts() == [words[p.state] for p in known], day
    tab.fill("input[name=day]", site.day)
    tab.select_option("select[name=state]", "overdue")
    assert set(tab.locator("tbody tr:visible [data-badge]").all_inner_texts()) == {"frist passeret"}
    table = list(csv.reader(io.StringIO(taken(tab, "csv").decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {row[0] for row in table[1:]} == {"frist passeret"}


def test_where_it_says_so_is_in_sight_after_one_click(shown, site):
    project = next(iri for iri in site.lists["projects"] if site.profile(iri).owners)
    tab = shown(site.pages[project])
    quote = site.profile(project).owners[0].tellings[0].passages[0].quote
    tab.locator("section", has=tab.locator("h2", has_text="Ejer")).locator("summary").first.click()
    block = tab.locator("blockquote:visible").first
    assert " ".join(block.locator("p").inner_text().split()) == " ".join(quote.split())
    block.locator("a").first.click()
    spot = tab.locator(f"[id='{tab.url.partition('#')[2]}']")
    box = spot.evaluate("(e) => e.getBoundingClientRect().top")
    assert 0 <= box <= 900


@pytest.mark.parametrize("language", ["", "en/"])
def test_each_thing_is_gone_to_in_the_network(shown, site, language):
    project = max(site.lists["projects"], key=lambda iri: len(site.profile(iri).history))
    tab = shown(language + site.pages[project])
    tab.click(".actions a >> nth=0")
    tab.wait_for_selector("body[data-ready]")
    assert "/network.html#thing=" in tab.url
    assert tab.locator("html").get_attribute("lang") == (language.strip("/") or "da")
    assert site.reader.label(project) in tab.locator("#panel").inner_text()


def test_without_script_all_is_there_to_read(shown, site):
    tab = shown("decisions.html", script=False)
    assert len(rows(tab)) == len(site.decisions)
    assert not tab.locator("form").is_visible()
    tab.click("[data-rows] a.source >> nth=0")
    assert "/meeting/" in tab.url
    front = shown("index.html", script=False)
    front.click("nav a:has-text('Projekter')")
    assert len(rows(front)) == len(site.lists["projects"])


def test_it_prints_without_what_is_only_for_the_screen(shown):
    tab = shown("decisions.html")
    tab.emulate_media(media="print")
    assert not tab.locator("nav").is_visible()
    assert not tab.locator("form").is_visible()
    assert tab.locator("tbody tr").first.is_visible()

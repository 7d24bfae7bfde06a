"""The site in a browser: for all eyes and hands, at any width, and its tables narrowed and taken away."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from graph.site.render import render
from graph.site.write import write_site
from graph.store import open_store
from referatgraf.build import build
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


def suggested(tab) -> list[str]:
    tab.wait_for_selector("#found li")
    return tab.locator("#found li span").all_inner_texts()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("monoplbrud", "Monopolbruddet"),
        ("fremtidens borgerkontackt", "Fremtidens borgerkontakt"),
        ("borger kontakt", "Fremtidens borgerkontakt"),
        ("styregr monopol", "Styregruppen for Monopolbruddet"),
    ],
)
def test_a_misspelt_name_is_found_on_any_page_by_the_keyboard_alone(shown, site, typed, found):
    inner = site.pages[site.lists["cases"][0]]
    for address in ("decisions.html", f"en/{inner}"):
        tab = shown(address)
        tab.keyboard.press("/")
        tab.keyboard.type(typed)
        names = suggested(tab)
        assert found in names
        box = tab.locator("#find")
        assert box.get_attribute("aria-expanded") == "true"
        for _ in range(names.index(found)):
            tab.keyboard.press("ArrowDown")
        active = tab.locator(f"#{box.get_attribute('aria-activedescendant')}")
        assert active.get_attribute("aria-selected") == "true"
        assert active.locator("span").inner_text() == found
        tab.keyboard.press("Enter")
        tab.wait_for_selector(f"h1:text-is('{found}')")
        assert tab.locator("html").get_attribute("lang") == address[:2].replace("de", "da")
        tab.close()


def test_the_search_says_what_it_does_not_find_and_closes(shown):
    tab = shown("index.html")
    tab.focus("#find")
    tab.keyboard.type("findes slet ikke")
    assert suggested(tab) == []
    assert tab.locator("#found").inner_text() == "Intet hedder sådan"
    tab.keyboard.press("Enter")
    tab.keyboard.press("Escape")
    assert not tab.locator("#found").is_visible()
    assert tab.url.endswith("index.html")


def test_where_a_page_has_no_names_the_front_page_looks_for_them(shown, site, folder, monkeypatch):
    monkeypatch.setattr("graph.site.render._NAMES_ON_A_PAGE", 100)
    (folder / "case" / "few.html").write_bytes(render(site, site.pages[site.lists["cases"][0]]).body)
    tab = shown("case/few.html")
    (folder / "case" / "few.html").unlink()
    tab.fill("#find", "monoplbrud")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/index.html#find=monoplbrud")
    assert "Monopolbruddet" in suggested(tab)


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
    told = tab.locator("tbody tr:visible [data-roles]").all_inner_texts()
    assert len(told) == len(rows(tab))
    assert all(line.startswith(f"{project}: ") for line in told)
    tab.click("[data-reset]")
    day = site.decisions[0].decided.date
    tab.fill("input[name=since]", day)
    assert len(rows(tab)) == sum(row.decided.date >= day for row in site.decisions)
    tab.fill("input[name=words]", "findes slet ikke")
    assert rows(tab) == []
    assert tab.locator("[data-none]").is_visible()


def test_who_is_asked_for_is_told_with_the_role_as_the_server_tells_it(shown, site):
    from graph.site.logs import Filters, narrowed_decisions

    tab = shown("decisions.html")
    chosen = next(part.thing for row in site.decisions for part in row.actors() if "in_decision" in part.roles)
    tab.select_option("select[name=unit]", chosen.iri)
    wanted = narrowed_decisions(site.decisions, Filters(unit=chosen.iri))
    told = tab.locator("tbody tr:visible [data-roles]").all_inner_texts()
    assert len(told) == len(wanted) > 0
    assert f"{chosen.label}: nævnt i beslutningen" in told
    tab.select_option("select[name=role]", "in_decision")
    assert len(rows(tab)) == len(narrowed_decisions(site.decisions, Filters(unit=chosen.iri, role="in_decision")))
    assert set(tab.locator("tbody tr:visible [data-roles]").all_inner_texts()) == {
        f"{chosen.label}: nævnt i beslutningen"
    }
    tab.click("[data-reset]")
    tab.fill("input[name=since]", "2018-01-02")
    tab.fill("input[name=until]", "2018-01-01")
    assert tab.locator("[data-none]").inner_text() == "Fra-datoen ligger efter til-datoen."


def test_tables_are_sorted_by_any_column_and_the_address_remembers(shown, site):
    tab = shown("projects.html")
    names = rows(tab)
    heads = tab.locator("thead th")
    assert heads.nth(0).get_attribute("aria-sort") == "ascending"
    places = tab.locator("thead th button").last
    places.focus()
    tab.keyboard.press("Enter")
    counts = [int(text) for text in tab.locator("tbody td.number").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]
    assert [head.get_attribute("aria-sort") for head in heads.all()] == [None] * (heads.count() - 1) + ["descending"]
    again = shown(f"projects.html#{tab.url.partition('#')[2]}")
    assert rows(again) == rows(tab)
    places.click()
    assert [int(text) for text in tab.locator("tbody td.number").all_inner_texts()] == counts[::-1]
    heads.nth(0).locator("button").click()
    assert rows(tab) == names
    tab.click("thead button:has-text('Ejer nu')")
    owners = tab.locator("tbody tr td:nth-child(3)").all_inner_texts()
    assert all(owners[: sum(map(bool, owners))])  # what says nothing comes last
    log = shown("decisions.html#sort=1")
    days = [time.get_attribute("datetime") for time in log.locator("tbody td.date time:first-child").all()]
    assert days == sorted(row.decided.date for row in site.decisions)
    table = list(csv.reader(io.StringIO(taken(log, "csv").decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row[0] for row in table[1:]] == days  # taken away as it is shown


def test_the_other_language_keeps_what_is_chosen(shown):
    tab = shown("decisions.html")
    tab.select_option("select[name=outcome]", "deferred")
    some = len(rows(tab))
    tab.click("a.language")
    tab.wait_for_selector("html[lang=en] body[data-ready]")
    assert tab.locator("select[name=outcome]").input_value() == "deferred"
    assert len(rows(tab)) == some


def test_what_a_commitment_rests_on_is_marked_and_its_own_words_are_in_sight(shown, site):
    tab = shown("commitments.html")
    split = next(
        row.promise for row in site.promises if len(row.promise.passages) > 1 and site.place(row.promise.passages[0])
    )
    heading, own = split.passages[0], split.passages[-1]
    tab.locator(f"tbody tr:has(a[data-words*='{own.start}-{own.end}']) a.source").first.click()
    tab.wait_for_selector(".claim")
    marked = "".join("".join(tab.locator(".claim").all_inner_texts()).split())
    assert marked == "".join((heading.quote + own.quote).split())
    spot = tab.locator(".claim").last.evaluate("(e) => e.getBoundingClientRect().top")
    assert 0 < spot < 900
    assert tab.evaluate(
        "() => document.activeElement.contains(document.querySelectorAll('.claim')[document.querySelectorAll('.claim').length - 1])"
    )
    address = tab.url
    tab.click("a.language")
    tab.wait_for_selector("html[lang=en] .claim")
    assert tab.url.partition("#")[2] == address.partition("#")[2]


def taken(tab, sort) -> bytes:
    with tab.expect_download() as download:
        tab.click(f"[data-take={sort}]")
    return Path(download.value.path()).read_bytes()


def test_the_rows_shown_are_taken_away_as_csv_and_excel(shown, folder):
    tab = shown("decisions.html")
    assert taken(tab, "csv") == (folder / "decisions.csv").read_bytes()
    assert tab.locator("[data-take=csv]").get_attribute("download") == "beslutninger.csv"
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
        formats = [style.get("numFmtId") for style in etree.fromstring(parts.read("xl/styles.xml")).find("{*}cellXfs")]
    dates = 0
    for row, told in zip(sheet.iter("{*}row"), table, strict=True):
        for cell, words in zip(row, told, strict=True):
            if formats[int(cell.get("s"))] == "164":
                words = str((date.fromisoformat(words) - date(1899, 12, 30)).days)
                dates += 1
            assert "".join(cell.itertext()) == words
    assert dates >= len(table) - 1


def test_commitments_are_held_against_the_day_that_is_chosen(shown, site):
    from graph.site.logs import on_day

    words = {"overdue": "frist passeret", "open": "åbent", "no_deadline": "uden frist"}
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
    spot = tab.locator(f"[id='{tab.url.partition('#')[2].partition('=')[0]}']")
    assert "".join(quote.split()) in "".join("".join(tab.locator(".claim").all_inner_texts()).split())
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


def test_it_prints_what_was_chosen_and_no_control_and_nothing_folded(shown, site):
    tab = shown("decisions.html#outcome=deferred&words=en")
    tab.emulate_media(media="print")
    for control in ("nav", "form", ".downloads", ".source", ".finder"):
        assert not tab.locator(control).first.is_visible(), control
    assert tab.locator("[data-chosen]").inner_text() == "Udfald: udskudt · Ord i titel eller beslutning: en"
    page = shown(site.pages[max(site.lists["projects"], key=lambda iri: len(site.profile(iri).history))])
    folded = page.locator("main details:not([open])").count()
    assert folded > 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("main details:not([open])").count() == folded


def test_a_long_decision_is_cut_on_the_screen_and_whole_on_paper_and_without_script(
    shown, folder, tmp_path_factory, make_minutes
):
    minutes = tmp_path_factory.mktemp("long")
    words = "Direktionen godkendte ordene. " * 40
    (minutes / "a.txt").write_text(make_minutes(f"Broen\n\n17/1\n\nBeslutning\n\n{words}"), encoding="utf-8")
    build([minutes / "a.txt"], minutes / "s")
    long = folder / "long.html"
    long.write_bytes(render(site_of(open_store(minutes / "s"), minutes / "s"), "decisions.html").body)
    tab, plain = shown("long.html"), shown("long.html", script=False)
    long.unlink()
    cut = "(e) => e.scrollHeight > e.clientHeight + 5"
    button, text = tab.locator(".more"), tab.locator("[data-long]")
    assert (button.inner_text(), button.get_attribute("aria-expanded")) == ("læs alt", "false")
    assert text.evaluate(cut)
    tab.emulate_media(media="print")
    assert not text.evaluate(cut)
    assert not button.is_visible()
    tab.emulate_media(media="screen")
    button.click()
    assert (button.inner_text(), button.get_attribute("aria-expanded")) == ("vis mindre", "true")
    assert not text.evaluate(cut)
    assert not plain.locator("[data-long]").evaluate(cut)


@pytest.mark.parametrize("address", ["projects.html", "decisions.html", "commitments.html"])
def test_no_table_sticks_out_of_its_column(shown, address):
    tab = shown(address, width=1400)
    outside = tab.evaluate(
        """() => document.querySelector("table").getBoundingClientRect().right
          - document.querySelector("h1").getBoundingClientRect().right"""
    )
    assert outside <= 1
    cut = tab.evaluate(
        """() => [...document.querySelectorAll("select")].filter((one) => {
            const words = document.createElement("span");
            words.textContent = one.selectedOptions[0].textContent;
            words.style.font = getComputedStyle(one).font;
            one.parentElement.append(words);
            words.style.display = "inline-block";
            const wide = words.getBoundingClientRect().width;
            words.remove();
            return wide > one.clientWidth - 30;
        }).length"""
    )
    assert cut == 0

"""The network in the cell of a notebook, in a real browser."""

import pytest

import referatgraf

pytestmark = pytest.mark.browser


def test_a_network_works_inside_a_notebook_page_and_cannot_reach_it(sample_store, browser, tmp_path):
    file = tmp_path / "notebook.html"
    cell = referatgraf.open(sample_store).show("monopolbruddet")._repr_html_()
    file.write_text(
        f'<!doctype html><html lang="da"><title>x</title><p id="note">mit</p>{cell}</html>', encoding="utf-8"
    )
    tab, faults = browser.new_page(), []
    tab.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    tab.on("pageerror", lambda e: faults.append(str(e)))
    tab.on(
        "request",
        lambda r: faults.append(r.url) if not r.url.startswith(("file:", "about:", "data:", "blob:")) else None,
    )
    tab.goto(file.as_uri())
    inside = tab.frame_locator("iframe")
    inside.locator("body[data-ready]").wait_for(timeout=20_000)
    assert inside.locator("canvas").count() >= 1
    assert tab.frames[1].evaluate(
        "() => { try { return parent.document.title } catch (e) { return 'kept apart' } }"
    ) == ("kept apart")
    tab.close()
    assert faults == []


def test_a_network_in_a_cell_leaves_the_keyboard_where_the_reader_types(sample_store, browser, tmp_path):
    inline = referatgraf.open(sample_store).show("monopolbruddet")
    (tmp_path / "notebook.html").write_text(
        f'<!doctype html><html lang="da"><title>x</title><textarea autofocus></textarea>{inline._repr_html_()}</html>',
        encoding="utf-8",
    )
    tab = browser.new_page(viewport={"width": 1400, "height": 900})
    tab.goto((tmp_path / "notebook.html").as_uri())
    tab.frame_locator("iframe").locator("body[data-ready]").wait_for(timeout=20_000)
    tab.keyboard.type("graph")
    assert tab.locator("textarea").input_value() == "graph"
    inline.save(tmp_path / "net.html")
    tab.goto((tmp_path / "net.html").as_uri())
    tab.locator("body[data-ready]").wait_for(timeout=20_000)
    tab.keyboard.type("ny")
    assert tab.locator(":focus").input_value() == "ny"  # a page of its own begins in the search box
    tab.close()

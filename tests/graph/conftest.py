"""A Chromium to drive, where there is one, and pages in it."""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
import shutil

import pytest


def chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser():
    path = chromium()
    if path is None:
        message = "no Chromium found: install the package chromium, or name one in CHROMIUM"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield running
        running.close()


def complaint(message) -> bool:
    """Whether a message is the page's fault: a driver's remark on its own speed, in software, is not."""
    of_driver = "GL Driver Message" in message.text and "Performance" in message.text
    return message.type in ("error", "warning") and not of_driver


@pytest.fixture
def shown(browser, tmp_path):
    """Open a page, and fail afterwards for anything that its policy had to stop or the browser complained of."""
    tabs, faults = [], []

    def open_page(markup, hash="", before="", **viewport):
        """`before` is script that runs ahead of the page's."""
        file = tmp_path / f"{len(tabs)}.html"
        file.write_text(markup, encoding="utf-8")
        tab = browser.new_page(viewport={"width": 1280, "height": 800} | viewport)
        if before:
            tab.add_init_script(before)
        tab.on("console", lambda m: faults.append(m.text) if complaint(m) else None)
        tab.on("pageerror", lambda e: faults.append(str(e)))
        tab.on("dialog", lambda d: (faults.append("dialog"), d.dismiss()))
        tab.on("request", lambda r: faults.append(r.url) if r.url.split("#")[0] != file.as_uri() else None)
        tab.goto(file.as_uri() + hash)
        tab.wait_for_selector("body[data-ready]")
        tabs.append(tab)
        return tab

    yield open_page
    for tab in tabs:
        tab.close()
    assert faults == []


@pytest.fixture
def packed():
    """Unpack what a page carries: `nodes` and `lines` as vis-network draws them, and `details`."""

    def unpack(markup):
        return json.loads(gzip.decompress(base64.b64decode(re.search(r'id="data">([^<]*)<', markup)[1])))

    return unpack

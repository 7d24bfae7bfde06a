"""Fixtures for all tests: the samples, the real minutes where they lie beside the checkout, a built store."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_WORKERS = 4  # each holds a language pipeline and a browser: some 700 MB


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """`-n auto` counts the processors that this process may use, not those of the machine beneath a container."""
    return min(len(os.sched_getaffinity(0)), MOST_WORKERS)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "samples"


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = ROOT.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("the real minutes are not here: they belong in ../shared, beside the checkout")
    return folder


@pytest.fixture(scope="session")
def nlp():
    import spacy

    return spacy.blank("da")


@pytest.fixture
def unmark():
    """Strip [brackets] from a sentence and say what stood in them."""

    def strip(marked: str) -> tuple[str, list[str]]:
        return re.sub(r"[\[\]]", "", marked), re.findall(r"\[([^\]]*)\]", marked)

    return strip


@pytest.fixture(scope="session")
def sample_store(samples, tmp_path_factory) -> Path:
    from referatgraf.build import build

    store = tmp_path_factory.mktemp("built") / "samples.store"
    build([samples], store)
    return store


@pytest.fixture(scope="session")
def sample_graph(sample_store):
    from graph.store import open_store

    return open_store(sample_store)


@pytest.fixture(scope="session")
def real_store(shared, tmp_path_factory) -> Path:
    from referatgraf.build import build

    store = tmp_path_factory.mktemp("built") / "real.store"
    build([shared / "corpus"], store)
    return store


@pytest.fixture(scope="session")
def real_graph(real_store):
    from graph.store import open_store

    return open_store(real_store)


def minutes(*items: str, body: str = "Direktionen", date: str = "16-05-2017", long: str = "16. maj 2017") -> str:
    """A document of minutes with the given items, each the text below its heading's *Punkt N:*."""
    head = f"\n\nREFERAT {body} d. {date}\n\nMødedato Tirsdag d. {long} kl. 10:00\n\nMødested Lokale 1\n\n"
    return head + "".join(f"Punkt {n}: {item}\n\n" for n, item in enumerate(items, start=1))


@pytest.fixture(scope="session")
def make_minutes():
    return minutes

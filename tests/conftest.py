"""What many tests start from: the repository's folders, a Danish tokenizer, and sentences with marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def samples(root: Path) -> Path:
    """The folder of the minutes that were written for this project."""
    return root / "samples"


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """The folder of real minutes and their annotation, where it lies beside the repository."""
    folder = root.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("the real minutes are not here (../shared/corpus beside the repository)")
    return folder


@pytest.fixture(scope="session")
def nlp() -> Language:
    """A blank Danish pipeline: its tokenizer and nothing else."""
    import spacy

    return spacy.blank("da")


@pytest.fixture(scope="session")
def unmark() -> Callable[[str], tuple[str, list[str]]]:
    """Take the square brackets off a sentence: its text, and the words that stood between them."""

    def strip(marked: str) -> tuple[str, list[str]]:
        return re.sub(r"[\[\]]", "", marked), re.findall(r"\[([^\[\]]*)\]", marked)

    return strip

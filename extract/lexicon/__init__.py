"""Loads the word lists: data files that a clerk could correct, one for each kind of thing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from ..errors import LexiconError


@cache
def load(name: str) -> dict[str, Any]:
    """Return the word list `name` (the file `name.toml` beside this one), or raise `LexiconError`."""
    return _load_toml("extract.lexicon", name)


@cache
def load_layout(name: str) -> dict[str, Any]:
    """Return the layout family `name` (the file `name.toml` in `extract/layouts`), or raise `LexiconError`."""
    return _load_toml("extract.layouts", name)


def _load_toml(package: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(resources.files(package).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{package}/{name}.toml: {error}") from None


def alternatives(values: Iterable[str]) -> str:
    """Return the part of a pattern that matches any of the values, the longest first."""
    return "|".join(re.escape(value) for value in sorted(values, key=lambda v: (-len(v), v)))

"""The words of the command line in the user's language, from `messages.toml`."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from extract.lexicon import load

LANGUAGES = ("da", "en")


@cache
def _all() -> dict[str, Any]:
    return tomllib.loads(resources.files("referatgraf").joinpath("messages.toml").read_text(encoding="utf-8"))


def language_of(environment: str | None = None) -> str:
    """Return the language of a locale's name: English where it says so, Danish otherwise."""
    locale = (
        environment
        if environment is not None
        else next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    )
    return "en" if locale.lower().startswith("en") else "da"


def message(language: str, name: str, **values: object) -> str:
    """Return a message with its values. A number takes the word that it counts: `{files:fil|filer}` is *1 fil*."""
    told = {key: _Count(value) if type(value) is int else value for key, value in values.items()}
    return str(_all()[language][name]).format(**told)


class _Count(int):
    """A number that chooses between the word for one and that for many where a message gives both."""

    def __format__(self, form: str) -> str:
        one, parts, many = form.partition("|")
        return f"{int(self)} {one if self == 1 else many}" if parts else format(int(self), form)


def reason(language: str, name: str, detail: str) -> str:
    """Return why a file was skipped."""
    return str(_all()[language]["reasons"][name]).format(detail=detail)


def rule_text(language: str, table: str, rule: str) -> str:
    """Return what a rule of `extract/lexicon/rules.toml` says; its name where the table does not have it."""
    rules = load("rules")
    texts = rules[table].get(rule) or rules["joins"].get(rule)
    return str(texts[LANGUAGES.index(language)]) if texts else rule

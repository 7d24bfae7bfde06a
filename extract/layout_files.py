"""Checks what a layout file says: a key that nobody reads, or a pattern that is none, is told with file and key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from .errors import LexiconError

_TITLES = ("same", "next", "previous")
_EXAMPLE = ("text", "items")


def checked(name: str, own: Mapping[str, Any], common: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a family's file says, if it says nothing but what `common.toml` says in the same form.

    Raises `LexiconError`, one line with the file, the key and what to do.
    """
    fault = next(_faults(own, common), None)
    if fault:
        raise LexiconError(f"extract/layouts/{name}.toml: {fault}")
    return own


def compiled(name: str, key: str, pattern: str) -> re.Pattern[str]:
    """Return a pattern of a layout file, or raise `LexiconError` with the file, the key and the place of the fault."""
    try:
        return re.compile(pattern)
    except re.error as error:
        near = "" if error.pos is None else f" at …{pattern[max(0, error.pos - 10) : error.pos + 20]}…"
        raise LexiconError(f"extract/layouts/{name}.toml: {key} is no regular expression: {error.msg}{near}") from None


def _faults(own: Mapping[str, Any], common: Mapping[str, Any]) -> Iterator[str]:
    yield from _unknown("", own, [*common, "example"])
    for part, values in own.items():
        if part == "example":
            yield from _of_examples(values)
        elif not isinstance(values, Mapping):
            yield f"{part} is to be a table: [{part}]"
        else:
            yield from _unknown(f"{part}.", values, common[part])
            yield from _of_part(part, values, common[part])


def _of_part(part: str, values: Mapping[str, Any], common: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        like = common[key]
        if type(value) is not type(like):
            yield f"{part}.{key} is to be {_KINDS[type(like)]}"
        elif isinstance(like, Mapping):
            yield from _unknown(f"{part}.{key}.", value, like)
            wrong = next((role for role, words in value.items() if not _is_list_of_words(words)), None)
            if wrong:
                yield f"{part}.{key}.{wrong} is to be {_KINDS[list]}"
        elif isinstance(like, list) and not _is_list_of_words(value):
            yield f"{part}.{key} is to be {_KINDS[list]}"
        elif (part, key) == ("item", "title") and value not in _TITLES:
            yield f"item.title is {value!r}, none of {', '.join(_TITLES)}"


def _of_examples(examples: object) -> Iterator[str]:
    for example in examples if isinstance(examples, list) else [examples]:
        if not isinstance(example, Mapping):
            yield "example is to be a table of its own: [[example]]"
            continue
        yield from _unknown("example.", example, _EXAMPLE)
        yield from (f"example.{key} is missing" for key in _EXAMPLE if key not in example)


_KINDS = {str: "text", bool: "true or false", list: "a list of texts", dict: "a table"}


def _is_list_of_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _unknown(
    prefix: str, found: Mapping[str, Any], known: Mapping[str, Any] | list[str] | tuple[str, ...]
) -> Iterator[str]:
    for key in found:
        if key not in known:
            near = get_close_matches(key, list(known), 1)
            yield f"{prefix}{key} is no key of a layout" + (f"; {prefix}{near[0]}?" if near else "")

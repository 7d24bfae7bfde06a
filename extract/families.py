"""Layout families: the ways in which minutes are printed, each compiled from its data file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from .layout_files import checked, compiled
from .lexicon import load_layout

_COMMON = "common"
_SHAPES = ("date", "body", "name", "case", "closed", "ground")
_READ = ("case", "bare_case", "closed_part", "open_part", "other_part")
PLAIN = "numbered"  # says nothing of its own but how items begin: the shapes and words that all families share
GENERAL = "general"  # divided by `segment` itself, and what holds where no family explains a text


@dataclass(frozen=True, slots=True)
class Family:
    """One way of printing minutes. Patterns are tried on a line without blanks and bullet about it."""

    name: str
    lines: Mapping[str, re.Pattern[str]]  # patterns of the head, the items and the sections, by their name in the file
    many: Mapping[str, tuple[re.Pattern[str], ...]]  # the same where a file has several, tried in order
    title: str  # where an item's title stands: on the "same" line, the "next" or the "previous"
    needs_above: bool
    glued_number: bool
    glued_heading: bool
    numbered: bool
    roles: Mapping[str, str]  # heading of a section, casefolded -> what it means
    substitute: str  # what someone is called who met in another's place
    examples: tuple[Mapping[str, Any], ...]
    reading: str  # the same for families that see the same headings of sections and case numbers in a line

    def match(self, name: str, text: str) -> re.Match[str] | None:
        """Return how a line matches one of the patterns as a whole."""
        return self.lines[name].fullmatch(text)


@cache
def family_names() -> tuple[str, ...]:
    """Return the names of all families but the general one, in order."""
    names = (entry.name for entry in resources.files("extract.layouts").iterdir())
    found = (name.removesuffix(".toml") for name in names if name.endswith(".toml"))
    return tuple(sorted(set(found) - {_COMMON, GENERAL}))


@cache
def family(name: str) -> Family:
    """Return the family `name`: what its file says, and else what most families share. Raises `LexiconError`."""
    return family_of(name, load_layout(name), load_layout(_COMMON))


def family_of(name: str, own: Mapping[str, Any], common: Mapping[str, Any]) -> Family:
    """Return a family by what its own file and the common one say. Raises `LexiconError` where that is not right."""
    own = checked(name, own, common)
    parts = {part: {**common[part], **own.get(part, {})} for part in ("head", "contents", "item", "section")}
    words = {**common["section"]["words"], **own.get("section", {}).get("words", {})}
    shapes = {key: common["shapes"][key] for key in _SHAPES} | own.get("shapes", {})
    lines: dict[str, re.Pattern[str]] = {}
    many: dict[str, tuple[re.Pattern[str], ...]] = {}
    for part, values in parts.items():
        for key, value in values.items():
            if isinstance(value, str) and key not in ("title", "substitute_role"):
                lines[f"{part}.{key}"] = compiled(name, f"{part}.{key}", _filled(value, shapes))
            elif isinstance(value, list):
                many[f"{part}.{key}"] = tuple(compiled(name, f"{part}.{key}", _filled(each, shapes)) for each in value)
    lines |= {key: compiled(name, f"shapes.{key}", shapes[key]) for key in ("body", "date", "name")}
    return Family(
        name=name,
        lines=lines,
        many=many,
        title=parts["item"]["title"],
        needs_above=parts["item"]["needs_above"],
        glued_number=parts["item"]["glued"],
        glued_heading=parts["section"]["glued"],
        numbered=parts["item"]["numbered"],
        roles={word.casefold(): role for role, group in words.items() for word in group},
        substitute=parts["head"]["substitute_role"],
        examples=tuple(own.get("example", ())),
        reading=repr((shapes, words, parts["section"], {key: parts["item"][key] for key in _READ})),
    )


def _filled(pattern: str, shapes: Mapping[str, str]) -> str:
    for key, shape in shapes.items():
        pattern = pattern.replace(f"{{{key}}}", shape)
    return pattern

"""XML exports of case systems: what their fields hold, as a clerk would save it, each line with the element it is of.

Which element says what stands in one data file a system (`systems/`), so that another system needs no code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import itemgetter
from typing import Any

from lxml import etree

from extract.errors import SourceError
from extract.limits import Limits

from .blocks import Block, Reading, joined
from .html import html_blocks

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,400}\?>")  # the text is decoded: what it says of its bytes is over
_DOCUMENT_TYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_UNSEEN_REFERENCE = re.compile(r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));")
_MARKUP = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]*)[\s/>]")
_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)|(?P<short>\d{1,2}[-./]\d{1,2}[-./]\d{4})")
_LONG_DATE = re.compile(r"(?P<day>\d{1,2})\.?\s+(?P<month>[a-z]+)\s+(?P<year>\d{4})")
_WORDS = "words.toml"
_TIME = re.compile(r"(?<![\d.:-])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?![\d-])")


@dataclass(frozen=True)
class System:
    """A case system: the paths of its data file, as functions of an element."""

    name: str
    root: str
    has: str
    spaces: dict[str, str]
    meeting: dict[str, Any]
    item: dict[str, Any]
    section: dict[str, str]
    attachment: dict[str, str]


@cache
def systems() -> tuple[System, ...]:
    """Return the case systems there is a data file for, in order of name."""
    found = []
    for entry in files("extract.formats.systems").iterdir():
        if entry.name.endswith(".toml") and entry.name != _WORDS:
            said = tomllib.loads(entry.read_text(encoding="utf-8"))
            spaces = {"x": said["namespace"]} if "namespace" in said else {}
            parts = (said["meeting"], said["item"], said["section"], said["attachment"])
            found.append(System(said["name"], said["root"], said["has"], spaces, *parts))
    return tuple(sorted(found, key=lambda system: system.name))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("extract.formats.systems") / _WORDS).read_text(encoding="utf-8"))


def read_xml(text: str, limits: Limits) -> Reading:
    """Return what an export of a case system says.

    Raises `SourceError`: `unsupported` for XML of anything else, `expands` where it defines entities, `too_deep`,
    `damaged`, `empty`.
    """
    root = _parsed(text, limits)
    system = next((system for system in systems() if _is_of(root, system)), None)
    if system is None:
        # Its root tells which kind of XML it is; a name in a file may be anything, so only its letters are shown.
        kind = "".join(filter(str.isalpha, etree.QName(root).localname))[:40]
        raise SourceError("unsupported", f".xml (<{kind}>)")
    reading = joined(_Export(root, system, limits).blocks(), limits)
    if not reading.text:
        raise SourceError("empty")
    return reading


def _parsed(text: str, limits: Limits) -> etree._Element:
    plain = _UNSEEN_REFERENCE.sub("", _UNSEEN.sub("", _DECLARATION.sub("", text, count=1)))
    if _DOCUMENT_TYPE.search(plain):  # no case system writes one; entities that grow or fetch live there
        raise SourceError("expands", "DOCTYPE")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(plain.encode(errors="replace"), parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise SourceError("too_deep", str(limits.nesting)) from None
        raise SourceError("damaged") from None


def _is_of(root: etree._Element, system: System) -> bool:
    if etree.QName(root).localname != system.root:
        return False
    return bool(root.xpath(system.has, namespaces=system.spaces))


class _Export:
    """The parts of an export as blocks."""

    def __init__(self, root: etree._Element, system: System, limits: Limits) -> None:
        self.root = root
        self.system = system
        self.limits = limits
        self.tree = root.getroottree()

    def blocks(self) -> Iterator[Block]:
        """Yield the head of the minutes, then their items by number, or in the order of the file."""
        yield from self._head()
        items = self._all(self.root, self.system.item["path"])
        numbers = [self._text(item, self.system.item["number"]) for item in items]
        if all(number.isascii() and number.isdigit() for number in numbers):
            items = [item for _, item in sorted(zip(map(int, numbers), items, strict=True), key=itemgetter(0))]
        for element in items:
            yield from self._item(element)

    def _head(self) -> Iterator[Block]:
        words, kind = _words(), self._field("kind")
        is_minutes = kind.casefold() in {word.casefold() for word in self.system.meeting["minutes"]}
        body, date = self._field("body"), _day(self._field("date"))
        title = f"{words['minutes' if is_minutes else 'agenda']} {body} {words['of_day']} {date}"
        yield Block(title, place=self._place("body"))
        time = "time" if "time" in self.system.meeting else "date"
        said = (("body", "body", body), ("date", "date", date), ("time", time, _clock(self._field(time))),
                ("place", "place", self._field("place")))  # fmt: skip
        for word, field, value in said:
            if value:
                yield Block(f"{words[word]} {value}", apart=False, place=self._place(field))
        for field in ("present", "absent"):
            people = self._all(self.root, self.system.meeting.get(field, "*[false()]"))
            if names := ", ".join(_squashed(person.text or "") for person in people):
                yield Block(f"{words[field]} {names}", apart=False, place=self._place(field))

    def _item(self, element: etree._Element) -> Iterator[Block]:
        item, words, place = self.system.item, _words(), self._path(element)
        number, title = self._text(element, item["number"]), self._text(element, item["title"])
        access = self._text(element, item["open"]).casefold()
        is_closed = access not in item["when_open"]  # what nobody has called open is closed
        if not title and (access == "" or not is_closed):
            return
        mark = f" ({words['closed']})" if is_closed and title else ""
        yield Block(f"{words['item']} {number}: {title or words['closed']}{mark}", place=place)
        if case := self._text(element, item["case"]) if "case" in item else "":
            yield Block(f"{words['case']} {case}", place=place)
        for section in self._all(element, self.system.section["path"]):
            blocks = self._section(section)
            yield from (block for block in blocks if not _repeats(block.text, number, title))
        names = [(self._text(one, self.system.attachment["name"]), one)
                 for one in self._all(element, self.system.attachment["path"])]  # fmt: skip
        if any(name for name, _ in names):
            yield Block(words["attachments"], place=place)
        for name, one in names:
            yield Block(name, apart=False, place=self._path(one))

    def _section(self, section: etree._Element) -> Iterator[Block]:
        path = self.system.section
        said = self._said(section, path["text"])
        if not said.strip():
            return
        place = self._path(section)
        if heading := self._text(section, path["heading"]) if "heading" in path else "":
            yield Block(heading, place=place)
        for block in _blocks(said, self.limits):
            yield Block(block.text, block.apart, place=place)

    def _all(self, element: etree._Element, path: str) -> list[etree._Element]:
        found = element.xpath(path, namespaces=self.system.spaces)
        return [one for one in found if isinstance(one, etree._Element)] if isinstance(found, list) else []

    def _said(self, element: etree._Element, path: str) -> str:
        """What a path leads to, with its lines: the text of an element, its markup where it holds elements."""
        found = element.xpath(path, namespaces=self.system.spaces)
        first = next(iter(found), "") if isinstance(found, list) else found
        if not isinstance(first, etree._Element):
            return str(first)
        if len(first):
            return "".join([first.text or "", *(etree.tostring(child, encoding="unicode") for child in first)])
        return first.text or ""

    def _text(self, element: etree._Element, path: str) -> str:
        """What a path leads to, in one line."""
        return _squashed(self._said(element, path))

    def _path(self, element: etree._Element) -> str:
        return str(self.tree.getpath(element))

    def _field(self, field: str) -> str:
        """A field of the meeting, empty where the system has none."""
        return self._text(self.root, self.system.meeting[field]) if field in self.system.meeting else ""

    def _place(self, field: str) -> str:
        """The path of the element that a field of the meeting is of: where it is an attribute, that has it."""
        found = self.root.xpath(self.system.meeting[field], namespaces=self.system.spaces)
        first = found[0] if isinstance(found, list) and found else self.root
        element = first if isinstance(first, etree._Element) else first.getparent()
        return self._path(element)


def _repeats(text: str, number: str, title: str) -> bool:
    """Whether a line only says once more which item this is: some systems print it into the text."""
    return bool(title) and _squashed(text) in {f"{number}. {title}", f"{number} {title}"}


def _squashed(text: str) -> str:
    return " ".join(text.split())


def _blocks(said: str, limits: Limits) -> list[Block]:
    """The paragraphs of a field, which holds a piece of a web page or plain lines."""
    if _MARKUP.search(said):
        return html_blocks(said, limits)
    blocks, apart = [], True
    for line in said.splitlines():
        if line.strip():
            blocks.append(Block(line, apart))
        apart = not line.strip()
    return blocks


def _day(said: str) -> str:
    """A day as 15-05-2013; what is no date as it stands."""
    months = _words()["months"]
    if (match := _LONG_DATE.search(said.casefold())) and match["month"] in months:
        return f"{int(match['day']):02}-{months.index(match['month']) + 1:02}-{match['year']}"
    match = _DATE.search(said)
    if match is None:
        return said
    return match["short"] or f"{match['day']}-{match['month']}-{match['year']}"


def _clock(said: str) -> str:
    """The time in what a field says of day and time, empty where there is none: midnight is none."""
    match = _TIME.search(_DATE.sub(" ", said).replace("T", " "))
    clock = f"{match['hour']}:{match['minute']}" if match else ""
    return "" if clock in {"00:00", "0:00"} else clock

"""Word files: paragraphs, lists with the numbers Word gives them, and tables in order, straight from the archive.

Archive and XML are opened by hand, since what reads Word files for us elsewhere unpacks whatever it is given.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extract.errors import SourceError
from extract.limits import Limits

from .blocks import Block, Reading, joined, parted_by_empty

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MAIN = "/officeDocument"  # how the relation to the document ends, in either edition of the standard
_PIECE = 1 << 16
_FREE_BYTES = 1_000_000  # below this a text may be packed as tightly as it likes
_LONGEST_CELL = 3  # paragraphs; a cell with more is a part of the page, not of a table
# Taken out by who tracked changes, or not shown: no text of the document.
_NOT_SHOWN = frozenset(
    _W + name for name in ("del", "moveFrom", "rPr", "pPr", "instrText", "delText", "footnoteReference")
)
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class _Archive:
    """The parts of a file, unpacked only as far as the limits allow."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits = limits
        self.packed = len(data)
        self.unpacked = 0
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise SourceError("damaged") from None

    def part(self, name: str) -> etree._Element | None:
        """The root of an XML part, None where there is none of that name."""
        try:
            info = self.zip.getinfo(name)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise SourceError("encrypted")
        try:
            return _parsed(self._unpacked(info), self.limits)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
            raise SourceError("damaged") from None

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of a part. The sizes that the archive states are not believed: they are counted."""
        pieces = []
        with self.zip.open(info) as file:
            while piece := file.read(_PIECE):
                self.unpacked += len(piece)
                self._check()
                pieces.append(piece)
        return b"".join(pieces)

    def _check(self) -> None:
        if self.unpacked > self.limits.inflated_bytes:
            raise SourceError("expands", f"> {self.limits.inflated_bytes // 1_000_000} MB")
        if self.unpacked > _FREE_BYTES and self.unpacked > self.packed * self.limits.ratio:
            raise SourceError("expands", f"> {self.limits.ratio}:1")


def _parsed(data: bytes, limits: Limits) -> etree._Element:
    """The root of a part. A document type is refused: no Word file has one, and entities live there."""
    if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", data[:4096].replace(b"\x00", b""), re.IGNORECASE):
        raise SourceError("damaged")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data.replace(_STRICT, _W[1:-1].encode()), parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise SourceError("too_deep", str(limits.nesting)) from None
        raise SourceError("damaged") from None


def read_docx(data: bytes, limits: Limits) -> Reading:
    """Return what a Word file says. Raises `SourceError`."""
    archive = _Archive(data, limits)
    name = _main_part(archive)
    root = archive.part(name)
    body = root.find(f"{_W}body") if root is not None else None
    if body is None:
        raise SourceError("damaged")
    folder = posixpath.dirname(name)
    lists = _Lists(archive.part(f"{folder}/numbering.xml"), archive.part(f"{folder}/styles.xml"))
    reading = joined(parted_by_empty(list(_blocks(body, lists, limits, 0))), limits)
    if not reading.text:
        raise SourceError("empty")
    return reading


def _main_part(archive: _Archive) -> str:
    relations = archive.part("_rels/.rels")
    for relation in relations if relations is not None else ():
        if str(relation.get("Type", "")).endswith(_MAIN):
            return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


# --- paragraphs and tables ------------------------------------------------------------------------


def _blocks(parent: etree._Element, lists: _Lists, limits: Limits, depth: int) -> Iterator[Block]:
    if depth > limits.nesting:
        raise SourceError("too_deep", str(limits.nesting))
    was_listed = False
    for element in parent.iterchildren(tag=etree.Element):
        if element.tag == f"{_W}p":
            mark = lists.mark(element)
            text = _text(element)
            yield Block(f"{mark}{text}" if text.strip() else "", apart=not (mark and was_listed))
            was_listed = bool(mark)
            for box in element.iter(f"{_W}txbxContent"):
                if not any(above.tag == f"{_MC}Fallback" for above in box.iterancestors()):
                    yield from _blocks(box, lists, limits, depth + 1)
        elif element.tag == f"{_W}tbl":
            yield from _table(element, lists, limits, depth + 1)
            was_listed = False
        elif element.tag not in _NOT_SHOWN:  # content controls, tracked insertions and their like
            yield from _blocks(element, lists, limits, depth + 1)


def _text(paragraph: etree._Element) -> str:
    """The text of a paragraph, without what is in text boxes: their paragraphs are read after it."""
    parts: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == f"{_W}t":
            parts.append(element.text or "")
        elif tag in _SIGNS:
            parts.append("\n" if tag == f"{_W}br" and element.get(f"{_W}type") is None else _SIGNS[tag])
        elif tag not in _NOT_SHOWN and tag not in _ELSEWHERE and element.find(_VANISH) is None:
            stack.extend(reversed([child for child in element if isinstance(child.tag, str)]))
    return "".join(parts)


_ELSEWHERE = frozenset({f"{_W}txbxContent", f"{_MC}Fallback"})
_VANISH = f"{_W}rPr/{_W}vanish"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": ""}


def _table(table: etree._Element, lists: _Lists, limits: Limits, depth: int) -> Iterator[Block]:
    """One block a row, its cells apart by tabs; what only lays the page out, as the blocks it holds."""
    first = True
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        cells = [list(_blocks(cell, lists, limits, depth + 1)) for cell in row.iterfind(f".//{_W}tc")
                 if next(cell.iterancestors(f"{_W}tr")) is row]  # fmt: skip
        said = [[block for block in cell if block.text.strip()] for cell in cells]
        if len(cells) == 1 or any(len(cell) > _LONGEST_CELL for cell in said) or row.find(f".//{_W}tbl") is not None:
            for cell in cells:
                yield from cell
            first = True
        elif any(said):
            texts = [" ".join(re.sub(r"[\t\n]", " ", block.text) for block in cell) for cell in said]
            yield Block("\t".join(texts).rstrip("\t"), apart=first)
            first = False


# --- lists ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Level:
    form: str  # decimal, bullet, lowerLetter …
    pattern: str  # "%1.", "Punkt %1:"
    start: int


@dataclass
class _Lists:
    """What Word prints before the paragraphs of lists: it stands in no paragraph."""

    numbering: etree._Element | None
    styles: etree._Element | None
    counts: dict[str, Counter[int]] = field(default_factory=dict)
    levels: dict[str, dict[int, _Level]] = field(init=False)
    abstract: dict[str, str] = field(init=False)
    of_style: dict[str, tuple[str, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.levels = dict(self._read_levels())
        self.abstract = {
            _value(num): _value(link, "val")
            for num in self._all("num")
            if (link := num.find(f"{_W}abstractNumId")) is not None
        }
        self.of_style = self._read_styles()

    def _all(self, name: str) -> list[etree._Element]:
        return [] if self.numbering is None else self.numbering.findall(f"{_W}{name}")

    def _read_levels(self) -> Iterator[tuple[str, dict[int, _Level]]]:
        for abstract in self._all("abstractNum"):
            yield (
                str(abstract.get(f"{_W}abstractNumId")),
                {
                    _whole(level.get(f"{_W}ilvl")): _Level(
                        _value(level.find(f"{_W}numFmt"), "val"),
                        _value(level.find(f"{_W}lvlText"), "val"),
                        _whole(_value(level.find(f"{_W}start"), "val"), 1),
                    )
                    for level in abstract.findall(f"{_W}lvl")
                },
            )

    def _read_styles(self) -> dict[str, tuple[str, int]]:
        """Paragraph styles that make a list, their own or that of the style they are based on."""
        if self.styles is None:
            return {}
        own = {str(style.get(f"{_W}styleId")): style for style in self.styles.findall(f"{_W}style")}
        found: dict[str, tuple[str, int]] = {}
        for name in own:
            style, seen = own.get(name), set[str]()
            while style is not None and (at := str(style.get(f"{_W}styleId"))) not in seen:
                seen.add(at)
                if (listed := _listed(style)) is not None:
                    found[name] = listed
                    break
                style = own.get(_value(style.find(f"{_W}basedOn"), "val"))
        return found

    def mark(self, paragraph: etree._Element) -> str:
        """The bullet or number before a paragraph with the space behind it, else the empty string."""
        listed = _listed(paragraph)
        if listed is None:
            listed = self.of_style.get(_value(paragraph.find(f"{_W}pPr/{_W}pStyle"), "val"))
        if listed is None or listed[0] == "0":  # 0 takes a paragraph out of the list of its style
            return ""
        number, depth = listed
        abstract = self.abstract.get(number, "")
        levels = self.levels.get(abstract, {})
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return "- "
        counts = self.counts.setdefault(abstract, Counter())
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        printed = re.sub(r"%([1-9])", lambda match: self._printed(counts, levels, int(match[1]) - 1), level.pattern)
        return f"{printed} " if printed else ""

    @staticmethod
    def _printed(counts: Counter[int], levels: dict[int, _Level], depth: int) -> str:
        level = levels.get(depth)
        number = counts.get(depth, level.start if level else 1)
        form = level.form if level else "decimal"
        if form in {"lowerLetter", "upperLetter"} and 1 <= number <= 26:
            letter = chr(ord("a") + number - 1)
            return letter.upper() if form == "upperLetter" else letter
        if form in {"lowerRoman", "upperRoman"} and 1 <= number < 4000:
            roman = _roman(number)
            return roman.upper() if form == "upperRoman" else roman
        return str(number)


def _listed(element: etree._Element) -> tuple[str, int] | None:
    """The list and the level that a paragraph or a style says it is of."""
    properties = element.find(f"{_W}pPr/{_W}numPr")
    number = properties.find(f"{_W}numId") if properties is not None else None
    if properties is None or number is None:
        return None
    return _value(number, "val"), _whole(_value(properties.find(f"{_W}ilvl"), "val"))


def _value(element: etree._Element | None, name: str = "numId") -> str:
    return "" if element is None else str(element.get(f"{_W}{name}", ""))


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else otherwise


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text

"""The lines printed on a page of a PDF, each with its place, its type and where white parts it into cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from .pdfium import Document, Page

_HYPHENATED = "\ufffe"  # what the library gives for a hyphen at the end of a line, and no line end then
_LINE = re.compile(r"[^\r\n\ufffe]*(?:\r\n|\r|\n|\ufffe|\Z)")
_SPACES = re.compile(" +")
_GAP = 1.2  # of the type's size: wider white in a line parts the cells of a row
_MOVE = 0.48  # the same, where a page prints its spaces and here the pen only moved on
_PRINTED_SHARE = 0.7  # of the spaces of a page that does so
_AS_WIDE = 0.15  # of the type's size: less than what makes white wide, and more than rounding
_KERNED = 0.012  # of the size for each sign: pairs of letters are set closer than each is wide
_ROUNDING = 0.01  # points
_NARROW_SPACE = 0.2
_LARGEST_BULLET = 8.0  # points
_LIGATURES = ("ffi", "ffl", "ff", "fi", "fl")
_ONLY_MARK = re.compile(r"[-–•·*▪o]|\uf0b7|\(?(?:\d{1,4}|[a-zA-Z])[.)]")

Cell = tuple[float, float, float]  # left, right, base
Fonts = dict[tuple[tuple[float, str], float], dict[str, float]]  # how wide a sign is, by style and size


class Line(NamedTuple):
    """A printed line: its place in points from the lower left corner, `style` that of its first and last sign."""

    text: str  # with tabs between its cells
    page: int
    left: float
    right: float
    base: float
    size: float
    first_style: tuple[float, str]
    last_style: tuple[float, str]
    word: float  # how wide the first word is
    space: float  # how wide the space behind it is, at least
    height: float  # of the page
    top: float  # where the first of its lines stands: as `base` where it is one line
    cells: tuple[Cell, ...]  # more than one where there are tabs
    margin: float | None = None  # where the running text of its column ends, where the page has columns
    until: int = 0  # the page on which it ends
    is_row: bool = False  # put together of several lines


def lines_of(document: Document, number: int, fonts: Fonts) -> list[Line]:
    """Return the lines of the page with an index, as the file has them. Raises `SourceError("damaged")`.

    `fonts` is what was learned of the document's fonts, and is added to.
    """
    page = Page(document, number)
    try:
        return list(_Reader(page, number + 1, fonts).lines())
    finally:
        page.close()


def parts_of(line: Line) -> list[Line]:
    """Return the cells of a line, each a line of its own."""
    if len(line.cells) == 1:
        return [line]
    texts = line.text.split("\t")
    return [
        line._replace(text=text, left=left, right=right, base=base, top=base, cells=((left, right, base),),
                      word=(right - left) * len(text.split(" ", 1)[0]) / max(len(text), 1))
        for text, (left, right, base) in zip(texts, line.cells, strict=True)
    ]  # fmt: skip


class _Reader:
    """Reads one page; remembers whether it prints its spaces."""

    def __init__(self, page: Page, number: int, fonts: Fonts) -> None:
        self.page = page
        self.number = number
        self.is_wide = max(page.text, default="") >= "\U00010000"
        self.fonts = fonts
        self._prints: bool | None = None

    def lines(self) -> Iterator[Line]:
        bullets = self.page.drawn(_LARGEST_BULLET)
        at = 0
        for match in _LINE.finditer(self.page.text):
            whole = match.group()
            said = whole.rstrip("\r\n\ufffe").replace(
                "\t", " "
            )  # a tab is told by white, whatever signs a font calls so
            begin, at = at, at + self._units(whole)
            stripped = said.strip()
            if stripped:
                line = self._line(stripped, begin + len(said) - len(said.lstrip()))
                mark = _mark(line, bullets) if bullets else ""
                hyphen = "-" if whole.endswith(_HYPHENATED) else ""
                yield line._replace(text=f"{mark}{line.text}{hyphen}") if mark or hyphen else line

    def _units(self, text: str) -> int:
        """How many units of UTF-16 a text has: in these the library counts."""
        return len(text.encode("utf-16-le")) // 2 if self.is_wide else len(text)

    def _line(self, text: str, begin: int) -> Line:
        page = self.page
        first, last = page.index(begin), page.index(begin + self._units(text) - 1)
        start, end = page.box(first), page.box(last)
        if text.startswith(_LIGATURES):
            # The library shares the place of a ligature out among its letters, and states their height wrongly.
            behind = page.box(page.index(begin + len(_ligature(text))))
            start = (start[0], behind[1], behind[2], behind[3])
        stated, style = page.style(first)
        # Scaled type states its unscaled size.
        size = min(stated, start[3] - start[1]) if start[3] > start[1] else stated or 1.0
        word, _, rest = text.partition(" ")
        is_plain = last - first == len(text) - 1

        def index(offset: int) -> int:
            return first + offset if is_plain else page.index(begin + self._units(text[:offset]))

        whole = end[2] - start[0]
        cells = [(start[0], end[2], start[1])]
        widths = self.fonts.setdefault((style, round(size, 1)), {})
        last_style = style
        if self._are_as_wide(text, index, widths, whole, size):
            # As wide as its signs in this font are together: it is in this font, and there is no other white.
            width = sum(map(widths.__getitem__, word))
            space = max(_NARROW_SPACE * size, min(widths.get(" ", 0.0), 0.5 * size))
        else:
            last_style = page.style(last)[1]
            width = page.box(index(len(word) - 1))[2] - start[0] if rest else whole
            space = _NARROW_SPACE * size
            if rest[:1].strip():
                space = max(space, min(page.box(index(len(word) + 1))[0] - start[0] - width, 0.5 * size))
            text, cells = self._parted(text, index, size, (start[0], end[2], start[1]))
        return Line(text, self.number, start[0], end[2], start[1], size, style, last_style, width, space,
                    page.height, start[1], tuple(cells), None, self.number)  # fmt: skip

    def _are_as_wide(
        self, text: str, index: Callable[[int], int], widths: dict[str, float], whole: float, size: float
    ) -> bool:
        """Whether signs are as wide in a font as they stand; those not met before are learned."""
        try:
            expected = sum(map(widths.__getitem__, text))
        except KeyError:
            for sign in sorted(set(text) - widths.keys()):
                at = index(text.index(sign))
                if sign != " " or self.page.is_printed(at):
                    left, _, right, _ = self.page.box(at)
                    widths[sign] = right - left
            if " " in text and " " not in widths:
                return False
            expected = sum(map(widths.__getitem__, text))
        if not -_KERNED * len(text) < (whole - expected) / size < _AS_WIDE:
            return False
        # All signs of a typewriter are as wide, in bold and upright too.
        return not _is_of_one_width(widths)

    def _parted(self, text: str, index: Callable[[int], int], size: float, whole: Cell) -> tuple[str, list[Cell]]:
        """A line with tabs where white parts it, and where its cells begin and end."""
        box = self.page.box
        parts: list[str] = []
        cells: list[Cell] = []
        left, right, base = whole
        done = 0
        for match in _SPACES.finditer(text):
            at, behind = match.span()
            ends = box(index(at - 1))[2]
            begins, bottom, _, _ = box(index(behind))
            if text.startswith(_LIGATURES, behind):
                bottom = box(index(behind + len(_ligature(text[behind:]))))[1]
            white = begins - ends
            if white <= _MOVE * size:
                continue
            if white <= _GAP * size and (self.page.is_printed(index(at)) or not self.prints_spaces()):
                continue
            if _ONLY_MARK.fullmatch(text, 0, at):
                continue  # the white behind "1." or a bullet
            parts.append(text[done:at])
            cells.append((left, ends, base))
            left, base, done = begins, bottom, behind
        return "\t".join([*parts, text[done:]]), [*cells, (left, right, base)]

    def prints_spaces(self) -> bool:
        """Whether the spaces of this page are signs of it, and none where the pen moves on to another column."""
        if self._prints is None:
            spaces = [n for n, sign in enumerate(self.page.text) if sign == " "]
            printed = sum(self.page.is_printed(self.page.index(n)) for n in spaces) if not self.is_wide else 0
            self._prints = printed >= _PRINTED_SHARE * len(spaces)
        return self._prints


def _is_of_one_width(widths: dict[str, float]) -> bool:
    """Whether a font is that of a typewriter, where the way to a tab stop may be as wide as a space."""
    return max(widths.values()) - min(widths.values()) < _ROUNDING


def _ligature(text: str) -> str:
    return next((letters for letters in _LIGATURES if text.startswith(letters) and len(text) > len(letters)), "")


def _mark(line: Line, bullets: Iterable[tuple[float, float]]) -> str:
    """The mark of a line that a bullet is drawn before."""
    is_item = any(
        line.base <= height <= line.base + 1.5 * line.size and 0 < line.left - right < 2 * line.size
        for right, height in bullets
    )
    return "- " if is_item else ""

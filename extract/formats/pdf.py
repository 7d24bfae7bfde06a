"""PDF files: paragraphs from printed lines, without the heads and feet that run over the pages.

A PDF knows glyphs and places, no paragraphs. Lines are read with their place and type; what repeats at one
place of the pages is a running head or foot; a line goes on where the next line's first word did not fit.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.errors import SourceError
from extract.limits import Limits

from .blocks import PAGE_BREAK, Block, Reading, joined

_TAIL = 4096  # bytes at the end in which a whole file says that it ends
_HYPHENATED = "\ufffe"  # what the library gives for a hyphen at the end of a line, and no line end then
_LINE = re.compile(r"[^\r\n\ufffe]*(?:\r\n|\r|\n|\ufffe|\Z)")
_RECTANGLE = raw.FS_RECTF()  # filled by each call and read at once: the process has one thread
_SPACES = re.compile(" +")
_FEWEST_LETTERS = 20  # fewer in the whole file, and its pages are pictures
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"\d+")
_OUTER_LINES = 7  # at the top and at the bottom of a page, that can be running heads and feet
_FOOT = 0.1  # of a page's height
_LONGEST_NUMBERING = 16
_SAME_PLACE = 3.0  # points
_GAP = 1.2  # of the type's size: wider white in a line parts the cells of a row
_SLACK = 0.15  # of the type's size: the widest line may end a little before the margin does
_NARROW_SPACE = 0.2
_TIGHT = 1.25  # of the common distance of lines: wider white parts paragraphs
_LARGEST_BULLET = 8.0  # points
_LIST_MARK = re.compile(r"(?:[-–•·*▪o]|\uf0b7|\(?(?:\d{1,2}|[a-zA-Z])[.)])(?:\s|$)")
_TEMPLATE = 3  # a line that stands so often in the file, but for its numbers, is a heading of the template
_ONLY_MARK = re.compile(r"[-–•·*▪o]|\uf0b7|\(?(?:\d{1,4}|[a-zA-Z])[.)]")
_RUNNING_TEXT = 40  # signs in a line, from which on it may show where the margin is
_DAY = re.compile(
    r"\d{1,2}\.\s+(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|kvartal|halvår)"
)
_SENTENCE_END = re.compile(r"[.:;!?]\W*\Z")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# "kultur- og fritid": the hyphen at the end of the line stands for a word.
_BROKEN = re.compile(r"([^\W\d_]+)-\Z")
_LETTERS = re.compile(r"[^\W\d_]+")
_HYPHENATED_SHARE = 0.02  # of the lines: in a file that breaks words, many lines end in a hyphen
_AFTER_HANGING = re.compile(r"(?:og|eller|samt|til|såvel|men|/)\b")


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line: its place in points from the lower left corner, `style` that of its first and last sign."""

    text: str
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


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """Return what a PDF says. Raises `SourceError`."""
    if b"%%EOF" not in data[-_TAIL:]:
        raise SourceError("damaged")
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        # The library's code may still be that of a file before this one.
        is_locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) and b"/Encrypt" in data
        raise SourceError("encrypted" if is_locked else "damaged") from None
    if count > limits.pages:
        raise SourceError("too_many_pages", f"{count} > {limits.pages}")
    if not count:
        raise SourceError("damaged")
    lines: list[_Line] = []
    characters = 0
    for number in range(count):
        of_page = list(_lines(document, number))
        characters += sum(len(line.text) for line in of_page)
        if characters > limits.characters:
            raise SourceError("too_long", str(limits.characters))
        lines += of_page
    body = _without_running(lines, count)
    if sum(len(_LETTER.findall(line.text)) for line in body) < _FEWEST_LETTERS:
        raise SourceError("no_text")
    return joined(_paragraphs(body), limits)


# --- lines of a page ------------------------------------------------------------------------------


def _lines(document: pdfium.PdfDocument, number: int) -> Iterator[_Line]:
    try:
        page = document[number]
        text_page = page.get_textpage()
    except pdfium.PdfiumError:
        raise SourceError("damaged") from None
    height = page.get_height()
    bullets = _drawn_bullets(page)
    text = text_page.get_text_range()
    at = 0
    for match in _LINE.finditer(text):
        said = match.group().rstrip("\r\n\ufffe")
        begin, at = at, at + _units(match.group())
        if said.strip():
            lead = len(said) - len(said.lstrip())
            hyphen = "-" if match.group().endswith(_HYPHENATED) else ""
            line = _line(text_page, said.strip(), begin + lead, number + 1, height)
            yield replace(line, text=_marked(line, bullets) + line.text + hyphen)
    text_page.close()
    page.close()


def _units(text: str) -> int:
    """How many units of UTF-16 a text has: in these the library counts."""
    return len(text) if text.isascii() or max(text, default="") < "\U00010000" else len(text.encode("utf-16-le")) // 2


def _line(text_page: pdfium.PdfTextPage, text: str, begin: int, page: int, height: float) -> _Line:
    """A line with its place; white as wide as that between cells becomes a tab."""
    first = raw.FPDFText_GetCharIndexFromTextIndex(text_page, begin)
    last = raw.FPDFText_GetCharIndexFromTextIndex(text_page, begin + _units(text) - 1)
    start, end = _box(text_page, first), _box(text_page, last)
    size = raw.FPDFText_GetFontSize(text_page, first)
    size = (
        min(size, start[3] - start[1]) if start[3] > start[1] else size or 1.0
    )  # scaled type states its unscaled size
    at = _Signs(text_page, begin, first if last - first == len(text) - 1 else None)
    word, _, rest = text.partition(" ")
    width = at.box(text, len(word) - 1)[2] - start[0]
    space = _NARROW_SPACE * size
    if rest[:1].strip():
        space = max(space, min(at.box(text, len(word) + 1)[0] - start[0] - width, 0.5 * size))
    whole = end[2] - start[0]
    is_of_one_width = abs(width / len(word) * len(text) - whole) < 0.5 * size  # and so without wide white
    if rest and whole > 0.5 * size * len(text) and not is_of_one_width:
        text = _with_tabs(at, text, size)
    styles = _style(text_page, first), _style(text_page, last)
    return _Line(text, page, start[0], end[2], start[1], size, *styles, width, space, height)


def _with_tabs(at: _Signs, text: str, size: float) -> str:
    parts = list(text)
    for match in _SPACES.finditer(text):
        if _ONLY_MARK.fullmatch(text, 0, match.start()):
            continue  # the white behind "1." or a bullet
        if at.box(text, match.end())[0] - at.box(text, match.start() - 1)[2] > _GAP * size:
            parts[match.start()] = "\t"
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Signs:
    """Where the signs of a line are: mostly one after the other from `first`, else each is asked for."""

    text_page: pdfium.PdfTextPage
    begin: int
    first: int | None

    def box(self, text: str, offset: int) -> tuple[float, float, float, float]:
        if self.first is not None:
            return _box(self.text_page, self.first + offset)
        units = self.begin + _units(text[:offset])
        return _box(self.text_page, raw.FPDFText_GetCharIndexFromTextIndex(self.text_page, units))


def _box(text_page: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a sign, as high as its font: no matter which letter it is."""
    raw.FPDFText_GetLooseCharBox(text_page, index, _RECTANGLE)
    return _RECTANGLE.left, _RECTANGLE.bottom, _RECTANGLE.right, _RECTANGLE.top


def _style(text_page: pdfium.PdfTextPage, index: int) -> tuple[float, str]:
    """Size and name of a sign's font: the name tells bold from upright where the stated weight does not."""
    name, flags = ctypes.create_string_buffer(64), ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text_page, index, name, 64, flags)
    return round(raw.FPDFText_GetFontSize(text_page, index), 1), name.raw[: min(length, 64)].decode("latin-1")


def _drawn_bullets(page: pdfium.PdfPage) -> list[tuple[float, float]]:
    """Where small dots are drawn: browsers print the bullets of lists so, and not as text."""
    found = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for number in range(raw.FPDFPage_CountObjects(page)):
        drawn = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH:
            continue
        raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
        width, height = right.value - left.value, top.value - bottom.value
        if 1 < width < _LARGEST_BULLET and abs(width - height) < 1:
            found.append((right.value, (top.value + bottom.value) / 2))
    return found


def _marked(line: _Line, bullets: Iterable[tuple[float, float]]) -> str:
    """The mark of a line that a bullet is drawn before."""
    is_item = any(
        line.base <= height <= line.base + 1.5 * line.size and 0 < line.left - right < 2 * line.size
        for right, height in bullets
    )
    return "- " if is_item else ""


# --- running heads and feet -----------------------------------------------------------------------


def _without_running(lines: Sequence[_Line], pages: int) -> list[_Line]:
    """The lines without running heads and feet.

    A head of the first page stays, since it may be the only place that says whose minutes these are.
    """
    if pages < 2:
        return [line for line in lines if not _is_page_number(line)]
    groups: dict[tuple[str, int], list[_Line]] = defaultdict(list)
    for line in _outer(lines):
        groups[_shape(line), round(line.base / _SAME_PLACE)].append(line)
    running: set[int] = set()
    kept: set[int] = set()
    for (shape, place), group in groups.items():
        # The place may lie on the border of two: both are looked at.
        same = group + groups.get((shape, place + 1), []) + groups.get((shape, place - 1), [])
        if len({line.page for line in same}) >= max(2, math.ceil(pages / 2)) and _numbers_follow(same):
            running.update(map(id, same))
            if len({line.text for line in same}) == 1:
                kept.update(id(line) for line in same if line.page == 1 and line.base > line.height / 2)
    heads = sorted((line for line in lines if id(line) in kept), key=lambda line: -line.base)
    return [*heads, *(line for line in lines if id(line) not in running)]


def _is_page_number(line: _Line) -> bool:
    """Whether a line at the very foot of a single page says that it is the first ("Side 1 af 1")."""
    is_foot = line.base < _FOOT * line.height and len(line.text) <= _LONGEST_NUMBERING
    return is_foot and set(_NUMBER.findall(line.text)) == {"1"}


def _outer(lines: Sequence[_Line]) -> Iterator[_Line]:
    by_page: dict[int, list[_Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    for of_page in by_page.values():
        down = sorted(of_page, key=lambda line: -line.base)
        top, bottom = down[:_OUTER_LINES], down[-_OUTER_LINES:]
        yield from (line for line in top if line.base > line.height / 2)
        yield from (line for line in bottom if line.base <= line.height / 2)


def _numbers_follow(lines: Sequence[_Line]) -> bool:
    """Whether each number in lines of one shape is the same on every page, or rises with the page."""
    numbers = [[int(n) for n in _NUMBER.findall(line.text)] for line in lines]
    return all(
        len(set(of_place)) == 1 or len({n - line.page for n, line in zip(of_place, lines, strict=True)}) == 1
        for of_place in zip(*numbers, strict=True)
    )


# --- paragraphs -----------------------------------------------------------------------------------


def _paragraphs(lines: Sequence[_Line]) -> Iterator[Block]:
    margin = _margin(lines)
    margins: dict[int, float] = {}
    for line in lines:
        margins[round(line.left)] = max(line.right, margins.get(round(line.left), 0.0))
    pitch = _common_pitch(lines)
    shapes = Counter(_shape(line) for line in lines)
    words = _Words.of(lines)
    texts: list[str] = []
    page, apart = 0, True
    first = last = None
    for line in lines:
        is_heading = last is first and last is not None and shapes[_shape(last)] >= _TEMPLATE
        # At the top of a page no white tells a paragraph from the last one: only what must go on does.
        is_heading |= last is not None and line.page != last.page and shapes[_shape(line)] >= _TEMPLATE
        if last and first and not is_heading and _goes_on(first, last, line, pitch, margin, margins):
            between = PAGE_BREAK if line.page != last.page else ""
            texts[-1:] = _put_together(texts[-1], between, line.text, words)
        else:
            if last is not None:
                yield Block("".join(texts), apart, page)
                apart = not _is_tight(last, line, pitch)
            first, texts, page = line, [line.text], line.page
        last = line
    if last is not None:
        yield Block("".join(texts), apart, page)


def _shape(line: _Line) -> str:
    return _NUMBER.sub("0", line.text)


def _margin(lines: Sequence[_Line]) -> float:
    """Where the running text ends on the right: rows, running heads and few words say nothing of it."""
    running = [line for line in lines if len(line.text) >= _RUNNING_TEXT and "\t" not in line.text]
    sizes = Counter(line.last_style[0] for line in running)
    body = max(sizes, key=lambda size: (sizes[size], size), default=None)
    return max((line.right for line in running if line.last_style[0] == body), default=max(x.right for x in lines))


def _common_pitch(lines: Sequence[_Line]) -> float:
    """The smallest distance of two lines that is common, in sizes of the type: that within paragraphs."""
    pitches = Counter(
        round((above.base - below.base) / above.size, 1)
        for above, below in pairwise(lines)
        if above.page == below.page and 0.9 * above.size < above.base - below.base < 2 * above.size
    )
    return min((pitch for pitch, n in pitches.items() if n >= max(2, 0.1 * pitches.total())), default=1.2)


def _is_tight(above: _Line, below: _Line, pitch: float) -> bool:
    if above.page != below.page or above.last_style[0] != below.first_style[0]:
        return False
    return 0 < above.base - below.base <= _TIGHT * pitch * max(above.size, below.size)


def _goes_on(first: _Line, above: _Line, below: _Line, pitch: float, margin: float, margins: dict[int, float]) -> bool:
    """Whether a paragraph, of which the first line and the last so far are given, goes on with the next line."""
    if (
        above.last_style[0] != below.first_style[0]
        or _starts_item(first, above, below)
        or "\t" in above.text + below.text
    ):
        return False
    if above.page == below.page:
        if not _is_tight(above, below, pitch):
            return False
    elif not _is_cut_by_page(first, above, below):
        return False
    indent = below.left - first.left
    is_listed = _LIST_MARK.match(first.text) is not None
    if not -3 * first.size < indent < (4 if is_listed else 0.5) * first.size:
        return False
    if above is not first and abs(below.left - above.left) > 0.5 * above.size:
        return False
    if above.last_style != below.first_style and (above is first or _is_one_style(above) or _is_one_style(below)):
        return False
    needed = above.right + above.space + below.word + _SLACK * above.size
    if needed > margin:
        return len(above.text) >= _RUNNING_TEXT // 2
    is_one_sentence = below.text[0].islower() and not _SENTENCE_END.search(above.text)
    return is_one_sentence and abs(indent) < 0.5 * above.size and needed > margins[round(above.left)]


def _is_cut_by_page(first: _Line, above: _Line, below: _Line) -> bool:
    """Whether the last line of a page has to go on: in mid-sentence, and not alone as a heading is."""
    if below.page != above.page + 1 or _SENTENCE_END.search(above.text):
        return False
    return above is not first or below.text[0].islower()


def _starts_item(first: _Line, above: _Line, below: _Line) -> bool:
    """Whether a line begins with the mark of a list: no day ("23. juni"), and no "v. Lars" within a sentence."""
    mark = _LIST_MARK.match(below.text)
    if mark is None or _DAY.match(below.text):
        return False
    number = _place_in_list(mark[0])
    if number in (None, 1) or _SENTENCE_END.search(above.text):
        return True
    before = _LIST_MARK.match(first.text)
    return before is not None and _place_in_list(before[0]) == (number or 0) - 1


def _place_in_list(mark: str) -> int | None:
    """3 for "3." and for "c)", None for a bullet."""
    sign = mark.strip(" \t().")
    if sign.isdigit():
        return int(sign)
    return ord(sign.lower()) - ord("a") + 1 if sign.isalpha() and sign.isascii() and mark.strip() != "o" else None


def _is_one_style(line: _Line) -> bool:
    return line.first_style == line.last_style and len(line.text) < 60


@dataclass(frozen=True)
class _Words:
    """What the words of a file tell of a hyphen at the end of a line: whether it is the word's own."""

    count: Counter[str]
    breaks_words: bool

    @classmethod
    def of(cls, lines: Sequence[_Line]) -> _Words:
        broken = sum(
            _BROKEN.search(above.text) is not None and below.text[0].islower() and not _AFTER_HANGING.match(below.text)
            for above, below in pairwise(lines)
        )
        count = Counter(word for line in lines for word in _WORD.findall(line.text))
        return cls(count, broken >= _HYPHENATED_SHARE * len(lines))

    def are_one(self, head: str, tail: str) -> bool:
        """Whether "head-" at the end of a line and "tail" in the next are one word without a hyphen."""
        if not tail[0].islower() or head.isupper():  # "NY-NY", "IT-systemet"
            return False
        with_hyphen, without = self.count[f"{head}-{tail}"], self.count[head + tail]
        return self.breaks_words if with_hyphen == without else without > with_hyphen


def _put_together(text: str, between: str, more: str, words: _Words) -> tuple[str, str]:
    """A line of a paragraph and its next, so that together they read on: a word that the line end broke is whole."""
    if text.endswith(("\xad", "\u2010")):
        return text[:-1], between + more
    if not text.endswith("-"):
        return text, ("" if text.endswith("/") else " ") + between + more
    if _AFTER_HANGING.match(more):
        return text, f" {between}{more}"
    parts = _BROKEN.search(text), _LETTERS.match(more)
    if parts[0] and parts[1] and words.are_one(parts[0][1], parts[1][0]):
        return text[:-1], between + more
    return text, ("" if more[:1].isalnum() else " ") + between + more

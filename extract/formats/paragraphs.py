"""Paragraphs and rows from the printed lines of a PDF: a line goes on where the next line's first word did not fit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .arranged import arranged
from .blocks import PAGE_BREAK, Block
from .printed_lines import Line

_NUMBER = re.compile(r"\d+")
_SLACK = 0.15  # of the type's size: the widest line may end a little before the margin does
_SAME_PITCH = 0.06  # of the type's size: lines of a paragraph, where rows of a table stand a little wider
_TIGHT = 1.25  # of the common distance of lines: wider white parts paragraphs
_TIGHT_ROWS = 2.0  # the same between rows of a table, which have white in their cells
_LIST_MARK = re.compile(r"(?:[-–•·*▪o]|\uf0b7|\(?(?:\d{1,2}|[a-zA-Z])[.)])(?:\s|$)")
_TEMPLATE = 3  # a line that stands so often in the file, but for its numbers, is a heading of the template
_RUNNING_TEXT = 40  # signs in a line, from which on it may show where the margin is
_DAY = re.compile(
    r"\d{1,2}\.\s+(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|"
    r"kvartal|halvår|(?:og|eller|til)\s+\d)"
)
_LONGEST_OUTDENT = 12  # sizes of the type, by which a first line behind tabs may stand further in than the next
_DASHES = "-–"  # within a sentence too
_SENTENCE_END = re.compile(r"[.:;!?](?:\W|</\w+>)*\Z")  # tags that someone's system left in the text end none
_TAIL_OF_LINE = 12  # signs in which a sentence may end: its mark, brackets, quotes
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# "kultur- og fritid": the hyphen at the end of the line stands for a word.
_BROKEN = re.compile(r"([^\W\d_]+)-\Z")
_LETTERS = re.compile(r"[^\W\d_]+")
_HYPHENATED_SHARE = 0.02  # of the lines: in a file that breaks words, many lines end in a hyphen
_AFTER_HANGING = re.compile(r"(?:og|eller|samt|til|såvel|men|/)\b")


@dataclass(frozen=True)
class _Measures:
    """What all lines of a file tell of its type."""

    pitch: float  # the distance of lines in a paragraph, in sizes of the type
    margin: float  # where the running text ends
    margins: dict[int, float]  # the same of what begins at one place
    shapes: Counter[str]  # how often a line stands in the file, but for its numbers
    words: _Words

    @classmethod
    def of(cls, lines: Sequence[Line], pitch: float, words: _Words) -> _Measures:
        margins: dict[int, float] = {}
        for line in lines:
            margins[round(line.left)] = max(line.right, margins.get(round(line.left), 0.0))
        return cls(pitch, _margin(lines), margins, Counter(map(shape, lines)), words)


def paragraphs(printed: Sequence[Line]) -> Iterator[Block]:
    """Yield the paragraphs and rows that printed lines make, in the order in which they are read."""
    pitch, words = _common_pitch(printed), _Words.of(printed)
    lines = arranged(printed, pitch, lambda text, more: _in_cell(text, more, words))
    if not lines:
        return
    measures = _Measures.of(lines, pitch, words)
    gathered = _Gathered(lines[0])
    apart, columns = True, 1
    for line in lines[1:]:
        if gathered.takes(line, columns, measures):
            gathered.add(line, columns, words)
        else:
            yield gathered.block(apart)
            columns = gathered.cells if gathered.cells > 1 else columns
            apart = not _is_tight(gathered.last, line, pitch)
            gathered = _Gathered(line)
    yield gathered.block(apart)


class _Gathered:
    """The lines of a paragraph so far."""

    def __init__(self, first: Line) -> None:
        self.first = self.last = first
        self.texts = [first.text]
        self.cells = len(first.cells)

    def takes(self, line: Line, columns: int, measures: _Measures) -> bool:
        """Whether the paragraph goes on with a line. `columns`: how many cells the last row has."""
        is_heading = self.last is self.first and measures.shapes[shape(self.last)] >= _TEMPLATE
        # At the top of a page no white tells a paragraph from the last one: only what must go on does.
        is_heading |= line.page != self.last.until and measures.shapes[shape(line)] >= _TEMPLATE
        if is_heading or self.last.last_style[0] != line.first_style[0]:
            return False
        return self._has_room(line, columns, measures.pitch) and _goes_on(self.first, self.last, line, measures)

    def _has_room(self, line: Line, columns: int, pitch: float) -> bool:
        """Whether this can be one row that was too long for the page, and no rows of a table below each other."""
        if self.last.is_row or line.is_row or line.text.startswith("\t"):
            return False
        if self.cells == len(line.cells) == 1:
            return True
        if len(line.cells) > 1 and self.cells + len(line.cells) - columns not in (0, 1):
            return False
        closer = abs((self.last.base - line.top) / self.last.size - pitch) < _SAME_PITCH
        return closer or line.page != self.last.until

    def add(self, line: Line, columns: int, words: _Words) -> None:
        """Put a line to it."""
        between = PAGE_BREAK if line.page != self.last.until else ""
        if len(line.cells) > 1 and self.cells + len(line.cells) == columns:
            self.texts.append(f"\t{between}{line.text}")  # it broke at the tab
        else:
            self.texts[-1:] = _put_together(self.texts[-1], between, line.text, words)
        self.cells += len(line.cells) - 1
        self.last = line

    def block(self, apart: bool) -> Block:
        """Return it as a block."""
        return Block("".join(self.texts), apart, self.first.page)


def shape(line: Line) -> str:
    """Return the text of a line with its numbers alike: those of pages and items differ where nothing else does."""
    return _shape_of(line.text)


@lru_cache(maxsize=4096)
def _shape_of(text: str) -> str:
    return _NUMBER.sub("0", text)


def _ends_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text, max(0, len(text) - _TAIL_OF_LINE)) is not None


def _margin(lines: Sequence[Line]) -> float:
    """Where the running text ends on the right: rows, running heads and few words say nothing of it."""
    running = [line for line in lines if len(line.text) >= _RUNNING_TEXT and len(line.cells) == 1]
    sizes = Counter(line.last_style[0] for line in running)
    body = max(sizes, key=lambda size: (sizes[size], size), default=None)
    return max((line.right for line in running if line.last_style[0] == body), default=max(x.right for x in lines))


def _common_pitch(lines: Sequence[Line]) -> float:
    """The smallest distance of two lines that is common, in sizes of the type: that within paragraphs."""
    pitches = Counter(
        round((above.base - below.base) / above.size, 2)
        for above, below in pairwise(lines)
        if above.page == below.page and 0.9 * above.size < above.base - below.base < 2 * above.size
    )
    # Places are rounded when a file is written: neighbours are counted together.
    near = {pitch: sum(pitches[round(pitch + n / 100, 2)] for n in range(-4, 5)) for pitch in pitches}
    common = min((pitch for pitch, n in near.items() if n >= max(2, 0.1 * pitches.total())), default=None)
    if common is None:
        return 1.2
    return max((pitch for pitch in pitches if abs(pitch - common) < 0.05), key=lambda pitch: (pitches[pitch], -pitch))


def _is_tight(above: Line, below: Line, pitch: float) -> bool:
    if above.until != below.page or above.last_style[0] != below.first_style[0]:
        return False
    widest = _TIGHT_ROWS if len(above.cells) > 1 and len(below.cells) > 1 else _TIGHT
    return 0 < above.base - below.top <= widest * pitch * max(above.size, below.size)


def _goes_on(first: Line, above: Line, below: Line, measures: _Measures) -> bool:
    """Whether a paragraph, of which the first line and the last so far are given, goes on with the next line."""
    margin = above.margin or measures.margin
    full = above.right + above.space + below.word
    if _starts_item(first, above, below, full > margin):
        return False
    if above.until == below.page:
        if not _is_tight(above, below, measures.pitch):
            return False
    elif not _is_cut_by_page(first, above, below, full > margin):
        return False
    indent = below.left - first.left
    is_listed = _LIST_MARK.match(first.text) is not None
    is_one_sentence = below.text[0].islower() and not _ends_sentence(above.text)
    outdent = _LONGEST_OUTDENT if full > margin and is_one_sentence else 3
    if not -outdent * first.size < indent < (4 if is_listed else 0.5) * first.size:
        return False
    if above is not first and abs(below.left - above.left) > 0.5 * above.size:
        return False
    if above.last_style != below.first_style and (above is first or _is_one_style(above) or _is_one_style(below)):
        return False
    needed = full + _SLACK * above.size
    if needed > margin:
        return len(above.text) >= _RUNNING_TEXT // 2
    return is_one_sentence and abs(indent) < 0.5 * above.size and needed > measures.margins[round(above.left)]


def _is_cut_by_page(first: Line, above: Line, below: Line, is_full: bool) -> bool:
    """Whether the last line of a page has to go on: in mid-sentence, and not alone as a heading is.

    `is_full`: the next word had no room on it; then a full stop may be that of an abbreviation.
    """
    if below.page != above.until + 1:
        return False
    if _ends_sentence(above.text):
        return is_full and below.text[0].islower()
    return above is not first or below.text[0].islower()


def _starts_item(first: Line, above: Line, below: Line, is_full: bool) -> bool:
    """Whether a line begins with the mark of a list: no day ("23. juni"), and no "v. Lars" within a sentence.

    `is_full`: the mark had no room on the line above.
    """
    mark = _LIST_MARK.match(below.text)
    if mark is None or _DAY.match(below.text):
        return False
    number = _place_in_list(mark[0])
    if is_full and mark[0][0] in _DASHES and not _ends_sentence(above.text) and not _LIST_MARK.match(first.text):
        return False
    if number in (None, 1) or _ends_sentence(above.text):
        return True
    before = _LIST_MARK.match(first.text)
    return before is not None and _place_in_list(before[0]) == (number or 0) - 1


def _place_in_list(mark: str) -> int | None:
    """3 for "3." and for "c)", None for a bullet."""
    sign = mark.strip(" \t().")
    if sign.isdigit():
        return int(sign)
    return ord(sign.lower()) - ord("a") + 1 if sign.isalpha() and sign.isascii() and mark.strip() != "o" else None


def _is_one_style(line: Line) -> bool:
    return line.first_style == line.last_style and len(line.text) < 60


@dataclass(frozen=True)
class _Words:
    """What the words of a file tell of a hyphen at the end of a line: whether it is the word's own."""

    count: Counter[str]
    breaks_words: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Words:
        broken = sum(
            above.text.endswith("-")
            and _BROKEN.search(above.text) is not None
            and below.text[0].islower()
            and not _AFTER_HANGING.match(below.text)
            for above, below in pairwise(lines)
        )
        if not broken:
            return cls(Counter(), False)
        count = Counter(word for line in lines for word in _WORD.findall(line.text))
        return cls(count, broken >= _HYPHENATED_SHARE * len(lines))

    def are_one(self, head: str, tail: str) -> bool:
        """Whether "head-" at the end of a line and "tail" in the next are one word without a hyphen."""
        if not tail[0].islower() or head.isupper():  # "NY-NY", "IT-systemet"
            return False
        with_hyphen, without = self.count[f"{head}-{tail}"], self.count[head + tail]
        return self.breaks_words if with_hyphen == without else without > with_hyphen


def _in_cell(text: str, more: str, words: _Words) -> str:
    """Two lines of a cell, the second one with a page break before it where it is on the next page."""
    between = PAGE_BREAK if more.startswith(PAGE_BREAK) else ""
    return "".join(_put_together(text, between, more.removeprefix(PAGE_BREAK), words))


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
    is_dash = not text[-2:-1].isalnum()  # and stands for itself
    return text, ("" if more[:1].isalnum() and not is_dash else " ") + between + more

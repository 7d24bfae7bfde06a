"""Web pages: the text of what is read on them, without menus, buttons and what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from extract.errors import SourceError
from extract.limits import Limits

from .blocks import Block, Reading, joined, parted_by_empty

# What a browser does not print as running text, whatever its words: known by what it is, not by what it says.
_LEFT_OUT = frozenset(
    {
     "head", "script", "style", "noscript", "template", "svg", "math", "nav", "select", "option",
     "datalist", "textarea", "input", "iframe", "object", "embed", "canvas", "audio", "video", "dialog",
     "map", "menu", "progress", "meter", "aside"}
)  # fmt: skip
_LEFT_OUT_ROLES = frozenset(
    {
     "navigation", "menu", "menubar", "menuitem", "toolbar", "search", "searchbox", "dialog",
     "alertdialog", "tooltip", "tablist", "tab", "combobox", "listbox", "option", "slider", "switch",
     "complementary", "contentinfo"}
)  # fmt: skip
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BUTTON_CLASS = re.compile(r"(?:^|\s)(?:btn|button)(?:-\S*)?(?:\s|$)", re.IGNORECASE)
_WINDOW_CLASS = re.compile(r"(?:^|\s)(?:modal|popover|tooltip|offcanvas)(?:\s|$)", re.IGNORECASE)  # opens on a click
_CONSENT = re.compile(r"cookie|consent", re.IGNORECASE)  # what such a banner's parts are called, whoever made it
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_APART = _HEADINGS | {"p", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "figure", "section", "article"}
_BLOCKS = _APART | frozenset(
    {
     "address", "body", "center", "dd", "details", "div", "dt", "fieldset", "figcaption",
     "footer", "form", "header", "html", "legend", "li", "main", "summary", "caption"}
)  # fmt: skip
_CARRIERS = frozenset({"div", "section", "form"})
_LETTER = re.compile(r"[^\W\d_]")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_NESTING = re.compile(r"<(/?)(?:div|table|span|section|article|ul|ol|blockquote|font|b|i)\b", re.IGNORECASE)
_HOPELESS = 10_000
_LONGEST_CELL = 3  # lines; a cell with more is a part of the page, not of a table


@dataclass
class _Gathered:
    """Blocks so far, and the line that is being gathered."""

    blocks: list[Block] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    apart: bool = True
    mark: str = ""  # of the list item whose first line is still to come

    def end_line(self, *, apart: bool = False, empty: bool = False) -> None:
        """Close the line; `apart` is how the next one stands."""
        text = "".join(self.line)
        self.line.clear()
        if text.strip():
            self.blocks.append(Block(self.mark + text.strip(), self.apart))
            self.apart, self.mark = apart, ""
        elif empty:
            self.blocks.append(Block("", apart=True))
        self.apart = self.apart or apart


def read_html(text: str, limits: Limits) -> Reading:
    """Return what a web page says. Raises `SourceError`: `empty`, `too_deep`, `too_long`."""
    reading = joined(html_blocks(text, limits), limits)
    if not reading.text:
        raise SourceError("empty")
    return reading


def html_blocks(text: str, limits: Limits) -> list[Block]:
    """Return the blocks of a web page or a piece of one. Raises `SourceError("too_deep")` and `MemoryError`."""
    if _is_hopelessly_deep(text):
        raise SourceError("too_deep", str(limits.nesting))
    try:
        body = LexborHTMLParser(text).body
    except SelectolaxError:  # it has no other reason than memory that it is refused
        raise MemoryError from None
    if body is None:
        return []
    gathered = _Gathered()
    _walk(body, gathered, 0, limits)
    gathered.end_line()
    return parted_by_empty(gathered.blocks)


def _is_hopelessly_deep(text: str) -> bool:
    """Whether more is opened and not closed than any page does: the parser would need the square of it."""
    depth = 0
    for match in _NESTING.finditer(text):
        depth += -1 if match[1] else 1
        if depth > _HOPELESS:
            return True
    return False


def _walk(node: LexborNode, into: _Gathered, depth: int, limits: Limits) -> None:
    if depth > limits.nesting:
        raise SourceError("too_deep", str(limits.nesting))
    for child in _children(node):
        tag = child.tag
        if tag == "-text":
            into.line.append(_SPACE.sub(_space, child.text_content or ""))
        elif tag is None or tag.startswith("-") or tag == "!doctype" or _is_left_out(child, tag):
            continue
        elif tag == "br":
            into.end_line()
        elif tag == "pre":
            _verbatim(child, into)
        elif tag == "tr":
            _row(child, into, depth, limits)
        elif tag in _BLOCKS or tag in {"td", "th"}:
            _block(child, tag, into, depth, limits)
        else:
            _walk(child, into, depth + 1, limits)


def _space(white: re.Match[str]) -> str:
    """One space, or the tab that someone typed between two columns; those that indent the page's code are none."""
    return "\t" if "\t" in white.group() and "\n" not in white.group() and white.start() else " "


def _block(node: LexborNode, tag: str, into: _Gathered, depth: int, limits: Limits) -> None:
    apart = tag in _APART
    into.end_line(apart=apart)
    before = len(into.blocks)
    if tag == "li":
        into.mark = _mark_of(node)
    _walk(node, into, depth + 1, limits)
    into.end_line(apart=apart, empty=tag == "p" and len(into.blocks) == before)
    into.mark = "" if tag == "li" else into.mark


def _mark_of(item: LexborNode) -> str:
    """A bullet, or the number that a browser prints before the item."""
    above = item.parent
    if above is None or above.tag != "ol":
        return "- "
    number = _number(above.attributes.get("start")) or 1
    before = item.prev
    while before is not None:
        number += before.tag == "li"
        before = before.prev
    value = _number(item.attributes.get("value")) or number
    if (above.attributes.get("type") or "") in {"a", "A"} and 1 <= value <= 26:
        return f"{chr(ord(above.attributes['type'] or 'a') + value - 1)}) "
    return f"{value}. "


def _number(text: str | None) -> int | None:
    return int(text) if text and text.strip().isascii() and text.strip().isdigit() and len(text) < 7 else None


def _row(row: LexborNode, into: _Gathered, depth: int, limits: Limits) -> None:
    """A row of a table as one line with tabs; a row that only lays the page out, as the blocks it holds."""
    cells: list[list[Block]] = []
    is_layout = False
    for child in _children(row):
        if child.tag not in {"td", "th"} or _is_left_out(child, child.tag):
            continue
        cell = _Gathered()
        _walk(child, cell, depth + 2, limits)
        cell.end_line()
        blocks = [block for block in cell.blocks if block.text.strip()]
        is_layout = is_layout or len(blocks) > _LONGEST_CELL or _holds_parts(child)
        cells.append(blocks)
    into.end_line()
    if is_layout:
        while cells and not any(_LETTER.search(block.text) for block in cells[-1]):
            cells.pop()  # at the end of such a row stand counts and signs to click on
        for blocks in cells:
            into.blocks += [Block(b.text, b.apart or not n) for n, b in enumerate(blocks)]
        into.apart = True
    elif any(cells):
        texts = [" ".join(block.text.replace("\t", " ") for block in blocks) for blocks in cells]
        while texts and not texts[-1].strip():
            texts.pop()
        into.blocks.append(Block("\t".join(texts), into.apart))
        into.apart = False


def _holds_parts(cell: LexborNode) -> bool:
    return cell.css_first("h1, h2, h3, h4, h5, h6, table") is not None


def _verbatim(node: LexborNode, into: _Gathered) -> None:
    into.end_line(apart=True)
    for line in (node.text(deep=True) or "").splitlines():
        if line.strip():
            into.blocks.append(Block(line, into.apart))
        into.apart = not line.strip()
    into.apart = True


def _is_left_out(node: LexborNode, tag: str) -> bool:
    attributes = node.attributes
    if tag in _LEFT_OUT or "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(attributes.get("style") or ""):
        return True
    if attributes.get("aria-modal") == "true" or _asks_consent(node, tag, attributes):
        return True
    if tag == "footer" and node.parent is not None and node.parent.tag == "body":
        return True  # of the site; one within an article is the article's
    role = (attributes.get("role") or "").lower()
    classes = attributes.get("class") or ""
    if role in _LEFT_OUT_ROLES or _WINDOW_CLASS.search(classes):
        return True
    is_control = tag == "button" or role == "button" or (tag == "a" and _BUTTON_CLASS.search(classes))
    # A heading that folds its section in and out is a button and still the heading.
    return bool(is_control) and node.css_first("h1, h2, h3, h4, h5, h6") is None


def _asks_consent(node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element is the banner that asks for consent, and not the page within which it was given."""
    if tag not in _CARRIERS or not _CONSENT.search(f"{attributes.get('id') or ''} {attributes.get('class') or ''}"):
        return False
    return node.css_first("h1, main, article, table") is None


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next

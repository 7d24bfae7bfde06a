"""The same minutes in the formats that municipalities publish: web page, Word, PDF. Made in the test."""

from __future__ import annotations

import html
import io
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_BULLET = re.compile(r"[-–•] +(?P<text>.*)")
_NUMBERED = re.compile(r"(?P<number>\d{1,2})\. +(?P<text>.*)")


@dataclass(frozen=True)
class Part:
    """A piece of minutes: `heading`, `paragraph`, `bullet`, `numbered` or `row`."""

    kind: str
    text: str
    number: int = 0


def parts(text: str) -> Iterator[Part]:
    """The pieces that a text of minutes has, as someone writing it in Word would see them."""
    for group in re.split(r"\n\s*\n", text.strip().replace("\r\n", "\n")):
        lines = group.split("\n")
        if not any(map(_is_listed, lines)):
            is_heading = len(lines) == 1 and len(group) < 40 and group[-1] not in ".:;,0123456789"
            yield Part("heading" if is_heading else "paragraph", group)
            continue
        for line in lines:
            if match := _BULLET.fullmatch(line.strip()):
                yield Part("bullet", match["text"])
            elif match := _NUMBERED.fullmatch(line.strip()):
                yield Part("numbered", match["text"], int(match["number"]))
            else:
                yield Part("row" if "\t" in line else "paragraph", line.strip())


def unwrapped(text: str) -> str:
    """Minutes with each paragraph in one line: where a line of a text file ends is no part of it in other formats."""
    groups = re.split(r"\n\s*\n", text.strip().replace("\r\n", "\n"))
    return "\n\n".join(g if any(map(_is_listed, g.split("\n"))) else g.replace("\n", " ") for g in groups) + "\n"


def _is_listed(line: str) -> bool:
    return bool("\t" in line or _BULLET.fullmatch(line.strip()) or _NUMBERED.fullmatch(line.strip()))


def as_html(text: str) -> str:
    body = []
    for kind, group in groupby(parts(text), lambda part: part.kind):
        run = list(group)
        said = [html.escape(part.text).replace("\n", "<br>") for part in run]
        if kind == "bullet":
            body.append("<ul>" + "".join(f"<li>{one}</li>" for one in said) + "</ul>")
        elif kind == "numbered":
            listed = "".join(f'<li value="{p.number}">{one}</li>' for p, one in zip(run, said, strict=True))
            body.append(f"<ol>{listed}</ol>")
        elif kind == "row":
            rows = ("".join(f"<td>{cell}</td>" for cell in one.split("\t")) for one in said)
            body.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            tag = "h2" if kind == "heading" else "p"
            body += [f"<{tag}>{one}</{tag}>" for one in said]
    return (
        '<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>Referat</title></head><body>'
        + "<nav><a href='/'>Forside</a></nav>"
        + "\n".join(body)
        + "<button>Hent som PDF</button></body></html>"
    )


def as_docx(text: str) -> bytes:
    import docx

    document = docx.Document()
    table = None
    for part in parts(text):
        if part.kind == "row":
            cells = part.text.split("\t")
            if table is None or len(table.columns) != len(cells):
                table = document.add_table(0, len(cells))
            for cell, said in zip(table.add_row().cells, cells, strict=True):
                cell.text = said
            continue
        table = None
        if part.kind == "heading":
            document.add_heading(part.text, 2)
        elif part.kind == "bullet":
            document.add_paragraph(part.text, style="List Bullet")
        elif part.kind == "numbered":
            document.add_paragraph(f"{part.number}. {part.text}")
        else:
            document.add_paragraph(part.text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


# --- PDF, written by hand: type of one width, so that where a line ends is known here ---------------

_SIZE, _SIGN = 10, 6.0  # Courier of 10 points is 6 wide
_LEFT, _TOP, _BOTTOM, _SIGNS_A_LINE = 60, 760, 70, 78


@dataclass(frozen=True)
class Printed:
    """A piece of type on a page."""

    text: str
    left: float
    base: float
    bold: bool = False


def pdf_of(pages: list[list[Printed]], extra: bytes = b"") -> bytes:
    """A PDF with what is printed on its pages, and with `extra` in its trailer."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    for name in (b"Courier", b"Courier-Bold"):
        objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /" + name + b" /Encoding /WinAnsiEncoding >>")
    kids = []
    for page in pages:
        said = [
            b"BT /F%d %d Tf %.2f %.2f Td (%s) Tj ET" % (2 if p.bold else 1, _SIZE, p.left, p.base, _quoted(p.text))
            for p in page
        ]
        stream = b"\n".join(said)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, extra, start)
    return bytes(data)


def _quoted(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def as_pdf(text: str, head: str = "", foot: str = "") -> bytes:
    """Minutes printed on pages, with a running head and a foot in which `#` is the number of the page."""
    pages: list[list[Printed]] = [[]]
    base = float(_TOP)
    before = ""
    for part in parts(text):
        listed = part.kind in ("bullet", "numbered", "row")
        base -= 0 if listed and before == part.kind else 12
        before = part.kind
        for printed in _wrapped(part):
            if base < _BOTTOM:
                pages.append([])
                base = float(_TOP)
            pages[-1] += [Printed(said, left, base, part.kind == "heading") for left, said in printed]
            base -= 12
    for number, page in enumerate(pages, start=1):
        if head:
            page.insert(0, Printed(head.replace("#", str(number)), _LEFT, 800))
        if foot:
            page.append(Printed(foot.replace("#", str(number)), 250, 40))
    return pdf_of(pages)


def _wrapped(part: Part) -> Iterator[list[tuple[float, str]]]:
    """The lines of a part, each the pieces of type in it with how far from the left they stand."""
    if part.kind == "row":
        left = float(_LEFT)
        cells = []
        for cell in part.text.split("\t"):
            cells.append((left, cell))
            left += (len(cell) + 8) * _SIGN
        yield cells
        return
    mark = {"bullet": "- ", "numbered": f"{part.number}. "}.get(part.kind, "")
    for line in part.text.split("\n"):
        room = _SIGNS_A_LINE - len(mark)
        for n, said in enumerate(textwrap.wrap(line, room, break_long_words=False, break_on_hyphens=False)):
            if n == 0:
                yield [(_LEFT, mark + said)]
            else:
                yield [(_LEFT + len(mark) * _SIGN, said)]

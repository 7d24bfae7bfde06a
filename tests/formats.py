"""The same minutes in the formats that municipalities publish: web page, Word, PDF. Made in the test."""

from __future__ import annotations

import html
import io
import re
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

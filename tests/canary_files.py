"""Minutes with registration numbers in every place a file can hide them, in each format. A new format is one more table."""

from __future__ import annotations

import html
import io
import string
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from canaries import WRITINGS, numbers
from formats import as_docx, as_html

# What becomes of a place: its words stand in the stored text; they stand nowhere; or one of the two.
READ, LEFT_OUT, EITHER = "read", "left out", "either"
_DAYS = [f"{day:02}-{month:02}-{year}" for year in range(2001, 2020) for month in range(1, 13) for day in range(1, 29)]


@dataclass(frozen=True)
class Canary:
    """A planted number in one writing, between words that stand nowhere else."""

    number: str
    written: str
    word: str

    @property
    def sentence(self) -> str:
        return f"{self.word} {self.written} {self.word}"


@dataclass(frozen=True)
class File:
    """A file with canaries in one place: `names` has more than one where they are in the name itself."""

    form: str
    place: str
    fate: str
    names: tuple[str, ...]
    data: bytes
    canaries: tuple[Canary, ...]


def files(
    forms: dict[str, Form] | None = None, chosen: Callable[[str, str], bool] = lambda form, place: True
) -> Iterator[File]:
    """All files of all formats, or the chosen ones of them (by format and place); the same ones each time."""
    number, word = numbers(seed=1), ("".join(w) for w in product(string.ascii_lowercase[:20], repeat=5))
    day = iter(_DAYS)
    for form, table in (forms or FORMS).items():
        for place, fate in table.places.items():
            canaries = tuple(Canary(n := next(number), written(n), f"ord{next(word)}") for written in WRITINGS.values())
            today = next(day)
            if not chosen(form, place):
                continue
            name = f"{form}-{place.replace(' ', '-')}"
            if place == "name of the file":
                data = table.write("", (), today)
                names = tuple(f"{name} {c.written.replace('/', '.')}{table.suffix}" for c in canaries)
            else:
                data, names = table.write(place, canaries, today), (name + table.suffix,)
            yield File(form, place, fate, names, data, canaries)


# --- the text of minutes, with canaries in one of its places --------------------------------------

TEXT_PLACES = {
    "head": READ, "attendees": READ, "contents list": READ, "title": READ, "body": READ, "bullet": READ, "row": READ,
    "recommendation": READ, "decision": READ, "attachments": READ, "foot of a page": READ, "address": READ,
    "behind the last item": READ, "closed item": LEFT_OUT, "name of the file": LEFT_OUT,
}  # fmt: skip


def minutes(place: str, canaries: tuple[Canary, ...], day: str) -> str:
    """Minutes of a day, with the canaries in a place of the text; any other place is for the formats to fill."""
    said = [c.sentence for c in canaries]

    def lines(where: str, before: str = "", otherwise: str = "") -> str:
        return "\n".join(before + each for each in said) if place == where else otherwise

    titles = said if place == "title" else ["Budget"]
    items = "\n\n".join(
        f"Punkt {n}: {title}\nSagsnr. 15/{100 + n}\n\nSagsfremstilling\nBudgettet lægges frem.\n\nBeslutning\nGodkendt."
        for n, title in enumerate(titles, start=1)
    )
    n = len(titles) + 1
    return f"""REFERAT Direktionen d. {day}
Mødedato {day} kl. 11:15
Mødested {" ".join(said) if place == "head" else "Rådhuset"}
Deltagere: Anne Berg{"".join(f", {each}" for each in said) if place == "attendees" else ""}

Indholdsfortegnelse
{lines("contents list", "| ").replace(chr(10), " | 3 |" + chr(10)) + " | 3 |" if place == "contents list" else "| Budget | 2 |"}

{items}

Punkt {n}: Veje
Sagsnr. 15/99

Sagsfremstilling
{lines("body", otherwise="Vejene er gamle.")}

{lines("bullet", "- ", "- Grus")}

{lines("row", f"Vej{chr(9)}", f"Vej{chr(9)}Pris")}

{lines("address", "https://eksempel.dk/?q=", "Se siden.")}

{lines("foot of a page", otherwise="Side 1 af 2")}

Indstilling
{lines("recommendation", "- ", "- at vejene lægges om.")}

Beslutning
{"Godkendt. " + lines("decision")}

Bilag
{lines("attachments", "- ", "- Kort over veje")}

Punkt {n + 1}: Lukket
Sagsnr. 15/98

Sagsfremstilling
{lines("closed item", otherwise="Hemmeligt.")}

Beslutning
Godkendt.

Punkt {n + 2}: Eventuelt

{lines("behind the last item", otherwise="Intet.")}
"""


# --- web pages ------------------------------------------------------------------------------------

_OF_PAGE = {
    "body": READ, "title": READ, "bullet": READ, "row": READ, "recommendation": READ, "decision": READ,
    "closed item": LEFT_OUT, "split over elements": READ, "comment": LEFT_OUT, "attribute": LEFT_OUT,
    "alternative text": LEFT_OUT, "hidden element": LEFT_OUT, "properties": LEFT_OUT, "script": LEFT_OUT,
    "name of the file": LEFT_OUT,
}  # fmt: skip


def web_page(place: str, canaries: tuple[Canary, ...], day: str) -> bytes:
    page = as_html(minutes(place, canaries, day))
    said = [html.escape(c.sentence) for c in canaries]
    added = {
        "split over elements": "".join(
            f"<p>{c.word} " + "".join(f"<b>{html.escape(sign)}</b>" if n % 3 else html.escape(sign) for n, sign in enumerate(c.written)) + f" {c.word}</p>"
            for c in canaries
        ),
        "comment": "".join(f"<!-- {each} -->" for each in said if "--" not in each),
        "attribute": "".join(f'<p title="{each}" data-x="{each}">Et afsnit.</p>' for each in said),
        "alternative text": "".join(f'<img alt="{each}" src="x.png"/>' for each in said),
        "hidden element": "".join(f'<p style="display: none">{each}</p>' for each in said),
        "script": "<script>var x = '" + " ".join(said) + "';</script>",
    }.get(place, "")  # fmt: skip
    if place == "properties":
        page = page.replace("<title>", "".join(f'<meta name="author" content="{each}"/>' for each in said) + "<title>")
    return page.replace("<button>", added + "<button>").encode()


def xhtml(place: str, canaries: tuple[Canary, ...], day: str) -> bytes:
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + web_page(place, canaries, day).replace(b"<br>", b"<br/>")


# --- Word -----------------------------------------------------------------------------------------

_OF_WORD = {
    "body": READ, "row": READ, "closed item": LEFT_OUT, "split over runs": READ, "text box": READ,
    "head of pages": EITHER, "foot of pages": EITHER, "footnote": EITHER, "comment": LEFT_OUT,
    "tracked deletion": LEFT_OUT, "properties": LEFT_OUT, "alternative text": LEFT_OUT, "hidden text": LEFT_OUT,
    "embedded file": LEFT_OUT, "name of the file": LEFT_OUT,
}  # fmt: skip
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(place: str, canaries: tuple[Canary, ...], day: str) -> bytes:
    import docx
    from docx.oxml import parse_xml

    document = docx.Document(io.BytesIO(as_docx(minutes(place, canaries, day))))
    said = [c.sentence for c in canaries]
    body = document.element.body
    last = body.findall("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")[-1]

    def add(content: str) -> None:
        last.addprevious(parse_xml(f"<w:p {_W}>{content}</w:p>"))

    def run(text: str, properties: str = "", tag: str = "t") -> str:
        return f'<w:r>{properties}<w:{tag} xml:space="preserve">{html.escape(text)}</w:{tag}></w:r>'

    for c in canaries:
        if place == "split over runs":
            add(
                run(f"{c.word} ")
                + "".join(run(sign, "<w:rPr><w:b/></w:rPr>" if n % 2 else "") for n, sign in enumerate(c.written))
                + run(f" {c.word}")
            )
        elif place == "text box":
            add(f"<w:r><w:pict><w:txbxContent><w:p>{run(c.sentence)}</w:p></w:txbxContent></w:pict></w:r>")
        elif place == "tracked deletion":
            add(f'<w:del w:id="1" w:author="{html.escape(c.sentence)}">{run(c.sentence, tag="delText")}</w:del>')
        elif place == "hidden text":
            add(run(c.sentence, "<w:rPr><w:vanish/></w:rPr>"))
        elif place == "alternative text":
            add(
                f'<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="{html.escape(c.sentence)}" descr="{html.escape(c.sentence)}"/></wp:inline></w:drawing></w:r>'
            )
        elif place == "head of pages":
            document.sections[0].header.add_paragraph(c.sentence)
        elif place == "foot of pages":
            document.sections[0].footer.add_paragraph(c.sentence)
    if place == "properties":
        document.core_properties.author = " ".join(said)[:255]
        document.core_properties.comments = " ".join(said)[:255]
        document.core_properties.keywords = " ".join(said)[-255:]
    file = io.BytesIO()
    document.save(file)
    parts = {
        "comment": {"word/comments.xml": _notes("comments", "comment", said)},
        "footnote": {"word/footnotes.xml": _notes("footnotes", "footnote", said)},
        "embedded file": {"word/embeddings/bilag.txt": "\n".join(said), "customXml/item9.xml": f"<a>{html.escape(' '.join(said))}</a>"},
    }.get(place, {})  # fmt: skip
    with zipfile.ZipFile(file, "a") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _notes(root: str, name: str, said: list[str]) -> str:
    notes = "".join(
        f'<w:{name} w:id="{n}"><w:p><w:r><w:t>{html.escape(each)}</w:t></w:r></w:p></w:{name}>'
        for n, each in enumerate(said)
    )
    return f"<w:{root} {_W}>{notes}</w:{root}>"


# --- PDF, written by hand, with a font that knows every sign ---------------------------------------

_OF_PDF = {
    "body": READ, "title": READ, "decision": READ, "row": READ, "closed item": LEFT_OUT, "invisible text": EITHER,
    "hidden layer": EITHER, "foot of pages": EITHER, "properties": LEFT_OUT, "embedded properties": LEFT_OUT,
    "annotation": LEFT_OUT, "form field": LEFT_OUT, "embedded file": LEFT_OUT, "alternative text": EITHER,
    "name of the file": LEFT_OUT,
}  # fmt: skip
_LINES_A_PAGE = 90


def pdf(place: str, canaries: tuple[Canary, ...], day: str) -> bytes:
    said = [c.sentence for c in canaries]
    shown = minutes(place, canaries, day).split("\n")
    pages = [shown[i : i + _LINES_A_PAGE] for i in range(0, len(shown), _LINES_A_PAGE)]
    font = _Font("".join(shown + said))
    objects: list[bytes] = [b"", b"", font.dictionary(4), _stream(font.unicode_map())]

    def add(body: bytes) -> bytes:
        objects.append(body)
        return b"%d 0 R" % len(objects)

    kids, annotations, catalog, info = [], b"", b"", b""
    if place == "annotation":
        notes = [
            add(b"<< /Type /Annot /Subtype /Text /Rect [9 9 20 20] /Contents %s >>" % _string(each)) for each in said
        ]
        annotations = b" /Annots [" + b" ".join(notes) + b"]"
    elif place == "form field":
        fields = [
            add(b"<< /FT /Tx /T (felt%d) /V %s /Type /Annot /Subtype /Widget /Rect [9 9 20 20] >>" % (n, _string(each)))
            for n, each in enumerate(said)
        ]
        annotations = b" /Annots [" + b" ".join(fields) + b"]"
        catalog = b" /AcroForm << /Fields [" + b" ".join(fields) + b"] >>"
    elif place == "embedded file":
        inner = add(_stream("\n".join(said).encode(), b" /Type /EmbeddedFile"))
        spec = add(b"<< /Type /Filespec /F (bilag.txt) /Desc %s /EF << /F %s >> >>" % (_string(said[0]), inner))
        catalog = b" /Names << /EmbeddedFiles << /Names [(bilag.txt) %s] >> >>" % spec
    elif place == "embedded properties":
        catalog = b" /Metadata " + add(
            _stream(f"<x>{html.escape(' '.join(said))}</x>".encode(), b" /Type /Metadata /Subtype /XML")
        )
    elif place == "hidden layer":
        layer = add(b"<< /Type /OCG /Name (Lag) >>")
        catalog = b" /OCProperties << /OCGs [%s] /D << /OFF [%s] >> >>" % (layer, layer)
    elif place == "properties":
        info = b" /Info " + add(b"<< /Title %s /Author %s >>" % (_string(" ".join(said)), _string(said[0])))
    for number, lines in enumerate(pages):
        content = [font.show(line, 40, 1000 - 11 * n) for n, line in enumerate(lines)]
        extra = [font.show(each, 40, 8 + 0.4 * n) for n, each in enumerate(said)]
        if place == "foot of pages":
            content += extra
        elif place == "invisible text" and not number:
            content += [b"3 Tr", *extra, b"0 Tr"]
        elif place == "hidden layer" and not number:
            content += [b"/OC /L BDC", *extra, b"EMC"]
        elif place == "alternative text" and not number:
            content += [
                b"/Figure << /Alt %s /ActualText %s >> BDC EMC" % (_string(each), _string(each)) for each in said
            ]
        layers = b" /Properties << /L %s >>" % layer if place == "hidden layer" else b""
        stream = add(_stream(b"\n".join(content)))
        kids.append(
            add(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 6000 1020] /Contents "
                + stream
                + b" /Resources << /Font << /F1 3 0 R >>"
                + layers
                + b" >>"
                + annotations
                + b" >>"
            )
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R" + catalog + b" >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _assembled(objects, info)


class _Font:
    """A font whose codes are the signs of one file, with a table that says which."""

    def __init__(self, text: str) -> None:
        free = [code for code in range(33, 256) if chr(code) not in "()\\"]
        self.codes = dict(zip(sorted({*text, " "} - {"\n", "\r", "\t"}), free, strict=False))

    def show(self, text: str, left: float, base: float) -> bytes:
        cells, said = left, []
        for cell in text.replace("\r", "").split("\t"):
            said.append(
                b"BT /F1 10 Tf %.2f %.2f Td <%s> Tj ET"
                % (cells, base, bytes(self.codes[sign] for sign in cell).hex().encode())
            )
            cells += (len(cell) + 8) * 6
        return b"\n".join(said)

    def unicode_map(self) -> bytes:
        pairs = "\n".join(f"<{code:02x}> <{sign.encode('utf-16-be').hex()}>" for sign, code in self.codes.items())
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <00> <ff>"
            f" endcodespacerange {len(self.codes)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
        ).encode()

    @staticmethod
    def dictionary(of_map: int) -> bytes:
        return (
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /FirstChar 0 /LastChar 255 /Widths [%s] /ToUnicode %d 0 R >>"
            % (b"600 " * 256, of_map)
        )


def _string(text: str) -> bytes:
    return b"<FEFF" + text.encode("utf-16-be").hex().encode() + b">"


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), more, content)


def _assembled(objects: list[bytes], info: bytes) -> bytes:
    data, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, info, start)
    return bytes(data)


# --- the export of a case system (SBSYS), whose text is markup within markup -----------------------

_OF_EXPORT = {
    "head": READ, "title": READ, "body": READ, "row": READ, "recommendation": READ, "decision": READ, "attachments": READ,
    "split over elements": READ, "closed item": LEFT_OUT, "comment": LEFT_OUT, "comment in a field": LEFT_OUT,
    "attribute": LEFT_OUT, "processing instruction": LEFT_OUT, "field that is not read": LEFT_OUT,
    "name of the file": LEFT_OUT,
}  # fmt: skip


def export(place: str, canaries: tuple[Canary, ...], day: str) -> bytes:
    said = [html.escape(c.sentence, quote=True) for c in canaries]

    def field(where: str, before: str, otherwise: str = "") -> str:
        """A field with markup, escaped as the system does it."""
        inner = "".join(f"{before}{each}</p>" for each in said) if place == where else otherwise
        return html.escape(inner, quote=True)

    def split(c: Canary) -> str:
        signs = (f"<b>{html.escape(sign)}</b>" if n % 3 else html.escape(sign) for n, sign in enumerate(c.written))
        return f"<p>{c.word} {''.join(signs)} {c.word}</p>"

    cells = "".join(f"<tr><td>Vej</td><td>{each}</td></tr>" for each in said) if place == "row" else ""
    parted = "".join(map(split, canaries)) if place == "split over elements" else ""
    text = field("body", "<p>") + html.escape(f"<p>Vejene er gamle.</p><table>{cells}</table>{parted}", quote=True)
    text += (
        html.escape("".join(f"<!-- {each} -->" for each in said), quote=True) if place == "comment in a field" else ""
    )
    titles = said if place == "title" else ["Budget"]
    items = "".join(
        f'<Dagsordenpunkt Nummer="{n}" Åbent="True"><Overskrift>{title}</Overskrift><Indhold><Beslutning>Godkendt.</Beslutning></Indhold></Dagsordenpunkt>'
        for n, title in enumerate(titles, start=1)
    )
    n = len(titles) + 1
    attachments = "".join(f'<Bilag Navn="{each}"/>' for each in said) if place == "attachments" else ""
    added = {
        "comment": "".join(f"<!-- {each} -->" for each in said if "--" not in each),
        "processing instruction": "".join(f"<?note {each} ?>" for each in said),
        "attribute": "".join(f'<Note Forfatter="{each}"/>' for each in said),
        "field that is not read": "".join(f"<Note>{each}</Note>" for each in said),
    }.get(place, "")
    year, month, date = day[6:], day[3:5], day[:2]
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Dagsorden Dagsordentype="Referat">{added}
<Møde Udvalg="Vejudvalget" Mødedato="{date}-{month}-{year}" Mødetid="16:30" Mødested="{" ".join(said) if place == "head" else "Sal B"}"/>
<Dagsordenpunkter>{items}
<Dagsordenpunkt Nummer="{n}" Åbent="True"><Overskrift>Veje</Overskrift><Indhold><Sagsfremstilling>{text}</Sagsfremstilling>
<Indstilling>{field("recommendation", "<p>", "<p>at vejene lægges om.</p>")}</Indstilling>
<Beslutning>{field("decision", "<p>Godkendt. ", "<p>Godkendt.</p>")}</Beslutning></Indhold>
<Bilagsliste>{attachments}</Bilagsliste></Dagsordenpunkt>
<Dagsordenpunkt Nummer="{n + 1}" Åbent="False"><Overskrift>Køb af grund</Overskrift><Indhold>
<Sagsfremstilling>{field("closed item", "<p>", "<p>Hemmeligt.</p>")}</Sagsfremstilling><Beslutning>Godkendt.</Beslutning></Indhold></Dagsordenpunkt>
</Dagsordenpunkter></Dagsorden>
""".encode()


# --- all formats ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Form:
    """A format: how its files are called, what becomes of each place, and how a file is written."""

    suffix: str
    places: dict[str, str]
    write: Callable[[str, tuple[Canary, ...], str], bytes]


FORMS = {
    "txt": Form(".txt", TEXT_PLACES, lambda *given: minutes(*given).encode()),
    "html": Form(".html", _OF_PAGE, web_page),
    "xhtml": Form(".xhtml", _OF_PAGE, xhtml),
    "docx": Form(".docx", _OF_WORD, word_file),
    "pdf": Form(".pdf", _OF_PDF, pdf),
    "xml": Form(".xml", _OF_EXPORT, export),
}

"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

import io
import re

from extract.errors import SourceError

PDF, DOCX, HTML, XML, TEXT = "application/pdf", "application/docx", "text/html", "application/xml", "text/plain"
MEDIA_TYPES = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    HTML: "text/html",
    XML: "application/xml",
    TEXT: "text/plain",
}

_PDF_WITHIN = 1024  # readers of PDF allow that much before its first line
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word before 2007, and newer files with a password
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_ZIP_OTHERS = {"content.xml": ".odt", "xl/workbook.xml": ".xlsx", "ppt/presentation.xml": ".pptx"}
# What may stand before the first element: declaration, remarks, document type.
_BEFORE = re.compile(r"(?:\s|<\?[^>]{0,400}\?>|<!--(?s:.{0,4000}?)-->)*")
_WEB_PAGE = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|div|main|section|article|table|h[1-6]|p|form|span|ul|ol)\b)",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<!?[A-Za-z_]")
_ELEMENT = re.compile(r"<([A-Za-z_][\w.:-]*)[\s>]")


def binary_kind(data: bytes) -> str | None:
    """Return the kind of a file that is no text, None for what may be text.

    Raises `SourceError`: `unsupported` for formats that are known and not read, `encrypted`, `damaged`.
    """
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _archive_kind(data)
    if data.startswith(_COMPOUND):
        raise SourceError("encrypted") if _PASSWORD in data else SourceError("unsupported", ".doc")
    if data.startswith(b"{\\rtf"):
        raise SourceError("unsupported", ".rtf")
    return None


def _archive_kind(data: bytes) -> str:
    import zipfile  # only where there is an archive: the reading process starts without it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise SourceError("damaged") from None
    if any(name.startswith("word/") for name in names):
        return DOCX
    raise SourceError("unsupported", next((kind for name, kind in _ZIP_OTHERS.items() if name in names), ".zip"))


def text_kind(text: str) -> str:
    """Return whether a text is a web page, XML or plain."""
    match = _BEFORE.match(text)
    start = match.end() if match else 0
    if _WEB_PAGE.match(text, start):
        return HTML
    if text.lstrip().startswith("<?xml") and _MARKUP.match(text, start):
        return HTML if re.search(r"<(?:\w+:)?html\b", text[start : start + 2000]) else XML
    element = _ELEMENT.match(text, start)
    return XML if element and text.rstrip().endswith(f"</{element[1]}>") else TEXT

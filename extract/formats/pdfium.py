"""The few calls that reading a PDF needs of the library, each at its lowest price: no object is made for a sign.

The raw bindings are used without the classes that stand before them: importing those takes longer than reading the
minutes of a meeting.
"""

from __future__ import annotations

import ctypes

import pypdfium2_raw as raw

from extract.errors import SourceError

_RECTANGLE = raw.FS_RECTF()  # filled by each call and read at once: the process has one thread
_AT_RECTANGLE = ctypes.byref(_RECTANGLE)
_NAME, _FLAGS = ctypes.create_string_buffer(64), ctypes.c_int()
_AT_FLAGS = ctypes.byref(_FLAGS)
_started: list[bool] = []


def _start() -> None:
    """Make the library ready, once a process."""
    if not _started:
        raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(2, None, None, 0))
        _started.append(True)


class Document:
    """The document that bytes hold; `close` gives back what it takes. Raises `SourceError`: `encrypted`, `damaged`."""

    def __init__(self, data: bytes) -> None:
        _start()
        self.data = data  # the library reads from it as long as the document is open
        self.handle = raw.FPDF_LoadMemDocument64(data, len(data), None)
        if not self.handle:
            # The library's code may still be that of a file before this one.
            refused = raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) and b"/Encrypt" in data
            raise SourceError("encrypted" if refused else "damaged")
        self.pages = int(raw.FPDF_GetPageCount(self.handle))

    def close(self) -> None:
        """Give back what the document takes: once, and none of its pages may be open."""
        raw.FPDF_CloseDocument(self.handle)


class Page:
    """A page of a document with its text; `close` gives back what it takes. Raises `SourceError("damaged")`."""

    def __init__(self, document: Document, index: int) -> None:
        self.page = raw.FPDF_LoadPage(document.handle, index)
        if not self.page:
            raise SourceError("damaged")
        self.signs = raw.FPDFText_LoadPage(self.page)
        if not self.signs:
            raw.FPDF_ClosePage(self.page)
            raise SourceError("damaged")
        self.height = float(raw.FPDF_GetPageHeightF(self.page))
        self.text = self._text()

    def close(self) -> None:
        """Give back what the page takes: once."""
        raw.FPDFText_ClosePage(self.signs)
        raw.FPDF_ClosePage(self.page)

    def _text(self) -> str:
        """The text of the page. `self.plain`: whether the n-th sign of the text is the n-th of the page."""
        count = raw.FPDFText_CountChars(self.signs)
        if count <= 0:
            self.plain = True
            return ""
        # The library counts units of UTF-16, and writes one more for the end.
        buffer = ctypes.create_string_buffer(2 * (count + 1))
        at = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        written = raw.FPDFText_GetText(self.signs, 0, count, at)
        text = buffer.raw[: 2 * max(written - 1, 0)].decode("utf-16-le", errors="replace")
        self.plain = len(text) == count
        return text

    def index(self, offset: int) -> int:
        """Return which sign of the page stands at an offset (in units of UTF-16) of the text."""
        return offset if self.plain else int(raw.FPDFText_GetCharIndexFromTextIndex(self.signs, offset))

    def box(self, index: int) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top of a sign, as high as its font: no matter which letter it is."""
        raw.FPDFText_GetLooseCharBox(self.signs, index, _AT_RECTANGLE)
        return _RECTANGLE.left, _RECTANGLE.bottom, _RECTANGLE.right, _RECTANGLE.top

    def style(self, index: int) -> tuple[float, tuple[float, str]]:
        """Return the stated size of a sign's font, and its style: the size rounded, and the font's name.

        The name tells bold from upright where the stated weight does not.
        """
        length = raw.FPDFText_GetFontInfo(self.signs, index, _NAME, 64, _AT_FLAGS)
        size = raw.FPDFText_GetFontSize(self.signs, index)
        return size, (round(size, 1), _NAME.raw[: min(length, 64)].decode("latin-1"))

    def is_printed(self, index: int) -> bool:
        """Whether a sign stands on the page: spaces where the pen only moved on are put in by the library."""
        return bool(raw.FPDFText_IsGenerated(self.signs, index) == 0)

    def drawn(self, largest: float) -> list[tuple[float, float]]:
        """Return right and middle of the dots drawn: browsers print the bullets of lists so, and not as text."""
        found = []
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        for number in range(raw.FPDFPage_CountObjects(self.page)):
            drawn = raw.FPDFPage_GetObject(self.page, number)
            if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH:
                continue
            raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
            width, height = right.value - left.value, top.value - bottom.value
            if 1 < width < largest and abs(width - height) < 1:
                found.append((right.value, (top.value + bottom.value) / 2))
        return found

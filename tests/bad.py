"""Makes hostile and broken files: the named ones of `tests/data/bad/manifest.toml`, and seeded breakings of good files."""

from __future__ import annotations

import contextlib
import io
import os
import random
import socket
import tomllib
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formats import Printed, as_docx, as_html, as_pdf, pdf_of

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "data" / "bad"
SAMPLE = (ROOT / "samples" / "2017-05-16-direktionen.txt").read_text(encoding="utf-8")
READ = "read"  # in a manifest: the file is odd, but minutes


@dataclass(frozen=True)
class Bad:
    """A bad file: its name, what makes it, and the reasons of which it must be refused with one; none: with any."""

    name: str
    recipe: str
    options: dict[str, Any]
    reasons: tuple[str, ...] = ()
    slow: bool = False


def named() -> list[Bad]:
    """Return the files of the manifest."""
    found = []
    for entry in tomllib.loads((FOLDER / "manifest.toml").read_text(encoding="utf-8"))["file"]:
        options = {k: v for k, v in entry.items() if k not in ("name", "recipe", "reasons", "slow", "remark")}
        found.append(Bad(entry["name"], entry["recipe"], options, tuple(entry["reasons"]), entry.get("slow", False)))
    return found


def broken(formats: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield good files broken in ways that leave nothing to read, each with its name: the same ones every time."""
    draw = random.Random(5)
    for suffix, data in formats.items():
        for n in range(1, 12):
            yield f"cut-{n}.{suffix}", data[: len(data) * n // 40]
            yield f"noise-{n}.{suffix}", _with_noise(data, 0.08 * n, draw)
            yield f"hole-{n}.{suffix}", data[: n * 3] + bytes(max(0, len(data) - n * 3))
            yield f"tail-{n}.{suffix}", data[len(data) * (n + 12) // 25 :]
    for name, magic in _MAGIC.items():
        for n in range(6):
            yield f"junk-{name}-{n}.txt", magic + draw.randbytes(200 * 4**n)
    for n in range(12):
        yield f"odd-{n}.txt", SAMPLE.encode("utf-16")[: -1 - 2 * n]


_MAGIC = {
    "pdf": b"%PDF-1.7\n", "zip": b"PK\x03\x04", "word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "web": b"<html><body>",
    "png": b"\x89PNG\r\n\x1a\n", "gzip": b"\x1f\x8b\x08", "elf": b"\x7fELF", "none": b"", "mark": b"\xef\xbb\xbf",
}  # fmt: skip


def good() -> dict[str, bytes]:
    """Return one sample in each format."""
    return {
        "docx": as_docx(SAMPLE),
        "pdf": as_pdf(SAMPLE),
        "html": as_html(SAMPLE).encode(),
        "txt": SAMPLE.encode(),
        "wide.txt": SAMPLE.encode("utf-16"),
    }


def flipped(formats: dict[str, bytes], number: int) -> Iterator[tuple[str, bytes]]:
    """Yield good files with a few bytes changed: most of them still are minutes."""
    draw = random.Random(7)
    for n in range(number):
        suffix = list(formats)[n % len(formats)]
        yield f"flip-{n}.{suffix}", _with_noise(formats[suffix], 8 / len(formats[suffix]), draw)


def _with_noise(data: bytes, share: float, draw: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(max(1, round(share * len(data)))):
        changed[draw.randrange(len(data))] = draw.randrange(256)
    return bytes(changed)


# --- recipes: options of the manifest in, bytes out -------------------------------------------------


def minutes(about: str = "", **_: Any) -> str:
    """Minutes with one item that says something."""
    return (
        "REFERAT\nDirektionen d. 16-05-2017 kl. 10:00\n\n1. Budget\n\n17/1\n\nBaggrund\n\n"
        f"{about}\n\nBeslutning\n\nGodkendt.\n"
    )


def text(said: str = "", times: int = 1, within: str = "{}", encoding: str = "utf-8") -> bytes:
    """Something said many times; `within`: "minutes" puts it into an item."""
    whole = said * times
    whole = minutes(whole) if within == "minutes" else within.replace("{}", whole)
    return whole.encode(encoding, "surrogatepass")


def raw(hexadecimal: str, times: int = 1, before: str = "", after: str = "") -> bytes:
    return before.encode() + bytes.fromhex(hexadecimal) * times + after.encode()


def sample(form: str = "txt", keep: float = 1.0, encoding: str = "", times: int = 1) -> bytes:
    """A good file of a format, or its beginning."""
    data = SAMPLE.encode(encoding, "replace") if encoding else good()[form]
    return data[: round(len(data) * keep)] * times


def numbered(times: int, line: str, within: str = "{}") -> bytes:
    """A line many times, `#` being its number."""
    said = "".join(line.replace("#", str(n)) for n in range(1, times + 1))
    return (minutes(said) if within == "minutes" else within.replace("{}", said)).encode()


def archive(parts: dict[str, str], times: int = 1, method: int = zipfile.ZIP_DEFLATED, twice: bool = False) -> bytes:
    """An archive; the contents of its parts so many times."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as new, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that are there twice
        for name, said in parts.items():
            for _ in range(1 + twice):
                entry = zipfile.ZipInfo(name)
                entry.compress_type = method
                with new.open(entry, "w") as part:
                    for _ in range(times):
                        part.write(said.encode())
    return file.getvalue()


def word(
    body: str = "",
    before: str = "",
    times: int = 1,
    more: dict[str, str] | None = None,
    opened: str = "",
    twice: bool = False,
) -> bytes:
    """A Word file with a body of one's own, `opened` so many times before it and closed after it."""
    closed = "".join(f"</{tag.split()[0]}" for tag in reversed(opened.split("<")[1:])).replace("/>", ">")
    closed = closed if closed.endswith(">") or not closed else closed + ">"
    xml = (
        f'<?xml version="1.0"?>{before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{opened * times}{body if opened else body * times}{closed * times}</w:body></w:document>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good()["docx"])) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "word/document.xml" and name not in (more or {}):
                new.writestr(name, old.read(name))
        for name, data in {"word/document.xml": xml, **(more or {})}.items():
            new.writestr(name, data)
    return file.getvalue()


def locked_archive() -> bytes:
    """A Word file whose parts say that they are encrypted."""
    data = bytearray(good()["docx"])
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


def nested_archive(depth: int) -> bytes:
    data = good()["docx"]
    for _ in range(depth):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
            new.writestr("word/document.xml", data)
        data = file.getvalue()
    return data


def pdf(objects: list[str], trailer: str = "/Root 1 0 R", version: str = "1.4", xref: bool = True) -> bytes:
    """A PDF of objects, the first of which is its catalogue."""
    data = bytearray(f"%PDF-{version}\n".encode())
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(data)
    if xref:
        data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
        data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += f"trailer << /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start if xref else 0}\n%%EOF\n".encode()
    return bytes(data)


def pdf_pages(pages: int, line: str = "") -> bytes:
    return pdf_of([[Printed(line, 60, 760)] if line else [] for _ in range(pages)])


def pdf_bomb(megabytes: int, said: str = "(A) Tj ") -> bytes:
    """A PDF with one page whose contents are small, and large when unpacked."""
    packed = zlib.compress((said * (megabytes * 1_000_000 // len(said))).encode(), 9).decode("latin-1")
    return pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed}\nendstream",
        ]
    )


def file(name: str) -> bytes:
    """A file that lies beside the manifest: mostly what the fuzzer has found."""
    return (FOLDER / name).read_bytes()


RECIPES: dict[str, Callable[..., bytes]] = {
    f.__name__: f
    for f in (
        text,
        raw,
        sample,
        numbered,
        archive,
        word,
        locked_archive,
        nested_archive,
        pdf,
        pdf_pages,
        pdf_bomb,
        file,
    )
}


# --- what is no regular file ------------------------------------------------------------------------


def special(kind: str, path: Path) -> None:
    """Put something into a folder that has the name of a file and is none."""
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as listening, contextlib.chdir(path.parent):
            listening.bind(path.name)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "loop":
        path.symlink_to(path.name)
    elif kind == "dangling":
        path.symlink_to("nowhere.txt")
    elif kind == "two loops":
        other = path.with_name(".other-" + path.name)
        path.symlink_to(other.name)
        other.symlink_to(path.name)
    else:
        raise ValueError(kind)


def write(bad: Bad, folder: Path) -> None:
    """Write a bad file into a folder."""
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + bad.name.encode("utf-8", "surrogateescape")))
    if bad.recipe == "special":
        special(bad.options["kind"], path)
    else:
        path.write_bytes(RECIPES[bad.recipe](**bad.options))


def all_bad(formats: dict[str, bytes], folder: Path, slow: bool = True) -> list[Bad]:
    """Write every bad file into a folder, and return what they are; those that take long to answer if wanted."""
    files = [bad for bad in named() if slow or not bad.slow]
    for bad in files:
        write(bad, folder)
    more = []
    for name, data in broken(formats):
        (folder / name).write_bytes(data)
        more.append(Bad(name, "broken", {}))
    return files + more

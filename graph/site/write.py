"""Writes a site to a folder, and takes away what an earlier writing left there."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from ..errors import ExportError, NotASite
from .render import addresses, render
from .site import Site

MANIFEST = "referatgraf-site.json"


def write_site(site: Site, folder: Path) -> int:
    """Write all pages of a site and return how many files that is.

    A folder that holds anything else than a site is left alone: `NotASite`; a disk that refuses: `ExportError`. Pages
    of an earlier writing that the site no longer has are removed, so that nothing stays behind that the graph forgot.
    """
    before = _written(folder)
    now = list(addresses(site))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Told first: a writing that was cut short can be taken up again, and all of it be removed.
        _tell(folder, {*before, *now})
        for address in now:
            page = render(site, address)
            if page is None:
                raise LookupError(address)
            file = folder / address
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(page.body)
        for address in sorted(set(before) - set(now)):
            (folder / address).unlink(missing_ok=True)
        _tell(folder, now)
    except OSError as error:
        raise ExportError(f"{folder}: cannot be written ({error.strerror})") from None
    return len(now) + 1


def _tell(folder: Path, files: Collection[str]) -> None:
    (folder / MANIFEST).write_text(json.dumps(sorted(files), indent=0) + "\n", encoding="utf-8")


def _written(folder: Path) -> list[str]:
    """The files that an earlier writing put into a folder."""
    manifest = folder / MANIFEST
    try:
        if not manifest.exists():
            if folder.exists() and any(folder.iterdir()):
                raise NotASite(f"{folder}: holds something else than a site; choose an empty or new folder")
            return []
        found = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise NotASite(f"{folder}: cannot be read as a site; choose an empty or new folder") from None
    inside = folder.resolve()
    # The list is a file that anyone may have changed: nothing outside the folder is touched.
    return [name for name in found if isinstance(name, str) and inside in (folder / name).resolve().parents]

"""Joins a store and its stored texts into a site: to write it to a folder, or to answer from it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from extract.model import Pages

if TYPE_CHECKING:
    import pyoxigraph as ox

    from graph.site.site import Site, SourceText

_TEXTS = 32  # remembered


class _Text(msgspec.Struct):
    """Of what pass one found in a document, its text; the rest is not even decoded."""

    text: str
    pages: Pages = ()


class _Document(msgspec.Struct):
    source: _Text


def site_of(graph: ox.Store, store: Path, *, live: bool = False) -> Site:
    """Return a graph as a site, with the texts that its store keeps."""
    from graph.site.site import Site, SourceText

    decoder = msgspec.json.Decoder(_Document)

    @lru_cache(_TEXTS)
    def text(content_hash: str) -> SourceText | None:
        file = store / "documents" / f"{content_hash}.json"
        try:
            source = decoder.decode(file.read_bytes()).source
        except (OSError, msgspec.DecodeError):
            return None
        return SourceText(source.text, source.pages)

    return Site(graph, text, live=live)

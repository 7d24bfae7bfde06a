"""Tells what made a graph: the program's version, and a digest of the rules and models that read it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from importlib import metadata, resources
from importlib.resources.abc import Traversable


def version() -> str:
    """Return the version of this program."""
    return metadata.version("referatgraf")


def fingerprints(models: Sequence[str]) -> list[str]:
    """Return what tells the models of a build from others. Raises `ModelError` where one is not there."""
    if not models:
        return []
    from extract.models import fingerprint

    return sorted({fingerprint(name) for name in models})


def rules_hash(models: Sequence[str] = ()) -> str:
    """Return a digest of all that decides what is read: the code and word lists of `extract`, and the models used.

    `models` are their fingerprints; without any, the digest is that of the rules alone.
    """
    digest = hashlib.sha256()
    root = resources.files("extract")
    for name, data in sorted(_files(root, "")):
        digest.update(name.encode() + b"\0" + data + b"\0")
    for model in sorted(models):
        digest.update(b"model\0" + model.encode() + b"\0")
    return digest.hexdigest()


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".toml")):
            yield prefix + entry.name, entry.read_bytes()

"""Paths and messages without registration numbers: how a file is called where that is stored, shown or logged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.privacy import mask, mask_registration_numbers, masked_name

if TYPE_CHECKING:
    from graph.query import Rows, Term, Triples


def stored_path(path: Path) -> str:
    """Return a file's absolute path as the store keeps it: what is personal in its names is masked."""
    from extract.read import place_of

    return masked_name(str(place_of(path)))


def files_at(stored: str) -> list[Path]:
    """Return the files that a stored path may mean, in order: one, but where something in it is masked.

    Raises nothing: a folder that cannot be listed holds none.
    """
    path = Path(stored)
    if path.exists():
        return [path]
    found = [Path(path.anchor)]
    for part in path.parts[1:]:
        found = [below for folder in found for below in _called(folder, part)]
    return found


def _called(folder: Path, name: str) -> Iterable[Path]:
    """The entries of a folder that are stored under a name."""
    if (folder / name).exists():
        return [folder / name]
    try:
        return sorted(entry for entry in folder.iterdir() if masked_name(entry.name) == name)
    except OSError:
        return []


def masked_answer(answer: Rows | Triples) -> Rows | Triples:
    """Return an answer without the registration numbers that the question itself has put into its cells.

    It is done cell by cell: two columns of numbers side by side are none.
    """
    from graph.query import Rows

    if not isinstance(answer, Rows):
        return answer
    return replace(answer, rows=tuple(tuple(map(_masked_term, row)) for row in answer.rows))


def masked_iri(iri: str) -> str:
    """Return an address without the registration numbers in any one of its parts.

    Each part is one thing's: the day of a meeting and the case number behind it are no number together.
    """
    return "/".join(mask_registration_numbers(part)[0] for part in iri.split("/"))


def _masked_term(term: Term | None) -> Term | None:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        masked = masked_iri(term.value)
        return term if masked == term.value else ox.NamedNode(masked)
    if isinstance(term, ox.Literal):
        masked = mask_registration_numbers(term.value)[0]
        return term if masked == term.value else ox.Literal(masked, language=term.language)
    return term


class MaskedStream:
    """A stream for messages on which nothing personal is written, whoever writes: also a library's.

    They may repeat what they were asked, so contacts are masked whatever the store keeps.
    """

    def __init__(self, stream: Any) -> None:  # noqa: ANN401 - whatever stands in the place of a stream
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text with its registration numbers and contacts masked."""
        self._stream.write(mask(text)[0])
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write lines as `write` does."""
        self.write("".join(lines))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._stream, name)

"""Statistical models as plug-ins: finds one by its name, and holds what it proposes against the text.

A model proposes mentions and decides nothing: see `proposed` for which of its proposals stand. Nothing is
downloaded: a model is a package that is installed or a pipeline that lies on disk.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module, metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from .errors import LexiconError, ModelError
from .keys import words
from .lexicon import load
from .model import Span

if TYPE_CHECKING:  # spaCy takes seconds to import, and a model of another make does not need it
    from spacy.language import Language

ENTRY_POINTS = "referatgraf.mention_sources"
KINDS = ("body", "document", "organization", "person", "place", "project", "system", "unit")
LONGEST = 120  # characters; what is longer is a sentence, not a name

_LINE_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_LONGEST_PARAGRAPH = 5_000  # characters; a table without blank lines is cut here
_AT_A_TIME = 16  # paragraphs a pipeline is given together


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """Where a model sees a name: `start` counts code points in the text, `kind` is one of `KINDS`."""

    start: int
    text: str
    kind: str


class MentionSource(Protocol):
    """A model: called with a document's text, it yields what it takes to be names."""

    def __call__(self, text: str, /) -> Iterable[Proposal]:
        """Return the proposals for a text, in any order."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The proposals whose words stand in the text, sorted and each at its place; how many others there were."""

    accepted: tuple[Proposal, ...]
    refused: int


# --- holding proposals against the text -----------------------------------------------------------


def checked(text: str, proposals: Iterable[Proposal]) -> Verified:
    """Return the proposals that a text bears out, and the number of those it does not.

    A proposal is refused where its words stand neither at its offset nor at exactly one other place, are
    over `LONGEST` characters long, hold a line break or no letter and no digit, or are of no kind of ours.
    """
    accepted: set[Proposal] = set()
    refused = 0
    for proposal in proposals:
        start = _place(text, proposal) if _is_sound(proposal) else None
        if start is None:
            refused += 1
        else:
            accepted.add(Proposal(start, proposal.text, proposal.kind))
    return Verified(tuple(sorted(accepted)), refused)


def _is_sound(proposal: Proposal) -> bool:
    name = proposal.text
    return (
        proposal.kind in KINDS
        and len(name) <= LONGEST
        and name == name.strip()
        and not _LINE_BREAK.search(name)
        and bool(words(name))
    )


def _place(text: str, proposal: Proposal) -> int | None:
    """Where the words stand: at their offset, or else at the only place that has them."""
    if proposal.start >= 0 and text.startswith(proposal.text, proposal.start):
        return proposal.start
    only = text.find(proposal.text)
    return only if only >= 0 and text.find(proposal.text, only + 1) < 0 else None


# --- finding a model by its name ------------------------------------------------------------------


def short_name(name: str) -> str:
    """Return what a model is called in the graph: its name, or the last part of its path (no folder of a machine)."""
    return Path(name).name or name


def load_sources(names: Sequence[str]) -> dict[str, MentionSource]:
    """Return the models of these names by their short names, or raise `ModelError`."""
    by_short = {short_name(name): name for name in sorted(names)}
    for name in sorted(names):
        if by_short[short_name(name)] != name:
            raise ModelError(f"models {name} and {by_short[short_name(name)]} have one name: rename one of the folders")
    return {short: load_source(name) for short, name in by_short.items()}


def load_source(name: str) -> MentionSource:
    """Return the model of a name: an entry point, an installed spaCy pipeline, or a pipeline's path on disk.

    Raises `ModelError` where there is none, or where it cannot be loaded.
    """
    try:
        entry = _entry_point(name)
        if entry is not None:
            source: MentionSource = entry.load()()
            return source
        folder = _pipeline_folder(name)
        if folder == _package_folder(name):
            # A package may bring components of its own, which only its import registers.
            return SpacySource(import_module(name).load())
        import spacy

        return SpacySource(spacy.load(folder))
    # What spaCy and plug-ins raise where a part of theirs is missing or of another version.
    except (OSError, ValueError, ImportError, AttributeError, TypeError) as error:
        raise ModelError(f"model {name} cannot be loaded: {' '.join(str(error).split())}") from error


def fingerprint(name: str) -> str:
    """Return what tells a model from another of its name, without loading it, or raise `ModelError`.

    For an entry point its object and its distribution's version, for a pipeline the digest of its files.
    """
    entry = _entry_point(name)
    if entry is not None:
        made_by = f" {entry.dist.name} {entry.dist.version}" if entry.dist else ""
        return f"{short_name(name)} {entry.value}{made_by}"
    digest = hashlib.sha256()
    folder = _pipeline_folder(name)
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return f"{short_name(name)} {digest.hexdigest()}"


def _entry_point(name: str) -> metadata.EntryPoint | None:
    # Two packages may offer one name; which of them is found must not depend on the order of folders.
    return min(metadata.entry_points(group=ENTRY_POINTS, name=name), key=lambda e: e.value, default=None)


def _pipeline_folder(name: str) -> Path:
    """The folder of a pipeline: that of an installed package, or else the path that the name is."""
    folder = _package_folder(name)
    if folder is not None:
        return folder
    if (Path(name) / "config.cfg").is_file():
        return Path(name)
    raise ModelError(
        f"model {name} not found: no entry point of {ENTRY_POINTS}, no installed spaCy pipeline and no folder "
        "with a pipeline (config.cfg) is called so; nothing is downloaded, so install it first"
    )


def _package_folder(name: str) -> Path | None:
    """The folder of an installed package with a pipeline; other packages have no meta.json."""
    spec = find_spec(name) if name.isidentifier() else None
    folder = Path(spec.origin).parent if spec and spec.origin else None
    return folder if folder and (folder / "meta.json").is_file() else None


# --- spaCy pipelines ------------------------------------------------------------------------------


class SpacySource:
    """A spaCy pipeline's entities as proposals, for the labels that `lexicon/models.toml` knows."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, text: str, /) -> Iterator[Proposal]:
        """Yield the entities of a text, in the order in which they stand."""
        kinds = _kind_of_label()
        spans = list(_paragraphs(text))
        for i in range(0, len(spans), _AT_A_TIME):
            group = spans[i : i + _AT_A_TIME]
            found = []
            # The words of one text are forgotten again, or a large corpus would fill the memory with them.
            with self._nlp.memory_zone():
                for span, doc in zip(group, self._nlp.pipe([span.of(text) for span in group]), strict=True):
                    found += [(span.start + e.start_char, e.text, e.label_) for e in doc.ents]
            for start, name, label in found:
                kind = kinds.get(_label(label))
                if kind is not None:
                    yield Proposal(start, name, kind)


@cache
def _kind_of_label() -> dict[str, str]:
    listed = load("models")["labels"]
    unknown = sorted(set(listed) - set(KINDS))
    if unknown:
        raise LexiconError(f"extract.lexicon/models.toml: {unknown[0]} is none of {', '.join(KINDS)}")
    return {_label(kind): kind for kind in KINDS} | {_label(s): kind for kind, all_ in listed.items() for s in all_}


def _label(label: str) -> str:
    return label.upper().replace("_", " ")


def _paragraphs(text: str) -> Iterator[Span]:
    """The runs of lines that are not blank, in pieces that are not too long."""
    start = end = at = 0
    for line in (*text.split("\n"), ""):
        if line.strip():
            start, end = start if end else at, at + len(line)
        elif end:
            yield from _pieces(text, Span(start, end))
            end = 0
        at += len(line) + 1


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """A paragraph, cut at a line's end or else between words where it is too long."""
    start = span.start
    while span.end - start > _LONGEST_PARAGRAPH:
        limit = start + _LONGEST_PARAGRAPH
        cut = next((at for sign in "\n " if (at := text.rfind(sign, start, limit)) > start), limit)
        yield Span(start, cut)
        start = cut
    yield Span(start, span.end)

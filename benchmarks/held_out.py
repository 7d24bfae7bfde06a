"""Measures how well names are found in minutes that the word lists were not written for.

For each annotated document everything is taken out of the word lists that occurs in that document and in no
other text at hand: words, endings, frames and cues that would not have been thought of without it. Rules of
evidence and of joining that fire in that document alone are switched off as well. Then that document is
scored, with the names learned from all of them, as a user would have it. Run from the project's folder:

    python benchmarks/held_out.py
"""

from __future__ import annotations

import json
import multiprocessing
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from extract.model import Evidence

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
LISTS = ("amounts", "dates", "given_names", "names", "organisations", "outcomes", "projects", "statements", "systems")


Words: TypeAlias = "dict[str, Words] | list[Words] | str | int | float | bool"


def texts() -> dict[str, str]:
    """Return all texts at hand by name: the annotated ones, their two sisters, other municipalities'."""
    files = [*sorted((SHARED / "corpus").glob("*.txt")), *sorted((SHARED / "corpus-other").glob("*.txt"))]
    return {file.name: file.read_text(encoding="utf-8", errors="replace") for file in files}


def only_there(entry: str, held: str, corpus: dict[str, str]) -> bool:
    """Whether an entry of a word list, word or pattern, is found in the held-out text and in no other."""
    try:
        pattern = re.compile(entry if re.search(r"[\\(\[{^$]", entry) else re.escape(entry), re.I | re.M)
    except re.error:
        pattern = re.compile(re.escape(entry), re.I)
    return bool(pattern.search(corpus[held])) and not any(pattern.search(t) for n, t in corpus.items() if n != held)


def ablated(value: Words, held: str, corpus: dict[str, str], dropped: list[str]) -> Words:
    """Return a word list without what only the held-out text could have suggested."""
    if isinstance(value, dict):
        return {key: ablated(each, held, corpus, dropped) for key, each in value.items()}
    if isinstance(value, list):
        kept = []
        for each in value:
            if isinstance(each, str) and not each.startswith(("^", "(?")) and only_there(each, held, corpus):
                dropped.append(each)
            else:
                kept.append(ablated(each, held, corpus, dropped))
        return kept
    if isinstance(value, str) and "|" in value:
        return alternatives_left(value, held, corpus, dropped)
    return value


def alternatives_left(pattern: str, held: str, corpus: dict[str, str], dropped: list[str]) -> str:
    """Return a pattern without those alternatives of plain words that only the held-out text has."""

    def reduce(match: re.Match[str]) -> str:
        parts = match.group().split("|")
        kept = [part for part in parts if not part.strip("?:() ") or not only_there(part, held, corpus)]
        dropped.extend(part for part in parts if part not in kept)
        return "|".join(kept or parts)

    return re.sub(r"[\w .\-/]+(?:\|[\w .\-/]+)+", reduce, pattern)


def measure(held: str | None) -> dict[str, Any]:
    """Return the figures of each annotated document, with the word lists cut for one; runs in a process of its own."""
    from extract import lexicon

    corpus = texts()
    dropped: list[str] = []
    folder = ROOT / "extract" / "lexicon"
    loaded = {name: tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")) for name in LISTS}
    if held is not None:
        loaded = {name: ablated(each, held, corpus, dropped) for name, each in loaded.items()}
    original = lexicon.load
    lexicon.load = lambda name: loaded.get(name) or original(name)  # type: ignore[assignment]

    import extract.joins
    from extract.candidates import find_evidence
    from extract.evidence import EvidenceSum
    from extract.link import link
    from extract.pipeline import Pipeline
    from extract.read import read_source
    from extract.resolve import resolve
    from extract.segment import segment

    total, read = EvidenceSum(), []
    for file in sorted((SHARED / "corpus").glob("*.txt")):
        source = read_source(file.read_bytes())
        minutes = segment(source.text)
        read.append((file.name, source, minutes, find_evidence(source.text, minutes)))
    if held is not None:
        where: dict[str, set[str]] = {}
        for name, _, _, evidence in read:
            for candidate in evidence.candidates:
                where.setdefault(candidate.rule, set()).add(name)
        alone = {rule for rule, names in where.items() if names == {held}}
        dropped += sorted(f"rule {rule}" for rule in alone)
        read = [(name, s, m, without(e, alone)) for name, s, m, e in read]
        joins = [rule for rule in extract.joins._RULES if joined_only_by(rule, held, read)]
        dropped += [f"join {rule}" for rule in joins]
        pairs = extract.joins.project_pairs
        extract.resolve.project_pairs = lambda projects: (p for p in pairs(projects) if p[2] not in joins)  # type: ignore[attr-defined]
    for _, _, minutes, evidence in read:
        total.add(evidence, evidence.municipality, minutes.header.date)
    lists = resolve(total)
    pipeline = Pipeline()
    figures = {}
    for name, source, minutes, evidence in read:
        names = lists[total.municipality_of(evidence.municipality)]
        pipeline.load_names(names.names)
        linked = link(source, [name], minutes, pipeline.find(source.text, minutes.header.date), names)
        figures[name] = linked.document.mentions
    return {"dropped": dropped, **scored(figures)}


def without(evidence: Evidence, rules: set[str]) -> Evidence:
    """Return evidence without the candidates of some rules."""
    from dataclasses import replace

    kept = [(c, p) for c, p in zip(evidence.candidates, evidence.places, strict=True) if c.rule not in rules]
    return replace(evidence, candidates=tuple(c for c, _ in kept), places=tuple(p for _, p in kept))


def joined_only_by(rule: str, held: str, read: list[Any]) -> bool:
    """Whether a rule of joining makes a pair with the held-out document, and none without it."""
    from extract.evidence import EvidenceSum
    from extract.resolve import resolve

    found = []
    for leave_out in (None, held):
        total = EvidenceSum()
        for name, _, minutes, evidence in read:
            if name != leave_out:
                total.add(evidence, evidence.municipality, minutes.header.date)
        found.append(sum(j.rule == rule for each in resolve(total).values() for n in each.names for j in n.joins))
    return found[0] > 0 and found[1] == 0


def scored(mentions: dict[str, Any]) -> dict[str, Any]:
    """Return strict mention F1 and B-cubed F1 by document."""
    from referatgraf.found import KINDS
    from referatgraf.gold import read_gold
    from referatgraf.score import LINKED, FoundMention, Ratio, bcubed, paired

    kind_of = {name.casefold(): kind for kind, names in KINDS.items() for name in names} | {"steering_group": "body"}
    result: dict[str, Any] = {}
    for document in read_gold(SHARED / "gold"):
        found = [
            FoundMention(m.span.start, m.span.end, kind_of[m.node.kind], " ".join(m.node.key))
            for m in mentions[document.file]
        ]
        strict = paired(document.mentions, found, strict=True)
        of_kind: Counter[tuple[str, str]] = Counter()
        for i, _ in strict:
            of_kind[document.mentions[i].kind, "right"] += 1
        for gold in document.mentions:
            of_kind[gold.kind, "gold"] += 1
        for each in found:
            of_kind[each.kind, "found"] += 1
        clusters = [
            (str(document.mentions[i].entity), found[j].entity)
            for i, j in paired(document.mentions, found, strict=False)
            if document.mentions[i].kind in LINKED
        ]
        result[document.file] = {
            "meeting": document.date,
            "all": round(Ratio(len(strict), len(found), len(document.mentions)).f1, 4),
            "bcubed": round(bcubed(clusters)[2], 4),
            **{
                kind: round(Ratio(*(of_kind[kind, what] for what in ("right", "found", "gold"))).f1, 4)
                for kind in KINDS
                if of_kind[kind, "gold"]
            },
        }
    return result


def main() -> None:
    """Print, for each annotated document, its figures with the whole word lists and with those cut for it."""
    from referatgraf.gold import read_gold

    files = [document.file for document in read_gold(SHARED / "gold")]
    with multiprocessing.get_context("spawn").Pool(2, maxtasksperchild=1) as pool:
        whole, *cut = pool.map(measure, [None, *files], chunksize=1)
    sys.stdout.write("meeting      mentions  B-cubed  body   unit   date   case   doc.   project person left out\n")
    for file, figures in zip(files, cut, strict=True):
        for title, each in (("", whole[file]), ("held out", figures[file])):
            shown = [
                each.get(k) for k in ("all", "bcubed", "body", "unit", "date", "case", "document", "project", "person")
            ]
            count = len(figures["dropped"]) if title else 0
            cells = "  ".join("-    " if v is None else f"{v:.3f}" for v in shown)
            sys.stdout.write(f"{title or each['meeting']:12} {cells}  {count}\n")
        sys.stdout.write(json.dumps(figures["dropped"], ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()

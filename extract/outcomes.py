"""Tells the outcome of a decision from its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .lexicon import load

OTHER = "other"
_APPROVED = ("adopted", "adopted_with_remark")
_NEAR = 2  # words between an approval and what negates it, at most, itself counted
_REACH = 100  # characters in which they stand
_CLAUSE_END = r"[,.;:?!](?:\s|\Z)|\n\s*\n"


@cache
def _patterns() -> tuple[tuple[str, tuple[re.Pattern[str], ...], bool], ...]:
    return tuple(
        (entry["name"], tuple(re.compile(p) for p in entry["patterns"]), entry.get("negated", False))
        for entry in load("outcomes")["outcome"]
    )


@cache
def _exceptions(whole: bool) -> tuple[tuple[str, tuple[re.Pattern[str], ...], re.Pattern[str] | None], ...]:
    return tuple(
        (
            entry["name"],
            tuple(re.compile(p) for p in entry["patterns"]),
            re.compile(entry["recommended"]) if "recommended" in entry else None,
        )
        for entry in load("outcomes")["exception"]
        if entry.get("whole", False) is whole
    )


@cache
def _one(name: str) -> re.Pattern[str]:
    return re.compile(load("outcomes")[name])


@cache
def _several(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in load("outcomes")[name])


def _all(pattern: re.Pattern[str], texts: Sequence[str]) -> bool:
    return bool(texts) and all(pattern.search(text) for text in texts)


def _is_in_parts(text: str) -> bool:
    """Whether a decision is given part by part ("Ad 1", "Ad 2") and the parts came to different ends."""
    begins = [m.start() for m in _one("part").finditer(text)]
    if len(begins) < 2:
        return False
    parts = [text[a:b] for a, b in zip(begins, [*begins[1:], len(text)], strict=True)]
    ends = {outcome_of(part) for part in parts} - {OTHER}
    return "rejected" in ends and len(ends) > 1


def outcome_of(text: str, recommended: Sequence[str] = ()) -> str:
    """Return the outcome of a decision, strongest first, `other` where no words of one are found.

    `recommended` are the points that it was to decide on: who approves a recommendation to discuss has discussed.
    Sentences on what somebody moved or wished, or how some voted, are put aside where others are left, and a first
    sentence that approves weighs more than those after it.

    >>> outcome_of("Godkendt, idet tidsplanen rettes.")
    'adopted_with_remark'
    >>> outcome_of("Ib Dam foreslog at udsætte sagen. Forslaget faldt. Godkendt.")
    'adopted'
    """
    text = _one("vote_clause").sub("", _one("count").sub("", text))
    if _is_in_parts(text):
        return OTHER
    every = _sentences(text)
    deciding = _deciding(every)
    left = text if len(deciding) == len(every) else " ".join(deciding)
    for words, whole in ((text, True), (left, False)):
        for name, patterns, ahead in _exceptions(whole):
            if any(p.search(words) for p in patterns) and (ahead is None or _all(ahead, recommended)):
                return name
    return _led(deciding) or _strongest(left)


def _strongest(text: str) -> str:
    for name, patterns, negated in _patterns():
        if any(p.search(text) for p in patterns) or (negated and _is_negated(text)):
            return name
    return OTHER


def _is_negated(text: str) -> bool:
    """Whether a word of approval has the negation within two words of it, in the same clause."""
    negations = set(load("outcomes")["negation"])
    for match in _one("approves").finditer(text):
        start, end = match.span()
        before = re.split(_CLAUSE_END, text[max(0, start - _REACH) : start])[-1].split()[-_NEAR:]
        after = re.split(_CLAUSE_END, text[end : end + _REACH], maxsplit=1)[0].split()[: _NEAR + 1]
        near = {word.casefold() for word in (*before, *after[:_NEAR])}
        if near & negations and not _one("no_negation").search(" ".join([*before, match[0], *after])):
            return True
    return False


def _sentences(text: str) -> list[str]:
    ends = [match.end() for match in _one("sentence_end").finditer(text)]
    parts = (text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True))
    return [part.strip() for part in parts if part.strip()]


def _deciding(sentences: Sequence[str]) -> Sequence[str]:
    """The sentences that tell what was decided: all of them where none of those left would tell it.

    A motion is put aside with what became of it, unless it was carried.
    """
    kept: list[str] = []
    motion: str | None = None
    for sentence in sentences:
        if _one("then").search(sentence) and _strongest(sentence) != OTHER and not (kept and _led(kept[:1])):
            kept = [sentence]  # what went before led up to it
        elif _is_aside(sentence):
            motion = sentence if _one("motion").search(sentence) else motion
        elif motion is None or not _one("of_motion").search(sentence):
            kept.append(sentence)
        elif _strongest(sentence) in _APPROVED:
            kept = [motion, sentence]
    return kept if any(_strongest(sentence) != OTHER for sentence in kept) else sentences


def _is_aside(sentence: str) -> bool:
    """Whether a sentence tells of a motion, a wish or a vote, before it has any word of a decision."""
    for name in ("aside", "aside_of_some"):
        for pattern in _several(name):
            match = pattern.search(sentence)
            ahead = sentence[: match.start()] if match else ""
            if match and _strongest(ahead) == OTHER and not (name == "aside_of_some" and _one("body").search(ahead)):
                return True
    return False


def _led(sentences: Sequence[str]) -> str | None:
    """The outcome where a first sentence approves: those after it may limit it, and no more; else None."""
    if not sentences or not _one("lead").search(sentences[0]):
        return None
    first = _strongest(sentences[0])
    if first == "adopted" and any(p.search(s) for s in sentences[1:] for p in _several("limits")):
        return "adopted_with_remark"
    return first if first in _APPROVED else None


def reads_as_decision(line: str) -> bool:
    """Whether a line begins as decisions do, so that it is one also where no heading says so.

    >>> reads_as_decision("Godkendt."), reads_as_decision("Formanden indstiller,")
    (True, False)
    """
    return bool(_one("reads_as_decision").match(line))


@cache
def _decided_below_heading() -> re.Pattern[str]:
    return re.compile(load("outcomes")["reads_as_headed_decision"])


def reads_as_headed_decision(line: str) -> bool:
    """Whether a line below the heading of a decision begins as one, in words that elsewhere may mean something else.

    >>> reads_as_headed_decision("Sagen udsættes."), reads_as_headed_decision("Sagen drejer sig om en bro.")
    (True, False)
    """
    return bool(_decided_below_heading().match(line))


@cache
def _vote() -> re.Pattern[str]:
    return re.compile(load("outcomes")["reads_as_vote"])


def reads_as_vote(line: str) -> bool:
    """Whether a sentence says who voted how.

    >>> reads_as_vote("Imod stemte: A (2)"), reads_as_vote("Valget holdes i maj.")
    (True, False)
    """
    return bool(_vote().match(line))


def decides(line: str) -> bool:
    """Whether the words of an outcome stand in a line.

    >>> decides("Formanden orienterede om budgettet."), decides("Mødet begynder klokken ti.")
    (True, False)
    """
    return outcome_of(line) != OTHER

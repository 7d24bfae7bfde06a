"""Puts the explanation of a name into words, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from extract.lexicon import load

from .messages import message, rule_text
from .why import Explanation, Ground, Spelling

_MOST = 3  # lines quoted of one rule


def told(explanation: Explanation, language: str) -> Iterator[str]:
    """Yield the lines that tell an explanation."""
    yield _head(explanation, language)
    yield f"  {message(language, 'why_spellings')}"
    for spelling in explanation.spellings:
        yield from _spelling(spelling, language)
    if explanation.kind not in ("case", "person"):
        yield f"  {message(language, 'why_nearly')}"
        for kept in explanation.nearly:
            other = kept.other if kept.one == explanation.label else kept.one
            texts = rule_text(language, "likeness", kept.rule), rule_text(language, "against", kept.against)
            yield f"    {message(language, 'why_pair', other=other, rule=texts[0], against=texts[1])}"
        if not explanation.nearly:
            yield f"    {message(language, 'why_nothing')}"
    if explanation.register:
        yield f"  {message(language, 'why_register')}"
        yield from (f"    {line}" for line in explanation.register)


def _head(explanation: Explanation, language: str) -> str:
    shown = f"{explanation.label} ({explanation.notation})" if _adds(explanation) else explanation.label
    kind = explanation.kind
    if kind == "case":
        said = message(language, "why_catch_all") if explanation.catch_all else ""
        return message(language, "why_case", label=shown, municipality=explanation.municipality, catch_all=said)
    confidence = f"{explanation.confidence / 100:.2f}".replace(".", "," if language == "da" else ".")
    return message(
        language,
        "why_name" if explanation.accepted else "why_not",
        label=shown,
        kind=load("register")["kinds"].get(kind, [kind, kind])[-1 if language == "da" else 0],
        municipality=explanation.municipality,
        confidence=confidence,
        weight=explanation.weight,
        threshold=load("projects")["threshold"],
    )


def _adds(explanation: Explanation) -> bool:
    return explanation.notation is not None and explanation.notation != explanation.label


def _spelling(spelling: Spelling, language: str) -> Iterator[str]:
    joined = ""
    if spelling.rule:
        rule = rule_text(language, "joins", spelling.rule)
        joined = " " + message(language, "why_joined", to=spelling.to, rule=rule)
    yield f"    {spelling.surface}{joined}"
    by_rule: dict[str, list[Ground]] = {}
    for ground in spelling.grounds:
        by_rule.setdefault(ground.rule, []).append(ground)
    for rule, grounds in sorted(by_rule.items(), key=lambda pair: (-pair[1][0].weight, pair[0])):
        weight = f"+{grounds[0].weight}" if grounds[0].weight else " ·"
        yield f"      {weight} {rule_text(language, 'evidence', rule)}"
        for ground in grounds[:_MOST]:
            yield f"          {ground.file}:{ground.start}-{ground.end} »{ground.quote}«"
        if len(grounds) > _MOST:
            yield f"          … {len(grounds) - _MOST}"

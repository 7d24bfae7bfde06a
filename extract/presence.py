"""Reads who was away, came late, left, met for another or might not take part, and in which item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from .families import PLAIN, family
from .lexicon import load
from .model import Attendee, Minutes, Presence, Span

# A sentence ends with its sign, a blank line, or a line that the next one does not go on with.
_SENTENCE_END = re.compile(r"(?<=[\w)][\w)])[.!](?=\s+[A-ZÆØÅ•·–-]|\s*\n|\s*\Z)|\n\s*\n|\n(?=\s*[A-ZÆØÅ\d•·–-])")
_FARTHEST = 60  # letters between a row of names and the words that say what they did
_LISTED = 12  # lines of names that may stand below a label


@cache
def _given_names() -> frozenset[str]:
    return frozenset(load("given_names")["names"].split())


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: str
    before: bool
    patterns: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Words:
    labels: re.Pattern[str]
    apology: re.Pattern[str]
    excused: re.Pattern[str]
    no_apology: re.Pattern[str]
    between: re.Pattern[str]
    aside: re.Pattern[str]
    titles: re.Pattern[str]
    item: re.Pattern[str]
    shortened: re.Pattern[str]


@cache
def _words() -> _Words:
    lists = load("presence")
    return _Words(**{name: re.compile(lists[name]) for name in _Words.__dataclass_fields__})


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(
            entry["kind"],
            entry["side"] == "before",
            tuple(re.compile(p) for p in entry["patterns"]),
            re.compile(entry["unless"]) if "unless" in entry else None,
        )
        for entry in load("presence")["cue"]
    )


@cache
def _name() -> re.Pattern[str]:
    return family(PLAIN).lines["name"]


def find_presences(text: str, minutes: Minutes) -> tuple[Presence, ...]:
    """Return what minutes say of people who were not at all of the meeting, or who voted, each where it is said.

    `items` of a record are the places of the items it holds for, none where it holds for the meeting.
    """
    known = frozenset(attendee.name for attendee in minutes.header.attendees)
    found = list(_listed_absent(text, minutes))
    away = {presence.name for presence in found}
    first = min((item.span.start for item in minutes.items), default=len(text))
    numbers = [item.number for item in minutes.items]
    parts = [(None, Span(0, first)), *((n, item.span) for n, item in enumerate(minutes.items))]
    for place, span in parts:
        for presence in _said(text, span, known):
            if presence.kind == "absent" and presence.name in away:
                continue
            items = _items_of(presence.evidence[0].of(text), numbers) or ((place,) if place is not None else ())
            found.append(replace(presence, items=items))
    return tuple(sorted(dict.fromkeys(found), key=lambda p: (p.span, p.kind)))


def _items_of(sentence: str, numbers: Sequence[str | None]) -> tuple[int, ...]:
    """The items whose numbers a sentence gives: "under punkt 61-62"."""
    match = _words().item.search(sentence)
    if match is None:
        return ()
    last = match["last"] or match["first"]
    if not int(match["first"]) <= int(last) <= int(match["first"]) + len(numbers):
        return ()
    named = {str(n) for n in range(int(match["first"]), int(last) + 1)}
    return tuple(n for n, number in enumerate(numbers) if number in named)


def _listed_absent(text: str, minutes: Minutes) -> Iterator[Presence]:
    """Those whom the head lists as absent, with the label of the list they stand in."""
    for attendee in minutes.header.attendees:
        if not attendee.absent:
            continue
        labels = list(_words().labels.finditer(text, max(0, attendee.span.start - 1000), attendee.span.start))
        own = text[attendee.span.end : text.find("\n", attendee.span.end)]
        label = labels[-1] if labels else None
        said = label.group() if label else own
        place = _trimmed(said, label.start()) if label else None
        excused = bool(_words().apology.search(said) or _words().apology.search(own))
        evidence = (*([place] if place else []), attendee.span)
        apology = excused and not _words().no_apology.search(said)
        yield Presence(attendee.name, "absent", attendee.span, evidence, (), apology)


def _trimmed(words: str, start: int) -> Span:
    """Where the words of a label stand, without blanks and signs about them."""
    begin = re.search(r"\w", words)
    return Span(start + (begin.start() if begin else 0), start + len(words.rstrip()))


def _said(text: str, part: Span, known: frozenset[str]) -> Iterator[Presence]:
    """What the sentences of a part of the minutes say of people."""
    sentences = list(_sentences(text, part))
    for n, sentence in enumerate(sentences):
        words = sentence.of(text)
        if not _name().search(words) and not _words().labels.match(words):
            continue
        substitutes = list(_substitutes(words, sentence))
        yield from substitutes
        names = [span for span in _names(words, known) if not any(_inside(sentence, span, s) for s in substitutes)]
        label = _words().labels.match(words)
        if label and (label.group().rstrip()[-1] in ":–-" or label.end() == len(words) or _starts(names, label.end())):
            yield from _below(text, sentence, label.end(), names, sentences[n + 1 : n + 1 + _LISTED], known)
            continue
        if names:
            yield from _by_cue(words, sentence, names)


def _inside(sentence: Span, name: Span, presence: Presence) -> bool:
    start, end = sentence.start + name.start, sentence.start + name.end
    return any(s and s.start < end and start < s.end for s in (presence.span, presence.other_span))


def _starts(names: Sequence[Span], at: int) -> bool:
    return bool(names) and names[0].start == at


def _sentences(text: str, part: Span) -> Iterator[Span]:
    start = part.start
    ends = _SENTENCE_END.finditer(text, part.start, part.end)
    full = (m.end() for m in ends if not _words().shortened.search(text, max(start, m.start() - 10), m.start() + 1))
    for end in [*full, part.end]:
        words = text[start:end]
        if words.strip():
            yield Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
        start = end


def _names(words: str, known: frozenset[str]) -> Iterator[Span]:
    """Where people stand in a sentence: such as the head lists, or a given name and what follows it.

    Where a sentence begins with a name and says that its bearer sent apologies, that is enough.
    """
    excused = bool(_words().excused.search(words))
    for match in _name().finditer(words):
        start, end = match.span()
        title = _words().titles.match(match.group())
        start += title.end() if title else 0
        name = words[start:end]
        if name.endswith(".") and re.search(r"\w\w\.\Z", name):
            name, end = name[:-1], end - 1
        plain = " ".join(name.split())
        party = re.match(r"\s*\([A-ZÆØÅ]{1,2}\)", words[end:])
        if " " in plain and (plain in known or party or plain.split()[0] in _given_names() or (excused and start == 0)):
            yield Span(start, end)


def _by_cue(words: str, sentence: Span, names: Sequence[Span]) -> Iterator[Presence]:
    for cue in _cues():
        if cue.unless and cue.unless.search(words):
            continue
        for match in (m for pattern in cue.patterns for m in pattern.finditer(words)):
            row = _row_before(words, names, match.start()) if cue.before else _row_after(words, names, match.end())
            if row:
                yield from (_presence(words, sentence, name, cue.kind) for name in row)
                if cue.kind != "voted":
                    return


def _presence(words: str, sentence: Span, name: Span, kind: str) -> Presence:
    apology = bool(kind == "absent" and _words().apology.search(words) and not _words().no_apology.search(words))
    span = Span(sentence.start + name.start, sentence.start + name.end)
    return Presence(" ".join(name.of(words).split()), kind, span, (sentence,), (), apology)


def _row_before(words: str, names: Sequence[Span], end: int) -> list[Span]:
    """The names, in one row, that the words at an offset are said of."""
    row = [name for name in names if name.end <= end]
    if not row or end - row[-1].end > _FARTHEST or not _words().aside.fullmatch(words, row[-1].end, end):
        return []
    first = len(row) - 1
    while first and _words().between.fullmatch(words, row[first - 1].end, row[first].start):
        first -= 1
    return row[first:]


def _row_after(words: str, names: Sequence[Span], start: int) -> list[Span]:
    row: list[Span] = []
    for name in (name for name in names if name.start >= start):
        if not _words().between.fullmatch(words, row[-1].end if row else start, name.start):
            break
        row.append(name)
    return row


def _below(
    text: str, label: Span, at: int, names: Sequence[Span], later: Sequence[Span], known: frozenset[str]
) -> Iterator[Presence]:
    """The people of a list of absent ones: behind its label, or, where nothing stands there, on the lines below."""
    words = label.of(text)
    row = [name for name in names if name.start >= at]
    if row or at < len(words):
        for name in row:
            yield _presence(words, label, name, "absent")
        return
    excused = bool(_words().apology.search(words) and not _words().no_apology.search(words))
    for line in later:
        substitutes = list(_substitutes(line.of(text), line))
        inside = [n for n in _names(line.of(text), known) if not any(_inside(line, n, s) for s in substitutes)]
        if not inside or inside[0].start > 0:
            return
        for name in inside:
            span = Span(line.start + name.start, line.start + name.end)
            yield Presence(" ".join(span.of(text).split()), "absent", span, (label, span), (), excused)


def _substitutes(words: str, sentence: Span) -> Iterator[Presence]:
    """Who met for whom."""
    for pattern in family(PLAIN).many["head.substitutes"]:
        for match in pattern.finditer(words):
            if not match["sub"]:
                continue
            sub = _placed(match, "sub", sentence)
            away = _placed(match, "away", sentence) if match["away"] else None
            name = " ".join(match["sub"].rstrip(".").split())
            other = " ".join(match["away"].rstrip(".").split()) if match["away"] else None
            yield Presence(name, "substitute", sub, (sentence,), (), apology=False, other=other, other_span=away)
        if pattern.search(words):
            return


def _placed(match: re.Match[str], group: str, sentence: Span) -> Span:
    return Span(
        sentence.start + match.start(group), sentence.start + match.start(group) + len(match[group].rstrip("."))
    )


def with_presences(text: str, minutes: Minutes, substitute: str) -> Minutes:
    """Return minutes with what they say of people in sentences, and those people among the attendees.

    `substitute` is the role of someone who met for another.
    """
    presences = find_presences(text, minutes)
    people = {attendee.name: attendee for attendee in minutes.header.attendees}
    for presence in presences:
        listed = people.get(presence.name)
        if presence.kind == "substitute" and listed is None:
            people[presence.name] = Attendee(presence.name, substitute, presence.span)
        if presence.kind == "substitute" and presence.other and presence.other_span and not presence.items:
            away = people.get(presence.other) or Attendee(presence.other, None, presence.other_span)
            people[presence.other] = replace(away, absent=True)
        if presence.kind == "absent" and not presence.items:
            people[presence.name] = replace(listed or Attendee(presence.name, None, presence.span), absent=True)
    return replace(minutes, header=replace(minutes.header, attendees=tuple(people.values())), presences=presences)

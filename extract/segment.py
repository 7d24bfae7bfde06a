"""Divides the text of minutes into head, contents list, items and their parts, each with its span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz.distance import OSA

from .blocks import BULLET, Line, blocks_of, iso_date, lines_of, points_of, span_of, squash
from .errors import SourceError
from .families import GENERAL, PLAIN, family, family_names
from .lexicon import load_layout
from .limits import LIMITS, Limits
from .model import (
    AgendaItem,
    Attachment,
    Attendee,
    ContentsEntry,
    Header,
    Minutes,
    PrintedDecision,
    Section,
    Span,
)
from .openness import NEAR_MARK, closed_mark, opened_and_closed, plain_title, with_parts_apart
from .presence import with_presences
from .printed import divide
from .seen import Readings, unbulleted

_NEAR = 5  # lines below an item's title in which its subject is looked for
_LONGEST_FACT = 120  # letters of a line that gives it
_FAR = 3  # times as many items as there may be
_SHORTEST_SLIP = 5  # letters that a template's word has at least, to be known with one of them wrong


@dataclass(frozen=True, slots=True)
class Layout:
    """The patterns of one layout family, compiled."""

    title: re.Pattern[str]
    agenda_words: frozenset[str]
    date: re.Pattern[str]
    time: re.Pattern[str]
    start: re.Pattern[str]
    place: re.Pattern[str]
    attendees: re.Pattern[str]
    absent: re.Pattern[str]
    absent_role: re.Pattern[str]
    labels: re.Pattern[str]
    role: re.Pattern[str]
    contents: re.Pattern[str]
    entries: tuple[re.Pattern[str], ...]
    table_rule: re.Pattern[str]
    item: re.Pattern[str]
    item_like: re.Pattern[str]  # the same with any word in the place of "Punkt"
    item_words: tuple[str, ...]
    case_number: re.Pattern[str]
    kle: re.Pattern[str]
    decision: re.Pattern[str]
    decision_like: re.Pattern[str]
    decision_words: tuple[str, ...]
    roles: dict[str, str]  # heading word, casefolded -> what it means
    longest_role: int  # letters of a line that can still be one of these words, with one too many


@cache
def layout(name: str = "general") -> Layout:
    """Return the layout family `name`, compiled from its data file."""
    data = load_layout(name)
    head, contents, item, section = data["head"], data["contents"], data["item"], data["section"]
    roles = {word.casefold(): role for role, words in section["words"].items() for word in words}
    return Layout(
        title=re.compile(head["title"]),
        agenda_words=frozenset(head["agenda_words"]),
        date=re.compile(head["date"]),
        time=re.compile(head["time"]),
        start=re.compile(head["start"]),
        place=re.compile(head["place"]),
        attendees=re.compile(head["attendees"]),
        absent=re.compile(head["absent"]),
        absent_role=re.compile(head["absent_role"]),
        labels=re.compile(head["labels"]),
        role=re.compile(head["role"]),
        contents=re.compile(contents["heading"]),
        entries=(re.compile(contents["table"]), re.compile(contents["dotted"])),
        table_rule=re.compile(contents["table_rule"]),
        item=re.compile(item["heading"]),
        item_like=re.compile(item["like"]),
        item_words=tuple(item["words"]),
        case_number=re.compile(item["case_number"]),
        kle=re.compile(item["kle"]),
        decision=re.compile(section["decision"]),
        decision_like=re.compile(section["decision_like"]),
        decision_words=tuple(section["decision_words"]),
        roles=roles,
        longest_role=max(map(len, roles)) + 1,
    )


def segment(text: str, families: Sequence[str] | None = None, limits: Limits = LIMITS) -> Minutes:
    """Return the parts of the minutes that a text holds, by the layout family that explains most of it.

    `families` are the names of those to try beside the general one; all where none are given.
    Raises `SourceError("not_minutes")` where there is neither the head of minutes nor an item: such
    a text says nothing that could be known to be a meeting's; `too_many_lines`, `too_many_items`.
    """
    if text.count("\n") > limits.lines:
        raise SourceError("too_many_lines", str(limits.lines))
    lines = with_parts_apart(lines_of(text), family(PLAIN))
    general = _divide(lines)
    divided = [(general, GENERAL)] if general else []
    readings = Readings()
    for name in family_names() if families is None else families:
        minutes = divide(lines, family(name), readings)
        if minutes is not None:
            if len(minutes.items) > _FAR * limits.items:  # so many that no other layout is tried
                raise SourceError("too_many_items", str(limits.items))
            divided.append((minutes, name))
    if not divided:
        raise SourceError("not_minutes")
    scores = [_explained(minutes) for minutes, _ in divided]
    best = max(range(len(divided)), key=lambda n: (scores[n], -n))
    minutes, name = divided[best]
    if len(minutes.items) > limits.items:
        raise SourceError("too_many_items", str(limits.items))
    others = [score for score, (other, _) in zip(scores, divided, strict=True) if _matters(other) != _matters(minutes)]
    second = max(others, default=0)
    sure = 50 + 50 * (scores[best] - second) // scores[best] if scores[best] else 0
    told = with_presences(text, minutes, family(PLAIN).substitute)
    return replace(told, layout=name, layout_confidence=min(sure, 99))


def _matters(minutes: Minutes) -> list[tuple[str | None, str]]:
    return [(item.number, item.title) for item in minutes.items]


def _explained(minutes: Minutes) -> int:
    """How much of a document a layout explains: who met when; items, their numbers, case numbers and decisions."""
    header = minutes.header
    return (
        bool(header.body)
        + bool(header.date)
        + sum(
            1
            + bool(item.title)
            + (item.number is not None)
            + 2 * bool(item.case_number)
            + 2 * any(d.text_span for d in item.decisions)
            for item in minutes.items
        )
    )


def _divide(lines: Sequence[Line]) -> Minutes | None:
    """The parts of minutes in the general layout, None where nothing says that these are minutes."""
    form = layout()
    starts = [i for i, line in enumerate(lines) if _item_heading(line.text, form)]
    contents_at = next(
        (
            i
            for i, line in enumerate(lines[: starts[0] if starts else len(lines)])
            if form.contents.fullmatch(line.text)
        ),
        None,
    )
    first_item = starts[0] if starts else len(lines)
    head_end = contents_at if contents_at is not None else first_item
    header = _header(lines[:head_end], form)
    if header.date is None or (header.body is None and not starts):
        return None
    contents, contents_span = _contents(lines[head_end:first_item], form)
    ends = [*starts[1:], len(lines)][: len(starts)]  # minutes may have a head and no item
    plain = family(PLAIN)
    texts = [_text_begins(lines, begin, end, form) for begin, end in zip(starts, ends, strict=True)]
    behind_doors = opened_and_closed(lines, starts, texts, plain)
    titles = (plain_title(entry.title, plain) for entry in contents)
    listed_closed = {squash(title) for title, closed, _ in titles if closed}
    items = tuple(
        replace(item, closed=item.closed or behind or squash(item.title) in listed_closed)
        for item, behind in (
            (
                _item(
                    lines[begin:end],
                    form,
                    contents[n] if n < len(contents) and len(contents) == len(starts) else None,
                ),
                behind_doors[n],
            )
            for n, (begin, end) in enumerate(zip(starts, ends, strict=True))
        )
    )
    return Minutes(header, contents, contents_span, items)


def _item_heading(text: str, form: Layout) -> re.Match[str] | None:
    """The heading of an item, also where its word has a slip of the pen: "Punk 4: …"."""
    if match := form.item.fullmatch(text):
        return match
    match = form.item_like.fullmatch(text)
    return match if match and _is_nearly(match["word"], form.item_words) else None


def _is_nearly(word: str, known: Iterable[str]) -> bool:
    """Whether a word is one of the known ones but for a letter; short words are too easily others."""
    folded = word.casefold()
    return folded.isalpha() and any(
        len(k) >= _SHORTEST_SLIP and OSA.distance(folded, k, score_cutoff=1) <= 1 for k in known
    )


# --- head -----------------------------------------------------------------------------------------


def _header(lines: Sequence[Line], form: Layout) -> Header:
    body = date = start_time = place = None
    body_span = date_span = place_span = None
    attendees: tuple[Attendee, ...] = ()
    absent: list[Attendee] = []
    final = True
    for i, line in enumerate(lines):
        if body is None and (match := form.title.fullmatch(line.text)):
            body, body_span = match["body"], span_of(line, match, "body")
            date, date_span = iso_date(match["date"]), span_of(line, match, "date")
            final = match["word"].casefold() not in form.agenda_words
        elif match := form.date.fullmatch(line.text):
            if long := iso_date(match["value"]):
                date, date_span = date or long, date_span or span_of(line, match, "value")
            start_time = _clock(form, match["value"]) or start_time
        elif match := form.start.fullmatch(line.text):
            start_time = _clock(form, "kl. " + match["value"]) or _clock(form, match["value"]) or start_time
        elif place is None and (match := form.place.fullmatch(line.text)):
            place, place_span = match["value"], span_of(line, match, "value")
        elif not attendees and (match := form.attendees.fullmatch(line.text)):
            attendees = tuple(_attendees(_list(_after(line, match), lines[i + 1 :], form), form))
        elif match := form.absent.fullmatch(line.text):
            absent += _attendees(_list(_after(line, match), lines[i + 1 :], form), form)
    inside = [line for line in lines if not line.blank]
    span = Span(inside[0].start, inside[-1].end) if inside else Span(0, 0)
    attendees = tuple(_marked(attendees, absent, form))
    return Header(body, body_span, date, date_span, start_time, place, place_span, attendees, span, final)


def _marked(listed: Sequence[Attendee], absent: Sequence[Attendee], form: Layout) -> Iterator[Attendee]:
    """Those of the list of attendees and of that of the absent, each marked as one or the other."""
    away = {attendee.name for attendee in absent}
    for attendee in listed:
        away_by_role = attendee.role is not None and form.absent_role.fullmatch(attendee.role)
        yield replace(attendee, absent=bool(away_by_role) or attendee.name in away)
    for attendee in absent:
        yield replace(attendee, absent=True)


def _after(line: Line, match: re.Match[str]) -> Line:
    begin = line.start + match.start("value")
    return Line(begin, line.end, begin, match["value"])


def _list(first: Line, lines: Sequence[Line], form: Layout) -> list[Line]:
    """The lines of a list of names: up to the next label, or to a blank line behind which it does not go on."""
    found = [first]
    for i, line in enumerate(lines):
        if line.blank and i + 1 < len(lines) and _is_cut(found[-1].text, lines[i + 1].text):
            continue
        if line.blank or form.labels.match(line.text):
            break
        found.append(line)
    return found


def _is_cut(above: str, below: str) -> bool:
    """Whether a list of names goes on though every line of it stands apart: in mid-name, or behind a comma."""
    *whole, last = re.split(r"[,;]", above)
    if not last.strip():
        return True
    # "…, Per Aalbæk Nielsen, Charlotte" and "Markussen, Kathrine Skastrup".
    of_one_word = len(last.split()) == 1 and len(whole) > 0 and all(len(name.split()) > 1 for name in whole)
    return (
        of_one_word
        and re.match(r"[A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ][\w-]+)?\s*(?:\([^()]*\))?\s*(?:[,;]|$)", below) is not None
    )


def _clock(form: Layout, text: str) -> str | None:
    match = form.time.search(text)
    return f"{int(match['hour']):02}:{match['minute']}" if match else None


def _attendees(lines: Sequence[Line], form: Layout) -> Iterator[Attendee]:
    """Split a list of names at its commas; a name may run over a line's end."""
    joined = "".join(line.text + "\n" for line in lines)
    offsets = [line.start + i for line in lines for i in range(len(line.text) + 1)]
    for match in re.finditer(r"[^,;]+", joined):
        entry = match.group()
        begin = match.start() + len(entry) - len(entry.lstrip())
        entry = re.sub(r"\s", " ", entry.strip())
        with_role = form.role.fullmatch(entry)
        name = with_role["name"] if with_role else entry
        if not name or not name[0].isupper():
            continue
        span = Span(offsets[begin], offsets[begin + len(name) - 1] + 1)
        yield Attendee(re.sub(r"\s+", " ", name), with_role["role"] if with_role else None, span)


# --- contents -------------------------------------------------------------------------------------


def _contents(lines: Sequence[Line], form: Layout) -> tuple[tuple[ContentsEntry, ...], Span | None]:
    entries: list[ContentsEntry] = []
    pending: list[Line] = []  # the first lines of a title that runs over more than one
    for line in lines:
        match = next((m for m in (p.fullmatch(line.text) for p in form.entries) if m and m["title"]), None)
        if match:
            title = " ".join([*(part.text for part in pending), match["title"]])
            begin = pending[0].start if pending else span_of(line, match, "title").start
            entries.append(ContentsEntry(title, int(match["page"]), Span(begin, span_of(line, match, "title").end)))
            pending = []
        elif line.blank or form.contents.fullmatch(line.text) or form.table_rule.fullmatch(line.text):
            pending = []
        else:
            pending.append(line)
    inside = [line for line in lines if not line.blank]
    return tuple(entries), Span(inside[0].start, inside[-1].end) if inside else None


# --- items ----------------------------------------------------------------------------------------


def _item(lines: Sequence[Line], form: Layout, entry: ContentsEntry | None) -> AgendaItem:
    heading = _item_heading(lines[0].text, form)
    if heading is None:
        raise ValueError("an item begins with its heading")
    title, title_span, rest = _title(lines, heading, form)
    case = next((line for line in rest[:2] if form.case_number.fullmatch(line.text)), None)
    if case is not None:
        rest = rest[rest.index(case) + 1 :]
    case_match = form.case_number.fullmatch(case.text) if case else None
    kle_line, kle = _subject(lines[1:], form)
    headings = [(i, role) for i in range(len(rest)) if (role := _role(rest, i, form))]
    sections = tuple(_sections(rest, headings))
    own_titles = {squash(title), squash(entry.title) if entry else ""}
    blocks = tuple(blocks_of(rest, {rest[i].start for i, _ in headings}, own_titles))
    body = [line for line in lines if not line.blank]
    plain, _, offset = plain_title(title, family(PLAIN))
    return AgendaItem(
        number=heading["number"].lstrip("0") or "0",
        title=plain,
        title_span=Span(title_span.start + offset, title_span.end - (len(title) - offset - len(plain))),
        alternative_title=entry.title if entry and squash(entry.title) != squash(title) else None,
        case_number=case_match["number"] if case_match else None,
        case_span=span_of(case, case_match, "number") if case and case_match else None,
        closed=_is_closed(lines, heading, [title, *([entry.title] if entry else [])], form),
        sections=sections,
        points=tuple(points_of(sections, blocks, rest)),
        decisions=tuple(_decisions(sections, form)),
        attachments=tuple(_attachments(sections, rest, own_titles)),
        blocks=blocks,
        span=Span(body[0].start, body[-1].end),
        kle=kle["number"] if kle else None,
        kle_span=Span(kle_line.start + kle.start("number"), kle_line.start + kle.end("number"))
        if kle_line and kle
        else None,
    )


def _text_begins(lines: Sequence[Line], begin: int, end: int, form: Layout) -> int:
    """The place of an item's first section or its case number; that of its heading where it has neither."""
    told = (i for i in range(begin + 1, end) if _role(lines, i, form) or form.case_number.fullmatch(lines[i].text))
    return next(told, begin)


def _is_closed(lines: Sequence[Line], heading: re.Match[str], titles: Sequence[str], form: Layout) -> bool:
    """Whether an item says that it is closed: by its title, about its number, or on a line below before a section."""
    plain = family(PLAIN)
    if heading.re is form.item and (heading["closed"] or heading["letter"] or heading["behind"]):
        return True
    if any(plain_title(title, plain)[1] for title in [heading["title"], *titles]):
        return True
    below = [i for i in range(1, len(lines)) if not lines[i].blank]
    last = next((i for i in below if _role(lines, i, form)), len(lines))
    return any(
        closed_mark(unbulleted(lines[i]), plain)
        for i in below[:NEAR_MARK]
        if i < last and not (i == below[-1] and plain.match("item.closed_part", lines[i].text))  # heads what follows
    )


def _subject(lines: Sequence[Line], form: Layout) -> tuple[Line, re.Match[str]] | tuple[None, None]:
    """The line near an item's title that gives its number in the municipalities' classification."""
    for i, line in enumerate(line for line in lines if not line.blank):
        if i == _NEAR or (i and _role([line], 0, form)):
            break
        match = form.kle.fullmatch(line.text) if len(line.text) <= _LONGEST_FACT else None
        if match:
            return line, match
    return None, None


def _title(lines: Sequence[Line], heading: re.Match[str], form: Layout) -> tuple[str, Span, Sequence[Line]]:
    """The title, which may run on over the lines up to a blank one, the case number or a heading."""
    parts, end, used = [heading["title"]], lines[0].end, 1
    plain = family(PLAIN)
    for i, line in enumerate(lines[1:], start=1):
        if closed_mark(line, plain) or plain.match("item.closed", parts[-1]):
            break
        fact = form.case_number.fullmatch(line.text) or form.kle.fullmatch(line.text)
        if line.blank or fact or _role(lines, i, form):
            break
        parts.append(line.text)
        end, used = line.end, i + 1
    rest = lines[used:]
    while rest and rest[0].blank:
        rest = rest[1:]
    return " ".join(parts), Span(lines[0].start + heading.start("title"), end), rest


def _role(lines: Sequence[Line], i: int, form: Layout) -> str | None:
    """What the line means as a heading of the template, None where it is none."""
    line = lines[i]
    if line.blank:
        return None
    if _decision_heading(line.text, form):
        return "decision"
    if len(line.text) > form.longest_role:
        return None
    folded = line.text.casefold()
    return form.roles.get(folded) or next(
        (role for word, role in form.roles.items() if abs(len(word) - len(folded)) <= 1 and _is_nearly(folded, [word])),
        None,
    )


def _decision_heading(text: str, form: Layout) -> re.Match[str] | None:
    if match := form.decision.fullmatch(text):
        return match
    match = form.decision_like.fullmatch(text)
    return match if match and _is_nearly(match["word"], form.decision_words) else None


def _sections(lines: Sequence[Line], headings: Sequence[tuple[int, str]]) -> Iterator[Section]:
    """One section a heading, reaching to the next heading or the item's end."""
    bounds = [*(at for at, _ in headings[1:]), len(lines)]
    for order, ((at, role), bound) in enumerate(zip(headings, bounds, strict=False), start=1):
        inside = [line for line in lines[at + 1 : bound] if not line.blank]
        body = Span(inside[0].start, inside[-1].end) if inside else Span(lines[at].end, lines[at].end)
        yield Section(lines[at].text, role, Span(lines[at].start, lines[at].end), body, order)


def _decisions(sections: Sequence[Section], form: Layout) -> Iterator[PrintedDecision]:
    for section in sections:
        if section.role != "decision" or section.body.start == section.body.end:
            continue
        match = _decision_heading(section.title, form)
        at = section.heading.start
        yield PrintedDecision(
            body=match["body"] if match else None,
            body_span=Span(at + match.start("body"), at + match.end("body")) if match else None,
            date=iso_date(match["date"]) if match else None,
            heading=section.heading,
            text_span=section.body,
        )


def _attachments(sections: Sequence[Section], lines: Sequence[Line], own: set[str]) -> Iterator[Attachment]:
    """One attachment a line, up to the item's title, which older templates print again below them."""
    for section in sections:
        if section.role != "attachments":
            continue
        for line in lines:
            if line.blank or not section.body.start <= line.start < section.body.end:
                continue
            if squash(line.text) in own:
                break
            marker = BULLET.match(line.text)
            begin = line.start + (marker.end() if marker else 0)
            yield Attachment(line.text[marker.end() if marker else 0 :], Span(begin, line.end))

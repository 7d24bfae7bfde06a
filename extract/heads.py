"""Reads the head of minutes by a layout family: body, day, time, place, and who was there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .blocks import Line, iso_date, span_of
from .families import Family
from .model import AgendaItem, Attendee, Header, Span

_FIELDS = ("date", "start", "place", "present", "absent", "official", "body", "meeting", "other")
_BULLET = re.compile(r"(?:[-–•·*▪]|\uf0b7)\s+(?=\S)|(?:[-–•·*▪]|\uf0b7)\Z")
_NEXT = r"(?<=\))\s+(?=[A-ZÆØÅ][^()]*\()"  # two people apart by nothing but the first one's party
_PAGE = 20  # lines of names that a list may be long


@dataclass(frozen=True, slots=True)
class Absence:
    """Lines of an item that say who was away from it."""

    number: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    kind: str
    label: str
    lines: tuple[Line, ...]  # the value, from behind the label on


def read_head(
    lines: Sequence[Line],
    items: Sequence[AgendaItem],
    recommended: Sequence[Line],
    absences: Sequence[Absence],
    opening: Sequence[Line],
    form: Family,
) -> Header:
    """Return what the lines before the items say of the meeting, and where they do not, what stands in the items.

    That is the headings of decisions, and in the lines of recommendations who it is that is to decide; in the
    `opening`, the lines of the first items, who was there.
    """
    plain = [_plain(line) for line in lines if not line.blank]
    plain = [line for line in plain if line.text]
    fields = list(_fields(plain, form))
    body, body_span, date, date_span = _titled(plain, form)
    labelled = next(
        (f for kind in ("body", "meeting") for f in fields if f.kind == kind and f.lines and _is_name(f, form)), None
    )
    if labelled:
        body, body_span = _undated(labelled.lines[0], form)
    for field in fields:
        if field.kind in ("date", "start") and field.lines and (found := _date_in(field.lines[0], form)):
            date, date_span = found
            break
    if date is None:
        date, date_span = next((f for line in plain if (f := _date_in(line, form))), (None, None))
    if body is None:
        body, body_span = (
            _standing(plain, form) or _deciding(items, date) or _mentioned(plain, form) or _asked(recommended, form)
        )
    if date is None:
        days = [d.date for i in items for d in i.decisions if d.date]
        date = max(days) if days else None
    place = next((f.lines[0] for f in fields if f.kind == "place" and f.lines), None)
    if not any(f.kind == "present" and f.lines for f in fields):
        fields += [f for f in _fields(opening, form) if f.kind in ("present", "absent")]
    people = tuple(_people(plain, fields, absences, items, form))
    words = " ".join(line.text for line in plain)
    decided = any(d.text_span.end > d.text_span.start for i in items for d in i.decisions)
    span = Span(min(line.start for line in plain), max(line.end for line in plain)) if plain else Span(0, 0)
    return Header(
        body=body,
        body_span=body_span,
        date=date,
        date_span=date_span,
        start_time=_time(fields, plain, form),
        place=place.text if place else None,
        place_span=Span(place.start, place.end) if place else None,
        attendees=people,
        span=span,
        final=decided or not form.lines["head.agenda"].search(words),
    )


def _plain(line: Line) -> Line:
    match = _BULLET.match(line.text)
    return Line(line.start + match.end(), line.end, line.first, line.text[match.end() :]) if match else line


def _fields(lines: Sequence[Line], form: Family) -> Iterator[_Field]:
    """Each label with its value, which stands behind it or on the lines below."""
    labels = [_label(line, form) for line in lines]
    for i, (line, found) in enumerate(zip(lines, labels, strict=True)):
        if found is None:
            continue
        kind, label, at = found
        value = [Line(line.start + at, line.end, line.first, line.text[at:])] if at < len(line.text) else []
        many = kind in ("present", "absent", "official")
        for n in range(i + 1, min(len(lines), i + _PAGE) if many else min(len(lines), i + 2)):
            if labels[n] is not None or (value and not many):
                break
            value.append(lines[n])
        yield _Field(kind, label, tuple(value))


def _label(line: Line, form: Family) -> tuple[str, str, int] | None:
    for kind in _FIELDS:
        pattern = form.lines[f"head.{kind}"].pattern
        match = re.match(rf"(?P<label>{pattern})\s*(?::\s*|\s+(?=[A-ZÆØÅ\d])|\Z)", line.text)
        if match and (kind != "other" or line.text[match.end() :] == "" or ":" in match.group()):
            return kind, match["label"], match.end()
    return None


def _is_name(field: _Field, form: Family) -> bool:
    text = field.lines[0].text
    return field.kind == "body" or bool(form.lines["body"].search(text))


def _undated(line: Line, form: Family) -> tuple[str, Span]:
    """A body as a label gives it, without the day that may stand behind it."""
    match = form.lines["body"].match(line.text) if form.lines["date"].search(line.text) else None
    end = line.start + match.end() if match else line.end
    return line.text[: end - line.start], Span(line.start, end)


def _titled(lines: Sequence[Line], form: Family) -> tuple[str | None, Span | None, str | None, Span | None]:
    body: tuple[str, Span] | tuple[None, None] = (None, None)
    for line in lines:
        for pattern in form.many["head.titles"]:
            match = pattern.fullmatch(line.text)
            if match is None:
                continue
            groups = match.groupdict()
            date = _iso(groups["date"]) if groups.get("date") else None
            if date and groups.get("body"):
                return match["body"], span_of(line, match, "body"), date, span_of(line, match, "date")
            if date:
                return *body, date, span_of(line, match, "date")
            if groups.get("body") and "date" not in groups and body[0] is None:
                body = match["body"], span_of(line, match, "body")
    return *body, None, None


def _iso(text: str) -> str | None:
    """The ISO form of a day as `iso_date` reads it, or with the month first: "Juni 5, 2019"."""
    if match := re.fullmatch(r"([^\W\d_]+)\s+(\d{1,2}),\s+(\d{4})", text):
        text = f"{match[2]}. {match[1]} {match[3]}"
    return iso_date(text)


def _date_in(line: Line, form: Family) -> tuple[str, Span] | None:
    for match in form.lines["date"].finditer(line.text):
        if found := _iso(match.group()):
            return found, Span(line.start + match.start(), line.start + match.end())
    return None


def _time(fields: Sequence[_Field], lines: Sequence[Line], form: Family) -> str | None:
    told = [f.lines[0].text for kind in ("start", "date") for f in fields if f.kind == kind and f.lines]
    for text in [*told, *(line.text for line in lines if form.lines["head.clock"].search(line.text))]:
        without = form.lines["date"].sub(" ", text)
        if match := form.lines["head.time"].search(without):
            hour, minute = match["hour"] or match["hour2"], match["minute"] or match["minute2"] or "00"
            if int(hour) < 24 and int(minute) < 60:
                return f"{int(hour):02}:{minute}"
    return None


def _standing(lines: Sequence[Line], form: Family) -> tuple[str, Span] | None:
    """A line that is the name of a body and nothing else."""
    return next(((line.text, Span(line.start, line.end)) for line in lines if form.match("body", line.text)), None)


def _deciding(items: Sequence[AgendaItem], date: str | None) -> tuple[str, Span] | None:
    """The body that decides under most items, on the day of the meeting where it is known."""
    told = [d for i in items for d in i.decisions if d.body and d.body_span]
    on_day = [d for d in told if d.date == date] or told
    if not on_day:
        return None
    name = Counter(d.body for d in on_day).most_common(1)[0][0]
    found = next(d for d in on_day if d.body == name)
    return (found.body, found.body_span) if found.body and found.body_span else None


def _mentioned(lines: Sequence[Line], form: Family) -> tuple[str, Span] | None:
    for line in lines:
        if match := form.lines["body"].search(line.text):
            first = match.group().split()
            word = first[0] if len(first) > 1 and first[0] == first[1] else match.group()
            return word, Span(line.start + match.start(), line.start + match.start() + len(word))
    return None


def _asked(lines: Sequence[Line], form: Family) -> tuple[str, Span] | tuple[None, None]:
    """The body that a recommendation asks to decide: "at Byrådet godkender"."""
    for line in lines:
        if match := form.lines["head.asked"].search(line.text):
            return match["body"], span_of(line, match, "body")
    return None, None


# --- people ---------------------------------------------------------------------------------------


def _people(
    lines: Sequence[Line],
    fields: Sequence[_Field],
    absences: Sequence[Absence],
    items: Sequence[AgendaItem],
    form: Family,
) -> Iterator[Attendee]:
    """Everyone that lists and sentences name, each once, marked as present or absent."""
    found: dict[str, Attendee] = {}
    for field in fields:
        if field.kind not in ("present", "absent", "official"):
            continue
        role = field.label.casefold() if field.kind == "official" else None
        for n, listed in enumerate(_listed(field, form)):
            person = replace(listed, role=role) if role and n == 0 else listed
            away = field.kind == "absent" or listed.absent
            known = found.get(person.name)
            if known is None or away:
                found[person.name] = replace(person, absent=away or (known.absent if known else False))
    for person in [*_ticked(lines, form), *_in_columns(lines, form)]:
        found.setdefault(person.name, person)
    missed = Counter(name for each in absences for name in {p.name for p in _named(_behind(each.lines, form), form)})
    first = {p.name: p for each in absences for p in _named(_behind(each.lines, form), form)}
    treated = max(1, sum(bool(i.decisions) for i in items))
    for name in missed:
        if name not in found or 2 * missed[name] >= treated:
            found[name] = replace(found.get(name, first[name]), absent=True)
    for line in [*lines, *(line for each in absences for line in each.lines)]:
        for person in _substitutes(line, form):
            if person.absent:
                found[person.name] = person
            else:
                found.pop(person.name, None)
                found[person.name] = person
    yield from found.values()


def _listed(field: _Field, form: Family) -> Iterator[Attendee]:
    """The people of a list, those behind "all but" as absent."""
    first = field.lines[0] if field.lines else None
    but = form.lines["head.all_but"].match(first.text) if first and field.kind == "present" else None
    if first and but:
        behind = Line(first.start + but.end(), first.end, first.first, first.text[but.end() :])
        yield from (replace(person, absent=True) for person in _named((behind, *field.lines[1:]), form))
    else:
        yield from _named(field.lines, form)


def _ticked(lines: Sequence[Line], form: Family) -> Iterator[Attendee]:
    """The people of a table that has a column for each of present and absent."""
    cells = form.lines["head.cells"]
    columns: list[str | None] = []
    for line in lines:
        row = cells.split(line.text)
        kinds = [
            next((k for k in ("present", "absent") if form.match(f"head.{k}", cell.strip())), None) for cell in row
        ]
        if any(kinds) and len(row) > 1:
            columns = kinds
        elif columns and len(row) > 1 and (match := form.lines["head.entry"].fullmatch(row[0].strip())):
            ticks = [
                k for k, cell in zip(columns, row, strict=False) if k and form.match("head.tick", cell.strip(" |"))
            ]
            if len(ticks) == 1 or (not ticks and set(columns) == {None, "absent"}):
                person = _attendee(line, line.text.index(row[0].strip()), match)
                yield replace(person, absent=ticks == ["absent"])
        else:
            columns = []


def _in_columns(lines: Sequence[Line], form: Family) -> Iterator[Attendee]:
    """The people of lists that stand side by side: "Til stede      Fraværende", and names below each."""
    columns: list[tuple[int, str]] = []
    for line in lines:
        cells = [(m.start() + line.start - line.first, m.group()) for m in re.finditer(r"\S+(?: \S+)*", line.text)]
        kinds = [
            next((k for k in ("present", "absent") if form.match(f"head.{k}", text.rstrip(" :"))), None)
            for _, text in cells
        ]
        if len(cells) > 1 and all(kinds):
            columns = [(start, kind) for (start, _), kind in zip(cells, kinds, strict=True) if kind]
            continue
        people = [(start, form.lines["head.entry"].fullmatch(text)) for start, text in cells]
        if not columns or not all(match for _, match in people):
            columns = []
            continue
        for start, match in people:
            kind = min(columns, key=lambda column: abs(column[0] - start))[1]
            if match:
                yield replace(_attendee(line, start + line.first - line.start, match), absent=kind == "absent")


def _behind(lines: Sequence[Line], form: Family) -> list[Line]:
    """The lines of an absence, the first from behind its label on."""
    first, *rest = lines
    match = re.match(rf"{form.lines['head.absent'].pattern}\s*[:–-]?\s*", first.text)
    if match is None:
        return []
    cut = Line(first.start + match.end(), first.end, first.first, first.text[match.end() :])
    return [cut, *rest] if cut.text or rest else []


def _named(lines: Sequence[Line], form: Family) -> Iterator[Attendee]:
    """The people of a list: one a line, in columns, or in a sentence; it ends with the first line that names none."""
    begun = False
    for line in lines:
        if not line.text:
            continue
        people = list(_in_line(line, form))
        if not people and (begun or not re.fullmatch(r"[A-ZÆØÅ]{1,2}|\W*", line.text)):
            return
        begun = begun or bool(people)
        yield from people


def _in_line(line: Line, form: Family) -> Iterator[Attendee]:
    if form.match("head.no_name", line.text) and line.text.isupper():
        return
    if person := _person(line, 0, line.text, form):
        yield person
        return
    last: Attendee | None = None
    for begin, words in _pieces(line.text):
        if last and form.match("head.away", words):
            last = replace(last, role=words, absent=True)
        elif person := _person(line, begin, words, form):
            if last:
                yield last
            last = person
    if last:
        yield last


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Where the parts of a list on one line begin, and their words: people, and what is said of the one before."""
    for part in re.finditer(r"(?:[^,;\t|()]|\([^()]*\)|(?<=\S),(?=\s*[A-ZÆØÅ]{1,2}(?:[,;]|\Z)))+", text):
        for piece in re.finditer(rf"(?:(?!\s+og\s+|\s{{2,}}|\s[-–]\s|{_NEXT}).)+", part.group()):
            words = re.sub(r"\A\s*(?:og\s+)?", "", piece.group())
            yield part.start() + piece.end() - len(words), words.rstrip(" .")


def _person(line: Line, begin: int, words: str, form: Family) -> Attendee | None:
    """Someone whom some words name, perhaps with a word that they were away behind: "Bo Krog (V)    Afbud"."""
    if match := form.lines["head.entry"].fullmatch(words):
        person = _attendee(line, begin, match)
        return replace(person, absent=bool(person.role and form.match("head.away", person.role)))
    for gap in re.finditer(r"[\s,;:–-]+", words):
        said = words[gap.end() :].rstrip(".")
        if form.match("head.away", said) and (match := form.lines["head.entry"].fullmatch(words[: gap.start()])):
            return replace(_attendee(line, begin, match), role=said, absent=True)
    return None


def _attendee(line: Line, at: int, match: re.Match[str]) -> Attendee:
    said = match["role"] or match["role2"] or match["party"]
    name = _without_stop(match["name"])
    begin = line.start + at + match.start("name")
    return Attendee(" ".join(name.split()), said or match["party2"] or None, Span(begin, begin + len(name)))


def _without_stop(name: str) -> str:
    """A name without the full stop of its sentence; that of an initial stays."""
    return name[:-1] if re.search(r"\w\w\.\Z", name) else name


def _substitutes(line: Line, form: Family) -> Iterator[Attendee]:
    for pattern in form.many["head.substitutes"]:
        for match in pattern.finditer(line.text):
            for group, role in (("sub", form.substitute), ("away", None)):
                if name := _without_stop(match[group] or ""):
                    begin = line.start + match.start(group)
                    yield Attendee(" ".join(name.split()), role, Span(begin, begin + len(name)), absent=role is None)
            return

"""The item headings of minutes: of all lines that may be one, the best run of numbers that the text bears out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from .blocks import squash
from .candidate_headings import Heading
from .contents_list import Entry, contents_of
from .openness import says_open_or_closed
from .outcomes import decides
from .seen import LONG_TITLE, LONGEST_TITLE, NEAR, SeenText

_LOOK_BACK = 60  # headings that one may follow; more than any contents list holds between two items
_STRONG = 20
_TELLING = 4  # letters from which a title can be known again in the contents list
_WEAK = 2
_SETTLED = 6  # the item before is at its end
_NEXT, _GAP, _RESTART = 5, -4, -15  # what the number that follows adds to a chain
_NEVER = -1000
_NARROW_GAP = 5


def best_run(text: SeenText, headings: Sequence[Heading]) -> tuple[list[Heading], list[Entry]]:
    """Return the headings that make the best run of numbers, each borne out by what follows; and the contents list."""
    entries = contents_of(text, headings)
    listed = {e.span.start for e in entries}
    titles: dict[str, set[str]] = {}
    for entry in entries:
        short = squash(entry.title)[:LONG_TITLE]
        titles.setdefault(short[:_TELLING], set()).add(short)
    cased = [_is_cased(text, headings, n) for n in range(len(headings))]
    lone = _only_titles(text, headings)
    weights = [_weight(text, headings, n, listed, titles, cased=cased[n], lone=n in lone) for n in range(len(headings))]
    orders = [int(h.number) if h.number is not None else None for h in headings]
    best: list[tuple[int, int]] = []
    for n, heading in enumerate(headings):
        options = [(weights[n], -1)] if _may_begin(text, heading, weights[n]) else []
        for m in range(max(0, n - _LOOK_BACK), n) if weights[n] > 0 else ():
            if best[m][0] > 0 and headings[m].title_line < heading.first:
                step = _step(orders[m], orders[n], weights[n], cased=cased[n])
                options.append((best[m][0] + weights[n] + step, m))
        best.append(max(options, key=lambda o: (o[0], -o[1])) if options else (0, -1))
    if not best or max(best)[0] <= 0:
        return [], entries
    at = max(range(len(best)), key=lambda n: (best[n][0], -n))
    chain = []
    while at >= 0:
        chain.append(at)
        at = best[at][1]
    chain.reverse()
    if not any(weights[n] >= _STRONG for n in chain):
        return [], entries
    run = [headings[n] for n in _with_last(text, headings, _filled(headings, chain))]
    own = {text.lines[h.line].start for h in run} | {text.lines[h.title_line].start + h.title_start for h in run}
    return run, [e for e in entries if e.span.start not in own]


def _only_titles(text: SeenText, headings: Sequence[Heading]) -> set[int]:
    """The headings of which nothing but a title need be printed: below that of a closed part, or below such a one."""
    found: set[int] = set()
    for n, heading in enumerate(headings):
        before = text.lines[heading.first - 1].start if heading.first else 0
        above = range(max(0, n - 3), n)
        if text.closing(before, text.lines[heading.first].start) is not None or any(
            m in found and headings[m].title_line + 1 == heading.first for m in above
        ):
            found.add(n)
    return found


def _with_last(text: SeenText, headings: Sequence[Heading], chain: list[int]) -> list[int]:
    """A run that ends in a closed part, with the titles behind its last decision of which nothing else is printed."""
    begin, last = text.lines[headings[chain[0]].first].start, headings[chain[-1]]
    if not text.is_closed_part(begin, text.lines[last.first].start, before=False):
        return chain
    for n in range(chain[-1] + 1, len(headings)):
        heading, title = headings[n], text.lines[headings[n].title_line].text[headings[n].title_start :]
        mark = text.last_mark(heading.first, last.line)
        listed = mark and any(text.lines[h.line].start > mark.title.end for h in headings[chain[-1] + 1 : n])
        if (
            heading.number is None
            or _order(heading) != _order(last) + 1
            or (mark and mark.role not in ("decision", "attendance"))
            or listed
            or title[:1].islower()
            or re.search(r"[.,;:]\Z", title)
            or len(title) > LONGEST_TITLE
        ):
            return chain
        chain, last = [*chain, n], heading
    return chain


def _filled(headings: Sequence[Heading], chain: Sequence[int]) -> list[int]:
    """A run, with the titles of which nothing is printed below where they are all that lacks between two items."""
    whole: list[int] = list(chain[:1])
    for before, after in pairwise(chain):
        gap: list[int] = []
        for n in range(after - 1, before, -1):
            lower = headings[gap[0] if gap else after]
            lacks = _order(headings[before]) < _order(headings[n]) == _order(lower) - 1
            if lacks and headings[n].title_line + 1 == lower.first:
                gap.insert(0, n)
        full = gap and _order(headings[gap[0]]) == _order(headings[before]) + 1
        whole += [*(gap if full else ()), after]
    return whole


def _order(heading: Heading) -> int:
    return int(heading.number or 0)


def _may_begin(text: SeenText, heading: Heading, weight: int) -> bool:
    """Whether a run may begin with a heading: much speaks for it, or it is number 1 and stands in no item's section."""
    if weight >= _STRONG or weight < _WEAK + _SETTLED or heading.number != "1":
        return weight >= _STRONG
    last = text.last_mark(heading.first, 0)
    return last is None or last.role in ("decision", "attendance")


def _step(before: int | None, after: int | None, weight: int, *, cased: bool) -> int:
    if after is None or before is None:
        return 0
    if after == before + 1:
        return _NEXT
    if after > before:
        return 0 if after - before <= _NARROW_GAP else _GAP if weight >= _STRONG else _NEVER
    return _RESTART if after == 1 and cased else _NEVER


def _reach(text: SeenText, headings: Sequence[Heading], n: int) -> tuple[int, int]:
    """The lines below a heading, up to the next that could be another item's."""
    heading = headings[n]
    begin = max(heading.line, heading.title_line) + 1
    later = (headings[m] for m in range(n + 1, min(len(headings), n + _LOOK_BACK)))
    end = next((h.first for h in later if h.number != heading.number or h.number is None), len(text.lines))
    return begin, max(end, begin)


def _is_cased(text: SeenText, headings: Sequence[Heading], n: int) -> bool:
    """Whether a case number, or that the item is open or closed, is printed about a heading."""
    heading = headings[n]
    begin, end = _reach(text, headings, n)
    title = text.lines[heading.title_line].text[heading.title_start :]
    return (
        heading.above is not None
        or any(text.cases[i] or _says_open(text, i) for i in range(begin, min(end, begin + NEAR)))
        or bool(text.form.match("item.closed", title))
        or any(p.search(title) for key in ("case_in_title", "closed_marks") for p in text.form.many[f"item.{key}"])
    )


def _weight(
    text: SeenText,
    headings: Sequence[Heading],
    n: int,
    listed: set[int],
    titles: Mapping[str, set[str]],
    *,
    cased: bool,
    lone: bool,
) -> int:
    """How much speaks for a heading: the case number and template's headings below it, and the contents list."""
    heading = headings[n]
    line = text.lines[heading.title_line]
    title = line.text[heading.title_start :]
    if line.start + heading.title_start in listed or len(title) > LONGEST_TITLE:
        return 0
    if title[:1].islower() and not heading.above:
        return 0
    begin, end = _reach(text, headings, n)
    weight = _STRONG if cased else 0
    short = squash(title)
    alike = titles.get(short[:_TELLING], set()) if len(short) >= _TELLING else set()
    if any(short.startswith(t) or t.startswith(short) for t in alike if len(t) >= _TELLING):
        weight += _STRONG
    last = text.last_mark(heading.first, headings[0].first)
    glued = text.form.glued_number and title[:1].isupper() and last is not None
    within = last is not None and last.role in ("recommendation", "attachments")
    roles = text.roles(begin, end) - {"attendance"}
    if roles:
        weight += _WEAK if within and roles <= {"decision", "attachments"} else _STRONG
        weight += _WEAK if begin < end and text.marks[begin] else 0
    elif not within and not re.search(r"[.,;:]\Z", title):
        if any(decides(line.text) for line in text.lines[begin : min(end, begin + NEAR)]) and (
            last is None or last.role == "attendance"
        ):
            weight += _STRONG
        elif not weight and (text.spaced[heading.first] or last is None or lone or glued):
            weight += _WEAK
    if weight and (last is None or last.role in ("decision", "attachments", "attendance")):
        weight += _SETTLED
    return weight


def _says_open(text: SeenText, i: int) -> bool:
    return says_open_or_closed(text.lines[i], text.form)

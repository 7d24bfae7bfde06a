"""States who was away from a meeting or an item, came late, left, met for another or might not take part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import ItemRecord, MeetingRecord, Minutes, Node, Presence
from .stated import Stated
from .view import View

# What each kind of presence states of the person, and how sure that is, in hundredths.
_PREDICATES = {
    "disqualified": ("disqualifiedFrom", 93),
    "late": ("arrivedDuring", 92),
    "left": ("leftDuring", 92),
    "reserved": ("reservedOn", 92),
}


def find_absences(
    view: View, minutes: Minutes, meeting: MeetingRecord, items: Sequence[ItemRecord]
) -> Iterator[Stated]:
    """Yield what minutes say of people who were not at all of the meeting; of someone not mentioned, nothing."""
    for presence in minutes.presences:
        people = view.within(presence.span, "person")
        if not people:
            continue
        person = people[0].node
        held = [items[n].node for n in presence.items] or [meeting.node]
        rule = f"presence-{presence.kind}"
        if presence.kind == "absent":
            predicate = "excusedFrom" if presence.apology else "absentFrom"
            yield from (Stated(person, predicate, node, presence.evidence, rule, 97) for node in held)
        elif presence.kind == "substitute":
            yield from _for_another(view, presence, person)
        elif presence.kind in _PREDICATES:
            predicate, sure = _PREDICATES[presence.kind]
            yield from (Stated(person, predicate, node, presence.evidence, rule, sure) for node in held)


def _for_another(view: View, presence: Presence, person: Node) -> Iterator[Stated]:
    others = view.within(presence.other_span, "person") if presence.other_span else []
    if others and others[0].node != person:
        yield Stated(person, "substitutesFor", others[0].node, presence.evidence, "presence-substitute", 96)

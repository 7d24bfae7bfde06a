"""Says who and what has to do with a decision, and how: from what it is about to what its item merely names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from ..profile import Profiler
from ..profile_records import Ref
from ..promises import PROJECTS
from ..reader import Reader, Span
from ..vocabulary import RG

Role = Literal["about", "recommends", "owns", "promises", "promised", "in_decision", "in_item"]
# From the closest on. The two last are told of what has no other.
ROLES: tuple[Role, ...] = ("about", "recommends", "owns", "promises", "promised", "in_decision", "in_item")
ACTORS = ("unit", "body", "steering_group", "person")
_NAMED_LESS: tuple[Role, ...] = ("in_decision", "in_item")


class Part(NamedTuple):
    """A thing with its roles in a decision, the closest first."""

    thing: Ref
    roles: tuple[Role, ...]


Named = Mapping[str, Sequence[tuple[str, Span]]]  # by item: the things named in it, and where


def named_in_items(reader: Reader) -> Named:
    """Return the projects and actors named under each item, with the places."""
    found: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for thing in reader.instances((*PROJECTS, *ACTORS)):
        for span in reader.spans(thing, structure=False):
            if item := reader.place(span.source).item_at(span.start, span.end):
                found[item.iri].append((thing, span))
    return found


def parts_of(reader: Reader, profiler: Profiler, decision: str, items: Iterable[str], named: Named) -> tuple[Part, ...]:
    """Return who and what has to do with a decision that is printed under some items, by label.

    Who made the decision is not told again for being named in it, and of a closed item only what the decision itself
    names is.
    """
    found: dict[str, set[Role]] = defaultdict(set)
    for item in items:
        for project in reader.objects(item, RG + "concerns"):
            found[project].add("about")
            for owner in reader.objects(project, RG + "ownedBy"):
                found[owner].add("owns")
        for who in reader.objects(item, RG + "recommendedBy"):
            found[who].add("recommends")
    for commitment in reader.subjects(RG + "undertakenBy", decision):
        for who in reader.objects(commitment, RG + "promisedBy"):
            found[who].add("promises")
        for who in reader.objects(commitment, RG + "promisedTo"):
            found[who].add("promised")
    makers = set(reader.objects(decision, RG + "decidedBy"))
    own = reader.spans(decision, structure=True)
    for item in items:
        closed = reader.first(item, RG + "closed") == "true"
        for thing, span in named.get(item, ()):
            inside = any(span.source == o.source and o.start <= span.start and span.end <= o.end for o in own)
            if thing not in makers and (inside or not closed):
                found[thing].add("in_decision" if inside else "in_item")
    told = (Part(profiler.ref(thing), _closest(roles)) for thing, roles in found.items())
    return tuple(sorted(told, key=lambda part: part.thing))


def _closest(roles: set[Role]) -> tuple[Role, ...]:
    ordered = [role for role in ROLES if role in roles]
    close = tuple(role for role in ordered if role not in _NAMED_LESS)
    return close or tuple(ordered[:1])

"""Follows matters over the meetings: what resumes a deferred item, and what shows that a promise was kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .keys import name_key
from .model import CommitmentRecord, DecisionRecord, Link, LinkedDocument, Node, Span

_DEFERRED = "deferred"
_GOES_TO = "commitment-goes-to"  # the rule for what is to come before a body
# How sure each rule is, in hundredths: where both hold the surer one is told.
_RESUMES = {"same-item": 98, "same-case-and-title": 93}


@dataclass(frozen=True, slots=True)
class _Item:
    """What following needs of an item, as one source prints it."""

    node: Node
    title: str
    case: Node | None
    body: Node | None
    date: str
    source: str
    title_span: Span


@dataclass(frozen=True, slots=True)
class _Decision:
    """A decision as printed under one item; `order` puts the decisions of a matter in the order they fell."""

    node: Node
    date: str
    deferred: bool
    item: _Item
    heading: Span

    @property
    def order(self) -> tuple[str, Node, str]:
        return (self.date, self.node, self.item.source)


class Chains:
    """Gathers the items, decisions and commitments of all documents. What comes out does not depend on their order."""

    def __init__(self, catch_all: Collection[Node]) -> None:
        self._catch_all = frozenset(catch_all)
        self._decisions: list[_Decision] = []
        self._items: list[_Item] = []
        self._commitments: list[tuple[CommitmentRecord, str]] = []

    def add(self, document: LinkedDocument) -> None:
        """Take one document."""
        meeting = document.meeting
        if meeting is None or meeting.date is None:
            return
        for record in document.items:
            item = _Item(
                record.node,
                name_key(record.title),
                record.case,
                meeting.body,
                meeting.date,
                document.content_hash,
                record.title_span,
            )
            self._items.append(item)
            self._decisions += [_decision(decision, item) for decision in record.decisions if decision.date]
        self._commitments += [(commitment, document.content_hash) for commitment in document.commitments]

    def links(self) -> Iterator[Link]:
        """Yield the links, each once, in order."""
        resuming = list(self._resuming())
        links = (*resuming, *self._kept(), *self._kept_by_return(resuming))
        found = {(link.subject, link.predicate, link.object): link for link in links}
        yield from (found[key] for key in sorted(found))

    def _resuming(self) -> Iterator[Link]:
        """The first decision after a deferring one that is printed under the same item, or under one of the matter."""
        by_item: dict[Node, list[_Decision]] = defaultdict(list)
        by_matter: dict[tuple[Node, str], list[_Decision]] = defaultdict(list)
        for decision in self._decisions:
            by_item[decision.item.node].append(decision)
            if matter := self._matter(decision.item):
                by_matter[matter].append(decision)
        for deferring in sorted(self._decisions, key=lambda d: d.order):
            if not deferring.deferred:
                continue
            matter = self._matter(deferring.item)
            below = [(d, "same-item") for d in by_item[deferring.item.node]]
            elsewhere = [(d, "same-case-and-title") for d in by_matter[matter]] if matter else []
            later = [pair for pair in (*below, *elsewhere) if pair[0].date > deferring.date]
            if later:
                decision, rule = min(later, key=lambda pair: (*pair[0].order, -_RESUMES[pair[1]]))
                evidence = ((deferring.item.source, deferring.heading), (decision.item.source, decision.heading))
                yield Link(
                    decision.node,
                    "resumes",
                    deferring.node,
                    tuple(dict.fromkeys(evidence)),
                    rule,
                    _RESUMES[rule],
                    decision.date,
                )

    def _matter(self, item: _Item) -> tuple[Node, str] | None:
        """What makes two items one matter: case and title. A case that gathers unlike items makes none."""
        return (item.case, item.title) if item.case and item.case not in self._catch_all else None

    def _kept(self) -> Iterator[Link]:
        """The first later item of the same case before the body that was promised something."""
        by_case: dict[Node, list[_Item]] = defaultdict(list)
        of_item: dict[Node, _Item] = {}
        for item in sorted(self._items, key=lambda i: (i.date, i.node, i.source)):
            of_item.setdefault(item.node, item)
            if item.case and item.case not in self._catch_all:
                by_case[item.case].append(item)
        for commitment, source in sorted(self._commitments, key=lambda pair: (pair[0].node, pair[1])):
            promised = of_item.get(commitment.item)
            if promised is None or promised.case is None or not commitment.promised_to or not commitment.observed:
                continue
            for item in by_case[promised.case]:
                later = item.date > commitment.observed and item.node != commitment.item
                if later and item.body in commitment.promised_to:
                    evidence = ((source, commitment.evidence[0]), (item.source, item.title_span))
                    yield Link(commitment.node, "keptBy", item.node, evidence, "same-case-before-body", 85, item.date)
                    break

    def _kept_by_return(self, resuming: Sequence[Link]) -> Iterator[Link]:
        """What a deferring decision says of taking the matter up again is kept by the decision that resumes it."""
        by_deferring = {link.object: link for link in resuming}
        for commitment, source in sorted(self._commitments, key=lambda pair: (pair[0].node, pair[1])):
            link = by_deferring.get(commitment.decision) if commitment.decision else None
            if link and commitment.rule == _GOES_TO:
                evidence = ((source, commitment.evidence[0]), link.evidence[-1])
                sure = _RESUMES[link.rule]
                yield Link(commitment.node, "keptBy", link.subject, evidence, "resumed", sure, link.observed)


def _decision(record: DecisionRecord, item: _Item) -> _Decision:
    return _Decision(record.node, record.date or "", record.outcome == _DEFERRED, item, record.heading)

"""Finds documents and groups that minutes name by what they are: *porteføljelisten*, *Styregruppen*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from .choices import Choice
from .entities import Entities
from .keys import name_key
from .lexicon import alternatives, load
from .model import AgendaItem, Mention, Minutes, Node, Span
from .names import PROJECTS, NameList
from .nodes import capital, document_node
from .resolve import group_name

# A genitive right before a document's name: "direktionens".
_OWNER = re.compile(r"(?<![\w-])[A-ZÆØÅa-zæøå][\wæøå]+s\s+\Z")


@cache
def _document_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("names")["document"]
    single = "|".join(sorted(words["single"], key=lambda w: (-len(w), w)))
    about = "|".join(sorted(words["about"], key=lambda w: (-len(w), w)))
    links = "|".join(re.escape(link) for link in words["about_links"])
    return (
        re.compile(rf"(?<![\w-])(?P<word>(?i:{single}))s?(?P<year>\s+20\d\d)?(?!\w)"),
        re.compile(rf"(?<![\w-])(?i:{about})\s+(?:(?:{links})\s+)?(?P<rest>)"),
    )


def document_choices(text: str, named: Sequence[Choice], names: NameList, entities: Entities) -> Iterator[Choice]:
    """Documents of which there is one ("Direktionens porteføljeliste"), and those about a project."""
    single, about = _document_patterns()
    bodies = {c.mention.span.start for c in named if c.mention.node.kind == "body"}
    projects: dict[int, Mention] = {}
    for mention in sorted(c.mention for c in named if c.mention.node.kind in PROJECTS):
        projects[mention.span.start] = mention  # the longest at a place comes last
    for match in single.finditer(text):
        owner = _OWNER.search(text, max(0, match.start() - 40), match.start())
        begin = owner.start() if owner and owner.start() in bodies else match.start()
        stem = name_key(match["word"]).removeprefix("projekt")
        title = " ".join(filter(None, [stem, (match["year"] or "").strip()]))
        node = document_node(names, title)
        entities.document(node, capital(" ".join(filter(None, [match["word"], (match["year"] or "").strip()]))))
        yield Choice(Mention(Span(begin, match.end()), node, "document-word", 90), nests=True)
    for match in about.finditer(text):
        project = projects.get(match.end()) or next(
            (projects[match.end() + len(a)] for a in ("den ", "det ") if match.end() + len(a) in projects),
            None,
        )
        if project is not None:
            title = " ".join(text[match.start() : project.span.end].split())
            node = document_node(names, name_key(title))
            entities.document(node, capital(title))
            yield Choice(Mention(Span(match.start(), project.span.end), node, "document-about", 85), nests=True)


@dataclass(frozen=True, slots=True)
class _ReportPatterns:
    owned: re.Pattern[str]
    of_year: re.Pattern[str]
    lists: tuple[re.Pattern[str], ...]


@cache
def _report_patterns() -> _ReportPatterns:
    words = load("names")["document"]
    reports = alternatives(words["reports"])
    return _ReportPatterns(
        owned=re.compile(
            rf"(?<![\w-])(?P<owner>[A-ZÆØÅa-zæøå]{{4,}}(?:(?<=ens)|(?<=ets)|(?<=ernes)))\s+(?:{reports})(?:\s+20\d\d)?(?!\w)"
        ),
        of_year=re.compile(
            rf"(?<![\w-])\w*(?:{reports})\s+for\s+20\d\d(?!\w)|(?<![\w-])20\d\d-(?:{alternatives(words['of_year'])})(?!\w)"
        ),
        lists=tuple(re.compile(p) for p in words["lists"]),
    )


def report_choices(text: str, minutes: Minutes, names: NameList, entities: Entities) -> Iterator[Choice]:
    """Reports that are named by whose or of what year they are, and the bullets of a list of documents."""
    p = _report_patterns()
    said = text.casefold()
    reported = any(word in said for key in ("reports", "of_year") for word in load("names")["document"][key])
    for pattern in (p.owned, p.of_year) if reported else ():
        for match in pattern.finditer(text):
            yield _document_choice(text, Span(*match.span()), "report", names, entities)
    for item in minutes.items:
        listing = False
        for block in item.blocks:
            if block.kind in ("bullet", "numbered"):
                if listing:
                    title = re.split(r"\s*[(<,;]", block.span.of(text), maxsplit=1)[0].rstrip()
                    span = Span(block.span.start, block.span.start + len(title))
                    yield _document_choice(text, span, "document-bullet", names, entities)
            else:
                listing = any(pattern.search(block.span.of(text).strip()) for pattern in p.lists)


def _document_choice(text: str, span: Span, rule: str, names: NameList, entities: Entities) -> Choice:
    title = " ".join(span.of(text).split())
    node = document_node(names, name_key(title) if rule == "report" else title)
    entities.document(node, capital(title))
    return Choice(Mention(span, node, rule, 88), nests=True)


@cache
def _row_pattern() -> re.Pattern[str]:
    name = r"[A-ZÆØÅ][\wæøå-]+"
    return re.compile(rf"(?<![\w-])(?P<row>{name}(?:,\s+{name})*\s+og\s+{name})\s+kommuner(?!\w)")


def municipality_choices(text: str, names: NameList, entities: Entities) -> Iterator[Choice]:
    """The members of a row of municipalities: "Greve, Ishøj og Vallensbæk kommuner"."""
    by_label = {name.label: name for name in names.names if name.node.kind == "municipality"}
    for row in _row_pattern().finditer(text):
        for match in re.finditer(r"[A-ZÆØÅ][\wæøå-]+", row["row"]):
            name = by_label.get(f"{match.group()} Kommune")
            if name is not None:
                span = Span(row.start() + match.start(), row.start() + match.end())
                entities.name(name)
                yield Choice(Mention(span, name.node, "row-of-municipalities", 92))


@dataclass(frozen=True, slots=True)
class _GroupPatterns:
    definite: re.Pattern[str]
    indefinite: re.Pattern[str]
    establishing: re.Pattern[str]
    link: re.Pattern[str]


@cache
def _group_patterns() -> _GroupPatterns:
    body = load("names")["body"]
    groups = alternatives(body["groups"])
    return _GroupPatterns(
        re.compile(rf"(?<![\w-])(?P<word>(?i:{groups})n)s?(?![\w-])"),
        re.compile(
            rf"(?<![\w-])(?P<article>[Ee]n|[Dd]en|[Dd]enne)\s+(?:nedsatte\s+|ny\s+)?(?P<word>{groups})(?![\w-])"
        ),
        re.compile(rf"(?<![\w-])(?:{alternatives(body['establishing'])})(?![\w-])", re.IGNORECASE),
        re.compile(rf"\s+(?:{alternatives(body['group_links'])})\.?\s+(?:den\s+|det\s+)?"),
    )


def _group_words(text: str, begin: int, end: int) -> Iterator[Span]:
    """Where a group is meant by its kind alone: *styregruppen*, and *en styregruppe* where it comes into being."""
    p = _group_patterns()
    for match in p.definite.finditer(text, begin, end):
        yield Span(*match.span())
    for match in p.indefinite.finditer(text, begin, end):
        sentence = text[_before(text, match.start()) : _after(text, match.end())]
        if match["article"].casefold() == "denne" or p.establishing.search(sentence):
            yield Span(*match.span("word"))


def _topic_said(text: str, span: Span, projects: Sequence[Mention]) -> Mention | None:
    """The project that a group is said to be for, right behind its word: "styregruppen om X"."""
    link = _group_patterns().link.match(text, span.end)
    if not link:
        return None
    return max((m for m in projects if m.span.start == link.end()), key=lambda m: m.span.end, default=None)


def _before(text: str, at: int) -> int:
    return max(text.rfind(". ", 0, at), text.rfind("\n", 0, at)) + 1


def _after(text: str, at: int) -> int:
    return min(end for end in (text.find(". ", at), text.find("\n", at), len(text)) if end >= 0)


def group_choices(
    text: str, minutes: Minutes, named: Sequence[Choice], names: NameList, entities: Entities
) -> Iterator[Choice]:
    """The definite form alone (*Styregruppen*) is the group of its topic, or else of its item."""
    known = {name.node: name for name in names.names if name.about is not None}
    projects = sorted(c.mention for c in named if c.mention.node.kind in PROJECTS)
    by_node = {name.node: name for name in names.names}
    for item in minutes.items:
        for span in _group_words(text, item.span.start, item.span.end):
            word = span.of(text).removesuffix("s")
            said = _topic_said(text, span, projects)
            node = said.node if said else topic_at(item, span.start, projects)
            span = Span(span.start, said.span.end) if said else span
            topic = by_node[node] if node else None
            about = topic.node.key[-1] if topic else f"{minutes.header.date} {item.number}"
            label = f"{_definite(capital(word))} for {topic.label if topic else item.title}"
            name = group_name(names.municipality.key[0], word, about, label, topic.node if topic else None)
            entities.name(known.get(name.node, name))
            yield Choice(
                Mention(span, name.node, "group-for" if said else "bare-group", 90 if said else 80), nests=True
            )


def _definite(word: str) -> str:
    return word if word.endswith("n") else f"{word}n"


def topic_at(item: AgendaItem, at: int, projects: Sequence[Mention]) -> Node | None:
    """Return the project that a place in an item is about: that of the heading above it, else of the title."""

    def only_project(span: Span) -> Node | None:
        inside = {m.node for m in projects if span.start <= m.span.start < span.end}
        return inside.pop() if len(inside) == 1 else None

    section = max((s.heading.start for s in item.sections if s.heading.start < at), default=0)
    above = [b for b in item.blocks if b.kind == "heading" and section < b.span.start < at]
    topics = (only_project(block.span) for block in reversed(above))
    return next((topic for topic in topics if topic), None) or only_project(item.title_span)


def short_unit_choices(text: str, named: Sequence[Choice], entities: Entities) -> Iterator[Choice]:
    """ "Taskforcen" alone is the one unit of that kind that the document names in full."""
    for head in load("names")["unit"]["short_heads"]:
        owners = {c.mention.node for c in named if _unit_with_head(c.mention, text, head)}
        if len(owners) != 1:
            continue
        owner = owners.pop()
        for match in re.finditer(rf"(?<![\w-])(?i:{head})(?:s)?(?![\w-])", text):
            yield Choice(Mention(Span(*match.span()), owner, "short-head", 88))


def _unit_with_head(mention: Mention, text: str, head: str) -> bool:
    words = name_key(mention.span.of(text)).split(" ")
    return mention.node.kind == "unit" and words[-1] == name_key(head) and len(words) > 1

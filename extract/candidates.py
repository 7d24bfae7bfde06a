"""Gathers from one document the evidence of what is named in it, for the names of the whole corpus."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from .keys import acronym_of, is_acronym, name_key, words
from .lexicon import load
from .model import AgendaItem, Block, Candidate, Evidence, Minutes, Section

_WORD_START = r"(?<![\w-])"
_PHRASE = r"[^\W\d_§][^,;:()\n\t”\"]{2,80}"
_SHORT = re.compile(r"(?<![\w-])[A-ZÆØÅ][A-ZÆØÅ0-9]{1,5}(?:['’]?s)?(?![\w-])")
_CLIPPED = re.compile(r"(?<![\w-])[A-ZÆØÅ][A-ZÆØÅa-zæøå]{1,2}[- ][A-ZÆØÅ][A-ZÆØÅa-zæøå]{1,2}(?![\w-])")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2})[.!?]\s+(?=[A-ZÆØÅÉ])")
_EDGES = " .,;:-–”\"'“"
_TOKEN = re.compile(r"(?<![\w-])[^\W_](?:[\w-]*\w)?(?![\w-])")
_NAME_PART = r"[A-ZÆØÅ][a-zæøåé]+"


@cache
def _hints() -> tuple[str, ...]:
    return tuple(load("projects")["hints"])


def _has_hint(phrase: str) -> bool:
    """Whether any cue can fit a phrase: a look for plain words, many times faster than trying the cues."""
    folded = phrase.lower()
    return any(hint in folded for hint in _hints())


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The word lists' patterns, compiled once."""

    cues: tuple[tuple[str, int, re.Pattern[str]], ...]
    heading_containers: tuple[re.Pattern[str], ...]
    list_containers: tuple[re.Pattern[str], ...]
    inline: re.Pattern[str]
    frames: tuple[re.Pattern[str], ...]
    tails: tuple[re.Pattern[str], ...]
    stop: re.Pattern[str]
    not_names: frozenset[str]
    not_containing: re.Pattern[str]
    compound: re.Pattern[str]
    not_compounds: frozenset[str]
    weights: dict[str, int]
    person: re.Pattern[str]
    two_word_body: re.Pattern[str]
    body_acronym: re.Pattern[str]
    group: re.Pattern[str]
    unit_acronym: re.Pattern[str]
    team: re.Pattern[str]
    school: re.Pattern[str]
    acronym_list: re.Pattern[str]
    municipality: re.Pattern[str]
    room: re.Pattern[str]


def _alternatives(values: Iterable[str]) -> str:
    return "|".join(re.escape(value) for value in sorted(values, key=lambda v: (-len(v), v)))


@cache
def given_names() -> frozenset[str]:
    """Return the given names of the word list."""
    return frozenset(load("given_names")["names"].split())


def municipality_names() -> tuple[str, ...]:
    """Return the names of the municipalities, without the word *Kommune*."""
    return tuple(name.strip() for name in load("organisations")["municipalities"].split(","))


@cache
def _patterns() -> _Patterns:
    projects, names = load("projects"), load("names")
    body, unit = names["body"], names["unit"]
    groups = _alternatives(body["groups"])
    return _Patterns(
        cues=tuple(
            (rule, projects["weights"][rule], re.compile(_WORD_START + p.replace("{name}", _PHRASE)))
            for rule, p in projects["cues"].items()
        ),
        heading_containers=tuple(re.compile(p) for p in projects["containers"]["headings"]),
        list_containers=tuple(re.compile(p) for p in projects["containers"]["lists"]),
        inline=re.compile(projects["containers"]["inline"]),
        frames=tuple(re.compile(p) for p in projects["titles"]["frames"]),
        tails=tuple(re.compile(p) for p in projects["titles"]["tails"]),
        stop=re.compile(
            rf"\s+(?:{_alternatives(projects['not_names']['stop'])}|[a-zæøå]{{2,}}[dtgnvlrkpsm]es)(?=\s|$).*", re.DOTALL
        ),
        not_names=frozenset(projects["not_names"]["whole"]),
        not_containing=re.compile("|".join(f"(?:{p})" for p in _inline_flags(projects["not_names"]["containing"]))),
        compound=re.compile(
            rf"{_WORD_START}[\wæøåÆØÅ-]{{4,}}(?:{_alternatives(projects['compounds']['heads'])})s?(?!\w)"
        ),
        not_compounds=frozenset(projects["compounds"]["not_names"]),
        weights=projects["weights"],
        person=re.compile(
            rf"{_WORD_START}(?P<given>{_NAME_PART})(?P<rest>(?:[ \t]+(?:{_NAME_PART}|[A-ZÆØÅ](?![\w.])))*)"
        ),
        two_word_body=re.compile(
            rf"{_WORD_START}[A-ZÆØÅ][a-zæøå]{{4,}}e?[ \t]+(?:{_alternatives(body['two_words'])})s?(?!\w)"
        ),
        body_acronym=re.compile(body["acronym"]),
        group=re.compile(
            rf"{_WORD_START}(?P<group>(?i:{groups})n?)\s+(?:{_alternatives(body['group_links'])})\.?\s+(?P<name>{_PHRASE})"
        ),
        unit_acronym=re.compile(unit["acronym"]),
        team=re.compile(_WORD_START + unit["team"]),
        school=re.compile(rf"(?<=[a-zæøå,] )[A-ZÆØÅ][\wæøå]+(?:{_alternatives(unit['schools'])})(?!\w)"),
        acronym_list=re.compile(rf"(?<![\w/-]){names['coordination']['acronym_list']}(?![\w-])"),
        municipality=re.compile(rf"{_WORD_START}(?P<name>[A-ZÆØÅ][\w-]+?)s? (?:Regionsk|K)ommunes?(?!\w)"),
        room=re.compile(names["place"]["room"]),
    )


def _inline_flags(patterns: Iterable[str]) -> Iterator[str]:
    """Patterns joined by | may set flags only for themselves."""
    for pattern in patterns:
        yield f"(?i:{pattern.removeprefix('(?i)')})" if pattern.startswith("(?i)") else pattern


def find_evidence(text: str, minutes: Minutes) -> Evidence:
    """Return the evidence of names in one document: one vote for each kind, name and rule."""
    body_text = text[minutes.contents_span.end if minutes.contents_span else 0 :]
    found: set[Candidate] = set()
    found.update(_head_names(minutes))
    found.update(_words_of_kinds(body_text))
    found.update(_people(text))
    for item in minutes.items:
        found.update(_project_names(text, item))
    found.update(_repeated(text, minutes, [c for c in found if c.kind == "project"]))
    found.update(_short_forms(body_text))
    acronyms = sorted(
        {
            tuple(sorted({acronym_of(w) for w in words(m.group()) if is_acronym(w)}))
            for m in _patterns().acronym_list.finditer(body_text)
        }
    )
    return Evidence(tuple(sorted(found)), tuple(acronyms), own_municipality(text))


def own_municipality(text: str) -> str | None:
    """Return the municipality that a document is about: the one it names most, more than all others together."""
    counts = Counter(_municipalities(text))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or ranked[0][1] * 2 <= sum(counts.values()):
        return None
    return ranked[0][0]


def _municipalities(text: str) -> Iterator[str]:
    """The municipalities that a text names as such, once for each time."""
    known = _known_municipalities()
    for match in _patterns().municipality.finditer(text):
        name = match["name"] if match["name"] in known else match["name"] + "s"
        if name in known:
            yield name


@cache
def _known_municipalities() -> frozenset[str]:
    return frozenset(municipality_names())


def _head_names(minutes: Minutes) -> Iterator[Candidate]:
    header = minutes.header
    if header.body:
        yield Candidate("body", header.body, "head", 40)
    if header.place:
        yield Candidate("place", header.place, "head", 40)
    for attendee in header.attendees:
        yield Candidate("person", attendee.name, "attendee", 40)
    for item in minutes.items:
        for decision in item.decisions:
            if decision.body and not decision.body.isupper():
                yield Candidate("body", decision.body, "decision-heading", 30)
        for attachment in item.attachments:
            yield Candidate("document", attachment.title, "attachment", 40)


def _words_of_kinds(text: str) -> Iterator[Candidate]:
    """Names that their own shape tells the kind of: -udvalget, -centret, acronyms ending in U or C."""
    p, names = _patterns(), load("names")
    folded = {word: word.casefold() for word in sorted(set(_TOKEN.findall(text)))}
    vocabulary = list(folded)
    stems = set(folded.values())
    for known in names["body"]["known"]:
        stem = known["name"][:-2].casefold()
        if any(word.startswith(stem) for word in stems) or not stems.isdisjoint(s.casefold() for s in known["short"]):
            yield Candidate("body", known["name"], "language", 40)
    for surface in _with_endings(text, folded, tuple(names["body"]["endings"]), capitalised=True):
        if surface.casefold() not in names["body"]["not_names"]:
            yield Candidate("body", _nominative(surface), "ending", 30)
    for match in p.two_word_body.finditer(text):
        yield Candidate("body", _nominative(match.group()), "ending", 30)
    for surface in _with_endings(text, folded, tuple(names["unit"]["endings"]), capitalised=True):
        if surface.casefold() not in names["unit"]["not_names"]:
            yield Candidate("unit", _nominative(surface), "ending", 30)
    for surface in _with_endings(text, folded, tuple(names["unit"]["lower_endings"]), capitalised=False):
        if surface.casefold() not in names["unit"]["not_names"] and len(surface) > len("taskforcen") + 2:
            yield Candidate("unit", _nominative(surface), "ending", 30)
    for match in p.team.finditer(text):
        yield Candidate("unit", _nominative(match.group()), "ending", 30)
    if any(word.endswith(tuple(names["unit"]["schools"])) for word in vocabulary):
        for match in p.school.finditer(text):
            if not _nominative(match.group()).casefold().endswith(tuple(names["unit"]["not_schools"])):
                yield Candidate("unit", _nominative(match.group()), "school", 30)
    for word in vocabulary:
        if p.body_acronym.fullmatch(word) and word not in names["body"]["not_acronyms"]:
            yield Candidate("body", word, "acronym-shape", 30)
        if p.unit_acronym.fullmatch(word) and word not in names["unit"]["not_acronyms"]:
            yield Candidate("unit", word, "acronym-shape", 25)
    for name in _municipalities(text):
        yield Candidate("municipality", name, "language", 40)


def _with_endings(text: str, folded: dict[str, str], endings: tuple[str, ...], *, capitalised: bool) -> Iterator[str]:
    """The words of a text with one of the endings, with the first half of a pair: "Social- og handicapcentret"."""
    endings = (*endings, *(ending + "s" for ending in endings))
    hits = [word for word, low in folded.items() if low.endswith(endings) and low not in endings]
    if not hits:
        return
    pair = r"(?P<pair>[A-ZÆØÅ][\w]*-(?:,\s[A-ZÆØÅ]?\w+-)*,?\s+og\s+|[A-ZÆØÅ][\wæøå]+\s+og\s+(?=[A-ZÆØÅ]))?"
    pattern = re.compile(rf"(?<![\w-]){pair}(?P<word>{_alternatives(hits)})(?![\w-])")
    for match in pattern.finditer(text):
        surface = match.group()
        if not capitalised or surface[0].isupper():
            yield surface


def _nominative(name: str) -> str:
    """A name without the genitive that its place in a sentence gave it."""
    name = re.sub(r"['’]s\Z", "", re.sub(r"\s+", " ", name))
    return name[:-1] if re.search(r"(?:et|en|erne|forum|gård|ce)s\Z", name) else name


def _people(text: str) -> Iterator[Candidate]:
    """Given names, with what family names or initials follow them."""
    p = _patterns()
    for match in p.person.finditer(text):
        if match["given"] not in given_names():
            continue
        rest = match["rest"].split()
        if not rest and re.match(r"\s*\d", text[match.end() :]):  # "Per 1. juni": a preposition
            continue
        yield Candidate("person", " ".join([match["given"], *rest]), "given-name", 30)


# --- projects -------------------------------------------------------------------------------------


@lru_cache(maxsize=50_000)
def clean_name(phrase: str) -> str:
    """Return the name within a phrase: without the frame before it and what follows it.

    >>> clean_name("Status på Fremtidens borgerkontakt (fortsat fra 2013)")
    'Fremtidens borgerkontakt'
    """
    p = _patterns()
    name = _SENTENCE_END.split(re.sub(r"\s+", " ", phrase), maxsplit=1)[0]
    name = p.stop.sub("", _trimmed(name, p.tails))
    before = None
    while before != name:
        before = name
        name = _trimmed(_trimmed(name, p.frames), p.tails)
    return name


def _trimmed(name: str, patterns: Sequence[re.Pattern[str]]) -> str:
    """A name without what the patterns match, unless nothing is left."""
    for pattern in patterns:
        name = pattern.sub("", name).strip(_EDGES) or name
    return name.strip(_EDGES)


def is_name(name: str) -> bool:
    """Whether a cleaned phrase can be the name of one thing rather than a word for many."""
    p = _patterns()
    folded = name.casefold()
    if len(name) < 3 or len(words(name)) > 12 or folded in p.not_names or p.not_containing.search(name):
        return False
    if words(name)[-1:] and words(folded)[-1] in ("af", "for", "på", "i", "om", "til", "og", "med", "vedr", "den"):
        return False
    return bool(re.search(r"[^\W\d_]{3}", name)) and name_key(name) not in _not_name_keys()


@cache
def _not_name_keys() -> frozenset[str]:
    return frozenset(name_key(name) for name in _patterns().not_names)


def _project_names(text: str, item: AgendaItem) -> Iterator[Candidate]:
    weights = _patterns().weights
    for title in filter(None, (item.title, item.alternative_title)):
        yield from _candidate(title, "title", weights["title"])
        yield from _cued(title)
        yield from _compounds(title)
    for attachment in item.attachments:
        yield from _cued(attachment.title)
    yield from _contained(text, item)
    for block in item.blocks:
        words_of_block = block.span.of(text)
        yield from _cued(words_of_block)
        yield from _compounds(words_of_block)
        for match in _patterns().inline.finditer(words_of_block):
            for part in re.split(r",\s+|\s+og\s+(?=[A-ZÆØÅ])", match["list"]):
                yield from _candidate(part, "inline-list", weights["inline-list"])


def _candidate(phrase: str, rule: str, weight: int, kind: str = "project", about: str = "") -> Iterator[Candidate]:
    name = clean_name(phrase)
    if is_name(name):
        yield Candidate(kind, name, rule, weight, about)


def _cued(phrase: str) -> Iterator[Candidate]:
    if not _has_hint(phrase):
        return
    p = _patterns()
    for rule, weight, pattern in p.cues:
        for match in pattern.finditer(phrase):
            yield from _candidate(match["name"], rule, weight)
    for match in p.group.finditer(phrase):
        name = clean_name(match["name"])
        if is_name(name):
            yield Candidate("group", f"{match['group']} for {name}", "group-for", 30, name)


def _compounds(phrase: str) -> Iterator[Candidate]:
    """Single long words that name an undertaking by their head: vækstpolitikken, brandingkampagnen."""
    p = _patterns()
    for match in p.compound.finditer(phrase):
        word = _nominative(match.group().lstrip("-"))
        if word.casefold() not in p.not_compounds and len(word) >= load("projects")["compounds"]["shortest"]:
            yield Candidate("project", word, "compound-head", p.weights["compound-head"])


def is_project_container(heading: str) -> bool:
    """Whether the headings that follow this one, to the section's end, name projects."""
    return any(pattern.fullmatch(heading.strip()) for pattern in _patterns().heading_containers)


def is_project_list(line: str) -> bool:
    """Whether the bullets under this line name projects."""
    return _has_hint(line) and any(pattern.search(line) for pattern in _patterns().list_containers)


def _contained(text: str, item: AgendaItem) -> Iterator[Candidate]:
    """Headings under a heading that announces projects, and bullets under a line that does."""
    p = _patterns()
    within: Section | None = None
    listing = False
    for block in item.blocks:
        phrase = block.span.of(text)
        section = _section_of(item.sections, block)
        if block.kind in ("heading", "paragraph"):
            listing = is_project_list(phrase)
        if block.kind == "heading" and is_project_container(phrase):
            within = section
        elif block.kind == "heading" and within is not None and section == within:
            yield from _candidate(phrase, "container-heading", p.weights["container-heading"])
        elif listing and block.kind in ("bullet", "numbered"):
            yield from _candidate(phrase, "container-bullet", p.weights["container-bullet"])


def _repeated(text: str, minutes: Minutes, projects: Sequence[Candidate]) -> Iterator[Candidate]:
    """Names whose words stand together in three blocks of the document or more."""
    blocks = [f" {name_key(block.span.of(text))} " for item in minutes.items for block in item.blocks]
    for surface in sorted({candidate.surface for candidate in projects}):
        key = f" {name_key(surface)} "
        if sum(key in block for block in blocks) >= 3:
            yield Candidate("project", surface, "repeated", _patterns().weights["repeated"])


def _short_forms(text: str) -> Iterator[Candidate]:
    """Acronyms and clipped names ("NY-NY"): of what kind, the long names of the corpus will say."""
    for line in text.splitlines():
        if line.isupper():  # a heading in capitals makes every word look like an acronym
            continue
        for match in _SHORT.finditer(line):
            yield Candidate("acronym", acronym_of(match.group()), "acronym", 0)
        for match in _CLIPPED.finditer(line):
            yield Candidate("clipped", match.group(), "clipped", 0)


def _section_of(sections: Sequence[Section], block: Block) -> Section | None:
    return next((s for s in sections if s.body.start <= block.span.start < s.body.end), None)

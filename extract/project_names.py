"""Finds in one document the evidence of what its projects, programmes, strategies and policies are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from .keys import is_acronym, name_key, nominative, words
from .lexicon import alternatives, load
from .model import AgendaItem, Block, Candidate, Section, Span

_WORD_START = r"(?<![\w-])"
PHRASE = r"[^\W\d_§][^,;:()\n\t”\"]{2,80}"
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2})[.!?]\s+(?=[A-ZÆØÅÉ])")
_LONGEST_CELL = 9  # words: what is longer describes and does not name
_EDGES = " .,;:-–”\"'“"
_YEARS = re.compile(r"\s+(?:for perioden\s+)?((?:19|20)\d\d)(?:\s?[-–/]\s?((?:19|20)?\d\d))?\Z")

# "Sundhed på tværs i HTK": where something is done is not what it is.
_WHERE = re.compile(r"\s+(?:i|hos)\s+[A-ZÆØÅ]{2,5}\Z")

# A candidate and the line or sentence in which it was read.
Sighting = tuple[Candidate, Span]


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The word list's patterns, compiled once."""

    hints: tuple[str, ...]
    cues: tuple[tuple[str, int, re.Pattern[str]], ...]
    heading_containers: tuple[re.Pattern[str], ...]
    list_containers: tuple[re.Pattern[str], ...]
    columns: frozenset[str]
    inline: tuple[re.Pattern[str], ...]
    frames: tuple[re.Pattern[str], ...]
    processes: re.Pattern[str]
    year_frames: re.Pattern[str]
    tails: tuple[re.Pattern[str], ...]
    stop: re.Pattern[str]
    stop_line: re.Pattern[str]
    not_names: frozenset[str]
    not_name_keys: frozenset[str]
    not_containing: re.Pattern[str]
    compound: re.Pattern[str]
    head: re.Pattern[str]
    before_head: tuple[re.Pattern[str], ...]  # "Tidlig | og fælles indsats" may also be one part
    not_compounds: frozenset[str]
    generic: frozenset[str]
    not_yearly: re.Pattern[str]
    responsible: re.Pattern[str]
    weights: dict[str, int]
    group: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    lists = load("projects")
    body = load("names")["body"]
    heads = lists["heads"]
    stops = lists["not_names"]
    passive = r"|[a-zæøå]{2,}[dtgnvlrkpsm]es"
    return _Patterns(
        hints=tuple(lists["hints"]),
        cues=tuple(
            (rule, lists["weights"][rule], re.compile(_WORD_START + p.replace("{name}", PHRASE)))
            for rule, p in lists["cues"].items()
        ),
        heading_containers=tuple(re.compile(p) for p in lists["containers"]["headings"]),
        list_containers=tuple(re.compile(p) for p in lists["containers"]["lists"]),
        columns=frozenset(lists["containers"]["columns"]),
        inline=tuple(re.compile(p) for p in lists["containers"]["inline"]),
        frames=tuple(re.compile(p) for p in lists["titles"]["frames"]),
        processes=re.compile(rf"^(?i:{'|'.join(lists['titles']['processes'])})\s+(?=\w)"),
        year_frames=re.compile(lists["titles"]["year_frames"]),
        tails=tuple(re.compile(p) for p in lists["titles"]["tails"]),
        stop=re.compile(
            rf"\s+(?:{alternatives(stops['stop'] + stops['stop_line'])}{passive})(?=\s|$).*"
            r"|\s+med\s+(?![A-ZÆØÅ]).*",
            re.DOTALL,
        ),
        stop_line=re.compile(rf"\s+(?:{alternatives(stops['stop_line'])})(?=\s|$).*", re.DOTALL),
        not_names=frozenset(stops["whole"]),
        not_name_keys=frozenset(map(name_key, stops["whole"])),
        not_containing=re.compile("|".join(f"(?:{p})" for p in _inline_flags(stops["containing"]))),
        compound=re.compile(rf"{_WORD_START}[\wæøåÆØÅ-]{{2,}}(?:{alternatives(lists['compounds']['heads'])})s?(?!\w)"),
        head=re.compile(rf"(?:[\wæøåÆØÅ-]{{3,}}|\b)(?i:{alternatives(heads['words'])})s?\Z"),
        before_head=tuple(
            re.compile(rf"\s+(?:{alternatives(links)})(?=\s)|\s+[-–(]|[,:;]")
            for links in (heads["links"], [*heads["links"], "og"])
        ),
        not_compounds=frozenset(lists["compounds"]["not_names"]),
        generic=frozenset(heads["generic"]),
        not_yearly=re.compile(rf"(?i)(?:{alternatives(lists['yearly']['not_names'])})"),
        responsible=re.compile(
            r"(?P<name>(?<![^\s,;:()])[^\W\d_][^,;:()\n]{3,70})\((?P<units>[A-ZÆØÅ][\wæøå]{1,20}(?:,\s*[A-ZÆØÅ][\wæøå]{1,20})*)\)"
        ),
        weights=lists["weights"],
        group=re.compile(
            rf"{_WORD_START}(?P<group>(?i:{alternatives(body['groups'])})n?)\s+"
            rf"(?P<link>(?:{alternatives(body['group_links'])})\.?)\s+(?P<name>{PHRASE})"
        ),
    )


def _inline_flags(patterns: Iterable[str]) -> Iterator[str]:
    """Patterns joined by | may set flags only for themselves."""
    for pattern in patterns:
        yield f"(?i:{pattern.removeprefix('(?i)')})" if pattern.startswith("(?i)") else pattern


# --- what is a name -------------------------------------------------------------------------------


@lru_cache(maxsize=50_000)
def clean_name(phrase: str, *, line: bool = False) -> str:
    """Return the name within a phrase: without the frame before it and what follows it.

    A `line` is a heading, bullet or title: it holds nothing but the name, so that only a verb ends it.

    >>> clean_name("Status på Fremtidens borgerkontakt (fortsat fra 2013)")
    'Fremtidens borgerkontakt'
    """
    p = _patterns()
    whole = _SENTENCE_END.split(re.sub(r"\s+", " ", phrase), maxsplit=1)[0]
    name = (p.stop_line if line else p.stop).sub("", _trimmed(whole, p.tails))
    framed = False
    before = None
    while before != name:
        before = name
        unframed = _trimmed(name, p.frames)
        framed |= unframed != name and bool(p.year_frames.search(name))
        name = _trimmed(unframed, p.tails)
    # "Revision af trafikplan 2018": the year is the revision's.
    return re.sub(r"\s+(?:19|20)\d\d\Z", "", name) if framed else name


def _trimmed(name: str, patterns: Sequence[re.Pattern[str]]) -> str:
    """A name without what the patterns match, unless nothing is left."""
    for pattern in patterns:
        name = pattern.sub("", name).strip(_EDGES) or name
    return name.strip(_EDGES)


@lru_cache(maxsize=50_000)
def core_name(name: str) -> str:
    """Return what a name is about: without the process before it, and the years and the owner behind it.

    >>> core_name("Implementering af Trafikplan 2014-2018")
    'Trafikplan'
    """
    core = _patterns().processes.sub("", name)
    without = _WHERE.sub("", _YEARS.sub("", core)).strip(_EDGES)
    return without if len(without) > 3 else core


def years_of(name: str) -> str:
    """Return the years that a name ends with, the empty string where it ends with none."""
    match = _YEARS.search(name)
    return "-".join(part for part in match.groups() if part) if match else ""


def is_name(name: str) -> bool:
    """Whether a cleaned phrase can be the name of one thing rather than a word for many."""
    p = _patterns()
    folded = name.casefold()
    if len(name) < 3 or len(words(name)) > 12 or folded in p.not_names or p.not_containing.search(name):
        return False
    if _begins_with_system(name):
        return False
    if words(name)[-1:] and words(folded)[-1] in ("af", "for", "på", "i", "om", "til", "og", "med", "vedr", "den"):
        return False
    return bool(re.search(r"[^\W\d_]{3}", name)) and name_key(name) not in p.not_name_keys


def is_project_container(heading: str) -> bool:
    """Whether the headings that follow this one, to the section's end, name projects."""
    return any(pattern.fullmatch(heading.strip()) for pattern in _patterns().heading_containers)


def is_project_list(line: str) -> bool:
    """Whether the bullets under this line name projects."""
    return _has_hint(line) and any(pattern.search(line) for pattern in _patterns().list_containers)


def _has_hint(phrase: str) -> bool:
    """Whether any cue can fit a phrase: a look for plain words, many times faster than trying the cues."""
    folded = phrase.lower()
    return any(hint in folded for hint in _patterns().hints)


def has_project_head(name: str) -> bool:
    """Whether a name's first noun is a word for an undertaking, and something says which one.

    >>> has_project_head("Strategi for cykling"), has_project_head("Ny strategi")
    (True, False)
    """
    firsts = (p.split(name, maxsplit=1)[0].replace("- ", "-") for p in _patterns().before_head)
    return any(_is_head(name, first) for first in firsts)


def _is_head(name: str, first: str) -> bool:
    p = _patterns()
    parts = [w for w in re.split(r"\s+", first) if w]
    if not parts or not p.head.search(parts[-1]) or parts[-1].casefold() in p.not_compounds:
        return False
    bare = parts[-1].casefold() in p.generic
    says_which = [w for w in parts[:-1] if w.casefold() not in p.generic]
    followed = len(name) > len(first) + 6
    return len(parts[-1]) >= _compound_length() if not bare else bool(says_which) or followed


def _compound_length() -> int:
    return int(load("projects")["compounds"]["shortest"])


# --- where names stand ----------------------------------------------------------------------------


def project_names(text: str, item: AgendaItem) -> Iterator[Sighting]:
    """Yield the evidence of one agenda item for the names of projects and of groups about them."""
    titles = [(item.title, item.title_span)]
    if item.alternative_title:
        titles.append((item.alternative_title, item.title_span))
    for title, span in titles:
        for candidate in (*_line(title, "title"), *_cued(title), *_compounds(title)):
            yield candidate, span
    for attachment in item.attachments:
        for candidate in (*_cued(attachment.title), *_yearly(attachment.title)):
            yield candidate, attachment.span
    yield from _contained(text, item)
    yield from _in_columns(text, item)
    for block in item.blocks:
        phrase = block.span.of(text)
        for candidate in _of_block(block, phrase):
            yield candidate, block.span


def _of_block(block: Block, phrase: str) -> Iterator[Candidate]:
    if block.kind in ("heading", "bullet", "numbered"):
        yield from _headed(phrase)
        yield from _yearly(phrase)
    yield from _cued(phrase)
    yield from _compounds(phrase)
    yield from _in_lists(phrase)
    yield from _responsible(phrase)


def _candidate(phrase: str, rule: str, *, line: bool = False) -> Iterator[Candidate]:
    name = clean_name(phrase, line=line)
    if is_name(name):
        yield _project(name, rule)


def _project(name: str, rule: str) -> Candidate:
    core = core_name(name)
    about = core if core != name and is_name(core) else ""
    return Candidate("project", name, rule, _patterns().weights[rule], about)


def _line(phrase: str, rule: str) -> Iterator[Candidate]:
    yield from _candidate(phrase, rule, line=True)
    yield from _headed(phrase)
    yield from _yearly(phrase)


def _headed(phrase: str) -> Iterator[Candidate]:
    """A line that is nothing but a phrase whose head is a word for an undertaking."""
    name = clean_name(phrase, line=True)
    if is_name(name) and len(words(name)) <= 9 and has_project_head(core_name(name)):
        yield _project(name, "head-noun")


def _yearly(phrase: str) -> Iterator[Candidate]:
    """What is held under one name year after year: a word or few with a year, and nothing else."""
    p = _patterns()
    for part in re.split(r"\s+(?:for|i|til)\s+|\s+[-–]\s+", phrase):
        match = re.fullmatch(r"[A-ZÆØÅ][\wæøå-]{5,}(?:\s[\wæøå-]+){0,3}\s20\d\d", part.strip(_EDGES))
        if match and not p.not_yearly.search(match.group()) and is_name(match.group()):
            yield _project(match.group(), "yearly")


def _cued(phrase: str) -> Iterator[Candidate]:
    if not _has_hint(phrase):
        return
    p = _patterns()
    for rule, _, pattern in p.cues:
        for match in pattern.finditer(phrase):
            yield from _candidate(match["name"], rule)
    for match in p.group.finditer(phrase):
        name = clean_name(match["name"])
        if is_name(name):
            yield Candidate("group", f"{match['group']} {match['link']} {name}", "group-for", 30, name)


def _compounds(phrase: str) -> Iterator[Candidate]:
    """Single long words that name an undertaking by their head: vækstpolitikken, brandingkampagnen."""
    p = _patterns()
    for match in p.compound.finditer(phrase):
        word = nominative(match.group().lstrip("-"))
        if word.casefold() not in p.not_compounds and len(word) >= _compound_length():
            yield Candidate("project", word, "compound-head", p.weights["compound-head"])


def _in_lists(phrase: str) -> Iterator[Candidate]:
    """The members of a row of names: "projekter fx A, B og C"."""
    for pattern in _patterns().inline:
        for match in pattern.finditer(phrase):
            for part in re.split(r",\s+|\s+og\s+(?=[A-ZÆØÅ])", match["list"]):
                yield from _candidate(part, "inline-list")


def _responsible(phrase: str) -> Iterator[Candidate]:
    """Tasks in a row, each with the unit that has it: "mobilitetsplan (TMC), ny havn (PLC)"."""
    if phrase.count("(") < 2:
        return
    found = [m for m in _patterns().responsible.finditer(phrase) if any(map(is_acronym, m["units"].split(", ")))]
    hits = [
        match
        for n, match in enumerate(found)
        if (n and _in_row(phrase, found[n - 1], match)) or (n + 1 < len(found) and _in_row(phrase, match, found[n + 1]))
    ]
    for match in hits:
        name = re.sub(r"^.*\b(?:fx|f\.eks\.|eksempelvis)\s+", "", match["name"])
        yield from _candidate(re.sub(r"^(?:og|samt)\s+", "", name), "responsible")


def _in_row(phrase: str, one: re.Match[str], other: re.Match[str]) -> bool:
    between = phrase[one.end() : other.start()]
    return between.strip() in (",", "") and (bool(between.strip()) or other["name"].startswith(("og ", "samt ")))


def _contained(text: str, item: AgendaItem) -> Iterator[Sighting]:
    """Headings under a heading that announces projects, and bullets under a line that does.

    Paragraphs that say more of a bullet do not end its list; a line that announces another one does.
    """
    within: Section | None = None
    listing = seen = False
    for block in item.blocks:
        phrase = block.span.of(text)
        section = _section_of(item.sections, block)
        if block.kind == "heading" or (block.kind == "paragraph" and (not seen or phrase.rstrip().endswith(":"))):
            listing, seen = is_project_list(phrase), False
        elif block.kind == "paragraph" and is_project_list(phrase):
            listing, seen = True, False
        if block.kind == "heading" and is_project_container(phrase):
            within = section
        elif block.kind == "heading" and within is not None and section == within:
            for candidate in _candidate(phrase, "container-heading", line=True):
                yield candidate, block.span
        elif listing and block.kind in ("bullet", "numbered"):
            seen = True
            for candidate in _candidate(_without_theme(phrase), "container-bullet", line=True):
                yield candidate, block.span


def _in_columns(text: str, item: AgendaItem) -> Iterator[Sighting]:
    """The cells of a table's column that is headed *Projekt*."""
    column: int | None = None
    for block in item.blocks:
        if block.kind != "row":
            column = column if block.kind == "heading" else None
            continue
        phrase = block.span.of(text)
        cells = phrase.split("\t") if "\t" in phrase else phrase.strip("|").split("|")
        headed = [n for n, cell in enumerate(cells) if cell.strip(" *_:").casefold() in _patterns().columns]
        if headed and len(cells) > 1:
            column = headed[0]
        elif column is not None and column < len(cells) and len(words(cells[column])) <= _LONGEST_CELL:
            for candidate in _candidate(cells[column].strip(" *_"), "container-row", line=True):
                yield candidate, block.span


def _without_theme(phrase: str) -> str:
    """A bullet without the one-word theme before its name: "Byudvikling - Ny havn (fortsat)"."""
    return re.sub(r"^(?:[-•o]\s+)*[A-ZÆØÅ][a-zæøå]+\s+-\s+(?=[A-ZÆØÅ])", "", phrase)


def _begins_with_system(name: str) -> bool:
    """Whether a name is that of a system with more said of it: "Skype for business og nyt telefonsystem"."""
    return bool(_systems().match(name))


@cache
def _systems() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:{alternatives(load('systems')['exact'])})(?:\s+[-–]|\s+og\b|\Z)")


def siblings(text: str, items: Sequence[AgendaItem], found: Sequence[Candidate]) -> Iterator[Sighting]:
    """Yield as projects what stands in one list with projects: half of a list at least must be known as such."""
    known: Counter[str] = Counter()
    for rule_of_name in {(name_key(c.about or c.surface), c.rule, c.weight) for c in found if c.kind == "project"}:
        known[rule_of_name[0]] += rule_of_name[2]
    for item in items:
        for is_list, run in groupby(item.blocks, key=lambda b: b.kind in ("bullet", "numbered")):
            bullets = [(b, clean_name(b.span.of(text).lstrip("-•o "), line=True)) for b in run] if is_list else []
            if len(bullets) < 3 or any(not _short_line(b.span.of(text), name) for b, name in bullets):
                continue
            strong = [b for b, name in bullets if known[name_key(core_name(name))] >= _patterns().weights["quoted"]]
            if len(strong) * 2 >= len(bullets):
                for block, name in bullets:
                    if is_name(name):
                        yield _project(name, "list-sibling"), block.span


def _short_line(line: str, name: str) -> bool:
    return 0 < len(words(line)) <= 8 and line.rstrip()[-1:] not in ".:;" and name[:1].isupper()


def parallel_headings(text: str, item: AgendaItem) -> Iterator[Sighting]:
    """Yield the two names of a topic that is headed so in the case and so in the decision.

    The headings of both must be the same row but for this one, and that one must have the same frame:
    "Orientering om X" above, "Orientering om Y" below.
    """
    rows: dict[bool, list[tuple[str, Span]]] = {True: [], False: []}
    for block in item.blocks:
        section = _section_of(item.sections, block)
        if block.kind == "heading" and section is not None and section.role != "attachments":
            rows[section.role == "decision"].append((" ".join(block.span.of(text).split()), block.span))
    if len(rows[True]) != len(rows[False]) or len(rows[True]) < 2:
        return
    unequal = [(a, b) for a, b in zip(rows[False], rows[True], strict=True) if a[0].casefold() != b[0].casefold()]
    if len(unequal) != 1:
        return
    (one, _), (other, span) = unequal[0]
    names = clean_name(one, line=True), clean_name(other, line=True)
    framed = names[0] != one and one.removesuffix(names[0]) == other.removesuffix(names[1])
    if framed:
        yield Candidate("parallel", names[0], "parallel-headings", 20, names[1]), span


def name_lists(text: str, items: Sequence[AgendaItem]) -> tuple[tuple[str, ...], ...]:
    """Return the keys of the names that stand in one list of projects: what is listed side by side is not one."""
    found = set()
    for item in items:
        listing: list[str] = []
        for block in item.blocks:
            phrase = block.span.of(text)
            if block.kind in ("bullet", "numbered"):
                name = clean_name(_without_theme(phrase), line=True)
                listing += [name_key(core_name(name))] if is_name(name) and _short_line(phrase, name) else []
            else:
                found.add(tuple(sorted(set(listing))))
                listing = []
        found.add(tuple(sorted(set(listing))))
    return tuple(sorted(keys for keys in found if len(keys) > 1))


def repeated(text: str, items: Sequence[AgendaItem], found: Sequence[Candidate]) -> Iterator[Sighting]:
    """Yield the names whose words stand together in three blocks of the document or more."""
    blocks = [(f" {name_key(block.span.of(text))} ", block.span) for item in items for block in item.blocks]
    holding: dict[str, list[int]] = {}  # which blocks have a word: not every name is looked for in every block
    for number, (block, _) in enumerate(blocks):
        for word in set(block.split()):
            holding.setdefault(word, []).append(number)
    rule = "repeated"
    for candidate in sorted({(c.surface, c.about) for c in found if c.kind == "project"}):
        key = f" {name_key(candidate[1] or candidate[0])} "
        rarest = min((holding.get(word, []) for word in key.split()), key=len, default=[])
        hits = [blocks[number][1] for number in rarest if key in blocks[number][0]]
        if len(hits) >= 3:
            yield Candidate("project", candidate[0], rule, _patterns().weights[rule], candidate[1]), hits[0]


def _section_of(sections: Sequence[Section], block: Block) -> Section | None:
    return next((s for s in sections if s.body.start <= block.span.start < s.body.end), None)

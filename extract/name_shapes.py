"""Finds in a text the names whose own shape or neighbours tell their kind: units, bodies, people, systems, others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from .acronyms import stands_for
from .keys import acronym_of, is_acronym, nominative, words
from .lexicon import alternatives, load
from .model import Candidate, Span
from .offices import title_pattern
from .project_names import Sighting

_WORD_START = r"(?<![\w-])"
_TOKEN = re.compile(r"(?<![\w-])[^\W_](?:[\w-]*\w)?(?![\w-])")
_NAME_PART = r"[A-ZÆØÅ][a-zæøåé]+(?:-[A-ZÆØÅ][a-zæøåé]+)*"
# "Lolan Ottesen (A)": a member with the letter of a party, one to a line.
_MEMBER = re.compile(
    rf"^(?P<name>{_NAME_PART}(?:[ \t]+{_NAME_PART}){{1,3}})[ \t]*\((?P<party>[A-ZÆØÅ]{{1,2}})\)", re.MULTILINE
)
_FURTHER = re.compile(rf"[ \t]*\n[ \t]*{_NAME_PART}(?:[ \t]+{_NAME_PART}){{0,2}}(?!\w)")
_CAPITALISED = r"[A-ZÆØÅ][\wæøå]+"
_SHORT = re.compile(r"(?<![\w-])[A-ZÆØÅ][A-ZÆØÅ0-9]{1,5}(?:['’]?s)?(?![\w])")
_CLIPPED = re.compile(r"(?<![\w-])[A-ZÆØÅ][A-ZÆØÅa-zæøå]{1,2}[- ][A-ZÆØÅ][A-ZÆØÅa-zæøå]{1,2}(?![\w-])")
# "(TMC)" and "TMC (": an explanation stands before the one, or in the parentheses of the other.
_EXPLAINED = re.compile(r"\((?P<short>[A-ZÆØÅ][A-ZÆØÅ0-9]{1,6})\)")
_EXPLAINING = re.compile(r"(?<![\w-])(?P<short>[A-ZÆØÅ][A-ZÆØÅ0-9]{1,6})[ \t]*\((?P<long>[^\W\d_][^()\n\d]{6,80})\)")
_WORDS_BEFORE = re.compile(r"(?:[^\W\d_][\w-]*[ \t]+){1,8}\Z")
_LOOK_BACK = 120  # characters in which a long name ends before its acronym
# A word coined with an acronym: HTKalle, mitHTK.
_COINED = re.compile(
    r"(?<![\w-])(?:[a-zæøå]{2,4}|[A-ZÆØÅ][a-zæøå]{1,3})?[A-ZÆØÅ]{3,4}(?:[a-zæøå]{3,}|(?<=[a-zæøå][A-ZÆØÅ]{3})|(?<=[a-zæøå][A-ZÆØÅ]{4}))(?![\w-])"
)
# The first half of a pair before its second: "Social- og |handicapcentret", "Teknik og |Miljøcentret".
_PAIR = re.compile(
    r"(?<![\w-])(?:(?P<elliptic>[A-ZÆØÅ]\w*-(?:,\s[A-ZÆØÅ]?\w+-)*,?\s+og\s+)|[A-ZÆØÅ][\wæøå]+\s+og\s+)\Z"
)
# "plan, udvikling og kultur": the fields of a committee or center.
_FIELDS = r"[\wæøå-]{2,}(?:,[ \t]*\n?[ \t]*[\wæøå-]{3,})*(?:[ \t]+og[ \t]+[\wæøå-]{3,})?(?:[ \t]+[A-ZÆØÅ][\wæøå-]{3,})?"
_ROW = re.compile(
    rf"(?<![\w/-]){_CAPITALISED}(?:,\s+{_CAPITALISED})*(?:,?\s+(?:og|eller|samt)\s+{_CAPITALISED})(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The word lists' patterns, compiled once."""

    person: re.Pattern[str]
    two_word_body: re.Pattern[str]
    named_body: re.Pattern[str]
    section_17_4: re.Pattern[str]
    committee_for: re.Pattern[str]
    center_for: re.Pattern[str]
    body_acronym: re.Pattern[str]
    unit_acronym: re.Pattern[str]
    acting: re.Pattern[str]
    team: re.Pattern[str]
    with_adjective: re.Pattern[str]
    school: re.Pattern[str]
    institutions: re.Pattern[str]
    acronym_list: re.Pattern[str]
    municipality: re.Pattern[str]
    municipality_row: re.Pattern[str]
    municipalities: re.Pattern[str]
    system_shape: re.Pattern[str]
    partner: re.Pattern[str]
    association: re.Pattern[str]
    area: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    names, organisations = load("names"), load("organisations")
    body, unit = names["body"], names["unit"]
    return _Patterns(
        person=re.compile(
            # "Centerchef Anne Berg": a title at the beginning of a sentence is no name.
            rf"{_WORD_START}(?!(?i:{title_pattern()})(?![\w-]))"
            rf"(?P<given>{_NAME_PART})(?P<rest>(?: +(?:{_NAME_PART}|[A-ZÆØÅ](?![\w.])))*)"
        ),
        two_word_body=re.compile(
            rf"{_WORD_START}(?:(?:[A-ZÆØÅ][a-zæøå]{{4,}}e?[ \t]+)?(?:{alternatives(body['two_words'])})s?"
            rf"|{body['with_adjective']})(?!\w)"
        ),
        named_body=re.compile(rf"{_WORD_START}{_NAME_PART}[ \t]+{_NAME_PART}[ \t]+{body['of_someone']}(?!\w)"),
        section_17_4=re.compile(body["section_17_4"]),
        committee_for=re.compile(rf"{_WORD_START}(?:{alternatives(body['for'])})\s+for\s+{_FIELDS}"),
        center_for=re.compile(rf"{_WORD_START}(?:{alternatives(unit['for'])})\s+for\s+(?=[A-ZÆØÅ]){_FIELDS}"),
        body_acronym=re.compile(body["acronym"]),
        unit_acronym=re.compile(unit["acronym"]),
        acting=re.compile(rf"{_WORD_START}(?P<short>[A-ZÆØÅ]{{2,5}})\s+(?:{alternatives(unit['acts'])})(?!\w)"),
        team=re.compile(_WORD_START + unit["team"]),
        with_adjective=re.compile(rf"{_WORD_START}{unit['with_adjective']}(?!\w)"),
        school=re.compile(rf"(?<=[a-zæøå,/] ){_CAPITALISED}(?:{alternatives(unit['schools'])})(?!\w)"),
        institutions=re.compile(
            rf"(?i:kommunens)\s+(?P<row>\w+(?:{alternatives(unit['institutions'])})"
            rf"(?:(?:,\s+|\s+og\s+)\w+(?:{alternatives(unit['institutions'])}))*)(?!\w)"
        ),
        acronym_list=re.compile(rf"(?<![\w/-]){names['coordination']['acronym_list']}(?![\w-])"),
        municipality=re.compile(rf"{_WORD_START}(?P<name>[A-ZÆØÅ][\w-]+?)s? (?:Regionsk|K)ommunes?(?!\w)"),
        municipality_row=re.compile(rf"(?P<row>{_CAPITALISED}(?:[-,\s]+(?:og\s+)?{_CAPITALISED})+)\s+kommuner\Z"),
        municipalities=re.compile(r"(?<=\s)kommuner(?!\w)"),
        system_shape=re.compile(rf"{_WORD_START}(?:{'|'.join(load('systems')['shapes'])})(?!\w)"),
        partner=re.compile(
            rf"(?i:{'|'.join(organisations['cues'])})[ \t]+(?P<name>{_CAPITALISED}(?:[ \t]+[A-ZÆØÅ][\wæøå&]+){{0,2}})"
        ),
        association=re.compile(
            rf"{_WORD_START}(?P<name>(?:[Dd]en|[Dd]et)\s+(?:\w+\s+){{1,2}}[\wæøå]+(?:{alternatives(organisations['endings'])}))(?!\w)"
        ),
        area=re.compile(names["place"]["area"]),
    )


def named_further(text: str, end: int, name: str, known: Collection[str]) -> tuple[str, int] | None:
    """Return the known name that a name is with the first words of the next line, and its end: "Anne Berg\\nLund"."""
    further = _FURTHER.match(text, end)
    ends = [part.end() for part in re.finditer(r"\S+", further.group())] if further and " " in name else []
    for stop in reversed(ends):
        longer = " ".join((name, *text[end : end + stop].split()))
        if longer in known:
            return longer, end + stop
    return None


@cache
def given_names() -> frozenset[str]:
    """Return the given names of the word list."""
    return frozenset(load("given_names")["names"].split())


def is_given_name(word: str) -> bool:
    """Return whether a word is a given name, or several with hyphens.

    >>> is_given_name("Anne-Mette"), is_given_name("Anne-Center")
    (True, False)
    """
    return word in given_names() or ("-" in word and all(part in given_names() for part in word.split("-")))


def municipality_names() -> tuple[str, ...]:
    """Return the names of the municipalities, without the word *Kommune*."""
    return tuple(name.strip() for name in load("organisations")["municipalities"].split(","))


@cache
def _known_municipalities() -> frozenset[str]:
    return frozenset(municipality_names())


@dataclass(frozen=True, slots=True)
class _Words:
    """The different words of a text in order of letters: in lower case, and where each stands."""

    folded: dict[str, str]
    places: dict[str, list[int]]

    @classmethod
    def of(cls, text: str) -> _Words:
        places: dict[str, list[int]] = {}
        for match in _TOKEN.finditer(text):
            places.setdefault(match.group(), []).append(match.start())
        return cls({word: word.casefold() for word in sorted(places)}, places)

    def first(self, word: str) -> Span:
        """The first place of a word that the text has, in this spelling or another."""
        start = self.places.get(word) or min(p for w, p in self.places.items() if self.folded[w] == word.casefold())
        return Span(start[0], start[0] + len(word))


def own_municipality(text: str) -> str | None:
    """Return the municipality that a document is about: the one it names most, more than all others together."""
    counts = Counter(name for name, _ in _municipalities(text))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or ranked[0][1] * 2 <= sum(counts.values()):
        return None
    return ranked[0][0]


def _municipalities(text: str) -> Iterator[tuple[str, Span]]:
    """The municipalities that a text names as such, once for each time."""
    known = _known_municipalities()
    for match in _patterns().municipality.finditer(text):
        name = match["name"] if match["name"] in known else match["name"] + "s"
        name = name if name in known else _misspelt_municipality(match["name"])
        if name:
            yield name, Span(*match.span())


@lru_cache(maxsize=1_000)
def _misspelt_municipality(name: str) -> str:
    """The one municipality that a long name is but for a letter, the empty string where it is none."""
    near = [m for m in municipality_names() if len(m) >= _LONG_NAME and OSA.distance(name, m, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else ""


def shaped_names(text: str) -> Iterator[Sighting]:
    """Yield the names of a text whose shape or neighbours tell the kind: -udvalget, -centret, ISU, *aftale med X*."""
    words_ = _Words.of(text)
    yield from _bodies(text, words_)
    yield from _units(text, words_)
    yield from _outsiders(text)
    organisations = load("organisations")
    for surface, span in _with_endings(text, words_, tuple(organisations["authorities"]), capitalised=True):
        if nominative(surface).casefold() not in organisations["not_authorities"]:
            yield Candidate("organization", nominative(surface), "ending", 30), span
    yield from people(text)
    yield from _members(text)
    yield from _definitions(text)


def _bodies(text: str, words_: _Words) -> Iterator[Sighting]:
    p, body = _patterns(), load("names")["body"]
    stems = set(words_.folded.values())
    for known in body["known"]:
        stem = known["name"][:-2].casefold()
        first = next((w for w, low in words_.folded.items() if low.startswith(stem)), None) or next(
            (s for s in known["short"] if s.casefold() in stems), None
        )
        if first is not None:
            yield Candidate("body", known["name"], "language", 40), words_.first(first)
    for surface, span in _with_endings(text, words_, tuple(body["endings"]), capitalised=True):
        if surface.casefold() not in body["not_names"]:
            yield Candidate("body", nominative(surface), "ending", 30), span
    for surface, span in _with_endings(text, words_, tuple(body["lower_endings"]), capitalised=False):
        if surface.casefold() not in body["not_names"] and len(surface) >= _LONG_COMPOUND:
            yield Candidate("body", nominative(surface), "ending", 30), span
    for pattern in (p.two_word_body, p.named_body, p.section_17_4, p.committee_for):
        for match in pattern.finditer(text):
            yield Candidate("body", nominative(match.group()), "ending", 30), Span(*match.span())
    for word in words_.folded:
        if p.body_acronym.fullmatch(word) and word not in body["not_acronyms"]:
            yield Candidate("body", word, "acronym-shape", 30), words_.first(word)


_LONGEST_ROW = 400  # characters of a row of municipalities
_LONG_NAME = 8  # letters of a municipality's name in which one may be wrong
_LONG_COMPOUND = 13  # letters of a word in lower case that can be the name of one thing: myndighedsafdelingen


def _units(text: str, words_: _Words) -> Iterator[Sighting]:
    p, unit = _patterns(), load("names")["unit"]
    for surface, span in _with_endings(text, words_, tuple(unit["endings"]), capitalised=True):
        if surface.casefold() not in unit["not_names"]:
            yield Candidate("unit", nominative(surface), "ending", 30), span
    for surface, span in _with_endings(text, words_, tuple(unit["lower_endings"]), capitalised=False):
        if surface.casefold() not in unit["not_names"] and (surface[0].isupper() or len(surface) >= _LONG_COMPOUND):
            yield Candidate("unit", nominative(surface), "ending", 30), span
    for pattern in (p.team, p.with_adjective, p.center_for):
        for match in pattern.finditer(text):
            yield Candidate("unit", nominative(match.group()), "ending", 30), Span(*match.span())
    for match in p.school.finditer(text):
        if not nominative(match.group()).casefold().endswith(tuple(unit["not_schools"])):
            yield Candidate("unit", nominative(match.group()), "school", 30), Span(*match.span())
    for match in p.institutions.finditer(text):
        for word in re.findall(r"\w{5,}", match["row"]):
            yield Candidate("unit", word, "municipal-institution", 30), Span(*match.span())
    for word in words_.folded:
        if p.unit_acronym.fullmatch(word) and word not in unit["not_acronyms"]:
            yield Candidate("unit", word, "acronym-shape", 25), words_.first(word)
    for match in p.acting.finditer(text):
        short = match["short"]
        if not p.body_acronym.fullmatch(short) and short not in unit["not_acronyms"]:
            yield Candidate("unit", short, "acts", 25), Span(*match.span())


def _outsiders(text: str) -> Iterator[Sighting]:
    p = _patterns()
    for name, span in _municipalities(text):
        yield Candidate("municipality", name, "language", 40), span
    for end in p.municipalities.finditer(text):
        match = p.municipality_row.search(text, max(0, end.start() - _LONGEST_ROW), end.end())
        row = [part for part in re.split(r",\s*|\s+og\s+|\s+", match["row"]) if part] if match else []
        for name in row if sum(part in _known_municipalities() for part in row) >= 2 else ():
            if name in _known_municipalities() and match:
                yield Candidate("municipality", name, "row-of-municipalities", 30), Span(*match.span())
    for match in p.system_shape.finditer(text):
        yield Candidate("system", nominative(match.group()), "system-shape", 30), Span(*match.span())
    folded_text = text.casefold()
    cued = any(cue in folded_text for cue in load("organisations")["cues"])
    for match in p.partner.finditer(text) if cued else ():
        yield Candidate("organization", nominative(match["name"]), "partner", 25), Span(*match.span())
    ended = any(re.search(rf"{ending}(?!\w)", folded_text) for ending in load("organisations")["endings"])
    for match in p.association.finditer(text) if ended else ():
        yield Candidate("organization", nominative(match["name"]), "ending", 25), Span(*match.span())
    for match in p.area.finditer(text):
        yield Candidate("place", match.group(), "area", 25), Span(*match.span())


def _definitions(text: str) -> Iterator[Sighting]:
    """An acronym explained in parentheses, or explaining what stands before: "Trafik- og Miljøcentret (TMC)"."""
    for match in _EXPLAINED.finditer(text):
        before = _WORDS_BEFORE.search(
            text[max(0, match.start() - _LOOK_BACK) : match.start()].rpartition("\n")[2] or " "
        )
        parts = words_with_gaps(before.group()) if before else []
        # The explanation is the shortest run of words before the parenthesis that the letters fit.
        for start in range(len(parts) - 1, -1, -1):
            long = " ".join(parts[start:])
            if stands_for(match["short"], long):
                yield Candidate("definition", long, "definition", 40, match["short"]), Span(*match.span())
                break
    for match in _EXPLAINING.finditer(text):
        long = " ".join(words_with_gaps(match["long"]))
        if stands_for(match["short"], long):
            yield Candidate("definition", long, "definition", 40, match["short"]), Span(*match.span())


def words_with_gaps(phrase: str) -> list[str]:
    """Return the words of a phrase with the hyphens that they have: "Social- og" is two."""
    return re.findall(r"[^\s,;:()]+", phrase)


def _with_endings(
    text: str, words_: _Words, endings: tuple[str, ...], *, capitalised: bool
) -> Iterator[tuple[str, Span]]:
    """The words of a text with one of the endings, with the first half of a pair: "Social- og handicapcentret"."""
    endings = (*endings, *(ending + "s" for ending in endings))
    for word, low in words_.folded.items():
        if not low.endswith(endings) or low in endings:
            continue
        for start in words_.places[word]:
            pair = _PAIR.search(text, max(0, start - _LOOK_BACK), start)
            # "Havnecentret og Byplancentret" are two, "Teknik og Miljøcentret" is one.
            one = pair and (pair["elliptic"] or (word[0].isupper() and not _ends_so(pair.group(), endings)))
            begin = pair.start() if pair and one else start
            if not capitalised or text[begin].isupper():
                yield text[begin : start + len(word)], Span(begin, start + len(word))


def _ends_so(pair: str, endings: tuple[str, ...]) -> bool:
    return pair.split(maxsplit=1)[0].casefold().endswith(endings)


def people(text: str) -> Iterator[Sighting]:
    """Yield given names with what family names or initials follow them, in the text's order."""
    for match in _patterns().person.finditer(text):
        if not is_given_name(match["given"]):
            continue
        rest = match["rest"].split()
        if not rest and re.match(r"\s*\d", text[match.end() :]):  # "Per 1. juni": a preposition
            continue
        yield Candidate("person", " ".join([match["given"], *rest]), "given-name", 30), Span(*match.span())


def _members(text: str) -> Iterator[Sighting]:
    """Members one to a line with their party, whatever their given names."""
    for match in _MEMBER.finditer(text):
        yield Candidate("person", " ".join(match["name"].split()), "party-member", 40), Span(*match.span("name"))


def short_forms(text: str) -> Iterator[Sighting]:
    """Yield acronyms and clipped names ("NY-NY"): of what kind, the long names of the corpus will say."""
    at = 0
    for line in text.splitlines(keepends=True):
        if not line.rstrip().isupper():  # a heading in capitals makes every word look like an acronym
            for match in _SHORT.finditer(line):
                span = Span(at + match.start(), at + match.end())
                yield Candidate("acronym", acronym_of(match.group()), "acronym", 0), span
            for match in _COINED.finditer(line):
                yield Candidate("coined", match.group(), "coined", 0), Span(at + match.start(), at + match.end())
            for match in _CLIPPED.finditer(line):
                yield Candidate("clipped", match.group(), "clipped", 0), Span(at + match.start(), at + match.end())
        at += len(line)


def rows(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of acronyms and of capitalised words in a text: things of one kind stand in one row."""
    found = {
        tuple(sorted({acronym_of(w) for w in words(m.group()) if is_acronym(w)}))
        for m in _patterns().acronym_list.finditer(text)
    }
    for match in _ROW.finditer(text):
        members = re.split(r",\s+|,?\s+(?:og|eller|samt)\s+", match.group())
        if len(members) >= 3 and sum(map(is_acronym, members)) * 2 >= len(members):
            found.add(tuple(sorted({acronym_of(m) if is_acronym(m) else nominative(m) for m in members})))
    return tuple(sorted(found))

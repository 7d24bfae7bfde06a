"""Takes forgotten people out of a text, knowing of their names only keyed digests.

A name is found by windows: the letters of neighbouring words, put together, are digested and looked up. So a name
over two lines, with the family name first, in capitals, divided at a line's end, or in an address of an e-mail is
found like any other, and what is kept of it does not tell it. A long name is looked for inside of words too.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote

from .lettered import WORD, letters_of, stream_of, words_of
from .model import Source, Span
from .namesakes import begins_anothers, is_anothers
from .people import names_more, shortened
from .register import Register, parse_register, write_register

MASK = "█"  # no letter: nothing is read from it
# "BrevFraAnneBerg": a capital behind a small letter begins a word.
_HUMP = re.compile(r"(?<=[a-zæøåéüö])(?=[A-ZÆØÅ])")
# What may part the words of one name: blanks, and a few signs ("Berg, Anne", "anne.berg@", "anne%20berg", "| Berg |").
_BETWEEN = re.compile(r"(?:%20|[^\w█]|_){1,60}")
_SIGNS = re.compile(r"[^\s]")
_MOST_SIGNS = 4
_MOST_WORDS = 10
_LETTERS = re.compile(r"[^\W\d_]")
# What an address makes of "ø": "s%C3%B8ren".
_PERCENT = re.compile(r"[^\s\"<>|]*%[C-Fc-f][0-9A-Fa-f]%[^\s\"<>|]*")
LONG = 10  # letters of a name of several words that no other words make by chance, so that it may stand inside one
IN_REGISTER = "register"  # what stands for a content hash where the notes of a register are masked


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is kept of a forgotten person: digests of the name's forms, and how many letters these have.

    `names` are forms that are masked in every text, `here` forms that are masked in one: digests by content hash.
    `others` are names of other people that hold one of these; they stay, and `lengths` are of them too.
    """

    lengths: tuple[int, ...]
    names: frozenset[str]
    here: dict[str, frozenset[str]] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    marks: frozenset[int] = frozenset()  # of the long ones among names and others: length, and 16 bits of a checksum
    key: str = ""  # of these digests, where it is not the store's: the person was forgotten by another store


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The people that a store has forgotten, in the order in which it did, and the key of their digests."""

    key: str = ""  # hexadecimal
    people: tuple[Tombstone, ...] = ()

    def text(self, text: str, content_hash: str = "") -> str:
        """Return a text, or a name of a file, with every form of a forgotten person's name masked at equal length."""
        if not self.people:
            return text
        for stone in self._met(text, content_hash):
            text = _masked(text, self._spans(stone, text, content_hash))
        return _PERCENT.sub(self._address, text)

    def _address(self, match: re.Match[str]) -> str:
        """An address that writes letters by their numbers; with the name of someone forgotten all its letters go."""
        plain = unquote(match.group(), errors="replace")
        return match.group() if self.text(plain) == plain else _LETTERS.sub(MASK, match.group())

    def source(self, source: Source) -> Source:
        """Return a source whose text is masked."""
        text = self.text(source.text, source.content_hash)
        if text == source.text:
            return source
        return replace(source, text=text, text_hash=hashlib.sha256(text.encode()).hexdigest())

    def register(self, register: Register) -> Register:
        """Return a register without the lines about forgotten people, who are masked in its notes."""
        if not self.people:
            return register
        kept = [
            replace(line, note=self.text(line.note, IN_REGISTER), by=self.text(line.by, IN_REGISTER))
            for line in register.lines
            if not any(self.text(cell) != cell for cell in (line.name, *line.other))
        ]
        if kept == list(register.lines):
            return register
        return replace(parse_register(write_register(kept).encode(), "register.csv"), undecided=register.undecided)

    def with_person(
        self, names: Iterable[str], here: Mapping[str, Iterable[str]], others: Iterable[str] = ()
    ) -> Forgotten:
        """Return the same with one person more.

        `names` are masked in every text, `here` are forms to mask in single texts, by content hash. `others` are
        people whose names hold one of these and who stay.
        """
        everywhere, staying = list(names), list(others)
        many = {form for forms in here.values() for form in forms if not _is_one_word(form)}
        single = {
            h: {f for f in forms if f not in many} | _written(many.intersection(forms)) for h, forms in here.items()
        }
        stone = Tombstone(
            tuple(sorted(_lengths((*everywhere, *staying, *many)))),
            frozenset(self.digest(each) for each in _written(everywhere)),
            {h: frozenset(self.digest(h, each) for each in forms) for h, forms in sorted(single.items()) if forms},
            frozenset(self.digest(each) for each in _written(staying)),
            frozenset(_mark(letters_of(each)) for each in (*everywhere, *staying) if is_long(each)),
        )
        return replace(self, people=(*self.people, stone))

    def and_those(self, other: Forgotten) -> Forgotten:
        """Return the same with the people of another store, whose digests keep their key."""
        key = self.key or other.key
        theirs = (
            replace(stone, key="" if (stone.key or other.key) == key else stone.key or other.key)
            for stone in other.people
        )
        return Forgotten(key, (*self.people, *(stone for stone in theirs if stone not in self.people)))

    def digest(self, *parts: str) -> str:
        """Return the keyed digest of a form."""
        return _digest(self.key, *parts)

    def _met(self, text: str, content_hash: str) -> Iterator[Tombstone]:
        """The people whose names the text may have, found in one pass for all."""
        lengths = {length for stone in self.people for length in stone.lengths}
        marks = frozenset(mark for stone in self.people for mark in stone.marks)
        wanted = frozenset(name for stone in self.people for name in stone.names)
        keys = sorted({stone.key or self.key for stone in self.people})
        found: set[str] = set()

        def note(form: str) -> bool:
            found.update(digest for key in keys if (digest := _digest(key, form)) in wanted)
            return False

        for _ in (*windows(text, lengths, note), *inside(text, marks, note)):
            pass
        yield from (stone for stone in self.people if content_hash in stone.here or not stone.names.isdisjoint(found))

    def _spans(self, stone: Tombstone, text: str, content_hash: str) -> list[Span]:
        here = stone.here.get(content_hash, frozenset())
        key = stone.key or self.key

        def is_name(form: str) -> bool:
            return _digest(key, form) in stone.names

        def is_others(form: str) -> bool:
            return _digest(key, form) in stone.others

        others = [*windows(text, stone.lengths, is_others), *inside(text, stone.marks, is_others)]
        full = [
            span
            for span in windows(text, stone.lengths, is_name)
            if not begins_anothers(text, span.start) and not any(_is_within(span, other) for other in others)
        ]
        full += [
            span
            for span in inside(text, stone.marks, is_name)
            if not is_anothers(text, span.start, span.end) and not any(_is_within(span, other) for other in others)
        ]
        # What the full name is short for in the same text: "Anne", "Anne B", "A. Berg".
        short = {form for span in full for form in shortened(span.of(text))}
        words = {form for form in short if _is_one_word(form)}
        many = _written(short - words)

        def is_short(form: str) -> bool:
            return form in many or (bool(here) and _digest(key, content_hash, form) in here)

        def is_word(word: str) -> bool:
            return word in words or (bool(here) and _digest(key, content_hash, word) in here)

        lengths = {*stone.lengths, *_lengths(short - words)} if many or here else set()
        partly = [
            span
            for span in (*windows(text, lengths, is_short, least=2), *(single_words(text, is_word)))
            if not begins_anothers(text, span.start)
            and (span.of(text).isupper() or not names_more(text, span.end))
            and not any(_is_within(span, other) for other in others)
        ]
        return full + partly


def _is_within(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _is_one_word(form: str) -> bool:
    return bool(WORD.fullmatch(form))


@lru_cache(maxsize=200_000)
def _digest(key: str, *parts: str) -> str:
    return hashlib.blake2b("\n".join(parts).encode(), key=bytes.fromhex(key), digest_size=16).hexdigest()


def is_long(name: str) -> bool:
    """Whether a name has several words and so many letters that it is looked for inside of words.

    >>> is_long("Anne Holm Berg"), is_long("Anne Berg")
    (True, False)
    """
    return " " in words_of(name) and len(letters_of(name)) >= LONG


def _mark(letters: str) -> int:
    """What few windows share with a long name, and what so tells which of them are worth a digest."""
    return len(letters) << 16 | zlib.crc32(letters.encode("utf-32-le")) & 0xFFFF


def _written(names: Iterable[str]) -> set[str]:
    """Names as `windows` asks for them: their letters, and where they have several words these."""
    return {form for name in names for form in (letters_of(name), words_of(name))}


def _lengths(names: Iterable[str]) -> set[int]:
    return {len(letters_of(name)) for name in names}


def windows(text: str, lengths: Iterable[int], is_name: Callable[[str], bool], least: int = 1) -> Iterator[Span]:
    """Yield the runs of neighbouring words that are a name, or its genitive.

    `is_name` is asked of the letters of a run ("anneberg") where it begins with a capital or is a part of an address;
    of its words ("anne berg") elsewhere, so that "lis ten" is not found in "listen". `lengths` are how many letters a
    name may have;
    `least` is the number of words of the shortest run.
    """
    wanted = set(lengths)
    if not wanted:
        return
    longest = max(wanted) + 1
    words = [(start, end, letters_of(text[start:end])) for start, end in _words(text)]
    for n, (start, end, letters) in enumerate(words):
        form, join = letters, "" if text[start].isupper() else " "
        for more in range(n, min(n + _MOST_WORDS, len(words))):
            if more > n:
                if not _is_between(text, end, words[more][0]):
                    break
                end = words[more][1]
                letters += words[more][2]
                form += join + words[more][2]
            if len(letters) > longest:
                break
            if more - n + 1 < least or (join and more == n and not _is_in_address(text, start, end)):
                continue
            exact = len(letters) in wanted and is_name(form)
            if exact or (len(letters) - 1 in wanted and form.endswith("s") and is_name(form[:-1])):
                yield Span(start, end)


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text begin and end, those that are put together with capitals apart."""
    for match in WORD.finditer(text):
        humps = [hump.start() for hump in _HUMP.finditer(text, *match.span())]
        yield from pairwise((match.start(), *humps, match.end()))


def _is_in_address(text: str, start: int, end: int) -> bool:
    """Whether a word in small letters is a part of an address: "@anneberg", "/anneberg", "anneberg@"."""
    return text[max(0, start - 1) : start] in ("/", "@") or text[end : end + 1] == "@"


def inside(text: str, marks: frozenset[int], is_name: Callable[[str], bool]) -> Iterator[Span]:
    """Yield where the letters of a long name stand, whatever stands before, between and behind them.

    `marks` are of the names (`Tombstone`), `is_name` is asked of the letters of those windows that have one of them.
    """
    if not marks:
        return
    stream, places = stream_of(text)
    data = stream.encode("utf-32-le")
    for length in sorted({mark >> 16 for mark in marks}):
        some = frozenset(mark & 0xFFFF for mark in marks if mark >> 16 == length)
        for n in range(len(stream) - length + 1):
            if zlib.crc32(data[4 * n : 4 * (n + length)]) & 0xFFFF in some and is_name(stream[n : n + length]):
                yield Span(places[n].start, places[n + length - 1].end)


def _is_between(text: str, start: int, end: int) -> bool:
    few = len(_SIGNS.findall(text, start, end)) <= _MOST_SIGNS
    return start == end or (few and bool(_BETWEEN.fullmatch(text, start, end)))


def single_words(text: str, is_form: Callable[[str], bool]) -> Iterator[Span]:
    """Yield the single words that are a form, letter by letter ("Anne", "AB"), or its genitive."""
    known: dict[str, bool] = {}
    for match in WORD.finditer(text):
        word = match.group()
        if not word[0].isupper():
            continue
        if word not in known:
            known[word] = is_form(word) or (word.endswith("s") and is_form(word[:-1]))
        if known[word]:
            yield Span(*match.span())


def _masked(text: str, spans: Iterable[Span]) -> str:
    parts = []
    at = 0
    for span in sorted(spans):
        if span.end <= at:
            continue
        begin = max(span.start, at)
        parts += [text[at:begin], _LETTERS.sub(MASK, text[begin : span.end])]
        at = span.end
    return "".join((*parts, text[at:]))

"""Takes forgotten people out of a text, knowing of their names only keyed digests.

A name is found by windows: the letters of neighbouring words, put together, are digested and looked up. So a name
over two lines, with the family name first, in capitals, divided at a line's end, or in an address of an e-mail is
found like any other, and what is kept of it does not tell it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from .model import Source, Span
from .people import begins_before, names_more, shortened
from .register import Register, parse_register, write_register

MASK = "█"  # no letter: nothing is read from it
# Letters with the marks that belong to them, and what may stand unseen between them (soft hyphen, zero width).
_WORD = re.compile("(?:[^\\W\\d_][\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]*)+")
_UNSEEN = re.compile("[^\\w]|[\\d_]")
# What may part the words of one name: blanks, and a few signs ("Berg, Anne", "anne.berg@", "anne%20berg", "| Berg |").
_BETWEEN = re.compile(r"(?:%20|[^\w█]|_){1,60}")
_SIGNS = re.compile(r"[^\s]")
_MOST_SIGNS = 4
_MOST_WORDS = 10
_LETTERS = re.compile(r"[^\W\d_]")


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


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The people that a store has forgotten, in the order in which it did, and the key of their digests."""

    key: str = ""  # hexadecimal
    people: tuple[Tombstone, ...] = ()

    def text(self, text: str, content_hash: str = "") -> str:
        """Return a text, or a name of a file, with every form of a forgotten person's name masked at equal length."""
        for stone in self._met(text, content_hash):
            text = _masked(text, self._spans(stone, text, content_hash))
        return text

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
            replace(line, note=self.text(line.note), by=self.text(line.by))
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
        )
        return replace(self, people=(*self.people, stone))

    def digest(self, *parts: str) -> str:
        """Return the keyed digest of a form."""
        return _digest(self.key, *parts)

    def _met(self, text: str, content_hash: str) -> Iterator[Tombstone]:
        """The people whose names the text may have, found in one pass for all."""
        lengths = {length for stone in self.people for length in stone.lengths}
        wanted = frozenset(name for stone in self.people for name in stone.names)
        found: set[str] = set()

        def note(form: str) -> bool:
            digest = self.digest(form)
            if digest in wanted:
                found.add(digest)
            return False

        for _ in windows(text, lengths, note):
            pass
        yield from (stone for stone in self.people if content_hash in stone.here or not stone.names.isdisjoint(found))

    def _spans(self, stone: Tombstone, text: str, content_hash: str) -> list[Span]:
        here = stone.here.get(content_hash, frozenset())

        def is_name(form: str) -> bool:
            return self.digest(form) in stone.names

        others = list(windows(text, stone.lengths, lambda form: self.digest(form) in stone.others))
        full = [
            span
            for span in windows(text, stone.lengths, is_name)
            if not begins_before(text, span.start) and not any(_is_within(span, other) for other in others)
        ]
        # What the full name is short for in the same text: "Anne", "Anne B", "A. Berg".
        short = {form for span in full for form in shortened(span.of(text))}
        words = {form for form in short if _is_one_word(form)}
        many = _written(short - words)

        def is_short(form: str) -> bool:
            return form in many or (bool(here) and self.digest(content_hash, form) in here)

        def is_word(word: str) -> bool:
            return word in words or (bool(here) and self.digest(content_hash, word) in here)

        lengths = {*stone.lengths, *_lengths(short - words)} if many or here else set()
        partly = [
            span
            for span in (*windows(text, lengths, is_short, least=2), *(single_words(text, is_word)))
            if not begins_before(text, span.start)
            and (span.of(text).isupper() or not names_more(text, span.end))
            and not any(_is_within(span, other) for other in others)
        ]
        return full + partly


def _is_within(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _is_one_word(form: str) -> bool:
    return bool(_WORD.fullmatch(form))


@lru_cache(maxsize=200_000)
def _digest(key: str, *parts: str) -> str:
    return hashlib.blake2b("\n".join(parts).encode(), key=bytes.fromhex(key), digest_size=16).hexdigest()


@lru_cache(maxsize=50_000)
def letters_of(name: str) -> str:
    """Return the letters of a name in one way of writing.

    >>> letters_of("Anne-Marie  BERG")
    'annemarieberg'
    """
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", name).casefold())


def words_of(name: str) -> str:
    """Return the words of a name in one way of writing.

    >>> words_of("Anne-Marie  BERG")
    'anne marie berg'
    """
    return " ".join(letters_of(word) for word in _WORD.findall(name))


def _written(names: Iterable[str]) -> set[str]:
    """Names as `windows` asks for them: their letters, and where they have several words these."""
    return {form for name in names for form in (letters_of(name), words_of(name))}


def _lengths(names: Iterable[str]) -> set[int]:
    return {len(letters_of(name)) for name in names}


def windows(text: str, lengths: Iterable[int], is_name: Callable[[str], bool], least: int = 1) -> Iterator[Span]:
    """Yield the runs of neighbouring words that are a name, or its genitive.

    `is_name` is asked of the letters of a run ("anneberg") where it begins with a capital; of its words ("anne berg")
    where it does not, so that "lis ten" is not found in "listen". `lengths` are how many letters a name may have;
    `least` is the number of words of the shortest run.
    """
    wanted = set(lengths)
    if not wanted:
        return
    longest = max(wanted) + 1
    words = [(m.start(), m.end(), letters_of(m.group())) for m in _WORD.finditer(text)]
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
            if more - n + 1 < least or (join and more == n):
                continue
            exact = len(letters) in wanted and is_name(form)
            if exact or (len(letters) - 1 in wanted and form.endswith("s") and is_name(form[:-1])):
                yield Span(start, end)


def _is_between(text: str, start: int, end: int) -> bool:
    return bool(_BETWEEN.fullmatch(text, start, end)) and len(_SIGNS.findall(text, start, end)) <= _MOST_SIGNS


def single_words(text: str, is_form: Callable[[str], bool]) -> Iterator[Span]:
    """Yield the single words that are a form, letter by letter ("Anne", "AB"), or its genitive."""
    known: dict[str, bool] = {}
    for match in _WORD.finditer(text):
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

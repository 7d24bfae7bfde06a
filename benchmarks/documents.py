"""Varied documents of minutes for measuring: made of the samples' layout and pseudo-random Danish-looking words."""

from __future__ import annotations

import random
from datetime import date, timedelta

_SYLLABLES = [
    "be",
    "ge",
    "ud",
    "op",
    "ned",
    "ind",
    "for",
    "af",
    "til",
    "sam",
    "mod",
    "over",
    "under",
    "plan",
    "arbejd",
    "styr",
    "led",
    "mål",
    "kom",
    "muni",
    "cent",
    "kult",
    "skol",
    "bolig",
    "klim",
    "by",
    "vej",
    "havn",
    "tek",
    "nik",
    "mil",
    "jø",
    "sund",
    "hed",
    "soc",
    "ial",
    "øko",
    "nom",
    "dig",
    "ital",
    "trans",
    "port",
    "børn",
    "unge",
    "æld",
    "re",
    "fri",
    "tid",
    "id",
    "ræt",
    "jobs",
    "vækst",
]
_ABBREVIATIONS = (
    "ca.",
    "bl.a.",
    "f.eks.",
    "jf.",
    "ift.",
    "kl. 9.30",
    "mhp.",
    "pr. 1. juni",
    "mio. kr.",
    "d. 3. maj 2017",
)
_UNITS = ("ØDC", "BAC", "BYC", "TMC", "FKC", "SHC", "ISC")
_PROJECTS = ("havnebruddet", "Fremtidens plads", "klimastrategien", "Den grønne by", "Lys og luft", "Byen i vækst")


def _vocabulary(size: int = 12_000) -> tuple[list[str], list[float]]:
    """Words with the frequencies of running text (Zipf): few are common, most are rare."""
    pick = random.Random(0)
    common = [
        "og",
        "i",
        "at",
        "der",
        "for",
        "er",
        "til",
        "på",
        "med",
        "det",
        "som",
        "af",
        "den",
        "direktionen",
        "sagen",
        "skal",
        "har",
        "kan",
        "vil",
        "et",
        "en",
    ]
    made = {"".join(pick.choice(_SYLLABLES) for _ in range(pick.randint(1, 4))) for _ in range(size)}
    found = [*common, *sorted(made - set(common))]
    return found, [1 / (rank + 2) for rank in range(len(found))]


_WORDS, _WEIGHTS = _vocabulary()


def words(pick: random.Random, count: int) -> list[str]:
    """Return so many words of running text: with abbreviations and names, and one in fifty never seen before."""
    found = pick.choices(_WORDS, _WEIGHTS, k=count)
    for at in range(count):
        chance = pick.random()
        if chance < 0.05:
            found[at] = pick.choice(_ABBREVIATIONS)
        elif chance < 0.08:
            found[at] = pick.choice((*_UNITS, *_PROJECTS))
        elif chance < 0.10:
            found[at] = "".join(pick.choice(_SYLLABLES) for _ in range(5))
        elif chance < 0.14:
            found[at] += ","
    return found


def paragraph(pick: random.Random) -> str:
    """Return a few sentences."""
    sentences = [" ".join(words(pick, pick.randint(8, 24))).capitalize() + "." for _ in range(pick.randint(2, 6))]
    return " ".join(sentences)


def document(number: int) -> str:
    """Return the minutes of meeting `number`: about thirty thousand characters, the same every time."""
    pick = random.Random(number)
    day = date(2000, 1, 3) + timedelta(days=number * 3)
    head = f"\n\nREFERAT Direktionen d. {day:%d-%m-%Y}\n\nMødested Lokale {number % 9 + 1}\n\n"
    items = []
    for n in range(1, 10):
        case = f"{day:%y}/{1000 + (number * 7 + n) % 9000}"
        project, unit = pick.choice(_PROJECTS), pick.choice(_UNITS)
        body = "\n\n".join(paragraph(pick) for _ in range(7))
        items.append(
            f"Punkt {n}: Status på {project}\n\n{case}\n\nBaggrund\n\n{paragraph(pick)} Styregruppen for {project} er nedsat.\n\n"
            f"Indstilling\n\n{unit} indstiller, at direktionen\n\n- godkender planen\n- drøfter {project}\n\n"
            f"Beslutning Direktionen den {day:%d-%m-%Y}\n\n{pick.choice(('Godkendt.', 'Udskudt.', 'Drøftet.'))}\n\n"
            f"Sagsfremstilling\n\n{body}\n\nBilag\n\nNotat om {project} {number}-{n}\n\n"
        )
    return head + "".join(items)

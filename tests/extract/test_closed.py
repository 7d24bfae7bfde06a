"""Closed items keep number, title, case number and decision; what else stands below them is held back and told."""

import random
import re

import pytest

from extract.closed import divided
from extract.read import read_source
from extract.segment import segment

HEAD = """REFERAT Direktionen d. 17-10-2018
Mødedato 17. oktober 2018 kl. 11:00

"""
OPEN = """Punkt 1: Budget
Sagsnr. 15/100

Sagsfremstilling
Budgettet lægges frem.

Beslutning
Godkendt.

"""


def read(text: str):
    return divided(read_source((HEAD + text).encode()))


def closed_items(minutes):
    return [item for item in minutes.items if item.closed]


@pytest.mark.parametrize(
    ("item", "held"),
    [
        ("Punkt 2: Lukket\nSagsnr. 15/124\n\nSagsfremstilling\n[Borgeren bor på Vejen 3.]\n\nBeslutning\nGodkendt.\n", 1),
        ("Punkt 2: Lukket punkt\n\n[Borgeren bor på Vejen 3.]\n", 1),
        ("Punkt 2: Lukket punkt\n[Borgeren bor på Vejen 3.]\n\nBeslutning\nGodkendt.\n", 1),
        ("Punkt 2: Lukket - Køb af nabogrund\n\n[Ejeren er enke.]\n\nBeslutning\nGodkendt.\n", 1),
        ("Punkt 2: Køb af nabogrund (lukket)\n\nBilag\n[- Brev fra ejeren]\n\nBeslutning\nGodkendt.\n", 1),
        ("Punkt 2: Lukket\nSagsnr. 15/124\n[Sagsbehandler Per Hansen]\n\nIndstilling\n[At enken betales.]\n\n"
         "Beslutning Direktionen den 17-10-2018\nGodkendt.\n\n[Enken får besked.]\n", 3),
        ("Punkt 2: Lukket\n\nBeslutning\nGodkendt, dog\nmed en rettelse.\n", 0),
        ("Punkt 2: Lukket\n", 0),
        ("Punkt 2: Lukket punkt\n\n[Lukket efter] styrelseslovens § 10, stk. 2[, da enken er syg.]\n", 1),
    ],
)  # fmt: skip
def test_what_stands_below_a_closed_item_is_blank_and_told(item, held):
    kept = re.sub(r"\[[^\]]*\]", lambda m: re.sub(r"\S", " ", m.group()[1:-1]), item)
    source, minutes = read(OPEN + item.replace("[", "").replace("]", ""))
    assert source.text == HEAD + OPEN + kept
    (found,) = closed_items(minutes)
    assert found.number == "2"
    assert all(not section.body.of(source.text).strip() for section in found.sections if section.role != "decision")
    assert not found.points
    assert not found.attachments
    assert sum(len(each.lines) for each in source.withheld) == held
    if held:
        (told,) = source.withheld
        assert told.number == "2"
        before = (HEAD + OPEN + item.replace("[", "").replace("]", "")).split("\n")
        for number in told.lines:
            assert before[number - 1].strip()
            assert before[number - 1] != source.text.split("\n")[number - 1]
        assert told.characters == sum(len(re.sub(r"\s", "", m)) for m in re.findall(r"\[([^\]]*)\]", item))


def test_the_text_that_is_kept_divides_itself_the_same_again():
    source, minutes = read(
        OPEN + "Punkt 2: Lukket punkt\nSagsnr. 15/124\n\nSagsfremstilling\nEnken.\n\nBeslutning\nUdsat.\n"
    )
    assert segment(source.text) == minutes
    assert divided(source) == (source, minutes)


def test_open_items_lose_nothing():
    text = (
        HEAD + OPEN + "Punkt 2: Lukkedage i dagtilbud\n\nSagsfremstilling\nDage med lukket.\n\nBeslutning\nDrøftet.\n"
    )
    source, minutes = divided(read_source(text.encode()))
    assert (source.text, source.withheld, closed_items(minutes)) == (text, (), [])


def test_samples_and_their_closed_items_lose_nothing(samples):
    for path in sorted(samples.glob("*.txt")):
        source = read_source(path.read_bytes())
        assert divided(source) == (source, segment(source.text))


# --- two hundred of them, as municipalities print them --------------------------------------------

SECTIONS = ["Sagsfremstilling", "Økonomi", "Indstilling", "Bilag", "Vurdering", "Baggrund"]
DECISIONS = ["Godkendt.", "Udsat.", "Drøftet.", "Taget til efterretning.", "Indstillingen blev godkendt.", "Vedtaget."]
PLACES = ["nabogrund", "areal", "rådhus", "skole", "svømmehal", "kontrakt", "aftale", "ansættelse"]


class Layout:
    """How one way of printing writes the head, an item and the mark of a closed one."""

    def __init__(self, head, item, marks, case, decision):
        self.head, self.item, self.marks, self.case, self.decision = head, item, marks, case, decision


LAYOUTS = {
    "punkt": Layout(
        HEAD, lambda n, t: f"Punkt {n}: {t}", [lambda t: f"Lukket - {t}", lambda t: f"{t} (lukket)", lambda t: f"{t} - Lukket punkt"],
        lambda c: f"Sagsnr. {c}", "Beslutning Direktionen den 17-10-2018",
    ),
    "numbered": Layout(
        "Referat\nKulturudvalget\n\nMødedato: 17. oktober 2018 kl. 16:00\nMødested: Rådhuset\n\n",
        lambda n, t: f"{n}. {t}", [lambda t: f"{t} - Lukket punkt", lambda t: f"Lukket punkt - {t}"], lambda c: f"Sagsnr.: {c}",
        "Beslutning",
    ),
    "sag": Layout(
        "Referat\nTeknikudvalget\n\nMødedato: 17. oktober 2018 kl. 16:00\nMødested: Rådhuset\n\n",
        lambda n, t: f"Pkt. {n} {t}", [lambda t: f"{t} - Lukket sag", lambda t: f"Lukket sag: {t}"], lambda c: f"Sagsid: {c}",
        "Beslutning",
    ),
}  # fmt: skip


def minutes_of(layout: Layout, chance: random.Random, secrets: list[str], expected: list[tuple]) -> str:
    """Minutes with an open item and five closed ones; what must not be kept goes to `secrets`."""
    parts = [layout.head, layout.item(1, "Budget") + "\n" + layout.case("15/100"), "\n\nSagsfremstilling\n",
             f"Budgettet lægges frem.\n\n{layout.decision}\nGodkendt.\n\n"]  # fmt: skip
    for number in range(2, 7):
        title = f"Køb af {chance.choice(PLACES)} nr. {chance.randint(1, 99)}"
        case = f"{chance.randint(10, 17)}/{chance.randint(100, 99999)}"
        decision = chance.choice(DECISIONS)
        parts.append(layout.item(number, chance.choice(layout.marks)(title)) + "\n" + layout.case(case) + "\n\n")
        for section in chance.sample(SECTIONS, chance.randint(0, 3)):
            parts.append(f"{section}\n")
            for _ in range(chance.randint(1, 3)):
                secret = f"Hemmelig{len(secrets):04}"
                secrets.append(secret)
                parts.append(
                    f"{chance.choice(['- ', '', '1. '])}Projekt {secret} koster {chance.randint(1, 9)} mio. kr.\n"
                )
            parts.append("\n")
        parts.append(f"{layout.decision}\n{decision}\n\n")
        expected.append((str(number), title, case, decision))
    return "".join(parts)


@pytest.mark.parametrize("name", LAYOUTS)
def test_of_hundreds_of_closed_items_all_titles_and_decisions_stay_and_no_word_of_the_rest(name):
    chance = random.Random(name)
    for _ in range(14):  # of five closed items in each of three layouts: 210
        secrets, expected = [], []
        source, minutes = divided(read_source(minutes_of(LAYOUTS[name], chance, secrets, expected).encode()))
        assert "Hemmelig" not in source.text
        found = [
            (i.number, i.title, i.case_number, i.decisions[0].text_span.of(source.text)) for i in closed_items(minutes)
        ]
        assert [(n, c, d) for n, _, c, d in found] == [(n, c, d) for n, _, c, d in expected]
        assert all(title in printed for (_, printed, *_), (_, title, *_) in zip(found, expected, strict=True))
        assert sum(each.characters > 0 for each in source.withheld) == len(source.withheld) <= 5

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
        ("Punkt 2: Lukket punkt\n\nLukket [efter] styrelseslovens § 10, stk. 2[, da enken er syg.]\n", 1),
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


# --- marks of many kinds --------------------------------------------------------------------------

PRINTED = """Referat
Byrådet
14. maj 2018
Deltagere: Anne Berg, Bo Dahl

Punkt 61: Dagsorden

Beslutning
Godkendt.

%s

Punkt 63: Eventuelt

Beslutning
Intet.
"""
BODY = """
17/191

Sagsfremstilling
Hemmelig1 er enke.

- Hemmelig2.pdf

Beslutning
Godkendt.

Hemmelig3 får besked."""
SECRETS = ["Hemmelig1", "Hemmelig2", "Hemmelig3"]


def left(text: str):
    """The secrets that are left in a text, its closed items, and whether dividing it again gives the same."""
    source, minutes = divided(read_source(text.encode()))
    assert divided(source) == (source, minutes)
    closed = [(item.number, item.title) for item in closed_items(minutes)]
    return re.findall(r"Hemmelig\w*", source.text), closed


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Punkt 62: Lukket.....", "Lukket....."),
        ("Punkt 62: Lukket dagsordenspunkt", "Lukket dagsordenspunkt"),
        ("Punkt 62: Lukket orientering", "Lukket orientering"),
        ("Punkt 62: Lukkede orienteringer", "Lukkede orienteringer"),
        ("Punkt 62: Lukket orientering om en sag", "Lukket orientering om en sag"),
        ("Punkt 62: Punktet er lukket", "Punktet er lukket"),
        ("Punkt 62: Personsag [Lukket]", "Personsag"),
        ("Punkt 62: Personsag *Lukket*", "Personsag"),
        ("Punkt 62: Personsag, lukket punkt", "Personsag"),
        ("Punkt 62: Personsag (L)", "Personsag"),
        ("Punkt 62: Personsag (for lukkede døre)", "Personsag"),
        ("Punkt 62: Personsag (ikke offentligt)", "Personsag"),
        ("Punkt 62: Personsag - Lukket punkt, jf. § 10", "Personsag"),
        ("Punkt 62: Lukket pkt.: Personsag", "Personsag"),
        ("Punkt 62: Lukket møde: Personsag", "Personsag"),
        ("Punkt 62: Fortrolig: Personsag", "Personsag"),
        ("Punkt L62: Personsag", "Personsag"),
        ("Punkt 62 (lukket): Personsag", "Personsag"),
        ("Lukket punkt 62: Personsag", "Personsag"),
        ("Punkt 62: Personsag\n\nLukket", "Personsag"),
        ("Punkt 62: Personsag\nLukket", "Personsag"),
        ("Punkt 62: Personsag\n\nLukket møde", "Personsag"),
        ("Punkt 62: Personsag\n\nPunktet er lukket", "Personsag"),
        ("Punkt 62: Personsag\n\nSagen behandles for lukkede døre.", "Personsag"),
        ("Punkt 62: Personsag\n\nSagsnr: 18/208 - Lukket", "Personsag"),
        ("Punkt 62: Personsag\n\nSagsnr:25-014401 Lukket", "Personsag"),
        ("Punkt 62: Personsag\n\nSagsbehandler: Vera Lund  Lukket", "Personsag"),
        ("Punkt 62: Personsag\n\nbilag.pdf\n\nSagsnr. 411379 Kultur- og Vandudvalget Lukket punkt", "Personsag"),
    ],
)
def test_an_item_is_closed_in_whatever_words_and_place_its_heading_says_so(heading, title):
    printed = PRINTED % (heading + BODY)
    secrets, closed = left(printed)
    assert secrets == []
    assert [(number, found) for number, found in closed if found.startswith(title)] == closed
    assert [number for number, _ in closed] == ["62"]


@pytest.mark.parametrize(
    "title",
    [
        "Lukket svømmehal", "Lukning af skole", "Lukkede vandløb", "Svømmehal lukket i uge 7", "Skolen (lukket i juli)",
        "Lukket afdeling: ny placering", "Åbne og lukkede punkter", "Orientering om lukkede punkter",
        "Forslag fra Bo Krog (L)", "Forslag fra Lokallisten (L)", "Fortrolig rådgivning til unge",
        "Lukket skole - ny anvendelse", "Ikke-offentlige veje", "Fortrolighedserklæring", "Lukket efter ferien: regnskab",
        "Plejehjem\n\nSvømmehallen er lukket.", "Plejehjem\n\nSagsnr. 18/208 Hallen lukket", "Hal\n\nLukket i uge 7",
    ],
)  # fmt: skip
def test_titles_and_lines_that_only_hold_the_word_close_nothing(title):
    secrets, closed = left(PRINTED % (f"Punkt 62: {title}" + BODY))
    assert (sorted(set(secrets)), closed) == (SECRETS, [])


@pytest.mark.parametrize("heading", ["Punkter behandlet for lukkede døre", "Lukkede punkter", "Lukket dagsorden"])
def test_a_heading_above_several_items_closes_them_and_not_those_before(heading):
    secrets, closed = left((PRINTED % ("Punkt 62: Personsag" + BODY)).replace("\nPunkt 62", f"\n{heading}\n\nPunkt 62"))
    assert secrets == []
    assert [number for number, _ in closed] == ["62", "63"]


UNNUMBERED = """Udvalg: Kystrådet
Mødedato: 4. marts 2019

Sagsnr.: 81.00.00-P19-20-12 Sagsbehandler: Vera Lund

Ny bro ved havnen

Indstilling

At broen skiftes.

Beslutning

Godkendt.

Sagsnr.: 81.00.00-G01-9-14 Sagsbehandler: Hemmelig0 Lind  Lukket

Personsag
"""
OWN_LINE = """Referat
Mandag den 4. marts 2019 kl. 15:00
Udvalg: Kystudvalget
1
Ny bro ved havnen
Sagsid.: 19/881
INDSTILLING:
At broen skiftes.
BESLUTNING: Kystudvalget den 04-03-2019
Godkendt.
2 (Lukket)
Personsag
"""
PKT = """Dato: Mandag, Marts 4, 2019 - 15:00
Pkt. 1

Ny bro ved havnen

Sagsnr. 511002 Kystudvalget Åbent punkt

Kystudvalget, 04-03-2019, pkt. 1

Udsat.

Pkt. 2 Personsag

brev.pdf

Pkt. 2

Personsag

Sagsnr. 511003 Kystudvalget Lukket punkt
"""


@pytest.mark.parametrize("text", [UNNUMBERED, OWN_LINE, PKT])
def test_a_mark_behind_number_or_case_number_closes_in_layouts_with_the_title_elsewhere(text):
    secrets, closed = left(text + BODY.replace("\n17/191\n", ""))
    assert (secrets, [title for _, title in closed]) == ([], ["Personsag"])


IN_GENERAL = OPEN + "%s\n\nPunkt 3: Ny vej\nSagsnr. 15/101\n\nBeslutning\nUdsat.\n"


@pytest.mark.parametrize(
    "heading",
    [
        "Punkt 2: Lukket.....", "Punkt 2: Personsag [Lukket]", "Punkt L2: Personsag", "Lukket punkt 2: Personsag",
        "Punkt 2 (lukket): Personsag", "Punkt 2: Personsag\nLukket", "Punkt 2: Personsag\n\nLukket møde",
        "Punkt 2: Personsag\n\nSagen behandles for lukkede døre", "Punkt 2: Personsag\nSagsnr. 15/124 - Lukket",
        "Punkt 2: Lukket\nhans navn er Hemmelig4",
    ],
)  # fmt: skip
def test_the_general_layout_knows_the_same_marks(heading):
    secrets, closed = left(HEAD + IN_GENERAL % (heading + BODY))
    assert secrets == []
    assert [number for number, _ in closed] == ["2"]


@pytest.mark.parametrize("layout", [HEAD + IN_GENERAL, PRINTED.replace("61", "1").replace("63", "4")])
def test_a_part_heading_below_an_item_without_text_closes_what_follows(layout):
    below = "Punkt 2: Kalender\n\nLukkede punkter\n\nSide 4\n\nPunkt 3: Personsag" + BODY
    secrets, closed = left(layout % below)
    assert secrets == []
    assert {"3"} <= {number for number, _ in closed}


# --- "Lukket" is the title ------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["Punkt 62: Lukket", "Punkt 62: Lukket punkt"])
@pytest.mark.parametrize(
    "below",
    [
        "Hemmelig1 er sygemeldt.", "Hemmelig1", "- Hemmelig1", "Hemmelig1, Bygaden 4", "hans sag: Hemmelig1",
        "Hemmelig1 er sygemeldt.\n\n17/191",
    ],
)  # fmt: skip
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_stands_below_the_word_alone_is_no_title(heading, below, gap):
    secrets, closed = left(PRINTED % f"{heading}{gap}{below}\n\nBeslutning\nGodkendt.")
    assert secrets == []
    assert [number for number, _ in closed] == ["62"]


NUMBERED = """Kystudvalget
Referat
Mødedato: 4. marts 2019
Medlemmer: Anna Vig (A), Bo Krog (V)

61. Ny bro

Indstilling
At broen skiftes.

Beslutning
Godkendt.

"""


def test_a_list_in_a_closed_item_that_counts_on_is_no_run_of_items():
    listed = "62. Lukket punkt\n\n63. Hemmelig1 er syg\n64. Hemmelig2 er rejst\n\n65. Hemmelig3\n"
    assert left(NUMBERED + listed) == ([], [("62", "Lukket punkt")])


def test_items_below_a_closed_one_stay_where_anything_tells_of_them():
    _, minutes = divided(
        read_source((NUMBERED + "62. Lukket punkt\n\n63. Ny vej\n\nSagsnr. 19/881\n\n64. Eventuelt\n").encode())
    )
    assert [(item.number, item.closed) for item in minutes.items][1:] == [("62", True), ("63", False), ("64", False)]


# --- the contents list ----------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["{} - Lukket punkt", "{} (Lukket)", "Lukket: {}"])
def test_what_the_contents_list_calls_closed_is_closed(mark):
    listed = f"61. Ny bro\n62. {mark.format('Køb af nabogrund')}\n63. Ny vej\n\n"
    body = "62. Køb af nabogrund" + BODY + "\n\n63. Ny vej\n\nBeslutning\nGodkendt.\n"
    text = NUMBERED.replace("61. Ny bro", listed + "61. Ny bro") + body
    assert left(text) == ([], [("62", "Køb af nabogrund")])


def test_an_item_that_only_the_contents_list_calls_closed_is_found_without_the_line_above_the_others():
    text = f"""Referat
Kommunalbestyrelsen
04-03-2019 kl. 15:00
åbent 1 Ny bro ved havnen
lukket 101 Lukket punkt: køb af areal

Åbent  punkt

1  Ny bro ved havnen

81.00.00P19-0042

Indstilling

At broen skiftes

Kommunalbestyrelsen, den 4. marts 2019:

Godkendt.

101  køb af areal
{BODY}
"""
    assert left(text) == ([], [("101", "køb af areal")])


def test_a_closed_part_of_the_contents_list_that_is_empty_closes_no_item():
    listed = "INDHOLDSFORTEGNELSE\nÅbent referat\n61. Ny bro\n62. Ny vej\n\nLukket referat\n\n"
    text = NUMBERED.replace("61. Ny bro", listed + "61. Ny bro") + "62. Ny vej\n\nBeslutning\nGodkendt.\n"
    assert left(text) == ([], [])


def test_a_part_heading_that_lost_its_line_end_heads_the_part_still():
    text = (
        "Udvalg: Kystudvalget\nMødedato: 4. marts 2019\nPunkt Titel\n7 Ny bro\nResume\nSlidt.\nBeslutning\nGodkendt.\n"
    )
    assert left(text + "LUKKEDE SAGER8 Personsag\nResume\nHemmelig1\nBeslutning\nUdsat.\n") == (
        [],
        [("8", "Personsag")],
    )


# --- decisions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("below", "held"),
    [
        ("Beslutning\nGodkendt.\nHemmelig1 er enke.\nHemmelig2 skylder penge.", True),
        ("Beslutning\nHemmelig1 er enke.\nGodkendt.", True),
        ("Beslutning\nGodkendt. Hemmelig1 er enke.", True),
        ("Beslutning\nGodkendt. Eva Lund stemte imod.", False),
        ("Beslutning\n\nHemmelig1 er enke.\n\nGodkendt.", True),
        ("Beslutning\n\nGodkendt, idet\nEva Lund bemyndiges.", True),
        ("Beslutning\n\nGodkendt, dog\nmed en rettelse.", False),
        ("Beslutning\n\nSagen udsættes.", False),
    ],
)
def test_of_a_decision_only_what_reads_as_one_is_kept(below, held):
    text = f"Kystudvalget\nReferat\nMødedato: 4. marts 2019\n\n7. Ny bro\nBeslutning\nGodkendt.\n8. Køb (lukket)\n{below}\n"
    source, minutes = divided(read_source(text.encode()))
    assert "Hemmelig" not in source.text
    assert [item.number for item in closed_items(minutes)] == ["8"]
    assert bool(source.withheld) is held
    for words in ("Godkendt", "Eva Lund stemte imod.", "Sagen udsættes.", "med en rettelse."):
        assert (words in below) <= (words in source.text.partition("8. Køb")[2])

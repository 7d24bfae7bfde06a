"""Pages that only look like minutes give nothing: news, lists of links, plans, pages about committees."""

import pytest

from extract.errors import SourceError
from extract.segment import segment

PAGES = {
    "news with numbered tips": (
        "Nyheder fra Kystkommunen\n4. marts 2019\n\nFem råd til haven\n\n1. Vand om aftenen\nPlanterne får mest ud af det.\n\n"
        "2. Læg dække\nDet holder på fugten.\n\n3. Byt frø\nByrådet har godkendt en byttebod på torvet.\n"
    ),
    "list of minutes to fetch": (
        "Dagsordener og referater\n\nByrådet\n\n04-03-2019 Referat\n01-04-2019 Referat\n06-05-2019 Dagsorden\n\n"
        "Økonomiudvalget\n\n11-03-2019 Referat\n08-04-2019 Referat\n"
    ),
    "agenda of links": (
        "Byrådet\nMøde den 4. marts 2019\n\n1. Godkendelse af dagsorden\n2. Budget 2020\n3. Ny bro\n4. Lukket punkt\n\n"
        "Hent dagsorden som PDF\nTilmeld nyhedsbrev\n"
    ),
    "page about a committee": (
        "Kystudvalget\n\nMedlemmer\nAnna Vig (A), formand\nBo Krog (V)\nEva Lund (B)\n\nUdvalget mødes den første mandag.\n"
        "Næste møde: 4. marts 2019 kl. 15.\n\nUdvalgets opgaver\n1. Havne\n2. Strande\n3. Både\n"
    ),
    "plan of meetings": (
        "Mødeplan 2019\nØkonomiudvalget\n1. møde: 4. februar 2019\n2. møde: 4. marts 2019\n3. møde: 1. april 2019\n"
        "Byrådet\n1. møde: 25. februar 2019\n"
    ),
    "questions and answers": (
        "Spørgsmål om affald\n\n1. Hvornår bliver skraldet hentet?\nHver mandag fra den 4. marts 2019.\n\n"
        "2. Hvad gør jeg med haveaffald?\nKør det på genbrugspladsen.\n\nSagsbehandling\nVi svarer inden otte dage.\n"
    ),
    "press release on a decision": (
        "Byrådet vedtog budgettet\n\nPressemeddelelse 10. oktober 2019\n\nEt enigt byråd godkendte i går budgettet. "
        "Økonomi\nDer er sat 40 mio. kr. af til skoler.\n\nKontakt: Borgmester Anna Vig, telefon 12 34 56 78.\n"
    ),
    "local plan in hearing": (
        "Lokalplan 4.12 for havnen\n\nHøring fra 4. marts 2019 til 29. april 2019\n\nBaggrund\nHavnen skal bygges om.\n\n"
        "Bilag\n1. Kort\n2. Redegørelse\n3. Miljøvurdering\n"
    ),
    "letter with a case number": (
        "Kystkommunen\nTeknik og Miljø\n4. marts 2019\nSagsnr.: 19/881\n\nKære Ib Dam\n\nVi har modtaget din ansøgning.\n\n"
        "1. Send en tegning\n2. Send en fuldmagt\n\nMed venlig hilsen\nBo Krog\n"
    ),
    "search results": (
        "Søgeresultater for: bro\n\n1. Referat fra Kystudvalget 4. marts 2019\nPunkt 7: Ny bro ved havnen\n\n"
        "2. Referat fra Byrådet 1. april 2019\nPunkt 12: Ny bro ved havnen\n\nVis flere\n"
    ),
    "rules of procedure": (
        "Forretningsorden for Kystudvalget\nVedtaget den 4. marts 2019\n\n§ 1. Udvalget mødes hver måned.\n"
        "§ 2. Formanden udsender dagsorden.\n§ 3. Referat sendes til medlemmerne.\n"
    ),
    "calendar": (
        "Det sker\n4. marts 2019\nKl. 10: Åbent hus\nKl. 14: Byrådet besøger skolen\n5. marts 2019\nKl. 9: Morgensang\n"
    ),
    "menu only": "Forside\nPolitik\nByråd og udvalg\nDagsordener og referater\nKontakt\nReferat\nBeslutning\nBilag\n",
    "nothing": "Byrådet\n",
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_only_looks_like_minutes_gives_nothing(name):
    with pytest.raises(SourceError) as refused:
        segment(PAGES[name])
    assert refused.value.reason == "not_minutes"

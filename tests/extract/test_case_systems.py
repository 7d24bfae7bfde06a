"""Exports of case systems: one invented export of each, hostile ones, and XML that is none."""

import html

import pytest

from extract.errors import SourceError
from extract.formats.xml import systems
from extract.model import element_at
from extract.read import read_source
from extract.segment import segment

BACKGROUND = "<p>Broen ved havnen er slidt.</p><p>Den lukkes om vinteren.</p>"
DECIDED = "<p>Godkendt.</p><ul><li>Planen vedtages</li><li>Budgettet følger</li></ul>"


def escaped(markup):
    return html.escape(markup)


def field(name, value):
    return f'<field name="{name}">{value}</field>'


def sbsys():
    return f"""<?xml version="1.0" encoding="utf-8"?>
    <Dagsorden DagsordenID="7" Åben="True" Dagsordentype="Referat">
      <Møde MødeID="3" UdvalgID="2" Udvalg="Kystudvalget" Mødedato="4. marts 2019" Mødetid="16:30" Mødested="Sal B"/>
      <Dagsordenpunkter>
        <Dagsordenpunkt DagsordenpunktID="1" Nummer="1" Åbent="True"><Overskrift>Ny bro ved havnen</Overskrift>
          <Indhold><Sagsfremstilling>{escaped(BACKGROUND)}</Sagsfremstilling><Beslutning>{escaped(DECIDED)}</Beslutning></Indhold>
          <Bilagsliste><Bilag BilagID="1" Navn="Notat om broen" MaaPubliceres="True" BilagUrl="1.pdf"/></Bilagsliste>
        </Dagsordenpunkt>
        <Dagsordenpunkt DagsordenpunktID="2" Nummer="2" Åbent="False"><Overskrift>Salg af grund</Overskrift><Indhold/></Dagsordenpunkt>
      </Dagsordenpunkter>
    </Dagsorden>"""


def publication():
    def said(caption, content):
        return f"<ItemField ID='1'><Caption>{caption}</Caption><HasContent>True</HasContent><Content>{escaped(content)}</Content></ItemField>"

    def member(name, status):
        return f"<MeetingMember ID='1'><ParticipationStatusAsValue>{status}</ParticipationStatusAsValue><Name>{name}</Name><EmailAddress/></MeetingMember>"

    empty = "<ItemField ID='2'><Caption>Økonomi</Caption><HasContent>False</HasContent><Content/></ItemField>"
    return f"""<Publication><PublicationTypeAsValue>2</PublicationTypeAsValue><Agendas><Agenda ID="1">
      <Meeting ID="1"><Members>{member("Anne Berg (A)", 0)}{member("Bo Dahl", 1)}{member("Carl Friis", 2)}</Members>
        <When>04-03-2019 16:30:00</When><Until>04-03-2019 18:00:00</Until><Where>Sal B</Where></Meeting>
      <Name>Marts</Name><Committee ID="1"><Name>Kystudvalget</Name></Committee>
      <Items>
        <Item ID="1"><Caption>Ny bro ved havnen</Caption><Case ID="1"><Number>19/881</Number></Case><IsPublic>True</IsPublic><Number>1</Number>
          <Fields>{said("Sagsfremstilling", BACKGROUND)}{empty}{said("Beslutning", DECIDED)}</Fields>
          <Enclosures><Enclosure ID="1"><Name>Notat om broen</Name></Enclosure></Enclosures></Item>
        <Item ID="2"><Caption>Salg af grund</Caption><Case ID="0"><Number/></Case><IsPublic>False</IsPublic><Number>2</Number><Fields/></Item>
      </Items></Agenda></Agendas></Publication>"""


def acadre():
    def bullet(name, content):
        return f'<table name="bullet"><fields>{field("bulletname", name)}{field("bulletcontent", escaped(content))}</fields></table>'

    def member(name, absent):
        return f'<table name="member"><fields>{field("name", name)}{field("absent", absent)}</fields></table>'

    def item(number, name, access, inside):
        return f"""<table name="agendaitemparents"><fields>{field("sort", number)}</fields><table name="agendaitem">
          <fields>{field("name", name)}{field("caseno", "19/881")}{field("accessname", access)}</fields>{inside}</table></table>"""

    bridge = bullet("Sagsfremstilling", BACKGROUND) + bullet("Beslutning", DECIDED)
    enclosure = f'<table name="enclosure"><fields>{field("name", "Notat om broen")}</fields></table>'
    return f"""<?xml version="1.0"?><root><table name="agenda"><fields>{field("name", "Referat")}</fields>
      <table name="committee"><fields>{field("name", "Kystudvalget")}</fields></table>
      <table name="meeting"><fields>{field("name", "Marts")}{field("date", "2019-03-04 16:30")}{field("location", "Sal B")}</fields>
        <table name="meetmember">{member("Anne Berg (A)", 0)}{member("Bo Dahl", 0)}{member("Carl Friis", 1)}</table></table>
      {item(1, "Ny bro ved havnen", "Åben", bridge + enclosure)}{item(2, "Salg af grund", "Lukket", "")}
      </table></root>"""


def edoc():
    def item(number, title, publishing, text, attachments=""):
        return f"""<MeetingAgendaItem><AgendaItemNumber>{number}</AgendaItemNumber><Document documentid="{number}"><Title>{title}</Title>
          <PublishingType>{publishing}</PublishingType>{attachments}</Document><FullText>{text}</FullText></MeetingAgendaItem>"""

    text = "1. Ny bro ved havnen\n\nSagsnr. 19/881\n\nSagsfremstilling\nBroen ved havnen er slidt.&#xC;\n\nBeslutning\nGodkendt.\n"
    enclosed = "<Attachments><Attachment><Title>Notat om broen</Title></Attachment></Attachments>"
    second = item(2, "Salg af grund", "MÅ IKKE PUBLICERES", "")
    return f"""<?xml version="1.0"?><Meeting><Committee>Kystudvalget</Committee><MeetingDate>04-03-2019 16:30:00</MeetingDate>
      <MeetingState>Referat endeligt godkendt</MeetingState><MeetingAgendaTypes><MeetingAgendaType><AgendaType>Åben</AgendaType>
      <MeetingAgendaItems>{second}{item(1, "Ny bro ved havnen", "SKAL PUBLICERES", text, enclosed)}</MeetingAgendaItems>
      </MeetingAgendaType></MeetingAgendaTypes></Meeting>"""


def fujitsu():
    def said(title, content):
        return f"<CasePresentation><Title>{title}</Title><Content>{escaped(content)}</Content></CasePresentation>"

    def item(number, title, public, inside, attachments=""):
        return f"""<AgendaElement><Identifier>{number}</Identifier><AccessIsPublic>{public}</AccessIsPublic><HandlingItem>
          <Title>{title}</Title><SerialNo>{number}</SerialNo><CaseNumber>19/881</CaseNumber>
          <CasePresentations>{inside}</CasePresentations><Attachments>{attachments}</Attachments></HandlingItem></AgendaElement>"""

    bridge = said("Sagsfremstilling", BACKGROUND) + said("Beslutning", DECIDED)
    enclosed = "<Attachment><Title>Notat om broen</Title></Attachment>"
    return f"""<Root xmlns="http://www.fujitsu.dk/agenda/xml/schemas/2009/03/31/"><OutputTypeEnumName>Minutes</OutputTypeEnumName>
      <Committee><Name>Kystudvalget</Name><Meeting><MeetingDateTime>2019-03-04T16:30:00</MeetingDateTime>
      <MeetingLocation>Sal B</MeetingLocation><Agenda><AgendaElements>
      {item(1, "Ny bro ved havnen", "true", bridge, enclosed)}{item(2, "Salg af grund", "false", "")}
      </AgendaElements></Agenda></Meeting></Committee></Root>"""


EXPORTS = {"acadre": acadre, "edoc": edoc, "edoc-fujitsu": fujitsu, "publication": publication, "sbsys": sbsys}


def refusal(data):
    with pytest.raises(SourceError) as refused:
        read_source(data.encode())
    return refused.value.reason, refused.value.detail


def test_every_system_there_is_a_data_file_for_has_an_example_here():
    assert {system.name for system in systems()} == set(EXPORTS)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_gives_the_minutes_that_it_holds(name):
    source = read_source(EXPORTS[name]().encode())
    minutes = segment(source.text)
    head = minutes.header
    assert source.media_type == "application/xml"
    assert (head.body, head.date, head.start_time, head.final) == ("Kystudvalget", "2019-03-04", "16:30", True)
    assert head.place == (None if name == "edoc" else "Sal B")
    bridge, ground = minutes.items
    case = None if name == "sbsys" else "19/881"  # its importer knows no field of it
    assert (bridge.number, bridge.title, bridge.case_number, bridge.closed) == ("1", "Ny bro ved havnen", case, False)
    assert [one.text_span.of(source.text).startswith("Godkendt.") for one in bridge.decisions] == [True]
    assert [span.span.of(source.text) for span in bridge.attachments] == ["Notat om broen"]
    assert (ground.number, ground.title, ground.closed) == ("2", "Salg af grund", True)
    assert "Broen ved havnen er slidt." in source.text
    assert "<" not in source.text


@pytest.mark.parametrize("name", ["acadre", "publication"])
def test_those_who_were_away_are_told_from_those_who_met(name):
    attendees = segment(read_source(EXPORTS[name]().encode()).text).header.attendees
    assert [(one.name, one.absent) for one in attendees] == [
        ("Anne Berg", False),
        ("Bo Dahl", False),
        ("Carl Friis", True),
    ]


def test_what_is_read_leads_back_to_its_element():
    source = read_source(publication().encode())
    places = {word: element_at(source.elements, source.text.index(word)) for word in ("Kystudvalget", "slidt", "Salg")}
    assert places == {
        "Kystudvalget": "/Publication/Agendas/Agenda/Committee/Name",
        "slidt": "/Publication/Agendas/Agenda/Items/Item[1]/Fields/ItemField[1]",
        "Salg": "/Publication/Agendas/Agenda/Items/Item[2]",
    }
    assert element_at(read_source(b"Sagen").elements, 3) is None


def test_registration_numbers_in_fields_and_in_the_names_of_elements_are_masked():
    data = sbsys().replace("Sagsfremstilling>", "S.700190-1234>").replace("er slidt", "tilhører 700190-1234")
    source = read_source(data.encode())
    assert "700190" not in f"{source.text}{source.elements}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_what_an_export_says_of_its_bytes_is_not_needed(encoding):
    declared = sbsys().replace('encoding="utf-8"', 'encoding="iso-8859-1"')
    assert segment(read_source(declared.encode(encoding)).text).items[0].title == "Ny bro ved havnen"


@pytest.mark.parametrize(
    "data",
    [
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Nyt</title></channel></rss>',
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Nyt</title></feed>',
        "<Meeting><Title>Ingen felter</Title></Meeting>",
        '<?xml version="1.0"?><root><table name="committee"/></root>',
    ],
)
def test_other_xml_is_named_as_not_read(data):
    reason, detail = refusal(data)
    assert (reason, detail in {".xml (<rss>)", ".xml (<feed>)", ".xml (<Meeting>)", ".xml (<root>)"}) == (
        "unsupported",
        True,
    )


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (f'<?xml version="1.0"?><!DOCTYPE Meeting [<!ENTITY a0 "bro">{BOMB}]><Meeting>&a9;</Meeting>', "expands"),
        ('<?xml version="1.0"?><!DOCTYPE Meeting [<!ENTITY a SYSTEM "file:///etc/passwd">]><Meeting>&a;</Meeting>', "expands"),
        ('<?xml version="1.0"?>' + "<Meeting>" * 5000 + "</Meeting>" * 5000, "too_deep"),
        ('<?xml version="1.0"?><Meeting><Committee>', "damaged"),
        (publication().replace(escaped("<p>Godkendt.</p>"), escaped("<div>" * 500)), "too_deep"),
    ],
)  # fmt: skip
def test_hostile_and_broken_xml_costs_itself(data, reason):
    assert refusal(data)[0] == reason


def test_a_text_that_begins_with_a_bracket_stays_a_text():
    assert read_source(b"<Udkast> Referat\n\nSagen").media_type == "text/plain"


@pytest.mark.parametrize("access", ["", ' Åbent=""', ' Åbent="falsk"', ' Åbent="False"'])
def test_an_item_that_nobody_calls_open_is_closed(access):
    export = sbsys()
    assert export.count(' Åbent="False"') == 1
    minutes = segment(read_source(export.replace(' Åbent="False"', access).encode()).text)
    assert [(item.title, item.closed) for item in minutes.items] == [
        ("Ny bro ved havnen", False),
        ("Salg af grund", True),
    ]

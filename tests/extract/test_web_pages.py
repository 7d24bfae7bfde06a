"""Reading web pages: what stands on them, in order, and nothing that is only there to be clicked on."""

import pytest

from extract.errors import SourceError
from extract.read import read_source


def read(body, head=""):
    return read_source(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()).text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<h1>Referat</h1><p>Sagen er   kort.</p>", "Referat\n\nSagen er kort.\n"),
        ("<p>Et <b>fedt</b> <i>ord</i>.<br>Ny linje</p>", "Et fedt ord.\nNy linje\n"),
        ("<div>Linje et</div><div>Linje to</div>", "Linje et\nLinje to\n"),
        ("<p>Om:</p><ul><li>løn</li><li>ferie</li></ul><p>Slut</p>", "Om:\n\n- løn\n- ferie\n\nSlut\n"),
        ("<ol start=3><li>tre</li><li>fire</li><li value=9>ni</li><li>ti</li></ol>", "3. tre\n4. fire\n9. ni\n6. ti\n"),
        ("<table><tr><th>Projekt</th><th>Ejer</th></tr><tr><td>NY-NY<td><p>ØDC</p></tr></table>", "Projekt\tEjer\nNY-NY\tØDC\n"),
        ("<table><tr><td>1</td><td><h2>Budget</h2><p>Sagen</p></td><td><i>3</i></td></tr></table>", "1\n\nBudget\n\nSagen\n"),
        ("<pre>Punkt 1: A\n\nSagen\nfortsat</pre>", "Punkt 1: A\n\nSagen\nfortsat\n"),
        ("a&nbsp;b &aelig; ﬁn bud&shy;get", "a b æ fin budget\n"),
        ("En&#x2028;to&#8203;&#x200f;&#x7f;", "En\nto\n"),
        ("A\u030a og e\u0301", "Å og é\n"),
    ],
)  # fmt: skip
def test_a_page_becomes_lines(body, text):
    assert read(body) == text


@pytest.mark.parametrize(
    "body",
    [
        "<nav><a href='/'>Forside</a></nav>", "<script>var a = 'Forside'</script>", "<style>a{}</style>",
        "<button>Hent som PDF</button>", "<a class='btn btn-primary' href='x'>Hent som PDF</a>",
        "<span role='button'>PDF</span>", "<ul role='menu'><li>Kopier link</li></ul>", "<p hidden>skjult</p>",
        "<div style='display: none'>skjult</div>", "<span aria-hidden='true'>x</span>", "<!-- Punkt 9: skjult -->",
        "<select><option>2019</option></select>", "<noscript>Slå til</noscript>", "<template><p>Skabelon</p></template>",
        "<svg><text>tegning</text></svg>", "<textarea>skriv her</textarea>",
        "<aside><h2>Se også</h2><p>Andre møder</p></aside>", "<div role='complementary'>Andre møder</div>",
        "<footer><p>Rådhuset, Torvet 1</p></footer>", "<div role='dialog' aria-modal='true'>Vælg</div>",
        "<div id='cookie-banner'><p>Vi måler trafikken</p></div>", "<section class='site-CookieConsent'>Ja tak</section>",
        "<ol role='navigation'><li>Forside</li><li>Møder</li></ol>",
    ],
)  # fmt: skip
def test_what_is_clicked_on_or_hidden_is_no_text(body):
    assert read(f"<p>Sagen</p>{body}") == "Sagen\n"


def test_the_foot_of_an_article_is_read():
    assert (
        read("<article><p>Sagen</p><footer><p>Mødet sluttede kl. 17</p></footer></article>")
        == "Sagen\n\nMødet sluttede kl. 17\n"
    )


def test_a_page_that_was_asked_for_consent_is_read():
    assert read_source(b"<html><body class='cookies-accepted'><p>Sagen</p></body></html>").text == "Sagen\n"
    assert read("<div class='page cookies-accepted'><h1>Referat</h1><p>Sagen</p></div>") == "Referat\n\nSagen\n"


def test_a_heading_that_folds_its_section_is_read():
    assert read("<button aria-expanded='false'><h2>Budget 2019</h2></button><p>Sagen</p>") == "Budget 2019\n\nSagen\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_page_is_known_by_its_content_in_every_encoding(encoding):
    source = read_source("<html><p>Blødgøring på åen</p></html>".encode(encoding))
    assert (source.media_type, source.text) == ("text/html", "Blødgøring på åen\n")


def test_xhtml_is_a_web_page_and_other_xml_is_named():
    page = '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Sagen</p></body></html>'
    assert read_source(page.encode()).media_type == "text/html"
    with pytest.raises(SourceError) as refused:
        read_source(b'<?xml version="1.0"?><meeting><item/></meeting>')
    assert (refused.value.reason, refused.value.detail) == ("unsupported", ".xml (<meeting>)")


def test_text_with_an_angle_bracket_is_text():
    assert read_source("<Punkt 1: udgår>\nSagen".encode()).media_type == "text/plain"


def test_registration_numbers_on_a_page_are_masked():
    source = read_source(b"<html><p>Borger 010190-<b>1234</b></p></html>")
    assert (source.text, source.masked) == ("Borger XXXXXX-XXXX\n", 1)


@pytest.mark.parametrize(
    ("page", "reason"),
    [("<html><nav>kun menu</nav></html>", "empty"), ("<html>" + "<div>" * 5_000 + "x", "too_deep"),
     ("<html>" + "<b>" * 200_000 + "x", "too_deep")],
)  # fmt: skip
def test_a_page_of_nothing_and_a_bottomless_page_are_refused(page, reason):
    with pytest.raises(SourceError) as refused:
        read_source(page.encode())
    assert refused.value.reason == reason


def test_a_real_web_page_is_read(shared):
    source = read_source((shared / "corpus-other" / "R02.html").read_bytes())
    lines = source.text.splitlines()
    assert lines[0] == "Referat 1. oktober 2025 kl. 15.45"
    assert "EMN-2025-010561" in lines
    assert not {"Hent som PDF", "Kopier link", "Tilbage til forsiden", "PDF"} & set(lines)

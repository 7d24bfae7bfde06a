"""The server: it reads only, answers to its own names, shows what a build publishes, and says errors in one line."""

import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.request
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from graph.errors import StoreError
from graph.lookup import find_entity
from graph.site.render import addresses
from referatgraf.build import build
from referatgraf.cli import main
from referatgraf.serve import application, run


@pytest.fixture(scope="module")
def client(sample_store):
    app = application(sample_store)
    with TestClient(app, base_url="http://127.0.0.1:8000") as asking:
        yield asking


def one_line(response) -> str:
    """The text of an error's page, which holds nothing else."""
    from lxml import html

    return html.document_fromstring(response.text).xpath("string(//main/p)")


def test_the_pages_are_those_of_the_site(client):
    site = client.app.state.served.current().site
    for address in addresses(site):
        if not address.endswith("network.html"):
            response = client.get(f"/{address}")
            assert response.status_code == 200, address
            assert response.content == client.app.state.served.page(address, ()).body
    assert client.get("/").text == client.get("/index.html").text
    assert client.get("/en/").text == client.get("/en/index.html").text


def test_links_between_the_pages_hold(client):
    from urllib.parse import urljoin

    from lxml import html

    site = client.app.state.served.current().site
    seen = set()
    for start in (
        "/",
        "/en/",
        f"/{site.pages[site.lists['projects'][0]]}",
        f"/{site.pages[site.lists['meetings'][0]]}",
    ):
        for link in html.document_fromstring(client.get(start).text).iter("a"):
            target = urljoin(start, link.get("href").partition("#")[0])
            if "network" not in target and target not in seen:
                seen.add(target)
                assert client.get(target).status_code == 200, target
    assert len(seen) > 20


def test_tables_are_narrowed_by_the_address(client):
    everything = client.get("/decisions.csv").text.splitlines()
    some = client.get("/decisions.csv?outcome=deferred").text.splitlines()
    assert 1 < len(some) < len(everything)
    page = client.get("/decisions.html?outcome=deferred").text
    assert page.count('<tr role="row" data-date') - page.count(" hidden>\n    <td") == len(some) - 1
    assert client.get("/decisions.xlsx").headers["content-disposition"] == 'attachment; filename="beslutninger.xlsx"'
    assert client.get("/en/decisions.csv").headers["content-disposition"] == 'attachment; filename="decisions.csv"'
    assert "nodate er ingen dag" in one_line(client.get("/decisions.csv?since=nodate"))
    assert "nodate is no day" in one_line(client.get("/en/decisions.csv?since=nodate"))


def test_the_network_is_that_of_the_thing_asked_for(client):
    site = client.app.state.served.current().site
    ny_ny = find_entity(site.store, "NY-NY")[0]
    first = site.lists["projects"][0]
    for about, iri in (("NY-NY", ny_ny.iri), (first, first)):
        response = client.get("/en/network", params={"about": about}, follow_redirects=False)
        assert response.status_code == 303
        assert response.headers["location"] == f"/en/network.html#{site.in_network(iri)}"
    day = next(iter(site.reader.instances(("date",))))
    response = client.get("/network", params={"about": day})  # no part of the network of all things
    assert f"<title>{site.reader.label(day)} – referatgraf</title>" in response.text
    assert "<title>Projekter – referatgraf</title>" in client.get("/network").text
    assert client.get("/network?about=findes-ikke-noget-sted").status_code == 404


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "192.168.1.7", "", "127.0.0.1.nip.io", "[::2]:80"]
)
def test_another_hosts_name_is_not_answered(client, host):
    response = client.get("/", headers={"host": host})
    assert response.status_code == 421
    assert one_line(response)
    assert "Beslutninger" not in response.text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:81", "[::1]:8000", "127.8.8.8"])
def test_this_machines_names_are_answered(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


def test_other_names_are_answered_where_the_user_says_so(sample_store):
    with TestClient(application(sample_store, hosts={"minutes.example"}), base_url="http://minutes.example") as asking:
        assert asking.get("/").status_code == 200
        assert asking.get("/", headers={"host": "10.0.0.1"}).status_code == 421
    with TestClient(application(sample_store, hosts={"*"}), base_url="http://10.0.0.1") as asking:
        assert asking.get("/").status_code == 200
        assert asking.get("/", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_it_can_only_be_read(client, method):
    for path in ("/", "/decisions.csv", "/network"):
        assert client.request(method, path).status_code == 405


def test_head_says_what_get_says_without_the_page(client):
    got, headed = client.get("/decisions.html"), client.head("/decisions.html")
    assert headed.status_code == 200
    assert headed.content == b""
    assert headed.headers["content-length"] == got.headers["content-length"]


def test_a_page_that_the_browser_has_is_not_sent_again(client):
    tag = client.get("/projects.html").headers["etag"]
    again = client.get("/projects.html", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/", "/findes-ikke", "/decisions.xlsx"])
def test_every_answer_keeps_other_sites_out(client, path):
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/findes-ikke", 404),
        ("/en/nothing.html", 404),
        ("/project/../../etc/passwd", 404),
        ("/%2e%2e/%2e%2e/etc/passwd", 404),
        ("/project/%00.html", 404),
        ("/commitments.html?day=i%20morgen", 400),
        ("/commitments.csv?day=2018-13-01", 400),
        ("/decisions.csv?since=nodate", 400),
        ("/decisions.xlsx?outcome=bogus", 400),
        ("/decisions.html?outcome=bogus", 400),
        ("/decisions.csv?outcom=deferred", 400),
        ("/network?about=http://[x", 404),
        ("/" + "a" * 5000, 414),
        ("/<script>alert(1)</script>", 404),
    ],
)
def test_errors_are_one_line(client, path, status, capsys):
    response = client.get(path)
    assert response.status_code == status
    assert one_line(response)
    assert "\n" not in one_line(response)
    assert "Traceback" not in response.text + capsys.readouterr().err
    assert "<script>alert" not in response.text


def test_a_fault_of_our_own_is_told_without_its_insides(sample_store, capsys):
    def breaks(_request):
        raise RuntimeError("a secret path /home/x")

    app = application(sample_store, routes=[Route("/breaks", breaks)])
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as asking:
        response = asking.get("/breaks")
    assert response.status_code == 500
    assert "secret" not in response.text + capsys.readouterr().err


def test_later_parts_hang_their_own_addresses_on_it(sample_store):
    def count(request):
        return PlainTextResponse(str(len(request.app.state.served.current().graph)))

    with TestClient(application(sample_store, routes=[Route("/count", count)]), base_url="http://localhost") as asking:
        assert int(asking.get("/count").text) > 1000
        assert asking.get("/count", headers={"host": "evil.example"}).status_code == 421


def test_what_a_build_publishes_is_seen_and_the_copies_do_not_pile_up(samples, tmp_path, monkeypatch):
    (tmp_path / "copies").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "copies"))
    files = sorted(samples.glob("*.txt"))
    build(files[:1], tmp_path / "s")
    with TestClient(application(tmp_path / "s"), base_url="http://localhost") as asking:
        before = asking.get("/meetings.html").text
        for file in files[1:4]:
            build([file], tmp_path / "s")
            assert asking.get("/meetings.html").text != before
            before = asking.get("/meetings.html").text
            assert len(list((tmp_path / "copies").iterdir())) <= 2
        assert before.count('<tr role="row" data-municipality') == 4
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_generation_that_a_build_has_removed_is_still_answered_from(samples, tmp_path):
    files = sorted(samples.glob("*.txt"))
    build(files[:2], tmp_path / "s")
    app = application(tmp_path / "s")
    snapshot = app.state.served.current()
    build(files[2:3], tmp_path / "s")
    assert not (tmp_path / "s" / "generations" / str(snapshot.generation)).exists()
    assert len(snapshot.site.lists["meetings"]) == 2
    app.state.served.close()


def test_a_store_that_goes_away_is_said_without_its_place(samples, tmp_path, capsys):
    build(sorted(samples.glob("*.txt"))[:1], tmp_path / "s")
    with TestClient(application(tmp_path / "s"), base_url="http://localhost") as asking:
        shutil.rmtree(tmp_path / "s")
        response = asking.get("/")
        assert response.status_code == 503
        assert str(tmp_path) not in response.text
        assert "no such store" in capsys.readouterr().err


def test_many_ask_at_once(client):
    answers = []
    paths = ["/", "/decisions.html", "/commitments.html", "/projects.html", "/en/"] * 4
    threads = [
        threading.Thread(target=lambda path=path: answers.append(client.get(path).status_code)) for path in paths
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * len(paths)


# --- the command ----------------------------------------------------------------------------------


def test_no_store_is_one_line(tmp_path):
    with pytest.raises(StoreError, match="no such store"):
        run(tmp_path / "nothing", "127.0.0.1", 0, (), print)


@pytest.mark.parametrize(("language", "says"), [("da", "ingen adresse på denne maskine"), ("en", "no address of this")])
def test_a_host_that_is_not_here_is_told_as_that(sample_store, capsys, language, says):
    arguments = ["serve", "--store", str(sample_store), "--host", "203.0.113.7", "--port", "0", "--lang", language]
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    said = capsys.readouterr().err
    assert (stopped.value.code, said.count("\n")) == (2, 1)
    assert says in said
    assert "--host" in said
    assert "--port" not in said


def test_a_port_in_use_is_one_line(sample_store):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(StoreError, match="choose another --port"):
            run(sample_store, "127.0.0.1", taken.getsockname()[1], (), print)


def test_it_runs_until_interrupted(sample_store, tmp_path):
    """The real thing: a process, a socket, a signal."""
    command = [
        sys.executable,
        "-m",
        "referatgraf",
        "serve",
        "--store",
        str(sample_store),
        "--port",
        "0",
        "--lang",
        "en",
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={"TMPDIR": str(tmp_path), "PATH": ""},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    try:
        address = process.stdout.readline().strip()
        with urllib.request.urlopen(f"{address}decisions.html", timeout=30) as answer:
            assert answer.status == 200
            assert "Beslutninger" in answer.read().decode()
            assert "server" not in answer.headers
        with pytest.raises(urllib.error.HTTPError, match="421"):
            urllib.request.urlopen(urllib.request.Request(address, headers={"Host": "evil.example"}), timeout=30)
        assert [p.name.startswith("referatgraf-serve-") for p in Path(tmp_path).iterdir()] == [True]
    finally:
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=30)[1]
    assert process.returncode == 0
    assert "answering at" in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []

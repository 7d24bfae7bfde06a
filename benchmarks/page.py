"""Measures the page against pyvis' own in one run: `uv run --extra test python benchmarks/page.py [MINUTES …]`.

How soon a network can be used, how busy the main thread is while the picture is moved, how fast a page is made, and,
of the minutes that are given, how large it is. Networks are grown by preferential attachment (Barabási and Albert,
1999) from a fixed seed. Needs Chromium; what it draws without a graphics card is drawn by the processor.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1])]

import networkx as nx  # noqa: E402 - the folder of the project is put on the path above
from pyvis.network import Network  # noqa: E402

from graph.network import layout  # noqa: E402
from graph.page import STYLE, render_page  # noqa: E402

_LIMIT = 180.0  # seconds that a page may take to be of use
_STEPS = 60  # of the pointer over the stage
_REST = 600  # milliseconds in which what was put off while moving is made up for
_KINDS = sorted(STYLE)[:12]


def grown(count: int) -> nx.MultiDiGraph:
    """Return a network of so many things, with a place for each."""
    network = nx.MultiDiGraph(hidden=0, about=None)
    for n in range(count):
        sentence = {"before": "Her står ", "quote": f"Ting {n}", "after": " i en sætning.", "file": "a", "meeting": "b",
                    "date": "2020-01-01", "key": ""}  # fmt: skip
        network.add_node(
            f"{n:06}", label=f"Ting {n}", kind=_KINDS[n % len(_KINDS)], aliases=[], date=None, outcome=None, sentences=[sentence]
        )  # fmt: skip
    for a, b in nx.barabasi_albert_graph(count, 2, seed=1).edges:
        network.add_edge(f"{a:06}", f"{b:06}", predicate="partOf", label_da="del af", label_en="part of", sentences=[])
    for node, (x, y) in layout(network).items():
        network.nodes[node].update(x=x, y=y)
    return network


def by_pyvis(network: nx.MultiDiGraph, **options: Any) -> Network:  # noqa: ANN401 - pyvis' own
    """Return the same network as pyvis makes it, an edge at a time."""
    made = Network(**options)
    for node, data in network.nodes(data=True):
        made.add_node(node, label=data["label"])
    for a, b in network.edges():
        made.add_edge(a, b)
    return made


def seconds(work: Callable[[], object]) -> float:
    """Return how long the processor works for something, once."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def report(name: str, figure: str, goal: str) -> None:
    """Print one line of the result."""
    print(f"{name:62} {figure:>34}  goal {goal}", flush=True)


@contextmanager
def chromium() -> Iterator[Any]:
    """Give a running browser."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


def interactive(browser: Any, folder: Path, rounds: int, nodes: int = 500) -> None:  # noqa: ANN401 - playwright's
    """Time until a network stands and answers, against pyvis' page as it comes (its libraries in the file)."""
    network = grown(nodes)
    (folder / "ours.html").write_text(render_page(network, title="Ting"), encoding="utf-8")
    (folder / "theirs.html").write_text(by_pyvis(network, cdn_resources="in_line").generate_html(), encoding="utf-8")

    def shown(name: str, condition: str) -> float:
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        tab.route("http*://**", lambda route: route.abort())  # its foreign hosts answer at once
        begin = time.perf_counter()
        tab.goto((folder / name).as_uri(), wait_until="commit")
        try:
            if condition:
                tab.wait_for_function(condition, timeout=_LIMIT * 1000, polling=20)
            else:  # our page's policy lets no string be run as a script
                tab.wait_for_selector("body[data-ready]", timeout=_LIMIT * 1000)
            return time.perf_counter() - begin
        except Exception as error:
            print(f"    {name}: {str(error).splitlines()[0]}")
            return _LIMIT
        finally:
            tab.close()

    # pyvis shows its network when the layout has settled: the progress bar goes at `stabilizationIterationsDone`.
    settled = "typeof network !== 'undefined' && network.physics && network.physics.stabilized === true"
    ours = statistics.median(shown("ours.html", "") for _ in range(rounds))
    theirs = statistics.median(shown("theirs.html", settled) for _ in range(max(1, rounds // 2)))
    report(
        f"page of {nodes} nodes until it can be used", f"{ours:.2f} s : {theirs:.1f} s = {theirs / ours:.0f}", ">= 50"
    )


def panning(browser: Any, folder: Path, rounds: int, nodes: int) -> None:  # noqa: ANN401 - playwright's
    """Milliseconds of the main thread for a frame, while the ground is dragged over the stage and when it rests after."""
    file = folder / f"{nodes}.html"
    file.write_text(render_page(grown(nodes), title="Ting"), encoding="utf-8")
    busy, worst = [], []
    for _ in range(rounds):
        tab = browser.new_page(viewport={"width": 1400, "height": 900})
        tab.goto(file.as_uri())
        tab.wait_for_selector("body[data-ready]", timeout=_LIMIT * 1000)
        tab.wait_for_timeout(2 * _REST)
        session = tab.context.new_cdp_session(tab)
        session.send("Performance.enable")

        def spent(session: Any = session) -> float:  # noqa: ANN401 - playwright's
            return next(  # type: ignore[no-any-return]
                one["value"] for one in session.send("Performance.getMetrics")["metrics"] if one["name"] == "TaskDuration"
            )  # fmt: skip

        tab.evaluate("""() => { window.frames_ = [];
          const turn = (now) => { window.frames_.push(now); requestAnimationFrame(turn); }; requestAnimationFrame(turn); }""")
        box = tab.locator("#network").bounding_box()
        # A corner of the stage, where no sign is: what lies in the middle would be dragged itself.
        tab.mouse.move(box["x"] + 12, box["y"] + 12)
        tab.mouse.down()
        begin, first = spent(), tab.evaluate("() => window.frames_.length")
        for step in range(_STEPS):
            tab.mouse.move(box["x"] + 12 + step * (box["width"] - 30) / _STEPS, box["y"] + 12 + step * 5)
        frames = tab.evaluate("() => window.frames_.length") - first
        tab.mouse.up()
        tab.wait_for_timeout(_REST)
        busy.append(1000 * (spent() - begin) / max(frames, 1))
        worst.append(tab.evaluate("(from) => Math.max(...window.frames_.slice(from).map((at, i, all) => i ? at - all[i - 1] : 0))", first))  # fmt: skip
        tab.close()
    report(
        f"panning {nodes} things, main thread a frame",
        f"{statistics.median(busy):.1f} ms (longest {statistics.median(worst):.0f} ms)",
        "<= 33 ms",
    )


def making(rounds: int, nodes: int = 10_000) -> None:
    """Making a page of so many things, against putting its edges into pyvis in a loop; both with the processor's time."""
    network = grown(nodes)
    render_page(network, title="Ting")  # what is read from files is read once
    ours = statistics.median(seconds(lambda: render_page(network, title="Ting")) for _ in range(2 * rounds))
    placing = seconds(lambda: layout(network))
    for options, name in (({}, "as it comes"), ({"directed": True}, "directed")):
        bare = Network(**options)
        for node, data in network.nodes(data=True):
            bare.add_node(node, label=data["label"])
        theirs = seconds(lambda bare=bare: [bare.add_edge(a, b) for a, b in network.edges()])  # type: ignore[misc]
        report(
            f"making a page of {nodes} nodes, against add_edge ({name})",
            f"{ours:.2f} s : {theirs:.1f} s = {theirs / ours:.0f}",
            ">= 50" if not options else "-",
        )
    print(f"    (places for them take {placing:.1f} s, which pyvis leaves to the browser)")


def sizes(minutes: list[Path], folder: Path) -> None:
    """How large the page of these minutes is, without the SPARQL engine and with it."""
    from graph.network import explorable
    from graph.profile import profiles
    from graph.store import open_store
    from referatgraf.build import build
    from referatgraf.picture import write_page

    build(minutes, folder / "store")
    store = open_store(folder / "store")
    network = explorable(store)
    without = len(render_page(network, title="Projekter", profiles=profiles(store, list(network))).encode())
    write_page(store, None, folder / "page.html", "da")
    report(f"page of {len(minutes)} minutes, without engine", f"{without / 1e6:.2f} MB", "< 2 MB")
    report("    with it", f"{(folder / 'page.html').stat().st_size / 1e6:.2f} MB", "< 5 MB")


def main() -> None:
    """Run all comparisons."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("minutes", nargs="*", type=Path, help="minutes to make a page of")
    options.add_argument("--quick", action="store_true", help="fewer rounds")
    given = options.parse_args()
    rounds = 1 if given.quick else 5
    making(rounds)
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        panning(browser, Path(name), rounds, 1_000)
        panning(browser, Path(name), rounds, 20_000)
        if given.minutes:
            sizes(given.minutes, Path(name))
        interactive(browser, Path(name), rounds)


if __name__ == "__main__":
    main()

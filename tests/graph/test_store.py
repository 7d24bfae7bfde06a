"""The store: all or nothing, one writer, nothing made by a mistyped place."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from graph import store as store_module
from graph.errors import StoreError
from graph.store import MARKER, open_store, publish, read_marker, writing


def quads(tmp_path, name, n, value):
    file = tmp_path / name
    file.write_text("".join(f'<urn:s{i}> <urn:p> "{value}" <urn:g> .\n' for i in range(n)))
    return file


def values(path):
    return {q.object.value for q in open_store(path)}


def put(path, file, **more):
    with writing(path):
        publish(path, [file], ["urn:g"], **more)


@pytest.mark.parametrize("limit", [0, 10**9])
def test_a_publication_replaces_the_dropped_graphs_in_bulk_as_in_one_update(tmp_path, monkeypatch, limit):
    monkeypatch.setattr(store_module, "LARGEST_UPDATE", limit)
    path = tmp_path / "s"
    put(path, quads(tmp_path, "a.nq", 50, "old"), state={"x": 1})
    put(path, quads(tmp_path, "b.nq", 20, 'new "\\u00e6'.replace('"', "'")), state={"x": 2})
    assert len(open_store(path)) == 20
    assert values(path) == {"new 'æ"}
    assert read_marker(path)["state"] == {"x": 2}
    assert len(list((path / "generations").iterdir())) == 1


def test_a_second_writer_is_refused_at_once(tmp_path):
    with writing(tmp_path / "s"), pytest.raises(StoreError, match="another process"), writing(tmp_path / "s"):
        pass


def test_reading_a_mistyped_place_creates_nothing_and_suggests_the_right_one(tmp_path):
    put(tmp_path / "taastrup.store", quads(tmp_path, "a.nq", 1, "x"))
    with pytest.raises(StoreError, match=r"did you mean .*taastrup\.store"):
        open_store(tmp_path / "tastrup.store")
    assert not (tmp_path / "tastrup.store").exists()


def test_a_folder_that_is_no_store_is_neither_read_nor_written(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.doc").write_text("x")
    with pytest.raises(StoreError, match="is no store"):
        open_store(tmp_path / "letters")
    with pytest.raises(StoreError, match="is no store"), writing(tmp_path / "letters"):
        pass
    assert [p.name for p in (tmp_path / "letters").iterdir()] == ["a.doc"]


def test_a_marker_of_another_version_is_named(tmp_path):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / MARKER).write_text(json.dumps({"format": 99}))
    with pytest.raises(StoreError, match="another version"):
        open_store(tmp_path / "s")


WRITER = """
import sys
from pathlib import Path
from graph.store import publish, writing
path, file = Path(sys.argv[1]), Path(sys.argv[2])
print("ready", flush=True)
with writing(path):
    publish(path, [file], ["urn:g"])
print("done", flush=True)
"""


@pytest.mark.slow
def test_a_killed_publication_leaves_the_old_or_the_new_graph_whole(tmp_path, root):
    path, pick = tmp_path / "s", random.Random(7)
    put(path, quads(tmp_path, "0.nq", 20_000, "0"))
    held, killed = "0", 0
    for n in range(1, 13):
        file = quads(tmp_path, f"{n}.nq", 20_000, str(n))
        child = subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(file)], stdout=subprocess.PIPE, cwd=root)
        assert child.stdout.readline() == b"ready\n"
        time.sleep(pick.random() * 0.25)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        found = values(path)
        assert found in ({held}, {str(n)})
        assert len(open_store(path)) == 20_000
        killed += found == {held}
        held = found.pop()
    assert killed, "no child was killed before it was done: the test proved nothing"

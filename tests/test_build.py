"""Building: the same graph however the documents come, and nothing lost to a bad file."""

import json
import re
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.export import export
from graph.query import ask
from graph.store import open_store
from referatgraf.build import NothingToBuild, build


def exported(store, tmp_path):
    file = tmp_path / "out.nq"
    export(open_store(store), file)
    return file.read_bytes()


def build_in_parts(parts, store, workers=1):
    for part in parts:
        if part:
            build(part, store, workers=workers)


def splits(files):
    """Any order of the files, cut into runs anywhere."""
    return st.permutations(files).flatmap(
        lambda order: st.lists(st.integers(0, len(order)), max_size=2).map(
            lambda cuts: [order[a:b] for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), len(order)], strict=True)]
        )
    )


PROPERTY = settings(
    max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.slow
@PROPERTY
@given(data=st.data())
def test_any_order_and_any_split_of_the_samples_give_the_same_bytes(data, samples, sample_store, tmp_path):
    parts = data.draw(splits(sorted(samples.glob("*.txt"))))
    shutil.rmtree(tmp_path / "s", ignore_errors=True)
    build_in_parts(parts, tmp_path / "s")
    assert exported(tmp_path / "s", tmp_path) == exported(sample_store, tmp_path)


@pytest.mark.slow
@PROPERTY
@given(data=st.data())
def test_any_order_and_any_split_of_the_real_minutes_give_the_same_bytes(data, shared, real_store, tmp_path):
    parts = data.draw(splits(sorted((shared / "corpus").glob("*.txt"))))
    shutil.rmtree(tmp_path / "s", ignore_errors=True)
    build_in_parts(parts, tmp_path / "s")
    assert exported(tmp_path / "s", tmp_path) == exported(real_store, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_gives_the_same_bytes(workers, samples, sample_store, tmp_path):
    build([samples], tmp_path / "s", workers=workers)
    assert exported(tmp_path / "s", tmp_path) == exported(sample_store, tmp_path)


def test_building_again_changes_nothing(samples, sample_store, tmp_path):
    shutil.copytree(sample_store, tmp_path / "s")
    report = build([samples], tmp_path / "s")
    assert (report.added, report.removed) == (0, 0)
    assert exported(tmp_path / "s", tmp_path) == exported(sample_store, tmp_path)


def test_a_file_gone_from_a_folder_goes_from_the_graph_with_what_rested_on_it(samples, tmp_path):
    folder = tmp_path / "minutes"
    shutil.copytree(samples, folder)
    gone = folder / "2018-01-15-direktionen.txt"
    build([folder], tmp_path / "s")
    gone.unlink()
    assert build([folder], tmp_path / "s").removed == 1
    build([folder], tmp_path / "fresh")
    assert exported(tmp_path / "s", tmp_path) == exported(tmp_path / "fresh", tmp_path)
    rows = ask(open_store(tmp_path / "s"), "SELECT ?d { ?m a rg:Meeting ; rg:date ?d }").plain()
    assert "2018-01-15" not in {r["d"] for r in rows}


def test_the_same_bytes_under_two_names_are_one_source_with_two_names(samples, tmp_path):
    folder = tmp_path / "minutes"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        shutil.copy(samples / "2017-05-08-direktionen.txt", folder / name)
    assert build([folder], tmp_path / "s").documents == 1
    rows = ask(open_store(tmp_path / "s"), "SELECT ?s ?n { ?s a rg:Source ; rg:fileName ?n }").plain()
    assert len({r["s"] for r in rows}) == 1
    assert {r["n"] for r in rows} == {"a.txt", "b.txt"}


def test_bad_files_are_named_and_the_others_built(samples, sample_store, tmp_path):
    folder = tmp_path / "minutes"
    shutil.copytree(samples, folder)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 99)
    (folder / "shopping.txt").write_text("mælk og brød", encoding="utf-8")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    report = build([folder], tmp_path / "s")
    assert {(s.file, s.reason) for s in report.skipped} == {
        ("empty.txt", "empty"), ("picture.txt", "not_text"), ("shopping.txt", "not_minutes"), ("cut.pdf", "damaged"),
        ("old.doc", "unsupported"),
    }  # fmt: skip
    assert exported(tmp_path / "s", tmp_path) == exported(sample_store, tmp_path)


def test_nothing_to_build_leaves_nothing_behind(tmp_path):
    with pytest.raises(NothingToBuild):
        build([tmp_path / "none.txt"], tmp_path / "s")
    assert not (tmp_path / "s").exists()


def test_a_file_that_can_no_longer_be_read_takes_nothing_from_the_graph(samples, tmp_path):
    folder = tmp_path / "minutes"
    shutil.copytree(samples, folder)
    build([folder], tmp_path / "s")
    before = exported(tmp_path / "s", tmp_path)
    (folder / "2017-05-08-direktionen.txt").write_bytes(b"")
    assert build([folder], tmp_path / "s").skipped[0].reason == "empty"
    assert exported(tmp_path / "s", tmp_path) == before


def test_a_municipality_is_one_with_and_without_the_word_for_it(make_minutes, tmp_path):
    (tmp_path / "a.txt").write_text(make_minutes("Havnen\n\nBaggrund\n\nTeksten."), encoding="utf-8")
    for said, store in (("Nørre Strand Kommune", "s"), ("Nørre Strand", "t")):
        build([tmp_path / "a.txt"], tmp_path / store, municipality=said)
        rows = ask(
            open_store(tmp_path / store), "SELECT ?l { ?meeting a rg:Meeting ; rg:municipality/rdfs:label ?l }"
        ).plain()
        assert rows == [{"l": "Nørre Strand Kommune"}]
    assert exported(tmp_path / "s", tmp_path) == exported(tmp_path / "t", tmp_path)


def test_two_editions_of_one_meeting_are_one_meeting_with_two_sources(make_minutes, tmp_path):
    first = make_minutes("Havnen\n\n17/1\n\nBaggrund\n\nTeksten.")
    (tmp_path / "a.txt").write_text(first, encoding="utf-8")
    (tmp_path / "b.txt").write_text(first.replace("Teksten.", "Den rettede tekst."), encoding="utf-8")
    build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "s")
    rows = ask(open_store(tmp_path / "s"), "SELECT ?m ?s { ?m a rg:Meeting ; rg:source ?s }").plain()
    assert len({r["m"] for r in rows}) == 1
    assert len({r["s"] for r in rows}) == 2
    items = ask(open_store(tmp_path / "s"), "SELECT ?i { ?i a rg:AgendaItem }").rows
    assert len(items) == 1


def test_a_registration_number_is_nowhere_in_the_store(make_minutes, tmp_path):
    text = make_minutes(
        "Klage fra borger 610190-1234\n\n17/1\n\nBaggrund\n\nBorger 0101901234 og 010190-4321 har klaget."
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert build([tmp_path / "a.txt"], tmp_path / "s").masked == 3
    export(open_store(tmp_path / "s"), tmp_path / "out.nq")
    stored = b"".join(p.read_bytes() for p in [*(tmp_path / "s").rglob("*"), tmp_path / "out.nq"] if p.is_file())
    for number in (b"610190-1234", b"0101901234", b"010190-4321", b"190-1234", b"01901234"):
        assert number not in stored


def test_the_municipality_that_the_others_state_is_the_silent_ones_too(make_minutes, tmp_path):
    (tmp_path / "a.txt").write_text(
        make_minutes("Sag\n\n17/1\n\nBaggrund\n\nGreve Kommune vil. Greve Kommune kan."), encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(
        make_minutes("Sag\n\n17/2", date="17-05-2017", long="17. maj 2017"), encoding="utf-8"
    )
    build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "s")
    rows = ask(
        open_store(tmp_path / "s"), "SELECT DISTINCT ?l { ?m a rg:Meeting ; rg:municipality/rdfs:label ?l }"
    ).plain()
    assert [r["l"] for r in rows] == ["Greve Kommune"]


def test_a_store_of_other_rules_is_divided_again_though_its_files_are_gone(tmp_path, samples):
    folder, store = tmp_path / "referater", tmp_path / "s"
    shutil.copytree(samples, folder)
    build([folder], store)
    before = exported(store, tmp_path)
    for kept in (store / "documents").glob("*.json"):  # as a version with other records might have left them
        source = json.loads(kept.read_text(encoding="utf-8"))["source"]
        kept.write_text(json.dumps({"source": source, "minutes": {}}), encoding="utf-8")
    marker = store / "referatgraf-store.json"
    marker.write_text(re.sub(r'"rules": ?"\w+"', '"rules": "others"', marker.read_text(encoding="utf-8")), "utf-8")
    one, *others = sorted(folder.glob("*.txt"))
    for other in others:
        other.unlink()
    build([one], store)
    assert exported(store, tmp_path) == before


def test_a_file_that_cannot_be_linked_in_its_time_is_left_out_with_all_it_says_of_names(samples, tmp_path, monkeypatch):
    import extract.limits
    import extract.link

    link = extract.link.link

    def endless(source, *rest):
        while "Uendelig" in source.text:
            pass
        return link(source, *rest)

    monkeypatch.setattr(extract.link, "link", endless)
    monkeypatch.setattr(extract.limits, "LIMITS", extract.limits.Limits(rule_seconds=1))
    folder = tmp_path / "m"
    folder.mkdir()
    text = (samples / "2017-05-16-direktionen.txt").read_text(encoding="utf-8")
    (folder / "good.txt").write_text(text, encoding="utf-8")
    build([folder], tmp_path / "good.store")
    (folder / "bad.txt").write_text(text + "\nUendelig\n", encoding="utf-8")
    report = build([folder], tmp_path / "both.store")
    assert [(s.file, s.reason) for s in report.skipped] == [("bad.txt", "too_slow")]
    assert exported(tmp_path / "both.store", tmp_path) == exported(tmp_path / "good.store", tmp_path)

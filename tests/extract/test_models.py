"""Models propose: what they see is held against the text, and stands only where no rule sees anything."""

import random
import sys
from dataclasses import replace

import pytest

from extract.candidates import find_evidence
from extract.entities import Entities
from extract.errors import ModelError
from extract.evidence import EvidenceSum
from extract.link import link
from extract.model import Node
from extract.models import (
    ENTRY_POINTS,
    KINDS,
    Proposal,
    SpacySource,
    _paragraphs,
    checked,
    fingerprint,
    load_source,
    load_sources,
    short_name,
)
from extract.names import NameList, PersonName, municipality_node
from extract.pipeline import Pipeline
from extract.proposed import proposed_choices
from extract.read import read_source
from extract.resolve import resolve
from extract.segment import segment

# Invented for this test: [P …] is a person and [O …] an organisation whom no rule and no word list knows.
SENTENCES = [
    "Herefter takkede [P Zlatka Brunovic] for kaffen.",
    "I går takkede [P Quorra Flenz] for blomsterne.",
    "Til sidst takkede [P Xhevat Drilon] for turen.",
    "Bagefter takkede [P Ymke Vossbrink] for kagen.",
    "Som altid takkede [P Tjorven Kalski] for maden.",
    "Derefter takkede [P Wubbo Praske] for sangen.",
    "Kagen blev bagt hos [O Snurretoppen ApS] ved søen.",
    "Sangen blev skrevet hos [O Kvidderværket ApS] i fjor.",
    "Turen blev planlagt hos [O Bølgebryg ApS] i ro.",
    "Maden blev lavet hos [O Grydeskeen ApS] før klokken slog.",
    "Blomsterne blev plukket hos [O Lupinhuset ApS] i solen.",
    "Kaffen blev ristet hos [O Bønnelauget ApS] på bakken.",
]
LABELS = {"P": "PER", "O": "ORG"}


def annotated(sentence):
    """The plain sentence and its entities as spaCy takes them."""
    plain, entities, rest = "", [], sentence
    while "[" in rest:
        before, _, rest = rest.partition("[")
        inside, _, rest = rest.partition("]")
        label, _, name = inside.partition(" ")
        plain += before
        entities.append((len(plain), len(plain) + len(name), LABELS[label]))
        plain += name
    return plain + rest, entities


@pytest.fixture(scope="session")
def trained(tmp_path_factory):
    """A pipeline trained in seconds on the sentences above, on disk."""
    import spacy
    from spacy.training import Example

    spacy.util.fix_random_seed(7)
    order = random.Random(7)
    nlp = spacy.blank("da")
    nlp.add_pipe("ner", config={"model": {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner",
        "extra_state_tokens": False, "hidden_width": 32, "maxout_pieces": 2, "use_upper": True,
        "tok2vec": {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 32, "depth": 2,
            "embed_size": 500, "window_size": 1, "maxout_pieces": 2, "subword_features": True}}})  # fmt: skip
    examples = [
        Example.from_dict(nlp.make_doc(text), {"entities": entities}) for text, entities in map(annotated, SENTENCES)
    ]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(40):
        order.shuffle(examples)
        nlp.update(examples, sgd=optimizer)
    folder = tmp_path_factory.mktemp("models") / "tiny-names"
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="session")
def tiny(trained):
    return load_source(str(trained))


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline()


@pytest.fixture
def linked(pipeline, make_minutes):
    """Link minutes with one item; `propose` makes the proposals of a model called "test" from the text."""

    def read(item, propose=lambda text: (), rejected=frozenset()):
        source = read_source(make_minutes(item).encode())
        minutes, total = segment(source.text), EvidenceSum()
        total.add(find_evidence(source.text, minutes), None, minutes.header.date)
        names = replace(next(iter(resolve(total).values())), rejected=rejected)
        pipeline.load_names(names.names)
        proposals = [("test", p) for p in checked(source.text, propose(source.text)).accepted]
        found = pipeline.find(source.text, minutes.header.date)
        return source.text, link(source, ["x.txt"], minutes, found, names, proposals)

    return read


def saying(*named):
    """A model that sees each of these (words, kind) wherever they stand."""

    def propose(text):
        for words, kind in named:
            at = text.find(words)
            while at >= 0:
                yield Proposal(at, words, kind)
                at = text.find(words, at + 1)

    return propose


def by_models(text, linked):
    return [(m.span.of(text), m.node.kind) for m in linked.document.mentions if m.rule.startswith("model:")]


ITEM = (
    "Havnen\n\n17/1\n\nBaggrund\n\nHerefter takkede Xhevat Drilon for turen.\n\n"
    "Kagen blev bagt hos Bølgebryg ApS ved søen.\n\nAnne Holm takkede for kaffen den 3. maj 2017."
)


# --- a trained pipeline ---------------------------------------------------------------------------


def test_a_pipeline_on_disk_proposes_a_person_and_an_organisation_that_no_rule_knows(tiny, linked):
    text, without = linked(ITEM)
    assert not any(m.span.of(text) in ("Xhevat Drilon", "Bølgebryg ApS") for m in without.document.mentions)
    text, found = linked(ITEM, tiny)
    assert {("Xhevat Drilon", "person"), ("Bølgebryg ApS", "organization")} <= set(by_models(text, found))
    assert {"Xhevat Drilon", "Bølgebryg ApS"} <= {entity.label for entity in found.entities}


def test_the_same_pipeline_proposes_the_same_each_time_it_is_loaded(trained, tiny):
    text = "\n\n".join(annotated(sentence)[0] for sentence in SENTENCES)
    first = checked(text, tiny(text))
    assert first.accepted
    assert checked(text, load_source(str(trained))(text)) == checked(text, tiny(text)) == first


def test_offsets_of_a_pipeline_count_in_the_whole_text(tiny):
    text = "Å" * 50 + "\n\n \n\n𝄞 Herefter takkede Zlatka Brunovic for kaffen.\n"
    assert Proposal(text.index("Zlatka"), "Zlatka Brunovic", "person") in list(tiny(text))
    assert all(text.startswith(p.text, p.start) for p in tiny(text))


def test_a_models_name_shows_no_folder_and_its_fingerprint_tells_its_files(trained, tmp_path):
    import shutil

    copy = shutil.copytree(trained, tmp_path / "elsewhere" / trained.name)
    assert short_name(str(copy)) == "tiny-names"
    assert fingerprint(str(copy)) == fingerprint(str(trained))
    (copy / "meta.json").write_text("{}")
    assert fingerprint(str(copy)) != fingerprint(str(trained))
    assert str(tmp_path) not in fingerprint(str(copy))


def test_two_models_of_one_name_are_refused(trained, tmp_path):
    with pytest.raises(ModelError, match="have one name"):
        load_sources([str(trained), str(tmp_path / trained.name)])


@pytest.mark.parametrize(
    ("label", "kind"),
    [("PER", "person"), ("PERSON", "person"), ("ORGANIZATION", "organization"), ("GPE", "place"), ("FACILITY", "place"),
     ("WORK_OF_ART", "project"), ("WORK OF ART", "project"), ("PRODUCT", "system"), ("MISC", None), ("CARDINAL", None),
     *((kind, kind) for kind in KINDS)],
)  # fmt: skip
def test_labels_of_known_pipelines_mean_our_kinds(label, kind):
    import spacy

    nlp = spacy.blank("da")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": "Fnugget"}])
    assert [p.kind for p in SpacySource(nlp)("Vi så Fnugget.")] == ([kind] if kind else [])


def test_a_text_is_cut_between_paragraphs_and_a_long_one_after_a_word():
    text = "Et afsnit\npå to linjer.\n\n  \nEt til.\n\n" + "ord " * 4000 + "ord\n"
    pieces = list(_paragraphs(text))
    assert [span.of(text) for span in pieces[:2]] == ["Et afsnit\npå to linjer.", "Et til."]
    assert max(len(span.of(text)) for span in pieces) <= 5000
    assert " ".join(span.of(text) for span in pieces).split() == text.split()
    assert all(set(span.of(text).split()) == {"ord"} for span in pieces[2:])


# --- what a text does not bear out ----------------------------------------------------------------


def test_words_that_do_not_stand_in_the_text_are_refused_and_counted():
    text = "Aya gik. Bo kom."
    verified = checked(
        text, [Proposal(0, "Ida", "person"), Proposal(0, "Aya", "person"), Proposal(99, "Per", "person")]
    )
    assert (verified.accepted, verified.refused) == ((Proposal(0, "Aya", "person"),), 2)


def test_a_wrong_offset_is_mended_where_only_one_place_has_the_words():
    text = "Aya gik. Bo kom. Aya lo."
    verified = checked(text, [Proposal(0, "Bo", "person"), Proposal(-3, "Aya", "person"), Proposal(5, "Aya", "person")])
    assert (verified.accepted, verified.refused) == ((Proposal(9, "Bo", "person"),), 2)


@pytest.mark.parametrize(
    "words", ["", " ", "–", " Fnug", "Fnug\nhus", "Fnug\u2028hus", "Fnug\r", "fnug " * 30 + "fnug"], ids=repr
)
def test_words_that_can_be_no_name_are_refused(words):
    text = f"{words} og mere"
    assert checked(text, [Proposal(0, words, "project")]).refused == 1


@pytest.mark.parametrize("kind", ["date", "PERSON", "", "agenda_item"])
def test_a_kind_that_is_none_of_ours_is_refused(kind):
    assert checked("Fnug", [Proposal(0, "Fnug", kind)]).refused == 1


def test_proposals_come_sorted_and_once():
    proposals = [Proposal(4, "Bo", "person"), Proposal(0, "Aya", "person"), Proposal(4, "Bo", "person")]
    assert checked("Aya Bo", proposals).accepted == (Proposal(0, "Aya", "person"), Proposal(4, "Bo", "person"))


# --- which proposals stand ------------------------------------------------------------------------


def test_a_mention_of_a_rule_is_never_displaced(linked):
    text, without = linked(ITEM)
    greedy = saying(
        ("Anne Holm takkede for kaffen", "project"), ("Holm", "place"), ("Anne Holm", "organization"),
        ("den 3. maj 2017", "project"), ("Direktionen d. 16-05-2017", "body"), ("Bølgebryg ApS", "organization"),
    )  # fmt: skip
    text, found = linked(ITEM, greedy)
    assert set(without.document.mentions) <= set(found.document.mentions)
    assert by_models(text, found) == [("Bølgebryg ApS", "organization")]
    assert found.document.statements == without.document.statements


def test_a_proposals_confidence_is_sixty_hundredths_and_its_rule_names_the_model(linked):
    _, found = linked(ITEM, saying(("Bølgebryg ApS", "organization")))
    assert [(m.rule, m.confidence) for m in found.document.mentions if m.confidence <= 60] == [("model:test", 60)]
    span = next(m.span for m in found.document.mentions if m.rule == "model:test")
    assert found.document.quotes[span] == "Bølgebryg ApS"


def test_of_two_proposals_that_overlap_the_longer_stands(linked):
    text, found = linked(ITEM, saying(("Bølgebryg", "place"), ("Bølgebryg ApS", "organization")))
    assert by_models(text, found) == [("Bølgebryg ApS", "organization")]


def test_a_proposal_of_a_known_name_is_the_known_thing(linked):
    # "KOMBIT" is in the word lists as it is written here; a model may know it in other letters.
    text, found = linked("Havnen\n\n17/1\n\nBaggrund\n\nDet blev købt af Kombit i går. KOMBIT takkede.",
                         saying(("Kombit", "organization")))  # fmt: skip
    named = {m.span.of(text): (m.node, m.rule) for m in found.document.mentions if m.node.kind == "organization"}
    assert named["Kombit"] == (named["KOMBIT"][0], "model:test")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_thing_is_its_municipalitys_unless_it_is_an_organisation_or_a_system(kind, linked):
    _, found = linked(ITEM, saying(("Bølgebryg ApS", kind)))
    (node,) = {m.node for m in found.document.mentions if m.rule == "model:test"}
    assert node.kind == kind
    assert len(node.key) == (1 if kind in ("organization", "system") else 2)


def test_a_known_person_is_known_again_in_the_genitive_and_by_a_short_form(make_minutes):
    text = make_minutes("Havnen\n\n17/1\n\nBaggrund\n\nXhevat Drilons notat lå der, og Xhevat lo.")
    person = Node("person", ("unknown", "xhevat drilon"))
    people = (PersonName(person, "Xhevat Drilon", ("2017-05-02",)),)
    names = NameList(municipality_node("unknown"), "unknown", (), people)
    model = saying(("Xhevat Drilons", "person"), ("Xhevat", "person"), ("Xhevat lo", "person"))
    chosen = proposed_choices([("test", p) for p in model(text)], segment(text), names, Entities(names))
    found = {c.mention.span.of(text): c.mention.node for c in chosen}
    assert found["Xhevat Drilons"] == found["Xhevat"] == person
    assert found["Xhevat lo"] != person


def test_a_rejected_name_is_not_proposed_again(linked):
    rejected = frozenset([("organization", "bølgebryg aps")])
    text, found = linked(ITEM, saying(("Bølgebryg ApS", "organization"), ("Xhevat Drilon", "person")), rejected)
    assert by_models(text, found) == [("Xhevat Drilon", "person")]
    assert "Bølgebryg ApS" not in {entity.label for entity in found.entities}


# --- finding a model ------------------------------------------------------------------------------


def test_an_unknown_model_is_one_line_that_says_what_was_looked_for():
    for find in (load_source, fingerprint):
        with pytest.raises(ModelError) as error:
            find("da_no_such_model")
        message = str(error.value)
        assert "da_no_such_model" in message
        assert "nothing is downloaded" in message
        assert "\n" not in message


@pytest.mark.parametrize("name", ["json", "numpy", "", "a/b.c", "."])
def test_what_is_no_model_is_not_taken_for_one(name):
    with pytest.raises(ModelError, match="not found"):
        load_source(name)


def test_a_broken_pipeline_is_one_line(tmp_path):
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = da\n")
    with pytest.raises(ModelError, match="cannot be loaded") as error:
        load_source(str(tmp_path))
    assert "\n" not in str(error.value)


@pytest.fixture
def plugin(tmp_path, monkeypatch):
    """A distribution that offers the model "shouting", and one that offers a thing that is not there."""
    (tmp_path / "shouting.py").write_text(
        "import re\nfrom extract.models import Proposal\n\n"
        "def source():\n"
        "    return lambda text: [Proposal(m.start(), m[0], 'project') for m in re.finditer(r'[A-Z]{7,}', text)]\n"
    )
    info = tmp_path / "shouting-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text(
        f"[{ENTRY_POINTS}]\nshouting = shouting:source\nbroken = shouting:nothing_here\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield
    sys.modules.pop("shouting", None)


@pytest.mark.usefixtures("plugin")
def test_an_entry_point_is_found_by_its_name():
    assert list(load_source("shouting")("Vi så FNUGGETFABRIKKEN.")) == [Proposal(6, "FNUGGETFABRIKKEN", "project")]
    assert list(load_sources(["shouting"])) == ["shouting"]
    assert fingerprint("shouting") == "shouting shouting:source shouting 1.2"


@pytest.mark.usefixtures("plugin")
def test_an_entry_point_that_cannot_be_loaded_is_one_line():
    with pytest.raises(ModelError, match="model broken cannot be loaded"):
        load_source("broken")


def test_an_installed_pipeline_is_found_by_the_name_of_its_package(trained, tmp_path, monkeypatch):
    import shutil

    package = tmp_path / "da_tiny_names"
    shutil.copytree(trained, package / "da_tiny_names-1.0")
    (package / "meta.json").write_text('{"lang": "da", "name": "tiny_names", "version": "1.0"}')
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n\n"
        "def load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    text = annotated(SENTENCES[0])[0]
    assert [p.kind for p in load_source("da_tiny_names")(text)] == ["person"]
    assert fingerprint("da_tiny_names").startswith("da_tiny_names ")
    sys.modules.pop("da_tiny_names", None)

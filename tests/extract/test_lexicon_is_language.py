"""No name that belongs to the annotated minutes stands in code or word lists."""

import json
import re

# Words that are language although a thing of the gold is called so.
LANGUAGE = {
    "branding",
    "sundhed",
    "beskæftigelse",
    "budgetanalyser",
    "hr",
    "digitaliseringsstrategi",
    "velfærdsteknologi",
}


def test_no_project_unit_or_person_of_the_gold_stands_in_what_is_loaded(shared, root):
    entities = json.loads((shared / "gold" / "entities.json").read_text(encoding="utf-8"))
    names = {
        name
        for entity in entities.values()
        if entity["type"] in ("project", "unit", "person")
        for name in (entity["name"], *entity["aliases"])
        if len(name) > 3 and name.casefold() not in LANGUAGE and not (entity["type"] == "person" and " " not in name)
    }
    loaded = [
        p
        for d in ("extract", "referatgraf", "graph")
        for p in (root / d).rglob("*")
        if p.suffix in (".toml", ".py", ".rq")
    ]
    found = []
    for path in loaded:
        text = re.sub(
            r'"""[\s\S]*?"""|^\s*#.*$|\s{2}# .*$|example .*$|epilog=.*$|help=.*$|^ABOUT = .*$',
            "",
            path.read_text(encoding="utf-8"),
            flags=re.M,
        )
        found += [
            (path.name, name) for name in sorted(names) if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I)
        ]
    assert found == []

"""Says where each thing has its page: names of files made of IRIs, the same on a disk and from a server."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from ..identifiers import digest, slug

# The list that each kind of thing with a page of its own stands in.
LISTS = {
    "project": "projects",
    "programme": "projects",
    "unit": "units",
    "body": "units",
    "steering_group": "units",
    "person": "people",
    "case": "cases",
    "meeting": "meetings",
    "organization": "others",
    "municipality": "others",
    "system": "others",
}
_LONGEST = 100  # characters of a name: with its folder and ending far below what any disk allows
_ENDS = re.compile(r"[/#]")


def page_paths(things: Mapping[str, str]) -> dict[str, str]:
    """Return the path of each thing's page, given the kind of each IRI; what has no page is not there.

    A path is of lower-case ASCII letters, digits and hyphens, so that no IRI leads out of the folder and no two fall
    together on a disk that does not tell capitals apart.

    >>> page_paths({"https://w3id.org/referatgraf/id/project/vejle/ny-bro": "project"}).popitem()[1]
    'project/vejle-ny-bro.html'
    """
    taken: dict[str, list[str]] = defaultdict(list)
    for iri, kind in things.items():
        if kind in LISTS:
            taken[f"{slug(kind)}/{_name(iri, kind)}"].append(iri)
    found = {}
    for path, iris in taken.items():
        for iri in iris:
            found[iri] = f"{path}.html" if len(iris) == 1 else f"{path}-{digest(iri)}.html"
    return dict(sorted(found.items()))


def _name(iri: str, kind: str) -> str:
    """The part of an IRI behind its kind; of one that has none, all of it."""
    own = iri.rpartition(f"/{slug(kind)}/")[2] or iri
    name = "-".join(filter(None, map(slug, _ENDS.split(own))))
    if not name or len(name) > _LONGEST:
        return f"{name[:_LONGEST].rstrip('-')}-{digest(iri)}".strip("-")
    return name


def to_root(path: str) -> str:
    """Return what leads from a page back to the folder of its language."""
    return "../" * path.count("/")

"""What a notebook needs, in few names: open a store, ask it into a DataFrame, take a network of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .frames import frame_of, frames_of_items, table_of

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from .build import BuildReport
    from .given import Day
    from .score import Scores
    from .shown import Inline, Meeting
    from .shown_thing import Entity
    from .verify import Verified
    from .why import Explanation

_ALL = 1_000_000  # nodes: no limit
# The named question that tells of a thing of each kind, and its parameter.
_HISTORIES = {
    "project": ("project_history", "project"),
    "programme": ("project_history", "project"),
    "unit": ("unit_involvement", "unit"),
    "person": ("person_participation", "person"),
    "case": ("case_path", "case"),
}


class Graph:
    """A graph of minutes, opened for reading; `report` says what the build did that made it, if this program did."""

    def __init__(self, store: Path, report: BuildReport | None = None) -> None:
        from graph.store import open_store

        self.path, self.report = store, report
        self._store = open_store(store)

    def __repr__(self) -> str:
        return f"<referatgraf.Graph of {len(self._store)} quads in {self.path}>"

    def _repr_html_(self) -> str:
        from .shown_graph import graph_html

        return graph_html(self._store)

    def questions(self) -> pd.DataFrame:
        """Return the named questions: `name`, `danish`, `english`, `parameters`."""
        import pandas as pd

        from graph.query import named_questions

        return pd.DataFrame(
            [(q.name, q.danish, q.english, ", ".join(p.name for p in q.parameters)) for q in named_questions()],
            columns=["name", "danish", "english", "parameters"],
        )

    def ask(self, name: str, **values: object) -> pd.DataFrame:
        """Return the answer to a named question, one column a variable, dates and numbers as such.

        A thing is given by any of its names, a day as YYYY-MM-DD, a `date` or a pandas `Timestamp`.
        Its `attrs` say what it rests on (`basis`: `meetings_read` of `meetings_known`) and, where it has no rows, why
        (`emptiness`): `no`, or `not_extracted` where the graph has nothing of the kind that is asked about.
        Raises `graph.errors.QueryError` and `graph.errors.NotInGraph`.
        """
        from graph.query import ask_named

        from .given import values_of

        return frame_of(ask_named(self._store, name, values_of(values)))

    def sparql(self, query: str) -> pd.DataFrame:
        """Return the answer to a SELECT or ASK query as a DataFrame. Raises `graph.errors.QueryError`."""
        from graph.errors import QueryError
        from graph.query import Rows, ask

        answer = ask(self._store, query)
        if not isinstance(answer, Rows):
            raise QueryError("a DataFrame is made of rows: ask with SELECT")
        return frame_of(answer)

    def network(self, about: str | None = None, *, depth: int = 2, limit: int | None = None) -> nx.MultiDiGraph:
        """Return the network around a thing, by any of its names, or of all projects and what they touch.

        All of it, to compute with: up to `depth` steps around a thing (of all projects, two around each). For a
        picture give a `limit` of nodes: the nearest and the best known are kept, and its attribute `hidden` says how
        many were left out (`graph.graph["hidden"]` of what comes back). Nodes and edges as in `graph.network.around`.
        Raises `graph.errors.NotInGraph`, and `graph.errors.QueryError` for a `depth` below 0 or a `limit` below 1.
        """
        from graph.lookup import find_entity
        from graph.network import around, projects_network

        from .given import at_least

        most = _ALL if limit is None else at_least(1, limit, "limit")
        at_least(0, depth, "depth")
        if about is None:
            return projects_network(self._store, limit=most)
        return around(self._store, find_entity(self._store, about)[0].iri, depth=depth, limit=most)

    def show(
        self, about: str | None = None, *, depth: int = 2, limit: int = 150, language: str = "da", height: int = 560
    ) -> Inline:
        """Return the network as a page that stands in the notebook's cell, `height` pixels high; `save` keeps it.

        At most `limit` nodes are drawn, as many as a person can take in; a line below tells how many are not.
        """
        from graph.page import render_page

        from .shown import Inline, word

        known = word(language, "projects")  # another language is refused before anything is read
        network = self.network(about, depth=depth, limit=limit)
        title = network.nodes[network.graph["about"]]["label"] if about else known
        page = render_page(network, title=title, language=language)
        counts = (len(network), network.number_of_edges(), network.graph["hidden"])
        return Inline(page, title, *counts, height, language)

    def entity(self, name: str, *, language: str = "da") -> Entity:
        """Return a thing by any of its names: what it is, its history, what is said of it, and where it is named.

        `language` is `da` or `en`. Raises `graph.errors.NotInGraph` with the nearest names where there is none.
        """
        from graph.lookup import find_entity
        from graph.network import around
        from graph.profile import last_day, profiles

        from .shown import mention_rows, statement_rows, word
        from .shown_thing import Entity

        word(language, "more", count=0)  # another language is refused before anything is read
        iri = find_entity(self._store, name)[0].iri
        network = around(self._store, iri, depth=1, limit=_ALL)
        node = network.nodes[iri]
        statements = table_of(
            statement_rows(iri, network, language), ("relation", "other", "way", "accepted", "date", "quote", "file")
        )
        mentions = table_of(mention_rows(node["sentences"]), ("date", "item", "quote", "file", "start", "end"))
        aliases = tuple(node["aliases"])
        told = (node["date"], node["outcome"], node["text"])
        history = self._history(iri, node["kind"])
        day = last_day(self._store)
        profile = profiles(self._store, [iri], day=day)[iri]
        shown = (history, statements, mentions, profile, day, language)
        return Entity(iri, node["label"], node["kind"], aliases, *told, *shown)

    def _history(self, iri: str, kind: str) -> pd.DataFrame:
        """What the named question about things of its kind tells, in the same columns for all."""
        columns = ("date", "title", "how", "outcome", "quote", "file")
        if kind not in _HISTORIES:
            return table_of((), columns)
        name, parameter = _HISTORIES[kind]
        told = self.ask(name, **{parameter: iri})
        told = told.rename(columns={"role": "how", "relation": "how", "what": "title"})
        return told.reindex(columns=list(columns))

    def meetings(self) -> pd.DataFrame:
        """Return the meetings that were read: `date`, `body`, `municipality`, `file`, and counts.

        The counts are `items`, `closed` ones among them, and `decisions`.
        """
        from graph.reading import meetings

        return frame_of(meetings(self._store), days=("date",)).drop(columns="meeting")

    def meeting(self, day: Day, body: str | None = None, *, language: str = "da") -> Meeting:
        """Return the meeting of a day (YYYY-MM-DD, a date or a Timestamp) with its text and what is named in it.

        Raises `graph.errors.NotInGraph` where there is none, `graph.errors.QueryError` where several bodies met and
        for what is no day.
        """
        from graph.errors import NotInGraph, QueryError
        from graph.reading import items, meetings

        from .given import day_of
        from .shown import Meeting

        day = day_of(day)
        known = meetings(self._store).plain()
        found = [m for m in known if m["date"] == day and body in (None, m["body"])]
        if not found:
            days = ", ".join(dict.fromkeys(str(m["date"]) for m in known))
            raise NotInGraph(f"{day}: no meeting of that day{f' of {body}' if body else ''}; there are: {days}")
        if len(found) > 1:
            raise QueryError(f"{day}: several met: {', '.join(str(m['body']) for m in found)}; give body=…")
        iri = str(found[0]["meeting"])
        read = tuple(items(self._store, iri))
        return Meeting(iri, day, str(found[0]["body"] or ""), read, *frames_of_items(read), language)

    def involvements(self, *, named: bool = False) -> pd.DataFrame:
        """Return who has which project in hand, one row each time that a meeting says so.

        `actor`, its `kind`, `how` (*ejer*, *leder*, *styrer*, *deltager*, *leverer*, *indstiller*; with `named` also
        *nævnt*: units that an item about one project names), `project`, `date`, `title`, `quote`, `file`, `evidence`.
        """
        import pandas as pd

        from graph.collaboration import involvements, named_beside

        frames = [frame_of(involvements(self._store), days=("date",))]
        if named:
            frames.append(frame_of(named_beside(self._store), days=("date",)))
        return pd.concat(frames, ignore_index=True).drop(columns=["agent", "subject"])

    def collaboration(
        self,
        *,
        kinds: str | Collection[str] | None = None,
        since: Day | None = None,
        until: Day | None = None,
        named: bool = False,
    ) -> nx.Graph:
        """Return who works with whom: an edge between two that have a project in common (see `graph.collaboration`).

        `kinds` is of `unit`, `steering_group`, `body`, `organization`, `person`; `since` and `until` are days.
        Raises `graph.errors.QueryError` with the choices for another kind, and for what is no day.
        """
        from graph.collaboration import KINDS, collaboration

        from .given import choices, period

        of = KINDS if kinds is None else choices(kinds, KINDS, "kinds")
        first, last = period(since, until)
        return collaboration(self._store, kinds=of, since=first, until=last, named=named)

    def statements(self) -> pd.DataFrame:
        """Return all that is stated, accepted or not, one row for each reading of it.

        `subject`, `predicate`, `relation` (that in Danish), `object`, `accepted`, `confidence`, `rule`, `date`,
        `quote`, `file`, `evidence`. What only waits for review is there too, with `accepted` false.
        """
        from graph.tables import statements
        from graph.vocabulary import RG, labels

        frame = frame_of(statements(self._store), days=("date",))
        frame.insert(2, "relation", [labels("da").get(RG + name, name) for name in frame["predicate"]])
        return frame.assign(accepted=frame["accepted"].eq("true"))

    def check(self, day: Day | None = None) -> Verified:
        """Return what a check finds: violations, and the `coverage`, which is what the minutes leave open on a day.

        Raises `graph.errors.QueryError` for what is no day.
        """
        from .given import day_of
        from .verify import verify

        return verify(self.path, None if day is None else day_of(day))

    def score(self, gold: str | Path) -> Scores:
        """Return the scores against minutes annotated by hand. Raises `referatgraf.gold.GoldError`."""
        from .score import score

        return score(self.path, Path(gold))

    def review(self, *, language: str = "da") -> pd.DataFrame:
        """Return what is uncertain, as the register that settles it: fill in `action` and build with the table."""
        import io

        import pandas as pd

        from .review import review

        table = review(self.path, language).table.removeprefix("\ufeff")
        return pd.read_csv(io.StringIO(table), sep=";", dtype="str", keep_default_na=False)

    def last_day(self) -> str:
        """Return the day of the last meeting (YYYY-MM-DD), which is as far as the graph can tell."""
        days = self.sparql("SELECT ?day { ?meeting a rg:Meeting ; rg:date ?day }")["day"]
        return "" if days.empty else f"{days.max():%Y-%m-%d}"

    def relations(self) -> pd.DataFrame:
        """Return how projects hang together, one row each time that a meeting says so.

        `project`, `relation`, `other`, `date`, `modality` (decided, proposed, planned, reported; in Danish),
        `confidence`, and the `quote` with its `file` and `evidence`.
        """
        from graph.tables import relations

        return frame_of(relations(self._store), days=("date",)).drop(columns=["predicate", "subject", "object"])

    def dependencies(self) -> nx.MultiDiGraph:
        """Return the same as a network: projects with `label`, and an edge each time that a meeting says so.

        `referatgraf.waiting` takes from it who waits for whom, and `referatgraf.layered` says where to draw it.
        """
        from graph.dependencies import dependencies

        return dependencies(self._store)

    def statuses(self) -> pd.DataFrame:
        """Return where each `project` stood (`state`, `text`) on each `date` that a meeting said so, by date."""
        from graph.tables import statuses

        return frame_of(statuses(self._store), days=("date",)).drop(columns="subject")

    def decisions(self) -> pd.DataFrame:
        """Return each decision once: `date`, `body`, `title`, `by` (who recommended), `outcome`, `text`, `quote`."""
        from graph.tables import decisions

        return frame_of(decisions(self._store), days=("date",))

    def points(self) -> pd.DataFrame:
        """Return each point of a recommendation with its `treatment` by the decision, and who recommended it (`by`).

        *følger*, *afviger*, *ikke nævnt* (the decision's words do not tell), *udskudt* or *uden beslutning*.
        """
        from graph.tables import points

        return frame_of(points(self._store), days=("date", "decided"))

    def open_matters(self, day: Day) -> pd.DataFrame:
        """Return what stood open about each `project` on a day (YYYY-MM-DD, a date): put off, promised and not kept.

        `matter` is *udskudt beslutning*, *overskredet tilsagn*, *åbent tilsagn* or *tilsagn uden frist*.
        Raises `graph.errors.QueryError` for what is no day.
        """
        from graph.tables import open_matters

        from .given import day_of

        return frame_of(open_matters(self._store, day_of(day)), days=("since", "last_day")).drop(columns="subject")

    def why(self, name: str) -> list[Explanation]:
        """Return all that speaks for and against a name, one explanation for each thing that goes by it.

        Raises `graph.errors.NotInGraph` with the nearest names where there is none.
        """
        from .why import why

        return why(self.path, name)

    def page(self, about: str | None = None, *, language: str = "da") -> str:
        """Return the network to explore, around a thing or of all projects, as a self-contained HTML page."""
        from graph.lookup import find_entity
        from graph.network import explorable
        from graph.page import render_page
        from graph.profile import profiles

        network = explorable(self._store, find_entity(self._store, about)[0].iri if about else None)
        told = profiles(self._store, list(network))
        return render_page(network, title=about or "Projekter", language=language, profiles=told)


def open(store: str | Path) -> Graph:
    """Return the graph in a store. Raises `graph.errors.StoreError` where there is none."""
    return Graph(Path(store))


def build_graph(
    paths: Sequence[str | Path] | str | Path,
    store: str | Path,
    *,
    municipality: str | None = None,
    register: str | Path | None = None,
) -> Graph:
    """Build a store of minutes (files, or folders of them), or add to one, and return its graph.

    Its `report` tells what was read and what was skipped, with the reasons. Raises `referatgraf.build.NothingToBuild`
    where nothing could be read, `extract.errors.RegisterError` for a register with faults.
    """
    from extract.register import check_properties, read_register
    from graph.vocabulary import object_properties

    from .build import build

    decided = None
    if register is not None:
        decided = read_register(Path(register))
        check_properties(decided, Path(register).name, object_properties())
    files = [Path(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    report = build(files, Path(store), municipality=municipality, register=decided)
    return Graph(Path(store), report)


def samples(store: str | Path | None = None) -> Graph:
    """Return a graph of the sample minutes, built in `store` or, where none is given, in a temporary folder."""
    import tempfile

    from .demo import samples_folder

    return build_graph(samples_folder(), store or Path(tempfile.mkdtemp(prefix="referatgraf-")) / "samples.store")


def waiting(network: nx.MultiDiGraph) -> nx.DiGraph:
    """Return who waits for whom in `Graph.dependencies()`, an edge from each project to what it waits for.

    Its attributes are those of the last meeting that said so.
    """
    from graph.dependencies import waiting

    return waiting(network)


def layered(waits: nx.DiGraph) -> nx.DiGraph:
    """Return a copy of `waiting` with places: `x` and `y` of projects, and what each edge passes `via`."""
    from graph.dependencies import layered

    return layered(waits)

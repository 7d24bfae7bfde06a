"""What a notebook needs, in few names: open a store, ask it into a DataFrame, take a network of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graph.query import Rows

    from .why import Explanation

_NUMBERS = ("integer", "decimal", "double", "float", "int", "long")


class Graph:
    """A graph of minutes, opened for reading."""

    def __init__(self, store: Path) -> None:
        from graph.store import open_store

        self.path = store
        self._store = open_store(store)

    def __repr__(self) -> str:
        return f"<referatgraf.Graph of {len(self._store)} quads in {self.path}>"

    def questions(self) -> pd.DataFrame:
        """Return the named questions: `name`, `danish`, `english`, `parameters`."""
        import pandas as pd

        from graph.query import named_questions

        return pd.DataFrame(
            [(q.name, q.danish, q.english, ", ".join(p.name for p in q.parameters)) for q in named_questions()],
            columns=["name", "danish", "english", "parameters"],
        )

    def ask(self, name: str, **values: str) -> pd.DataFrame:
        """Return the answer to a named question, one column a variable, dates and numbers as such.

        Its `attrs` say what it rests on (`basis`: `meetings_read` of `meetings_known`) and, where it has no rows, why
        (`emptiness`): `no`, or `not_extracted` where the graph has nothing of the kind that is asked about.
        Raises `graph.errors.QueryError` and `graph.errors.NotInGraph`.
        """
        from graph.query import ask_named

        return _frame(ask_named(self._store, name, values))

    def sparql(self, query: str) -> pd.DataFrame:
        """Return the answer to a SELECT or ASK query as a DataFrame. Raises `graph.errors.QueryError`."""
        from graph.errors import QueryError
        from graph.query import Rows, ask

        answer = ask(self._store, query)
        if not isinstance(answer, Rows):
            raise QueryError("a DataFrame is made of rows: ask with SELECT")
        return _frame(answer)

    def network(self, about: str | None = None, *, depth: int = 2, limit: int = 150) -> nx.MultiDiGraph:
        """Return the network around a thing, by any of its names, or of all projects (see `graph.network`)."""
        from graph.lookup import find_entity
        from graph.network import around, projects_network

        if about is None:
            return projects_network(self._store, limit=limit)
        return around(self._store, find_entity(self._store, about)[0].iri, depth=depth, limit=limit)

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

        return _frame(relations(self._store), days=("date",)).drop(columns=["predicate", "subject", "object"])

    def dependencies(self) -> nx.MultiDiGraph:
        """Return the same as a network: projects with `label`, and an edge each time that a meeting says so.

        `referatgraf.waiting` takes from it who waits for whom, and `referatgraf.layered` says where to draw it.
        """
        from graph.dependencies import dependencies

        return dependencies(self._store)

    def statuses(self) -> pd.DataFrame:
        """Return where each `project` stood (`state`, `text`) on each `date` that a meeting said so, by date."""
        from graph.tables import statuses

        return _frame(statuses(self._store), days=("date",)).drop(columns="subject")

    def decisions(self) -> pd.DataFrame:
        """Return each decision once: `date`, `body`, `title`, `by` (who recommended), `outcome`, `text`, `quote`."""
        from graph.tables import decisions

        return _frame(decisions(self._store), days=("date",))

    def points(self) -> pd.DataFrame:
        """Return each point of a recommendation with its `treatment` by the decision, and who recommended it (`by`).

        *følger*, *afviger*, *ikke nævnt* (the decision's words do not tell), *udskudt* or *uden beslutning*.
        """
        from graph.tables import points

        return _frame(points(self._store), days=("date", "decided"))

    def open_matters(self, day: str) -> pd.DataFrame:
        """Return what stood open about each `project` on a day (YYYY-MM-DD): put off, promised and not kept.

        `matter` is *udskudt beslutning*, *overskredet tilsagn*, *åbent tilsagn* or *tilsagn uden frist*.
        Raises `graph.errors.QueryError` for what is no day.
        """
        from graph.tables import open_matters

        return _frame(open_matters(self._store, day), days=("since", "last_day")).drop(columns="subject")

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


def _frame(rows: Rows, days: Collection[str] = ()) -> pd.DataFrame:
    """The rows with days and numbers as such; `days` are columns of days even where they hold none."""
    import pandas as pd

    frame = pd.DataFrame(rows.plain(), columns=list(rows.variables))
    if rows.basis is not None:
        frame.attrs |= {"emptiness": rows.emptiness, "basis": asdict(rows.basis)}
    for i, name in enumerate(rows.variables):
        types = {getattr(getattr(row[i], "datatype", None), "value", "") for row in rows.rows if row[i] is not None}
        if name in days or (types and all(t.endswith("#date") for t in types)):
            frame[name] = pd.to_datetime(frame[name])
        elif types and all(t.rpartition("#")[2] in _NUMBERS for t in types):
            frame[name] = pd.to_numeric(frame[name])
    return frame

"""From municipal minutes to a knowledge graph: the command line, the wiring and the public API.

In a notebook:

    import referatgraf
    graph = referatgraf.open("taastrup.store")
    graph.ask("project_history", project="NY-NY")      # a DataFrame
    graph.network("NY-NY")                              # a networkx graph
"""

from .api import Graph, layered, open, waiting

__all__ = ["Graph", "layered", "open", "waiting"]

"""From municipal minutes to a knowledge graph: the command line, the wiring and the public API.

In a notebook:

    import referatgraf
    graph = referatgraf.open("taastrup.store")          # or referatgraf.samples()
    graph.ask("project_history", project="NY-NY")       # a DataFrame
    graph.network("NY-NY")                              # a networkx graph
    graph.show("NY-NY")                                 # the same as a picture in the cell
    graph.entity("NY-NY")                               # what is known of it, with the sentences
"""

from .api import Graph, build_graph, layered, open, samples, waiting

__all__ = ["Graph", "build_graph", "layered", "open", "samples", "waiting"]

"""From municipal minutes to a knowledge graph: the command line, the wiring and the public API."""

"""What can go wrong with a store, a question or an export, each something that its user can act on.

GraphError
├── StoreError      the place is no store, is missing, or is in use
├── QueryError      the SPARQL is not valid, or the named question does not exist
│   └── MissingValue    a named question is asked without a value that it needs
├── ExportError     the file cannot be written
│   ├── UnknownFormat   the file's ending says no format that there is
│   └── NotASite        the folder for a site holds something else
└── NotInGraph      nothing in the graph goes by that name
"""


class GraphError(Exception):
    """A fault whose message names the thing and says what to do."""


class StoreError(GraphError):
    """The place is no store, is missing, or is in use."""


class QueryError(GraphError):
    """The SPARQL is not valid, or the named question does not exist."""


class MissingValue(QueryError):
    """A named question is asked without a value that it needs; whoever asks says how one is given."""

    def __init__(self, question: str, parameter: str, example: str) -> None:
        super().__init__(f"{question} needs {parameter}, for instance {parameter}={example!r}")
        self.question, self.parameter, self.example = question, parameter, example


class ExportError(GraphError):
    """The file cannot be written."""


class UnknownFormat(ExportError):
    """The file's ending says no format that there is."""


class NotASite(ExportError):
    """The folder for a site holds something else."""


class NotInGraph(GraphError):
    """Nothing in the graph goes by that name."""

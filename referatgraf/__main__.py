"""Runs the command line: `python -m referatgraf`."""

from .cli import main

main()

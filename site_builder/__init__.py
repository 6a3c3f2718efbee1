"""Build a public-information site in two or more languages from text, data and templates.

The tour: `build.py` runs the stages in order; `model/` holds the values that travel between them;
only `cli/command_line.py` talks to a person. `docs/architecture.md` draws the whole walk.
"""

__version__ = "0.1.0"

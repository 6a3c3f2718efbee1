"""The commands, in the order of the help: a command is a module of this folder and a line here."""

from importlib import import_module
from typing import Any

from site_builder.cli.command import Command

MODULES = (
    "build",
    "check",
    "serve",
    "explain",
    "status",
    "translated",
    "diff",
    "publish",
    "import_sheet",
    "new",
    "move",
    "undo",
    "rollback",
    "init",
)
"""Each is called like its command, up to the first `_`."""


def name_of(module: str) -> str:
    return module.partition("_")[0]


def load(module: str) -> Command[Any]:
    """Import a command, with all that it needs and others do not."""
    command: Command[Any] = import_module(f"{__name__}.{module}").COMMAND
    return command

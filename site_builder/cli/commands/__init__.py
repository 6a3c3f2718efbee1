"""The commands, in the order of the help: a command is a module of this folder and a line here."""

from typing import Any

from site_builder.cli.command import Command
from site_builder.cli.commands import (
    build,
    check,
    diff,
    explain,
    import_sheet,
    init,
    move,
    new,
    publish,
    rollback,
    serve,
    status,
    translated,
    undo,
)

COMMANDS: tuple[Command[Any], ...] = (
    build.COMMAND,
    check.COMMAND,
    serve.COMMAND,
    explain.COMMAND,
    status.COMMAND,
    translated.COMMAND,
    diff.COMMAND,
    publish.COMMAND,
    import_sheet.COMMAND,
    new.COMMAND,
    move.COMMAND,
    undo.COMMAND,
    rollback.COMMAND,
    init.COMMAND,
)

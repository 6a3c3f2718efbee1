"""`import`: bring a spreadsheet into the coverage data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from site_builder.cli.command import Arguments, Command
from site_builder.cli.session import USAGE, Session
from site_builder.model import Status

_STATUSES = (Status.PUBLISHED.value, Status.DISPUTED.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """Which file, and what it does not say itself."""

    file: Path
    sheet: str
    dry_run: bool
    annotate: Path | None
    source: str
    status: str | None
    ignore: list[str]
    notes: bool
    as_of: date | None
    released: date | None


def _add_arguments(arguments: Arguments) -> None:
    arguments.add("file", type=Path, metavar="FILE")
    arguments.add("--sheet", default="", metavar="NAME")
    arguments.add_switch("--dry-run")
    arguments.add("--annotate", type=Path, metavar="COPY")
    arguments.add("--source", default="", metavar="ID")
    arguments.add("--status", choices=_STATUSES)
    arguments.add("--ignore", action="append", default=[], metavar="NAME")
    arguments.add_switch("--notes")
    arguments.add_day("--as-of")
    arguments.add_day("--released")


def _run(session: Session, options: Options) -> int:
    # The importer and what it needs take a tenth of a second that no other command has to wait.
    from site_builder.importer.run import ImportOptions, WrongUseError, import_file
    from site_builder.importer.sheet.entries import Supplied

    supplied = Supplied(
        sheet=options.sheet,
        sources=tuple(filter(None, options.source.split(";"))),
        as_of=options.as_of,
        status=Status(options.status) if options.status else None,
        released=options.released,
        ignored=tuple(options.ignore),
        notes=options.notes,
    )
    wanted = ImportOptions(
        file=options.file,
        copy=options.annotate,
        is_dry_run=options.dry_run,
        supplied=supplied,
        today=session.today,
    )
    try:
        return import_file(
            wanted,
            session.root,
            state=session.state,
            messages=session.messages,
            print_line=session.print_line,
            report=session.report,
        )
    except WrongUseError as error:
        session.complain(error.key, **error.params)
        return USAGE


COMMAND = Command(name="import", options=Options, add_arguments=_add_arguments, run=_run)

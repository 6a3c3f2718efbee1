"""`import`: bring a spreadsheet into the coverage data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from site_builder.cli.command import DAY, SWITCH, Command, argument, option
from site_builder.cli.importing import import_file
from site_builder.cli.session import USAGE, Session
from site_builder.importer.supplied import Supplied, WrongUseError
from site_builder.model import STATED, Status

_STATUSES = tuple(status.value for status in STATED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """Which file, and what it does not say itself."""

    file: Path = argument("FILE", type=Path)
    sheet: str = option(default="", metavar="NAME")
    dry_run: bool = option(**SWITCH)
    quick: bool = option(**SWITCH)
    annotate: Path | None = option(type=Path, metavar="COPY")
    source: str = option(default="", metavar="ID")
    new_source: bool = option(**SWITCH)
    own: bool = option(**SWITCH)
    status: str | None = option(choices=_STATUSES)
    column: list[str] = option(action="append", default=[], metavar="HEADER=FIELD")
    ignore: list[str] = option(action="append", default=[], metavar="NAME")
    notes: bool = option(**SWITCH)
    as_of: date | None = option(**DAY)
    released: date | None = option(**DAY)
    stated_by: str = option(default="", metavar="WORDS")
    occasion: str = option(default="", metavar="WORDS")


def _run(session: Session, options: Options) -> int:
    supplied = Supplied(
        sheet=options.sheet,
        sources=tuple(filter(None, options.source.split(";"))),
        as_of=options.as_of,
        status=Status(options.status) if options.status else None,
        released=options.released,
        stated_by=options.stated_by,
        occasion=options.occasion,
        columns=tuple(options.column),
        ignored=tuple(options.ignore),
        notes=options.notes,
        is_own=options.own,
        is_new_source=options.new_source,
    )
    try:
        return import_file(
            session,
            options.file,
            supplied,
            copy=options.annotate,
            is_dry_run=options.dry_run,
            is_quick=options.quick,
        )
    except WrongUseError as error:
        session.complain(error.key, **error.params)
        return USAGE


COMMAND = Command(name="import", options=Options, run=_run)

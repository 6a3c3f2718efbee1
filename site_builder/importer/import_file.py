"""`import FILE` from beginning to end: read the file, say it all, and write when all is well.

Takes what the command line asks for; says what was understood and what changes, reports every
problem, writes the annotated copy and the new `coverage.csv`. It raises `WrongUseError` for
arguments that cannot be meant, and decides nothing about cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from site_builder.diagnostics import Diagnostic, Location, has_errors, nearest
from site_builder.importer.report import describe_import
from site_builder.importer.sheet.entries import Supplied
from site_builder.importer.understand import (
    ImportRequest,
    ImportResult,
    UnknownNameError,
    prepare_import,
)
from site_builder.importer.workbook.annotate import Remark, annotate, is_annotated_copy
from site_builder.messages.wording import Messages, describe
from site_builder.read.coverage import COVERAGE_PATH
from site_builder.read.project import load_files
from site_builder.upkeep.atomic_write import UNDO, write_files

_COPY_SUFFIX = ".xlsx"


class WrongUseError(Exception):
    """Arguments that no import can be made with; `key` names the sentence that says why."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportOptions:
    """What a person asks of one import."""

    file: Path
    sheet: str
    copy: Path | None
    """Where to write the annotated copy."""
    is_dry_run: bool
    supplied: Supplied
    today: date


def import_file(
    options: ImportOptions,
    root: Path,
    *,
    state: Path,
    messages: Messages,
    say: Callable[[str], None],
    report: Callable[[Sequence[Diagnostic]], int],
) -> int:
    """Import a file into a project; give what `report` makes of the problems."""
    content = _read(options)
    request = ImportRequest(
        path=_shown(options.file, root),
        content=content,
        sheet=options.sheet,
        supplied=options.supplied,
        today=options.today,
    )
    try:
        result = prepare_import(load_files(root), request)
    except UnknownNameError as error:
        by_case = {name.lower(): name for name in error.known}
        guess = by_case.get(nearest(error.name, by_case), error.known[0])
        params = {"name": error.name, "nearest": guess, "known": ", ".join(error.known[:20])}
        raise WrongUseError(f"import.no_{error.kind}", **params) from error
    for line in describe_import(result, options.supplied, messages):
        say(line)
    status = report(result.diagnostics)
    if options.copy is not None:
        _write_copy(options.copy, result, content, messages, say)
    if has_errors(result.diagnostics):
        say(messages.say("import.refused", path=COVERAGE_PATH))
    elif result.coverage is None:
        say(messages.say("import.nothing_new", path=COVERAGE_PATH))
    elif options.is_dry_run:
        say(messages.say("import.dry_run", path=COVERAGE_PATH))
    else:
        write_files(root, {COVERAGE_PATH: result.coverage}, state)
        undo = f"{state.name}/{UNDO}/{COVERAGE_PATH}"
        say(messages.say("import.written", path=COVERAGE_PATH, undo=undo))
    return status


def _read(options: ImportOptions) -> bytes:
    """Give the file's bytes, once the arguments fit each other."""
    if not options.file.is_file():
        raise WrongUseError("import.no_file", path=options.file)
    content = options.file.read_bytes()
    copy = options.copy
    if copy is None:
        return content
    if not copy.parent.is_dir():
        raise WrongUseError("import.no_folder", path=copy.parent)
    if copy.suffix.lower() != _COPY_SUFFIX or copy.is_dir():
        raise WrongUseError("import.copy_suffix", path=copy)
    if copy.resolve() == options.file.resolve():
        raise WrongUseError("import.copy_is_file", path=copy)
    if copy.is_file() and not is_annotated_copy(copy.read_bytes()):
        raise WrongUseError("import.copy_exists", path=copy)
    return content


def _shown(file: Path, root: Path) -> str:
    """Name the file from the project's folder when it lies inside, else as it was given."""
    resolved = file.resolve()
    if resolved.is_relative_to(root.resolve()):
        return resolved.relative_to(root.resolve()).as_posix()
    return file.as_posix()


def _write_copy(
    copy: Path,
    result: ImportResult,
    content: bytes,
    messages: Messages,
    say: Callable[[str], None],
) -> None:
    remarks: dict[tuple[str, int, int], list[Remark]] = {}
    if result.workbook is not None:
        for place, diagnostic in _cells(result):
            described = describe(diagnostic, messages)
            text = f"{diagnostic.code}: {described.message}\n→ {described.hint}"
            remark = Remark(text=text, is_error=diagnostic.is_error)
            remarks.setdefault(place, []).append(remark)
    if result.workbook is None or not remarks:
        say(messages.say("import.no_copy", path=copy))
        return
    copy.write_bytes(annotate(result.workbook, content, remarks))
    say(messages.say("import.copied", path=copy, count=len(remarks)))


def _cells(result: ImportResult) -> Iterator[tuple[tuple[str, int, int], Diagnostic]]:
    """Give every diagnostic about a cell of the workbook with that cell."""
    path = result.workbook.path if result.workbook else ""
    for diagnostic in result.diagnostics:
        place = diagnostic.location
        if place.path == path and place.cell:
            yield _position(place), diagnostic


def _position(place: Location) -> tuple[str, int, int]:
    """Take an address such as `Sheet1!C14` apart."""
    sheet, _, address = place.cell.rpartition("!")
    digits = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return sheet, int(digits) - 1, place.column - 1

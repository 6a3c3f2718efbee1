"""What `import` does: say what a sheet means and would change, and write it if all is right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from site_builder.cli.session import PROBLEMS, Session
from site_builder.diagnostics import has_errors, without_personal
from site_builder.importer.columns import with_columns
from site_builder.importer.new_source import SOURCES_PATH, with_new_source, with_owned_sources
from site_builder.importer.prepare import ImportResult, prepare_import
from site_builder.importer.report import describe_import
from site_builder.importer.supplied import Supplied, WrongUseError
from site_builder.importer.workbook.annotate import Remark, annotate, is_annotated_copy
from site_builder.messages.wording import Messages, describe
from site_builder.read.coverage import COVERAGE_PATH
from site_builder.read.project import load_files
from site_builder.read.templates import load_templates
from site_builder.upkeep.atomic_write import write_files

_COPY_SUFFIX = ".xlsx"
_WRITTEN, _UNREAD_NOTES = "import.written", "import.unread_notes"


def import_file(
    session: Session,
    file: Path,
    supplied: Supplied,
    *,
    copy: Path | None,
    is_dry_run: bool,
    is_quick: bool,
) -> int:
    """Import a file and return the exit status; raises `WrongUseError`.

    `copy` is where to write the annotated copy, if one is wanted. What changes on the pages takes
    longest, refuses nothing and is told last; not at all if `is_quick`.
    """
    content, given = _read(file, copy), load_files(session.root)
    files = given
    changed: dict[str, bytes] = {}
    if supplied.is_new_source:
        files, supplied = with_new_source(files, supplied, file.name, session.messages)
    if supplied.is_own:
        files = with_owned_sources(files, supplied)
    if files is not given:
        changed[SOURCES_PATH] = files[SOURCES_PATH]
    path = _path_in(session.root, file)
    result = prepare_import(files, content, path, supplied, session.today)
    if result.coverage is not None:
        changed[COVERAGE_PATH] = result.coverage
    status = _tell_result(session, result, supplied)
    if copy is not None:
        _write_copy(session, copy, result, content)
    outcome = _outcome(result, is_dry_run=is_dry_run)
    if outcome == _WRITTEN:
        columns = with_columns(files, supplied.sources, result.columns, session.messages)
        changed |= columns
        write_files(session.root, changed)
        for kept in columns:
            session.say("import.columns_kept", path=kept)
    session.say(outcome, path=COVERAGE_PATH)
    if outcome == _WRITTEN and supplied.is_own and not supplied.is_new_source:
        session.say(outcome, path=SOURCES_PATH)
    if outcome == _WRITTEN and supplied.is_new_source:
        session.say("import.new_source", id=supplied.sources[0], path=SOURCES_PATH)
    if result.coverage is not None and not is_quick:
        _tell_effects(session, given, changed)
    return max(status, PROBLEMS) if outcome == _UNREAD_NOTES else status


def _tell_result(session: Session, result: ImportResult, supplied: Supplied) -> int:
    """Print what the sheet means and what is wrong with it; return the exit status."""
    for line in describe_import(result, supplied, session.messages):
        session.print_line(line)
    if result.understanding is not None and result.diagnostics:
        session.print_line("")
    return session.report(result.diagnostics)


def _tell_effects(
    session: Session, files: Mapping[str, bytes], changed: Mapping[str, bytes]
) -> None:
    """Print what becomes of the pages."""
    # What makes pages is imported when all else is said, and not at all where nothing changes.
    from site_builder.importer.effects import describe_effects, find_effects

    session.print_line("")
    session.say("import.on_pages")
    with session.alone:
        found = find_effects(
            files,
            changed,
            load_templates(session.root),
            session.today,
            lang=session.messages.lang,
            memory=session.load_memory(),
        )
    if found is None:
        session.say("import.unmade")
    for line in describe_effects(found, session.messages) if found else ():
        session.print_line(line)


def _outcome(result: ImportResult, *, is_dry_run: bool) -> str:
    """Return the key of the sentence that says what came of an import."""
    if has_errors(result.diagnostics):
        return "import.refused"
    if result.coverage is None:
        return "import.nothing_new"
    if is_dry_run:
        return "import.dry_run"
    return _UNREAD_NOTES if result.has_unread_notes else _WRITTEN


def _read(file: Path, copy: Path | None) -> bytes:
    """Return the file's bytes, once the arguments fit each other."""
    if not file.is_file():
        raise WrongUseError("import.no_file", path=without_personal(str(file)))
    if copy is not None:
        if not copy.parent.is_dir():
            raise WrongUseError("import.no_folder", path=copy.parent)
        if copy.suffix.lower() != _COPY_SUFFIX or copy.is_dir():
            raise WrongUseError("import.copy_suffix", path=copy)
        if copy.resolve() == file.resolve():
            raise WrongUseError("import.copy_is_file", path=copy)
        if copy.is_file() and not is_annotated_copy(copy.read_bytes()):
            raise WrongUseError("import.copy_exists", path=copy)
    return file.read_bytes()


def _path_in(root: Path, file: Path) -> str:
    """Name a file from the project's folder when it lies inside, else as it was given."""
    resolved = file.resolve()
    is_inside = resolved.is_relative_to(root)
    return (resolved.relative_to(root) if is_inside else file).as_posix()


def _write_copy(session: Session, copy: Path, result: ImportResult, content: bytes) -> None:
    """Write the workbook with a remark at every wrong cell, and say what came of it."""
    remarks = _remarks(result, session.messages)
    if result.workbook is None or not remarks:
        session.say("import.no_copy", path=copy)
        return
    copy.write_bytes(annotate(result.workbook, content, remarks))
    session.say("import.copied", path=copy, count=len(remarks))


def _remarks(result: ImportResult, messages: Messages) -> Mapping[str, list[Remark]]:
    """Return what is wrong with each cell of the workbook, in words."""
    remarks: dict[str, list[Remark]] = {}
    for diagnostic in result.diagnostics:
        place = diagnostic.location
        if result.workbook and place.path == result.workbook.path and place.cell:
            described = describe(diagnostic, messages)
            text = f"{diagnostic.code}: {described.message}\n→ {described.hint}"
            remark = Remark(text=text, is_error=diagnostic.is_error)
            remarks.setdefault(place.cell, []).append(remark)
    return remarks

"""`import FILE` from beginning to end: open, understand, plan, check, say it all, write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from site_builder.build import BuildMemory
from site_builder.checks.data import check_data
from site_builder.checks.data.data_input import DataInput
from site_builder.checks.data.integrity import unknown_names
from site_builder.checks.data.privacy import redact
from site_builder.diagnostics import (
    Diagnostic,
    Location,
    has_errors,
    in_order,
    nearest,
    problem,
)
from site_builder.importer.columns import (
    MEANINGS,
    remembered_columns,
    told_columns,
    with_columns,
)
from site_builder.importer.consequences import describe_consequences, find_consequences
from site_builder.importer.coverage_file import CoverageFile
from site_builder.importer.new_source import SOURCES_PATH, with_new_source
from site_builder.importer.plan import ImportPlan, Step, formulas, plan_import, unsaid
from site_builder.importer.report import describe_import
from site_builder.importer.sheet.checks import find_personal_data, find_personal_names
from site_builder.importer.sheet.entries import Supplied
from site_builder.importer.sheet.headers import Header, find_header, fitness
from site_builder.importer.sheet.understanding import Understanding, understand_sheet
from site_builder.importer.sheet.words import Names, plain
from site_builder.importer.workbook.annotate import Remark, annotate, is_annotated_copy
from site_builder.importer.workbook.cells import Workbook
from site_builder.importer.workbook.open import read_workbook
from site_builder.importer.workbook.package import UnreadableError
from site_builder.messages.wording import Messages, describe
from site_builder.model import Project
from site_builder.read.coverage import (
    COVERAGE_COLUMNS,
    COVERAGE_OPTIONAL,
    COVERAGE_PATH,
    parse_observations,
)
from site_builder.read.project import check_dates, load_files, parse_project
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.table import parse_table
from site_builder.read.syntax.text import parse_text
from site_builder.read.templates import load_templates
from site_builder.upkeep.atomic_write import UNDO, write_files

_NEEDED = ("data/", "site.yaml", "content/i18n/")
"""What must be right before an import can be understood."""
_COPY_SUFFIX = ".xlsx"


class WrongUseError(Exception):
    """Arguments that no import can be made with; `key` names the sentence that says why."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportResult:
    """All that is known about an import before anything is written."""

    diagnostics: tuple[Diagnostic, ...]
    workbook: Workbook | None = None
    understanding: Understanding | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """What somebody told of the sheet's columns: header to meaning."""
    plan: ImportPlan | None = None
    coverage: bytes | None = field(default=None, repr=False)
    """The new file; None when an error forbids it or nothing changes."""


def import_file(
    file: Path,
    root: Path,
    supplied: Supplied,
    *,
    today: date,
    copy: Path | None,
    is_dry_run: bool,
    state: Path,
    memory: BuildMemory,
    messages: Messages,
    print_line: Callable[[str], None],
    report: Callable[[Sequence[Diagnostic]], int],
) -> int:
    """Import a file into a project; return what `report` makes of the problems.

    `copy` is where to write the annotated copy, if one is wanted.
    """
    content, files = _read(file, copy), load_files(root)
    sources: dict[str, bytes] = {}
    if supplied.is_new_source:
        files, supplied = _with_new_source(files, supplied, file.name, today, messages)
        sources = {SOURCES_PATH: files[SOURCES_PATH]}
    result = prepare_import(files, content, _path_in(root, file), supplied, today)
    for line in describe_import(result.understanding, result.plan, supplied, messages):
        print_line(line)
    status = report(result.diagnostics)
    if result.coverage is not None:
        found = find_consequences(
            files,
            result.coverage,
            load_templates(root),
            today,
            lang=messages.lang,
            memory=memory,
        )
        for line in describe_consequences(found, messages) if found else ():
            print_line(line)
    if copy is not None:
        print_line(_write_copy(copy, result, content, messages))
    outcome, params = "import.written", {"undo": f"{state.name}/{UNDO}/{COVERAGE_PATH}"}
    if has_errors(result.diagnostics):
        outcome = "import.refused"
    elif result.coverage is None:
        outcome = "import.nothing_new"
    elif is_dry_run:
        outcome = "import.dry_run"
    elif any(diagnostic.code == "IMP031" for diagnostic in result.diagnostics):
        outcome, status = "import.unread_notes", max(status, 1)
    else:
        columns = with_columns(files, supplied.sources, result.columns, messages)
        write_files(root, {**sources, **columns, COVERAGE_PATH: result.coverage}, state)
        for path in columns:
            print_line(messages.say("import.columns_kept", path=path))
    print_line(messages.say(outcome, path=COVERAGE_PATH, **params))
    if sources and outcome == "import.written":
        print_line(messages.say("import.new_source", id=supplied.sources[0], path=SOURCES_PATH))
    return status


def _with_new_source(
    files: Mapping[str, bytes], supplied: Supplied, name: str, today: date, messages: Messages
) -> tuple[Mapping[str, bytes], Supplied]:
    """Let the sheet be a source, if it is known whose and of which day; raises `WrongUseError`."""
    if supplied.sources or not supplied.stated_by or not (supplied.released or supplied.as_of):
        raise WrongUseError("import.new_source_owes")
    project, _ = parse_project(files, today)
    if project is None:
        return files, supplied
    return with_new_source(files, supplied, project, name, messages)


def prepare_import(
    files: Mapping[str, bytes], content: bytes, path: str, supplied: Supplied, today: date
) -> ImportResult:
    """Open, understand, plan and check; raises `WrongUseError` for arguments that fit nothing.

    `path` is the file's name as messages show it.
    """
    project, problems = parse_project(files, today)
    if project is not None:
        problems = (*problems, *unknown_names(project))
    broken = [d for d in problems if d.is_error and d.location.path.startswith(_NEEDED)]
    if project is None or broken:
        return ImportResult(diagnostics=in_order(broken or problems))
    for name in supplied.sources:
        if name not in project.sources:
            raise _unknown("source", name, tuple(project.sources))
    columns, in_columns = remembered_columns(files, supplied.sources)
    if has_errors(in_columns):
        return ImportResult(diagnostics=in_columns)
    told = _told(supplied)
    names = Names(project, {**columns, **told})
    try:
        workbook = read_workbook(content, path, lambda sheet: fitness(find_header(sheet, names)))
    except UnreadableError as error:
        return ImportResult(
            diagnostics=(problem("IMP001", Location(path=path), reason=error.fault),)
        )
    named = tuple(find_personal_names(workbook, project))
    if named:
        # Without the workbook, for whatever is said of it names its sheets.
        return ImportResult(diagnostics=named)
    chosen, unclear = _choose_header(workbook, supplied.sheet, names)
    if chosen is None:
        return ImportResult(diagnostics=in_order([*workbook.problems, *unclear]), workbook=workbook)
    understanding, in_sheet = understand_sheet(chosen, names, supplied)
    if understanding is not None:
        _require_columns(told, chosen)
    found = [*workbook.problems, *in_sheet]
    plan = coverage = None
    if understanding is not None:
        plan = plan_import(understanding.settled.entries, project)
        found += plan.problems
        found += _unread_notes(plan, understanding.header, supplied)
    if plan and plan.added and not has_errors(found):
        found += [*unsaid(plan, project), *formulas(plan)]
        coverage, consequences = _apply(plan, files[COVERAGE_PATH], project, today)
        found += consequences
    is_right = not has_errors(found)
    return ImportResult(
        diagnostics=in_order(found),
        workbook=workbook,
        understanding=understanding,
        columns=told,
        plan=plan if is_right else None,
        coverage=coverage if is_right else None,
    )


def _told(supplied: Supplied) -> Mapping[str, str]:
    try:
        return told_columns(supplied.columns)
    except ValueError as error:
        known = ", ".join(MEANINGS)
        raise WrongUseError("import.wrong_column", text=error, known=known) from None


def _require_columns(told: Mapping[str, str], header: Header) -> None:
    """Raise `WrongUseError` for a column that somebody told of and the sheet does not have."""
    known = {plain(column.own_text): column.own_text for column in header.columns}
    for name in told:
        if plain(name) not in known:
            raise _unknown("column", name, tuple(filter(None, known.values())))


def _unknown(kind: str, name: str, known: tuple[str, ...]) -> WrongUseError:
    by_case = {each.lower(): each for each in known}
    guess = by_case.get(nearest(name, by_case), known[0])
    some = ", ".join(known[:20])
    return WrongUseError(f"import.no_{kind}", name=name, nearest=guess, known=some)


def _choose_header(
    workbook: Workbook, wanted: str, names: Names
) -> tuple[Header | None, tuple[Diagnostic, ...]]:
    """Return the header of the sheet that was asked for, or the only header of counts."""
    sheets = workbook.sheets
    visible = tuple(sheet for sheet in sheets if not sheet.is_hidden) or sheets
    if wanted and sheets and sheets[0].name:
        visible = tuple(sheet for sheet in sheets if sheet.name == wanted)
        if not visible:
            raise _unknown("sheet", wanted, tuple(sheet.name for sheet in sheets))
    fitting = [header for sheet in visible if (header := find_header(sheet, names)) is not None]
    if len(fitting) == 1:
        return fitting[0], ()
    place = Location(path=workbook.path)
    if fitting:
        known = ", ".join(header.sheet.name for header in fitting)
        return None, (problem("IMP003", place, known=known),)
    personal = tuple(d for sheet in visible for d in find_personal_data(sheet, None, names.project))
    if personal:
        return None, personal
    known = ", ".join(sorted(names.words.headers["participants"]))
    first = visible[0].location(0, 0) if visible else place
    return None, (problem("IMP002", first, known=known),)


def _apply(
    plan: ImportPlan, before: bytes, project: Project, today: date
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Make the new file and hold it to the checks of every build.

    What they find is moved to the cell of the sheet that caused it.
    """
    file = CoverageFile(before)
    edited = file.edited(plan.changes, plan.rows)
    lines = file.lines_of_added(edited, len(plan.added))
    steps = dict(zip(lines, plan.added, strict=True))
    reader = Reader(COVERAGE_PATH, project.settings.language_codes)
    text = parse_text(edited, reader) or ""
    rows = parse_table(text, reader, COVERAGE_COLUMNS, COVERAGE_OPTIONAL)
    project = replace(project, observations=parse_observations(rows, reader))
    found = [*reader.finish(), *check_dates(project, today)]
    files = {COVERAGE_PATH: edited}
    data = DataInput(project=project, today=today, files=files)
    found += check_data(data)
    return edited, tuple(
        _at_its_cell(diagnostic, CoverageFile(edited).columns, steps)
        for diagnostic in redact(found)
        if diagnostic.location.path == COVERAGE_PATH
    )


def _unread_notes(plan: ImportPlan, header: Header, supplied: Supplied) -> Iterator[Diagnostic]:
    """Warn of notes that become public, of which nobody has said that they may."""
    own_name = {"note"}  # whoever names a column as coverage.csv does knows where it goes
    if plan.noted and not supplied.notes and {c.text for c in header.fields("note")} != own_name:
        entry = plan.noted[0].entry
        yield problem("IMP031", entry.places.get("note", entry.place), count=len(plan.noted))


def _at_its_cell(
    diagnostic: Diagnostic, columns: Sequence[str], steps: Mapping[int, Step]
) -> Diagnostic:
    places = []
    for place in (diagnostic.location, *diagnostic.related):
        step = steps.get(place.line) if place.path == COVERAGE_PATH else None
        name = columns[place.column - 1] if 0 < place.column <= len(columns) else ""
        places.append(step.entry.places.get(name, step.entry.place) if step else place)
    # What is wrong with an old row only now is a matter of the sheet that came to it.
    places.sort(key=lambda place: place.path == COVERAGE_PATH)
    return replace(diagnostic, location=places[0], related=tuple(places[1:]))


def _read(file: Path, copy: Path | None) -> bytes:
    """Return the file's bytes, once the arguments fit each other."""
    if not file.is_file():
        raise WrongUseError("import.no_file", path=file)
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
    if resolved.is_relative_to(root.resolve()):
        return resolved.relative_to(root.resolve()).as_posix()
    return file.as_posix()


def _write_copy(copy: Path, result: ImportResult, content: bytes, messages: Messages) -> str:
    """Write the workbook with a remark at every wrong cell; return what came of it."""
    remarks: dict[str, list[Remark]] = {}
    for diagnostic in result.diagnostics:
        place = diagnostic.location
        if result.workbook and place.path == result.workbook.path and place.cell:
            described = describe(diagnostic, messages)
            text = f"{diagnostic.code}: {described.message}\n→ {described.hint}"
            remark = Remark(text=text, is_error=diagnostic.is_error)
            remarks.setdefault(place.cell, []).append(remark)
    if result.workbook is None or not remarks:
        return messages.say("import.no_copy", path=copy)
    copy.write_bytes(annotate(result.workbook, content, remarks))
    return messages.say("import.copied", path=copy, count=len(remarks))

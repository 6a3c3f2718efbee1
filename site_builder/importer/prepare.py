"""An import before anything is written: the file is opened, understood, planned and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from site_builder.checks.data import check_data
from site_builder.checks.data.data_input import DataInput
from site_builder.checks.data.dates import days_to_come
from site_builder.checks.data.integrity import unknown_names
from site_builder.checks.data.personal_data import PersonalData
from site_builder.checks.data.privacy import check_name, redact
from site_builder.diagnostics import Diagnostic, Location, has_errors, in_order, nearest, problem
from site_builder.importer.columns import remembered_columns, told_columns
from site_builder.importer.coverage_file import CoverageFile
from site_builder.importer.plan import ImportPlan, Step, plan_import, unsaid
from site_builder.importer.sheet.checks import (
    find_identities_elsewhere,
    find_personal_data,
    find_personal_names,
)
from site_builder.importer.sheet.headers import Header, find_header, fitness, name_over_counts
from site_builder.importer.sheet.names import Names
from site_builder.importer.sheet.understanding import Understanding, understand_sheet
from site_builder.importer.sheet.words import IGNORED, plain
from site_builder.importer.supplied import Supplied, WrongUseError
from site_builder.importer.workbook.cells import Workbook
from site_builder.importer.workbook.open import read_workbook
from site_builder.importer.workbook.package import UnreadableError
from site_builder.model import Project
from site_builder.read.coverage import COVERAGE_PATH, parse_observations
from site_builder.read.project import parse_project
from site_builder.read.syntax.columns import COVERAGE
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.table import parse_table
from site_builder.read.syntax.text import parse_text

_NEEDED = ("data/", "site.yaml", "content/i18n/")
"""What must be right before an import can be understood."""
_UNREAD_NOTES = "IMP031"
_UNKNOWN_COLUMN = "IMP005"


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

    @property
    def has_unread_notes(self) -> bool:
        """Return whether notes would become public of which nobody has said that they may."""
        return any(found.code == _UNREAD_NOTES for found in self.diagnostics)


def prepare_import(
    files: Mapping[str, bytes], content: bytes, path: str, supplied: Supplied, today: date
) -> ImportResult:
    """Open, understand, plan and check; raises `WrongUseError` for arguments that fit nothing.

    `path` is the file's name as messages show it.
    """
    project, problems = parse_project(files)
    if project is not None:
        problems = (*problems, *unknown_names(project), *days_to_come(project, today))
    broken = [d for d in problems if d.is_error and d.location.path.startswith(_NEEDED)]
    if project is None or broken:
        return ImportResult(diagnostics=in_order(broken or problems))
    in_name = tuple(check_name(PurePath(path).name, PersonalData.of(project)))
    if in_name:
        return ImportResult(diagnostics=in_name)
    for name in supplied.sources:
        if name not in project.sources:
            raise _unknown("source", name, tuple(project.sources))
    columns, in_columns = remembered_columns(files, supplied.sources)
    if has_errors(in_columns):
        return ImportResult(diagnostics=in_columns)
    told = told_columns(supplied.columns)
    names = Names(project, {**columns, **told, **dict.fromkeys(supplied.ignored, IGNORED)})
    try:
        workbook = read_workbook(content, path, lambda sheet: fitness(find_header(sheet, names)))
    except UnreadableError as error:
        unreadable = problem("IMP001", Location(path=path), reason=error.fault)
        return ImportResult(diagnostics=(unreadable,))
    named = tuple(find_personal_names(workbook, names))
    if named:
        # Without the workbook, for whatever is said of it names its sheets.
        return ImportResult(diagnostics=named)
    result = _understand(workbook, names, supplied, told)
    if result.plan is None or not result.plan.added:
        return result
    return _apply(result, result.plan, files[COVERAGE_PATH], project, today)


def _understand(
    workbook: Workbook, names: Names, supplied: Supplied, told: Mapping[str, str]
) -> ImportResult:
    """Say what a workbook means and what would be done; no plan where an error forbids it."""
    header, unclear = _choose_header(workbook, supplied.sheet, names)
    if header is None:
        return ImportResult(diagnostics=in_order([*workbook.problems, *unclear]), workbook=workbook)
    understanding, in_sheet = understand_sheet(header, names, supplied)
    elsewhere = find_identities_elsewhere(workbook, header.sheet, names)
    found = [*workbook.problems, *in_sheet, *elsewhere]
    if understanding is None:
        return ImportResult(diagnostics=in_order(found), workbook=workbook)
    _require_columns((*told, *supplied.ignored), header)
    plan = plan_import(understanding.settled.entries, names.project)
    if not any(each.code == _UNKNOWN_COLUMN for each in found):
        # Else rows seem to count the same only because nobody knows what parts them.
        found += plan.problems
    found += _unread_notes(plan, understanding.header, supplied)
    return ImportResult(
        diagnostics=in_order(found),
        workbook=workbook,
        understanding=understanding,
        columns=told,
        plan=None if has_errors(found) else plan,
    )


def _apply(
    result: ImportResult, plan: ImportPlan, before: bytes, project: Project, today: date
) -> ImportResult:
    """Make the new file and hold it to the checks of every build; an error takes it back.

    What they find is moved to the cell of the sheet that caused it.
    """
    edited = CoverageFile(before).edited(plan.changes, plan.rows)
    file = CoverageFile(edited)
    steps = dict(zip(file.last_rows(len(plan.added)), plan.added, strict=True))
    reader = Reader(COVERAGE_PATH, project.settings.language_codes)
    text = parse_text(edited, reader) or ""
    rows = parse_table(text, reader, COVERAGE)
    project = replace(project, observations=parse_observations(rows, reader))
    data = DataInput(project=project, today=today, files={COVERAGE_PATH: edited})
    in_file = (
        _at_its_cell(diagnostic, file.columns, steps)
        for diagnostic in redact([*reader.finish(), *check_data(data)])
        if diagnostic.location.path == COVERAGE_PATH
    )
    found = in_order([*result.diagnostics, *unsaid(plan, project), *in_file])
    if has_errors(found):
        return replace(result, diagnostics=found, plan=None)
    return replace(result, diagnostics=found, coverage=edited)


def _require_columns(told: Iterable[str], header: Header) -> None:
    """Raise `WrongUseError` for a column that somebody told of and the sheet does not have."""
    shown = dict.fromkeys(column.own_text for column in header.columns if column.text)
    known = {plain(text) for column in header.columns for text in (column.own_text, column.text)}
    for name in told:
        if plain(name) not in known:
            raise _unknown("column", name, tuple(shown))


def _unknown(kind: str, name: str, known: tuple[str, ...]) -> WrongUseError:
    guess = nearest(name, known) or next(iter(known), "")
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
        return None, (problem("IMP003", place, known=known, sheet=fitting[0].sheet.name),)
    personal = tuple(d for sheet in visible for d in find_personal_data(sheet, None, names))
    if personal:
        return None, personal
    known = ", ".join(sorted(names.words.headers_of("participants")))
    first = visible[0].location(0, 0) if visible else place
    name = name_over_counts(visible[0]) if visible else ""
    return None, (problem("IMP002", first, known=known, name=name),)


def _unread_notes(plan: ImportPlan, header: Header, supplied: Supplied) -> Iterator[Diagnostic]:
    """Warn of notes that become public, of which nobody has said that they may."""
    own_name = {"note"}  # whoever names a column as coverage.csv does knows where it goes
    columns = header.fields("note")
    if plan.noted and not supplied.notes and {column.text for column in columns} != own_name:
        entry = plan.noted[0].entry
        place = entry.places.get("note", entry.place)
        option = " ".join(f'--ignore "{column.text}"' for column in columns)
        yield problem(_UNREAD_NOTES, place, count=len(plan.noted), option=option)


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

"""A spreadsheet into the next `coverage.csv`: every step in order, nothing written.

Takes the project's files, the bytes of a workbook and what the command line adds; gives what was
understood, what would change, everything that is wrong with its cell, and the new file when
nothing is. The file that would result passes the project's own checks before it is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from site_builder.diagnostics import Diagnostic, Location, has_errors, in_order, problem
from site_builder.importer.check import check_result
from site_builder.importer.coverage_file import CoverageFile
from site_builder.importer.plan import Plan, plan_import
from site_builder.importer.sheet.checks import check_columns, check_hidden, leave_out, title_day
from site_builder.importer.sheet.dates import Day
from site_builder.importer.sheet.entries import Entry, EntryReader, Supplied
from site_builder.importer.sheet.headers import Header, find_header, fitness
from site_builder.importer.sheet.name_lookup import Names
from site_builder.importer.sheet.privacy import find_personal_data, find_personal_names
from site_builder.importer.sheet.rows import Skipped, TableRows, find_rows
from site_builder.importer.sheet.totals import CheckedSum, Totals
from site_builder.importer.sheet.values import CellReader
from site_builder.importer.sheet.words import import_words
from site_builder.importer.workbook.cells import Sheet, Workbook
from site_builder.importer.workbook.open import read_workbook
from site_builder.importer.workbook.package import UnreadableError
from site_builder.model import Project
from site_builder.read.coverage import COVERAGE_PATH
from site_builder.read.project import parse_project

_NEEDED = ("data/", "site.yaml", "content/i18n/")
"""What must be right before an import can be understood."""
_UNSURE = {"IMP004", "IMP013", "IMP027"}
"""With these nobody knows what a number means, and its cell cannot be judged."""


class UnknownNameError(LookupError):
    """A sheet or a source of the command line that does not exist."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        super().__init__(kind, name)
        self.kind = kind
        self.name = name
        self.known = known


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportRequest:
    """What to import, and how."""

    path: str
    """As messages name it."""
    content: bytes = field(repr=False)
    sheet: str
    """Empty when the workbook decides."""
    supplied: Supplied
    today: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Understanding:
    """What a sheet was understood to say."""

    sheet: Sheet
    header: Header
    counted: tuple[int, ...]
    skipped: tuple[Skipped, ...]
    sums: tuple[CheckedSum, ...]
    months: Mapping[str, Day]


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportResult:
    """All that is known about an import before anything is written."""

    diagnostics: tuple[Diagnostic, ...]
    workbook: Workbook | None = None
    understanding: Understanding | None = None
    plan: Plan | None = None
    coverage: bytes | None = field(default=None, repr=False)
    """The new file; None when an error forbids it or nothing changes."""


def prepare_import(files: Mapping[str, bytes], request: ImportRequest) -> ImportResult:
    """Read, understand, compare and check; raises `UnknownNameError` for wrong arguments."""
    project, problems = parse_project(files, request.today)
    found = [d for d in problems if d.is_error and d.location.path.startswith(_NEEDED)]
    if project is None or found:
        return ImportResult(diagnostics=in_order(found or problems))
    for name in request.supplied.sources:
        if name not in project.sources:
            raise UnknownNameError("source", name, tuple(project.sources))
    words = import_words(project)
    names = Names(project, words)

    def measure(sheet: Sheet) -> int:
        return fitness(find_header(sheet, words, names))

    try:
        workbook = read_workbook(request.content, request.path, measure)
        found.extend(workbook.problems)
    except UnreadableError as error:
        place = Location(path=request.path)
        return ImportResult(diagnostics=(problem("IMP001", place, reason=error.fault),))
    named = tuple(find_personal_names(workbook, project))
    if named:
        # Without the workbook, for whatever is said of it names its sheets.
        return ImportResult(diagnostics=named)
    sheet = _choose_sheet(workbook, request.sheet, project, names, found)
    if sheet is None:
        return ImportResult(diagnostics=in_order(found), workbook=workbook)
    run = _Run(files, project, request, names, found)
    return replace(run.result(sheet), workbook=workbook)


def _choose_sheet(
    workbook: Workbook, wanted: str, project: Project, names: Names, found: list[Diagnostic]
) -> Sheet | None:
    """Give the sheet that was asked for, or the only one that holds a table of counts."""
    place = Location(path=workbook.path)
    visible = [sheet for sheet in workbook.sheets if not sheet.is_hidden] or workbook.sheets
    if wanted and workbook.sheets[0].name:
        chosen = next((sheet for sheet in workbook.sheets if sheet.name == wanted), None)
        if chosen is None:
            raise UnknownNameError("sheet", wanted, tuple(s.name for s in workbook.sheets))
        return chosen
    fitting = [s for s in visible if find_header(s, names.words, names) is not None]
    if len(fitting) > 1:
        known = ", ".join(sheet.name for sheet in fitting)
        found.append(problem("IMP003", place, known=known))
        return None
    if fitting:
        return fitting[0]
    for sheet in visible:
        found.extend(find_personal_data(sheet, None, project))
    if not has_errors(found):
        known = ", ".join(sorted(names.words.headers["participants"]))
        first = visible[0].location(0, 0) if visible else place
        found.append(problem("IMP002", first, known=known))
    return None


class _Run:
    """One import, once its sheet is chosen."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        project: Project,
        request: ImportRequest,
        names: Names,
        found: list[Diagnostic],
    ) -> None:
        self._files = files
        self._project = project
        self._request = request
        self._words = names.words
        self._names = names
        self._found = found

    def result(self, sheet: Sheet) -> ImportResult:
        """Go from the sheet to the file that would result, as far as its errors allow."""
        header = find_header(sheet, self._words, self._names)
        # Personal data comes first and alone: no other message may repeat a piece of it.
        personal = [*find_personal_data(sheet, header, self._project)]
        if personal:
            return ImportResult(diagnostics=in_order(personal))
        if header is None:
            known = ", ".join(sorted(self._words.headers["participants"]))
            place = sheet.location(0, 0)
            return ImportResult(diagnostics=(problem("IMP002", place, known=known),))
        header = leave_out(header, self._request.supplied.ignored)
        rows = find_rows(sheet, header, self._words, self._names, self._found)
        check_columns(sheet, header, rows.counted, self._words, self._found)
        check_hidden(sheet, header, rows.counted, self._found)
        if any(diagnostic.code in _UNSURE for diagnostic in self._found):
            return ImportResult(diagnostics=in_order(self._found))
        understanding, entries = self._understand(sheet, header, rows)
        plan = plan_import(entries, self._project, self._found)
        coverage = None if has_errors(self._found) else self._coverage(plan)
        return ImportResult(
            diagnostics=in_order(self._found),
            understanding=understanding,
            plan=None if has_errors(self._found) else plan,
            coverage=coverage if not has_errors(self._found) else None,
        )

    def _understand(
        self, sheet: Sheet, header: Header, rows: TableRows
    ) -> tuple[Understanding, Sequence[Entry]]:
        """Turn rows into entries; sums are judged only when every count could be read."""
        reader = EntryReader(
            CellReader(sheet=sheet, words=self._words, names=self._names, found=self._found),
            header,
            rows.counted,
            self._request.supplied,
            title_day(sheet, header, self._words),
        )
        entries: Sequence[Entry] = [e for row in rows.counted for e in reader.entries(row)]
        sums: tuple[CheckedSum, ...] = ()
        if not rows.counted:
            place = sheet.location(header.bottom, header.values[0].position)
            self._found.append(problem("IMP029", place))
        elif has_errors(self._found):
            entries = [entry for entry in entries if not entry.is_sum]
        else:
            entries, sums = Totals(entries, self._project, self._names, self._found).settle()
        return Understanding(
            sheet=sheet,
            header=header,
            counted=rows.counted,
            skipped=rows.skipped,
            sums=sums,
            months=MappingProxyType(dict(reader.months)),
        ), entries

    def _coverage(self, plan: Plan) -> bytes | None:
        """Make the new file and hold it to the project's own checks."""
        if not plan.added:
            return None
        file = CoverageFile(self._files[COVERAGE_PATH])
        edited = file.edited(plan.changes, plan.rows)
        lines = file.lines_of_added(edited, len(plan.rows))
        files = {**self._files, COVERAGE_PATH: edited}
        steps = dict(zip(lines, plan.added, strict=True))
        self._found.extend(check_result(files, self._request.today, steps))
        return edited

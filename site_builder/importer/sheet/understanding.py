"""One sheet, understood: its header, its rows, and the entries that they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from site_builder.diagnostics import Diagnostic, has_errors, problem
from site_builder.importer.sheet.checks import (
    check_columns,
    find_personal_data,
    leave_out,
    title_day,
)
from site_builder.importer.sheet.dates import Day
from site_builder.importer.sheet.entries import EntryReader, ImportEntry, Supplied
from site_builder.importer.sheet.headers import Header
from site_builder.importer.sheet.names import Names
from site_builder.importer.sheet.rows import Skipped, find_rows
from site_builder.importer.sheet.totals import CheckedSum, settle_totals
from site_builder.importer.sheet.values import CellReader
from site_builder.importer.workbook.cells import Sheet
from site_builder.model import Project

_UNSURE = {"IMP004", "IMP013", "IMP027"}
"""With these nobody knows what a number means, and its cell cannot be judged."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Understanding:
    """What a sheet was understood to say."""

    problems: tuple[Diagnostic, ...]
    sheet: Sheet
    header: Header
    counted: tuple[int, ...] = ()
    """The rows that hold counts."""
    skipped: tuple[Skipped, ...] = ()
    entries: tuple[ImportEntry, ...] | None = None
    """None when the cells could not be judged."""
    sums: tuple[CheckedSum, ...] = ()
    months: Mapping[str, Day] = field(default_factory=lambda: MappingProxyType({}))
    """Every text that gave only a month, with the day that it was read as."""


def understand_sheet(
    sheet: Sheet, header: Header, project: Project, names: Names, supplied: Supplied
) -> Understanding:
    """Read a sheet as far as its mistakes allow."""
    # Personal data comes first and alone: no other message may repeat a piece of it.
    personal = tuple(find_personal_data(sheet, header, project))
    if personal:
        return Understanding(problems=personal, sheet=sheet, header=header)
    header = leave_out(header, supplied.ignored)
    rows = find_rows(sheet, header, names)
    found = [*rows.problems, *check_columns(sheet, header, rows.counted, names.words)]
    if any(diagnostic.code in _UNSURE for diagnostic in found):
        return Understanding(problems=tuple(found), sheet=sheet, header=header)
    cells = CellReader(sheet=sheet, names=names)
    proposed = title_day(sheet, header, names.words)
    reader = EntryReader(cells, header, rows.counted, supplied, proposed)
    entries = tuple(entry for row in rows.counted for entry in reader.entries(row))
    found += cells.problems
    sums: tuple[CheckedSum, ...] = ()
    if not rows.counted:
        found.append(problem("IMP029", sheet.location(header.bottom, header.values[0].position)))
    elif has_errors(found):
        # Sums are judged only when every count could be read.
        entries = tuple(entry for entry in entries if not entry.is_sum)
    else:
        settled = settle_totals(entries, project, names)
        entries, sums = settled.entries, settled.sums
        found += settled.problems
    return Understanding(
        problems=tuple(found),
        sheet=sheet,
        header=header,
        counted=rows.counted,
        skipped=rows.skipped,
        entries=entries,
        sums=sums,
        months=MappingProxyType(dict(reader.months)),
    )

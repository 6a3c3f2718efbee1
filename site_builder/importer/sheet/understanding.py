"""One sheet, understood: its header, its rows, and the entries that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from site_builder.diagnostics import Diagnostic, has_errors, problem
from site_builder.importer.sheet.checks import check_columns, find_personal_data
from site_builder.importer.sheet.entries import EntryReader
from site_builder.importer.sheet.headers import Header
from site_builder.importer.sheet.names import Names
from site_builder.importer.sheet.rows import TableRows, find_rows
from site_builder.importer.sheet.totals import Settled, settle_totals
from site_builder.importer.sheet.values import CellReader
from site_builder.importer.supplied import Supplied
from site_builder.read.syntax.written_dates import Day

_UNSURE = {"IMP004", "IMP013", "IMP027"}
"""With these nobody knows what a number means, and its cell cannot be judged."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Understanding:
    header: Header
    rows: TableRows
    settled: Settled
    months: Mapping[str, Day]
    """Every text that gave only a month, with the day that it was read as."""


def understand_sheet(
    header: Header, names: Names, supplied: Supplied
) -> tuple[Understanding | None, Sequence[Diagnostic]]:
    """Read a sheet as far as its mistakes allow; None when its cells could not be judged."""
    # Personal data comes first and alone: no other message may repeat a piece of it.
    personal = tuple(find_personal_data(header.sheet, header, names))
    if personal:
        return None, personal
    rows = find_rows(header, names)
    found = [*rows.problems, *check_columns(header, rows.counted, names)]
    if any(diagnostic.code in _UNSURE for diagnostic in found):
        return None, found
    cells = CellReader(sheet=header.sheet, names=names)
    reader = EntryReader(cells, header, rows.counted, supplied)
    entries = tuple(entry for row in rows.counted for entry in reader.entries(row))
    reader.check_title()
    found += cells.problems
    if not rows.counted:
        found.append(problem("IMP029", header.place(header.values[0])))
    if has_errors(found):
        # Sums are judged only when every count could be read.
        counts = tuple(entry for entry in entries if not entry.is_sum)
        settled = Settled(entries=counts, sums=(), problems=())
    else:
        settled = settle_totals(entries, names)
        found += settled.problems
    in_header = {
        column.text: column.day
        for column in header.values
        if column.day is not None and column.day.is_month
    }
    months = reader.months | in_header
    return Understanding(header=header, rows=rows, settled=settled, months=months), found

"""`coverage.csv` on disk: cells of single rows changed, rows added, all other lines as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from itertools import pairwise

from site_builder.read.coverage import COVERAGE_COLUMNS
from site_builder.read.syntax.table import column_separator
from site_builder.read.syntax.text import FALLBACK_ENCODING, byte_order_mark


class CoverageFile:
    """The text of the file, by records: a cell may hold line ends."""

    def __init__(self, content: bytes) -> None:
        self._mark, self._encoding = byte_order_mark(content)
        try:
            text = content.removeprefix(self._mark).decode(self._encoding)
        except UnicodeDecodeError:
            self._encoding = FALLBACK_ENCODING
            text = content.decode(self._encoding, errors="replace")
        self._separator = column_separator(text)
        self._line_end = "\r\n" if "\r\n" in text else "\n"
        lines = list(io.StringIO(text, newline=""))
        reader = csv.reader(lines, delimiter=self._separator)
        ends = [0, *(reader.line_num for _ in reader)]
        self._records = {first + 1: "".join(lines[first:end]) for first, end in pairwise(ends)}
        """As written, with their line ends, by the line on which each begins."""
        self.columns = tuple(name.strip() for name in self._cells(self._records.get(1, "")))

    def edited(
        self, changes: Mapping[int, Mapping[str, str]], added: Sequence[Mapping[str, str]]
    ) -> bytes:
        """Return the file with cells replaced, by line and column, and rows added at its end.

        A column that only the added rows have is added to the others, empty.
        """
        filled = {name for row in added for name, text in row.items() if text}
        missing = [name for name in COVERAGE_COLUMNS if name in filled - set(self.columns)]
        if missing:
            return self._widened(missing).edited(changes, added)
        records = dict(self._records)
        for line, cells in changes.items():
            _, end = _parted(records[line])
            row = {**dict(zip(self.columns, self._cells(records[line]), strict=False)), **cells}
            records[line] = self._row(row) + end
        text = "".join(records.values())
        if added and text and not text.endswith(("\n", "\r")):
            text += self._line_end
        return self._encoded(text + "".join(self._row(row) + self._line_end for row in added))

    def last_rows(self, count: int) -> tuple[int, ...]:
        """Return the lines on which the last rows begin."""
        lines = [line for line, record in self._records.items() if record.strip()]
        return tuple(lines[len(lines) - count :])

    def _widened(self, names: Sequence[str]) -> CoverageFile:
        """Return the file with more columns at its end."""
        wider = ""
        for line, record in self._records.items():
            written, end = _parted(record)
            cells = names if line == 1 else [""] * len(names)
            wider += (self._separator.join([written, *cells]) if written else "") + end
        return CoverageFile(self._encoded(wider))

    def _encoded(self, text: str) -> bytes:
        try:
            return self._mark + text.encode(self._encoding)
        except UnicodeEncodeError:
            return text.encode("utf-8")

    def _cells(self, record: str) -> list[str]:
        lines = io.StringIO(record, newline="")
        return next(csv.reader(lines, delimiter=self._separator), [])

    def _row(self, row: Mapping[str, str]) -> str:
        """Write a record as the CSV format does."""
        target = io.StringIO()
        writer = csv.writer(target, delimiter=self._separator, lineterminator="")
        writer.writerow([row.get(name, "") for name in self.columns])
        return target.getvalue()


def _parted(record: str) -> tuple[str, str]:
    """Part a record from its line end."""
    written = record.rstrip("\r\n")
    return written, record[len(written) :]

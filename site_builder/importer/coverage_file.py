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
        self._lines = list(io.StringIO(text, newline=""))
        """With their ends."""
        reader = csv.reader(self._lines, delimiter=self._separator)
        self.columns = tuple(name.strip() for name in next(reader, []))
        ends = [reader.line_num, *(reader.line_num for _ in reader)]
        self._ends = {start + 1: end for start, end in pairwise(ends)}
        """Line on which a record begins to the one on which it ends, both from 1."""

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
        lines = list(self._lines)
        for first, cells in changes.items():
            last = self._ends[first]
            (values,) = csv.reader(lines[first - 1 : last], delimiter=self._separator)
            row = {**dict(zip(self.columns, values, strict=False)), **cells}
            end = lines[last - 1][len(lines[last - 1].rstrip("\r\n")) :]
            lines[first - 1 : last] = [self._row(row) + end, *[""] * (last - first)]
        if added and lines and not lines[-1].endswith(("\n", "\r")):
            lines.append(self._line_end)
        lines += [self._row(row) + self._line_end for row in added]
        return self._encoded(lines)

    def last_rows(self, count: int) -> tuple[int, ...]:
        """Return the lines on which the last rows begin."""
        starts = [line for line in self._ends if self._lines[line - 1].strip()]
        return tuple(starts[len(starts) - count :])

    def _widened(self, names: Sequence[str]) -> CoverageFile:
        """Return the file with more columns at its end."""
        lines = list(self._lines)
        for last in (1, *self._ends.values()) if lines else ():
            text = lines[last - 1].rstrip("\r\n")
            if text:
                end = lines[last - 1][len(text) :]
                cells = names if last == 1 else [""] * len(names)
                lines[last - 1] = self._separator.join([text, *cells]) + end
        return CoverageFile(self._encoded(lines))

    def _encoded(self, lines: Sequence[str]) -> bytes:
        text = "".join(lines)
        try:
            return self._mark + text.encode(self._encoding)
        except UnicodeEncodeError:
            return text.encode("utf-8")

    def _row(self, row: Mapping[str, str]) -> str:
        """Write a record as the CSV format does."""
        target = io.StringIO()
        writer = csv.writer(target, delimiter=self._separator, lineterminator="")
        writer.writerow([row.get(name, "") for name in self.columns])
        return target.getvalue()

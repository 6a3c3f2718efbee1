"""`coverage.csv` as it stands on disk: single cells changed, rows added, all else byte for byte.

Takes the bytes of the file; gives the bytes with some cells replaced and rows appended. What is
not touched keeps its quotes, spaces, order and line ends. It parses no value and writes no file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from site_builder.read.syntax.table import column_separator
from site_builder.read.syntax.text import BYTE_ORDER_MARKS, FALLBACK_ENCODING


@dataclass(frozen=True, kw_only=True, slots=True)
class _Record:
    """A row of the file: the line on which it begins, and where each of its cells lies."""

    line: int
    cells: tuple[tuple[int, int], ...]


class CoverageFile:
    """The text of the file with the place of every cell."""

    def __init__(self, content: bytes) -> None:
        mark, encoding = next(
            (pair for pair in BYTE_ORDER_MARKS if content.startswith(pair[0])), (b"", "utf-8")
        )
        self._mark, self._encoding = mark, encoding
        try:
            self._text = content.removeprefix(mark).decode(encoding)
        except UnicodeDecodeError:
            self._encoding = FALLBACK_ENCODING
            self._text = content.decode(self._encoding, errors="replace")
        self._separator = column_separator(self._text)
        records = list(_records(self._text, self._separator))
        header = [self._text[start:end].strip() for start, end in records[0].cells]
        self.columns = tuple(name.strip('"').strip() for name in header)
        self._by_line = {record.line: record for record in records[1:]}
        self._line_end = "\r\n" if "\r\n" in self._text else "\n"

    def edited(
        self,
        changes: Mapping[int, Mapping[str, str]],
        added: Sequence[Mapping[str, str]],
    ) -> bytes:
        """Give the file with cells replaced, by line and column, and rows added at its end."""
        text = self._text
        edits = [
            (*self._by_line[line].cells[self.columns.index(column)], value)
            for line, cells in changes.items()
            for column, value in cells.items()
        ]
        for start, end, value in sorted(edits, reverse=True):
            text = f"{text[:start]}{self._row([value])}{text[end:]}"
        if added and text and not text.endswith(("\n", "\r")):
            text += self._line_end
        for row in added:
            text += self._row([row.get(name, "") for name in self.columns]) + self._line_end
        return self._mark + self._encoded(text)

    def lines_of_added(self, edited: bytes, count: int) -> tuple[int, ...]:
        """Give the lines on which the last rows of an edited file begin."""
        records = [record.line for record in CoverageFile(edited)._by_line.values()]
        return tuple(records[len(records) - count :])

    def _row(self, values: Sequence[str]) -> str:
        """Write cells as the CSV format does; no line break gets inside one."""
        target = io.StringIO()
        writer = csv.writer(target, delimiter=self._separator, lineterminator="")
        writer.writerow([" ".join(value.split()) for value in values])
        # A row of one empty cell is written as quotes, which a cell of a longer row does not need.
        return "" if values == [""] else target.getvalue()

    def _encoded(self, text: str) -> bytes:
        try:
            return text.encode(self._encoding)
        except UnicodeEncodeError:
            return text.encode("utf-8")


def _records(text: str, separator: str) -> list[_Record]:
    """Find every record and cell, with quotes and line breaks inside them."""
    records: list[_Record] = []
    cells: list[tuple[int, int]] = []
    line = first_line = 1
    start = position = 0
    is_quoted = False

    def close(end: int) -> None:
        cells.append((start, end))
        if len(cells) > 1 or end > start:
            records.append(_Record(line=first_line, cells=tuple(cells)))
        cells.clear()

    while position < len(text):
        char = text[position]
        if is_quoted and text.startswith('""', position):
            position += 1  # a quotation mark of the text itself
        elif char == '"' and (is_quoted or position == start):
            is_quoted = not is_quoted
        elif char == separator and not is_quoted:
            cells.append((start, position))
            start = position + 1
        elif char in "\r\n":
            width = len("\r\n") if text.startswith("\r\n", position) else 1
            line += 1
            if not is_quoted:
                close(position)
                start, first_line = position + width, line
            position += width - 1
        position += 1
    if start < len(text) or cells:
        close(len(text))
    return records

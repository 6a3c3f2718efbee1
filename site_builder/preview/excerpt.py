"""The line of a file in which a problem stands, with the place in it."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from site_builder.diagnostics import Location

_MOST_AROUND = 80
_WORD = re.compile(r"\{\{[^{}]*\}\}?|\{\{\s*\S+|\S+|\s")
_VISIBLE_TAB = "⇥"


@dataclass(frozen=True, kw_only=True, slots=True)
class Excerpt:
    """A line as it stands in a file, in three parts of which the second is the place."""

    before: str
    marked: str
    after: str


def read_excerpt(root: Path, location: Location) -> Excerpt | None:
    """Return the line of a place; None where there is no such line to be read."""
    try:
        lines = (root / location.path).read_text("utf-8", "replace").split("\n")
    except OSError:
        return None
    if not 0 < location.line <= len(lines):
        return None
    line = lines[location.line - 1].rstrip("\r")
    find = _cell if location.cell else _word
    start, end = find(line, location.column)
    before, marked, after = (
        part.replace("\t", _VISIBLE_TAB) for part in (line[:start], line[start:end], line[end:])
    )
    return Excerpt(
        before="…" + before[-_MOST_AROUND:] if len(before) > _MOST_AROUND else before,
        marked=marked,
        after=after[:_MOST_AROUND] + "…" if len(after) > _MOST_AROUND else after,
    )


def _word(line: str, column: int) -> tuple[int, int]:
    """Return where the word at a column begins and ends; nothing, where no column is known."""
    found = _WORD.match(line, column - 1) if column else None
    return found.span() if found else (0, 0)


def _cell(line: str, column: int) -> tuple[int, int]:
    """Return where a cell of a row begins and ends; nothing, where it looks like another."""
    text = "".join(next(csv.reader([line]), [])[column - 1 : column])
    start = line.find(text)
    return (start, start + len(text)) if text and line.count(text) == 1 else (0, 0)

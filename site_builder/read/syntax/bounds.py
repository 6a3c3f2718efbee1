"""How much a text may hold at one place, so that whatever somebody pastes is read in a short time.

Parsers of other people take a time that grows with a power of such lengths. Each bound is many
times what anybody writes, and beyond it the file is refused before a parser sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from site_builder.read.syntax.reader import Reader

_LONGEST_WORD = 1_000
_LONGEST_LINE = 10_000
LONGEST_TEXT = 20_000
"""Of a paragraph, or of one value in a data file."""
_DEEPEST = 20
_LARGEST_PAGE, _LARGEST_FILE = 100_000, 5_000_000
_WRITTEN = {".md", ".yaml", ".yml", ".csv"}
"""Endings of files that hold words; programs write others, such as scripts."""
_STEP = 4
"""Spaces by which an item stands inside another."""
_BEFORE_WORDS = re.compile(r"(?:[ \t]*+(?:>|(?:[-*+]|\d{1,9}\.)(?=[ \t]|\Z)))*+[ \t]*+")
_LEVEL = re.compile(r">|[-*+]|\d+\.")


def is_bounded(text: str, reader: Reader) -> bool:
    """Return whether a text keeps every bound; the first place beyond one is TXT027."""
    found = next(_beyond(text, PurePath(reader.path).suffix), None)
    if found is not None:
        line, kind, limit = found
        reader.report("TXT027", reader.place(line), kind=kind, limit=limit)
    return found is None


def _beyond(text: str, suffix: str) -> Iterator[tuple[int, str, int]]:
    """Yield the line, the kind and the limit of each bound that a text does not keep."""
    is_markdown, is_table = suffix == ".md", suffix == ".csv"
    is_written = suffix in _WRITTEN
    largest = _LARGEST_PAGE if is_markdown else _LARGEST_FILE
    if len(text) > largest and not is_table:
        yield 1, "file", largest
    length = 0
    for number, line in enumerate(text.split("\n") if is_written else (), 1):
        if len(line) > _LONGEST_WORD < max(map(len, line.split()), default=0):
            yield number, "word", _LONGEST_WORD
        if len(line) > _LONGEST_LINE and (is_markdown or is_table):
            yield number, "line", _LONGEST_LINE
        if is_markdown:
            length = length + len(line) + 1 if line and not line.isspace() else 0
            if length > LONGEST_TEXT:
                yield number, "text", LONGEST_TEXT
            if _depth(line) > _DEEPEST:
                yield number, "nesting", _DEEPEST


def _depth(line: str) -> int:
    """Return how many quotations and lists the words of a line stand in."""
    before = _BEFORE_WORDS.match(line)
    assert before is not None  # it may match nothing
    if before.end() == len(line) and ">" not in line:
        return 0  # a rule, or nothing
    marks = before[0].lstrip()
    return len(_LEVEL.findall(marks)) + (before.end() - len(marks)) // _STEP

r"""What breaks YAML above the place where a parser notices: tabs, invisible characters, and more.

A no-break space after a colon makes no entry, so the text goes on into the next line, and that one
is blamed. An insert without quotes (`title: {{ … }} people`) is read as a mapping.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_INVISIBLE = "\u00a0\u00ad\u1680\u180e\u2000-\u200f\u202a-\u202f\u205f-\u2064\u3000\ufeff"
"""Blanks other than the space, and characters without a width."""
_ANY_INVISIBLE = re.compile(f"[{_INVISIBLE}]")
# At the start of a line or of a list's item, or after the colon of a name.
_MISPLACED = re.compile(rf"[ \t]*(?:-[ \t]*)*(?:[\w.-]+:[ \t]*)?(?P<found>[{_INVISIBLE}])")
_LONE_ENTRY = re.compile(rf"[\w.-]+:[{_INVISIBLE}]")
_ENTRY = re.compile(r"\s*(?:- |-$|(?:- )*[^\s:]+:(?: |$))")
_QUOTED = re.compile(r"(?<=[\s:\[{,-])(?:\"[^\"]*\"|'[^']*')")
_INSERT = re.compile(r"(?:^[ ]*|[-:,] +|[\[{,] *)(?P<found>\{\{.*?(?:\}\}|$))")
_COLON_WITHIN = re.compile(
    r"\s*(?:- +)*(?P<name>[\w.-]+): +(?P<value>[^\s\"'\[{&*!|>#].*:(?: .*)?)\Z"
)
_TAB = re.compile(r" *\t")
_INDENT = re.compile(r" *(?=[^\s#])")
LINE_END = re.compile("[\n\x85\u2028\u2029]")
"""As YAML counts lines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """What is written wrong, and where, counted from 0."""

    line: int
    column: int
    said: Mapping[str, object]
    """For the message: the name of an invisible `character`; an `insert` without quotes, as it is
    written; a `tab` that indents a line, and how many spaces belong there; a `quote` that is not
    ended on its line; or a `value` that lacks quotes, and the whole entry as it is `meant`."""


def find_mistake(text: str, line: int, column: int) -> Mistake | None:
    """Look for what has confused a parser that gave up at a place; the nearest line counts."""
    rows = LINE_END.split(text)[: line + 1]
    at_place = rows[line][column:] if line < len(rows) else ""
    if _ANY_INVISIBLE.match(at_place):
        return invisible(line, column, at_place)
    if at_place.startswith("{{"):
        written = at_place.partition("}}")[0] + "}}"
        return Mistake(line=line, column=column, said={"insert": written})
    if found := _unended(rows, column) or _unquoted(rows[-1], line, column):
        return found
    for number in range(min(line, len(rows) - 1), -1, -1):
        row = rows[number]
        if tab := _TAB.match(row):
            indent = _indent_beside(LINE_END.split(text), number)
            said = {"tab": "tab", "indent": indent or ""}
            return Mistake(line=number, column=tab.end() - 1, said=said)
        if misplaced := _MISPLACED.match(row):
            return invisible(number, misplaced.start("found"), misplaced["found"])
        bare = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), row)
        if insert := _INSERT.search(bare):
            said = {"insert": insert["found"]}
            return Mistake(line=number, column=insert.start("found"), said=said)
        if number < line and _ENTRY.match(row):
            break
    return None


def _unended(rows: Sequence[str], column: int) -> Mistake | None:
    """Return the quotation mark that the one before a place of the last row ends, rows later."""
    before = rows[-1][:column].rstrip()
    quote = before[-1:]
    if quote not in {'"', "'"} or before.count(quote) % 2 == 0:
        return None
    for number in range(len(rows) - 2, -1, -1):
        if rows[number].count(quote) % 2:
            return Mistake(line=number, column=rows[number].rindex(quote), said={"quote": quote})
    return None


def _unquoted(row: str, line: int, column: int) -> Mistake | None:
    """Return the value without quotes in which a colon at a place stands."""
    found = _COLON_WITHIN.match(row)
    if found is None or column <= found.start("value") or row[column : column + 1] != ":":
        return None
    value = found["value"].rstrip()
    quote = "'" if '"' in value or "\\" in value else '"'
    if quote in value or " #" in value:  # a comment is no part of it
        return None
    meant = f"{found['name']}: {quote}{value}{quote}"
    return Mistake(line=line, column=column, said={"value": value, "meant": meant})


def _indent_beside(rows: Sequence[str], number: int) -> int:
    """Return how far the line below is indented, or else the one above."""
    beside = (*rows[number + 1 :], *reversed(rows[:number]))
    return next((found.end() for row in beside if (found := _INDENT.match(row))), 0)


def invisible(line: int, column: int, text: str) -> Mistake | None:
    """Return the first invisible character of a text that begins at a place."""
    found = _ANY_INVISIBLE.search(text)
    if found is None:
        return None
    name = f"U+{ord(found[0]):04X}"
    return Mistake(line=line, column=column + found.start(), said={"character": name})


def lone_entry(text: str) -> str:
    """Return the name, the colon and the invisible character with which a text begins, if any."""
    found = _LONE_ENTRY.match(text)
    return found[0] if found else ""

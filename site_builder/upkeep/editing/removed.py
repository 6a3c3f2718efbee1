"""Take out of an entry what a person has emptied: one of a list, or a key that may be absent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from site_builder.read.syntax.yaml_values import (
    ValuePath,
    WrittenCollection,
    WrittenValue,
    find_collections,
    find_values,
)
from site_builder.upkeep.editing.fields import Piece, Value
from site_builder.upkeep.editing.lines import parse_lines
from site_builder.upkeep.editing.shapes import REQUIRED

Wanted = Mapping[str, Value]
"""What fields of an entry are to say, by name."""
_Values = Mapping[ValuePath, WrittenValue]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An entry of YAML within a file."""

    start: int
    end: int
    """Where the YAML stands, in characters."""
    place: ValuePath
    """Of the entry, in the YAML."""


FindEntry = Callable[[str], Entry | None]


def without_emptied(content: bytes, find: FindEntry, wanted: Wanted) -> tuple[bytes, Wanted]:
    """Return a file without what is to be empty of an entry, and what is wanted of the rest.

    Keys that are required stay, for what is missing there is told beside them.
    """
    lines = parse_lines(content)
    while (entry := find(lines.text)) and (removal := _next_removal(lines.text, entry, wanted)):
        place, rest = removal
        lines = lines.with_text(lines.text[: entry.start] + rest + lines.text[entry.end :])
        wanted = _renumbered(wanted, place[len(entry.place) :])
    return lines.content, wanted


def _next_removal(text: str, entry: Entry, wanted: Wanted) -> tuple[ValuePath, str] | None:
    """Return a place that is to be empty, and the YAML without it; None where none is left."""
    yaml = text[entry.start : entry.end]
    values = find_values(yaml)
    for place in _emptied(values, entry.place, wanted):
        piece = _lines_of(yaml, place, values)
        if piece:
            rest = yaml[: piece.start] + yaml[piece.end :]
            if _said(find_values(rest), ()) == _said(values, place):
                return place, rest
    return None


def _emptied(values: _Values, entry: ValuePath, wanted: Wanted) -> Iterator[ValuePath]:
    """Yield each place whose values are all to be empty, those that hold others first."""
    size = len(entry)
    own = {path: each.value for path, each in values.items() if path[:size] == entry}
    then = own | {(*entry, *name.split(".")): value for name, value in wanted.items()}
    places = {path[:length] for path in own for length in range(size + 1, len(path) + 1)}
    for place in sorted(places, key=lambda place: (len(place), place)):
        was, now = (_inside(each, place) for each in (own, then))
        is_emptied = any(was) and not any(now)
        is_removable = len(place) > size + 1 or place[size] not in REQUIRED
        # A single text stays, as an empty one, where its mapping stays: what it owes is told there.
        is_whole = place not in own or len(place) == size + 1 or place[-1].isdecimal()
        if is_emptied and is_removable and is_whole:
            yield place


def _inside(said: Mapping[ValuePath, Value], place: ValuePath) -> list[Value]:
    return [value for path, value in said.items() if path[: len(place)] == place]


def _lines_of(text: str, place: ValuePath, values: _Values) -> Piece | None:
    """Return the lines on which a place stands; None where others stand on them as well."""
    collections = find_collections(text)
    above = collections.get(place[:-1])
    if above is None or above.is_flow:
        return None
    here: WrittenCollection | WrittenValue = collections.get(place) or values[place]
    sign = "-" if above.is_list else rf"{re.escape(place[-1])}[ \t]*:"
    begins = [*re.finditer(rf"^ {{{above.column}}}{sign}", text[: here.start + 1], re.MULTILINE)]
    inner = collections.get(place)
    closes = text.find("\n", inner.end if inner else here.end)
    if not begins:
        return None
    return Piece(start=begins[-1].start(), end=len(text) if closes < 0 else closes + 1, text="")


def _said(values: _Values, without: ValuePath) -> list[tuple[ValuePath, Value]]:
    """Return what a file says but at a place; entries of lists go by their order."""
    return [
        (tuple(part for part in path if not part.isdecimal()), each.value)
        for path, each in values.items()
        if not without or path[: len(without)] != without
    ]


def _renumbered(wanted: Wanted, gone: ValuePath) -> Wanted:
    """Return what is wanted once a place is gone: the entries of its list move up."""
    *above, last = gone
    found: dict[str, Value] = {}
    for name, value in wanted.items():
        parts = name.split(".")
        if parts[: len(gone)] == [*gone]:
            continue
        at = parts[len(above)] if parts[: len(above)] == above and len(parts) > len(above) else ""
        if last.isdecimal() and at.isdecimal() and int(at) > int(last):
            parts[len(above)] = str(int(at) - 1)
        found[".".join(parts)] = value
    return found

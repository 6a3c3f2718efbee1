"""An entry of a YAML file as fields: each value that stands in it, by its place below the entry.

What it may hold besides has a field too, which is empty; an entry that is not there has only such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from site_builder.read.syntax.yaml_values import (
    ValuePath,
    WrittenCollection,
    WrittenValue,
    find_collections,
    find_values,
)
from site_builder.upkeep.editing.added import added_value
from site_builder.upkeep.editing.fields import (
    Field,
    Fields,
    FindFields,
    Piece,
    Value,
    edit_file,
)
from site_builder.upkeep.editing.lines import parse_lines
from site_builder.upkeep.editing.removed import without_emptied
from site_builder.upkeep.editing.shapes import REQUIRED, Shape, missing_fields
from site_builder.upkeep.editing.written import written_value


def record_fields(
    key: str, record_id: str, shape: Shape = (), languages: tuple[str, ...] = ()
) -> FindFields:
    """Return what finds the fields of the entry with an id, in the list of a key."""
    return partial(_find, key=key, record_id=record_id, shape=shape, languages=languages)


def edit_record(
    content: bytes, wanted: Mapping[str, Value], *, key: str, record_id: str, find: FindFields
) -> bytes:
    """Return a file in which an entry says what is wanted, without what that leaves empty of it.

    Raises what `edit_file` does.
    """
    entry = _entry(find_values(parse_lines(content).text), key, record_id)
    if entry is not None:
        content, wanted = without_emptied(content, entry, REQUIRED, wanted)
    return edit_file(content, find, wanted)


def _entry(values: Mapping[ValuePath, WrittenValue], key: str, record_id: str) -> ValuePath | None:
    found = (
        path[:2]
        for path, written in values.items()
        if path[:1] == (key,) and path[2:] == ("id",) and written.value == record_id
    )
    return next(found, None)


def _find(
    text: str, *, key: str, record_id: str, shape: Shape, languages: tuple[str, ...]
) -> Fields:
    values = find_values(text)
    found = _entry(values, key, record_id)
    fields = {
        ".".join(path[2:]): _field(text, written)
        for path, written in values.items()
        if path[:2] == found and path[2:] != ("id",)
    }
    if not shape or not values:
        return fields
    collections = find_collections(text)
    there = collections.get((key,))
    entry = found or (key, str(len(there.keys) if there else 0))
    begun = {} if found else {entry: record_id}
    for place, empty in missing_fields(shape, entry, collections, languages):
        fields[".".join(place[2:])] = _missing(text, collections, place, empty, begun)
    return fields


def _field(text: str, written: WrittenValue) -> Field:
    def pieces(value: Value) -> Iterator[Piece]:
        return written_value(text, written, value)

    return Field(
        value=written.value,
        line=1 + text.count("\n", 0, written.start),
        last_line=1 + text.count("\n", 0, written.end),
        pieces=pieces,
    )


def _missing(
    text: str,
    collections: Mapping[ValuePath, WrittenCollection],
    place: ValuePath,
    empty: Value,
    begun: Mapping[ValuePath, str],
) -> Field:
    def pieces(value: Value) -> Iterator[Piece]:
        return added_value(text, collections, place, value, begun)

    return Field(value=empty, line=0, last_line=0, pieces=pieces)

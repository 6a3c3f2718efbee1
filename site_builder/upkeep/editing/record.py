"""An entry of a YAML file as fields: each value that stands in it, by its place below the entry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from site_builder.read.syntax.yaml_nodes import WrittenValue, find_values
from site_builder.upkeep.editing.fields import Field, Fields, FindFields, Piece, Value
from site_builder.upkeep.editing.written import written_value


def record_fields(key: str, record_id: str) -> FindFields:
    """Return what finds the fields of the entry with an id, in the list of a key."""
    return partial(_find, key=key, record_id=record_id)


def _find(text: str, *, key: str, record_id: str) -> Fields:
    values = find_values(text)
    number = next(
        (
            path[1]
            for path, written in values.items()
            if path[:1] == (key,) and path[2:] == ("id",) and written.value == record_id
        ),
        None,
    )
    return {
        ".".join(path[2:]): _field(text, written)
        for path, written in values.items()
        if path[:2] == (key, number) and path[2:] != ("id",)
    }


def _field(text: str, written: WrittenValue) -> Field:
    def pieces(value: Value) -> Iterator[Piece]:
        return written_value(text, written, value)

    return Field(
        value=written.value,
        line=1 + text.count("\n", 0, written.start),
        last_line=1 + text.count("\n", 0, written.end),
        pieces=pieces,
    )

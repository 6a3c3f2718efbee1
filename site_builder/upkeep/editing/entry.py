"""An entry of a YAML text as fields: each value that stands in it, by its place below the entry.

What its shape has besides has a field too, which is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from site_builder.read.syntax.yaml_values import (
    ValuePath,
    WrittenValue,
    find_collections,
    find_values,
)
from site_builder.upkeep.editing.added import added_value
from site_builder.upkeep.editing.fields import Field, Fields, FindFields, Value, edit_file
from site_builder.upkeep.editing.lines import parse_lines
from site_builder.upkeep.editing.removed import FindEntry, without_emptied
from site_builder.upkeep.editing.shapes import Shape, missing_fields
from site_builder.upkeep.editing.written import written_value


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What is edited of a file: its fields, and the entry that loses what is emptied."""

    find_fields: FindFields
    find_entry: FindEntry
    finish: Callable[[str], str] = str
    """Takes out what is left of a part whose fields are all empty."""

    def edit(self, content: bytes, wanted: Mapping[str, Value]) -> bytes:
        """Return a file that says what is wanted, without what that leaves empty of the entry.

        Raises what `edit_file` does.
        """
        content, wanted = without_emptied(content, self.find_entry, wanted)
        lines = parse_lines(edit_file(content, self.find_fields, wanted))
        return lines.with_text(self.finish(lines.text)).content


def entry_fields(
    text: str,
    entry: ValuePath,
    shape: Shape = (),
    languages: tuple[str, ...] = (),
    *,
    new_id: str = "",
) -> Fields:
    """Return the fields of an entry; `new_id` is the id of one that is not there yet."""
    fields = {
        ".".join(path[len(entry) :]): _field(text, written)
        for path, written in find_values(text).items()
        if path[: len(entry)] == entry
    }
    collections = find_collections(text) if shape else {}
    begun = {entry: new_id} if new_id else {}
    for place, empty in missing_fields(shape, entry, collections, languages):
        pieces = partial(added_value, text, collections, place, begun)
        name = ".".join(place[len(entry) :])
        fields[name] = Field(value=empty, line=0, last_line=0, pieces=pieces)
    return fields


def _field(text: str, written: WrittenValue) -> Field:
    return Field(
        value=written.value,
        line=1 + text.count("\n", 0, written.start),
        last_line=1 + text.count("\n", 0, written.end),
        pieces=partial(written_value, text, written),
    )

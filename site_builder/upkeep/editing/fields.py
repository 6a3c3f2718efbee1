"""The fields of a file: what each says, where it stands, and the file with another value in it.

A change is written in the way that the field had, if it can be: the text is read again, and what
was meant must be there, with everything else as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from site_builder.upkeep.editing.lines import Lines, parse_lines

Value = str | tuple[str, ...]
"""A text, or a list of texts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Another text for a part of a text, counted in characters."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One thing that a person may change."""

    value: Value
    line: int
    """Of the file, counted from 1; 0 for what is not written yet."""
    last_line: int
    pieces: Callable[[Value], Iterable[Piece]]
    """Gives ways to write another value, the likeliest first."""
    is_prose: bool = False
    """It is Markdown of a page, in which new headings may stand."""

    def below(self, start: int, lines: int) -> Field:
        """Return the field of a text that stands below others in its file."""

        def pieces(value: Value) -> Iterator[Piece]:
            for each in self.pieces(value):
                yield replace(each, start=each.start + start, end=each.end + start)

        return replace(
            self,
            line=self.line and self.line + lines,
            last_line=self.last_line and self.last_line + lines,
            pieces=pieces,
        )


Fields = Mapping[str, Field]
"""By name, in the order of the file."""
FindFields = Callable[[str], Fields]


class NotWritable(ValueError):  # noqa: N818 - it names a fact that a person reads
    """A value that cannot be written without changing another; holds the name of its field."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def read_fields(content: bytes, find: FindFields) -> Fields:
    """Return the fields of a file; raises `UnknownEncoding`."""
    return find(parse_lines(content).text)


def edit_file(content: bytes, find: FindFields, wanted: Mapping[str, Value]) -> bytes:
    """Return a file in which the named fields say what is wanted.

    Fields that say it already are left as they are. Raises `UnknownEncoding`, `NotWritable`, or
    `KeyError` for a field that is not there.
    """
    lines = parse_lines(content)
    fields = find(lines.text)
    for name, value in wanted.items():
        if fields[name].value != value:
            lines, fields = _with_value(lines, fields, find, name, value)
    return lines.content


def _with_value(
    lines: Lines, before: Fields, find: FindFields, name: str, value: Value
) -> tuple[Lines, Fields]:
    for piece in before[name].pieces(value):
        text = lines.text[: piece.start] + piece.text + lines.text[piece.end :]
        after = find(text)
        if before[name].is_prose or _says(after, before, name, value):
            return lines.with_text(text), after
    raise NotWritable(name)


def _says(after: Fields, before: Fields, name: str, value: Value) -> bool:
    """Return whether one field says what is wanted, and every other what it said.

    What is not there says as much as what is empty.
    """
    if name not in after or after[name].value != value:
        return False
    others = (before.keys() | after.keys()) - {name}
    return all(_value(after, other) == _value(before, other) for other in others)


def _value(fields: Fields, name: str) -> Value:
    return (fields[name].value or "") if name in fields else ""

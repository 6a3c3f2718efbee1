"""Ways to write what does not stand in a YAML text yet, where its kind stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.read.syntax.yaml_values import ValuePath, WrittenCollection, quoted
from site_builder.upkeep.editing.fields import Piece, Value

_Tree = str | dict[str, "_Tree"] | list["_Tree"]
"""What is to be written: values as they are written, below their keys."""


def added_value(
    text: str,
    collections: Mapping[ValuePath, WrittenCollection],
    place: ValuePath,
    begun: Mapping[ValuePath, str],
    value: Value,
) -> Iterator[Piece]:
    """Yield what may be added to a text so that a value stands at a place.

    `begun` has the id of an entry that begins with it, by its place.
    """
    depth = next(d for d in range(len(place), -1, -1) if place[:d] in collections)
    known = collections[place[:depth]]
    for way in _ways(value):
        tree = _tree(place, depth, way, begun)
        yield _in_flow(known, tree) if known.is_flow else _in_lines(text, known, tree)


def _ways(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield from (value, quoted(value))
    else:
        yield from (f"[{', '.join(way)}]" for way in (value, tuple(map(quoted, value))))


def _tree(place: ValuePath, depth: int, written: str, begun: Mapping[ValuePath, str]) -> _Tree:
    tree: _Tree = written
    for length in range(len(place) - 1, depth - 1, -1):
        above, part = place[:length], place[length]
        if part.isdecimal():
            tree = [tree]
        else:
            tree = {"id": begun[above], part: tree} if above in begun else {part: tree}
    return tree


def _in_flow(known: WrittenCollection, tree: _Tree) -> Piece:
    inner = _flow(tree)[1:-1]
    return Piece(start=known.end, end=known.end, text=f", {inner}" if known.keys else inner)


def _flow(tree: _Tree) -> str:
    if isinstance(tree, str):
        return tree
    if isinstance(tree, list):
        return f"[{', '.join(map(_flow, tree))}]"
    return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in tree.items()) + "}"


def _in_lines(text: str, known: WrittenCollection, tree: _Tree) -> Piece:
    end = text.find("\n", known.end)
    end = len(text) if end < 0 else end
    lines = list(_lines(tree, known.column))
    is_spaced = known.is_list and f"\n\n{' ' * known.column}- " in text
    return Piece(start=end, end=end, text="\n".join(["", *([""] if is_spaced else []), *lines]))


def _lines(tree: _Tree, column: int) -> Iterator[str]:
    if isinstance(tree, list):
        for entry in tree:
            first, *others = _lines(entry, column + 2) if not isinstance(entry, str) else [entry]
            yield f"{' ' * column}- {first.lstrip()}"
            yield from others
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if isinstance(value, str):
                yield f"{' ' * column}{key}: {value}"
            else:
                yield f"{' ' * column}{key}:"
                yield from _lines(value, column + 2)

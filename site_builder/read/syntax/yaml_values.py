"""YAML as it is written: where each value and each collection stands, and how to write a text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.read.syntax.yaml_library import (
    RawCollection,
    RawMapping,
    RawNode,
    RawScalar,
    RawSequence,
    YamlError,
    compose,
)
from site_builder.read.syntax.yaml_nodes import NULLS, between_curly_quotes

ValuePath = tuple[str, ...]
"""Keys from the root down; entries of a list go by their number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenValue:
    """A text, or a list of texts, and where in the YAML it stands."""

    value: str | tuple[str, ...]
    """Empty for null."""
    start: int
    end: int
    opening: str
    """What it begins with: a quotation mark, the bracket or the dash of a list; empty if plain."""
    entries: tuple[tuple[int, int], ...] = ()
    """Where the texts of a list stand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenCollection:
    """A mapping or a list, to which something can be added."""

    keys: tuple[str, ...]
    """Of a list: the numbers of its entries."""
    column: int
    """In which its keys or dashes stand, counted from 0."""
    start: int
    end: int
    """Behind all that is in it; before the bracket that closes it."""
    is_flow: bool
    is_list: bool


_SPELLED_OUT = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What YAML takes for a line end, or refuses, unless it is written by its number."""


def find_values(text: str) -> Mapping[ValuePath, WrittenValue]:
    """Return every value of a YAML text by its path; none of a text that cannot be parsed.

    A list of texts is one value, unless a comment stands between them: then each is one.
    """
    values: dict[ValuePath, WrittenValue] = {}
    for path, node in _nodes(text):
        if isinstance(node, RawSequence) and (listed := _written_list(node, text)) is not None:
            values[path] = listed
        elif isinstance(node, RawScalar) and path[:-1] not in values:
            values[path] = _written(node, text)
    return values


def find_collections(text: str) -> Mapping[ValuePath, WrittenCollection]:
    """Return every mapping and list of a YAML text by its path; none of one that is no YAML."""
    return {
        path: WrittenCollection(
            keys=tuple(dict.fromkeys(name for name, _ in _children(node))),
            column=node.start_mark.column,
            start=node.start_mark.index,
            end=_end(node, text),
            is_flow=bool(node.flow_style),
            is_list=isinstance(node, RawSequence),
        )
        for path, node in _nodes(text)
        if isinstance(node, RawCollection)
    }


def _nodes(text: str) -> Sequence[tuple[ValuePath, RawNode]]:
    """Return every node of a text, those that hold others first; an alias is written elsewhere."""
    try:
        root = compose(text)
        return [] if root is None else list(_below(root, (), set()))
    except (YamlError, RecursionError):
        return []


def _below(node: RawNode, path: ValuePath, seen: set[int]) -> Iterator[tuple[ValuePath, RawNode]]:
    if id(node) not in seen:
        seen.add(id(node))
        yield path, node
        for name, child in _children(node):
            yield from _below(child, (*path, name), seen)


def _children(node: RawNode) -> Iterator[tuple[str, RawNode]]:
    if isinstance(node, RawMapping):
        for key, child in node.value:
            if isinstance(key, RawScalar):
                yield str(key.value), child
    elif isinstance(node, RawSequence):
        for number, child in enumerate(node.value):
            yield str(number), child


def _end(node: RawNode, text: str) -> int:
    if isinstance(node, RawScalar):
        return _written(node, text).end
    assert isinstance(node, RawCollection)
    if node.flow_style:
        return len(text[: node.end_mark.index - 1].rstrip())
    last = node.value[-1]
    # One without brackets goes on to whatever comes next.
    return _after(last if isinstance(node, RawSequence) else last[1], text)


def _after(node: RawNode, text: str) -> int:
    is_flow = isinstance(node, RawCollection) and node.flow_style
    return int(node.end_mark.index) if is_flow else _end(node, text)


def _written(node: RawScalar, text: str) -> WrittenValue:
    value, style = str(node.value), node.style or ""
    if not style:
        value = "" if value in NULLS else value
        inner = between_curly_quotes(value)
        value = value if inner is None else inner
    start, end = node.start_mark.index, node.end_mark.index
    # Lines that keep their ends go on to whatever comes next.
    end = start + len(text[start:end].rstrip())
    return WrittenValue(value=value, start=start, end=end, opening=style)


def _written_list(node: RawSequence, text: str) -> WrittenValue | None:
    if not all(isinstance(child, RawScalar) for child in node.value):
        return None
    entries = [_written(child, text) for child in node.value]
    start = node.start_mark.index
    # A list without brackets goes on to whatever comes next.
    end = node.end_mark.index if node.flow_style or not entries else entries[-1].end
    places = [start, *(place for entry in entries for place in (entry.start, entry.end)), end]
    gaps = zip(places[::2], places[1::2], strict=True)
    if any("#" in text[gap_start:gap_end] for gap_start, gap_end in gaps):
        return None
    return WrittenValue(
        value=tuple(str(entry.value) for entry in entries),
        start=start,
        end=end,
        opening="[" if node.flow_style else "-",
        entries=tuple((entry.start, entry.end) for entry in entries),
    )


def quoted(text: str) -> str:
    """Write a text as YAML has it between quotation marks, whatever it holds."""
    written = json.dumps(text, ensure_ascii=False)
    return _SPELLED_OUT.sub(lambda found: f"\\u{ord(found[0]):04x}", written)

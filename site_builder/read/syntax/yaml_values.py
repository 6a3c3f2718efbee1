"""YAML as it is written: where each value and each collection stands, and how to write a text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from site_builder.read.syntax.yaml_library import (
    RawCollection,
    RawMapping,
    RawNode,
    RawScalar,
    RawSequence,
    YamlError,
    compose,
)
from site_builder.read.syntax.yaml_nodes import CURLY, NULLS

T = TypeVar("T")
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
    return _found(text, _values)


def find_collections(text: str) -> Mapping[ValuePath, WrittenCollection]:
    """Return every mapping and list of a YAML text by its path; none of one that is no YAML."""
    return _found(text, _collections)


def _found(
    text: str, find: Callable[[RawNode, str, ValuePath, set[int]], Iterator[tuple[ValuePath, T]]]
) -> Mapping[ValuePath, T]:
    try:
        root = compose(text)
        return {} if root is None else dict(find(root, text, (), set()))
    except (YamlError, RecursionError):
        return {}


def _collections(
    node: RawNode, text: str, path: ValuePath, seen: set[int]
) -> Iterator[tuple[ValuePath, WrittenCollection]]:
    if not isinstance(node, RawCollection) or id(node) in seen:
        return
    seen.add(id(node))
    is_list = isinstance(node, RawSequence)
    named = enumerate(node.value) if is_list else ((key.value, child) for key, child in node.value)
    children = {str(name): child for name, child in named}
    yield (
        path,
        WrittenCollection(
            keys=tuple(children),
            column=node.start_mark.column,
            start=node.start_mark.index,
            end=_end(node, text),
            is_flow=bool(node.flow_style),
            is_list=is_list,
        ),
    )
    for name, child in children.items():
        yield from _collections(child, text, (*path, name), seen)


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


def _values(
    node: RawNode, text: str, path: ValuePath, seen: set[int]
) -> Iterator[tuple[ValuePath, WrittenValue]]:
    if id(node) in seen:  # an alias: it is written elsewhere
        return
    seen.add(id(node))
    if isinstance(node, RawScalar):
        yield path, _written(node, text)
    elif isinstance(node, RawMapping):
        for key, child in node.value:
            if isinstance(key, RawScalar):
                yield from _values(child, text, (*path, str(key.value)), seen)
    elif isinstance(node, RawSequence):
        if (listed := _written_list(node, text)) is not None:
            yield path, listed
            return
        for number, child in enumerate(node.value):
            yield from _values(child, text, (*path, str(number)), seen)


def _written(node: RawScalar, text: str) -> WrittenValue:
    value, style = str(node.value), node.style or ""
    if not style:
        value = "" if value in NULLS else value
        found = CURLY.fullmatch(value)
        value = found[1] if found else value
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

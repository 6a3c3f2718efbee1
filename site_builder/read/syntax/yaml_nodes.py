r"""YAML into values that know their line: the one door to PyYAML.

Every scalar stays the text that the person typed (`no` is no boolean, `12:30` no number), because
only the field it stands in knows what it means. A key that stands twice is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml

from site_builder.diagnostics import Location
from site_builder.read.syntax.bounds import LONGEST_TEXT
from site_builder.read.syntax.characters import find_forbidden, find_unseen
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_mistakes import (
    LINE_END,
    Mistake,
    find_mistake,
    invisible,
    lone_entry,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ScalarNode:
    """A single value, as typed."""

    value: str
    is_null: bool
    location: Location
    comment: str
    """The comment that ends a value without quotes, on the same line."""
    comment_location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class SequenceNode:
    nodes: tuple[Node, ...]
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class MappingNode:
    """A mapping of keys to nodes."""

    nodes: dict[str, Node]
    keys: dict[str, Location]
    location: Location


Node = ScalarNode | SequenceNode | MappingNode

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
    end: int
    """Behind all that is in it; before the bracket that closes it."""
    is_flow: bool
    is_list: bool


_NULLS = {"", "~", "null", "Null", "NULL"}
# Less than an alias inside itself, or inside many others, unfolds to. A long text may hold more
# values, but never more than characters.
_DEEPEST, _MOST = 50, 50_000
_SUSPICIOUS = 5_000
_IMPLICIT = ("str", "bool", "int", "float", "null", "timestamp", "merge", "value", "seq", "map")
_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in _IMPLICIT}
"""What PyYAML calls values without a tag; every value stays a text, so a tag would be swallowed."""
_CURLY = re.compile('[“”„‟‘’‚‛]([^“”„‟"]*)[“”‟‘’‛]', re.DOTALL)
_SPELLED_OUT = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What YAML takes for a line end, or refuses, unless it is written by its number."""
# CSafeLoader only composes here; no constructor runs, so no value is converted.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str, reader: Reader, first_line: int = 1) -> Node | None:
    """Compose YAML; None after CFG002, a syntax error. CFG003 is a repeated key.

    `first_line` is the file's line on which the text begins, for front matter.
    """
    try:
        root = _compose(text)
        if root is None:
            return MappingNode(nodes={}, keys={}, location=reader.place(first_line))
        _refuse_lone_entry(root)
        return _Composer(text, reader, first_line).convert(root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        mistake = find_mistake(text, line, column) or Mistake(line=line, column=column)
        reader.report(
            "CFG002",
            reader.place(mistake.line + first_line, mistake.column + 1),
            reason=error.problem or error.context or "",
            character=mistake.character,
            insert=mistake.insert,
            tab=mistake.tab,
            indent=mistake.indent or "",
        )
    except (yaml.YAMLError, RecursionError) as error:
        reader.report("CFG002", reader.place(first_line), reason=str(error).splitlines()[0])
    return None


def find_values(text: str) -> Mapping[ValuePath, WrittenValue]:
    """Return every value of a YAML text by its path; none of a text that cannot be parsed.

    A list of texts is one value, unless a comment stands between them: then each is one.
    """
    return _found(text, _values)


def find_collections(text: str) -> Mapping[ValuePath, WrittenCollection]:
    """Return every mapping and list of a YAML text by its path; none of one that is no YAML."""
    return _found(text, _collections)


def _found(
    text: str, find: Callable[[yaml.Node, str, ValuePath, set[int]], Iterator[tuple[ValuePath, T]]]
) -> Mapping[ValuePath, T]:
    try:
        root = _compose(text)
        return {} if root is None else dict(find(root, text, (), set()))
    except (yaml.YAMLError, RecursionError):
        return {}


def _compose(text: str) -> yaml.Node | None:
    if sum(map(text.count, "[{-?")) > _SUSPICIOUS:
        _refuse_depth(text)
    root: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    return root


def _collections(
    node: yaml.Node, text: str, path: ValuePath, seen: set[int]
) -> Iterator[tuple[ValuePath, WrittenCollection]]:
    if not isinstance(node, yaml.CollectionNode) or id(node) in seen:
        return
    seen.add(id(node))
    is_list = isinstance(node, yaml.SequenceNode)
    named = enumerate(node.value) if is_list else ((key.value, child) for key, child in node.value)
    children = {str(name): child for name, child in named}
    yield (
        path,
        WrittenCollection(
            keys=tuple(children),
            column=node.start_mark.column,
            end=_end(node, text),
            is_flow=bool(node.flow_style),
            is_list=is_list,
        ),
    )
    for name, child in children.items():
        yield from _collections(child, text, (*path, name), seen)


def _end(node: yaml.Node, text: str) -> int:
    if isinstance(node, yaml.ScalarNode):
        return _written(node, text).end
    assert isinstance(node, yaml.CollectionNode)
    if node.flow_style:
        return len(text[: node.end_mark.index - 1].rstrip())
    last = node.value[-1]
    # One without brackets goes on to whatever comes next.
    return _after(last if isinstance(node, yaml.SequenceNode) else last[1], text)


def _after(node: yaml.Node, text: str) -> int:
    is_flow = isinstance(node, yaml.CollectionNode) and node.flow_style
    return int(node.end_mark.index) if is_flow else _end(node, text)


def _values(
    node: yaml.Node, text: str, path: ValuePath, seen: set[int]
) -> Iterator[tuple[ValuePath, WrittenValue]]:
    if id(node) in seen:  # an alias: it is written elsewhere
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        yield path, _written(node, text)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield from _values(child, text, (*path, str(key.value)), seen)
    elif isinstance(node, yaml.SequenceNode):
        if (listed := _written_list(node, text)) is not None:
            yield path, listed
            return
        for number, child in enumerate(node.value):
            yield from _values(child, text, (*path, str(number)), seen)


def _written(node: yaml.ScalarNode, text: str) -> WrittenValue:
    value, style = str(node.value), node.style or ""
    if not style:
        value = "" if value in _NULLS else value
        found = _CURLY.fullmatch(value)
        value = found[1] if found else value
    start, end = node.start_mark.index, node.end_mark.index
    # Lines that keep their ends go on to whatever comes next.
    end = start + len(text[start:end].rstrip())
    return WrittenValue(value=value, start=start, end=end, opening=style)


def _written_list(node: yaml.SequenceNode, text: str) -> WrittenValue | None:
    if not all(isinstance(child, yaml.ScalarNode) for child in node.value):
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


def warn_of_comment(node: Node | None, reader: Reader) -> None:
    """Warn of a comment that ends a text, since "#1" within a text is meant to be read."""
    if isinstance(node, ScalarNode) and node.comment:
        reader.report("CFG011", node.comment_location, comment=node.comment)


def _refuse_depth(text: str) -> None:
    """Refuse nesting so deep that the C composer, which recurses, would run out of stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _too_much(event.start_mark)


def _too_much(mark: Any) -> yaml.MarkedYAMLError:  # noqa: ANN401 - two kinds of mark
    """Return the error for nesting without end, or for what only aliases of aliases can hold."""
    return yaml.MarkedYAMLError(problem="nesting", problem_mark=mark)


def _refuse_key(node: yaml.Node) -> None:
    """Refuse a key that is an insert without quotes, or one with a character that nobody sees.

    Such a key is no syntax error, but no name of an entry either.
    """
    if isinstance(node, yaml.MappingNode):
        raise yaml.MarkedYAMLError(problem="insert", problem_mark=node.start_mark)
    if isinstance(node, yaml.ScalarNode) and not node.style:
        _refuse_invisible(node, str(node.value))


def _refuse_lone_entry(node: yaml.Node) -> None:
    """Refuse a text that is an entry but for the character that nobody sees after its colon."""
    if isinstance(node, yaml.ScalarNode) and not node.style:
        _refuse_invisible(node, lone_entry(str(node.value)))


def _refuse_invisible(node: yaml.Node, text: str) -> None:
    mark = node.start_mark
    found = invisible(mark.line, mark.column, text)
    if found is not None:
        place = yaml.Mark("", 0, found.line, found.column, None, 0)
        raise yaml.MarkedYAMLError(problem="invisible", problem_mark=place)


class _Composer:
    """Turns PyYAML's nodes into ours, once, depth first."""

    def __init__(self, text: str, reader: Reader, first_line: int) -> None:
        self._rows = LINE_END.split(text)
        self._reader = reader
        self._first_line = first_line
        self._count = 0
        self._most = max(_MOST, len(text))
        self._has_escapes = "\\" in text

    def convert(self, node: yaml.Node, depth: int = 0) -> Node:
        location = self._place(node)
        self._count += 1
        if depth > _DEEPEST or self._count > self._most:
            raise _too_much(node.start_mark)
        if node.tag not in _TAGS:
            raise yaml.MarkedYAMLError(problem="tag", problem_mark=node.start_mark)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, location)
        if isinstance(node, yaml.SequenceNode):
            children = tuple(self.convert(child, depth + 1) for child in node.value)
            return SequenceNode(nodes=children, location=location)
        return self._mapping(node, location, depth)

    def _scalar(self, node: yaml.ScalarNode, location: Location) -> ScalarNode:
        is_plain = not node.style  # the C loader gives an empty text, the other None
        value = self._refused(str(node.value), location)
        value = self._without_curly_quotes(value, location, is_plain=is_plain)
        comment, comment_location = self._comment(node) if is_plain else ("", location)
        return ScalarNode(
            value=value,
            is_null=is_plain and value in _NULLS,
            location=location,
            comment=comment,
            comment_location=comment_location,
        )

    def _mapping(self, node: yaml.Node, location: Location, depth: int) -> MappingNode:
        nodes: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        for key_node, value_node in node.value:
            _refuse_key(key_node)
            if value_node.start_mark.line > key_node.start_mark.line:
                _refuse_lone_entry(value_node)
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            place = self._place(key_node)
            if key in nodes:
                self._reader.report("CFG003", place, related=[keys[key]], key=key)
                continue
            nodes[key] = self.convert(value_node, depth + 1)
            keys[key] = place
        return MappingNode(nodes=nodes, keys=keys, location=location)

    def _refused(self, value: str, place: Location) -> str:
        """Report a value that is too long, or in which an escape makes what no text can have."""
        forbidden = find_forbidden(value)
        if forbidden is not None:
            self._reader.report(
                "TXT001", place, character=forbidden[1] or repr(value[forbidden[0]])
            )
        elif len(value) > LONGEST_TEXT:
            self._reader.report("TXT027", place, kind="text", limit=LONGEST_TEXT)
        else:
            unseen = find_unseen(value) if self._has_escapes else None
            if unseen is not None:
                self._reader.report("TXT028", place, character=unseen[1])
            return value
        return ""

    def _without_curly_quotes(self, value: str, place: Location, *, is_plain: bool) -> str:
        """Take curly quotation marks around a value, which YAML knows nothing of, for straight."""
        found = _CURLY.fullmatch(value) if is_plain else None
        if found is None:
            return value
        self._reader.report("CFG013", place, value=value, meant=f'"{found[1]}"')
        return found[1]

    def _comment(self, node: yaml.Node) -> tuple[str, Location]:
        """Return the comment behind a value on its line, if any, and its place."""
        mark = node.end_mark
        rest = self._rows[mark.line][mark.column :] if mark.line < len(self._rows) else ""
        comment = rest.lstrip(" \t")
        column = mark.column + len(rest) - len(comment)
        place = self._reader.place(mark.line + self._first_line, column + 1)
        return comment.rstrip() if comment.startswith("#") else "", place

    def _place(self, node: yaml.Node) -> Location:
        mark = node.start_mark
        return self._reader.place(mark.line + self._first_line, mark.column + 1)


def quoted(text: str) -> str:
    """Write a text as YAML has it between quotation marks, whatever it holds."""
    written = json.dumps(text, ensure_ascii=False)
    return _SPELLED_OUT.sub(lambda found: f"\\u{ord(found[0]):04x}", written)

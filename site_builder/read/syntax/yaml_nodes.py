r"""YAML into values that know their line: the one door to PyYAML.

Takes text; gives a tree of `Scalar`, `Items` and `Table` nodes, or diagnostics. Every scalar
stays the text that the person typed (`no` is no boolean, `12:30` no number), because only the
field it stands in knows what it means. A key that stands twice is refused. It converts nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from site_builder.diagnostics import Diagnostic, Location, problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Scalar:
    """A single value, as typed."""

    value: str
    is_null: bool
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Items:
    """A list."""

    nodes: tuple[Node, ...]
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A mapping of keys to nodes."""

    nodes: dict[str, Node]
    keys: dict[str, Location]
    location: Location


Node = Scalar | Items | Table

_NULLS = {"", "~", "null", "Null", "NULL"}
# More than any person types; less than an alias inside itself, or inside many others, unfolds to.
_DEEPEST, _MOST = 50, 50_000
_SUSPICIOUS = 5_000
# CSafeLoader only composes here; no constructor runs, so no value is converted.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str, path: str, found: list[Diagnostic], first_line: int = 1) -> Node | None:
    """Compose YAML; report CFG002 for a syntax error and CFG003 for a repeated key.

    `first_line` is the file's line on which the text begins, for front matter.
    """
    try:
        if sum(map(text.count, "[{-?")) > _SUSPICIOUS:
            _refuse_depth(text)
        root = yaml.compose(text, Loader=_LOADER)
        if root is None:
            return Table(nodes={}, keys={}, location=Location(path=path, line=first_line))
        return _Composer(path, first_line, found).convert(root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        column = (mark.column if mark else 0) + 1
        reason = error.problem or error.context or ""
        location = Location(path=path, line=line, column=column)
        found.append(problem("CFG002", location, reason=reason))
        return None
    except (yaml.YAMLError, RecursionError) as error:
        location = Location(path=path, line=first_line)
        found.append(problem("CFG002", location, reason=str(error).splitlines()[0]))
        return None


def _refuse_depth(text: str) -> None:
    """Refuse nesting so deep that the C composer, which recurses, would run out of stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _too_much(event.start_mark)


def _too_much(mark: Any) -> yaml.MarkedYAMLError:  # noqa: ANN401 - two kinds of mark
    """Give the error for nesting without end, or for what only aliases of aliases can hold."""
    return yaml.MarkedYAMLError(problem="nesting", problem_mark=mark)


class _Composer:
    """Turn PyYAML's nodes into ours, once, depth first."""

    def __init__(self, path: str, first_line: int, found: list[Diagnostic]) -> None:
        self._path = path
        self._offset = first_line
        self._found = found
        self._count = 0

    def convert(self, node: yaml.Node, depth: int = 0) -> Node:
        location = Location(
            path=self._path,
            line=node.start_mark.line + self._offset,
            column=node.start_mark.column + 1,
        )
        self._count += 1
        if depth > _DEEPEST or self._count > _MOST:
            raise _too_much(node.start_mark)
        if isinstance(node, yaml.ScalarNode):
            is_plain = not node.style  # the C loader gives an empty text, the other None
            value = str(node.value)
            return Scalar(value=value, is_null=is_plain and value in _NULLS, location=location)
        if isinstance(node, yaml.SequenceNode):
            return Items(
                nodes=tuple(self.convert(child, depth + 1) for child in node.value),
                location=location,
            )
        nodes: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            place = Location(
                path=self._path,
                line=key_node.start_mark.line + self._offset,
                column=key_node.start_mark.column + 1,
            )
            if key in nodes:
                self._found.append(problem("CFG003", place, related=[keys[key]], key=key))
                continue
            nodes[key] = self.convert(value_node, depth + 1)
            keys[key] = place
        return Table(nodes=nodes, keys=keys, location=location)

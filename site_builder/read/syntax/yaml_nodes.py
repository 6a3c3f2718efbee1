r"""YAML into values that know their line.

Every scalar stays the text that the person typed (`no` is no boolean, `12:30` no number), because
only the field it stands in knows what it means. A key that stands twice is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.diagnostics import Location
from site_builder.model import Text
from site_builder.read.syntax.bounds import LONGEST_TEXT
from site_builder.read.syntax.characters import find_forbidden, find_unseen
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_library import (
    DEEPEST,
    RawMapping,
    RawNode,
    RawScalar,
    RawSequence,
    RefusedYaml,
    YamlError,
    compose,
    refused,
    refused_at,
)
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
    comment: Text | None
    """The comment that ends a value without quotes, on the same line."""


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

NULLS = {"", "~", "null", "Null", "NULL"}
_MOST = 50_000
"""Values: less than aliases of aliases unfold to. A long text may hold one a character."""
_IMPLICIT = ("str", "bool", "int", "float", "null", "timestamp", "merge", "value", "seq", "map")
_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in _IMPLICIT}
"""What PyYAML calls values without a tag; every value stays a text, so a tag would be swallowed."""
_NO_DASH = "dash"
_MISSING: Mapping[str, Mapping[str, str]] = {
    "did not find expected ',' or ']'": {"bracket": "]"},
    "did not find expected ',' or '}'": {"bracket": "}"},
    _NO_DASH: {"dash": "-"},
}
"""What to write, by what a parser says."""
_NOTICED_LATER = {"could not find expected ':'", "found unexpected end of stream"}
"""What a parser notices only below the place where something is missing."""
_CURLY = (
    re.compile('[“”„‟‘’‚‛]([^“”„‟"]*)[“”‟‘’‛"]', re.DOTALL),
    re.compile("[‘‛]([^‘’‚‛']*)'", re.DOTALL),
)
"""A text between curly quotation marks, of which YAML knows nothing; the last may be straight."""


def parse_yaml(text: str, reader: Reader, first_line: int = 1) -> Node | None:
    """Compose YAML; None after CFG002, a syntax error. CFG003 is a repeated key.

    `first_line` is the file's line on which the text begins, for front matter.
    """
    try:
        root = compose(text)
        if root is None:
            return MappingNode(nodes={}, keys={}, location=reader.place(first_line))
        _refuse_lone_entry(root)
        return _Composer(text, reader, first_line).convert(root)
    except RefusedYaml as error:
        is_early = error.problem in _NOTICED_LATER
        mark = (is_early and error.context_mark) or error.problem_mark or error.context_mark
        rows = LINE_END.split(text)
        line, column = (mark.line, mark.column) if mark else (0, 0)
        if line >= len(rows):  # the end of a text is its last line
            line, column = len(rows) - 1, len(rows[-1])
        reason = error.problem or error.context or ""
        mistake = find_mistake(text, line, column)
        if mistake is None:
            said = _MISSING.get(reason, {})
            if "bracket" in said and error.context_mark:  # where it was opened
                line, column = error.context_mark.line, error.context_mark.column
            mistake = Mistake(line=line, column=column, said=said)
        place = reader.place(mistake.line + first_line, mistake.column + 1)
        reader.report("CFG002", place, related=(), reason=reason, **mistake.said)
    except (YamlError, RecursionError) as error:
        reader.report("CFG002", reader.place(first_line), reason=str(error).splitlines()[0])
    return None


_DOUBLE_CURLY = re.compile('[“”„‟"]')


def between_curly_quotes(value: str) -> str | None:
    """Return what stands between curly quotation marks around a whole value without others.

    None for a value that merely holds some.
    """
    found = next(filter(None, (pattern.fullmatch(value) for pattern in _CURLY)), None)
    return None if found is None else found[1]


def _beside_curly_quote(value: str) -> str | None:
    """Return a value without the only curly quotation mark in it, at one of its edges."""
    alone = len(_DOUBLE_CURLY.findall(value)) == 1
    inner = value.strip("“”„‟")
    return inner.strip() if alone and inner != value else None


def warn_of_comment(node: Node | None, reader: Reader) -> None:
    """Warn of a comment that ends a text, since "#1" within a text is meant to be read."""
    if isinstance(node, ScalarNode) and node.comment:
        reader.report("CFG011", node.comment.location, comment=node.comment.value)


def _refuse_key(node: RawNode) -> None:
    """Refuse a key that is an insert without quotes, or one with a character that nobody sees.

    Such a key is no syntax error, but no name of an entry either.
    """
    if isinstance(node, RawMapping):
        raise refused("insert", node.start_mark)
    if isinstance(node, RawScalar) and not node.style:
        _refuse_invisible(node, str(node.value))


def _refuse_lost_dash(node: RawNode) -> None:
    """Refuse an entry that goes on with another one's names: the dash before it is missing."""
    names = [str(key.value) for key, _ in node.value if isinstance(key, RawScalar)]
    for position in range(1, len(names) - 1):
        if names[position] == names[0] and names[position + 1] in names[1:position]:
            raise refused(_NO_DASH, node.value[position][0].start_mark)


def _refuse_lone_entry(node: RawNode) -> None:
    """Refuse a text that is an entry but for the character that nobody sees after its colon."""
    if isinstance(node, RawScalar) and not node.style:
        _refuse_invisible(node, lone_entry(str(node.value)))


def _refuse_invisible(node: RawNode, text: str) -> None:
    mark = node.start_mark
    found = invisible(mark.line, mark.column, text)
    if found is not None:
        raise refused_at("invisible", found.line, found.column)


class _Composer:
    """Turns PyYAML's nodes into ours, once, depth first."""

    def __init__(self, text: str, reader: Reader, first_line: int) -> None:
        self._rows = LINE_END.split(text)
        self._reader = reader
        self._first_line = first_line
        self._count = 0
        self._most = max(_MOST, len(text))
        self._has_escapes = "\\" in text

    def convert(self, node: RawNode, depth: int = 0) -> Node:
        location = self._place(node)
        self._count += 1
        if depth > DEEPEST or self._count > self._most:
            raise refused("nesting", node.start_mark)
        if node.tag not in _TAGS:
            raise refused("tag", node.start_mark)
        if isinstance(node, RawScalar):
            return self._scalar(node, location)
        if isinstance(node, RawSequence):
            children = tuple(self.convert(child, depth + 1) for child in node.value)
            return SequenceNode(nodes=children, location=location)
        return self._mapping(node, location, depth)

    def _scalar(self, node: RawScalar, location: Location) -> ScalarNode:
        is_plain = not node.style  # the C loader gives an empty text, the other None
        value = self._refused(str(node.value), location)
        value = self._without_curly_quotes(value, location, is_plain=is_plain)
        return ScalarNode(
            value=value,
            is_null=is_plain and value in NULLS,
            location=location,
            comment=self._comment(node) if is_plain else None,
        )

    def _mapping(self, node: RawNode, location: Location, depth: int) -> MappingNode:
        nodes: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        _refuse_lost_dash(node)
        for key_node, value_node in node.value:
            _refuse_key(key_node)
            if value_node.start_mark.line > key_node.start_mark.line:
                _refuse_lone_entry(value_node)
            key = str(key_node.value) if isinstance(key_node, RawScalar) else ""
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
            self._reader.refuse_formula(value, place)
            return value
        return ""

    def _without_curly_quotes(self, value: str, place: Location, *, is_plain: bool) -> str:
        """Take curly quotation marks around a value, which YAML knows nothing of, for straight."""
        inner = between_curly_quotes(value) if is_plain else None
        if inner is None and is_plain:
            inner = _beside_curly_quote(value)
        alone = ""
        if inner is None and is_plain and value.endswith('"') and value.count('"') == 1:
            inner = value[:-1]
            alone = '"'
        if inner is None:
            return value
        self._reader.report("CFG013", place, value=value, meant=f'"{inner}"', alone=alone)
        return inner

    def _comment(self, node: RawNode) -> Text | None:
        """Return the comment behind a value on its line, if any."""
        mark = node.end_mark
        rest = self._rows[mark.line][mark.column :] if mark.line < len(self._rows) else ""
        comment = rest.lstrip(" \t")
        if not comment.startswith("#"):
            return None
        column = mark.column + len(rest) - len(comment)
        place = self._reader.place(mark.line + self._first_line, column + 1)
        return Text(value=comment.rstrip(), location=place)

    def _place(self, node: RawNode) -> Location:
        mark = node.start_mark
        return self._reader.place(mark.line + self._first_line, mark.column + 1)

"""The one door to PyYAML: a text into raw nodes, which know where they begin and end.

Only its composer is used; no constructor runs, so no value is converted.
"""

from __future__ import annotations

from typing import Any

import yaml

RawNode = yaml.Node
RawScalar = yaml.ScalarNode
RawCollection = yaml.CollectionNode
RawSequence = yaml.SequenceNode
RawMapping = yaml.MappingNode
YamlError = yaml.YAMLError
RefusedYaml = yaml.MarkedYAMLError
"""An error that knows its place."""

DEEPEST = 50
"""Less than an alias inside itself, or inside many others, unfolds to."""
_SUSPICIOUS = 5_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(text: str) -> RawNode | None:
    """Return the root of a text, if there is any; raises `YamlError` or `RecursionError`."""
    if sum(map(text.count, "[{-?")) > _SUSPICIOUS:
        _refuse_depth(text)
    root: RawNode | None = yaml.compose(text, Loader=_LOADER)
    return root


def refused(problem: str, mark: Any) -> RefusedYaml:  # noqa: ANN401 - two kinds of mark
    """Return the error for what is YAML and no file of ours."""
    return RefusedYaml(problem=problem, problem_mark=mark)


def refused_at(problem: str, line: int, column: int) -> RefusedYaml:
    return refused(problem, yaml.Mark("", 0, line, column, None, 0))


def _refuse_depth(text: str) -> None:
    """Refuse nesting so deep that the C composer, which recurses, would run out of stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise refused("nesting", event.start_mark)

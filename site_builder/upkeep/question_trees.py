"""The question trees drawn, for who checks where each answer leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.model import Eligibility


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnNode:
    """A question with its answers and where each leads, or an outcome."""

    text: str
    kind: str = ""
    """Of an outcome; empty for a question."""
    answers: tuple[tuple[str, DrawnNode | None], ...] = ()
    """None for an answer that leads nowhere, or back."""


def draw_trees(eligibility: Eligibility, lang: str) -> Iterator[tuple[str, DrawnNode]]:
    """Yield the page of each tree, empty for the checker's own, and its first question."""
    for tree in eligibility.trees:
        start = _drawn(eligibility, lang, tree.start, ())
        if start is not None:
            yield tree.page, start


def _drawn(
    eligibility: Eligibility, lang: str, node: str, path: tuple[str, ...]
) -> DrawnNode | None:
    if node in eligibility.outcomes:
        outcome = eligibility.outcomes[node]
        return DrawnNode(text=outcome.title[lang], kind=outcome.kind)
    question = eligibility.questions.get(node)
    if question is None or node in path:
        return None
    below = (*path, node)
    return DrawnNode(
        text=question.text[lang],
        answers=tuple(
            (answer.text[lang], _drawn(eligibility, lang, answer.to, below))
            for answer in question.answers
        ),
    )


def tree_lines(eligibility: Eligibility, lang: str) -> Iterator[str]:
    """Write each tree for the terminal, indented by depth."""
    for page, start in draw_trees(eligibility, lang):
        if page:
            yield f"{page}:"
        yield from _lines_below(start, 0)


def _lines_below(node: DrawnNode, depth: int) -> Iterator[str]:
    indent = "    " * depth
    if node.kind:
        yield f"{indent}= {node.text} [{node.kind}]"
        return
    yield f"{indent}? {node.text}"
    for answer, to in node.answers:
        yield f"{indent}  - {answer}"
        if to is not None:
            yield from _lines_below(to, depth + 1)

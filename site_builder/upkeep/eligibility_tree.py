"""The eligibility checker's questions drawn as a tree, for staff."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model import Eligibility


def tree_lines(tree: Eligibility, lang: str) -> Iterator[str]:
    """Draw the tree for staff: questions, answers and where they lead, indented by depth."""
    yield from _draw(tree, lang, tree.start, 0, ())


def _draw(
    tree: Eligibility, lang: str, node: str, depth: int, path: tuple[str, ...]
) -> Iterator[str]:
    indent = "    " * depth
    if node in tree.outcomes:
        outcome = tree.outcomes[node]
        yield f"{indent}= {outcome.title[lang]} [{outcome.kind}]"
        return
    question = tree.questions.get(node)
    if question is None or node in path:
        return
    yield f"{indent}? {question.text[lang]}"
    for answer in question.answers:
        yield f"{indent}  - {answer.text[lang]}"
        yield from _draw(tree, lang, answer.to, depth + 1, (*path, node))

"""The questions of the eligibility checker and of other pages, and where they lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.diagnostics import Location
from site_builder.model.periods import Period
from site_builder.model.records import Confidence
from site_builder.model.texts import Localized

CHECKER_TEMPLATE = "checker"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """An answer of the eligibility checker, and where it leads."""

    text: Localized
    to: str
    period: Period
    """It is offered on these days only."""
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question of the eligibility checker."""

    id: str
    slug: Localized
    text: Localized
    help: Localized | None
    rule: Localized
    """Why it is asked."""
    sources: tuple[str, ...]
    certainty: Confidence
    answers: tuple[Answer, ...]
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """Where a path of the eligibility checker ends; never a promise."""

    id: str
    slug: Localized
    kind: str
    title: Localized
    body: Localized | None
    """Plain paragraphs, with an empty line between them; required where there is no card."""
    answer: str
    """Id of the card that is shown first; what the card says need not be said again."""
    bring: tuple[Localized, ...]
    next: tuple[str, ...]
    contacts: tuple[str, ...]
    sources: tuple[str, ...]
    certainty: Confidence | None
    """None for that of the card."""
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Tree:
    """A way into the questions, from a page below which all that it leads to stands."""

    start: str
    start_location: Location
    page: str
    """Key of the page; empty for the page of the checker."""
    page_location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Eligibility:
    """All trees and what they share; empty in a project without questions."""

    trees: tuple[Tree, ...]
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]

    @property
    def nodes(self) -> Mapping[str, Question | Outcome]:
        """Return questions and outcomes by id, as they are written."""
        return {**self.questions, **self.outcomes}

    def below(self, tree: Tree) -> tuple[Question | Outcome, ...]:
        """Return all that a tree leads to on any day, as it is written."""
        reached: set[str] = set()
        waiting = [tree.start]
        while waiting:
            node = waiting.pop()
            if node not in reached:
                reached.add(node)
                answers = self.questions[node].answers if node in self.questions else ()
                waiting.extend(answer.to for answer in answers)
        return tuple(node for name, node in self.nodes.items() if name in reached)

    def tree_on(self, key: str, template: str) -> Tree | None:
        """Return the tree that begins on a page; one that names none begins on the checker's."""
        is_checker = template == CHECKER_TEMPLATE
        trees = (tree for tree in self.trees if tree.page == key or (is_checker and not tree.page))
        return next(trees, None)

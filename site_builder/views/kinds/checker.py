"""The checker's start page, and a page for each question and each outcome of any tree.

They stand below the page on which their tree begins: the checker's, or any that a tree names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from site_builder.model import CHECKER_TEMPLATE, Outcome, Project, Question
from site_builder.pages.page import NO_FIGURE, Page, generated_page
from site_builder.views.context import PageContext
from site_builder.views.inserts.inline import localized_markup, plain_of
from site_builder.views.kinds.kind import Kind
from site_builder.views.model import BasisView, ContactView, KindView, Link
from site_builder.views.proof import basis_view
from site_builder.views.question_trees import (
    answer_links,
    answers_today,
    certainty_word,
    node_link,
    question_basis,
)
from site_builder.views.records import contact_views


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckerView(KindView):
    """The way into the checker."""

    start: Link | None
    """None on a site without questions."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionView(KindView):
    """A question; the page's title asks it."""

    help: str
    why: str
    answers: tuple[Link, ...]
    back: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OutcomeView(KindView):
    """Where a path ends, after the card if there is one."""

    kind: str
    paragraphs: tuple[Markup, ...]
    bring: tuple[str, ...]
    contacts: tuple[ContactView, ...]
    back: tuple[Link, ...]
    """To the questions before, and to the start."""


def _start_view(context: PageContext) -> CheckerView:
    page, eligibility = context.page, context.site.project.eligibility
    tree = eligibility.tree_on(page.key, page.template)
    if tree is None or tree.start not in eligibility.questions:
        return CheckerView(start=None)
    key = f"{page.key}/{tree.start}"
    return CheckerView(start=node_link(context, key, context.word("checker.start")))


def _question_view(context: PageContext) -> QuestionView:
    page = context.page
    question = context.site.project.eligibility.questions[page.name]
    return QuestionView(
        help=localized_markup(context, question.help),
        why=localized_markup(context, question.rule),
        answers=answer_links(context, page.parent, question),
        back=_back(context),
        bases=(question_basis(context, question),),
    )


def _outcome_view(context: PageContext) -> OutcomeView:
    outcome = context.site.project.eligibility.outcomes[context.page.name]
    body = str(localized_markup(context, outcome.body))
    return OutcomeView(
        kind=context.word(f"outcome.{outcome.kind}"),
        paragraphs=tuple(Markup(part.strip()) for part in body.split("\n\n") if part.strip()),
        bring=tuple(localized_markup(context, thing) for thing in outcome.bring),
        contacts=contact_views(context, outcome.contacts),
        back=(
            *_back(context),
            node_link(context, context.page.parent, context.word("checker.again")),
        ),
        bases=tuple(_outcome_basis(context, outcome)),
        contact_ids=outcome.contacts,
    )


def _outcome_basis(context: PageContext, outcome: Outcome) -> Iterator[BasisView]:
    """Yield what a result rests on, and how sure it is; its card says so of itself."""
    if outcome.certainty is not None:
        title, card = localized_markup(context, outcome.title), outcome.answer
        known = context.site.project.answers.get(card)
        sources = outcome.sources or (known.sources if known else ())
        yield basis_view(context, title, sources, certainty_word(context, outcome.certainty))


def _back(context: PageContext) -> tuple[Link, ...]:
    """Return a way to each question that leads here; from the first one, to where it all begins."""
    page, plan = context.page, context.site.plan
    keys = [
        f"{page.parent}/{name}"
        for name, question in context.site.project.eligibility.questions.items()
        if any(answer.to == page.name for answer in answers_today(context.site, question))
    ]
    pages = [found for key in keys if (found := plan.find(key, context.lang)) is not None]
    pages = pages or [plan.parent(page)]
    return tuple(
        Link(
            text=context.word("checker.back", text=plain_of(context, other.short_title)),
            href=context.href(other),
        )
        for other in pages
    )


def _pages(project: Project, parent: Page) -> Iterator[Page]:
    """Yield a page for all that the tree on a page leads to."""
    tree = project.eligibility.tree_on(parent.key, parent.template)
    for node in project.eligibility.below(tree) if tree else ():
        yield _page(project, parent, node)


def _page(project: Project, parent: Page, node: Question | Outcome) -> Page:
    name = "checker" if parent.template == CHECKER_TEMPLATE else "tree"
    if isinstance(node, Question):
        kind, title, word = QUESTION, node.text, f"{name}.question_description"
    else:
        kind, title, word = OUTCOME, node.title, f"{name}.outcome_description"
    answer = node.answer if isinstance(node, Outcome) else ""
    card = project.answers.get(answer)
    return generated_page(
        parent=parent,
        kind=kind,
        name=node.id,
        slug=node.slug[parent.lang],
        title=title,
        description=None if card else project.word(word, text=title),
        sources=tuple(dict.fromkeys((*node.sources, *(card.sources if card else ())))),
        next_keys=node.next if isinstance(node, Outcome) else (),
        card=NO_FIGURE,
        answer=answer,
    )


CHECKER = Kind(template=CHECKER_TEMPLATE, card="card.checker", view=_start_view, pages=_pages)
QUESTION = Kind(
    template="checker_question",
    card="card.checker",
    view=_question_view,
    is_written=False,
    is_findable=False,
)
OUTCOME = replace(QUESTION, template="checker_outcome", view=_outcome_view)
KINDS = (CHECKER, QUESTION, OUTCOME)

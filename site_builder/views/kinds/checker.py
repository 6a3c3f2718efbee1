"""The eligibility checker: a start page, a page for each question, and one for each outcome.

Every answer is a plain link to the next page, so nothing is asked of the reader's browser and
nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model import Answer, Confidence, Localized, Outcome, Project, Question
from site_builder.model.catalogs import localized_word
from site_builder.pages.page import NO_FIGURE, Page, generated_page
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.inserts.inline import localized_markup, plain_of
from site_builder.views.kinds.kind import Kind
from site_builder.views.model import BasisView, ContactView, KindView, Link
from site_builder.views.proof import basis_view
from site_builder.views.records import contact_view


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckerView(KindView):
    """The way into the checker."""

    start: Link | None
    """None on a site without questions."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionView(KindView):
    """A question; the page's title asks it."""

    help: str
    why: Markup
    answers: tuple[Link, ...]
    back: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OutcomeView(KindView):
    """Where the checker ends."""

    kind: str
    paragraphs: tuple[Markup, ...]
    bring: tuple[str, ...]
    contacts: tuple[ContactView, ...]
    back: tuple[Link, ...]
    """To the questions before, and to the start."""


def _start_view(context: PageContext) -> CheckerView:
    tree = context.site.project.eligibility
    if tree.start not in tree.questions:
        return CheckerView(start=None)
    key = f"{context.page.key}/{tree.start}"
    return CheckerView(start=_link(context, key, context.word("checker.start")))


def _question_view(context: PageContext) -> QuestionView:
    parent_key, _, node = context.page.key.rpartition("/")
    question = context.site.project.eligibility.questions[node]
    return QuestionView(
        help=localized_markup(context, question.help),
        why=localized_markup(context, question.rule),
        bases=(_basis(context, question.text, question),),
        answers=tuple(
            _link(context, f"{parent_key}/{answer.to}", answer.text[context.lang])
            for answer in answers_today(context.site, question)
        ),
        back=_back(context, parent_key, node),
    )


def _outcome_view(context: PageContext) -> OutcomeView:
    parent_key, _, node = context.page.key.rpartition("/")
    outcome = context.site.project.eligibility.outcomes[node]
    contacts = context.site.project.contacts
    body = str(localized_markup(context, outcome.body))
    return OutcomeView(
        kind=context.word(f"outcome.{outcome.kind}"),
        paragraphs=tuple(Markup(part.strip()) for part in body.split("\n\n") if part.strip()),
        bases=(_basis(context, outcome.title, outcome),),
        contact_ids=outcome.contacts,
        bring=tuple(localized_markup(context, thing) for thing in outcome.bring),
        contacts=tuple(
            contact_view(context, contacts[name]) for name in outcome.contacts if name in contacts
        ),
        back=(
            *_back(context, parent_key, node),
            _link(context, parent_key, context.word("checker.again")),
        ),
    )


def answers_today(site: SiteContext, question: Question) -> tuple[Answer, ...]:
    """Return the answers that are offered on the day of the build."""
    benefits = site.project.benefits
    return tuple(a for a in question.answers if a.period.holds_on(site.today, benefits))


def _back(context: PageContext, parent_key: str, node_id: str) -> tuple[Link, ...]:
    """Return a way to each question that leads here; from the first one, to where it all begins."""
    questions = context.site.project.eligibility.questions
    keys = [
        f"{parent_key}/{name}"
        for name, question in questions.items()
        if any(answer.to == node_id for answer in answers_today(context.site, question))
    ] or [parent_key]
    pages = [context.site.plan.find(key, context.lang) for key in keys]
    return tuple(
        Link(
            text=context.word("checker.back", text=plain_of(context, page.short_title)),
            href=context.href(page),
        )
        for page in pages
        if page is not None
    )


def _basis(context: PageContext, subject: Localized, node: Question | Outcome) -> BasisView:
    """Say how sure a reason or a result is; what nobody published in so many words is inferred."""
    is_inferred = node.certainty is Confidence.COMPUTED
    certainty = context.word("checker.inferred" if is_inferred else f"confidence.{node.certainty}")
    return basis_view(context, localized_markup(context, subject), node.sources, certainty)


def _link(context: PageContext, key: str, text: str) -> Link:
    """Return a link to a page of the checker; a missing one is reported elsewhere."""
    page = context.site.plan.find(key, context.lang)
    return Link(text=text, href=context.href(page) if page else "#")


def _pages(project: Project, written: tuple[Page, ...]) -> Iterator[Page]:
    """Yield a page for each question and outcome, below the checker's page of each language."""
    tree = project.eligibility
    nodes: list[Question | Outcome] = [*tree.questions.values(), *tree.outcomes.values()]
    for parent in (page for page in written if page.kind is CHECKER):
        yield from (_page(project, parent, node) for node in nodes)


def _page(project: Project, parent: Page, node: Question | Outcome) -> Page:
    if isinstance(node, Question):
        kind, title, word = QUESTION, node.text, "checker.question_description"
    else:
        kind, title, word = OUTCOME, node.title, "checker.outcome_description"
    return generated_page(
        parent=parent,
        kind=kind,
        name=node.id,
        slug=node.slug[parent.lang],
        title=title,
        short_title=title,
        description=localized_word(project.catalogs, word, {"text": title}),
        sources=node.sources,
        next_keys=node.next if isinstance(node, Outcome) else (),
        card=NO_FIGURE,
    )


CHECKER = Kind(template="checker", card="card.checker", view=_start_view, pages=_pages)
QUESTION = Kind(
    template="checker_question",
    card="card.checker",
    view=_question_view,
    is_written=False,
    is_findable=False,
)
OUTCOME = Kind(
    template="checker_outcome",
    card="card.checker",
    view=_outcome_view,
    is_written=False,
    is_findable=False,
)
KINDS = (CHECKER, QUESTION, OUTCOME)

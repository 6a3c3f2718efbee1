"""What a question shows, on its own page or first on the page where its tree begins.

Every answer is a plain link to the next page, so nothing is asked of the reader's browser and
nothing is kept.
"""

from __future__ import annotations

from site_builder.model import CHECKER_TEMPLATE, Answer, Confidence, Question
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.inserts.inline import localized_markup
from site_builder.views.model import BasisView, FirstQuestionView, Link
from site_builder.views.proof import basis_view


def first_question(context: PageContext) -> FirstQuestionView | None:
    """Return what a written page asks first; the checker's own page has a button in its place."""
    page, eligibility = context.page, context.site.project.eligibility
    tree = eligibility.tree_on(page.key, page.template) if page.source else None
    question = eligibility.questions.get(tree.start) if tree else None
    if question is None or page.template == CHECKER_TEMPLATE:
        return None
    return FirstQuestionView(
        text=localized_markup(context, question.text),
        help=localized_markup(context, question.help),
        answers=answer_links(context, page.key, question),
        basis=question_basis(context, question),
    )


def answers_today(site: SiteContext, question: Question) -> tuple[Answer, ...]:
    """Return the answers that are offered on the day of the build."""
    benefits = site.project.benefits
    return tuple(a for a in question.answers if a.period.holds_on(site.today, benefits))


def answer_links(context: PageContext, above: str, question: Question) -> tuple[Link, ...]:
    """Return the answers as links to what comes next, below the page where the tree begins."""
    return tuple(
        node_link(context, f"{above}/{answer.to}", answer.text[context.lang])
        for answer in answers_today(context.site, question)
    )


def node_link(context: PageContext, key: str, text: str) -> Link:
    """Return a link to a page of a tree; a missing one is reported elsewhere."""
    page = context.site.plan.find(key, context.lang)
    return Link(text=text, href=context.href(page) if page else "#")


def question_basis(context: PageContext, question: Question) -> BasisView:
    """Return what the reason for a question rests on, and how sure it is."""
    text, certainty = localized_markup(context, question.text), question.certainty
    return basis_view(context, text, question.sources, certainty_word(context, certainty))


def certainty_word(context: PageContext, certainty: Confidence) -> str:
    """Say how sure a reason or a result is; what nobody published in so many words is inferred."""
    is_inferred = certainty is Confidence.COMPUTED
    return context.word("checker.inferred" if is_inferred else f"confidence.{certainty}")

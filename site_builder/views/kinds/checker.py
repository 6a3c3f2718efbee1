"""The eligibility checker's pages: the start, a question, an outcome.

Takes the page's context; gives what the checker's template shows. Every answer is a plain link to
the next page, so nothing is asked of the reader's browser and nothing is kept.
"""

from __future__ import annotations

from markupsafe import Markup

from site_builder.model import Confidence, Outcome, Question
from site_builder.pages.eligibility import node_key, questions_before
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import source_link
from site_builder.views.inserts.inline import localized_markup, localized_plain, plain_of
from site_builder.views.model import DataView, Link, OutcomeView, QuestionView
from site_builder.views.records import contact_view


def checker_view(context: PageContext) -> DataView:
    """Give the view of whichever page of the checker this is."""
    tree = context.site.project.eligibility
    parent_key, _, node = context.page.key.rpartition("/")
    if node in tree.questions:
        return DataView(question=_question(context, parent_key, tree.questions[node]))
    if node in tree.outcomes:
        return DataView(outcome=_outcome(context, parent_key, tree.outcomes[node]))
    if tree.start not in tree.questions:
        return DataView()
    start = node_key(context.page.key, tree.start)
    return DataView(start=_link(context, start, context.word("checker.start")))


def _question(context: PageContext, parent_key: str, question: Question) -> QuestionView:
    links = Markup(", ").join(source_link(context, name) for name in question.sources)
    certainty = _certainty(context, question.certainty)
    why = Markup("{} ({}; {})").format(localized_markup(context, question.rule), links, certainty)
    return QuestionView(
        help=localized_plain(context, question.help),
        why=why,
        answers=tuple(
            _link(context, node_key(parent_key, answer.to), answer.text[context.lang])
            for answer in question.answers
        ),
        back=_back(context, parent_key, question.id),
    )


def _outcome(context: PageContext, parent_key: str, outcome: Outcome) -> OutcomeView:
    contacts = context.site.project.contacts
    body = str(localized_markup(context, outcome.body))
    paragraphs = [Markup(part.strip()) for part in body.split("\n\n")]
    return OutcomeView(
        kind=context.word(f"outcome.{outcome.kind}"),
        body=Markup("").join(Markup("<p>{}</p>").format(part) for part in paragraphs if part),
        certainty=_certainty(context, outcome.certainty),
        bring=tuple(localized_plain(context, thing) for thing in outcome.bring),
        contacts=tuple(
            contact_view(context, contacts[name]) for name in outcome.contacts if name in contacts
        ),
        back=_back(context, parent_key, outcome.id),
        again=_link(context, parent_key, context.word("checker.again")),
    )


def _back(context: PageContext, parent_key: str, node_id: str) -> tuple[Link, ...]:
    """Give a way to each question that leads here; from the first one, to where it all begins."""
    before = questions_before(context.site.project.eligibility, node_id)
    keys = [node_key(parent_key, name) for name in before] or [parent_key]
    pages = [context.site.plan.find(key, context.lang) for key in keys]
    return tuple(
        Link(
            text=context.word("checker.back", text=plain_of(context, page.short_title)),
            href=context.href(page),
        )
        for page in pages
        if page is not None
    )


def _certainty(context: PageContext, certainty: Confidence) -> str:
    """Say how sure a reason or a result is; what nobody published in so many words is inferred."""
    is_inferred = certainty is Confidence.COMPUTED
    return context.word("checker.inferred" if is_inferred else f"confidence.{certainty}")


def _link(context: PageContext, key: str, text: str) -> Link:
    """Give a link to a page of the checker; a missing one is reported elsewhere."""
    page = context.site.plan.find(key, context.lang)
    return Link(text=text, href=context.href(page) if page else "#")

"""The answer card of a page: the same HTML on the page, its leaflet and its poster."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model import (
    AnswerAmount,
    AnswerCall,
    AnswerCard,
    Figure,
    Localized,
    Status,
    Text,
)
from site_builder.pages.answers import condition_of
from site_builder.pages.page import PROOF, Page
from site_builder.views.context import PageContext
from site_builder.views.inserts.contact import first_channel
from site_builder.views.inserts.inline import in_its_language
from site_builder.views.model import ChannelView
from site_builder.views.prose.markdown import render_inline
from site_builder.views.records import channel_view


@dataclass(frozen=True, kw_only=True, slots=True)
class AmountView:
    value: Markup
    condition: Markup
    mark: str
    """That we worked it out, or that sources differ; empty where neither is so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CallView:
    """Whom to call, for what."""

    name: str
    channel: ChannelView | None
    when: Markup
    have: Markup
    ask: tuple[Markup, ...]
    is_emergency: bool
    """It stands before the amounts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerView:
    """All that a card shows; what it does not say is empty."""

    id: str
    situation: Markup
    amounts: tuple[AmountView, ...]
    calls: tuple[CallView, ...]
    where: Markup
    bring: tuple[Markup, ...]
    until: Markup
    said_by: Markup
    beware: Markup
    proof_href: str


def answer_card(context: PageContext) -> Markup:
    """Return the card that the page names as HTML; empty for a page without one."""
    card = context.site.project.answers.get(context.page.shared.answer)
    if card is None:
        return Markup("")
    return context.component("answer_card", answer=_view(context.of_content(), card))


def _view(context: PageContext, card: AnswerCard) -> AnswerView:
    project = context.site.project
    papers = project.claims.papers(card.bring)
    amounts = card.amounts_on(context.site.today, project.benefits)
    return AnswerView(
        id=card.id,
        situation=_inline(context, card.situation),
        amounts=tuple(_amount_view(context, amount) for amount in amounts),
        calls=tuple(_call_view(context, call) for call in card.calls),
        where=_sentence(context, card.where),
        bring=_lines(context, papers),
        until=_inline(context, card.until.text if card.until else None),
        said_by=_sentence(context, card.until.said_by if card.until else None),
        beware=_sentence(context, card.beware),
        proof_href=context.href(_page_of_proof(context), PROOF),
    )


def _page_of_proof(context: PageContext) -> Page:
    """Return the page whose proof the card rests on: the one above, for paper."""
    page = context.page
    return context.site.plan.parent(page) if page.kind.is_printed else page


def _amount_view(context: PageContext, amount: AnswerAmount) -> AmountView:
    value = Text(value=f"{{{{ {amount.figure} | short }}}}", location=amount.location)
    figure = context.site.registry.figures.get(amount.figure)
    return AmountView(
        value=render_inline(context, value),
        condition=_sentence(context, condition_of(context.site.project, amount)),
        mark=_mark(context, figure) if figure else "",
    )


def _mark(context: PageContext, figure: Figure) -> str:
    if figure.status is Status.DISPUTED:
        return context.word("answer.disputed")
    return context.word("answer.computed") if figure.is_computed else ""


def _call_view(context: PageContext, call: AnswerCall) -> CallView:
    contact = context.site.project.contacts.get(call.contact)
    channel = first_channel(contact) if contact else None
    return CallView(
        name=contact.name[context.lang] if contact else call.contact,
        channel=channel_view(context, contact, channel) if contact and channel else None,
        when=_sentence(context, call.when),
        have=_sentence(context, call.have),
        ask=tuple(filter(None, (_sentence(context, question) for question in call.ask))),
        is_emergency=contact is not None and contact.is_emergency,
    )


def _lines(context: PageContext, texts: Iterable[Localized]) -> tuple[Markup, ...]:
    """Return the lines of a list; one that only an ended claim of absence filled is none."""
    return tuple(filter(None, (_inline(context, text) for text in texts)))


def _inline(context: PageContext, text: Localized | None) -> Markup:
    """Return inline Markdown in the page's language as HTML; empty for none."""
    if text is None:
        return Markup("")
    html = render_inline(context, text.text(context.lang))
    return in_its_language(context, text, html)


def _sentence(context: PageContext, text: Localized | None) -> Markup:
    """Return a text of a card with the stop that it may leave out.

    Where only its words go, to search engines and into messages, sentences would run together.
    """
    markup = _inline(context, text)
    last = markup.striptags()[-1:]
    is_closed = not last or unicodedata.category(last) == "Po"
    return markup if is_closed else markup + "."

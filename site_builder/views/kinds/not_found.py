"""The page for an address that does not exist, in every language that it speaks.

A server shows the first language's page at any unknown address, so it speaks all languages; each
other language has a page of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from site_builder.pages.page import HOME, Page
from site_builder.views.context import PageContext
from site_builder.views.inserts.inline import plain_of
from site_builder.views.kinds.kind import Kind
from site_builder.views.links import short_link
from site_builder.views.model import KindView, Link, SectionView
from site_builder.views.prose.markdown import render_prose
from site_builder.views.prose.sections import lead_notice, section_view


@dataclass(frozen=True, kw_only=True, slots=True)
class LanguageView:
    """The page in one language."""

    lang: str
    dir: str
    is_own: bool
    """It is the page's own; the others stand below it, and have no ids."""
    title: str
    notice: Markup
    lead: Markup
    home: Link
    sections: tuple[SectionView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NotFoundView(KindView):
    """The page in each of its languages."""

    languages: tuple[LanguageView, ...]


def _view(context: PageContext) -> NotFoundView:
    """Show the page in its own language alone, or in every language at the root."""
    plan = context.site.plan
    is_root = context.lang == plan.languages[0]
    pages = plan.alternates(context.page) if is_root else (context.page,)
    return NotFoundView(languages=tuple(_language(context, page) for page in pages))


def _language(context: PageContext, page: Page) -> LanguageView:
    is_own, plan = page.lang == context.lang, context.site.plan
    # The same place in another language: its words, its numbers and its links.
    context = replace(context, page=replace(page, url=context.page.url))
    home = plan.find(HOME, page.lang) or page
    lead, *rest = page.shown_sections
    return LanguageView(
        lang=page.lang,
        dir=context.locale.direction,
        is_own=is_own,
        title=plain_of(context, page.title),
        notice=lead_notice(context, lead),
        lead=render_prose(context, lead.body, lead.id),
        home=short_link(context, home),
        sections=tuple(section_view(context, section) for section in rest),
    )


KIND = Kind(template="not_found", view=_view)

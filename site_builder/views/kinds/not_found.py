"""The page for an address that does not exist, in every language that it speaks.

Takes the page's context; gives its `DataView`. A server shows the first language's page at any
unknown address, so it speaks all languages; each other language has a page of its own.
"""

from __future__ import annotations

from dataclasses import replace

from site_builder.pages.page import Page
from site_builder.pages.plan import HOME
from site_builder.views.context import PageContext
from site_builder.views.inserts.inline import plain_of
from site_builder.views.model import DataView, LanguageView, Link, SectionView
from site_builder.views.prose.markdown import render_prose
from site_builder.views.prose.sections import gained_notice, section_view, stale_notice


def not_found_view(context: PageContext) -> DataView:
    """Show the page in its own language alone, or in every language at the root."""
    plan = context.site.plan
    is_root = context.lang == plan.languages[0]
    pages = plan.alternates(context.page) if is_root else (context.page,)
    return DataView(languages=tuple(_language(context, page) for page in pages))


def _language(context: PageContext, page: Page) -> LanguageView:
    is_own = page.lang == context.lang
    level = 1 if is_own else 2
    plan = context.site.plan
    # The same place in another language: its words, its numbers and its links.
    context = replace(context, page=replace(page, url=context.page.url))
    home = plan.find(HOME, page.lang) or page
    lead, *rest = page.sections
    return LanguageView(
        lang=page.lang,
        dir=context.locale.direction,
        level=level,
        title=plain_of(context, page.title),
        notice=stale_notice(context, lead) or gained_notice(context),
        lead=render_prose(context, lead.body, page.source, lead.body_line, lead.id),
        home=Link(text=plain_of(context, home.short_title), href=context.href(home)),
        sections=tuple(
            _section(section_view(context, section), level + 1, is_own=is_own) for section in rest
        ),
    )


def _section(section: SectionView, level: int, *, is_own: bool) -> SectionView:
    """Take the id from a section in another language, whose twin on this page has it."""
    return replace(section, level=level, id=section.id if is_own else "")

"""A written section as readers get it: its text, the facts of a step, notices to the reader."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain, islice

from markupsafe import Markup

from site_builder.model import ClaimStep, Section
from site_builder.pages.reviews import newest_source_date
from site_builder.pages.translations import State
from site_builder.read.content import LEAD
from site_builder.views.context import PageContext
from site_builder.views.inserts.contact import contact_values
from site_builder.views.inserts.inline import localized_markup, word_markup
from site_builder.views.inserts.marks import mark_external
from site_builder.views.links import share_href
from site_builder.views.model import FactView, SectionView
from site_builder.views.prose.markdown import render_inline, render_prose


def section_view(context: PageContext, section: Section) -> SectionView:
    heading = render_inline(context, section.heading)
    return SectionView(
        id=section.id,
        heading=heading,
        body=render_prose(context, section.body, section.id),
        notice=stale_notice(context, section.id),
        facts=step_facts(context, section.id),
        share_href=share_href(context, heading.striptags(), section.id),
    )


def untranslated_notice(context: PageContext) -> Markup:
    """Say that the page is shown in its original language, and why, if it is on purpose."""
    page = context.page
    if not page.is_fallback:
        return Markup("")
    names = context.site.project.settings.language_names
    language, reason = names[page.content_lang], page.shared.untranslated
    if not reason:
        return word_markup(context, "notice.not_translated_yet", language=language)
    return word_markup(context, "notice.untranslated", language=language, reason=reason)


def compiled_notice(context: PageContext, names: Collection[str]) -> Markup:
    """Say how new some sources are, and which of them the owner still has to confirm."""
    if not context.site.project.settings.is_compiled:
        return Markup("")
    known, owner = context.site.project.sources, context.site.project.settings.programme.owner
    said = {"owner": owner[context.lang]}
    newest = newest_source_date(context.site.project, names)
    if not newest:
        return word_markup(context, "notice.compiled", **said)
    is_own = {known[name].is_own for name in names if name in known}
    word = {frozenset({True}): "own", frozenset({True, False}): "partly"}.get(frozenset(is_own))
    date = context.locale.date(newest)
    return word_markup(context, f"notice.compiled_{word or 'dated'}", date=date, **said)


def lead_notice(context: PageContext, lead: Section) -> Markup:
    """Tell the reader that the original of the lead has changed since, or has gained a section."""
    page, plan = context.page, context.site.plan
    own, original = {section.id for section in page.sections}, plan.original(page)
    hidden = original.hidden if original else frozenset()
    gained = (name for name in plan.states_of(page) if name not in own | hidden)
    notices = (stale_notice(context, name) for name in chain([lead.id], islice(gained, 1)))
    return next(filter(None, notices), Markup(""))


def stale_notice(context: PageContext, section_id: str) -> Markup:
    """Tell the reader that the original has changed since, with the way to it."""
    page, plan = context.page, context.site.plan
    found = plan.states_of(page).get(section_id)
    original = plan.original(page)
    if found is None or found.state is not State.STALE or original is None:
        return Markup("")
    names = context.site.project.settings.language_names
    href = context.href(original, "" if section_id == LEAD else section_id)
    text = word_markup(context, "notice.stale_original", language=names[original.lang])
    link = context.link(href, text, lang=original.lang)
    date = context.locale.date(found.since)
    return word_markup(context, "notice.stale_translation", link=link, date=date)


def step_facts(context: PageContext, section_id: str) -> tuple[FactView, ...]:
    """Return the facts of a section in the order in which they are needed; none for no step.

    One that no source gives has no row; the end of the page says that it was not found, and from
    where all others come.
    """
    step = context.site.project.claims.steps_of(context.page.key).get(section_id)
    return () if step is None else tuple(_facts(context, step))


def _facts(context: PageContext, step: ClaimStep) -> Iterator[FactView]:
    papers = context.site.project.claims.papers(step.bring or ())
    texts = (("who", [step.who]), ("bring", papers), ("deadline", [step.deadline]))
    for kind, known in texts:
        items = tuple(localized_markup(context, text) for text in known if text is not None)
        if items:
            yield _row(context, kind, items)
    contacts = contact_values(context, step.contacts)
    shown = (replace(contact, is_listed=True).html() for contact in contacts)
    yield _row(context, "contacts", tuple(mark_external(context, str(html)) for html in shown))


def _row(context: PageContext, kind: str, items: tuple[Markup, ...]) -> FactView:
    return FactView(kind=kind, label=context.word(f"step.{kind}"), items=items)

"""One planned page into what its template receives: templates show, everything is decided here."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from site_builder.pages.page import HOME, NOT_FOUND, PROOF
from site_builder.views.answers import answer_card
from site_builder.views.assets.policy import POLICY
from site_builder.views.assets.styles import STYLES
from site_builder.views.context import PageContext
from site_builder.views.figures_shown import figures_in, own_figures
from site_builder.views.inserts.contact import channel_href, first_channel
from site_builder.views.inserts.inline import markup_of, plain_of
from site_builder.views.kinds.kind import kind_of
from site_builder.views.links import page_links, print_links, share_href, short_link
from site_builder.views.model import Alternate, Link, PageView, SectionView, SiteView
from site_builder.views.proof import named_sources, proof_view
from site_builder.views.prose.markdown import render_prose
from site_builder.views.prose.sections import (
    compiled_notice,
    lead_notice,
    section_view,
    untranslated_notice,
)
from site_builder.views.question_trees import first_question
from site_builder.views.records import contact_views
from site_builder.views.structured_data import lines_of, structured_data
from site_builder.views.web_app import (
    FEED_NAME,
    MANIFEST_NAME,
    TOUCH_ICON_URL,
    WORKER_URL,
    has_manifest,
    has_worker,
)

_CONTENTS_FROM = 4
"""Sections from which a page gets a list of them."""


def site_view(context: PageContext) -> SiteView:
    """Return what stands on every page, with links made for this one."""
    site, lang = context.site, context.lang
    settings, programme = site.project.settings, site.project.settings.programme
    is_kept = settings.is_kept_offline and has_worker(site)
    manifest = site.plan.url_of(MANIFEST_NAME, lang) if has_manifest(site) else ""
    feed = site.plan.url_of(FEED_NAME, lang) if site.has_output("feeds") else ""
    scripts = site.assets.scripts
    return SiteView(
        title=settings.title[lang],
        tagline=settings.tagline[lang],
        mark_title=programme.name,
        expansion=programme.expansion[lang],
        owner=programme.owner[lang],
        is_compiled=settings.is_compiled,
        navigation=page_links(context, settings.navigation),
        footer_links=page_links(context, settings.footer),
        home_href=context.href(site.plan.find(HOME, lang) or context.page),
        # A page that is opened from disk has no host whose own files it could name.
        policy=Markup("") if site.plan.is_portable else POLICY,
        styles=STYLES,
        script_href=context.file_href(scripts.enhancements),
        scripts={name: context.file_href(url) for name, url in scripts.on_use.items()},
        worker_href=context.file_href(WORKER_URL if is_kept else ""),
        icon_href=context.file_href(site.assets.mark_url),
        touch_icon_href=context.file_href(TOUCH_ICON_URL),
        manifest_href=context.file_href(manifest),
        theme_colour=site.assets.colours.get("night", ""),
        feed_href=context.file_href(feed),
        legal=programme.legal,
        data_as_of=context.day(site.data_as_of),
        data_licence=Link(text=settings.licence_name, href=settings.licence_url),
        contacts=contact_views(context, settings.contacts),
    )


def page_view(context: PageContext) -> PageView:
    page, site, kind = context.page, context.site, kind_of(context.page)
    content = context.of_content()
    title = plain_of(content, page.title)
    lead, *rest = page.sections
    lead_html = render_prose(content, lead.body, lead.id)
    # Those of other days are converted too, so that a mistake is found before its day.
    converted = tuple(section_view(content, section) for section in rest if section.id != PROOF)
    sections = tuple(section for section in converted if section.id not in page.hidden)
    data = kind.view(context)
    answer, question = answer_card(context), first_question(context)
    shown = figures_in(site, (answer, question, lead_html, sections, data))
    figures = tuple(dict.fromkeys((*shown, *own_figures(context))))
    asked = (question.basis,) if question else ()
    proof = None if page.kind.is_printed else proof_view(context, figures, data, asked)
    return PageView(
        lang=page.lang,
        dir=context.locale.direction,
        content_attributes=_content_attributes(context),
        title=markup_of(content, page.title),
        plain_title=title,
        description=plain_of(content, page.description),
        canonical=_canonical(context),
        robots="" if page.is_listed else "noindex",
        alternates=_alternates(context),
        breadcrumbs=tuple(short_link(context, above) for above in site.plan.ancestors(page)),
        answer=answer,
        lead=lead_html,
        lead_notice=untranslated_notice(context) or lead_notice(context, lead),
        sections=sections,
        figures=figures,
        contents=_contents(sections, data.contents),
        compiled_notice=compiled_notice(context, named_sources(context, proof, figures)),
        review_notice=_review_notice(context),
        next_pages=() if page.key == HOME else page_links(context, page.shared.next),
        report_href=_report_href(context),
        sheets=print_links(context, page),
        share_href=share_href(context, "\n".join(lines_of(answer)) or title),
        date=context.locale.date(page.shared.date),
        date_iso=page.shared.date,
        structured_data=structured_data(context, answer, kind.describe(context, sections, figures)),
        is_draft=page.shared.draft,
        data=data,
        question=question,
        proof=proof,
    )


def _content_attributes(context: PageContext) -> Mapping[str, str]:
    """Return the language of the page's text for its elements, where it is not the page's own."""
    if not context.page.is_fallback:
        return {}
    content = context.of_content()
    return {"lang": content.lang, "dir": content.locale.direction}


def _canonical(context: PageContext) -> str:
    """Return the page's own full address, or the original's where it only stands in for it."""
    page, plan = context.page, context.site.plan
    if page.key == NOT_FOUND:
        return ""
    original = plan.find(page.key, page.content_lang) or page
    return context.site.absolute_url(original.url)


def _contents(sections: tuple[SectionView, ...], added: tuple[Link, ...]) -> tuple[Link, ...]:
    if len(sections) < _CONTENTS_FROM:
        return ()
    return (*(Link(text=s.heading.striptags(), href=f"#{s.id}") for s in sections), *added)


def _alternates(context: PageContext) -> tuple[Alternate, ...]:
    names = context.site.project.settings.language_names
    return tuple(
        Alternate(
            lang=page.lang,
            locale=context.site.locales[page.lang].name,
            name=names[page.lang],
            href=context.href(page),
            absolute_href=context.site.absolute_url(page.url),
            is_current=page.lang == context.lang,
            is_indexed=not page.is_fallback,
        )
        for page in context.site.plan.alternates(context.page)
    )


def _review_notice(context: PageContext) -> str:
    """Say that nobody looked at the page again when it was due, or who last did."""
    page = context.page
    for review in context.site.overdue:
        if (review.kind, review.id) == ("page", page.key):
            return context.word("notice.review_due", date=context.locale.date(review.due))
    if page.shared.reviewed_by and not context.site.project.settings.is_compiled:
        date = context.locale.date(page.shared.reviewed)
        return context.word("notice.reviewed", date=date, office=page.shared.reviewed_by)
    return ""


def _report_href(context: PageContext) -> str:
    """Return the channel for errors on a page."""
    contact = context.site.project.contacts.get(context.site.project.settings.report_contact)
    channel = first_channel(contact) if contact else None
    return channel_href(channel) if channel else ""

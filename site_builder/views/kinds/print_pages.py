"""A leaflet, a poster and the changes since, as their templates show them.

Takes the context of such a page; gives the text of the page above it in this page's place, with the
code that leads to the changes, and the changes newest first. The numbers are the inserts of the
page above, so that paper and page never disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from site_builder.adapters.qr import qr_drawing
from site_builder.diagnostics import Location
from site_builder.model import FIGURE_NAMESPACES, Figure, Status
from site_builder.pages.page import Page
from site_builder.pages.print_pages import (
    CHANGES,
    LEAFLET,
    POSTER,
    POSTER_TEMPLATE,
    leaflet_sections,
    pdf_name,
)
from site_builder.text.inserts import find_inserts
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import FigureValue
from site_builder.views.inserts.inline import plain_of, word_markup
from site_builder.views.labels import label_of
from site_builder.views.model import ChangeView, DataView, Link, SectionView, SheetView
from site_builder.views.prose.markdown import render_prose
from site_builder.views.prose.sections import section_view

_ON_PAPER = ("bring", "deadline")
_ON_POSTER = ("deadline",)
_TABLE = "table.benefits_"
_BOTH = "both"


def sheet_view(context: PageContext) -> DataView:
    """Give what a leaflet or a poster shows."""
    above = _above(context, context.page)
    if above is None:
        return DataView()
    here = replace(context, page=replace(above, url=context.page.url)).of_content()
    lead = above.sections[0]
    is_poster = context.page.template == POSTER_TEMPLATE
    steps = _steps(context, above)
    unknown = (Markup(here.word("step.not_found")),)
    kinds = _ON_POSTER if is_poster else _ON_PAPER
    sections = [section_view(here, section) for section in leaflet_sections(above, steps)]
    if is_poster and not steps:
        sections = sections[:1]
    changes = context.site.plan.find(f"{above.key}/{CHANGES}", context.lang) or context.page
    address = context.absolute(changes.url)
    has_address = context.site.has_address
    return DataView(
        sheet=SheetView(
            title=plain_of(here, above.title),
            lead=render_prose(here, lead.body, above.source, lead.body_line, lead.id),
            sections=tuple(_short(section, kinds, unknown) for section in sections),
            has_steps=bool(steps),
            is_poster=is_poster,
            code=qr_drawing(address, here.word("leaflet.code")) if has_address else Markup(""),
            address=address if has_address else "",
            changes=Link(text=plain_of(context, changes.title), href=context.href(changes)),
            page=Link(text=plain_of(here, above.title), href=context.href(above)),
            date=_content_date(context, above),
            pdf=pdf_name(context.page) if context.site.has_pdf else "",
        )
    )


def sheet_links(context: PageContext, page: Page) -> tuple[Link, ...]:
    """Give the leaflet and the poster of a page; none for a page without."""
    found = (context.site.plan.find(f"{page.key}/{k}", context.lang) for k in (LEAFLET, POSTER))
    return tuple(
        Link(text=plain_of(context, sheet.short_title), href=context.href(sheet))
        for sheet in found
        if sheet is not None and page.shared.leaflet
    )


def leaflet_hub(context: PageContext) -> DataView:
    """List every leaflet and poster."""
    pages = [page for page in context.site.plan.pages if page.lang == context.lang]
    return DataView(links=tuple(link for page in pages for link in sheet_links(context, page)))


def changes_view(context: PageContext) -> DataView:
    """List what changed in the numbers of the page above, and the news, newest first."""
    above = _above(context, context.page)
    if above is None:
        return DataView()
    changes = [*_changes_of_figures(context, above), *_news(context)]
    changes.sort(key=lambda change: (change.date_iso, change.label), reverse=True)
    return DataView(changes=tuple(changes), links=sheet_links(context, above))


def _above(context: PageContext, page: Page) -> Page | None:
    return context.site.plan.find(page.parent, page.lang)


def _steps(context: PageContext, page: Page) -> frozenset[str]:
    guide = context.site.project.claims.guides.get(page.key)
    return frozenset(guide.steps) if guide else frozenset()


def _short(section: SectionView, kinds: tuple[str, ...], unknown: object) -> SectionView:
    """Keep of a step what its reader takes along; other sections stay as they are.

    What no source says is told on the page, where there is room to say whom to ask.
    """
    if not section.facts:
        return section
    facts = tuple(f for f in section.facts if f.kind in kinds and f.items != unknown)
    return replace(section, body=Markup(""), facts=facts)


def _content_date(context: PageContext, page: Page) -> str:
    """Give the newest day of which the page knows: of a source, a count or a change."""
    sources = context.site.project.sources
    days = [sources[name].date for name in page.shared.sources if name in sources]
    today = context.site.today.isoformat()
    days += [c.date_iso for c in _changes_of_figures(context, page) if c.date_iso <= today]
    return context.locale.date(max(filter(None, days))) if any(days) else ""


def _figures(context: PageContext, page: Page) -> Iterator[Figure]:
    """Give the figures that the page's text inserts, alone or in a table of benefits."""
    figures, project = context.site.registry.figures, context.site.project
    names: dict[str, None] = {}
    for section in page.sections:
        for insert in find_inserts(section.body, lambda _: Location(path=""), []):
            names.setdefault(insert.name)
            part = insert.name.removeprefix(_TABLE)
            if part != insert.name:
                for benefit in project.benefits.values():
                    if benefit.programme in {part, _BOTH}:
                        names.setdefault(benefit.figure_name)
    for name in names:
        if name.partition(".")[0] in FIGURE_NAMESPACES and name in figures:
            yield figures[name]


def _changes_of_figures(context: PageContext, page: Page) -> Iterator[ChangeView]:
    for figure in _figures(context, page):
        for point in figure.history:
            if point.status is not Status.SUPERSEDED and point.as_of:
                key = "corrected" if point.corrects is not None else "counted"
                yield _change(context, point, key, point.as_of)
        if figure.valid_from:
            yield _change(context, figure, "begins", figure.valid_from)
        if figure.valid_to:
            yield _change(context, figure, "ends", figure.valid_to)


def _change(context: PageContext, figure: Figure, kind: str, day: str) -> ChangeView:
    was = context.locale.quantity(figure.corrects, figure.unit) if figure.corrects else ""
    value = FigureValue(context=context, figure=figure, is_pinned=bool(figure.as_of)).html()
    return ChangeView(
        date=context.locale.date(day),
        date_iso=day,
        label=label_of(context, figure),
        text=word_markup(context, f"leaflet.{kind}", value=value, was=was),
        href="",
    )


def _news(context: PageContext) -> Iterator[ChangeView]:
    for page in context.site.plan.updates(context.lang):
        yield ChangeView(
            date=context.locale.date(page.shared.date),
            date_iso=page.shared.date,
            label=plain_of(context, page.title),
            text=Markup(""),
            href=context.href(page),
        )

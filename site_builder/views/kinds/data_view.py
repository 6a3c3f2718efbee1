"""What one kind of page shows besides its text.

Takes the page's context; gives the `DataView` that the page's template needs, chosen from one
table by the template's name. A kind of page is added by a function and a line in that table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from site_builder.diagnostics import Location
from site_builder.model import FIGURE_NAMESPACES, Confidence, Figure, Status
from site_builder.pages.areas import AREA_TEMPLATE
from site_builder.pages.eligibility import CHECKER_TEMPLATE
from site_builder.pages.page import Page
from site_builder.pages.pagination import (
    FIGURES_TEMPLATE,
    SOURCES_PART_TEMPLATE,
    SOURCES_TEMPLATE,
    source_parts,
)
from site_builder.pages.plan import HOME
from site_builder.pages.print_pages import CHANGES_TEMPLATE, LEAFLET_TEMPLATE, POSTER_TEMPLATE
from site_builder.text.inserts import find_inserts
from site_builder.views.charts.chart import chart_view, history_chart
from site_builder.views.charts.tables import area_table, figure_cell
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import FigureValue
from site_builder.views.inserts.inline import localized_markup, localized_plain, plain_of
from site_builder.views.kinds.checker import checker_view
from site_builder.views.kinds.not_found import not_found_view
from site_builder.views.kinds.print_pages import changes_view, leaflet_hub, sheet_view
from site_builder.views.kinds.site_index import INDEX_TEMPLATE, site_index
from site_builder.views.labels import label_of
from site_builder.views.model import (
    CorrectionView,
    DataView,
    FigureEntryView,
    Link,
    TermView,
    UpdateView,
)
from site_builder.views.offline import OFFLINE_TEMPLATE, offline_pages
from site_builder.views.records import contact_view, figure_view, source_view, source_views

_HEADLINE = "coverage.total"
"""The figure that the page of statistics opens with."""
_NEWEST = 3
"""How many updates the home page shows."""

DOWNLOADS: tuple[tuple[str, str], ...] = (
    ("coverage.csv", "csv"),
    ("coverage-excel.csv", "csv_excel"),
    ("coverage.xlsx", "xlsx"),
    ("coverage.json", "json"),
    ("targets.csv", "csv"),
    ("targets.xlsx", "xlsx"),
    ("indicators.csv", "csv"),
    ("indicators.xlsx", "xlsx"),
    ("figures.json", "json"),
    ("datapackage.json", "datapackage"),
)
"""File of the output's `data/` and the word for its format."""


def data_view(context: PageContext) -> DataView:
    """Give what the page's template needs; nothing for an ordinary page."""
    build = _BUILDERS.get(context.page.template)
    return DataView() if build is None else build(context)


def page_link(context: PageContext, page: Page) -> Link:
    """Give a page as a link with its description."""
    return Link(
        text=plain_of(context, page.short_title),
        href=context.href(page),
        description=plain_of(context, page.description),
        is_current=page.key == context.page.key,
        icon=page.shared.icon,
    )


def _home(context: PageContext) -> DataView:
    plan = context.site.plan
    tasks = [plan.find(key, context.lang) for key in context.page.shared.next]
    newest = plan.updates(context.lang)[:_NEWEST]
    return DataView(
        tasks=tuple(_task(context, page) for page in tasks if page is not None),
        updates=tuple(_update(context, page) for page in newest),
    )


def _task(context: PageContext, page: Page) -> Link:
    """Give a page under the question that it answers."""
    link = page_link(context, page)
    question = page.front.question
    return link if question is None else replace(link, text=plain_of(context, question))


def _updates(context: PageContext) -> DataView:
    pages = context.site.plan.updates(context.lang)
    return DataView(updates=tuple(_update(context, page) for page in pages))


def _update(context: PageContext, page: Page) -> UpdateView:
    return UpdateView(
        title=plain_of(context, page.title),
        href=context.href(page),
        date=context.locale.date(page.shared.date),
        date_iso=page.shared.date,
        description=plain_of(context, page.description),
    )


def _statistics(context: PageContext) -> DataView:
    """Show the declared charts that the text does not place itself and that have numbers."""
    placed = {
        insert.name
        for section in context.page.sections
        for insert in find_inserts(section.body, lambda _: Location(path=""), [])
    }
    declared = (
        chart_view(context, chart)
        for name, chart in context.site.project.charts.items()
        if f"chart.{name}" not in placed
    )
    charts = tuple(chart for chart in declared if chart.table.rows)
    headline = context.site.registry.figures[_HEADLINE]
    return DataView(
        figures=(figure_view(context, headline),),
        charts=charts,
        contents=tuple(
            Link(text=context.word(f"chart.by_{chart.by}"), href=f"#by-{chart.id}")
            for chart in charts
        ),
        links=tuple(
            page_link(context, page)
            for page in context.site.plan.children(context.page.key, context.lang)
            if page.template == AREA_TEMPLATE
        ),
    )


def _area(context: PageContext) -> DataView:
    """Show a district: its newest number, its dates, the villages in it, and every record."""
    project = context.site.project
    slug = context.page.key.rpartition("/")[2]
    area = project.areas[slug]
    figures = context.site.registry.figures
    names = [slug, *(a.slug for a in project.areas.values() if a.parent == area.code)]
    known = [figures[f"coverage.area_{n}"] for n in names if f"coverage.area_{n}" in figures]
    own = [figure for figure in known if figure.name == f"coverage.area_{slug}"]
    below = [figure for figure in known if figure not in own]
    return DataView(
        figures=tuple(figure_view(context, figure) for figure in own),
        charts=tuple(history_chart(context, figure) for figure in own),
        tables=(area_table(context, area.name, below),) if below else (),
        records=tuple(
            figure_view(context, figure)
            for figure in figures.values()
            if figure.area and context.figure_page(figure) is context.page
        ),
    )


def _about_data(context: PageContext) -> DataView:
    """List every figure at its permanent address, with the way to its full record."""
    area = context.page_with_template(AREA_TEMPLATE)
    statistics = area and context.site.plan.find(area.parent, context.lang)
    return DataView(
        groups=tuple(
            (context.word(f"group.{namespace}"), tuple(_entries(context, namespace)))
            for namespace in FIGURE_NAMESPACES
        ),
        downloads=tuple(
            Link(
                text=name,
                href=context.file_href(f"/data/{name}"),
                description=context.word(f"download.{kind}"),
            )
            for name, kind in DOWNLOADS
        ),
        links=tuple(
            page_link(context, page)
            for page in context.site.plan.children(context.page.key, context.lang)
            if page.template == FIGURES_TEMPLATE
        ),
        areas=Link(text=context.word("area.list"), href=context.href(statistics, "areas"))
        if statistics
        else None,
    )


def _entries(context: PageContext, namespace: str) -> Iterator[FigureEntryView]:
    for figure in context.site.registry.figures.values():
        if figure.name.startswith(f"{namespace}.") and not _is_of_area(context, figure):
            label = label_of(context, figure)
            as_of = context.locale.date(figure.as_of) if figure.as_of else ""
            yield FigureEntryView(
                anchor=figure.name,
                label=label,
                value=figure_cell(context, figure),
                # A label that has the year says the date already.
                as_of="" if as_of in label else as_of,
            )


def _figure_records(context: PageContext) -> DataView:
    """Show everything known about the figures of one namespace."""
    namespace = context.page.key.rpartition("/")[2]
    figures = context.site.registry.figures.values()
    records = tuple(
        figure_view(context, figure)
        for figure in figures
        if figure.name.startswith(f"{namespace}.") and not _is_of_area(context, figure)
    )
    return DataView(figures=records)


def _is_of_area(context: PageContext, figure: Figure) -> bool:
    """Tell whether a figure stands on the page of its area and not in the common lists."""
    page = context.figure_page(figure)
    return page is not None and page.template == AREA_TEMPLATE


def _corrections(context: PageContext) -> DataView:
    """List every figure whose dated value replaced a wrong one, newest first."""
    entries = []
    for figure in context.site.registry.figures.values():
        for point in figure.history:
            if point.corrects is None or point.status is Status.SUPERSEDED:
                continue
            entries.append(
                CorrectionView(
                    label=f"{label_of(context, figure)}, {context.locale.date(point.as_of)}",
                    was=context.locale.quantity(point.corrects, point.unit),
                    now=FigureValue(context=context, figure=point, is_pinned=False).html(),
                    date=context.locale.date(point.as_of),
                    sources=source_views(context, point.sources),
                    note=localized_plain(context, point.note),
                )
            )
    return DataView(entries=tuple(reversed(entries)))


def _contacts(context: PageContext) -> DataView:
    contacts = context.site.project.contacts.values()
    return DataView(
        contacts=tuple(contact_view(context, contact) for contact in contacts),
        contents=(Link(text=context.word("contact.heading"), href="#contact-list"),),
    )


def _glossary(context: PageContext) -> DataView:
    """List the terms in the language's order, each with its word in the next language."""
    languages = context.site.plan.languages
    others = [lang for lang in languages if lang != context.lang]
    terms = [
        TermView(
            id=f"term-{term.id.replace('_', '-')}",
            term=term.term[context.lang],
            abbreviation=term.abbreviation[context.lang] if term.abbreviation else "",
            definition=localized_markup(context, term.definition),
            translation=term.term[others[0]] if others else "",
            translation_lang=others[0] if others else "",
        )
        for term in context.site.project.terms.values()
    ]
    return DataView(terms=tuple(sorted(terms, key=lambda t: context.locale.sort_key(t.term))))


def _sources(context: PageContext) -> DataView:
    """List one part of the sources by kind, with the way to the others."""
    plan, parts = context.site.plan, source_parts(context.site.project)
    written = context.page_with_template(SOURCES_TEMPLATE) or context.page
    last = context.page.key.removeprefix(f"{written.key}/")
    number = int(last) if last.isdigit() else 0
    groups = []
    for kind in Confidence:
        of_kind = tuple(source_view(context, s) for s in parts[number] if s.kind is kind)
        if of_kind:
            groups.append((context.word(f"kind.{kind}"), of_kind))
    others = (plan.find(f"{written.key}/{n}", context.lang) for n in range(1, len(parts)))
    links = tuple(page_link(context, page) for page in others if page is not None)
    return DataView(groups=tuple(groups), links=links if not number else ())


def _offline(context: PageContext) -> DataView:
    """List the pages that are fetched ahead."""
    pages = offline_pages(context.site.plan, context.lang)
    return DataView(links=tuple(_kept_link(context, page) for page in pages))


def _kept_link(context: PageContext, page: Page) -> Link:
    """Give a page under its title, which says more than a short one; the home page's is a motto."""
    link = page_link(context, page)
    return link if page.key == HOME else replace(link, text=plain_of(context, page.title))


_BUILDERS: Mapping[str, Callable[[PageContext], DataView]] = {
    "home": _home,
    "updates": _updates,
    CHECKER_TEMPLATE: checker_view,
    "statistics": _statistics,
    AREA_TEMPLATE: _area,
    "data": _about_data,
    "corrections": _corrections,
    "contacts": _contacts,
    "glossary": _glossary,
    INDEX_TEMPLATE: site_index,
    FIGURES_TEMPLATE: _figure_records,
    SOURCES_TEMPLATE: _sources,
    SOURCES_PART_TEMPLATE: _sources,
    "not_found": not_found_view,
    "leaflet": leaflet_hub,
    LEAFLET_TEMPLATE: sheet_view,
    POSTER_TEMPLATE: sheet_view,
    CHANGES_TEMPLATE: changes_view,
    OFFLINE_TEMPLATE: _offline,
}

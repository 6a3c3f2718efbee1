"""Numbers with their charts, the newest count first, and lists to look up on pages of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from site_builder.figures.derived import TOTAL_NAME, joined
from site_builder.model import Chart, Figure, Project
from site_builder.pages.page import Page, generated_page
from site_builder.read.content import LEAD
from site_builder.text.inserts import find_inserts
from site_builder.views.charts.chart import chart_sentence, chart_view
from site_builder.views.context import PageContext
from site_builder.views.kinds.kind import Kind
from site_builder.views.links import page_link
from site_builder.views.model import ChartView, FigureView, KindView, Link
from site_builder.views.records import figure_view

_LOOKED_UP = ("area", "occupation")
"""What charts divide people by whose tables are lists to look up."""
_NAME = "chart_"
"""Before the id of a chart in the key of its page, which no area's page can have."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BreakdownView:
    """A declared chart that the text does not show: itself, or its message with a link to it."""

    id: str
    by: str
    sentence: Markup
    chart: ChartView | None
    link: Link | None


@dataclass(frozen=True, kw_only=True, slots=True)
class StatisticsView(KindView):
    """The headline, and the declared charts that the text does not show itself."""

    headline: FigureView
    age: str
    """How old the headline was on the day of the build."""
    charts: tuple[BreakdownView, ...]
    chart_place: str
    """The section after which they stand: the one that shows who pays, else the last."""
    links: tuple[Link, ...]
    """To the areas' own pages, where no chart names them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListView(KindView):
    chart: ChartView


def _view(context: PageContext) -> StatisticsView:
    charts = tuple(_charts(context))
    below = context.site.plan.children(context.page.key, context.lang)
    headline = context.site.registry.figures[TOTAL_NAME]
    return StatisticsView(
        headline=figure_view(context, headline),
        age=_age(context, headline),
        charts=charts,
        contents=tuple(
            Link(text=context.word(f"chart.by_{chart.by}"), href=f"#by-{chart.id}")
            for chart in charts
        ),
        chart_place=_place(context),
        links=()
        if any(chart.by == "area" for chart in charts)
        else tuple(page_link(context, page) for page in below if page.template == "area"),
    )


def _age(context: PageContext, newest: Figure) -> str:
    """Say how old a number was when the page was made: a reader may come much later."""
    if not newest.as_of:
        return ""
    day, today = date.fromisoformat(newest.as_of), context.site.today
    months = 12 * (today.year - day.year) + today.month - day.month - (today.day < day.day)
    made = context.locale.date(today.isoformat()[: len("2025-11")])
    word = "figure.age" if months > 0 else "figure.age_new"
    return context.word(word, date=context.locale.date(day), count=months, made=made)


def _place(context: PageContext) -> str:
    """Return the section with the chart by funding, beside which other breakdowns belong.

    Empty for the lead.
    """
    charts = context.site.project.charts
    sections = [section for section in context.page.shown_sections if section.id != LEAD]
    by_funding = {f"chart.{c.id}" for c in charts.values() if c.by == "funding"}
    for section in sections:
        if by_funding & {insert.name for insert in find_inserts(section.body.value)}:
            return section.id
    return sections[-1].id if sections else ""


def _charts(context: PageContext) -> Iterator[BreakdownView]:
    """Yield the charts that the text does not place itself and that have numbers."""
    for chart in _unplaced(context.site.project, context.page):
        page = context.page_with(f"chart.{chart.id}")
        if sentence := chart_sentence(context, chart):
            yield BreakdownView(
                id=chart.id.replace("_", "-"),
                by=chart.by,
                sentence=sentence,
                chart=None if page else chart_view(context, chart),
                link=page_link(context, page) if page else None,
            )


def _unplaced(project: Project, page: Page) -> Iterator[Chart]:
    placed = {
        insert.name
        for section in page.shown_sections
        for insert in find_inserts(section.body.value)
    }
    return (chart for name, chart in project.charts.items() if f"chart.{name}" not in placed)


def _list_pages(project: Project, parent: Page) -> Iterator[Page]:
    """Yield a page for each chart whose table is a list to look up."""
    for chart in _unplaced(project, parent) if parent.kind is STATISTICS else ():
        rows = [row for row in project.observations if getattr(row, chart.by, "")]
        if chart.by in _LOOKED_UP and rows:
            yield generated_page(
                parent=parent,
                kind=LIST,
                name=f"{_NAME}{chart.id}",
                slug=project.word(f"chart.slug_{chart.by}")[parent.lang],
                title=chart.title,
                description=project.word("chart.list", title=chart.title),
                sources=joined(*(row.sources for row in rows)),
                holds=(f"chart.{chart.id}",),
            )


def _list_view(context: PageContext) -> ListView:
    chart = context.site.project.charts[context.page.name.removeprefix(_NAME)]
    return ListView(chart=chart_view(context, chart))


STATISTICS = Kind(
    template="statistics",
    card="card.statistics",
    view=_view,
    pages=_list_pages,
    shows_sources=True,
    tells_age=True,
)
LIST = Kind(
    template="statistics_list",
    card="card.statistics",
    view=_list_view,
    shows_sources=True,
    is_written=False,
)
KINDS = (STATISTICS, LIST)

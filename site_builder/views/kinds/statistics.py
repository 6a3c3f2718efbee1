"""Numbers with their charts, the newest count first."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.text.inserts import find_inserts
from site_builder.views.charts.chart import chart_view
from site_builder.views.context import PageContext
from site_builder.views.kinds.kind import Kind
from site_builder.views.links import page_link
from site_builder.views.model import ChartView, FigureView, KindView, Link
from site_builder.views.records import figure_view

_HEADLINE = "coverage.total"
"""The figure that the page opens with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StatisticsView(KindView):
    """The headline, and the declared charts that the text does not show itself."""

    headline: FigureView
    charts: tuple[ChartView, ...]
    chart_place: str
    """The section after which they stand: the one that shows who pays, else the last."""
    links: tuple[Link, ...]
    """To the areas' own pages, where no chart names them."""


def _view(context: PageContext) -> StatisticsView:
    charts = _charts(context)
    below = context.site.plan.children(context.page.key, context.lang)
    headline = context.site.registry.figures[_HEADLINE]
    return StatisticsView(
        headline=figure_view(context, headline),
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


def _place(context: PageContext) -> str:
    """Return the section with the chart by funding, beside which other breakdowns belong."""
    charts, sections = context.site.project.charts, context.page.shown_sections
    by_funding = {f"chart.{c.id}" for c in charts.values() if c.by == "funding"}
    for section in sections:
        if by_funding & {insert.name for insert in find_inserts(section.body)}:
            return section.id
    return sections[-1].id if sections else ""


def _charts(context: PageContext) -> tuple[ChartView, ...]:
    """Return the charts that the text does not place itself and that have numbers."""
    placed = {
        insert.name
        for section in context.page.shown_sections
        for insert in find_inserts(section.body)
    }
    declared = (
        chart_view(context, chart)
        for name, chart in context.site.project.charts.items()
        if f"chart.{name}" not in placed
    )
    return tuple(chart for chart in declared if chart.table.rows)


KIND = Kind(template="statistics", card="card.statistics", view=_view, shows_sources=True)

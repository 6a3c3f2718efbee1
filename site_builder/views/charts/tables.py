"""Tables made from data: `{{ table.<name> }}`.

Takes the page's context and a table's name; gives a `TableView` with caption, headers and cells in
the page's language. Every number in a cell is a figure that knows its name. It draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup, escape

from site_builder.model import Benefit, Figure, Observation, Status
from site_builder.views.charts.chart import chart_points
from site_builder.views.charts.chart_table import chart_table
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import (
    FigureValue,
    source_link,
    source_links,
    status_markup,
    status_of,
    validity_text,
)
from site_builder.views.inserts.inline import localized_markup
from site_builder.views.labels import label_of
from site_builder.views.model import Cell, TableView

_BENEFITS = "benefits_"


def named_table(context: PageContext, name: str) -> TableView | None:
    """Give a table by its name, or None for an unknown one."""
    project = context.site.project
    if name in project.charts:
        chart = project.charts[name]
        return chart_table(context, chart, chart_points(context, chart))
    if name in TABLES:
        return TABLES[name](context)
    programme = name.removeprefix(_BENEFITS)
    if name.startswith(_BENEFITS) and programme in (*project.settings.programme.parts, "both"):
        benefits = [
            benefit
            for benefit in project.benefits.values()
            if benefit.kind == "benefit" and benefit.programme == programme
        ]
        part = project.settings.programme.parts.get(programme)
        name = part[context.lang] if part else context.word("table.all")
        caption = context.word("table.caption_benefits", name=name)
        return _benefit_table(context, benefits, caption)
    return None


def table_names(context: PageContext) -> tuple[str, ...]:
    """Give the name of every table."""
    project = context.site.project
    programmes = (*project.settings.programme.parts, "both")
    return (*project.charts, *TABLES, *(f"{_BENEFITS}{name}" for name in programmes))


def _benefit_table(context: PageContext, benefits: Iterable[Benefit], caption: str) -> TableView:
    keys = ("table.benefit", "table.amount", "table.conditions", "table.legal", "table.source")
    return TableView(
        caption=caption,
        headers=tuple(Cell(text=context.word(key), numeric=key == "table.amount") for key in keys),
        rows=tuple(_benefit_row(context, benefit) for benefit in benefits),
    )


def _benefit_row(context: PageContext, benefit: Benefit) -> tuple[Cell, ...]:
    return (
        Cell(text=benefit.name[context.lang], header=True),
        Cell(text=amount_markup(context, benefit), numeric=True),
        Cell(text=_lines(_condition_lines(context, benefit))),
        Cell(text=_lines(_legal_lines(context, benefit))),
        Cell(text=Markup(", ").join(source_links(context, _figure_of(context, benefit)))),
    )


def _figure_of(context: PageContext, benefit: Benefit) -> Figure:
    return context.site.registry.figures[benefit.figure_name]


def amount_markup(context: PageContext, benefit: Benefit) -> Markup:
    """Give an amount with its period, `up to` before a ceiling, and whether it is computed."""
    figure = _figure_of(context, benefit)
    if figure.value is None:
        return localized_markup(context, benefit.amount_text)
    shown = FigureValue(context=context, figure=figure).html()
    if figure.is_ceiling:
        shown = _with_value(context, "amount.ceiling", shown)
    if f"amount.{figure.unit}" in context.catalog.words:
        shown = _with_value(context, f"amount.{figure.unit}", shown)
    if figure.status is Status.COMPUTED:
        shown += " " + status_markup(context, figure)
    return shown


def _with_value(context: PageContext, key: str, shown: Markup) -> Markup:
    """Put markup into an interface word that holds a value."""
    before, _, after = context.form(key, {}).partition("{value}")
    return escape(before) + shown + escape(after)


def _condition_lines(context: PageContext, benefit: Benefit) -> list[Markup]:
    lines = [localized_markup(context, condition.text) for condition in benefit.conditions]
    validity = validity_text(context, benefit.valid_from, benefit.valid_to)
    if validity and benefit.valid_to:
        lines.append(escape(validity))
    if benefit.conflict is not None:
        lines.append(localized_markup(context, benefit.conflict.text))
    if benefit.note is not None:
        lines.append(localized_markup(context, benefit.note))
    return lines


def _legal_lines(context: PageContext, benefit: Benefit) -> list[Markup]:
    return [
        escape(
            context.word("legal.article", rule=legal.rule, article=legal.article)
            if legal.article
            else legal.rule
        )
        for legal in benefit.legal
    ]


def _contributions(context: PageContext) -> TableView:
    benefits = context.site.project.benefits.values()
    contributions = [benefit for benefit in benefits if benefit.kind == "contribution"]
    return _benefit_table(context, contributions, context.word("table.caption_contributions"))


def _coverage_rows(context: PageContext) -> TableView:
    """List every city-wide row of the coverage data, corrected and disputed ones too.

    Rows by area and occupation are many; their pages and the downloads have them.
    """
    project = context.site.project
    keys = (
        "table.as_of",
        "table.funding",
        "table.participants",
        "table.status",
        "table.source",
        "table.note",
    )
    rows = []
    for row in project.observations:
        if row.area or row.occupation:
            continue
        funding = project.funding.get(row.funding)
        rows.append(
            (
                Cell(text=context.locale.date(row.as_of), header=True),
                Cell(text=funding.name[context.lang] if funding else context.word("table.all")),
                Cell(text=_observed(context, row), numeric=True),
                Cell(text=context.word(f"status.{row.status}")),
                Cell(text=_sources(context, row.sources)),
                Cell(text=localized_markup(context, row.note)),
            )
        )
    headers = tuple(
        Cell(text=context.word(key), numeric=key.endswith("participants")) for key in keys
    )
    caption = context.word("table.caption_coverage_rows")
    return TableView(caption=caption, headers=headers, rows=tuple(rows))


def _observed(context: PageContext, row: Observation) -> Markup | str:
    """Show a row's count as its figure at its date, or plainly where it is no longer that."""
    if row.participants is None:
        return context.word("table.none")
    registry = context.site.registry
    figure = registry.figures.get(f"coverage.{row.funding or 'total'}")
    point = registry.at(figure, row.as_of.isoformat()) if figure else None
    if point is not None and point.value == row.participants:
        return FigureValue(context=context, figure=point, is_pinned=True).html()
    return context.locale.number(row.participants)


def _indicators(context: PageContext) -> TableView:
    keys = ("table.indicator", "table.value", "table.as_of", "table.source", "table.note")
    rows = []
    for figure in context.site.registry.figures.values():
        if figure.name.startswith("indicator."):
            rows.append(
                (
                    Cell(text=label_of(context, figure), header=True),
                    Cell(text=figure_cell(context, figure), numeric=True),
                    Cell(text=context.locale.date(figure.as_of)),
                    Cell(text=Markup(", ").join(source_links(context, figure))),
                    Cell(text=localized_markup(context, figure.note)),
                )
            )
    headers = tuple(Cell(text=context.word(key), numeric=key == "table.value") for key in keys)
    caption = context.word("table.caption_indicators")
    return TableView(caption=caption, headers=headers, rows=tuple(rows))


def area_table(context: PageContext, name: str, figures: Iterable[Figure]) -> TableView:
    """List the areas inside one, each with its newest number."""
    rows = [
        (
            Cell(text=label_of(context, figure), header=True),
            Cell(text=figure_cell(context, figure), numeric=True),
            Cell(text=context.locale.date(figure.as_of) if figure.as_of else ""),
            Cell(text=Markup(", ").join(source_links(context, figure))),
        )
        for figure in figures
    ]
    keys = ("table.area", "table.participants", "table.as_of", "table.source")
    headers = tuple(
        Cell(text=context.word(key), numeric=key == "table.participants") for key in keys
    )
    caption = context.word("area.caption", name=name)
    return TableView(caption=caption, headers=headers, rows=tuple(rows))


def figure_cell(context: PageContext, figure: Figure) -> Markup:
    """Show a figure in a cell, with its status where that is not plainly published."""
    shown = FigureValue(context=context, figure=figure).html()
    if figure.value is not None and status_of(figure) is not Status.PUBLISHED:
        shown += " " + status_markup(context, figure)
    return shown


def _sources(context: PageContext, names: Iterable[str]) -> Markup:
    return Markup(", ").join(source_link(context, name) for name in names)


def _lines(lines: Iterable[Markup | str]) -> Markup:
    """Give one line as it is, and several as a list."""
    given = [line for line in lines if line]
    if len(given) <= 1:
        return Markup("").join(given)
    return Markup("<ul>{}</ul>").format(
        Markup("").join(Markup("<li>{}</li>").format(line) for line in given)
    )


TABLES: Mapping[str, Callable[[PageContext], TableView]] = {
    "contributions": _contributions,
    "coverage_rows": _coverage_rows,
    "indicators": _indicators,
}
"""Tables that are not a chart's, by name."""

"""The table of a chart: a row for each point, with what is computed from its number.

Takes a chart, its points and the page's context; gives a `TableView`. Shares, changes and progress
have a column where at least one of them is known, each with its dates. It draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from site_builder.model import Chart, Figure
from site_builder.views.chart_drawing import Point
from site_builder.views.context import PageContext
from site_builder.views.figure_value import FigureValue, source_links, status_of
from site_builder.views.model import Cell, TableView
from site_builder.views.texts import word_markup

_NUMERIC = frozenset({"participants", "share", "change", "progress"})


def chart_table(context: PageContext, chart: Chart, points: Sequence[Point]) -> TableView:
    """Give a chart's numbers as a table."""
    is_dated = chart.by == "as_of"
    computed = {} if is_dated else _computed(context, points)
    columns = [chart.by, "participants", *computed, "status", "source"]
    if not is_dated:
        columns.insert(2, "as_of")
    return TableView(
        caption=chart.title[context.lang],
        headers=tuple(
            Cell(text=context.word(f"table.{name}"), numeric=name in _NUMERIC) for name in columns
        ),
        rows=tuple(
            tuple(_cell(context, name, point, computed, is_pinned=is_dated) for name in columns)
            for point in points
        ),
    )


def _computed(context: PageContext, points: Sequence[Point]) -> Mapping[str, Mapping[str, Figure]]:
    """Give what is computed from the points, by column and by the name of the point's figure."""
    figures = context.site.registry.figures
    columns: dict[str, dict[str, Figure]] = {}
    for point in points:
        for column, name in _names(point.figure):
            if name in figures:
                columns.setdefault(column, {})[point.figure.name] = figures[name]
    return {
        column: found
        for column, found in columns.items()
        if any(figure.value is not None for figure in found.values())
    }


def _names(figure: Figure) -> Iterator[tuple[str, str]]:
    """Give the columns beside a figure, and the names of the figures in them."""
    namespace, _, name = figure.name.partition(".")
    if namespace == "target":
        yield "progress", f"coverage.progress_{name.replace('.', '_')}"
    else:
        yield "share", f"{namespace}.share_{name}"
        yield "change", f"{namespace}.change_{name}"


def _cell(
    context: PageContext,
    column: str,
    point: Point,
    computed: Mapping[str, Mapping[str, Figure]],
    *,
    is_pinned: bool,
) -> Cell:
    figure = point.figure
    if column in computed:
        text = _computed_text(context, figure, computed[column].get(figure.name))
        return Cell(text=text, numeric=True)
    if column == "participants":
        value = FigureValue(context=context, figure=figure, is_pinned=is_pinned)
        return Cell(text=value.html(), numeric=True)
    if column == "status":
        return Cell(text=context.word(f"status.{status_of(figure)}"))
    if column == "source":
        return Cell(text=Markup(", ").join(source_links(context, figure)))
    if column == "as_of" and not is_pinned:
        return Cell(text=context.locale.date(figure.as_of) if figure.as_of else "")
    return Cell(text=point.label, header=True)


def _computed_text(context: PageContext, figure: Figure, found: Figure | None) -> Markup | str:
    """Show what is computed from a figure, with every date that the row does not show itself."""
    if found is None:
        return context.word("table.none")
    value = FigureValue(context=context, figure=found).html()
    if found.value is None:
        return value
    if found.since:
        since = context.locale.date(found.since)
        value = word_markup(context, "table.since", value=value, date=since)
    if found.as_of != figure.as_of:
        day = context.locale.date(found.as_of)
        value = word_markup(context, "table.dated", value=value, date=day)
    return value

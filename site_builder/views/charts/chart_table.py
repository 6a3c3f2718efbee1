"""The table of a chart: a row for each point, with what is computed from its number.

Takes a chart, its points and the page's context; gives a `TableView`. Shares, changes
and progress have a column where at least one of them is known. What is the same in every row is
said once: a date, a status or a source in a note below, dates of what is computed in its header.
It draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model import Chart, Figure
from site_builder.views.charts.drawing import Point
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import FigureValue, source_links, status_of
from site_builder.views.inserts.inline import word_markup
from site_builder.views.model import Cell, TableView


@dataclass(frozen=True, kw_only=True, slots=True)
class _Column:
    """A header with a cell for each point."""

    header: Cell
    cells: tuple[Cell, ...]

    @property
    def is_shared(self) -> bool:
        """Tell whether several rows say one and the same."""
        texts = {str(cell.text) for cell in self.cells}
        return len(self.cells) > 1 and len(texts) == 1 and "" not in texts


def chart_table(context: PageContext, chart: Chart, points: Sequence[Point]) -> TableView:
    """Give a chart's numbers as a table."""
    is_dated = chart.by == "as_of"
    figures = [point.figure for point in points]
    values = [FigureValue(context=context, figure=f, is_pinned=is_dated).html() for f in figures]
    status = _column(
        context, "status", [context.word(f"status.{status_of(figure)}") for figure in figures]
    )
    sources = [Markup(", ").join(source_links(context, figure)) for figure in figures]
    about = [status, _column(context, "source", sources)]
    columns = [
        _column(context, chart.by, [point.label for point in points], is_header=True),
        _column(context, "participants", values, is_numeric=True),
    ]
    if not is_dated:
        columns += _computed_columns(context, figures)
        days = [context.locale.date(f.as_of) if f.as_of else "" for f in figures]
        about.insert(0, _column(context, "as_of", days))
    shared = [] if is_dated else [column for column in about if column.is_shared]
    columns += [column for column in about if column not in shared]
    facts = [
        word_markup(context, "table.fact", name=column.header.text, value=column.cells[0].text)
        for column in shared
    ]
    return TableView(
        caption=chart.title[context.lang],
        headers=tuple(column.header for column in columns),
        rows=tuple(zip(*(column.cells for column in columns), strict=True)),
        note=Markup(" ").join(facts),
    )


def _column(
    context: PageContext,
    name: str,
    texts: Iterable[Markup | str],
    *,
    is_header: bool = False,
    is_numeric: bool = False,
) -> _Column:
    return _Column(
        header=Cell(text=context.word(f"table.{name}"), numeric=is_numeric),
        cells=tuple(Cell(text=text, header=is_header, numeric=is_numeric) for text in texts),
    )


def _computed_columns(context: PageContext, figures: Sequence[Figure]) -> Iterator[_Column]:
    """Give the columns of what is computed from the figures of the rows."""
    known = context.site.registry.figures
    found: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        for column, name in _computed_names(figure):
            if name in known:
                found.setdefault(column, {})[figure.name] = known[name]
    for column, computed in found.items():
        if any(figure.value is not None for figure in computed.values()):
            yield _computed_column(context, column, computed, figures)


def _computed_names(figure: Figure) -> Iterator[tuple[str, str]]:
    """Give the columns beside a figure, and the names of the figures in them."""
    namespace, _, name = figure.name.partition(".")
    if namespace == "target":
        yield "progress", f"coverage.progress_{name.replace('.', '_')}"
    else:
        yield "share", f"{namespace}.share_{name}"
        yield "change", f"{namespace}.change_{name}"


def _computed_column(
    context: PageContext, name: str, computed: Mapping[str, Figure], figures: Sequence[Figure]
) -> _Column:
    """Show each value with its dates, or the dates once in the header where all share them."""
    days = {
        figure.name: _days(context, figure, computed[figure.name])
        for figure in figures
        if figure.name in computed and computed[figure.name].value is not None
    }
    is_shared = len(set(days.values())) == 1
    texts: list[Markup | str] = []
    for figure in figures:
        if figure.name not in computed:
            texts.append(context.word("table.none"))
            continue
        text = FigureValue(context=context, figure=computed[figure.name]).html()
        is_dated = figure.name in days and not is_shared
        texts.append(_dated(context, text, days[figure.name]) if is_dated else text)
    column = _column(context, name, texts, is_numeric=True)
    if not is_shared:
        return column
    header = _dated(context, column.header.text, next(iter(days.values())))
    return _Column(header=Cell(text=header, numeric=True), cells=column.cells)


def _days(context: PageContext, figure: Figure, computed: Figure) -> tuple[str, str]:
    """Give since when and as of when a computed figure holds, where its row does not say so."""
    as_of = computed.as_of if computed.as_of != figure.as_of else ""
    since, until = (context.locale.date(day) if day else "" for day in (computed.since, as_of))
    return since, until


def _dated(context: PageContext, text: Markup | str, days: tuple[str, str]) -> Markup | str:
    """Add dates to a value, or to the name of a column."""
    for word, day in zip(("since", "dated"), days, strict=True):
        if day:
            text = word_markup(context, f"table.{word}", value=text, date=day)
    return text

"""A chart declared once: its points, its table, its picture and its sentence.

Takes a declaration of `charts.yaml` and the page's context; gives a `ChartView` in which the
sentence, the SVG and the table show the same figures through one formatter. The picture adds
nothing that the table lacks, so it is hidden from screen readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup, escape

from site_builder.model import Chart, Figure, Status
from site_builder.views.context import PageContext
from site_builder.views.figure_value import FigureValue, source_link, status_of
from site_builder.views.model import Cell, ChartView, Link, TableView

# One drawing unit is one CSS pixel on a phone 320 px wide.
_WIDTH = 300
_BAR_ROW, _BAR_HEIGHT, _BAR_TOP = 56, 18, 26
_LINE_HEIGHT, _LINE_LEFT, _LINE_RIGHT, _LINE_TOP, _LINE_BOTTOM = 190, 14, 286, 34, 140


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One value of a chart."""

    label: str
    figure: Figure
    is_settled: bool
    """False for a disputed value that is shown but not quoted."""


def chart_view(context: PageContext, chart: Chart) -> ChartView:
    """Give everything that a chart shows."""
    points = _points(context, chart)
    known = [point for point in points if point.figure.value is not None]
    sentence = _sentence(context, chart, known)
    draw = _line_svg if chart.kind == "line" else _bar_svg
    title = chart.title[context.lang]
    return ChartView(
        id=chart.id.replace("_", "-"),
        title=title,
        caption=title,
        sentence=escape(sentence),
        plain_sentence=sentence,
        svg=draw(context, known) if len(known) > 1 else Markup(""),
        table=_table(context, chart, points),
        note="",
        downloads=_downloads(context, chart),
    )


def chart_table(context: PageContext, chart: Chart) -> TableView:
    """Give a chart's table alone."""
    return _table(context, chart, _points(context, chart))


def _points(context: PageContext, chart: Chart) -> tuple[Point, ...]:
    figures = context.site.registry.figures
    project = context.site.project
    if chart.dataset == "targets":
        years = sorted({target.year for target in project.targets})
        prefix = f"target.{years[-1]}" if years else "target"
        names = {fund: category.name[context.lang] for fund, category in project.funding.items()}
    elif chart.by == "as_of":
        total = figures["coverage.total"]
        return tuple(
            Point(
                label=context.locale.date(point.as_of),
                figure=point,
                is_settled=point.status in {Status.PUBLISHED, Status.COMPUTED},
            )
            for point in total.history
        )
    else:
        prefix = "coverage"
        names = {
            "funding": {key: item.name[context.lang] for key, item in project.funding.items()},
            "area": {f"area_{slug}": area.name for slug, area in project.areas.items()},
            "occupation": {
                f"occupation_{key}": item.name[context.lang]
                for key, item in project.occupations.items()
            },
        }[chart.by]
    found = ((label, figures.get(f"{prefix}.{key}")) for key, label in names.items())
    return tuple(
        Point(label=label, figure=figure, is_settled=True)
        for label, figure in found
        if figure is not None
    )


def _table(context: PageContext, chart: Chart, points: Sequence[Point]) -> TableView:
    dated = () if chart.by == "as_of" else ("table.as_of",)
    keys = (f"table.{chart.by}", "table.participants", *dated, "table.status", "table.source")
    rows = []
    for point in points:
        figure = point.figure
        is_dated = chart.by == "as_of"
        value = FigureValue(context=context, figure=figure, is_pinned=is_dated)
        cells = [
            Cell(text=point.label, header=True),
            Cell(text=value.html(), numeric=True),
            Cell(text=context.word(f"status.{status_of(figure)}")),
            Cell(text=Markup(", ").join(source_link(context, name) for name in figure.sources)),
        ]
        if not is_dated:
            cells.insert(2, Cell(text=context.locale.date(figure.as_of) if figure.as_of else ""))
        rows.append(tuple(cells))
    headers = tuple(Cell(text=context.word(k), numeric=k.endswith("participants")) for k in keys)
    return TableView(caption=chart.title[context.lang], headers=headers, rows=tuple(rows))


def _sentence(context: PageContext, chart: Chart, points: Sequence[Point]) -> str:
    """Say what the chart shows, in words that differ for rise, fall, sameness and dispute."""
    if not points:
        return context.word("chart.no_data")
    if chart.by != "as_of":
        parts = [
            context.word("chart.part", label=point.label, value=_written(context, point))
            for point in points
        ]
        dates = sorted({point.figure.as_of for point in points})
        shown = context.locale.items([context.locale.date(day) for day in dates])
        return context.word("chart.parts", date=shown, parts=context.locale.items(parts))
    settled = [point for point in points if point.is_settled] or list(points)
    first, last = settled[0], settled[-1]
    if first is last:
        sentence = context.word("chart.one_point", value=_written(context, last), date=last.label)
    else:
        sentence = context.word(
            f"chart.{_direction(first, last)}",
            first=_written(context, first),
            first_date=first.label,
            last=_written(context, last),
            last_date=last.label,
        )
    for point in points:
        if not point.is_settled and len(settled) < len(points):
            disputed = context.word(
                "chart.disputed", value=_written(context, point), date=point.label
            )
            sentence = f"{sentence} {disputed}"
    return sentence


def _direction(first: Point, last: Point) -> str:
    before, after = first.figure.value or Decimal(0), last.figure.value or Decimal(0)
    if after > before:
        return "rise"
    return "fall" if after < before else "same"


def _written(context: PageContext, point: Point) -> str:
    return FigureValue(context=context, figure=point.figure).text()


def _bar_svg(context: PageContext, points: Sequence[Point]) -> Markup:
    """Draw horizontal bars, each with its label above and its number at its end."""
    longest = max(point.figure.value or Decimal(0) for point in points) or Decimal(1)
    height = _BAR_ROW * len(points)
    parts = []
    for row, point in enumerate(points):
        top = row * _BAR_ROW
        width = int((point.figure.value or Decimal(0)) / longest * _WIDTH) or 1
        parts.append(
            Markup(
                '<text class="ps-chart__label" x="0" y="{}" font-size="15">{}</text>'
                '<text class="ps-chart__value" x="{}" y="{}" font-size="15" text-anchor="end">{}</text>'
                '<rect class="ps-chart__bar" x="0" y="{}" width="{}" height="{}" rx="2"/>'
            ).format(
                top + 18,
                point.label,
                _WIDTH,
                top + 18,
                _written(context, point),
                top + _BAR_TOP,
                width,
                _BAR_HEIGHT,
            )
        )
    return _svg(height, parts)


def _line_svg(context: PageContext, points: Sequence[Point]) -> Markup:
    """Draw settled values as a line with dots, disputed ones as open squares off the line."""
    days = [date.fromisoformat(point.figure.as_of).toordinal() for point in points]
    values = [float(point.figure.value or 0) for point in points]
    span, highest = max(days) - min(days) or 1, max(values) or 1.0
    places = [
        (
            round(_LINE_LEFT + (day - min(days)) / span * (_LINE_RIGHT - _LINE_LEFT)),
            round(_LINE_BOTTOM - value / highest * (_LINE_BOTTOM - _LINE_TOP)),
        )
        for day, value in zip(days, values, strict=True)
    ]
    settled = [place for place, point in zip(places, points, strict=True) if point.is_settled]
    parts = [
        Markup('<path class="ps-chart__axis" d="M0 {y}H{w}"/>').format(y=_LINE_BOTTOM, w=_WIDTH),
        Markup('<polyline class="ps-chart__line" points="{}"/>').format(
            " ".join(f"{x},{y}" for x, y in settled)
        ),
    ]
    for number, ((x, y), point) in enumerate(zip(places, points, strict=True)):
        parts.append(_mark(context, point, x, y, number))
    return _svg(_LINE_HEIGHT, parts)


def _mark(context: PageContext, point: Point, x: int, y: int, number: int) -> Markup:
    anchor = "start" if x < _WIDTH / 4 else "end" if x > _WIDTH * 3 / 4 else "middle"
    shape = (
        Markup('<circle class="ps-chart__dot" cx="{}" cy="{}" r="5"/>').format(x, y)
        if point.is_settled
        else Markup(
            '<rect class="ps-chart__dot ps-chart__dot--disputed" x="{}" y="{}" width="9" height="9"/>'
        ).format(x - 4, y - 4)
    )
    # Neighbouring labels alternate between two rows, so that they stay readable at 320 px.
    label_row = _LINE_BOTTOM + 20 + (number % 2) * 20
    value_row = y - 12 if point.is_settled else y + 26
    return shape + Markup(
        '<text class="ps-chart__value" x="{}" y="{}" font-size="14" text-anchor="{}">{}</text>'
        '<text class="ps-chart__label" x="{}" y="{}" font-size="13" text-anchor="{}">{}</text>'
    ).format(x, value_row, anchor, _written(context, point), x, label_row, anchor, point.label)


def _svg(height: int, parts: Sequence[Markup]) -> Markup:
    return Markup('<svg viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>').format(
        _WIDTH, height, Markup("").join(parts)
    )


def _downloads(context: PageContext, chart: Chart) -> tuple[Link, ...]:
    return tuple(
        Link(
            text=context.word(f"download.{ending}"),
            href=context.file_href(f"/data/{chart.dataset}.{ending}"),
        )
        for ending in ("csv", "xlsx", "json")
    )

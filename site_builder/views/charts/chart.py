"""A chart declared once: its sentence, picture and table show the same figures.

The picture adds nothing that the table lacks, so it is hidden from screen readers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from markupsafe import Markup

from site_builder.figures.derived import TOTAL_NAME
from site_builder.model import Chart, Figure
from site_builder.views.charts.chart_file import chart_file
from site_builder.views.charts.chart_table import chart_table
from site_builder.views.charts.drawing import Frame, Point, draw_bars, draw_line
from site_builder.views.context import PageContext
from site_builder.views.downloads import FORMATS
from site_builder.views.inserts.figure import FigureValue, figure_markup
from site_builder.views.inserts.inline import word_markup
from site_builder.views.labels import figure_label
from site_builder.views.model import DATES_SHOWN, ChartView, Link
from site_builder.views.rendered import ChartFile

CHARTED_LEVEL = "district"
"""Areas of this level make a chart, and have pages of their own on which those below stand."""
_LISTED = 5
"""Parts that a sentence still names one by one."""


def chart_view(context: PageContext, chart: Chart) -> ChartView:
    return _view(context, chart, chart_points(context, chart))


def chart_sentence(context: PageContext, chart: Chart) -> Markup:
    """Return what a chart shows in words, where it stands elsewhere; empty without any points."""
    points = chart_points(context, chart)
    known = [point for point in points if point.figure.value is not None]
    return _sentence(context, chart, known) if points else Markup("")


def history_chart(context: PageContext, figure: Figure) -> ChartView:
    chart = Chart(
        id=f"history_{figure.name.rpartition('.')[2]}",
        kind="line",
        dataset="coverage",
        by="as_of",
        title=figure_label(context.site.project, figure),
        location=figure.location,
    )
    return _view(context, chart, _dated_points(context, figure))


def _view(context: PageContext, chart: Chart, points: Sequence[Point]) -> ChartView:
    known = [point for point in points if point.figure.value is not None]
    sentence = _sentence(context, chart, known)
    draw = draw_line if chart.kind == "line" else draw_bars
    picture = Markup("")
    files: tuple[Link, ...] = ()
    if len(known) > 1:
        frame = Frame(is_mirrored=context.locale.direction == "rtl")
        picture = context.component("chart_picture", drawing=draw(known, frame))
        files = _files(context, chart_file(context, chart, sentence.striptags(), points, draw))
    return ChartView(
        id=chart.id.replace("_", "-"),
        sentence=sentence,
        svg=picture,
        table=chart_table(context, chart, points),
        has_rivals=any(not point.is_settled for point in known),
        downloads=_downloads(context, chart),
        files=files,
    )


def chart_points(context: PageContext, chart: Chart) -> tuple[Point, ...]:
    """Return what a chart compares, in the order of its table."""
    figures, prefix = context.site.registry.figures, "coverage"
    if chart.dataset == "targets":
        newest = max((target.year for target in context.site.project.targets), default="")
        prefix = f"target.{newest}"
    elif chart.by == "as_of":
        return _dated_points(context, figures[TOTAL_NAME])
    points = [
        Point(label=label, figure=figure, is_settled=True, written=_written(context, figure))
        for name, label in _parts(context, chart)
        if (figure := figures.get(f"{prefix}.{name}")) is not None
    ]
    if chart.by == "area":
        points.sort(
            key=lambda point: -1 if point.figure.value is None else point.figure.value, reverse=True
        )
    return tuple(points)


def _parts(context: PageContext, chart: Chart) -> Iterator[tuple[str, str]]:
    """Yield the parts that a chart compares: the name of the figure, and what it is called."""
    project, lang = context.site.project, context.lang
    if chart.by == "funding" or chart.dataset == "targets":
        for key, fund in project.funding.items():
            yield key, fund.name[lang]
    elif chart.by == "area":
        for slug, area in project.areas.items():
            if area.level == CHARTED_LEVEL:
                yield f"area_{slug}", area.name
    else:
        for key, occupation in project.occupations.items():
            yield f"occupation_{key}", occupation.name[lang]


def _dated_points(context: PageContext, figure: Figure) -> tuple[Point, ...]:
    return tuple(
        Point(
            label=context.locale.date(point.as_of),
            figure=replace(point, disputes=()),  # which are points of their own
            is_settled=not point.is_rival,
            written=_written(context, point),
        )
        for point in figure.history[-DATES_SHOWN:]
    )


def _written(context: PageContext, figure: Figure) -> str:
    return "" if figure.value is None else FigureValue(context=context, figure=figure).text()


def _sentence(context: PageContext, chart: Chart, points: Sequence[Point]) -> Markup:
    """Say what the chart shows, in words that differ for rise, fall, sameness and dispute."""
    if not points:
        return word_markup(context, "chart.no_data")
    if chart.by != "as_of":
        return _comparison(context, chart, points)
    settled = [point for point in points if point.is_settled] or list(points)
    first, last = settled[0], settled[-1]
    if first is last:
        shown = _shown(context, last)
        sentence = word_markup(context, "chart.one_point", value=shown, date=last.label)
    else:
        sentence = word_markup(
            context,
            f"chart.{_direction(first, last)}",
            first=_shown(context, first),
            first_date=first.label,
            last=_shown(context, last),
            last_date=last.label,
        )
    disputed = (
        word_markup(context, "chart.disputed", value=_shown(context, point), date=point.label)
        for point in points
        if point not in settled
    )
    return Markup(" ").join((sentence, *disputed))


def _comparison(context: PageContext, chart: Chart, points: Sequence[Point]) -> Markup:
    """Name every part with its number, or of many the highest and the lowest."""
    dates = sorted({point.figure.as_of for point in points})
    day = context.locale.items([context.locale.date(as_of) for as_of in dates])
    parts_word = "chart.targets" if chart.dataset == "targets" else "chart.parts"
    if len(points) > _LISTED:
        ranked = sorted(points, key=lambda point: (point.figure.value or 0, point.label))
        lowest, highest = ranked[0], ranked[-1]
        return word_markup(
            context,
            "chart.extremes",
            date=day,
            highest=highest.label,
            highest_value=_shown(context, highest),
            lowest=lowest.label,
            lowest_value=_shown(context, lowest),
        )
    parts = [
        word_markup(context, "chart.part", label=point.label, value=_shown(context, point))
        for point in points
    ]
    listed = Markup(context.locale.items(parts))
    return word_markup(context, parts_word, date=day, parts=listed)


def _direction(first: Point, last: Point) -> str:
    before, after = first.figure.value or Decimal(0), last.figure.value or Decimal(0)
    if after > before:
        return "rise"
    return "fall" if after < before else "same"


def _shown(context: PageContext, point: Point) -> Markup:
    return figure_markup(context, point.figure)


def _downloads(context: PageContext, chart: Chart) -> tuple[Link, ...]:
    return tuple(
        Link(
            text=context.word(f"download.{ending}"),
            href=context.file_href(f"/data/{chart.dataset}.{ending}"),
            description=context.word(f"dataset.{chart.dataset}"),
        )
        for ending in FORMATS
    )


def _files(context: PageContext, saved: ChartFile) -> tuple[Link, ...]:
    """Link to the chart itself, where a build makes its files."""
    if not context.site.has_output("charts"):
        return ()
    context.charts.append(saved)
    return tuple(
        Link(
            text=context.word(f"download.{ending}"),
            href=context.file_href(f"/{saved.path}.{ending}"),
        )
        for ending in saved.endings
    )

"""The picture of a chart: bars, or a line with dots, as a small SVG without script.

Takes points and the page's context; gives markup whose text keeps its size on every screen. It
shows the same numbers as the table beside it, so it is hidden from screen readers.
"""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from site_builder.model import Figure
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import FigureValue

# A drawing is as wide as its place: across in percent, down in `em`, so that text keeps its size.
_NARROWEST = 16.0
"""Width in `em` on a phone 320 px wide, for which labels are set."""
_LETTER = 0.62
"""Width of a letter in `em`, with some to spare."""
_LINE_EM, _BAR_EM, _GAP_EM = 1.3, 1.4, 1.1
_LABEL_LETTERS, _DATE_LETTERS = 25, 11
_LEFT, _RIGHT, _PLOT_EM = 3.0, 97.0, 6.0
_ALL_NAMED = 4
"""Points up to which each gets its number and date; of more only the ends and the disputed."""
_NEAR_LEFT, _NEAR_RIGHT = 20.0, 80.0
"""Where a label in the middle of its point would leave the drawing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One value of a chart."""

    label: str
    figure: Figure
    is_settled: bool
    """False for a disputed value that is shown but not quoted."""


def bar_svg(context: PageContext, points: Sequence[Point]) -> Markup:
    """Draw horizontal bars, each with its label above and its number at its end."""
    longest = max(point.figure.value or Decimal(0) for point in points) or Decimal(1)
    written = [_written(context, point) for point in points]
    reach = 100 * (1 - (max(map(len, written)) * _LETTER + 0.8) / _NARROWEST)
    parts = []
    top = 0.0
    for point, number in zip(points, written, strict=True):
        lines = textwrap.wrap(point.label, _LABEL_LETTERS)
        width = max(float((point.figure.value or Decimal(0)) / longest) * reach, 0.5)
        bar = top + len(lines) * _LINE_EM + 0.2
        parts.append(_label(lines, 0, top + 1))
        parts.append(
            Markup(
                '<rect class="ps-chart__bar" y="{}em" width="{}%" height="{}em" rx="2"/>'
                '<text class="ps-chart__value" x="{}%" y="{}em" dx="0.5em">{}</text>'
            ).format(
                round(bar, 2),
                round(width, 1),
                _BAR_EM,
                round(width, 1),
                round(bar + 1.05, 2),
                number,
            )
        )
        top = bar + _BAR_EM + _GAP_EM
    return _svg(top - _GAP_EM + 0.2, parts)


def line_svg(context: PageContext, points: Sequence[Point]) -> Markup:
    """Draw settled values as a line with dots, disputed ones as open diamonds off the line."""
    days = [date.fromisoformat(point.figure.as_of).toordinal() for point in points]
    across = [
        _LEFT + (day - min(days)) / ((max(days) - min(days)) or 1) * (_RIGHT - _LEFT)
        for day in days
    ]
    values = [float(point.figure.value or 0) for point in points]
    written = [_written(context, point) for point in points]
    named = [
        number
        for number, point in enumerate(points)
        if len(points) <= _ALL_NAMED or number in {0, len(points) - 1} or not point.is_settled
    ]
    above = [number for number in named if points[number].is_settled]
    lifts = dict(zip(above, _tiers([(across[n], len(written[n])) for n in above]), strict=True))
    tiers = dict(zip(named, _tiers([(across[n], _DATE_LETTERS) for n in named]), strict=True))
    floor = (max(lifts.values(), default=0) + 1) * _LINE_EM + 0.7 + _PLOT_EM
    down = [floor - value / (max(values) or 1.0) * _PLOT_EM for value in values]
    places = list(zip(across, down, strict=True))
    settled = [place for place, point in zip(places, points, strict=True) if point.is_settled]
    parts = [_stroke("axis", (0, floor), (100, floor))]
    parts += [_stroke("grid", place, (place[0], floor)) for place in places]
    parts += [_stroke("line", *ends) for ends in itertools.pairwise(settled)]
    parts += [_mark(point, *place) for place, point in zip(places, points, strict=True)]
    for number in named:
        x, y = places[number]
        line = y - 0.7 - lifts[number] * _LINE_EM if number in lifts else y + 1.6
        parts.append(_label([written[number]], x, line, "value"))
        lines = textwrap.wrap(points[number].label, _DATE_LETTERS)
        parts.append(_label(lines, x, floor + 1.3 + tiers[number] * 2 * _LINE_EM))
    return _svg(floor + (max(tiers.values()) + 1) * 2 * _LINE_EM + 0.4, parts)


def _tiers(labels: Sequence[tuple[float, int]]) -> list[int]:
    """Give each label (its place across, its letters) the first row where it meets no other."""
    ends: list[float] = []
    rows = []
    for across, letters in labels:
        width, place = letters * _LETTER, across / 100 * _NARROWEST
        start = place - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[_anchor(across)]
        row = next((row for row, end in enumerate(ends) if end < start), len(ends))
        ends[row : row + 1] = [start + width]
        rows.append(row)
    return rows


def _anchor(across: float) -> str:
    """Keep a label inside the drawing."""
    if across < _NEAR_LEFT:
        return "start"
    return "end" if across > _NEAR_RIGHT else "middle"


def _label(lines: Sequence[str], x: float, y: float, kind: str = "label") -> Markup:
    """Write one or more lines of text."""
    spans = Markup("").join(
        Markup('<tspan x="{}%" dy="{}em">{}</tspan>').format(
            round(x, 1), _LINE_EM if row else 0, line
        )
        for row, line in enumerate(lines)
    )
    return Markup('<text class="ps-chart__{}" y="{}em" text-anchor="{}">{}</text>').format(
        kind, round(y, 2), _anchor(x), spans
    )


def _stroke(kind: str, start: tuple[float, float], end: tuple[float, float]) -> Markup:
    return Markup('<line class="ps-chart__{}" x1="{}%" y1="{}em" x2="{}%" y2="{}em"/>').format(
        kind, *(round(place, 2) for place in (*start, *end))
    )


def _mark(point: Point, x: float, y: float) -> Markup:
    """Mark a value: a filled dot, or an open diamond where sources differ."""
    if point.is_settled:
        shape = '<circle class="ps-chart__dot" cx="{}%" cy="{}em" r="6"/>'
    else:
        shape = (
            '<svg x="{}%" y="{}em" overflow="visible">'
            '<path class="ps-chart__dot ps-chart__dot--disputed" d="M0-8 8 0 0 8-8 0z"/></svg>'
        )
    return Markup(shape).format(round(x, 1), round(y, 2))


def _svg(height: float, parts: Sequence[Markup]) -> Markup:
    return Markup('<svg width="100%" height="{}em" aria-hidden="true">{}</svg>').format(
        round(height, 2), Markup("").join(parts)
    )


def _written(context: PageContext, point: Point) -> str:
    return FigureValue(context=context, figure=point.figure).text()

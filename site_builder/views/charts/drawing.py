"""Where things stand in the picture of a chart: bars, or a line with dots.

A drawing is as wide as its place: across in percent, down in `em`, so that text keeps its size on
every screen. The component `chart_picture` draws what stands here.
"""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from site_builder.model import Figure

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
    written: str = ""
    """The value as readers see it; empty where there is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """One or more lines of text."""

    lines: Sequence[str]
    x: float
    y: float
    kind: str = "label"
    leading: float = _LINE_EM

    @property
    def anchor(self) -> str:
        """Return the end that keeps the label inside the drawing."""
        return _anchor(self.x)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A bar with its label above and its number at its end."""

    label: Label
    width: float
    top: float
    number: str
    number_top: float
    height: float = _BAR_EM


@dataclass(frozen=True, kw_only=True, slots=True)
class Stroke:
    """A straight line: of the axis, down to it, or between two values."""

    kind: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """The place of a value; one that is not settled looks different."""

    x: float
    y: float
    is_settled: bool


def draw_bars(points: Sequence[Point]) -> Mapping[str, object]:
    """Place horizontal bars, one below the other, for `chart_picture`."""
    longest = max(point.figure.value or Decimal(0) for point in points) or Decimal(1)
    reach = 100 * (1 - (max(len(p.written) for p in points) * _LETTER + 0.8) / _NARROWEST)
    bars = []
    top = 0.0
    for point in points:
        lines = textwrap.wrap(point.label, _LABEL_LETTERS)
        width = max(float((point.figure.value or Decimal(0)) / longest) * reach, 0.5)
        bar = top + len(lines) * _LINE_EM + 0.2
        bars.append(
            Bar(
                label=Label(lines=lines, x=0, y=round(top + 1, 2)),
                width=round(width, 1),
                top=round(bar, 2),
                number=point.written,
                number_top=round(bar + 1.05, 2),
            )
        )
        top = bar + _BAR_EM + _GAP_EM
    return {"height": round(top - _GAP_EM + 0.2, 2), "bars": bars}


def draw_line(points: Sequence[Point]) -> Mapping[str, object]:
    """Place settled values on a line and disputed ones off it, for `chart_picture`."""
    days = [date.fromisoformat(point.figure.as_of).toordinal() for point in points]
    across = [
        _LEFT + (day - min(days)) / ((max(days) - min(days)) or 1) * (_RIGHT - _LEFT)
        for day in days
    ]
    values = [float(point.figure.value or 0) for point in points]
    named = [
        number
        for number, point in enumerate(points)
        if len(points) <= _ALL_NAMED or number in {0, len(points) - 1} or not point.is_settled
    ]
    above = [number for number in named if points[number].is_settled]
    widths = [(across[n], len(points[n].written)) for n in above]
    lifts = dict(zip(above, _tiers(widths), strict=True))
    tiers = dict(zip(named, _tiers([(across[n], _DATE_LETTERS) for n in named]), strict=True))
    floor = (max(lifts.values(), default=0) + 1) * _LINE_EM + 0.7 + _PLOT_EM
    # On a scale from zero a disputed value would lie on the line: then it shows differences.
    spread = max(values) - min(values)
    least = 0.0 if len(above) == len(named) else min(values) - spread / 2
    reach = (max(values) - least) or 1.0
    down = [floor - (value - least) / reach * _PLOT_EM for value in values]
    places = list(zip(across, down, strict=True))
    settled = [place for place, point in zip(places, points, strict=True) if point.is_settled]
    labels = []
    for number in named:
        x, y = places[number]
        line = y - 0.7 - lifts[number] * _LINE_EM if number in lifts else y + 1.6
        labels.append(_label([points[number].written], x, line, "value"))
        lines = textwrap.wrap(points[number].label, _DATE_LETTERS)
        labels.append(_label(lines, x, floor + 1.3 + tiers[number] * 2 * _LINE_EM))
    return {
        "height": round(floor + (max(tiers.values()) + 1) * 2 * _LINE_EM + 0.4, 2),
        "strokes": [
            _stroke("axis", (0, floor), (100, floor)),
            *(_stroke("grid", place, (place[0], floor)) for place in places),
            *(_stroke("line", *ends) for ends in itertools.pairwise(settled)),
        ],
        "marks": [
            Mark(x=round(x, 1), y=round(y, 2), is_settled=point.is_settled)
            for point, (x, y) in zip(points, places, strict=True)
        ],
        "labels": labels,
    }


def _tiers(labels: Sequence[tuple[float, int]]) -> list[int]:
    """Put each label (its place across, its letters) into the first row where it meets no other."""
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
    if across < _NEAR_LEFT:
        return "start"
    return "end" if across > _NEAR_RIGHT else "middle"


def _label(lines: Sequence[str], x: float, y: float, kind: str = "label") -> Label:
    return Label(lines=lines, x=round(x, 1), y=round(y, 2), kind=kind)


def _stroke(kind: str, start: tuple[float, float], end: tuple[float, float]) -> Stroke:
    x1, y1, x2, y2 = (round(place, 2) for place in (*start, *end))
    return Stroke(kind=kind, x1=x1, y1=y1, x2=x2, y2=y2)

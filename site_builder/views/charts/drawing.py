"""Where things stand in the picture of a chart: bars, or a line with dots.

On a page a drawing is as wide as its place: across in percent, down in `em`, so that text keeps its
size on every screen; in a file both are in units of its own. The components `chart_picture` and
`chart_file` draw what stands here.
"""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from site_builder.model import Figure

_LETTER = 0.62
"""Width of a letter in `em`, with some to spare."""
_LINE_EM, _BAR_EM, _GAP_EM = 1.3, 1.4, 1.1
_DATE_LETTERS = 11
_LEFT, _RIGHT, _PLOT_SHARE = 3.0, 97.0, 0.375
_ALL_NAMED = 4
"""Points up to which each gets its number and date; of more only the ends and the disputed."""
_NEAR_LEFT, _NEAR_RIGHT = 20.0, 80.0
"""Where a label in the middle of its point would leave the drawing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """Where a drawing goes, and so how lengths in it are written."""

    is_mirrored: bool = False
    """Read from right to left."""
    ems: float = 16.0
    """Its width in `em`, for which labels are set; on a page that of a phone 320 px wide."""
    em: float = 0.0
    """Pixels of an `em`; 0 on a page."""

    def across(self, percent: float) -> str:
        return self.wide(100 - percent if self.is_mirrored else percent)

    def wide(self, percent: float) -> str:
        if not self.em:
            return f"{round(percent, 1)}%"
        return f"{round(percent / 100 * self.ems * self.em, 1)}"

    def down(self, ems: float) -> str:
        return f"{round(ems * self.em, 1)}" if self.em else f"{round(ems, 2)}em"

    def anchor(self, side: str) -> str:
        """Return what SVG calls the side, which knows only left and right."""
        return _OTHER_SIDE.get(side, side) if self.is_mirrored else side

    def written(self, text: str) -> str:
        """Let a text run from right to left where all does, whatever program draws it."""
        return f"\u202b{text}\u202c" if self.is_mirrored else text


_OTHER_SIDE = {"start": "end", "end": "start"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
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
    x: str
    y: str
    anchor: str = "start"
    kind: str = "label"
    leading: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A bar with its label above and its number at its end."""

    label: Label
    x: str
    top: str
    width: str
    height: str
    number: Label
    gap: str
    """Between its end and its number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stroke:
    """A straight line: of the axis, down to it, or between two values."""

    kind: str
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """The place of a value; one that is not settled looks different."""

    x: str
    y: str
    is_settled: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """What the picture of a chart consists of; `height` is in `em`."""

    height: float
    labels: Sequence[Label]
    bars: Sequence[Bar] = ()
    strokes: Sequence[Stroke] = ()
    marks: Sequence[Mark] = ()


def draw_bars(points: Sequence[Point], frame: Frame) -> Drawing:
    """Place horizontal bars, one below the other."""
    longest = max(point.figure.value or Decimal(0) for point in points) or Decimal(1)
    reach = 100 * (1 - (max(len(p.written) for p in points) * _LETTER + 0.8) / frame.ems)
    bars = []
    top = 0.0
    for point in points:
        lines = textwrap.wrap(point.label, int(frame.ems / _LETTER))
        width = max(float((point.figure.value or Decimal(0)) / longest) * reach, 0.5)
        bar = top + len(lines) * _LINE_EM + 0.2
        bars.append(
            Bar(
                label=placed_label(frame, lines, (0, top + 1)),
                x=frame.across(width if frame.is_mirrored else 0),
                top=frame.down(bar),
                width=frame.wide(width),
                height=frame.down(_BAR_EM),
                number=placed_label(frame, [point.written], (width, bar + 1.05), kind="value"),
                gap=frame.down(-0.5 if frame.is_mirrored else 0.5),
            )
        )
        top = bar + _BAR_EM + _GAP_EM
    return Drawing(height=round(top - _GAP_EM + 0.2, 2), labels=(), bars=bars)


def draw_line(points: Sequence[Point], frame: Frame) -> Drawing:
    """Place settled values on a line and disputed ones off it."""
    across = _places_of_days(points)
    named = [
        number
        for number, point in enumerate(points)
        if len(points) <= _ALL_NAMED or number in {0, len(points) - 1} or not point.is_settled
    ]
    above = [number for number in named if points[number].is_settled]
    lifts = _tiers(
        {number: (across[number], len(points[number].written)) for number in above}, frame
    )
    tiers = _tiers({number: (across[number], _DATE_LETTERS) for number in named}, frame)
    plot = frame.ems * _PLOT_SHARE
    floor = (max(lifts.values(), default=0) + 1) * _LINE_EM + 0.7 + plot
    heights = _heights(points, is_from_zero=len(above) == len(named))
    placed = [
        _Placed(point, x, floor - height * plot)
        for point, x, height in zip(points, across, heights, strict=True)
    ]
    return Drawing(
        height=round(floor + (max(tiers.values()) + 1) * 2 * _LINE_EM + 0.4, 2),
        labels=tuple(_labels_of_line(frame, placed, floor, lifts, tiers)),
        strokes=tuple(_strokes_of_line(frame, placed, floor)),
        marks=[
            Mark(x=frame.across(x), y=frame.down(y), is_settled=point.is_settled)
            for point, x, y in placed
        ],
    )


class _Placed(NamedTuple):
    """A point where it stands: across in percent, down in `em`."""

    point: Point
    x: float
    y: float


def _labels_of_line(
    frame: Frame,
    placed: Sequence[_Placed],
    floor: float,
    lifts: Mapping[int, int],
    tiers: Mapping[int, int],
) -> Iterator[Label]:
    """Yield the number and the day of each named point: its row above the line, and its row below.

    The number of a point that is not settled stands below it.
    """
    settled = _line_through(placed)
    for number, tier in tiers.items():
        point, x, y = placed[number]
        line = y + 1.6
        if number in lifts:
            edges = _edges(x, len(point.written), frame)
            line = _top_of_line(settled, edges) - 0.7 - lifts[number] * _LINE_EM
        yield placed_label(frame, [point.written], (x, line), _side(x), "value")
        day = floor + 1.3 + tier * 2 * _LINE_EM
        yield placed_label(frame, textwrap.wrap(point.label, _DATE_LETTERS), (x, day), _side(x))


def _strokes_of_line(frame: Frame, placed: Sequence[_Placed], floor: float) -> Iterator[Stroke]:
    """Yield the axis, what leads down to it from each point or its number, and the line itself."""
    yield _stroke(frame, "axis", (0, floor), (100, floor))
    for point, x, y in placed:
        yield _stroke(frame, "grid", (x, y if point.is_settled else y + 2), (x, floor))
    for ends in itertools.pairwise(_line_through(placed)):
        yield _stroke(frame, "line", *ends)


def _line_through(placed: Iterable[_Placed]) -> list[tuple[float, float]]:
    return [(x, y) for point, x, y in placed if point.is_settled]


def _places_of_days(points: Sequence[Point]) -> list[float]:
    """Return where across each point stands: days that are as far apart in time are so there."""
    days = [date.fromisoformat(point.figure.as_of).toordinal() for point in points]
    first, span = min(days), (max(days) - min(days)) or 1
    return [_LEFT + (day - first) / span * (_RIGHT - _LEFT) for day in days]


def _heights(points: Sequence[Point], *, is_from_zero: bool) -> list[float]:
    """Return how high each value stands, as a part of the plot.

    On a scale from zero a disputed value would lie on the line: then it shows differences.
    """
    values = [float(point.figure.value or 0) for point in points]
    least = 0.0 if is_from_zero else min(values) - (max(values) - min(values)) / 2
    reach = (max(values) - least) or 1.0
    return [(value - least) / reach for value in values]


def _tiers(labels: Mapping[int, tuple[float, int]], frame: Frame) -> Mapping[int, int]:
    """Put each label (its place across, its letters) into the first row where it meets no other."""
    ends: list[float] = []
    rows = {}
    for number, (across, letters) in labels.items():
        left, right = _edges(across, letters, frame)
        row = next((row for row, end in enumerate(ends) if end < left), len(ends))
        ends[row : row + 1] = [right]
        rows[number] = row
    return rows


def _edges(across: float, letters: int, frame: Frame) -> tuple[float, float]:
    """Return where a label begins and ends."""
    width = letters * _LETTER / frame.ems * 100
    left = across - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[_side(across)]
    return left, left + width


def _top_of_line(line: Sequence[tuple[float, float]], edges: tuple[float, float]) -> float:
    """Return the highest place of a line between two places across."""
    left, right = edges
    heights = [y for x, y in line if left <= x <= right]
    for (x1, y1), (x2, y2) in itertools.pairwise(line):
        for x in edges:
            if x1 < x < x2:
                heights.append(y1 + (x - x1) / (x2 - x1) * (y2 - y1))
    return min(heights)


def _side(across: float) -> str:
    """Return the end of a label that keeps it inside the drawing."""
    if across < _NEAR_LEFT:
        return "start"
    return "end" if across > _NEAR_RIGHT else "middle"


def placed_label(
    frame: Frame,
    lines: Sequence[str],
    place: tuple[float, float],
    side: str = "start",
    kind: str = "label",
) -> Label:
    return Label(
        lines=[frame.written(line) for line in lines],
        x=frame.across(place[0]),
        y=frame.down(place[1]),
        anchor=frame.anchor(side),
        kind=kind,
        leading=frame.down(_LINE_EM),
    )


def _stroke(
    frame: Frame, kind: str, start: tuple[float, float], end: tuple[float, float]
) -> Stroke:
    (x1, y1), (x2, y2) = ((frame.across(x), frame.down(y)) for x, y in (start, end))
    return Stroke(kind=kind, x1=x1, y1=y1, x2=x2, y2=y2)

"""A chart as a file of its own: its message, its picture, whose numbers it shows, and of when."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from site_builder.model import Chart
from site_builder.views.assets.fonts import BOLD, REGULAR
from site_builder.views.cards import drawn_text
from site_builder.views.charts.columns import every_value, statement_text
from site_builder.views.charts.drawing import Drawing, Frame, Mark, Point, placed_label
from site_builder.views.context import PageContext
from site_builder.views.prose.sections import compiled_notice
from site_builder.views.rendered import ChartFile

CHART_FILE = "chart_file"
"""The component that draws it."""
CHART_WIDTH = 1200
"""In pixels."""

_UNIT = 1.6
"""Pixels of a unit of the drawing."""
_WIDTH, _EDGE, _EM = 750, 30, 16
_INSIDE = _WIDTH - 2 * _EDGE
_TITLE, _NOTE = 22, 13
_LINE = 1.3
_STEP = 5
"""So many units are a whole number of pixels."""


@dataclass(kw_only=True, slots=True)
class _Sheet:
    """Text set below text."""

    context: PageContext
    frame: Frame
    top: float = _EDGE
    blocks: list[Mapping[str, object]] = field(default_factory=list)

    def add(self, text: str, size: int, name: str = REGULAR) -> None:
        """Break a text into as many lines as it takes."""
        fonts = self.context.site.fonts
        lines = fonts.fit(text, size=size, width=_INSIDE, lines=len(text) + 1, name=name).lines
        self.blocks.append(
            {
                "lines": [self.frame.written(line) for line in lines],
                "x": _EDGE + float(self.frame.across(0)),
                "y": round(self.top + size, 1),
                "size": size,
                "leading": round(size * _LINE, 1),
                "anchor": self.frame.anchor("start"),
                "is_bold": name == BOLD,
            }
        )
        self.top += len(lines) * size * _LINE + 0.3 * size


def chart_file(
    context: PageContext,
    chart: Chart,
    sentence: str,
    points: Sequence[Point],
    draw: Callable[[Sequence[Point], Frame], Drawing],
) -> ChartFile:
    """Draw a chart for those who take it elsewhere."""
    is_mirrored = context.locale.direction == "rtl"
    frame = Frame(is_mirrored=is_mirrored, ems=_INSIDE / _EM, em=_EM)
    known = [point for point in points if point.figure.value is not None]
    drawing = draw(known, frame)
    if any(not point.is_settled for point in known):
        drawing = _with_legend(context, frame, drawing)
    sheet = _Sheet(context=context, frame=frame)
    sheet.add(sentence, _TITLE, BOLD)
    sheet.add(chart.title[context.lang], _EM)
    sheet.top = place = round(sheet.top + _EM)
    sheet.top += (drawing.height + 1) * _EM
    notes = [*_notes(context, points)]
    for note in notes:
        sheet.add(note, _NOTE)
    height = math.ceil((sheet.top + _EDGE) / _STEP) * _STEP
    svg = context.component(
        CHART_FILE,
        width=CHART_WIDTH,
        height=round(height * _UNIT),
        view_box=f"0 0 {_WIDTH} {height}",
        title=sentence,
        description=" ".join(notes),
        texts=sheet.blocks,
        place=f"{_EDGE} {place}",
        drawing=drawing,
    )
    name = f"{chart.id.replace('_', '-')}-{context.lang}"
    missing = context.site.fonts.missing(drawn_text(svg))
    endings = ("svg",) if missing else ("svg", "png")
    return ChartFile(path=f"charts/{name}", svg=str(svg), endings=endings)


def _with_legend(context: PageContext, frame: Frame, drawing: Drawing) -> Drawing:
    """Say below a drawing what its two kinds of points are, and that it does not start at zero."""
    marks, labels, top = [*drawing.marks], [*drawing.labels], drawing.height + 1
    near, far = 100 * 0.5 / frame.ems, 100 * 1.4 / frame.ems
    for word in ("quoted", "rival", "scale"):
        if word != "scale":
            is_settled = word == "quoted"
            marks.append(Mark(x=frame.across(near), y=frame.down(top), is_settled=is_settled))
        labels.append(placed_label(frame, [context.word(f"chart.{word}")], (far, top + 0.35)))
        top += _LINE + 0.2
    return replace(drawing, height=top, marks=marks, labels=labels)


def _notes(context: PageContext, points: Sequence[Point]) -> Iterator[str]:
    """Say what the picture does not: other numbers, whose they are, and whose the chart is."""
    project, figures = context.site.project, [point.figure for point in points]
    for point in points:
        if point.figure.value is None or point.figure.disputes:
            yield _fact(context, point.label, every_value(context, point.figure).striptags())
    said: dict[str, list[str]] = {}
    for point in points:
        said.setdefault(statement_text(context, point.figure).striptags(), []).append(point.label)
    for statement, labels in said.items():
        if statement:
            of = f" ({'; '.join(labels)})" if len(said) > 1 else ""
            yield _fact(context, context.word("table.stated_by"), statement.rstrip(".") + of)
    names = dict.fromkeys(name for figure in figures for name in figure.sources)
    printed = dict.fromkeys(
        _dated(context, source.publisher, source.date)
        for name, source in ((name, project.sources.get(name)) for name in names)
        if source
    )
    yield _fact(context, context.word("table.source"), "; ".join(printed))
    notice = compiled_notice(context, names)
    if notice:
        yield notice.striptags()
    address = context.site.base_url if context.site.has_address else ""
    licence = f"{context.word('footer.licence')} {project.settings.licence_name}"
    yield " · ".join(filter(None, (project.settings.title[context.lang], address, licence)))


def _fact(context: PageContext, name: str, value: str) -> str:
    return context.word("table.fact", name=name, value=value.rstrip("."))


def _dated(context: PageContext, value: str, day: str) -> str:
    date = context.locale.date(day)
    return context.word("table.dated", value=value, date=date) if date else value

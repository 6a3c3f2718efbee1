"""The table of a chart: a row for each point, with what is computed from its number.

Shares, changes and progress have a column where at least one of them is known. What is the same in
every row is said once: a date, a status or a source in a note below, dates of what is computed in
its header. Who stated a number and who printed it stands in its row only where most rows differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from markupsafe import Markup

from site_builder.model import Chart, Figure
from site_builder.views.charts.columns import (
    basis_columns,
    column,
    date_column,
    every_value,
    statement_columns,
)
from site_builder.views.charts.drawing import Point
from site_builder.views.context import PageContext
from site_builder.views.inserts.inline import word_markup
from site_builder.views.model import Column, TableView

_MANY = 3
"""Rows that are tiresome to read when all say the same."""


def chart_table(context: PageContext, chart: Chart, points: Sequence[Point]) -> TableView:
    is_dated = chart.by == "as_of"
    figures = [point.figure for point in points]
    values = [every_value(context, figure, is_pinned=is_dated) for figure in figures]
    status = column(context, "status", [context.word(f"status.{f.status}") for f in figures])
    about = [] if is_dated else [_time_column(context, chart, figures), status]
    basis = basis_columns(context, *statement_columns(context, figures, figures))
    columns = [
        column(context, chart.by, [_name(context, point) for point in points], names_rows=True),
        column(context, "participants", values, is_numeric=True),
    ]
    is_ranked = len({f.as_of for f in figures}) == 1 and all(f.value is not None for f in figures)
    if chart.by == "area" and is_ranked:
        columns.append(_rank_column(context, figures))
    if not is_dated:
        columns += _computed_columns(context, figures)
    else:
        columns.append(status)
    facts: list[Markup] = []
    for each in (*about, *basis):
        text, count = Counter(each.texts).most_common(1)[0] if each.texts else ("", 0)
        if text and count == len(each.texts) > 1:
            facts.append(word_markup(context, "table.fact", name=each.name, value=text))
        elif text and count >= _MANY and each in basis:
            facts.append(word_markup(context, "table.usual", name=each.name, value=text))
            others = tuple("" if other == text else other for other in each.texts)
            columns.append(replace(each, texts=others))
        else:
            columns.append(each)
    note = Markup(" ").join(facts)
    return TableView(caption=chart.title[context.lang], columns=tuple(columns), note=note)


def _name(context: PageContext, point: Point) -> Markup | str:
    """Name a row, as a link where it is an area with a page of its own."""
    area = point.figure.area
    page = context.page_with(f"area.{area}") if area else None
    return context.link(context.href(page), point.label) if page else point.label


def _rank_column(context: PageContext, figures: Sequence[Figure]) -> Column:
    """Say which place each number of one day has; those that are equal share it."""
    values = [figure.value or Decimal(0) for figure in figures]
    ranks = [context.locale.number(1 + sum(other > each for other in values)) for each in values]
    return column(context, "rank", ranks, is_numeric=True)


def _time_column(context: PageContext, chart: Chart, figures: Sequence[Figure]) -> Column:
    """Say of what date each number is; a target is for a year, not of one."""
    if chart.dataset == "targets":
        return column(context, "year", [figure.as_of for figure in figures])
    return date_column(context, figures)


def _computed_columns(context: PageContext, figures: Sequence[Figure]) -> Iterator[Column]:
    """Yield the columns of what is computed from the figures of the rows."""
    known = context.site.registry.figures
    found: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        for kind, name in _computed_names(figure):
            if name in known:
                found.setdefault(kind, {})[figure.name] = known[name]
    for kind, computed in found.items():
        if any(figure.value is not None for figure in computed.values()):
            yield _computed_column(context, kind, computed, figures)


def _computed_names(figure: Figure) -> Iterator[tuple[str, str]]:
    """Yield the columns beside a figure, and the names of the figures in them."""
    namespace, _, name = figure.name.partition(".")
    if namespace == "target":
        yield "progress", f"coverage.progress_{name.replace('.', '_')}"
    else:
        yield "share", f"{namespace}.share_{name}"
        yield "change", f"{namespace}.change_{name}"


def _computed_column(
    context: PageContext, name: str, computed: Mapping[str, Figure], figures: Sequence[Figure]
) -> Column:
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
        text = every_value(context, computed[figure.name])
        is_dated = figure.name in days and not is_shared
        texts.append(_dated(context, text, days[figure.name]) if is_dated else text)
    plain = column(context, name, texts, is_numeric=True)
    if not is_shared:
        return plain
    return replace(plain, name=_dated(context, plain.name, next(iter(days.values()))))


def _days(context: PageContext, figure: Figure, computed: Figure) -> tuple[str, str]:
    """Return since when and as of when a computed figure holds, where its row does not say so."""
    as_of = computed.as_of if computed.as_of != figure.as_of else ""
    return context.locale.date(computed.since), context.locale.date(as_of)


def _dated(context: PageContext, text: Markup | str, days: tuple[str, str]) -> Markup | str:
    """Add dates to a value, or to the name of a column."""
    for word, day in zip(("since", "dated"), days, strict=True):
        if day:
            text = word_markup(context, f"table.{word}", value=text, date=day)
    return text

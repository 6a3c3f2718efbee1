"""Tables made from data, such as `{{ table.contributions }}`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from site_builder.figures.derived import TOTAL_NAME
from site_builder.model import Benefit, Figure, Observation, Project, Status
from site_builder.views.charts.chart import chart_points
from site_builder.views.charts.chart_table import chart_table
from site_builder.views.charts.columns import (
    basis_columns,
    column,
    date_column,
    every_value,
    quantity_markup,
    source_column,
    statement_columns,
    value_column,
)
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import (
    figure_markup,
    law_text,
    status_markup,
    validity_text,
)
from site_builder.views.inserts.inline import localized_markup, word_markup
from site_builder.views.labels import label_of
from site_builder.views.model import DATES_SHOWN, TableView

_BENEFITS = "benefits_"


def named_table(context: PageContext, name: str) -> TableView | None:
    """Return a table by its name, or None for an unknown one."""
    project = context.site.project
    if name in project.charts:
        chart = project.charts[name]
        return chart_table(context, chart, chart_points(context, chart))
    if name in TABLES:
        return TABLES[name](context)
    programme = name.removeprefix(_BENEFITS)
    if name.startswith(_BENEFITS) and programme in (*project.settings.programme.parts, "both"):
        benefits = benefits_listed(project, name)
        part = project.settings.programme.parts.get(programme)
        name = part[context.lang] if part else context.word("table.all")
        caption = context.word("table.caption_benefits", name=name)
        return _benefit_table(context, benefits, caption)
    return None


def benefits_listed(project: Project, name: str) -> list[Benefit]:
    """Return the benefits in a table of a name; none for a table of something else."""
    named = ("benefit", name.removeprefix(_BENEFITS))
    every = project.benefits.values() if name.startswith(_BENEFITS) else ()
    return [benefit for benefit in every if (benefit.kind, benefit.programme) == named]


def table_names(context: PageContext) -> tuple[str, ...]:
    project = context.site.project
    programmes = (*project.settings.programme.parts, "both")
    return (*project.charts, *TABLES, *(f"{_BENEFITS}{name}" for name in programmes))


def _benefit_table(context: PageContext, benefits: list[Benefit], caption: str) -> TableView:
    amounts = [amount_markup(context, benefit) for benefit in benefits]
    conditions = [_lines(context, _conditions(context, benefit)) for benefit in benefits]
    legal = [
        _lines(context, [law_text(context, law) for law in benefit.legal]) for benefit in benefits
    ]
    known = context.site.registry.figures
    figures = [known[benefit.figure_name] for benefit in benefits]
    columns = (
        column(context, "benefit", [b.name[context.lang] for b in benefits], names_rows=True),
        column(context, "amount", amounts, is_numeric=True),
        column(context, "conditions", conditions),
        *basis_columns(context, column(context, "legal", legal), source_column(context, figures)),
    )
    return TableView(caption=caption, columns=columns)


def amount_markup(context: PageContext, benefit: Benefit) -> Markup:
    """Return an amount with its period, `up to` before a ceiling, and whether it is computed."""
    figure = context.site.registry.figures[benefit.figure_name]
    if figure.value is None:
        word = localized_markup(context, benefit.amount_text)
        return context.component("figure_absent", name=figure.name, as_of="", word=word)
    shown = quantity_markup(context, figure)
    if figure.status is Status.COMPUTED:
        shown += " " + status_markup(context, figure)
    return shown


def _conditions(context: PageContext, benefit: Benefit) -> Iterator[Markup | str]:
    for condition in benefit.conditions:
        yield localized_markup(context, condition.text)
    if benefit.valid_to:
        yield validity_text(context, benefit.valid_from, benefit.valid_to)
    if context.page.kind.shows_sources:
        if benefit.conflict is not None:
            yield localized_markup(context, benefit.conflict.text)
        yield localized_markup(context, benefit.note)


def _contributions(context: PageContext) -> TableView:
    benefits = context.site.project.benefits.values()
    contributions = [benefit for benefit in benefits if benefit.kind == "contribution"]
    return _benefit_table(context, contributions, context.word("table.caption_contributions"))


def _coverage_rows(context: PageContext) -> TableView:
    """List the newest city-wide rows of the coverage data, corrected and disputed ones too.

    Rows by area and occupation are many; their pages and the downloads have them.
    """
    project, locale = context.site.project, context.locale
    known = context.site.registry.figures
    named = (
        (row, known.get(f"coverage.{row.funding or 'total'}"))
        for row in project.observations
        if not row.area and not row.occupation
    )
    every_row = [(row, figure) for row, figure in named if figure is not None]
    shown = every_row[-DATES_SHOWN:]
    rows, figures = [row for row, _ in shown], [figure for _, figure in shown]
    points = [_point(context, *each) for each in shown]
    observed = list(zip(rows, points, strict=True))
    whole = context.word("table.all")
    names = {key: fund.name[context.lang] for key, fund in project.funding.items()}
    counts = [_observed(context, *each) for each in observed]
    # Other rows may dispute a count that is published.
    statuses = [context.word(f"status.{(point or row).status}") for row, point in observed]
    columns = (
        column(context, "as_of", [locale.date(row.as_of) for row in rows], names_rows=True),
        column(context, "funding", [names.get(row.funding, whole) for row in rows]),
        column(context, "participants", counts, is_numeric=True),
        column(context, "status", statuses),
        *basis_columns(context, *statement_columns(context, rows, figures)),
        column(context, "note", [localized_markup(context, row.note) for row in rows]),
    )
    earlier = context.word("data.earlier") if len(every_row) > len(rows) else ""
    caption = context.word("table.caption_coverage_rows")
    return TableView(caption=caption, columns=columns, note=earlier)


def _point(context: PageContext, row: Observation, figure: Figure) -> Figure | None:
    """Return a row's count as its figure at its date; None where it is no longer that."""
    point = figure.at(row.as_of.isoformat())
    return point if point is not None and point.value == row.participants else None


def _observed(context: PageContext, row: Observation, point: Figure | None) -> Markup | str:
    if row.participants is None:
        return context.word("table.none")
    if point is not None:
        return figure_markup(context, point, is_pinned=True)
    return context.locale.number(row.participants)


def _indicators(context: PageContext) -> TableView:
    known = context.site.registry.figures.values()
    figures = [figure for figure in known if figure.name.startswith("indicator.")]
    columns = (
        column(context, "indicator", [label_of(context, f) for f in figures], names_rows=True),
        value_column(context, "value", figures),
        date_column(context, figures),
        *basis_columns(context, source_column(context, figures)),
        column(context, "note", [localized_markup(context, f.note) for f in figures]),
    )
    return TableView(caption=context.word("table.caption_indicators"), columns=columns)


def _denominators(context: PageContext) -> TableView:
    """Compare the newest total with each number that `site.yaml` names as a denominator."""
    figures = context.site.registry.figures
    total = figures[TOTAL_NAME]
    names = context.site.project.settings.denominators
    wholes = [figures[f"indicator.{name}"] for name in names if f"coverage.of_{name}" in figures]
    shares = [figures[f"coverage.of_{whole.name.partition('.')[2]}"] for whole in wholes]
    columns = (
        column(context, "indicator", [label_of(context, f) for f in wholes], names_rows=True),
        date_column(context, wholes),
        value_column(context, "value", wholes),
        column(context, "share", [every_value(context, f) for f in shares], is_numeric=True),
        *basis_columns(context, source_column(context, wholes)),
    )
    value, day = every_value(context, total), context.day(total.as_of)
    dated = word_markup(context, "table.dated", value=value, date=day)
    note = word_markup(context, "table.fact", name=context.word("table.participants"), value=dated)
    caption = context.word("table.caption_denominators")
    return TableView(caption=caption, columns=columns, note=note)


def area_table(context: PageContext, name: str, figures: Sequence[Figure]) -> TableView:
    """List the areas inside one, each with its newest number."""
    columns = (
        column(context, "area", [label_of(context, f) for f in figures], names_rows=True),
        value_column(context, "participants", figures),
        date_column(context, figures),
        *basis_columns(context, source_column(context, figures)),
    )
    return TableView(caption=context.word("area.caption", name=name), columns=columns)


def _lines(context: PageContext, lines: Iterable[Markup | str]) -> Markup:
    return context.component("item_list", items=[line for line in lines if line])


TABLES: Mapping[str, Callable[[PageContext], TableView]] = {
    "contributions": _contributions,
    "coverage_rows": _coverage_rows,
    "denominators": _denominators,
    "indicators": _indicators,
}
"""Tables that are not a chart's, by name."""

"""A district with numbers: its newest count, its dates, the villages in it, and every record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model import Area, Figure, Project
from site_builder.model.catalogs import localized_word
from site_builder.pages.page import Page, generated_page
from site_builder.views.charts.chart import history_chart
from site_builder.views.charts.tables import area_table
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import FigureValue
from site_builder.views.inserts.inline import word_markup
from site_builder.views.kinds.kind import Kind
from site_builder.views.model import ChartView, FigureView, KindView, TableView
from site_builder.views.records import figure_view

_DISTRICT = "district"


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaView(KindView):
    """A district's numbers."""

    figures: tuple[FigureView, ...]
    """Its newest count; empty where only its villages are counted."""
    rank: Markup
    """Its place among the districts, and its share of everybody; empty where it stands alone."""
    charts: tuple[ChartView, ...]
    """Over time, once there is more than one date."""
    tables: tuple[TableView, ...]
    """Of the areas inside it."""
    records: tuple[FigureView, ...]
    """The figures that have their permanent address here."""


def _view(context: PageContext) -> AreaView:
    project, figures = context.site.project, context.site.registry.figures
    area = project.areas[_slug(context.page)]
    names = [area.slug, *(a.slug for a in project.areas.values() if a.parent == area.code)]
    known = [figures[f"coverage.area_{n}"] for n in names if f"coverage.area_{n}" in figures]
    own = [figure for figure in known if figure.name == f"coverage.area_{area.slug}"]
    below = [figure for figure in known if figure not in own]
    return AreaView(
        figures=tuple(figure_view(context, figure) for figure in own),
        rank=_rank(context, own[0]) if own else Markup(""),
        charts=tuple(history_chart(context, figure) for figure in own if _is_dated_twice(figure)),
        tables=(area_table(context, area.name, below),) if below else (),
        records=tuple(
            figure_view(context, figure)
            for figure in figures.values()
            if figure.area and context.figure_page(figure) is context.page
        ),
    )


def _rank(context: PageContext, own: Figure) -> Markup:
    """Say the place of a district among those that are counted on the same day."""
    figures = context.site.registry.figures
    districts = (a for a in context.site.project.areas.values() if a.level == _DISTRICT)
    names = (f"coverage.area_{area.slug}" for area in districts)
    counts = [figures[name].value for name in names if _is_beside(figures.get(name), own)]
    values = [value for value in counts if value is not None]
    if own.value is None or len(values) < len(("this", "another")):
        return Markup("")
    share = figures[own.name.replace(".", ".share_", 1)]
    rank = 1 + sum(value > own.value for value in values)
    word = "area.rank_first" if rank == 1 else "area.rank"
    return word_markup(
        context,
        word if share.value is None else f"{word}_and_share",
        rank=rank,
        of=len(values),
        share=FigureValue(context=context, figure=share).html(),
    )


def _is_beside(figure: Figure | None, own: Figure) -> bool:
    return figure is not None and figure.as_of == own.as_of


def _is_dated_twice(figure: Figure) -> bool:
    return len({point.as_of for point in figure.history}) > 1


def _slug(page: Page) -> str:
    return page.key.rpartition("/")[2]


def _area_pages(project: Project, written: tuple[Page, ...]) -> Iterator[Page]:
    """Yield a page below the statistics for each district with numbers."""
    counted = _counted_areas(project)
    for parent in (page for page in written if page.template == "statistics"):
        for area in project.areas.values():
            if area.level == _DISTRICT and area.slug in counted:
                name = {"name": area.name}
                yield generated_page(
                    parent=parent,
                    kind=KIND,
                    name=area.slug,
                    slug=area.slug.replace("_", "-"),
                    title=localized_word(project.catalogs, "area.title", name),
                    short_title=localized_word(project.catalogs, "area.short_title", name),
                    description=localized_word(project.catalogs, "area.description", name),
                    sources=_sources(project, area),
                )


def _sources(project: Project, area: Area) -> tuple[str, ...]:
    rows = (row for row in project.observations if row.area == area.slug)
    return tuple(dict.fromkeys(source for row in rows for source in row.sources))


def _counted_areas(project: Project) -> frozenset[str]:
    """Return the slugs of all areas that have rows, and of the areas above them."""
    rows = {row.area for row in project.observations if row.area}
    return frozenset(above.slug for slug in rows for above in _with_areas_above(project, slug))


def _with_areas_above(project: Project, slug: str) -> Iterator[Area]:
    by_code = {area.code: area for area in project.areas.values()}
    area = project.areas.get(slug)
    while area is not None:
        yield area
        area = by_code.get(area.parent)


def _held(project: Project, page: Page) -> Iterator[str]:
    """Yield the district and the areas inside it, whose figures stand here too."""
    district = project.areas[_slug(page)]
    for slug in project.areas:
        if district in _with_areas_above(project, slug):
            yield f"area.{slug}"


KIND = Kind(
    template="area",
    shows_sources=True,
    card="card.area",
    view=_view,
    pages=_area_pages,
    holds=_held,
    is_written=False,
)

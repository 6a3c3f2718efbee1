"""A district with numbers: its newest count, its dates, and the villages in it.

The records of the district stand on its page, those of the villages on pages below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.figures.derived import KINDS_OF_COUNT, joined
from site_builder.model import Figure, Project, areas_around
from site_builder.pages.page import Page, generated_page
from site_builder.pages.parts import divided, part_name, records_pages
from site_builder.views.charts.chart import CHARTED_LEVEL, history_chart
from site_builder.views.charts.tables import area_table
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import figure_markup
from site_builder.views.inserts.inline import word_markup
from site_builder.views.kinds.kind import Kind
from site_builder.views.links import short_link
from site_builder.views.model import ChartView, FigureView, KindView, Link, TableView
from site_builder.views.records import figure_view

_PART_LENGTH = 4
"""Areas inside a district whose records fit into a page of a thousand words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaView(KindView):
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
    further: tuple[tuple[Link, tuple[str, ...]], ...]
    """To the records of the areas inside it, each with the anchors of what stands there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaRecordsView(KindView):
    """The full records of some areas inside a district."""

    figures: tuple[FigureView, ...]


def _view(context: PageContext) -> AreaView:
    project, figures = context.site.project, context.site.registry.figures
    area = project.areas[context.page.name]
    names = [area.slug, *(a.slug for a in project.areas.values() if a.parent == area.slug)]
    known = [figures[f"coverage.area_{n}"] for n in names if f"coverage.area_{n}" in figures]
    own = [figure for figure in known if figure.name == f"coverage.area_{area.slug}"]
    below = [figure for figure in known if figure not in own]
    return AreaView(
        figures=tuple(figure_view(context, figure) for figure in own),
        rank=_rank(context, own[0]) if own else Markup(""),
        charts=tuple(
            history_chart(context, figure)
            for figure in own
            if len({point.as_of for point in figure.history}) > 1
        ),
        tables=(area_table(context, area.name, below),) if below else (),
        records=_records(context),
        further=tuple(
            (short_link(context, page), tuple(figure.name for figure in _recorded(context, page)))
            for page in context.site.plan.children(context.page.key, context.lang)
        ),
    )


def _records(context: PageContext) -> tuple[FigureView, ...]:
    return tuple(figure_view(context, figure) for figure in _recorded(context, context.page))


def _recorded(context: PageContext, page: Page) -> Iterator[Figure]:
    """Yield the figures that have their permanent address on a page."""
    figures = context.site.registry.figures
    areas = (held.removeprefix("area.") for held in page.holds)
    names = (f"coverage.{kind}area_{area}" for area in areas for kind in KINDS_OF_COUNT)
    yield from (figures[name] for name in names if name in figures)


def _rank(context: PageContext, own: Figure) -> Markup:
    """Say the place of a district among those that are counted on the same day."""
    figures = context.site.registry.figures
    districts = (a for a in context.site.project.areas.values() if a.level == CHARTED_LEVEL)
    counts = [figures.get(f"coverage.area_{area.slug}") for area in districts]
    beside = [count.value for count in counts if count is not None and count.as_of == own.as_of]
    values = [value for value in beside if value is not None]
    if own.value is None or len(values) <= 1:
        return Markup("")
    share = figures[own.name.replace(".", ".share_", 1)]
    rank = 1 + sum(value > own.value for value in values)
    word = "area.rank_first" if rank == 1 else "area.rank"
    return word_markup(
        context,
        word if share.value is None else f"{word}_and_share",
        rank=rank,
        of=len(values),
        share=figure_markup(context, share),
    )


def _area_pages(project: Project, parent: Page) -> Iterator[Page]:
    """Yield a page below the statistics for each district with numbers."""
    if parent.template != "statistics":
        return
    counted = _counted_areas(project)
    sources: dict[str, list[tuple[str, ...]]] = {}
    for row in project.observations:
        sources.setdefault(row.area, []).append(row.sources)
    inside: dict[str, list[str]] = {}
    for slug in project.areas:
        for around in areas_around(project.areas, slug):
            inside.setdefault(around, []).append(slug)
    for area in project.areas.values():
        if area.level == CHARTED_LEVEL and area.slug in counted:
            page = generated_page(
                parent=parent,
                kind=AREA,
                name=area.slug,
                slug=area.slug.replace("_", "-"),
                title=project.word("area.title", name=area.name),
                short_title=project.word("area.short_title", name=area.name),
                description=project.word("area.description", name=area.name),
                sources=joined(*sources.get(area.slug, ())),
                holds=(f"area.{area.slug}",),
            )
            yield page
            yield from _records_pages(project, page, inside.get(area.slug, ()), counted)


def _records_pages(
    project: Project, district: Page, inside: Sequence[str], counted: frozenset[str]
) -> Iterator[Page]:
    """Yield the pages with the records of the areas inside a district that have numbers.

    `inside` are all of these, counted or not, so that a new count moves no record.
    """
    whole = district.short_title.value
    parts = (
        (
            number,
            part_name(project, whole, project.areas[part[0]].name),
            tuple(f"area.{slug}" for slug in part),
        )
        for number, part in enumerate(divided(inside, _PART_LENGTH))
        if not counted.isdisjoint(part)
    )
    return records_pages(project, district, RECORDS, "coverage", parts)


def _counted_areas(project: Project) -> frozenset[str]:
    """Return the slugs of all areas that have rows, and of the areas above them."""
    counted = {row.area for row in project.observations if row.area in project.areas}
    return frozenset(
        each for slug in counted for each in (slug, *areas_around(project.areas, slug))
    )


AREA = Kind(
    template="area",
    shows_sources=True,
    card="card.area",
    view=_view,
    pages=_area_pages,
    is_written=False,
)
RECORDS = Kind(
    template="area_records",
    shows_sources=True,
    card="card.figures",
    view=lambda context: AreaRecordsView(figures=_records(context)),
    is_written=False,
    is_in_index=False,
)
KINDS = (AREA, RECORDS)

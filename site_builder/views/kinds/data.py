"""About the data: downloads, every figure at its permanent address, and pages of full records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model import FIGURE_NAMESPACES, Figure, FigureUse, Project
from site_builder.model.catalogs import localized_word
from site_builder.pages.page import Page, generated_page
from site_builder.views.charts.columns import figure_cell
from site_builder.views.context import PageContext
from site_builder.views.inserts.inline import plain_of
from site_builder.views.kinds.kind import Kind
from site_builder.views.labels import label_of
from site_builder.views.model import FigureView, KindView, Link, SectionView
from site_builder.views.records import figure_view

DOWNLOADS: Mapping[str, str] = {
    "coverage.csv": "csv",
    "coverage-excel.csv": "csv_excel",
    "coverage.xlsx": "xlsx",
    "coverage.json": "json",
    "targets.csv": "csv",
    "targets.xlsx": "xlsx",
    "indicators.csv": "csv",
    "indicators.xlsx": "xlsx",
    "figures.json": "json",
    "datapackage.json": "datapackage",
}
"""File of the output's `data/` to the word for its format."""
_MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureEntryView:
    """A figure in the list of all, at its permanent address."""

    anchor: str
    label: str
    value: Markup
    as_of: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureGroupView:
    """The figures of one namespace."""

    title: str
    figures: tuple[FigureEntryView, ...]
    records_href: str
    """Of the page of their full records."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DataView(KindView):
    """Every download and every figure."""

    downloads: tuple[Link, ...]
    groups: tuple[FigureGroupView, ...]
    areas: Link | None
    """To the pages of the areas, where there are any."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordsView(KindView):
    """Everything known about the figures of one namespace."""

    figures: tuple[FigureView, ...]


def _view(context: PageContext) -> DataView:
    return DataView(
        groups=tuple(_group(context, namespace) for namespace in FIGURE_NAMESPACES),
        downloads=tuple(
            Link(
                text=name,
                href=context.file_href(f"/data/{name}"),
                description=context.word(f"download.{kind}"),
            )
            for name, kind in DOWNLOADS.items()
        ),
        areas=_areas(context),
    )


def _group(context: PageContext, namespace: str) -> FigureGroupView:
    page = context.page_with(f"records.{namespace}")
    return FigureGroupView(
        title=context.word(f"group.{namespace}"),
        figures=tuple(_entry(context, figure) for figure in _figures(context, namespace)),
        records_href=context.href(page) if page else "",
    )


def _areas(context: PageContext) -> Link | None:
    pages = (context.page_with(f"area.{slug}") for slug in context.site.project.areas)
    area = next((page for page in pages if page is not None), None)
    above = area and context.site.plan.find(area.parent, context.lang)
    href = context.href(above, "areas") if above else ""
    return Link(text=context.word("area.list"), href=href) if href else None


def _figures(context: PageContext, namespace: str) -> Iterator[Figure]:
    """Yield a namespace's figures but those that stand on the page of their area."""
    for figure in context.site.registry.figures.values():
        is_of_area = figure.area and context.page_with(f"area.{figure.area}")
        if figure.name.startswith(f"{namespace}.") and not is_of_area:
            yield figure


def _entry(context: PageContext, figure: Figure) -> FigureEntryView:
    label = label_of(context, figure)
    as_of = context.locale.date(figure.as_of) if figure.as_of else ""
    return FigureEntryView(
        anchor=figure.name,
        label=label,
        value=figure_cell(context, figure),
        # A label that has the year says the date already.
        as_of="" if as_of in label else as_of,
    )


def _records_view(context: PageContext) -> RecordsView:
    figures = _figures(context, _namespace(context.page))
    return RecordsView(figures=tuple(figure_view(context, figure) for figure in figures))


def _namespace(page: Page) -> str:
    return page.key.rpartition("/")[2]


def _records_pages(project: Project, written: tuple[Page, ...]) -> Iterator[Page]:
    """Yield a page with the full records of each namespace of figures."""
    for parent in (page for page in written if page.kind is DATA):
        for namespace in FIGURE_NAMESPACES:
            name = localized_word(project.catalogs, f"group.{namespace}", {})
            params = {"name": name}
            yield generated_page(
                parent=parent,
                kind=RECORDS,
                name=namespace,
                slug=localized_word(project.catalogs, f"group_slug.{namespace}", {})[parent.lang],
                title=localized_word(project.catalogs, "data.records_title", params),
                short_title=name,
                description=localized_word(project.catalogs, "data.records_description", params),
            )


def _describe(
    context: PageContext, sections: Sequence[SectionView], _: Sequence[FigureUse]
) -> Mapping[str, object]:
    """Describe the downloads as a dataset."""
    project = context.site.project
    days = sorted(row.as_of.isoformat() for row in project.observations)
    dataset: dict[str, object] = {
        "@type": "Dataset",
        "name": plain_of(context, context.page.title),
        "description": plain_of(context, context.page.description),
        "url": context.absolute(context.page.url),
        "license": project.settings.licence_url,
        "creator": {
            "@type": "GovernmentOrganization",
            "name": project.settings.programme.owner[context.lang],
        },
        "spatialCoverage": project.settings.programme.area[context.lang],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": _MEDIA_TYPES[name.rpartition(".")[2]],
                "contentUrl": context.absolute(f"/data/{name}"),
            }
            for name in DOWNLOADS
        ],
    }
    if days:
        dataset["temporalCoverage"] = f"{days[0]}/{days[-1]}"
    if project.settings.is_compiled:
        # Nobody published these files as theirs yet; they were compiled from the named sources.
        del dataset["creator"]
    return {"mainEntity": dataset}


DATA = Kind(
    template="data",
    shows_sources=True,
    styles="data",
    card="card.data",
    view=_view,
    describe=_describe,
    pages=_records_pages,
    holds=lambda project, page: ("figures",),
)
RECORDS = Kind(
    template="figures",
    shows_sources=True,
    styles="data",
    card="card.figures",
    view=_records_view,
    holds=lambda project, page: (f"records.{_namespace(page)}",),
    is_written=False,
    is_found_by_title=True,
)
KINDS = (DATA, RECORDS)

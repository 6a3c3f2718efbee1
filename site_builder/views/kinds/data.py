"""About the data: downloads, every figure at its permanent address, and pages of full records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from site_builder.figures.derived import KINDS_OF_COUNT
from site_builder.model import FIGURE_NAMESPACES, Figure, FigureUse, Localized, Project
from site_builder.pages.page import Page
from site_builder.pages.parts import divided, part_name, part_of, records_pages
from site_builder.pages.reviews import last_release
from site_builder.views.charts.columns import column, value_column
from site_builder.views.context import PageContext
from site_builder.views.downloads import DATASETS, DOWNLOADS, FORMATS, OTHERS
from site_builder.views.inserts.inline import plain_of
from site_builder.views.kinds.kind import Kind
from site_builder.views.labels import indicator_label, label_and_date, label_of
from site_builder.views.model import Column, FigureView, KindView, Link, SectionView, TableView
from site_builder.views.records import figure_view

_MOST_LISTED = 10
"""Of figures that stand in a table of their group beside the text."""
_PART_LENGTHS = {"coverage": 2, "benefit": 4, "contribution": 6, "indicator": 9}
"""Ids of a namespace whose records fit into a page of a thousand words."""
_MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv",
    "json": "application/json",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureGroupView:
    """The figures of one namespace."""

    title: str
    table: TableView | None
    """None of a group that is too long for a list here; its records are the list."""
    records: tuple[tuple[Link, tuple[str, ...]], ...]
    """To the pages of their full records, each with the anchors that readers may have of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DataView(KindView):
    downloads: tuple[Link, ...]
    """What is no single table."""
    tables: TableView
    """Each table to download, with its formats."""
    groups: tuple[FigureGroupView, ...]
    areas: Link | None
    """To the pages of the areas, where there are any."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordsView(KindView):
    """Everything known about the figures of one namespace."""

    about: tuple[str, ...]
    """What holds of all of them: what they are, their licence, their dates."""
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
            for name, kind in OTHERS.items()
        ),
        tables=_tables(context),
        areas=_areas(context),
    )


def _tables(context: PageContext) -> TableView:
    contents = [context.word(f"dataset.{name}") for name in DATASETS]
    named = Column(name=context.word("download.dataset"), texts=tuple(contents), names_rows=True)
    columns = [named]
    for ending in FORMATS:
        word = context.word(f"download.{ending}")
        links = (
            context.link(context.file_href(f"/data/{name}.{ending}"), word, about=about)
            for name, about in zip(DATASETS, contents, strict=True)
        )
        columns.append(Column(name=word, texts=tuple(links)))
    return TableView(caption=context.word("data.downloads"), columns=tuple(columns))


def _group(context: PageContext, namespace: str) -> FigureGroupView:
    title = context.word(f"group.{namespace}")
    figures = list(_figures(context, namespace))
    is_short = len(figures) <= _MOST_LISTED
    pages: dict[str, tuple[Page, list[str]]] = {}
    for figure in figures:
        page = context.record_page(figure)
        if page is not None:
            pages.setdefault(page.key, (page, []))[1].append(figure.name)
    return FigureGroupView(
        title=title,
        table=_figure_table(context, title, figures) if is_short and figures else None,
        records=tuple(
            (
                Link(text=_link_text(context, page, len(pages)), href=context.href(page)),
                () if is_short else tuple(names),
            )
            for page, names in pages.values()
        ),
    )


def _link_text(context: PageContext, page: Page, count: int) -> str:
    """Return what leads to a page of records below the name of their group."""
    if count == 1:
        return page.short_title.value
    namespace, number = part_of(page)
    project = context.site.project
    part = _parts(project, namespace)[number]
    first = context.site.registry.figures.get(f"{namespace}.{part[0]}" if part else "")
    # A fund's name alone is what leads to its explanation.
    if first is not None and namespace == "coverage":
        return label_of(context, first)
    return _first_name(project, namespace, part)[context.lang]


def _figure_table(context: PageContext, title: str, figures: Sequence[Figure]) -> TableView:
    named = [label_and_date(context, figure) for figure in figures]
    values, anchors = value_column(context, "value", figures), tuple(f.name for f in figures)
    columns = (
        column(context, "indicator", [label for label, _ in named], names_rows=True),
        replace(values, anchors=anchors),
        column(context, "as_of", [day for _, day in named]),
    )
    return TableView(caption=title, columns=columns)


def _areas(context: PageContext) -> Link | None:
    pages = (context.page_with(f"area.{slug}") for slug in context.site.project.areas)
    area = next((page for page in pages if page is not None and page.template == "area"), None)
    above = area and context.site.plan.find(area.parent, context.lang)
    href = context.href(above, "areas") if above else ""
    return Link(text=context.word("area.list"), href=href) if href else None


def _figures(context: PageContext, namespace: str) -> Iterator[Figure]:
    """Yield a namespace's figures but those that stand on the page of their area."""
    registry = context.site.registry
    for name in registry.in_namespace.get(namespace, ()):
        figure = registry.figures[name]
        if not (figure.area and context.page_with(f"area.{figure.area}")):
            yield figure


def _records_view(context: PageContext) -> RecordsView:
    namespace, _ = part_of(context.page)
    return RecordsView(
        about=tuple(_about(context, namespace)),
        figures=tuple(
            figure_view(context, figure)
            for figure in _figures(context, namespace)
            if context.record_page(figure) is context.page
        ),
    )


def _about(context: PageContext, namespace: str) -> Iterator[str]:
    settings, site = context.site.project.settings, context.site
    definition = f"data.definition_{namespace}"
    if definition in context.catalog.words:
        yield context.word(definition)
    date = context.day(site.data_as_of)
    yield context.word("data.about", licence=settings.licence_name, date=date)
    for review in site.reviews:
        if (review.kind, review.id) == ("page", context.page.parent):
            yield context.word("data.next_check", date=context.locale.date(review.due))


def _parts(project: Project, namespace: str) -> tuple[tuple[str, ...], ...]:
    """Divide the records of a namespace into pages: names of each; the first has all others too."""
    length = _PART_LENGTHS.get(namespace, 1)
    if namespace == "coverage":
        parts = divided(_counted(project), length)
        return (
            (),
            *(tuple(f"{kind}{name}" for kind in KINDS_OF_COUNT for name in part) for part in parts),
        )
    if namespace == "indicator":
        ids = list(dict.fromkeys(row.id for row in project.indicators))
    else:
        ids = [each.id for each in project.benefits.values() if each.kind == namespace]
    return divided(ids, length) or ((),)


def _counted(project: Project) -> list[str]:
    """Return the names of the counts of each fund and occupation, without their namespace."""
    rows = project.observations
    funds, occupations = {row.funding for row in rows}, {row.occupation for row in rows}
    return [
        *(name for name in project.funding if name in funds),
        *(f"occupation_{name}" for name in project.occupations if name in occupations),
    ]


def _records_pages(project: Project, parent: Page) -> Iterator[Page]:
    """Yield the pages with the full records of each namespace of figures."""
    for namespace in FIGURE_NAMESPACES if parent.kind is DATA else ():
        described = _described(project, namespace)
        yield from records_pages(project, parent, RECORDS, namespace, described)


def _described(
    project: Project, namespace: str
) -> Iterator[tuple[int, Localized, tuple[str, ...]]]:
    """Yield each part of a namespace's records: its number, what it is called, what it holds."""
    whole = project.word(f"group.{namespace}")
    parts = _parts(project, namespace)
    for number, part in enumerate(parts):
        called = whole
        if len(parts) > 1:
            called = part_name(project, whole, _first_name(project, namespace, part))
        all_others = () if number else (f"records.{namespace}",)
        yield number, called, (*all_others, *(f"record.{namespace}.{name}" for name in part))


def _first_name(project: Project, namespace: str, part: Sequence[str]) -> Localized:
    """Return what the first record of a part is called; of no named one, the whole."""
    if not part:
        return project.word(f"label.{namespace}_total")
    name = part[0]
    if namespace == "indicator":
        return indicator_label(project, name)
    if namespace != "coverage":
        return project.benefits[name].name
    occupation = project.occupations.get(name.removeprefix("occupation_"))
    return occupation.name if occupation else project.funding[name].name


def _describe(
    context: PageContext, sections: Sequence[SectionView], _: Sequence[FigureUse]
) -> Mapping[str, object]:
    """Describe the downloads as a dataset."""
    project = context.site.project
    dates = [
        *(row.as_of.isoformat() for row in project.observations),
        *(row.as_of for row in project.indicators),
        *(str(row.year) for row in project.targets),
    ]
    released = last_release(project)
    settings, lang = project.settings, context.lang
    dataset: dict[str, object] = {
        "@type": "Dataset",
        "name": context.word("data.dataset", site=settings.title[lang]),
        "description": plain_of(context, context.page.description),
        "url": context.site.absolute_url(context.page.url),
        "license": settings.licence_url,
        "creator": {
            "@type": "GovernmentOrganization",
            "name": settings.programme.owner[lang],
        },
        "spatialCoverage": settings.programme.area[lang],
        "distribution": [_describe_download(context, name) for name in DOWNLOADS],
    }
    if dates:
        dataset["temporalCoverage"] = f"{min(dates)}/{max(dates)}"
    if released:
        dataset["dateModified"] = released
    if settings.is_compiled:
        # Nobody published these files as theirs yet: this site compiled them from its sources.
        dataset["creator"] = {"@type": "Organization", "name": settings.title[lang]}
    return {"mainEntity": dataset}


def _describe_download(context: PageContext, name: str) -> Mapping[str, object]:
    return {
        "@type": "DataDownload",
        "name": name,
        "encodingFormat": _MEDIA_TYPES[name.rpartition(".")[2]],
        "contentUrl": context.site.absolute_url(f"/data/{name}"),
    }


DATA = Kind(
    template="data",
    shows_sources=True,
    styles="data",
    card="card.data",
    view=_view,
    describe=_describe,
    pages=_records_pages,
    holds=lambda project: ("figures",),
)
RECORDS = Kind(
    template="figures",
    shows_sources=True,
    styles="data",
    card="card.figures",
    view=_records_view,
    is_written=False,
    is_in_index=False,
)
KINDS = (DATA, RECORDS)

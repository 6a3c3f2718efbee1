"""Lists too long for one page of a phone: sources and figures, on pages of their own.

Takes the project and the written pages; gives the pages on which the lists go on, and tells on
which page a source stands. The written page keeps every permanent address that it promises: the
page about the data lists each figure, and its record stands one page further; figures of an area
stand on the page of the area, with their records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from site_builder.model import FIGURE_NAMESPACES, Confidence, Figure, Project, Source
from site_builder.model.words import localized_word
from site_builder.pages.areas import area_page
from site_builder.pages.generated_page import generated_page
from site_builder.pages.page import Page

SOURCES_TEMPLATE = "sources"
SOURCES_PART_TEMPLATE = "sources_part"
DATA_TEMPLATE = "data"
FIGURES_TEMPLATE = "figures"
_PART_LENGTH = 60
"""Sources that fit into the budget of a page, with its style sheet."""


def source_parts(project: Project) -> tuple[tuple[Source, ...], ...]:
    """Divide the sources: all on the written page if they fit, else the press on further pages."""
    sources = tuple(project.sources.values())
    if len(sources) <= _PART_LENGTH:
        return (sources,)
    official = tuple(source for source in sources if source.kind is not Confidence.PRESS)
    press = tuple(source for source in sources if source.kind is Confidence.PRESS)
    return (official, *_chunks(press))


def sources_pages(project: Project, written: tuple[Page, ...]) -> Iterator[Page]:
    """Give the pages on which the list of sources goes on."""
    for parent in (page for page in written if page.template == SOURCES_TEMPLATE):
        for number, part in enumerate(source_parts(project)[1:], 1):
            params: dict[str, str | int] = {
                "number": number,
                "first": part[0].id,
                "last": part[-1].id,
            }
            title = localized_word(project.catalogs, "sources.part_title", params)
            yield generated_page(
                parent=parent,
                key=f"{parent.key}/{number}",
                slug=str(number),
                template=SOURCES_PART_TEMPLATE,
                title=title,
                short_title=title,
                description=localized_word(project.catalogs, "sources.part_description", params),
                sources=(),
            )


def figures_pages(project: Project, written: tuple[Page, ...]) -> Iterator[Page]:
    """Give a page with the full records of each namespace of figures."""
    for parent in (page for page in written if page.template == DATA_TEMPLATE):
        for namespace in FIGURE_NAMESPACES:
            name = localized_word(project.catalogs, f"group.{namespace}", {})
            title = localized_word(project.catalogs, "data.records_title", {"name": name})
            slug = localized_word(project.catalogs, f"group_slug.{namespace}", {})
            yield generated_page(
                parent=parent,
                key=f"{parent.key}/{namespace}",
                slug=slug[parent.lang],
                template=FIGURES_TEMPLATE,
                title=title,
                short_title=name,
                description=localized_word(
                    project.catalogs, "data.records_description", {"name": name}
                ),
                sources=(),
            )


def figure_page(project: Project, pages: Iterable[Page], figure: Figure, lang: str) -> Page | None:
    """Give the page with a figure's permanent address: about the data, or that of its area."""
    found = area_page(project, pages, figure.area, lang) if figure.area else None
    written = (page for page in pages if page.template == DATA_TEMPLATE and page.lang == lang)
    return found or next(written, None)


def _chunks(sources: Sequence[Source]) -> Iterator[tuple[Source, ...]]:
    for start in range(0, len(sources), _PART_LENGTH):
        yield tuple(sources[start : start + _PART_LENGTH])

"""Pages made from data: districts with numbers, the eligibility checker, long lists.

Takes the project and the pages planned from documents; gives more pages, complete with address,
title and parent, in every language. They join the same plan as the written pages, so that pairs,
language switch, sitemap and links treat all alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from site_builder.model import Area, Project
from site_builder.pages.eligibility import checker_pages
from site_builder.pages.generated_page import generated_page
from site_builder.pages.leaflets import leaflet_pages
from site_builder.pages.long_lists import figures_pages, sources_pages
from site_builder.pages.page import Page
from site_builder.words import localized_word

AREA_TEMPLATE = "area"
_STATISTICS = "statistics"
_DISTRICT = "district"


def generate_pages(project: Project, written: Iterable[Page]) -> list[Page]:
    """Give every page that data asks for."""
    pages = tuple(written)
    return [page for generate in GENERATORS for page in generate(project, pages)]


def counted_areas(project: Project) -> frozenset[str]:
    """Give the slugs of all areas that have rows, and of the areas above them."""
    by_code = {area.code: area for area in project.areas.values()}
    counted: set[str] = set()
    for slug in {row.area for row in project.observations if row.area}:
        area: Area | None = project.areas.get(slug)
        while area is not None and area.slug not in counted:
            counted.add(area.slug)
            area = by_code.get(area.parent)
    return frozenset(counted)


def _area_pages(project: Project, written: tuple[Page, ...]) -> Iterator[Page]:
    """Give a page below the statistics for each district with numbers."""
    counted = counted_areas(project)
    for parent in (page for page in written if page.template == _STATISTICS):
        for slug, area in project.areas.items():
            if area.level == _DISTRICT and slug in counted:
                yield _area_page(project, area, parent)


def _area_page(project: Project, area: Area, parent: Page) -> Page:
    name = {"name": area.name}
    return generated_page(
        parent=parent,
        key=f"{parent.key}/{area.slug}",
        slug=area.slug.replace("_", "-"),
        template=AREA_TEMPLATE,
        title=localized_word(project.catalogs, "area.title", name),
        short_title=localized_word(project.catalogs, "area.short_title", name),
        description=localized_word(project.catalogs, "area.description", name),
        sources=tuple(
            dict.fromkeys(
                source
                for row in project.observations
                if row.area == area.slug
                for source in row.sources
            )
        ),
    )


GENERATORS: tuple[Callable[[Project, tuple[Page, ...]], Iterator[Page]], ...] = (
    _area_pages,
    checker_pages,
    sources_pages,
    figures_pages,
    leaflet_pages,
)
"""What makes pages from data, in order."""

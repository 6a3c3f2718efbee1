"""Areas with numbers: a page for each district, and the page on which an area's figures stand.

Takes the project, the written pages, and later all pages; gives pages below the statistics. It
looks at which areas are counted and computes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_builder.model import Area, Project
from site_builder.model.words import localized_word
from site_builder.pages.generated_page import generated_page
from site_builder.pages.page import Page

AREA_TEMPLATE = "area"
_STATISTICS = "statistics"
_DISTRICT = "district"


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


def area_pages(project: Project, written: tuple[Page, ...]) -> Iterator[Page]:
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


def area_page(project: Project, pages: Iterable[Page], slug: str, lang: str) -> Page | None:
    """Give the page of an area, or of the one above it that has a page."""
    by_code = {area.code: area for area in project.areas.values()}
    by_slug = {
        page.key.rpartition("/")[2]: page
        for page in pages
        if page.template == AREA_TEMPLATE and page.lang == lang
    }
    area = project.areas.get(slug)
    while area is not None and area.slug not in by_slug:
        area = by_code.get(area.parent)
    return by_slug[area.slug] if area else None

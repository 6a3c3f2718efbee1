"""Pages made from data: one for each district that has numbers.

Takes the project and the pages planned from documents; gives more pages, complete with address,
title and parent, in every language. They join the same plan as the written pages, so that pairs,
language switch, sitemap and links treat all alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType

from site_builder.model import Area, FrontMatter, Localized, Project, Section, Text
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


def generated_page(
    *,
    parent: Page,
    key: str,
    slug: str,
    template: str,
    title: Localized,
    short_title: Localized,
    description: Localized,
    sources: tuple[str, ...],
) -> Page:
    """Give a page that no document wrote, below a page of the same language."""
    lang = parent.lang
    own_title = title.texts[lang]
    front = FrontMatter(
        title=own_title,
        description=description.texts[lang],
        slug=slug,
        short_title=short_title.texts[lang],
        question=None,
        icon="",
        template=template,
        parent=parent.key,
        order=0,
        sources=sources,
        legal=(),
        next=(parent.key,),
        date="",
        redirect_from=(),
        draft=parent.front.draft,
        reviewed="",
        reviewed_by="",
        review_by="",
        offline=False,
        leaflet=False,
        untranslated="",
        exempt=MappingProxyType({}),
        locations=MappingProxyType({}),
    )
    url = f"{parent.url}{slug}/"
    return Page(
        key=key,
        lang=lang,
        url=url,
        path=url.lstrip("/") + "index.html",
        template=template,
        title=own_title,
        short_title=short_title.texts[lang],
        description=description.texts[lang],
        front=front,
        sections=(_empty_lead(own_title),),
        source="",
        content_lang=lang,
    )


def _empty_lead(title: Text) -> Section:
    line = title.location.line
    return Section(id="lead", heading="", body="", line=line, body_line=line)


GENERATORS: tuple[Callable[[Project, tuple[Page, ...]], Iterator[Page]], ...] = (_area_pages,)
"""What makes pages from data, in order."""

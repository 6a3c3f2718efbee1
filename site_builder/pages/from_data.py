"""Pages made from data: districts with numbers, the eligibility checker, long lists.

Takes the project and the pages planned from documents; gives more pages, complete with address,
title and parent, in every language. They join the same plan as the written pages, so that pairs,
language switch, sitemap and links treat all alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from site_builder.model import Project
from site_builder.pages.areas import area_pages
from site_builder.pages.eligibility import checker_pages
from site_builder.pages.page import Page
from site_builder.pages.pagination import figures_pages, sources_pages
from site_builder.pages.print_pages import leaflet_pages


def generate_pages(project: Project, written: Iterable[Page]) -> list[Page]:
    """Give every page that data asks for."""
    pages = tuple(written)
    return [page for generate in GENERATORS for page in generate(project, pages)]


GENERATORS: tuple[Callable[[Project, tuple[Page, ...]], Iterator[Page]], ...] = (
    area_pages,
    checker_pages,
    sources_pages,
    figures_pages,
    leaflet_pages,
)
"""What makes pages from data, in order."""

"""What is handed over on paper: a leaflet, a poster and the changes since, for chosen pages.

Takes the project and the written pages; gives below each page with `leaflet: true` a leaflet, a
poster, and a page of changes, to which the code on the paper leads. They are pages like all others,
in every language. What stands on them is taken from the page above.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model import Project, Section
from site_builder.model.words import localized_word
from site_builder.pages.generated_page import NO_FIGURE, generated_page
from site_builder.pages.page import Page

LEAFLET_TEMPLATE = "sheet_leaflet"
POSTER_TEMPLATE = "sheet_poster"
CHANGES_TEMPLATE = "changes"
LEAFLET, POSTER, CHANGES = "leaflet", "poster", "changes"
"""The last parts of their keys."""
LEAFLET_TEMPLATES = {LEAFLET: LEAFLET_TEMPLATE, POSTER: POSTER_TEMPLATE, CHANGES: CHANGES_TEMPLATE}


def leaflet_pages(project: Project, written: tuple[Page, ...]) -> Iterator[Page]:
    """Give the three pages below each page of which people take something home on paper."""
    for parent in (page for page in written if page.shared.leaflet):
        for kind, template in LEAFLET_TEMPLATES.items():
            params = {"title": parent.title.value}
            short = {"title": parent.short_title.value}
            slug = localized_word(project.catalogs, f"leaflet.{kind}_slug", {})
            title = localized_word(project.catalogs, f"leaflet.{kind}_title", params)
            description = localized_word(project.catalogs, f"leaflet.{kind}_description", params)
            yield generated_page(
                parent=parent,
                key=f"{parent.key}/{kind}",
                slug=slug[parent.lang],
                template=template,
                title=title,
                short_title=localized_word(project.catalogs, f"leaflet.{kind}_title", short),
                description=description,
                sources=() if kind == CHANGES else parent.shared.sources,
                card=NO_FIGURE,
                is_kept=False,
            )


def is_sheet(page: Page) -> bool:
    """Tell whether a page is a leaflet or a poster."""
    return page.template in {LEAFLET_TEMPLATE, POSTER_TEMPLATE}


def pdf_name(page: Page) -> str:
    """Name the PDF of a sheet, beside its page: by all of the address, for whoever saves it."""
    return "-".join(page.url.strip("/").split("/")) + ".pdf"


def leaflet_sections(page: Page, steps: frozenset[str]) -> tuple[Section, ...]:
    """Give the sections of a page that go on paper: the chosen ones, or else its steps."""
    chosen = page.shared.leaflet_sections or steps
    return tuple(section for section in page.sections if section.heading and section.id in chosen)

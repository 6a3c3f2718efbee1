"""Identity numbers on finished pages: what no file holds whole, a template may put together."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.checks.data.personal_data import PersonalData
from site_builder.checks.pages.rendered_site import read_pages
from site_builder.diagnostics import Diagnostic, masked, problem
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage


def check_identities(site: SiteContext, pages: tuple[RenderedPage, ...]) -> Iterator[Diagnostic]:
    """Report each identity number that a page shows or has in an attribute."""
    personal = PersonalData.of(site.project)
    for page in read_pages(site, pages):
        for number in page.parsed.numbers:
            if personal.is_identity(number):
                value = masked(number)
                yield problem("PRV002", page.place, name="", url=page.url, value=value)

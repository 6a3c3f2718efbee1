"""News keeps the numbers of its day: coverage figures in updates are pinned to a date."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.diagnostics import Diagnostic, problem
from site_builder.pages.page import UPDATES, Page
from site_builder.text.inserts import find_inserts, place_in
from site_builder.views.context import SiteContext

_NAMESPACE = "coverage."


def check_unpinned_figures(site: SiteContext) -> Iterator[Diagnostic]:
    """Report every coverage figure without `at` in a dated update (FIG006)."""
    for page in site.plan.written:
        if page.parent == UPDATES:
            yield from _unpinned(page)


def _unpinned(page: Page) -> Iterator[Diagnostic]:
    texts = [
        (page.title.value, page.title.location.path, page.title.location.line),
        (page.description.value, page.description.location.path, page.description.location.line),
        *((section.heading, page.source, section.line) for section in page.sections),
        *((section.body, page.source, section.body_line) for section in page.sections),
    ]
    for text, path, line in texts:
        place = place_in(path, text, line)
        for insert in find_inserts(text, place, []):
            if insert.name.startswith(_NAMESPACE) and insert.pinned_to is None:
                yield problem("FIG006", place(insert.start), name=insert.name)

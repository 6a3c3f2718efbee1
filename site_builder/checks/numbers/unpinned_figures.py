"""News keeps the numbers of its day: coverage figures in updates are pinned to a date."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.checks.content.passages import written_texts
from site_builder.diagnostics import Diagnostic, problem
from site_builder.pages.page import UPDATES
from site_builder.text.inserts import find_inserts, places_of
from site_builder.views.context import SiteContext

_NAMESPACE = "coverage."


def check_unpinned_figures(site: SiteContext) -> Iterator[Diagnostic]:
    """Report every coverage figure without `at` in a dated update (FIG006)."""
    for page in site.plan.written:
        for text in written_texts(page) if page.parent == UPDATES else ():
            place = places_of(text)
            for insert in find_inserts(text.value):
                if insert.name.startswith(_NAMESPACE) and insert.pinned_to is None:
                    yield problem("FIG006", place(insert.start), name=insert.name)

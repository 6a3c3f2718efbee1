"""What has ended, and what somebody should look at again.

Takes the planned site with its date; gives FRE001 for a benefit or contribution past its last day,
and FRE002 for pages and contacts whose review is due. The pages themselves say so to readers; this
tells staff.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.checks.check_input import Sources
from site_builder.diagnostics import Diagnostic, problem
from site_builder.views.context import SiteContext


def check_freshness(sources: Sources) -> tuple[Diagnostic, ...]:
    """Report what has ended and what is due."""
    site = sources.site
    return (*_ended(site), *_due(site))


def _ended(site: SiteContext) -> Iterator[Diagnostic]:
    for benefit in site.project.benefits.values():
        figure = site.registry.figures.get(benefit.figure_name)
        if figure is not None and figure.has_ended(site.today):
            yield problem("FRE001", benefit.location, id=benefit.id, date=benefit.valid_to)


def _due(site: SiteContext) -> Iterator[Diagnostic]:
    for review in site.overdue():
        yield problem(
            "FRE002",
            review.location,
            page=review.id if review.kind == "page" else "",
            contact=review.id if review.kind == "contact" else "",
            since=review.since,
            date=review.due,
        )

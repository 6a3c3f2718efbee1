"""No picture for sharing is so heavy that a network leaves it out.

Takes the finished site; gives OUT009 for each picture over the budget of `site.yaml`, at the first
page that it stands for.
"""

from __future__ import annotations

from site_builder.checks.pages.rendered_site import RenderedSite
from site_builder.diagnostics import Diagnostic, Location, problem


def check_cards(site: RenderedSite) -> tuple[Diagnostic, ...]:
    """Report every picture over its budget, once."""
    budget = site.site.project.settings.budgets.card
    first = {
        page.rendered.card.path: page.rendered.page
        for page in reversed(site.pages)
        if page.rendered.card is not None
    }
    return tuple(
        problem(
            "OUT009",
            Location(path=page.source or page.path),
            url=page.url,
            weight=weight,
            budget=budget,
        )
        for path, page in first.items()
        if (weight := len(site.contents[path])) > budget
    )

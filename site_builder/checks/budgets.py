"""No page is heavier than a first round trip on a slow connection.

Takes the finished site; gives OUT005 for a page whose HTML and style sheet, after brotli, are over
the budget of `site.yaml`, with what weighs most in it.
"""

from __future__ import annotations

from site_builder.checks.rendered_site import RenderedSite
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.weight import compressed_size


def check_budgets(site: RenderedSite) -> tuple[Diagnostic, ...]:
    """Report every page over its budget."""
    budget = site.site.project.settings.budgets.page
    sheet = site.site.stylesheet
    styles = compressed_size(site.contents.get(sheet.lstrip("/"), b""))
    found = []
    for page in site.pages:
        html = compressed_size(page.rendered.file.content)
        # The page for unknown addresses carries its own styles and links none.
        has_link = any(link.endswith(sheet) for link in page.links)
        weight = html + (styles if has_link else 0)
        if weight > budget:
            source = page.rendered.page.source or page.rendered.file.path
            found.append(
                problem(
                    "OUT005",
                    Location(path=source),
                    url=page.rendered.page.url,
                    weight=weight,
                    budget=budget,
                    html=html,
                    styles=styles,
                )
            )
    return tuple(found)

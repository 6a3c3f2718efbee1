"""What is fetched ahead for reading without a connection costs a reader little.

Takes the finished site; gives OUT008 for a language whose pages, with all that they need, are
after brotli over the budget of `site.yaml`, with the heaviest of them.
"""

from __future__ import annotations

from site_builder.adapters.compression import compressed_size
from site_builder.checks.pages.rendered_site import RenderedSite
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.views.offline import has_worker, kept_ahead

_NAMED = 3


def check_offline_budget(site: RenderedSite) -> tuple[Diagnostic, ...]:
    """Report each language that is over the budget, at its heaviest page."""
    budget = site.site.project.settings.budgets.offline
    found = []
    rendered = [page.rendered for page in site.pages]
    for kept in kept_ahead(site.site, rendered) if has_worker(site.site) else ():
        weights = {
            each.page.url: compressed_size(each.file.content)
            for each in (*kept.pages, *kept.together)
        }
        weights |= {f"/{path}": compressed_size(site.contents[path]) for path in kept.assets}
        weight = sum(weights.values())
        if weight <= budget:
            continue
        heaviest = sorted(weights, key=lambda url: (-weights[url], url))[:_NAMED]
        sources = {each.page.url: each.page.source for each in rendered}
        place = next((sources[url] for url in heaviest if sources.get(url)), "site.yaml")
        found.append(
            problem(
                "OUT008",
                Location(path=place),
                lang=kept.lang,
                weight=weight,
                budget=budget,
                count=len(kept.pages) + len(kept.together),
                parts=", ".join(f"{url} {weights[url]}" for url in heaviest),
            )
        )
    return tuple(found)

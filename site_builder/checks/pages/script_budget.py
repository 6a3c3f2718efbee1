"""No page loads more scripts than it may, and no script that is loaded on use is heavier.

Takes the finished site; gives OUT007 for scripts that after brotli are over the budget of
`site.yaml`, with the weight of each file that they were made of.
"""

from __future__ import annotations

from site_builder.adapters.compression import compressed_size
from site_builder.checks.pages.rendered_site import RenderedSite
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.read.templates import TEMPLATES_FOLDER


def check_script_budget(site: RenderedSite) -> tuple[Diagnostic, ...]:
    """Report each set of scripts over the budget once, at its heaviest source."""
    budget = site.site.project.settings.budgets.script
    scripts = site.site.scripts
    together = {
        tuple(address for address in scripts.parts if _is_linked(address, page.links))
        for page in site.pages
    }
    found = []
    for group in sorted(together | {(address,) for address in scripts.on_use.values()}):
        weight = sum(compressed_size(site.contents[address.lstrip("/")]) for address in group)
        if weight <= budget:
            continue
        sizes = {
            name: compressed_size(content)
            for address in group
            for name, content in scripts.parts[address].items()
        }
        heaviest_first = sorted(sizes, key=lambda name: (-sizes[name], name))
        found.append(
            problem(
                "OUT007",
                Location(path=TEMPLATES_FOLDER + heaviest_first[0]),
                weight=weight,
                budget=budget,
                parts=", ".join(
                    f"{name.rpartition('/')[2]} {sizes[name]}" for name in heaviest_first
                ),
            )
        )
    return tuple(found)


def _is_linked(address: str, links: tuple[str, ...]) -> bool:
    return any(link.endswith(address) for link in links)

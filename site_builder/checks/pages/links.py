"""Internal links that lead nowhere, and ids that stand twice on a page.

Addresses outside the site are not asked for: a build must not need a network.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from site_builder.checks.pages.rendered_site import ParsedPage, RenderedSite
from site_builder.diagnostics import Diagnostic, nearest, problem


def check_repeated_ids(site: RenderedSite) -> Iterator[Diagnostic]:
    """Report ids that stand twice on a page (TXT008)."""
    for page in site.pages:
        for name, count in Counter(page.ids).items():
            if count > 1:
                yield problem("TXT008", page.place, id=name)


def check_links(site: RenderedSite) -> Iterator[Diagnostic]:
    """Report links to pages (OUT002) and anchors (OUT003) that do not exist."""
    for page in site.pages:
        yield from _broken_links(site, page)


def _broken_links(site: RenderedSite, page: ParsedPage) -> Iterator[Diagnostic]:
    for link in page.parsed.targets:
        target = site.by_path.get(link.path)
        if link.path not in site.contents:
            yield problem("OUT002", page.place, link=link.link, page=page.rendered.page.url)
        # A section that is hidden today is there on other days; until then the page just opens.
        elif (
            link.anchor
            and target is not None
            and link.anchor not in target.ids
            and link.anchor not in target.rendered.page.hidden
        ):
            yield problem(
                "OUT003",
                page.place,
                link=link.link,
                page=page.rendered.page.url,
                anchor=link.anchor,
                nearest=nearest(link.anchor, target.ids),
            )

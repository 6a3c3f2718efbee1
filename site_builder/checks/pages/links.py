"""Internal links that lead nowhere, and ids that stand twice on a page.

Addresses outside the site are not asked for: a build must not need a network.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from site_builder.checks.pages.rendered_site import ParsedPage, RenderedSite, target_path
from site_builder.diagnostics import Diagnostic, nearest, problem
from site_builder.model.urls import scheme_of


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
    place = page.place
    for link in sorted(set(page.links)):
        if scheme_of(link) is None:
            yield problem("OUT002", place, link=link, page=page.rendered.page.url)
            continue
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        own = page.rendered.file.path
        path = target_path(site.site.plan.base_path, own, unquote(parts.path))
        if path not in site.contents:
            yield problem("OUT002", place, link=link, page=page.rendered.page.url)
            continue
        target = site.by_path.get(path)
        fragment = unquote(parts.fragment)
        # A section that is hidden today is there on other days; until then the page just opens.
        if (
            fragment
            and target is not None
            and fragment not in target.ids
            and fragment not in target.rendered.page.hidden
        ):
            yield problem(
                "OUT003",
                place,
                link=link,
                page=page.rendered.page.url,
                anchor=fragment,
                nearest=nearest(fragment, target.ids),
            )

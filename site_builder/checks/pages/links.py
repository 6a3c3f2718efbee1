"""Every internal link leads to a page and an anchor that exist, and no id stands twice.

Takes the rendered site; gives OUT002, OUT003 and TXT008. Addresses outside the site are not asked
for: that needs a network, which a build must not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from site_builder.checks.pages.rendered_site import ParsedPage, RenderedSite, target_path
from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model.urls import scheme_of


def check_links(site: RenderedSite) -> tuple[Diagnostic, ...]:
    """Report every broken link and every repeated id."""
    return tuple(
        diagnostic
        for page in site.pages
        for diagnostic in (*_broken_links(site, page), *_repeated_ids(page))
    )


def _broken_links(site: RenderedSite, page: ParsedPage) -> Iterator[Diagnostic]:
    place = _place(page)
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
        if fragment and target is not None and fragment not in target.ids:
            yield problem(
                "OUT003",
                place,
                link=link,
                page=page.rendered.page.url,
                anchor=fragment,
                nearest=nearest(fragment, target.ids),
            )


def _repeated_ids(page: ParsedPage) -> Iterator[Diagnostic]:
    for name, count in Counter(page.ids).items():
        if count > 1:
            yield problem("TXT008", _place(page), id=name)


def _place(page: ParsedPage) -> Location:
    return Location(path=page.rendered.page.source or page.rendered.file.path)

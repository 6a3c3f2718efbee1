"""Old addresses that lead to the new ones.

A page for each needs nothing but HTML, and so works on any host. An address that a page has now is
never overwritten. Where a page has moved, what stands below it has moved with it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from site_builder.model import OutputFile
from site_builder.pages.page import HOME, is_old_address, old_path
from site_builder.views.context import SiteContext
from site_builder.views.render import render_own
from site_builder.views.rendered import RenderedPage

_WORD = "redirect.moved"

_TEMPLATE = "outputs/redirect.html"


def redirect_files(site: SiteContext, pages: tuple[RenderedPage, ...]) -> tuple[OutputFile, ...]:
    """Return a page for every old address that nothing stands at."""
    taken = {rendered.page.path for rendered in pages}
    files: dict[str, OutputFile] = {}
    moves = [(address, page) for page in pages for address in page.page.front.redirect_from]
    in_order = sorted(pages, key=_url)
    below = (
        (address + _url(other).removeprefix(_url(page)), other)
        for address, page in moves
        if address.endswith("/") and page.page.key != HOME
        for other in _below(page, in_order)
    )
    # Where a page says itself what it was, that counts.
    for address, rendered in (*moves, *below):
        path = old_path(address)
        if is_old_address(address) and path not in taken and path not in files:
            content = _document(site, rendered, path).encode()
            files[path] = OutputFile(path=path, content=content)
    return tuple(files.values())


def _below(page: RenderedPage, in_order: Sequence[RenderedPage]) -> Iterator[RenderedPage]:
    """Yield what stands below a page, of pages in the order of their addresses."""
    after = bisect_right(in_order, _url(page), key=_url)
    return takewhile(
        lambda other: _url(other).startswith(_url(page)), islice(in_order, after, None)
    )


def _url(rendered: RenderedPage) -> str:
    return rendered.page.url


def _document(site: SiteContext, rendered: RenderedPage, path: str) -> str:
    page = rendered.page
    # The link alone where the catalog has no sentence around it.
    word = site.project.catalogs[page.lang].words.get(_WORD)
    before, _, after = word.forms["other"].partition("{link}") if word else ("", "", "")
    return render_own(
        _TEMPLATE,
        {
            "lang": page.lang,
            "title": rendered.title,
            "canonical": site.absolute_url(page.url),
            "href": site.plan.file_href(replace(page, url=f"/{path}"), page.url),
            "before": before,
            "after": after,
        },
    )

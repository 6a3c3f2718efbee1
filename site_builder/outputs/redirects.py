"""Old addresses that lead to the new ones.

A page for each needs nothing but HTML, and so works on any host. An address that a page has now is
never overwritten. Where a page has moved, what stands below it has moved with it.
"""

from __future__ import annotations

import posixpath
from html import escape

from site_builder.model import Catalog, OutputFile
from site_builder.pages.page import HOME, is_old_address, old_path
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

_WORD = "redirect.moved"

_DOCUMENT = """\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={href}">
</head>
<body>
<p>{sentence}</p>
</body>
</html>
"""


def redirect_files(site: SiteContext, pages: tuple[RenderedPage, ...]) -> tuple[OutputFile, ...]:
    """Return a page for every old address that nothing stands at."""
    taken = {rendered.page.path for rendered in pages}
    files: dict[str, OutputFile] = {}
    moves = [(address, page) for page in pages for address in page.page.front.redirect_from]
    below = (
        (address + other.page.url.removeprefix(page.page.url), other)
        for address, page in moves
        for other in pages
        if address.endswith("/") and page.page.key != HOME
        if other.page.url.startswith(page.page.url) and other is not page
    )
    # Where a page says itself what it was, that counts.
    for address, rendered in (*moves, *below):
        path = old_path(address)
        if is_old_address(address) and path not in taken and path not in files:
            content = _document(site, rendered, address).encode()
            files[path] = OutputFile(path=path, content=content)
    return tuple(files.values())


def _document(site: SiteContext, rendered: RenderedPage, address: str) -> str:
    page = rendered.page
    old = "/" + old_path(address)
    link = posixpath.relpath(page.url, posixpath.dirname(old))
    href = f"{link}/" if page.url.endswith("/") else link
    if site.plan.is_portable and href.endswith("/"):
        href += "index.html"
    anchor = f'<a href="{escape(href)}">{escape(rendered.title)}</a>'
    return _DOCUMENT.format(
        lang=escape(page.lang),
        title=escape(rendered.title),
        canonical=escape(site.absolute_url(page.url)),
        href=escape(href),
        sentence=_sentence(site.project.catalogs[page.lang], anchor),
    )


def _sentence(catalog: Catalog, anchor: str) -> str:
    """Say where the page is now; the link alone where the catalog has no sentence for it."""
    word = catalog.words.get(_WORD)
    if word is None:
        return anchor
    return escape(word.forms["other"]).replace("{link}", anchor)

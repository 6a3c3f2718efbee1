"""Old addresses that lead to the new ones.

Takes `redirect_from` of every page; gives a small page for each old address, which works on any
host because it needs nothing but HTML. An address that a page has now is never overwritten.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import escape

from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model import Catalog, OutputFile
from site_builder.outputs.addresses import absolute_url
from site_builder.pages.plan import Page, Plan
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

_WORD = "redirect.moved"
# A folder or an HTML page: no other file can hold a page that leads on.
_OLD_ADDRESS = re.compile(r"(/[\w~-]+)+(/|\.html?)?")

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
    """Give a page for every old address that nothing stands at."""
    taken = {rendered.page.path for rendered in pages}
    files: dict[str, OutputFile] = {}
    for rendered in pages:
        for address in rendered.page.front.redirect_from:
            path = _path(address)
            if _OLD_ADDRESS.fullmatch(address) and path not in taken and path not in files:
                content = _document(site, rendered, address).encode()
                files[path] = OutputFile(path=path, content=content)
    return tuple(files.values())


def check_redirects(plan: Plan) -> Iterator[Diagnostic]:
    """Report old addresses that are no addresses (CFG006) or are claimed twice (OUT001)."""
    claimed = {page.path: _place(page, "slug") for page in plan.pages}
    for page in plan.pages:
        for address in page.front.redirect_from:
            place = _place(page, "redirect_from")
            if not _OLD_ADDRESS.fullmatch(address):
                yield problem("CFG006", place, key="redirect_from", expected="/a/b/")
                continue
            other = claimed.setdefault(_path(address), place)
            if other is not place:
                yield problem("OUT001", place, related=[other], url=address)


def _path(address: str) -> str:
    """Give the file that a server shows for an address."""
    is_file = address.endswith((".html", ".htm"))
    return address.strip("/") if is_file else f"{address.strip('/')}/index.html"


def _place(page: Page, field: str) -> Location:
    return page.front.locations.get(field, Location(path=page.source))


def _document(site: SiteContext, rendered: RenderedPage, address: str) -> str:
    page = rendered.page
    old = "/" + _path(address)
    link = posixpath.relpath(page.url, posixpath.dirname(old))
    href = f"{link}/" if page.url.endswith("/") else link
    if site.plan.is_portable and href.endswith("/"):
        href += "index.html"
    anchor = f'<a href="{escape(href)}">{escape(rendered.title)}</a>'
    return _DOCUMENT.format(
        lang=escape(page.lang),
        title=escape(rendered.title),
        canonical=escape(absolute_url(site, page.url)),
        href=escape(href),
        sentence=_sentence(site.project.catalogs[page.lang], anchor),
    )


def _sentence(catalog: Catalog, anchor: str) -> str:
    """Say where the page is now; the link alone where the catalog has no sentence for it."""
    word = catalog.words.get(_WORD)
    if word is None:
        return anchor
    return escape(word.forms["other"]).replace("{link}", anchor)

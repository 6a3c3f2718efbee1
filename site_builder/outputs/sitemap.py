"""What crawlers read first: `sitemap.xml` and `robots.txt`.

A page's date comes from its content: the time of the build is never one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from site_builder.model import OutputFile, Source
from site_builder.model.urls import is_reserved_address
from site_builder.pages.page import Page
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

SITEMAP_URL = "/sitemap.xml"

_PHOTOS = ("jpg", "jpeg", "png", "webp")
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def sitemap_files(
    site: SiteContext, pages: tuple[RenderedPage, ...], files: tuple[OutputFile, ...] = ()
) -> tuple[OutputFile, ...]:
    return (
        OutputFile(path=SITEMAP_URL.lstrip("/"), content=_sitemap(site, pages)),
        OutputFile(path="robots.txt", content=_robots(site).encode()),
    )


def last_change(page: Page, sources: Mapping[str, Source]) -> str:
    """Return the day of an update, or else of a page's newest source; empty if no day is known."""
    dates = (sources[name].date for name in page.shared.sources if name in sources)
    newest = page.shared.date or max(dates, default="")
    return newest if _FULL_DATE.fullmatch(newest) else ""


def _pictures(rendered: RenderedPage) -> Iterator[str]:
    """Yield the pictures that tell something: photos, and charts in a form that all can show."""
    yield from sorted(path for path in rendered.assets if path.endswith(_PHOTOS))
    for chart in rendered.charts:
        ending = next((each for each in chart.endings if each in _PHOTOS), chart.endings[0])
        yield f"{chart.path}.{ending}"


def _sitemap(site: SiteContext, pages: tuple[RenderedPage, ...]) -> bytes:
    rendered = {p.page.url: p for p in pages if p.is_indexed}
    indexed = {(p.page.key, p.page.lang): p.page for p in rendered.values()}
    root = ElementTree.Element(
        "urlset",
        {
            "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
            "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
            "xmlns:image": "http://www.google.com/schemas/sitemap-image/1.1",
        },
    )
    for page in sorted(indexed.values(), key=lambda page: page.url):
        url = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(url, "loc").text = site.absolute_url(page.url)
        changed = last_change(page, site.project.sources)
        if changed:
            ElementTree.SubElement(url, "lastmod").text = changed
        languages = site.plan.languages
        found = {lang: indexed[page.key, lang] for lang in languages if (page.key, lang) in indexed}
        for lang, alternate in found.items():
            _add_alternate(url, lang, site.absolute_url(alternate.url))
        if languages[0] in found:
            _add_alternate(url, "x-default", site.absolute_url(found[languages[0]].url))
        for path in _pictures(rendered[page.url]):
            picture = ElementTree.SubElement(url, "image:image")
            ElementTree.SubElement(picture, "image:loc").text = site.absolute_url(f"/{path}")
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _add_alternate(url: ElementTree.Element, lang: str, address: str) -> None:
    attributes = {"rel": "alternate", "hreflang": lang, "href": address}
    ElementTree.SubElement(url, "xhtml:link", attributes)


def _robots(site: SiteContext) -> str:
    if is_reserved_address(site.base_url):
        return "User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.absolute_url(SITEMAP_URL)}\n"

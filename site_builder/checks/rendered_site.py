"""The finished site as checks read it: the one door to lxml.

Takes rendered pages and files; gives each page parsed once, with its ids and its links. It judges
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree, html

from site_builder.model import OutputFile
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

_LINKS = (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"))


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedPage:
    """A rendered page, read back."""

    rendered: RenderedPage
    ids: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RenderedSite:
    """Everything that checks look at."""

    site: SiteContext
    pages: tuple[ParsedPage, ...]
    contents: Mapping[str, bytes]
    """Path to content of every file of the site."""
    by_path: Mapping[str, ParsedPage]


def read_rendered_site(
    site: SiteContext,
    pages: tuple[RenderedPage, ...],
    files: tuple[OutputFile, ...],
) -> RenderedSite:
    """Parse every page once."""
    parsed = tuple(_parse(page) for page in pages)
    return RenderedSite(
        site=site,
        pages=parsed,
        contents={file.path: file.content for file in files},
        by_path={page.rendered.file.path: page for page in parsed},
    )


def _parse(page: RenderedPage) -> ParsedPage:
    try:
        root = html.document_fromstring(page.file.content.decode())
    except etree.ParserError:  # a template that shows nothing
        root = html.Element("html")
    links = [
        value
        for tag, attribute in _LINKS
        for element in root.iter(tag)
        if (value := element.get(attribute)) is not None
    ]
    ids = [value for element in root.iter() if (value := element.get("id")) is not None]
    return ParsedPage(rendered=page, ids=tuple(ids), links=tuple(links))

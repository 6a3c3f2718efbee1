"""Links to pages as templates show them, and links that pass a page on."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from site_builder.model import Text
from site_builder.pages.page import Page
from site_builder.views.context import PageContext
from site_builder.views.inserts.inline import plain_of
from site_builder.views.model import Link

_WHATSAPP = "https://wa.me/?text="


def page_link(context: PageContext, page: Page, text: Text | None = None) -> Link:
    """Return a link to a page with its description, under its short title or another text."""
    return Link(
        text=plain_of(context, text or page.short_title),
        href=context.href(page),
        description=plain_of(context, page.description),
        is_current=page.key == context.page.key,
        icon=page.shared.icon,
    )


def page_links(context: PageContext, keys: Iterable[str]) -> tuple[Link, ...]:
    """Return links to pages by key; one that does not exist is reported where it is named."""
    pages = (context.site.plan.find(key, context.lang) for key in keys)
    return tuple(page_link(context, page) for page in pages if page is not None)


def short_link(context: PageContext, page: Page) -> Link:
    return Link(text=plain_of(context, page.short_title), href=context.href(page))


def print_links(context: PageContext, page: Page) -> tuple[Link, ...]:
    """Return links to the pages that hand a page over on paper, such as its leaflet."""
    below = context.site.plan.children(page.key, context.lang)
    return tuple(short_link(context, sheet) for sheet in below if sheet.kind.is_printed)


def share_href(context: PageContext, title: str, anchor: str = "") -> str:
    """Return the link that passes a page or a section on by WhatsApp, without a script.

    The address stands behind a title, below several lines. Empty where nobody can open it.
    """
    if not context.site.has_address or not context.page.is_listed:
        return ""
    address = context.site.absolute_url(context.page.url, anchor)
    gap = "\n" if "\n" in title else " "
    return _WHATSAPP + quote(f"{title}{gap}{address}", safe="")

"""Links that pass a page or a section on, without script.

Takes a page's context and a title; gives the address that opens WhatsApp with the title and the
full address written; empty where nobody could open that address.
"""

from __future__ import annotations

from urllib.parse import quote

from site_builder.views.context import PageContext
from site_builder.views.offline import is_listed

_WRITE = "https://wa.me/?text="


def share_href(context: PageContext, title: str, anchor: str = "") -> str:
    """Give the link that passes a page on, or the section with the anchor."""
    if not context.site.has_address or not is_listed(context.page):
        return ""
    address = context.absolute(context.page.url) + (f"#{anchor}" if anchor else "")
    return _WRITE + quote(f"{title} {address}", safe="")

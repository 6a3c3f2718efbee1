"""Full addresses, for whatever leaves the site.

Takes the base address of the build and an address below it; gives the address that another
machine can use. Links between pages are relative and made by `pages/plan.py`, not here.
"""

from __future__ import annotations

from urllib.parse import quote

from site_builder.views.context import SiteContext


def absolute_url(site: SiteContext, url: str, anchor: str = "") -> str:
    """Give the full address of a root-relative one."""
    fragment = f"#{quote(anchor)}" if anchor else ""
    return site.base_url.rstrip("/") + quote(url) + fragment

"""Full addresses, for whatever leaves the site.

Takes the base address of the build and an address below it; gives the address that another
machine can use. Links between pages are relative and made by `pages/plan.py`, not here.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from site_builder.views.context import SiteContext

# RFC 2606 and RFC 6761: names that nobody can own.
_RESERVED_TOP_LEVEL = ("example", "invalid", "localhost", "test")
_RESERVED_DOMAINS = ("example.com", "example.net", "example.org")


def absolute_url(site: SiteContext, url: str, anchor: str = "") -> str:
    """Give the full address of a root-relative one."""
    fragment = f"#{quote(anchor)}" if anchor else ""
    return site.base_url.rstrip("/") + quote(url) + fragment


def host_of(url: str) -> str:
    """Give the host of an address in lower case, without port; empty when it has none."""
    return (urlsplit(url).hostname or "").rstrip(".")


def is_reserved_address(url: str) -> bool:
    """Tell whether an address is a placeholder, so that nobody can ever open it.

    >>> is_reserved_address("https://programme.example/"), is_reserved_address("https://myexample.org/")
    (True, False)
    """
    host = host_of(url)
    names = (*_RESERVED_TOP_LEVEL, *_RESERVED_DOMAINS)
    return not host or any(host == name or host.endswith(f".{name}") for name in names)

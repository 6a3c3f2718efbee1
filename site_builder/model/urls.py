"""Hosts of addresses, which of them nobody can ever open, and parts of our own."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

# RFC 2606 and RFC 6761: names that nobody can own.
_RESERVED_TOP_LEVEL = ("example", "invalid", "localhost", "test")
_RESERVED_DOMAINS = ("example.com", "example.net", "example.org")
_NOT_IN_ADDRESS = r"[\s<>\"{}|\\^`]"
MAX_SLUG = 100
"""Longer names of files are too long for some systems once a host has added its own part."""
MAX_ADDRESS = 200
"""Of a page below the base path, which is also the name of its leaflet as a file."""
SLUG = re.compile(rf"(?=.{{1,{MAX_SLUG}}}\Z)[a-z0-9]+(-[a-z0-9]+)*")
"""What parts of addresses and the ids of sections look like."""


def host_of(url: str) -> str:
    """Return the host of an address in lower case, without port; empty when it has none."""
    return (urlsplit(url).hostname or "").rstrip(".")


def scheme_of(url: str) -> str | None:
    """Return the scheme of an address in lower case, empty for none; None if it is no address.

    >>> scheme_of("HTTPS://programme.example/"), scheme_of("a/b"), scheme_of("https://[x")
    ('https', '', None)
    """
    try:
        return urlsplit(url).scheme
    except ValueError:
        return None


def is_web_link(url: str) -> bool:
    """Return whether a text is the full address of anything on the web.

    >>> is_web_link("https://programme.example/?p=1"), is_web_link("javascript:alert(1)")
    (True, False)
    """
    try:
        parts = urlsplit(url)
        is_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and is_host and not re.search(_NOT_IN_ADDRESS, url)


def is_web_address(url: str) -> bool:
    """Return whether a text is a full address of a site, to which paths can be added.

    >>> is_web_address("https://programme.example/site/"), is_web_address("https://[x/")
    (True, False)
    """
    return is_web_link(url) and not re.search(r"[?#]|/\.\.?(/|$)", url)


def is_reserved_address(url: str) -> bool:
    """Return whether an address is a placeholder, so that nobody can ever open it.

    >>> is_reserved_address("https://programme.example/"), is_reserved_address("https://myexample.org/")
    (True, False)
    """
    host = host_of(url)
    names = (*_RESERVED_TOP_LEVEL, *_RESERVED_DOMAINS)
    return not host or any(host == name or host.endswith(f".{name}") for name in names)


def meant_slug(text: str) -> str:
    """Return a text as a part of an address.

    >>> meant_slug("Récolte 2030!")
    'recolte-2030'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "-".join(re.findall("[a-z0-9]+", plain.lower()))

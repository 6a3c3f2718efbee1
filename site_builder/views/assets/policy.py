"""The security policy: pages run the site's own files, and look as the styles in them say.

Each page names its own styles by their hash. So its policy is right on any host, and in a copy that
is kept on a device. A script that stands in a page is run nowhere: scripts are files.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from markupsafe import Markup

POLICY = Markup("\ue004")
"""Where a template wants the policy of its page; only a finished page has one."""

_STYLE = re.compile(rb"<style[^>]*>((?:[^<]+|<(?!/style>))*)</style>")
_DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src {styles}",
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    # Older browsers do not look at `script-src` for a worker.
    "worker-src 'self'",
    # The worker gives a page that it shows in place of another the address that its links need.
    "base-uri 'self'",
    "form-action 'none'",
)


def content_policy(styles: Iterable[str]) -> str:
    """Return a Content-Security-Policy that lets these sources of styles through."""
    return ";".join(_DIRECTIVES).format(styles=" ".join(styles) or "'none'")


def style_hashes(document: bytes) -> frozenset[str]:
    """Return the sources of the styles that stand in HTML or SVG."""
    if b"<style" not in document:  # as in most: a pattern takes thirty times as long to see it
        return frozenset()
    return frozenset(map(style_source, _STYLE.findall(document)))


def style_source(style: bytes) -> str:
    """Return what a policy calls a style that stands in a document."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(style).digest()).decode()}'"


def with_policy(document: bytes, sources: Iterable[str] = ()) -> bytes:
    """Return a page with a policy for the styles in it, and for these that it will have."""
    policy = content_policy(sorted({*style_hashes(document), *sources}))
    return document.replace(POLICY.encode(), policy.encode())

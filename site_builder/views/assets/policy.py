"""The security policy: pages run the site's own files, and look as the styles in them say.

Each page names its own styles by their hash. So its policy is right on any host, and in a copy that
is kept on a device. A script that stands in a page is run nowhere: scripts are files.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from markupsafe import Markup

from site_builder.views.rendered import RenderedPage

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
    return frozenset(_source(style) for style in _STYLE.findall(document))


def place_policies(pages: Sequence[RenderedPage]) -> tuple[RenderedPage, ...]:
    """Return the pages, whose styles are in them, with their policies."""
    return tuple(_with_policy(page) for page in pages)


def _with_policy(page: RenderedPage) -> RenderedPage:
    policy = content_policy(sorted(style_hashes(page.file.content)))
    content = page.file.content.replace(POLICY.encode(), policy.encode())
    return replace(page, file=replace(page.file, content=content))


def _source(style: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(style).digest()).decode()}'"

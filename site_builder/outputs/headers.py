"""How hosts are to send the site: its security policy, and what browsers may keep for how long.

Hosts that read a file of the published folder get one with the hash of each style: it goes out with
the pages. Nginx and Caddy are set up once, by hand and with an administrator's rights, so what is
for them changes with no style: it leaves the styles to the policy that each page carries.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from markupsafe import Markup

from site_builder.model import OutputFile
from site_builder.pages.page import NOT_FOUND
from site_builder.views.assets.policy import content_policy, style_hashes
from site_builder.views.context import SiteContext
from site_builder.views.render import render_own
from site_builder.views.rendered import RenderedPage

_TEMPLATES = "outputs/hosts"
_BESIDE_PAGES = {"_headers": "_headers", ".htaccess": "htaccess"}
_FOR_ADMINISTRATORS = {".server/nginx.conf": "nginx.conf", ".server/caddy.conf": "caddy.conf"}
"""Path to template; hidden, so that no page is in the way and no server shows them."""
_LASTING = "public, max-age=31536000, immutable"
_CHANGING = "no-cache"
_UNUSED = "accelerometer camera geolocation gyroscope magnetometer microphone midi payment usb"
_ANY_STYLE = ("'unsafe-inline'",)


def header_files(
    site: SiteContext, pages: tuple[RenderedPage, ...], files: tuple[OutputFile, ...]
) -> tuple[OutputFile, ...]:
    """Return a file for each kind of host; nothing for a folder that is opened from disk."""
    if site.plan.is_portable:
        return ()
    documents = (file.content for file in files if file.path.endswith((".html", ".svg")))
    named = sorted(frozenset[str]().union(*map(style_hashes, documents)))
    return tuple(
        OutputFile(path=path, content=_filled(site, template, styles).encode())
        for templates, styles in (
            (_BESIDE_PAGES, named),
            (_FOR_ADMINISTRATORS, _ANY_STYLE),
        )
        for path, template in templates.items()
    )


def security_headers(site: SiteContext, policy: str) -> Mapping[str, str]:
    """Return what is sent with every answer."""
    headers = {
        # Only a host can say who may frame a page.
        "Content-Security-Policy": f"{policy};frame-ancestors 'none'",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED.split()),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    if urlsplit(site.base_url).scheme == "https":
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


def _filled(site: SiteContext, template: str, styles: tuple[str, ...] | list[str]) -> str:
    base = urlsplit(site.base_url).path.rstrip("/")
    others = site.plan.languages[1:]
    lost = [(lang, site.plan.find(NOT_FOUND, lang)) for lang in others]
    headers = security_headers(site, content_policy(styles))
    return render_own(
        f"{_TEMPLATES}/{template}",
        {
            "headers": {name: Markup(value) for name, value in headers.items()},
            "base": base,
            "lost": [(f"{base}/{lang}/", f"{base}/{page.path}") for lang, page in lost if page],
            "lasting": _LASTING,
            "changing": _CHANGING,
        },
    )

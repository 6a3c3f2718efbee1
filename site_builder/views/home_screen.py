"""Where the files stand that a phone needs to put the site on its home screen.

Takes the site; gives the addresses that pages link to, and says whether there are such files. It
makes none of them.
"""

from __future__ import annotations

from site_builder.views.context import SiteContext

MANIFEST_NAME = "site.webmanifest"
MARK = "mark.svg"
"""The drawing among the templates that stands for the site."""
TOUCH_ICON_URL = "/icons/touch.png"


def has_manifest(site: SiteContext) -> bool:
    """Tell whether there are a manifest and icons: not for a folder that opens from disk."""
    return MARK in site.drawings and not site.plan.is_portable


def manifest_url(site: SiteContext, lang: str) -> str:
    """Give the root-relative address of a language's manifest."""
    is_default = lang == site.plan.languages[0]
    return f"/{MANIFEST_NAME}" if is_default else f"/{lang}/{MANIFEST_NAME}"

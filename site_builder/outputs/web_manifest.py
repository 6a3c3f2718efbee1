"""What a phone needs to put the site on its home screen: `site.webmanifest` and icons.

`favicon.ico` is what browsers and other programs ask for without having read a page.
Icons are PNG, for systems that draw no SVG; colours are those of the style sheet.
"""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.model import OutputFile
from site_builder.outputs.json_files import json_bytes
from site_builder.views.assets.assets import MARK
from site_builder.views.context import SiteContext
from site_builder.views.render import render_own
from site_builder.views.rendered import RenderedPage
from site_builder.views.web_app import (
    MANIFEST_NAME,
    TOUCH_ICON_URL,
    embedded_mark,
    has_manifest,
)

_ICONS = "icons/"
_SIZES = (192, 512)
_MASKABLE = f"{_ICONS}maskable-512.png"
_MASKABLE_SIZE = 512
_TOUCH_SIZE = 180
_FAVICON = "favicon.ico"
_FAVICON_SIZES = (48, 32, 16)
_TEMPLATE = "outputs/maskable.svg"
# Systems cut icons to their own shape; a circle of four fifths always stays.
_MARK_SHARE = 0.76


def web_app_files(site: SiteContext, pages: tuple[RenderedPage, ...]) -> tuple[OutputFile, ...]:
    """Return the manifests and the icons; nothing without a mark or an address to open."""
    mark = site.assets.mark
    if mark is None or not has_manifest(site):
        return ()
    full = _maskable_drawing(embedded_mark(site), site.assets.colours.get("night", "#000"))
    icons = {
        **{f"{_ICONS}{size}.png": _draw(site, mark, size) for size in _SIZES},
        _MASKABLE: _draw(site, full, _MASKABLE_SIZE),
        TOUCH_ICON_URL.lstrip("/"): _draw(site, full, _TOUCH_SIZE),
        _FAVICON: site.rasteriser.icons(mark, MARK, _FAVICON_SIZES),
    }
    return (
        *(_manifest(site, lang) for lang in site.plan.languages),
        *(OutputFile(path=path, content=content) for path, content in icons.items()),
    )


def _maskable_drawing(mark: str, colour: str) -> str:
    """Draw the maskable icon: the mark inside the safe zone of a full-bleed square."""
    size = 100 * _MARK_SHARE
    place = {"edge": f"{(100 - size) / 2:g}", "size": f"{size:g}"}
    return render_own(_TEMPLATE, {"mark": mark, "colour": colour, **place})


def _draw(site: SiteContext, svg: str, size: int) -> bytes:
    return site.rasteriser.icon(svg, MARK, size)


def _manifest(site: SiteContext, lang: str) -> OutputFile:
    """Describe the site as one language's readers put it on their home screen."""
    settings = site.project.settings
    # The scope is all of the site: the language can be changed without leaving it.
    folder, root = ("", "./") if lang == site.plan.languages[0] else (f"{lang}/", "../")
    manifest = {
        "name": settings.title[lang],
        "short_name": settings.programme.name,
        "description": settings.tagline[lang],
        "lang": lang,
        "dir": site.locales[lang].direction,
        "start_url": "./",
        "scope": root,
        # With its address in sight, so that readers see whose site it is.
        "display": "minimal-ui",
        "theme_color": site.assets.colours.get("night", ""),
        "background_color": site.assets.colours.get("page", ""),
        "icons": [
            _icon(f"{root}{site.assets.mark_url.lstrip('/')}", "any", "image/svg+xml"),
            *(_icon(f"{root}{_ICONS}{size}.png", f"{size}x{size}") for size in _SIZES),
            {**_icon(f"{root}{_MASKABLE}", "512x512"), "purpose": "maskable"},
        ],
    }
    shown = {name: value for name, value in manifest.items() if value}
    return OutputFile(path=f"{folder}{MANIFEST_NAME}", content=json_bytes(shown))


def _icon(address: str, sizes: str, kind: str = "image/png") -> Mapping[str, str]:
    return {"src": address.removeprefix("./"), "sizes": sizes, "type": kind}

"""What pages share, from templates into fingerprinted files: the one door to rcssmin.

Takes the template files; gives one minified style sheet, the scripts and the images, each named by
its content, so that a browser may keep it for ever. The order of the sheets is the order of the
layers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import rcssmin

from site_builder.model import OutputFile
from site_builder.views.fingerprints import fingerprinted
from site_builder.views.scripts import Scripts, build_scripts

_CSS = "assets/css/"
_IMAGES = "assets/images/"
_FIRST = ("tokens.css", "base.css", "layout.css")
_LAST = ("utilities.css", "print.css")


@dataclass(frozen=True, kw_only=True, slots=True)
class Assets:
    """The shared files of the site."""

    files: tuple[OutputFile, ...]
    stylesheet: str
    """Root-relative address."""
    images: Mapping[str, str]
    """Name to root-relative address."""
    scripts: Scripts = field(default_factory=Scripts)


def build_assets(templates: Mapping[str, str]) -> Assets:
    """Join and minify the style sheets; fingerprint them and the images."""
    sheet = rcssmin.cssmin("\n".join(templates[path] for path in _sheet_order(templates)))
    stylesheet = fingerprinted("site.css", str(sheet).encode())
    images = {
        path.removeprefix(_IMAGES): fingerprinted(path.removeprefix(_IMAGES), text.encode())
        for path, text in sorted(templates.items())
        if path.startswith(_IMAGES) and path.endswith(".svg")
    }
    scripts = build_scripts(templates)
    return Assets(
        files=(stylesheet, *images.values(), *scripts.files),
        stylesheet=f"/{stylesheet.path}",
        images={name: f"/{file.path}" for name, file in images.items()},
        scripts=scripts,
    )


def _sheet_order(templates: Mapping[str, str]) -> list[str]:
    components = [p for p in templates if p.startswith("components/") and p.endswith(".css")]
    own = [p for p in templates if p.startswith(_CSS)]
    first = [_CSS + name for name in _FIRST if _CSS + name in own]
    last = [_CSS + name for name in _LAST if _CSS + name in own]
    between = sorted(set(own) - set(first) - set(last))
    return [*first, *between, *sorted(components), *last]

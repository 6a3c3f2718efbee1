"""What pages share, from templates into fingerprinted files.

Takes the template files; gives the scripts and the images, each named by its content, so that a
browser may keep it for ever. Style sheets wait for the pages that need them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from site_builder.model import OutputFile
from site_builder.views.fingerprints import fingerprinted
from site_builder.views.scripts import Scripts, build_scripts

_IMAGES = "assets/images/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Assets:
    """The shared files of the site that its pages name."""

    files: tuple[OutputFile, ...]
    images: Mapping[str, str]
    """Name to root-relative address."""
    scripts: Scripts = field(default_factory=Scripts)


def build_assets(templates: Mapping[str, str]) -> Assets:
    """Fingerprint the images and the scripts."""
    images = {
        path.removeprefix(_IMAGES): fingerprinted(path.removeprefix(_IMAGES), text.encode())
        for path, text in sorted(templates.items())
        if path.startswith(_IMAGES) and path.endswith(".svg")
    }
    scripts = build_scripts(templates)
    return Assets(
        files=(*images.values(), *scripts.files),
        images={name: f"/{file.path}" for name, file in images.items()},
        scripts=scripts,
    )

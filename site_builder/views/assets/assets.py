"""What pages share: scripts and images of the templates, named by their content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from site_builder.model import OutputFile
from site_builder.views.assets.fingerprints import fingerprinted
from site_builder.views.assets.scripts import Scripts, build_scripts

_IMAGES = "assets/images/"
TOKENS = "assets/css/tokens.css"
_COLOUR = re.compile(r"--colour-([\w-]+):\s*(#[0-9a-fA-F]{3,8})\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Assets:
    """The shared files of the site that its pages name."""

    files: tuple[OutputFile, ...]
    images: Mapping[str, str]
    """Name to root-relative address."""
    drawings: Mapping[str, str] = field(default_factory=dict)
    """Name of an image to its SVG."""
    colours: Mapping[str, str] = field(default_factory=dict)
    """Name to value of the colours of light, as `tokens.css` defines them."""
    scripts: Scripts = field(default_factory=Scripts)


def build_assets(templates: Mapping[str, str]) -> Assets:
    """Fingerprint the images and the scripts."""
    drawings = {
        path.removeprefix(_IMAGES): text
        for path, text in sorted(templates.items())
        if path.startswith(_IMAGES) and path.endswith(".svg")
    }
    images = {name: fingerprinted(name, text.encode()) for name, text in drawings.items()}
    scripts = build_scripts(templates)
    return Assets(
        files=(*images.values(), *scripts.files),
        images={name: f"/{file.path}" for name, file in images.items()},
        drawings=drawings,
        colours=_colours(templates.get(TOKENS, "")),
        scripts=scripts,
    )


def _colours(tokens: str) -> Mapping[str, str]:
    """Read the first definition of each colour: those of light come first."""
    found: dict[str, str] = {}
    for name, value in _COLOUR.findall(tokens):
        found.setdefault(name, value)
    return found

"""What pages share: the scripts and the mark among the templates, named by their content."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from site_builder.model import OutputFile
from site_builder.views.assets.fingerprints import fingerprinted
from site_builder.views.assets.scripts import Scripts, build_scripts

MARK = "assets/images/mark.svg"
"""The drawing among the templates that stands for the site."""
TOKENS = "assets/css/tokens.css"
_COLOUR = re.compile(r"--colour-([\w-]+):\s*(#[0-9a-fA-F]{3,8})\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Assets:
    """The shared files of the site that its pages name."""

    files: tuple[OutputFile, ...]
    mark: str | None = None
    """The SVG; None on a site without a mark."""
    mark_url: str = ""
    """Root-relative."""
    colours: Mapping[str, str] = field(default_factory=dict)
    """Name to value of the colours of light, as `tokens.css` defines them."""
    scripts: Scripts = field(default_factory=Scripts)


def build_assets(templates: Mapping[str, str]) -> Assets:
    """Fingerprint the mark and the scripts."""
    mark, scripts = templates.get(MARK), build_scripts(templates)
    file = None if mark is None else fingerprinted(posixpath.basename(MARK), mark.encode())
    return Assets(
        files=(*((file,) if file else ()), *scripts.files),
        mark=mark,
        mark_url=f"/{file.path}" if file else "",
        colours=_colours(templates.get(TOKENS, "")),
        scripts=scripts,
    )


def _colours(tokens: str) -> Mapping[str, str]:
    """Read the first definition of each colour: those of light come first."""
    found: dict[str, str] = {}
    for name, value in _COLOUR.findall(tokens):
        found.setdefault(name, value)
    return found

"""Scripts of the templates, minified (rjsmin): one bundle that every page loads, others on use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import rjsmin

from site_builder.model import OutputFile
from site_builder.views.assets.fingerprints import fingerprinted

_FOLDER = "assets/js/"
_ENHANCEMENTS = "assets/js/enhance/"
_BUNDLE = "enhance.js"
_WORKER = "assets/sw.js"


@dataclass(frozen=True, kw_only=True, slots=True)
class Scripts:
    files: tuple[OutputFile, ...] = ()
    enhancements: str = ""
    """Root-relative address of what every page loads; empty if there is nothing."""
    on_use: Mapping[str, str] = field(default_factory=dict)
    """Name, as in `search.js`, to root-relative address of what is loaded when it is used."""
    worker: str = ""
    """The minified script that keeps pages, before it knows any; empty if there is none."""
    parts: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    """Root-relative address to what the file was made of: template name to minified script."""


def build_scripts(templates: Mapping[str, str]) -> Scripts:
    """Join the enhancements, minify and fingerprint them and every other script."""
    minified = {
        path: str(rjsmin.jsmin(text)).encode()
        for path, text in sorted(templates.items())
        if path.startswith(_FOLDER) and path.endswith(".js")
    }
    together = {path: text for path, text in minified.items() if path.startswith(_ENHANCEMENTS)}
    alone = {path: text for path, text in minified.items() if path not in together}
    bundle = fingerprinted(_BUNDLE, b"\n".join(together.values())) if together else None
    files = {path: fingerprinted(path.removeprefix(_FOLDER), text) for path, text in alone.items()}
    parts = {f"/{file.path}": {path: alone[path]} for path, file in files.items()}
    if bundle is None:
        enhancements = ""
    else:
        enhancements = f"/{bundle.path}"
        parts[enhancements] = together
    return Scripts(
        files=(*((bundle,) if bundle else ()), *files.values()),
        enhancements=enhancements,
        on_use={path.removeprefix(_FOLDER): f"/{file.path}" for path, file in files.items()},
        worker=str(rjsmin.jsmin(templates.get(_WORKER, ""))),
        parts=parts,
    )

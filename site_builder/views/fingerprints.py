"""Files that are named by their content, so that a browser may keep them for ever.

Takes a name and the bytes; gives the file with its fingerprint in its name. It reads nothing.
"""

from __future__ import annotations

import hashlib

from site_builder.model import OutputFile

ASSETS_FOLDER = "assets/"
"""Where they are published."""


def fingerprinted(name: str, content: bytes) -> OutputFile:
    """Name a file by its content, as in `assets/site.0123456789.css`."""
    stem, _, ending = name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:10]
    return OutputFile(path=f"{ASSETS_FOLDER}{stem}.{digest}.{ending}", content=content)

"""Images in content: which file a page means, and the address that the file will have."""

from __future__ import annotations

import posixpath
import re

from site_builder.model import Image, OutputFile
from site_builder.views.assets.fingerprints import fingerprinted

_UNFIT = re.compile(r"[^a-z0-9.]+")


def picture_path(page_path: str, target: str) -> str:
    """Return the project's path of a file that stands beside a page."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page_path), target))


def picture_file(image: Image) -> OutputFile:
    """Return a picture as it is published, named by its content."""
    name = _UNFIT.sub("-", posixpath.basename(image.path).lower())
    return fingerprinted(name, image.content)

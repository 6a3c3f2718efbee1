"""Picture files below `content/` into images that pages can show, without their metadata."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from types import MappingProxyType

from site_builder.adapters.images import IMAGE_SUFFIXES, ImageError, clean_image
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model import Image
from site_builder.read.content import CONTENT_FOLDER

_OTHER_SUFFIXES = (
    ".svg", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".ico"
)  # fmt: skip


def parse_images(
    files: Mapping[str, bytes], limit: int, found: list[Diagnostic]
) -> Mapping[str, Image | None]:
    """Read every picture; one that no page can show is reported and is None."""
    images: dict[str, Image | None] = {}
    for path, content in sorted(files.items()):
        suffix = posixpath.splitext(path)[1].lower()
        if not path.startswith(CONTENT_FOLDER):
            continue
        place = Location(path=path)
        if suffix in _OTHER_SUFFIXES:
            found.append(problem("TXT017", place, reason="kind", kind=suffix))
            images[path] = None
        elif suffix in IMAGE_SUFFIXES:
            try:
                clean = clean_image(content, suffix)
            except ImageError:
                found.append(problem("TXT017", place, reason="damaged", kind=""))
                images[path] = None
                continue
            if len(clean.content) > limit:
                found.append(problem("TXT018", place, size=len(clean.content), limit=limit))
            images[path] = Image(
                path=path, width=clean.width, height=clean.height, content=clean.content
            )
    return MappingProxyType(images)

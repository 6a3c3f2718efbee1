"""Picture files below `content/` into images that pages can show, without their metadata."""

from __future__ import annotations

import posixpath

from site_builder.adapters.images import IMAGE_SUFFIXES, HugeImageError, ImageError, clean_image
from site_builder.model import Image
from site_builder.read.content import CONTENT_FOLDER
from site_builder.read.syntax.reader import Reader

_OTHER_SUFFIXES = (
    ".svg", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".ico"
)  # fmt: skip


def is_image(path: str) -> bool:
    """Return whether a file is a picture below `content/`, even of a kind that is refused."""
    suffix = posixpath.splitext(path)[1].lower()
    return path.startswith(CONTENT_FOLDER) and suffix in (*IMAGE_SUFFIXES, *_OTHER_SUFFIXES)


def parse_image(content: bytes, limit: int, reader: Reader) -> Image | None:
    """Parse one picture; None for one that no page can show."""
    suffix = posixpath.splitext(reader.path)[1].lower()
    if suffix in _OTHER_SUFFIXES:
        reader.report("TXT017", reason="kind", kind=suffix)
        return None
    try:
        clean = clean_image(reader.path, content, limit)
    except ImageError as error:
        reason = "huge" if isinstance(error, HugeImageError) else "damaged"
        reader.report("TXT017", reason=reason, kind="")
        return None
    if len(clean.content) > limit:
        sides = f"{clean.width} × {clean.height}"
        reader.report("TXT018", size=len(clean.content), sides=sides, limit=limit)
    return clean

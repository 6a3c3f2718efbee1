"""Pictures of pixels: read, cleaned of metadata, written again (Pillow).

Like the other libraries for pictures and workbooks, it is imported by the build that needs it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field

_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
IMAGE_SUFFIXES = tuple(_FORMATS)
_MOST_PIXELS = 50_000_000
"""More than a telephone's photo has; a small file can claim to be far larger."""
_EXIF_ORIENTATION, _UPRIGHT = 0x0112, 1
_MOST_COLOURS = 256


class ImageError(ValueError):
    """Bytes that are no whole picture of their kind."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CleanImage:
    """A picture as it can be published: upright, and without metadata."""

    width: int
    height: int
    content: bytes = field(repr=False)


def clean_image(content: bytes, suffix: str) -> CleanImage:
    """Write a picture again from its pixels alone; raises `ImageError`.

    What a file says beside its pixels may tell where and by whom a photo was taken; only its
    colour profile is kept. A photo that was saved lying on its side is turned upright.
    """
    from PIL import Image, ImageFile, ImageOps

    kind = _FORMATS[suffix]
    # Whoever draws PDF files in this process lets halves of pictures pass.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise ImageError(f"{opened.width} × {opened.height}")
            opened.load()
            is_upright = opened.getexif().get(_EXIF_ORIENTATION, _UPRIGHT) == _UPRIGHT
            image = opened if is_upright else ImageOps.exif_transpose(opened)
            written = io.BytesIO()
            # "keep": a photo that stands upright is written with the compression that it had.
            quality = "keep" if kind == "JPEG" and is_upright else 90
            profile = opened.info.get("icc_profile")
            image.info = {k: v for k, v in image.info.items() if k == "transparency"}
            image.save(written, kind, quality=quality, icc_profile=profile)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ImageError(str(error)) from error
    return CleanImage(width=image.width, height=image.height, content=written.getvalue())


def with_palette(png: bytes) -> bytes:
    """Write an opaque picture of few colours with a palette: the same picture in half the bytes."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as opened:
        image = opened.convert("RGB")
        flat = image.quantize(_MOST_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    written = io.BytesIO()
    flat.save(written, "PNG", optimize=True)
    return written.getvalue()


def as_ico(pngs: Iterable[bytes]) -> bytes:
    """Put square pictures, the largest first, into one icon file."""
    from PIL import Image

    first, *others = (Image.open(io.BytesIO(png)).convert("RGBA") for png in pngs)
    written = io.BytesIO()
    first.save(
        written,
        "ICO",
        sizes=[image.size for image in (first, *others)],
        append_images=others,
    )
    return written.getvalue()

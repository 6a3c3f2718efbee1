"""Pictures of pixels: read, cleaned of metadata, written again (Pillow).

Like the other libraries for pictures and workbooks, it is imported by the build that needs it.
"""

from __future__ import annotations

import io
import posixpath
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING

from site_builder import model

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
IMAGE_SUFFIXES = tuple(_FORMATS)
_MOST_PIXELS = 50_000_000
"""More than a telephone's photo has; a small file can claim to be far larger."""
_EXIF_ORIENTATION, _UPRIGHT = 0x0112, 1
_MOST_COLOURS = 256
_LIGHTER = ((800, 80), (800, 65), (640, 65), (480, 65))
"""Widths and qualities that a picture is made smaller to, until it is light enough.

A page shows it 608 pixels wide at most; a telephone shows 360, twice as fine.
"""
_GAP = 3.0
"""A large picture is first made smaller in whole steps: as good to see, in a third of the time."""


class ImageError(ValueError):
    """Bytes that are no whole picture of their kind."""


class HugeImageError(ImageError):
    """More pixels than any photo has."""


def clean_image(path: str, content: bytes, limit: int) -> model.Image:
    """Write a picture again from its pixels alone; raises `ImageError`.

    What a file says beside its pixels may tell where and by whom a photo was taken; only its
    colour profile is kept. A photo that was saved lying on its side is turned upright. One that
    is heavier than the limit is made smaller, as far as it can still be seen well.
    """
    from PIL import Image, ImageFile, ImageOps

    kind = _FORMATS[posixpath.splitext(path)[1].lower()]
    # Whoever draws PDF files in this process lets halves of pictures pass.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(content), formats=[kind]) as opened,
        ):
            if opened.width * opened.height > _MOST_PIXELS:
                raise HugeImageError(f"{opened.width} × {opened.height}")
            opened.load()
            profile = opened.info.get("icc_profile")
            is_upright = opened.getexif().get(_EXIF_ORIENTATION, _UPRIGHT) == _UPRIGHT
            image = upright = opened if is_upright else ImageOps.exif_transpose(opened)
            # "keep": a photo that stands upright is written with the compression that it had.
            # That of a telephone that saves two pictures in one (MPO) cannot be kept.
            quality = "keep" if opened.format == "JPEG" and is_upright else 90
            written = _write(image, kind, quality, profile)
            for width, coarser in _LIGHTER:
                if len(written) <= limit:
                    break
                image = _shrunk(upright, width)
                written = _write(image, kind, coarser, profile)
    except Image.DecompressionBombError as error:
        raise HugeImageError(str(error)) from error
    except HugeImageError:
        raise
    except (OSError, SyntaxError, ValueError) as error:
        raise ImageError(str(error)) from error
    return model.Image(path=path, width=image.width, height=image.height, content=written)


def _shrunk(image: Image, width: int) -> Image:
    """Return a picture of a width, if it is wider."""
    if image.width <= width:
        return image
    # What is between two colours of a palette is none of it.
    if image.mode == "P" or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode == "1":
        image = image.convert("L")
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), reducing_gap=_GAP)


def _write(image: Image, kind: str, quality: int | str, profile: bytes | None) -> bytes:
    written = io.BytesIO()
    image.info = {k: v for k, v in image.info.items() if k == "transparency"}
    image.save(written, kind, quality=quality, icc_profile=profile)
    return written.getvalue()


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

"""Picture files below `content/` into images that pages can show.

Takes the bytes of every file; gives each PNG, JPEG or WebP with its size and without its metadata,
which may tell where and by whom a photo was taken. Reports other kinds, damaged files, photos that
lie on their side and files over the limit. Pixels are never touched.
"""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model import Image
from site_builder.read.content import CONTENT_FOLDER

_OTHER_KINDS = (".svg", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".ico")
_PNG_START, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND"
_PNG_METADATA = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")
_JPEG_START, _JPEG_END, _EXIF = b"\xff\xd8", b"\xff\xd9", b"Exif\0\0"
_JPEG_SCAN, _JPEG_EXIF = 0xDA, 0xE1
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Exif and XMP, what editors add, and comments; JFIF, colours (APP2) and Adobe (APP14) are needed.
_JPEG_METADATA = frozenset({_JPEG_EXIF, *range(0xE3, 0xEE), 0xEF, 0xFE})
_ORIENTATION, _UPRIGHT = 0x0112, (0, 1)
_WEBP_METADATA, _WEBP_METADATA_FLAGS = (b"EXIF", b"XMP "), 0x0C

Parsed = tuple[int, int, bytes]
"""Width, height, and the content without metadata."""


class _UnfitError(ValueError):
    """A picture that no page can show; its text is the reason."""


def parse_images(
    files: Mapping[str, bytes], limit: int, found: list[Diagnostic]
) -> Mapping[str, Image | None]:
    """Read every picture; one that no page can show is reported and is None."""
    images: dict[str, Image | None] = {}
    for path, content in sorted(files.items()):
        kind = posixpath.splitext(path)[1].lower()
        if not path.startswith(CONTENT_FOLDER) or kind not in (*_READERS, *_OTHER_KINDS):
            continue
        place = Location(path=path)
        try:
            if kind in _OTHER_KINDS:
                raise _UnfitError("kind")
            width, height, kept = _READERS[kind](content)
        except (_UnfitError, struct.error, IndexError) as error:
            reason = str(error) if isinstance(error, _UnfitError) else "damaged"
            found.append(
                problem("TXT017", place, reason=reason, kind="" if kind in _READERS else kind)
            )
            images[path] = None
            continue
        if len(kept) > limit:
            found.append(problem("TXT018", place, size=len(kept), limit=limit))
        images[path] = Image(path=path, width=width, height=height, content=kept)
    return MappingProxyType(images)


def _parse_png(content: bytes) -> Parsed:
    if not content.startswith(_PNG_START) or content[12:16] != b"IHDR":
        raise _UnfitError("damaged")
    width, height = struct.unpack(">II", content[16:24])
    kept, position = [_PNG_START], len(_PNG_START)
    while position < len(content):
        (length,) = struct.unpack(">I", content[position : position + 4])
        end = position + length + 12
        if content[position + 4 : position + 8] not in _PNG_METADATA:
            kept.append(content[position:end])
        position = end
    is_whole = position == len(content) and kept[-1][4:8] == _PNG_END
    return _checked(width, height, b"".join(kept), is_whole=is_whole)


def _parse_jpeg(content: bytes) -> Parsed:
    if not content.startswith(_JPEG_START):
        raise _UnfitError("damaged")
    width = height = 0
    kept = [_JPEG_START]
    for marker, segment in _jpeg_segments(content):
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", segment[5:9])
        elif marker == _JPEG_EXIF and _orientation(segment[4:]) not in _UPRIGHT:
            raise _UnfitError("sideways")
        if marker not in _JPEG_METADATA:
            kept.append(segment)
    is_whole = content.rstrip(b"\0").endswith(_JPEG_END)
    return _checked(width, height, b"".join(kept), is_whole=is_whole)


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Give marker and bytes of each segment; the last holds all pixels."""
    position = len(_JPEG_START)
    while True:
        if content[position : position + 1] != b"\xff":
            raise _UnfitError("damaged")
        marker = content[position + 1]
        if marker == _JPEG_SCAN:
            yield marker, content[position:]
            return
        (length,) = struct.unpack(">H", content[position + 2 : position + 4])
        yield marker, content[position : position + 2 + length]
        position += 2 + length


def _orientation(segment: bytes) -> int:
    """Give how a photo was held, as its Exif says; 0 for one that does not say."""
    if not segment.startswith(_EXIF):
        return 0
    exif = segment[len(_EXIF) :]
    order = "<" if exif[:2] == b"II" else ">"
    (start,) = struct.unpack(f"{order}I", exif[4:8])
    (count,) = struct.unpack(f"{order}H", exif[start : start + 2])
    for number in range(count):
        entry = exif[start + 2 + 12 * number :][:12]
        tag, _, _, value = struct.unpack(f"{order}HHIH2x", entry)
        if tag == _ORIENTATION:
            return int(value)
    return 0


def _parse_webp(content: bytes) -> Parsed:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise _UnfitError("damaged")
    (length,) = struct.unpack("<I", content[4:8])
    is_whole = length + 8 == len(content)
    width = height = 0
    kept, position = [], 12
    while position < len(content):
        name = content[position : position + 4]
        (length,) = struct.unpack("<I", content[position + 4 : position + 8])
        end = position + 8 + length + length % 2
        chunk = content[position:end]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_METADATA_FLAGS]) + chunk[9:]
        if not width:
            width, height = _webp_size(name, chunk[8:])
        if name not in _WEBP_METADATA:
            kept.append(chunk)
        position = end
    body = b"WEBP" + b"".join(kept)
    whole = b"RIFF" + struct.pack("<I", len(body)) + body
    return _checked(width, height, whole, is_whole=is_whole)


def _webp_size(name: bytes, data: bytes) -> tuple[int, int]:
    if name == b"VP8X":
        wide, high = data[4:7], data[7:10]
        return int.from_bytes(wide, "little") + 1, int.from_bytes(high, "little") + 1
    if name == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if name == b"VP8 ":
        width, height = struct.unpack("<HH", data[6:10])
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0


def _checked(width: int, height: int, content: bytes, *, is_whole: bool) -> Parsed:
    if not width or not height or not is_whole:
        raise _UnfitError("damaged")
    return width, height, content


_READERS = {
    ".png": _parse_png,
    ".jpg": _parse_jpeg,
    ".jpeg": _parse_jpeg,
    ".webp": _parse_webp,
}

"""SVG text into PNG bytes: the one door to resvg.

Takes a drawing as text and the bytes of the fonts that it may use; gives the picture, the same on
every machine: no font of the system is looked at, and nothing is fetched. It knows nothing of the
site. The library takes fonts by their paths, so they lie in a temporary folder while it draws.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import resvg_py

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = 4
"""Of the pictures that the library gives: red, green, blue and how opaque."""
_PALETTE = 3
"""A PNG's kind of colour that is a number in a list."""
_ACCENT_GREY, _GROUND_GREY, _INK_GREY = 0, 128, 255


class DrawingError(Exception):
    """A text that is no drawing; says why in the words of the library."""


class UnusableDrawingError(Exception):
    """A drawing among the templates that cannot be drawn."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        """Below `templates/`."""
        self.reason = reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Colours:
    """The three colours of a flat drawing, each as `#rrggbb`, as the drawing writes them."""

    ground: str
    ink: str
    """Drawn on the ground, also half transparent; so too the next. The two never touch."""
    accent: str


def rasterise(svg: str, *, fonts: Iterable[bytes] = (), width: int | None = None) -> bytes:
    """Draw an SVG as a PNG, in its own size or `width` pixels wide.

    A family that is not among `fonts` draws no text at all.
    """
    with TemporaryDirectory(prefix="site-builder-fonts-") as folder:
        try:
            return bytes(
                resvg_py.svg_to_bytes(
                    svg_string=svg,
                    width=width,
                    skip_system_fonts=True,
                    font_files=_put_down(fonts, Path(folder)),
                    resources_dir=folder,
                )
            )
        except ValueError as error:
            raise DrawingError(str(error)) from error


def rasterise_flat(svg: str, colours: Colours, *, fonts: Iterable[bytes] = ()) -> bytes:
    """Draw an SVG of three colours as a PNG of half the bytes, without loss.

    It is drawn in greys: the accent black, the ground grey, the ink white. What lies between two of
    them is an edge, so each grey stands for one colour, and one channel is the whole picture.
    """
    greys = (
        (colours.ground, _GROUND_GREY),
        (colours.ink, _INK_GREY),
        (colours.accent, _ACCENT_GREY),
    )
    for colour, grey in greys:
        svg = svg.replace(colour, f"#{grey:02x}{grey:02x}{grey:02x}")
    return _with_palette(rasterise(svg, fonts=fonts), _palette(colours))


def _put_down(fonts: Iterable[bytes], folder: Path) -> list[str]:
    """Write the fonts into a folder and give their paths, in order."""
    paths = []
    for number, content in enumerate(fonts):
        path = folder / f"{number}.ttf"
        path.write_bytes(content)
        paths.append(str(path))
    return paths


def _palette(colours: Colours) -> bytes:
    """Give the colour of each grey: from the accent over the ground to the ink."""
    ground, ink, accent = (
        bytes.fromhex(colour.removeprefix("#"))
        for colour in (colours.ground, colours.ink, colours.accent)
    )
    below = (_mixed(accent, ground, grey / _GROUND_GREY) for grey in range(_GROUND_GREY))
    above = (
        _mixed(ground, ink, (grey - _GROUND_GREY) / (_INK_GREY - _GROUND_GREY))
        for grey in range(_GROUND_GREY, _INK_GREY + 1)
    )
    return b"".join((*below, *above))


def _mixed(first: bytes, second: bytes, share: float) -> bytes:
    return bytes(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def _with_palette(png: bytes, palette: bytes) -> bytes:
    """Keep one channel of a picture and read it as numbers of a palette.

    The filters of a PNG reckon each channel by itself, so that no pixel need be unfolded.
    """
    chunks = list(_chunks(png))
    width, height = struct.unpack(">II", chunks[0][1][:8])
    rows = zlib.decompress(b"".join(content for name, content in chunks if name == b"IDAT"))
    length = 1 + width * _CHANNELS
    kept = b"".join(
        rows[start : start + 1] + rows[start + 1 : start + length : _CHANNELS]
        for start in range(0, height * length, length)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, _PALETTE, 0, 0, 0)
    return _SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", zlib.compress(kept, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(_SIGNATURE)
    while position < len(png):
        (size,) = struct.unpack_from(">I", png, position)
        yield png[position + 4 : position + 8], png[position + 8 : position + 8 + size]
        position += size + 12


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

"""How wide a text is in a font: what the drawings of the build need to break lines.

Takes the bytes of TrueType fonts among the templates; gives widths, lines that fit, and which
characters no font can draw. Of a font it reads two tables, the characters and their advances. It
draws nothing and knows no page.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from site_builder.diagnostics import Diagnostic, Location, problem

REGULAR = "regular"
BOLD = "bold"

FONTS_FOLDER = "assets/fonts/"
_TEMPLATES = "templates/"
_ENDING = ".ttf"
_TRUETYPE = (b"\x00\x01\x00\x00", b"true", b"OTTO")
_UNICODE_PLANE = 4
"""The format of a character table that every font for the web has."""
_STEP = 2
"""By how much letters shrink at a time until a text fits."""


class FontError(ValueError):
    """Bytes that are no TrueType font."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Font:
    """The advance of each character, in parts of the font's size."""

    advances: Mapping[int, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fitted:
    """A text in lines that fit, with the size at which they do."""

    size: int
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fonts:
    """The fonts of the drawings, by the names of their files without the ending."""

    fonts: Mapping[str, Font]
    files: tuple[bytes, ...] = field(default=(), repr=False)
    """Their bytes in the same order, for the one who draws."""

    @property
    def by_name(self) -> Mapping[str, bytes]:
        """Give the bytes of each font by its name."""
        return dict(zip(self.fonts, self.files, strict=False))

    def width(self, text: str, size: float, name: str = REGULAR) -> float:
        """Give the width of a line; a character that the named font lacks comes from another."""
        return size * sum(self._advance(ord(char), name) for char in text)

    def missing(self, text: str) -> str:
        """Give the characters that no font has, each once."""
        known = {code for font in self.fonts.values() for code in font.advances}
        return "".join(c for c in dict.fromkeys(text) if ord(c) not in known and not c.isspace())

    def fit(self, text: str, *, size: int, width: float, lines: int, name: str = REGULAR) -> Fitted:
        """Break a text into lines; its letters shrink until it fits, and nothing is cut off."""
        words = [word for word in _drawable(text).split(" ") if word]
        while True:
            broken = self._broken(words, size, width, name)
            fits = len(broken) <= lines and all(self.width(b, size, name) <= width for b in broken)
            if fits or size <= _STEP:
                return Fitted(size=size, lines=tuple(broken))
            size -= _STEP

    def _broken(self, words: Iterable[str], size: float, width: float, name: str) -> list[str]:
        """Fill line after line with whole words."""
        lines: list[str] = []
        for word in words:
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size, name) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _advance(self, code: int, name: str) -> float:
        found = (font.advances[code] for font in self._all(name) if code in font.advances)
        return next(found, 1.0)

    def _all(self, name: str) -> Iterator[Font]:
        """Give every font, the named one first."""
        if name in self.fonts:
            yield self.fonts[name]
        yield from (font for other, font in self.fonts.items() if other != name)


NO_FONTS = Fonts(fonts=MappingProxyType({}))


def parse_fonts(templates: Mapping[str, bytes]) -> tuple[Fonts, tuple[Diagnostic, ...]]:
    """Read the fonts among the templates; one that cannot be read is reported and left out."""
    fonts, files, found = {}, [], []
    for path, content in sorted(templates.items()):
        if not path.startswith(FONTS_FOLDER) or not path.endswith(_ENDING):
            continue
        try:
            font = parse_font(content)
        except FontError:
            found.append(problem("TPL005", Location(path=_TEMPLATES + path)))
            continue
        fonts[path.removeprefix(FONTS_FOLDER).removesuffix(_ENDING)] = font
        files.append(content)
    return Fonts(fonts=MappingProxyType(fonts), files=tuple(files)), tuple(found)


def _drawable(text: str) -> str:
    """Write the narrow spaces between digits, which few fonts have, as ordinary unbroken ones."""
    return text.replace("\u202f", "\u00a0").replace("\u2009", "\u00a0")


def parse_font(content: bytes) -> Font:
    """Read a font's characters and advances; raises `FontError` for what is no font."""
    try:
        return _parse(content)
    except (struct.error, KeyError, ZeroDivisionError, StopIteration) as error:
        raise FontError from error


def _parse(content: bytes) -> Font:
    if content[:4] not in _TRUETYPE:
        raise FontError
    tables = _tables(content)
    (units,) = struct.unpack_from(">H", tables["head"], 18)
    (measured,) = struct.unpack_from(">H", tables["hhea"], 34)
    advances = struct.unpack_from(">" + "Hh" * measured, tables["hmtx"])[::2]
    return Font(
        advances={
            code: advances[min(glyph, measured - 1)] / units
            for code, glyph in _glyphs(tables["cmap"]).items()
        }
    )


def _tables(content: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", content, 4)
    records = (struct.unpack_from(">4sIII", content, 12 + 16 * i) for i in range(count))
    return {
        tag.decode("latin-1"): content[offset : offset + size] for tag, _, offset, size in records
    }


def _glyphs(cmap: bytes) -> dict[int, int]:
    """Give the glyph of each character, from the table of the first Unicode plane."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    offsets = (struct.unpack_from(">HHI", cmap, 4 + 8 * i)[2] for i in range(count))
    plane = next(o for o in offsets if struct.unpack_from(">H", cmap, o)[0] == _UNICODE_PLANE)
    (doubled,) = struct.unpack_from(">H", cmap, plane + 6)
    segments = doubled // 2
    ends = struct.unpack_from(f">{segments}H", cmap, plane + 14)
    starts = struct.unpack_from(f">{segments}H", cmap, plane + 16 + doubled)
    deltas = struct.unpack_from(f">{segments}H", cmap, plane + 16 + 2 * doubled)
    at_ranges = plane + 16 + 3 * doubled
    ranges = struct.unpack_from(f">{segments}H", cmap, at_ranges)
    found = {}
    for segment, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, last + 1):
            glyph = code
            if ranges[segment]:
                place = at_ranges + 2 * segment + ranges[segment] + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", cmap, place)
            if glyph or not ranges[segment]:
                found[code] = (glyph + deltas[segment]) % 0x10000
    found.pop(0xFFFF, None)
    return {code: glyph for code, glyph in found.items() if glyph}

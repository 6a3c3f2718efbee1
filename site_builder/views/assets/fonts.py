"""How wide a text is in the fonts of the build's drawings, and where its lines break."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from types import MappingProxyType

from site_builder.adapters.memory import Memory
from site_builder.diagnostics import Diagnostic, Location, problem

REGULAR = "regular"
BOLD = "bold"

FONTS_FOLDER = "assets/fonts/"
_TEMPLATES = "templates/"
_ENDING = ".ttf"
_TRUETYPE = (b"\x00\x01\x00\x00", b"true", b"OTTO")
_STEP = 2
"""By how much letters shrink at a time until a text fits."""


class FontError(ValueError):
    """Bytes that are no TrueType font."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Font:
    """A TrueType font."""

    advances: Mapping[int, float]
    """Of each character, in parts of the font's size."""
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fitted:
    """A text in lines that fit, with the size at which they do."""

    size: int
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fonts:
    """The fonts of the drawings, by the names of their files without the ending."""

    fonts: Mapping[str, Font]

    @property
    def files(self) -> Mapping[str, bytes]:
        """Their bytes by name, for whoever draws."""
        return {name: font.content for name, font in self.fonts.items()}

    def width(self, text: str, size: float, name: str = REGULAR) -> float:
        """Return the width of a line; what the named font lacks comes from another."""
        named = self.fonts[name].advances if name in self.fonts else {}
        codes = map(ord, text)
        return size * sum([named[c] if c in named else self._advance(c, name) for c in codes])

    def missing(self, text: str) -> str:
        """Return the characters that no font has, each once; those that are seen."""
        known = {code for font in self.fonts.values() for code in font.advances}
        return "".join(c for c in dict.fromkeys(text) if ord(c) not in known and c.isprintable())

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
        """Yield every font, the named one first."""
        if name in self.fonts:
            yield self.fonts[name]
        yield from (font for other, font in self.fonts.items() if other != name)


NO_FONTS = Fonts(fonts=MappingProxyType({}))


def parse_fonts(
    templates: Mapping[str, bytes], memory: Memory | None = None
) -> tuple[Fonts, tuple[Diagnostic, ...]]:
    """Read the fonts among the templates; one that cannot be read is reported and left out."""
    fonts, found, memory = {}, [], memory or Memory()
    for path, content in sorted(templates.items()):
        if not path.startswith(FONTS_FOLDER) or not path.endswith(_ENDING):
            continue
        try:
            name = path.removeprefix(FONTS_FOLDER).removesuffix(_ENDING)
            fonts[name] = parse_font(content, memory)
        except FontError:
            found.append(problem("TPL005", Location(path=_TEMPLATES + path)))
    return Fonts(fonts=MappingProxyType(fonts)), tuple(found)


def _drawable(text: str) -> str:
    """Write the narrow spaces between digits, which few fonts have, as ordinary unbroken ones."""
    return text.replace("\u202f", "\u00a0").replace("\u2009", "\u00a0")


def parse_font(content: bytes, memory: Memory) -> Font:
    """Read a font's characters and advances; raises `FontError` for what is no font."""
    if content[:4] not in _TRUETYPE:
        raise FontError
    known = memory.recall((b"advances", content), lambda: json.dumps(_advances(content)).encode())
    advances = {int(code): width for code, width in json.loads(known).items()}
    return Font(advances=advances, content=content)


def _advances(content: bytes) -> Mapping[int, float]:
    import logging

    from fontTools.ttLib import TTFont

    # It warns of odd tables, but what matters here is whether they can be read.
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    try:
        font = TTFont(BytesIO(content), lazy=True)
        units, advances = font["head"].unitsPerEm, font["hmtx"]
        glyphs = font.getBestCmap() or {}
        return {code: advances[glyph][0] / units for code, glyph in glyphs.items()}
    except Exception as error:  # the library fails in as many ways as a table can be damaged
        raise FontError from error

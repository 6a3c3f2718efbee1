"""How much a drawing may hold, so that it is drawn in a short time and in a small memory.

The library that draws ends the whole program where elements stand too deep in each other, or where
a picture is too large. Each bound is many times what a mark or a card has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers.expat import ExpatError, ParserCreate

_LONGEST = 1_000_000
"""Characters of a drawing."""
_DEEPEST = 200
"""Elements inside each other, each repeated wherever another part of the drawing uses it."""
_LARGEST = 25_000_000
"""Pixels of a picture; one of many bars is long and narrow."""
_USING = {"use", "mask", "pattern", "clipPath", "marker", "symbol", "feImage"}
"""Elements that hold others, or show others in their place."""
_BOX = ("left", "top", "width", "height")
_LENGTH = re.compile(r"\s*([0-9.]+(?:[eE][+-]?[0-9]+)?)\s*([a-z]*)\s*")
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 3.8, "cm": 38, "em": 16, "ex": 16}
_INCH = 96
"""Pixels of the longest unit."""

LONG, DEEP, LARGE = "long", "deep", "large"


def find_excess(svg: str, width: int | None) -> str:
    """Return what a drawing has too much of, when drawn `width` pixels wide; empty if nothing.

    Whoever draws says what is wrong with XML that is none, unless it might hold too much.
    """
    if len(svg) > _LONGEST:
        return LONG
    shape = _Shape()
    try:
        shape.parser.Parse(svg.encode("utf-8", "replace"), True)
    except ExpatError as error:
        return str(error) if svg.count("<") > _DEEPEST else ""
    if shape.deepest * (1 + shape.using) > _DEEPEST:
        return DEEP
    return "" if _is_small(shape.root, width) else LARGE


class _Shape:
    """What a drawing is like, as its elements are met."""

    def __init__(self) -> None:
        self.root: Mapping[str, str] = {}
        self.deepest = 0
        self.using = 0
        self._depth = 0
        self.parser = ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.root = self.root or attributes
        self.using += name.rpartition(":")[2] in _USING
        self._depth += 1
        self.deepest = max(self.deepest, self._depth)

    def _end(self, _: str) -> None:
        self._depth -= 1


def _is_small(root: Mapping[str, str], width: int | None) -> bool:
    """Return whether the picture has no more pixels than may be drawn."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    own = [_pixels(root.get(name, "")) for name in ("width", "height")]
    if len(box) == len(_BOX):
        own = [each or _pixels(side) for each, side in zip(own, box[2:], strict=True)]
    if not all(own):
        return False  # it would be as large as whatever stands in it
    scale = width / own[0] if width else 1
    return own[0] * own[1] * scale**2 <= _LARGEST


def _pixels(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    try:
        return float(found[1]) * _PIXELS.get(found[2], _INCH) if found else 0
    except ValueError:
        return 0

"""SVG text into PNG bytes (resvg): no font of the system is looked at, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import resvg_py


class DrawingError(Exception):
    """A text that is no drawing; says why in the words of the library."""


class UnusableDrawingError(Exception):
    """A drawing among the templates that cannot be drawn."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        """Below `templates/`."""
        self.reason = reason


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
                    font_files=_write_fonts(fonts, Path(folder)),
                    resources_dir=folder,
                )
            )
        except ValueError as error:
            raise DrawingError(str(error)) from error


def _write_fonts(fonts: Iterable[bytes], folder: Path) -> list[str]:
    """Write fonts into a folder, where the library wants them; return their paths, in order."""
    paths = []
    for number, content in enumerate(fonts):
        path = folder / f"{number}.ttf"
        path.write_bytes(content)
        paths.append(str(path))
    return paths

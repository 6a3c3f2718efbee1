"""SVG text into PNG bytes: the one door to resvg.

Takes a drawing as text and the bytes of the fonts that it may use; gives the picture, the same on
every machine: no font of the system is looked at, and nothing is fetched. It knows nothing of the
site. The library takes fonts by their paths, so they lie in a temporary folder while it draws.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import resvg_py


class DrawingError(Exception):
    """A text that is no drawing; says why in the words of the library."""


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


def _put_down(fonts: Iterable[bytes], folder: Path) -> list[str]:
    """Write the fonts into a folder and give their paths, in order."""
    paths = []
    for number, content in enumerate(fonts):
        path = folder / f"{number}.ttf"
        path.write_bytes(content)
        paths.append(str(path))
    return paths

"""SVG text into PNG bytes (resvg): no font of the system is looked at, nothing is fetched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from site_builder.adapters.drawings import find_excess
from site_builder.adapters.images import as_ico, with_palette
from site_builder.adapters.memory import Memory
from site_builder.adapters.room import need_memory


class DrawingError(Exception):
    """A drawing that cannot be drawn; says why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        """Below `templates/`."""
        self.reason = reason
        """The name of a bound in `adapters/drawings.py`, or words of a library."""


class Rasteriser:
    """Draws pictures, each once, however often the builds that share it ask for it."""

    def __init__(self, memory: Memory | None = None) -> None:
        self.memory = memory or Memory()

    def icon(self, svg: str, path: str, width: int) -> bytes:
        """Draw a picture without text, `width` pixels wide."""
        made_from = (b"icon", svg.encode(), b"%d" % width)
        return self.memory.recall(made_from, lambda: rasterise(svg, path, width=width))

    def icons(self, svg: str, path: str, widths: Sequence[int]) -> bytes:
        """Draw a picture in several widths, the largest first, into one icon file."""
        made_from = (b"icons", svg.encode(), *(b"%d" % width for width in widths))
        return self.memory.recall(
            made_from, lambda: as_ico(self.icon(svg, path, width) for width in widths)
        )

    def card(self, svg: str, path: str, fonts: Collection[bytes]) -> bytes:
        """Draw an opaque picture of few colours in its own size, as small as it can be saved."""
        made_from = (b"card", svg.encode(), *fonts)
        return self.memory.recall(
            made_from, lambda: with_palette(rasterise(svg, path, fonts=fonts))
        )


def require_drawable(svg: str, path: str, width: int | None) -> None:
    """Raise `DrawingError` for a drawing that holds too much."""
    excess = find_excess(svg, width)
    if excess:
        raise DrawingError(path, excess)


def rasterise(
    svg: str, path: str = "", *, fonts: Iterable[bytes] = (), width: int | None = None
) -> bytes:
    """Draw an SVG as a PNG, in its own size or `width` pixels wide.

    A family that is not among `fonts` draws no text at all. Raises `DrawingError`, which names
    the `path` of the drawing among the templates.
    """
    from tempfile import TemporaryDirectory

    import resvg_py

    require_drawable(svg, path, width)
    with TemporaryDirectory(prefix="site-builder-fonts-") as folder:
        try:
            need_memory()
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
            raise DrawingError(path, str(error)) from error


def _write_fonts(fonts: Iterable[bytes], folder: Path) -> list[str]:
    """Write fonts into a folder, where the library wants them; return their paths, in order."""
    paths = []
    for number, content in enumerate(fonts):
        path = folder / f"{number}.ttf"
        path.write_bytes(content)
        paths.append(str(path))
    return paths

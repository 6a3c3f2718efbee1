"""The pictures that networks show beside a page's address.

Takes the rendered pages with their drawings; gives a PNG for each different drawing. Where nobody
can open the site's address there are no drawings, and so no pictures.
"""

from __future__ import annotations

from functools import lru_cache

from site_builder.adapters.images import with_palette
from site_builder.adapters.png import DrawingError, UnusableDrawingError, rasterise
from site_builder.model import OutputFile
from site_builder.views.cards import CARD_TEMPLATE
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

_KEPT = 512
"""Pictures that a preview need not draw again: more than a site has."""


def card_files(site: SiteContext, pages: tuple[RenderedPage, ...]) -> tuple[OutputFile, ...]:
    """Draw each picture once, however many pages share it."""
    drawings = {page.card.path: page.card.svg for page in pages if page.card is not None}
    return tuple(
        OutputFile(path=path, content=_draw(svg, site.fonts.files))
        for path, svg in sorted(drawings.items())
    )


@lru_cache(maxsize=_KEPT)
def _draw(svg: str, fonts: tuple[bytes, ...]) -> bytes:
    try:
        return with_palette(rasterise(svg, fonts=fonts))
    except DrawingError as error:
        raise UnusableDrawingError(CARD_TEMPLATE, str(error)) from error

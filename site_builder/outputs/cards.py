"""The pictures that networks show beside a page's address: a PNG for each different drawing."""

from __future__ import annotations

from site_builder.model import OutputFile
from site_builder.views.cards import CARD_TEMPLATE
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage


def card_files(site: SiteContext, pages: tuple[RenderedPage, ...]) -> tuple[OutputFile, ...]:
    """Draw each picture once, however many pages share it."""
    drawings = {page.card.path: page.card.svg for page in pages if page.card is not None}
    return tuple(
        OutputFile(
            path=path, content=site.rasteriser.card(svg, CARD_TEMPLATE, site.fonts.files.values())
        )
        for path, svg in sorted(drawings.items())
    )

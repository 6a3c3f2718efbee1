"""The pictures that networks show beside a page's address: a PNG for each different drawing."""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.model import OutputFile
from site_builder.views.cards import CARD_TEMPLATE
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage


def card_files(site: SiteContext, pages: tuple[RenderedPage, ...]) -> tuple[OutputFile, ...]:
    """Draw each picture once, however many pages share it."""
    return tuple(
        OutputFile(
            path=path, content=site.rasteriser.card(svg, CARD_TEMPLATE, site.fonts.files.values())
        )
        for path, svg in sorted(_drawings(pages).items())
    )


def undrawn_cards(site: SiteContext, pages: tuple[RenderedPage, ...]) -> tuple[OutputFile, ...]:
    """Return the same files with nothing in them, for those who ask only whether they are there."""
    return tuple(OutputFile(path=path, content=b"") for path in sorted(_drawings(pages)))


def _drawings(pages: tuple[RenderedPage, ...]) -> Mapping[str, str]:
    return {page.card.path: page.card.svg for page in pages if page.card is not None}

"""Leaflets and posters: which pages they are, and what paper they are made for."""

from pypdf import PdfReader

from tests.every import every
from tests.site.built_site import BuiltPage, BuiltSite

MOST_SHEETS = {"leaflet": 1, "poster": 1}
"""Kind to the sides of paper that it fills at most."""
PAPER = {"leaflet": (148, 210), "poster": (210, 297)}
"""Kind to width and height in millimetres."""
_POINTS = 72 / 25.4


def sheets(site: BuiltSite) -> list[tuple[str, BuiltPage]]:
    """Give every leaflet and poster with its kind."""
    found = [(page.key.rpartition("/")[2], page) for page in site.pages]
    return [*every((kind, page) for kind, page in found if kind in MOST_SHEETS)]


def check_paper(pdf: PdfReader, kind: str, sheet: BuiltPage) -> None:
    """Hold a PDF against the paper of its kind."""
    assert len(pdf.pages) <= MOST_SHEETS[kind], sheet
    box = pdf.pages[0].mediabox
    size = tuple(round(float(side) / _POINTS) for side in (box.width, box.height))
    assert size == PAPER[kind], sheet

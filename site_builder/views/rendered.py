"""A page as it will be published, with what is known about it."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.model import FigureUse, OutputFile
from site_builder.pages.page import Page
from site_builder.views.model import Card


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartFile:
    """A chart of a page as a file that can stand alone."""

    path: str
    """In the output folder, without the ending."""
    svg: str
    endings: tuple[str, ...]
    """A picture only where the fonts can write its words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PagePart:
    """The lead or a section of a page."""

    anchor: str
    """Empty for the lead."""
    heading: str
    words: frozenset[str]
    """Of its text and not of its heading, for the site's own search."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RenderedPage:
    page: Page
    file: OutputFile
    figures: tuple[FigureUse, ...]
    """Every figure that the page shows, in order and each once."""
    title: str
    """Without markup, its inserts resolved."""
    description: str
    is_indexed: bool
    """Search engines may list it."""
    card: Card | None = None
    """None where nobody can open the site's address."""
    unwritable: str = ""
    """Characters for its card that no font has."""
    charts: tuple[ChartFile, ...] = ()
    """Those that it links to."""
    answer: str = ""
    """The words of its answer card."""
    classes: frozenset[str] = frozenset()
    """Of all its elements: by them it is known which styles it needs."""
    assets: frozenset[str] = frozenset()
    """Paths of the fingerprinted files that a browser loads to show it."""
    parts: tuple[PagePart, ...] = ()
    """What was written for it."""
    has_search: bool = False
    """It waits for the address of the index of its language."""

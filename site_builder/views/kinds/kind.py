"""The type of a kind of page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from site_builder.model import FigureUse
from site_builder.pages.page import Page, PageKind
from site_builder.views.context import PageContext
from site_builder.views.model import KindView, SectionView

Describe = Callable[[PageContext, Sequence[SectionView], Sequence[FigureUse]], Mapping[str, object]]
"""Takes the sections and the figures that the page shows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind(PageKind):
    """A kind of page: its template, what it shows besides its text, and how machines see it."""

    view: Callable[[PageContext], KindView] = lambda context: KindView()
    """Fills what the template gets as `view.data`."""
    describe: Describe = lambda context, sections, figures: {}
    """What its JSON-LD says besides title, description and address."""


def kind_of(page: Page) -> Kind:
    """Return a page's kind with what views know of it."""
    assert isinstance(page.kind, Kind)  # pages are planned with these kinds and no others
    return page.kind

"""The page that stands in for one that a device did not keep, while there is no connection."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.pages.page import HOME
from site_builder.views.context import PageContext
from site_builder.views.kinds.kind import Kind
from site_builder.views.links import page_link
from site_builder.views.model import KindView, Link
from site_builder.views.web_app import OFFLINE_FALLBACK, offline_pages


@dataclass(frozen=True, kw_only=True, slots=True)
class OfflineView(KindView):
    links: tuple[Link, ...]


def _view(context: PageContext) -> OfflineView:
    # The full title of the home page is a motto.
    pages = (
        (page, page.short_title if page.key == HOME else page.title)
        for page in offline_pages(context.site.plan, context.lang)
    )
    return OfflineView(links=tuple(page_link(context, *each) for each in pages))


KIND = Kind(
    template="offline",
    view=_view,
    holds=lambda project: (OFFLINE_FALLBACK,),
    is_listed=False,
)

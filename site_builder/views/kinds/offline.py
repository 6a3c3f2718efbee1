"""The page that stands in for one that a device did not keep, while there is no connection."""

from __future__ import annotations

from dataclasses import dataclass, replace

from site_builder.pages.page import HOME, Page
from site_builder.views.context import PageContext
from site_builder.views.inserts.inline import plain_of
from site_builder.views.kinds.kind import Kind
from site_builder.views.links import page_link
from site_builder.views.model import KindView, Link
from site_builder.views.web_app import OFFLINE_FALLBACK, offline_pages


@dataclass(frozen=True, kw_only=True, slots=True)
class OfflineView(KindView):
    links: tuple[Link, ...]


def _view(context: PageContext) -> OfflineView:
    pages = offline_pages(context.site.plan, context.lang)
    return OfflineView(links=tuple(_link(context, page) for page in pages))


def _link(context: PageContext, page: Page) -> Link:
    """Return a page under its full title; the home page's is a motto."""
    link = page_link(context, page)
    return link if page.key == HOME else replace(link, text=plain_of(context, page.title))


KIND = Kind(
    template="offline",
    view=_view,
    holds=lambda project: (OFFLINE_FALLBACK,),
    is_listed=False,
)

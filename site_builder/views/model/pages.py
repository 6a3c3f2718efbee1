"""A whole page, and what stands on every page of the site.

Takes nothing; gives types. See the package for what holds of all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.views.model.kinds import DataView
from site_builder.views.model.parts import (
    Alternate,
    ContactView,
    Link,
    PictureView,
    SectionView,
    SourceView,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteView:
    """What stands on every page."""

    title: str
    tagline: str
    mark_title: str
    expansion: str
    owner: str
    is_compiled: bool
    navigation: tuple[Link, ...]
    footer_links: tuple[Link, ...]
    home_href: str
    styles: Markup
    """The link to the shared sheet and what the page needs besides."""
    script_href: str
    """What every page loads; empty if there is nothing."""
    scripts: Mapping[str, str]
    """Name to address of what a page loads when it is used."""
    worker_href: str
    """Of the worker that keeps pages; empty if there is none."""
    icon_href: str
    touch_icon_href: str
    """Of the icon for a phone's home screen, and below of what says how to put it there."""
    manifest_href: str
    theme_colour: str
    feed_href: str
    legal: tuple[str, ...]
    data_as_of: str
    data_licence: Link
    contacts: tuple[ContactView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PageView:
    """One page, ready to show."""

    key: str
    template: str
    lang: str
    dir: str
    content_lang: str
    content_dir: str
    title: Markup
    plain_title: str
    description: str
    canonical: str
    robots: str
    alternates: tuple[Alternate, ...]
    default_alternate_href: str
    breadcrumbs: tuple[Link, ...]
    lead: Markup
    lead_notice: Markup
    sections: tuple[SectionView, ...]
    contents: tuple[Link, ...]
    sources: tuple[SourceView, ...]
    sources_date: str
    review_notice: str
    """That nobody looked at the page again when it was due, or which office last did."""
    legal: tuple[str, ...]
    next_pages: tuple[Link, ...]
    report_href: str
    share_href: str
    """Passes the page on; empty where nobody can open the site's address."""
    sheets: tuple[Link, ...]
    """The page as a leaflet and as a poster."""
    date: str
    date_iso: str
    structured_data: Markup
    is_draft: bool
    data: DataView
    locale: str
    """The language with its country, as networks name it; so too the next."""
    other_locales: tuple[str, ...]
    card: PictureView | None = None
    """None where nobody can open the site's address."""

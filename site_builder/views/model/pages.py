"""Pages, their sections, and what stands on every page of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model import FigureUse
from site_builder.views.model.parts import Alternate, Card, Link
from site_builder.views.model.records import BasisView, ContactView, ProofView


@dataclass(frozen=True, kw_only=True, slots=True)
class FactView:
    """One fact of a step: who, what to bring, until when, whom to ask."""

    kind: str
    label: str
    items: tuple[Markup, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionView:
    id: str
    heading: Markup
    body: Markup
    notice: Markup
    facts: tuple[FactView, ...] = ()
    """What data say about a step; empty for a section that is none."""
    share_href: str = ""
    """Passes the section on; empty where nobody can open the site's address."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateView:
    title: str
    href: str
    date: str
    date_iso: str
    description: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstQuestionView:
    """The first question of a tree, on the page where the tree begins."""

    text: str
    help: str
    answers: tuple[Link, ...]
    basis: BasisView


@dataclass(frozen=True, kw_only=True, slots=True)
class KindView:
    """What one kind of page shows besides its text: each kind has its own type."""

    contents: tuple[Link, ...] = ()
    """Sections that the template adds to those of the text."""
    search_text: str = ""
    """What the search finds the page by, besides its text."""
    bases: tuple[BasisView, ...] = ()
    """What the kind's own claims rest on."""
    contact_ids: tuple[str, ...] = ()
    """Of the contacts that have a card on the page."""


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
    policy: Markup
    """What a browser may load and run for the page; empty for a copy to be opened from disk."""
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
    lang: str
    dir: str
    content_attributes: Mapping[str, str]
    """`lang` and `dir` of the text, where it is in another language than the page."""
    title: Markup
    plain_title: str
    description: str
    canonical: str
    robots: str
    alternates: tuple[Alternate, ...]
    """The page in every language, the default first."""
    breadcrumbs: tuple[Link, ...]
    answer: Markup
    """The answer card; empty for a page without one."""
    lead: Markup
    lead_notice: Markup
    sections: tuple[SectionView, ...]
    figures: tuple[FigureUse, ...]
    """In the order in which readers meet them."""
    contents: tuple[Link, ...]
    compiled_notice: Markup
    """From what the page was compiled, and what of it the owner has not confirmed."""
    review_notice: str
    """That nobody looked at the page again when it was due, or which office last did."""
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
    data: KindView
    question: FirstQuestionView | None
    """None where no tree begins."""
    proof: ProofView | None
    """None for a page that claims nothing."""
    card: Card | None = None
    """None where nobody can open the site's address."""

"""What templates receive: one frozen value for each thing that a page shows.

Every text here is in the page's language and formatted already; every link is relative to the
page. What only one kind of page shows has its type in `views/kinds/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from site_builder.model import FigureUse

DATES_SHOWN = 13
"""A year of months and the one before it; what is older stands in the downloads."""
SEARCH_INDEX = "\ue003"
"""Where a page wants the address of its search's index; only at the end is it known."""
CONTACT_LIST = "contact-list"
"""The anchor of the list of contacts on its page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A link to show."""

    text: str
    href: str
    description: str = ""
    is_current: bool = False
    lang: str = ""
    """Language of the target, if it is not the page's."""
    icon: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Alternate:
    """The page in one language."""

    lang: str
    name: str
    href: str
    absolute_href: str
    is_current: bool
    is_indexed: bool
    """False where the page only stands in for a missing translation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell of a table."""

    text: Markup | str
    numeric: bool = False
    header: bool = False
    anchor: str = ""
    """Where links lead to its row; empty for nowhere."""


_MOST_COLUMNS, _MOST_COLUMNS_ON_A_PHONE = 4, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class TableView:
    """A table with its caption."""

    caption: str
    headers: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Markup | str = ""
    """What all rows have in common, where it is not in a column."""

    @property
    def kind(self) -> str:
        """Return `wide` if rows become records everywhere, `few` if only on a phone."""
        if len(self.headers) > _MOST_COLUMNS:
            return "wide"
        return "few" if len(self.headers) > _MOST_COLUMNS_ON_A_PHONE else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartView:
    """A chart: the same values as sentence, picture and table."""

    id: str
    sentence: Markup
    """What it shows; its title."""
    svg: Markup
    table: TableView
    by: str
    """What its rows are: a dimension, or `as_of`."""
    has_rivals: bool
    """Some of its points are disputed and look different."""
    downloads: tuple[Link, ...]
    files: tuple[Link, ...]
    """The chart itself, to save."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FactView:
    """One fact of a step: who, what to bring, until when, whom to ask."""

    kind: str
    label: str
    items: tuple[Markup, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionView:
    """A section of a page."""

    id: str
    heading: Markup
    level: int
    body: Markup
    notice: Markup
    facts: tuple[FactView, ...] = ()
    """What data say about a step; empty for a section that is none."""
    share_href: str = ""
    """Passes the section on; empty where nobody can open the site's address."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceView:
    """A source."""

    id: str
    title: str
    publisher: str
    date: str
    kind: str
    href: str
    anchor: str
    """Link to its entry on the page of sources."""
    read: str
    lang: str
    """That it is written in."""
    language: str
    """The name of that language for readers; empty if it is the page's."""
    title_lang: str
    """The language of the title as it stands here, where that is not the page's."""
    accessed: str = ""
    """When it was read."""
    uses: tuple[Link, ...] = ()
    """To the first figures and pages that rest on it, where a list says so."""
    further_uses: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class BasisView:
    """What rests on the same sources, as surely and with the same reservation."""

    subjects: tuple[Markup, ...]
    laws: tuple[str, ...]
    sources: tuple[Link, ...]
    """By their ids."""
    certainty: str
    note: Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class ProofView:
    """The folded end of a page: from where all of it comes, and what is not certain."""

    text: Markup
    """What was written for it; may be empty."""
    bases: tuple[BasisView, ...]
    differences: tuple[Markup, ...]
    """Where sources disagree."""
    unknown: tuple[Markup, ...]
    """What nobody published."""
    ask: Markup
    """Whom to ask about that; may be empty."""
    legal: tuple[str, ...]
    sources: tuple[SourceView, ...]
    """Those of the page, then those of single claims."""
    has_few_sources: bool
    """They are shown in full."""


_NUMBERS = {"phone", "whatsapp"}
"""Kinds of channels that a person dials from paper."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelView:
    """A way to reach a contact."""

    kind: str
    label: str
    text: str
    """In full, as paper has it."""
    shown: str
    """What stands beside the label on the screen; empty where the label says all."""
    href: str
    stale: str
    """Of which date it is, where it may have changed since; empty otherwise."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactView:
    """Somebody to ask."""

    id: str
    name: str
    purpose: str
    channels: tuple[ChannelView, ...]
    stale: str = ""
    """Said once of all its channels, which then do not say it."""

    @property
    def main(self) -> ChannelView | None:
        """Return the way to take first: a number, else what opens; None without either."""
        ways = (*self._numbers, *(way for way in self.channels if way.href))
        return next(iter(ways), None)

    @property
    def others(self) -> tuple[ChannelView, ...]:
        """Return every other way."""
        return tuple(way for way in self.channels if way is not self.main)

    @property
    def _numbers(self) -> tuple[ChannelView, ...]:
        return tuple(way for way in self.channels if way.kind in _NUMBERS)


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureView:
    """The picture that networks show beside a page's address."""

    href: str
    """Absolute."""
    width: int
    height: int
    alt: str


class HistoryView(NamedTuple):
    """A figure at one date; unpacks into value, date, status and sources."""

    value: Markup
    as_of: str
    status: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureView:
    """Everything known about a figure."""

    name: str
    anchor: str
    label: str
    value: Markup
    quantity: Markup
    """The value with its unit, `about` or `up to`."""
    as_of: str
    status: str
    status_id: str
    is_plain: bool
    """Its status goes without saying."""
    is_absent: bool
    """It has no number; its value says why."""
    confidence: str
    sources: tuple[SourceView, ...]
    row: str
    row_name: str
    """What `row` is: a place in a file, or the method."""
    note: str
    cite: Markup
    conflicts: tuple[Markup, ...]
    conditions: tuple[Markup, ...]
    facts: tuple[tuple[str, Markup | str], ...]
    """What it is called that is known besides, and that: unit, method, speaker, law, days."""
    origin: str
    """What its sources are to it: they state it, or we computed it from theirs."""
    history: tuple[HistoryView, ...]
    """The newest entries."""
    earlier: str
    """Where further ones are; empty where all are shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FormerView:
    """What a benefit or a contact said before."""

    label: str
    was: Markup
    until: str
    until_iso: str
    why: Markup
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateView:
    """A piece of news."""

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
    """One page, ready to show."""

    key: str
    template: str
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
    default_alternate_href: str
    breadcrumbs: tuple[Link, ...]
    answer: Markup
    """The answer card; empty for a page without one."""
    lead: Markup
    lead_notice: Markup
    sections: tuple[SectionView, ...]
    figures: tuple[FigureUse, ...]
    """In the order in which readers meet them."""
    contents: tuple[Link, ...]
    sources: tuple[SourceView, ...]
    """Those that the proof lists."""
    compiled_notice: Markup
    """From what the page was compiled, and what of it the owner has not confirmed."""
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
    data: KindView
    question: FirstQuestionView | None
    """None where no tree begins."""
    proof: ProofView | None
    """None for a page that claims nothing."""
    locale: str
    """The language with its country, as networks name it."""
    other_locales: tuple[str, ...]
    card: PictureView | None = None
    """None where nobody can open the site's address."""

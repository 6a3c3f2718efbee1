"""What stands on pages of many kinds: links, tables, charts, sections, sources, contacts.

Takes nothing; gives types. See the package for what holds of all of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


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


@dataclass(frozen=True, kw_only=True, slots=True)
class TableView:
    """A table with its caption."""

    caption: str
    headers: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Markup | str = ""
    """What all rows have in common, where it is not in a column."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartView:
    """A chart: the same values as sentence, picture and table."""

    id: str
    title: str
    caption: str
    sentence: Markup
    svg: Markup
    table: TableView
    by: str
    """What its rows are: a dimension, or `as_of`."""
    downloads: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FactView:
    """One fact of a step: who, what to bring, until when, whom to ask, from where, how sure."""

    kind: str
    label: str
    items: tuple[Markup, ...]
    certainty: Markup
    """How sure this fact is; empty where the whole step says it."""


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


_NUMBERS = {"phone", "whatsapp"}
"""Kinds of channels that a person dials from paper."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelView:
    """A way to reach a contact."""

    kind: str
    label: str
    text: str
    href: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactView:
    """Somebody to ask."""

    id: str
    name: str
    purpose: str
    channels: tuple[ChannelView, ...]
    note: str
    sources: tuple[SourceView, ...]
    as_of: str
    """Of its oldest entry."""
    review: str
    """That nobody looked at it again when it was due; may be empty."""
    unknown: tuple[str, ...]

    @property
    def on_paper(self) -> tuple[ChannelView, ...]:
        """Give the numbers to call or write to; without one, every way that opens."""
        numbers = tuple(way for way in self.channels if way.kind in _NUMBERS)
        return numbers or tuple(way for way in self.channels if way.href)


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureView:
    """The picture that networks show beside a page's address."""

    href: str
    """Absolute."""
    width: int
    height: int
    alt: str

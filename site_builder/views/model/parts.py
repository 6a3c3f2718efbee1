"""What stands on pages of every kind: links, tables, charts, pictures."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model import FigureUse

DATES_SHOWN = 13
"""A year of months and the one before it; what is older stands in the downloads."""
SEARCH_INDEX = "\ue003"
"""Where a page wants the address of its search's index; only at the end is it known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    text: str
    href: str
    description: str = ""
    is_current: bool = False
    icon: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Alternate:
    """The page in one language."""

    lang: str
    locale: str
    """The language with its country, as networks name it."""
    name: str
    href: str
    absolute_href: str
    is_current: bool
    is_indexed: bool
    """False where the page only stands in for a missing translation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of a table: what it is called, and what stands in it, row by row."""

    name: Markup | str
    texts: tuple[Markup | str, ...]
    names_rows: bool = False
    is_numeric: bool = False
    """Digits stand under digits."""
    anchors: tuple[str, ...] = ()
    """Where links lead to each row; empty for nowhere."""


_MOST_COLUMNS, _MOST_COLUMNS_ON_A_PHONE = 4, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class TableView:
    caption: str
    columns: tuple[Column, ...]
    note: Markup | str = ""
    """What all rows have in common, where it is not in a column."""

    @property
    def kind(self) -> str:
        """Return `wide` if rows become records everywhere, `few` if only on a phone."""
        if len(self.columns) > _MOST_COLUMNS:
            return "wide"
        return "few" if len(self.columns) > _MOST_COLUMNS_ON_A_PHONE else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartView:
    """A chart: the same values as sentence, picture and table."""

    id: str
    sentence: Markup
    """What it shows; its title."""
    svg: Markup
    table: TableView
    has_rivals: bool
    """Some of its points are disputed and look different."""
    downloads: tuple[Link, ...]
    files: tuple[Link, ...]
    """The chart itself, to save."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """The picture that networks show beside a page's address, still as a drawing."""

    path: str
    """Of the picture in the output folder."""
    href: str
    """Absolute."""
    width: int
    height: int
    svg: str
    alt: str
    figures: tuple[FigureUse, ...]
    """What it shows."""

"""What pages of one kind show besides their text: figures, news, the checker, leaflets.

Takes nothing; gives types, and `DataView`, which holds them all. The package says what holds of
every one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from site_builder.views.model.parts import (
    ChartView,
    ContactView,
    Link,
    SectionView,
    SourceView,
    TableView,
)


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
    as_of: str
    status: str
    status_id: str
    confidence: str
    sources: tuple[SourceView, ...]
    row: str
    note: str
    cite: Markup
    conflicts: tuple[Markup, ...]
    history: tuple[HistoryView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureEntryView:
    """A figure in the list of all, at its permanent address."""

    anchor: str
    label: str
    value: Markup
    as_of: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionView:
    """A number that was wrong, and the right one."""

    label: str
    was: str
    now: Markup
    date: str
    sources: tuple[SourceView, ...]
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateView:
    """A piece of news."""

    title: str
    href: str
    date: str
    date_iso: str
    description: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TermView:
    """An entry of the glossary."""

    id: str
    term: str
    abbreviation: str
    definition: Markup
    translation: str
    translation_lang: str


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexEntryView:
    """A line of the list of everything, in the order of the alphabet."""

    text: str
    """What a reader looks for; empty where the one link says it."""
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexLetterView:
    """A letter of that list."""

    letter: str
    anchor: str
    entries: tuple[IndexEntryView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LanguageView:
    """The not-found page in one language."""

    lang: str
    dir: str
    level: int
    """Of its title: 1 in the page's own language, 2 in the others below."""
    title: str
    notice: Markup
    lead: Markup
    home: Link
    sections: tuple[SectionView, ...]
    """Without an id where the page is in another language."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionView:
    """A question of the eligibility checker; the page's title asks it."""

    help: str
    why: Markup
    answers: tuple[Link, ...]
    back: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OutcomeView:
    """Where the eligibility checker ends."""

    kind: str
    body: Markup
    """Paragraphs."""
    certainty: str
    bring: tuple[str, ...]
    contacts: tuple[ContactView, ...]
    back: tuple[Link, ...]
    again: Link


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeView:
    """Something that changed, on a day."""

    date: str
    date_iso: str
    label: str
    text: Markup
    """What it is now; empty for news, which has a link instead."""
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetView:
    """A leaflet or a poster: a page's text to be handed over on paper."""

    title: str
    lead: Markup
    sections: tuple[SectionView, ...]
    has_steps: bool
    is_poster: bool
    code: Markup
    """Leads a camera to the changes; empty where nobody can open the site's address."""
    address: str
    """The full address of the changes; empty as above."""
    changes: Link
    """The page to which the code leads."""
    page: Link
    """The page from which all of it comes."""
    date: str
    """The newest day of which the text knows."""
    pdf: str
    """The address of the same sheet as a PDF; empty where the build draws none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DataView:
    """What one kind of page shows besides its text; the rest stays empty."""

    tasks: tuple[Link, ...] = ()
    updates: tuple[UpdateView, ...] = ()
    charts: tuple[ChartView, ...] = ()
    figures: tuple[FigureView, ...] = ()
    records: tuple[FigureView, ...] = ()
    """The figures that have their permanent address on the page."""
    areas: Link | None = None
    """The way to the pages of the areas, where there are any."""
    tables: tuple[TableView, ...] = ()
    links: tuple[Link, ...] = ()
    contents: tuple[Link, ...] = ()
    """Sections that the template adds to those of the text."""
    groups: tuple[tuple[str, tuple[FigureEntryView, ...] | tuple[SourceView, ...]], ...] = ()
    downloads: tuple[Link, ...] = ()
    entries: tuple[CorrectionView, ...] = ()
    contacts: tuple[ContactView, ...] = ()
    terms: tuple[TermView, ...] = ()
    letters: tuple[IndexLetterView, ...] = ()
    search_index: str = ""
    languages: tuple[LanguageView, ...] = ()
    question: QuestionView | None = None
    outcome: OutcomeView | None = None
    start: Link | None = None
    sheet: SheetView | None = None
    changes: tuple[ChangeView, ...] = ()

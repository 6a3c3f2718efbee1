"""Sources, contacts and figures as readers meet them, and what a page rests on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from site_builder.views.model.parts import Link

CONTACT_LIST = "contact-list"
"""The anchor of the list of contacts on its page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceView:
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
    """Claims with the same laws, sources, certainty and note."""

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
    id: str
    name: str
    purpose: str
    channels: tuple[ChannelView, ...]
    stale: str = ""
    """Said once of all its channels, which then do not say it."""

    @property
    def main(self) -> ChannelView | None:
        """Return the way to take first: a number, else what opens; None without either."""
        numbers = (way for way in self.channels if way.kind in _NUMBERS)
        opened = (way for way in self.channels if way.href)
        return next(chain(numbers, opened), None)

    @property
    def others(self) -> tuple[ChannelView, ...]:
        return tuple(way for way in self.channels if way is not self.main)


class HistoryView(NamedTuple):
    """A figure at one date; unpacks into value, date, status and sources."""

    value: Markup
    as_of: str
    status: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureView:
    name: str
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
    row_href: str
    """Link to the download that has the row; empty for a method."""
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

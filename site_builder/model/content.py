"""What people wrote below `content/`."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from site_builder.diagnostics import Location
from site_builder.model.partial_dates import first_day
from site_builder.model.periods import Period
from site_builder.model.texts import Text

_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})[ ]*(?:\.?[\w#.+-]*[ ]*|\{[^{}]*\}[ ]*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of a document: the lead, or all below one second-level heading."""

    id: str
    heading: Text
    """Markdown of the heading; empty for the lead, at the first line below the front matter."""
    body: Text
    """Markdown below the heading."""
    period: Period | None = None
    """The days on which it is shown, as the original says them; None for all."""

    @property
    def location(self) -> Location:
        """The line on which it begins."""
        return replace(self.heading.location, column=0)

    @property
    def texts(self) -> tuple[Text, ...]:
        """The heading, if there is one, and the body."""
        return (self.heading, self.body) if self.heading.value else (self.body,)


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontMatter:
    """The fields at the top of a content file that each language has for itself."""

    title: Text
    description: Text | None
    """None where the answer card describes the page."""
    slug: str
    short_title: Text | None = None
    question: Text | None = None
    """The page as a reader's question, for the home page."""
    redirect_from: tuple[str, ...] = ()
    exempt: Mapping[str, str] = field(default_factory=dict)
    """Number as typed to the reason why it may stay."""
    locations: Mapping[str, Location] = field(default_factory=dict)
    """Where each field stands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedFrontMatter:
    """The fields that stand in the original only and hold for the page in every language."""

    template: str = "page"
    icon: str = ""
    parent: str = ""
    order: int = 100
    sources: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    date: str = ""
    draft: bool = False
    reviewed: str = ""
    reviewed_by: str = ""
    review_by: str = ""
    offline: bool = False
    """Fetched ahead for reading without a connection."""
    leaflet: bool = False
    """People take it home on paper."""
    answer: str = ""
    """The id of the card that stands first on the page, and alone on its paper."""
    unknown: tuple[str, ...] = ()
    """Ids of the claims of absence that the page makes at its end."""
    card: str = ""
    """The figure on the page's picture; empty for the first that the page shows."""
    untranslated: str = ""
    """Why the page has no translation on purpose; empty for a page that owes one."""
    publish_on: str = ""
    withdraw_on: str = ""
    """The day from which readers no longer see the page."""

    @property
    def public_from(self) -> str:
        """The first day on which readers see the page: of news its date; may be empty."""
        return self.publish_on or self.date

    def is_public_on(self, day: datetime.date) -> bool:
        first, end = self.public_from, self.withdraw_on
        return (not first or first_day(first) <= day) and (not end or day < first_day(end))


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One content file: a page in one language."""

    key: str
    lang: str
    path: str
    front: FrontMatter
    shared: SharedFrontMatter
    sections: tuple[Section, ...]
    """The lead first, even when it is empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """Somebody's word that a section's translation is current with its original."""

    original: str
    """Hash of the original's normalised text at that time."""
    translation: str
    """Hash of the translation's."""
    date: str


def find_fences(lines: Sequence[str]) -> Mapping[int, int]:
    """Return where fenced code begins, and behind which line it ends; one left open is none."""
    ends: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if line.startswith(("```", "~~~")):
            ends.setdefault(line.rstrip(" "), []).append(index)
    found: dict[int, int] = {}
    after = 0
    for index, line in enumerate(lines):
        fence = _FENCE.fullmatch(line) if index >= after else None
        if fence is not None:
            closing = ends.get(fence["fence"], [])
            position = bisect_right(closing, index)
            if position < len(closing):
                after = closing[position] + 1
                found[index] = after
    return found

"""Rows and records of `data/` that count, and the sources they rest on.

Takes nothing; gives frozen types. See the package for the order of the walk.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from site_builder.diagnostics import Location
from site_builder.model.texts import Localized


class Status(StrEnum):
    """How a number stands."""

    PUBLISHED = "published"
    DISPUTED = "disputed"
    SUPERSEDED = "superseded"
    COMPUTED = "computed"
    NOT_PUBLISHED = "not_published"
    SUPPRESSED = "suppressed"


class Confidence(StrEnum):
    """How sure a source makes a fact."""

    OFFICIAL_PRIMARY = "official_primary"
    OFFICIAL_SECONDARY = "official_secondary"
    PRESS = "press"
    COMPUTED = "computed"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A published page or document that facts rest on."""

    id: str
    title: Localized
    publisher: str
    date: str
    """ISO 8601, perhaps only a year or a month; empty if undated."""
    date_text: Localized | None
    kind: Confidence
    read: Localized
    """How much of it could be read."""
    url: str
    lang: str
    """Language that it is written in; empty for the site's default."""
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """A row of `coverage.csv`: how many people, when, and who says so."""

    as_of: date
    funding: str
    """Empty for all together; so too the next two."""
    area: str
    occupation: str
    participants: int | None
    status: Status
    sources: tuple[str, ...]
    released: date | None
    quote: bool
    note: Localized | None
    location: Location

    @property
    def cell(self) -> tuple[str, str, str]:
        """Give what the row counts: funding, area and occupation."""
        return (self.funding, self.area, self.occupation)


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A row of `targets.csv`."""

    year: int
    funding: str
    participants: int
    sources: tuple[str, ...]
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator:
    """A row of `indicators.csv`: any other statistic."""

    id: str
    as_of: str
    value: Decimal | None
    unit: str
    status: Status
    sources: tuple[str, ...]
    confidence: Confidence
    conflicts_with: tuple[str, ...]
    note: Localized | None
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """A row of `areas.csv`."""

    code: str
    slug: str
    name: str
    level: str
    parent: str
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Category:
    """A funding source or an occupation."""

    id: str
    name: Localized
    description: Localized | None
    sources: tuple[str, ...]
    location: Location

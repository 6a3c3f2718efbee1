"""Rows and records of `data/`: what is counted, where, of whom; sources, and what words mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

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


STATED = (Status.PUBLISHED, Status.DISPUTED)
"""What an office can say of the numbers of a sheet as a whole."""
WRITTEN = tuple(status for status in Status if status is not Status.COMPUTED)
"""What a row of a table can say of itself."""
VALUELESS = frozenset({Status.NOT_PUBLISHED, Status.SUPPRESSED})
"""What rows without a number say."""


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
    accessed: str
    """When it was read, perhaps only a year or a month; empty where nobody noted it."""
    url: str
    lang: str
    """Language that it is written in; empty for the site's default."""
    restates: bool
    """It only restates other sources, so that its date says nothing about how new a fact is."""
    is_own: bool
    """The programme's owner itself published it, so that nobody need confirm it."""
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class FormerValue:
    """What a record said before, and why that changed."""

    until: str
    """Last day on which it held; perhaps only a month or a year."""
    value: Decimal | Localized | str
    """An amount, words, or what a channel was, which no language changes."""
    why: Localized
    is_confirmed: bool
    """However far what came after it is from it, somebody has checked that."""
    sources: tuple[str, ...]
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A file of rows, all of which say by it where they stand."""

    path: str
    positions: Mapping[str, int] = field(default_factory=dict)
    """Columns of the file by name, from 0."""

    def place(self, line: int, column: str) -> Location:
        """Return the place of a cell; of the row where there is no such column."""
        position = self.positions.get(column)
        if position is None:
            return Location(path=self.path, line=line)
        return Location.of_cell(self.path, line, position)


@dataclass(frozen=True, kw_only=True, slots=True)
class _CountedRow:
    """A row of a table of numbers, which knows where its cells stand."""

    NUMBER: ClassVar[str] = "participants"
    """The column of its number."""
    sources: tuple[str, ...]
    line: int
    table: Table = field(compare=False, repr=False)

    @property
    def location(self) -> Location:
        """Return the place of its number."""
        return self.table.place(self.line, self.NUMBER)

    def place(self, column: str) -> Location:
        """Return the place of a cell; of the number where the file has no such column."""
        known = column if column in self.table.positions else self.NUMBER
        return self.table.place(self.line, known)


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation(_CountedRow):
    """A row of `coverage.csv`: how many people, when, and who says so."""

    as_of: date
    funding: str
    """Empty for all together, like `area` and `occupation`."""
    area: str
    occupation: str
    participants: int | None
    status: Status
    released: date | None
    quote: bool
    note: Localized | None
    stated_by: Localized | None = None
    """Who said it, in words."""
    occasion: Localized | None = None

    @property
    def cell(self) -> tuple[str, str, str]:
        """Return what the row counts: funding, area and occupation."""
        return (self.funding, self.area, self.occupation)

    @property
    def given_on(self) -> date:
        """The day on which its source said it."""
        return self.released or self.as_of

    @property
    def words(self) -> Iterator[Localized]:
        """Yield its texts, each at its own cell: rows with the same words share them."""
        for column in ("note", "stated_by", "occasion"):
            words: Localized | None = getattr(self, column)
            if words is not None:
                yield words.at(self.place(column))


@dataclass(frozen=True, kw_only=True, slots=True)
class Target(_CountedRow):
    """A row of `targets.csv`."""

    year: int
    funding: str
    participants: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator(_CountedRow):
    """A row of `indicators.csv`: any other statistic."""

    NUMBER = "value"
    id: str
    as_of: str
    value: Decimal | None
    unit: str
    status: Status
    confidence: Confidence
    conflicts_with: tuple[str, ...]
    note: Localized | None
    approximate: bool = False
    """The source itself says `about`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """A row of `areas.csv`."""

    code: str
    slug: str
    name: str
    level: str
    parent: str
    """Slug of the area above; empty for the highest."""
    location: Location
    has_namesake: bool = False
    """Another area, which does not lie right inside it, bears its name."""


def areas_around(areas: Mapping[str, Area], slug: str) -> tuple[str, ...]:
    """Return the areas that an area lies in, by their slugs, the nearest first.

    Areas that lie in each other are no endless loop.
    """
    names = [slug]
    while names[-1] in areas and areas[names[-1]].parent not in {"", *names}:
        names.append(areas[names[-1]].parent)
    return tuple(names[1:])


@dataclass(frozen=True, kw_only=True, slots=True)
class Category:
    """A funding source or an occupation."""

    id: str
    name: Localized
    description: Localized | None
    sources: tuple[str, ...]
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """An entry of the glossary."""

    id: str
    term: Localized
    abbreviation: Localized | None
    spoken: Localized | None
    """How running text writes it in full, where that is not the term itself."""
    definition: Localized
    forbidden: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, tuple[str, ...]]
    see: tuple[str, ...]
    sources: tuple[str, ...]
    location: Location

    def full_name(self, lang: str) -> str:
        """Return the term, with its abbreviation in brackets if it has one."""
        name = self.term[lang]
        short = self.abbreviation[lang] if self.abbreviation else name
        return name if short == name else f"{name} ({short})"

    @property
    def anchor(self) -> str:
        """Where the term stands on the page that explains it."""
        return f"term-{self.id.replace('_', '-')}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Unknown:
    """One thing that nobody published, as far as people looked."""

    id: str
    what: Localized
    """As it is said inside a sentence: the number of members by district."""
    ask: tuple[str, ...]
    """Ids of the contacts to ask."""
    ends_with: str
    """Name of the figure that would end the claim; empty where no number ever could."""
    period: str
    """The year, month or day of which that figure must be; empty for any."""
    note: Localized | None
    location: Location

    @property
    def ending(self) -> str:
        """Return what ends the claim as the file says it; empty where nothing does."""
        return f"{self.ends_with}@{self.period}" if self.period else self.ends_with

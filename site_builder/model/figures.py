"""Named numbers, the charts drawn of them, and where they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from site_builder.diagnostics import Location
from site_builder.model.benefits import Conflict
from site_builder.model.records import Confidence, Status
from site_builder.model.texts import Localized

FIGURE_NAMESPACES = ("coverage", "target", "contribution", "benefit", "indicator")
"""What the name of a figure begins with."""
RESERVED_NAMES = ("total", "change")
RESERVED_PREFIXES = ("area_", "occupation_", "share_", "change_", "of_", "progress_")
"""What figures in `coverage` are called beside the funding sources, whose ids stand there bare."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A named number with all that makes it believable."""

    name: str
    value: Decimal | None
    """None only when nothing is published, or it is suppressed or has no amount."""
    unit: str
    as_of: str
    """ISO 8601, perhaps only a year or a month; empty where no date applies."""
    status: Status
    confidence: Confidence
    sources: tuple[str, ...]
    formula: str = ""
    """How it was computed, in names of figures; empty where a row states it."""
    location: Location
    """Of the row or the record that states it, or of the first that it was computed of."""
    since: str = ""
    """The earlier date from which a change counts."""
    area: str = ""
    """Slug of the area that it speaks of; empty for all of them together."""
    note: Localized | None = None
    stated_by: Localized | None = None
    """Who said it, in words; None where nobody is known to have."""
    occasion: Localized | None = None
    text: Localized | None = None
    """What stands in place of a number."""
    is_rival: bool = False
    """It stands beside a value and never in its place, as disputed and corrected rows do."""
    is_ceiling: bool = False
    is_approximate: bool = False
    valid_from: str = ""
    valid_to: str = ""
    history: tuple[Figure, ...] = ()
    """The same figure at its dates, oldest first, corrected ones included."""
    disputes: tuple[Figure, ...] = ()
    """What other sources say of the same thing at or near the same date."""
    conflicts_with: tuple[str, ...] = ()
    conflict: Conflict | None = None
    corrects: Decimal | None = None
    """The value that this one replaced, if it was corrected."""

    @property
    def is_computed(self) -> bool:
        """Return whether we computed it, so that no source ever gave it."""
        return self.confidence is Confidence.COMPUTED

    @property
    def row(self) -> str:
        """Where it comes from: `data/coverage.csv:2`, or its formula; empty where nothing is."""
        place = self.location
        return self.formula or (f"{place.path}:{place.line}" if place.line else "")

    def at(self, as_of: str) -> Figure | None:
        """Return the figure as it stands for one date; None when nothing is known of that date."""
        if self.as_of == as_of:
            return self
        return next((point for point in self.history if point.as_of == as_of), None)

    @property
    def dates(self) -> tuple[str, ...]:
        """Return the dates to which it can be pinned."""
        return tuple(point.as_of for point in self.history) or (self.as_of,)

    def has_ended(self, today: date) -> bool:
        """Return whether the rule behind the figure held only until a day before today."""
        return bool(self.valid_to) and today.isoformat()[: len(self.valid_to)] > self.valid_to

    def is_to_come(self, today: date) -> bool:
        """Return whether the rule behind the figure holds only from a day after today."""
        return bool(self.valid_from) and today.isoformat()[: len(self.valid_from)] < self.valid_from


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class FigureUse:
    """A figure shown on a page."""

    name: str
    as_of: str

    def __str__(self) -> str:
        """Return the form of the manifest."""
        return f"{self.name}@{self.as_of}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A declaration of `charts.yaml`."""

    id: str
    kind: str
    dataset: str
    by: str
    title: Localized
    location: Location

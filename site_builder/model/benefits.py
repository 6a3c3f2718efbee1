"""What is paid out and paid in, with its conditions and its law."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from site_builder.diagnostics import Location
from site_builder.model.records import Confidence, FormerValue
from site_builder.model.texts import Localized


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """What must hold for a benefit; with a number, it is a figure of its own."""

    id: str
    text: Localized
    label: Localized | None
    """What its number is, such as a time limit; else the benefit's name stands for it."""
    unit: str
    """`months`, `years`, `age`, `count`, `days` or `hours`; empty without a number."""
    value: Decimal | None
    sources: tuple[str, ...]
    """Its own sources, where they are not those of the benefit."""
    confidence: Confidence | None
    valid_from: str
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class LegalReference:
    """A rule, and its article where it is known."""

    rule: str
    article: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    """What sources disagree about."""

    text: Localized
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Benefit:
    """An amount paid out, or paid in when `kind` is `contribution`."""

    id: str
    kind: str
    programme: str
    name: Localized
    amount: Decimal | None
    formula: str
    parts: tuple[str, ...]
    """Benefits whose amounts add up to this one, each as often as it counts."""
    amount_text: Localized | None
    """What is paid, in words, where no amount can be given."""
    unit: str
    is_ceiling: bool
    """The amount is the most that is paid."""
    minimum: Decimal | None
    maximum: Decimal | None
    conditions: tuple[Condition, ...]
    legal: tuple[LegalReference, ...]
    sources: tuple[str, ...]
    confidence: Confidence
    valid_from: str
    valid_to: str
    conflict: Conflict | None
    note: Localized | None
    history: tuple[FormerValue, ...]
    """What the amount was before, oldest first."""
    location: Location

    @property
    def figure_name(self) -> str:
        """Return the name under which people insert it."""
        return f"{self.kind}.{self.id}"

"""What a citizen came to know, as data: the card that stands first on a page and alone on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from site_builder.diagnostics import Location
from site_builder.model.benefits import Benefit
from site_builder.model.periods import Period
from site_builder.model.records import Confidence
from site_builder.model.texts import Localized


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerAmount:
    """A figure beside the condition on which it is paid."""

    figure: str
    condition: Localized | None
    condition_of: str
    """`<benefit>.<condition>`, whose text is the condition; empty where it is written here."""
    period: Period
    """The days on which it is shown."""
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerCall:
    """Whom to call: for what, with what at hand, asking what."""

    contact: str
    when: Localized
    have: Localized | None
    ask: tuple[Localized, ...]
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """A time limit with who said so."""

    text: Localized
    said_by: Localized


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerCard:
    """One situation and all that helps in it."""

    id: str
    situation: Localized
    is_emergency: bool
    """Lives may hang on it: an emergency contact is named before anybody else."""
    amounts: tuple[AnswerAmount, ...]
    calls: tuple[AnswerCall, ...]
    where: Localized | None
    bring: tuple[Localized | str, ...]
    """Papers: a text, or the id of a document of the claim guides."""
    until: Deadline | None
    beware: Localized | None
    sources: tuple[str, ...]
    confidence: Confidence
    location: Location

    def amounts_on(self, day: date, benefits: Mapping[str, Benefit]) -> tuple[AnswerAmount, ...]:
        """Return the amounts that are true on a day."""
        return tuple(each for each in self.amounts if each.period.holds_on(day, benefits))

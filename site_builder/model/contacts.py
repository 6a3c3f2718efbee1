"""Whom to ask, and how to reach them."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.diagnostics import Location
from site_builder.model.records import Confidence, FormerValue
from site_builder.model.texts import Localized

SPOKEN_NUMBER = "{number}"
"""Where `spoken` says the number of a contact."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """One way to reach a contact."""

    kind: str
    value: str
    dial: str
    """Digits to dial; empty unless a telephone."""
    label: Localized | None
    note: Localized | None
    sources: tuple[str, ...]
    as_of: str
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Somebody to ask."""

    id: str
    name: Localized
    purpose: Localized
    channels: tuple[Channel, ...]
    unknown: tuple[Localized, ...]
    """What is not published about it."""
    sources: tuple[str, ...]
    confidence: Confidence
    note: Localized | None
    spoken: Localized | None
    """What running text calls it, with `SPOKEN_NUMBER` for the number; its name otherwise."""
    is_emergency: bool
    """Lives hang on its numbers, so that no doubt is ever put beside them."""
    review_by: str
    """When to look at it again, where that differs from the rule of `site.yaml`; may be empty."""
    history: tuple[FormerValue, ...]
    """Numbers and addresses that it no longer has, oldest first."""
    location: Location

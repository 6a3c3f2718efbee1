"""Whom to ask, what words mean, and which charts there are.

Takes nothing; gives frozen types. See the package for the order of the walk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.diagnostics import Location
from site_builder.model.records import Confidence
from site_builder.model.texts import Localized


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
    review_by: str
    """When to look at it again, where that differs from the rule of `site.yaml`; may be empty."""
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """An entry of the glossary."""

    id: str
    term: Localized
    abbreviation: Localized | None
    definition: Localized
    forbidden: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, tuple[str, ...]]
    see: tuple[str, ...]
    sources: tuple[str, ...]
    location: Location

    @property
    def anchor(self) -> str:
        """Where the term stands on the page that explains it."""
        return f"term-{self.id.replace('_', '-')}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A declaration of `charts.yaml`."""

    id: str
    kind: str
    dataset: str
    by: str
    title: Localized
    location: Location

"""What words mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.diagnostics import Location
from site_builder.model.texts import Localized


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
